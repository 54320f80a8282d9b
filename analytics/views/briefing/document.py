"""The sections of the briefing put together as a document."""

from datetime import date

from analytics import formatting, samples, version
from analytics.access import Toegang
from analytics.errors import NotFound
from analytics.language import _
from analytics.reports.model import (
    Block,
    Document,
    Paragraph,
    RemarkBlock,
    Section,
    Sentence,
    Sentences,
    Soort,
    Stand,
)
from analytics.snapshots import Snapshot
from analytics.views.briefing import attention, buurten, changed, course, pictures, table, words
from analytics.views.briefing.findings import Findings, gather, months

PAGES = 2
MOST = 10  # sentences in the first four sections: two minutes


def build(snapshot: Snapshot, toegang: Toegang, maand: date) -> Document:
    """The briefing of a month (its first day). Raises NotFound for a month without figures."""
    if maand not in months(snapshot):
        raise NotFound(
            _("Over {month} zijn er geen cijfers om een briefing van te maken.").format(month=f"{maand:%Y-%m}")
        )
    return of_findings(gather(snapshot, toegang, maand))


def of_findings(found: Findings) -> Document:
    """The briefing of what is known."""
    manifest = found.manifest
    return Document(
        soort=Soort.DRIEHOEK,
        title=_("Veiligheid in {name}, {month}").format(name=manifest.gemeentenaam, month=words.month(found)),
        subtitle=_subtitle(found),
        maand=found.maand,
        gemeente=manifest.gemeente,
        gemeentenaam=manifest.gemeentenaam,
        momentopname=manifest.id,
        gegevens_van=manifest.gemaakt.date(),
        toegang=found.toegang.value,
        versie=version.software(),
        source=table.source_line(found),
        most_pages=PAGES,
        sections=_sections(found),
        voorbeeld=samples.sentence(manifest.gemeente) if manifest.voorbeeld else "",
        vertrouwelijk=_("Vertrouwelijk: alleen voor de burgemeester, de politie en het Openbaar Ministerie."),
        notes=_notes(found),
    )


def _subtitle(found: Findings) -> str:
    """What the figures are of; of an earlier month also that they are not those of then."""
    day = formatting.date_long(found.manifest.gemaakt.date())
    if found.maand == months(found.snapshot)[0]:
        return _("Maandbriefing voor de driehoek, met de cijfers van {day}").format(day=day)
    return _(
        "Maandbriefing voor de driehoek, achteraf gemaakt met de cijfers van {day}; in {month} kunnen ze anders zijn "
        "geweest"
    ).format(day=day, month=words.month(found))


def _sections(found: Findings) -> tuple[Section, ...]:
    first, third, fourth = changed.sentences(found), course.sentences(found), buurten.sentences(found)
    told = len(first) + len(third) + len(fourth)
    second = attention.sentences(found, room=MOST - told)
    paragraph = changed.by_chance(found)
    said = {"verloop": first[0].text, "waar": fourth[-1].text}
    beside: tuple[Block, ...] = (Paragraph(paragraph),) if paragraph else ()
    behind = table.block(found)
    return (
        _section("veranderd", _("Wat is er veranderd?"), first, *beside, *pictures.figures(found, said)),
        _section("aandacht", _("Wat vraagt aandacht?"), second),
        _section("koers", _("Liggen we op koers?"), third),
        _section("buurten", _("Om welke buurten gaat het?"), fourth),
        Section(
            "rustig",
            _("Wat is rustig?"),
            (Sentences((changed.quiet(found),)), *((behind,) if behind is not None else ())),
        ),
    )


def _section(id_: str, title: str, said: tuple[Sentence, ...], *beside: Block) -> Section:
    """The sentences, what stands beside them, and a place for the words of the team."""
    return Section(id_, title, (Sentences(said), *beside, RemarkBlock(id_, Stand.ONTBREEKT)))


def _notes(found: Findings) -> tuple[tuple[str, str], ...]:
    return (
        (
            _("Wat hier mag staan"),
            _(
                "Meer of minder staat er alleen als het interval van 95% een toevallig verschil uitsluit, ook als "
                "misdrijven in vlagen komen. Aantallen onder de {small} krijgen geen percentage."
            ).format(small=words.SMALL),
        ),
        (
            _("Vergeleken"),
            _(
                "Aantallen: de laatste twaalf definitieve maanden tot en met de maand van de briefing, naast dezelfde "
                "maanden een jaar eerder. Enquêtes: de laatste ronde naast de ronde ervoor."
            ),
        ),
        (
            _("Buurten"),
            _(
                "Een buurt staat er alleen bij als haar verandering opvalt terwijl alle buurten zijn bekeken: van de "
                "genoemde buurten is naar verwachting hooguit 5% toeval. De kans bij een enquête is de kans dat een "
                "buurt echt bij de laagste hoort."
            ),
        ),
        (
            _("Cijfers van nu"),
            _(
                "Deze briefing is gemaakt met de cijfers die op {day} bekend waren. Bij een eerdere maand zijn dat "
                "niet de cijfers van toen; wat toen bekend was, staat in de vastgestelde briefing van die maand."
            ).format(day=formatting.date_long(found.manifest.gemaakt.date())),
        ),
    )
