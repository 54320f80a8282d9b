"""What the monthly figures of the city were earlier: made up, by the same late registration as the last months."""

import numpy as np
import pandas as pd

from analytics.refresh.sample.counts import Counts
from analytics.refresh.sample.facts import MONTHS, Floats, Ints, generator, kinds, month_starts, parameters


def table(counts: Counts) -> pd.DataFrame:
    """The rows of STANDEN: for each earlier moment the recent months of every kind and of the totals."""
    known = _by_age(counts.city)
    settings = parameters()["standen"]
    parts = [_moment(known, newest, settings["maanden"]) for newest in range(MONTHS - 1 - settings["keer"], MONTHS - 1)]
    rows = pd.concat(parts, ignore_index=True).assign(gebied=parameters()["gemeente"])
    return rows.sort_values(["peildatum", "soort", "maand"], ignore_index=True)


def _by_age(city: Ints) -> Ints:
    """Age (months since the month itself ended) x kind x month: what was known then, never more than later."""
    shares = _shares()
    random = generator("standen")
    now = np.minimum(MONTHS - 1 - np.arange(MONTHS), len(shares) - 1)
    known = np.empty((len(shares), *city.shape), dtype=np.int64)
    known[-1] = city
    for age in range(len(shares) - 2, -1, -1):
        arrived = np.where(now <= age, 1.0, shares[age] / shares[age + 1])
        known[age] = random.binomial(known[age + 1], arrived)
    return known


def _shares() -> Floats:
    """Share that has arrived by age; the last one is everything."""
    return np.array([*parameters()["standen"]["aandeel"], 1.0])


def _moment(known: Ints, newest: int, months: int) -> pd.DataFrame:
    """What was known halfway the month after `newest`."""
    numbers = np.arange(newest - months + 1, newest + 1)
    ages = np.minimum(newest - numbers, len(known) - 1)
    seen = known[ages, :, numbers].T  # kind x month
    table = kinds()
    visible = ~table["verborgen"].to_numpy()
    rubriek = table["rubriek"].to_numpy()
    totals = [seen[rubriek == name].sum(axis=0) for name in ("misdrijf", "overlast")]
    names = [*table["soort"][visible], "0.0.0", "overlast"]
    values = np.vstack([seen[visible], *totals])
    starts = month_starts()
    return pd.DataFrame(
        {
            "peildatum": starts[newest + 1] + np.timedelta64(parameters()["standen"]["peildag"] - 1, "D"),
            "soort": np.repeat(np.array(names, dtype=object), len(numbers)),
            "maand": np.tile(starts[numbers], len(names)),
            "aantal": values.ravel(),
        }
    )
