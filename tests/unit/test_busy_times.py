"""Busy times: which hours are known, what is split, what is hidden."""

from datetime import date, timedelta

import numpy as np
import pytest

from analytics.areas import all_areas
from analytics.busy_times import busy_times
from analytics.views.area_profile import busy
from tests.builders import BINNENSTAD, WOLDER, ask, burglaries, month, publish, question

TOTAL = burglaries(id="totaal", teller={"bron": "registraties", "soorten": ["0.0.0"]})
TOT = date(2026, 1, 1)


def day(number, hour, count=3, **changed):
    van = date(2025, 3, number)  # the third of March 2025 is a Monday
    return {"van": van, "tot": van + timedelta(days=1), "uur": hour, "aantal": count} | changed


def times(tmp_path, rows, indicator=None):
    snapshot = publish(tmp_path, registraties=rows, dekking=[{}, {"soort": "0.0.0"}])
    return busy_times(indicator or burglaries(), ask(snapshot), BINNENSTAD, TOT)


def test_hours_of_the_last_three_years(tmp_path):
    old = day(3, 8) | {"van": date(2022, 12, 31), "tot": date(2023, 1, 1)}
    found = times(tmp_path, [day(3, 8), day(10, 8, 2), day(9, 23), month(2025, 4) | {"aantal": 4}, old])
    assert (found.hours[0, 8], found.hours[6, 23]) == (5.0, 3.0)
    assert (found.known, found.unknown, found.spread) == (8.0, 4.0, 0.0)
    assert (found.van, found.tot) == (date(2025, 3, 1), TOT)


def test_a_total_is_split_into_its_kinds(tmp_path):
    found = times(tmp_path, [day(3, 8), day(3, 8, soort="0.0.0", aantal=9), day(3, 9, soort="1.4.6")], TOTAL)
    assert found.known == 6.0


def test_without_any_hour_there_are_no_busy_times(tmp_path):
    assert times(tmp_path, [month(2025, 4)]) is None
    assert times(tmp_path / "b", [day(3, 8)], question()) is None


def test_small_cells_are_hidden(tmp_path, configured):
    configured(drempel=4)
    found = times(tmp_path, [day(3, 8), day(4, 9, 4)])
    assert found.hidden
    assert np.isnan(found.hours[0, 8])
    assert found.hours[1, 9] == 4.0


@pytest.fixture
def told(tmp_path, monkeypatch):
    """told(rows): the view of Binnenstad with burglaries as the declared indicator."""
    monkeypatch.setattr("analytics.indicators.on_screen", lambda name: (burglaries(),))

    def build(rows, area=BINNENSTAD):
        snapshot = publish(tmp_path / str(len(rows)), registraties=rows, dekking=[{}])
        return busy.build(ask(snapshot), all_areas(snapshot)[area], TOT)

    return build


def test_what_is_clearly_busier_is_named(told):
    even = [day(3 + d, h, 2) for d in range(7) for h in range(24)]
    shown = told([*even, day(8, 21, 100)])
    assert shown.answer == ("Duidelijk drukker dan gemiddeld: op zaterdag (34%) en tussen 20 en 24 uur (36%).")
    assert shown.title == "Proefinbraken in Binnenstad, mrt–dec 2025"
    assert told(even).answer == "Geen dag of dagdeel is duidelijk drukker dan de rest."


def test_a_little_more_may_be_chance(told):
    rows = [day(3 + d, h, 1) for d in range(7) for h in range(0, 24, 2)]
    assert told([*rows, day(8, 21, 6)]).answer == "Geen dag of dagdeel is duidelijk drukker dan de rest."


def test_few_hours_say_nothing(told):
    shown = told([day(3, 8, 49)])
    assert shown.answer == "Te weinig registraties met een uur om drukke tijden te noemen."
    assert shown.remarks.startswith("Van 49 registraties is het uur bekend, van 0 niet.")


def test_shared_out_hours_are_said(told):
    shown = told([day(3, 8, 6, uur_tot=9)])
    assert "Bij 6 ervan is alleen bekend tussen welke uren" in shown.remarks
    assert [shown.table.rows[0].cells[f"u{h}"].value for h in (7, 8, 9, 10)] == [0.0, 3.0, 3.0, 0.0]


def test_hidden_cells_say_so(told, configured):
    configured(drempel=5)
    shown = told([day(3, 8)])
    assert "onder de drempel" in shown.answer
    assert shown.table.rows[0].cells["u8"].status == "onderdrukt"
    assert shown.table.rows[0].cells["u8"].value is None


def test_another_area_has_none(told):
    assert told([day(3, 8)], area=WOLDER) is None
