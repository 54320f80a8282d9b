"""The map as a person meets it: classes, names, tooltip, keyboard, choice, and what stays when values change."""

import re

import pytest
from playwright.sync_api import expect

from analytics.figures.theme import DARK, LIGHT, rgb

pytestmark = pytest.mark.browser


def colour(locator) -> str:
    return locator.evaluate("node => getComputedStyle(node).fill")


def as_rgb(step: str) -> str:
    return "rgb({}, {}, {})".format(*rgb(step))


def box(locator) -> dict[str, float]:
    return locator.bounding_box()


def test_every_area_has_its_class_and_says_its_finding(untouched):
    screen = untouched
    assert screen.page.locator("path.area").count() == 30
    assert colour(screen.area("BU0012")) == as_rgb(LIGHT.sequential[2])
    assert colour(screen.area("BU0000")) == as_rgb(LIGHT.sequential[0])  # zero is the lowest class
    patterns = [colour(screen.area(code)) for code in ("BU0004", "BU0011", "BU0017")]
    assert patterns == ['url("#klein")', 'url("#onderdrukt")', 'url("#ontbreekt")']
    area = screen.area("BU0006")
    assert area.get_attribute("role") == "option"
    assert re.fullmatch(r"Gaard: \d+ inbraken, \d+,\d per 1.000 \(.*\)", area.get_attribute("aria-label"))
    assert screen.area("BU0011").get_attribute("aria-label") == "Lindeberg: minder dan 5 inbraken, niet getoond"
    figure = screen.page.get_by_role("figure", name="Woninginbraken per 1.000 inwoners in 2023: het vaakst")
    assert figure.count() == 1


def test_new_values_arrive_without_a_request_and_without_rebuilding(screen):
    screen.open().area("BU0000").wait_for()
    screen.area("BU0006").evaluate("node => { node.seen = true; }")
    screen.area("BU0006").hover()
    before = screen.page.locator(".tip").inner_text()
    shapes = [url for url in screen.requests if "/kaart/" in url]
    label = screen.area("BU0006").get_attribute("aria-label")
    screen.year(2024)
    assert screen.area("BU0006").get_attribute("aria-label") != label
    assert screen.area("BU0006").evaluate("node => node.seen === true")
    assert [url for url in screen.requests if "/kaart/" in url] == shapes
    assert len(shapes) == 1
    assert before.startswith("Gaard")


def test_focus_and_tooltip_survive_new_values(screen):
    screen.open().area("BU0000").wait_for()
    screen.area("BU0006").focus()
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("ArrowRight")
    assert screen.focused() == "BU0008"
    before = screen.page.locator(".tip").inner_text()
    screen.page.keyboard.press("Enter")
    screen.settle(2)
    assert screen.focused() == "BU0008"
    assert screen.page.locator(".tip").inner_text() == before
    screen.page.get_by_role("radio", name="2024").evaluate("node => node.click()")  # leaves the focus alone
    screen.drawn(2024)
    assert screen.focused() == "BU0008"
    now = screen.area("BU0008").get_attribute("aria-label").removeprefix("Ingang: ").replace(", ", " · ", 1)
    assert screen.page.locator(".tip").inner_text() == f"Ingang\n{now}"
    assert screen.page.locator(".tip").inner_text() != before


def test_a_choice_is_reported_once_and_drawn(screen):
    screen.open().area("BU0000").wait_for()
    screen.area("BU0012").click()
    screen.settle(2)
    assert "kaart BU0012" in screen.status()
    expect(screen.row("BU0012").get_by_role("button")).to_have_attribute("aria-pressed", "true")
    assert screen.area("BU0012").get_attribute("aria-selected") == "true"
    assert screen.page.locator("path.chosen").get_attribute("d") == screen.area("BU0012").get_attribute("d")
    assert screen.page.locator("text.name").text_content() == "Molen"
    screen.year(2024)
    assert "kaart None" in screen.status()
    assert screen.page.locator("text.name").text_content() == "Molen"


def test_one_tab_stop_arrows_letters_enter_and_escape(screen):
    screen.open().area("BU0000").wait_for()
    assert screen.page.locator("path.area[tabindex='0']").count() == 1
    screen.area("BU0000").focus()
    for key, expected in [
        ("ArrowRight", "BU0001"),
        ("ArrowDown", "BU0007"),
        ("ArrowLeft", "BU0006"),
        ("ArrowUp", "BU0000"),
        ("ArrowUp", "BU0000"),
        ("End", "BU0029"),
        ("Home", "BU0000"),
        ("d", "BU0003"),
        ("d", "BU0027"),
    ]:
        screen.page.keyboard.press(key)
        assert screen.focused() == expected, key
    assert screen.page.locator("path.area[tabindex='0']").get_attribute("data-code") == "BU0027"
    assert screen.page.locator(".tip").is_visible()
    screen.page.keyboard.press(" ")
    screen.settle(2)
    assert "kaart BU0027" in screen.status()
    screen.page.keyboard.press("Escape")
    assert screen.focused() is None
    assert screen.page.locator(".tip").is_hidden()


def test_every_area_can_be_reached_with_the_arrows(untouched):
    screen = untouched
    reached = screen.page.evaluate(
        """() => {
          const host = [...document.querySelectorAll('*')].find((n) => n.shadowRoot?.querySelector('.area'));
          const root = host.shadowRoot;
          const at = (code) => root.querySelector(`[data-code="${code}"]`);
          const seen = new Set(['BU0000']);
          for (const code of seen) {
            for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
              at(code).focus();
              at(code).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
              seen.add(root.activeElement.dataset.code);
            }
          }
          return seen.size;
        }"""
    )
    assert reached == 30


@pytest.mark.parametrize(("fixture", "width"), [("untouched", 1280), ("narrow", 390)])
def test_the_tooltip_never_leaves_the_frame(request, fixture, width):
    screen = request.getfixturevalue(fixture)
    frame = screen.page.locator(".frame")
    for code in ("BU0000", "BU0005", "BU0024", "BU0029"):
        screen.area(code).hover()
        tip, whole = box(screen.page.locator(".tip")), box(frame)
        assert tip["x"] >= whole["x"] - 1
        assert tip["y"] >= whole["y"] - 1
        assert tip["x"] + tip["width"] <= whole["x"] + whole["width"] + 1
        assert tip["y"] + tip["height"] <= whole["y"] + whole["height"] + 1
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_legend_has_the_classes_the_city_and_only_the_special_classes_that_occur(untouched):
    screen = untouched
    legend = screen.page.locator(".legend")
    assert legend.locator(".scale li").all_inner_texts() == [
        "0–1,2",
        "1,2–2,6",
        "▾ stad 3,4\n2,6–4,5",
        "4,5–8,0",
        "8,0 en meer",
    ]
    assert legend.locator(".special li").all_inner_texts() == [
        "te weinig inwoners",
        "minder dan 5, niet getoond",
        "geen cijfer",
    ]
    assert legend.locator(".unit").inner_text() == "per 1.000 inwoners"


def test_wijken_instead_of_buurten(screen):
    screen.open("?niveau=wijk").page.locator("path.area").first.wait_for()
    assert screen.page.locator("path.area").count() == 4
    assert screen.page.get_by_role("listbox", name="Wijken op de kaart").count() == 1
    assert screen.page.locator(".special li").count() == 0


def test_provisional_is_marked_on_the_area_or_once_for_all(screen):
    screen.open("?voorlopig=enkele").area("BU0002").wait_for()
    assert screen.page.locator("circle.mark").count() == 4 + 1  # and one in the legend
    assert screen.area("BU0002").get_attribute("aria-label").endswith(", voorlopig")
    assert "voorlopig" in screen.page.locator(".special li").all_inner_texts()
    screen.area("BU0000").click()
    screen.settle(2)
    radii = [mark.get_attribute("r") for mark in screen.page.locator("svg.map circle.mark").all()]
    assert len(radii) == 4
    assert all(float(radius) > 3 for radius in radii)  # in units of the shapes: still as large on the screen
    screen.open("?voorlopig=alle")
    assert screen.page.locator("circle.mark").count() == 0
    assert "alle cijfers zijn voorlopig" in screen.page.locator(".special li").all_inner_texts()


def test_better_and_worse_differ_without_colour(screen):
    screen.open("?verschil=1")
    screen.area("BU0002").wait_for()
    assert colour(screen.area("BU0000")) == as_rgb(LIGHT.diverging[0])
    assert colour(screen.area("BU0001")) == as_rgb(LIGHT.diverging[2])
    assert colour(screen.area("BU0002")) == 'url("#d4")'
    assert screen.page.locator(".scale li").all_inner_texts() == [
        "duidelijk gunstiger",
        "geen duidelijke verandering",
        "duidelijk ongunstiger",
    ]


def test_labels_that_do_not_fit_are_left_out(untouched, screen):
    labels = "text.label:not(.name):not([visibility=hidden])"
    assert untouched.page.locator(labels).count() == 4
    screen.open("?vormen=/kaart/9000.json")
    screen.area("BU0000").wait_for()
    assert screen.page.locator(labels).all_text_contents() == ["Oost", "Zuid"]


def test_the_space_is_there_before_the_shapes_are(screen):
    held = []

    def hold(route):
        held.append(route)

    screen.page.route("**/kaart/*", hold)
    screen.open()
    frame = screen.page.locator(".frame")
    reserved = box(frame)
    held[0].continue_()
    screen.area("BU0000").wait_for()
    assert box(frame) == reserved


def test_shapes_that_do_not_come_are_said_and_asked_for_again(screen):
    screen.page.route("**/kaart/*", lambda route: route.fulfill(status=503))
    screen.open()
    screen.page.get_by_text("De kaart kon niet worden geladen").wait_for()
    screen.page.unroute("**/kaart/*")
    screen.year(2024)
    screen.area("BU0000").wait_for()
    assert screen.page.get_by_text("De kaart kon niet worden geladen").is_hidden()


def test_dark_pages_get_dark_colours_paper_stays_light_and_nothing_moves_for_who_asked_for_rest(screens):
    screen = screens(color_scheme="dark", reduced_motion="reduce").open()
    area = screen.area("BU0000")
    assert colour(area) == as_rgb(DARK.sequential[0])
    assert area.evaluate("node => getComputedStyle(node).transitionDuration") == "0s"
    screen.page.emulate_media(media="print")
    assert colour(area) == as_rgb(LIGHT.sequential[0])
