"""How long the signals of a month take: `python -m benchmarks.signals`.

On the live snapshot (the shipped sample, unless VEILIGHEID_DATA says otherwise): a month and a year from nothing, and
the same model fitted series by series with statsmodels on a sample of the series, as a ratio within one run.
"""

import time
from collections.abc import Callable

import numpy as np

from analytics.access import Toegang
from analytics.database import open_database
from analytics.methods.surveillance import monthly
from analytics.monthly_series import monthly_series
from analytics.settings import settings
from analytics.signals import month, months, past_year
from analytics.snapshots import live
from tests.oracle.surveillance import anscombe_weights, poisson

SAMPLE = 100  # series fitted one by one; a whole month of them takes too long to wait for


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def one_by_one(series: list[np.ndarray]) -> None:
    """The two fits of Farrington Flexible per series."""
    level = monthly.SCHEME.level(monthly.SCHEME.lags)
    seasons = np.column_stack([level == one for one in range(monthly.SCHEME.levels - 1)])
    columns = np.column_stack([np.ones(len(level)), seasons, -monthly.SCHEME.lags / 12]).astype(float)
    for counts in series:
        poisson(counts, columns, anscombe_weights(counts, poisson(counts, columns), monthly.SCHEME.outlier))


def main() -> None:
    """Measure and print."""
    snapshot = live(settings().root)
    opened = seconds(lambda: open_database(snapshot))
    read = seconds(lambda: monthly_series(snapshot))
    found = monthly_series(snapshot)
    last = months(snapshot)[0]
    first = seconds(lambda: month(snapshot, Toegang.VOLLEDIG, last))
    rest = seconds(lambda: past_year(snapshot, Toegang.VOLLEDIG, last))
    column = found.column(last)
    past = found.counts[:, column - monthly.SCHEME.lags]
    busy = np.flatnonzero(past.sum(axis=1) > 200)[:SAMPLE]
    slow = seconds(lambda: one_by_one(list(past[busy]))) / len(busy)
    every = np.zeros(len(found.series), dtype=int)
    panel = monthly.Panel(found.counts, found.counts, every, every)
    batch = min(seconds(lambda: monthly.assess(panel, column)) for _round in range(3)) / len(every)
    print(f"{len(found.series)} reeksen van {len(found.maanden)} maanden")
    print(f"openen {opened:.2f} s, reeksen tellen {read:.2f} s")
    print(f"signalen van een maand {first:.2f} s, van de elf daarvoor {rest:.2f} s")
    print(f"een maand, alle toetsen: {batch * len(every):.2f} s, {1e6 * batch:.0f} µs per reeks")
    print(f"statsmodels, alleen het model: {1e6 * slow:.0f} µs per reeks, {slow / batch:.0f} keer zo lang")


if __name__ == "__main__":
    main()
