"""Areas of attention: kept with who and when, checked as a whole, closed and never deleted."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.attention import AttentionArea, NewArea, add, areas, change, close, own_areas, rules
from analytics.attention.keeping import parts_of
from analytics.errors import NotFound, WrongUsage
from analytics.snapshots import OwnArea, Part
from analytics.store import Changed, Refused, store_of
from tests.builders import BINNENSTAD, BUURTCODES, ELDERS, JEKERKWARTIER, STAD, WOLDER, publish
from tests.store.conftest import ANNA, BRAM, NOW, by

MARKET = Part(BINNENSTAD, "Markt")
NEW = NewArea(STAD, "Rond de Markt", (MARKET, Part(WOLDER)), "Bewoners vragen erom")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    streets = [{"straat": "Plein"}]
    return publish(tmp_path_factory.mktemp("map"), registraties=[{"straat": "Markt"}], straten=streets)


def test_a_part_is_a_buurt_a_street_with_a_registration_or_one_with_a_place(snapshot):
    assert parts_of(snapshot) == {*(Part(code) for code in BUURTCODES), MARKET, Part(BINNENSTAD, "Plein")}


def test_an_area_comes_back_with_who_and_when(store, snapshot):
    kept = add(store, snapshot, replace(NEW, naam=" Rond  de\nMarkt ", vorm="{}"), by())
    assert kept == AttentionArea(
        1, 1, STAD, "Rond de Markt", NEW.waarom, NEW.delen, "{}", None, NOW, ANNA, NOW, ANNA
    )  # fmt: skip
    assert areas(store, STAD) == (kept,)
    assert own_areas(store, STAD) == (OwnArea("AG0001", "Rond de Markt", NEW.delen),)
    assert areas(store, ELDERS) == ()


def test_looking_makes_no_database(tmp_path):
    store = store_of(tmp_path)
    assert areas(store, STAD) == own_areas(store, STAD) == ()
    assert list(tmp_path.iterdir()) == []


def test_a_street_of_a_buurt_that_is_chosen_whole_is_left_out(store, snapshot):
    parts = (MARKET, Part(WOLDER), Part(BINNENSTAD), MARKET)
    assert add(store, snapshot, replace(NEW, delen=parts), by()).delen == (Part(BINNENSTAD), Part(WOLDER))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"naam": "AB"}, "ten minste 3 tekens"),
        ({"naam": "x" * 61}, "60 is het meeste"),
        ({"naam": "Rond dhr. Jansen"}, "de naam van een persoon"),
        ({"waarom": "bel 06 12345678"}, "een telefoonnummer"),
        ({"waarom": "x" * 1001}, "1.000 is het meeste"),
        ({"delen": ()}, "ten minste één buurt of straat"),
        ({"delen": (Part("BU09359999"),)}, "BU09359999 is geen buurt van deze gemeente"),
        ({"delen": (Part(JEKERKWARTIER, "Markt"),)}, f"{JEKERKWARTIER} heeft in deze gegevens geen straat Markt"),
        ({"delen": tuple(Part(WOLDER, f"{i}-straat") for i in range(501))}, "500 is het meeste"),
        ({"vorm": "x" * 200_001}, "minder punten"),
    ],
)
def test_what_is_not_complete_or_not_allowed_is_refused(store, snapshot, changed, sentence):
    with pytest.raises(Refused) as error:
        add(store, snapshot, replace(NEW, **changed), by())
    assert sentence in " ".join(error.value.problems)
    assert areas(store, STAD) == ()


def test_two_areas_never_have_one_name_not_even_after_one_was_closed(store, snapshot):
    kept = add(store, snapshot, NEW, by())
    close(store, snapshot, kept.nummer, 1, by())
    with pytest.raises(Refused, match="Er is al een aandachtsgebied"):
        add(store, snapshot, replace(NEW, naam="rond DE markt"), by(BRAM))
    other = add(store, snapshot, replace(NEW, naam="Wolder"), by())
    with pytest.raises(Refused, match="Er is al een aandachtsgebied"):
        change(store, snapshot, other.nummer, 1, {"naam": NEW.naam}, by())


def test_changing_is_kept_with_who_and_a_new_version(store, snapshot):
    kept = add(store, snapshot, NEW, by())
    after = change(store, snapshot, kept.nummer, 1, {"delen": (Part(WOLDER),), "naam": "Wolder"}, by(BRAM, days=1))
    assert (after.naam, after.delen, after.versie) == ("Wolder", (Part(WOLDER),), 2)
    assert (after.gewijzigd_door, after.gemaakt_door, after.code) == (BRAM, ANNA, "AG0001")
    same = change(store, snapshot, kept.nummer, 2, {"delen": (Part(WOLDER),)}, by())
    assert (same.versie, same.gewijzigd_door) == (2, BRAM), "nothing changed, so nothing is noted"


def test_the_second_hears_what_the_first_did_and_can_still_save(store, snapshot):
    kept = add(store, snapshot, NEW, by())
    change(store, snapshot, kept.nummer, 1, {"naam": "De Markt"}, by())
    with pytest.raises(Changed, match="heet nu “De Markt” en is open") as error:
        change(store, snapshot, kept.nummer, 1, {"waarom": ""}, by(BRAM))
    after = change(store, snapshot, kept.nummer, error.value.versie, {"waarom": ""}, by(BRAM))
    assert (after.naam, after.waarom) == ("De Markt", "")


def test_closing_keeps_the_area_its_code_and_its_parts(store, snapshot):
    kept = add(store, snapshot, NEW, by())
    ended = close(store, snapshot, kept.nummer, 1, by())
    assert (ended.gesloten, ended.delen) == (date(2026, 1, 15), NEW.delen)
    assert own_areas(store, STAD) == (OwnArea("AG0001", NEW.naam, NEW.delen, gesloten=True),)
    opened = change(store, snapshot, kept.nummer, 2, {"gesloten": None}, by())
    assert opened.gesloten is None


def test_a_street_that_a_later_delivery_lost_does_not_stop_another_name(store, snapshot, tmp_path):
    kept = add(store, snapshot, NEW, by())
    later = publish(tmp_path)
    after = change(store, later, kept.nummer, 1, {"naam": "De Markt"}, by())
    assert after.delen == NEW.delen
    with pytest.raises(Refused, match="geen straat Plein"):
        change(store, later, kept.nummer, 2, {"delen": (MARKET, Part(BINNENSTAD, "Plein"))}, by())


def test_there_is_an_end_to_how_many_are_followed(store, snapshot, monkeypatch):
    monkeypatch.setattr(rules, "MOST_AREAS", 1)
    first = add(store, snapshot, NEW, by())
    with pytest.raises(Refused, match="Sluit er eerst een"):
        add(store, snapshot, replace(NEW, naam="Wolder"), by())
    close(store, snapshot, first.nummer, 1, by())
    add(store, snapshot, replace(NEW, naam="Wolder"), by())
    with pytest.raises(Refused, match="Sluit er eerst een"):
        change(store, snapshot, first.nummer, 2, {"gesloten": None}, by())


def test_only_what_an_area_says_can_be_changed(store, snapshot):
    kept = add(store, snapshot, NEW, by())
    with pytest.raises(WrongUsage):
        change(store, snapshot, kept.nummer, 1, {"gemeente": ELDERS}, by())
    with pytest.raises(NotFound):
        close(store, snapshot, 99, 1, by())
