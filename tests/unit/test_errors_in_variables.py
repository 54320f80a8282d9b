"""The line with errors in both figures: exact points, attenuation, odd areas, and the intervals by simulation."""

import numpy as np
import pytest

from analytics.methods import errors_in_variables as lines

X = np.linspace(1.0, 5.0, 12)


def test_points_on_a_line_give_that_line_and_nothing_left_over():
    line = lines.fit(X, np.full(12, 0.01), 3.0 - 0.5 * X, np.full(12, 0.04))
    assert line.slope == pytest.approx(-0.5, rel=0.02)
    assert line.between == 0.0
    assert np.abs(line.residuals).max() < 0.05
    assert line.errors == pytest.approx(np.sqrt(0.04 + 0.25 * 0.01), rel=0.05)


def test_without_error_in_x_and_no_odd_area_it_is_ordinary_least_squares():
    y = 2.0 + 0.3 * X + np.tile([0.1, -0.1, -0.1, 0.1], 3)
    line = lines.fit(X, np.zeros(12), y, np.full(12, 1e-9))
    slope, intercept = np.polyfit(X, y, 1)
    assert (line.slope, line.intercept) == pytest.approx((slope, intercept), abs=1e-6)


def test_an_area_does_not_pull_the_line_towards_itself():
    """The one odd area is 3 off; its residual is measured against the others, who lie on a line."""
    y = 2.0 + 0.3 * X
    y[4] += 3.0
    line = lines.fit(X, np.full(12, 1e-4), y, np.full(12, 0.01))
    assert line.residuals[4] == pytest.approx(3.0, abs=0.02)
    assert np.abs(np.delete(line.residuals, 4)).max() < 0.35


def test_fewer_than_eight_areas_make_no_line():
    assert lines.fit(X[:7], np.zeros(7), X[:7], np.ones(7)) is None
    assert lines.fit(X[:8], np.zeros(8), X[:8], np.ones(8)) is not None


def test_where_x_is_mostly_error_there_is_nothing_to_explain_by():
    assert lines.fit(X, np.full(12, 0.6 * X.var()), X, np.ones(12)) is None


def draws(seed, between=0.3, n=40):
    """Figures of `n` areas with slope -0.4: true x, errors in both, and areas that differ besides."""
    random = np.random.default_rng(seed)
    true = random.normal(3.5, 0.7, n)
    x_error, y_error = random.uniform(0.1, 0.5, n), random.uniform(0.1, 0.25, n)
    besides = random.normal(0, between, n)
    x = true + x_error * random.normal(size=n)
    y = 9.0 - 0.4 * true + besides + y_error * random.normal(size=n)
    return x, x_error**2, y, y_error**2, besides


def test_error_in_x_does_not_flatten_the_line():
    """Ordinary least squares gives about -0.33 here: 17% of the differences in x are error."""
    fitted = [lines.fit(*draws(seed)[:4]) for seed in range(200)]
    assert np.median([line.slope for line in fitted]) == pytest.approx(-0.4, abs=0.03)
    within = [abs(line.slope + 0.4) < 1.96 * line.slope_error for line in fitted]
    assert 0.88 < np.mean(within) <= 1.0


def test_intervals_hold_what_areas_differ_besides():
    """What an area differs apart from x lies within its 95% interval in about 95% of cases."""
    hits = []
    for seed in range(200):
        *figures, besides = draws(seed)
        line = lines.fit(*figures)
        hits += [*(np.abs(line.residuals - besides) < 1.96 * line.errors)]
    assert 0.93 < np.mean(hits) < 0.97


def test_with_nothing_besides_about_one_in_twenty_is_called_different():
    called = []
    for seed in range(200):
        line = lines.fit(*draws(seed, between=0.0)[:4])
        called += [*(np.abs(line.residuals) > 1.96 * line.errors)]
    assert 0.03 < np.mean(called) < 0.07
