"""The report for council and management team: by field and theme of Kernbeleid, with targets and actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics import themes
from analytics.access import Toegang
from analytics.areas import Area, Niveau
from analytics.comparisons import YearOnYear
from analytics.contract import Manifest
from analytics.coverage import coverage
from analytics.language import _, ngettext
from analytics.measures import Selection
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
from analytics.themes import Domain, Theme
from analytics.views import common
from analytics.views.reporting import asof, document, doings, drawings, grids, targets_asof, words
from analytics.views.reporting.doings import Doings, Reported
from analytics.views.reporting.targets_asof import Shown

NAMED = 2  # changes of a theme that get a sentence of their own


@dataclass(frozen=True)
class _Known:
    """Everything the report says: changes of the municipality by indicator, targets, and actions."""

    asked: Selection
    area: Area
    maand: date
    manifest: Manifest
    changes: dict[str, YearOnYear]
    shown: Shown
    done: Doings | None


def build(snapshot: Snapshot, toegang: Toegang, maand: date, reported: Reported | None = None) -> Document:
    """The report over the twelve months up to and including `maand`. `reported`: what the team wrote, None = unread."""
    known = _measure(snapshot, toegang, maand, reported)
    domains = [_domain(known, domain) for domain in themes.domains()]
    since = _provisional_since(known)
    return document.assemble(
        Soort.RAAD,
        snapshot,
        toegang,
        maand,
        title=_("Veiligheid in {city}: rapportage aan raad en managementteam").format(city=known.area.naam),
        subtitle=_("Stand tot en met {month}").format(month=document.month_name(maand)),
        keys=[key for item in known.changes.values() for key in item.now.bronnen],
        sections=[
            _summary(known),
            *domains,
            Section("acties", _("Wat we doen"), tuple(doings.blocks(known.done))),
            Section("lezen", _("Hoe u dit leest"), document.how_to_read(snapshot, toegang, since, maand)),
        ],
        extra=document.provisional_note(snapshot, since, maand),
    )


def _measure(snapshot: Snapshot, toegang: Toegang, maand: date, reported: Reported | None) -> _Known:
    asked = asof.selection(snapshot, toegang, Niveau.GEMEENTE, maand)
    area, manifest = common.municipality(snapshot), snapshot.manifest()
    every = [indicator for theme in themes.all_themes().values() for indicator in theme.indicatoren]
    return _Known(
        asked,
        area,
        maand,
        manifest,
        asof.changes(asked, every, area, maand),
        targets_asof.in_force(snapshot, toegang, maand),
        doings.doings(manifest, maand, reported),
    )


def _provisional_since(known: _Known) -> date | None:
    found = [coverage(known.asked.snapshot, item.indicator, Niveau.GEMEENTE) for item in known.changes.values()]
    return min((one.voorlopig_vanaf for one in found if one.voorlopig_vanaf is not None), default=None)


def _of(known: _Known, theme: Theme) -> list[YearOnYear]:
    return [known.changes[one.id] for one in theme.indicatoren if one.id in known.changes]


# the summary


def _summary(known: _Known) -> Section:
    items = list(known.changes.values())
    counted = [item for item in items if not item.indicator.is_survey]
    asked = [item for item in items if item.indicator.is_survey]
    found = [
        _tally("geregistreerd", _("Wat de politie registreerde"), counted, known),
        _tally("bewoners", _("Wat bewoners zeggen"), asked, known),
        targets_asof.summary(known.shown, known.manifest),
        doings.summary(known.done, "kort:acties") if known.done else None,
        _gaps(known),
    ]
    blocks: list[Block] = [Sentences(tuple(one for one in found if one is not None))]
    if known.shown.instead:
        blocks.append(Paragraph(known.shown.instead))
    return Section("kort", _("In het kort"), (*blocks, document.to_write("geheel")))


def _tally(name: str, subject: str, items: Sequence[YearOnYear], known: _Known) -> Sentence | None:
    """How many figures changed for certain, which of them for the worse and for the better, and what chance does."""
    if not items:
        return None
    parts = [
        _("{subject}, {n} cijfers: {tally}.").format(subject=subject, n=len(items), tally=words.tallied(items)),
        words.named(items),
        words.by_chance(items),
    ]
    return _sentence(f"kort:{name}", " ".join(filter(None, parts)), items, known, words.surest(items), "/overzicht")


def _sentence(
    name: str, text: str, items: Sequence[YearOnYear], known: _Known, certain: Zekerheid, href: str
) -> Sentence:
    keys = sorted({key for item in items for key in item.now.bronnen})
    spans = "; ".join(sorted({words.span(item.now) for item in items}))
    return Sentence(name, text, href, spans, common.sources_text(known.manifest, keys) or words.KERNBELEID, certain)


def _gaps(known: _Known) -> Sentence:
    every = themes.all_themes().values()
    n = sum(not theme.indicatoren for theme in every)
    text = ngettext(
        "Van de {all} thema's van Kernbeleid Veiligheid heeft er {n} geen indicator: of het daar veiliger werd, is "
        "niet te zeggen.",
        "Van de {all} thema's van Kernbeleid Veiligheid hebben er {n} geen indicator: of het daar veiliger werd, is "
        "niet te zeggen.",
        n,
    ).format(all=len(every), n=n)
    until = document.month_name(known.maand)
    return Sentence("leemten", text, "/themas", until, words.KERNBELEID, Zekerheid.NIET_TE_ZEGGEN)


# a field


def _domain(known: _Known, domain: Domain) -> Section:
    blocks: list[Block] = []
    for theme in domain.thema:
        blocks.append(Sentences(tuple(_theme(known, theme))))
    items = [item for theme in domain.thema for item in _of(known, theme)]
    blocks += _figures(known, domain, items)
    blocks += _targets(known, domain)
    return Section(
        f"veld-{domain.code}",
        f"{domain.code} {domain.naam}",
        (*blocks, document.to_write(f"veld-{domain.code}")),
    )


def _theme(known: _Known, theme: Theme) -> list[Sentence]:
    """Two to four sentences: what changed for certain, what may be chance, or why there is nothing to say."""
    items = _of(known, theme)
    if not theme.indicatoren:
        return [words.gap(theme, known.manifest, document.month_name(known.maand))]
    if not items:
        text = _("{theme}: over dit thema zijn er geen cijfers.").format(theme=words.theme_name(theme))
        until = document.month_name(known.maand)
        href = words.address("themas", thema=theme.code)
        return [Sentence(f"thema:{theme.code}", text, href, until, words.KERNBELEID, Zekerheid.NIET_TE_ZEGGEN)]
    certain = [item for item in items if words.certainty(item) is Zekerheid.ZEKER]
    named = sorted(certain, key=lambda item: item.tone != "slechter")[:NAMED]
    rest = [words.changed(item, known.area, known.manifest) for item in named]
    return [_overall(known, theme, items), *rest]


def _overall(known: _Known, theme: Theme, items: Sequence[YearOnYear]) -> Sentence:
    text = f"{words.theme_name(theme)}: {words.tallied(items)}."
    href = words.address("themas", thema=theme.code)
    return _sentence(f"thema:{theme.code}", text, items, known, words.surest(items), href)


def _figures(known: _Known, domain: Domain, items: Sequence[YearOnYear]) -> list[Block]:
    counted = [item for item in items if not item.indicator.is_survey]
    asked = [item for item in items if item.indicator.is_survey]
    label = _("{field}: geregistreerd, naast een jaar eerder.").format(field=domain.naam)
    said = _("{field}: wat bewoners zeggen, naast de ronde ervoor.").format(field=domain.naam)
    found = (
        (
            "geregistreerd",
            _("Wat de politie registreerde"),
            grids.registered(label, counted, known.area, grids.by_theme),
        ),
        ("bewoners", _("Wat bewoners zeggen"), grids.experienced(said, asked, known.area, grids.by_theme)),
    )
    figure = drawings.changed(f"veld-{domain.code}", counted, _source(known, counted))
    blocks: list[Block] = [figure] if figure is not None else []
    blocks += [
        TableBlock(
            f"veld-{domain.code}-{name}", grids.titled(title, one), table, _source(known, one), grids.unsaid(one)
        )
        for (name, title, table), one in zip(found, (counted, asked), strict=True)
        if table is not None
    ]
    return blocks


def _source(known: _Known, items: Sequence[YearOnYear]) -> str:
    keys = [key for item in items for key in item.now.bronnen]
    return document.table_source(known.manifest, keys, [words.span(item.now) for item in items])


def _targets(known: _Known, domain: Domain) -> list[Block]:
    own = [one for one in known.shown.found if one.doel.thema.startswith(f"{domain.code}.")]
    label = _("Doelen in het veld {field}, met ons cijfer en het oordeel.").format(field=domain.naam)
    table = grids.targets(label, own, lambda one: one.programma.naam)
    if table is None:
        return []
    source = _("Bron: {sources}").format(sources=targets_asof.sources(own, known.manifest))
    line = f"{source} · {known.manifest.id}"
    return [TableBlock(f"veld-{domain.code}-doelen", _("Doelen"), table, line, targets_asof.remarks(own))]
