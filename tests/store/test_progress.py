"""How far actions are, and the actions of the team itself: the newest counts, nothing is lost, nobody is named."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest

from analytics import actions
from analytics.errors import NotFound, WrongUsage
from analytics.progress import (
    NewOwn,
    Progress,
    Said,
    add_own,
    change_own,
    history,
    own_actions,
    report,
    reports,
    withdraw_own,
)
from analytics.progress.reporting import word
from analytics.store import Changed, Refused, store_of
from analytics.store.declared import declared
from tests.builders import ELDERS, STAD
from tests.store.conftest import ANNA, BRAM, NOW, by

ACTION, OTHER = (one.id for one in actions.actions(STAD)[:2])
K3, K4 = date(2025, 7, 1), date(2025, 10, 1)
RUNS = Said(STAD, ACTION, K3, "loopt", "Twee avonden gehouden")
NEW = NewOwn(STAD, "mjp23", "1.3", "Fietsen graveren op het station", partners=("politie",), trekker="handhaving")


# -- reports ----------------------------------------------------------------------------------------------------------


def test_a_report_comes_back_with_who_and_when(store):
    kept = report(store, replace(RUNS, toelichting=" Twee avonden gehouden\r\n"), by())
    assert kept == Progress(RUNS, ANNA, NOW, 1)
    assert reports(store, STAD) == (kept,)


def test_of_a_quarter_the_newest_counts_and_the_earlier_ones_are_kept(store):
    first = report(store, RUNS, by())
    second = report(store, replace(RUNS, status="klaar"), by(BRAM, days=2), seen=1)
    later = report(store, replace(RUNS, kwartaal=K4, status="gestopt"), by(days=3))
    other = report(store, replace(RUNS, actie=OTHER), by())
    assert set(reports(store, STAD)) == {second, later, other}
    assert history(store, STAD, ACTION) == (later, second, first)


def test_another_municipality_has_reports_of_its_own(store):
    report(store, RUNS, by())
    assert reports(store, ELDERS) == ()
    assert history(store, ELDERS, ACTION) == ()


def test_looking_makes_no_database(tmp_path):
    store = store_of(tmp_path)
    assert reports(store, STAD) == history(store, STAD, ACTION) == own_actions(store, STAD) == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"status": ""}, "Kies hoe ver de actie is"),
        ({"status": "mooi"}, "Kies hoe ver de actie is"),
        ({"toelichting": "Volgens dhr. Jansen"}, "de naam van een persoon"),
        ({"toelichting": "x" * 1001}, "1.000 is het meeste"),
        ({"kwartaal": date(2025, 8, 1)}, "Een kwartaal begint op"),
        ({"kwartaal": date(2025, 7, 2)}, "Een kwartaal begint op"),
        ({"kwartaal": date(2026, 4, 1)}, "2026 k2 is nog niet begonnen"),
        ({"actie": "mjp19-999"}, "Er is geen actie mjp19-999 in deze gemeente"),
        ({"actie": actions.actions("GM1641")[0].id}, "in deze gemeente"),
        ({"actie": "eigen-1"}, "Er is geen actie eigen-1"),
        ({"actie": "eigen-x"}, "Er is geen actie eigen-x"),
    ],
)
def test_what_is_not_complete_or_not_allowed_is_refused(store, changed, sentence):
    with pytest.raises(Refused) as error:
        report(store, replace(RUNS, **changed), by())
    assert sentence in " ".join(error.value.problems)
    assert reports(store, STAD) == ()


def test_the_quarter_that_runs_can_be_reported(store):
    assert report(store, replace(RUNS, kwartaal=date(2026, 1, 1)), by()).versie == 1


def test_the_second_hears_what_the_first_said_and_can_still_save(store):
    report(store, RUNS, by())
    told = rf"{ANNA} heeft .* gemeld \(15 januari 2026.*: loopt \(“Twee avonden gehouden”\)"
    with pytest.raises(Changed, match=told) as error:
        report(store, replace(RUNS, status="klaar"), by(BRAM))
    assert reports(store, STAD)[0].said.status == "loopt"
    assert report(store, replace(RUNS, status="klaar"), by(BRAM), seen=error.value.versie).versie == 2


def test_of_people_who_report_at_the_very_same_moment_one_is_first(store):
    ready = Barrier(4)

    def tell(number):
        ready.wait()
        try:
            return report(store, RUNS, by(f"wie {number}"))
        except Changed as error:
            return error

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(tell, range(4)))
    assert sum(isinstance(one, Progress) for one in told) == 1
    assert len(history(store, STAD, ACTION)) == 1


def test_every_status_has_a_word():
    assert set(declared().voortgang) == {"gepland", "loopt", "klaar", "gestopt", "vertraagd"}
    assert word("klaar") == "klaar"
    assert word("van vroeger") == "van vroeger"


# -- actions of the team ----------------------------------------------------------------------------------------------


def test_an_own_action_comes_back_and_can_be_reported_on(store):
    kept = add_own(store, replace(NEW, actie="  Fietsen graveren\nop het station "), by())
    assert own_actions(store, STAD) == (kept,)
    assert (kept.actie, kept.partners, kept.trekker, kept.versie) == (NEW.actie, ("politie",), "handhaving", 1)
    assert (kept.gemaakt_door, kept.gemaakt, kept.id) == (ANNA, NOW, "eigen-1")
    assert report(store, replace(RUNS, actie=kept.id), by()).said.actie == kept.id
    assert own_actions(store, ELDERS) == ()


def test_changing_is_kept_with_who_and_a_new_version(store):
    kept = add_own(store, NEW, by())
    after = change_own(store, kept.nummer, 1, {"van": date(2025, 9, 1)}, by(BRAM))
    assert (after.van, after.versie, after.gewijzigd_door, after.gemaakt_door) == (date(2025, 9, 1), 2, BRAM, ANNA)
    same = change_own(store, kept.nummer, 2, {"van": date(2025, 9, 1)}, by())
    assert (same.versie, same.gewijzigd_door) == (2, BRAM), "nothing changed, so nobody changed it"


def test_what_is_withdrawn_stays_but_is_reported_on_no_more(store):
    kept = add_own(store, NEW, by())
    report(store, replace(RUNS, actie=kept.id), by())
    gone = withdraw_own(store, kept.nummer, 1, by(BRAM))
    assert own_actions(store, STAD) == (gone,)
    assert (gone.ingetrokken, gone.versie) == (True, 2)
    assert len(history(store, STAD, kept.id)) == 1
    with pytest.raises(Refused):
        report(store, replace(RUNS, actie=kept.id, kwartaal=K4), by())
    assert not change_own(store, kept.nummer, 2, {"ingetrokken": False}, by()).ingetrokken


def test_another_municipality_cannot_report_on_it(store):
    kept = add_own(store, NEW, by())
    with pytest.raises(Refused):
        report(store, Said("GM1641", kept.id, K3, "loopt"), by())


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"actie": " x "}, "Schrijf op wat er gedaan wordt"),
        ({"actie": "x" * 201}, "200 is het meeste"),
        ({"actie": "Mevrouw Jansen belt aan"}, "de naam van een persoon"),
        ({"van": date(2026, 2, 1), "tot": date(2026, 1, 1)}, "Het einde (1 januari 2026) ligt voor het begin"),
        ({"programma": "ivp19"}, "Kies bij welk programma"),
        ({"programma": ""}, "Kies bij welk programma"),
        ({"thema": "9.9"}, "Kies bij welk thema"),
        ({"trekker": "baas"}, "baas is geen rol"),
        ({"partners": ("baas",)}, "baas is geen rol"),
        ({"partners": ("handhaving", "politie")}, "De trekker staat ook bij de partners"),
        ({"doel": "ivp19-woninginbraak"}, "geen doel van deze gemeente"),
    ],
)
def test_an_action_that_is_not_right_is_refused(store, changed, sentence):
    with pytest.raises(Refused) as error:
        add_own(store, replace(NEW, **changed), by())
    assert sentence in " ".join(error.value.problems)
    assert own_actions(store, STAD) == ()
    kept = add_own(store, NEW, by())
    with pytest.raises(Refused):
        change_own(store, kept.nummer, 1, changed, by())
    assert own_actions(store, STAD) == (kept,)


def test_two_people_at_one_action(store):
    kept = add_own(store, NEW, by())
    change_own(store, kept.nummer, 1, {"actie": "Zoals Bram het ziet"}, by(BRAM))
    with pytest.raises(Changed, match=rf"{BRAM} heeft deze actie .*“Zoals Bram het ziet”") as error:
        change_own(store, kept.nummer, 1, {"thema": "1.2"}, by())
    after = change_own(store, kept.nummer, error.value.versie, {"thema": "1.2"}, by())
    assert (after.actie, after.thema) == ("Zoals Bram het ziet", "1.2")


def test_two_people_at_the_very_same_moment(store):
    kept, ready = add_own(store, NEW, by()), Barrier(4)

    def alter(number):
        ready.wait()
        try:
            return change_own(store, kept.nummer, 1, {"actie": f"Actie {number}"}, by(f"wie {number}"))
        except Changed as error:
            return error

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(alter, range(4)))
    assert sum(not isinstance(one, Changed) for one in told) == 1
    assert own_actions(store, STAD)[0].versie == 2


def test_what_is_not_there_or_cannot_be_changed(store):
    with pytest.raises(NotFound, match="nummer 7"):
        change_own(store, 7, 1, {"actie": "Iets anders"}, by())
    with pytest.raises(WrongUsage, match="gemaakt"):
        change_own(store, 7, 1, {"gemaakt": NOW}, by())
