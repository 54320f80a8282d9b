"""How a change is put into words and into a table cell, the same on every page."""

from math import isinf, isnan

from analytics import formatting
from analytics.comparisons import Figure, YearOnYear
from analytics.language import _
from analytics.measures import ONDERDRUKT, ONTBREEKT, VOORLOPIG
from analytics.statistics import Change, Scale, Verdict
from analytics.tables import Cell, Column

WIDEST = 150.0  # per cent: an axis that showed 'no upper limit' in full would flatten every other bar


TOO_SMALL = _("te klein om te tonen")  # what stands in the place of a suppressed count


def word(verdict: Verdict) -> str:
    """A verdict about a change, as the screen says it."""
    return {
        Verdict.GESTEGEN: _("gestegen"),
        Verdict.GEDAALD: _("gedaald"),
        Verdict.GEEN_DUIDELIJKE_VERANDERING: _("geen duidelijke verandering"),
        Verdict.TE_WEINIG_WAARNEMINGEN: _("te weinig waarnemingen"),
        Verdict.NIET_TE_ZEGGEN: _("niet te zeggen"),
    }[verdict]


def word_cell(item: YearOnYear) -> Cell:
    """The word that the interval allows; with the reason where nothing can be said."""
    said = word(item.change.verdict)
    text = f"{said}: {item.reden}" if item.reden else said
    return Cell(value=text, tone=item.tone)


def change_cell(change: Change) -> Cell:
    """The change as a dot and a bar: per cent for counts, points for survey values."""
    if isnan(change.lower) or isnan(change.upper) or isnan(change.estimate) or isinf(change.estimate):
        return Cell(None)
    if change.scale is Scale.VERHOUDING:
        value, low, high = (100 * (ratio - 1) for ratio in (change.estimate, change.lower, change.upper))
        return Cell(value, low, high, text=formatting.signed_percentage(change.estimate - 1, 0))
    return Cell(change.estimate, change.lower, change.upper, text=formatting.signed_number(change.estimate, 1))


def in_words(item: YearOnYear, subject: str) -> str:
    """'Woninginbraken: 427, een jaar eerder 391 (+9%, −5% tot +25%): geen duidelijke verandering.'"""
    now = figure_text(item.now)
    if item.before is not None and item.now.teller == item.before.teller == 0:
        return _("{subject}: 0, een jaar eerder ook 0.").format(subject=subject)
    if item.before is None or item.before.teller is None or isnan(item.change.estimate):
        return _("{subject}: {now}; een vergelijking met een jaar eerder is niet te maken ({reason}).").format(
            subject=subject, now=now, reason=item.reden or _("te weinig cijfers")
        )
    change = formatting.signed_percentage(item.change.estimate - 1, 0)
    interval = formatting.signed_percentage_interval(item.change.lower - 1, item.change.upper - 1, 1)
    return _("{subject}: {now}, een jaar eerder {before} ({change}): {word}.").format(
        subject=subject,
        now=now,
        before=figure_text(item.before),
        change=interval if isinf(item.change.estimate) else f"{change}, {interval}",  # growth from zero has no per cent
        word=word(item.change.verdict),
    )


def figure_text(item: Figure) -> str:
    """A count in a sentence; a suppressed one is not the same as one that is not there."""
    return TOO_SMALL if item.status == ONDERDRUKT else formatting.count(item.teller)


def figure_cell(item: Figure | None) -> Cell:
    """A count with its status."""
    if item is None or item.teller is None:
        hidden = item is not None and item.status == ONDERDRUKT
        return Cell(None, text=TOO_SMALL, status=ONDERDRUKT) if hidden else Cell(None, status=ONTBREEKT)
    return Cell(item.teller, status=VOORLOPIG if item.status == VOORLOPIG else "")


def change_help() -> str:
    """How to read a change drawn as a dot and a bar."""
    return _(
        "Punt: de verandering per inwoner. Streep: het 95%-interval. Raakt de streep de lijn, dan kan het toeval zijn."
    )


def change_columns(span: str) -> tuple[Column, ...]:
    """The columns of every comparison with a year earlier: the count now and then, the change, the word."""
    return (
        Column("nu", span, "count", unit=_("aantal")),
        Column("vorig", _("jaar ervoor"), "count", unit=_("aantal"), narrow=False),
        Column(
            "verandering",
            _("verandering"),
            "interval",
            unit="%",
            decimals=0,
            mark=0.0,
            mark_text=_("gelijk"),
            reach=WIDEST,
            help=change_help(),
            narrow=False,
        ),
        Column("woord", _("wat ervan te zeggen is"), "word"),
    )


def change_cells(item: YearOnYear) -> dict[str, Cell]:
    """The cells of `change_columns`."""
    return {
        "nu": figure_cell(item.now),
        "vorig": figure_cell(item.before),
        "verandering": change_cell(item.change),
        "woord": word_cell(item),
    }
