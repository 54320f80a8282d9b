"""Profiles as a person uses them: on paper, by a link to one section, from one area to the next."""

import re

import pytest

from tests.browser.readable import EACH_WAY, english, show, wrong_numbers

BINNENSTAD, MARIABERG, OOST = "BU09350000", "BU09350201", "WK093504"
PROFILES = [f"buurtprofiel?gebied={BINNENSTAD}", f"buurtprofiel?gebied={MARIABERG}", f"wijkprofiel?gebied={OOST}"]
SHEETS = [
    (PROFILES[1], "dark"),
    *(pytest.param(address, "light", marks=pytest.mark.slow) for address in (PROFILES[0], PROFILES[2])),
]


@pytest.mark.parametrize("address", [PROFILES[2], pytest.param(PROFILES[1], marks=pytest.mark.slow)])
def test_profiles_are_readable_for_everybody_on_every_screen(visit, address):
    screen = visit(address)
    for scheme, width in EACH_WAY:
        show(screen, scheme, width)
        assert screen.problems() == [], f"{scheme}, {width} wide"
        assert screen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
        assert english(screen.texts()) == []
        assert wrong_numbers(screen.texts()) == []


@pytest.mark.parametrize(("title", "address"), [("Buurtprofiel", "buurtprofiel"), ("Wijkprofiel", "wijkprofiel")])
def test_a_profile_asks_a_question_answers_it_and_says_where_it_comes_from(visit, title, address):
    screen = visit().go_to(title)
    assert screen.path == address
    assert re.fullmatch(r"Hoe veilig is .+\?", screen.question)
    assert re.fullmatch(r"[A-ZÀ-Ý].*\.", screen.answer), screen.answer
    assert re.search(r"^Bron: .+ 20\d\d .+ · momentopname voorbeeld-\w+ · VOORBEELD$", screen.source)


@pytest.mark.parametrize(("address", "scheme"), SHEETS)
def test_a_profile_fits_on_two_sheets(visit, address, scheme):
    page = visit(address, color_scheme=scheme).page
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 2


def test_paper_says_what_it_is_and_leaves_out_what_is_for_the_screen(visit):
    page = visit(PROFILES[0]).page
    page.emulate_media(media="print")
    assert page.locator("h1").inner_text() == "Hoe veilig is Binnenstad?"
    for shown in (
        ".antwoord",
        ".bron",
        ".st-key-profiel_scores table",
        ".uren table",
        ".st-key-profiel_antwoorden table",
    ):
        assert page.locator(shown).first.is_visible(), shown
    for gone in (".st-key-filters", ".st-key-verder", ".st-key-meenemen", ".inhoud", "[data-testid=stSidebar]"):
        assert not page.locator(gone).first.is_visible(), gone


def test_nothing_sticks_out_of_the_paper(visit):
    page = visit(PROFILES[0]).page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1050})  # A4 within its margins, in pixels
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.stMainBlockContainer *')].filter(
          node => node.checkVisibility() && node.getBoundingClientRect().right > innerWidth + 1).length"""
    )
    assert outside == 0


def test_a_link_to_a_section_opens_there(visit):
    screen = visit(f"{PROFILES[0]}#drukke-tijden")
    screen.wait("document.getElementById('drukke-tijden').getBoundingClientRect().top < innerHeight")
    assert screen.page.url.endswith(f"buurtprofiel?gebied={BINNENSTAD}#drukke-tijden")


def test_every_section_can_be_reached_from_the_top(visit):
    screen = visit(PROFILES[2])
    links = screen.page.locator(".inhoud a")
    assert links.count() == screen.page.locator("h3").count() >= 7
    links.get_by_text("Wat bewoners zeggen").click()
    screen.wait("document.getElementById('bewoners').getBoundingClientRect().top < innerHeight / 2")


def test_from_one_area_to_the_next(visit):
    screen = visit(PROFILES[0])
    screen.click(screen.page.get_by_role("button", name="Jekerkwartier →"))
    assert screen.question == "Hoe veilig is Jekerkwartier?"
    assert screen.choices == {"gebied": "BU09350001"}
    screen.back()
    assert screen.question == "Hoe veilig is Binnenstad?"
    screen.follow("Profiel van de wijk")
    assert (screen.path, screen.choices) == ("wijkprofiel", {"gebied": "WK093500"})
    screen.click(screen.page.locator(".st-key-profiel_buurten a").get_by_text("Wyck"))
    assert screen.question == "Hoe veilig is Wyck?"


def test_hours_scroll_in_their_own_frame_on_a_phone(visit):
    screen = visit(PROFILES[0])
    screen.page.set_viewport_size({"width": 390, "height": 900})
    frame = screen.page.locator(".uren")
    assert frame.evaluate("node => node.scrollWidth > node.clientWidth")
    frame.focus()
    screen.page.keyboard.press("ArrowRight")
    screen.wait("document.querySelector('.uren').scrollLeft > 0")
