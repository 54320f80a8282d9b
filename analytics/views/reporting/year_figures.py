"""The registered figures of a calendar year: the final months beside the same months a year earlier, and the year so
far, provisional months included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analytics import formatting
from analytics.areas import Area
from analytics.comparisons import Figure, YearOnYear, figures, year_on_year_each
from analytics.contract import Manifest
from analytics.coverage import Coverage
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONTBREEKT, Selection, measure_all
from analytics.periods import Period, Stap, cut
from analytics.reports.model import Sentence
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common
from analytics.views.changes import figure_cell
from analytics.views.reporting import asof, grids, words


@dataclass(frozen=True)
class YearFigures:
    """`items`: per indicator the final months of the year beside those a year earlier. `whole`: by id the year up to
    and including the month, where that holds provisional months too."""

    items: tuple[YearOnYear, ...]
    whole: dict[str, Figure]
    voorlopig_vanaf: date | None


def measure_year(asked: Selection, found: Sequence[Indicator], area: Area, maand: date) -> YearFigures:
    """The year of `maand` up to and including it."""
    here = replace(asked, niveau=area.niveau, gebieden=(area.code,))
    known = {one.id: asof.known(here, one, maand) for one in found}
    groups: dict[Period, list[Indicator]] = {}
    for one in found:
        period = final_months(known[one.id], maand)
        if period is not None:
            groups.setdefault(period, []).append(one)
    compared: dict[str, YearOnYear] = {}
    whole: dict[str, Figure] = {}
    for period, together in groups.items():
        compared |= {name: areas[area.code] for name, areas in year_on_year_each(together, here, period).items()}
        whole |= _so_far(here, together, period, known, maand)
    since = [one.voorlopig_vanaf for one in known.values() if one.voorlopig_vanaf is not None]
    return YearFigures(tuple(compared[one.id] for one in found if one.id in compared), whole, min(since, default=None))


def final_months(known: Coverage, maand: date) -> Period | None:
    """January up to and including the last final month of the year; where none is final the months there are, which
    are then not compared; None where the year is not known from its begin."""
    start, end = date(maand.year, 1, 1), asof.end(maand)
    final = min(end, known.voorlopig_vanaf or end)
    last = known.last_final if known.maanden else None
    for tot in (min(final, last) if last else final, end):
        if tot > start and known.has(start, tot):
            return cut(start, tot, Stap.GEHEEL)[0]
    return None


def _so_far(
    here: Selection, found: Iterable[Indicator], period: Period, known: dict[str, Coverage], maand: date
) -> dict[str, Figure]:
    """The year with its provisional months; nothing where all of it is final, or no more is known."""
    start, end = period.van, asof.end(maand)
    more = [one for one in found if end > period.tot and known[one.id].has(start, end)]
    if not more:
        return {}
    counted = measure_all(more, replace(here, van=start, tot=end, stap=Stap.GEHEEL))
    return {name: next(iter(figures(one).values())) for name, one in counted.items()}


def table(year: YearFigures, area: Area) -> Table:
    """The figures by theme, with the year so far beside them where that is more."""
    label = _("Geregistreerd in het jaar, naast dezelfde maanden een jaar eerder.")
    found = grids.registered(label, year.items, area, grids.by_theme)
    if found is None or not year.whole:
        return found or Table(label, (), ())
    spans = list(dict.fromkeys(words.span(one) for one in year.whole.values()))
    extra = Column("heel", _("{span}, voorlopig").format(span=formatting.joined(spans)), "count")
    columns = (*found.columns, extra)
    return replace(found, columns=columns, rows=tuple(_with_year(row, year) for row in found.rows))


def _with_year(row: Row, year: YearFigures) -> Row:
    own = year.whole.get(row.id)
    return replace(row, cells=row.cells | {"heel": figure_cell(own) if own else Cell(None, status=ONTBREEKT)})


def summary(year: YearFigures, area: Area, manifest: Manifest) -> Sentence | None:
    """How many registered figures changed for certain; None without any."""
    if not year.items:
        return None
    keys = sorted({key for item in year.items for key in item.now.bronnen})
    spans = "; ".join(dict.fromkeys(words.span(item.now) for item in year.items))
    text = _("Wat de politie registreerde in {area}, {when} naast dezelfde maanden een jaar eerder: {tally}.")
    counts = text.format(area=area.naam, when=spans, tally=words.tallied(year.items))
    return Sentence(
        id="kort:geregistreerd",
        text=" ".join(filter(None, [counts, words.named(year.items), words.by_chance(year.items)])),
        href="/overzicht",
        periode=spans,
        bron=common.sources_text(manifest, keys) or _("geen gegevens"),
        zekerheid=words.surest(year.items),
    )
