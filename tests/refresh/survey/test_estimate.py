"""Values from weighted answers: against printed numbers, plain loops, statsmodels, and how often an interval holds."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from analytics.refresh.survey.estimate import Sample, mean, share

random = np.random.default_rng(11)
MARKS = random.integers(3, 11, 60).astype(float)
YES = (random.random(60) < 0.3).astype(float)
WEIGHTS = random.lognormal(0, 0.5, 60)
EQUAL = np.ones(60)
GROUPS = random.integers(0, 20, 60)
LAYERS = random.integers(0, 3, 60)


def naive(answers, weights, layers, groups, inside):
    """Mean and variance, written out one respondent at a time."""
    total = sum(w for w, chosen in zip(weights, inside, strict=True) if chosen)
    value = sum(w * y for w, y, chosen in zip(weights, answers, inside, strict=True) if chosen) / total
    sums = {}
    taken = {layer for layer, chosen in zip(layers, inside, strict=True) if chosen}
    for i, layer in enumerate(layers):
        if layer in taken:
            score = weights[i] * (answers[i] - value) / total if inside[i] else 0.0
            sums.setdefault(layer, {}).setdefault(groups[i], 0.0)
            sums[layer][groups[i]] += score
    variance = 0.0
    for drawn in sums.values():
        n, middle = len(drawn), sum(drawn.values()) / len(drawn)
        if n == 1:
            variance += sum(score**2 for score in drawn.values())
        else:
            variance += n / (n - 1) * sum((score - middle) ** 2 for score in drawn.values())
    return value, variance


@pytest.mark.parametrize(
    ("yes", "n", "lower", "upper"),
    [  # METHODS.md b1, from PHEindicatormethods
        (65, 100, 0.5525444329, 0.7363575176),
        (5, 100, 0.0215436792, 0.1117504692),
        (1, 100, 0.0017674321, 0.0544861962),
    ],
)
def test_equal_weights_give_the_printed_wilson_intervals(yes, n, lower, upper):
    answers = np.array([1.0] * yes + [0.0] * (n - yes))
    found = share(Sample(answers, np.full(n, 2.5)))
    assert (found.value, found.n, found.design_effect) == pytest.approx((yes / n, n, 1.0))
    assert (found.lower, found.upper) == pytest.approx((lower, upper), abs=1e-10)
    assert found.standard_error == pytest.approx(math.sqrt(yes / n * (1 - yes / n) / (n - 1)))


@pytest.mark.parametrize(("n", "half"), [(30, 15.6), (50, 12.3), (100, 8.8), (300, 5.2)])
def test_planning_half_widths_at_thirty_per_cent(n, half):  # METHODS.md b5
    answers = np.array([1.0] * round(0.3 * n) + [0.0] * round(0.7 * n))
    found = share(Sample(answers, np.ones(n)))
    assert 100 * (found.upper - found.lower) / 2 == pytest.approx(half, abs=0.05)


def test_equal_weights_give_the_mean_of_statsmodels():
    found, other = mean(Sample(MARKS, EQUAL)), DescrStatsW(MARKS)
    assert (found.value, found.standard_error) == pytest.approx((other.mean, other.std_mean))
    assert (found.lower, found.upper) == pytest.approx(other.tconfint_mean())


def test_weighted_values_are_those_of_statsmodels():
    assert mean(Sample(MARKS, WEIGHTS)).value == pytest.approx(DescrStatsW(MARKS, WEIGHTS).mean)
    found = share(Sample(YES, WEIGHTS))
    assert found.value == pytest.approx(DescrStatsW(YES, WEIGHTS).mean)
    interval = proportion_confint(found.value * found.effective_n, found.effective_n, method="wilson")
    assert (found.lower, found.upper) == pytest.approx(interval)


def test_weights_without_a_bond_with_the_answers_cost_what_kish_says():
    many = np.random.default_rng(5)
    weights = many.lognormal(0, 0.5, 60_000)
    found = share(Sample((many.random(60_000) < 0.4).astype(float), weights))
    assert found.design_effect == pytest.approx(1 + weights.var() / weights.mean() ** 2, rel=0.03)


@pytest.mark.parametrize("estimator", [share, mean])
@pytest.mark.parametrize("layered", [False, True])
@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("part", [False, True])
def test_plain_loops_give_the_same(estimator, layered, grouped, part):
    answers = YES if estimator is share else MARKS
    inside = np.arange(60) % 3 == 0 if part else np.ones(60, dtype=bool)
    groups = GROUPS if grouped else np.arange(60)
    # without layers those inside are one layer, and nobody else is in it
    layers = LAYERS if layered else np.where(inside, 0, 1)
    value, variance = naive(answers, WEIGHTS, layers, groups, inside)
    sample = Sample(answers, WEIGHTS, LAYERS if layered else None, GROUPS if grouped else None)
    found = estimator(sample, inside)
    assert (found.value, found.standard_error) == pytest.approx((value, math.sqrt(variance)))


def test_a_household_that_answers_alike_is_worth_one_respondent():
    once = Sample(YES, WEIGHTS)
    twice = Sample(np.repeat(YES, 2), np.repeat(WEIGHTS, 2), None, np.repeat(np.arange(60), 2))
    one, two = share(once), share(twice)
    assert (two.value, two.standard_error) == pytest.approx((one.value, one.standard_error))
    assert (two.n, two.effective_n) == (120, pytest.approx(one.effective_n, rel=0.02))


def test_layers_that_differ_take_uncertainty_away_and_layers_that_do_not_leave_it():
    layers = np.repeat([0, 1], 30)
    apart = np.concatenate([np.repeat([0.0, 1.0], [27, 3]), np.repeat([0.0, 1.0], [3, 27])])
    layered, plain = share(Sample(apart, EQUAL, layers)), share(Sample(apart, EQUAL))
    assert layered.standard_error == pytest.approx(math.sqrt(2 * 0.25 * 0.1 * 0.9 / 29))
    assert plain.standard_error == pytest.approx(math.sqrt(0.25 / 59))
    assert layered.effective_n == 60  # never more than there are
    mixed = mean(Sample(np.tile([3.0, 8.0], 30), EQUAL, layers))
    assert mixed.standard_error == pytest.approx(DescrStatsW(np.tile([3.0, 8.0], 30)).std_mean, rel=0.02)


def test_layers_without_any_spread_are_no_certainty():
    found = share(Sample(np.repeat([0.0, 1.0], 30), EQUAL, np.repeat([0, 1], 30)))
    assert found.standard_error > 0.05
    assert found.upper - found.lower > 0.2


@pytest.mark.parametrize(("answer", "limits"), [(0.0, (0.0, 3.8415 / 33.8415)), (1.0, (30 / 33.8415, 1.0))])
def test_when_everybody_says_the_same_there_is_still_uncertainty(answer, limits):
    found = share(Sample(np.full(30, answer), np.ones(30)))
    assert (found.value, found.n, found.effective_n) == (answer, 30, pytest.approx(30))
    assert (found.lower, found.upper) == pytest.approx(limits, rel=1e-4, abs=1e-12)
    assert found.standard_error == pytest.approx((found.upper - found.lower) / 3.92, rel=1e-3)


def test_one_respondent_has_a_value_and_no_spread():
    found = mean(Sample(np.array([7.0]), np.array([1.3])))
    assert (found.value, found.n) == (pytest.approx(7.0), 1)
    assert all(math.isnan(number) for number in (found.standard_error, found.lower, found.upper))
    alone = share(Sample(np.array([1.0]), np.array([1.3])))
    assert 0.2 < alone.lower < 0.25
    assert alone.upper == 1.0


def test_one_cluster_has_no_spread_either():
    found = mean(Sample(np.array([6.0, 8.0]), np.ones(2), None, np.array([4, 4])))
    assert found.value == 7.0
    assert math.isnan(found.lower)


def test_nobody_is_nothing_to_estimate():
    with pytest.raises(ValueError, match="Zonder respondenten"):
        share(Sample(YES, WEIGHTS), np.zeros(60, dtype=bool))


def test_the_interval_of_a_mean_stays_on_the_scale():
    found = mean(Sample(np.array([10.0, 10.0, 9.0]), np.ones(3)))
    assert found.upper == 10.0
    assert found.lower < 9.1


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0]), st.floats(0.05, 20)), min_size=1, max_size=40))
@settings(max_examples=150, deadline=None)
def test_a_share_always_lies_in_its_interval(people):
    answers, weights = (np.array(column) for column in zip(*people, strict=True))
    found = share(Sample(answers, weights))
    assert 0 <= found.lower <= found.value <= found.upper <= 1
    assert 0 < found.effective_n <= found.n
    assert found.standard_error > 0


def coverage(n, p, bond, repeats, seed=2):
    """How often the interval holds what an endless sample with these weights would say."""
    simulated = np.random.default_rng(seed)
    everyone = simulated.normal(size=400_000)
    truth = np.average(_chance(p, bond, everyone), weights=np.exp(0.42 * everyone))
    held = 0
    for _repeat in range(repeats):
        x = simulated.normal(size=n)
        answers = (simulated.random(n) < _chance(p, bond, x)).astype(float)
        found = share(Sample(answers, np.exp(0.42 * x)))
        held += found.lower <= truth <= found.upper
    return held / repeats


def _chance(p, bond, x):
    return 1 / (1 + np.exp(-(np.log(p / (1 - p)) + bond * x)))


def test_intervals_hold_about_95_per_cent_of_the_time():
    assert 0.93 <= coverage(80, 0.25, 0.3, 2000) <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize("n", [30, 100, 300])
@pytest.mark.parametrize("p", [0.05, 0.2, 0.5, 0.8])
@pytest.mark.parametrize("bond", [0.0, 0.5])
def test_intervals_hold_whatever_the_share_and_the_weights(n, p, bond):
    assert 0.93 <= coverage(n, p, bond, 8000) <= 0.97


def test_intervals_of_means_hold_about_95_per_cent_of_the_time():
    simulated, held = np.random.default_rng(8), 0
    for _repeat in range(2000):
        answers = np.clip(np.round(simulated.normal(7, 1.4, 60)), 1, 10)
        found = mean(Sample(answers, simulated.lognormal(0, 0.42, 60)))
        held += (
            found.lower <= 7 - 0.0047 <= found.upper
        )  # cut off at 10, the mean of the rounded marks is a little lower
    assert 0.93 <= held / 2000 <= 0.97


def test_clustered_answers_hold_only_when_the_clusters_are_known():
    simulated, held, blind = np.random.default_rng(9), 0, 0
    clusters = np.repeat(np.arange(60), 3)
    for _repeat in range(600):
        inclined = np.repeat(simulated.normal(0, 1.2, 60), 3)
        answers = (simulated.random(180) < stats.norm.cdf((inclined - 0.8) / 1)).astype(float)
        truth = stats.norm.cdf(-0.8 / math.sqrt(1 + 1.2**2))
        known, unknown = (share(Sample(answers, np.ones(180), None, c)) for c in (clusters, None))
        held += known.lower <= truth <= known.upper
        blind += unknown.lower <= truth <= unknown.upper
    assert held / 600 > 0.925
    assert blind / 600 < 0.9
