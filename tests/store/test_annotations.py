"""Annotations on the time axis: what is kept, what is refused, two people at one, and on which charts they belong."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from analytics import indicators
from analytics.annotations import NewAnnotation, add, annotations, change, touching, withdraw
from analytics.areas import Area, Niveau
from analytics.errors import NotFound, WrongUsage
from analytics.store import Changed, Refused, store_of
from tests.builders import BINNENSTAD, CENTRUM, ELDERS, JEKERKWARTIER, STAD, WOLDER
from tests.store.conftest import ANNA, BRAM, NOW, by

MARCH = date(2025, 3, 15)
AREAS = {
    STAD: Area(STAD, "Maastricht", Niveau.GEMEENTE),
    CENTRUM: Area(CENTRUM, "Centrum", Niveau.WIJK),
    BINNENSTAD: Area(BINNENSTAD, "Binnenstad", Niveau.BUURT, CENTRUM),
    JEKERKWARTIER: Area(JEKERKWARTIER, "Jekerkwartier", Niveau.BUURT, CENTRUM),
    WOLDER: Area(WOLDER, "Wolder", Niveau.BUURT, "WK093503"),
}


def kept(store, author=None, **changed):
    """An annotation that is kept; a test names only what it is about."""
    fields = {"gemeente": STAD, "van": MARCH, "soort": "maatregel", "tekst": "Camera's op het plein"} | changed
    return add(store, NewAnnotation(**fields), author or by())


def test_an_annotation_comes_back_as_it_was_kept_on_one_line(store):
    found = kept(
        store,
        gebieden=(WOLDER, CENTRUM),
        indicatoren=("hic",),
        tot=date(2025, 6, 30),
        tekst="  Camera's\r\n op het plein ",
        toelichting="Proef van drie maanden",
    )
    assert annotations(store, STAD) == (found,)
    assert (found.gebieden, found.indicatoren, found.tot) == ((WOLDER, CENTRUM), ("hic",), date(2025, 6, 30))
    assert (found.tekst, found.versie, found.ingetrokken) == ("Camera's op het plein", 1, False)
    assert (found.gemaakt, found.gemaakt_door, found.gewijzigd, found.gewijzigd_door) == (NOW, ANNA, NOW, ANNA)


def test_they_come_in_the_order_of_their_day_and_only_those_of_the_municipality(store):
    later, first = kept(store), kept(store, van=date(2024, 1, 1))
    kept(store, gemeente=ELDERS)
    assert annotations(store, STAD) == (first, later)


def test_looking_makes_no_database(tmp_path):
    assert annotations(store_of(tmp_path), STAD) == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"van": None}, "Vul de dag in"),
        ({"tot": date(2025, 3, 14)}, "Het einde (14 maart 2025) ligt voor het begin (15 maart 2025)"),
        ({"tekst": "  x "}, "ten minste 3 tekens"),
        ({"tekst": "x" * 201}, "tekst: de tekst heeft 201 tekens; 200 is het meeste"),
        ({"toelichting": "x" * 2001}, "toelichting: de tekst heeft 2.001 tekens"),
        ({"tekst": "Melding van mevrouw Jansen"}, "de naam van een persoon"),
        ({"toelichting": "mail iemand@gemeente.example"}, "een e-mailadres"),
        ({"soort": "zomaar"}, "wat voor aantekening"),
        ({"gebieden": ("Wolder",)}, "Wolder is geen gebied"),
        ({"indicatoren": ("bestaat_niet",)}, "bestaat_niet is geen onderwerp"),
    ],
)
def test_what_is_not_complete_or_not_allowed_is_refused_and_nothing_is_kept(store, changed, sentence):
    with pytest.raises(Refused) as error:
        kept(store, **changed)
    assert sentence in " ".join(error.value.problems)
    found = kept(store)
    with pytest.raises(Refused):
        change(store, found.id, found.versie, changed, by())
    assert annotations(store, STAD) == (found,)


def test_all_problems_are_told_at_once(store):
    with pytest.raises(Refused) as error:
        kept(store, van=None, tekst="", soort="")
    assert len(error.value.problems) == 3


def test_a_change_says_who_and_when_and_keeps_who_made_it(store):
    found = kept(store)
    after = change(store, found.id, found.versie, {"tekst": "Camera's weg"}, by(BRAM, days=3))
    assert (after.tekst, after.versie) == ("Camera's weg", 2)
    assert (after.gemaakt_door, after.gewijzigd_door) == (ANNA, BRAM)
    assert (after.gewijzigd - after.gemaakt).days == 3


def test_saving_what_is_already_there_changes_nothing(store):
    found = kept(store)
    assert change(store, found.id, found.versie, {"tekst": f" {found.tekst} "}, by(BRAM)) == found


def test_what_is_withdrawn_stays_in_the_database_and_can_come_back(store):
    found = kept(store)
    gone = withdraw(store, found.id, found.versie, by(BRAM))
    assert annotations(store, STAD) == (gone,)
    assert (gone.ingetrokken, gone.gewijzigd_door, gone.tekst) == (True, BRAM, found.tekst)
    assert not change(store, gone.id, gone.versie, {"ingetrokken": False}, by()).ingetrokken


def test_no_such_annotation_or_field(store):
    with pytest.raises(NotFound, match="geen aantekening met nummer 7"):
        withdraw(store, 7, 1, by())
    found = kept(store)
    with pytest.raises(WrongUsage, match="gemeente"):
        change(store, found.id, found.versie, {"gemeente": ELDERS}, by())


def test_the_second_hears_what_is_kept_now_and_can_still_save(store):
    seen = kept(store)
    change(store, seen.id, seen.versie, {"tekst": "Camera's weg", "van": date(2025, 4, 1)}, by())
    with pytest.raises(Changed) as error:
        change(store, seen.id, seen.versie, {"tekst": "Camera's blijven"}, by(BRAM))
    assert f"{ANNA} heeft deze aantekening intussen gewijzigd (15 januari 2026" in str(error.value)
    assert "1 april 2025, “Camera's weg”" in str(error.value)
    assert annotations(store, STAD)[0].tekst == "Camera's weg"
    again = change(store, seen.id, error.value.versie, {"tekst": "Camera's blijven"}, by(BRAM))
    assert (again.tekst, again.van) == ("Camera's blijven", date(2025, 4, 1))


def test_of_people_who_save_at_the_very_same_moment_one_is_first(store):
    seen, ready = kept(store), Barrier(4)

    def save(number):
        ready.wait()
        try:
            return change(store, seen.id, seen.versie, {"tekst": f"tekst {number}"}, by(f"wie {number}"))
        except Changed as error:
            return error

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(save, range(4)))
    assert sum(not isinstance(one, Changed) for one in told) == 1
    assert annotations(store, STAD)[0].versie == 2


# -- where they belong ------------------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path):
    """One kind of database is enough for what is decided outside it."""
    return store_of(tmp_path)


def shown(found, gebied=STAD, indicator="woninginbraak", van=date(2024, 1, 1), tot=date(2026, 1, 1)):
    return touching((found,), indicators.load(indicator), gebied, AREAS, van, tot) == (found,)


@pytest.mark.parametrize(
    ("gebieden", "where"),
    [
        ((), [STAD, CENTRUM, BINNENSTAD, JEKERKWARTIER, WOLDER]),
        ((STAD,), [STAD, CENTRUM, BINNENSTAD, JEKERKWARTIER, WOLDER]),
        ((CENTRUM,), [CENTRUM, BINNENSTAD, JEKERKWARTIER]),
        ((BINNENSTAD,), [BINNENSTAD]),
        ((BINNENSTAD, WOLDER), [BINNENSTAD, WOLDER]),
    ],
)
def test_what_holds_for_an_area_is_shown_on_everything_in_it(own, gebieden, where):
    found = kept(own, gebieden=gebieden)
    assert [code for code in AREAS if shown(found, code)] == where


def test_an_area_that_is_no_longer_there_touches_only_itself(own):
    found = kept(own, gebieden=("BU09359999",))
    assert [code for code in (*AREAS, "BU09359999") if shown(found, code)] == ["BU09359999"]


@pytest.mark.parametrize(
    ("named", "on"),
    [
        ((), ["woninginbraak", "hic", "fietsendiefstal", "onveilig_buurt"]),
        (("woninginbraak",), ["woninginbraak"]),
        (("hic",), ["woninginbraak", "hic"]),
    ],
)
def test_what_is_said_of_a_sum_is_shown_on_its_parts(own, named, on):
    found = kept(own, indicatoren=named)
    every = ("woninginbraak", "hic", "fietsendiefstal", "onveilig_buurt")
    assert [id_ for id_ in every if shown(found, indicator=id_)] == on


@pytest.mark.parametrize(
    ("van", "tot", "touches"),
    [
        (date(2025, 3, 15), None, True),
        (date(2025, 1, 1), None, True),
        (date(2024, 12, 31), None, False),
        (date(2025, 12, 31), None, True),
        (date(2026, 1, 1), None, False),
        (date(2024, 6, 1), date(2025, 1, 1), True),
        (date(2024, 6, 1), date(2024, 12, 31), False),
    ],
)
def test_a_chart_shows_what_lies_within_its_months(own, van, tot, touches):
    found = kept(own, van=van, tot=tot)
    assert shown(found, van=date(2025, 1, 1), tot=date(2026, 1, 1)) is touches


def test_withdrawn_ones_are_on_no_chart(own):
    found = kept(own)
    assert shown(found)
    assert not shown(withdraw(own, found.id, found.versie, by()))
