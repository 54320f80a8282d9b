"""How many respondents are needed: the plan of a survey in words and as a table."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics import formatting
from analytics.areas import Niveau, all_areas
from analytics.contract import Manifest
from analytics.frames import floats
from analytics.indicators import Indicator, SurveyNumerator
from analytics.language import _
from analytics.measures import Measurement
from analytics.outliers import PERCENT
from analytics.survey_plan import Plan, plan
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common

POINTS = tuple(range(2, 21))  # margins on offer for a percentage, in points
TENTHS = tuple(range(1, 11))  # and for a mark, in tenths of a point


@dataclass(frozen=True)
class PlannerView:
    """`method` says what was reckoned with; `change` what two rounds can show."""

    question: str
    answer: str
    change: str
    method: str
    plan: Plan
    table: Table
    source: common.Source


def margins(indicator: Indicator) -> dict[str, str]:
    """The margins to choose from for a question, by id: points for a percentage, tenths for a mark."""
    if isinstance(indicator.teller, SurveyNumerator) and indicator.teller.eenheid == PERCENT:
        return {str(points): _("± {points} procentpunt").format(points=points) for points in POINTS}
    return {f"{t / 10:.1f}": _("± {points} punt").format(points=formatting.number(t / 10)) for t in TENTHS}


def opening(indicator: Indicator) -> str:
    """The margin a page opens with: about what a hundred respondents give."""
    return "8" if "8" in margins(indicator) else "0.3"


def build(measurement: Measurement, city: Measurement, manifest: Manifest, wanted: float) -> PlannerView:
    """The view of one survey round at buurt or wijk level; `wanted` is the margin in the unit of the value."""
    period = measurement.selection.periods[0]
    found = plan(measurement, city, period.label, wanted)
    names = {code: area.naam for code, area in all_areas(measurement.selection.snapshot).items()}
    answer = _answer(found)
    return PlannerView(
        question=_("Hoeveel respondenten zijn er nodig?"),
        answer=answer,
        change=_change(found),
        method=_method(found),
        plan=found,
        table=_table(found, names, answer),
        source=common.source(measurement, manifest, period),
    )


def _answer(found: Plan) -> str:
    if found.reden:
        return _("Dat is niet te zeggen: {reason}.").format(reason=found.reden)
    if found.rows.empty:
        return _("In geen enkel gebied wonen genoeg mensen voor een marge van {margin}.").format(margin=_margin(found))
    told = _(
        "Voor een marge van hoogstens {margin} per {area} zijn samen {needed} respondenten nodig; in {year} waren het "
        "er {now}."
    ).format(
        margin=_margin(found),
        area=found.measurement.selection.niveau.value,
        needed=formatting.count(found.needed),
        year=found.periode,
        now=formatting.count(found.now),
    )
    enough = _("In alle {areas} waren het er genoeg.").format(areas=_plural(found))
    short = _("In {k} van de {n} {areas} waren het er te weinig: daar zijn er samen {extra} meer nodig.").format(
        k=found.short, n=len(found.rows), areas=_plural(found), extra=formatting.count(found.extra.sum())
    )
    return f"{told} {short if found.short else enough}"


def _plural(found: Plan) -> str:
    return _("wijken") if found.measurement.selection.niveau is Niveau.WIJK else _("buurten")


def _unit(found: Plan) -> str:
    return _("procentpunt") if found.measurement.eenheid == PERCENT else _("punt")


def _decimals(found: Plan) -> int:
    return 1 if found.measurement.eenheid == PERCENT else 2


def _margin(found: Plan) -> str:
    return f"{formatting.number(found.wanted, 0 if found.wanted >= 1 else 1)} {_unit(found)}"


def _change(found: Plan) -> str:
    """What a change between two rounds must be to be seen, in the middle area; '' without a plan."""
    if found.rows.empty:
        return ""
    now, then = (_middle(found, name) for name in ("zichtbaar", "straks"))
    return _(
        "Tussen twee rondes als die van nu is in een gewone {area} pas een verandering van {now} {unit} te zien (met "
        "een kans van 80%); met de gevraagde aantallen is dat {then}."
    ).format(area=found.measurement.selection.niveau.value, now=now, then=then, unit=_unit(found))


def _middle(found: Plan, name: str) -> str:
    known = floats(found.rows[name])
    return formatting.number(float(np.nanmedian(known)) if (~np.isnan(known)).any() else None, _decimals(found))


def _method(found: Plan) -> str:
    parts = [_("Het gaat om mensen die antwoorden: uitnodigingen zijn er meer nodig, naar gelang de respons.")]
    if found.measurement.eenheid == PERCENT:
        parts.append(_effect(found.design_effect))
    else:
        parts.append(_("De spreiding van antwoorden komt uit de intervallen van de laatste ronde, met de weging erin."))
    if not found.rows.empty and found.rows["geleend"].any():
        parts.append(
            _("Heeft een gebied geen eigen cijfer, dan is gerekend met het gemeentecijfer of met de gewone spreiding.")
        )
    return " ".join(parts)


def _effect(effect: float) -> str:
    if effect < 1.005:
        return _("Met weging is niet gerekend: uit de intervallen blijkt geen verlies aan nauwkeurigheid.")
    return _(
        "Door weging zijn 100 respondenten zoveel waard als {worth}: het ontwerpeffect is {effect}, de mediaan van wat "
        "de intervallen van de gebieden zeggen."
    ).format(worth=formatting.count(100 / effect), effect=formatting.number(effect, 2))


def _table(found: Plan, names: dict[str, str], answer: str) -> Table:
    rows = tuple(_row(str(code), row, names) for code, row in found.rows.iterrows())
    aside = tuple(_aside(str(code), row, names) for code, row in found.aside.iterrows())
    return Table(
        label=_("Respondenten per gebied: {title}. {answer}").format(
            title=found.measurement.indicator.titel, answer=answer
        ),
        columns=_columns(found),
        rows=(*rows, *aside),
        footer=(_total(found, names),),
        sort=("erbij", True) if not found.reden else ("naam", False),
    )


def _columns(found: Plan) -> tuple[Column, ...]:
    unit, decimals = _unit(found), _decimals(found)
    return (
        Column("naam", found.measurement.selection.niveau.value, "text"),
        Column("n", _("nu"), "count", help=_("Respondenten in {year}.").format(year=found.periode)),
        Column(
            "waarde",
            _("cijfer"),
            "interval",
            unit=found.measurement.eenheid,
            decimals=found.measurement.indicator.decimalen,
            narrow=False,
        ),
        Column("marge", _("marge nu"), "decimal", unit=f"± {unit}", decimals=decimals, narrow=False),
        Column("nodig", _("nodig"), "count", help=_("Respondenten voor de gewenste marge.")),
        Column("erbij", _("erbij"), "count"),
        Column("zichtbaar", _("zichtbare verandering nu"), "decimal", unit=unit, decimals=decimals, narrow=False),
        Column("straks", _("en straks"), "decimal", unit=unit, decimals=decimals, narrow=False),
    )


def _row(code: str, row: "pd.Series[Any]", names: dict[str, str]) -> Row:
    now, needed = _number(row["n"]) or 0.0, float(row["nodig"])
    return Row(
        code,
        {
            **_known(code, row, names),
            "nodig": _count(needed),
            "erbij": _count(max(0.0, needed - now)),
            "straks": Cell(_number(row["straks"])),
        },
    )


def _count(value: float) -> Cell:
    return Cell(value) if np.isfinite(value) else Cell(None, text=_("meer dan 100.000"))


def _known(code: str, row: "pd.Series[Any]", names: dict[str, str]) -> dict[str, Cell]:
    value = Cell(_number(row["waarde"]), _number(row["ondergrens"]), _number(row["bovengrens"]))
    if row["geleend"]:
        few = (_number(row["n"]) or 0) > 0
        value = Cell(
            None, text=_("te weinig waarnemingen") if few else None, status="onderdrukt" if few else "ontbreekt"
        )
    return {
        "naam": Cell(names[code]),
        "n": Cell(_number(row["n"])),
        "waarde": value,
        "marge": Cell(_number(row.get("marge"))),
        "zichtbaar": Cell(_number(row.get("zichtbaar"))),
    }


def _aside(code: str, row: "pd.Series[Any]", names: dict[str, str]) -> Row:
    reasons = {
        "klein": _("niet haalbaar: te weinig inwoners"),
        "meer": _("niet haalbaar: er zijn meer respondenten nodig dan er mensen wonen"),
    }
    empty = {name: Cell(None, status="ontbreekt") for name in ("nodig", "erbij", "straks")}
    return Row(code, _known(code, row, names) | empty, group=reasons.get(str(row.get("reden", "")), ""))


def _total(found: Plan, names: dict[str, str]) -> Row:
    """The areas that can be planned for together; a city figure may rest on a sample of its own and is left out."""
    name = _("{city}: samen").format(city=names[str(found.stad.name)])
    cells = {key: Cell(None, text="") for key in ("waarde", "marge", "zichtbaar", "straks")} | {"naam": Cell(name)}
    sums = {"n": float(found.now), "nodig": found.needed, "erbij": float(found.extra.sum())}
    cells |= {key: Cell(None, text="") if found.reden else _count(value) for key, value in sums.items()}
    return Row(str(found.stad.name), cells, emphasis=True)


def _number(value: Any) -> float | None:
    return None if formatting.is_missing(value) else float(value)
