"""Who may keep the agendas: a role of its own, given like the one to refresh."""

import pytest

from analytics import access
from analytics.access import Rol, Visitor
from pages.shared import visitor as visitor_of_this_run

ANNA = Visitor(login=True, name="Anna", email="Anna@gemeente.example", groups=frozenset({"Team-Veiligheid"}))
HERE = Visitor(own_machine=True)
SOMEWHERE = Visitor()


@pytest.mark.parametrize(
    ("visitor", "team", "verversers", "roles"),
    [
        (ANNA, "team-veiligheid", "", {Rol.TEAM}),
        (ANNA, "anna@gemeente.example", "onderzoek", {Rol.TEAM}),
        (ANNA, "", "anna@gemeente.example", {Rol.VERVERSEN}),
        (ANNA, "team-veiligheid", "anna@gemeente.example", {Rol.TEAM, Rol.VERVERSEN}),
        (ANNA, "bert@gemeente.example", "", set()),
        (ANNA, "", "", set()),
        (HERE, "", "", {Rol.TEAM, Rol.VERVERSEN}),
        (HERE, "team-veiligheid", "", {Rol.VERVERSEN}),
        (HERE, "", "onderzoek", {Rol.TEAM}),
        (SOMEWHERE, "", "", set()),
        (SOMEWHERE, "team-veiligheid", "", set()),
    ],
)
def test_each_role_is_given_by_its_own_setting(configured, visitor, team, verversers, roles):
    configured(team=team, verversers=verversers)
    assert access.rollen(visitor) == {Rol.RAADPLEGEN} | roles
    assert access.rol(visitor) is (Rol.VERVERSEN if Rol.VERVERSEN in roles else Rol.RAADPLEGEN)


@pytest.mark.parametrize(
    ("visitor", "burgemeester", "is_mayor"),
    [
        (ANNA, " ANNA@gemeente.example, kabinet", True),
        (ANNA, "team-veiligheid", True),
        (ANNA, "kabinet", False),
        (ANNA, "", False),
        (HERE, "", False),
        (SOMEWHERE, "kabinet", False),
    ],
)
def test_the_mayor_is_somebody_who_is_named(configured, visitor, burgemeester, is_mayor):
    configured(burgemeester=burgemeester)
    assert (Rol.BURGEMEESTER in access.rollen(visitor)) is is_mayor


@pytest.mark.parametrize(
    ("who", "opens"),
    [
        ({"burgemeester": "anna@gemeente.example"}, True),
        ({"burgemeester": "anna@gemeente.example", "team": "team-veiligheid"}, False),
        ({"team": "team-veiligheid"}, False),
        ({}, False),
    ],
)
def test_the_briefing_opens_for_the_mayor_who_is_not_in_the_team(configured, monkeypatch, who, opens):
    configured(**who)
    monkeypatch.setattr(visitor_of_this_run, "current", lambda: ANNA)
    assert visitor_of_this_run.opens_with_briefing() is opens
