"""Special days beside ordinary ones: which days count, what they are compared with, and when nothing is said."""

from datetime import date, timedelta

import numpy as np
import pytest

from analytics import busy_days, special_days
from analytics.methods.multiple_tests import exact_ratio
from analytics.special_days import Occasion
from tests.builders import BINNENSTAD, WOLDER, ask, burglaries, month, publish, question

START, END = date(2024, 1, 1), date(2026, 1, 1)
ALL_DAYS = [START + timedelta(days=i) for i in range((END - START).days)]
KNOWN = [{"van": START, "tot": END}]


@pytest.fixture(autouse=True)
def calendar(monkeypatch):
    """Three days of fair and one holiday a year, whatever the shipped calendar says."""
    fair = frozenset(date(year, 6, day) for year in (2024, 2025) for day in (7, 8, 9))
    feast = frozenset({date(2024, 11, 11), date(2025, 11, 11)})
    declared = (Occasion("Kermis", "evenement", fair, (WOLDER,)), Occasion("Feest", "feestdag", feast))
    monkeypatch.setattr(
        busy_days,
        "occasions",
        lambda van, tot: tuple(
            Occasion(o.naam, o.soort, frozenset(d for d in o.dagen if van <= d < tot), o.gebieden) for o in declared
        ),
    )
    return {o.naam: o.dagen for o in declared}


def single(day, count, **changed):
    return {"van": day, "tot": day + timedelta(days=1), "aantal": count, "gebied": WOLDER} | changed


def found(folder, per_day, area=WOLDER, dekking=KNOWN, more=(), **changed):
    rows = [single(day, n) for day in ALL_DAYS if (n := per_day(day))]
    snapshot = publish(folder, registraties=[*rows, *more], dekking=dekking)
    return busy_days.special_days(burglaries(), ask(snapshot, **changed), area)


def by_name(result):
    return {one.naam: one for one in result.bijzonder}


def test_days_are_compared_with_ordinary_days_of_the_same_weekday(tmp_path, calendar):
    """Six days of fair: two Fridays to Sundays in June; on Sundays there are always three instead of one."""
    result = found(tmp_path, lambda d: 6 if d in calendar["Kermis"] else 3 if d.weekday() == 6 else 1)
    fair = by_name(result)["Kermis"]
    ordinary = [d for d in ALL_DAYS if d not in calendar["Kermis"] | calendar["Feest"]]
    total = sum(3 if d.weekday() == 6 else 1 for d in ordinary)
    expected = sum(3 if d.weekday() == 6 else 1 for d in calendar["Kermis"])
    assert (fair.dagen, fair.aantal, fair.verwacht) == (6, 36, pytest.approx(expected))
    assert (result.gewone_dagen, result.gewoon, result.phi) == (len(ordinary), total, 1.0)
    assert fair.ratio.estimate == pytest.approx(36 / expected)
    assert fair.ratio.lower == pytest.approx(exact_ratio(36, expected / total, total, 1.0).lower)
    assert fair.clear
    assert not by_name(result)["Feest"].clear


def test_clusters_make_less_sure(tmp_path, calendar):
    """Ten at once every tenth day: a fair with ten is one such day."""
    result = found(tmp_path, lambda d: 10 if d.toordinal() % 10 == 0 or d == date(2025, 6, 8) else 0)
    assert result.phi > 5
    assert not by_name(result)["Kermis"].clear


def test_waves_of_weeks_widen_too(tmp_path):
    """Every day of a month alike, months far apart: from day to day it varies less than from week to week."""
    result = found(tmp_path, lambda d: 6 if d.month % 2 else 1)
    days = np.array([6 if d.month % 2 else 1 for d in ALL_DAYS])
    assert result.phi > 2 * days.var() / days.mean()


def test_an_event_elsewhere_does_not_count(tmp_path):
    result = found(tmp_path, lambda d: 1, area=BINNENSTAD, more=[single(d, 2, gebied=BINNENSTAD) for d in ALL_DAYS])
    assert list(by_name(result)) == ["Feest"]


def test_months_without_days_and_provisional_ones_are_left_out(tmp_path):
    coarse = [month(2024, n) | {"gebied": WOLDER, "aantal": 40} for n in range(1, 7)]
    known = [{"van": START, "tot": date(2025, 7, 1)}, {"van": date(2025, 7, 1), "tot": END, "status": "voorlopig"}]
    result = found(tmp_path, lambda d: 2 if d >= date(2024, 7, 1) else 0, more=coarse, dekking=known)
    assert (result.maanden[0], result.maanden[-1]) == (date(2024, 7, 1), date(2025, 6, 1))
    assert {one.naam: one.dagen for one in result.bijzonder} == {"Kermis": 3, "Feest": 1}


def test_too_few_to_compare_with(tmp_path):
    result = found(tmp_path, lambda d: 1 if d.day == 15 else 0)
    assert (result.gewoon, result.bijzonder) == (24, ())


def test_small_counts_are_hidden(tmp_path, configured, calendar):
    configured(drempel=5)
    result = found(tmp_path, lambda d: 2)
    feast = by_name(result)["Feest"]
    assert (feast.aantal, feast.clear) == (None, False)
    assert np.isnan(feast.ratio.estimate)
    assert by_name(result)["Kermis"].aantal == 12


def test_nothing_to_count(tmp_path):
    monthly = publish(tmp_path, registraties=[month(2025, 3)], dekking=KNOWN)
    assert busy_days.special_days(burglaries(), ask(monthly), BINNENSTAD) is None
    assert busy_days.special_days(question(), ask(monthly), BINNENSTAD) is None
    unfinished = publish(tmp_path / "b", registraties=[single(START, 3)], dekking=[KNOWN[0] | {"status": "voorlopig"}])
    assert busy_days.special_days(burglaries(), ask(unfinished), WOLDER) is None


def test_without_a_pattern_few_are_called_clear(tmp_path, monkeypatch):
    """The shipped calendar on chance alone: of 15 occasions in six draws at most a few are called clear."""
    monkeypatch.setattr(busy_days, "occasions", special_days.occasions)
    clear = 0
    for seed in range(6):
        draws = iter(np.random.default_rng(seed).poisson(3, len(ALL_DAYS)).tolist())
        result = found(tmp_path / str(seed), lambda d, draws=draws: next(draws))
        clear += sum(one.clear for one in result.bijzonder)
    assert clear <= 2
