"""The declared implementation agendas: what they name exists, and nobody is named in them."""

import re

import pytest

from analytics import actions, programmes, roles
from analytics.agenda import declared
from analytics.store.texts import problems_of_text

PLANS = list(actions.load_all().values())
ALL = [action for plan in PLANS for action in plan.actie]
NAMES = {  # what is written with a capital in the middle of a text: organisations, laws, places; nobody
    "BIO", "Belgische", "Bevi", "Brzo", "Buurtenaanpak", "C-evenementen", "ENSIA", "Euregio", "Flexteam", "Frontière",
    "Limburgse", "MIK", "Maasplassen", "Noord-Limburg", "Omgevingswet", "Ondernemen", "Opiumwet", "RIEC", "Top",
    "Veilig", "Veiligheidshuis", "Veiligheidshuizen", "Wittevrouwenveld", "X", "X-aanpak", "X-persoon", "Zorg", "Zuid-",
    "Zuid-Limburg", "A-", "B-", "Vastgoed",
}  # fmt: skip
by_id = {"ids": lambda item: item.id}


def test_the_three_agendas_are_declared():
    assert {plan.programma: len(plan.actie) for plan in PLANS} == {"up15": 138, "mjp19": 66, "ivp19": 91}
    assert [plan.id for plan in actions.plans("GM0935")] == ["up15", "mjp19"]
    assert [plan.id for plan in actions.plans("GM1641")] == ["ivp19"]
    assert actions.plans("GM0034") == ()


def test_every_action_has_an_id_of_its_own_and_is_said_once():
    assert len({action.id for action in ALL}) == len(ALL)
    for plan in PLANS:
        assert len({(action.actie, action.thema) for action in plan.actie}) == len(plan.actie)


@pytest.mark.parametrize("plan", PLANS, **by_id)
def test_an_action_belongs_to_its_programme(plan):
    programme = programmes.programme(plan.programma)
    assert plan.document == programme.document
    for action in plan.actie:
        assert action.id.startswith(f"{plan.programma}-")
        assert not action.doel or programmes.programme_of(action.doel) == programme
        assert all(programme.van <= year <= programme.tot for year in (action.van, action.tot) if year)
        assert len(set(action.partners)) == len(action.partners)
        assert action.actie[0].isupper()
        assert not action.actie.endswith(".")


def test_nobody_is_named_in_an_action():
    texts = [f"{action.actie} {action.termijn}" for action in ALL]
    assert not [problem for text in texts for problem in problems_of_text("actie", text, 2 * actions.LONGEST)]
    assert {name for text in texts for name in re.findall(r"(?<=[\s(])[A-ZÀ-Ý][\w-]*", text)} <= NAMES


def test_every_theme_under_which_something_is_done_is_reached_from_the_actions():
    for gemeente in ("GM0935", "GM1641"):
        found = actions.actions(gemeente)
        codes = {action.thema for action in found}
        assert sum(len(actions.of_theme(gemeente, code)) for code in codes) == len(found)


def test_an_action_is_found_by_its_id():
    first = actions.actions("GM1641")[0]
    assert actions.action(first.id) == first


def test_an_agenda_offers_the_same_roles():
    assert declared().rollen == roles.roles()
    assert all(re.fullmatch("[a-z_]+", id_) and word for id_, word in roles.roles().items())
    used = {role for action in ALL for role in (*action.partners, action.trekker) if role}
    assert used <= set(roles.roles())
