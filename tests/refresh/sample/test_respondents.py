"""The sampling of respondents, against statsmodels and against what repeated samples do."""

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from analytics.refresh.sample.facts import buurten
from analytics.refresh.sample.respondents import (
    Estimate,
    ask,
    combine,
    interval,
    percentage_sd,
    true_marks,
    true_percentages,
)


@pytest.mark.parametrize(("yes", "n"), [(0, 40), (3, 40), (20, 40), (40, 40), (1, 2)])
def test_percentages_have_wilson_intervals(yes, n):
    share = 100.0 * yes / n
    found = interval(Estimate(share, percentage_sd(share), n, float(n)), percentage=True)
    assert found == pytest.approx([100 * bound for bound in proportion_confint(yes, n, method="wilson")])


def test_marks_have_normal_intervals_within_the_scale():
    low, high = interval(Estimate(7.0, 1.5, 100, 100.0), percentage=False)
    assert (low, high) == pytest.approx((7.0 - 0.29399, 7.0 + 0.29399), abs=1e-4)
    assert interval(Estimate(9.9, 1.5, 9, 9.0), percentage=False)[1] == 10.0


def test_nobody_asked_gives_no_estimate():
    assert ask(np.random.default_rng(1), 25.0, 0, None) is None


def test_one_mark_has_no_known_spread():
    found = ask(np.random.default_rng(1), 7.0, 1, 1.5)
    assert found is not None
    assert np.isnan(found.standard_error)


@pytest.mark.parametrize(("truth", "sd"), [(25.0, None), (7.0, 1.5)])
def test_intervals_hold_the_truth_about_as_often_as_they_say(truth, sd):
    random = np.random.default_rng(7)
    hits = 0
    for _sample in range(1000):
        estimate = ask(random, truth, 90, sd)
        assert estimate is not None
        low, high = interval(estimate, percentage=sd is None)
        hits += low <= truth <= high
    assert 925 <= hits <= 970


def test_true_values_average_to_the_city():
    people = buurten()["inwoners_2024"]
    difference = np.random.default_rng(3).normal(size=len(people))
    assert np.average(true_percentages(18.7, 0.3, difference), weights=people) == pytest.approx(18.7)
    assert np.average(true_marks(7.3, 0.3, difference), weights=people) == pytest.approx(7.3)


def test_a_larger_area_weighs_its_parts_by_inhabitants():
    parts = [Estimate(10.0, 30.0, 50, 40.0), None, Estimate(40.0, 49.0, 100, 80.0)]
    found = combine(parts, np.array([300, 5, 100]), percentage=True)
    assert found.value == pytest.approx(17.5)
    assert found.n == 150
    assert found.worth == pytest.approx(1 / (0.75**2 / 40 + 0.25**2 / 80))
