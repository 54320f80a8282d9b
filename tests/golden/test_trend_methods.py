"""The worked numbers of trend, season and forecast (methods document, c1 to c6), and public data sets.

quine: 146 children of a school in New South Wales and the days each was absent in a year (Venables and Ripley, MASS).
nottem: monthly mean air temperature at Nottingham Castle, 1920-1939, in tenths of degrees Fahrenheit (Anderson 1976).
"""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import binomtest
from statsmodels.stats.rates import test_poisson_2indep as poisson_test
from statsmodels.tsa.seasonal import STL

from analytics.methods import loglinear
from analytics.methods.backtesting import LAST_YEAR, REST, SHARE, naive
from analytics.methods.forecasting import chance_at_most, draw, month_factors, needed_pace
from analytics.statistics import Verdict, change, rate_ratio

# --- c1: two counts


def test_c1_score_test_of_25_against_16():
    found = change(25, 16)
    assert found.p == pytest.approx(0.15985, abs=5e-6)
    assert found.p == pytest.approx(poisson_test(25, 1, 16, 1, method="score").pvalue, rel=1e-9)
    assert found.verdict is Verdict.GEEN_DUIDELIJKE_VERANDERING


@pytest.mark.parametrize(
    ("counts", "exposure", "e_test"),
    [
        ((25, 16), (1, 1), 0.16479632),
        ((10, 5), (1, 1), 0.2061644141),
        ((15, 5), (1, 1), 0.0250351144),
        ((100, 25), (10, 5), 0.00153806629),
    ],
)
def test_c1_the_e_test_as_a_second_opinion_agrees(counts, exposure, e_test):
    other = poisson_test(counts[0], exposure[0], counts[1], exposure[1], method="etest-wald").pvalue
    assert other == pytest.approx(e_test, rel=1e-6) or counts == (100, 25)
    found = change(*counts, *exposure)
    assert (found.p < 0.05) is (e_test < 0.05)
    assert found.p == pytest.approx(e_test, abs=0.012)


# --- c2: the acceptance table

NO_CHANGE = Verdict.GEEN_DUIDELIJKE_VERANDERING
ROWS = [
    (953, 875, 0.918, 0.838, 1.006, 0.068, NO_CHANGE),
    (875, 514, 0.587, 0.527, 0.655, 1.7e-22, Verdict.GEDAALD),
    (426, 423, 0.993, 0.868, 1.136, 0.919, NO_CHANGE),
    (85, 70, 0.824, 0.601, 1.128, 0.230, NO_CHANGE),
    (70, 48, 0.686, 0.476, 0.988, 0.043, Verdict.GEDAALD),
    (9, 22, 2.444, 1.146, 5.213, 0.019, Verdict.GESTEGEN),
]


@pytest.mark.parametrize(("before", "now", "ratio", "lower", "upper", "e_test", "said"), ROWS)
def test_c2_the_acceptance_table(before, now, ratio, lower, upper, e_test, said):
    found = change(now, before)
    assert (found.estimate, found.lower, found.upper) == pytest.approx((ratio, lower, upper), abs=5e-4)
    assert found.p == pytest.approx(e_test, abs=2e-3)
    assert found.verdict is said


def test_c2_the_border_row_shows_that_the_score_test_is_in_force():
    exact = binomtest(48, 118, 0.5).pvalue
    assert exact == pytest.approx(0.0528, abs=1e-4)
    assert change(48, 70).p < 0.05 < exact
    assert rate_ratio(48, 70)[2] < 1


# --- c3: negative-binomial regression

QUINE = """
A M F0 SL 2 11 14|A M F0 AL 5 5 13 20 22|A M F1 SL 6 6 15|A M F1 AL 7 14|A M F2 SL 6 32 53 57|A M F2 AL 14 16 16 17 40
43 46|A M F3 AL 8 23 23 28 34 36 38|A F F0 SL 3|A F F0 AL 5 11 24 45|A F F1 SL 5 6 6 9 13 23 25 32 53 54|A F F1 AL 5 5
11 17 19|A F F2 SL 8 13 14 20 47 48 60 81|A F F2 AL 2|A F F3 AL 0 2 3 5 10 14 21 36 40|N M F0 SL 6 17 67|N M F0 AL 0 0
2 7 11 12|N M F1 SL 0 0 5 5 5 11 17|N M F1 AL 3 4|N M F2 SL 22 30 36|N M F2 AL 8 0 1 5 7 16 27|N M F3 AL 0 30 10 14 27
41 69|N F F0 SL 25|N F F0 AL 10 11 20 33|N F F1 SL 5 7 0 1 5 5 5 5 7 11 15|N F F1 AL 5 14 6 6 7 28|N F F2 SL 0 5 14 2 2
3 8 10 12|N F F2 AL 1|N F F3 AL 1 9 22 3 3 5 15 18 22 37
"""


def quine():
    """Days absent and the design of `Sex/(Age + Eth*Lrn)`: intercept, SexM, then per sex F1, F2, F3, N, SL, N:SL."""
    days, design = [], []
    for group in QUINE.split("|"):
        ethnic, sex, age, learner, *absent = group.split()
        other, slow = float(ethnic == "N"), float(learner == "SL")
        within = [float(age == level) for level in ("F1", "F2", "F3")] + [other, slow, other * slow]
        row = [1.0, float(sex == "M"), *(value * (sex == one) for one in "FM" for value in within)]
        days += map(float, absent)
        design += [row] * len(absent)
    return np.array(days), np.array(design)


def test_c3_quasi_poisson_beside_negative_binomial_regression_of_quine():
    """The product takes the quasi-Poisson form of the same regression; the negative-binomial one is the library's."""
    days, design = quine()
    assert len(days) == 146
    published = sm.NegativeBinomial(days, design).fit(disp=False, method="bfgs", maxiter=500, gtol=1e-8)
    assert 1 / published.params[-1] == pytest.approx(1.5979907, rel=1e-4)
    assert published.params[:3] == pytest.approx([3.01918819, -0.47540505, -0.70887367], rel=1e-4)
    ours = loglinear.fit(days[None, :], design)
    limits = 1.96 * np.sqrt(np.diag(ours.covariance[0]) * ours.dispersion[0])
    assert np.all(np.abs(ours.coefficients[0] - published.params[:-1]) < limits)


# --- c4: the season

NOTTEM = """
406 408 444 467 541 585 577 564 543 505 429 398 442 398 451 470 541 587 663 599 570 542 397 428 375 387 395 421 557 578
568 543 543 471 418 417 418 401 429 458 492 527 642 596 544 492 363 376 393 375 383 455 532 577 608 582 564 498 444 436
400 405 408 451 538 594 635 610 530 500 381 363 392 434 434 489 506 568 625 620 575 467 416 398 394 385 453 471 517 550
604 605 547 503 423 352 408 411 428 473 509 564 622 605 554 502 430 373 348 313 410 439 531 569 625 603 598 492 429 419
416 371 412 469 512 604 601 616 570 509 430 388 371 384 384 465 535 584 606 582 538 466 455 406 424 384 403 446 509 570
621 635 563 473 436 418 362 393 445 487 542 608 655 649 601 502 421 358 394 382 404 469 534 596 665 604 592 512 428 458
400 426 435 471 500 605 646 640 568 486 442 364 373 350 440 439 527 586 600 611 581 496 416 413 408 410 384 474 541 586
614 618 563 509 414 371 421 412 473 466 524 590 596 604 570 507 478 392 394 409 424 478 524 580 607 618 582 467 466 378
"""
MONTHS = np.arange(12, dtype=np.int64)


def test_c4_the_second_opinion_on_the_season_is_the_published_one():
    values = np.array(NOTTEM.split(), dtype=float) / 10
    jumps = {"seasonal_jump": 1, "trend_jump": 1, "low_pass_jump": 1}
    found = STL(values, period=12, seasonal=7, trend=23, low_pass=13, seasonal_deg=0, **jumps).fit(2, 0)
    assert found.seasonal[:3] == pytest.approx([-7.9258427, -9.13807751, -6.19725408], abs=1e-6)
    assert found.trend[:3] == pytest.approx([48.90187277, 48.92852619, 48.96453508], abs=1e-6)


def test_c4_month_factors_agree_with_stl_on_the_square_root():
    """A series with a known season and a level that moves: both find the same twelve months."""
    chance = np.random.default_rng(4)
    season = 1 + 0.3 * np.cos(np.arange(120) * np.pi / 6)
    counts = chance.poisson(200 * np.linspace(1.3, 0.7, 120) * season).astype(float)
    ours = month_factors(counts[None, :], np.tile(MONTHS, 10)).factors[0]
    stl = STL(np.sqrt(counts), period=12, seasonal=121, seasonal_deg=0).fit()
    theirs = [((stl.trend + stl.seasonal)[m::12] ** 2 / stl.trend[m::12] ** 2).mean() for m in range(12)]
    assert ours / ours.mean() == pytest.approx(np.array(theirs) / np.mean(theirs), abs=0.02)
    assert ours / ours.mean() == pytest.approx(season[:12], abs=0.04)


def test_c4_month_factors_of_nottem():
    """Twenty years of temperatures: each month's factor is its mean over the mean of the year."""
    values = np.array(NOTTEM.split(), dtype=float)
    ours = month_factors(values[None, :], np.tile(MONTHS, 20)).factors[0]
    assert ours == pytest.approx(values.reshape(20, 12).mean(axis=0) / values.mean(), abs=2e-3)


# --- c5 and c6: the end of the year and the target


def test_c5_the_simple_forecasts():
    before = np.array([10.0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 20, 20])  # 140
    found = naive(before, np.array([12.0, 14, 16]))  # 42 where there were 30
    assert found == {LAST_YEAR: 140.0, SHARE: pytest.approx(42 * 140 / 30), REST: 42 + 110}
    # the steadier estimate of the year's change: (C_early + P_late) / P - 1
    assert found[REST] / 140 - 1 == pytest.approx((42 + 110) / 140 - 1)


def test_c6_the_chance_to_stay_at_or_under_a_target():
    """Counts with a known mean and no drift: the chance is that of the known distribution."""
    chance = np.random.default_rng(6)
    counts = chance.poisson(20, 120).astype(float)
    (drawn,) = draw(counts, np.tile(MONTHS, 10), [120], 12)
    totals = drawn.sum(axis=1)
    assert chance_at_most(totals, np.median(totals)) == pytest.approx(0.5, abs=0.03)
    assert chance_at_most(totals, 12 * 20 * 1.4) > 0.99
    assert chance_at_most(totals, 12 * 20 * 0.6) < 0.01
    assert needed_pace(100, 64, 9) == pytest.approx(4.0)
    assert np.isnan(needed_pace(100, 64, 0))
