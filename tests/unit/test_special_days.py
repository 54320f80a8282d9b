"""The calendar: movable days, what falls in a month, whom an event concerns, and a file that is wrong."""

from datetime import date

import pytest
from dateutil.easter import easter as other_easter

from analytics import special_days
from analytics.areas import Area, Niveau
from analytics.errors import VeiligheidError
from analytics.special_days import Occasion

AREAS = {
    "BU1": Area("BU1", "Hier", Niveau.BUURT, "WK1"),
    "BU2": Area("BU2", "Ernaast", Niveau.BUURT, "WK1"),
    "BU3": Area("BU3", "Elders", Niveau.BUURT, "WK2"),
    "WK1": Area("WK1", "Wijk", Niveau.WIJK),
    "WK2": Area("WK2", "Andere wijk", Niveau.WIJK),
    "GM1": Area("GM1", "Stad", Niveau.GEMEENTE),
}


def declared(tmp_path, text):
    path = tmp_path / "kalender.toml"
    path.write_text(text, encoding="utf-8")
    return special_days.read(path)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """own(text): the calendar is this one."""

    def use(text):
        calendar = declared(tmp_path, text)
        monkeypatch.setattr(special_days, "calendar", lambda: calendar)

    return use


def test_easter_is_on_its_sunday():
    years = range(1900, 2100)
    assert [special_days.easter(year) for year in years] == [other_easter(year) for year in years]


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2025, 3, 4), ("Carnaval",)),
        (date(2024, 2, 11), ("Carnaval", "Voorjaarsvakantie")),
        (date(2025, 4, 21), ("Pasen",)),
        (date(2025, 4, 26), ("Koningsdag", "Meivakantie")),
        (date(2025, 5, 29), ("Hemelvaartsdag",)),
        (date(2024, 5, 20), ("Pinksteren",)),
        (date(2026, 1, 1), ("Oud en nieuw", "Kerstvakantie")),
        (date(2013, 4, 27), ("Meivakantie",)),
        (date(2025, 9, 16), ()),
    ],
    ids=str,
)
def test_what_falls_on_a_day(day, names):
    assert special_days.on(day) == names


def test_carnival_moves_between_the_months():
    assert special_days.in_month(date(2024, 2, 1)) == (
        "Voorjaarsvakantie (10–18 feb 2024)",
        "Carnaval (11–13 feb 2024)",
    )
    assert special_days.in_month(date(2025, 3, 1)) == ("Voorjaarsvakantie (1–2 mrt 2025)", "Carnaval (2–4 mrt 2025)")
    assert special_days.in_month(date(2025, 9, 1)) == ()


def test_days_outside_the_period_are_not_there():
    (found,) = [o for o in special_days.occasions(date(2025, 3, 3), date(2025, 3, 4)) if o.naam == "Carnaval"]
    assert found.dagen == {date(2025, 3, 3)}
    assert special_days.occasions(date(2025, 9, 1), date(2025, 10, 1)) == ()


def test_school_holidays_are_whole_and_one_after_the_other():
    """Of every year with single days in the sample all five are declared."""
    for year in (2023, 2024, 2025):
        found = special_days.occasions(date(year, 1, 1), date(year + 1, 1, 1))
        holidays = {o.naam: o for o in found if o.soort == "vakantie"}
        assert len(holidays["Zomervakantie"].dagen) == 44
        assert {name: len(holidays[name].dagen) for name in holidays if name[0] in "VMH"} == {
            "Voorjaarsvakantie": 9,
            "Meivakantie": 9,
            "Herfstvakantie": 9,
        }
        assert len(holidays["Kerstvakantie"].dagen) >= 12


@pytest.mark.parametrize(
    ("codes", "concerned"),
    [
        ((), {"BU1", "BU2", "BU3", "WK1", "WK2", "GM1"}),
        (("BU1",), {"BU1", "WK1", "GM1"}),
        (("WK1",), {"BU1", "BU2", "WK1", "GM1"}),
    ],
    ids=["everywhere", "a buurt", "a wijk"],
)
def test_whom_an_event_concerns(codes, concerned):
    event = Occasion("Kermis", "evenement", frozenset({date(2025, 6, 1)}), codes)
    assert {code for code in AREAS if event.concerns(code, AREAS)} == concerned


def test_own_events_of_one_name_are_taken_together(own):
    own(
        """
        [[evenement]]
        naam = "Kermis"
        van = 2024-06-01
        tot_en_met = 2024-06-03
        gebieden = ["BU1"]
        [[evenement]]
        naam = "Kermis"
        van = 2025-05-31
        tot_en_met = 2025-06-01
        gebieden = ["BU1"]
        """
    )
    (found,) = special_days.occasions(date(2024, 6, 2), date(2026, 1, 1))
    assert sorted(found.dagen) == [date(2024, 6, 2), date(2024, 6, 3), date(2025, 5, 31), date(2025, 6, 1)]
    assert (found.soort, found.gebieden) == ("evenement", ("BU1",))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[[feestdag]]\nnaam = "Niets"', "geef dagen of pasen, een van beide"),
        ('[[feestdag]]\nnaam = "Beide"\ndagen = ["05-05"]\npasen = [1]', "geef dagen of pasen, een van beide"),
        ('[[feestdag]]\nnaam = "Nooit"\ndagen = ["13-01"]', "moet passen bij"),
        ('[[feestdag]]\nnaam = "Soms"\ndagen = ["02-29"]', "29 februari is er niet elk jaar"),
        ('[[feestdag]]\nnaam = "Nergens"\ndagen = ["04-31"]', "feestdag.0"),
        ('[[evenement]]\nnaam = "Terug"\nvan = 2025-02-02\ntot_en_met = 2025-02-01', "eindigt voor het begin"),
        ('[[evenement]]\nnaam = "Half"\nvan = 2025-02-02', "evenement.0.tot_en_met: dit veld ontbreekt"),
        ("[[kermis]]", "dit veld bestaat niet"),
        ("naam = ", "kalender.toml is niet te lezen"),
    ],
)
def test_a_wrong_calendar_says_what_is_wrong(tmp_path, text, sentence):
    with pytest.raises(VeiligheidError) as caught:
        declared(tmp_path, text)
    assert sentence in str(caught.value)
    assert "kalender.toml" in str(caught.value)
