"""Without a mouse: from the address bar to another figure, an area on the map, another order, another page."""

MAP, TABLE = "kaart_gebieden", "kaart_tabel"


def test_the_map_page_with_the_keyboard_alone(visit):
    screen = visit("kaart")
    screen.areas(MAP)
    first = screen.tab_to(lambda _any: True)
    assert first["name"] == "Naar de inhoud"

    # another subject: into the menu, the arrows, Enter
    screen.tab_to(lambda found: found["name"] == "Onderwerp")
    before = screen.chosen("Onderwerp")
    screen.enter("ArrowDown", "ArrowDown", "Enter")
    assert screen.chosen("Onderwerp") != before
    assert "indicator" in screen.choices
    assert screen.focus()["name"] == "Onderwerp", "the focus stays where it was"

    # another level: buttons that are one group
    screen.tab_to(lambda found: found["group"] == "Niveau")
    screen.press("ArrowRight")
    if screen.focus()["name"] != "wijk":
        screen.tab_to(lambda found: found["name"] == "wijk")
    screen.enter("Space")
    assert screen.choices["niveau"] == "wijk"
    assert screen.focus()["name"] == "wijk"

    # another order of the table, an area by its row
    screen.tab_to(lambda found: found["sort"] == "naam")
    screen.press("Enter")
    assert screen.head(TABLE, "naam").get_attribute("aria-sort") == "ascending"
    rows = [row[0] for row in screen.table(TABLE)]
    found = screen.tab_to(lambda found: found["code"] == rows[0])
    assert found["inView"]
    screen.enter("ArrowDown", "Enter")
    assert screen.choices["gebied"] == rows[1]
    assert screen.focus()["code"] == rows[1]

    # an area on the map: one stop, the arrows go on from there
    found = screen.tab_to(lambda found: found["key"] == MAP)
    assert (found["role"], found["code"]) == ("option", rows[1])
    assert screen.page.locator(f".st-key-{MAP} .tip").is_visible()
    screen.press("ArrowUp")
    there = screen.focus()
    assert there["code"] not in (None, rows[1])
    screen.enter("Enter")
    assert screen.choices["gebied"] == there["code"]
    assert screen.facts()[0].split(":")[0] == there["name"].split(":")[0]

    # on to the next page
    screen.tab_to(
        lambda found: found["name"].startswith("HIC-trend van ") or found["name"].endswith(" in de ranglijst")
    )
    screen.enter("Enter")
    assert screen.path in ("hic-trend", "ranglijst")
    assert screen.choices["gebied"] == there["code"]


def test_the_list_of_pages_and_the_download_with_the_keyboard_alone(visit):
    screen = visit()
    screen.tab_to(lambda found: found["name"] == "Ranglijst")
    screen.enter("Enter")
    assert screen.path == "ranglijst"
    screen.tab_to(lambda found: found["name"].endswith("CSV van deze tabel"), most=120)
    with screen.page.expect_download() as started:
        screen.press("Enter")
    assert started.value.suggested_filename.endswith(".csv")


def test_the_skip_link_skips_the_list_of_pages(visit):
    screen = visit("kaart")
    screen.tab_to(lambda found: found["name"] == "Naar de inhoud")
    screen.press("Enter")
    found = screen.tab_to(lambda _any: True)
    assert found["name"].endswith("Terug naar het overzicht"), found
