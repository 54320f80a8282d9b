"""The yearly progress report: targets with their history, figures, buurten, other municipalities, actions, sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analytics import indicators, themes
from analytics.access import Toegang
from analytics.areas import Area, Niveau
from analytics.comparisons import YearOnYear
from analytics.contract import Manifest
from analytics.language import _
from analytics.measures import Selection
from analytics.programmes import Programme
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
from analytics.targets import Judged
from analytics.views import common
from analytics.views.reporting import (
    asof,
    beside_others,
    document,
    doings,
    drawings,
    grids,
    targets_asof,
    words,
    year_buurten,
    year_figures,
    year_sources,
    year_targets,
)
from analytics.views.reporting.doings import Doings, Reported
from analytics.views.reporting.year_figures import YearFigures

COURSES = "hic_trend"  # the screen whose indicators are drawn


@dataclass(frozen=True)
class _Known:
    """Everything the report says."""

    asked: Selection
    area: Area
    maand: date
    manifest: Manifest
    year: YearFigures
    asked_of: tuple[YearOnYear, ...]
    targets: tuple[tuple[Programme, tuple[Judged, ...]], ...]
    done: Doings | None


def build(snapshot: Snapshot, toegang: Toegang, maand: date, reported: Reported | None = None) -> Document:
    """The report over the calendar year of `maand`, as far as it has come. `reported`: what the team wrote."""
    known = _measure(snapshot, toegang, maand, reported)
    return document.assemble(
        Soort.JAAR,
        snapshot,
        toegang,
        maand,
        title=_("Veiligheid in {city}: voortgang {year}").format(city=known.area.naam, year=maand.year),
        subtitle=_("Jaarlijkse voortgangsrapportage, stand tot en met {month}").format(
            month=document.month_name(maand)
        ),
        keys=_keys(known),
        sections=_sections(known, toegang),
        extra=document.provisional_note(snapshot, known.year.voorlopig_vanaf, maand),
    )


def _measure(snapshot: Snapshot, toegang: Toegang, maand: date, reported: Reported | None) -> _Known:
    asked = asof.selection(snapshot, toegang, Niveau.GEMEENTE, maand)
    area, manifest = common.municipality(snapshot), snapshot.manifest()
    every = [indicator for theme in themes.all_themes().values() for indicator in theme.indicatoren]
    surveys = asof.changes(asked, [one for one in every if one.is_survey], area, maand)
    return _Known(
        asked,
        area,
        maand,
        manifest,
        year_figures.measure_year(asked, [one for one in every if not one.is_survey], area, maand),
        tuple(surveys.values()),
        tuple(targets_asof.by_programme(snapshot, toegang, maand)),
        doings.doings(manifest, maand, reported),
    )


def _keys(known: _Known) -> Iterable[str]:
    yield from (key for item in (*known.year.items, *known.asked_of) for key in item.now.bronnen)
    yield from (key for _programme, found in known.targets for one in found for key in one.bronnen)


def _sections(known: _Known, toegang: Toegang) -> list[Section]:
    snapshot = known.asked.snapshot
    parts: list[tuple[str, str, list[Block]]] = [
        ("kort", _("In het kort"), _summary(known)),
        *((f"doelen-{one.id}", one.naam, year_targets.blocks(one, own, known.manifest)) for one, own in known.targets),
        ("cijfers", _("De cijfers van {year}").format(year=known.maand.year), _figures(known)),
        ("bewoners", _("Wat bewoners zeggen"), _surveys(known)),
        ("buurten", _("De buurten"), _remarked("buurten", year_buurten.blocks(known.asked, known.maand))),
        ("gemeenten", _("Naast andere gemeenten"), _others(known)),
        ("acties", _("Wat we deden"), _remarked("acties", _done(known))),
        ("herzien", _("Herziene cijfers"), year_sources.revised(snapshot, toegang, known.maand)),
        ("bronnen", _("Bronnen"), year_sources.blocks(snapshot)),
        (
            "lezen",
            _("Hoe u dit leest"),
            list(document.how_to_read(snapshot, toegang, known.year.voorlopig_vanaf, known.maand)),
        ),
    ]
    return [Section(name, title, tuple(blocks)) for name, title, blocks in parts if blocks]


def _remarked(name: str, blocks: list[Block]) -> list[Block]:
    return [*blocks, document.to_write(name)] if blocks else []


def _summary(known: _Known) -> list[Block]:
    found = [
        year_figures.summary(known.year, known.area, known.manifest),
        _answers(known),
        *(year_targets.summary(one, own, known.manifest) for one, own in known.targets),
        doings.summary(known.done, "kort:acties") if known.done else None,
    ]
    return [Sentences(tuple(one for one in found if one is not None)), document.to_write("geheel")]


def _answers(known: _Known) -> Sentence | None:
    """How many survey figures changed for certain; None without any."""
    items = known.asked_of
    if not items:
        return None
    keys = sorted({key for item in items for key in item.now.bronnen})
    counts = _("Wat bewoners zeggen, {n} cijfers: {tally}.").format(n=len(items), tally=words.tallied(items))
    return Sentence(
        id="kort:bewoners",
        text=" ".join(filter(None, [counts, words.named(items), words.by_chance(items)])),
        href="/overzicht",
        periode="; ".join(sorted({words.span(item.now) for item in items})),
        bron=common.sources_text(known.manifest, keys) or _("geen gegevens"),
        zekerheid=words.surest(items),
    )


def _certain(known: _Known, items: Iterable[YearOnYear]) -> list[Block]:
    """A sentence for each that changed for certain."""
    sure = [item for item in items if words.certainty(item) is Zekerheid.ZEKER]
    found = tuple(words.changed(item, known.area, known.manifest) for item in sure)
    return [Sentences(found)] if found else []


def _figures(known: _Known) -> list[Block]:
    items = known.year.items
    if not items:
        return []
    source = _source(known, items)
    table = year_figures.table(known.year, known.area)
    keys = {key for item in items for key in item.now.bronnen}
    drawn = [
        figure
        for indicator in indicators.on_screen(COURSES)
        if (figure := drawings.course(indicator, known.asked, known.area, asof.end(known.maand), keys)) is not None
    ]
    title = grids.titled(_("Wat de politie registreerde"), items)
    shown = TableBlock("cijfers", title, table, source, grids.unsaid(items))
    return [*_certain(known, items), shown, *drawn[:2], document.to_write("cijfers")]


def _surveys(known: _Known) -> list[Block]:
    label = _("Wat bewoners zeggen, naast de ronde ervoor.")
    table = grids.experienced(label, known.asked_of, known.area, grids.by_theme)
    if table is None:
        return []
    shown = TableBlock(
        "bewoners",
        _("De laatste ronde naast die ervoor"),
        table,
        _source(known, known.asked_of),
        grids.unsaid(known.asked_of),
    )
    return [*_certain(known, known.asked_of), shown, document.to_write("bewoners")]


def _source(known: _Known, items: Sequence[YearOnYear]) -> str:
    keys = [key for item in items for key in item.now.bronnen]
    return document.table_source(known.manifest, keys, [words.span(item.now) for item in items])


def _others(known: _Known) -> list[Block]:
    found = beside_others.compared(known.asked, known.maand)
    if not found:
        return [Paragraph(_("Voor deze gemeente zijn geen referentiegemeenten gekozen."))]
    said = Sentences(beside_others.sentences(found, known.manifest))
    return [said, *beside_others.tables(found, known.manifest), document.to_write("gemeenten")]


def _done(known: _Known) -> list[Block]:
    """Per action when the team's reports were read; otherwise only how many there are."""
    if known.done is None or not known.done.told:
        return doings.blocks(known.done)
    each = TableBlock(
        "acties", _("Acties en wat erover gemeld is"), doings.of_each(known.done), doings.source(known.done)
    )
    return [Sentences((doings.summary(known.done),)), each]
