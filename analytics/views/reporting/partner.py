"""What a partner is given: the indicators of chosen themes in chosen areas, without counts small enough to name people.

No signals and no streets. Counts under the partner's threshold are hidden, and so is what would tell them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analytics import formatting, themes
from analytics.access import Toegang
from analytics.areas import Area, Niveau, all_areas
from analytics.comparisons import Figure, YearOnYear
from analytics.contract import Manifest
from analytics.coverage import coverage
from analytics.errors import NotFound, WrongUsage
from analytics.language import _
from analytics.measures import ONDERDRUKT
from analytics.reports.model import (
    Block,
    Document,
    Paragraph,
    Section,
    Sentence,
    Sentences,
    Soort,
    TableBlock,
    Zekerheid,
)
from analytics.snapshots import Snapshot
from analytics.statistics import Change, Verdict
from analytics.tables import Table
from analytics.themes import Theme
from analytics.views import common
from analytics.views.reporting import asof, derivable, document, grids, words

MOST_LINES = 190  # of tables with their heads: what fits on the pages of an extract
HEAD = 5  # lines that a table takes besides its rows


@dataclass(frozen=True)
class _Known:
    """`found`: by area code and indicator, after what could tell a hidden count was hidden."""

    snapshot: Snapshot
    manifest: Manifest
    maand: date
    areas: tuple[Area, ...]
    themas: tuple[Theme, ...]
    found: dict[str, dict[str, YearOnYear]]


def build(snapshot: Snapshot, maand: date, gebieden: Sequence[str], themas: Sequence[str]) -> Document:
    """The extract for a partner. Raises WrongUsage without areas or themes, or for more than fits; NotFound."""
    areas, chosen = _areas(snapshot, gebieden), _themes(themas)
    _check_size(snapshot, maand, areas, chosen)
    found = _protected(_measure(snapshot, maand, areas, chosen), areas, snapshot)
    known = _Known(snapshot, snapshot.manifest(), maand, areas, chosen, found)
    return document.assemble(
        Soort.PARTNER,
        snapshot,
        Toegang.PARTNER,
        maand,
        title=_("Uittreksel voor een partner: {areas}").format(areas=common.some([area.naam for area in areas])),
        subtitle=_("{city}, tot en met {month}").format(
            city=known.manifest.gemeentenaam, month=document.month_name(maand)
        ),
        keys=[key for area in found.values() for item in area.values() for key in item.now.bronnen],
        sections=[_about(known), *(_theme(known, theme) for theme in chosen)],
        extra=document.provisional_note(snapshot, _provisional_since(known), maand),
    )


def _areas(snapshot: Snapshot, gebieden: Sequence[str]) -> tuple[Area, ...]:
    if not gebieden:
        raise WrongUsage(_("Een uittreksel gaat over gekozen gebieden: noem er minstens één."))
    known = all_areas(snapshot)
    own = (Niveau.BUURT, Niveau.WIJK, Niveau.GEMEENTE)
    unknown = [code for code in gebieden if code not in known or known[code].niveau not in own]
    if unknown:
        raise NotFound(
            _("Deze momentopname kent geen buurt, wijk of gemeente {codes}.").format(codes=", ".join(unknown))
        )
    return tuple(known[code] for code in dict.fromkeys(gebieden))


def _themes(themas: Sequence[str]) -> tuple[Theme, ...]:
    if not themas:
        raise WrongUsage(_("Een uittreksel gaat over gekozen thema's: noem er minstens één, zoals 1.1."))
    return tuple(themes.theme(code) for code in dict.fromkeys(themas))


def _measure(
    snapshot: Snapshot, maand: date, areas: Sequence[Area], chosen: Sequence[Theme]
) -> dict[str, dict[str, YearOnYear]]:
    wanted = [indicator for theme in chosen for indicator in theme.indicatoren]
    found: dict[str, dict[str, YearOnYear]] = {}
    for niveau in dict.fromkeys(area.niveau for area in areas):
        asked = asof.selection(snapshot, Toegang.PARTNER, niveau, maand)
        found |= asof.changes_in(asked, wanted, [area for area in areas if area.niveau is niveau], maand)
    return found


def _check_size(snapshot: Snapshot, maand: date, areas: Sequence[Area], chosen: Sequence[Theme]) -> None:
    """Refuse what does not fit on the pages of an extract, before it is measured."""
    rows = tables = 0
    for area in areas:
        asked = asof.selection(snapshot, Toegang.PARTNER, area.niveau, maand)
        for theme in chosen:
            known = [one for one in theme.indicatoren if not asof.known(asked, one, maand).is_empty]
            rows += len(known)
            tables += len({one.is_survey for one in known})
    if rows + HEAD * tables > MOST_LINES:
        raise WrongUsage(
            _(
                "Dit uittreksel wordt te lang: {rows} cijfers in {tables} tabellen. Kies minder gebieden of thema's, "
                "of maak er twee."
            ).format(rows=rows, tables=tables)
        )


# what could tell a hidden count


def _protected(
    found: dict[str, dict[str, YearOnYear]], areas: Sequence[Area], snapshot: Snapshot
) -> dict[str, dict[str, YearOnYear]]:
    """The same figures without the counts from which a hidden one could be worked out, of either period."""
    by_code = {area.code: area for area in areas}
    every = [(code, name, item) for code, own in found.items() for name, item in own.items()]
    counted = [one for one in every if not one[2].indicator.is_survey]
    also: dict[str, frozenset[tuple[str, str]]] = {}
    for moment in ("now", "before"):
        parts = {
            (code, name): (getattr(item, moment), derivable.cells(item.indicator, by_code[code], snapshot))
            for code, name, item in counted
        }
        shown = {key: cells for key, (one, cells) in parts.items() if one is not None and one.teller is not None}
        hidden = {key: cells for key, (one, cells) in parts.items() if one is not None and one.status == ONDERDRUKT}
        also[moment] = derivable.also_hidden(shown, hidden)
    return {
        code: {name: _without(item, *((code, name) in also[m] for m in also)) for name, item in own.items()}
        for code, own in found.items()
    }


def _without(item: YearOnYear, now: bool, before: bool) -> YearOnYear:
    """A figure with one or both of its counts hidden: the change would tell the one from the other."""
    if not (now or before):
        return item
    reason = _("een van beide aantallen is niet getoond")
    change = Change(np.nan, np.nan, np.nan, Verdict.NIET_TE_ZEGGEN, item.change.scale, item.change.confidence)
    earlier = _hide(item.before) if before and item.before is not None else item.before
    return YearOnYear(item.indicator, _hide(item.now) if now else item.now, earlier, change, reason)


def _hide(one: Figure) -> Figure:
    return replace(one, teller=None, waarde=None, ondergrens=None, bovengrens=None, status=ONDERDRUKT)


# the sections


def _about(known: _Known) -> Section:
    chosen = formatting.joined(words.theme_name(theme) for theme in known.themas)
    names = formatting.joined(area.naam for area in known.areas)
    texts = (
        _("Dit uittreksel gaat over {areas}, en over {themes}.").format(areas=names, themes=chosen),
        _(
            "Het is gemaakt voor eigen gebruik door de partner, in de samenwerking met de gemeente aan veiligheid. "
            "Geef het niet door en maak het niet openbaar zonder overleg met het team Veiligheid. Probeer een "
            "verborgen aantal niet te herleiden."
        ),
        document.suppression(Toegang.PARTNER),
        _(
            "Ook een aantal waaruit een verborgen aantal is af te leiden, is niet getoond; het percentage en het "
            "aantal per inwoner dan evenmin. Totalen die niet als gevoelig zijn aangemerkt, zoals alle misdrijven "
            "samen, staan er altijd, tenzij er een verborgen aantal uit volgt."
        ),
        _("Straten en signalen staan er niet in. Een verandering heet alleen zo als het 95%-interval dat zegt."),
        document.provisional_note(known.snapshot, _provisional_since(known), known.maand),
    )
    return Section("afspraken", _("Wat dit is, en wat u ermee mag"), tuple(Paragraph(text) for text in texts if text))


def _provisional_since(known: _Known) -> date | None:
    found = {item.indicator for area in known.found.values() for item in area.values()}
    since = [coverage(known.snapshot, one, Niveau.GEMEENTE).voorlopig_vanaf for one in found]
    return min((day for day in since if day is not None), default=None)


def _theme(known: _Known, theme: Theme) -> Section:
    blocks: list[Block] = []
    if not theme.indicatoren:
        blocks = [Sentences((words.gap(theme, known.manifest, document.month_name(known.maand)),))]
    for area in known.areas if theme.indicatoren else ():
        blocks += _area(known, theme, area)
    return Section(f"thema-{theme.code}", f"{theme.code} {theme.naam}", tuple(blocks))


def _area(known: _Known, theme: Theme, area: Area) -> Iterator[Block]:
    items = [known.found[area.code][one.id] for one in theme.indicatoren if one.id in known.found[area.code]]
    if not items:
        yield Paragraph(_("{theme} in {area}: geen cijfers.").format(theme=theme.naam, area=area.naam))
        return
    yield Sentences((_overall(known, theme, area, items), *_certain(known, area, items)))
    counted = [item for item in items if not item.indicator.is_survey]
    asked = [item for item in items if item.indicator.is_survey]
    label = _("{theme} in {area}: geregistreerd, naast een jaar eerder.").format(theme=theme.naam, area=area.naam)
    said = _("{theme} in {area}: wat bewoners zeggen.").format(theme=theme.naam, area=area.naam)
    tables = (
        (_("{area}: geregistreerd"), _closed(grids.registered(label, counted, area, rates=True)), counted),
        (_("{area}: wat bewoners zeggen"), grids.experienced(said, asked, area), asked),
    )
    for n, (title, table, own) in enumerate(tables):
        if table is not None:
            name = f"{theme.code}-{area.code}-{n}"
            yield TableBlock(name, grids.titled(title.format(area=area.naam), own), table, _source(known, own))


def _closed(table: Table | None) -> Table | None:
    """The same words for every hidden count: which are small, and which are hidden for another, is not told."""
    if table is None:
        return None
    text = _("niet getoond")
    closed = (
        {name: replace(cell, text=text) if cell.status == ONDERDRUKT else cell for name, cell in row.cells.items()}
        for row in table.rows
    )
    rows = tuple(replace(row, cells=cells) for row, cells in zip(table.rows, closed, strict=True))
    return replace(table, rows=rows)


def _source(known: _Known, items: Iterable[YearOnYear]) -> str:
    listed = list(items)
    keys = [key for item in listed for key in item.now.bronnen]
    return document.table_source(known.manifest, keys, [words.span(item.now) for item in listed])


def _overall(known: _Known, theme: Theme, area: Area, items: Sequence[YearOnYear]) -> Sentence:
    keys = sorted({key for item in items for key in item.now.bronnen})
    return Sentence(
        id=f"thema:{theme.code}:{area.code}",
        text=_("{theme} in {area}: {tally}.").format(
            theme=words.theme_name(theme), area=area.naam, tally=words.tallied(items)
        ),
        href=words.address("themas", thema=theme.code),
        periode="; ".join(sorted({words.span(item.now) for item in items})),
        bron=common.sources_text(known.manifest, keys) or words.KERNBELEID,
        zekerheid=words.surest(items),
    )


def _certain(known: _Known, area: Area, items: Sequence[YearOnYear]) -> list[Sentence]:
    sure = [item for item in items if words.certainty(item) is Zekerheid.ZEKER]
    return [words.changed(item, area, known.manifest, f"verandering:{area.code}") for item in sure]
