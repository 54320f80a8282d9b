"""The search for shifts: how often it finds one where there is none or misses one, and what it says of it."""

import numpy as np
import pytest

from analytics.methods.changepoints import MINIMUM, likelihood_ratios, search

MONTHS = np.arange(120) % 12
SEASON = 1 + 0.4 * np.cos(2 * np.pi * MONTHS / 12)


def drawn(rng, mean, phi=1.0):
    """Counts with this mean and variance phi times the mean."""
    mean = np.broadcast_to(mean, MONTHS.shape)
    return rng.poisson(rng.gamma(mean / (phi - 1), phi - 1) if phi > 1 else mean).astype(float)


def stepped(at, before, after):
    return np.where(np.arange(120) < at, before, after)


def share_with_a_shift(series, draws=199, **how):
    found = [search(one, MONTHS, draws=draws, **how) for one in series]
    return np.mean([bool(one.shifts) for one in found])


def test_the_likelihood_ratio_is_that_of_two_levels_against_one():
    """A second computation: log-likelihoods written out."""
    rng = np.random.default_rng(1)
    y, exposure = rng.poisson(4, 15).astype(float), rng.uniform(0.5, 2, 15)

    def best(counts, below):
        mean = counts.sum() / below.sum() * below
        return (counts * np.log(mean) - mean).sum()

    for k in range(3, 13):
        both = best(y[:k], exposure[:k]) + best(y[k:], exposure[k:])
        expected = 2 * (both - best(y, exposure))
        assert likelihood_ratios(y, exposure, 3)[k] == pytest.approx(expected)
    assert np.isinf(likelihood_ratios(y, exposure, 3)[[0, 1, 2, 13, 14]]).all()


@pytest.mark.parametrize(("mean", "phi"), [(20, 1.0), (20, 2.0), (1.5, 1.0)])
def test_without_a_shift_at_most_the_stated_share_gets_one(mean, phi):
    rng = np.random.default_rng(20)
    series = [drawn(rng, mean * SEASON, phi) for _i in range(150)]
    assert share_with_a_shift(series, share=0.05) <= 0.05 + 2 * 0.018


@pytest.mark.slow
@pytest.mark.parametrize(("mean", "phi"), [(40, 1.0), (20, 2.0), (5, 1.5), (1, 1.0), (0.5, 1.0)])
def test_without_a_shift_at_most_the_stated_share_gets_one_in_a_thousand_series(mean, phi):
    rng = np.random.default_rng(21)
    series = [drawn(rng, mean * SEASON, phi) for _i in range(1000)]
    found = [search(one, MONTHS, draws=199, share=0.05).shifts for one in series]
    for share in (0.01, 0.05):
        called = np.mean([any(shift.chance <= share for shift in shifts) for shifts in found])
        assert called <= share + 2 * np.sqrt(share / 1000)


@pytest.mark.slow
def test_months_that_go_together_do_not_pass_for_a_shift():
    """Counts that follow a slow wave are no series without change: up to four times the stated share is found."""
    rng, series = np.random.default_rng(22), []
    for _i in range(400):
        wave = np.zeros(120)
        for t in range(1, 120):
            wave[t] = 0.6 * wave[t - 1] + rng.normal(0, 0.16)
        series.append(rng.poisson(25 * SEASON * np.exp(wave)).astype(float))
    assert share_with_a_shift(series, share=0.05) <= 0.2 + 2 * 0.02


@pytest.mark.parametrize(
    ("at", "before", "after", "phi", "power"),
    [(70, 38, 28, 1.0, 0.95), (60, 20, 12, 2.0, 0.9), (100, 3, 7, 1.0, 0.9)],
    ids=["a quarter less", "40% less, twice as variable", "small counts that double"],
)
def test_a_shift_of_stated_size_is_found_with_stated_power(at, before, after, phi, power):
    rng = np.random.default_rng(30)
    series = [drawn(rng, stepped(at, before, after) * SEASON, phi) for _i in range(40)]
    assert share_with_a_shift(series) >= power


def test_the_moment_lies_within_its_limits_as_often_as_stated():
    rng = np.random.default_rng(31)
    hit = []
    for _i in range(60):
        found = search(drawn(rng, stepped(70, 30, 20) * SEASON), MONTHS, draws=99)
        hit += [shift.low <= 70 <= shift.high for shift in found.shifts[:1]]
    assert np.mean(hit) >= 0.9
    assert len(hit) >= 55


def test_a_steady_decline_is_called_gradual_and_no_shift():
    rng = np.random.default_rng(32)
    decline = 40 * np.exp(-0.06 * np.arange(120) / 12) * SEASON
    found = [search(rng.poisson(decline).astype(float), MONTHS, draws=99) for _i in range(40)]
    assert np.mean([bool(one.shifts) for one in found]) <= 0.1
    assert np.mean([one.gradual == ((0, 120),) for one in found]) >= 0.8


def test_season_alone_is_no_shift():
    assert search(np.round(50 * SEASON), MONTHS, draws=99).shifts == ()
    assert search(np.round(50 * SEASON)[7:50], MONTHS[7:50], draws=99).shifts == ()


def test_two_shifts_are_found_with_the_levels_between_them():
    counts = np.round(np.where(np.arange(120) < 40, 30, np.where(np.arange(120) < 80, 60, 25)) * SEASON)
    first, second = search(counts, MONTHS, draws=199).shifts
    assert (first.index, second.index) == (40, 80)
    assert (first.before, first.after) == (pytest.approx(30, rel=0.02), pytest.approx(60, rel=0.02))
    assert (second.before, second.after) == (pytest.approx(60, rel=0.02), pytest.approx(25, rel=0.02))
    assert first.ratio == pytest.approx(2, rel=0.03)
    assert first.ratio_low < first.ratio < first.ratio_high


def test_an_unknown_month_is_not_a_zero():
    counts = np.round(30 * SEASON)
    counts[72:96] = np.nan
    assert search(counts, MONTHS, draws=199).shifts == ()
    assert {shift.index for shift in search(np.nan_to_num(counts), MONTHS, draws=199).shifts} == {72, 96}


@pytest.mark.parametrize(
    "counts",
    [np.full(2 * MINIMUM - 1, 50.0), np.zeros(120), np.full(120, np.nan), np.eye(1, 120)[0]],
    ids=["too short", "nothing counted", "nothing known", "one count"],
)
def test_too_little_to_search_in_is_said(counts):
    found = search(counts, np.arange(len(counts)) % 12)
    assert (found.searched, found.shifts) == (False, ())


def test_a_level_from_nothing_has_no_upper_limit():
    (shift,) = search(stepped(60, 0.0, 3.0), MONTHS, draws=199).shifts
    assert (shift.before, shift.ratio) == (0.0, np.inf)


def test_the_same_series_gives_the_same_chance():
    counts = drawn(np.random.default_rng(33), stepped(60, 10, 8) * SEASON)
    assert search(counts, MONTHS, share=1.0) == search(counts, MONTHS, share=1.0)


@pytest.mark.parametrize("counts", [np.array([-1.0] * 30), np.ones((2, 30))])
def test_what_is_no_series_of_counts_is_refused(counts):
    with pytest.raises(ValueError, match="één rij aantallen"):
        search(counts)
