"""On how few places half of it happens: the curve, the places, and what chance and the years before give."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics import formatting
from analytics.areas import Area, Niveau, all_areas
from analytics.concentration import Concentration, Plekken, concentration, offered
from analytics.contract import Manifest
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _, ngettext
from analytics.measures import Selection
from analytics.methods.gini import Floats
from analytics.methods.gini import curve as curve_of
from analytics.statistics import Verdict
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common

STEPS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0)  # of the places, in the table twin of the curve

__all__ = ["Plekken", "WhereView", "build", "offered"]


@dataclass(frozen=True)
class WhereView:
    """`found` and `curve` (cumulative share of the busiest 1, 2, ... places) are for the chart, `chart_text` its text
    alternative and `steps` its table twin. `half`: the places that hold half; `every` all of them, for the download.
    `change` compares with the years before, `notes` say what was left out. Without `curve` there is only the answer.
    """

    title: str
    question: str
    answer: str
    found: Concentration
    source: common.Source | None = None
    curve: Floats | None = None
    chart_text: str = ""
    change: str = ""
    notes: tuple[str, ...] = ()
    half: Table | None = None
    steps: Table | None = None
    every: Table | None = None


def build(indicator: Indicator, selection: Selection, area: Area, manifest: Manifest, places: Plekken) -> WhereView:
    """The view of one indicator in one area; `selection` gives snapshot and access."""
    found = concentration(indicator, selection, area, places)
    names = {"things": indicator.meervoud, "area": area.naam}
    question = {
        Plekken.BUURTEN: _("In hoeveel buurten gebeurt de helft van de {things} in {area}?"),
        Plekken.STRATEN: _("In hoeveel straten gebeurt de helft van de {things} in {area}?"),
    }[places].format(**names)
    title = _("{title} {area}, per plek ({places})").format(title=indicator.titel, area=area.naam, places=places.value)
    source = (
        common.source(found.bronnen, manifest, found.periode)
        if found.bronnen is not None and found.periode is not None
        else None
    )
    if found.reden or found.plekken is None:
        answer = _("Daarover is niets te zeggen: {reason}.").format(reason=found.reden)
        return WhereView(title, question, answer, found, source, notes=_notes(found))
    curve = curve_of(found.plekken["aantal"])
    half = _half_table(found, selection, area)
    return WhereView(
        title=title,
        question=question,
        answer=_answer(found),
        found=found,
        source=source,
        curve=curve,
        chart_text=_chart_text(found, curve),
        change=_change(found),
        notes=_notes(found),
        half=half,
        steps=_steps(found, curve),
        every=_every(found, selection, curve, area),
    )


def nothing(indicator: Indicator, area: Area) -> tuple[str, str]:
    """Question and answer where an area has neither whole buurten to compare nor streets."""
    question = _("Op hoeveel plekken gebeurt de helft van de {things} in {area}?")
    answer = _("Dat is hier niet te zeggen: er zijn te weinig buurten, en straten staan niet in deze momentopname.")
    if area.niveau is Niveau.AANDACHT:
        answer = _("Dat is van dit aandachtsgebied niet te zeggen: er zijn te weinig hele buurten.")
    return question.format(things=indicator.meervoud, area=area.naam), answer


def counted(number: float, places: Plekken) -> str:
    """'1 buurt', '9 straten'."""
    whole = round(number)
    said = (
        ngettext("{n} buurt", "{n} buurten", whole)
        if places is Plekken.BUURTEN
        else ngettext("{n} straat", "{n} straten", whole)
    )
    return said.format(n=formatting.count(whole))


def _answer(found: Concentration) -> str:
    if found.helft is None or found.toeval is None or found.periode is None or found.plekken is None:
        return ""
    whole = len(found.plekken)
    said = _("De helft van de {crimes} registraties van {span} is in {half} van de {whole} ({share}).").format(
        span=formatting.period(found.periode.van, found.periode.tot),
        crimes=formatting.count(found.aantal),
        half=formatting.count(found.helft.value),
        whole=counted(whole, found.plekken_zijn),
        share=formatting.percentage(100 * found.helft.value / whole, 0),
    )
    chance = counted(found.toeval.half.value, found.plekken_zijn)
    beside = (
        _("Had elke plek evenveel kans, dan waren dat er ongeveer {chance}: dit is meer dan toeval.")
        if found.meer_dan_toeval
        else _("Had elke plek evenveel kans, dan waren dat er ongeveer {chance}: dit kan toeval zijn.")
    ).format(chance=chance.split()[0])
    people = (
        []
        if found.inwoners is None
        else [
            _("In deze buurten woont {share} van de inwoners.").format(
                share=formatting.percentage(100 * found.inwoners, 0)
            )
        ]
    )
    return " ".join([said, beside, *people])


def _change(found: Concentration) -> str:
    if found.verschil is None or found.ervoor is None:
        return _("Of de concentratie is veranderd, is niet te zeggen: {reason}.").format(reason=found.reden_verschil)
    span = formatting.period(found.ervoor.van, found.ervoor.tot)
    text = {
        Verdict.GESTEGEN: _("Vergeleken met {span} is de concentratie toegenomen"),
        Verdict.GEDAALD: _("Vergeleken met {span} is de concentratie afgenomen"),
    }.get(found.oordeel, _("Vergeleken met {span} is de concentratie niet duidelijk veranderd"))
    values = [formatting.signed_number(item, 3) for item in _values(found)]
    limits = _("(verschil in Gini {value}, 95%: {low} tot {high})").format(
        value=values[0], low=values[1], high=values[2]
    )
    return f"{text.format(span=span)} {limits}."


def _values(found: Concentration) -> tuple[float, float, float]:
    item = found.verschil
    return (np.nan, np.nan, np.nan) if item is None else (item.value, item.low, item.high)


def _notes(found: Concentration) -> tuple[str, ...]:
    notes = []
    if found.gini is not None and found.toeval is not None and found.helft is not None:
        notes.append(
            _(
                "De helft: {half} (95%: {range}). Gegeneraliseerde Gini {gini}, bij toeval {chance}; 0 is zo gelijk "
                "verdeeld als met zoveel registraties kan, 1 is alles op één plek."
            ).format(
                half=counted(found.helft.value, found.plekken_zijn),
                range=formatting.interval(found.helft.low, found.helft.high, 0),
                gini=formatting.with_interval(found.gini.value, found.gini.low, found.gini.high, 2),
                chance=formatting.with_interval(
                    found.toeval.gini.value, found.toeval.gini.low, found.toeval.gini.high, 2
                ),
            )
        )
    for count, text in (
        (
            found.verborgen,
            _("{places} weggelaten, omdat het aantal te klein is om te tonen. De rest lijkt daardoor gelijker."),
        ),
        (found.onbekend, _("{places} weggelaten, omdat er geen cijfer is.")),
    ):
        if count:
            notes.append(text.format(places=counted(count, found.plekken_zijn)))
    if found.zonder_straat:
        text = _("{n} registraties zonder bekende straat tellen niet mee.")
        notes.append(text.format(n=formatting.count(found.zonder_straat)))
    return (*notes, *_ties(found))


def _ties(found: Concentration) -> tuple[str, ...]:
    """Which places close the list is chance where others have as many."""
    if found.plekken is None or found.helft is None:
        return ()
    counts, half = found.plekken["aantal"].to_numpy(), int(found.helft.value)
    more = int((counts[half:] == counts[half - 1]).sum())
    text = _("Buiten de lijst: nog {places} met evenveel registraties als de laatste erop.")
    return (text.format(places=counted(more, found.plekken_zijn)),) if more else ()


def _chart_text(found: Concentration, curve: Floats) -> str:
    text = _(
        "Lijn van het aandeel registraties op de drukste plekken: op de drukste {first} {share}, bij toeval {chance}."
    )
    tenth = _at(0.1, len(curve))
    return text.format(
        first=counted(tenth, found.plekken_zijn),
        share=formatting.percentage(100 * curve[tenth - 1], 0),
        chance=formatting.percentage(100 * _chance(found)[tenth - 1], 0),
    )


def _at(share: float, places: int) -> int:
    return max(1, round(share * places))


def _chance(found: Concentration) -> Floats:
    return np.array([]) if found.toeval is None else found.toeval.curve


def _half_table(found: Concentration, selection: Selection, area: Area) -> Table:
    rows = _rows(found, selection, None)[: 0 if found.helft is None else int(found.helft.value)]
    label = _("De plekken in {area} waar de helft van de {things} gebeurt.")
    return Table(
        label=label.format(area=area.naam, things=found.indicator.meervoud), columns=_columns(found), rows=rows
    )


def _every(found: Concentration, selection: Selection, curve: Floats, area: Area) -> Table:
    label = _("Alle plekken in {area}, de drukste eerst.").format(area=area.naam)
    extra = (
        Column("samen", _("samen met de drukkere plekken"), "decimal", unit="%", decimals=1),
        Column("toeval", _("samen, bij toeval"), "decimal", unit="%", decimals=1),
    )
    return Table(label=label, columns=(*_columns(found), *extra), rows=_rows(found, selection, curve))


def _columns(found: Concentration) -> tuple[Column, ...]:
    street = (Column("straat", _("straat"), "text"),) if found.plekken_zijn is Plekken.STRATEN else ()
    return (
        *street,
        Column("buurt", _("buurt"), "text"),
        Column("aantal", _("aantal"), "count"),
        Column("aandeel", _("aandeel"), "decimal", unit="%", decimals=1),
    )


def _rows(found: Concentration, selection: Selection, curve: Floats | None) -> tuple[Row, ...]:
    areas, chance = all_areas(selection.snapshot), _chance(found)
    made = []
    for i, place in enumerate([] if found.plekken is None else records(found.plekken)):
        cells = _cells(place, areas[place["gebied"]].naam, found.aantal)
        if curve is not None:
            cells |= {"samen": Cell(100 * float(curve[i])), "toeval": Cell(100 * float(chance[i]))}
        made.append(Row(":".join(filter(None, (place["gebied"], place["straat"]))), cells))
    return tuple(made)


def _cells(place: dict[str, Any], buurt: str, total: int) -> dict[str, Cell]:
    return {
        "straat": Cell(place["straat"]),
        "buurt": Cell(buurt),
        "aantal": Cell(int(place["aantal"])),
        "aandeel": Cell(100 * place["aantal"] / total),
    }


def _steps(found: Concentration, curve: Floats) -> Table:
    chance = _chance(found)
    numbers = sorted({_at(share, len(curve)) for share in STEPS})
    return Table(
        label=_("Welk deel van de registraties op de drukste plekken is, en welk deel dat bij toeval zou zijn."),
        columns=(
            Column("plekken", _("drukste"), "text"),
            Column("deel", _("deel van de plekken"), "decimal", unit="%"),
            Column("samen", _("aandeel"), "decimal", unit="%", decimals=1),
            Column("toeval", _("bij toeval"), "decimal", unit="%", decimals=1),
        ),
        rows=tuple(
            Row(
                str(number),
                {
                    "plekken": Cell(counted(number, found.plekken_zijn)),
                    "deel": Cell(100 * number / len(curve)),
                    "samen": Cell(100 * float(curve[number - 1])),
                    "toeval": Cell(100 * float(chance[number - 1])),
                },
            )
            for number in numbers
        ),
    )
