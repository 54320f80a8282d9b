"""Early warning on published numbers: the series salmonella.agona of R's surveillance package and what that package
makes of it (Höhle M. surveillance: An R package for the monitoring of infectious diseases).

Where our answer differs on purpose from that of R, both are here and the reason with them.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.methods.multiple_tests import adjusted
from analytics.methods.surveillance import bayes_limit, cusum, monthly
from analytics.methods.surveillance.farrington import Scheme, expected, limit
from tests.oracle import surveillance as oracle

# Weekly cases of Salmonella Agona in the United Kingdom, 1990-1995.
CASES = """
1 0 5 2 1 2 0 4 0 0 0 3 1 1 0 0 2 2 0 2 6 3 2 1 2 0 1 1 3 5 3 4 3 6 5 8 6 3 6 2 5 2 1 5 7 1 10 3 4 0 0 1 6 0 2 2
0 0 2 2 0 6 7 1 0 0 0 1 1 4 3 1 3 2 6 3 4 4 8 12 9 17 16 8 6 13 4 7 10 3 11 4 6 4 7 6 2 9 2 3 4 1 2 2 0 0 1 2 2
2 5 0 0 4 2 1 3 2 0 1 1 3 0 1 3 2 3 6 2 1 3 3 2 2 2 1 3 3 2 3 0 2 4 6 7 3 1 4 1 2 5 1 3 1 0 1 3 3 0 0 1 1 0 1 4
1 1 0 0 1 1 4 1 0 1 2 1 4 3 3 0 3 5 3 3 4 3 3 3 4 5 7 6 5 3 2 1 3 2 1 2 1 1 0 0 1 1 0 1 4 3 2 0 1 0 3 1 1 4 4 0
1 4 2 0 1 1 0 1 1 2 5 4 0 2 1 1 3 6 1 7 6 2 5 7 5 4 5 6 6 1 2 2 5 4 1 6 2 5 3 4 7 6 10 2 4 0 3 0 1 3 0 1 1 0 1 0
1 0 1 2 2 4 7 6 1 4 6 4 2 4 5 5 9 8 6 3 2 3 4 3 3 4 4 2 1 2 3 2 2 0 4
"""
AGONA = np.array(CASES.split(), dtype=float)
WEEKLY = Scheme()  # ten seasons, four years, 26 weeks left out
LAST_YEAR = range(261, 313)  # weeks, counted from 1
NAN = float("nan")


def flexible(week, alpha=0.01):
    found = expected(AGONA[week - 1 - WEEKLY.lags][None, :], WEEKLY)
    return found, float(limit(found, alpha)[0])


def few_cases(week):
    return AGONA[week - 4 : week].sum() < 5


def test_the_seasons_of_week_300():
    """185 weeks of history; the same season is the last level."""
    sizes = np.bincount(WEEKLY.level(WEEKLY.lags))
    assert sizes.tolist() == [20, 20, 20, 20, 17, 15, 15, 15, 15, 28]


def test_flexible_farrington_in_week_300():
    found, upper = flexible(300)
    assert found.mean[0] == pytest.approx(4.712589849, abs=1e-5)
    assert found.dispersion[0] == pytest.approx(1.366364742, abs=1e-5)
    assert upper == pytest.approx(12.0954, abs=5e-5)


R_FLEXIBLE = [
    4.215149517, 4.207301496, 4.005714378, 4.091066826, 4.066517354, 3.943950114, 4.297266346, 4.619715798,
    4.754696966, NAN, 4.609294807, NAN,
]  # fmt: skip


def test_flexible_farrington_as_r_computes_it():
    """R overwrites the working weights of the model before it predicts (see the oracle). NaN: fewer than five cases."""
    assert oracle.flexible_farrington(AGONA, 299, as_in_r=True)[2] == pytest.approx(11.8912299465, abs=2e-5)
    weeks = LAST_YEAR[: len(R_FLEXIBLE)]
    found = [NAN if few_cases(w) else oracle.flexible_farrington(AGONA, w - 1, as_in_r=True)[2] for w in weeks]
    assert found == pytest.approx(R_FLEXIBLE, rel=1e-4, nan_ok=True)


def test_flexible_farrington_over_a_year():
    """Ours beside a library's regression; a little above R's, with the same alarms."""
    limits = [flexible(week)[1] for week in LAST_YEAR]
    assert limits == pytest.approx([oracle.flexible_farrington(AGONA, week - 1)[2] for week in LAST_YEAR], rel=1e-6)
    assert all(1.0 <= ours / r < 1.01 for ours, r in zip(limits, R_FLEXIBLE, strict=False) if r == r)
    alarms = [i for i, week in enumerate(LAST_YEAR, 1) if AGONA[week - 1] > limits[i - 1] and not few_cases(week)]
    assert alarms == [2, 3, 4, 6, 24]


def test_classic_farrington():
    found = [oracle.classic_farrington(AGONA, week - 1)[1] for week in range(212, 222)]
    published = [5.867253645, 5.381526546, 5.547498590, 0, 0, 7.403832547]
    assert found[:6] == pytest.approx(published, rel=1e-4)
    assert found[6:] == pytest.approx([7.649207898, 6.871202488, 6.471676594, 6.263090703], rel=1e-4)
    year = [oracle.classic_farrington(AGONA, week - 1)[1] for week in range(212, 313)]
    alarms = {i: upper for i, upper in enumerate(year, 1) if 0 < upper < AGONA[210 + i]}
    limits = [4.992435355, 5.432469265, 5.329282586, 5.953579136, 5.776059812, 5.932147400]
    assert alarms == pytest.approx(dict(zip([43, 51, 52, 53, 73, 74], limits, strict=True)), rel=1e-4)


def test_ears():
    first = [oracle.ears(AGONA, week - 1, 0.001) for week in LAST_YEAR]
    assert first[:7] == pytest.approx(
        [9.2750686, 8.8812183, 10.6756648, 10.2750686, 13.5995852, 13.5995852, 13.5923629], abs=1e-6
    )
    second = [oracle.ears(AGONA, week - 1, 0.001, gap=2) for week in LAST_YEAR]
    assert second[:4] == pytest.approx([8.9044546, 9.4502230, 9.2750686, 8.8812183], abs=1e-6)
    for limits, alarms in ((first, [23, 24, 34]), (second, [4, 23, 24, 25])):
        assert [i for i, week in enumerate(LAST_YEAR, 1) if AGONA[week - 1] > limits[i - 1]] == alarms


def test_bayes_limit():
    """Three weeks on either side in two earlier years, and the last three weeks."""
    limits = []
    for week in range(303, 313):
        history = np.concatenate([AGONA[week - 52 * b - 4 : week - 52 * b + 3] for b in (1, 2)])
        history = np.append(history, AGONA[week - 4 : week - 1])
        limits.append(float(bayes_limit.limit(history.sum(), len(history), 0.05)))
    assert limits == [6, 6, 5, 5, 5, 5, 5, 5, 5, 6]


def test_cusum_design():
    assert float(cusum.reference_value(np.array(2.5), np.array(5.0))) == pytest.approx(3.606738, abs=1e-6)
    assert cusum.run_length(2.5, 3.2, 8.9) == pytest.approx(529.481, abs=1e-3)


def test_cusum_of_a_year():
    """Standardised, k 1,04 and h 2,26 standard deviations."""
    mean = AGONA[:260].mean()
    sums = cusum.path(AGONA[None, 260:], np.full((1, 52), mean), 1 + 1.04 / np.sqrt([mean]))[0]
    alarms = np.flatnonzero(sums > 2.26 * np.sqrt(mean)) + 1
    assert alarms.tolist() == [3, 4, 5, 6, 25, *range(34, 41)]


# Benjamini and Hochberg 1995: fifteen chances, and what R's p.adjust makes of them.
CHANCES = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip
ADJUSTED = [
    0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857143, 0.063857143, 0.0645, 0.0765, 0.486, 0.581181818, 0.714875,
    0.753230769, 0.813214286, 1.0,
]  # fmt: skip


def test_many_chances_together():
    assert adjusted(CHANCES) == pytest.approx(ADJUSTED, abs=1e-9)
    assert (adjusted(CHANCES) <= 0.05).sum() == 4
    assert (adjusted(CHANCES, any_dependence=True) <= 0.05).sum() == 3


# -- real months ------------------------------------------------------------------------------------------------------

BURGLARIES = (
    Path(__file__).parents[2] / ".." / "shared/data/crime/woninginbraak_pc4_maand_2023_2026_misdaad_in_kaart.csv"
)


@pytest.mark.shared
@pytest.mark.skipif(not BURGLARIES.exists(), reason="needs the public data files beside the project")
def test_a_wave_of_burglaries_in_real_months():
    """Home burglaries in eight cities, May 2023 to May 2026: February 2026 had a wave in one of them (GM0268), with
    three times as many as usual; the late summer before it was calm everywhere."""
    frame = pd.read_csv(BURGLARIES)
    months = [name for name in sorted(frame["periode"].unique()) if "2023MM05" <= name <= "2026MM05"]
    chosen = frame[frame["soort"] == "Woninginbraak"]
    parts = chosen.pivot_table(index=["gemeentecode", "postcode4"], columns="periode", values="aantal", fill_value=0)
    parts = parts.reindex(columns=months, fill_value=0)
    cities = parts.groupby(level="gemeentecode").sum()
    counts = np.concatenate([cities.to_numpy(float), parts.to_numpy(float)])
    order = list(cities.index)
    whole = np.array([*range(len(order)), *(order.index(city) for city, _postcode in parts.index)])
    group = np.array([0] * len(order) + [1] * len(parts))
    found: dict[str, set[str]] = {}
    before = None
    for month in range(27, len(months)):
        now = monthly.assess(monthly.Panel(counts, counts, whole, group), month)
        high, risen = monthly.alarms(now, before, 1.0 / now.tests)
        found[months[month]] = {order[i] for i in np.flatnonzero(high | risen) if i < len(order)}
        before = now
    assert found["2026MM02"] == {"GM0268"}
    assert not any(found[f"2025MM{number:02}"] for number in (8, 9, 10))
