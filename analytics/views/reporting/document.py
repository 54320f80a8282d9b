"""What every report has: its head, its notes, and who may read it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from analytics import access, formatting, provisional, samples
from analytics.access import Toegang
from analytics.contract import Manifest
from analytics.language import _
from analytics.periods import add_months
from analytics.reports.model import Document, Paragraph, RemarkBlock, Section, Soort, Stand
from analytics.snapshots import Snapshot
from analytics.version import software
from analytics.views import common

MOST_PAGES = {Soort.RAAD: 12, Soort.JAAR: 20, Soort.GEBIED: 2, Soort.PARTNER: 6}


def month_name(maand: date) -> str:
    """'december 2025'."""
    return f"{formatting.month_name(maand.month)} {maand.year}"


def readers(soort: Soort) -> str:
    """Who a report is for, in words."""
    return {
        Soort.RAAD: _("Voor college, managementteam en raad."),
        Soort.JAAR: _("Voor college, managementteam en raad."),
        Soort.GEBIED: _("Voor gebruik binnen de gemeente en de driehoek."),
        Soort.PARTNER: _("Alleen voor de partner die erom vroeg. Niet doorgeven en niet openbaar maken."),
    }[soort]


def assemble(
    soort: Soort,
    snapshot: Snapshot,
    toegang: Toegang,
    maand: date,
    *,
    title: str,
    subtitle: str,
    keys: Iterable[str],
    sections: Sequence[Section],
    extra: str = "",
) -> Document:
    """The document around its sections. `keys`: of the manifest, the sources of the figures in it; `extra`: what is
    provisional, '' when nothing is."""
    manifest = snapshot.manifest()
    made = source(manifest, keys, maand)
    return Document(
        soort=soort,
        title=title,
        subtitle=subtitle,
        maand=maand,
        gemeente=manifest.gemeente,
        gemeentenaam=manifest.gemeentenaam,
        momentopname=manifest.id,
        gegevens_van=manifest.gemaakt.date(),
        toegang=toegang.value,
        versie=software(),
        source=made.line,
        most_pages=MOST_PAGES[soort],
        sections=tuple(sections),
        voorbeeld=samples.sentence(manifest.gemeente) if manifest.voorbeeld else "",
        vertrouwelijk=readers(soort),
        notes=(*made.notes, *_further(toegang, extra)),
    )


def _further(toegang: Toegang, extra: str) -> Iterator[tuple[str, str]]:
    if extra:
        yield _("Volledigheid"), extra
    if suppression(toegang):
        yield _("Verborgen aantallen"), suppression(toegang)


def source(manifest: Manifest, keys: Iterable[str], maand: date) -> common.Source:
    """The source line of a report: every source once, up to which month, which snapshot."""
    names = common.sources_text(manifest, sorted(set(keys))) or _("geen gegevens")
    day = formatting.date_long(manifest.gemaakt.date())
    until = _("cijfers tot en met {month}").format(month=month_name(maand))
    parts = [
        _("Bron: {sources}").format(sources=names),
        until,
        _("gegevens van {day}").format(day=day),
        _("momentopname {id}").format(id=manifest.id),
    ]
    notes = (
        (_("Bron"), names),
        (_("Periode"), until),
        (_("Gegevens van"), day),
        (_("Momentopname"), manifest.id),
        (_("Software"), software()),
        (_("Soort gegevens"), _("VOORBEELD, grotendeels verzonnen") if manifest.voorbeeld else _("echte gegevens")),
    )
    return common.Source(" · ".join(parts), notes)


def table_source(manifest: Manifest, keys: Iterable[str], spans: Iterable[str]) -> str:
    """The line under a table or a figure."""
    names = common.sources_text(manifest, sorted(set(keys))) or _("geen gegevens")
    text = "; ".join(dict.fromkeys(spans))
    return " · ".join(filter(None, [_("Bron: {sources}").format(sources=names), text, manifest.id]))


def to_write(onderdeel: str) -> RemarkBlock:
    """A place for the team's own words."""
    return RemarkBlock(onderdeel=onderdeel, stand=Stand.ONTBREEKT)


def suppression(toegang: Toegang) -> str:
    """Which counts are hidden at this level; '' where none are."""
    least = access.threshold(toegang)
    if least < 2:
        return ""
    return _("Aantallen van 1 tot en met {most} zijn niet getoond. Nul staat er als 0.").format(most=least - 1)


def provisional_note(snapshot: Snapshot, since: date | None, maand: date) -> str:
    """Which months up to `maand` are provisional and take no part in comparisons; '' when all are final."""
    if since is None or since > maand:
        return ""
    span = formatting.period(since, add_months(maand.replace(day=1), 1))
    text = _("{span}: voorlopig. Deze maanden groeien nog en tellen in de vergelijkingen niet mee.").format(span=span)
    return " ".join(filter(None, [text, provisional.in_general(snapshot)]))


def how_to_read(snapshot: Snapshot, toegang: Toegang, since: date | None, maand: date) -> tuple[Paragraph, ...]:
    """How the figures are read: on the last page of the longer reports."""
    texts = (
        _(
            "Gestegen of gedaald staat er alleen als het 95%-interval van de verandering dat zegt. In de andere "
            "gevallen kan toeval het verschil verklaren; dat is niet hetzelfde als 'gelijk gebleven'."
        ),
        _(
            "Tussen haakjes staat het interval waarin de werkelijke waarde met 95% zekerheid ligt. Wie twintig cijfers "
            "vergelijkt, ziet er gemiddeld één opvallen door toeval alleen."
        ),
        _(
            "Van een doel waarvan het jaar voorbij is, beslist ons cijfer. Van een doel dat nog komt, staat er een "
            "kans: waarschijnlijk vanaf 80%, onwaarschijnlijk tot en met 20%, daartussen onzeker."
        ),
        _(
            "Een cijfer zegt niet waarom iets verandert. Registraties hangen ook af van meldbereidheid en van de inzet "
            "van de politie. Bij een enquête gaat het om wat bewoners zeggen, uit een steekproef."
        ),
        _("Over een breuk in een reeks, zoals een nieuwe meetmethode, wordt niet vergeleken."),
        provisional_note(snapshot, since, maand),
        suppression(toegang) or _("In dit rapport zijn geen aantallen verborgen omdat ze klein zijn."),
        _("Ontbreekt een cijfer, dan staat er een streepje."),
    )
    return tuple(Paragraph(text) for text in texts if text)
