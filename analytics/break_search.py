"""Does something seem to have changed? Unknown breaks in a series, searched and offered, never applied.

A registered break (analytics/definitions/breuken.toml) cuts the series: each unbroken part is searched on its own. What
is found cuts nothing. It is for the reader to say what happened, and for the researcher to register it.
"""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np

from analytics import breaks
from analytics.breaks import Break
from analytics.coverage import coverage
from analytics.frames import floats
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, Selection, measure
from analytics.methods import changepoints
from analytics.methods.changepoints import MINIMUM, SHARE, Found, Shift
from analytics.periods import Period, Stap, add_months, cut
from analytics.statistics import Verdict, verdict

YEARS = 10  # how far back; what changed longer ago explains nothing any more


@dataclass(frozen=True)
class Candidate:
    """A month from which the level seems to be another one; it lies between `vroegst` and `laatst` with 95% confidence.

    `van` and `naar`: registrations in an average month before and after, up to a neighbouring shift; `verhouding` is
    naar / van, with limits. `kans`: how often a series without a shift gives one this large somewhere.
    `gebeurtenissen`: registered events in or near that time that may explain it.
    """

    maand: date
    vroegst: date
    laatst: date
    van: float
    naar: float
    verhouding: float
    ondergrens: float
    bovengrens: float
    kans: float
    gebeurtenissen: tuple[Break, ...] = ()

    @property
    def oordeel(self) -> Verdict:
        """Risen or fallen, when the interval says so."""
        return verdict(self.ondergrens, self.bovengrens)


@dataclass(frozen=True)
class BreakSearch:
    """`gezocht`: the unbroken stretches of final months that were searched. `geleidelijk`: stretches that changed, but
    rather steadily than at once. `reden`: why nothing was searched, when that is so. `kans_per_reeks`: of series
    without a shift, at most this part gets one."""

    indicator: Indicator
    gebied: str
    gezocht: tuple[Period, ...] = ()
    gevonden: tuple[Candidate, ...] = ()
    geleidelijk: tuple[Period, ...] = ()
    reden: str = ""
    kans_per_reeks: float = SHARE


def search(indicator: Indicator, selection: Selection, gebied: str) -> BreakSearch:
    """Search the final months of one area of the last ten years; `selection` gives snapshot, access and level."""
    known = coverage(selection.snapshot, indicator, selection.niveau)
    if not known.maanden or known.last_final is None:
        return BreakSearch(indicator, gebied, reden=_("er zijn geen definitieve maandcijfers"))
    tot = known.last_final
    van = max(known.maanden[0], add_months(tot, -12 * YEARS))
    asked = replace(selection, van=van, tot=tot, stap=Stap.MAAND, gebieden=(gebied,), absoluut=True, noemer="")
    rows = measure(indicator, asked).of(gebied)
    hidden = int((rows["status"] == ONDERDRUKT).sum())
    if hidden:  # the smallest months are the ones that are not there: without them every level is too high
        reason = _("in {n} maanden is het aantal te klein om te tonen").format(n=hidden)
        return BreakSearch(indicator, gebied, reden=reason)
    declared = breaks.of(indicator, selection.niveau, gebied)
    return _searched(BreakSearch(indicator, gebied), floats(rows["teller"]), asked.periods, declared)


def _searched(
    empty: BreakSearch,
    counts: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    months: tuple[Period, ...],
    declared: tuple[Break, ...],
) -> BreakSearch:
    events = tuple(b for b in declared if b.soort == "gebeurtenis")
    stretches = _unbroken(months, declared)
    looked, shifts, gradual = [], [], []
    for begin, end in stretches:
        names = np.array([p.van.month - 1 for p in months[begin:end]])
        found = changepoints.search(counts[begin:end], names, share=SHARE / len(stretches))
        if found.searched:
            looked.append(cut(months[begin].van, months[end - 1].tot, Stap.GEHEEL)[0])
            shifts += [_candidate(shift, months[begin:end], events) for shift in found.shifts]
            gradual += _periods(found, months[begin:end])
    reason = (
        ""
        if looked
        else _("er zijn te weinig registraties of te weinig maanden (nodig: {n} maanden)").format(n=2 * MINIMUM)
    )
    return replace(empty, gezocht=tuple(looked), gevonden=tuple(shifts), geleidelijk=tuple(gradual), reden=reason)


def _unbroken(months: tuple[Period, ...], declared: tuple[Break, ...]) -> list[tuple[int, int]]:
    """Stretches [begin, end) between registered breaks."""
    starts = {b.vanaf for b in declared if b.soort == "reeksbreuk"}
    edges = [0, *(i for i, month in enumerate(months) if i and month.van in starts), len(months)]
    return list(pairwise(edges))


def _candidate(shift: Shift, months: tuple[Period, ...], events: tuple[Break, ...]) -> Candidate:
    first, last = months[shift.low].van, months[shift.high].van
    return Candidate(
        maand=months[shift.index].van,
        vroegst=first,
        laatst=last,
        van=shift.before,
        naar=shift.after,
        verhouding=shift.ratio,
        ondergrens=shift.ratio_low,
        bovengrens=shift.ratio_high,
        kans=shift.chance,
        gebeurtenissen=tuple(b for b in events if first <= b.vanaf <= last),
    )


def _periods(found: Found, months: tuple[Period, ...]) -> list[Period]:
    return [cut(months[begin].van, months[end - 1].tot, Stap.GEHEEL)[0] for begin, end in found.gradual]
