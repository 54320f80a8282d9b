"""The table as a person meets it: semantics, sorting in the browser, choice, drawn cells, small screens."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def text(locator) -> str:
    """What a person reads, hidden words for screen readers included, on one line."""
    return " ".join(locator.inner_text().split())


def names(screen) -> list[str]:
    return screen.page.locator("tbody tr[data-id] th").all_inner_texts()


def numbers(screen) -> list[str]:
    return [text(found) for found in screen.page.locator("tbody tr[data-id] td.number").all()]


def header(screen, title: str):
    return screen.page.get_by_role("columnheader").filter(has=screen.page.get_by_role("button", name=title))


def cell(screen, code: str, kind: str):
    return screen.row(code).locator(f"td.{kind}")


def test_a_real_table_with_a_caption_and_headers_for_rows_and_columns(untouched):
    screen = untouched
    table = screen.page.get_by_role("table", name="Woninginbraken per buurt in 2023.")
    assert table.get_by_role("columnheader").count() == 6
    assert table.locator("tbody th[scope=row]").count() == 30
    assert table.locator("tfoot th[scope=row]").inner_text() == "Voorbeeldstad"
    assert header(screen, "Per 1.000").get_attribute("aria-sort") == "descending"
    assert header(screen, "Aantal").get_attribute("aria-sort") is None
    assert screen.page.get_by_text("stad 3,4").count() == 2  # at the axis and in the legend of the map


def test_a_fixed_order_offers_no_sorting(screen):
    screen.open("?vast=1")
    heads = screen.page.locator("thead th")
    assert heads.count() == 6
    assert "Aantal" in heads.all_inner_texts()[1]
    assert heads.get_by_role("button").count() == 0


def test_sorting_needs_no_run_and_empty_stays_last(screen):
    screen.open()
    header(screen, "Aantal").get_by_role("button").click()
    assert header(screen, "Aantal").get_attribute("aria-sort") == "descending"
    assert numbers(screen)[:3] == ["41", "40", "34"]
    assert set(numbers(screen)[-2:]) == {"<5 verborgen: te klein om te tonen", "– geen cijfer"}
    header(screen, "Aantal").get_by_role("button").click()
    assert numbers(screen)[0] == "0"
    assert set(numbers(screen)[-2:]) == {"<5 verborgen: te klein om te tonen", "– geen cijfer"}
    header(screen, "Buurt").get_by_role("button").click()
    assert names(screen) == sorted(names(screen))
    assert screen.status().startswith("keer 1,")


def test_an_order_made_by_hand_survives_new_values_and_keeps_the_focus(screen):
    screen.open()
    header(screen, "Aantal").get_by_role("button").click()
    before = numbers(screen)
    screen.row("BU0006").evaluate("node => { node.seen = true; }")
    screen.year(2024)
    assert header(screen, "Aantal").get_attribute("aria-sort") == "descending"
    counts = [int(text) for text in numbers(screen)[:-2]]
    assert counts == sorted(counts, reverse=True)
    assert numbers(screen) != before
    assert screen.row("BU0006").evaluate("node => node.seen === true")


def test_a_click_or_the_keyboard_chooses_a_row_and_it_is_reported_once(screen):
    screen.open()
    screen.row("BU0012").locator("td").nth(0).click()
    screen.settle(2)
    assert "tabel BU0012" in screen.status()
    assert screen.row("BU0012").get_by_role("button").get_attribute("aria-pressed") == "true"
    expect(screen.area("BU0012")).to_have_attribute("aria-selected", "true")
    screen.row("BU0012").get_by_role("button").focus()
    screen.page.keyboard.press("ArrowDown")
    below = screen.focused()
    screen.page.keyboard.press("Enter")
    screen.settle(3)
    assert f"tabel {below}" in screen.status()
    assert screen.focused() == below
    screen.year(2024)
    assert "tabel None" in screen.status()
    assert screen.row(below).get_by_role("button").get_attribute("aria-pressed") == "true"


def test_the_rows_are_one_tab_stop(untouched):
    screen = untouched
    rows = screen.page.locator("tbody .row")
    assert screen.page.locator("tbody .row[tabindex='0']").count() == 1
    rows.first.focus()
    screen.page.keyboard.press("End")
    assert screen.focused() == screen.page.locator("tbody tr[data-id]").last.get_attribute("data-id")
    assert screen.page.locator("tbody .row[tabindex='0']").count() == 1


def test_a_value_that_is_not_there_is_never_blank_or_zero(untouched):
    screen = untouched
    assert text(cell(screen, "BU0011", "number")) == "<5 verborgen: te klein om te tonen"
    assert text(cell(screen, "BU0017", "number")) == "– geen cijfer"
    assert cell(screen, "BU0017", "interval").locator("circle").count() == 0
    assert "te weinig inwoners om te vergelijken" in text(cell(screen, "BU0004", "interval"))
    assert text(cell(screen, "BU0002", "interval")).endswith("voorlopig cijfer")
    notes = screen.page.locator(".notes li").all_inner_texts()
    assert notes == [
        "v voorlopig cijfer",
        "k te weinig inwoners om te vergelijken",
        "<5 verborgen: te klein om te tonen",
        "– geen cijfer",
    ]


def test_the_bar_runs_from_low_to_high_with_the_mark_of_the_city(untouched):
    screen = untouched
    plot = cell(screen, "BU0012", "interval").locator("svg.plot")  # 3,3 (1,4–5,7) on an axis from 0 to 15
    assert plot.locator("circle").get_attribute("cx") == "22.00%"
    assert plot.locator(".bar").get_attribute("x1") == "9.33%"
    assert plot.locator(".bar").get_attribute("x2") == "38.00%"
    assert plot.locator(".mark").get_attribute("x1") == "22.67%"
    outside = cell(screen, "BU0004", "interval").locator("svg.plot")
    assert outside.locator("circle").count() == 0
    assert outside.locator(".beyond").get_attribute("x") == "100%"


def test_a_trend_breaks_at_a_gap_and_ends_dashed_while_provisional(untouched):
    screen = untouched
    whole, gap = (cell(screen, code, "spark") for code in ("BU0006", "BU0003"))
    assert whole.locator(".trend").first.get_attribute("d").count("M") == 1
    assert gap.locator(".trend").first.get_attribute("d").count("M") == 2
    assert whole.locator(".trend.early").get_attribute("d").count("L") == 3
    assert whole.locator(".point.hollow").count() == 1
    assert text(whole) == "van 4 naar 6"  # for those who do not see the line


def test_groups_keep_their_rows_together(screen):
    screen.open("?groepen=1")
    groups = screen.page.locator("th[scope=rowgroup]").all_inner_texts()
    assert groups == ["Minder dan de stad", "Meer dan de stad"]
    sizes = [body.locator("tr[data-id]").count() for body in screen.page.locator("tbody").all()]
    header(screen, "Buurt").get_by_role("button").click()
    assert screen.page.locator("th[scope=rowgroup]").all_inner_texts() == groups
    assert [body.locator("tr[data-id]").count() for body in screen.page.locator("tbody").all()] == sizes
    for body in screen.page.locator("tbody").all():
        within = body.locator("tr[data-id] th").all_inner_texts()
        assert within == sorted(within)


def test_links_stay_inside_the_application(untouched):
    screen = untouched
    link = screen.row("BU0006").get_by_role("link")
    assert link.get_attribute("href") == "/trend?gebied=BU0006"
    assert link.get_attribute("target") == "_self"
    assert screen.page.locator("tbody td.link a").count() == 29
    assert screen.row("BU0000").locator("td.link").inner_text() == "elders"  # its address was another site


def test_names_are_text_whatever_they_contain(screen):
    screen.open("?namen=eng")
    assert names(screen)[0].startswith("<img src=x")
    assert screen.page.locator("table img, svg.map img, .tip img").count() == 0
    screen.area("BU0006").hover()
    assert screen.page.locator(".tip strong").inner_text().startswith("<img src=x")
    assert screen.page.evaluate("window.harmed") is None


def test_a_small_screen_drops_columns_and_keeps_the_page_still(narrow):
    screen = narrow
    visible = [th.inner_text() for th in screen.page.locator("thead th").all() if th.is_visible()]
    assert [text.split("\n")[0] for text in visible] == ["Buurt", "Aantal", "Per 1.000"]
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert screen.page.locator(".scroller").get_attribute("tabindex") is None


def test_a_table_too_wide_scrolls_in_its_own_labelled_frame(screens):
    screen = screens(width=900).open()
    region = screen.page.get_by_role("region", name="Woninginbraken per buurt in 2023.")
    assert region.get_attribute("tabindex") == "0"
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 900


def test_the_head_stays_in_view(screen):
    screen.open("?hoogte=300")
    region = screen.page.get_by_role("region")
    top = screen.page.locator("thead th").first.bounding_box()["y"]
    city = screen.page.locator("tfoot th").bounding_box()
    screen.page.locator("tbody tr[data-id]").last.scroll_into_view_if_needed()
    assert screen.page.locator("thead th").first.bounding_box()["y"] == top
    assert screen.page.locator("tfoot th").bounding_box() == city
    assert region.bounding_box()["height"] <= 300


def test_the_head_sticks_below_the_bar_of_the_app(screens):
    screen = screens(height=500, width=1600).open()
    screen.page.locator("tbody tr[data-id]").nth(25).scroll_into_view_if_needed()
    bar = screen.page.locator("[data-testid=stHeader]").bounding_box()
    head = screen.page.locator("thead th").first.bounding_box()
    assert head["y"] == pytest.approx(bar["y"] + bar["height"], abs=1)
