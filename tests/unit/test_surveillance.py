"""The parts of early warning: the distribution of a coming count, models of many series at once, slow rises."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from analytics.methods.surveillance import bayes_limit, cusum
from analytics.methods.surveillance.farrington import Scheme, expected, limit, reweighted
from analytics.methods.surveillance.predictive import above, limits, mid_p, quantile

MONTHLY = Scheme(period=12, years=8, window=1, levels=4, left_out=3)


@settings(deadline=None)
@given(count=st.integers(0, 200), mean=st.floats(0.01, 150.0), extra=st.floats(0.01, 20.0))
def test_tail_of_a_coming_count(count, mean, extra):
    variance = mean * (1 + extra)
    size = mean**2 / (variance - mean)
    known = nbinom(size, size / (size + mean))
    assert above(count, mean, variance) == pytest.approx(known.sf(count), rel=1e-6, abs=1e-300)
    assert mid_p(count, mean, variance) == pytest.approx(known.sf(count) + 0.5 * known.pmf(count), rel=1e-6, abs=1e-300)
    assert quantile(0.975, mean, variance) == known.ppf(0.975)


def test_without_extra_variance_it_is_poisson():
    assert mid_p(8, 3.0, 3.0) == pytest.approx(poisson(3).sf(8) + 0.5 * poisson(3).pmf(8), rel=1e-4)
    assert mid_p(8, 3.0, 1.0) == mid_p(8, 3.0, 3.0)
    assert [float(part) for part in limits(3.0, 3.0)] == [*poisson(3).ppf([0.025, 0.975])]


def test_what_is_unknown_stays_unknown():
    assert np.isnan(mid_p([np.nan, 3.0], [2.0, np.nan], 3.0)).all()
    assert np.isnan(limits(np.nan, 1.0)).all()


def test_half_a_step_makes_a_threshold_fair():
    """Over means of all sizes, chances under 1% come up about as often as promised; never clearly more often."""
    rng = np.random.default_rng(1)
    means = rng.uniform(0.2, 20.0, 400_000)
    p = mid_p(rng.poisson(means), means, means)
    assert 0.008 < (p < 0.01).mean() < 0.0105


# -- Farrington Flexible, monthly -----------------------------------------------------------------------------------


def test_seasons_of_a_monthly_scheme():
    """The same month a year ago and its neighbours are the last level; three blocks of three months between."""
    level = dict(zip(MONTHLY.lags.tolist(), MONTHLY.level(MONTHLY.lags).tolist(), strict=True))
    assert (min(level), max(level)) == (4, 97)
    assert [level[lag] for lag in (13, 12, 11)] == [3, 3, 3]
    assert [level[lag] for lag in range(22, 13, -1)] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_one_level_looks_at_the_same_season_only():
    scheme = Scheme(period=12, years=2, window=1, levels=1, left_out=3)
    history = np.full((1, len(scheme.lags)), 50.0)
    history[:, scheme.level(scheme.lags) == 0] = 7.0
    assert expected(history, scheme).mean[0] == pytest.approx(7.0, rel=1e-6)


def test_a_season_is_expected_again():
    lags = MONTHLY.lags
    history = np.where(MONTHLY.level(lags) == 3, 30.0, 10.0)[None, :]
    assert expected(history, MONTHLY).mean[0] == pytest.approx(30.0, rel=1e-6)
    assert expected(history, MONTHLY, season=False).mean[0] < 20.0


def test_the_season_of_another_series_as_offset():
    level = MONTHLY.level(MONTHLY.lags)
    history = np.where(level == 3, 30.0, 10.0)[None, :]
    offset = np.log(np.where(level == 3, 1.0, 1 / 3))[None, :]
    assert expected(history, MONTHLY, season=False, offset=offset).mean[0] == pytest.approx(30.0, rel=1e-6)


def test_a_trend_goes_on_but_not_above_what_was_ever_seen():
    years = -MONTHLY.lags / 12
    falling, rising = (np.round(400 * np.exp(slope * years))[None, :] for slope in (-0.2, 0.2))
    down = expected(falling, MONTHLY, season=False)
    assert down.trend[0]
    assert down.mean[0] == pytest.approx(400, rel=0.01)
    up = expected(rising, MONTHLY, season=False)
    assert not up.trend[0]
    assert up.mean[0] < rising.max()


def test_three_years_make_a_trend():
    history = np.round(100 * np.exp(0.3 * MONTHLY.lags / 12))[None, :]
    for months, kept in ((24, False), (33, True)):
        short = history.copy()
        short[:, :-months] = np.nan
        assert expected(short, MONTHLY, season=False).trend[0] == kept


def test_an_outbreak_in_the_past_weighs_less():
    history = np.random.default_rng(2).poisson(10.0, (1, len(MONTHLY.lags))).astype(float)
    calm = expected(history, MONTHLY, season=False)
    history[0, 40] = 90.0
    flat = np.ones((history.shape[1], 1))
    assert reweighted(history, flat, 2.58).mean[0, 0] < history.mean() - 0.5
    after = expected(history, MONTHLY, season=False)
    assert after.mean[0] == pytest.approx(calm.mean[0], rel=0.03)
    assert after.spread[0] > 5 * after.dispersion[0]


def test_many_series_are_as_one_by_one():
    history = np.random.default_rng(3).poisson(4.0, (6, len(MONTHLY.lags))).astype(float)
    history[1, :30] = np.nan
    together = limit(expected(history, MONTHLY), 0.01)
    assert together == pytest.approx([limit(expected(row[None, :], MONTHLY), 0.01)[0] for row in history], rel=1e-7)


# -- a short history --------------------------------------------------------------------------------------------------


def test_bayes_is_the_negative_binomial_of_a_gamma():
    mean, variance = bayes_limit.predictive(12, 8)
    assert (mean, variance) == pytest.approx((12.5 / 8, 12.5 / 8 * (1 + 1 / 8)))
    assert bayes_limit.limit(12, 8, 0.05) == nbinom(12.5, 8 / 9).ppf(0.95)
    assert np.isnan(bayes_limit.predictive(0, 0)[0])


# -- slow rises -------------------------------------------------------------------------------------------------------


def test_run_length_without_memory():
    """With k so large that C is 0 again after every count, an alarm is one count above k + h."""
    assert cusum.run_length(2.0, 5.0, 0.0) == pytest.approx(1 / poisson(2.0).sf(5), rel=1e-9)


def test_run_length_by_simulation():
    rng = np.random.default_rng(4)
    lengths, sums, alive = np.zeros(4000), np.zeros(4000), np.ones(4000, dtype=bool)
    while alive.any():
        sums = np.maximum(0, sums + rng.poisson(2.0, 4000) - 2.7)
        lengths += alive
        alive &= sums <= 4.1
    assert cusum.run_length(2.0, 2.7, 4.1) == pytest.approx(lengths.mean(), rel=0.06)


def test_an_unknown_month_changes_nothing():
    found = cusum.path(np.array([[5.0, np.nan, 5.0]]), np.full((1, 3), 2.0), np.array([1.5]))
    assert found.tolist() == [[2.0, 2.0, 4.0]]


def test_when_a_rise_began():
    paths = np.array([[0.0, 1.0, 2.0], [1.0, 0.0, 3.0], [1.0, 1.0, 0.0], [1.0, 2.0, 3.0]])
    assert cusum.start(paths).tolist() == [1, 2, 3, 0]


@pytest.mark.parametrize(("mean", "months"), [(0.5, 48), (3.0, 24), (40.0, 60)])
def test_new_alarms_come_as_often_as_said(mean, months):
    """Also when the usual level is only known from some months of history."""
    rng = np.random.default_rng(5)
    usual = (rng.poisson(mean * months, 60_000) + 0.5) / months
    counts = rng.poisson(mean, (60_000, 12)).astype(float)
    paths = cusum.path(counts, np.broadcast_to(usual[:, None], counts.shape), cusum.multiple(usual))
    p, before = (cusum.new_alarm(paths[:, at], usual, np.full(len(usual), months), 12) for at in (-1, -2))
    for threshold in (0.01, 0.002):
        assert 0.75 < ((p < threshold) & (before >= threshold)).mean() / threshold < 1.25


def test_a_larger_sum_is_less_likely():
    sums = np.linspace(0, 60, 200)
    p = cusum.new_alarm(sums, np.full(200, 2.0), np.full(200, 48.0), 12)
    assert p[0] == 1.0
    assert (np.diff(p) <= 0).all()
    assert p[-1] < 1e-6
