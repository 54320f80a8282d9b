"""The team at the Uitvoeringsagenda: choose an action, say how far it is, add one, and read it all on every screen."""

import re
from types import SimpleNamespace

import pytest

from analytics import actions
from analytics.progress import own_actions, reports
from analytics.store import store_of
from tests.browser.test_agendas import press, readable, unfold
from tests.builders import STAD, steady_months

FIRST = actions.plans(STAD)[-1].actie[0]  # of the programme with which the page opens


@pytest.fixture(scope="module")
def city(start_server, tmp_path_factory):
    """A server of somebody at their own machine."""
    root = tmp_path_factory.mktemp("root")
    steady_months(root)
    with start_server(data=root) as address:
        yield SimpleNamespace(address=address, store=store_of(root))


def test_the_team_reports_and_adds_an_action(visit, city):
    screen = visit(f"uitvoeringsagenda?thema={FIRST.thema}", base_url=city.address)
    page = screen.page
    assert re.fullmatch(r"Over kwartaal \d van 20\d\d is van geen van de \d+ acties de stand bekend\..*", screen.answer)
    screen.click(page.get_by_role("button", name=FIRST.actie, exact=True))
    assert screen.choices == {"thema": FIRST.thema, "actie": FIRST.id}
    page.get_by_text("loopt", exact=True).click()
    press(screen, "Stand bewaren")
    page.get_by_text("De stand is bewaard.").wait_for()
    assert ": 1 loopt." in screen.answer
    assert [one.said.actie for one in reports(city.store, STAD)] == [FIRST.id]
    unfold(screen, "Alle meldingen over deze actie")
    unfold(screen, "Eigen acties bijhouden")
    page.get_by_label("Wat wordt er gedaan?").fill("Fietsen graveren")
    readable(screen)
    press(screen, "Actie bewaren")
    page.get_by_text("De actie is bewaard.").wait_for()
    assert [one.thema for one in own_actions(city.store, STAD)] == [FIRST.thema]
    assert page.get_by_role("button", name="Fietsen graveren", exact=True).count() == 1


def test_somebody_without_a_mouse_chooses_an_action(visit, city):
    screen = visit("uitvoeringsagenda", base_url=city.address)
    screen.page.get_by_role("button", name=FIRST.actie, exact=True).focus()
    screen.enter("Enter")
    assert screen.choices.get("actie") == FIRST.id
