"""The part Wanneer of HIC-trend: what it says first, its tables, and what it says where something is not known."""

from datetime import date, timedelta

import pytest

from analytics import busy_days
from analytics.areas import all_areas
from analytics.special_days import Occasion
from analytics.tables import sheet
from analytics.views import trend_when
from tests.builders import BINNENSTAD, ask, burglaries, cells, month, publish

START, END = date(2025, 1, 1), date(2026, 1, 1)
ALL_DAYS = [START + timedelta(days=i) for i in range((END - START).days)]
CARNIVAL = {date(2025, 3, day) for day in (2, 3, 4)}
KNOWN = {"van": START, "tot": END}


@pytest.fixture(autouse=True)
def calendar(monkeypatch):
    """Only carnival and King's day."""
    declared = (
        Occasion("Carnaval", "feestdag", frozenset(CARNIVAL)),
        Occasion("Koningsdag", "feestdag", frozenset({date(2025, 4, 26)})),
    )
    monkeypatch.setattr(busy_days, "occasions", lambda van, tot: declared)


def single(day, count=1, hour=13, **changed):
    return {"van": day, "tot": day + timedelta(days=1), "uur": hour, "aantal": count} | changed


def view(folder, rows, dekking=None, area=BINNENSTAD):
    snapshot = publish(folder, registraties=rows, dekking=[dekking or KNOWN])
    return trend_when.build(burglaries(), ask(snapshot), all_areas(snapshot)[area], snapshot.manifest())


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """Six a day over all parts of the day, ten more on Saturday evenings, thirty on each day of carnival."""
    rows = [single(day, hour=hour) for day in ALL_DAYS for hour in range(2, 24, 4)]
    rows += [single(day, 10, hour=21, uur_tot=22) for day in ALL_DAYS if day.weekday() == 5]
    rows += [single(day, 30, hour=13) for day in sorted(CARNIVAL)]
    return rows


@pytest.fixture
def shown(tmp_path, year):
    return view(tmp_path, year)


def test_the_answer_names_what_is_clear(shown):
    assert shown.question == "Op welke dagen en uren zijn er proefinbraken in Binnenstad?"
    assert shown.answer == (
        "Duidelijk drukker dan gemiddeld: op zaterdag (2,1 keer) en tussen 20 en 24 uur (1,9 keer). "
        "Vergeleken met gewone dagen: duidelijk meer bij Carnaval (6,0 keer)."
    )


def test_days_parts_and_what_is_busy_of_both(shown):
    drawn = cells(shown.parts)
    assert [row.group for row in shown.parts.rows] == ["Dag"] * 7 + ["Deel van de dag"] * 6 + [
        "Dag en dagdeel: de drukste"
    ]
    assert drawn["5-None"]["wanneer"]["text"] == "zaterdag"
    assert drawn["5-None"]["oordeel"]["text"] == "duidelijk meer"
    assert drawn["None-5"]["wanneer"]["text"] == "20–24 uur"
    assert drawn["5-5"]["wanneer"]["text"] == "zaterdag 20–24 uur"
    assert drawn["0-None"]["aantal"]["text"] == "342"


def test_special_days_in_a_table(shown):
    drawn = cells(shown.special)
    assert list(drawn) == ["Carnaval", "Koningsdag"]
    assert [drawn["Carnaval"][c]["text"] for c in ("dagen", "aantal", "verwacht", "oordeel")] == [
        *("3", "108", "18,0", "duidelijk meer")
    ]
    assert drawn["Koningsdag"]["oordeel"]["text"] == "geen duidelijk verschil"
    assert "Vergeleken met 361 gewone dagen in 2025" in shown.special_note


def test_what_fell_in_which_month(shown):
    drawn = cells(shown.calendar)
    assert next(iter(drawn)) == "2025-12"
    assert "Carnaval (2–4 mrt 2025)" in drawn["2025-03"]["wat"]["text"]
    assert "2025-09" not in drawn


def test_hours_say_what_was_shared_out(shown):
    assert shown.hours_title == "Proefinbraken in Binnenstad, 2025"
    assert "Bij 520 ervan is alleen bekend tussen welke uren" in shown.hours_note
    assert shown.hours.rows[5].cells["u22"].value == 5 * 52 + 52


def test_downloads_hold_the_limits_and_how_to_read_them(shown):
    source = shown.source_of(shown.special_note)
    made = sheet(shown.special, title="x", subtitle=source.line, notes=source.notes)
    row = made.rows[0]
    assert (row["naam"], row["aantal"], row["keer"]) == ("Carnaval", 108, pytest.approx(6.0))
    assert row["keer_ondergrens"] < 6.0 < row["keer_bovengrens"]
    assert made.notes[-1] == ("Leeswijzer", shown.special_note)
    assert "2025" in source.line


def test_newer_months_are_provisional(tmp_path, year):
    snapshot = publish(
        tmp_path,
        registraties=year,
        dekking=[
            {"van": START, "tot": date(2025, 10, 1)},
            {"van": date(2025, 10, 1), "tot": END, "status": "voorlopig"},
        ],
    )
    shown = trend_when.build(burglaries(), ask(snapshot), all_areas(snapshot)[BINNENSTAD], snapshot.manifest())
    assert shown.times.tot == date(2025, 10, 1)
    assert shown.hours_note.endswith("Maanden vanaf okt 2025 zijn nog voorlopig en tellen niet mee.")


def test_all_provisional_is_shown_and_not_tested(tmp_path, year):
    shown = view(tmp_path, year, KNOWN | {"status": "voorlopig"})
    assert shown.hours is not None
    assert (shown.parts, shown.special, shown.calendar) == (None, None, None)
    assert shown.answer == "De cijfers zijn nog voorlopig; over drukke tijden is nog niets te zeggen."
    assert shown.special_note.startswith("Er zijn geen definitieve maanden")


def test_figures_per_month_have_no_hours(tmp_path):
    shown = view(tmp_path, [month(2025, n) for n in range(1, 13)])
    assert (shown.times, shown.hours, shown.parts, shown.special) == (None, None, None, None)
    assert shown.answer == "Van geen enkele registratie is het uur bekend."
    assert "geleverd zijn aantallen per maand of per jaar" in shown.hours_note
    assert shown.special_note.startswith("Van geen enkele maand is bekend op welke dag")


def test_too_few(tmp_path):
    shown = view(tmp_path, [single(date(2025, 3, 10), 20)])
    assert shown.answer == "Te weinig registraties met een uur om drukke tijden te noemen."
    assert shown.special_note.startswith("Op gewone dagen in mrt 2025 zijn er 20 registraties met een bekende dag")


def test_nothing_is_clear(tmp_path):
    shown = view(tmp_path, [single(day, hour=hour) for day in ALL_DAYS for hour in range(2, 24, 4)])
    assert shown.answer == (
        "Geen dag of dagdeel is duidelijk drukker dan de rest. "
        "Op geen bijzondere dag zijn er duidelijk meer of minder dan op een gewone dag."
    )


def test_under_the_threshold_nothing_is_given_away(tmp_path, configured):
    configured(drempel=10)
    rows = [single(day, 2, hour=13) for day in ALL_DAYS] + [single(date(2025, 3, 10), 3, hour=4)]
    shown = view(tmp_path, rows)
    assert shown.answer.startswith("Aantallen onder de drempel zijn niet te zien")
    assert shown.parts is None
    assert cells(shown.special)["Carnaval"]["aantal"]["status"] == "onderdrukt"
    assert cells(shown.special)["Carnaval"]["keer"]["text"] == "–"
