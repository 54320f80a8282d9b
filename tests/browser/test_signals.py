"""The safety adviser after the refresh: what stands out, is it real, and what do we make of it?"""

import csv
import io
from types import SimpleNamespace

import pytest

from analytics import marks
from analytics.store import store_of
from tests.browser.test_agendas import TALL, press, readable
from tests.builders import BINNENSTAD, BUURTCODES, JEKERKWARTIER, STAD, WOLDER, month, publish

BURGLARY = "1.1.1"


@pytest.fixture(scope="module")
def city(start_server, tmp_path_factory):
    """Four burglaries a month in every buurt since 2021; many in two buurten in October 2025, and in one in May."""
    root = tmp_path_factory.mktemp("root")
    many = {(WOLDER, 2025, 10): 30, (BINNENSTAD, 2025, 10): 22, (JEKERKWARTIER, 2025, 5): 26}
    rows = [
        month(year, number) | {"gebied": code, "aantal": many.get((code, year, number), 4)}
        for code in BUURTCODES
        for year in range(2021, 2026)
        for number in range(1, 13)
    ]
    covered = {"van": month(2021, 1)["van"], "tot": month(2025, 11)["van"]}
    publish(root, registraties=rows, dekking=[covered])
    with start_server(data=root) as address:
        yield SimpleNamespace(address=address, store=store_of(root))


def entries(screen):
    """[[id, heading, figure, what the team made of it], ...] of the log."""
    parts = "['button', '.figure', '.mark'].map(part => node.querySelector(part).innerText)"
    found = screen.page.locator(".st-key-signalen_log li")
    return found.evaluate_all(f"nodes => nodes.map(node => [node.dataset.id, ...{parts}])")


def heading(screen):
    return screen.page.locator(".st-key-gekozen").locator("xpath=preceding::h3[1]").inner_text()


def test_from_a_signal_to_a_judgement_and_on(visit, city):
    screen = visit("signalen", base_url=city.address)
    assert screen.question == "Waar gebeurt meer dan gewoonlijk?"
    assert screen.answer.startswith(
        "In oktober 2025 zijn er 2 signalen; van zulke signalen is naar verwachting minder dan 1%"
    )
    names = [entry[1] for entry in entries(screen)]
    assert names == ["Wolder · Woninginbraken", "Binnenstad · Woninginbraken"]
    assert heading(screen) == "Woninginbraken in Wolder, oktober 2025", "the strongest is there at once"
    screen.page.set_viewport_size({"width": 1280, "height": TALL})

    screen.click(screen.page.get_by_role("button", name="Binnenstad · Woninginbraken"))
    assert screen.choices == {"signaal": f"2025-10_{BINNENSTAD}_{BURGLARY}_farrington"}
    assert heading(screen) == "Woninginbraken in Binnenstad, oktober 2025"
    assert screen.facts()[0].startswith("22 in oktober 2025; verwacht 4,")
    assert screen.table("signaal_buren")[0][1:3] == ["Jekerkwartier", "4"]

    screen.page.locator("[data-testid=stRadio] label").filter(has_text="loos").click()
    press(screen, "Oordeel bewaren")
    screen.page.get_by_text("Bewaard.").wait_for()
    about = marks.Signal(STAD, month(2025, 10)["van"], BINNENSTAD, BURGLARY, "farrington")
    assert [one.oordeel for one in marks.history(city.store, about)] == ["loos"]
    assert entries(screen)[1][3] == "loos"
    assert screen.table("signalen_jaar")[1][-1] == "loos"
    assert "Het team beoordeelde er 1: 1 loos. Nog niet beoordeeld: 2." in screen.texts()
    readable(screen)

    content, _name = screen.download("CSV van deze tabel")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["gebied"], row["maand"], row["oordeel"]) for row in rows] == [
        ("Wolder", "2025-10", "nog niet"),
        ("Binnenstad", "2025-10", "loos"),
        ("Jekerkwartier", "2025-05", "nog niet"),
    ]
    screen.follow("HIC-trend van Binnenstad")
    assert (screen.path, screen.choices["gebied"]) == ("hic-trend", BINNENSTAD)
    assert screen.chosen("Onderwerp") == "Woninginbraken"


def test_an_earlier_signal_with_the_keyboard_alone(visit, city):
    screen = visit("signalen", base_url=city.address)
    screen.tab_to(lambda found: found["name"].startswith("Binnenstad · "))
    screen.enter("Enter")
    assert heading(screen) == "Woninginbraken in Binnenstad, oktober 2025"
    screen.tab_to(lambda found: found["code"] is not None and found["name"] == "Binnenstad")
    screen.enter("End", "Enter")
    assert heading(screen) == "Woninginbraken in Jekerkwartier, mei 2025"
    screen.select("Maand", "juni 2025")
    assert screen.answer.startswith("Geen signalen in juni 2025; dat is ook een uitkomst.")
    screen.back()
    assert heading(screen) == "Woninginbraken in Jekerkwartier, mei 2025"
