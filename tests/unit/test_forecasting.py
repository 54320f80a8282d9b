"""Forecasts of monthly counts: what they may know, what they find back, and whether their intervals are honest."""

import numpy as np
import pytest

from analytics.methods import forecasting
from analytics.methods.backtesting import trials
from analytics.methods.forecasting import draw, month_factors, summarise

SEASON = 1 + 0.4 * np.cos(np.arange(12) * np.pi / 6)


def months_of(n):
    return np.arange(n, dtype=np.int64) % 12


def simulated(chance, *, level=30.0, phi=2.0, drift=0.0, n=84):
    """Counts with a season, over-dispersion, and a level that walks `drift` (standard deviation of the log) a year."""
    walk = np.exp(np.cumsum(chance.normal(0, drift / np.sqrt(12), n)))
    mean = level * walk * np.tile(SEASON, n // 12 + 1)[:n]
    return chance.poisson(chance.gamma(mean / (phi - 1), phi - 1)).astype(float)


def coverage(*, series, **what):
    chance = np.random.default_rng(20251231)
    done = [trial for _i in range(series) for trial in trials(simulated(chance, **what), months_of(84))]
    return np.mean([[trial.within80, trial.within95] for trial in done], axis=0)


# --- honest intervals


@pytest.mark.parametrize("drift", [0.0, 0.1])
def test_an_80_per_cent_interval_holds_80_per_cent(drift):
    within80, within95 = coverage(series=8, drift=drift)
    assert 0.75 <= within80 <= 0.90
    assert 0.90 <= within95 <= 0.99


@pytest.mark.slow
@pytest.mark.parametrize("level", [2.0, 20.0, 200.0])
@pytest.mark.parametrize("drift", [0.0, 0.1])
def test_also_with_few_and_with_many_counts(level, drift):
    within80, within95 = coverage(series=60, drift=drift, level=level)
    assert 0.75 <= within80 <= 0.90
    assert 0.90 <= within95 <= 0.99


def test_clustered_counts_have_wider_intervals():
    chance = np.random.default_rng(3)
    calm, clustered = (simulated(chance, phi=phi) for phi in (1.1, 6.0))
    widths = []
    for counts in (calm, clustered):
        (drawn,) = draw(counts, months_of(84), [84], 12)
        found = summarise(drawn.sum(axis=1))
        widths.append((found.high80 - found.low80) / found.mean)
    assert widths[1] > 1.5 * widths[0]


def test_what_is_further_off_is_less_sure_when_levels_move():
    """By month twelve the level itself may be elsewhere; with a level that never moved it is as sure as next month."""
    spread = {}
    for drift in (0.0, 0.4):
        counts = simulated(np.random.default_rng(7), level=400.0, phi=1.5, drift=drift, n=120)
        (drawn,) = draw(counts, months_of(120), [120], 12)
        relative = drawn.std(axis=0) / drawn.mean(axis=0)
        spread[drift] = relative[9:].mean() / relative[:3].mean()
    assert spread[0.4] > 1.4
    assert spread[0.4] > 1.2 * spread[0.0]


# --- what is found back


def test_the_season_is_expected_again():
    counts = np.round(100 * np.tile(SEASON, 8))
    (drawn,) = draw(counts, months_of(96), [96], 12)
    assert summarise(drawn).mean == pytest.approx(100 * SEASON, rel=0.03)


def test_a_new_level_is_followed():
    counts = np.r_[np.full(48, 60.0), np.full(24, 20.0)]
    (drawn,) = draw(counts, months_of(72), [72], 6)
    assert summarise(drawn).mean == pytest.approx(np.full(6, 20.0), rel=0.2)


def test_a_fall_within_each_year_is_not_taken_for_a_season():
    counts = 200 * np.exp(-0.3 * np.arange(96) / 12)
    factors = month_factors(counts[None, :], months_of(96)).factors[0]
    assert factors == pytest.approx(np.ones(12), abs=0.02)


def test_few_counts_show_no_season():
    counts = np.random.default_rng(2).poisson(0.3, 72).astype(float)
    assert month_factors(counts[None, :], months_of(72)).factors[0] == pytest.approx(np.ones(12), abs=0.15)


def test_a_series_may_begin_in_any_month():
    counts = np.round(100 * np.tile(SEASON, 8))
    (drawn,) = draw(counts[5:], months_of(96)[5:], [91], 12)
    assert summarise(drawn).mean == pytest.approx(100 * SEASON, rel=0.03)


def test_a_series_without_any_count_may_still_get_one():
    (drawn,) = draw(np.zeros(48), months_of(48), [48], 12)
    total = summarise(drawn.sum(axis=1))
    assert (total.low95, total.low80) == (0, 0)
    assert 0 < total.mean < 1


# --- what they may know


def test_nothing_after_the_moment_is_known_at_it():
    counts = simulated(np.random.default_rng(5))
    changed = counts.copy()
    changed[60:] = 500.0
    for first, second in zip(*(draw(y, months_of(84), [36, 60], 12) for y in (counts, changed)), strict=True):
        assert (first == second).all()


def test_an_unknown_month_is_left_out_not_taken_for_zero():
    counts = np.round(50 * np.tile(SEASON, 6))
    gap = counts.copy()
    gap[40:44] = np.nan
    whole, holed = (summarise(draw(y, months_of(72), [72], 12)[0]).mean for y in (counts, gap))
    assert holed == pytest.approx(whole, rel=0.05)


def test_the_same_question_has_the_same_answer():
    counts = simulated(np.random.default_rng(6))
    first, second = (draw(counts, months_of(84), [84], 12)[0] for _i in range(2))
    assert (first == second).all()


@pytest.mark.parametrize(("known", "enough"), [(23, False), (24, True)])
def test_every_month_of_the_year_must_be_known_twice(known, enough):
    counts = np.full(30, 10.0)
    counts[known:] = np.nan
    (found,) = draw(counts, months_of(30), [30], 6)
    assert (found is not None) is enough


def test_before_anything_was_counted_nothing_is_expected():
    assert draw(np.full(36, 5.0), months_of(36), [0], 12) == [None]


@pytest.mark.parametrize(
    ("counts", "months", "ends"),
    [([-1.0], 1, [1]), ([1.0, 2.0], 1, [1]), ([1.0], 1, [2]), ([1.0], 1, [-1]), ([[1.0]], 1, [1])],
)
def test_what_cannot_be_asked_is_refused(counts, months, ends):
    with pytest.raises(ValueError, match="momenten binnen de reeks"):
        draw(np.array(counts), months_of(months), ends, 3)


def test_interval_limits_are_in_order():
    found = summarise(np.random.default_rng(1).poisson(20, (2000, 3)).astype(float))
    ordered = [found.low95, found.low80, found.mean, found.high80, found.high95]
    assert (np.diff(np.array(ordered), axis=0) > 0).all()
    assert forecasting.CENTRAL[80] == (10.0, 90.0)
