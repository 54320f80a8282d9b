"""Areas by the chance of being among the least favourable, with how sure that is.

A rank of raw figures is mostly luck where samples are small. Here every area's figure is first weighed against what
figures of its kind usually are (small_areas), and the rank is that of draws from what is then known (ranks).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.comparisons import Z95, overdispersion
from analytics.frames import floats
from analytics.measures import Measurement
from analytics.methods import planning, ranks
from analytics.methods.ranks import DRAWS, ONDUIDELIJK, Ranks, rankability
from analytics.methods.small_areas import FayHerriot, PoissonGamma, fay_herriot, poisson_gamma

K = 5  # the lowest so many, when nobody chooses
FLIP = 0.25  # of the list: so much further up or down with another denominator is worth a flag
CERTAINTY = 1.645  # standard errors that leave 5% on one side


@dataclass(frozen=True)
class Ranking:
    """`rows`: the ranked areas, likeliest to be among the `k` least favourable first, indexed by code. Besides the
    columns of a measurement:

    positie          place of the raw figure, ties shared
    geschat, geschat_onder, geschat_boven
                     the shrunk estimate with its 95% interval, in the unit of the value
    gewicht          share of the area's own figure in it, 0-1
    rang             expected rank; rang_onder and rang_boven its 95% interval
    kans             chance of being among the k least favourable, 0-1
    groep            ranks.ZEKER | MOGELIJK | ONDUIDELIJK
    volgende_onder, volgende_boven
                     where the raw figure of a next round of the same size would lie with 95% if nothing changed
    nodig            respondents with which a 'mogelijk' would be decided (surveys), else NaN

    `unranked`: areas left out, with `reden` 'klein' | 'onderdrukt' | 'ontbreekt' | 'geen interval'. `stad`: the city's
    own row. `rankability`: the part of the differences that is not chance, 0-1; NaN with fewer than two areas.
    `overdispersie`: phi of the counts, 1 for surveys.
    """

    measurement: Measurement
    periode: str
    k: int
    rows: pd.DataFrame
    unranked: pd.DataFrame
    stad: "pd.Series[Any]"
    rankability: float
    overdispersie: float = 1.0

    def of(self, groep: str) -> tuple[str, ...]:
        """Codes of the areas in one group, in the order of the list."""
        return tuple(str(code) for code in self.rows.index[self.rows["groep"] == groep])

    @property
    def lowest(self) -> tuple[str, ...]:
        """The k areas with the least favourable raw figures: what a plain list would pick."""
        return tuple(str(code) for code in self.rows.sort_values("positie", kind="stable").index[: self.k])


def rank(measurement: Measurement, city: Measurement, periode: str, k: int = K) -> Ranking:
    """Rank the areas of one period; `k` is at most half of them. What has no usable figure is set apart, not last."""
    rows = measurement.at(periode).copy()
    rows["reden"] = _reasons(measurement, rows, periode)
    usable = rows[rows["reden"] == ""].drop(columns="reden")
    high = worst_high(measurement)
    usable["positie"] = pd.Series(floats(usable["waarde"]), index=usable.index).rank(method="min", ascending=not high)
    usable["positie"] = usable["positie"].astype("Int64")
    phi = _phi(measurement, periode) if len(usable) > 1 else 1.0
    k = max(1, min(k, len(usable) // 2))  # 'the lowest 5' of 7 would say nothing
    ranked, share = _estimated(measurement, usable, k, phi, periode)
    return Ranking(
        measurement=measurement,
        periode=periode,
        k=k,
        rows=ranked.sort_values(["kans", "rang", "positie"], ascending=[False, True, True], kind="stable"),
        unranked=rows[rows["reden"] != ""],
        stad=city.at(periode).iloc[0],
        rankability=share,
        overdispersie=phi,
    )


def worst_high(measurement: Measurement) -> bool:
    """Whether a higher value is the less favourable one."""
    return measurement.indicator.richting != "hoger_is_beter"


def flips(lists: dict[str, Ranking]) -> dict[str, tuple[str, str]]:
    """Areas that another reasonable denominator moves far: code -> the denominators with the worst and the best rank.

    `lists`: rankings of the same areas by the name of their denominator. Far is a quarter of the list.
    """
    if len(lists) < 2:
        return {}
    places = pd.DataFrame({name: ranking.rows["rang"].astype(float) for name, ranking in lists.items()}).dropna()
    moved = places[(places.max(axis=1) - places.min(axis=1)) >= FLIP * len(places)]
    return {str(code): (str(row.idxmin()), str(row.idxmax())) for code, row in moved.iterrows()}


def _reasons(measurement: Measurement, rows: pd.DataFrame, periode: str) -> Any:
    small = measurement.too_small().to_numpy()[(measurement.values["periode"] == periode).to_numpy()]
    hidden = rows["status"].isin(["onderdrukt", "ontbreekt"]) | rows["waarde"].isna()
    unsure = rows["ondergrens"].isna() | rows["bovengrens"].isna()
    status = rows["status"].where(rows["status"].isin(["onderdrukt", "ontbreekt"]), "ontbreekt")
    return np.select([hidden, small, unsure], [status, "klein", "geen interval"], "")


def _phi(measurement: Measurement, periode: str) -> float:
    """How clustered the counts are: the middle one of the areas, so that no single area decides."""
    if measurement.indicator.is_survey:
        return 1.0
    (period,) = [period for period in measurement.selection.periods if period.label == periode]
    return float(np.median(list(overdispersion(measurement.indicator, measurement.selection, period).values())))


def _estimated(
    measurement: Measurement, rows: pd.DataFrame, k: int, phi: float, periode: str
) -> tuple[pd.DataFrame, float]:
    """Add estimate, rank and group; and the rankability."""
    if len(rows) < 2:
        return _alone(rows), np.nan
    selection = measurement.selection
    # not the snapshot: published again with the same figures, a list must not change; the denominator it has, so that
    # naming it or leaving it to the indicator is the same question
    below = measurement.noemer.van if measurement.noemer is not None else ""
    random = ranks.seed(measurement.indicator.id, periode, selection.niveau.value, below)
    if measurement.indicator.is_survey:
        return _survey(measurement, rows, k, random)
    return _counts(measurement, rows, k, phi, random)


def _survey(
    measurement: Measurement, rows: pd.DataFrame, k: int, random: np.random.Generator
) -> tuple[pd.DataFrame, float]:
    values, low, high = (floats(rows[name]) for name in ("waarde", "ondergrens", "bovengrens"))
    errors = np.maximum((high - low) / (2 * Z95), 1e-6)
    fit: FayHerriot = fay_herriot(values, errors**2)
    draws = fit.draw(random, DRAWS)
    found = ranks.summarise(draws, k, worst_high=worst_high(measurement), random=random)
    lower, upper = fit.interval()
    reach = Z95 * np.sqrt(fit.variance + errors**2)
    estimate = (fit.estimate, lower, upper, fit.weight, fit.estimate - reach, fit.estimate + reach)
    placed = _placed(rows, estimate, found)
    placed["nodig"] = _needed(placed, k, errors, floats(rows["noemer"]), high=worst_high(measurement))
    return placed, rankability(fit.between, errors**2)


def _counts(
    measurement: Measurement, rows: pd.DataFrame, k: int, phi: float, random: np.random.Generator
) -> tuple[pd.DataFrame, float]:
    counts = floats(rows["teller"])
    below = floats(rows["noemer"]) if measurement.is_rate else np.ones(len(rows))
    overall = max(counts.sum(), 1.0) / below.sum()
    expected = overall * below
    fit: PoissonGamma = poisson_gamma(counts, expected, phi)
    draws = fit.draw(random, DRAWS)
    found = ranks.summarise(draws, k, worst_high=worst_high(measurement), random=random)
    scale = overall * (measurement.noemer.per if measurement.noemer is not None else 1)
    lower, upper = fit.interval()
    again = random.poisson(draws * expected / phi) * phi / expected
    next_low, next_high = np.quantile(again, [0.025, 0.975], axis=0)
    estimate = (
        fit.mean * scale, lower * scale, upper * scale, fit.weight, next_low * scale, next_high * scale,
    )  # fmt: skip
    placed = _placed(rows, estimate, found).assign(nodig=np.nan)
    return placed, rankability(fit.between, phi * fit.nu / fit.alpha / expected)


def _placed(rows: pd.DataFrame, estimate: tuple[Any, ...], found: Ranks) -> pd.DataFrame:
    names = ("geschat", "geschat_onder", "geschat_boven", "gewicht", "volgende_onder", "volgende_boven")
    return rows.assign(
        **dict(zip(names, estimate, strict=True)),
        rang=found.expected,
        rang_onder=found.low,
        rang_boven=found.high,
        kans=found.chance,
        groep=list(found.groups),
    )


def _needed(rows: pd.DataFrame, k: int, errors: Any, n: Any, *, high: bool) -> Any:
    """Respondents with which an area that may be low would be told apart from the border of the lowest k.

    The border lies halfway between the k-th and the next estimate; told apart is 1.645 standard errors away.
    """
    ordered = np.sort(floats(rows["geschat"]))
    ordered = ordered[::-1] if high else ordered
    if k >= len(ordered):
        return np.full(len(rows), np.nan)
    border = (ordered[k - 1] + ordered[k]) / 2
    gap = np.abs(floats(rows["geschat"]) - border) / CERTAINTY
    with np.errstate(divide="ignore"):
        needed = planning.respondents_for_error(errors, n, np.where(gap > 0, gap, np.nan))
    asked = rows["groep"].eq(ranks.MOGELIJK).to_numpy() & (needed > n) & (needed <= planning.MOST)
    return np.where(asked, needed, np.nan)


def _alone(rows: pd.DataFrame) -> pd.DataFrame:
    """One area, or none: nothing to weigh it against."""
    return rows.assign(
        geschat=rows["waarde"], geschat_onder=rows["ondergrens"], geschat_boven=rows["bovengrens"], gewicht=1.0,
        volgende_onder=np.nan, volgende_boven=np.nan, rang=1.0, rang_onder=1, rang_boven=1, kans=np.nan,
        groep=ONDUIDELIJK, nodig=np.nan,
    )  # fmt: skip
