"""The figures behind the sentences in one table, so that the document stands alone."""

from collections.abc import Iterator
from dataclasses import replace

from analytics import formatting
from analytics.areas import all_areas
from analytics.comparisons import YearOnYear
from analytics.frames import floats
from analytics.language import _
from analytics.ranking import Ranking
from analytics.reports.model import TableBlock
from analytics.signals import Signal
from analytics.statistics import Scale, Verdict
from analytics.tables import Cell, Column, Row, Table
from analytics.targets import Judged
from analytics.views import changes, ranking_cells, signals_words, target_words
from analytics.views.briefing import attention, buurten, words
from analytics.views.briefing.findings import Findings

SIGNALS, TARGETS, BUURTEN = 3, 4, 5  # rows of each, so that the whole fits on two pages


def block(found: Findings) -> TableBlock | None:
    """None when there is nothing to show."""
    rows = tuple(_rows(found))
    if not rows:
        return None
    table = Table(label=_("De cijfers achter de zinnen van deze briefing."), columns=_columns(), rows=rows, fixed=True)
    return TableBlock("briefing-cijfers", _("De cijfers erachter"), table, source_line(found), _notes())


def source_line(found: Findings) -> str:
    """What stands under the whole briefing: source, day and snapshot."""
    keys = dict.fromkeys(key for figure in _figures(found) for key in figure)
    day = formatting.date_long(found.manifest.gemaakt.date())
    return " · ".join(
        [
            _("Bron: {sources}").format(sources=words.source(found, keys)),
            _("gegevens van {day}").format(day=day),
            _("momentopname {id}").format(id=found.manifest.id),
        ]
    )


def _figures(found: Findings) -> Iterator[tuple[str, ...]]:
    in_buurten = found.buurten.changes.values() if found.buurten else ()
    for item in (*found.geteld, *found.gevraagd, *in_buurten):
        yield item.now.bronnen
    if found.ranglijst is not None:
        yield found.ranglijst.measurement.bronnen


def _columns() -> tuple[Column, ...]:
    return (
        Column("naam", _("onderwerp"), "text"),
        Column("periode", _("periode"), "text", on_screen=False),
        Column("nu", _("cijfer"), "decimal", decimals=1),
        Column("eenheid", _("eenheid"), "text", on_screen=False),
        Column("naast", _("naast"), "text"),
        Column("verandering", _("verschil, met marge"), "text"),
        Column("woord", _("wat ervan te zeggen is"), "word"),
        *(
            Column(id_, title, "decimal", decimals=2, on_screen=False)
            for id_, title in (
                ("verschil", _("verschil")),
                ("ondergrens", _("ondergrens van het verschil")),
                ("bovengrens", _("bovengrens van het verschil")),
            )
        ),
    )


def _notes() -> tuple[tuple[str, str], ...]:
    return (
        (_("Verschil"), _("Bij aantallen in % per inwoner, bij enquêtes in punten; tussen haakjes de marge van 95%.")),
        (_("Naast"), _("Het jaar of de ronde ervoor, wat gewoonlijk is, wat gevraagd is, of de hele gemeente.")),
    )


def _rows(found: Findings) -> Iterator[Row]:
    for item in sorted(found.geteld, key=lambda item: item.now.periode, reverse=True):
        yield _counted(item)
    for item in found.gevraagd:
        yield _answered(item)
    for one in [group.signaal for group in found.signalen.groepen][:SIGNALS] if found.signalen else ():
        yield _signal(found, one)
    yield from _in_buurten(found)
    if found.ranglijst is not None:
        yield from _lowest(found, found.ranglijst)
    for plan in found.koers.lopend:
        for target in plan.to_watch[:TARGETS]:
            yield _target(target)


def _counted(item: YearOnYear) -> Row:
    return Row(
        item.indicator.id,
        {
            "naam": Cell(item.indicator.titel),
            "periode": Cell(words.span(item.now.periode)),
            "nu": _count(item),
            "eenheid": Cell(_("aantal")),
            "naast": Cell(changes.figure_text(item.before)) if item.before else Cell(None),
            **({"verandering": Cell(None)} if words.is_small(item) else _difference(item)),
            "woord": changes.word_cell(item),
        },
        group=_("Aantallen, {span}, naast een jaar eerder").format(span=words.span(item.now.periode)),
    )


def _count(item: YearOnYear) -> Cell:
    cell = changes.figure_cell(item.now)
    return replace(cell, text=formatting.count(item.now.teller)) if item.now.teller is not None else cell


def _difference(item: YearOnYear) -> dict[str, Cell]:
    """The change with its margin in words, and apart for the file: per cent of counts, points of survey values."""
    cell, places = changes.change_cell(item.change), words.decimals(item)
    if cell.value is None:
        return {"verandering": Cell(None)}
    ends = item.change.estimate, item.change.lower, item.change.upper
    if item.change.scale is Scale.VERHOUDING:
        change = formatting.signed_percentage(ends[0] - 1, places)
        margin = formatting.signed_percentage_interval(ends[1] - 1, ends[2] - 1, places)
    else:
        change, low, high = (formatting.signed_number(end, places) for end in ends)
        margin = _("{low} tot {high}").format(low=low, high=high)
    return {
        "verandering": Cell(f"{change} ({margin})"),
        "verschil": Cell(cell.value),
        "ondergrens": Cell(cell.low),
        "bovengrens": Cell(cell.high),
    }


def _answered(item: YearOnYear) -> Row:
    return Row(
        item.indicator.id,
        {
            "naam": Cell(item.indicator.titel),
            "periode": Cell(_("enquête {year}").format(year=item.now.periode.label)),
            "nu": Cell(item.now.waarde, text=words.value(item.now, item.indicator)),
            "eenheid": Cell(item.indicator.teller.eenheid if item.indicator.teller.bron == "enquete" else ""),
            "naast": Cell(_before(item)),
            **_difference(item),
            "woord": changes.word_cell(item),
        },
        group=_("Wat bewoners zeggen, enquête {year}, naast de ronde ervoor").format(year=item.now.periode.label),
    )


def _before(item: YearOnYear) -> str | None:
    if item.before is None:
        return None
    return _("{value} in {year}").format(value=words.value(item.before, item.indicator), year=item.before.periode.label)


def _signal(found: Findings, one: Signal) -> Row:
    place = words.place(all_areas(found.snapshot)[one.gebied])
    return Row(
        signals_words.signal_id(one),
        {
            "naam": Cell(
                _("{kind}, {place} ({span})").format(
                    kind=signals_words.kind_name(one.soort), place=place, span=signals_words.span(one)
                )
            ),
            "periode": Cell(signals_words.span(one)),
            "nu": Cell(one.waarneming, text=formatting.count(one.waarneming)),
            "eenheid": Cell(_("aantal")),
            "naast": Cell(signals_words.usual(one)),
            "verandering": Cell(None, text=""),
            "woord": Cell(_("signaal; {share} toeval").format(share=signals_words.share(one.q)), tone="slechter"),
        },
        group=_("Signalen, naast wat gewoonlijk is"),
    )


def _in_buurten(found: Findings) -> Iterator[Row]:
    here = found.buurten
    if here is None:
        return
    areas = all_areas(found.snapshot)
    for code in (*here.of(Verdict.GESTEGEN)[:BUURTEN], *here.of(Verdict.GEDAALD)[:BUURTEN]):
        row = _counted(here.changes[code])
        name = _("{things}, {place}").format(things=here.indicator.titel, place=areas[code].naam)
        cells = {**row.cells, "naam": Cell(name)}
        group = _("Buurten waar het zeker veranderde, {span}, naast een jaar eerder")
        yield Row(code, cells, group=group.format(span=words.span(here.period)))


def _lowest(found: Findings, ranking: Ranking) -> Iterator[Row]:
    """Those that the sentence names."""
    areas, indicator = all_areas(found.snapshot), ranking.measurement.indicator
    if len(ranking.rows) < 2:
        return
    decimals = indicator.decimalen
    city = formatting.number(ranking.stad["waarde"], decimals)
    for code in buurten.named(ranking)[:BUURTEN]:
        row = ranking.rows.loc[[code]]
        columns = ("waarde", "ondergrens", "bovengrens", "kans")
        value, low, high, chance = (float(floats(row[name])[0]) for name in columns)
        said = target_words.chance(chance)
        yield Row(
            f"{indicator.id}_{code}",
            {
                "naam": Cell(_("{things}, {place}").format(things=indicator.titel, place=areas[code].naam)),
                "periode": Cell(_("enquête {year}").format(year=ranking.periode)),
                "nu": Cell(value, text=formatting.with_interval(value, low, high, decimals)),
                "eenheid": Cell(ranking.measurement.eenheid),
                "naast": Cell(_("gemeente {value}").format(value=city)),
                "verandering": Cell(None, text=""),
                "woord": Cell(
                    _("kans {chance} bij {lowest}").format(chance=said, lowest=ranking_cells.lowest(ranking))
                ),
            },
            group=_("Laagst scorende buurten, enquête {year}, naast de hele gemeente").format(year=ranking.periode),
        )


def _target(one: Judged) -> Row:
    latest = one.laatste
    return Row(
        one.doel.id,
        {
            "naam": Cell(f"{target_words.name(one)} ({latest.jaar})" if latest else target_words.name(one)),
            "periode": Cell(str(latest.jaar) if latest else None),
            "nu": Cell(latest.waarde, text=target_words.figure(latest, one)) if latest else Cell(None),
            "eenheid": Cell(one.doel.eenheid_gedrukt),
            "naast": Cell(target_words.asked(one.doel.doelen[-1])),
            "verandering": Cell(None, text=""),
            "woord": Cell(attention.stand(one), tone=target_words.TONES.get(one.oordeel, "gelijk")),
        },
        group=_("Doelen om in de gaten te houden, naast wat gevraagd is"),
    )
