"""The area profile on two pages: what it is, how safe it is, what changes, what stands out, what cannot be said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analytics import formatting, indicators, typology
from analytics.access import Toegang
from analytics.areas import Area, Niveau, all_areas
from analytics.comparisons import YearOnYear
from analytics.contract import Manifest
from analytics.coverage import coverage, denominators
from analytics.database import open_database
from analytics.errors import NotFound, WrongUsage
from analytics.figures import paper
from analytics.figures.paper import Shade, Size
from analytics.frames import records
from analytics.language import _
from analytics.measures import ONDERDRUKT, Selection
from analytics.reports.model import (
    Block,
    Document,
    Facts,
    FigureBlock,
    Section,
    Sentence,
    Sentences,
    Soort,
    TableBlock,
    Zekerheid,
)
from analytics.snapshots import Snapshot
from analytics.views import common
from analytics.views.area_profile import answers, kinds
from analytics.views.area_profile import surroundings as profile
from analytics.views.area_profile.facts import FIRST
from analytics.views.area_profile.scores import Score, scores_of
from analytics.views.area_profile.surroundings import Surroundings
from analytics.views.reporting import area_scores, area_unsaid, asof, beside_others, document, drawings, grids, words
from analytics.views.reporting.surroundings import measured

KINDS = 6  # that stand out, on paper
NAMED = 2  # kinds besides the total that changed for certain, at the top


@dataclass(frozen=True)
class _Known:
    """Everything measured about one area. `around` and `scores`: of a buurt or a wijk."""

    asked: Selection
    area: Area
    maand: date
    manifest: Manifest
    around: Surroundings | None
    scores: tuple[Score, ...]
    changes: dict[str, YearOnYear]


def build(snapshot: Snapshot, toegang: Toegang, maand: date, gebied: str) -> Document:
    """The profile of a buurt, a wijk or the municipality. Raises WrongUsage without an area, NotFound for another."""
    known = _measure(snapshot, toegang, maand, area_of(snapshot, gebied))
    kind = {Niveau.BUURT: _("buurt"), Niveau.WIJK: _("wijk"), Niveau.GEMEENTE: _("gemeente")}[known.area.niveau]
    return document.assemble(
        Soort.GEBIED,
        snapshot,
        toegang,
        maand,
        title=_("Gebiedsprofiel {area}").format(area=known.area.naam),
        subtitle=_("{kind} {code} · {city} · tot en met {month}").format(
            kind=kind, code=known.area.code, city=known.manifest.gemeentenaam, month=document.month_name(maand)
        ),
        keys=_keys(known),
        sections=_sections(known),
        extra=_provisional(known),
    )


def area_of(snapshot: Snapshot, gebied: str) -> Area:
    """The area by its code, or by the name of the municipality's own levels. Raises WrongUsage, NotFound."""
    if not gebied:
        raise WrongUsage(_("Een gebiedsprofiel gaat over één gebied: noem de code van een buurt, wijk of gemeente."))
    found = all_areas(snapshot).get(gebied)
    if found is None or found.niveau is Niveau.REFERENTIE:
        raise NotFound(_("Deze momentopname kent geen buurt, wijk of gemeente {code}.").format(code=gebied))
    return found


def _measure(snapshot: Snapshot, toegang: Toegang, maand: date, area: Area) -> _Known:
    asked = asof.selection(snapshot, toegang, area.niveau, maand)
    manifest = snapshot.manifest()
    around = measured(asked, maand) if area.niveau is not Niveau.GEMEENTE else None
    changes = asof.changes(asked, indicators.on_screen(profile.TRENDS), area, maand)
    found = scores_of(around.scores, around.rankings, area.code) if around else ()
    return _Known(asked, area, maand, manifest, around, found, changes)


def _provisional(known: _Known) -> str:
    since = [coverage(known.asked.snapshot, one.indicator, known.area.niveau) for one in known.changes.values()]
    first = min((one.voorlopig_vanaf for one in since if one.voorlopig_vanaf), default=None)
    return document.provisional_note(known.asked.snapshot, first, known.maand)


def _keys(known: _Known) -> Iterable[str]:
    yield from (key for item in known.changes.values() for key in item.now.bronnen)
    if known.around is not None:
        pairs = (*known.around.scores, *known.around.kinds, *known.around.questions)
        yield from (key for pair in pairs for key in pair.areas.bronnen)


def _sections(known: _Known) -> list[Section]:
    first = area_scores.sentences(known.scores, known.area, known.manifest)
    items = list(known.changes.values())
    sure = [item for item in items[1:] if words.certainty(item) is Zekerheid.ZEKER][:NAMED]
    first += [words.changed(item, known.area, known.manifest) for item in (*items[:1], *sure)]
    beside = _("Naast andere gemeenten") if known.area.niveau is Niveau.GEMEENTE else _("Naast de gemeente")
    parts: list[tuple[str, str, list[Block]]] = [
        ("kort", _("In het kort"), [Sentences(tuple(first)), document.to_write("gebied")] if first else []),
        ("gebied", _("Het gebied"), _facts(known)),
        ("scores", beside, _scores(known)),
        ("registraties", _("Wat de politie registreerde"), _registered(known)),
        ("valt-op", _("Wat opvalt"), _standing_out(known)),
        ("bewoners", _("Wat bewoners zeggen"), _residents(known)),
        ("onbekend", _("Wat niet te zeggen is"), _unsaid(known)),
    ]
    return [Section(name, title, tuple(blocks)) for name, title, blocks in parts if blocks]


def _facts(known: _Known) -> list[Block]:
    found = [(name, *one) for name in _denominators(known) if (one := _key_figure(known, name)) is not None]
    of_what = _("{what} op 1 januari {year}")
    items = [(of_what.format(what=name.replace("_", " "), year=year), formatting.count(n)) for name, n, year in found]
    kind = typology.types().get(known.area.code)
    items += [(_("type buurt"), kind)] if kind else []
    wijk = all_areas(known.asked.snapshot).get(known.area.wijk)
    items += [(_("ligt in wijk"), wijk.naam)] if wijk else []
    return [Facts(tuple(items))] if items else []


def _denominators(known: _Known) -> list[str]:
    names = denominators(known.asked.snapshot)
    return sorted(names, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))


def _key_figure(known: _Known, name: str) -> tuple[float, int] | None:
    """A key figure of the last first of January before the end of the month, with its year."""
    frame = open_database(known.asked.snapshot).run(
        "noemers",
        niveau=known.area.niveau.value,
        gebieden=[known.area.code],
        perioden=["nu"],
        tot=[asof.end(known.maand)],
        kenmerk=name,
    )
    (row,) = records(frame) or [{"noemer": None}]
    return None if row["noemer"] is None else (float(row["noemer"]), int(row["jaar"]))


def _map(known: _Known) -> list[FigureBlock]:
    if known.area.niveau is Niveau.GEMEENTE:
        return []
    areas = all_areas(known.asked.snapshot).values()
    chosen = {a.code: Shade.GEKOZEN for a in areas if known.area.code in (a.code, a.wijk) and a.niveau is Niveau.BUURT}
    where = _("Kaart van {city} met {area} gemarkeerd.")
    return [
        FigureBlock(
            id="kaart",
            title=_("Ligging"),
            svg=paper.area_map(known.asked.snapshot, chosen, size=Size.THIRD),
            alt=where.format(city=known.manifest.gemeentenaam, area=known.area.naam),
            source=document.table_source(known.manifest, ["grenzen"], [])
            if "grenzen" in known.manifest.bronnen
            else known.manifest.id,
            width="third",
        )
    ]


def _scores(known: _Known) -> list[Block]:
    if known.area.niveau is Niveau.GEMEENTE:
        return beside_others.blocks(known.asked, known.maand)
    if not known.scores:
        return []
    spans = [formatting.period(s.pair.period.van, s.pair.period.tot) for s in known.scores]
    keys = [key for score in known.scores for key in score.pair.areas.bronnen]
    return [
        TableBlock(
            id="scores",
            title=_("Scores naast de gemeente en vergelijkbare buurten"),
            table=area_scores.table(known.scores, known.area, known.asked),
            source=document.table_source(known.manifest, keys, spans),
        )
    ]


def _registered(known: _Known) -> list[Block]:
    items = list(known.changes.values())
    label = _("Geregistreerd in {area}, naast een jaar eerder.").format(area=known.area.naam)
    table = grids.registered(label, items, known.area, rates=True)
    if table is None:
        return []
    keys = [key for item in items for key in item.now.bronnen]
    source = document.table_source(known.manifest, keys, [words.span(item.now) for item in items])
    tot = asof.end(known.maand)
    first = items[0]
    line = None
    if first.now.status != ONDERDRUKT:
        line = drawings.course(first.indicator, known.asked, known.area, tot, first.now.bronnen)
    title = grids.titled(_("Aantal, per inwoner en verandering"), items)
    shown = TableBlock("registraties", title, table, source, grids.unsaid(items))
    return [shown, *([line] if line is not None else []), *_map(known)]


def _standing_out(known: _Known) -> list[Block]:
    if known.around is None:
        return []
    found = kinds.build(known.around, known.area)
    pairs = known.around.kinds
    if not found.answer or not pairs:
        return []
    span = "; ".join(dict.fromkeys(formatting.period(one.period.van, one.period.tot) for one in pairs))
    said = area_scores.standing_out(found, known.area, span, known.manifest, pairs)
    blocks: list[Block] = [Sentences((said,))]
    if found.exceptional is not None:
        table = area_scores.short(found.exceptional, KINDS)
        keys = [key for pair in pairs for key in pair.areas.bronnen]
        source = document.table_source(known.manifest, keys, [span])
        blocks.append(TableBlock("valt-op", _("Soorten die opvallen"), table, source, ((_("Regel"), found.rule),)))
    return blocks


def _residents(known: _Known) -> list[Block]:
    if known.around is None:
        return []
    found = answers.scores(known.around, known.area)
    if not any(score.known for score in found):
        return []
    keys = [key for score in found for key in score.pair.areas.bronnen]
    rounds = "; ".join(sorted({score.pair.period.label for score in found}))
    differs = any(score.tone in ("beter", "slechter") for score in found)
    sentence = Sentence(
        id="bewoners",
        text=_("{area}. {answer}").format(area=known.area.naam, answer=answers.answer(found)),
        href=words.address("kaart", indicator=found[0].indicator.id, gebied=known.area.code),
        periode=rounds,
        bron=common.sources_text(known.manifest, sorted(set(keys))),
        zekerheid=area_scores.sure(certain=differs),
    )
    return [Sentences((sentence,))]


def _unsaid(known: _Known) -> list[Block]:
    found: Sequence[Sentence] = area_unsaid.sentences(
        known.scores, list(known.changes.values()), known.area, known.manifest
    )
    return [Sentences(tuple(found))] if found else []
