"""Funnel limits against published tables (PHEindicatormethods and FunnelPlotR) and by simulation."""

import numpy as np
import pytest

from analytics.methods import funnel

OBSERVED, EXPECTED = [100, 150, 180, 80, 120, 225], [108, 112, 165, 95, 100, 220]


@pytest.mark.parametrize(
    ("observed", "confidence", "low", "high"),
    [
        (1, 0.95, 17.94802207, 3949.774946),
        (5, 0.95, 42.85102213, 307.979188),
        (10, 0.95, 54.3763205, 208.5337156),
        (10, 0.998, 41.43536693, 337.778507),
    ],
)
def test_ratio_limits_of_the_published_table(observed, confidence, low, high):
    upper_at, lower_at = funnel.expected_limits(observed, confidence)
    assert 100 * observed / lower_at == pytest.approx(low, rel=1e-5)
    assert 100 * observed / upper_at == pytest.approx(high, rel=1e-5)


@pytest.mark.parametrize(
    ("confidence", "low", "high"), [(0.95, 63.17010446, 242.2579623), (0.998, 48.13632908, 392.4043292)]
)
def test_rate_limits_of_the_published_table(confidence, low, high):
    """Ten events, baseline 116.1720835 per 100,000: the limits are the baseline times the ratio's."""
    upper_at, lower_at = funnel.expected_limits(10, confidence)
    assert 116.1720835 * 10 / lower_at == pytest.approx(low, rel=1e-6)
    assert 116.1720835 * 10 / upper_at == pytest.approx(high, rel=1e-6)


@pytest.mark.parametrize(("n", "low"), [(10, 56.154344), (13, 59.16496)])
def test_share_limits_of_the_published_table(n, low):
    found = funnel.share_limits(n, 0.80642448, 0.95)[0]
    assert 100 * found == pytest.approx(low, abs=1e-4)


def test_the_two_forms_of_limits_are_each_others_inverse():
    for confidence in funnel.CONTROL:
        low, high = funnel.count_limits(np.array([0.7, 3.0, 25.0, 400.0]), confidence)
        at_high = funnel.expected_limits(high, confidence)[0]
        assert at_high == pytest.approx([0.7, 3.0, 25.0, 400.0], rel=1e-6)
        inside = low > 0
        at_low = funnel.expected_limits(low[inside], confidence)[1]
        assert at_low == pytest.approx(np.array([0.7, 3.0, 25.0, 400.0])[inside], rel=1e-6)


def test_an_expectation_below_the_limit_of_zero_has_no_lower_limit():
    """With 3 expected even 0 is no surprise at 95%: chi2(0.975; 2)/2 = 3.689."""
    assert funnel.count_limits(3.0, 0.95)[0] == 0.0
    assert funnel.count_limits(4.0, 0.95)[0] > 0.0


def test_z_scores_and_dispersion_of_funnelplotr():
    assert funnel.z_scores(OBSERVED, EXPECTED) == pytest.approx(
        [-0.78460969, 3.32888694, 1.14235057, -1.60504487, 1.90890230, 0.33520605], abs=1e-8
    )
    found = funnel.dispersion(OBSERVED, EXPECTED, winsorised=0)
    assert found.phi == pytest.approx(3.222417596, abs=1e-8)
    assert found.tau2 == pytest.approx(0.005501189916, abs=1e-10)


def test_without_extra_differences_nothing_is_widened():
    random = np.random.default_rng(5)
    expected = random.uniform(20, 200, 300)
    quiet = funnel.dispersion(random.poisson(expected), expected, winsorised=0)
    assert quiet.phi == pytest.approx(1.0, abs=0.2)
    low, high = funnel.widened_limits(expected, 0.0, 0.95)
    exact = funnel.count_limits(expected, 0.95)
    assert np.abs(low - exact[0]).max() < 1.5
    assert np.abs(high - exact[1]).max() < 1.5


def test_limits_hold_what_they_promise():
    """Poisson counts: about 5% outside the 95% limits, about 0.2% outside the 99.8% ones."""
    random = np.random.default_rng(6)
    expected = random.uniform(5, 120, 4_000)
    counts = random.poisson(expected, (20, 4_000))
    for confidence in funnel.CONTROL:
        low, high = funnel.count_limits(expected, confidence)
        outside = ((counts < low) | (counts > high)).mean()
        assert 0.5 * (1 - confidence) < outside < 1.5 * (1 - confidence)


def test_widened_limits_hold_over_dispersed_areas():
    random = np.random.default_rng(7)
    expected = random.uniform(20, 300, 4_000)
    counts = random.poisson(expected * random.gamma(25, 1 / 25, 4_000))
    found = funnel.dispersion(counts, expected, winsorised=0)
    low, high = funnel.widened_limits(expected, found.tau2, 0.95)
    assert 0.03 < ((counts < low) | (counts > high)).mean() < 0.07
    pulled_in = funnel.dispersion(counts, expected)
    assert 0 < pulled_in.tau2 < found.tau2, "the extreme areas may not hide themselves"


def test_limits_of_a_mean_are_those_of_a_share_when_an_answer_is_yes_or_no():
    n = np.array([30, 90, 400])
    low, high = funnel.mean_limits(n, 0.3, np.sqrt(0.3 * 0.7), 0.0, 0.998)
    assert low == pytest.approx(funnel.share_limits(n, 0.3, 0.998)[0])
    assert high == pytest.approx(funnel.share_limits(n, 0.3, 0.998)[1])


def test_limits_of_a_mean_are_widened_by_what_areas_differ_besides():
    low, high = funnel.mean_limits(100, 7.0, 2.0, 0.05, 0.95)
    assert (low, high) == pytest.approx((7.0 - 1.959964 * 0.3, 7.0 + 1.959964 * 0.3), abs=1e-6)


def test_one_area_differs_from_nothing():
    assert funnel.dispersion_of([3.0], [4.0]) == funnel.Dispersion(1.0, 0.0)
