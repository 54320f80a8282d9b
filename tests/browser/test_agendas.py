"""The safety adviser at work: from the ranking to an agenda, refused and saved, with a colleague at the same row."""

import csv
import io
import re
from types import SimpleNamespace

import pytest

from analytics.agenda import agendas
from analytics.store import store_of
from tests.browser.readable import EACH_WAY, english, show, wrong_numbers
from tests.builders import BINNENSTAD, STAD, WOLDER, steady_months

REASON = "Waarom dit gebied en niet een ander?"
TALL = 5000


@pytest.fixture(scope="module")
def city(start_server, tmp_path_factory):
    """A server of somebody at their own machine."""
    root = tmp_path_factory.mktemp("root")
    steady_months(root)
    with start_server(data=root) as address:
        yield SimpleNamespace(address=address, root=root, store=store_of(root))


def readable(screen):
    """For everybody, on every screen."""
    for scheme, width in EACH_WAY:
        show(screen, scheme, width)
        assert screen.problems() == [], f"{scheme}, {width} wide"
        assert screen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
        assert english(screen.texts()) == []
        assert wrong_numbers(screen.texts()) == []
    screen.page.emulate_media(color_scheme="light")
    screen.page.set_viewport_size({"width": 1280, "height": TALL})


def unfold(screen, title):
    screen.page.get_by_text(title, exact=True).click()
    screen.settle()


def press(screen, name):
    screen.click(screen.page.get_by_role("button", name=name, exact=True))


def fill_in(screen):
    """Choose a theme and a role: what was chosen is readable too, and can be taken away again."""
    for label, text in (("Thema's", "Veiligheidsbeleving"), ("Partners (rollen, geen namen)", "politie")):
        field = screen.page.get_by_test_id("stMultiSelect").filter(has_text=label).last
        field.get_by_role("combobox").fill(text)
        screen.page.get_by_role("option", name=text).click()
        screen.page.keyboard.press("Escape")
    reason(screen).focus()
    readable(screen)
    press(screen, "Opslaan")
    screen.page.get_by_text("Bewaard.").wait_for()


def reason(screen):
    return screen.page.get_by_label(REASON)


def test_from_the_ranking_to_an_agenda(visit, city):
    screen = visit(f"buurtagendas?gebied={BINNENSTAD}&indicator=woninginbraak", base_url=city.address)
    page = screen.page
    assert screen.question == "Welke buurten hebben een agenda, en waarom?"
    assert screen.answer == "Nog geen enkele: er is nog geen gebied voorgedragen."
    assert page.get_by_text(re.compile("^Binnenstad: Woninginbraken, 2025: ")).is_visible()
    readable(screen)

    page.get_by_label("Waarom dit gebied? (mag later)").fill("Bewoners vragen erom")
    press(screen, "Voordragen als kandidaat")
    page.get_by_text("Voorgedragen.").wait_for()
    (kept,) = agendas(city.store, STAD)
    assert screen.choices["agenda"] == str(kept.id)
    assert screen.table("agendas") == [[str(kept.id), "Binnenstad", "kandidaat", "Bewoners vragen erom", "–", "–", "–"]]

    unfold(screen, "Deze agenda wijzigen")
    screen.pick("Status", "gekozen")
    reason(screen).fill("Bel dhr. Jansen")
    press(screen, "Opslaan")
    page.get_by_text("Kies om wat voor reden dit gebied gekozen is.").wait_for()
    assert page.get_by_text(re.compile("lijkt op de naam van een persoon")).is_visible()
    assert reason(screen).input_value() == "Bel dhr. Jansen"
    assert screen.chosen("Status") == "gekozen"
    readable(screen)

    reason(screen).fill("Al vier jaar bij de laagste buurtscores")
    screen.pick("Soort reden", "plaats in de ranglijst")
    page.get_by_label("Begin van de agenda (dag-maand-jaar)").fill("1-6-2099")
    press(screen, "Opslaan")
    page.get_by_text("Bewaard.").wait_for()
    (kept,) = agendas(city.store, STAD)
    assert (kept.status, kept.reden_soort, str(kept.van)) == ("gekozen", "rang", "2099-06-01")

    fill_in(screen)
    unfold(screen, "Wie veranderde wat, en wanneer?")
    assert screen.table("geschiedenis_agenda")[0][-1] == "thema's: Veiligheidsbeleving; partners: politie"
    assert "status: van “kandidaat” naar “gekozen”" in screen.table("geschiedenis_agenda")[1][-1]
    readable(screen)

    content, name = screen.download("CSV van deze tabel")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert (row["gebied"], row["status"], row["reden"]) == (
        "Binnenstad",
        "gekozen",
        "Al vier jaar bij de laagste buurtscores",
    )
    assert name.startswith("veiligheid-buurtagenda")


def test_two_people_at_one_agenda(visit, city):
    first = visit(f"buurtagendas?gebied={WOLDER}", base_url=city.address)
    press(first, "Voordragen als kandidaat")
    first.page.get_by_text("Voorgedragen.").wait_for()
    kept = next(one for one in agendas(city.store, STAD) if one.gebied == WOLDER)
    second = visit(f"buurtagendas?agenda={kept.id}", base_url=city.address)
    for screen in (first, second):
        screen.page.set_viewport_size({"width": 1280, "height": TALL})
        unfold(screen, "Deze agenda wijzigen")
    reason(second).fill("Zoals de tweede het ziet")
    reason(first).fill("Zoals de eerste het ziet")
    press(first, "Opslaan")
    first.page.get_by_text("Bewaard.").wait_for()
    press(second, "Opslaan")
    second.page.get_by_text(re.compile("heeft dit intussen gewijzigd")).wait_for()
    assert second.page.get_by_text(re.compile("naar “Zoals de eerste het ziet”")).is_visible()
    assert reason(second).input_value() == "Zoals de tweede het ziet"
    press(second, "Opslaan")
    second.page.get_by_text("Bewaard.").wait_for()
    assert next(one.reden for one in agendas(city.store, STAD) if one.gebied == WOLDER) == "Zoals de tweede het ziet"


def test_who_is_not_of_the_team_reads_and_has_no_form(visit, start_server, city):
    with start_server(data=city.root, team="team-veiligheid") as address:
        screen = visit("buurtagendas?agenda=1", base_url=address)
        assert screen.page.get_by_role("heading", name="Buurtagenda Binnenstad").is_visible()
        assert screen.page.get_by_role("button", name="Opslaan").count() == 0
        assert screen.page.get_by_text("Een gebied voordragen").count() == 0
        screen.page.close()  # before its server goes, or it complains of that


def test_with_the_keyboard_alone(visit, city):
    screen = visit("buurtagendas", base_url=city.address)
    screen.tab_to(lambda found: found["code"] is not None)
    screen.enter("Enter")
    screen.page.get_by_role("heading", name="Buurtagenda Binnenstad").wait_for()
    assert "agenda" in screen.choices
