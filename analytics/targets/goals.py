"""One goal of a target against the figures: met or not, could chance have done it, how likely is it still?

The one rule: of a year that is known the figure itself decides; of a year to come the chance, `probable` from 80% and
`improbable` up to 20%.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from analytics import formatting, statistics
from analytics.language import _
from analytics.measures import ONDERDRUKT
from analytics.programmes import AgainstAverage, Bound, Falling, Goal, LowerEveryYear
from analytics.statistics import Verdict
from analytics.targets import chance as target_chance
from analytics.targets.chance import MINIMUM, Slope
from analytics.targets.draws import Drawn, draw, last_part
from analytics.targets.series import Figures, Stand

Floats = NDArray[np.float64]

PROBABLE, IMPROBABLE = 0.8, 0.2


class Oordeel(StrEnum):
    """What may be said of a target."""

    GEHAALD = "gehaald"
    WAARSCHIJNLIJK = "waarschijnlijk"
    ONZEKER = "onzeker"
    ONWAARSCHIJNLIJK = "onwaarschijnlijk"
    NIET_GEHAALD = "niet_gehaald"
    NIET_TE_ZEGGEN = "niet_te_zeggen"


@dataclass(frozen=True)
class Step:
    """One year of "every year lower": `nodig`, the figure it must be under. `telt`: it is one of the years of the goal;
    the others lie between the printed baseline and those."""

    jaar: int
    nodig: float | None
    stand: Stand | None
    gehaald: bool | None
    toeval: bool | None
    kans: float | None
    oordeel: Oordeel
    telt: bool
    reden: str = ""


@dataclass(frozen=True)
class JudgedGoal:
    """A declared goal with what came of it. `nodig`: the limit, None where there is no fixed one; `stand`: the figure
    of its year; `toeval`: chance alone could have met or missed it; `kans` 0-1, of a year to come; `reden`: why nothing
    can be said; `stappen`: of "every year lower"; `helling`: of a trend."""

    doel: Goal
    nodig: float | None
    stand: Stand | None
    gehaald: bool | None
    toeval: bool | None
    kans: float | None
    oordeel: Oordeel
    reden: str = ""
    stappen: tuple[Step, ...] = ()
    helling: Slope | None = None


def verdict(gehaald: bool | None, kans: float | None) -> Oordeel:
    """The one rule."""
    if gehaald is not None:
        return Oordeel.GEHAALD if gehaald else Oordeel.NIET_GEHAALD
    if kans is None:
        return Oordeel.NIET_TE_ZEGGEN
    if kans >= PROBABLE:
        return Oordeel.WAARSCHIJNLIJK
    return Oordeel.ONWAARSCHIJNLIJK if kans <= IMPROBABLE else Oordeel.ONZEKER


def judge_goal(goal: Goal, known: Figures, begin: int, start: int) -> JudgedGoal:
    """One goal. `begin`: the first year of the programme; `start`: the year of its baseline."""
    if isinstance(goal, Bound):
        return _bound(goal, known, start)
    if isinstance(goal, LowerEveryYear):
        return _every_year(goal, known, start)
    if isinstance(goal, Falling):
        return _falling(goal, known, begin)
    return unsaid(goal, known, _average_unknown(goal))


def unsaid(goal: Goal, known: Figures | None, reason: str) -> JudgedGoal:
    """A goal of which nothing can be said; the figure of its year stands there all the same."""
    stand = known.of(goal.jaar) if known is not None else None
    limit = goal.waarde if isinstance(goal, Bound) else None
    return JudgedGoal(goal, limit, stand, None, None, None, Oordeel.NIET_TE_ZEGGEN, reason)


def _average_unknown(goal: AgainstAverage) -> str:
    return _("Het gemiddelde van de {group} van {year} staat niet in onze gegevens.").format(
        group=goal.referentie, year=goal.jaar
    )


def _bound(goal: Bound, known: Figures, start: int) -> JudgedGoal:
    reason = known.apart(start, goal.jaar)
    stand = known.of(goal.jaar)
    if reason:
        return unsaid(goal, known, _not_comparable(reason))
    if stand is not None and stand.is_final:
        met = _meets(float(stand.waarde or 0.0), goal)
        return JudgedGoal(goal, goal.waarde, stand, met, _holds(stand, goal.waarde), None, verdict(met, None))
    if _is_missing(goal.jaar, known):
        return unsaid(goal, known, missing(goal.jaar, known))
    kans = _chance_of_round(goal, known) if known.indicator.is_survey else _chance_of_count(goal, known)
    reason = "" if kans is not None else _too_little(known)
    return JudgedGoal(goal, goal.waarde, stand, None, None, kans, verdict(None, kans), reason)


def _meets(value: float, goal: Bound) -> bool:
    if value == goal.waarde:
        return not goal.strikt
    return (value < goal.waarde) == (goal.soort == "hoogstens")


def _holds(stand: Stand, limit: float) -> bool | None:
    """Whether the interval of a figure holds the limit; None without an interval."""
    if stand.ondergrens is None or stand.bovengrens is None:
        return None
    return stand.ondergrens <= limit <= stand.bovengrens


def _chance_of_round(goal: Bound, known: Figures) -> float | None:
    rounds = last_part(known)
    errors = [stand.error for stand in rounds]
    if len(rounds) < MINIMUM or None in errors:
        return None
    values = np.array([stand.waarde for stand in rounds], dtype=np.float64)
    years = np.array([stand.jaar for stand in rounds])
    at_most = goal.soort == "hoogstens"
    known_errors = np.array(errors, dtype=np.float64)
    if np.any(known_errors <= 0):
        return None
    return target_chance.chance_of_round(values, known_errors, years, goal.jaar, goal.waarde, at_most=at_most)


def _chance_of_count(goal: Bound, known: Figures) -> float | None:
    drawn = draw(known, goal.jaar)
    if drawn is None:
        return None
    at_most = goal.soort == "hoogstens"
    return target_chance.chance_of_bound(drawn.of(goal.jaar), goal.waarde, at_most=at_most, strict=goal.strikt)


def _every_year(goal: LowerEveryYear, known: Figures, start: int) -> JudgedGoal:
    """The goal as a whole fails with the first year that is not lower."""
    drawn = None if known.indicator.is_survey else draw(known, goal.jaar)
    years = range(min(start + 1, goal.van), goal.jaar + 1)
    steps = tuple(_step(jaar, known, drawn, counts=jaar >= goal.van) for jaar in years)
    own = [step for step in steps if step.telt]
    failed = [step for step in own if step.gehaald is False]
    unknown = next((step for step in own if step.oordeel is Oordeel.NIET_TE_ZEGGEN), None)
    stand = known.of(goal.jaar)
    if failed:
        toeval = all(step.toeval for step in failed)
        return JudgedGoal(goal, None, stand, False, toeval, None, Oordeel.NIET_GEHAALD, stappen=steps)
    if unknown is not None:
        return JudgedGoal(goal, None, stand, None, None, None, unknown.oordeel, unknown.reden, steps)
    if all(step.gehaald for step in own):
        toeval = any(step.toeval for step in own)
        return JudgedGoal(goal, None, stand, True, toeval, None, Oordeel.GEHAALD, stappen=steps)
    kans = drawn.chance_of_all(own[0].jaar) if drawn is not None else None
    return JudgedGoal(goal, None, stand, None, None, kans, verdict(None, kans), stappen=steps)


def _step(jaar: int, known: Figures, drawn: Drawn | None, *, counts: bool) -> Step:
    now, before = known.of(jaar), known.of(jaar - 1)
    needed = before.waarde if before is not None else None
    reason = known.apart(jaar - 1, jaar)
    if reason:
        return Step(jaar, None, now, None, None, None, Oordeel.NIET_TE_ZEGGEN, counts, _not_comparable(reason))
    if now is not None and before is not None and now.is_final and before.is_final:
        lower = float(now.waarde or 0.0) < float(before.waarde or 0.0)
        return Step(jaar, needed, now, lower, _by_chance(now, before, known), None, verdict(lower, None), counts)
    absent = next((year for year in (jaar - 1, jaar) if _is_missing(year, known)), None)
    if absent is not None:
        said = missing(absent, known)
        return Step(jaar, needed, now, None, None, None, Oordeel.NIET_TE_ZEGGEN, counts, said)
    kans = drawn.chance_of_step(jaar) if drawn is not None else None
    reason = "" if kans is not None else _too_little(known)
    return Step(jaar, needed, now, None, None, kans, verdict(None, kans), counts, reason)


def _by_chance(now: Stand, before: Stand, known: Figures) -> bool:
    """Whether the change between two years may be chance: the test that is in force everywhere calls it neither."""
    if now.teller is None or before.teller is None:
        change = statistics.difference(now.waarde, now.error, before.waarde, before.error)
    else:
        exposure = (now.noemer, before.noemer) if now.noemer and before.noemer else (1.0, 1.0)
        change = statistics.change(now.teller, before.teller, *exposure, overdispersion=known.dispersion(now.jaar))
    return change.verdict not in (Verdict.GESTEGEN, Verdict.GEDAALD)


def _falling(goal: Falling, known: Figures, begin: int) -> JudgedGoal:
    years = range(begin, goal.jaar + 1)
    stand = known.of(goal.jaar)
    reason = known.apart(begin, goal.jaar)
    absent = next((year for year in years if _is_missing(year, known)), None)
    if reason or absent is not None or known.indicator.is_survey:
        return unsaid(goal, known, _not_comparable(reason) if reason else missing(absent or goal.jaar, known))
    seen = [found for found in known.known if found.is_final and found.jaar in years]
    if len(seen) == len(years):
        found = target_chance.slope(*_counts(seen))
        if found is not None:
            met, toeval = found.ratio < 1.0, found.lower <= 1.0 <= found.upper
            return JudgedGoal(goal, None, stand, met, toeval, None, verdict(met, None), helling=found)
    drawn = draw(known, goal.jaar)
    if drawn is None or len(years) < MINIMUM:
        return unsaid(goal, known, _too_little(known))
    kans = _chance_of_fall(seen, drawn, begin)
    return JudgedGoal(goal, None, stand, None, None, kans, verdict(None, kans))


def _chance_of_fall(seen: list[Stand], drawn: Drawn, begin: int) -> float:
    """What is drawn is in the unit of the target; as rates all years weigh alike."""
    values = np.array([stand.waarde for stand in seen if stand.jaar < drawn.first], dtype=np.float64)
    to_come = drawn.draws[:, max(begin - drawn.first, 0) :]
    return target_chance.chance_of_falling_slope(values, to_come, np.ones(len(values) + to_come.shape[1]))


def _counts(seen: list[Stand]) -> tuple[Floats, Floats]:
    counts = np.array([stand.teller for stand in seen], dtype=np.float64)
    return counts, np.array([stand.noemer or 1.0 for stand in seen])


def _is_missing(jaar: int, known: Figures) -> bool:
    """Whether a year is over and has no figure; a provisional one is still to come."""
    stand = known.of(jaar)
    return date(jaar + 1, 1, 1) <= known.tot and (stand is None or stand.waarde is None)


def missing(jaar: int, known: Figures) -> str:
    """Why a year has no figure, with the figures on both sides of it."""
    stand = known.of(jaar)
    if stand is not None and stand.status == ONDERDRUKT:
        return _("Het cijfer van {year} is te klein om te tonen.").format(year=jaar)
    if not known.known:
        return _("Er zijn geen cijfers van deze indicator.")
    text = _("Over {year} is er geen enquête geweest{beside}.")
    if not known.indicator.is_survey:
        text = _("Over {year} is er geen cijfer{beside}.")
    beside = [found for found in (_nearest(known, jaar, -1), _nearest(known, jaar, +1)) if found is not None]
    said = formatting.joined(
        _("{value} in {year}").format(value=shown(found, known), year=found.jaar) for found in beside
    )
    return text.format(year=jaar, beside=_("; wel {figures}").format(figures=said) if beside else "")


def _nearest(known: Figures, jaar: int, side: int) -> Stand | None:
    found = [stand for stand in known.known if (stand.jaar - jaar) * side > 0]
    return min(found, key=lambda stand: abs(stand.jaar - jaar), default=None)


def shown(stand: Stand, known: Figures) -> str:
    """A figure as the screen shows it, without its interval."""
    return formatting.number(stand.waarde, 0 if known.eenheid == "aantal" else known.indicator.decimalen)


def _not_comparable(reason: str) -> str:
    return _("{reason}: de cijfers van ervoor en erna zijn niet te vergelijken.").format(reason=reason)


def _too_little(known: Figures) -> str:
    if known.indicator.is_survey:
        return _("Voor een kans zijn minstens {n} rondes met dezelfde meetmethode nodig.").format(n=MINIMUM)
    return _("Voor een kans zijn minstens {n} jaren of 24 maanden aan cijfers nodig.").format(n=MINIMUM)
