"""One month of many series: the season and the spread they share, what counts as an alarm, and the promise itself:
no more false signals than the budget when nothing changes."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.methods.surveillance import monthly
from analytics.methods.surveillance.monthly import Panel, alarms, assess, expected_band
from benchmarks.signals_power import HISTORY, World, false_signals, outbreak_power, rise_power, simulate

SMALL = World(kinds=10, buurten=12, wijken=3, highest=4.0, lowest=0.05)


def panel(counts, *, group=None, whole=None):
    """Series that share one group, with the first as the whole."""
    rows = np.zeros(len(counts), dtype=int)
    return Panel(counts, counts, rows if whole is None else whole, rows if group is None else group)


def steady(mean, months=HISTORY + 1, series=1, seed=0):
    return np.random.default_rng(seed).poisson(mean, (series, months)).astype(float)


def test_a_small_series_takes_the_season_of_its_whole():
    """Ten times as many in the season of now; too few of its own to see that."""
    season = np.where(monthly.SCHEME.level(np.arange(HISTORY, -1, -1)) == 3, 1.0, 0.1)
    whole = np.round(100 * season)[None, :]
    small = (np.arange(HISTORY + 1) % 8 == 0).astype(float)[None, :]
    band = expected_band(panel(np.concatenate([whole, small])), HISTORY)
    assert band.mean[0] == pytest.approx(100, rel=0.02)
    assert band.mean[1] > 2.0 * small.mean()


def test_a_season_of_its_own_is_kept():
    """With registrations enough a series does not follow the whole."""
    season = np.where(monthly.SCHEME.level(np.arange(HISTORY, -1, -1)) == 3, 1.0, 0.1)
    counts = np.stack([np.round(100 * season), np.full(HISTORY + 1, 20.0)])
    assert expected_band(panel(counts), HISTORY).mean[1] == pytest.approx(20.0, rel=1e-3)


def test_no_series_is_taken_to_be_calmer_than_its_like():
    rng = np.random.default_rng(1)
    wild = rng.poisson(5 * rng.gamma(1.0, 1.0, (20, HISTORY + 1))).astype(float)
    calm = np.full((1, HISTORY + 1), 5.0)
    alone = expected_band(panel(calm), HISTORY)
    among = expected_band(panel(np.concatenate([calm, wild])), HISTORY)
    assert alone.dispersion[0] == 1.0
    assert among.dispersion[0] == pytest.approx(6.0, rel=0.25)
    apart = expected_band(panel(np.concatenate([calm, wild]), group=np.r_[1, np.zeros(20, int)]), HISTORY)
    assert apart.dispersion[0] == 1.0


def test_a_series_without_any_history_silences_no_other():
    counts = steady(3.0, series=5)
    counts[2, :-1] = np.nan
    found = assess(panel(counts), HISTORY)
    assert np.isnan([found.p[2], found.rise.p[2]]).all()
    assert not np.isnan(np.delete(found.p, 2)).any()
    assert not np.isnan(np.delete(found.rise.p, 2)).any()
    assert found.tests == 8


def test_an_unknown_month_is_not_tested():
    counts = steady(3.0, series=2)
    counts[1, -1] = np.nan
    found = assess(panel(counts), HISTORY)
    assert np.isnan([found.p[1], found.rise.p[1]]).all()


def test_what_is_not_history_is_not_learned_from():
    """A jump in months that are not history leaves the band where it was."""
    counts = steady(3.0, series=3)
    history = counts.copy()
    history[:, -12:] = np.nan
    counts[:, -12:-1] = 50.0
    band = expected_band(Panel(counts, history, np.zeros(3, int), np.zeros(3, int)), HISTORY)
    assert (band.mean < 5.0).all()


def test_alarms_need_registrations_and_come_once():
    counts = steady(2.0, series=3)
    counts[:, -4:] = 0.0
    counts[0, -1], counts[1, -1], counts[2, -12:] = 40.0, 4.0, 9.0
    now, before = (assess(panel(counts), month) for month in (HISTORY, HISTORY - 1))
    high, risen = alarms(now, None, 0.01)
    assert high.tolist() == [True, False, False]
    assert risen.tolist() == [False, False, True]  # of the first the month says so already
    assert now.p[1] < 0.5
    assert not alarms(now, None, 0.5)[0][1]  # four in four months: never
    assert not alarms(now, None, 0.01, smallest=41)[0].any()
    assert not alarms(now, before, 0.01)[1].any()  # the rise was there a month ago


def test_simulated_wholes_are_sums():
    made = simulate(SMALL, 5, np.random.default_rng(0))
    one = made.counts[: SMALL.areas]
    assert (one[: SMALL.buurten].sum(axis=0) == one[-1]).all()
    assert (one[SMALL.buurten : -1].sum(axis=0) == one[-1]).all()
    assert made.whole[: SMALL.areas].tolist() == [SMALL.areas - 1] * SMALL.areas


@pytest.mark.parametrize("world", [SMALL, replace(SMALL, clustering=0.6, waves=0.15)], ids=["plain", "clustered"])
def test_false_signals_stay_within_the_budget(world):
    """A small city over 40 months; a whole one over 1.000 is below."""
    for budget, counts in false_signals(world, 40, seed=7, budgets=(1.0, 5.0)).items():
        assert 0 < counts.mean() <= budget


def test_outbreaks_and_rises_are_found():
    power = outbreak_power(SMALL, 2, budget=2.0, seed=8)
    assert power[1, 4] > 0.95  # twenty more, where less than one is usual
    assert power[2, 3] > 0.7  # twelve more, where one to three are usual
    assert (np.diff(power, axis=1) >= 0).all()
    either, single = rise_power(SMALL, 1, budget=2.0, seed=9)
    assert either[3, 2] > 0.7  # three times as many within a year, where three to ten are usual
    assert either[3, 2] > single[3, 2] + 0.2  # which the months one by one do not see


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("world", [World(), World(clustering=0.6, waves=0.15)], ids=["plain", "clustered"])
def test_a_thousand_months_of_a_whole_city(world):
    """44 buurten, 7 wijken and the city, 62 kinds: the mean stays under each budget, with its margin of chance."""
    parts = [false_signals(world, 100, seed) for seed in range(10)]
    for budget in parts[0]:
        counts = np.concatenate([part[budget] for part in parts])
        assert len(counts) == 1000
        assert counts.mean() + 1.96 * counts.std(ddof=1) / np.sqrt(len(counts)) <= budget
