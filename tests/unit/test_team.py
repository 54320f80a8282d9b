"""Who may keep the agendas: a role of its own, given like the one to refresh."""

import pytest

from analytics import access
from analytics.access import Rol, Visitor

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
