"""What is known at the end of a month: everything the sentences, the figures and the table of a briefing are made of.

Only figures of the month and before it take part, as they are known now. Subjects are compared over the twelve final
months up to then, residents' answers over the rounds of which the year was over.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from analytics import indicators, ranking, signals
from analytics.access import Toegang
from analytics.areas import Area, Niveau
from analytics.comparisons import (
    Figure,
    YearOnYear,
    recent_period,
    round_on_round,
    until,
    year_on_year_all,
    year_on_year_each,
)
from analytics.contract import Manifest
from analytics.coverage import coverage
from analytics.errors import NotFound
from analytics.indicators import Indicator
from analytics.measures import ONDERDRUKT, Selection, measure
from analytics.methods.multiple_tests import exceptional
from analytics.periods import Period, Stap, add_months, cut
from analytics.ranking import Ranking
from analytics.signals import MonthOfSignals
from analytics.snapshots import Snapshot
from analytics.statistics import Verdict
from analytics.views import common
from analytics.views.briefing.plans import Course, course

SAID = (Verdict.GESTEGEN, Verdict.GEDAALD)


@dataclass(frozen=True)
class InBuurten:
    """The change of one subject per buurt. `zeker`: codes of those that stand out although so many were looked at."""

    indicator: Indicator
    period: Period
    changes: dict[str, YearOnYear]
    zeker: frozenset[str]

    @property
    def compared(self) -> int:
        """In how many buurten a change could be tested."""
        return sum(item.change.verdict is not Verdict.NIET_TE_ZEGGEN for item in self.changes.values())

    def of(self, verdict: Verdict) -> tuple[str, ...]:
        """Codes of the buurten that certainly changed this way, the largest change in numbers first."""
        found = [code for code in self.zeker if self.changes[code].change.verdict is verdict]
        return tuple(sorted(found, key=lambda code: (-abs(_difference(self.changes[code])), code)))

    def how_many(self, verdict: Verdict) -> int:
        """In how many buurten this is all that may be said, looking at each by itself."""
        return sum(item.change.verdict is verdict for item in self.changes.values())


@dataclass(frozen=True)
class Findings:
    """What is known at the end of `maand`. `geteld`: the changes of registered subjects, the leading one first;
    `gevraagd`: of the survey questions with a round in the year up to then; `signalen`: None with too little history.
    """

    snapshot: Snapshot
    toegang: Toegang
    maand: date
    manifest: Manifest
    city: Area
    geteld: tuple[YearOnYear, ...]
    gevraagd: tuple[YearOnYear, ...]
    buurten: InBuurten | None
    ranglijst: Ranking | None
    signalen: MonthOfSignals | None
    koers: Course

    @property
    def tot(self) -> date:
        """Exclusive end of the month."""
        return add_months(self.maand, 1)

    @property
    def leidend(self) -> YearOnYear | None:
        """The subject that comes first."""
        return self.geteld[0] if self.geteld else None

    @property
    def voorlopig(self) -> tuple[date, ...]:
        """The provisional months up to and including `maand`, of any subject."""
        known = [until(coverage(self.snapshot, i, Niveau.GEMEENTE), self.tot) for i in subjects()]
        early = {
            m for one in known for m in one.maanden if one.voorlopig_vanaf is not None and m >= one.voorlopig_vanaf
        }
        return tuple(sorted(early))


@lru_cache(maxsize=1)
def subjects() -> tuple[Indicator, ...]:
    """The registered subjects of a briefing, the leading one first: what the overview shows."""
    leading = indicators.on_screen("hic_trend")[:1]
    return tuple(dict.fromkeys((*leading, *indicators.on_screen("overzicht"))))


def months(snapshot: Snapshot) -> tuple[date, ...]:
    """Every month with a registered figure, newest first; of a year that is known as a whole only its December."""
    known = [coverage(snapshot, indicator, Niveau.GEMEENTE) for indicator in subjects()]
    found = {maand for one in known for maand in one.maanden} | {date(y, 12, 1) for one in known for y in one.jaren}
    return tuple(sorted(found, reverse=True))


def gather(snapshot: Snapshot, toegang: Toegang, maand: date) -> Findings:
    """Everything that is known at the end of a month."""
    manifest, tot = snapshot.manifest(), add_months(maand, 1)
    city = common.municipality(snapshot)
    whole = Selection(snapshot, toegang, Niveau.GEMEENTE, maand, tot, Stap.GEHEEL, gebieden=(city.code,))
    return Findings(
        snapshot=snapshot,
        toegang=toegang,
        maand=maand,
        manifest=manifest,
        city=city,
        geteld=_counted(whole),
        gevraagd=_asked(whole),
        buurten=_in_buurten(replace(whole, niveau=Niveau.BUURT, gebieden=())),
        ranglijst=_ranking(snapshot, toegang, tot),
        signalen=_signals(snapshot, toegang, maand),
        koers=course(snapshot, toegang, manifest.gemeente, tot),
    )


def _counted(whole: Selection) -> tuple[YearOnYear, ...]:
    """Subjects are known up to different months: those with one period are counted together."""
    together: dict[Period, list[Indicator]] = defaultdict(list)
    for indicator in subjects():
        period = recent_period(until(coverage(whole.snapshot, indicator, whole.niveau), whole.tot))
        if period is not None:
            together[period].append(indicator)
    found: dict[str, YearOnYear] = {}
    for period, same in together.items():
        changes = year_on_year_each(same, whole, period)
        found |= {name: areas[whole.gebieden[0]] for name, areas in changes.items()}
    hidden = _derivable(found)
    return tuple(found[i.id] for i in subjects() if i.id in found and i.id not in hidden)


def _derivable(found: Mapping[str, YearOnYear]) -> frozenset[str]:
    """Parts of a sum of which one is too small to show: what is left of the sum would tell it, so none is shown."""
    hidden: set[str] = set()
    for item in found.values():
        parts = [part.id for part in indicators.parts(item.indicator) if part != item.indicator]
        if parts and all(name in found for name in parts) and any(_is_hidden(found[name]) for name in parts):
            hidden |= set(parts)
    return frozenset(hidden)


def _is_hidden(item: YearOnYear) -> bool:
    return any(figure is not None and figure.status == ONDERDRUKT for figure in (item.now, item.before))


def _asked(whole: Selection) -> tuple[YearOnYear, ...]:
    """Questions of which the last round is of the year up to the month: an older one is no news."""
    news = add_months(whole.tot, -12)
    found = (
        round_on_round(question, whole, whole.gebieden[0], whole.tot)
        for question in indicators.on_screen("overzicht_beleving")
    )
    return tuple(item for item in found if item is not None and item.now.periode.tot > news)


def _in_buurten(buurten: Selection) -> InBuurten | None:
    offered = common.available(buurten.snapshot, [Niveau.BUURT], surveys=False)
    indicator = common.first_of(indicators.on_screen("overzicht_waar"), offered)
    if indicator is None:
        return None
    period = recent_period(until(coverage(buurten.snapshot, indicator, Niveau.BUURT), buurten.tot))
    if period is None:
        return None
    changes = year_on_year_all(indicator, buurten, period)
    return InBuurten(indicator, period, changes, frozenset(standing_out(changes)))


def standing_out(changes: dict[str, YearOnYear]) -> Iterable[str]:
    """Those called risen or fallen that also survive the correction for looking at every buurt."""
    tested = {
        code: item.change.p for code, item in changes.items() if item.change.verdict is not Verdict.NIET_TE_ZEGGEN
    }
    survives = exceptional(list(tested.values()))
    return (code for code, out in zip(tested, survives, strict=True) if out and changes[code].change.verdict in SAID)


def _ranking(snapshot: Snapshot, toegang: Toegang, tot: date) -> Ranking | None:
    """Of the newest round with figures per buurt, by the first question that has one."""
    for indicator in indicators.on_screen("ranglijst"):
        rounds = until(coverage(snapshot, indicator, Niveau.BUURT), tot).jaren if indicator.is_survey else ()
        if rounds:
            return _ranked(snapshot, toegang, indicator, rounds[-1])
    return None


@lru_cache(maxsize=8)
def _ranked(snapshot: Snapshot, toegang: Toegang, indicator: Indicator, year: int) -> Ranking:
    (period,) = cut(date(year, 1, 1), date(year + 1, 1, 1), Stap.GEHEEL)
    asked = Selection(snapshot, toegang, Niveau.BUURT, period.van, period.tot, Stap.GEHEEL)
    city = measure(indicator, replace(asked, niveau=Niveau.GEMEENTE))
    return ranking.rank(measure(indicator, asked), city, period.label)


def _signals(snapshot: Snapshot, toegang: Toegang, maand: date) -> MonthOfSignals | None:
    try:
        found = signals.month(snapshot, toegang, maand)
    except NotFound:
        return None
    return found if found.toetsen else None


def _difference(item: YearOnYear) -> int:
    return _count(item.now) - _count(item.before)


def _count(item: Figure | None) -> int:
    return item.teller or 0 if item is not None else 0
