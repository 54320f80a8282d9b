"""One indicator over one period, every area of a level beside the city: looked up many times, worked out once."""

from dataclasses import dataclass
from typing import Any

from analytics.comparisons import against_city
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.measures import Measurement
from analytics.periods import Period
from analytics.statistics import Verdict


@dataclass(frozen=True)
class Pair:
    """`rows`: the row of each area by code, as in a measurement with None for what is missing, and `klein` where its
    denominator is under the minimum. `city`: the row of the city. `verdicts`: each area beside the city."""

    areas: Measurement
    whole: Measurement
    rows: dict[str, dict[str, Any]]
    city: dict[str, Any]
    verdicts: dict[str, Verdict]

    @property
    def indicator(self) -> Indicator:
        """The indicator as declared."""
        return self.areas.indicator

    @property
    def period(self) -> Period:
        """The one period."""
        return self.areas.selection.periods[0]


def pair(areas: Measurement, whole: Measurement) -> Pair:
    """Put two measurements of one period beside each other; `whole` is that of the city."""
    small = areas.too_small().tolist()
    rows = {str(row["gebied"]): {**row, "klein": few} for row, few in zip(records(areas.values), small, strict=True)}
    (city,) = records(whole.values)
    verdicts = against_city(areas, whole, areas.selection.periods[0].label)
    return Pair(areas, whole, rows, {**city, "klein": False}, verdicts)
