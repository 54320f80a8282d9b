"""The survey planner against published numbers (METHODS b5) and against its own promise."""

import numpy as np
import pytest

from analytics import statistics
from analytics.methods import planning


@pytest.mark.parametrize(("n", "points"), [(30, 15.6), (50, 12.3), (75, 10.1), (100, 8.8), (150, 7.3), (300, 5.2)])
def test_the_margin_at_thirty_percent(n, points):
    assert 100 * planning.margin(0.3, n) == pytest.approx(points, abs=0.07)


@pytest.mark.parametrize(("n", "points"), [(50, 25.8), (100, 18.2), (150, 14.9), (300, 10.5)])
def test_the_smallest_change_that_is_seen(n, points):
    assert 100 * planning.smallest_change(0.3, n) == pytest.approx(points, abs=0.15)


@pytest.mark.parametrize("wanted", [0.156, 0.1, 0.05, 0.02])
def test_the_number_needed_is_the_fewest_that_will_do(wanted):
    n = planning.respondents_needed(0.3, wanted)
    assert planning.margin(0.3, n) <= wanted < planning.margin(0.3, n - 1)


def test_a_margin_that_nobody_can_pay_has_no_number():
    assert planning.respondents_needed(0.3, 0.0001) is None


def test_weighting_costs_respondents():
    assert planning.respondents_needed(0.3, 0.1, design_effect=1.5) == pytest.approx(
        1.5 * planning.respondents_needed(0.3, 0.1), abs=2
    )


def test_the_power_is_what_it_says():
    """Simulation: a change of the stated size is seen in about 80% of surveys."""
    random, n, p = np.random.default_rng(9), 300, 0.3
    change = float(planning.smallest_change(p, n))
    before, after = random.binomial(n, p, 20_000) / n, random.binomial(n, p + change, 20_000) / n
    error = np.sqrt(before * (1 - before) / n + after * (1 - after) / n)
    assert ((after - before) / error > 1.959964).mean() == pytest.approx(0.8, abs=0.04)


def test_half_the_standard_error_takes_four_times_the_respondents():
    assert planning.respondents_for_error(2.0, 90, 1.0) == 360


def test_the_change_seen_in_a_mark_follows_from_its_error():
    """(1.959964 + 0.841621) * sqrt(2) * 0.2."""
    assert planning.smallest_change_for_error(0.2) == pytest.approx(0.792408, abs=1e-6)


@pytest.mark.parametrize("effect", [1.0, 1.3, 2.0])
@pytest.mark.parametrize("share", [0.0, 0.08, 0.3, 0.9])
def test_the_design_effect_is_read_back_from_an_interval(share, effect):
    low, high = statistics.wilson_interval(share * 400 / effect, 400 / effect)
    assert planning.design_effect(share, float(low), float(high), 400) == pytest.approx(effect, rel=0.01)


def test_without_an_interval_or_respondents_nothing_is_known_of_weighting():
    nan = float("nan")
    for question in ((0.3, nan, 0.4, 90), (0.3, 0.2, 0.4, nan), (nan, 0.2, 0.4, 90), (0.3, 0.3, 0.3, 90)):
        assert np.isnan(planning.design_effect(*question))
