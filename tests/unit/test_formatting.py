"""How figures look on screen: Dutch, never "nan", and the same figure when read back."""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from babel.numbers import parse_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import formatting as f

NOTHING = [None, float("nan"), np.nan, pd.NA, pd.NaT, np.float64("nan")]
INF = float("inf")
steady = settings(derandomize=True, deadline=None)


def read_back(text: str) -> Decimal:
    return parse_decimal(text.replace(f.MINUS, "-"), locale="nl", strict=True)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1234, "1.234"),
        (1234567, "1.234.567"),
        (np.int64(1232), "1.232"),
        (1232.0, "1.232"),
        (2.5, "3"),  # half away from zero, as a spreadsheet does
        (-3, "−3"),
    ],
)
def test_count(value, text):
    assert f.count(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (3.53, 1, "3,5"),
        (3.53, 2, "3,53"),
        (3, 1, "3,0"),
        (1234.56, 1, "1.234,6"),
        (0.25, 1, "0,3"),
        (0.35, 1, "0,4"),
        (2.675, 2, "2,68"),  # as it is written, not as it is stored
        (-0.04, 1, "0,0"),  # no minus zero
        (-3.5, 1, "−3,5"),
        (Decimal("7.15"), 1, "7,2"),
        (INF, 1, "∞"),
        (-INF, 1, "−∞"),
    ],
)
def test_number(value, decimals, text):
    assert f.number(value, decimals) == text


@pytest.mark.parametrize(("value", "text"), [(12.34, "12,3%"), (0, "0,0%"), (100, "100,0%"), (-1.5, "−1,5%")])
def test_percentage(value, text):
    assert f.percentage(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-0.082, "−8,2%"),
        (1.444, "+144,4%"),
        (0.0, "0,0%"),
        (0.0004, "0,0%"),
        (-0.0004, "0,0%"),
        (0.0005, "+0,1%"),
        (INF, "–"),
    ],
)
def test_signed_percentage(value, text):
    assert f.signed_percentage(value) == text


@pytest.mark.parametrize(("value", "text"), [(0.31, "+0,3"), (-0.31, "−0,3"), (0.04, "0,0"), (-0.04, "0,0")])
def test_signed_number(value, text):
    assert f.signed_number(value) == text


@pytest.mark.parametrize(
    ("low", "high", "decimals", "text"),
    [
        (1.82, 6.17, 1, "1,8–6,2"),
        (1.82, 6.17, 0, "2–6"),
        (-1.82, 6.17, 1, "−1,8 tot 6,2"),  # a dash beside a minus sign confuses
        (0, INF, 1, "0,0–∞"),
        (None, 6.17, 1, "–"),
        (1.82, float("nan"), 1, "–"),
    ],
)
def test_interval(low, high, decimals, text):
    assert f.interval(low, high, decimals) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (-0.162, 0.006, "−16,2% tot +0,6%"),
        (-0.473, -0.345, "−47,3% tot −34,5%"),
        (0.03, INF, "+3,0% of meer"),
        (None, 0.2, "–"),
        (0.2, pd.NA, "–"),
    ],
)
def test_signed_percentage_interval(low, high, text):
    assert f.signed_percentage_interval(low, high) == text


def test_with_interval():
    assert f.with_interval(3.53, 1.82, 6.17, 1) == "3,5 (1,8–6,2)"
    assert f.with_interval(3.53, None, None, 1) == "3,5"
    assert f.with_interval(None, 1.82, 6.17, 1) == "–"


@pytest.mark.parametrize(
    ("van", "tot", "text"),
    [
        ("2025-01-01", "2026-01-01", "2025"),
        ("2019-01-01", "2023-01-01", "2019–2022"),
        ("2025-01-01", "2025-04-01", "2025 k1"),
        ("2025-07-01", "2025-10-01", "2025 k3"),
        ("2025-10-01", "2025-11-01", "okt 2025"),
        ("2025-12-01", "2026-01-01", "dec 2025"),
        ("2024-02-01", "2024-03-01", "feb 2024"),
        ("2025-01-01", "2025-11-01", "jan–okt 2025"),
        ("2025-02-01", "2025-05-01", "feb–apr 2025"),
        ("2025-01-01", "2025-07-01", "jan–jun 2025"),
        ("2024-11-01", "2025-11-01", "nov 2024–okt 2025"),
        ("2024-11-01", "2025-01-01", "nov–dec 2024"),
        ("2024-02-29", "2024-03-01", "29 feb 2024"),
        ("2026-01-15", "2026-01-16", "15 jan 2026"),
        ("2025-11-03", "2025-11-10", "3–9 nov 2025"),
        ("2025-11-01", "2025-11-30", "1–29 nov 2025"),
        ("2025-10-30", "2025-11-06", "30 okt–5 nov 2025"),
        ("2025-12-29", "2026-01-05", "29 dec 2025–4 jan 2026"),
    ],
)
def test_period(van, tot, text):
    assert f.period(date.fromisoformat(van), date.fromisoformat(tot)) == text


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 1000), st.integers(1, 1000))
@steady
def test_two_periods_never_have_the_same_name(van, days, other_days):
    tot, other = (date.fromordinal(van.toordinal() + n) for n in (days, other_days))
    assert (f.period(van, tot) == f.period(van, other)) == (days == other_days)


def test_an_empty_period_is_refused():
    with pytest.raises(ValueError, match="lege periode"):
        f.period(date(2025, 1, 1), date(2025, 1, 1))


def test_names_of_months():
    assert [f.month_name(m) for m in (1, 3, 5, 12)] == ["januari", "maart", "mei", "december"]
    assert [f.month_name(m, short=True) for m in (1, 3, 5, 12)] == ["jan", "mrt", "mei", "dec"]


def test_dates_and_moments():
    assert f.date_long(date(2026, 1, 15)) == "15 januari 2026"
    assert f.moment(datetime(2026, 1, 15, 13, 5, tzinfo=UTC)) == "15 januari 2026, 14:05"
    assert f.moment(datetime(2026, 7, 31, 22, 5, tzinfo=UTC)) == "1 augustus 2026, 00:05"  # summer time, next day


def test_a_moment_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="zonder tijdzone"):
        f.moment(datetime.fromisoformat("2026-01-15T13:05"))


def test_zero_missing_and_suppressed_look_different():
    assert len({f.count(0), f.count(None), f.suppressed(5)}) == 3
    assert f.suppressed(5) == "<5"


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")],
)
def test_joined(words, text):
    assert f.joined(words) == text


@pytest.mark.parametrize("nothing", NOTHING)
def test_a_missing_value_never_prints_as_a_word(nothing):
    one = (f.count, f.number, f.percentage, f.signed_number, f.signed_percentage, f.date_long, f.moment)
    assert {show(nothing) for show in one} == {f.MISSING}
    assert f.interval(nothing, nothing) == f.with_interval(nothing, nothing, nothing) == f.MISSING
    assert f.signed_percentage_interval(nothing, nothing) == f.MISSING


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=4), st.integers(0, 4))
@steady
def test_a_number_reads_back_as_its_rounded_self(value, decimals):
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert read_back(f.number(value, decimals)) == rounded


@given(st.integers(-(10**15), 10**15))
@steady
def test_a_count_reads_back_as_itself(value):
    assert read_back(f.count(value)) == value


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
@steady
def test_a_float_reads_back_within_half_a_unit(value, decimals):
    text = f.number(value, decimals)
    assert abs(float(read_back(text)) - value) <= 0.5000001 * 10**-decimals + 1e-6
    assert "nan" not in text
    assert text != f.MINUS + f.number(0, decimals)


@given(st.floats(-10, 10))
@steady
def test_a_sign_is_shown_exactly_when_the_shown_figure_is_not_zero(change):
    text = f.signed_percentage(change)
    shown = read_back(text.removesuffix("%").removeprefix("+"))
    assert text[0] == ("+" if shown > 0 else f.MINUS if shown < 0 else "0")
