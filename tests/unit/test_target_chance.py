"""Chances of reaching a target: the formula, the edges, and whether 70% means seven times out of ten."""

import numpy as np
import pytest
import statsmodels.api as sm

from analytics.targets import chance as target_chance
from analytics.targets.chance import chance_of_bound, chance_of_round, chance_of_value

CHANCES = (0.2, 0.5, 0.7, 0.9)


def test_the_chance_of_a_value_is_the_normal_one():
    """METHODS c6: Phi((target - p) / sqrt(se^2 + tau^2)); with 3 and 4 the spread is 5."""
    assert chance_of_value(30, 25, 3, 4) == pytest.approx(0.8413447461)
    assert chance_of_value(30, 25, 3, 4, at_most=False) == pytest.approx(1 - 0.8413447461)
    assert [chance_of_value(25, 25, 0, 0), chance_of_value(24.9, 25, 0, 0)] == [1.0, 0.0]


def test_further_away_is_less_certain():
    values, errors, years = np.array([30.0, 29.0, 28.0, 26.0]), np.full(4, 1.0), np.array([2013, 2015, 2017, 2019])
    chances = [chance_of_round(values, errors, years, year, 30.0) for year in (2020, 2022, 2030)]
    assert 0.5 < chances[2] < chances[1] < chances[0] < 1
    assert chance_of_round(values, errors, years, 2020, 30.0, at_most=False) == pytest.approx(1 - chances[0])


def test_a_level_that_moved_more_is_less_certain():
    years, errors = np.array([2013, 2015, 2017, 2019]), np.full(4, 1.0)
    calm = chance_of_round(np.array([25.0, 26.0, 25.0, 26.0]), errors, years, 2021, 30.0)
    wild = chance_of_round(np.array([15.0, 36.0, 15.0, 26.0]), errors, years, 2021, 30.0)
    assert 0.5 < wild < 0.8 < calm


def test_the_round_to_come_has_a_sampling_error_of_its_own():
    """A level that hardly moves, known from twelve rounds: the next one is within one standard error five times in six,
    not always."""
    values, years = np.full(12, 25.0) + np.tile([0.5, -0.5], 6), np.arange(2008, 2020)
    assert 0.7 < chance_of_round(values, np.ones(12), years, 2020, 26.0) < 0.87


def test_what_lies_further_ahead_spreads_wider():
    drawn = target_chance.draw_from_years(np.array([400.0, 500.0, 380.0, 520.0, 450.0]), np.arange(2015, 2020), 4)
    spread = drawn.std(axis=0)
    assert spread[3] > 1.4 * spread[0]


def test_two_rounds_say_nothing_of_how_a_level_moves():
    assert chance_of_round(np.array([25.0, 24.0]), np.ones(2), np.array([2017, 2019]), 2021, 20.0) is None
    assert target_chance.draw_from_years(np.array([40.0, 50.0]), np.array([2017, 2018]), 1) is None
    assert target_chance.draw_from_months(np.full(23, 4.0), np.arange(23) % 12, 1) is None


@pytest.mark.parametrize(
    ("errors", "years"), [([1.0, 0.0, 1.0], [1, 2, 3]), ([1.0, 1.0, 1.0], [1, 3, 3]), ([1.0, 1.0], [1, 2, 3])]
)
def test_rounds_that_cannot_be(errors, years):
    with pytest.raises(ValueError, match="standaardfout"):
        target_chance.walk(np.array([1.0, 2.0, 3.0]), np.array(errors), np.array(years))


def test_a_year_that_has_begun_keeps_what_is_in():
    counts = np.concatenate([np.full(36, 10.0), np.full(9, 40.0)])  # nine months of 2022 are in: 360
    drawn = target_chance.draw_from_months(counts, np.arange(45) % 12, 2)
    assert drawn.shape == (target_chance.DRAWS, 2)
    assert drawn[:, 0].min() >= 360
    assert drawn[:, 1].mean() > 12 * 20


def test_an_unknown_month_of_the_year_that_has_begun_leaves_no_total():
    counts = np.full(40, 10.0)
    counts[37] = np.nan
    assert target_chance.draw_from_months(counts, np.arange(40) % 12, 1) is None


def test_the_same_question_gives_the_same_draws():
    counts, years = np.array([50.0, 40.0, 45.0]), np.array([2017, 2018, 2019])
    drawn = target_chance.draw_from_years(counts, years, 2)
    assert np.array_equal(drawn, target_chance.draw_from_years(counts, years, 2))


def test_at_the_limit():
    drawn = np.array([3.0, 4.0, 5.0, 6.0])
    assert chance_of_bound(drawn, 5) == 0.75
    assert chance_of_bound(drawn, 5, strict=True) == 0.5
    assert chance_of_bound(drawn, 5, at_most=False) == 0.5
    assert chance_of_bound(drawn, 5, at_most=False, strict=True) == 0.25


def test_every_year_lower_is_less_likely_than_each():
    drawn = np.array([[9.0, 8.0], [9.0, 9.0], [11.0, 8.0], [8.0, 7.0]])
    each, both = target_chance.chances_of_falling(drawn, 10.0)
    assert [*each, both] == [0.75, 0.75, 0.5]


def test_the_trend_is_the_quasi_poisson_one():
    counts, people = np.array([520.0, 573.0, 690.0, 589.0]), np.array([121_600.0, 121_050.0, 120_500.0, 122_100.0])
    found = target_chance.slope(counts, people)
    fitted = sm.GLM(counts, sm.add_constant(np.arange(4.0)), family=sm.families.Poisson(), offset=np.log(people)).fit(
        scale="X2", use_t=True
    )
    low, high = np.exp(fitted.conf_int()[1])
    assert (found.ratio, found.lower, found.upper) == pytest.approx((np.exp(fitted.params[1]), low, high), rel=1e-5)
    assert target_chance.slope(counts[:2], people[:2]) is None
    assert target_chance.slope(np.zeros(4), people) is None


def test_the_chance_of_a_falling_trend():
    seen, ones = np.array([100.0, 100.0, 100.0]), np.ones(4)
    assert target_chance.chance_of_falling_slope(seen, np.array([[90.0], [95.0], [99.0], [110.0]]), ones) == 0.75


# Calibration: what was given a chance of 70% happened about seven times out of ten. The target is set from outside, at
# about the last figure known, so that every chance occurs.


def months_of(chance):
    """Given chance and what became of one series of months: four to eight years, one to three ahead."""
    years, ahead = int(chance.integers(4, 9)), int(chance.integers(1, 4))
    mean, moved, phi = np.exp(chance.uniform(1.4, 4.4)), chance.choice([0.0, 0.02, 0.04]), chance.choice([1.5, 2.5])
    n = 12 * (years + ahead)
    season = 1 + chance.uniform(0, 0.3) * np.cos(2 * np.pi * (np.arange(n) % 12) / 12)
    level = mean * np.exp(np.cumsum(chance.normal(0, moved, n))) * season
    y = chance.poisson(chance.gamma(level / (phi - 1), phi - 1)).astype(float)
    drawn = target_chance.draw_from_months(y[: 12 * years], np.arange(12 * years) % 12, ahead, draws=1000)
    target = round(y[12 * years - 12 : 12 * years].sum() * np.exp(chance.normal(0, 0.25)))
    return chance_of_bound(drawn[:, -1], target), y[-12:].sum() <= target


def years_of(chance):
    """The same of one series of years."""
    years, ahead = int(chance.integers(5, 13)), int(chance.integers(1, 4))
    mean, moved = np.exp(chance.uniform(1.6, 6.7)), chance.choice([0.03, 0.08, 0.15])
    y = chance.poisson(mean * np.exp(np.cumsum(chance.normal(0, moved, years + ahead)))).astype(float)
    drawn = target_chance.draw_from_years(y[:years], np.arange(years), ahead, draws=1000)
    target = round(y[years - 1] * np.exp(chance.normal(0, 0.25)))
    return chance_of_bound(drawn[:, -1], target), y[-1] <= target


def rounds_of(chance):
    """The same of one survey question, asked every year or every other year."""
    n, ahead = int(chance.integers(4, 9)), int(chance.integers(1, 4))
    years, se = np.cumsum(chance.integers(1, 3, n)), chance.uniform(0.5, 1.2)
    gaps = np.diff([*years, years[-1] + ahead])
    moved = chance.normal(0, chance.choice([0.3, 0.8, 1.6]) * np.sqrt(gaps))
    seen = 25 + np.concatenate([[0.0], np.cumsum(moved)]) + chance.normal(0, se, n + 1)
    target = seen[n - 1] + chance.normal(0, 2)
    given = chance_of_round(seen[:n], np.full(n, se), years, int(years[-1]) + ahead, target)
    return given, seen[n] <= target


KINDS = [months_of, years_of, rounds_of]


def shares_met(one, times):
    """Per given chance (5 points on either side): the share that was met, and of how many."""
    chance = np.random.default_rng(20251231)
    found = np.array([one(chance) for _time in range(times)])
    near = [found[np.abs(found[:, 0] - given) <= 0.05] for given in CHANCES]
    return [(given, len(rows), rows[:, 1].mean()) for given, rows in zip(CHANCES, near, strict=True)]


@pytest.mark.parametrize(("one", "times"), list(zip(KINDS, [200, 800, 1500], strict=True)))
def test_a_chance_comes_out_about_as_often_as_it_says(one, times):
    for given, n, share in shares_met(one, times):
        assert share == pytest.approx(given, abs=0.05 + 2.5 * np.sqrt(given * (1 - given) / n))


@pytest.mark.slow
@pytest.mark.parametrize(("one", "times"), list(zip(KINDS, [20_000, 40_000, 40_000], strict=True)))
def test_of_targets_given_70_percent_65_to_75_percent_are_met(one, times):
    for given, n, share in shares_met(one, times):
        assert n > 1000
        assert given - 0.05 <= share <= given + 0.05
