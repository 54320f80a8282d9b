"""Ranks: calibrated in simulation, by hand where it can be, and honest about areas that are alike."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.methods import ranks
from analytics.methods.ranks import MOGELIJK, ONDUIDELIJK, ZEKER, rankability, summarise
from analytics.methods.small_areas import fay_herriot, poisson_gamma
from tests.unit.published_data import DEATHS, EXPECTED


def summary(means, spread, k=5, *, worst_high=True, times=4_000, seed=1):
    random = np.random.default_rng(seed)
    draws = random.normal(means, spread, (times, len(means)))
    return summarise(draws, k, worst_high=worst_high, random=random)


def test_clearly_different_areas_have_one_rank_each():
    found = summary(np.arange(10.0), 0.01, k=3)
    assert found.expected == pytest.approx(np.arange(10, 0, -1))
    assert (found.low == found.high).all()
    assert found.groups == (ONDUIDELIJK,) * 7 + (ZEKER,) * 3


def test_areas_that_are_alike_share_the_chance_by_lot():
    found = summarise(np.zeros((4_000, 20)), 5, worst_high=True, random=np.random.default_rng(3))
    assert found.chance == pytest.approx(np.full(20, 0.25), abs=0.03)
    assert set(found.groups) == {ONDUIDELIJK}
    assert (found.high - found.low >= 17).all()


def test_the_chances_add_up_to_k():
    found = summary(np.random.default_rng(4).normal(0, 1, 44), 0.5)
    assert found.chance.sum() == pytest.approx(5.0)
    assert found.expected.sum() == pytest.approx(44 * 45 / 2)


def test_between_certain_and_by_lot_is_possible():
    found = summary(np.array([3.0, 3.0, 3.0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 0.2, k=2)
    assert found.groups[:3] == (MOGELIJK,) * 3
    assert set(found.groups[3:]) == {ONDUIDELIJK}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-3, 3), min_size=4, max_size=12), st.integers(0, 2**31))
def test_reversing_the_direction_reverses_the_ranking(means, seed):
    n = len(means)
    random = np.random.default_rng(seed)
    draws = random.normal(means, 0.5, (500, n))
    high = summarise(draws, 1, worst_high=True, random=np.random.default_rng(seed))
    low = summarise(draws, n - 1, worst_high=False, random=np.random.default_rng(seed))
    assert high.expected == pytest.approx(n + 1 - low.expected)
    assert high.chance == pytest.approx(1 - low.chance)


def test_the_expected_rank_of_draws_is_the_formula_of_lingsma():
    random = np.random.default_rng(8)
    means, variances = random.normal(0, 1, 13), random.uniform(0.05, 0.5, 13)
    drawn = summary(means, np.sqrt(variances), times=40_000)
    formula = ranks.expected_rank(means, variances, worst_high=True)
    assert drawn.expected == pytest.approx(formula, abs=0.05)


def test_rankability_of_efron_and_morris():
    """Batting averages: tau^2 = 0.00051667 beside s^2 = 0.00433284 gives 0.1065."""
    assert rankability(0.00051667, np.full(18, 0.00433284)) == pytest.approx(0.1065, abs=1e-4)
    assert rankability(0.0, np.ones(3)) == 0.0


def test_most_counties_of_sids_cannot_be_placed():
    fit = poisson_gamma(DEATHS, EXPECTED)
    random = ranks.seed("sids")
    found = summarise(fit.draw(random, 4_000), 10, worst_high=True, random=random)
    assert np.median(found.high - found.low) > 50


def test_the_same_question_gives_the_same_answer_and_another_another():
    first = ranks.seed("woninginbraak", "2025").random(3)
    assert first.tolist() == ranks.seed("woninginbraak", "2025").random(3).tolist()
    assert first.tolist() != ranks.seed("woninginbraak", "2024").random(3).tolist()


def lists(times, between, seed):
    """Made-up cities of 44 buurten: truth, and the ranking of what a survey of 90 in each says."""
    random = np.random.default_rng(seed)
    for _round in range(times):
        truth = random.normal(7.0, between, 44)
        variances = random.uniform(0.02, 0.06, 44)
        fit = fay_herriot(random.normal(truth, np.sqrt(variances)), variances)
        yield truth, fit, variances, summarise(fit.draw(random, 1_000), 5, worst_high=False, random=random)


def test_the_stated_chance_is_the_share_that_is_really_low():
    """Calibration in bins: of areas given about p, a share of about p is among the truly lowest five."""
    chance, low, inside = [], [], []
    for truth, _fit, _variances, found in lists(150, 0.3, 21):
        order = truth.argsort().argsort() + 1
        chance += list(found.chance)
        low += list(order <= 5)
        inside += list((found.low <= order) & (order <= found.high))
    chance, low = np.array(chance), np.array(low)
    for start, end in ((0.05, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.01)):
        bin_ = (start <= chance) & (chance < end)
        assert low[bin_].mean() == pytest.approx(chance[bin_].mean(), abs=0.06)
    assert 0.93 < np.mean(inside) < 0.98


def test_rankability_tells_alike_from_different():
    alike = [rankability(fit.between, v) for _t, fit, v, _r in lists(40, 0.0, 22)]
    different = [rankability(fit.between, v) for _t, fit, v, _r in lists(40, 2.0, 23)]
    assert np.mean(alike) < 0.1
    assert np.mean(different) > 0.95


@pytest.mark.parametrize("k", [0, 4])
def test_k_is_one_of_the_areas(k):
    with pytest.raises(ValueError, match="tussen 1 en 3"):
        summary(np.zeros(3), 1.0, k=k)
