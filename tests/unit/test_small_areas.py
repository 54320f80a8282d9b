"""Estimates for small areas against published data: SIDS, milk; and what must hold for any data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.methods.small_areas import fay_herriot, poisson_gamma
from tests.unit.published_data import DEATHS, DESIGN, EXPECTED, MILK, SD


def test_sids_gives_the_published_parameters():
    """Bivand, Pebesma and Gomez-Rubio print 4.6307 and 4.3956; iterated to the end it is 4.630749 and 4.395741."""
    fit = poisson_gamma(DEATHS, EXPECTED)
    assert fit.nu == pytest.approx(4.630749, rel=2e-4)
    assert fit.alpha == pytest.approx(4.395741, rel=2e-4)


def test_milk_gives_the_published_model():
    """R package sae 1.3: A = 0.01855022232 and these coefficients."""
    fit = fay_herriot(MILK, SD**2, DESIGN)
    assert fit.between == pytest.approx(0.01855022232, rel=1e-5)
    assert fit.beta == pytest.approx([0.96818897, 0.13278014, 0.22694622, -0.24130108], abs=2e-6)


def test_estimates_lie_between_the_own_figure_and_the_common_one():
    fit = poisson_gamma(DEATHS, EXPECTED)
    raw, prior = DEATHS / EXPECTED, fit.nu / fit.alpha
    assert ((fit.mean - np.minimum(raw, prior) > -1e-12) & (fit.mean - np.maximum(raw, prior) < 1e-12)).all()
    large, small = EXPECTED.argmax(), EXPECTED.argmin()
    assert fit.weight[large] > 0.9 > 0.2 > fit.weight[small]


@pytest.mark.parametrize("seed", range(3))
def test_areas_that_are_alike_get_one_estimate(seed):
    expected = np.full(44, 30.0)
    counts = np.full(44, 30.0) + np.random.default_rng(seed).integers(-2, 3, 44)
    fit = poisson_gamma(counts, expected)
    assert np.ptp(fit.mean) < 1e-6
    survey = fay_herriot(np.full(44, 7.0) + counts * 1e-6, np.full(44, 0.04))
    assert survey.between == 0.0
    assert np.ptp(survey.estimate) < 1e-9


def test_no_counts_at_all_is_no_reason_to_fail():
    fit = poisson_gamma(np.zeros(5), np.full(5, 2.0))
    assert np.isfinite(fit.mean).all()
    assert fit.mean.max() < 1e-9


def test_clusters_make_every_estimate_less_sure():
    plain, clustered = poisson_gamma(DEATHS, EXPECTED), poisson_gamma(DEATHS, EXPECTED, overdispersion=2.0)
    assert (clustered.weight < plain.weight).all()


def test_intervals_hold_over_many_cities():
    """Simulation: 44 areas, theta ~ Gamma(4, 4); 95% intervals hold the truth in 93 to 97%."""
    random, inside = np.random.default_rng(11), []
    expected = random.uniform(4, 80, 44)
    for _round in range(400):
        theta = random.gamma(4, 1 / 4, 44)
        low, high = poisson_gamma(random.poisson(theta * expected), expected).interval()
        inside.append(((low <= theta) & (theta <= high)).mean())
    assert 0.93 < np.mean(inside) < 0.97


def test_survey_intervals_hold_over_many_cities():
    random, inside = np.random.default_rng(12), []
    variances = random.uniform(0.01, 0.09, 44)
    for _round in range(400):
        truth = random.normal(7.0, 0.2, 44)
        low, high = fay_herriot(random.normal(truth, np.sqrt(variances)), variances).interval()
        inside.append(((low <= truth) & (truth <= high)).mean())
    assert 0.93 < np.mean(inside) < 0.97


def test_the_worst_ten_of_sids_were_partly_bad_luck():
    """The raw top ten of 1974-78 had 2.60 times the average, in the next years 1.54 times: the estimate foresees it."""
    ratio = DEATHS / EXPECTED
    worst = np.argsort(-ratio)[:10]
    pooled = DEATHS[worst].sum() / EXPECTED[worst].sum()
    foreseen = (poisson_gamma(DEATHS, EXPECTED).mean[worst] * EXPECTED[worst]).sum() / EXPECTED[worst].sum()
    assert pooled == pytest.approx(2.60, abs=0.15)
    assert abs(foreseen - 1.54) < 0.5 * abs(pooled - 1.54)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(1.01, 20), st.integers(0, 29))
def test_more_respondents_never_widen_the_interval(seed, times, area):
    random = np.random.default_rng(seed)
    values, variances = random.normal(7, 0.3, 30), random.uniform(0.01, 0.1, 30)
    asked = variances.copy()
    asked[area] /= times
    wide = fay_herriot(values, variances, between=0.05).variance
    narrow = fay_herriot(values, asked, between=0.05).variance
    assert narrow[area] < wide[area]
    assert (narrow <= wide + 1e-12).all()


@pytest.mark.parametrize(
    ("counts", "expected", "phi"),
    [
        ([1], [1], 1),
        ([1, 2], [1], 1),
        ([1, -1], [1, 1], 1),
        ([1, 1], [0, 1], 1),
        ([1, np.nan], [1, 1], 1),
        ([1, 2], [1, 1], 0.5),
    ],
)
def test_what_makes_no_sense_is_refused(counts, expected, phi):
    with pytest.raises(ValueError, match=r"Nodig|ontbrekende"):
        poisson_gamma(counts, expected, phi)


@pytest.mark.parametrize(("values", "variances"), [([1], [1]), ([1, 2], [0, 1]), ([1, np.nan], [1, 1])])
def test_survey_values_that_make_no_sense_are_refused(values, variances):
    with pytest.raises(ValueError, match=r"Nodig|ontbrekende"):
        fay_herriot(values, variances)
