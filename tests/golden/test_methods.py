"""Published numbers and worked examples for the statistics: b1, a4, c1 and c2 of the methods document.

Sources: PHEindicatormethods test data (Rate, Proportion); R poisson.test; counts of veiligheidmaastricht.nl
n113000.
"""

from pathlib import Path

import numpy as np
import pytest
from statsmodels.stats.rates import test_poisson_2indep as poisson_test

from analytics import formatting
from analytics.statistics import change, poisson_interval, rate_ratio, wilson_interval

NO_CHANGE = "geen_duidelijke_verandering"


@pytest.mark.parametrize(
    ("y", "lower", "upper"),
    [
        (0, 0, 3.688879454),
        (1, 0.02531780798, 5.571643391),
        (5, 1.62348639, 11.66833208),
        (33, 22.71568157, 46.34426927),
    ],
)
def test_exact_poisson_interval_equals_the_published_limits(y, lower, upper):
    assert poisson_interval(y) == (pytest.approx(lower, rel=1e-9), pytest.approx(upper, rel=1e-9))


@pytest.mark.parametrize(
    ("confidence", "lower", "upper"),
    [(0.95, 50.16318771, 82.84913855), (0.998, 42.88026147, 94.00029084)],
)
def test_exact_poisson_interval_is_close_to_the_published_limits_of_byar(confidence, lower, upper):
    found = poisson_interval(65, confidence)
    assert found == (pytest.approx(lower, rel=1e-3), pytest.approx(upper, rel=1e-3))


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [
        (65, 100, 0.5525444329, 0.7363575176),
        (5, 100, 0.0215436792, 0.1117504692),
        (1, 100, 0.0017674321, 0.0544861962),
    ],
)
def test_wilson_interval_equals_the_published_limits(x, n, lower, upper):
    assert wilson_interval(x, n) == (pytest.approx(lower, abs=1e-10), pytest.approx(upper, abs=1e-10))


@pytest.mark.parametrize(
    ("respondents", "points"), [(30, 15.6), (50, 12.3), (75, 10.1), (100, 8.8), (150, 7.3), (300, 5.2)]
)
def test_wilson_half_width_at_thirty_percent_equals_the_planning_table(respondents, points):
    lower, upper = wilson_interval(round(0.3 * respondents), respondents)
    assert 100 * (upper - lower) / 2 == pytest.approx(points, abs=0.06)  # printed with one decimal


@pytest.mark.parametrize(
    ("crimes", "inhabitants", "rate", "lower", "upper"),
    [(12, 3400, 3.53, 1.82, 6.17), (3, 900, 3.33, 0.69, 9.74)],
)
def test_rates_per_thousand_of_the_methods_document(crimes, inhabitants, rate, lower, upper):
    limits = np.array([crimes, *poisson_interval(crimes)]) * 1000 / inhabitants
    assert np.round(limits, 2) == pytest.approx([rate, lower, upper])


def test_twenty_five_against_sixteen_has_the_published_score_p_value():
    """An interval and its test are one: at confidence 1 - p the interval just touches 1."""
    assert rate_ratio(25, 16, confidence=1 - 0.15985)[1] == pytest.approx(1, abs=2e-5)
    assert change(25, 16).verdict == NO_CHANGE


@pytest.mark.parametrize(
    ("before", "now", "percent", "ratio", "lower", "upper", "verdict"),
    [
        pytest.param(953, 875, -8.2, 0.918, 0.838, 1.006, NO_CHANGE, id="home burglary 2014-15"),
        pytest.param(875, 514, -41.3, 0.587, 0.527, 0.655, "gedaald", id="home burglary 2015-16"),
        pytest.param(426, 423, -0.7, 0.993, 0.868, 1.136, NO_CHANGE, id="home burglary 2017-18"),
        pytest.param(85, 70, -17.6, 0.824, 0.601, 1.128, NO_CHANGE, id="street robbery 2014-15"),
        pytest.param(70, 48, -31.4, 0.686, 0.476, 0.988, "gedaald", id="street robbery 2015-16"),
        pytest.param(9, 22, 144.4, 2.444, 1.146, 5.213, "gestegen", id="robbery of business 2014-15"),
    ],
)
def test_acceptance_table_of_maastricht(before, now, percent, ratio, lower, upper, verdict):
    found = change(now, before)
    assert (found.ratio, found.lower, found.upper) == pytest.approx((ratio, lower, upper), abs=0.0005)
    assert 100 * (found.ratio - 1) == pytest.approx(percent, abs=0.05)
    assert found.verdict == verdict


def test_border_case_shows_that_the_score_test_is_in_force():
    exact = poisson_test(48, 1, 70, 1, method="exact-cond").pvalue
    assert exact == pytest.approx(0.0528, abs=0.0001)  # the exact test would say: no clear change
    assert change(48, 70).verdict == "gedaald"


EXPLANATION = Path(__file__).parents[2] / "docs" / "explanation" / "onzekerheid.md"


def examples():
    """(before, now, change, interval, word) of each row of the table on the page about uncertainty."""
    for line in EXPLANATION.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and "→" in cells[1] and cells[1][0].isdigit():
            yield pytest.param(*cells[1].split(" → "), *cells[2:], id=cells[0])


@pytest.mark.parametrize(("before", "now", "percent", "interval", "word"), list(examples()))
def test_examples_in_the_explanation_are_what_the_dashboard_says(before, now, percent, interval, word):
    found = change(int(now), int(before))
    assert formatting.signed_percentage(found.ratio - 1) == percent
    assert formatting.signed_percentage_interval(found.lower - 1, found.upper - 1) == interval
    assert found.verdict.replace("_", " ") == word


def test_the_explanation_has_examples_of_every_kind():
    assert len({parameter.values[-1] for parameter in examples()}) == 3
