"""What can be asked of a snapshot: months, years, and from when figures are provisional."""

from datetime import date

import pytest

from analytics.areas import Niveau
from analytics.coverage import Coverage, coverage
from analytics.periods import add_months
from tests.builders import CENTRUM, STAD, WOLDER, burglaries, publish, question

FINAL = [{"van": date(2023, 7, 1), "tot": date(2025, 3, 1)}]
TAIL = [{"van": date(2025, 3, 1), "tot": date(2025, 6, 1), "status": "voorlopig"}]
HIC = burglaries(teller={"bron": "registraties", "soorten": ["1.1.1", "1.4.6"]})


def known(tmp_path, dekking, indicator=None, niveau=Niveau.BUURT, **what):
    return coverage(publish(tmp_path, dekking=dekking, **what), indicator or burglaries(), niveau)


def months(first, count):
    return tuple(add_months(first, i) for i in range(count))


def test_months_known_and_the_years_they_fill(tmp_path):
    found = known(tmp_path, FINAL + TAIL)
    assert found.maanden == months(date(2023, 7, 1), 23)
    assert found.jaren == (2024,)
    assert found.voorlopig_vanaf == date(2025, 3, 1)


def test_years_known_as_a_whole_come_before_months(tmp_path):
    years = {"stap": "jaar", "van": date(2020, 1, 1), "tot": date(2022, 1, 1)}
    found = known(tmp_path, [years, {"van": date(2022, 1, 1), "tot": date(2023, 2, 1)}])
    assert found.jaren == (2020, 2021, 2022)
    assert found.maanden == months(date(2022, 1, 1), 13)


def test_a_total_is_known_where_all_its_kinds_are(tmp_path):
    rows = [{"tot": date(2025, 9, 1)}, {"soort": "1.4.6", "van": date(2025, 6, 1)}]
    assert known(tmp_path, rows, HIC).maanden == months(date(2025, 6, 1), 3)
    assert known(tmp_path / "half", rows[:1], HIC).is_empty


def test_each_level_has_its_own_coverage(tmp_path):
    rows = [{"tot": date(2025, 3, 1)}, {"soort_gebied": "gemeente", "van": date(2025, 6, 1)}]
    snapshot = publish(tmp_path, dekking=rows)
    for niveau in (Niveau.BUURT, Niveau.WIJK, Niveau.GEMEENTE):
        assert coverage(snapshot, burglaries(), niveau).maanden == months(date(2025, 1, 1), 2)
    assert coverage(snapshot, burglaries(), Niveau.REFERENTIE).maanden == months(date(2025, 6, 1), 7)


def test_nothing_delivered_is_empty(tmp_path):
    found = known(tmp_path, [])
    assert found.is_empty
    assert (found.last_final, found.last_twelve_months()) == (None, None)


def test_a_survey_is_known_in_the_years_of_its_rounds_at_that_level(tmp_path):
    rounds = [{"jaar": 2021, "gebied": WOLDER}, {"jaar": 2022, "gebied": CENTRUM}, {"jaar": 2023, "gebied": STAD}]
    snapshot = publish(tmp_path, enquete=rounds)
    found = {niveau: coverage(snapshot, question(), niveau) for niveau in Niveau}
    assert {niveau.value: item.jaren for niveau, item in found.items()} == {
        "buurt": (2021,), "wijk": (2022,), "gemeente": (2023,), "referentie": (2023,), "aandachtsgebied": (),
    }  # fmt: skip
    assert found[Niveau.BUURT].maanden == ()
    assert found[Niveau.BUURT].has(date(2021, 1, 1), date(2022, 1, 1))


@pytest.mark.parametrize(
    ("van", "tot", "expected"),
    [
        (date(2023, 7, 1), date(2025, 6, 1), True),
        (date(2025, 5, 1), date(2025, 6, 1), True),
        (date(2023, 6, 1), date(2023, 8, 1), False),
        (date(2025, 5, 1), date(2025, 7, 1), False),
    ],
)
def test_a_period_is_known_when_every_month_is(tmp_path, van, tot, expected):
    assert known(tmp_path, FINAL + TAIL).has(van, tot) is expected


def test_a_yearly_figure_answers_whole_years_only():
    found = Coverage(months(date(2024, 1, 1), 3), (2022, 2023), None)
    assert found.has(date(2022, 1, 1), date(2024, 3, 1))
    assert found.has(date(2023, 1, 1), date(2024, 1, 1))
    assert not found.has(date(2022, 7, 1), date(2023, 7, 1))
    assert not found.has(date(2023, 12, 1), date(2024, 2, 1))


def test_the_last_twelve_months_are_final_ones(tmp_path):
    period = known(tmp_path, FINAL + TAIL).last_twelve_months()
    assert (period.van, period.tot, period.label) == (date(2024, 3, 1), date(2025, 3, 1), "2024-03/2025-02")


def test_without_twelve_months_in_a_row_there_is_no_last_year(tmp_path):
    assert known(tmp_path, [{"tot": date(2025, 12, 1)}]).last_twelve_months() is None
    with_hole = [{"van": date(2024, 1, 1), "tot": date(2025, 3, 1)}, {"van": date(2025, 4, 1)}]
    assert known(tmp_path / "hole", with_hole).last_twelve_months() is None


def test_a_year_and_months_may_make_up_the_last_twelve():
    found = Coverage(months(date(2024, 1, 1), 12), (2023,), None)
    assert found.last_twelve_months().van == date(2024, 1, 1)


def test_all_provisional_has_no_final_month(tmp_path):
    found = known(tmp_path, [{"status": "voorlopig"}])
    assert (found.last_final, found.jaren) == (None, (2025,))


def test_a_provisional_month_before_final_ones_ends_what_is_final(tmp_path):
    rows = [
        *FINAL,
        {"van": date(2025, 3, 1), "tot": date(2025, 4, 1), "status": "voorlopig"},
        {"van": date(2025, 4, 1)},
    ]
    assert known(tmp_path, rows).last_final == date(2025, 3, 1)
