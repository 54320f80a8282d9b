"""How a selection is cut into periods, what they are called, and which selections cannot be cut."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import WrongUsage
from analytics.periods import Period, Stap, add_months, cut, months_between, previous_year

JAN = date(2024, 1, 1)
firsts = st.builds(date, st.integers(1990, 2040), st.integers(1, 12), st.just(1))
lengths = st.integers(1, 60)


def labels(van: date, tot: date, stap: Stap) -> list[str]:
    return [period.label for period in cut(van, tot, stap)]


def test_months_quarters_and_years_have_their_own_labels():
    assert labels(JAN, date(2024, 4, 1), Stap.MAAND) == ["2024-01", "2024-02", "2024-03"]
    assert labels(JAN, date(2025, 1, 1), Stap.KWARTAAL) == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert labels(JAN, date(2026, 1, 1), Stap.JAAR) == ["2024", "2025"]


@pytest.mark.parametrize(
    ("van", "tot", "label"),
    [
        (JAN, date(2025, 1, 1), "2024"),
        (date(2024, 4, 1), date(2024, 7, 1), "2024-Q2"),
        (date(2024, 5, 1), date(2024, 6, 1), "2024-05"),
        (date(2024, 2, 1), date(2024, 5, 1), "2024-02/2024-04"),
        (date(2023, 7, 1), date(2024, 7, 1), "2023-07/2024-06"),
        (JAN, date(2026, 1, 1), "2024-01/2025-12"),
    ],
)
def test_the_whole_selection_is_one_period(van, tot, label):
    assert cut(van, tot, Stap.GEHEEL) == (Period(van, tot, label),)


def test_a_rolling_year_is_named_after_the_month_it_ends_with():
    assert cut(date(2024, 2, 1), date(2024, 4, 1), Stap.VOORTSCHRIJDEND) == (
        Period(date(2023, 3, 1), date(2024, 3, 1), "2024-02"),
        Period(date(2023, 4, 1), date(2024, 4, 1), "2024-03"),
    )


def test_year_to_date_runs_from_january_to_the_last_month_selected_in_every_year():
    assert cut(date(2023, 5, 1), date(2025, 4, 1), Stap.TOT_NU_TOE) == (
        Period(date(2023, 1, 1), date(2023, 4, 1), "2023"),
        Period(date(2024, 1, 1), date(2024, 4, 1), "2024"),
        Period(date(2025, 1, 1), date(2025, 4, 1), "2025"),
    )


def test_year_to_date_up_to_december_is_the_whole_year():
    assert cut(JAN, date(2025, 1, 1), Stap.TOT_NU_TOE) == (Period(JAN, date(2025, 1, 1), "2024"),)


def test_beside_the_year_before_is_the_same_stretch_twice_the_earlier_first():
    assert cut(date(2024, 2, 1), date(2025, 3, 1), Stap.NAAST_VORIG_JAAR) == (
        Period(date(2023, 2, 1), date(2024, 3, 1), "2023-02/2024-02"),
        Period(date(2024, 2, 1), date(2025, 3, 1), "2024-02/2025-02"),
    )


@pytest.mark.parametrize(
    ("van", "tot", "stap", "text"),
    [
        (date(2024, 1, 2), date(2025, 1, 1), Stap.MAAND, "eerste van een maand"),
        (JAN, date(2024, 12, 31), Stap.GEHEEL, "eerste van een maand"),
        (JAN, JAN, Stap.MAAND, "leeg"),
        (date(2025, 1, 1), JAN, Stap.JAAR, "leeg"),
        (date(2024, 2, 1), date(2024, 5, 1), Stap.KWARTAAL, "begin van een kwartaal"),
        (JAN, date(2024, 5, 1), Stap.KWARTAAL, "begin van een kwartaal"),
        (date(2024, 2, 1), date(2025, 2, 1), Stap.JAAR, "begin van een jaar"),
        (JAN, date(2024, 7, 1), Stap.JAAR, "begin van een jaar"),
    ],
)
def test_a_selection_that_is_no_whole_number_of_steps_is_refused(van, tot, stap, text):
    with pytest.raises(WrongUsage, match=text):
        cut(van, tot, stap)


@given(van=firsts, months=lengths)
def test_months_cover_the_selection_without_gap_or_overlap(van, months):
    tot = add_months(van, months)
    periods = cut(van, tot, Stap.MAAND)
    assert (periods[0].van, periods[-1].tot, len(periods)) == (van, tot, months)
    assert all(one.tot == following.van for one, following in pairwise(periods))
    assert {period.months for period in periods} == {1}


@given(van=firsts, months=lengths, stap=st.sampled_from([Stap.MAAND, Stap.VOORTSCHRIJDEND, Stap.TOT_NU_TOE]))
def test_labels_are_unique_within_a_selection(van, months, stap):
    found = labels(van, add_months(van, months), stap)
    assert len(set(found)) == len(found)


@given(van=firsts, months=lengths)
def test_a_year_earlier_is_the_same_stretch_with_the_label_it_would_get_itself(van, months):
    tot = add_months(van, months)
    period = cut(van, tot, Stap.GEHEEL)[0]
    earlier = previous_year(period)
    assert earlier == cut(van.replace(year=van.year - 1), tot.replace(year=tot.year - 1), Stap.GEHEEL)[0]
    assert earlier.months == months == months_between(van, tot)


@given(day=firsts, months=st.integers(-60, 60))
def test_adding_months_and_taking_them_off_again_ends_where_it_began(day, months):
    assert add_months(add_months(day, months), -months) == day
