"""The address is the view: a link that is sent to somebody else opens the same page, nonsense opens a page too."""

import pytest

SLOW = pytest.mark.slow  # the same way of keeping choices, on yet another page
NONSENSE = (
    "indicator=bestaat_niet&periode=2099-13&niveau=planeet&maat=-1&gebied=%3Cscript%3E&kaart=&vorm=%27%3B--&los=1"
)


def on_the_map(screen):
    screen.select("Onderwerp", "Fietsendiefstallen")
    screen.select("Periode", "2021")
    screen.switch("Niveau", "wijk")
    screen.switch("Tonen als", "aantal")
    screen.click(screen.page.locator(".st-key-kaart_tabel tr[data-id=WK093504] td").first)


def on_the_detail_map(screen):
    screen.switch("Kaart", "detail")
    screen.switch("Vorm", "warmte")


def on_the_trend(screen):
    screen.select("Onderwerp", "Geweldsmisdrijven")
    screen.select("Gebied", "Wyck")
    screen.switch("Tonen als", "aantal")


def on_the_ranking(screen):
    screen.select("Onderwerp", "Voelt zich wel eens onveilig in de buurt")
    screen.select("Periode", "2021")
    screen.click(screen.page.locator(".st-key-ranglijst_tabel tr[data-id=BU09350000] td").nth(1))


def on_the_funnel(screen):
    screen.select("Onderwerp", "Fietsendiefstallen")
    screen.switch("Grenzen", "alleen toeval")
    screen.click(screen.page.locator(".st-key-trechter_tabel tr[data-id=BU09350000] td").nth(1))


def on_crime_and_feeling(screen):
    screen.select("Onderwerp", "Fietsendiefstallen")
    screen.select("Beleving", "Voelt zich wel eens onveilig in de buurt")
    screen.click(screen.page.locator(".st-key-objectief_tabel tr[data-id=BU09350000] td").nth(1))


def on_the_planner(screen):
    screen.select("Onderwerp", "Buurtscore veiligheid")
    screen.select("Gewenste marge", "± 0,5 punt")


def on_the_comparison(screen):
    screen.switch("Naast", "vergelijkbare buurten")
    screen.select("Onderwerp", "Geweldsmisdrijven")
    screen.select("Buurt", "Wolder")
    screen.select("Periode", "2024")


def on_the_themes(screen):
    screen.select("Thema", "1.3 Veelvoorkomende en 'high impact'-criminaliteit")


@pytest.mark.parametrize(
    ("page", "choose", "kept"),
    [
        pytest.param("kaart", on_the_map, {"indicator", "periode", "niveau", "maat", "gebied"}, marks=SLOW),
        ("kaart", on_the_detail_map, {"kaart", "vorm"}),
        ("hic-trend", on_the_trend, {"indicator", "gebied", "maat"}),
        pytest.param("ranglijst", on_the_ranking, {"indicator", "periode", "gebied"}, marks=SLOW),
        ("vergelijken", on_the_comparison, {"naast", "indicator", "gebied", "periode"}),
        pytest.param("trechter", on_the_funnel, {"indicator", "grenzen", "gebied"}, marks=SLOW),
        pytest.param("objectief-en-beleving", on_crime_and_feeling, {"indicator", "beleving", "gebied"}, marks=SLOW),
        pytest.param("enqueteplanner", on_the_planner, {"indicator", "marge"}, marks=SLOW),
        pytest.param("themas", on_the_themes, {"thema"}, marks=SLOW),
    ],
)
def test_a_shared_link_opens_the_same_view(visit, server, page, choose, kept):
    screen = visit(page)
    choose(screen)
    assert set(screen.choices) == kept
    shared = screen.page.url.removeprefix(f"{server}/")
    assert visit(shared).view() == screen.view()


@pytest.mark.parametrize(
    "page",
    [
        "kaart",
        *(pytest.param(page, marks=SLOW) for page in ("", "hic-trend")),
        *(pytest.param(page, marks=SLOW) for page in ("ranglijst", "over-deze-cijfers", "objectief-en-beleving")),
        *(pytest.param(page, marks=SLOW) for page in ("trechter", "enqueteplanner", "vergelijken")),
    ],
)
def test_nonsense_in_the_address_opens_the_page_as_it_opens_and_leaves_the_address(visit, page):
    screen = visit(f"{page}?{NONSENSE}")
    assert screen.choices == {}
    assert screen.page.get_by_role("alert").count() == 0
    seen = screen.view()
    screen.open(page)
    assert screen.view() == seen


def test_one_wrong_choice_does_not_spoil_the_others(visit):
    screen = visit("kaart?indicator=vernieling&periode=nooit&niveau=wijk&gebied=BU09350000")
    assert screen.choices == {"indicator": "vernieling", "niveau": "wijk"}  # a buurt is no wijk
    assert screen.question == "Waar zijn vernielingen geregistreerd?"
    assert screen.facts() == []
