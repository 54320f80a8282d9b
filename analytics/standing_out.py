"""Which kinds are registered more, or less, often in an area than elsewhere: beside the rest of the city and beside
buurten that are like it, with a rule that knows how many kinds were looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analytics import statistics
from analytics.comparisons import DISPERSION_YEARS
from analytics.frames import floats, records
from analytics.indicators import Indicator
from analytics.measures import Measurement, Selection, measure_all
from analytics.multiple_tests import UNKNOWN, Ratio, exact_ratio, exceptional
from analytics.periods import Stap, add_months
from analytics.typology import alike


@dataclass(frozen=True)
class Kind:
    """One kind in one area: its row in the measurement, its ratio to the rest of the city and to similar buurten.

    `city_stands_out` and `alike_stands_out`: whether that survives the correction for looking at many kinds.
    """

    measurement: Measurement
    row: dict[str, Any]
    city: Ratio
    alike: Ratio
    city_stands_out: bool
    alike_stands_out: bool

    @property
    def indicator(self) -> Indicator:
        """The kind as declared."""
        return self.measurement.indicator

    @property
    def stands_out(self) -> bool:
        """Beside the city, or beside similar buurten."""
        return self.city_stands_out or self.alike_stands_out


def overdispersion(kinds: Sequence[Indicator], selection: Selection, gebied: str) -> dict[str, float]:
    """phi per kind of the monthly counts of an area over the five years up to `selection.tot`; NaN where unknown."""
    van = add_months(selection.tot, -12 * DISPERSION_YEARS)
    asked = replace(selection, van=van, gebieden=(gebied,), stap=Stap.MAAND, absoluut=True, noemer="")
    return {
        name: statistics.dispersion(floats(found.values["teller"]).reshape(DISPERSION_YEARS, 12))
        for name, found in measure_all(kinds, asked).items()
    }


def compare(kinds: Sequence[tuple[Measurement, Measurement]], gebied: str, phi: dict[str, float]) -> tuple[Kind, ...]:
    """Every kind with a count in this area. `kinds`: per kind the areas of the level and the city, over one period.

    The rest of the city is the city without the area. The counts of an area and of what it is compared with are
    widened by `phi`; what is unknown counts as 1.
    """
    rows = [(areas, _row(areas, gebied), _row(city)) for areas, city in kinds]
    counted = [(areas, own, city) for areas, own, city in rows if own["teller"] is not None]
    found = [
        (_against(own, _without(city, own), spread), _against(own, _together(areas, alike(gebied)), spread))
        for areas, own, city in counted
        for spread in [_phi(phi.get(areas.indicator.id))]
    ]
    by_city = exceptional([city.p for city, _alike in found])
    by_alike = exceptional([alike.p for _city, alike in found])
    return tuple(Kind(areas, own, *found[i], by_city[i], by_alike[i]) for i, (areas, own, _city) in enumerate(counted))


def _row(measurement: Measurement, gebied: str | None = None) -> dict[str, Any]:
    rows = measurement.values if gebied is None else measurement.values[measurement.values["gebied"] == gebied]
    small = bool(measurement.too_small()[rows.index].iloc[0]) if gebied else False
    return {**records(rows)[0], "klein": small}


def _phi(found: float | None) -> float:
    return 1.0 if found is None or np.isnan(found) else found


Exposed = tuple[int, float]  # a count with its denominator


def _without(city: dict[str, Any], own: dict[str, Any]) -> Exposed | None:
    if None in (city["teller"], city["noemer"], own["noemer"]):
        return None
    return city["teller"] - own["teller"], city["noemer"] - own["noemer"]


def _together(areas: Measurement, codes: Sequence[str]) -> Exposed | None:
    """The sum over these areas that are large enough to have a rate; None where one of them is not known."""
    rows = areas.values[areas.values["gebied"].isin(codes) & ~areas.too_small()]
    if rows.empty or rows["teller"].isna().any() or rows["noemer"].isna().any():
        return None
    return int(rows["teller"].sum()), float(rows["noemer"].sum())


def _against(own: dict[str, Any], other: Exposed | None, phi: float) -> Ratio:
    if own["klein"] or other is None or not own["noemer"] or other[0] < 0 or other[1] <= 0:
        return UNKNOWN
    return exact_ratio(own["teller"], own["noemer"], *other, overdispersion=phi)
