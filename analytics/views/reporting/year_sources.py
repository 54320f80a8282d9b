"""What was revised since it was first published, where the figures come from, and how they were worked out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analytics import access, formatting, indicators, programmes
from analytics.access import Toegang
from analytics.contract import Bron, Manifest
from analytics.indicators import Indicator
from analytics.language import _
from analytics.reports.model import Block, Paragraph, TableBlock
from analytics.snapshots import Snapshot
from analytics.tables import Cell, Column, Row, Table
from analytics.targets import series
from analytics.targets.series import Published
from analytics.views import revisions, target_words

SCREEN = "hic_trend"


def revised(snapshot: Snapshot, toegang: Toegang, maand: date) -> list[Block]:
    """Figures of this year that grew since they were first known, and figures that the municipality published anew."""
    manifest = snapshot.manifest()
    shown: list[Block] = []
    for indicator in indicators.on_screen(SCREEN):
        shown += _grown(snapshot, toegang, indicator, maand)
    again = _published(manifest)
    if again is not None:
        source = _("Bron: publicaties van {city}").format(city=manifest.gemeentenaam)
        shown.append(TableBlock("uitgaven", _("Door de gemeente gepubliceerd, later herzien"), again, source))
    return shown or [Paragraph(_("Van dit jaar zijn er geen eerdere standen bekend om naast de cijfers te leggen."))]


def _grown(snapshot: Snapshot, toegang: Toegang, indicator: Indicator, maand: date) -> list[Block]:
    months = [month for month in revisions.months(snapshot, indicator) if month.year == maand.year and month <= maand]
    if not months:
        return []
    least = access.threshold(toegang)
    found = revisions.revisions(snapshot, indicator, revisions.opening(months), least).table
    ids = {f"{month:%Y-%m}" for month in months}
    label = _("{name}: maanden zoals ze eerst en nu bekend zijn.").format(name=indicator.titel)
    kept = replace(found, label=label, rows=tuple(row for row in found.rows if row.id in ids), fixed=True)
    source = _("Bron: eerdere momentopnamen en {id}, maanden van {year}").format(id=snapshot.id, year=maand.year)
    title = _("{name}: eerst en nu").format(name=indicator.titel)
    return [TableBlock(f"herzien-{indicator.id}", title, kept, source)]


def _published(manifest: Manifest) -> Table | None:
    """Figures of which a later edition prints another value; None where there are none."""
    own = {name for target in programmes.targets(manifest.gemeente) for name in target.gepubliceerd}
    editions: dict[tuple[str, str], list[Published]] = defaultdict(list)
    for one in series.published():
        if one.reeks in own:
            editions[one.reeks, one.periode].append(one)
    changed = {key: found for key, found in editions.items() if len({one.waarde for one in found}) > 1}
    if not changed:
        return None
    return Table(
        label=_("Gepubliceerde cijfers waarvan een latere uitgave een andere waarde drukt."),
        columns=(
            Column("periode", _("periode"), "text"),
            Column("eerst", _("eerst"), "decimal"),
            Column("later", _("later"), "decimal"),
            Column("uitgave", _("latere uitgave"), "text"),
        ),
        rows=tuple(_edition(key, found) for key, found in changed.items()),
        fixed=True,
    )


def _edition(key: tuple[str, str], found: Sequence[Published]) -> Row:
    first, last = found[0], next(one for one in reversed(found) if one.waarde != found[0].waarde)
    cells = {
        "periode": Cell(key[1]),
        "eerst": Cell(first.waarde, text=target_words.printed(first.waarde)),
        "later": Cell(last.waarde, text=target_words.printed(last.waarde)),
        "uitgave": Cell(last.publicatie),
    }
    return Row(":".join(key), cells, group=key[0])


def blocks(snapshot: Snapshot) -> list[Block]:
    """Every source of the snapshot, and the methods in plain words."""
    manifest = snapshot.manifest()
    table = Table(
        label=_("Bronnen van deze momentopname."),
        columns=(
            Column("bron", _("bron"), "text"),
            Column("tabel", _("tabel"), "text"),
            Column("periode", _("periode"), "text"),
            Column("licentie", _("licentie"), "text"),
        ),
        rows=tuple(_source(key, one) for key, one in manifest.bronnen.items()),
        fixed=True,
    )
    line = _("Momentopname {id}, gegevens van {day}").format(
        id=manifest.id, day=formatting.date_long(manifest.gemaakt.date())
    )
    return [TableBlock("bronnen", _("Waar de cijfers vandaan komen"), table, line), *methods()]


def _source(key: str, one: Bron) -> Row:
    made_up = _(" (verzonnen)") if one.verzonnen else ""
    cells = {
        "bron": Cell(f"{one.uitgever}: {one.titel}{made_up}"),
        "tabel": Cell(one.tabel),
        "periode": Cell(formatting.period(one.van, one.tot) if one.van and one.tot and one.van < one.tot else None),
        "licentie": Cell(one.licentie),
    }
    return Row(key, cells)


def methods() -> tuple[Paragraph, ...]:
    """How the figures were worked out."""
    texts = (
        _(
            "Interval van een aantal: exact Poisson-interval (Garwood). Vergelijking met een jaar eerder: verhouding "
            "van aantallen per inwoner, verruimd met de spreiding van de maandcijfers over vijf jaar."
        ),
        _(
            "Enquête: het gepubliceerde interval, of dat uit de steekproef. Twee rondes zijn alleen vergeleken bij "
            "dezelfde meetmethode."
        ),
        _(
            "Buurten: elk cijfer is afgewogen tegen wat in de andere buurten gewoon is; de kans komt uit tienduizend "
            "trekkingen. Vanaf 90% heet een buurt zeker bij de ongunstigste."
        ),
        _(
            "Kans op een doel: het niveau blijft zoals nu en beweegt door toeval zoals het eerder deed. Een stijging "
            "of daling loopt niet vanzelf door."
        ),
    )
    return tuple(Paragraph(text) for text in texts)
