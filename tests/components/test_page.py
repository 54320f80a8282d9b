"""The page around the components: accessible in light and dark, within the content policy, nothing from outside."""

import pytest
from playwright.sync_api import TimeoutError as NotYet

pytestmark = pytest.mark.browser

CASES = [("light", 1280, ""), ("dark", 1280, "?groepen=1&voorlopig=enkele"), ("light", 390, "?hoogte=400")]


@pytest.mark.parametrize(("scheme", "width", "question"), CASES)
def test_accessible_within_the_policy_and_without_outside_requests(screens, scheme, width, question):
    screen = screens(width=width, color_scheme=scheme).open(question)
    screen.area("BU0012").wait_for()
    screen.row("BU0012").get_by_role("button").click()
    screen.settle(2)
    screen.area("BU0007").hover()
    assert screen.accessibility_problems() == []
    assert screen.violations() == []
    assert screen.errors == []
    assert screen.outside() == []


def test_the_detail_map_draws_and_tells_without_outside_requests(screen):
    screen.page.goto(f"{screen.site}/?detail=straten")
    drawn = screen.page.get_by_role("figure", name="12 registraties in 1 straat")
    drawn.wait_for()
    place = screen.page.locator("canvas").last.bounding_box()
    tip = screen.page.locator(".deck-tooltip").filter(has_text="Kade")
    for attempt in range(40):  # the only street lies in the middle; WebGL does not say when it has drawn
        screen.page.mouse.move(place["x"] + place["width"] / 2 + attempt % 2, place["y"] + place["height"] / 2)
        try:
            tip.wait_for(timeout=250)
            break
        except NotYet:
            continue
    assert tip.inner_text() == "Kade\nAkker, 12 registraties"
    assert screen.violations() == []
    assert screen.errors == []
    assert screen.outside() == []
    assert any("grenzen.geojson" in url for url in screen.requests)
