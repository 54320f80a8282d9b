"""Areas of attention on the screen: what they are made of, how they stand, and what their figures leave out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from analytics import access, formatting, indicators
from analytics.attention import AttentionArea
from analytics.comparisons import YearOnYear, recent_period, year_on_year
from analytics.coverage import coverage, street_kinds
from analytics.database import open_database
from analytics.figures import choropleth
from analytics.figures.choropleth import NONE, SOME, WHOLE
from analytics.indicators import Indicator
from analytics.language import _, ngettext
from analytics.measures import Selection
from analytics.periods import Period
from analytics.snapshots import OwnArea, Snapshot
from analytics.statistics import Verdict
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common
from analytics.views.changes import change_cells, change_columns, figure_cell, word

FEW = 3  # buurten, whole or in part, that a cell names
NAMED = 8  # streets of a buurt that a sentence names
SUBJECTS = "profiel_trends"  # the main subjects, as in a profile
QUESTION = _("Hoe staat het met de aandachtsgebieden?")

Names = Mapping[str, str]


@dataclass(frozen=True)
class AttentionList:
    """The areas of the team. `by_row`: the area of each row of the table."""

    answer: str
    table: Table | None
    by_row: Mapping[str, AttentionArea]


def build(kept: Sequence[AttentionArea], first: Mapping[str, YearOnYear], names: Names) -> AttentionList:
    """The list, closed ones last. `first`: by code, how an area stands on the first subject; `names`: of buurten."""
    ordered = sorted(kept, key=lambda area: area.gesloten is not None)
    answer = _answer(kept, first)
    if not ordered:
        return AttentionList(answer, None, {})
    some = next(iter(first.values()), None)
    columns = [Column("naam", _("aandachtsgebied"), "text"), Column("delen", _("bestaat uit"), "text", narrow=False)]
    if some is not None:
        spans = {_span(item) for item in first.values()}
        columns.append(Column("nu", some.indicator.titel.lower(), "count", unit=spans.pop() if len(spans) == 1 else ""))
        if spans:  # areas with streets and areas without may be known over another year
            columns.append(Column("periode", _("in"), "text"))
        columns.append(Column("woord", _("naast een jaar eerder"), "word"))
    table = Table(
        label=_("Aandachtsgebieden. {answer}").format(answer=answer),
        columns=tuple(columns),
        rows=tuple(_row(area, first.get(area.code), names) for area in ordered),
        selectable=True,
    )
    return AttentionList(answer, table, {area.code: area for area in ordered})


def _row(area: AttentionArea, item: YearOnYear | None, names: Names) -> Row:
    cells = {"naam": Cell(area.naam), "delen": Cell(summary(area.as_own, names))}
    if item is None:
        said = _("gesloten") if area.gesloten else formatting.MISSING
        return Row(area.code, cells | {"nu": figure_cell(None), "periode": Cell(""), "woord": Cell(said)})
    cells |= {"nu": figure_cell(item.now), "periode": Cell(_span(item))}
    return Row(area.code, cells | {"woord": Cell(word(item.change.verdict), tone=item.tone)})


def _span(item: YearOnYear) -> str:
    return formatting.period(item.now.periode.van, item.now.periode.tot)


def _answer(kept: Sequence[AttentionArea], first: Mapping[str, YearOnYear]) -> str:
    followed = [area for area in kept if area.gesloten is None]
    if not followed:
        return _("Er worden geen aandachtsgebieden gevolgd.")
    text = ngettext("Er wordt {n} aandachtsgebied gevolgd.", "Er worden {n} aandachtsgebieden gevolgd.", len(followed))
    parts = [text.format(n=len(followed))]
    names = {area.code: area.naam for area in followed}
    return " ".join([*parts, *_changed([(names[code], item) for code, item in first.items() if code in names])])


def _changed(items: Sequence[tuple[str, YearOnYear]]) -> Iterator[str]:
    """What may be said of the change in all areas together, on one subject."""
    if not items:
        return
    things = items[0][1].indicator.meervoud
    words = {
        Verdict.GESTEGEN: _("Duidelijk meer {things} dan een jaar eerder in {names}."),
        Verdict.GEDAALD: _("Duidelijk minder {things} dan een jaar eerder in {names}."),
        Verdict.GEEN_DUIDELIJKE_VERANDERING: _("Geen duidelijke verandering in het aantal {things} in {names}."),
    }
    rest = [name for name, item in items if item.change.verdict not in words]
    for verdict, sentence in words.items():
        found = [name for name, item in items if item.change.verdict is verdict]
        if found:
            yield sentence.format(things=things, names=common.some(found))
    if rest:
        text = _("Of het aantal {things} veranderde, is niet te zeggen in {names}.")
        yield text.format(things=things, names=common.some(rest))


def changes(selection: Selection, code: str) -> tuple[YearOnYear, ...]:
    """How an area stands on the main subjects over the last twelve months. `selection` gives snapshot, with this area
    of the team alone, and access."""
    found = []
    for indicator in indicators.on_screen(SUBJECTS):
        period = recent_period(coverage(selection.snapshot, indicator, selection.niveau))
        if period is not None:
            found.append(year_on_year(indicator, selection, code, period))
    return tuple(found)


def subjects(items: Sequence[YearOnYear], area: AttentionArea) -> Table | None:
    """The main subjects of one area beside the year before; None when nothing is known."""
    if not items:
        return None
    span = formatting.period(items[0].now.periode.van, items[0].now.periode.tot)
    return Table(
        label=_("{name}: geregistreerd in {span}, naast een jaar eerder.").format(name=area.naam, span=span),
        columns=(Column("naam", _("onderwerp"), "link"), *change_columns(span)),
        rows=tuple(_subject(item, area.code) for item in items),
    )


def _subject(item: YearOnYear, code: str) -> Row:
    link = "/hic-trend?" + urlencode({"indicator": item.indicator.id, "gebied": code})
    return Row(item.indicator.id, {"naam": Cell(item.indicator.titel, href=link), **change_cells(item)})


def summary(area: OwnArea, names: Names) -> str:
    """What an area is made of in a cell: 'Binnenstad en 3 straten in Wolder', or how much of each when that is long."""
    pieces = [*_whole(area, names), *_streets(area, names, counted=True)]
    if len(pieces) <= FEW:
        return formatting.joined(pieces)
    whole, streets = len(_whole(area, names)), [part for part in area.delen if part.straat]
    found = [ngettext("{n} hele buurt", "{n} hele buurten", whole).format(n=whole)] if whole else []
    if streets:
        around = len({part.buurt for part in streets})
        text = ngettext("{n} straat in {m} buurten", "{n} straten in {m} buurten", len(streets))
        found.append(text.format(n=len(streets), m=around))
    return formatting.joined(found)


def made_of(area: OwnArea, names: Names) -> str:
    """The same in full: with the names of the streets, as far as they fit in a sentence."""
    return formatting.joined([*_whole(area, names), *_streets(area, names, counted=False)])


def _whole(area: OwnArea, names: Names) -> list[str]:
    return [names.get(part.buurt, part.buurt) for part in area.delen if not part.straat]


def _streets(area: OwnArea, names: Names, *, counted: bool) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for part in area.delen:
        if part.straat:
            found.setdefault(part.buurt, []).append(part.straat)
    for buurt, streets in found.items():
        text = ngettext("{n} straat in {buurt}", "{n} straten in {buurt}", len(streets))
        said = text.format(n=len(streets), buurt=names.get(buurt, buurt))
        yield said if counted else f"{said} ({common.some(streets, NAMED)})"


def facts(area: AttentionArea, names: Names) -> tuple[tuple[str, str], ...]:
    """One area as words with what they mean."""
    closed = formatting.date_long(area.gesloten) if area.gesloten is not None else ""
    changed = _("{who}, {when}").format(who=area.gewijzigd_door, when=formatting.moment(area.gewijzigd))
    found = [
        (_("Bestaat uit"), made_of(area.as_own, names)),
        (_("Waarom"), area.waarom),
        (_("Gesloten op"), closed),
        (_("Laatst gewijzigd"), changed),
    ]
    return tuple((word, text) for word, text in found if text)


def missing_parts(area: OwnArea, known: frozenset[Any], names: Names) -> str:
    """Which parts the snapshot does not know (any more); '' when it knows them all."""
    lost = [part for part in area.delen if part not in known]
    if not lost:
        return ""
    said = [f"{part.straat} ({names.get(part.buurt, part.buurt)})" if part.straat else part.buurt for part in lost]
    return _("Deze delen staan niet in de gegevens van nu: {parts}.").format(parts=common.some(said, NAMED))


def limits(selection: Selection, area: OwnArea, items: Sequence[YearOnYear], names: Names) -> tuple[str, ...]:
    """What the figures of one area leave out, in sentences: registrations without a street, and the survey."""
    found = list(_without_street(selection, area, items[0].indicator, items[0].now.periode, names)) if items else []
    if area.by_street:
        found.append(
            _(
                "Bij straten telt het aantal alleen in maanden waarin de politie straten meeleverde; andere maanden "
                "ontbreken. Een cijfer per inwoner is er niet: hoeveel mensen in een straat wonen is hier niet bekend."
            )
        )
    found.append(
        _(
            "Enquêtecijfers en signalen zijn er niet van een aandachtsgebied: de enquête is per buurt en wijk "
            "gehouden, en signalen worden per buurt, per wijk en voor de gemeente berekend."
        )
    )
    return tuple(found)


def beside_trend(indicator: Indicator, selection: Selection, area: OwnArea, names: Names) -> str:
    """What a chart of an area has to say of it: what it is made of, and how many registrations have no street."""
    parts = [_("Aandachtsgebied: {parts}.").format(parts=made_of(area, names))]
    period = recent_period(coverage(selection.snapshot, indicator, selection.niveau))
    if period is not None:
        parts += _without_street(selection, area, indicator, period, names)
    return " ".join(parts)


def _without_street(
    selection: Selection, area: OwnArea, indicator: Indicator, period: Period, names: Names
) -> Iterator[str]:
    if not area.by_street:
        return
    buurten = sorted({part.buurt for part in area.delen if part.straat})
    row = open_database(selection.snapshot).run(
        "zonder_straat",
        soorten=list(street_kinds(indicator)),
        gebieden=buurten,
        van=period.van,
        tot=period.tot,
    )
    without, total = int(row["zonder"].iloc[0]), int(row["totaal"].iloc[0])
    if total == 0:
        return
    threshold = access.threshold(selection.toegang) if indicator.gevoelig else 0
    text = (
        _(
            "Van de {total} registraties ({title}, {span}) in {buurten} heeft {without} geen straat. Die tellen in dit "
            "gebied niet mee, ook als ze er wel bij horen: het aantal kan te laag zijn."
        )
        if without
        else _("Van alle {total} registraties ({title}, {span}) in {buurten} is de straat bekend.")
    )
    yield text.format(
        total=_shown(total, threshold),
        title=indicator.titel.lower(),
        span=formatting.period(period.van, period.tot),
        buurten=common.some([names.get(code, code) for code in buurten], 4),
        without=_shown(without, threshold),
    )


def _shown(count: int, threshold: int) -> str:
    return formatting.suppressed(threshold) if 0 < count < threshold else formatting.count(count)


def payload(snapshot: Snapshot, areas: Sequence[OwnArea], names: Names) -> dict[str, Any]:
    """The map of what belongs to these areas."""
    drawn = [(code, name, *_membership(code, areas)) for code, name in names.items()]
    label = formatting.joined([_("{name}: {parts}").format(name=a.naam, parts=summary(a, names)) for a in areas])
    return choropleth.membership_payload(snapshot, drawn, label=label or _("Er is geen aandachtsgebied gekozen."))


@dataclass(frozen=True)
class DrawnMap:
    """What the map of one area draws: `streets` (buurt, straat, lon, lat) that have a place, and the drawing."""

    streets: pd.DataFrame
    shape: str
    borders_url: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw but whole buurten, which the other map shows."""
        return self.streets.empty and not self.shape


def drawn_map(snapshot: Snapshot, area: AttentionArea) -> DrawnMap:
    """The streets and the drawing of one area."""
    known = open_database(snapshot).run("delen").dropna(subset=["lon", "lat"])
    wanted = {(part.buurt, part.straat) for part in area.delen}
    mine = [pair in wanted for pair in zip(known["buurt"], known["straat"], strict=True)]
    return DrawnMap(known[mine].reset_index(drop=True), area.vorm, f"/kaart/{snapshot.id}/buurten.geojson")


def _membership(code: str, areas: Sequence[OwnArea]) -> tuple[str, str]:
    whole = [area.naam for area in areas if any(p.buurt == code and not p.straat for p in area.delen)]
    some = [area.naam for area in areas if any(p.buurt == code and p.straat for p in area.delen)]
    said = [_("hele buurt: {names}").format(names=formatting.joined(whole))] if whole else []
    said += [_("enkele straten: {names}").format(names=formatting.joined(some))] if some else []
    return WHOLE if whole else SOME if some else NONE, "; ".join(said) or _("hoort er niet bij")
