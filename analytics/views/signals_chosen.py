"""One signal: what is known of it, its months, the areas around it, and where to go on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics import formatting, marks, themes
from analytics.areas import Area, Niveau
from analytics.frames import records
from analytics.indicators import kinds
from analytics.language import _
from analytics.marks import Mark
from analytics.measures import ONDERDRUKT, ONTBREEKT, VOORLOPIG
from analytics.neighbours import neighbours
from analytics.periods import add_months
from analytics.signals import Group, Signal
from analytics.snapshots import Snapshot
from analytics.tables import Cell, Column, Row, Table
from analytics.views import signals_words as words
from analytics.views import themes as all_themes
from analytics.views.changes import TOO_SMALL
from analytics.views.chosen_area import Link


@dataclass(frozen=True)
class Around:
    """The areas to look at beside a signal: of a buurt or wijk its neighbours, of the city its wijken."""

    titel: str
    gebieden: tuple[Area, ...]


def heading(signal: Signal, areas: Mapping[str, Area]) -> str:
    """'Woninginbraken in Wolder, oktober 2025'."""
    return _("{kind} in {area}, {month}").format(
        kind=words.kind_name(signal.soort), area=areas[signal.gebied].naam, month=words.month(signal.maand)
    )


def facts(group: Group, areas: Mapping[str, Area]) -> tuple[str, ...]:
    """What is known, in sentences."""
    one = group.signaal
    expected = _("{n} in {span}; verwacht {expected}, {usual}").format(
        n=formatting.count(one.waarneming),
        span=words.span(one),
        expected=formatting.number(one.verwacht),
        usual=words.usual(one),
    )
    lines = [
        words.sentence(expected),
        words.sentence(words.method(one), words.also(group.ook_in, areas)),
        words.sentence(words.chance(one)),
    ]
    if words.own_indicator(one.soort) is None:
        text = _("De politie noemt deze soort {name} (code {code})")
        lines.append(words.sentence(text.format(name=kinds()[one.soort]["naam"], code=one.soort)))
    return tuple(lines)


def said_before(signal: Signal, kept: Iterable[Mark]) -> tuple[str, ...]:
    """What the team made of other signals of the same area and kind, newest first."""
    same = [
        mark
        for mark in kept
        if (mark.signal.gebied, mark.signal.soort) == (signal.gebied, signal.soort)
        and mark.signal.maand != signal.maand
    ]
    text = _("Eerder, in {month}: {judgement}")
    return tuple(
        f"{text.format(month=words.month(mark.signal.maand), judgement=marks.word(mark.oordeel))}"
        + (f" ({mark.toelichting})" if mark.toelichting else "")
        for mark in sorted(same, key=lambda mark: mark.signal.maand, reverse=True)
    )


def chart_text(signal: Signal, course: pd.DataFrame, areas: Mapping[str, Area]) -> str:
    """The text alternative of the chart: how many months there are and which of them lay above the band."""
    flagged = [words.month(row["maand"].date()) for row in records(course[course["signaal"]])]
    text = _("Lijn met het aantal per maand over de band van wat gewoonlijk is, {span}. {flagged} {figure}.")
    return text.format(
        span=formatting.period(course["maand"].min().date(), add_months(course["maand"].max().date(), 1)),
        flagged=_("Signaal in: {months}.").format(months=formatting.joined(flagged)) if flagged else "",
        figure=_("{area}: {figure}").format(area=areas[signal.gebied].naam, figure=words.figure(signal)),
    )


def legend() -> str:
    """How the chart is read."""
    return _("Band: wat gewoonlijk is; stippellijn: verwacht; ruit: een maand van een signaal; open: voorlopig.")


def months(signal: Signal, course: pd.DataFrame, areas: Mapping[str, Area]) -> Table:
    """The months as a table, newest first: the twin of the chart."""
    return Table(
        label=_("{kind} in {area} per maand, met wat te verwachten was.").format(
            kind=words.kind_name(signal.soort), area=words.place(areas[signal.gebied])
        ),
        columns=(
            Column("maand", _("maand"), "text"),
            Column("aantal", _("aantal"), "count"),
            Column("verwacht", _("verwacht"), "decimal", decimals=1),
            Column("gewoonlijk", _("gewoonlijk"), "text", unit="95%"),
            Column("signaal", _("signaal"), "word"),
        ),
        rows=tuple(_month(row) for row in reversed(records(course))),
    )


def _month(row: dict[str, Any]) -> Row:
    maand = row["maand"].date()
    return Row(
        f"{maand:%Y-%m}",
        {
            "maand": Cell(words.month(maand)),
            "aantal": _count(row),
            "verwacht": Cell(row["verwacht"]),
            "gewoonlijk": Cell(_usual(row)),
            "signaal": Cell(_("signaal"), tone="slechter") if row["signaal"] else Cell("", text=""),
        },
    )


def _count(row: Mapping[str, Any]) -> Cell:
    if row["status"] == ONDERDRUKT:
        return Cell(None, text=TOO_SMALL, status=ONDERDRUKT)
    if row["teller"] is None:
        return Cell(None, status=ONTBREEKT)
    return Cell(int(row["teller"]), status=VOORLOPIG if row["status"] == VOORLOPIG else "")


def around(snapshot: Snapshot, signal: Signal, areas: Mapping[str, Area]) -> Around:
    """Where else to look."""
    if signal.niveau is Niveau.GEMEENTE:
        codes = [area.code for area in areas.values() if area.niveau is Niveau.WIJK]
        return Around(_("De wijken in dezelfde maand"), _named(codes, areas))
    return Around(_("De buren in dezelfde maand"), _named(neighbours(snapshot).get(signal.gebied, ()), areas))


def _named(codes: Any, areas: Mapping[str, Area]) -> tuple[Area, ...]:
    return tuple(sorted((areas[code] for code in codes), key=lambda area: area.naam))


def around_table(signal: Signal, found: Around, courses: Mapping[str, pd.DataFrame]) -> Table | None:
    """Count and expectation of the areas around in the same month; None when there are none.

    `courses`: by area, the same kind; only the month of the signal is read from it.
    """
    if not found.gebieden:
        return None
    rows = tuple(_beside(area, courses[area.code], signal) for area in found.gebieden)
    return Table(
        label=_("{title}: {kind} in {month}.").format(
            title=found.titel, kind=words.kind_name(signal.soort), month=words.month(signal.maand)
        ),
        columns=(
            Column("naam", _("gebied"), "text"),
            Column("aantal", _("aantal"), "count"),
            Column("verwacht", _("verwacht"), "decimal", decimals=1),
            Column("gewoonlijk", _("gewoonlijk"), "text", unit="95%"),
            Column("woord", _("dat is"), "word"),
        ),
        rows=rows,
    )


def _beside(area: Area, course: pd.DataFrame, signal: Signal) -> Row:
    found = records(course[course["maand"] == pd.Timestamp(signal.maand)])
    row = found[0] if found else _NOTHING
    cells = {
        "naam": Cell(area.naam),
        "aantal": _count(row),
        "verwacht": Cell(row["verwacht"]),
        "gewoonlijk": Cell(_usual(row)),
        "woord": _word(row),
    }
    return Row(area.code, cells)


_NOTHING: dict[str, Any] = dict.fromkeys(("teller", "verwacht", "ondergrens", "bovengrens")) | {"status": ONTBREEKT}


def _usual(row: Mapping[str, Any]) -> str:
    return formatting.MISSING if row["bovengrens"] is None else words.between(row["ondergrens"], row["bovengrens"])


def _word(row: Mapping[str, Any]) -> Cell:
    if row["bovengrens"] is None or row["teller"] is None:
        return Cell("", text=formatting.MISSING)
    if row["teller"] > row["bovengrens"]:
        return Cell(_("meer dan gewoonlijk"), tone="slechter")
    if row["teller"] < row["ondergrens"]:
        return Cell(_("minder dan gewoonlijk"), tone="beter")
    return Cell(_("gewoon"), tone="gelijk")


def links(signal: Signal, areas: Mapping[str, Area]) -> tuple[Link, ...]:
    """On to the trend and the map of exactly this kind, where there is an indicator for it, and to its theme."""
    theme = all_themes.links([themes.of_kind(signal.soort)])
    indicator = words.own_indicator(signal.soort)
    if indicator is None:
        return theme
    area = areas[signal.gebied]
    choice = {"indicator": indicator.id, "gebied": area.code}
    trend = Link(_("HIC-trend van {area}").format(area=area.naam), "hic_trend", choice)
    if signal.niveau is Niveau.GEMEENTE:
        return (trend, Link(_("Op de kaart"), "kaart", {"indicator": indicator.id}), *theme)
    level = {**choice, "niveau": area.niveau.value}
    return (trend, Link(_("{area} op de kaart").format(area=area.naam), "kaart", level), *theme)
