"""The batch regression gives, series by series, what a statistics library gives."""

import numpy as np
import pytest
import statsmodels.api as sm

from analytics.methods import loglinear

MONTHS = 84


@pytest.fixture
def design():
    t = np.arange(MONTHS)
    turn = 2 * np.pi * t / 12
    return np.column_stack([np.ones(MONTHS), (t - MONTHS) / 12, np.sin(turn), np.cos(turn)])


@pytest.fixture
def counts(design):
    rng = np.random.default_rng(5)
    level = np.log([[0.3], [1.0], [4.0], [20.0], [150.0]])
    return rng.poisson(np.exp(level + 0.1 * design[:, 1] + 0.4 * design[:, 2])).astype(float)


def reference(counts, design, weights=None, offset=None):
    known = ~np.isnan(counts)
    weights = np.ones(len(counts)) if weights is None else weights
    model = sm.GLM(
        counts[known],
        design[known],
        sm.families.Poisson(),
        var_weights=weights[known],
        offset=None if offset is None else np.broadcast_to(offset, len(counts))[known],
    )
    return model.fit(scale="X2", tol=1e-12)


def assert_same(fitted, i, expected, known):
    assert fitted.settled[i]
    np.testing.assert_allclose(fitted.coefficients[i], expected.params, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(fitted.covariance[i] * expected.scale, expected.cov_params(), rtol=1e-4, atol=1e-9)
    assert fitted.dispersion[i] == pytest.approx(expected.scale, rel=1e-6)
    np.testing.assert_allclose(fitted.mean[i, known], expected.fittedvalues, rtol=1e-6)
    np.testing.assert_allclose(fitted.leverage[i, known], expected.get_hat_matrix_diag(), rtol=1e-4)


def test_every_series_as_if_it_were_fitted_alone(counts, design):
    fitted = loglinear.fit(counts, design)
    for i, series in enumerate(counts):
        assert_same(fitted, i, reference(series, design), np.ones(MONTHS, dtype=bool))


def test_what_is_unknown_is_left_out_and_is_not_zero(counts, design):
    counts[:, 10:20] = np.nan
    fitted = loglinear.fit(counts, design)
    for i, series in enumerate(counts):
        assert_same(fitted, i, reference(series, design), ~np.isnan(series))
    assert np.all(fitted.leverage[:, 10:20] == 0)


def test_weights_and_offset(counts, design):
    rng = np.random.default_rng(6)
    weights, offset = rng.uniform(0.2, 2.0, counts.shape), np.log(rng.uniform(28, 31, MONTHS))
    fitted = loglinear.fit(counts, design, weights, offset)
    for i, series in enumerate(counts):
        assert_same(fitted, i, reference(series, design, weights[i], offset), np.ones(MONTHS, dtype=bool))


def test_a_design_per_series(counts, design):
    own = np.stack([design * scale for scale in (1.0, 2.0, 0.5, 1.0, 3.0)])
    fitted = loglinear.fit(counts, own)
    for i, series in enumerate(counts):
        assert_same(fitted, i, reference(series, own[i]), np.ones(MONTHS, dtype=bool))


def test_prediction_with_its_standard_error(counts, design):
    ahead = np.array([[1.0, 0.5, 0.3, -0.2], [1.0, 1.0, -0.9, 0.1]])
    mean, error = loglinear.fit(counts, design).predict(ahead)
    for i, series in enumerate(counts):
        found = reference(series, design).get_prediction(ahead)
        np.testing.assert_allclose(mean[i], found.predicted_mean, rtol=1e-6)
        np.testing.assert_allclose(error[i] * np.sqrt(reference(series, design).scale), found.linpred.se, rtol=1e-4)


def test_a_series_without_a_count_has_no_fit_and_disturbs_no_other(counts, design):
    together = np.vstack([counts, np.zeros(MONTHS), np.full(MONTHS, np.nan)])
    fitted = loglinear.fit(together, design)
    assert fitted.settled.tolist() == [True] * 5 + [False] * 2
    np.testing.assert_allclose(fitted.coefficients[:5], loglinear.fit(counts, design).coefficients, rtol=1e-7)


def test_a_month_of_the_year_without_a_count_is_expected_to_stay_near_zero():
    months = np.tile(np.eye(12), (5, 1))
    series = np.tile([3.0] * 11 + [0.0], 5)[None, :]
    fitted = loglinear.fit(series, months)
    assert fitted.mean[0, 11] < 1e-4
    np.testing.assert_allclose(fitted.mean[0, :11], 3.0, rtol=1e-6)


def test_without_degrees_of_freedom_the_dispersion_is_unknown(design):
    counts = np.full((1, MONTHS), np.nan)
    counts[0, :4] = [1, 4, 2, 5]
    assert np.isnan(loglinear.fit(counts, design).dispersion[0])


@pytest.mark.parametrize("wrong", [np.array([[-1.0] * MONTHS]), np.ones(MONTHS), np.ones((2, MONTHS - 1))])
def test_nonsense_is_refused(wrong, design):
    with pytest.raises(ValueError, match="Nodig"):
        loglinear.fit(wrong, design)
