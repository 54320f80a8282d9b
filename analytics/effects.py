"""What an agenda brought about: its area against comparison areas that were chosen before the start.

Source: Wheeler AP, Ratcliffe JH. A simple weighted displacement difference test to evaluate place based crime
interventions. Crime Science 2018;7:11. What changed in the treated area minus what changed in the comparison areas,
with, where asked, the same for the areas beside it (displacement). Counts are Poisson: the variance of a sum of
weighted counts is the sum of squared weights times the counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from scipy.special import ndtri

from analytics import breaks
from analytics.agenda import declared
from analytics.areas import Niveau, own_area
from analytics.comparisons import Figure, figures, overdispersion, tone
from analytics.coverage import Coverage, coverage
from analytics.formatting import date_long
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, Selection, measure
from analytics.neighbours import neighbours
from analytics.periods import Period, Stap, add_months, cut, months_between
from analytics.statistics import Verdict, verdict

YEAR = 12  # months: whole years, so that both periods hold the same seasons
MOST_YEARS = 3  # longer ago is another time


@dataclass(frozen=True)
class Counts:
    """Registrations of one or more areas before and after. `weight` multiplies both; `phi` is their over-dispersion
    (1: no more than chance). `years`: the length of both periods, when these differ."""

    before: float
    after: float
    weight: float = 1.0
    phi: float = 1.0
    years: tuple[float, float] = (1.0, 1.0)

    @property
    def change(self) -> float:
        """Weighted change per unit of time."""
        return self.weight * (self.after / self.years[1] - self.before / self.years[0])

    @property
    def variance(self) -> float:
        """Of that change: each count has its own value as its variance."""
        spread = self.after / self.years[1] ** 2 + self.before / self.years[0] ** 2
        return self.weight**2 * self.phi * spread


@dataclass(frozen=True)
class Difference:
    """The weighted displacement difference in registrations, its standard error and interval. Negative: fewer than
    expected. `verdict` says no more than the interval."""

    estimate: float
    error: float
    lower: float
    upper: float

    @property
    def verdict(self) -> Verdict:
        """GEDAALD reads as fewer than expected, GESTEGEN as more."""
        return verdict(self.lower, self.upper, unchanged=0.0)


def displacement_difference(
    treated: Counts,
    comparison: Counts,
    displacement: Counts | None = None,
    displacement_comparison: Counts | None = None,
    *,
    confidence: float = 0.95,
) -> Difference:
    """WDD = dT - dC (+ dDT - dDC) of one kind of crime. Raises ValueError for negative counts."""
    signed = [(1, treated), (-1, comparison), (1, displacement), (-1, displacement_comparison)]
    return _summed([(sign, counts) for sign, counts in signed if counts is not None], confidence)


def weighted_total(parts: Iterable[tuple[float, Difference]], *, confidence: float = 0.95) -> Difference:
    """Several kinds of crime as one figure, each with its weight (such as harm). The kinds are independent."""
    kept = list(parts)
    estimate = sum(weight * part.estimate for weight, part in kept)
    return _interval(estimate, float(np.sqrt(sum((weight * part.error) ** 2 for weight, part in kept))), confidence)


def _summed(signed: Sequence[tuple[int, Counts]], confidence: float) -> Difference:
    if any(count < 0 for _sign, counts in signed for count in (counts.before, counts.after)):
        raise ValueError("Aantallen kunnen niet kleiner dan nul zijn.")
    estimate = sum(sign * counts.change for sign, counts in signed)
    return _interval(estimate, float(np.sqrt(sum(counts.variance for _sign, counts in signed))), confidence)


def _interval(estimate: float, error: float, confidence: float) -> Difference:
    reach = float(ndtri(0.5 + confidence / 2)) * error
    return Difference(float(estimate), error, float(estimate) - reach, float(estimate) + reach)


@dataclass(frozen=True)
class Effect:
    """What is known of the effect of an agenda on one indicator. `reden`: why nothing can be said (yet); empty when
    something can. `te_vroeg`: it is only a matter of waiting.

    `gebied`: in the area itself; `buren`: in the areas beside it; `samen`: both. Counts per period as registered.
    `tone`: beter | slechter | gelijk | '' for the area itself.
    """

    indicator: Indicator
    reden: str = ""
    te_vroeg: bool = False
    voor: Period | None = None
    na: Period | None = None
    aantal: tuple[int, int] | None = None
    vergelijking: tuple[int, int] | None = None
    gewicht: float = 1.0
    gebied: Difference | None = None
    buren: Difference | None = None
    samen: Difference | None = None
    buurgebieden: tuple[str, ...] = ()

    @property
    def tone(self) -> str:
        """Whether it is good news, by the declared direction of the indicator."""
        return tone(self.gebied.verdict, self.indicator) if self.gebied is not None else ""


def effect(indicator: Indicator, selection: Selection, gebied: str, vergelijking: Sequence[str], begin: date) -> Effect:
    """The effect on one indicator of an agenda in `gebied` that began on `begin`.

    `selection` gives snapshot and access only. Both periods are the same number of whole years (at most three): the
    one before ends with the last whole month before the start, the one after begins with the first whole month from
    the start and holds final figures only. The comparison areas together are scaled to the size of the area by the
    denominator of the indicator in the period before; without one by their number. Areas beside it are compared with
    the same comparison areas; variances are widened by the over-dispersion of each group before the start.
    """
    if own_area(selection.snapshot, gebied) is not None:
        return Effect(indicator, _("van een aandachtsgebied wordt geen effect berekend: het heeft geen evenknie"))
    niveau = Niveau.BUURT if gebied.startswith("BU") else Niveau.WIJK
    asked = replace(selection, niveau=niveau, stap=Stap.GEHEEL, gebieden=(), absoluut=False, noemer="")
    if indicator.is_survey:
        return Effect(indicator, _("dit wordt alleen berekend voor geregistreerde aantallen, niet voor een enquête"))
    if not vergelijking:
        return Effect(indicator, _("er zijn vóór het begin geen vergelijkingsgebieden gekozen"))
    known = coverage(selection.snapshot, indicator, niveau)
    both = _periods(indicator, known, begin)
    if isinstance(both, str):
        return Effect(indicator, both, te_vroeg=_is_early(known, begin))
    return _measured(indicator, asked, gebied, tuple(vergelijking), both)


def _periods(indicator: Indicator, known: Coverage, begin: date) -> tuple[Period, Period] | str:
    """The longest whole years on both sides of the start that are known, over no break; else why there are none."""
    before_ends = begin.replace(day=1)
    after_begins = before_ends if begin.day == 1 else add_months(before_ends, 1)
    if known.last_final is None:
        return _("van deze indicator zijn er geen definitieve maandcijfers")
    if _is_early(known, begin):
        first = add_months(after_begins, declared().minimum_maanden)
        return _("nog te vroeg; het kan zodra de cijfers tot {day} definitief zijn").format(day=date_long(first))
    years = min(MOST_YEARS, months_between(after_begins, known.last_final) // YEAR)
    reason = _("over het jaar voor of na het begin zijn er geen maandcijfers")
    for length in (YEAR * n for n in range(years, 0, -1)):
        van, tot = add_months(before_ends, -length), add_months(after_begins, length)
        if not (known.has(van, before_ends) and known.has(after_begins, tot)):
            continue
        crossed = breaks.between(indicator, van, tot)
        if not crossed:
            return cut(van, before_ends, Stap.GEHEEL)[0], cut(after_begins, tot, Stap.GEHEEL)[0]
        reason = crossed[0].tekst
    return reason


def _is_early(known: Coverage, begin: date) -> bool:
    """Whether fewer final months have passed since the start than the stated minimum."""
    first = begin if begin.day == 1 else add_months(begin.replace(day=1), 1)
    return known.last_final is not None and add_months(first, declared().minimum_maanden) > known.last_final


def _measured(
    indicator: Indicator, asked: Selection, gebied: str, vergelijking: tuple[str, ...], both: tuple[Period, Period]
) -> Effect:
    before, after = both
    found = [figures(measure(indicator, replace(asked, van=period.van, tot=period.tot))) for period in both]
    now = {code: (found[0][code, before.label], found[1][code, after.label]) for code, _label in found[0]}
    beside = tuple(sorted(neighbours(asked.snapshot).get(gebied, frozenset()) & now.keys() - set(vergelijking)))
    wrong = _not_countable(now, (gebied, *vergelijking))
    if wrong:
        return Effect(indicator, wrong, voor=before, na=after)
    phi = overdispersion(indicator, asked, before)
    countable = () if _not_countable(now, beside) else beside
    own, others, around = (_together(now, codes, phi) for codes in ((gebied,), vergelijking, countable))
    weights = [_scale(now, codes, vergelijking) for codes in ((gebied,), countable)]
    return Effect(
        indicator,
        voor=before,
        na=after,
        aantal=(int(own.before), int(own.after)),
        vergelijking=(int(others.before), int(others.after)),
        gewicht=weights[0],
        gebied=displacement_difference(own, replace(others, weight=weights[0])),
        buren=displacement_difference(around, replace(others, weight=weights[1])) if countable else None,
        # one comparison group under both: its weights add up before they are squared
        samen=displacement_difference(own, replace(others, weight=sum(weights)), around) if countable else None,
        buurgebieden=countable,
    )


Pairs = dict[str, tuple[Figure, Figure]]


def _not_countable(now: Pairs, codes: Iterable[str]) -> str:
    """Why these areas cannot be counted in both periods; empty when they can."""
    for code in codes:
        if code not in now:
            return _("{code} komt in deze momentopname niet voor").format(code=code)
        statuses = {figure.status for figure in now[code]}
        if ONDERDRUKT in statuses:
            return _("een van de aantallen is te klein om te tonen")
        if any(figure.teller is None for figure in now[code]):
            return _("een van de aantallen ontbreekt")
    return ""


def _together(now: Pairs, codes: Iterable[str], phi: dict[str, float]) -> Counts:
    """Areas as one: their counts added, with the over-dispersion of each by the size of its count."""
    kept = tuple(codes)
    sums = [sum(now[code][i].teller or 0 for code in kept) for i in (0, 1)]
    total = sum(sums)
    spread = sum(phi[code] * sum(figure.teller or 0 for figure in now[code]) for code in kept)
    return Counts(sums[0], sums[1], phi=spread / total if total else 1.0)


def _scale(now: Pairs, codes: tuple[str, ...], vergelijking: tuple[str, ...]) -> float:
    """How many times the comparison areas fit in these areas, by their denominators before the start."""
    if not codes:
        return 0.0
    sizes = [[now[code][0].noemer for code in group] for group in (codes, vergelijking)]
    if all(size for group in sizes for size in group):
        return sum(s for s in sizes[0] if s) / sum(s for s in sizes[1] if s)
    return len(codes) / len(vergelijking)
