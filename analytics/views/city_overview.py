"""How safe is the city now: the overview's two tables, its answer, and the buurten where it changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from analytics import formatting, indicators, overview, provisional, themes
from analytics.areas import Niveau, all_areas
from analytics.comparisons import YearOnYear
from analytics.contract import Manifest
from analytics.figures import choropleth
from analytics.indicators import Indicator
from analytics.language import _, ngettext
from analytics.measures import Selection
from analytics.overview import Line
from analytics.periods import Period
from analytics.statistics import Verdict
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common
from analytics.views.changes import (
    WIDEST,
    change_cell,
    change_cells,
    change_columns,
    figure_cell,
    in_words,
    word,
    word_cell,
)

UNSAID = (Verdict.NIET_TE_ZEGGEN, Verdict.TE_WEINIG_WAARNEMINGEN)  # of these nothing stands out, by chance or not


@dataclass(frozen=True)
class CityOverview:
    """`registered` and `experienced` are None when the snapshot holds no such figures; `changed` likewise."""

    question: str
    answer: str
    registered: Table | None
    experienced: Table | None
    changed: Table | None
    changed_answer: str
    changed_map: dict[str, Any] | None
    changed_choice: dict[str, str]
    source: common.Source
    completeness: str


def build(selection: Selection, manifest: Manifest, thema: str = "") -> CityOverview:
    """The overview of the municipality of a snapshot; of one theme all it counts. Raises NotFound."""
    city = common.municipality(selection.snapshot)
    among = themes.theme(thema).indicatoren if thema else None
    lines = overview.registered(selection, city.code, among)
    asked = overview.experienced(selection, city.code, among)
    where = _shown_per_buurt(selection, thema)
    period, changes = overview.where_changed(selection, where) if where else (None, ())
    answer = _answer(city.naam, lines, asked)
    return CityOverview(
        question=_question(city.naam, thema),
        answer=answer,
        registered=_registered(lines, answer) if lines else None,
        experienced=_experienced(asked) if asked else None,
        changed=_changed(selection, where, period, changes) if where and period else None,
        changed_answer=_changed_answer(selection, where, changes) if where and period else "",
        changed_map=_changed_map(selection, where, changes) if where and period else None,
        changed_choice={"indicator": where.id} if where else {},
        source=_source(lines, asked, manifest),
        completeness=_completeness(selection, lines),
    )


def _question(city: str, thema: str) -> str:
    if not thema:
        return _("Hoe veilig is {city} nu?").format(city=city)
    return _("Hoe staat het in {city} met {theme}?").format(city=city, theme=themes.theme(thema).naam.lower())


def _shown_per_buurt(selection: Selection, thema: str) -> Indicator | None:
    """What the map and the list of buurten are about; None when there is nothing of the kind per buurt."""
    offered = common.available(selection.snapshot, [Niveau.BUURT], surveys=False)
    within = tuple(one for one in offered if thema in ("", one.thema))
    return common.first_of(indicators.on_screen("overzicht_waar"), within)


def _completeness(selection: Selection, lines: tuple[Line, ...]) -> str:
    """What the provisional end of the lines still lacks; '' when there is none, or nothing is known about it."""
    general = provisional.in_general(selection.snapshot)
    if not general or not any(line.voorlopig for line in lines):
        return ""
    return _(
        "De laatste maanden zijn voorlopig (gestippeld in het verloop) en tellen in de vergelijking nog niet mee. "
        "{general}"
    ).format(general=general)


def _answer(city: str, lines: tuple[Line, ...], asked: tuple[Line, ...]) -> str:
    items = [line.vergelijking for line in (*lines, *asked)]
    if not items:
        return _("Deze momentopname bevat nog geen cijfers over {city}.").format(city=city)
    worse = [i.indicator.titel.lower() for i in items if i.tone == "slechter"]
    better = [i.indicator.titel.lower() for i in items if i.tone == "beter"]
    unclear = sum(i.tone == "gelijk" for i in items)
    if not worse and not better and not unclear:
        return _("Of het veiliger werd, is niet te zeggen: {reasons}.").format(reasons=_reasons(items))
    before = _("een jaar of enquêteronde eerder") if asked else _("een jaar eerder")
    parts = [
        _("Duidelijk ongunstiger dan {before}: {names}.").format(before=before, names=common.some(worse))
        if worse
        else _("Geen enkel cijfer is duidelijk ongunstiger dan {before}.").format(before=before),
    ]
    if better:
        parts.append(_("Duidelijk gunstiger: {names}.").format(names=common.some(better)))
    if unclear:
        parts.append(
            ngettext(
                "Bij {n} cijfer is de verandering niet van toeval te onderscheiden.",
                "Bij {n} cijfers is de verandering niet van toeval te onderscheiden.",
                unclear,
            ).format(n=unclear)
        )
    return " ".join(parts)


def _reasons(items: Iterable[YearOnYear]) -> str:
    """Why nothing can be said of these, each reason once."""
    return formatting.joined(dict.fromkeys(item.reden for item in items if item.reden)) or _(
        "er zijn te weinig cijfers"
    )


def _spans(lines: tuple[Line, ...]) -> list[str]:
    """The periods of the figures, each once: crimes and nuisance may be known up to different months."""
    periods = [line.vergelijking.now.periode for line in lines]
    return list(dict.fromkeys(formatting.period(period.van, period.tot) for period in periods))


def _registered(lines: tuple[Line, ...], answer: str) -> Table:
    spans = _spans(lines)
    several = len(spans) > 1
    return Table(
        label=_("Geregistreerde cijfers van de gemeente, {span}, naast een jaar eerder. {answer}").format(
            span=formatting.joined(spans), answer=answer
        ),
        columns=(
            Column("naam", _("wat de politie registreerde"), "link"),
            *([Column("periode", _("periode"), "text", narrow=False)] if several else []),
            *change_columns(_("laatste cijfer") if several else spans[0]),
            Column("verloop", _("36 maanden"), "spark", narrow=False),
        ),
        rows=tuple(_registered_row(line) for line in lines),
    )


def _registered_row(line: Line) -> Row:
    item = line.vergelijking
    link = "/hic-trend?" + urlencode({"indicator": item.indicator.id})
    name = Cell(item.indicator.titel, href=link)
    spark = Cell(points=line.maanden, provisional_points=line.voorlopig)
    cells = {"naam": name, "periode": Cell(_spans((line,))[0]), **change_cells(item), "verloop": spark}
    return Row(item.indicator.id, cells)


def _experienced(lines: tuple[Line, ...]) -> Table:
    return Table(
        label=_("Wat bewoners zeiden in de laatste enquêteronde, naast de ronde ervoor."),
        columns=(
            Column("naam", _("wat bewoners zeggen"), "link"),
            Column("jaar", _("ronde"), "text", narrow=False),
            Column("nu", _("cijfer"), "decimal", decimals=1),
            Column("eenheid", _("eenheid"), "text", narrow=False),
            Column("vorig", _("ronde ervoor"), "decimal", decimals=1, narrow=False),
            Column(
                "verandering",
                _("verschil"),
                "interval",
                unit=_("punten"),
                decimals=1,
                mark=0.0,
                mark_text=_("gelijk"),
                narrow=False,
            ),
            Column("woord", _("wat ervan te zeggen is"), "word"),
        ),
        rows=tuple(_experienced_row(line.vergelijking) for line in lines),
    )


def _experienced_row(item: YearOnYear) -> Row:
    link = "/ranglijst?" + urlencode({"indicator": item.indicator.id})
    before = item.before
    return Row(
        item.indicator.id,
        {
            "naam": Cell(item.indicator.titel, href=link),
            "jaar": Cell(item.now.periode.label),
            "nu": Cell(item.now.waarde, status="" if item.now.waarde is not None else item.now.status),
            "eenheid": Cell(item.indicator.teller.eenheid if item.indicator.teller.bron == "enquete" else ""),
            "vorig": Cell(before.waarde if before else None),
            "verandering": change_cell(item.change),
            "woord": word_cell(item),
        },
    )


def _clear(changes: tuple[tuple[str, YearOnYear], ...]) -> list[tuple[str, YearOnYear]]:
    said = (Verdict.GESTEGEN, Verdict.GEDAALD)
    clear = [(code, item) for code, item in changes if item.change.verdict in said]
    return sorted(
        clear, key=lambda pair: -abs((pair[1].now.teller or 0) - ((pair[1].before and pair[1].before.teller) or 0))
    )


def _changed_answer(selection: Selection, indicator: Indicator, changes: tuple[tuple[str, YearOnYear], ...]) -> str:
    clear = _clear(changes)
    if all(item.change.verdict is Verdict.NIET_TE_ZEGGEN for _code, item in changes):
        return _("Waar het aantal {things} veranderde, is niet te zeggen: {reasons}.").format(
            things=indicator.meervoud, reasons=_reasons(item for _code, item in changes)
        )
    if not clear:
        return _("In geen enkele buurt veranderde het aantal {things} duidelijk.").format(things=indicator.meervoud)
    up = common.named(selection.snapshot, [c for c, i in clear if i.change.verdict is Verdict.GESTEGEN])
    down = common.named(selection.snapshot, [c for c, i in clear if i.change.verdict is Verdict.GEDAALD])
    compared = sum(item.change.verdict not in UNSAID for _code, item in changes)
    by_chance = formatting.count(round(compared * 0.05))
    parts = [_("Meer {things} in {names}.").format(things=indicator.meervoud, names=common.some(up))] if up else []
    less = _("Minder in {names}.") if up else _("Minder {things} in {names}.")
    parts += [less.format(things=indicator.meervoud, names=common.some(down))] if down else []
    parts.append(
        _("Van {all} buurten zouden er door toeval alleen al ongeveer {n} zo opvallen.").format(
            all=compared, n=by_chance
        )
    )
    return " ".join(parts)


def _changed(
    selection: Selection, indicator: Indicator, period: Period, changes: tuple[tuple[str, YearOnYear], ...]
) -> Table | None:
    clear = _clear(changes)
    if not clear:
        return None
    areas = all_areas(selection.snapshot)
    span = formatting.period(period.van, period.tot)
    return Table(
        label=_("Buurten waar het aantal {things} duidelijk veranderde, {span}.").format(
            things=indicator.meervoud, span=span
        ),
        columns=(
            Column("naam", _("buurt"), "link"),
            Column("nu", span, "count", unit=_("aantal"), narrow=False),
            Column(
                "verandering",
                _("verandering"),
                "interval",
                unit="%",
                mark=0.0,
                mark_text=_("gelijk"),
                reach=WIDEST,
            ),
            Column("woord", _("wat ervan te zeggen is"), "word", narrow=False),
        ),
        rows=tuple(
            Row(
                code,
                {
                    "naam": Cell(
                        areas[code].naam, href="/kaart?" + urlencode({"indicator": indicator.id, "gebied": code})
                    ),
                    "nu": figure_cell(item.now),
                    "verandering": change_cell(item.change),
                    "woord": Cell(word(item.change.verdict), tone=item.tone),
                },
            )
            for code, item in clear
        ),
    )


def _changed_map(
    selection: Selection, indicator: Indicator, changes: tuple[tuple[str, YearOnYear], ...]
) -> dict[str, Any] | None:
    if all(item.change.verdict is Verdict.NIET_TE_ZEGGEN for _code, item in changes):
        return None
    areas = all_areas(selection.snapshot)
    return choropleth.change_payload(
        selection.snapshot,
        [(code, areas[code].naam, item.tone, in_words(item, indicator.titel)) for code, item in changes],
        label=_changed_answer(selection, indicator, changes),
    )


def _source(lines: tuple[Line, ...], asked: tuple[Line, ...], manifest: Manifest) -> common.Source:
    sources = dict.fromkeys(key for line in (*lines, *asked) for key in line.vergelijking.now.bronnen)
    names = common.sources_text(manifest, sources)
    parts = [
        _("Bron: {sources}").format(sources=names or _("geen gegevens")),
        *_spans(lines),
        *([_("enquête {year}").format(year=asked[0].vergelijking.now.periode.label)] if asked else []),
        _("gegevens van {day}").format(day=formatting.date_long(manifest.gemaakt.date())),
        _("momentopname {id}").format(id=manifest.id),
    ]
    notes = (
        (_("Bron"), names),
        (_("Periode"), formatting.joined(_spans(lines))),
        (_("Eenheid"), _("aantal registraties; verandering in %")),
        (_("Gegevens van"), formatting.date_long(manifest.gemaakt.date())),
        (_("Momentopname"), manifest.id),
        (_("Soort gegevens"), _("VOORBEELD, grotendeels verzonnen") if manifest.voorbeeld else _("echte gegevens")),
    )
    return common.Source(" · ".join(parts), tuple(note for note in notes if note[1]))
