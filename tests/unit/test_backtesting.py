"""Back-tests: which years are forecast again, with what was known then, and the rule that shows a forecast or not."""

import numpy as np
import pytest

from analytics.methods.backtesting import (
    LAST_YEAR,
    MODEL,
    REST,
    SHARE,
    Score,
    Trial,
    best_naive,
    is_not_worse,
    scores,
    trials,
)


def months_of(n, first=0):
    return (first + np.arange(n, dtype=np.int64)) % 12


def scored(**errors):
    return tuple(Score(method, error, np.nan, np.nan, 24) for method, error in errors.items())


def test_every_year_after_two_years_and_every_month_of_it():
    counts = np.random.default_rng(1).poisson(20, 60).astype(float)
    done = trials(counts, months_of(60))
    assert [(trial.first, trial.cut) for trial in done] == [(first, cut) for first in (24, 36, 48) for cut in range(12)]
    assert [trial.actual for trial in done[::12]] == [counts[t : t + 12].sum() for t in (24, 36, 48)]


def test_a_year_that_is_not_over_or_not_whole_is_no_trial():
    counts = np.full(65, 20.0)
    counts[30] = np.nan
    assert {trial.first for trial in trials(counts, months_of(65))} == {48}


def test_a_series_that_begins_halfway_a_year():
    counts = np.full(44, 20.0)  # May to December of the fourth year
    done = trials(counts, months_of(44, first=4))
    assert {trial.first for trial in done} == {20, 32}
    assert [trial.cut for trial in done if trial.first == 20] == list(range(4, 12))  # 24 months known from then on


def test_the_simple_estimates_of_a_trial_know_only_what_was_in():
    counts = np.r_[np.full(24, 10.0), np.full(12, 30.0)]
    trial = next(one for one in trials(counts, months_of(36)) if one.cut == 3)
    assert (trial.said[LAST_YEAR], trial.said[REST]) == (120.0, 90 + 90)
    assert trial.said[SHARE] == pytest.approx(90 / 0.25)
    assert trial.actual == 360.0


def test_errors_are_shares_of_the_year():
    done = (
        Trial(24, 3, 100.0, {MODEL: 110.0, LAST_YEAR: 80.0, SHARE: np.nan, REST: 100.0}, True, True),
        Trial(24, 9, 300.0, {MODEL: 300.0, LAST_YEAR: 300.0, SHARE: 330.0, REST: 360.0}, False, True),
    )
    found = {score.method: score for score in scores(done)}
    assert found[MODEL].error == pytest.approx(5 / 200)
    assert (found[MODEL].within80, found[MODEL].within95, found[MODEL].n) == (0.5, 1.0, 2)
    assert found[SHARE].error == pytest.approx((100 + 30) / 2 / 200)  # says nothing: off by the whole year
    assert np.isnan(found[REST].within80)
    assert [score.n for score in scores(done, 4)] == [1] * 4  # one month more or less
    assert [score.n for score in scores(done, 6)] == [0] * 4
    assert np.isnan(scores(done, 6)[0].error)


@pytest.mark.parametrize(("model", "shown"), [(0.08, True), (0.10, True), (0.105, True), (0.106, False), (0.2, False)])
def test_the_rule(model, shown):
    found = scored(model=model, als_vorig_jaar=0.2, zelfde_aandeel=0.3, rest_als_vorig_jaar=0.1)
    assert best_naive(found).method == REST
    assert is_not_worse(found) is shown


def test_without_enough_trials_the_rule_says_no():
    few = tuple(Score(method, 0.1, np.nan, np.nan, 7) for method in (MODEL, LAST_YEAR, SHARE, REST))
    assert not is_not_worse(few)
    assert not is_not_worse(scores(()))


def test_steady_counts_are_forecast_better_than_by_last_year():
    chance = np.random.default_rng(9)
    found = scores(trials(chance.poisson(20, 96).astype(float), months_of(96)))
    assert found[0].error < best_naive(found).error
