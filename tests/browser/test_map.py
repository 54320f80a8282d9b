"""The map page as somebody uses it: filter, point at an area, sort, go on, go back."""

import io
import re

import pytest
from PIL import Image

MAP, TABLE = "kaart_gebieden", "kaart_tabel"
BINNENSTAD, CENTRUM = "BU09350000", "WK093500"


def column(screen, place):
    return [row[place] for row in screen.table(TABLE)]


def number(text):
    return float(text.replace(".", "").replace(",", "."))


def test_every_control_changes_table_map_sentence_and_address(visit):
    screen = visit("kaart")
    start = (screen.table(TABLE), screen.areas(MAP), screen.answer, screen.classes(MAP))
    assert len(start[0]) == 45  # 44 buurten and the city
    assert len(start[1]) == 44

    screen.select("Periode", "2019")
    earlier = (screen.table(TABLE), screen.areas(MAP), screen.answer)
    assert screen.choices == {"periode": "2019"}
    assert "2019" in screen.source
    assert all(now != before for now, before in zip(earlier, start, strict=False))
    assert screen.classes(MAP) == start[3], "class breaks moved with the period"

    screen.switch("Niveau", "wijk")
    assert screen.choices == {"periode": "2019", "niveau": "wijk"}
    assert len(screen.areas(MAP)) == 7
    assert len(screen.table(TABLE)) == 8

    screen.switch("Tonen als", "aantal")
    assert screen.choices == {"periode": "2019", "niveau": "wijk", "maat": "aantal"}
    assert screen.answer.startswith("Het grootste aantal in ")
    assert screen.page.locator(f".st-key-{MAP} .unit").inner_text() == "aantal"
    city = screen.table(TABLE)[-1]
    assert number(city[2]) == sum(number(row[2]) for row in screen.table(TABLE)[:-1])
    of_counts = screen.classes(MAP)
    screen.select("Periode", "2016")
    assert screen.classes(MAP) == of_counts

    screen.select("Onderwerp", "Fietsendiefstallen")
    assert screen.choices == {
        "indicator": "fietsendiefstal",
        "periode": "2016",
        "niveau": "wijk",
        "maat": "aantal",
    }
    assert screen.question == "Waar zijn fietsendiefstallen geregistreerd?"
    assert screen.table(TABLE)[-1] != city

    screen.select("Onderwerp", "Buurtscore veiligheid")
    assert screen.chosen("Tonen als") is None
    assert "maat" not in screen.choices
    assert screen.question.startswith("Wat zeggen bewoners per wijk")


def test_an_area_on_the_map_shows_its_figures_and_leads_on_to_trend_and_ranking(visit):
    screen = visit("kaart?indicator=fietsendiefstal")
    screen.areas(MAP)
    screen.click(screen.area(MAP, BINNENSTAD))
    assert screen.choices == {"indicator": "fietsendiefstal", "gebied": BINNENSTAD}
    assert screen.page.get_by_role("heading", name="Binnenstad", exact=True).is_visible()
    row = next(row for row in screen.table(TABLE) if row[0] == BINNENSTAD)
    assert screen.facts()[0].startswith(f"Binnenstad: {row[2]} fietsendiefstallen · {row[3]} (")
    assert screen.facts()[1].startswith("Maastricht: ")
    chosen = screen.page.locator(f".st-key-{TABLE} tr.chosen")
    assert chosen.get_attribute("data-id") == BINNENSTAD
    assert screen.area(MAP, BINNENSTAD).get_attribute("aria-selected") == "true"

    screen.follow("HIC-trend van Binnenstad")
    assert screen.path == "hic-trend"
    assert (screen.chosen("Onderwerp"), screen.chosen("Gebied")) == ("Fietsendiefstallen", "Binnenstad")
    assert screen.question == "Nemen fietsendiefstallen in Binnenstad toe of af?"
    screen.back()
    assert screen.facts()[0].startswith("Binnenstad: ")
    screen.follow("Binnenstad in de ranglijst")
    assert screen.path == "ranglijst"
    assert screen.chosen("Onderwerp") == "Fietsendiefstallen"
    assert screen.page.locator(".st-key-ranglijst_tabel tr.chosen").get_attribute("data-id") == BINNENSTAD
    screen.back()
    screen.click(screen.page.get_by_role("button", name="Geen gebied kiezen"))
    assert (screen.choices, screen.facts()) == ({"indicator": "fietsendiefstal"}, [])


def test_a_row_chooses_the_area_too_and_the_table_sorts(visit):
    screen = visit("kaart?maat=aantal")
    counts = [number(text) for text in column(screen, 2)[:-1]]
    assert counts == sorted(counts, reverse=True)
    assert screen.head(TABLE, "teller").get_attribute("aria-sort") == "descending"
    screen.head(TABLE, "teller").get_by_role("button").click()
    assert [number(text) for text in column(screen, 2)[:-1]] == sorted(counts)
    screen.head(TABLE, "naam").get_by_role("button").click()
    names = column(screen, 1)
    assert names[:2] == ["Amby", "Beatrixhaven"]
    assert names[-1] == "Maastricht", "the city stays below"

    screen.click(screen.page.locator(f".st-key-{TABLE} tr[data-id={BINNENSTAD}] td").first)
    assert screen.choices["gebied"] == BINNENSTAD
    assert screen.facts()[0].startswith("Binnenstad: ")
    assert column(screen, 1) == names, "a choice keeps the order"
    assert screen.page.locator(f".st-key-{MAP} text.name").text_content() == "Binnenstad"


def test_back_undoes_one_choice_at_a_time(visit):
    screen = visit("kaart")
    views = [screen.view()]
    for step in (
        lambda: screen.select("Onderwerp", "Jeugdoverlast"),
        lambda: screen.select("Periode", "2023"),
        lambda: screen.switch("Niveau", "wijk"),
        lambda: screen.click(screen.area(MAP, CENTRUM)),
    ):
        step()
        views.append(screen.view())
    for view in reversed(views[:-1]):
        assert screen.back().view() == view
    assert screen.ask(screen.page.go_forward).view() == views[1]


def test_choices_come_along_to_the_next_page_where_it_has_them(visit):
    screen = visit("kaart?indicator=woninginbraak")
    screen.go_to("HIC-trend")
    assert screen.chosen("Onderwerp") == "High Impact Crimes", "what a page opens with is no choice"
    screen.go_to("Kaart")
    screen.select("Onderwerp", "Vernielingen")
    screen.switch("Tonen als", "aantal")
    screen.select("Periode", "2022")
    screen.click(screen.area(MAP, BINNENSTAD))
    screen.go_to("HIC-trend")
    assert screen.choices == {"indicator": "vernieling", "gebied": BINNENSTAD, "maat": "aantal"}
    assert screen.question == "Nemen vernielingen in Binnenstad toe of af?"
    screen.go_to("Ranglijst")
    assert screen.choices == {"indicator": "vernieling", "gebied": BINNENSTAD, "periode": "2022"}
    screen.go_to("Over deze cijfers")
    assert screen.choices == {}
    screen.go_to("Kaart")
    assert screen.choices == {"indicator": "vernieling", "gebied": BINNENSTAD, "periode": "2022", "maat": "aantal"}
    assert screen.facts()[0].startswith("Binnenstad: ")


def drawn(locator):
    """Pixels in the colours of the scale; borders and background are grey."""
    image = Image.open(io.BytesIO(locator.screenshot())).convert("RGB")
    colours = image.getcolors(image.width * image.height)
    return sum(count for count, (red, _green, blue) in colours if blue - red >= 28)


def test_the_detail_map_draws_each_form_and_says_what_it_shows(visit):
    screen = visit("kaart?indicator=misdrijven_totaal&kaart=straten")
    sentence = screen.page.locator(".antwoord").nth(1).inner_text()
    assert re.search(r"[\d.]+ registraties in [\d.]+ straten; de meeste in ", sentence)
    assert len(screen.table("detail_tabel")) == 25
    for form in ("straten", "zeshoeken", "warmte"):
        screen.switch("Vorm", form)
        assert screen.choices.get("vorm", "straten") == form
        drawing = screen.page.get_by_test_id("stDeckGlJsonChart")
        drawing.scroll_into_view_if_needed()
        for _attempt in range(40):  # WebGL does not say when it has drawn
            if drawn(drawing) > 1000:
                break
        else:
            pytest.fail(f"{form}: nothing was drawn")
