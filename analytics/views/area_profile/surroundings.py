"""What a profile holds an area against: every area of the level and the city, measured once for all profiles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from analytics import indicators, standing_out, trends
from analytics.areas import Niveau
from analytics.beside_city import Pair, pair
from analytics.comparisons import YearOnYear, recent_period, round_on_round_all
from analytics.contract import TOTALS
from analytics.coverage import coverage
from analytics.indicators import Indicator, SurveyNumerator
from analytics.measures import Selection, measure, measure_all
from analytics.periods import Period, Stap, add_months, cut
from analytics.ranking import Ranking, rank
from analytics.settings import Settings, settings
from analytics.trends import Series
from analytics.views import common

SCORES = ("profiel_geregistreerd", "profiel_overlast", "profiel_gevoel", "profiel_slachtoffer")
TRENDS, BUSY = "profiel_trends", "profiel_drukte"
TREND_YEARS = 5


@dataclass(frozen=True)
class Surroundings:
    """`scores` with the `rankings` that say how sure a place is; `kinds`: every registered kind; `questions`: every
    survey question, and in `rounds` per id and area how it changed since the round before; `spread`: phi of
    the city's months per kind, for areas of which it is not known; `lines`: per
    indicator id the city's rolling year, over `span`."""

    selection: Selection
    scores: tuple[Pair, ...]
    rankings: tuple[Ranking, ...]
    kinds: tuple[Pair, ...]
    questions: tuple[Pair, ...]
    rounds: dict[str, dict[str, YearOnYear]]
    spread: dict[str, float]
    lines: dict[str, Series]
    span: tuple[date, date] | None


def measured(selection: Selection) -> Surroundings:
    """Everything that is the same for each profile of one level; `selection` gives snapshot, access and level.

    Kept for the levels used last: what a snapshot holds does not change, and the next profile opens at once.
    """
    return _measured(_of_level(selection), settings())


def score_pairs(selection: Selection) -> tuple[Pair, ...]:
    """The scores of every area of a level, without the rest."""
    return _score_pairs(_of_level(selection), settings())


def _of_level(selection: Selection) -> Selection:
    """What is the same for each area: the key under which answers are kept."""
    anything = cut(date(2000, 1, 1), date(2001, 1, 1), Stap.GEHEEL)[0]
    same = replace(selection, van=anything.van, tot=anything.tot, stap=Stap.GEHEEL, gebieden=())
    return replace(same, absoluut=False, noemer="")


@lru_cache(maxsize=8)
def _score_pairs(selection: Selection, _options: Settings) -> tuple[Pair, ...]:
    offered = common.available(selection.snapshot, [selection.niveau])
    chosen = [next((i for i in indicators.on_screen(name) if i in offered), None) for name in SCORES]
    found = _registered(selection, [i for i in chosen if i and not i.is_survey])
    found |= _asked(selection, [i for i in chosen if i and i.is_survey])
    return tuple(found[i.id] for i in chosen if i and i.id in found)


@lru_cache(maxsize=8)
def _measured(selection: Selection, _options: Settings) -> Surroundings:
    offered = common.available(selection.snapshot, [selection.niveau])
    scores, span = score_pairs(selection), _span(selection)
    questions = [i for i in offered if i.is_survey]
    kinds = tuple(_registered(selection, [i for i in offered if _is_kind(i)]).values())
    city = common.municipality(selection.snapshot).code
    return Surroundings(
        selection=selection,
        scores=scores,
        rankings=tuple(rank(one.areas, one.whole, one.period.label) for one in scores),
        kinds=kinds,
        questions=tuple(_asked(selection, questions).values()),
        rounds={question.id: round_on_round_all(question, selection) for question in questions},
        spread=spread(kinds, replace(selection, niveau=Niveau.GEMEENTE), city),
        lines=_lines(selection, span),
        span=span,
    )


def spread(kinds: Iterable[Pair], selection: Selection, gebied: str) -> dict[str, float]:
    """phi of the monthly counts of every kind in one area, by id, up to the end of its period; NaN where unknown."""
    found: dict[str, float] = {}
    listed = list(kinds)
    for period in dict.fromkeys(one.period for one in listed):
        together = [one.indicator for one in listed if one.period == period]
        found |= standing_out.overdispersion(together, replace(selection, tot=period.tot), gebied)
    return found


def trend_indicators(selection: Selection) -> tuple[Indicator, ...]:
    """The indicators of the trends that this level knows per month."""
    return tuple(i for i in indicators.on_screen(TRENDS) if coverage(selection.snapshot, i, selection.niveau).maanden)


def _is_kind(indicator: Indicator) -> bool:
    """A registered kind that is no sum of others: a sum would count what stands out twice."""
    teller = indicator.teller
    return (
        not isinstance(teller, SurveyNumerator)
        and indicator.noemer is not None
        and not indicators.is_sum(indicator)
        and not set(teller.soorten) & set(TOTALS)
    )


def _registered(selection: Selection, asked: Iterable[Indicator]) -> dict[str, Pair]:
    """The recent period of each, by id; indicators with the same period are measured together."""
    found: dict[str, Pair] = {}
    for period, together in _by_period(selection, asked):
        own = replace(selection, van=period.van, tot=period.tot, stap=Stap.GEHEEL, gebieden=())
        areas, city = measure_all(together, own), measure_all(together, replace(own, niveau=Niveau.GEMEENTE))
        found |= {name: pair(areas[name], city[name]) for name in areas}
    return found


def _by_period(selection: Selection, asked: Iterable[Indicator]) -> Iterator[tuple[Period, list[Indicator]]]:
    groups: dict[Period, list[Indicator]] = {}
    for indicator in asked:
        period = recent_period(coverage(selection.snapshot, indicator, selection.niveau))
        if period is not None:
            groups.setdefault(period, []).append(indicator)
    yield from groups.items()


def _asked(selection: Selection, questions: Iterable[Indicator]) -> dict[str, Pair]:
    """The last round of each question at this level, by id."""
    found: dict[str, Pair] = {}
    for question in questions:
        years = coverage(selection.snapshot, question, selection.niveau).jaren
        if years:
            van, tot = date(years[-1], 1, 1), date(years[-1] + 1, 1, 1)
            own = replace(selection, van=van, tot=tot, stap=Stap.JAAR, gebieden=())
            city = measure(question, replace(own, niveau=Niveau.GEMEENTE))
            found[question.id] = pair(measure(question, own), city)
    return found


def _span(selection: Selection) -> tuple[date, date] | None:
    """The last five years of the months known."""
    known = [
        months
        for i in trend_indicators(selection)
        if (months := trends.whole_range(coverage(selection.snapshot, i, selection.niveau)))
    ]
    if not known:
        return None
    tot = max(last for _first, last in known)
    return max(min(first for first, _last in known), add_months(tot, -12 * TREND_YEARS)), tot


def _lines(selection: Selection, span: tuple[date, date] | None) -> dict[str, Series]:
    if span is None:
        return {}
    city = common.municipality(selection.snapshot).code
    asked = replace(selection, niveau=Niveau.GEMEENTE, van=span[0], tot=span[1])
    return trends.rolling_all(trend_indicators(selection), asked, city)
