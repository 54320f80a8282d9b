"""How many respondents each area needs for a wanted margin, planned from the last round of a question."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.comparisons import Z95
from analytics.database import open_database
from analytics.frames import floats
from analytics.language import _
from analytics.measures import Measurement
from analytics.methods import planning
from analytics.methods.errors_in_variables import Floats
from analytics.outliers import is_share, median_design_effect, one_answer
from analytics.settings import settings

INHABITANTS = "inwoners"
UNLIMITED = float("inf")  # more respondents than planning looks for


@dataclass(frozen=True)
class Plan:
    """`rows`, by area code, in the unit of the value: `n` respondents now, `waarde` with its interval, `marge` now,
    `nodig` respondents, `zichtbaar` and `straks` (the smallest change between two rounds that is seen with 80% power,
    now and with `nodig`), `geleend` (planned with the city's figure, for want of an own one).

    `aside`: areas with fewer inhabitants than the minimum or than `nodig`, with `reden` 'klein' | 'meer'. `wanted`: the
    margin. `reden` says why there is no plan.
    """

    measurement: Measurement
    periode: str
    wanted: float
    stad: "pd.Series[float]"
    design_effect: float
    rows: pd.DataFrame
    aside: pd.DataFrame
    reden: str = ""

    @property
    def now(self) -> int:
        """Respondents now in the areas that can be planned for."""
        return int(np.nansum(floats(self.rows["n"])))

    @property
    def needed(self) -> float:
        """Respondents needed in those areas together."""
        return float(floats(self.rows["nodig"]).sum())

    @property
    def short(self) -> int:
        """In how many of them there are too few now."""
        return int((self.extra > 0).sum())

    @property
    def extra(self) -> Floats:
        """Per area how many more are needed than there are now; 0 where there are enough."""
        return np.asarray(np.maximum(0.0, floats(self.rows["nodig"]) - np.nan_to_num(floats(self.rows["n"]))))


def plan(measurement: Measurement, city: Measurement, periode: str, wanted: float) -> Plan:
    """Plan from the figures of one round. `wanted`: half the width of the 95% interval, in the unit of the value.

    Shares: by the Wilson interval and the median design effect of the areas (planning.respondents_needed). Marks and
    scale scores: by the standard error of the interval, which shrinks with the root of n (respondents_for_error). An
    area without a figure of its own is planned with the city's share, or with the usual deviation of one answer.
    """
    rows, stad = measurement.at(periode), city.at(periode).iloc[0]
    effect = median_design_effect(rows, measurement)
    why = _why_not(measurement, rows, stad)
    base = pd.DataFrame({name: floats(rows[name]) for name in ("waarde", "ondergrens", "bovengrens")}, index=rows.index)
    base["n"], base["inwoners"] = floats(rows["noemer"]), _inhabitants(measurement, rows.index)
    base["geleend"] = np.isnan(floats(base["waarde"]))
    if why:
        return Plan(measurement, periode, wanted, stad, effect, base.iloc[:0].assign(nodig=[]), base, why)
    planned = _shares(base, stad, wanted, effect) if is_share(measurement) else _marks(base, rows, wanted)
    planned["reden"] = _reasons(planned)
    usable = planned[planned["reden"] == ""].drop(columns="reden")
    return Plan(measurement, periode, wanted, stad, effect, usable, planned[planned["reden"] != ""])


def _why_not(measurement: Measurement, rows: pd.DataFrame, stad: "pd.Series[float]") -> str:
    if rows["noemer"].isna().all():
        return _("van deze ronde is niet bekend hoeveel respondenten er waren")
    if is_share(measurement):
        return _("er is geen gemeentecijfer") if pd.isna(stad["waarde"]) else ""
    return _("van deze cijfers is geen interval bekend") if np.isnan(one_answer(rows)) else ""


def _shares(base: pd.DataFrame, stad: "pd.Series[float]", wanted: float, effect: float) -> pd.DataFrame:
    own = floats(base["waarde"])
    share = np.where(np.isnan(own), float(stad["waarde"]), own) / 100.0
    n = np.maximum(floats(base["n"]), 1.0)
    half = (floats(base["bovengrens"]) - floats(base["ondergrens"])) / 2
    computed = 100 * np.array([planning.margin(p, m, design_effect=effect) for p, m in zip(share, n, strict=True)])
    needed = np.array([planning.respondents_needed(p, wanted / 100, design_effect=effect) or UNLIMITED for p in share])
    deviation = np.sqrt(share * (1 - share) * effect)
    return base.assign(
        marge=_known(np.where(np.isnan(half), computed, half), base),
        nodig=needed,
        zichtbaar=_known(100 * planning.smallest_change_for_error(deviation / np.sqrt(n)), base),
        straks=100 * planning.smallest_change_for_error(deviation / np.sqrt(needed)),
    )


def _marks(base: pd.DataFrame, rows: pd.DataFrame, wanted: float) -> pd.DataFrame:
    n = np.maximum(floats(base["n"]), 1.0)
    own = (floats(base["bovengrens"]) - floats(base["ondergrens"])) / (2 * Z95)
    error = np.where(np.isnan(own), one_answer(rows) / np.sqrt(n), own)
    needed = planning.respondents_for_error(error, n, wanted / Z95)
    return base.assign(
        marge=_known(Z95 * error, base),
        nodig=needed,
        zichtbaar=_known(planning.smallest_change_for_error(error), base),
        straks=planning.smallest_change_for_error(error * np.sqrt(n / needed)),
    )


def _known(values: Floats, base: pd.DataFrame) -> Floats:
    """Of a round without a figure of its own nothing is known: nobody answered, or too few."""
    return np.where(base["geleend"].to_numpy(), np.nan, values)


def _reasons(planned: pd.DataFrame) -> list[str]:
    people = floats(planned["inwoners"])
    small, more = people < settings().minimum_inwoners, floats(planned["nodig"]) > people
    return [str(reason) for reason in np.select([small, more], ["klein", "meer"], "")]


def _inhabitants(measurement: Measurement, codes: "pd.Index[str]") -> Floats:
    """Inhabitants per area in the year of the round; NaN where they are not known."""
    selection = measurement.selection
    (period,) = selection.periods
    known = open_database(selection.snapshot).run(
        "noemers",
        kenmerk=INHABITANTS,
        niveau=selection.niveau.value,
        gebieden=list(selection.gebieden),
        perioden=[period.label],
        tot=[period.tot],
    )
    return floats(known.set_index("gebied")["noemer"].reindex(codes))
