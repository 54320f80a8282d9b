"""Areas in order of an indicator, the least favourable first. Certainty is said per value."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.comparisons import against_city
from analytics.frames import floats
from analytics.measures import Measurement
from analytics.statistics import Verdict


@dataclass(frozen=True)
class Ranking:
    """`rows`: the ranked areas, worst first, indexed by code, with the columns of a measurement plus `positie` and
    `oordeel` (against the city: GESTEGEN = higher). `unranked`: areas left out, with `reden`
    'klein' | 'onderdrukt' | 'ontbreekt'. `stad`: the city's own row."""

    measurement: Measurement
    periode: str
    rows: pd.DataFrame
    unranked: pd.DataFrame
    stad: "pd.Series[Any]"

    @property
    def unfavourable(self) -> tuple[str, ...]:
        """Codes of areas whose whole interval lies on the unfavourable side of the city's value, worst first."""
        higher_is_worse = self.measurement.indicator.richting != "hoger_is_beter"
        bad = Verdict.GESTEGEN if higher_is_worse else Verdict.GEDAALD
        return tuple(self.rows.index[self.rows["oordeel"] == bad.value])

    @property
    def favourable(self) -> tuple[str, ...]:
        """Codes of areas whose whole interval lies on the favourable side, in list order."""
        higher_is_worse = self.measurement.indicator.richting != "hoger_is_beter"
        good = Verdict.GEDAALD if higher_is_worse else Verdict.GESTEGEN
        return tuple(self.rows.index[self.rows["oordeel"] == good.value])


def rank(measurement: Measurement, city: Measurement, periode: str) -> Ranking:
    """Order the areas of one period. Ties share a position; areas without a usable value are set apart, not last."""
    rows = measurement.at(periode).copy()
    verdicts = against_city(measurement, city, periode)
    rows["oordeel"] = [verdicts[str(code)].value for code in rows.index]
    small = measurement.too_small().to_numpy()[(measurement.values["periode"] == periode).to_numpy()]
    rows["reden"] = np.select([rows["status"].isin(["onderdrukt", "ontbreekt"]), small], [rows["status"], "klein"], "")
    ranked = rows[rows["reden"] == ""].copy()
    worst_high = measurement.indicator.richting != "hoger_is_beter"
    ranked["positie"] = pd.Series(floats(ranked["waarde"]), index=ranked.index).rank(
        method="min", ascending=not worst_high
    )
    ranked = ranked.sort_values(["positie"], kind="stable").drop(columns="reden")
    ranked["positie"] = ranked["positie"].astype("Int64")
    return Ranking(
        measurement=measurement,
        periode=periode,
        rows=ranked,
        unranked=rows[rows["reden"] != ""],
        stad=city.at(periode).iloc[0],
    )
