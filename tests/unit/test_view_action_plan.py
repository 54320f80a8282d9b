"""The Uitvoeringsagenda in words: how far, what is past its term, and when an action began beside a chart."""

from datetime import UTC, date, datetime

import pytest

from analytics import actions, indicators, programmes
from analytics.areas import Area, Niveau
from analytics.errors import WrongUsage
from analytics.progress import OwnAction, Progress, Said
from analytics.store.declared import declared
from analytics.tables import sheet
from analytics.views import action_plan, plan_form
from analytics.views.action_plan import Choice
from analytics.views.action_starts import begun
from analytics.views.annotations import noted
from analytics.views.plan_actions import UNTOLD, by_action, every, quarters, standing
from analytics.views.plan_words import COUNTS
from tests.builders import STAD, cells, publish

WHEN = datetime(2026, 1, 15, 12, tzinfo=UTC)
K2, K3, K4, NEXT = date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1)


def own(nummer=1, **changed):
    """An action of the team; a test names only what it is about."""
    fields = {
        "nummer": nummer,
        "versie": 1,
        "gemeente": STAD,
        "programma": "mjp23",
        "thema": "1.3",
        "actie": "Fietsen graveren",
        "van": None,
        "tot": None,
        "trekker": "handhaving",
        "partners": ("bewoners", "politie"),
        "doel": "",
        "ingetrokken": False,
        "gemaakt": WHEN,
        "gemaakt_door": "anna",
        "gewijzigd": WHEN,
        "gewijzigd_door": "bram",
    }
    return OwnAction(**fields | changed)


def told(status, kwartaal, actie="eigen-1", text="", versie=1):
    return Progress(Said(STAD, actie, kwartaal, status, text), "anna", WHEN, versie)


def built(those, found=(), **changed):
    chosen = Choice(**{"programma": "mjp23", "thema": "", "kwartaal": K4} | changed)
    return action_plan.build(STAD, those, found, chosen)


def state(found, kwartaal=K4, **changed):
    (action,) = [one for one in every(STAD, [own(**changed)]) if one.id == "eigen-1"]
    return standing(action, kwartaal, by_action(found))


# -- how far ----------------------------------------------------------------------------------------------------------


def test_not_reported_is_something_else_than_planned():
    assert state([]).status == UNTOLD
    assert state([told("gepland", K4)]).status == "gepland"


def test_the_report_of_the_quarter_counts_and_not_a_later_one():
    found = [told("klaar", NEXT), told("vertraagd", K4), told("loopt", K3)]
    assert state(found).status == "vertraagd"
    assert state(found, K3).status == "loopt"


def test_what_ran_earlier_is_not_said_to_run_still():
    now = state([told("loopt", K3)])
    assert (now.status, now.told, now.earlier.said.kwartaal) == (UNTOLD, None, K3)


@pytest.mark.parametrize("status", ["klaar", "gestopt"])
def test_what_is_final_stays_so_until_something_else_is_said(status):
    assert state([told(status, K2)]).status == status
    assert state([told(status, K2), told("loopt", K3)]).status == UNTOLD


@pytest.mark.parametrize(
    ("tot", "found", "over"),
    [
        (None, [], False),
        (date(2025, 9, 30), [], True),
        (date(2025, 10, 1), [], False),
        (date(2025, 6, 1), [told("loopt", K4)], True),
        (date(2025, 6, 1), [told("klaar", K2)], False),
        (date(2025, 6, 1), [told("gestopt", K4)], False),
        (date(2025, 6, 1), [told("klaar", NEXT)], True),
    ],
)
def test_past_its_term_is_what_ended_before_the_quarter_and_was_not_reported_finished(tot, found, over):
    assert state(found, tot=tot).over is over


def test_a_declared_action_ends_with_its_last_year():
    ended = next(one for one in every(STAD, []) if one.id == actions.plans(STAD)[0].actie[0].id)
    assert ended.einde == date(2016, 12, 31)


# -- the list ---------------------------------------------------------------------------------------------------------


def test_the_answer_counts_what_is_known_and_what_is_past_its_term():
    those = [own(1), own(2), own(3, tot=date(2025, 1, 1)), own(4, ingetrokken=True)]
    alone = "Er staat 1 actie in deze agenda; over kwartaal 4 van 2025: nog niet gemeld. Van 1 is de termijn voorbij"
    assert built(those[2:]).answer.startswith(alone)
    view = built(those, [told("loopt", K4), told("loopt", K4, "eigen-2")])
    assert view.answer == (
        "Over kwartaal 4 van 2025 is van 2 van de 3 acties de stand bekend: 2 lopen. "
        "Van 1 is de termijn voorbij zonder dat gemeld is dat zij klaar of gestopt is."
    )
    assert built(those).answer.startswith("Over kwartaal 4 van 2025 is van geen van de 3 acties de stand bekend.")
    assert built([]).answer == "Er staan nog geen acties in deze agenda."


def test_the_answer_says_that_a_programme_is_over():
    found = [built([], programma=id_).answer for id_ in ("mjp19", "")]
    assert ["Dit programma liep tot en met 2022." in answer for answer in found] == [True, False]
    assert "liep tot" not in built([], programma="mjp19", kwartaal=date(2022, 10, 1)).answer


def test_every_theme_says_how_far_its_actions_are_with_the_overdue_first():
    those = [own(1), own(2, tot=date(2025, 1, 1)), own(3, thema="1.1")]
    view = built(those, [told("klaar", K4)])
    assert [(row.id, row.group) for row in view.table.rows] == [
        ("eigen-3", "1.1 Sociale kwaliteit: 1 nog niet gemeld"),
        *(
            (id_, "1.3 Veelvoorkomende en 'high impact'-criminaliteit: 1 klaar · 1 nog niet gemeld · 1 over de termijn")
            for id_ in ("eigen-2", "eigen-1")
        ),
    ]


def test_a_shorter_list_says_the_same_of_its_themes():
    those = [own(1), own(2, tot=date(2025, 1, 1)), own(3)]
    whole, late = built(those, [told("klaar", K4)]), built(those, [told("klaar", K4)], status=action_plan.OVER)
    assert [row.id for row in late.table.rows] == ["eigen-2"]
    assert (late.answer, late.table.rows[0].group) == (whole.answer, whole.table.rows[0].group)
    untold = built(those, [told("klaar", K4)], status=UNTOLD)
    assert {row.id for row in untold.table.rows} == {"eigen-2", "eigen-3"}
    nothing = built(those, status="gestopt")
    assert nothing.table is None
    assert nothing.answer.endswith("Geen enkele actie past bij deze keuze.")


def test_a_row_says_who_when_and_what_it_should_move():
    goal = programmes.target("mjp19-woninginbraak")
    late = own(doel=goal.id, van=date(2025, 3, 1), tot=date(2025, 6, 30))
    view = built([late, own(2)], [told("loopt", K3, text="Op drie plekken")])
    shown = cells(view.table)["eigen-1"]
    assert shown["stand"]["text"] == "nog niet gemeld (eerder: loopt)"
    assert shown["termijn"]["text"] == "1 maart 2025 tot en met 30 juni 2025: voorbij"
    assert shown["termijn"]["class"] == "attention"
    assert shown["trekker"]["text"] == "gemeente: handhaving"
    assert shown["partners"]["text"] == "bewoners en politie"
    assert shown["doel"]["href"] == "/doelen?doel=mjp19-woninginbraak"
    taken = sheet(view.table, title="", subtitle="", notes=()).rows[0]
    assert (taken["toelichting"], taken["thema"][:3], taken["doel"]) == ("Op drie plekken", "1.3", goal.naam)
    assert "toegevoegd door het team (bram" in taken["vindplaats"]


def test_one_action_in_full():
    action, now = built([own()], [told("loopt", K4, text="Op drie plekken")]).by_row["eigen-1"]
    found = dict(action_plan.facts(action, now, K4))
    assert found["Stand over kwartaal 4 van 2025"] == (
        "Loopt (gemeld over kwartaal 4 van 2025 door anna, 15 januari 2026, 13:00): Op drie plekken"
    )
    assert (found["Termijn"], found["Doel"]) == ("–", "geen doel aan te wijzen")
    action, now = built([own(trekker="", partners=())], [told("loopt", K3)]).by_row["eigen-1"]
    found = dict(action_plan.facts(action, now, K4))
    assert found["Stand over kwartaal 4 van 2025"].startswith("Nog niet gemeld. Eerder: Loopt (gemeld over kwartaal 3")
    assert found["Trekker"] == found["Partners"] == "niet genoemd"


@pytest.mark.parametrize(
    ("programma", "those", "documents"),
    [
        ("mjp19", [], "Uitvoeringsagenda 2019-2020 (MJP Veiligheid 2019-2022)"),
        ("mjp19", [own()], "Uitvoeringsagenda 2019-2020 (MJP Veiligheid 2019-2022)"),
        ("mjp19", [own(programma="mjp19", ingetrokken=True)], "Uitvoeringsagenda 2019-2020 (MJP Veiligheid 2019-2022)"),
        (
            "mjp19",
            [own(programma="mjp19")],
            "Uitvoeringsagenda 2019-2020 (MJP Veiligheid 2019-2022); acties van het team",
        ),
        ("mjp23", [own()], "acties van het team"),
    ],
)
def test_the_source_names_the_documents_and_the_team(tmp_path, programma, those, documents):
    manifest = publish(tmp_path).manifest()
    found = action_plan.source(STAD, those, Choice(programma, "", K4), manifest)
    assert found.line.startswith(
        f"Bron: {documents} · stand van zaken: gemeld door het team, over kwartaal 4 van 2025 · gegevens van"
    )
    assert dict(found.notes)["Bron"] == documents


def test_every_declared_status_can_be_counted():
    assert {*COUNTS} == {*declared().voortgang, UNTOLD}
    assert {*action_plan.status_choices()} == {"", action_plan.OVER, UNTOLD, *declared().voortgang}


@pytest.mark.parametrize("gemeente", ["GM0935", "GM1641"])
def test_every_declared_action_is_a_row_with_a_term(gemeente):
    view = action_plan.build(gemeente, [], [], Choice("", "", K4))
    assert len(view.table.rows) == len(actions.actions(gemeente))
    assert all(row.cells["termijn"].value for row in view.table.rows)
    assert all(row.cells["vindplaats"].value for row in view.table.rows)


@pytest.mark.parametrize(
    ("ending", "term"),
    [
        ({"van": 2019, "tot": 2019}, "2019"),
        ({"van": 2019, "tot": 2020}, "2019–2020"),
        ({"van": 2019}, "vanaf 2019"),
        ({"van": 2019, "termijn": "doorlopend"}, "vanaf 2019, doorlopend"),
        ({"van": 2019, "tot": 2019, "termijn": "eerste helft 2019"}, "eerste helft 2019"),
        ({"termijn": "doorlopend"}, "doorlopend"),
    ],
)
def test_a_term_does_not_say_the_same_twice(monkeypatch, ending, term):
    plan = actions.plans(STAD)[-1]
    kept = {"van": None, "tot": None, "termijn": ""} | ending
    plan = plan.model_copy(update={"actie": (plan.actie[0].model_copy(update=kept),)})
    monkeypatch.setattr(actions, "plans", lambda _gemeente: (plan,))
    (shown,) = every(STAD, [])
    assert shown.termijn == term


# -- choices ----------------------------------------------------------------------------------------------------------


def test_programmes_on_offer_have_actions_or_are_in_force():
    today = date(2026, 1, 15)
    assert [*action_plan.programme_choices(STAD, [], today)] == ["", "mjp23", "mjp19", "up15"]
    assert [*action_plan.programme_choices(STAD, [], date(2030, 1, 1))] == ["", "mjp19", "up15"]
    assert [*action_plan.programme_choices(STAD, [own(programma="mjp15")], date(2030, 1, 1))][-1] == "mjp15"
    assert action_plan.programme_choices("GM0034", [], today) == {}


def test_the_page_opens_with_the_newest_actions_or_those_of_a_link():
    assert action_plan.default_programme(STAD, []) == "mjp19"
    assert action_plan.default_programme(STAD, [own()]) == "mjp23"
    assert action_plan.default_programme(STAD, [own()], actions.plans(STAD)[0].actie[0].id) == "up15"
    assert action_plan.default_programme(STAD, [own()], "niets") == "mjp23"
    assert action_plan.default_programme("GM0034", []) == ""


def test_only_themes_with_actions_are_on_offer():
    assert [*action_plan.theme_choices(STAD, [own(), own(2, thema="1.1")], "mjp23")] == ["", "1.1", "1.3"]


def test_quarters_go_back_to_the_first_programme():
    found = quarters(STAD, date(2025, 11, 20))
    assert [*found][:2] == ["2025-Q4", "2025-Q3"]
    assert found["2025-Q4"] == K4
    assert [*found][-1] == "2015-Q1"
    assert [*quarters("GM0034", date(2025, 5, 1))] == ["2025-Q2", "2025-Q1"]


# -- the form ---------------------------------------------------------------------------------------------------------


def test_a_new_action_begins_with_what_is_on_the_screen():
    typed = plan_form.typed(None, STAD, "mjp19", "1.3")
    made = plan_form.new(typed | {"actie": "Iets", "van": "1-3-2026", "partners": ["politie"]}, STAD)
    assert (made.programma, made.thema, made.van, made.tot) == ("mjp19", "1.3", date(2026, 3, 1), None)
    assert plan_form.typed(None, STAD, "", "")["programma"] == "mjp23"


def test_opening_and_saving_changes_nothing_and_only_what_changed_is_saved():
    kept = own(van=date(2025, 3, 1), doel="mjp19-woninginbraak")
    typed = plan_form.typed(kept, STAD, "", "")
    assert plan_form.changed(typed, kept) == {}
    assert plan_form.changed(typed | {"thema": "1.1", "van": ""}, kept) == {"thema": "1.1", "van": None}
    with pytest.raises(WrongUsage, match=r"Begin: “ooit”[^\n]*\nEinde: “31-2-2025”"):
        plan_form.changed(typed | {"van": "ooit", "tot": "31-2-2025"}, kept)


def test_what_is_kept_can_be_chosen_again():
    kept = own(doel="mjp19-woninginbraak")
    assert kept.doel in plan_form.target_names(STAD)
    assert kept.programma in plan_form.programme_names(STAD)
    assert kept.thema in plan_form.theme_names()
    assert kept.trekker in plan_form.lead_names()
    assert plan_form.name(own(ingetrokken=True)) == "Fietsen graveren (ingetrokken)"


# -- beside a chart ---------------------------------------------------------------------------------------------------

GOAL = programmes.target("mjp19-woninginbraak")
MOVES = next(one for one in actions.plans(STAD)[-1].actie if one.doel and programmes.target(one.doel).indicator)


def test_an_own_action_begins_on_its_day():
    (one,) = begun(STAD, [own(doel=GOAL.id, van=date(2025, 5, 20))], [])
    assert (one.van, one.tot, one.indicatoren) == (date(2025, 5, 20), None, (GOAL.indicator,))
    assert (one.tekst, one.gewijzigd_door) == ("Start actie: Fietsen graveren", "bram")


@pytest.mark.parametrize(
    "changed",
    [
        {"ingetrokken": True, "doel": GOAL.id, "van": K2},
        {"doel": "", "van": K2},
        {"doel": "mjp19-overval-woning", "van": K2},  # has no indicator
        {"doel": GOAL.id},
    ],
)
def test_without_a_day_or_an_indicator_there_is_nothing_to_show(changed):
    assert begun(STAD, [own(**changed)], []) == ()


def test_an_own_action_that_was_reported_but_never_as_running_did_not_begin():
    those = [own(doel=GOAL.id, van=K2)]
    assert begun(STAD, those, [told("gepland", K3)]) == ()
    assert begun(STAD, those, [told("gestopt", K3)]) == ()
    assert begun(STAD, those, [told("gepland", K3), told("klaar", K4)])[0].van == K2


def test_a_declared_action_begins_in_the_quarter_in_which_it_ran_after_being_planned():
    found = [told("gepland", K3, MOVES.id), told("loopt", K4, MOVES.id), told("loopt", NEXT, MOVES.id)]
    (one,) = begun(STAD, [], found)
    assert (one.van, one.tot, one.toelichting) == (K4, date(2025, 12, 31), "Begonnen in dit kwartaal.")


def test_or_in_a_quarter_of_the_year_of_its_plan():
    (one,) = begun(STAD, [], [told("loopt", date(2019, 4, 1), MOVES.id)])
    assert (one.van, one.tot) == (date(2019, 4, 1), date(2019, 6, 30))


def test_a_first_report_long_after_the_plan_does_not_say_when_it_began():
    assert begun(STAD, [], [told("loopt", K4, MOVES.id)]) == ()


def test_the_list_of_a_chart_says_that_an_action_began():
    those = begun(STAD, [own(doel=GOAL.id, van=date(2025, 5, 20))], [])
    shown = [indicators.load(GOAL.indicator)]
    areas = {STAD: Area(STAD, "Maastricht", Niveau.GEMEENTE)}
    found = noted(those, shown, STAD, areas, (date(2023, 1, 1), date(2025, 12, 1)))
    assert [head for head, _body in found.lines(*shown)] == ["A · 20 mei 2025, begin van een actie"]
    assert [note.tekst for note in found.on(shown[0])] == ["Start actie: Fietsen graveren"]
