"""Which areas differ more from the city than figures of their size do: every area's place in the funnel."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from analytics.comparisons import Z95
from analytics.frames import floats
from analytics.indicators import Noemer
from analytics.language import _
from analytics.measures import ONDERDRUKT, ONTBREEKT, Measurement
from analytics.methods import funnel, planning
from analytics.methods.funnel import CONTROL, Dispersion, Floats

PERCENT = "%"
KLEIN = "klein"


class Position(StrEnum):
    """Where an area lies: `boven` and `onder` outside the 99.8% limits, `misschien` between those and the 95% ones."""

    BOVEN = "boven"
    MISSCHIEN_BOVEN = "misschien_boven"
    BINNEN = "binnen"
    MISSCHIEN_ONDER = "misschien_onder"
    ONDER = "onder"


@dataclass(frozen=True)
class Counts:
    """A funnel of counts per denominator. `rate`: registrations of the city per unit of the denominator."""

    rate: float
    per: int

    def expected(self, rows: pd.DataFrame) -> Floats:
        """What areas of this size would have with the city's rate, in registrations."""
        return self.rate * floats(rows["omvang"])

    def dispersion(self, rows: pd.DataFrame) -> Dispersion:
        """How much more than by chance the areas differ (square root scale)."""
        if len(rows) < 2:
            return Dispersion(1.0, 0.0)
        return funnel.dispersion(floats(rows["teller"]), self.expected(rows))

    def z(self, rows: pd.DataFrame, tau2: float) -> Floats:
        """`(sqrt(O/E) - 1) / sqrt(1/(4E) + tau2)`: without tau2 the z-score of funnel.z_scores."""
        expected = self.expected(rows)
        return np.asarray(funnel.z_scores(floats(rows["teller"]), expected) / np.sqrt(1.0 + 4.0 * expected * tau2))

    def limits(self, sizes: Any, tau2: float, confidence: float) -> tuple[Floats, Floats]:
        """Limits of the rate at these sizes: exact Poisson, widened by `tau2` and never narrower for it.

        The normal form of the widened lower limit is too high where only a few are expected.
        """
        size = np.asarray(sizes, dtype=np.float64)
        expected = self.rate * size
        low, high = funnel.count_limits(expected, confidence)
        if tau2:
            wide_low, high = funnel.widened_limits(expected, tau2, confidence)
            low = np.minimum(low, wide_low)
        return low / size * self.per, high / size * self.per


@dataclass(frozen=True)
class Answers:
    """A funnel of shares (0-100) or means of respondents. `deviation`: that of one answer, weighting counted in."""

    mean: float
    deviation: float
    lowest: float
    highest: float

    def dispersion(self, rows: pd.DataFrame) -> Dispersion:
        """How much more than by chance the areas differ, tau2 in the unit of the value squared."""
        return funnel.dispersion_of(self.z(rows, 0.0), floats(rows["omvang"]) / self.deviation**2)

    def z(self, rows: pd.DataFrame, tau2: float) -> Floats:
        """`(value - city) / sqrt(deviation^2 / n + tau2)`."""
        error = np.sqrt(self.deviation**2 / floats(rows["omvang"]) + tau2)
        return np.asarray((floats(rows["waarde"]) - self.mean) / error)

    def limits(self, sizes: Any, tau2: float, confidence: float) -> tuple[Floats, Floats]:
        """Limits of the value with this many respondents; a share stays within 0 and 100."""
        low, high = funnel.mean_limits(sizes, self.mean, self.deviation, tau2, confidence)
        return np.maximum(low, self.lowest), np.minimum(high, self.highest)


@dataclass(frozen=True)
class Funnel:
    """`rows`: the areas that can be placed, by code, with the columns of a measurement plus `omvang` (denominator or
    respondents), `verwacht` (counts only), `z` and `oordeel` (a Position). `aside`: the others, with `reden` 'klein' |
    'onderdrukt' | 'ontbreekt'. `form` is None, and `reden` says why, when there is nothing to hold areas against.
    `widened`: whether the limits reckon with differences between areas besides chance."""

    measurement: Measurement
    periode: str
    stad: "pd.Series[Any]"
    rows: pd.DataFrame
    aside: pd.DataFrame
    form: Counts | Answers | None
    dispersion: Dispersion
    widened: bool
    design_effect: float = 1.0
    reden: str = ""

    @property
    def tau2(self) -> float:
        """The variance between areas that the limits reckon with."""
        return self.dispersion.tau2 if self.widened else 0.0

    def at(self, *positions: Position) -> tuple[str, ...]:
        """Codes of the areas in these positions, the farthest out first."""
        if self.form is None:
            return ()
        found = self.rows[self.rows["oordeel"].isin([position.value for position in positions])]
        return tuple(str(code) for code in found["z"].abs().sort_values(ascending=False, kind="stable").index)

    @property
    def outside(self) -> tuple[str, ...]:
        """Codes of the areas outside the 95% limits."""
        return self.at(*(position for position in Position if position is not Position.BINNEN))

    def by_chance(self, confidence: float) -> float:
        """How many areas would lie outside these limits by chance alone."""
        return (1.0 - confidence) * len(self.rows)


def place(measurement: Measurement, city: Measurement, periode: str, *, widened: bool) -> Funnel:
    """Hold the areas of one period against the city's figure; `widened`: as Spiegelhalter widens for over-dispersion.

    Counts need a denominator; surveys the number of respondents, and report marks also an interval, from which the
    deviation of one answer follows: `sqrt(mean of n se^2)`. Shares have `sqrt(p (100 - p))`, times the root of the
    design effect (the median over the areas of what their intervals say).
    """
    rows, stad = _with_reasons(measurement, periode), city.at(periode).iloc[0]
    aside, usable = rows[rows["reden"] != ""], rows[rows["reden"] == ""].drop(columns="reden")
    effect = median_design_effect(usable, measurement)
    form, why = _form(measurement, city, periode, usable, effect)
    if form is None:
        return Funnel(measurement, periode, stad, usable, aside, None, Dispersion(1.0, 0.0), widened, effect, why)
    spread = form.dispersion(usable)
    tau2 = spread.tau2 if widened else 0.0
    placed = usable.assign(z=form.z(usable, tau2), oordeel=_positions(usable, form, tau2))
    if isinstance(form, Counts):
        placed["verwacht"] = form.expected(usable)
    return Funnel(measurement, periode, stad, placed, aside, form, spread, widened, effect)


def is_share(measurement: Measurement) -> bool:
    """Whether values are percentages of respondents."""
    return measurement.indicator.is_survey and measurement.eenheid == PERCENT


def median_design_effect(rows: pd.DataFrame, measurement: Measurement) -> float:
    """The median of what the intervals of areas say about weighting, at least 1; 1 where that is not known."""
    if not is_share(measurement):
        return 1.0
    columns = zip(*(floats(rows[name]) for name in ("waarde", "ondergrens", "bovengrens", "noemer")), strict=True)
    found = np.array([planning.design_effect(p / 100, low / 100, high / 100, n) for p, low, high, n in columns])
    known = found[~np.isnan(found)]
    return max(1.0, float(np.median(known))) if len(known) else 1.0


def one_answer(rows: pd.DataFrame) -> float:
    """Standard deviation of one respondent's answer within an area: `sqrt(mean of n se^2)`; NaN without intervals."""
    error = (floats(rows["bovengrens"]) - floats(rows["ondergrens"])) / (2 * Z95)
    squared = floats(rows["noemer"]) * error**2
    known = squared[~np.isnan(squared)]
    return float(np.sqrt(known.mean())) if len(known) else float("nan")


def _with_reasons(measurement: Measurement, periode: str) -> pd.DataFrame:
    rows = measurement.at(periode).copy()
    small = measurement.too_small().to_numpy()[(measurement.values["periode"] == periode).to_numpy()]
    absent = rows["waarde"].isna() | rows["noemer"].isna()
    status = np.where(rows["status"] == ONDERDRUKT, ONDERDRUKT, ONTBREEKT)
    rows["reden"] = np.select([absent.to_numpy(), small], [status, KLEIN], "")
    rows["omvang"] = rows["noemer"]
    return rows


def _form(
    measurement: Measurement, city: Measurement, periode: str, rows: pd.DataFrame, effect: float
) -> tuple[Counts | Answers | None, str]:
    value = float(floats(city.at(periode)["waarde"])[0])
    if len({method for asked, method in (*measurement.methoden, *city.methoden) if asked == periode}) > 1:
        return None, _("de gemeente is met een andere methode gemeten")
    if np.isnan(value):
        return None, _("er is geen gemeentecijfer om gebieden naast te leggen")
    if rows.empty:
        return None, _("er zijn geen gebieden met een bruikbaar cijfer")
    if isinstance(measurement.noemer, Noemer):
        per = measurement.noemer.per
        return (Counts(value / per, per), "") if value > 0 else (None, _("er is in de gemeente niets geregistreerd"))
    if is_share(measurement):
        deviation = float(np.sqrt(max(value * (100.0 - value), 0.0) * effect))
        known = (Answers(value, deviation, 0.0, 100.0), "")
    else:
        deviation = one_answer(rows)
        known = (Answers(value, deviation, -np.inf, np.inf), "")
    return known if deviation > 0 else (None, _("van deze cijfers is niet bekend hoe onzeker zij zijn"))


def _positions(rows: pd.DataFrame, form: Counts | Answers, tau2: float) -> list[str]:
    value, size = floats(rows["waarde"]), floats(rows["omvang"])
    (low, high), (lowest, highest) = (form.limits(size, tau2, confidence) for confidence in CONTROL)
    order = (Position.BOVEN, Position.ONDER, Position.MISSCHIEN_BOVEN, Position.MISSCHIEN_ONDER)
    tests = [value > highest, value < lowest, value > high, value < low]
    return [str(word) for word in np.select(tests, [p.value for p in order], Position.BINNEN.value)]
