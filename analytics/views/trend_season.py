"""Is this usual for the time of the year: the last months beside what was to be expected, and the pattern of a year."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from analytics import formatting
from analytics.areas import Area
from analytics.contract import Manifest
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import VOORLOPIG, Selection, measure
from analytics.periods import Stap, add_months, cut
from analytics.seasonal import Seasonal, Usual, newest, seasonal
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common


@dataclass(frozen=True)
class SeasonView:
    """`found` is what the charts draw; `months` and `pattern` are their table twins. `reading`: how to read them."""

    title: str
    question: str
    answer: str
    found: Seasonal
    months: Table | None
    pattern: Table | None
    pattern_answer: str
    reading: str
    source: common.Source

    @property
    def chart_text(self) -> str:
        """Text alternative of the chart of months."""
        return _("Per maand het aantal en de band waarbinnen het naar verwachting zou liggen. {answer}").format(
            answer=self.answer
        )


def word(usual: str) -> str:
    """What is said of a month."""
    return {
        Usual.HOGER.value: _("meer dan gewoon"),
        Usual.LAGER.value: _("minder dan gewoon"),
        Usual.GEWOON.value: _("gewoon voor de tijd van het jaar"),
        Usual.NIET_TE_ZEGGEN.value: _("niet te zeggen"),
    }[usual]


def build(indicator: Indicator, selection: Selection, area: Area, manifest: Manifest) -> SeasonView:
    """The view of one indicator in one area; `selection` gives snapshot, access and level."""
    found = seasonal(indicator, selection, area.code)
    known = found.punten.dropna(subset=["verwacht"])
    return SeasonView(
        title=_("{title} {area} seizoen").format(title=indicator.titel, area=area.naam),
        question=_("Is het aantal {things} in {area} gewoon voor de tijd van het jaar?").format(
            things=indicator.meervoud, area=area.naam
        ),
        answer=_answer(found),
        found=found,
        months=_months(found, area) if len(known) else None,
        pattern=None if found.reden else _pattern(found, area),
        pattern_answer="" if found.reden else _pattern_answer(found),
        reading=_(
            "Grijs: de 95%-band, uit alle maanden tot drie maanden ervoor (minstens twee jaar), met hun seizoen: een "
            "december staat zo naast decembers. Ook als er niets is, valt ongeveer één op de twintig maanden erbuiten."
        ),
        source=_source(found, selection, area, manifest),
    )


def _answer(found: Seasonal) -> str:
    last = newest(found)
    if last is None:
        reason = found.reden or _("er zijn nog geen twee jaren om een maand mee te vergelijken")
        return _("Wat gewoon is voor de tijd van het jaar, is niet te zeggen: {reason}.").format(reason=reason)
    first = _("{month}: {n}; gewoon is {band}. Dat is {word}.").format(
        month=_month(last["maand"].date(), long=True),
        n=formatting.count(last["teller"]),
        band=formatting.interval(last["ondergrens"], last["bovengrens"], 0),
        word=word(last["oordeel"]),
    )
    return f"{first} {_outside(found)}"


def _outside(found: Seasonal) -> str:
    judged = found.judged
    out = judged[judged["oordeel"] != Usual.GEWOON.value]
    if out.empty:
        return _("Van de {n} beoordeelde maanden ligt er geen buiten de band.").format(n=len(judged))
    named = [f"{_month(row['maand'].date())} ({_side(row['oordeel'])})" for row in records(out)]
    return _("Van de {n} beoordeelde maanden liggen er {k} buiten de band: {months}.").format(
        n=len(judged), k=len(out), months=common.some(named, 6)
    )


def _side(usual: str) -> str:
    return _("hoger") if usual == Usual.HOGER.value else _("lager")


def _months(found: Seasonal, area: Area) -> Table:
    """Everything the chart draws, newest month first."""
    return Table(
        label=_("{title} in {area} per maand, naast wat te verwachten was.").format(
            title=found.indicator.titel, area=area.naam
        ),
        columns=(
            Column("maand", _("maand"), "text"),
            Column("aantal", _("aantal"), "count"),
            Column("verwacht", _("verwacht"), "interval", unit="95%", decimals=0, help=_reading_of_bar()),
            Column("woord", _("wat ervan te zeggen is"), "word"),
        ),
        rows=tuple(_row(point) for point in reversed(records(found.punten))),
    )


def _reading_of_bar() -> str:
    return _("Punt: wat te verwachten was. Streep: de 95%-band.")


def _row(point: dict[str, Any]) -> Row:
    van = point["maand"].date()
    unfinished = VOORLOPIG if point["voorlopig"] else ""
    said = _("niet te zeggen: voorlopig") if point["voorlopig"] else word(point["oordeel"])
    cells = {
        "maand": Cell(_month(van)),
        "aantal": Cell(point["teller"], status=unfinished),
        "verwacht": Cell(point["verwacht"], point["ondergrens"], point["bovengrens"]),
        "woord": Cell(said),
    }
    return Row(f"{van:%Y-%m}", cells)


def _pattern(found: Seasonal, area: Area) -> Table:
    return Table(
        label=_("{title} in {area}: elke maand van het jaar naast een gemiddelde maand (100).").format(
            title=found.indicator.titel, area=area.naam
        ),
        columns=(
            Column("maand", _("maand van het jaar"), "text"),
            Column("deel", _("gemiddelde maand = 100"), "interval", unit="95%", mark=100.0, mark_text=_("gemiddeld")),
        ),
        rows=tuple(
            Row(
                f"{row['maand']:02}",
                {
                    "maand": Cell(formatting.month_name(row["maand"])),
                    "deel": Cell(100 * row["factor"], 100 * row["ondergrens"], 100 * row["bovengrens"]),
                },
            )
            for row in records(found.maanden)
        ),
    )


def _pattern_answer(found: Seasonal) -> str:
    """Which months clearly stand out of a year, by their intervals."""
    rows = records(found.maanden)
    high = [formatting.month_name(r["maand"]) for r in rows if r["ondergrens"] > 1]
    low = [formatting.month_name(r["maand"]) for r in rows if r["bovengrens"] < 1]
    if not high and not low:
        return _("Geen maand van het jaar is duidelijk drukker of rustiger dan gemiddeld.")
    parts = [_("Duidelijk drukker dan gemiddeld: {months}.").format(months=formatting.joined(high))] if high else []
    parts += [_("Duidelijk rustiger: {months}.").format(months=formatting.joined(low))] if low else []
    return " ".join(parts)


def _source(found: Seasonal, selection: Selection, area: Area, manifest: Manifest) -> common.Source:
    van, tot = _span(found.punten)
    asked = replace(
        selection,
        van=van,
        tot=tot,
        stap=Stap.GEHEEL,
        gebieden=(area.code,),
        absoluut=not found.indicator.is_survey,
        noemer="",
    )
    return common.source(measure(found.indicator, asked), manifest, cut(van, tot, Stap.GEHEEL)[0])


def _span(points: pd.DataFrame) -> tuple[date, date]:
    if points.empty:
        return date(2000, 1, 1), date(2001, 1, 1)
    return points["maand"].iloc[0].date(), add_months(points["maand"].iloc[-1].date(), 1)


def _month(first: date, *, long: bool = False) -> str:
    if long:
        return f"{formatting.month_name(first.month).capitalize()} {first.year}"
    return formatting.period(first, add_months(first, 1))
