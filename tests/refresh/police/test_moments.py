"""Dates and times: the quick way reads what the slow way reads, and the calendar has its corners."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.refresh.police import moments
from analytics.refresh.police.fixed_dates import read_fixed
from analytics.refresh.police.moments import NONE, read_times, spring_days, to_day

WIDTHS = {"%d-%m-%Y %H:%M": 16, "%d-%m-%Y": 10, "%Y%m%d": 8, "%Y-%m-%dT%H:%M:%S": 19, "%m/%d/%Y": 10}
nearly = st.from_regex(r"[0-3]?[0-9]-[01]?[0-9]-20[0-9]{2}( [0-2][0-9]:[0-6][0-9])?", fullmatch=True)


@settings(deadline=None)
@given(st.lists(st.one_of(nearly, st.text(max_size=18)), min_size=1, max_size=20), st.sampled_from(sorted(WIDTHS)))
def test_the_quick_way_reads_what_the_slow_way_reads(texts, form):
    series = pd.Series(texts, dtype="str")
    day, minute = moments._read_slowly(series, [form])
    fits, days, minutes = read_fixed(series, form)
    assert (day[fits] == days).all()
    assert (minute[fits] == minutes).all()
    as_wide = np.array([len(text.encode()) == WIDTHS[form] for text in texts])
    assert not ((day != NONE) & as_wide & ~fits).any()


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("29-02-2024", "%d-%m-%Y", (date(2024, 2, 29), -1)),
        ("29-02-2023", "%d-%m-%Y", None),
        ("31-12-2025 24:00", "%d-%m-%Y %H:%M", (date(2026, 1, 1), 0)),
        ("31-12-2025 24:01", "%d-%m-%Y %H:%M", None),
        ("1-1-2025", "%d-%m-%Y", (date(2025, 1, 1), -1)),
        ("1-1-2025 24:00", "%d-%m-%Y %H:%M", (date(2025, 1, 2), 0)),
        ("20250131", "%Y%m%d", (date(2025, 1, 31), -1)),
        ("45931", "excel", (date(2025, 10, 1), -1)),
        ("45931,5", "excel", (date(2025, 10, 1), 720)),
        ("45931.99999", "excel", (date(2025, 10, 2), 0)),
        ("x", "excel", None),
        ("01-10-2025 14:10 ", "%d-%m-%Y %H:%M", None),
    ],
)
def test_dates(text, form, expected):
    day, minute = moments._read(pd.Series([text], dtype="str"), [form])
    found = None if day[0] == NONE else (date.fromordinal(int(day[0]) + moments.EPOCH), int(minute[0]))
    assert found == expected


def test_times():
    texts = pd.Series(["00:00", "23:59", "24:00", "24:01", "7:05", "0.5", "half", "12:00:59"], dtype="str")
    assert read_times(texts, ["%H:%M", "%H:%M:%S", "excel"]).tolist() == [0, 1439, 1440, -1, 425, 720, -1, 720]


def test_the_night_in_which_the_clock_goes_forward():
    days = spring_days()
    assert {date(2024, 3, 31), date(2025, 3, 30), date(2026, 3, 29)} <= set(days)
    assert all(day.weekday() == 6 and day.month == 3 and day.day >= 25 for day in days)
    assert to_day(date(1970, 1, 2)) == 1
