"""Which kinds are registered more, or less, often in an area than elsewhere: beside the rest of the city and beside
buurten that are like it, with a rule that knows how many kinds were looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analytics import statistics
from analytics.beside_city import Pair
from analytics.comparisons import DISPERSION_YEARS
from analytics.frames import floats
from analytics.indicators import Indicator
from analytics.measures import Selection, measure_all
from analytics.methods.multiple_tests import UNKNOWN, Ratio, exact_ratio, exceptional
from analytics.periods import Stap, add_months
from analytics.typology import alike


@dataclass(frozen=True)
class Kind:
    """One kind in one area: its row in the pair, its ratio to the rest of the city and to similar buurten.

    `city_stands_out` and `alike_stands_out`: whether that survives the correction for looking at many kinds.
    """

    pair: Pair
    row: dict[str, Any]
    city: Ratio
    alike: Ratio
    city_stands_out: bool
    alike_stands_out: bool

    @property
    def indicator(self) -> Indicator:
        """The kind as declared."""
        return self.pair.indicator

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


def compare(pairs: Iterable[Pair], gebied: str, phi: Mapping[str, float]) -> tuple[Kind, ...]:
    """Every kind with a count in this area. `pairs`: per kind the areas of the level and the city, over one period.

    The rest of the city is the city without the area. The counts of an area and of what it is compared with are
    widened by `phi`, by id of the indicator; what is unknown counts as 1.
    """
    counted = [pair for pair in pairs if pair.rows[gebied]["teller"] is not None]
    found = [_ratios(pair, gebied, _phi(phi.get(pair.indicator.id))) for pair in counted]
    by_city = exceptional([city.p for city, _alike in found])
    by_alike = exceptional([similar.p for _city, similar in found])
    return tuple(Kind(pair, pair.rows[gebied], *found[i], by_city[i], by_alike[i]) for i, pair in enumerate(counted))


def _ratios(pair: Pair, gebied: str, phi: float) -> tuple[Ratio, Ratio]:
    own = pair.rows[gebied]
    similar = [pair.rows[code] for code in alike(gebied) if code in pair.rows]
    return _against(own, _without(pair.city, own), phi), _against(own, _together(similar), phi)


def _phi(found: float | None) -> float:
    return 1.0 if found is None or np.isnan(found) else found


Exposed = tuple[int, float]  # a count with its denominator


def _without(city: dict[str, Any], own: dict[str, Any]) -> Exposed | None:
    if None in (city["teller"], city["noemer"], own["noemer"]):
        return None
    return city["teller"] - own["teller"], city["noemer"] - own["noemer"]


def _together(rows: Sequence[dict[str, Any]]) -> Exposed | None:
    """The sum over the areas that are large enough to have a rate; None where one of them is not known."""
    large = [row for row in rows if not row["klein"]]
    if not large or any(None in (row["teller"], row["noemer"]) for row in large):
        return None
    return sum(row["teller"] for row in large), sum(row["noemer"] for row in large)


def _against(own: dict[str, Any], other: Exposed | None, phi: float) -> Ratio:
    if own["klein"] or other is None or not own["noemer"] or other[0] < 0 or other[1] <= 0:
        return UNKNOWN
    return exact_ratio(own["teller"], own["noemer"], *other, overdispersion=phi)
