"""Keeping agendas: what is allowed, what is refused, who changed what, and two people at one row."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from analytics.agenda import (
    NewAction,
    add_action,
    agenda,
    agendas,
    change,
    change_action,
    declared,
    history,
)
from analytics.errors import NotFound, WrongUsage
from analytics.store import Changed, Refused
from tests.builders import BINNENSTAD, CENTRUM, ELDERS, JEKERKWARTIER, STAD, WOLDER
from tests.store.conftest import ANNA, BRAM, NOW, by, candidate

REASON = "Laagste buurtscore en klachten over overlast"
FACTS = {"indicator": "onveilig_buurt", "momentopname": "toets", "waarde": 31.5, "positie": 1, "kans_laagste_k": 0.93}
CHOSEN = {"status": "gekozen", "reden_soort": "rang", "reden": REASON}
PREPARED = {"status": "in_voorbereiding"}
ADOPTED = {"status": "vastgesteld", "themas": ["1.4"], "van": date(2026, 3, 1)}


def taken_through(store, *steps, author=None, **changed):
    """An agenda that took these steps, one after the other."""
    found = candidate(store, author, **changed)
    for step in steps:
        found = change(store, found.id, found.versie, step, author or by())
    return found


def refused(error):
    return " ".join(error.value.problems)


def test_a_candidate_comes_back_as_it_was_kept(store):
    kept = candidate(store, rangfeiten=FACTS, indicator="onveilig_buurt", themas=("3.1", "1.4"), partners=("politie",))
    assert agendas(store, STAD) == (kept,)
    assert agenda(store, kept.id) == kept
    assert (kept.status, kept.versie, kept.rangfeiten) == ("kandidaat", 1, FACTS)
    assert kept.themas == ("1.4", "3.1")
    assert (kept.gemaakt, kept.gemaakt_door) == (NOW, ANNA)
    assert kept.gemaakt.utcoffset() == NOW.utcoffset()


def test_agendas_of_another_municipality_are_not_ours(store):
    candidate(store, gemeente=ELDERS)
    assert agendas(store, STAD) == ()


def test_no_such_agenda(store):
    with pytest.raises(NotFound, match="geen buurtagenda met nummer 7"):
        agenda(store, 7)
    with pytest.raises(NotFound):
        change(store, 7, 1, {"reden": "x"}, by())
    with pytest.raises(NotFound, match="geen actie met nummer 7"):
        change_action(store, 7, 1, {"doel": "x"}, by())


def test_the_whole_way_from_candidate_to_evaluated(store):
    found = taken_through(
        store, CHOSEN | {"rangfeiten": FACTS, "vergelijking": [WOLDER, JEKERKWARTIER]}, PREPARED, ADOPTED
    )
    assert (found.status, found.van, found.versie) == ("vastgesteld", date(2026, 3, 1), 4)
    assert found.vergelijking == (JEKERKWARTIER, WOLDER)
    assert (found.vergelijking_op, found.vergelijking_door) == (NOW, ANNA)
    done = {"status": "geevalueerd", "afsluiting": "Minder overlast op straat"}
    assert change(store, found.id, found.versie, done, by(days=500)).status == "geevalueerd"


def test_every_status_is_declared_with_what_follows_it():
    known = declared()
    assert set(known.stappen) == set(known.status)
    assert {status for following in known.stappen.values() for status in following} <= set(known.status)
    assert len(known.themas) == 22


@pytest.mark.parametrize(
    ("steps", "step"),
    [
        ((), {"status": "vastgesteld"}),
        ((), {"status": "in_voorbereiding"}),
        ((CHOSEN,), {"status": "vastgesteld"}),
        ((CHOSEN,), {"status": "geevalueerd"}),
        ((CHOSEN, PREPARED, ADOPTED), {"status": "kandidaat"}),
    ],
)
def test_a_step_that_is_not_declared_is_refused(store, steps, step):
    found = taken_through(store, *steps)
    with pytest.raises(Refused, match="niet meteen"):
        change(store, found.id, found.versie, step, by())
    assert agenda(store, found.id) == found


@pytest.mark.parametrize(
    ("steps", "step", "sentence"),
    [
        ((), {"status": "gekozen", "reden": REASON}, "om wat voor reden"),
        ((), {"status": "gekozen", "reden_soort": "signaal", "reden": "   ja   "}, "waarom dit gebied gekozen is"),
        ((CHOSEN, PREPARED), {"status": "vastgesteld", "themas": ["1.4"]}, "begindatum"),
        ((CHOSEN, PREPARED), {"status": "vastgesteld", "van": date(2026, 3, 1)}, "ten minste één thema"),
        ((), {"status": "afgevallen"}, "waarom dit gebied afviel"),
        ((CHOSEN, PREPARED, ADOPTED), {"status": "geevalueerd"}, "wat de agenda opleverde"),
        ((), {"status": "bestaat_niet"}, "status: bestaat_niet bestaat niet"),
        ((), {"status": ""}, "De status ontbreekt"),
        ((), {"reden_soort": "zomaar"}, "soort reden: zomaar bestaat niet"),
        ((), {"themas": ["9.9"]}, "9.9 bestaat niet"),
        ((), {"partners": ["Jan"]}, "Jan bestaat niet"),
        ((), {"indicator": "geen"}, "indicator: geen bestaat niet"),
        ((), {"van": date(2026, 5, 1), "tot": date(2026, 4, 1)}, "ligt voor het begin"),
        ((), {"vergelijking": [BINNENSTAD]}, "zijn eigen vergelijkingsgebied"),
        ((), {"vergelijking": [CENTRUM]}, "een buurt met buurten"),
        ((), {"reden": "Bel mevrouw Jansen"}, "de naam van een persoon"),
        ((), {"reden": "Volgens dhr. P. van der Berg is het onrustig"}, "de naam van een persoon"),
        ((), {"reden": "mail iemand@corporatie.example"}, "een e-mailadres"),
        ((), {"reden": "bel 06-12345678 voor uitleg"}, "een telefoonnummer"),
        ((), {"afsluiting": "nummer 123456782 stond erin"}, "een burgerservicenummer"),
        ((), {"reden": "x" * 4001}, "4.000 is het meeste"),
    ],
)
def test_what_is_not_complete_or_not_allowed_is_refused_and_nothing_is_kept(store, steps, step, sentence):
    found = taken_through(store, *steps)
    with pytest.raises(Refused) as error:
        change(store, found.id, found.versie, step, by())
    assert sentence in refused(error)
    assert agenda(store, found.id) == found
    assert history(store, found.id)[0].versie == found.versie


@pytest.mark.parametrize("text", ["De heer des huizes", "de mevrouw van nummer vijf", "Op 15-01-2026, 1.250 meldingen"])
def test_ordinary_text_is_no_person(store, text):
    assert candidate(store, reden=text).reden == text


def test_all_problems_are_told_at_once(store):
    found = candidate(store)
    with pytest.raises(Refused) as error:
        change(store, found.id, found.versie, {"status": "gekozen", "themas": ["9.9"]}, by())
    assert len(error.value.problems) == 3


def test_an_unknown_field_is_a_mistake_of_the_caller(store):
    found = candidate(store)
    with pytest.raises(WrongUsage, match="gebied"):
        change(store, found.id, found.versie, {"gebied": WOLDER}, by())


def test_a_new_agenda_is_a_candidate_of_a_buurt_or_wijk(store):
    with pytest.raises(Refused) as error:
        candidate(store, gebied="GM0935", status="vastgesteld", themas=("1.4",), van=date(2026, 3, 1))
    assert "begint als kandidaat" in refused(error)
    assert "GM0935 is geen van drieën" in refused(error)
    assert agendas(store, STAD) == ()


# -- comparison areas -------------------------------------------------------------------------------------------------


def test_comparison_areas_may_change_until_the_day_before_the_start(store):
    found = taken_through(store, CHOSEN, PREPARED, ADOPTED | {"vergelijking": [WOLDER]})
    found = change(store, found.id, found.versie, {"vergelijking": [JEKERKWARTIER]}, by(BRAM, days=44))  # 28 February
    assert (found.vergelijking, found.vergelijking_door) == ((JEKERKWARTIER,), BRAM)


@pytest.mark.parametrize("wanted", [[WOLDER], []])
def test_comparison_areas_are_fixed_from_the_start(store, wanted):
    found = taken_through(store, CHOSEN, PREPARED, ADOPTED | {"vergelijking": [JEKERKWARTIER]})
    with pytest.raises(Refused) as error:
        change(store, found.id, found.versie, {"vergelijking": wanted}, by(days=45))  # 1 March
    assert "vóór het begin" in refused(error)
    assert "1 maart 2026" in refused(error)


def test_the_start_cannot_be_moved_to_choose_after_all(store):
    found = taken_through(store, CHOSEN, PREPARED, ADOPTED)
    later = {"van": date(2027, 3, 1), "vergelijking": [WOLDER]}
    with pytest.raises(Refused) as error:
        change(store, found.id, found.versie, later, by(days=60))
    assert "de begindatum ligt vast" in refused(error)
    assert "vóór het begin" in refused(error)


def test_a_start_in_the_past_takes_no_comparison_areas(store):
    with pytest.raises(Refused, match="vóór het begin"):
        candidate(store, van=date(2025, 1, 1), vergelijking=(WOLDER,))


def test_a_plan_that_slips_before_it_is_adopted_may_move(store):
    found = taken_through(store, CHOSEN, PREPARED, {"van": date(2026, 1, 10)})
    moved = change(store, found.id, found.versie, {"van": date(2026, 6, 1), "vergelijking": [WOLDER]}, by())
    assert moved.vergelijking == (WOLDER,)


# -- what is fixed ----------------------------------------------------------------------------------------------------


def test_what_the_ranking_said_is_fixed_once_chosen(store):
    found = taken_through(store, CHOSEN | {"rangfeiten": FACTS})
    with pytest.raises(Refused, match="ligt vast"):
        change(store, found.id, found.versie, {"rangfeiten": FACTS | {"positie": 44}}, by())


def test_a_closed_agenda_only_takes_more_of_its_conclusion(store):
    closed = {"status": "geevalueerd", "afsluiting": "Minder overlast"}
    found = taken_through(store, CHOSEN, PREPARED, ADOPTED, closed)
    with pytest.raises(Refused, match="alleen de afsluiting"):
        change(store, found.id, found.versie, {"reden": "Om een heel andere reden"}, by())
    longer = change(store, found.id, found.versie, {"afsluiting": "Minder overlast, meer vertrouwen"}, by())
    assert longer.afsluiting.endswith("vertrouwen")


def test_an_area_has_one_open_agenda(store):
    first = candidate(store)
    with pytest.raises(Refused, match="heeft al een agenda"):
        candidate(store)
    candidate(store, gebied=WOLDER)
    dropped = {"status": "afgevallen", "afsluiting": "Andere buurten zijn eerder nodig"}
    change(store, first.id, first.versie, dropped, by())
    second = candidate(store)
    with pytest.raises(Refused, match="heeft al een agenda"):
        change(store, first.id, first.versie + 1, {"status": "kandidaat"}, by())
    assert [(one.gebied, one.status) for one in agendas(store, STAD)] == [
        (BINNENSTAD, "afgevallen"),
        (WOLDER, "kandidaat"),
        (BINNENSTAD, "kandidaat"),
    ]
    assert second.id > first.id


# -- who changed what -------------------------------------------------------------------------------------------------


def test_every_change_says_who_when_and_what_it_was(store):
    found = candidate(store, reden="Eerste tekst over de buurt")
    change(store, found.id, found.versie, {"reden": "Tweede tekst", "van": date(2026, 3, 1)}, by(BRAM, days=2))
    noted = history(store, found.id)
    assert {(one.wie, one.veld, one.oud, one.nieuw, one.versie) for one in noted} == {
        (ANNA, "agenda", None, BINNENSTAD, 1),
        (ANNA, "status", None, "kandidaat", 1),
        (ANNA, "reden", None, "Eerste tekst over de buurt", 1),
        (BRAM, "reden", "Eerste tekst over de buurt", "Tweede tekst", 2),
        (BRAM, "van", None, "2026-03-01", 2),
    }
    assert [one.wie for one in noted[:2]] == [BRAM, BRAM], "newest first"
    assert noted[0].wanneer == by(days=2).wanneer


def test_saving_what_is_already_there_changes_nothing(store):
    found = candidate(store, reden="Zo was het al", themas=("1.4", "1.3"))
    same = change(
        store, found.id, found.versie, {"reden": " Zo was het al ", "themas": ["1.4", "1.3", "1.4"]}, by(BRAM)
    )
    assert same == found


def test_who_is_not_known_is_said_to_be_unknown(store):
    assert candidate(store, by("  ")).gemaakt_door == "onbekend"


def test_text_comes_back_as_it_was_written(store):
    text = "Regel één\r\nRegel twee: 100% ‘<b>’; DROP TABLE agenda;--\x00 €"
    assert candidate(store, reden=text).reden == "Regel één\nRegel twee: 100% ‘<b>’; DROP TABLE agenda;-- €"


# -- actions ----------------------------------------------------------------------------------------------------------

ACTION = NewAction("Meer toezicht in de avond", "minder jeugdoverlast", "jeugdoverlast", trekker="handhaving")


def test_an_action_has_an_aim_an_indicator_and_a_role_that_leads(store):
    found = add_action(store, candidate(store).id, ACTION, by())
    (action,) = found.acties
    assert (action.omschrijving, action.trekker, action.status, action.versie) == (
        "Meer toezicht in de avond",
        "handhaving",
        "gepland",
        1,
    )
    (after,) = change_action(store, action.id, 1, {"status": "loopt"}, by(BRAM)).acties
    assert (after.status, after.versie) == ("loopt", 2)
    last = history(store, found.id)[0]
    assert (last.actie, last.wie, last.veld, last.oud, last.nieuw) == (action.id, BRAM, "status", "gepland", "loopt")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"omschrijving": " "}, "wat er gedaan wordt"),
        ({"doel": ""}, "welk doel"),
        ({"trekker": "Piet"}, "Piet bestaat niet"),
        ({"indicator": "geen"}, "geen bestaat niet"),
        ({"status": "vastgesteld"}, "vastgesteld bestaat niet"),
        ({"doel": "mevr. Jansen is tevreden"}, "de naam van een persoon"),
        ({"van": date(2026, 5, 1), "tot": date(2026, 4, 1)}, "ligt voor het begin"),
    ],
)
def test_an_action_that_is_not_complete_is_refused(store, fields, sentence):
    found = candidate(store)
    with pytest.raises(Refused) as error:
        add_action(store, found.id, NewAction(**vars(ACTION) | fields), by())
    assert sentence in refused(error)
    (action,) = add_action(store, found.id, ACTION, by()).acties
    with pytest.raises(Refused):
        change_action(store, action.id, 1, fields, by())
    assert agenda(store, found.id).acties == (action,)


# -- two people at one row --------------------------------------------------------------------------------------------


def test_the_second_hears_what_the_first_changed_and_can_still_save(store):
    seen = candidate(store, reden="Zoals het was, bij het begin")
    change(store, seen.id, seen.versie, {"partners": ["politie"]}, by(ANNA, days=1))
    change(store, seen.id, seen.versie + 1, {"reden": "Zoals Anna het ziet"}, by(ANNA, days=2))
    with pytest.raises(Changed) as error:
        change(store, seen.id, seen.versie, {"reden": "Zoals Bram het ziet"}, by(BRAM, days=3))
    told = str(error.value)
    assert told.startswith(f"{ANNA} heeft dit intussen gewijzigd (17 januari 2026, 13:00).")
    assert "reden: van “Zoals het was, bij het begin” naar “Zoals Anna het ziet”" in told
    assert "partners: van “leeg” naar “politie”" in told, "all that was not seen, not only the last"
    assert agenda(store, seen.id).reden == "Zoals Anna het ziet"
    after = change(store, seen.id, error.value.versie, {"reden": "Zoals Bram het ziet"}, by(BRAM, days=3))
    assert (after.reden, after.partners) == ("Zoals Bram het ziet", ("politie",))


def test_the_second_at_an_action_hears_it_too(store):
    (action,) = add_action(store, candidate(store).id, ACTION, by()).acties
    change_action(store, action.id, 1, {"status": "loopt"}, by(ANNA))
    with pytest.raises(Changed, match="status: van “gepland” naar “loopt”"):
        change_action(store, action.id, 1, {"doel": "nog minder overlast"}, by(BRAM))


def test_two_people_at_two_actions_do_not_hinder_each_other(store):
    found = candidate(store)
    add_action(store, found.id, ACTION, by())
    one, other = add_action(store, found.id, ACTION, by()).acties
    change_action(store, one.id, one.versie, {"status": "loopt"}, by(ANNA))
    change_action(store, other.id, other.versie, {"status": "klaar"}, by(BRAM))
    after = change(store, found.id, found.versie, {"reden": "De agenda zelf veranderde niet"}, by())
    assert [action.status for action in after.acties] == ["loopt", "klaar"]


def test_of_people_who_save_at_the_very_same_moment_one_is_first(store):
    found = candidate(store, reden="Zoals het was, bij het begin")
    people, start = [f"persoon{number}@gemeente.example" for number in range(6)], Barrier(6)

    def save(who):
        start.wait()
        try:
            return change(store, found.id, found.versie, {"reden": f"Tekst van {who[:8]}"}, by(who)).gewijzigd_door
        except Changed as error:
            return error

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(save, people))
    saved = [who for who in told if isinstance(who, str)]
    assert len(saved) == 1
    assert [one.wie for one in history(store, found.id) if one.versie == 2] == saved
    assert {error.versie for error in told if error not in saved} == {2}
    assert all(str(error).startswith(f"{saved[0]} heeft dit intussen") for error in told if error not in saved)


def test_of_people_who_nominate_one_area_at_the_same_moment_one_is_first(store):
    start = Barrier(6)

    def save(number):
        start.wait()
        try:
            return candidate(store, by(f"persoon{number}"))
        except Refused:
            return None

    with ThreadPoolExecutor(6) as pool:
        kept = [found for found in pool.map(save, range(6)) if found]
    assert agendas(store, STAD) == tuple(kept)
    assert len(kept) == 1
