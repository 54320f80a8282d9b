"""Statistics against statsmodels, against exact coverage by enumeration, and at their edges."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, norm, poisson
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson, confint_poisson_2indep

from analytics.statistics import (
    Scale,
    Verdict,
    change,
    difference,
    dispersion,
    poisson_interval,
    rate_ratio,
    too_few,
    verdict,
    wilson_interval,
)

PROJECT = Path(__file__).parents[2]
NAN = float("nan")
INF = float("inf")
steady = settings(derandomize=True, deadline=None)
counts = st.integers(0, 100_000)


# --- against a second implementation
# -------------------------------------------------------------------------


@given(st.lists(counts, min_size=1), st.sampled_from([0.8, 0.95, 0.998]))
@steady
def test_poisson_interval_equals_statsmodels(values, confidence):
    expected = [confint_poisson(v, 1, method="exact-c", alpha=1 - confidence) if v else (0, np.nan) for v in values]
    lower, upper = poisson_interval(values, confidence)
    assert lower == pytest.approx(np.array([e[0] for e in expected]), rel=1e-9)
    some = np.array(values) > 0
    assert upper[some] == pytest.approx(np.array([e[1] for e in expected])[some], rel=1e-9)


def test_poisson_upper_limit_of_zero_is_minus_log_of_the_tail():
    assert poisson_interval(0)[1] == pytest.approx(-np.log(0.025), rel=1e-12)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@steady
def test_wilson_interval_equals_statsmodels(case):
    x, n = case
    assert wilson_interval(x, n) == pytest.approx(proportion_confint(x, n, method="wilson"), abs=1e-12)


@given(st.integers(1, 3000), st.integers(1, 3000), st.floats(0.1, 10), st.floats(0.1, 10))
@settings(steady, max_examples=40)
def test_rate_ratio_equals_statsmodels_score(now, before, exposure_now, exposure_before):
    expected = confint_poisson_2indep(now, exposure_now, before, exposure_before, method="score", compare="ratio")
    found = rate_ratio(now, before, exposure_now, exposure_before)
    assert found[0] == pytest.approx(now / exposure_now / (before / exposure_before))
    assert found[1:] == pytest.approx(expected, rel=1e-4)  # statsmodels searches, we have the closed form


# --- coverage, exactly: every outcome with its chance
# ---------------------------------------------------------


@pytest.mark.parametrize("mean", [0.05, 0.7, 3.1, 12.6, 80.3, 400.0])
def test_poisson_interval_covers_at_least_95_percent(mean):
    y = np.arange(0, int(mean + 12 * np.sqrt(mean) + 20))
    lower, upper = poisson_interval(y)
    assert poisson.pmf(y, mean)[(lower <= mean) & (mean <= upper)].sum() >= 0.95


@pytest.mark.parametrize("n", [30, 100, 500])
def test_wilson_interval_covers_95_percent_on_average(n):
    x = np.arange(n + 1)
    lower, upper = wilson_interval(x, n)
    shares = np.linspace(0.05, 0.95, 181)
    covered = [binom.pmf(x, n, p)[(lower <= p) & (p <= upper)].sum() for p in shares]
    assert np.mean(covered) == pytest.approx(0.95, abs=0.005)
    assert min(covered) > 0.90


@pytest.mark.parametrize("mean_before", [8.0, 25.0, 90.0])
@pytest.mark.parametrize("ratio", [0.5, 1.0, 1.8])
def test_score_ratio_covers_about_95_percent(mean_before, ratio):
    y = np.arange(0, 320)
    now, before = y[:, None], y[None, :]
    _, lower, upper = rate_ratio(now, before)
    chance = poisson.pmf(now, mean_before * ratio) * poisson.pmf(before, mean_before)
    assert chance[(lower <= ratio) & (ratio <= upper)].sum() == pytest.approx(0.95, abs=0.015)


def test_false_alarms_with_clustered_counts_need_the_wider_interval():
    """Counts with twice the variance of chance, nothing changed: 17% "changes" without phi, 5% with it."""
    rng = np.random.default_rng(20251231)
    now, before = rng.negative_binomial(100, 0.5, (2, 20_000))  # mean 100, variance 200
    narrow, wide = rate_ratio(now, before), rate_ratio(now, before, overdispersion=2.0)
    assert np.mean((narrow[1] > 1) | (narrow[2] < 1)) > 0.12
    assert np.mean((wide[1] > 1) | (wide[2] < 1)) == pytest.approx(0.05, abs=0.01)


# --- edges
# ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("values", [[3, NAN], [3, None], pd.array([3, pd.NA], dtype="Int64"), pd.Series([3, None])])
def test_a_missing_count_has_missing_limits(values):
    lower, upper = poisson_interval(values)
    assert list(np.isnan(lower)) == list(np.isnan(upper)) == [False, True]


def test_scalar_na_is_missing():
    assert np.isnan(poisson_interval(pd.NA)).all()
    assert change(pd.NA, 3).verdict == Verdict.NIET_TE_ZEGGEN


def test_results_have_the_shape_of_the_input():
    assert poisson_interval(np.ones((3, 4)))[0].shape == (3, 4)
    assert rate_ratio(np.ones(5), 2)[1].shape == (5,)
    assert rate_ratio(4, 5, exposure_now=np.array([1.0, 2.0]))[2].shape == (2,)
    assert wilson_interval([1, 2], 10)[0].shape == (2,)


@pytest.mark.parametrize(
    ("now", "before", "ratio", "lower", "upper"),
    [
        (0, 3, 0.0, 0.0, 1.2804862736),
        (3, 0, INF, 0.7809533149, INF),
        (5, 0, INF, 1.3015888581, INF),
        (0, 0, NAN, 0.0, INF),
        (NAN, 3, NAN, NAN, NAN),
        (3, NAN, NAN, NAN, NAN),
        (NAN, 0, NAN, NAN, NAN),
        (0, NAN, NAN, NAN, NAN),
    ],
)
def test_ratio_at_zero_and_missing(now, before, ratio, lower, upper):
    assert rate_ratio(now, before) == pytest.approx((ratio, lower, upper), nan_ok=True)


def test_ratio_with_missing_exposure_is_missing_also_at_zero_counts():
    found = rate_ratio([4, 0, 3, 0], [2, 2, 0, 0], exposure_now=NAN)
    assert np.isnan(np.array(found)).all()


@given(st.integers(0, 10**7), st.integers(1, 10**7))
@steady
def test_wilson_limits_stay_within_0_and_1_and_around_the_share(x, n):
    x = min(x, n)
    lower, upper = wilson_interval(x, n)
    assert 0 <= lower <= x / n + 1e-12
    assert x / n - 1e-12 <= upper <= 1


def test_wilson_limits_are_exactly_0_and_1_at_the_ends():
    n = np.arange(1, 2000)
    assert (wilson_interval(0 * n, n)[0] == 0).all()
    assert (wilson_interval(n, n)[1] == 1).all()


@given(counts, counts, st.floats(1, 50))
@steady
def test_swapping_the_periods_inverts_the_ratio(now, before, phi):
    _, lower, upper = rate_ratio(now, before, overdispersion=phi)
    _, lower_swapped, upper_swapped = rate_ratio(before, now, overdispersion=phi)
    with np.errstate(divide="ignore"):
        assert np.divide(1.0, upper_swapped) == pytest.approx(lower, rel=1e-9)
        assert np.divide(1.0, lower_swapped) == pytest.approx(upper, rel=1e-9)


@given(counts, counts, st.floats(1, 5))
@steady
def test_overdispersion_only_widens(now, before, phi):
    _, lower, upper = rate_ratio(now, before)
    _, lower_wide, upper_wide = rate_ratio(now, before, overdispersion=phi)
    assert lower_wide <= lower * (1 + 1e-12)
    assert upper_wide >= upper * (1 - 1e-12)


# --- verdicts
# -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [
        (1.01, 1.2, "gestegen"),
        (0.8, 0.99, "gedaald"),
        (0.8, 1.2, "geen_duidelijke_verandering"),
        (1.0, 1.2, "geen_duidelijke_verandering"),  # an interval that touches 1 does not exclude it
        (0.8, 1.0, "geen_duidelijke_verandering"),
        (0.0, INF, "geen_duidelijke_verandering"),
        (NAN, NAN, "niet_te_zeggen"),
        (1.2, NAN, "niet_te_zeggen"),
    ],
)
def test_verdict_follows_from_the_interval_alone(lower, upper, words):
    assert verdict(lower, upper) == words


def test_verdict_of_a_difference_is_about_zero():
    assert verdict(0.1, 0.9, unchanged=0.0) == "gestegen"
    assert verdict(-0.9, -0.1, unchanged=0.0) == "gedaald"
    assert verdict(-0.1, 0.9, unchanged=0.0) == "geen_duidelijke_verandering"


def test_change_of_rates_takes_the_exposure_into_account():
    assert change(100, 100).verdict == "geen_duidelijke_verandering"
    fewer_people = change(100, 100, exposure_now=500, exposure_before=1000)
    assert fewer_people.ratio == pytest.approx(2.0)
    assert fewer_people.verdict == "gestegen"


def test_zero_is_not_missing():
    assert change(0, 0).verdict == "te_weinig_waarnemingen"  # known, but nothing to tell a change by
    assert change(0, 30).verdict == "gedaald"
    assert change(None, 30).verdict == "niet_te_zeggen"
    assert change(30, None).verdict == "niet_te_zeggen"


@pytest.mark.parametrize(
    ("total", "phi", "few"), [(34, 1.0, True), (35, 1.0, False), (60, 2.0, True), (70, 2.0, False)]
)
def test_too_few_is_when_a_doubling_would_not_show(total, phi, few):
    """By the test itself: the counts of a doubling with this total, told from chance or not."""
    assert too_few(total, overdispersion=phi) is few
    _, lower, upper = rate_ratio(total * 2 / 3, total / 3, overdispersion=phi)
    assert bool(lower <= 1 <= upper) is few


def test_too_few_takes_the_exposure_into_account():
    assert not too_few(40)
    assert too_few(40, exposure_now=1, exposure_before=9)  # four of these forty are the newer period's
    assert too_few(40, exposure_now=9, exposure_before=1)


def test_few_counts_that_do_show_a_change_are_called_what_they_show():
    assert change(22, 9).verdict == "gestegen"  # 31 together
    assert change(16, 15).verdict == "te_weinig_waarnemingen"
    assert change(25, 16).verdict == "geen_duidelijke_verandering"
    assert change(25, 16, overdispersion=2.0).verdict == "te_weinig_waarnemingen"


@given(counts, counts, st.floats(0.2, 5), st.floats(1, 5))
@steady
def test_p_belongs_to_the_interval(now, before, exposure, phi):
    found = change(now, before, exposure_now=exposure, overdispersion=phi)
    outside = found.lower > 1 or found.upper < 1
    if abs(found.p - 0.05) > 1e-6:
        assert (found.p < 0.05) is outside


def test_p_at_its_edges():
    assert change(0, 0).p == 1.0
    assert change(12, 12).p == 1.0
    assert np.isnan(change(None, 3).p)
    assert change(140, 100, overdispersion=4.0).p == pytest.approx(2 * norm.sf(40 / np.sqrt(4.0 * 240)))
    assert difference(7.1, 0.1, 6.8, 0.1).p == pytest.approx(2 * norm.sf(0.3 / np.sqrt(0.02)))
    assert (difference(3, 0, 3, 0).p, difference(4, 0, 3, 0).p) == (1.0, 0.0)
    assert np.isnan(difference(3, None, 3, 1).p)
    assert np.isnan(difference(None, 0, 3, 0).p)


def test_difference_of_two_survey_values():
    found = difference(7.1, 0.1, 6.8, 0.1)
    margin = 1.959963984540054 * np.sqrt(0.02)
    assert (found.difference, found.lower, found.upper) == pytest.approx((0.3, 0.3 - margin, 0.3 + margin))
    assert (found.verdict, found.scale, found.confidence) == ("gestegen", Scale.VERSCHIL, 0.95)
    assert np.isnan(found.ratio)
    assert np.isnan(change(3, 4).difference)


@pytest.mark.parametrize("missing", range(4))
def test_difference_without_value_or_standard_error_says_nothing(missing):
    arguments = [7.1, 0.1, 6.8, 0.1]
    arguments[missing] = None
    assert difference(*arguments).verdict == "niet_te_zeggen"


def test_difference_may_be_negative_values():
    assert difference(-2.0, 0.1, -1.0, 0.1).verdict == "gedaald"


# --- dispersion
# -----------------------------------------------------------------------------------------------

SEASON = 1 + 0.3 * np.cos(np.arange(12) * np.pi / 6)
YEARS = np.linspace(1.4, 0.6, 12)
EXPECTED = 40 * YEARS[:, None] * SEASON[None, :]


def test_dispersion_of_chance_alone_is_about_1_whatever_trend_and_season():
    rng = np.random.default_rng(7)
    found = [dispersion(rng.poisson(EXPECTED)) for _ in range(200)]
    assert np.mean(found) == pytest.approx(1.0, abs=0.08)  # held at 1 from below
    assert min(found) >= 1.0


@pytest.mark.parametrize("phi", [2.0, 4.0])
def test_dispersion_of_clustered_counts_is_found_back(phi):
    rng = np.random.default_rng(8)
    found = [dispersion(rng.negative_binomial(EXPECTED / (phi - 1), 1 / phi)) for _ in range(200)]
    assert np.mean(found) == pytest.approx(phi, rel=0.05)


def test_dispersion_by_hand():
    # expected 15 everywhere; four deviations of 5: 4 * 25 / 15, on one degree of freedom
    assert dispersion([[10, 20], [20, 10]]) == pytest.approx(100 / 15)


def test_dispersion_leaves_out_incomplete_years_and_empty_months():
    complete = [[10, 20, 0], [20, 10, 0]]
    assert dispersion([*complete, [500, NAN, 3]]) == pytest.approx(100 / 15)


def test_dispersion_is_never_below_1():
    assert dispersion([[10, 10], [10, 10]]) == 1.0


@pytest.mark.parametrize("table", [[[1, 2, 3]], [[NAN, 1], [2, 3]], [[0, 0], [0, 0]], [[3, 0], [4, 0]]])
def test_dispersion_is_unknown_without_two_years_and_months(table):
    assert np.isnan(dispersion(table))


# --- refusals
# -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: poisson_interval(-1), "aantal is nul of meer.*gevonden: -1"),
        (lambda: poisson_interval([3, -2]), "gevonden: -2"),
        (lambda: poisson_interval(INF), "eindig; gevonden: inf"),
        (lambda: poisson_interval(1, 1.0), "betrouwbaarheid ligt tussen 0 en 1"),
        (lambda: poisson_interval(1, 0.0), "betrouwbaarheid"),
        (lambda: poisson_interval(1, 95), "niet 95"),
        (lambda: poisson_interval(1, NAN), "niet nan"),
        (lambda: wilson_interval(-1, 10), "aantal is nul of meer"),
        (lambda: wilson_interval(1, 0), "noemer is groter dan nul.*gevonden: 0"),
        (lambda: wilson_interval(1, -4), "gevonden: -4"),
        (lambda: wilson_interval(11, 10), "boven 100%"),
        (lambda: rate_ratio(-1, 3), "aantal is nul of meer"),
        (lambda: rate_ratio(1, -3), "aantal is nul of meer"),
        (lambda: rate_ratio(1, 3, exposure_now=0), "noemer is groter dan nul"),
        (lambda: rate_ratio(1, 3, exposure_before=-5), "noemer is groter dan nul"),
        (lambda: rate_ratio(1, 3, overdispersion=0.9), "overdispersie"),
        (lambda: rate_ratio(1, 3, overdispersion=NAN), "overdispersie"),
        (lambda: change(1, 3, confidence=2), "betrouwbaarheid"),
        (lambda: difference(1, -0.1, 2, 0.1), "standaardfout is nul of meer"),
        (lambda: dispersion([1, 2, 3]), "rij per jaar"),
        (lambda: dispersion([[1, -2], [3, 4]]), "aantal is nul of meer"),
    ],
)
def test_impossible_input_is_refused_in_clear_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_statsmodels_is_not_needed_at_run_time():
    code = "import sys, analytics.statistics; sys.exit(any(m.startswith('statsmodels') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0
