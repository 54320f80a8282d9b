"""Negative-binomial regression against statsmodels, and at its edges."""

import numpy as np
import pytest
from statsmodels.api import NegativeBinomial

from analytics.negative_binomial import fit


def made(theta, seed=3, n=400):
    """Counts with a known theta and two known coefficients."""
    chance = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), np.linspace(-1, 1, n)])
    mean = np.exp(design @ [2.0, 0.8])
    return chance.negative_binomial(theta, theta / (theta + mean)).astype(float), design


@pytest.mark.parametrize("theta", [0.7, 3.0, 20.0])
def test_the_fit_equals_that_of_statsmodels(theta):
    counts, design = made(theta)
    found = fit(counts, design)
    other = NegativeBinomial(counts, design).fit(disp=False, maxiter=500, gtol=1e-9)
    assert found.settled
    assert found.coefficients == pytest.approx(other.params[:2], abs=1e-5)
    assert 1 / found.theta == pytest.approx(other.params[2], rel=1e-4)
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx(other.bse[:2], rel=0.02)
    assert found.theta == pytest.approx(theta, abs=4 * found.theta_error)


def test_counts_that_vary_as_chance_does_have_no_theta():
    counts = np.tile([4.0, 5.0, 6.0], 40)
    found = fit(counts, np.ones((120, 1)))
    assert (found.theta, found.settled) == (np.inf, True)
    assert np.isnan(found.theta_error)
    assert found.mean == pytest.approx(5.0)
    assert found.covariance[0, 0] == pytest.approx(1 / counts.sum())  # Poisson


def test_an_unknown_count_is_left_out_and_still_has_a_mean():
    counts, design = made(3.0)
    without = np.delete(counts, 7), np.delete(design, 7, axis=0)
    counts[7] = np.nan
    found = fit(counts, design)
    assert found.coefficients == pytest.approx(fit(*without).coefficients)
    assert found.mean[7] == pytest.approx(np.exp(design[7] @ found.coefficients))


def test_an_offset_is_an_exposure():
    counts, design = made(3.0)
    found = fit(counts, design, offset=np.log(10.0))
    assert found.coefficients == pytest.approx(fit(counts, design).coefficients - [np.log(10.0), 0], abs=1e-7)


def test_without_any_count_nothing_was_found():
    assert not fit(np.zeros(12), np.ones((12, 1))).settled


@pytest.mark.parametrize("counts", [[-1.0, 2.0], [1.0, 2.0, 3.0], [[1.0, 2.0]]])
def test_what_cannot_be_fitted_is_refused(counts):
    with pytest.raises(ValueError, match="evenveel rijen"):
        fit(np.array(counts), np.ones((2, 1)))
