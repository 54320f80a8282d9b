"""What an area is held against as of a month: the same as `area_profile.surroundings`, for a month that need not be
the last. One measurement serves the reports of every area of a level."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from analytics import indicators
from analytics.areas import Niveau
from analytics.beside_city import Pair, pair
from analytics.contract import TOTALS
from analytics.indicators import Indicator, SurveyNumerator
from analytics.measures import Selection, measure, measure_all
from analytics.periods import Stap
from analytics.ranking import rank
from analytics.settings import Settings, settings
from analytics.views import common
from analytics.views.area_profile import surroundings as profile
from analytics.views.area_profile.surroundings import Surroundings
from analytics.views.reporting import asof


def measured(asked: Selection, maand: date) -> Surroundings:
    """Everything that is the same for each area of a level. `asked`: snapshot, access and level."""
    return _measured(replace(asked, gebieden=()), maand, settings())


@lru_cache(maxsize=8)
def _measured(asked: Selection, maand: date, _options: Settings) -> Surroundings:
    offered = [i for i in common.available(asked.snapshot, [asked.niveau]) if not _is_new(asked, i, maand)]
    scores = _scores(asked, offered, maand)
    kinds = tuple(_registered(asked, [one for one in offered if _is_kind(one)], maand).values())
    city = common.municipality(asked.snapshot).code
    return Surroundings(
        selection=asked,
        scores=scores,
        rankings=tuple(rank(one.areas, one.whole, one.period.label) for one in scores),
        kinds=kinds,
        questions=tuple(_asked(asked, [one for one in offered if one.is_survey], maand).values()),
        rounds={},
        spread=profile.spread(kinds, replace(asked, niveau=Niveau.GEMEENTE), city),
        lines={},
        span=None,
    )


def _is_new(asked: Selection, indicator: Indicator, maand: date) -> bool:
    return asof.known(asked, indicator, maand).is_empty


def _scores(asked: Selection, offered: list[Indicator], maand: date) -> tuple[Pair, ...]:
    """The four scores of a profile: of each the first that has figures."""
    chosen = [next((i for i in indicators.on_screen(name) if i in offered), None) for name in profile.SCORES]
    wanted = [one for one in chosen if one is not None]
    found = _registered(asked, wanted, maand) | _asked(asked, [one for one in wanted if one.is_survey], maand)
    return tuple(found[one.id] for one in wanted if one.id in found)


def _is_kind(indicator: Indicator) -> bool:
    """A registered kind that is no sum of others, as in the profile."""
    teller = indicator.teller
    return (
        not isinstance(teller, SurveyNumerator)
        and indicator.noemer is not None
        and not indicators.is_sum(indicator)
        and not set(teller.soorten) & set(TOTALS)
    )


def _registered(asked: Selection, found: Iterable[Indicator], maand: date) -> dict[str, Pair]:
    pairs: dict[str, Pair] = {}
    for over, together in asof.by_period(asked, found, maand).items():
        own = replace(asked, van=over.van, tot=over.tot, stap=Stap.GEHEEL)
        areas, city = measure_all(together, own), measure_all(together, replace(own, niveau=Niveau.GEMEENTE))
        pairs |= {name: pair(areas[name], city[name]) for name in areas}
    return pairs


def _asked(asked: Selection, questions: Iterable[Indicator], maand: date) -> dict[str, Pair]:
    pairs: dict[str, Pair] = {}
    for question in questions:
        years = asof.known(asked, question, maand).jaren
        if years:
            own = replace(asked, van=date(years[-1], 1, 1), tot=date(years[-1] + 1, 1, 1), stap=Stap.JAAR)
            pairs[question.id] = pair(measure(question, own), measure(question, replace(own, niveau=Niveau.GEMEENTE)))
    return pairs
