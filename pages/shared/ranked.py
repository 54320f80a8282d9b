"""Rankings, asked once and remembered: of now, of the period before, and by every denominator."""

from dataclasses import replace

from analytics import ranking
from analytics.areas import Niveau
from analytics.coverage import coverage
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection, measure
from analytics.periods import previous_year
from analytics.ranking import Ranking
from analytics.views import common
from pages.shared import controls, data

CHOICES = (3, 5, 8, 10)  # how many areas can be called the lowest


def how_many() -> int:
    """Choose how many areas are called the lowest."""
    texts = {str(k): str(k) for k in CHOICES}
    return int(controls.select("k", _("Laagste"), texts, str(ranking.K), width=110))


def of(indicator: Indicator, selection: Selection, k: int) -> Ranking:
    """The ranking of one period."""
    return data.ask(rank_of, indicator, selection, k)


def before(indicator: Indicator, selection: Selection, k: int) -> Ranking | None:
    """That of the survey round before, or of the same months a year earlier; None when it is not known."""
    known = coverage(selection.snapshot, indicator, selection.niveau)
    (period,) = selection.periods
    if indicator.is_survey:
        rounds = [year for year in known.jaren if year < period.van.year]
        if not rounds:
            return None
        asked = replace(selection, van=period.van.replace(year=rounds[-1]), tot=period.tot.replace(year=rounds[-1] + 1))
    else:
        earlier = previous_year(period)
        if not known.has(earlier.van, earlier.tot):
            return None
        asked = replace(selection, van=earlier.van, tot=earlier.tot)
    return of(indicator, asked, k)


def by_denominator(indicator: Indicator, selection: Selection, k: int) -> dict[str, Ranking]:
    """The ranking of the same period by each denominator that the snapshot knows."""
    names = common.rate_choices(indicator, selection.snapshot)
    if len(names) < 2:
        return {}
    return {name: of(indicator, replace(selection, noemer=name), k) for name in names}


def rank_of(indicator: Indicator, selection: Selection, k: int) -> Ranking:
    """Measure and rank: a pure function of its arguments, so that it can be remembered."""
    city = measure(indicator, replace(selection, niveau=Niveau.GEMEENTE, gebieden=()))
    return ranking.rank(measure(indicator, selection), city, selection.periods[0].label, k)
