"""One area beside others like it, with the rule that decides what may be said: municipalities, or buurten of one type.

Areas of one kind differ lastingly and from year to year, apart from chance. An area is called clearly higher or lower
only when it lies outside what a further area like the others would show 19 times in 20: the interval of a new
observation beside a sample [1, 2]. The mean of the others alone is not the yardstick: with thousands of registrations
every city differs from it beyond chance.

With x = sqrt(count / inhabitants), of which chance makes the variance v = 1 / (4 inhabitants) [3], or x = the value of
a survey with its own v; over the n others with mean m and variance s2:
`tau2 = max(0, s2 - mean v)`, `t = (x - m) / sqrt(tau2 + v + (tau2 + mean v) / n)` with n - 1 degrees of freedom.
tau2 holds all that is not chance: lasting differences and what moves from year to year. The others themselves are each
put beside the rest of the others; their chances are judged together (multiple_tests): nobody asked about one of them.

Sources:
1. Crawford JR, Howell DC. Comparing an individual's test score against norms derived from small samples. The Clinical
   Neuropsychologist 1998;12:482-486.
2. Higgins JPT, Thompson SG, Spiegelhalter DJ. A re-evaluation of random-effects meta-analysis. JRSS A 2009;172:137-159,
   section 4.1: a prediction interval with a t distribution.
3. Spiegelhalter DJ. Handling over-dispersion of performance indicators. Quality and Safety in Health Care 2005;14:347.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from analytics import breaks
from analytics.areas import Area
from analytics.comparisons import Figure, figures, standard_error
from analytics.coverage import coverage
from analytics.database import open_database
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, VOORLOPIG, Measurement, Selection, measure
from analytics.methods.multiple_tests import exceptional
from analytics.periods import Period, Stap, cut, previous_year
from analytics.statistics import too_few

Floats = NDArray[np.float64]

EARLIER = 4  # years before, to see what moves from year to year
FEWEST = 3  # others: of fewer it cannot be said how far apart they usually are


class Position(StrEnum):
    """What may be said about an area beside others like it."""

    HOGER = "hoger"
    LAGER = "lager"
    GEEN_DUIDELIJK_VERSCHIL = "geen_duidelijk_verschil"
    TE_WEINIG_WAARNEMINGEN = "te_weinig_waarnemingen"
    NIET_TE_ZEGGEN = "niet_te_zeggen"


@dataclass(frozen=True)
class Usual:
    """What is usual among others. `gemiddelde`: each counts as one; `laag`, `hoog`: its 95% interval. `van`, `tot`:
    where one more area like them, of this size, would lie 19 times in 20; `p`: two-sided chance of lying further out.
    """

    gemiddelde: float
    laag: float
    hoog: float
    van: float
    tot: float
    p: float


@dataclass(frozen=True)
class Standing:
    """One area. `gewoon` is None where nothing can be said, with `reden`; `klein`: too few inhabitants for a rate."""

    area: Area
    figure: Figure
    klein: bool
    gewoon: Usual | None
    positie: Position
    reden: str = ""


@dataclass(frozen=True)
class Peers:
    """`rows`: the own area first, then the others by name: no order of merit. `inwoners`: by area code, where known."""

    measurement: Measurement
    rows: tuple[Standing, ...]
    inwoners: dict[str, float]

    @property
    def own(self) -> Standing:
        """The area that the question is about."""
        return self.rows[0]

    @property
    def others(self) -> tuple[Standing, ...]:
        """What it is put beside."""
        return self.rows[1:]


def usual(value: float, chance: float, others: Floats, chances: Floats, back: Callable[[float], float]) -> Usual:
    """What is usual among `others` for an area with this value. `chance`, `chances`: the variance that chance makes of
    each; `back`: from this scale to that of the figures. The mean is filled in on this scale."""
    n = len(others)
    between = max(0.0, float(others.var(ddof=1)) - float(chances.mean()))
    of_mean = (between + float(chances.mean())) / n
    apart = float(np.sqrt(between + chance + of_mean))
    mean, reach = float(others.mean()), float(stdtrit(n - 1, 0.975))
    p = 2.0 * float(stdtr(n - 1, -abs(value - mean) / apart)) if apart > 0 else float(value == mean)
    margin, wide = reach * float(np.sqrt(of_mean)), reach * apart
    return Usual(back(mean), back(mean - margin), back(mean + margin), back(mean - wide), back(mean + wide), p)


def compare(measurement: Measurement, areas: Sequence[Area]) -> Peers:
    """Every one of `areas` beside the others in one period; the first is the own one, which the others leave out."""
    (period,) = measurement.selection.periods
    found = figures(measurement)
    small = dict(zip(map(str, measurement.values["gebied"]), measurement.too_small().tolist(), strict=True))
    own, others = areas[0], sorted(areas[1:], key=lambda area: area.naam.lstrip("'").casefold())
    known = {area.code: found[area.code, period.label] for area in (own, *others)}
    usable = {code: item for code, item in known.items() if item.waarde is not None and not small[code]}
    reason = _reason(measurement, known, small, [area.code for area in others if area.code in usable])
    rows = [_standing(measurement, area, known[area.code], small[area.code], usable, own.code, reason)
            for area in (own, *others)]  # fmt: skip
    return Peers(measurement, (rows[0], *_together(rows[1:])), _inhabitants(measurement.selection))


def _inhabitants(selection: Selection) -> dict[str, float]:
    """Inhabitants per area code, whatever the figure is divided by."""
    (period,) = selection.periods
    known = open_database(selection.snapshot).run(
        "noemers",
        niveau=selection.niveau.value,
        gebieden=list(selection.gebieden),
        perioden=[period.label],
        tot=[period.tot],
        kenmerk="inwoners",
    )
    return {str(row["gebied"]): float(row["noemer"]) for row in records(known) if row["noemer"] is not None}


def _reason(measurement: Measurement, known: dict[str, Figure], small: dict[str, bool], usable: list[str]) -> str:
    """Why nothing can be said about any of them; "" when something can."""
    if any(item.status == VOORLOPIG for item in known.values()):
        return _("de cijfers zijn nog voorlopig")
    hidden = [code for code, item in known.items() if item.status == ONDERDRUKT and not small[code]]
    if hidden and not measurement.indicator.is_survey:  # hidden because it is small: without it the mean is too high
        return _("niet van elk gebied mag het aantal getoond worden")
    if len({method for _period, method in measurement.methoden}) > 1:
        return _("niet overal met dezelfde methode gemeten")
    if len(usable) < FEWEST:
        return _("van te weinig andere gebieden is het cijfer bekend")
    return ""


def _standing(
    measurement: Measurement,
    area: Area,
    figure: Figure,
    small: bool,
    usable: dict[str, Figure],
    own: str,
    reason: str,
) -> Standing:
    others = [item for code, item in usable.items() if code not in (own, area.code)]
    if not reason and len(others) < FEWEST:
        reason = _("van te weinig andere gebieden is het cijfer bekend")
    if not reason and area.code not in usable:
        reason = _("te weinig inwoners om te vergelijken") if small else _("geen cijfer")
    if reason:
        return Standing(area, figure, small, None, Position.NIET_TE_ZEGGEN, reason)
    found = _usual(measurement, figure, others)
    return Standing(area, figure, small, found, _position(figure, others, found))


def _usual(measurement: Measurement, figure: Figure, others: Sequence[Figure]) -> Usual | None:
    points = [_point(item) for item in (figure, *others)]
    if any(np.isnan(chance) for _value, chance in points):
        return None
    per = measurement.noemer.per if measurement.noemer else 0
    back = (lambda x: per * max(0.0, x) ** 2) if per else (lambda x: x)
    (value, chance), rest = points[0], np.array(points[1:], dtype=np.float64)
    found = usual(value, chance, rest[:, 0], rest[:, 1], back)
    mean = float(np.mean([item.waarde for item in others]))
    return Usual(mean, found.laag, found.hoog, found.van, found.tot, found.p)


def _point(item: Figure) -> tuple[float, float]:
    """The figure on the scale of the rule, and the variance that chance makes of it there."""
    if item.teller is not None and item.noemer:
        return float(np.sqrt(item.teller / item.noemer)), 1.0 / (4.0 * item.noemer)
    error = standard_error(item)
    return (float(item.waarde or 0.0), np.nan if error is None else error**2)


def _position(figure: Figure, others: Sequence[Figure], found: Usual | None) -> Position:
    if found is None or figure.waarde is None:
        return Position.NIET_TE_ZEGGEN
    if found.p < 0.05:
        return Position.HOGER if figure.waarde > found.tot else Position.LAGER
    if figure.teller is not None and figure.noemer:
        total, exposure = _sum(item.teller for item in others), _sum(item.noemer for item in others)
        if too_few(total + figure.teller, figure.noemer, exposure):
            return Position.TE_WEINIG_WAARNEMINGEN
    return Position.GEEN_DUIDELIJK_VERSCHIL


def _sum(numbers: Iterable[float | None]) -> float:
    return float(sum(number or 0.0 for number in numbers))


def _together(rows: Sequence[Standing]) -> tuple[Standing, ...]:
    """The others, of which only those are called different that stand out when all are looked at together."""
    stands_out = exceptional([np.nan if row.gewoon is None else row.gewoon.p for row in rows])
    return tuple(
        row if stays or row.positie not in (Position.HOGER, Position.LAGER) else _plain(row)
        for row, stays in zip(rows, stands_out, strict=True)
    )


def _plain(row: Standing) -> Standing:
    return replace(row, positie=Position.GEEN_DUIDELIJK_VERSCHIL)


def earlier(indicator: Indicator, selection: Selection) -> tuple[Measurement, ...]:
    """The same measured over the years (or survey rounds) before the one period of `selection`, the newest first: as
    far as they are known, and not over a series break."""
    before = _known_before(indicator, selection)
    shown = takewhile(lambda item: not _break_after(indicator, selection, item), before)
    return tuple(measure(indicator, replace(selection, van=item.van, tot=item.tot)) for item in shown)


def stopped_by(indicator: Indicator, selection: Selection) -> str:
    """The break at which `earlier` stops; "" when it shows all there is."""
    reasons = (_break_after(indicator, selection, item) for item in _known_before(indicator, selection))
    return next(filter(None, reasons), "")


def _known_before(indicator: Indicator, selection: Selection) -> list[Period]:
    (period,) = selection.periods
    known = coverage(selection.snapshot, indicator, selection.niveau)
    if indicator.is_survey:
        years = [year for year in known.jaren if year < period.van.year]
        return [cut(date(year, 1, 1), date(year + 1, 1, 1), Stap.GEHEEL)[0] for year in years[: -EARLIER - 1 : -1]]
    before = [period]
    for _year in range(EARLIER):
        before.append(previous_year(before[-1]))
    return [item for item in before[1:] if known.has(item.van, item.tot)]


def _break_after(indicator: Indicator, selection: Selection, period: Period) -> str:
    crossed = breaks.between(indicator, period.van, selection.tot, selection.niveau)
    return crossed[-1].tekst if crossed else ""
