"""Exact ratios against a second implementation and worked numbers, and the correction for many comparisons."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from analytics.methods.multiple_tests import exact_ratio, exceptional

# Benjamini and Hochberg 1995, section 3.2: fifteen p-values of a myocardial infarction study; at 5% the four smallest
# are rejected, where Bonferroni rejects three.
PUBLISHED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
PUBLISHED += [0.4262, 0.5719, 0.6528, 0.7590, 1.0000]


def test_published_example():
    assert sum(exceptional(PUBLISHED)) == 4
    assert exceptional(PUBLISHED)[:4] == (True,) * 4


def test_a_larger_chance_is_carried_by_a_smaller_one_after_it():
    assert exceptional([0.04, 0.045]) == (True, True)
    assert exceptional([0.04, 0.06]) == (False, False)


def test_what_is_unknown_does_not_count():
    assert exceptional([float("nan"), 0.04]) == (False, True)
    assert exceptional([]) == ()
    assert exceptional([float("nan")]) == (False,)


def test_order_does_not_matter():
    assert exceptional(PUBLISHED[::-1]) == exceptional(PUBLISHED)[::-1]


@given(count=st.integers(0, 400), other=st.integers(0, 4000), people=st.integers(200, 9000))
def test_limits_are_those_of_the_binomial_test(count, other, people):
    found = exact_ratio(count, people, other, 120_000.0)
    if count + other == 0:
        assert math.isnan(found.estimate)
        return
    test = binomtest(count, count + other, people / (people + 120_000.0))
    low, high = test.proportion_ci(0.95, "exact")
    scale = 120_000.0 / people
    assert found.lower == pytest.approx(scale * low / (1 - low), rel=1e-6, abs=1e-12)
    if other:
        assert found.upper == pytest.approx(scale * high / (1 - high), rel=1e-6)
    else:
        assert math.isinf(found.upper)


@given(count=st.integers(0, 60), other=st.integers(0, 600), phi=st.floats(1.0, 4.0))
def test_limits_and_chance_say_the_same(count, other, phi):
    found = exact_ratio(count, 1000.0, other, 20_000.0, phi)
    if count + other and abs(found.p - 0.05) > 1e-6:
        assert (found.p < 0.05) == (found.lower > 1.0 or found.upper < 1.0)


def test_one_case_of_a_rare_kind_is_not_exceptional():
    """One of five in a fiftieth of the city: the score test would call it (p = 0,004)."""
    found = exact_ratio(1, 2000.0, 4, 98_000.0)
    assert found.p == pytest.approx(2 * (1 - 0.98**5), abs=1e-9)
    assert found.p > 0.05


def test_clusters_make_it_less_sure():
    alone, clustered = (exact_ratio(30, 1000.0, 300, 20_000.0, phi) for phi in (1.0, 3.0))
    assert clustered.estimate == pytest.approx(alone.estimate)
    assert clustered.lower < alone.lower
    assert clustered.upper > alone.upper
    assert clustered.p > alone.p


@pytest.mark.parametrize(
    "wrong", [(-1, 1.0, 1, 1.0), (1, 0.0, 1, 1.0), (1, 1.0, 1, 1.0, 0.5), (1, 1.0, 1, 1.0, np.inf)]
)
def test_impossible_numbers_are_refused(wrong):
    with pytest.raises(ValueError, match="Nodig"):
        exact_ratio(*wrong)
