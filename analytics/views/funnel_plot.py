"""Which areas differ more from the city than fits their size: the funnel in words, as a picture and as a table."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics import formatting
from analytics.areas import all_areas
from analytics.contract import Manifest
from analytics.figures import choropleth
from analytics.language import _, ngettext
from analytics.measures import VOORLOPIG, Measurement
from analytics.methods.funnel import CONTROL
from analytics.outliers import Counts, Funnel, Position, place
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common

NAMED = 4  # areas in a sentence


@dataclass(frozen=True)
class FunnelView:
    """`names` and `hovers` are by area code; `spread` says in words what the limits reckon with. Without a form in
    `funnel` there is no picture."""

    question: str
    answer: str
    spread: str
    funnel: Funnel
    names: dict[str, str]
    hovers: dict[str, str]
    table: Table
    source: common.Source
    completeness: str

    @property
    def picture_text(self) -> str:
        """Text alternative of the picture: what it draws and what it finds."""
        return _(
            "Trechter: per gebied het cijfer naast de omvang, met grenzen rond het gemeentecijfer. {answer}"
        ).format(answer=self.answer)


def build(
    measurement: Measurement, city: Measurement, manifest: Manifest, *, widened: bool, chosen: str | None = None
) -> FunnelView:
    """The view of a one-period measurement at buurt or wijk level. `widened`: the limits reckon with differences
    between areas besides chance."""
    period = measurement.selection.periods[0]
    funnel = place(measurement, city, period.label, widened=widened)
    names = {code: area.naam for code, area in all_areas(measurement.selection.snapshot).items()}
    answer = _answer(funnel, names)
    question = _("Welke {areas} verschillen meer van de gemeente dan past bij hun omvang?").format(
        areas=_plural(funnel)
    )
    return FunnelView(
        question=question,
        answer=answer,
        spread=_spread(funnel),
        funnel=funnel,
        names=names,
        hovers={str(code): _hover(funnel, row, names[str(code)]) for code, row in funnel.rows.iterrows()},
        table=_table(funnel, names, chosen, answer),
        source=common.source(measurement, manifest, period),
        completeness=common.completeness(measurement, period),
    )


def word(position: Position) -> str:
    """A place in the funnel in words."""
    return {
        Position.BOVEN: _("duidelijk hoger"),
        Position.MISSCHIEN_BOVEN: _("misschien hoger"),
        Position.BINNEN: _("past bij de omvang"),
        Position.MISSCHIEN_ONDER: _("misschien lager"),
        Position.ONDER: _("duidelijk lager"),
    }[position]


def _plural(funnel: Funnel) -> str:
    return {"buurt": _("buurten"), "wijk": _("wijken")}[funnel.measurement.selection.niveau.value]


def _answer(funnel: Funnel, names: dict[str, str]) -> str:
    if funnel.form is None:
        return _("Dat is niet te zeggen: {reason}.").format(reason=funnel.reden)
    n, outside = len(funnel.rows), len(funnel.outside)
    lie = ngettext("ligt er {k}", "liggen er {k}", outside).format(k=outside)
    tail = _("Buiten de 95%-grenzen {lie} van de {n}; {chance}.").format(
        lie=lie, n=n, chance=_by_chance(funnel.by_chance(CONTROL[0]))
    )
    return f"{_who(funnel, names)} {tail}"


def _by_chance(expected: float) -> str:
    if expected < 0.5:
        return _("door toeval alleen is er bijna geen te verwachten")
    return ngettext(
        "door toeval alleen is er ongeveer {k} te verwachten",
        "door toeval alleen zijn er ongeveer {k} te verwachten",
        round(expected),
    ).format(k=round(expected))


def _who(funnel: Funnel, names: dict[str, str]) -> str:
    high, low = ([names[code] for code in funnel.at(side)] for side in (Position.BOVEN, Position.ONDER))
    if not high and not low:
        return _("Geen van de {areas} wijkt duidelijk af van wat past bij de omvang.").format(areas=_plural(funnel))
    higher = ngettext(
        "{names} ligt duidelijk hoger dan past bij de omvang",
        "{names} liggen duidelijk hoger dan past bij de omvang",
        len(high),
    )
    lower = ngettext("{names} ligt duidelijk lager", "{names} liggen duidelijk lager", len(low))
    only_lower = ngettext(
        "{names} ligt duidelijk lager dan past bij de omvang",
        "{names} liggen duidelijk lager dan past bij de omvang",
        len(low),
    )
    told = [(higher, high), (lower if high else only_lower, low)]
    return "; ".join(text.format(names=common.some(found, NAMED)) for text, found in told if found) + "."


def _spread(funnel: Funnel) -> str:
    """Over-dispersion and weighting in words; '' without a form."""
    if funnel.form is None:
        return ""
    phi, tau2 = funnel.dispersion.phi, funnel.dispersion.tau2
    if tau2 == 0:
        text = _("De spreiding tussen {areas} is niet groter dan toeval verklaart (φ = {phi}).")
    elif funnel.widened:
        text = _(
            "De spreiding tussen {areas} is {phi} keer zo groot als toeval verklaart (φ). De grenzen zijn daarom "
            "verruimd: zij rekenen erop dat {areas} ook zonder toeval verschillen, twee van de drie {range} "
            "(τ² = {tau2})."
        )
    else:
        text = _(
            "De grenzen kennen alleen toeval, maar de spreiding tussen {areas} is {phi} keer zo groot (φ): wat "
            "erbuiten ligt, kan ook een gewoon verschil tussen {areas} zijn."
        )
    told = text.format(
        areas=_plural(funnel), phi=formatting.number(phi), tau2=formatting.number(tau2, 3), range=_range(funnel)
    )
    return f"{told} {_weighting(funnel)}".strip()


def _range(funnel: Funnel) -> str:
    """Where two thirds of ordinary areas lie besides chance: one standard deviation to both sides."""
    tau = funnel.dispersion.tau2**0.5
    if isinstance(funnel.form, Counts):
        low, high = max(1.0 - tau, 0.0) ** 2, (1.0 + tau) ** 2
        return _("tussen {low} en {high} keer het gemeentecijfer").format(
            low=formatting.number(low, 2), high=formatting.number(high, 2)
        )
    decimals = funnel.measurement.indicator.decimalen
    return _("hoogstens {tau} punt boven of onder het gemeentecijfer").format(
        tau=formatting.number(tau, max(decimals, 1))
    )


def _weighting(funnel: Funnel) -> str:
    if funnel.design_effect < 1.05:
        return ""
    return _("Weging van de antwoorden telt mee: het ontwerpeffect is {effect}.").format(
        effect=formatting.number(funnel.design_effect, 2)
    )


def _hover(funnel: Funnel, row: "pd.Series[Any]", name: str) -> str:
    facts = choropleth.describe(funnel.measurement, row, small=False)
    if funnel.form is None:
        return f"<b>{name}</b><br>{facts}"
    return f"<b>{name}</b><br>{facts}<br>{word(Position(row['oordeel']))}"


def _table(funnel: Funnel, names: dict[str, str], chosen: str | None, answer: str) -> Table:
    placed = tuple(_row(funnel, str(code), row, names) for code, row in funnel.rows.iterrows())
    aside = tuple(_aside(funnel, str(code), row, names) for code, row in funnel.aside.iterrows())
    footer = replace(_row(funnel, str(funnel.stad.name), funnel.stad, names), emphasis=True)
    return Table(
        label=_("Trechter: {title}, {unit}. {answer}").format(
            title=funnel.measurement.indicator.titel, unit=funnel.measurement.eenheid, answer=answer
        ),
        columns=_columns(funnel),
        rows=(*placed, *aside),
        footer=(footer,),
        sort=("z", True) if funnel.form is not None else ("naam", False),
        selected=chosen,
        selectable=True,
    )


def _columns(funnel: Funnel) -> tuple[Column, ...]:
    measurement, stad = funnel.measurement, funnel.stad["waarde"]
    of_counts = not measurement.indicator.is_survey
    size = _("respondenten") if not of_counts else measurement.noemer.van if measurement.noemer else ""
    value = Column(
        "waarde",
        _("waarde"),
        "interval",
        unit=measurement.eenheid,
        decimals=measurement.indicator.decimalen,
        help=_("Punt: het cijfer. Streep: het 95%-interval. Lijn: de gemeente."),
        mark=None if pd.isna(stad) else float(stad),
        mark_text=_("gemeente"),
    )
    by_city = _("Bij het cijfer van de gemeente.")
    counts = (
        Column("teller", _("aantal (O)"), "count", narrow=False),
        Column("verwacht", _("verwacht (E)"), "decimal", decimals=1, narrow=False, help=by_city),
    )
    return (
        Column("naam", measurement.selection.niveau.value, "text"),
        value,
        Column("omvang", size, "count", narrow=False),
        *(counts if of_counts else ()),
        Column("z", _("z"), "decimal", decimals=1, narrow=False, help=_z_help(funnel)),
        Column("oordeel", _("oordeel"), "word"),
    )


def _z_help(funnel: Funnel) -> str:
    wide = _(" De verruiming is meegerekend.") if funnel.tau2 else ""
    return _("Hoeveel standaardafwijkingen van wat past bij de omvang; tussen −2 en 2 is gewoon.") + wide


def _row(funnel: Funnel, code: str, row: "pd.Series[Any]", names: dict[str, str]) -> Row:
    position = Position(row["oordeel"]) if "oordeel" in row.index else None
    return Row(
        code,
        {
            "naam": Cell(names[code]),
            "waarde": Cell(
                _number(row["waarde"]),
                _number(row["ondergrens"]),
                _number(row["bovengrens"]),
                text=choropleth.value_text(funnel.measurement, row),
                status=VOORLOPIG if row["status"] == VOORLOPIG else "",
            ),
            "omvang": Cell(_number(row["noemer"])),
            "teller": Cell(_number(row["teller"])),
            "verwacht": Cell(_number(row.get("verwacht"))),
            "z": Cell(_number(row.get("z")), text=formatting.signed_number(row.get("z"))),
            "oordeel": Cell(word(position), tone=_tone(position)) if position else Cell(None),
        },
    )


def _tone(position: Position) -> str:
    """Outside the outer limits stands out; higher is not called worse, because of some figures it is not."""
    return (
        "slechter" if position in (Position.BOVEN, Position.ONDER) else "gelijk" if position is Position.BINNEN else ""
    )


def _aside(funnel: Funnel, code: str, row: "pd.Series[Any]", names: dict[str, str]) -> Row:
    reason = str(row["reden"])
    texts = {
        "klein": _("te weinig inwoners"),
        "onderdrukt": choropleth.hidden_text(funnel.measurement),
        "ontbreekt": _("geen cijfer"),
    }
    hidden = Cell(None, text=texts[reason], status=reason)
    count = hidden if reason == "onderdrukt" else Cell(_number(row["teller"]))
    cells = {"naam": Cell(names[code]), "waarde": hidden, "omvang": Cell(_number(row["noemer"])), "teller": count}
    empty = {name: Cell(None) for name in ("verwacht", "z", "oordeel")}
    return Row(code, cells | empty, group=_("niet geplaatst"))


def _number(value: Any) -> float | None:
    return None if formatting.is_missing(value) else float(value)
