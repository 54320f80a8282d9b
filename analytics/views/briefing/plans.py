"""The programmes in force at the end of a month, with how their targets stand and how they did a year before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from analytics import programmes
from analytics.access import Toegang
from analytics.periods import add_months
from analytics.programmes import Programme
from analytics.snapshots import Snapshot
from analytics.targets import Judged, judge_programme
from analytics.targets.goals import Oordeel

# how well a target stands; what nobody can say is neither better nor worse
_STANDING = {
    Oordeel.GEHAALD: 0,
    Oordeel.WAARSCHIJNLIJK: 0,
    Oordeel.ONZEKER: 1,
    Oordeel.ONWAARSCHIJNLIJK: 2,
    Oordeel.NIET_GEHAALD: 3,
}


@dataclass(frozen=True)
class Plan:
    """A programme with its targets as they stand (what needs attention first), and by id as they did a year before."""

    programma: Programme
    nu: tuple[Judged, ...] = ()
    toen: Mapping[str, Judged] | None = None

    @property
    def slipped(self) -> tuple[tuple[Judged, Judged], ...]:
        """Targets that stand worse than a year before, each as now and as then."""
        pairs = [(one, (self.toen or {}).get(one.doel.id)) for one in self.nu]
        return tuple((now, then) for now, then in pairs if then is not None and _is_worse(now.oordeel, then.oordeel))

    @property
    def to_watch(self) -> tuple[Judged, ...]:
        """Targets still to be reached of which that is not probable, the smallest chance first."""
        open_ = [one for one in self.nu if one.kans is not None and one.oordeel is not Oordeel.WAARSCHIJNLIJK]
        return tuple(sorted(open_, key=lambda one: one.kans or 0.0))


@dataclass(frozen=True)
class Course:
    """`lopend`: the programmes in force, newest first, those without declared targets too. `vorig`: where none of them
    has targets, the last programme before that had some, as it stood when it ended."""

    lopend: tuple[Plan, ...]
    vorig: Plan | None


def course(snapshot: Snapshot, toegang: Toegang, gemeente: str, tot: date) -> Course:
    """The programmes of a municipality as of `tot`, the first of a month."""
    year = add_months(tot, -1).year
    known = tuple(reversed(programmes.programmes(gemeente)))
    running = [one for one in known if one.van <= year <= last_year(one)]
    plans = tuple(_plan(one, snapshot, toegang, tot) for one in running)
    over = [one for one in known if one.doelen and last_year(one) < year]
    if any(plan.nu for plan in plans) or not over:
        return Course(plans, None)
    return Course(plans, _ended(max(over, key=last_year), snapshot, toegang))


def last_year(programme: Programme) -> int:
    """The last year a programme is about: that of its last goal, when that comes after its end."""
    return max([programme.tot, *(goal.jaar for target in programme.doelen for goal in target.doelen)])


def _plan(programme: Programme, snapshot: Snapshot, toegang: Toegang, tot: date) -> Plan:
    now = _judged(programme.id, snapshot, toegang, tot)
    then = _judged(programme.id, snapshot, toegang, add_months(tot, -12))
    return Plan(programme, now, {one.doel.id: one for one in then})


def _ended(programme: Programme, snapshot: Snapshot, toegang: Toegang) -> Plan:
    return Plan(programme, _judged(programme.id, snapshot, toegang, date(last_year(programme) + 1, 1, 1)))


@lru_cache(maxsize=64)
def _judged(programme_id: str, snapshot: Snapshot, toegang: Toegang, tot: date) -> tuple[Judged, ...]:
    """Remembered: the months of a year before are asked for again a year later, and what has ended every month."""
    return judge_programme(programmes.programme(programme_id), snapshot, toegang, tot)


def _is_worse(now: Oordeel, then: Oordeel) -> bool:
    return now in _STANDING and then in _STANDING and _STANDING[now] > _STANDING[then]
