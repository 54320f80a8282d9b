"""Remarks on a report: from concept to agreed and back, every version kept, two people at one remark."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest

from analytics.remarks import LONGEST, Place, Remark, Stand, history, leave_out, move, remarks, steps, write
from analytics.reports import model
from analytics.store import Changed, Refused, store_of
from tests.builders import BINNENSTAD, ELDERS, STAD
from tests.store.conftest import ANNA, BRAM, NOW, by

CHANGED = Place(STAD, date(2025, 12, 1), "driehoek", "veranderd")
TEXT = "De inbraken komen vooral uit één reeks; de politie heeft een verdachte."


def found(store, place=CHANGED):
    return remarks(store, place.gemeente, place.maand, place.soort, place.gebied)


def agreed(store, place=CHANGED):
    """A remark written by Anna and agreed by Bram."""
    write(store, place, TEXT, by())
    move(store, place, Stand.TER_BEOORDELING, by(), seen=1)
    return move(store, place, Stand.VASTGESTELD, by(BRAM, days=1), seen=2)


def test_a_text_is_a_concept_with_who_and_when(store):
    kept = write(store, CHANGED, f"  {TEXT}\r\n", by())
    assert kept == Remark(CHANGED, Stand.CONCEPT, TEXT, ANNA, "", ANNA, NOW, 1)
    assert found(store) == {"veranderd": kept}


def test_it_is_sent_for_review_and_agreed_and_every_version_is_kept(store):
    kept = agreed(store)
    assert (kept.stand, kept.tekst, kept.schrijver, kept.wie, kept.versie) == (Stand.VASTGESTELD, TEXT, ANNA, BRAM, 3)
    assert found(store) == {"veranderd": kept}
    told = [(one.versie, one.stand.value, one.wie) for one in history(store, CHANGED)]
    assert told == [(3, "vastgesteld", BRAM), (2, "ter_beoordeling", ANNA), (1, "concept", ANNA)]


def test_an_agreed_remark_that_is_edited_is_a_concept_again_and_the_agreed_text_is_still_there(store):
    agreed(store)
    again = write(store, CHANGED, "Anders gezegd.", by(days=2), seen=3)
    assert (again.stand, again.schrijver, again.versie) == (Stand.CONCEPT, ANNA, 4)
    assert history(store, CHANGED)[1].tekst == TEXT


def test_saving_the_same_text_changes_nothing_not_even_the_state(store):
    kept = agreed(store)
    assert write(store, CHANGED, f"{TEXT}  ", by(BRAM), seen=3) == kept
    assert len(history(store, CHANGED)) == 3


@pytest.mark.parametrize("stand", [Stand.TER_BEOORDELING, Stand.VASTGESTELD])
def test_it_goes_back_only_with_a_reason_which_is_kept(store, stand):
    agreed(store)
    seen = 3
    if stand is Stand.TER_BEOORDELING:
        move(store, CHANGED, Stand.CONCEPT, by(), seen=3, reden="Nog eens kijken")
        seen = move(store, CHANGED, stand, by(), seen=4).versie
    with pytest.raises(Refused, match="waarom de duiding terug moet"):
        move(store, CHANGED, Stand.CONCEPT, by(), seen=seen, reden=" ")
    back = move(store, CHANGED, Stand.CONCEPT, by(BRAM), seen=seen, reden="Het cijfer klopt niet meer")
    assert (back.stand, back.tekst, back.schrijver) == (Stand.CONCEPT, TEXT, ANNA)
    assert (back.reden, back.wie) == ("Het cijfer klopt niet meer", BRAM)
    again = move(store, CHANGED, Stand.TER_BEOORDELING, by(), seen=back.versie)
    assert again.reden == "", "the reason was of one step"


def test_who_wrote_it_may_agree_and_that_is_told(store):
    assert not agreed(store).by_one
    other = replace(CHANGED, onderdeel="koers")
    write(store, other, TEXT, by())
    move(store, other, Stand.TER_BEOORDELING, by(), seen=1)
    assert move(store, other, Stand.VASTGESTELD, by(), seen=2).by_one


def test_a_part_without_a_remark_is_agreed_in_one_step_and_can_get_one_after_all(store):
    kept = leave_out(store, CHANGED, by())
    assert kept.left_out
    assert (kept.stand, kept.tekst, kept.wie, kept.versie) == (Stand.VASTGESTELD, "", ANNA, 1)
    assert leave_out(store, CHANGED, by(BRAM), seen=1) == kept, "a second time changes nothing"
    assert not kept.by_one
    back = move(store, CHANGED, Stand.CONCEPT, by(BRAM), seen=1, reden="Er is toch iets te zeggen")
    assert steps(back) == (), "without a text there is nothing to review"
    after = write(store, CHANGED, TEXT, by(BRAM), seen=2)
    assert (after.stand, after.schrijver, after.left_out) == (Stand.CONCEPT, BRAM, False)


def test_where_it_can_go_from_where_it_is(store):
    assert steps(None) == ()
    assert steps(write(store, CHANGED, TEXT, by())) == (Stand.TER_BEOORDELING,)
    inspected = move(store, CHANGED, Stand.TER_BEOORDELING, by(), seen=1)
    assert steps(inspected) == (Stand.VASTGESTELD, Stand.CONCEPT)
    assert steps(move(store, CHANGED, Stand.VASTGESTELD, by(), seen=2)) == (Stand.CONCEPT,)


def test_no_step_is_skipped(store):
    with pytest.raises(Refused, match="nog geen duiding geschreven"):
        move(store, CHANGED, Stand.TER_BEOORDELING, by(), seen=0)
    write(store, CHANGED, TEXT, by())
    with pytest.raises(Refused, match="Van “concept” kan een duiding niet naar “vastgesteld”"):
        move(store, CHANGED, Stand.VASTGESTELD, by(), seen=1)
    assert found(store)["veranderd"].versie == 1


@pytest.mark.parametrize(
    ("changed", "text", "sentence"),
    [
        ({}, " \n ", "Schrijf een duiding"),
        ({}, "x" * (LONGEST + 1), "duiding: de tekst heeft 701 tekens; 700 is het meeste"),
        ({}, "Volgens mevrouw Jansen", "de naam van een persoon"),
        ({}, "mail iemand@gemeente.example", "een e-mailadres"),
        ({"maand": date(2025, 12, 2)}, TEXT, "bestaat niet"),
        ({"soort": "Driehoek!"}, TEXT, "bestaat niet"),
        ({"onderdeel": ""}, TEXT, "bestaat niet"),
        ({"gebied": "Wolder"}, TEXT, "bestaat niet"),
    ],
)
def test_what_is_not_complete_or_not_allowed_is_refused(store, changed, text, sentence):
    place = replace(CHANGED, **changed)
    with pytest.raises(Refused) as error:
        write(store, place, text, by())
    assert sentence in " ".join(error.value.problems)
    assert found(store, place) == {}


def test_markup_and_formulas_are_just_text(store):
    odd = '<b>vet</b> [klik](http://elders.example) #read("x") =SOM(A1) $e=mc^2$'
    assert write(store, CHANGED, odd, by()).tekst == odd


@pytest.mark.parametrize(
    "changed",
    [
        {"maand": date(2025, 11, 1)},
        {"gebied": BINNENSTAD},
        {"soort": "raad"},
        {"onderdeel": "koers"},
        {"gemeente": ELDERS},
    ],
)
def test_every_place_has_a_remark_of_its_own(store, changed):
    other = replace(CHANGED, **changed)
    first, second = write(store, CHANGED, "Hier.", by()), write(store, other, "Daar.", by())
    assert found(store)["veranderd"] == first
    assert found(store, other)[other.onderdeel] == second
    assert history(store, other) == (second,)


def test_looking_makes_no_database(tmp_path):
    assert found(store_of(tmp_path)) == {}
    assert history(store_of(tmp_path), CHANGED) == ()
    assert list(tmp_path.iterdir()) == []


def test_the_second_hears_what_the_first_wrote_and_can_still_save(store):
    write(store, CHANGED, TEXT, by())
    with pytest.raises(
        Changed, match=rf"{ANNA} heeft .* gewijzigd \(15 januari 2026.*\(concept\): “De inbraken"
    ) as error:
        write(store, CHANGED, "Zoals ik het zie.", by(BRAM))
    after = write(store, CHANGED, "Zoals ik het zie.", by(BRAM), seen=error.value.versie)
    assert (after.tekst, after.versie) == ("Zoals ik het zie.", 2)


def test_nobody_agrees_to_a_text_they_did_not_see(store):
    write(store, CHANGED, TEXT, by())
    move(store, CHANGED, Stand.TER_BEOORDELING, by(), seen=1)
    write(store, CHANGED, "Heel iets anders.", by(), seen=2)
    with pytest.raises(Changed, match="Heel iets anders"):
        move(store, CHANGED, Stand.VASTGESTELD, by(BRAM), seen=2)
    assert found(store)["veranderd"].stand is Stand.CONCEPT


def test_of_people_who_write_at_the_very_same_moment_one_is_first(store):
    ready = Barrier(4)

    def attempt(number):
        ready.wait()
        try:
            return write(store, CHANGED, f"tekst {number}", by(f"wie {number}"))
        except Changed as error:
            return error

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(attempt, range(4)))
    assert sum(isinstance(one, Remark) for one in told) == 1
    assert len(history(store, CHANGED)) == 1


def test_a_report_knows_every_state_that_a_remark_has():
    assert {one.value for one in Stand} | {"ontbreekt"} == {one.value for one in model.Stand}
