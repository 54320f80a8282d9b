"""Early warning once more, slowly and plainly: one series at a time, with a library's regression.

Classic Farrington and EARS are not in the product. They stand here because published numbers exist for them, and as a
second opinion in benchmarks/signals_power.py.
"""

import numpy as np
import statsmodels.api as sm
from scipy.stats import norm

EARS_WEEKS = 7


def ears(counts, at, alpha, gap=0):
    """Upper limit at index `at`: mean of seven values plus z times their standard deviation. gap 0: C1, gap 2: C2."""
    last = np.asarray(counts[at - EARS_WEEKS - gap : at - gap], dtype=float)
    return last.mean() + norm.ppf(1 - alpha) * last.std(ddof=1)


def poisson(y, columns, weights=None):
    """A fitted Poisson regression with case weights."""
    family = sm.families.Poisson()
    return sm.GLM(y, columns, family=family, var_weights=weights).fit(scale="X2", tol=1e-12)


def anscombe_weights(y, fitted, outlier):
    """Weights that make past counts far above the model weigh less; they add up to the number of counts."""
    mean, phi = fitted.fittedvalues, max(1.0, fitted.scale)
    hat = fitted.get_influence().hat_matrix_diag
    s = 1.5 * (y ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean)) / np.sqrt(phi * (1 - hat))
    weights = np.where(s > outlier, 1 / np.maximum(s, outlier) ** 2, 1.0)
    return weights * len(y) / weights.sum()


def classic_farrington(counts, at, alpha=0.01, years=4, window=3, period=52):
    """(expected, upper limit) at index `at`; the limit is 0 with fewer than five cases in the last four."""
    lags = np.concatenate([period * b + np.arange(window, -window - 1, -1) for b in range(years, 0, -1)])
    y = np.asarray(counts, dtype=float)[at - lags]
    time = -lags.astype(float)
    trend = np.column_stack([np.ones(len(y)), time])
    weights = anscombe_weights(y, poisson(y, trend), 1.0)
    fitted = poisson(y, trend, weights)
    now = np.array([[1.0, 0.0]])
    if fitted.pvalues[1] > 0.05 or fitted.predict(now)[0] > y.max():
        weights = anscombe_weights(y, poisson(y, trend[:, :1]), 1.0)
        fitted, now = poisson(y, trend[:, :1], weights), now[:, :1]
    mean = fitted.predict(now)[0]
    phi = max(1.0, fitted.scale)
    error = np.sqrt((now @ (fitted.cov_params() / fitted.scale * phi) @ now.T)[0, 0]) * mean
    spread = 4 / 9 * mean ** (1 / 3) * (phi + error**2 / mean)
    limit = (mean ** (2 / 3) + norm.ppf(1 - alpha / 2) * np.sqrt(spread)) ** 1.5
    return mean, limit if sum(counts[at - 3 : at + 1]) >= 5 else 0.0


def flexible_farrington(counts, at, alpha=0.01, *, as_in_r=False):
    """(expected, phi, upper limit) at index `at` of a weekly series: ten seasons, four years, 26 weeks left out.

    `as_in_r`: R's surveillance package overwrites the working weights before it predicts, so that its standard error
    has the sum of w((y-mean)/mean)^2 / df where phi belongs.
    """
    lags = np.arange(4 * 52 + 3, 26, -1)
    season = np.where((lags + 3) % 52 < 7, 9, ((3 - lags) % 52 - 7) // 5)
    y = np.asarray(counts, dtype=float)[at - lags]
    columns = np.column_stack([np.ones(len(y)), *((season == level).astype(float) for level in range(9)), -lags])
    now = np.zeros((1, 11))
    now[0, 0] = 1.0
    fitted, weights = _twice(y, columns)
    if fitted.predict(now)[0] > y.max():
        columns, now = columns[:, :-1], now[:, :-1]
        fitted, weights = _twice(y, columns)
    mean, phi = fitted.predict(now)[0], max(1.0, fitted.scale)
    cov, scale = fitted.cov_params() / fitted.scale, phi
    if as_in_r:
        scale = (weights * ((y - fitted.fittedvalues) / fitted.fittedvalues) ** 2).sum() / fitted.df_resid
    error = np.sqrt((now @ cov @ now.T)[0, 0] * scale) * mean
    spread = 4 / 9 * mean ** (1 / 3) * (phi + error**2 / mean)
    return mean, phi, (mean ** (2 / 3) + norm.ppf(1 - alpha) * np.sqrt(spread)) ** 1.5


def _twice(y, columns):
    weights = anscombe_weights(y, poisson(y, columns), 2.58)
    return poisson(y, columns, weights), weights
