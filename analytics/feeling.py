"""Where people feel less safe than registered crime explains, and where safer: crime and feeling per area together.

The rule: a straight line of feeling on the logarithm of the crime rate, with the uncertainty of both and with areas
that differ besides (analytics/methods/errors_in_variables.py, after Fuller 1987). An area feels less safe than its
crime explains when the 95% interval of its distance to the line through the other areas lies wholly on the unsafe side.
The logarithm: twice as much crime is the same step in a quiet area as in a busy one, and a city centre does not set
the line.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.comparisons import Z95, against_city
from analytics.coverage import Coverage
from analytics.errors import WrongUsage
from analytics.frames import floats
from analytics.language import _
from analytics.measures import ONDERDRUKT, Measurement
from analytics.methods import errors_in_variables
from analytics.methods.errors_in_variables import FEWEST, Floats, Line
from analytics.periods import Period
from analytics.statistics import Verdict

HALF = 0.5  # added to a count, so that nought has a logarithm too
SAFER_WHEN_HIGHER = "hoger_is_beter"


class Judgement(StrEnum):
    """What the distance to the line allows to be said."""

    ONVEILIGER = "onveiliger"
    VEILIGER = "veiliger"
    PAST = "past"
    NIET_TE_ZEGGEN = "niet_te_zeggen"


@dataclass(frozen=True)
class Side:
    """One of the two figures in its one period: `value` of the city, and the verdict per area against it."""

    measurement: Measurement
    periode: str
    stad: "pd.Series[float]"
    verdicts: dict[str, Verdict]


@dataclass(frozen=True)
class Feeling:
    """`rows`: areas with both figures, by code: `misdrijven` and `gevoel`, each with `_laag` and `_hoog` (95%),
    `teller`, `noemer`, `n`, `klein` (too few inhabitants for a rate); `verschil` with `_laag` and `_hoog`: feeling
    minus what the line says, in the unit of the feeling; `oordeel` (a Judgement).

    `aside`: the others, with `reden` 'klein' | 'onderdrukt' | 'ontbreekt' | 'interval'. `line` is None, and `reden`
    says why, when no line can be drawn; everything can still be compared with the city.
    """

    crime: Side
    survey: Side
    rows: pd.DataFrame
    aside: pd.DataFrame
    line: Line | None
    reden: str = ""

    @property
    def unsafe_is_high(self) -> bool:
        """Whether a higher answer means feeling less safe."""
        return self.survey.measurement.indicator.richting != SAFER_WHEN_HIGHER

    def judged(self, judgement: Judgement) -> tuple[str, ...]:
        """Codes of the areas with this judgement, the farthest from the line (in standard errors) first."""
        if self.line is None:
            return ()
        found = self.rows[self.rows["oordeel"] == judgement.value]
        far = (found["verschil"] / (found["verschil_hoog"] - found["verschil_laag"])).abs()
        return tuple(str(code) for code in far.sort_values(ascending=False, kind="stable").index)

    def line_at(self, rates: Floats) -> Floats:
        """What the line says at these crime rates. Raises ValueError without a line."""
        if self.line is None:
            raise ValueError(self.reden)
        return self.line.at(np.log(rates))


def nearest_year(known: Coverage, year: int) -> int | None:
    """The year of crime to lay beside a survey of `year`: the final year nearest to it, of two the earlier.

    A provisional one only when there is no other; None without any whole year.
    """
    final = [y for y in known.jaren if known.voorlopig_vanaf is None or y < known.voorlopig_vanaf.year]
    offered = final or list(known.jaren)
    return min(offered, key=lambda y: (abs(y - year), y)) if offered else None


def compare(crime: Measurement, crime_city: Measurement, survey: Measurement, survey_city: Measurement) -> Feeling:
    """Crime (a rate) against feeling (a survey with a declared direction), each of one period, per area.

    Raises WrongUsage for a crime figure without a denominator.
    """
    if crime.noemer is None:
        raise WrongUsage(_("Misdrijven naast beleving leggen kan alleen per inwoner, woning of een andere noemer."))
    objective, felt = _side(crime, crime_city), _side(survey, survey_city)
    rows = _joined(objective, felt)
    rows["klein"] = _small(objective)
    rows["reden"] = _reasons(rows)
    usable, aside = rows[rows["reden"] == ""].drop(columns="reden"), rows[rows["reden"] != ""]
    line = _line(usable, crime.noemer.per)
    why = "" if line is not None else _why_not(usable)
    return Feeling(objective, felt, _judged(usable, line, felt), aside, line, why)


def _side(measurement: Measurement, city: Measurement) -> Side:
    period: Period = measurement.selection.periods[0]
    return Side(measurement, period.label, city.at(period.label).iloc[0], against_city(measurement, city, period.label))


def _joined(crime: Side, survey: Side) -> pd.DataFrame:
    left, right = crime.measurement.at(crime.periode), survey.measurement.at(survey.periode)
    columns = {"waarde": "", "ondergrens": "_laag", "bovengrens": "_hoog"}
    joined = pd.DataFrame(index=left.index)
    for name, frame in (("misdrijven", left), ("gevoel", right.reindex(left.index))):
        for column, suffix in columns.items():
            joined[f"{name}{suffix}"] = floats(frame[column])
        joined[f"{name}_status"] = frame["status"].to_numpy()
    joined["teller"], joined["noemer"] = floats(left["teller"]), floats(left["noemer"])
    joined["n"] = floats(right.reindex(left.index)["noemer"])
    return joined


def _small(crime: Side) -> NDArray[np.bool_]:
    measurement = crime.measurement
    return np.asarray(measurement.too_small().to_numpy()[(measurement.values["periode"] == crime.periode).to_numpy()])


def _reasons(rows: pd.DataFrame) -> list[str]:
    small = rows["klein"].to_numpy()
    hidden = ((rows["misdrijven_status"] == ONDERDRUKT) | (rows["gevoel_status"] == ONDERDRUKT)).to_numpy()
    absent = rows[["misdrijven", "gevoel"]].isna().any(axis=1).to_numpy()
    unsure = rows[["gevoel_laag", "gevoel_hoog"]].isna().any(axis=1).to_numpy()
    found = np.select([hidden, absent, small, unsure], ["onderdrukt", "ontbreekt", "klein", "interval"], "")
    return [str(reason) for reason in found]


def _line(rows: pd.DataFrame, per: int) -> Line | None:
    """Feeling on log((count + 1/2) / denominator * per); the variance of that logarithm is 1 / (count + 1/2)."""
    count = floats(rows["teller"]) + HALF
    rate = np.log(count / floats(rows["noemer"]) * per)
    error = (floats(rows["gevoel_hoog"]) - floats(rows["gevoel_laag"])) / (2 * Z95)
    return errors_in_variables.fit(rate, 1.0 / count, floats(rows["gevoel"]), error**2)


def _why_not(rows: pd.DataFrame) -> str:
    if len(rows) < FEWEST:
        return _("er zijn minder dan {n} gebieden met beide cijfers").format(n=FEWEST)
    return _("de misdrijfcijfers van de gebieden verschillen vooral door toeval")


def _judged(rows: pd.DataFrame, line: Line | None, survey: Side) -> pd.DataFrame:
    if line is None:
        unknown = dict.fromkeys(("verschil", "verschil_laag", "verschil_hoog"), np.nan)
        return rows.assign(**unknown, oordeel=Judgement.NIET_TE_ZEGGEN.value)
    low, high = line.residuals - Z95 * line.errors, line.residuals + Z95 * line.errors
    above, below = Judgement.ONVEILIGER.value, Judgement.VEILIGER.value
    if survey.measurement.indicator.richting == SAFER_WHEN_HIGHER:
        above, below = below, above
    words = np.select([low > 0, high < 0], [above, below], Judgement.PAST.value)
    return rows.assign(verschil=line.residuals, verschil_laag=low, verschil_hoog=high, oordeel=words)
