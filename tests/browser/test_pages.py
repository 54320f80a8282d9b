"""Every page as it opens: what must stand on it, in Dutch."""

import io
import re

from pypdf import PdfReader

from tests.browser.readable import english

ADDRESSES = {
    "Overzicht": "",
    "Briefing": "briefing",
    "Kaart": "kaart",
    "HIC-trend": "hic-trend",
    "Signalen": "signalen",
    "Ranglijst": "ranglijst",
    "Scores naast elkaar": "scores",
    "Objectief en beleving": "objectief-en-beleving",
    "Trechter": "trechter",
    "Enquêteplanner": "enqueteplanner",
    "Doelen": "doelen",
    "Thema's": "themas",
    "Vergelijken": "vergelijken",
    "Uitvoeringsagenda": "uitvoeringsagenda",
    "Rapporten": "rapporten",
    "Over deze cijfers": "over-deze-cijfers",
    "Geschiedenis": "geschiedenis",
    "Gegevens verversen": "gegevens-verversen",
}
PAGES = [*ADDRESSES.values()]
IN_THEIR_OWN_FILE = {"Buurtprofiel", "Wijkprofiel", "Buurtagenda's", "Aandachtsgebieden"}
ABOUT_THE_WHOLE = PAGES[-3:]  # no figure of one period, so no year in the source line
WITHOUT_TABLE = PAGES[-1:]  # until there is a file
DOCUMENTS = {"briefing", "rapporten"}  # say all this of the document, in its own words (tests/pages)


def test_every_page_asks_a_question_answers_it_and_says_where_it_comes_from(visit):
    screen = visit()
    titles = screen.page.get_by_test_id("stSidebarNav").get_by_role("link").all_inner_texts()
    assert [title for title in titles if title not in IN_THEIR_OWN_FILE] == [*ADDRESSES]
    for title, address in ADDRESSES.items():
        screen.go_to(title)
        assert screen.path == address
        assert screen.page.locator("html").get_attribute("lang") == "nl"
        assert screen.question.endswith("?")
        if address in DOCUMENTS:
            continue
        assert re.fullmatch(r"[A-ZÀ-Ý].*\.", screen.answer), screen.answer
        assert "voorbeeld" in screen.page.locator(".voorbeeld").inner_text().lower()
        assert re.search(
            r"^Bron: .+ · gegevens van 15 januari 2026 · momentopname voorbeeld-\w+ · VOORBEELD$", screen.source
        )
        assert re.search(r"20\d\d", screen.source.split("gegevens van")[0]) or address in ABOUT_THE_WHOLE
        for kind in ("CSV", "Excel"):
            assert screen.page.get_by_role("button", name=f"{kind} van deze tabel").count() == (
                address not in WITHOUT_TABLE
            )
        assert screen.page.get_by_text("Terug naar het overzicht").count() == (0 if address == "" else 1)
    screen.follow("Terug naar het overzicht")
    assert (screen.path, screen.question) == ("", "Hoe veilig is Maastricht nu?")


def test_menus_of_streamlit_are_dutch(visit):
    screen = visit("kaart")
    page = screen.page
    page.get_by_test_id("stMainMenuButton").click()
    page.get_by_test_id("stMainMenuList").wait_for()
    assert page.get_by_role("menuitem").all_inner_texts() == ["Afdrukken"]
    assert page.get_by_role("menuitemradio", name="Donker").is_visible()
    assert english(screen.texts()) == []
    assert screen.problems() == []
    page.keyboard.press("Escape")

    screen.menu("Onderwerp").fill("bestaat niet")
    page.get_by_text("Niets gevonden").wait_for()
    assert english(screen.texts()) == []
    page.keyboard.press("Escape")

    page.set_viewport_size({"width": 390, "height": 900})
    page.get_by_role("button", name="Zijbalk openen").click()
    page.get_by_role("navigation", name="Pagina's").get_by_role("link", name="Ranglijst").wait_for()
    assert english(screen.texts()) == []
    page.keyboard.press("Tab")
    screen.click(page.get_by_role("link", name="Ranglijst"))
    assert screen.question == "Welke buurten scoren het laagst, en hoe zeker is dat?"


def test_paper_holds_the_figures_and_no_buttons(visit):
    page = visit("kaart?gebied=BU09350000").page
    page.emulate_media(media="print")
    for gone in ("stSidebar", "stHeader", "stDownloadButton"):
        assert not page.get_by_test_id(gone).first.is_visible(), gone
    assert page.locator(".st-key-kaart_tabel table").is_visible()
    assert page.locator(".st-key-kaart_gebieden svg.map").is_visible()
    assert page.locator(".bron").is_visible()
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    assert len(paper.pages) <= 2
    assert "Meerssenhoven" in "".join(sheet.extract_text() for sheet in paper.pages), "the last row of the table"
