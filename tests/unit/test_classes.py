"""Map classes: memorable limits that do not move with the period."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.areas import Niveau
from analytics.classes import CLASSES, Breaks, all_periods, breaks_for, breaks_of
from analytics.periods import Stap
from tests.builders import BINNENSTAD, BUURTCODES, JEKERKWARTIER, ask, burglaries, month, publish, question, year

values = st.lists(st.floats(0, 1e5).map(lambda value: round(value, 3)), min_size=1, max_size=60)


def test_a_class_begins_with_its_limit():
    breaks = Breaks((2.0, 5.0), 0)
    assert [breaks.of(value) for value in (0, 1.99, 2, 4.99, 5, 900)] == [0, 0, 1, 1, 2, 2]


def test_without_values_there_is_one_class():
    assert breaks_of([]) == Breaks((), 0)
    assert breaks_of([]).of(3.0) == 0


def test_only_zeros_are_one_class():
    assert breaks_of([0.0] * 10) == Breaks((), 0)


def test_limits_are_rounded_to_numbers_a_person_can_remember():
    assert breaks_of(np.arange(1, 101)).limits == (20, 40, 60, 80)
    assert breaks_of([0.37, 0.61, 1.13, 2.2, 4.9, 10.3, 22.0]).limits == (0.8, 1.5, 4, 10)


def test_values_far_from_zero_and_close_together_get_even_steps():
    marks = [6.6, 6.8, 6.9, 7.0, 7.1, 7.2, 7.3, 7.5, 7.8]
    breaks = breaks_of(marks)
    assert (len(breaks.limits), breaks.decimals) == (4, 1)
    assert {breaks.of(mark) for mark in marks} == set(range(CLASSES))


def test_a_rare_crime_still_shows_where_it_happened():
    """With zero in nine buurten of ten every quantile is zero; one colour for all would hide the tenth."""
    breaks = breaks_of([0.0] * 40 + [1.0, 1.0, 2.0, 7.0])
    assert breaks.of(0.0) == 0
    assert breaks.of(1.0) > 0
    assert breaks.of(7.0) > breaks.of(1.0)


def test_equal_values_are_one_class():
    breaks = breaks_of([5.0] * 9)
    assert len(breaks.limits) == 1


@given(values)
def test_at_most_five_classes_in_ascending_order(numbers):
    breaks = breaks_of(numbers)
    assert len(breaks.limits) < CLASSES
    assert list(breaks.limits) == sorted(set(breaks.limits))
    assert all(limit > 0 for limit in breaks.limits)
    assert max(map(breaks.of, numbers)) <= len(breaks.limits)


@given(values)
def test_the_order_of_the_values_does_not_matter(numbers):
    assert breaks_of(numbers) == breaks_of(numbers[::-1])


@given(values)
def test_the_limits_are_whole_in_the_decimals_they_are_shown_with(numbers):
    breaks = breaks_of(numbers)
    if min((limit for limit in breaks.limits), default=1) >= 0.01:
        assert all(abs(limit - round(limit, breaks.decimals)) < 1e-9 for limit in breaks.limits)


@pytest.fixture
def snapshot(tmp_path):
    rows = [
        month(2000 + yy, mm) | {"gebied": code, "aantal": (yy * mm + i) % 9}
        for yy in (23, 24, 25)
        for mm in range(1, 13)
        for i, code in enumerate(BUURTCODES)
    ]
    people = [{"gebied": code, "waarde": 500.0 * (i + 1)} for i, code in enumerate(BUURTCODES)]
    return publish(
        tmp_path,
        registraties=[row for row in rows if row["aantal"]],
        dekking=[{"van": date(2023, 1, 1)}],
        kerncijfers=people,
        enquete=[
            {"gebied": code, "jaar": jaar, "waarde": 15.0 + i}
            for jaar in (2023, 2025)
            for i, code in enumerate(BUURTCODES)
        ],
    )


def of_period(snapshot, van, tot, indicator=None, **changed):
    selection = ask(snapshot, van=van, tot=tot, stap=Stap.GEHEEL, **changed)
    question = indicator or burglaries()
    return breaks_for(question, all_periods(question, selection))


def test_the_classes_are_the_same_in_every_year_and_in_the_last_twelve_months(snapshot):
    found = {
        of_period(snapshot, *period)
        for period in [
            (date(2023, 1, 1), date(2024, 1, 1)),
            (date(2025, 1, 1), date(2026, 1, 1)),
            (date(2024, 8, 1), date(2025, 8, 1)),
        ]
    }
    assert len(found) == 1


@pytest.mark.parametrize("size", [1, 3])
def test_the_classes_are_the_same_in_every_month_and_quarter(snapshot, size):
    def breaks(year, first):
        return of_period(snapshot, date(year, first, 1), date(year, first + size, 1))

    assert breaks(2023, 1) == breaks(2024, 4) == breaks(2025, 7)


def test_a_month_has_other_classes_than_a_year(snapshot):
    by_year = of_period(snapshot, date(2025, 1, 1), date(2026, 1, 1))
    assert of_period(snapshot, date(2025, 1, 1), date(2025, 2, 1)).limits < by_year.limits


def test_a_survey_has_classes_over_all_its_rounds(snapshot):
    first = of_period(snapshot, date(2023, 1, 1), date(2024, 1, 1), question())
    assert first == of_period(snapshot, date(2025, 1, 1), date(2026, 1, 1), question())


def test_an_area_too_small_for_a_rate_does_not_stretch_the_classes(tmp_path):
    def limits(people):
        snapshot = publish(
            tmp_path,
            name=f"met-{people:.0f}",
            registraties=[{"aantal": 9}, {"gebied": JEKERKWARTIER, "aantal": 2}],
            dekking=[{}],
            kerncijfers=[{"gebied": BINNENSTAD, "waarde": people}, {"gebied": JEKERKWARTIER, "waarde": 1000.0}],
        )
        return of_period(snapshot, date(2025, 1, 1), date(2026, 1, 1)).limits

    assert limits(15.0) == (2,)
    assert max(limits(1500.0)) > 2


def test_without_whole_years_the_period_itself_makes_the_classes(tmp_path):
    snapshot = publish(
        tmp_path,
        registraties=[{"aantal": 9}],
        dekking=[{"van": date(2024, 5, 1), "tot": date(2025, 8, 1)}],
        kerncijfers=[{}],
    )
    assert of_period(snapshot, date(2024, 8, 1), date(2025, 8, 1), niveau=Niveau.BUURT).limits == (9,)


def test_yearly_figures_have_classes_over_the_years(tmp_path):
    snapshot = publish(
        tmp_path,
        registraties=[year(2023) | {"aantal": 5}, year(2024) | {"aantal": 50}],
        dekking=[{"stap": "jaar", "van": date(2023, 1, 1), "tot": date(2025, 1, 1)}],
        kerncijfers=[{}],
    )
    one = of_period(snapshot, date(2023, 1, 1), date(2024, 1, 1))
    assert one == of_period(snapshot, date(2024, 1, 1), date(2025, 1, 1))
    assert len(one.limits) > 1
