"""Busy days and parts of the day: shares beside an even one, over-dispersion, and looking at all of them at once."""

from datetime import date, timedelta

import numpy as np
import pytest

from analytics.busy_parts import DAYS, PARTS, Busier, parts
from analytics.statistics import wilson_interval
from tests.builders import BINNENSTAD, ask, burglaries, publish, question

VAN, TOT = date(2025, 1, 6), date(2025, 9, 15)  # 36 whole weeks, Monday to Sunday
WEEKS = (TOT - VAN).days // 7


def rows(counts):
    """counts (weeks, 7, 6): registrations in the middle of each part of the day."""
    found = []
    for week, day, part in np.argwhere(counts > 0):
        van = VAN + timedelta(days=int(7 * week + day))
        one = {"van": van, "tot": van + timedelta(days=1), "uur": int(4 * part + 1)}
        found.append(one | {"aantal": int(counts[week, day, part])})
    return found


def found(folder, counts, van=VAN, tot=TOT):
    snapshot = publish(folder, registraties=rows(counts), dekking=[{}])
    return parts(burglaries(), ask(snapshot), BINNENSTAD, van, tot)


def even(count=2):
    return np.full((WEEKS, DAYS, PARTS), count)


def test_every_day_part_and_combination(tmp_path):
    result = found(tmp_path, even())
    assert [(one.dag, one.dagdeel) for one in result[:13]] == [
        *((day, None) for day in range(DAYS)),
        *((None, part) for part in range(PARTS)),
    ]
    assert len(result) == 13 + DAYS * PARTS
    assert {one.oordeel for one in result} == {Busier.GEEN_DUIDELIJK_VERSCHIL}
    assert [one.verhouding for one in result] == pytest.approx([1.0] * len(result))


def test_a_busy_evening_is_named_in_all_three(tmp_path):
    counts = even()
    counts[:, 5, 5] = 8  # Saturday 20-24
    result = {(one.dag, one.dagdeel): one for one in found(tmp_path, counts)}
    total = counts.sum()
    assert result[5, None].aantal == WEEKS * 18
    assert result[5, None].verhouding == pytest.approx(WEEKS * 18 / total * 7)
    assert result[5, 5].verhouding == pytest.approx(WEEKS * 8 / total * 42)
    assert {key for key, one in result.items() if one.oordeel is Busier.MEER} == {(5, None), (None, 5), (5, 5)}
    low, high = wilson_interval(WEEKS * 18, total)
    assert (result[5, None].laag, result[5, None].hoog) == (pytest.approx(low * 7), pytest.approx(high * 7))


def test_one_night_is_no_busy_day(tmp_path):
    """A hundred and fifty at once on one Saturday: as weeks go apart, nothing can be said of Saturdays."""
    counts = even()
    counts[10, 5, 5] = 150
    saturday = found(tmp_path, counts)[5]
    assert saturday.verhouding > 1.2
    assert saturday.laag < 1.0
    assert saturday.oordeel is Busier.GEEN_DUIDELIJK_VERSCHIL


def test_the_interval_is_widened_by_the_spread_from_week_to_week(tmp_path):
    """Saturdays of 30 and of 6 in turn, other days 12: the variance of the share over weeks, worked out by hand."""
    counts = even()
    counts[::2, 5], counts[1::2, 5] = 5, 1
    saturday = found(tmp_path, counts)[5]
    weeks = np.array([(30.0, 102.0), (6.0, 78.0)] * (WEEKS // 2))
    share = weeks[:, 0].sum() / weeks[:, 1].sum()
    variance = ((weeks[:, 0] - share * weeks[:, 1]) ** 2).sum() * WEEKS / (WEEKS - 1)
    phi = variance / (weeks[:, 1].sum() * share * (1 - share))
    assert phi > 5
    low, high = wilson_interval(weeks[:, 0].sum() / phi, weeks[:, 1].sum() / phi)
    assert (saturday.laag, saturday.hoog) == (pytest.approx(low * 7), pytest.approx(high * 7))


def test_a_period_with_more_mondays_expects_more_on_mondays(tmp_path):
    """Four weeks and a Monday: five Mondays, four of every other day, as many on each."""
    result = found(tmp_path, even(), tot=date(2025, 2, 4))
    assert [one.aantal for one in result[:2]] == [60.0, 48.0]
    assert [one.verhouding for one in result[:7]] == pytest.approx([1.0] * 7)


def test_too_few_say_nothing(tmp_path):
    counts = even(0)
    counts[:, 5, 5] = 1
    assert WEEKS < 50
    assert found(tmp_path, counts) == ()
    snapshot = publish(tmp_path / "b", registraties=[], dekking=[{}])
    assert parts(question(), ask(snapshot), BINNENSTAD, VAN, TOT) == ()


def test_of_chance_alone_little_is_called_busier(tmp_path):
    """In 24 families of tests about one has anything clear."""
    families = 0
    for seed in range(8):
        draws = np.random.default_rng(seed).poisson(0.8, (WEEKS, DAYS, PARTS))
        result = found(tmp_path / str(seed), draws)
        clear = [one.oordeel is not Busier.GEEN_DUIDELIJK_VERSCHIL for one in result]
        families += any(clear[:7]) + any(clear[7:13]) + any(clear[13:])
    assert families <= 4
