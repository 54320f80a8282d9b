"""Declarations of implementation agendas: every way in which an action can be wrong."""

import pytest

from analytics import actions
from analytics.actions import ActionPlan
from analytics.errors import NotFound, VeiligheidError
from analytics.programmes import read_files

PLAN = """
programma = "ivp19"
naam = "Agenda"
document = "IVP 2019-2022"

[[actie]]
id = "ivp19-001"
thema = "1.3"
actie = "Voorlichten"
van = 2019
tot = 2020
partners = ["politie"]
trekker = "team_veiligheid"
doel = "ivp19-woninginbraak"
vindplaats = "bijlage 2"
"""


def read(tmp_path, text):
    (tmp_path / "ivp19.toml").write_text(text, "utf-8")
    return read_files(tmp_path, ActionPlan)["ivp19"]


def test_an_agenda_is_read_by_the_name_of_its_file(tmp_path):
    plan = read(tmp_path, PLAN)
    (action,) = plan.actie
    assert (plan.id, action.van, action.tot, action.partners) == ("ivp19", 2019, 2020, ("politie",))


def test_a_term_in_words_is_enough(tmp_path):
    (action,) = read(tmp_path, PLAN.replace("van = 2019\ntot = 2020", 'termijn = "doorlopend"')).actie
    assert (action.van, action.tot, action.termijn) == (None, None, "doorlopend")


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('programma = "ivp19"', 'programma = "ivp99"', "onbekend programma ivp99"),
        ('thema = "1.3"', 'thema = "6.1"', "onbekend thema 6.1"),
        ('partners = ["politie"]', 'partners = ["agent"]', "onbekende rol: agent"),
        ('trekker = "team_veiligheid"', 'trekker = "baas"', "onbekende rol: baas"),
        ('trekker = "team_veiligheid"', 'trekker = "politie"', "staat ook bij de partners"),
        ('doel = "ivp19-woninginbraak"', 'doel = "ivp19-iets"', "Er is geen doel ivp19-iets"),
        ("van = 2019\ntot = 2020\n", "", "noemt een jaar of een termijn"),
        ("tot = 2020", "tot = 2018", "tot vraagt een van"),
        ("van = 2019\n", 'termijn = "later"\n', "tot vraagt een van"),
        ("Voorlichten", "V" * 121, "actie"),
    ],
)
def test_a_wrong_action_is_refused_with_what_is_wrong(tmp_path, before, after, problem):
    with pytest.raises(VeiligheidError) as caught:
        read(tmp_path, PLAN.replace(before, after, 1))
    (_heading, *rest) = str(caught.value).splitlines()
    assert any(line.startswith("ivp19.toml: ") and problem in line for line in rest)


def test_an_action_that_does_not_exist_is_not_found():
    with pytest.raises(NotFound, match="ivp19-999"):
        actions.action("ivp19-999")
