"""Is a target of a programme being reached? Judged on our own figures, with what the document prints beside them.

What is printed stays as printed. Where our figure may not be held against it, nothing is said and the reason stands
there. As seen at the end of a year (`peiljaar`) or of a month only figures up to then take part, as they are known now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics import formatting, indicators, programmes
from analytics.access import Toegang
from analytics.areas import municipality_name
from analytics.indicators import Indicator
from analytics.language import _
from analytics.periods import add_months
from analytics.programmes import Bound, Programme, Target
from analytics.snapshots import Snapshot
from analytics.targets import goals as target_goals
from analytics.targets import series as target_series
from analytics.targets.goals import JudgedGoal, Oordeel
from analytics.targets.series import Figures, Stand

# What needs attention comes first: what is still to be reached and in doubt, then what was not, then what nobody can
# say. Of equals the smallest chance comes first, then the earliest year, then the order of the document.
ATTENTION = (
    Oordeel.ONWAARSCHIJNLIJK,
    Oordeel.ONZEKER,
    Oordeel.NIET_GEHAALD,
    Oordeel.NIET_TE_ZEGGEN,
    Oordeel.WAARSCHIJNLIJK,
    Oordeel.GEHAALD,
)


@dataclass(frozen=True)
class Judged:
    """A target with how it stands. `reeks`: our figures per year, a row for every year from the first on; `gedrukt`:
    what the document prints; `andere_reeks`: our figures under the other reading of what is counted. `oordeel`, `kans`
    and `reden` are those of the last goal; `tempo`: change per year still needed to reach it, 0 when it is reached
    already, None where it has no fixed limit or its year is over. `pad`: the straight path from the baseline over the
    printed limits, a value per year. `apart`: why the latest figure may not be held against the printed ones, if that
    is so. `bronnen`: keys of the manifest."""

    programma: Programme
    doel: Target
    indicator: Indicator | None
    reeks: tuple[Stand, ...]
    gedrukt: tuple[Stand, ...]
    andere_reeks: tuple[Stand, ...]
    doelen: tuple[JudgedGoal, ...]
    laatste: Stand | None
    apart: str
    oordeel: Oordeel
    kans: float | None
    tempo: float | None
    pad: tuple[tuple[int, float], ...]
    aannames: tuple[str, ...]
    reden: str
    bronnen: tuple[str, ...]

    @property
    def beslissend(self) -> JudgedGoal:
        """The last goal, which decides."""
        return self.doelen[-1]

    @property
    def toeval(self) -> bool | None:
        """Whether chance alone could have met or missed the last goal; None when its year is not known."""
        return self.beslissend.toeval


def judge(target: Target, snapshot: Snapshot, toegang: Toegang, peiljaar: int | None = None) -> Judged:
    """How a declared target stands, as seen at the end of `peiljaar`; without it with everything that is known."""
    return judge_in(programmes.programme_of(target.id), target, snapshot, toegang, peiljaar)


def judge_all(snapshot: Snapshot, toegang: Toegang, gemeente: str, peiljaar: int | None = None) -> tuple[Judged, ...]:
    """Every target of a municipality, what needs attention first (ATTENTION)."""
    found = [judge(target, snapshot, toegang, peiljaar) for target in programmes.targets(gemeente)]
    return tuple(sorted(found, key=_attention))


def judge_programme(programme: Programme, snapshot: Snapshot, toegang: Toegang, tot: date) -> tuple[Judged, ...]:
    """Every target of one programme with the figures of before `tot`, the first of a month; as `judge_all` sorts."""
    found = [_judge(programme, target, snapshot, toegang, tot) for target in programme.doelen]
    return tuple(sorted(found, key=_attention))


def judge_in(
    programme: Programme, target: Target, snapshot: Snapshot, toegang: Toegang, peiljaar: int | None = None
) -> Judged:
    """The same for a target that is said to be of `programme`."""
    return _judge(programme, target, snapshot, toegang, date(peiljaar + 1, 1, 1) if peiljaar is not None else None)


def _judge(programme: Programme, target: Target, snapshot: Snapshot, toegang: Toegang, until: date | None) -> Judged:
    """With the figures of before `until`; None: with everything that is known."""
    tot = snapshot.manifest().gemaakt.date() if until is None else until
    ours = programme.gemeente == snapshot.manifest().gemeente
    known = _figures(target.indicator, target, snapshot, toegang, tot) if ours else None
    other = _figures(target.andere_indicator, target, snapshot, toegang, tot) if ours else None
    reason = _why_not(programme, target, snapshot, tot)
    if reason or known is None:
        goals = tuple(target_goals.unsaid(goal, known, reason) for goal in target.doelen)
    else:
        start = _start(programme, target)
        goals = tuple(target_goals.judge_goal(goal, known, programme.van, start) for goal in target.doelen)
    return _judged(programme, target, known, other, goals, until)


def _judged(
    programme: Programme,
    target: Target,
    known: Figures | None,
    other: Figures | None,
    goals: tuple[JudgedGoal, ...],
    until: date | None,
) -> Judged:
    last, latest = goals[-1], known.known[-1] if known is not None and known.known else None
    return Judged(
        programme,
        target,
        known.indicator if known is not None else None,
        known.reeks if known is not None else (),
        tuple(target_series.printed(value.jaar, value.waarde) for value in target.basis),
        other.reeks if other is not None else (),
        goals,
        latest,
        known.apart(_start(programme, target), latest.jaar) if known is not None and latest is not None else "",
        last.oordeel,
        last.kans,
        _pace(last, latest),
        _path(target),
        tuple(_assumptions(known, goals, until)) if known is not None else (),
        last.reden,
        tuple(sorted({*known.bronnen, *(other.bronnen if other is not None else ())})) if known is not None else (),
    )


def _figures(indicator: str, target: Target, snapshot: Snapshot, toegang: Toegang, tot: date) -> Figures | None:
    if not indicator:
        return None
    return target_series.figures(indicators.load(indicator), target.eenheid, snapshot, toegang, tot)


def _why_not(programme: Programme, target: Target, snapshot: Snapshot, tot: date) -> str:
    """Why a target cannot be judged at all; '' when it can."""
    own = snapshot.manifest().gemeente
    if programme.gemeente != own:
        return _("Dit is een doel van {other}; deze momentopname gaat over {own}.").format(
            other=municipality_name(programme.gemeente), own=municipality_name(own)
        )
    if tot < date(programme.van, 1, 1):
        return _("Dit doel was er toen nog niet: het programma begint in {year}.").format(year=programme.van)
    if not target.indicator:
        return target.reden
    return "" if target.vergelijkbaar else target.verschil


def _start(programme: Programme, target: Target) -> int:
    """The year a target starts from: that of its baseline, else the last one before the programme."""
    return target.basis[-1].jaar if target.basis else programme.van - 1


def _pace(goal: JudgedGoal, latest: Stand | None) -> float | None:
    if not isinstance(goal.doel, Bound) or goal.kans is None or latest is None or latest.waarde is None:
        return None
    short = goal.doel.waarde - latest.waarde
    if (short >= 0) == (goal.doel.soort == "hoogstens"):
        return 0.0
    return short / max(goal.doel.jaar - latest.jaar, 1)


def _path(target: Target) -> tuple[tuple[int, float], ...]:
    bounds = [(goal.jaar, goal.waarde) for goal in target.doelen if isinstance(goal, Bound)]
    before = [(value.jaar, value.waarde) for value in target.basis[-1:] if bounds and value.jaar < bounds[0][0]]
    corners = [*before, *bounds]
    if len(corners) < 2:
        return tuple(corners)
    years, values = zip(*corners, strict=True)
    between = range(years[0], years[-1] + 1)
    return tuple(zip(between, np.interp(between, years, values).tolist(), strict=True))


def _assumptions(known: Figures, goals: tuple[JudgedGoal, ...], until: date | None) -> Iterator[str]:
    """What a chance rests on, and what else must be known to read the figures."""
    if any(goal.kans is not None or any(step.kans is not None for step in goal.stappen) for goal in goals):
        yield from _of_a_chance(known)
    if until is not None:
        yield _(
            "Alleen cijfers tot en met {year} doen mee, zoals ze nu bekend zijn; toen kunnen ze iets anders zijn "
            "geweest."
        ).format(year=_last_month(until))
    last = max(goal.doel.jaar for goal in goals)
    for event in known.gebeurtenissen:
        if event.vanaf.year <= last:
            month = f"{formatting.month_name(event.vanaf.month)} {event.vanaf.year}"
            yield _(
                "In deze jaren valt: {event}, sinds {month}. Wat dat deed, is niet uit de cijfers te halen."
            ).format(event=event.tekst, month=month)


def _last_month(tot: date) -> str:
    """'2021', or 'juni 2021' in the middle of a year."""
    last = add_months(tot, -1)
    return str(last.year) if last.month == 12 else f"{formatting.month_name(last.month)} {last.year}"


def _of_a_chance(known: Figures) -> Iterator[str]:
    if known.indicator.is_survey:
        yield _(
            "Het niveau blijft zoals nu, en beweegt zoals tussen de eerdere rondes met dezelfde meetmethode. De nieuwe "
            "ronde is even nauwkeurig als de laatste."
        )
        return
    yield _(
        "Het niveau blijft zoals nu, en beweegt door toeval zoals het eerder deed. Een stijging of daling loopt niet "
        "vanzelf door."
    )
    people = next((stand.noemer for stand in reversed(known.reeks) if stand.noemer), None)
    if known.eenheid == "per_1000_inwoners" and people:
        yield _("Het aantal inwoners blijft {n}.").format(n=formatting.count(people))


def _attention(found: Judged) -> tuple[int, float, int]:
    return ATTENTION.index(found.oordeel), found.kans if found.kans is not None else 1.0, found.beslissend.doel.jaar
