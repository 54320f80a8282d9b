"""A municipality beside its reference municipalities, never without what makes the comparison fair."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analytics import formatting, indicators
from analytics.areas import Niveau
from analytics.contract import Manifest
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection
from analytics.peers import Position
from analytics.periods import Stap
from analytics.reports.model import Block, Paragraph, Sentence, Sentences, TableBlock, Zekerheid
from analytics.tables import Table
from analytics.views import common, compare
from analytics.views.compare import Comparison
from analytics.views.reporting import asof, document
from analytics.views.reporting.words import address

FIGURES = ("naam", "aantal", "waarde", "woord")
SCREEN = "vergelijken"


def compared(asked: Selection, maand: date) -> list[tuple[Indicator, Comparison]]:
    """The indicators that the page on comparing opens with, over the last twelve final months of a month."""
    whole = replace(asked, niveau=Niveau.REFERENTIE, gebieden=())
    code = asked.snapshot.manifest().gemeente
    if not compare.group(whole, code):
        return []
    found = []
    for indicator in indicators.on_screen(SCREEN):
        over = asof.period(whole, indicator, maand)
        if over is not None and not indicator.is_survey:
            own = replace(whole, van=over.van, tot=over.tot, stap=Stap.GEHEEL)
            found.append((indicator, compare.build(indicator, own, code, asked.snapshot.manifest())))
    return found


def blocks(asked: Selection, maand: date) -> list[Block]:
    """Sentences and cautions, without tables: for the profile of the municipality."""
    found = compared(asked, maand)
    manifest = asked.snapshot.manifest()
    if not found:
        return []
    cautions = dict.fromkeys(text for _indicator, one in found for text in one.cautions)
    return [Sentences(sentences(found, manifest)), *(Paragraph(text) for text in cautions)]


def sentences(found: Sequence[tuple[Indicator, Comparison]], manifest: Manifest) -> tuple[Sentence, ...]:
    """What the rule of comparing allows to be said, one per indicator."""
    return tuple(_sentence(indicator, one, manifest) for indicator, one in found)


def _sentence(indicator: Indicator, one: Comparison, manifest: Manifest) -> Sentence:
    when = period_name(one)
    sure_of = {
        Position.HOGER: Zekerheid.ZEKER,
        Position.LAGER: Zekerheid.ZEKER,
        Position.GEEN_DUIDELIJK_VERSCHIL: Zekerheid.ONZEKER,
    }
    return Sentence(
        id=f"naast:{indicator.id}",
        text=_("In {when}. {answer}").format(when=when, answer=one.answer),
        href=address("vergelijken", indicator=indicator.id),
        periode=when,
        bron=common.sources_text(manifest, one.found.measurement.bronnen) or _("geen gegevens"),
        zekerheid=sure_of.get(one.found.own.positie, Zekerheid.NIET_TE_ZEGGEN),
    )


def period_name(one: Comparison) -> str:
    """The period of a comparison."""
    (period,) = one.found.measurement.selection.periods
    return formatting.period(period.van, period.tot)


def tables(found: Sequence[tuple[Indicator, Comparison]], manifest: Manifest) -> list[Block]:
    """Per indicator the figures beside the mean of the others, and once what makes the comparison fair."""
    shown: list[Block] = []
    for indicator, one in found:
        source = document.table_source(manifest, one.found.measurement.bronnen, [period_name(one)])
        shown.append(
            TableBlock(f"naast-{indicator.id}", f"{indicator.titel}, {period_name(one)}", _narrow(one.table), source)
        )
    _indicator, first = found[0]
    shown.append(
        TableBlock("omstandigheden", _("Wat de vergelijking eerlijk maakt"), _context(first), first.source.line)
    )
    texts = dict.fromkeys(text for _one, view in found for text in (*view.cautions, *view.notes))
    return [*shown, *(Paragraph(text) for text in texts), Paragraph(first.rule)]


def _narrow(table: Table) -> Table:
    return replace(table, columns=tuple(column for column in table.columns if column.id in FIGURES))


def _context(one: Comparison) -> Table:
    return replace(one.context, columns=tuple(column for column in one.context.columns if column.on_screen))
