"""The page around the components: accessible in light and dark, within the content policy, nothing from outside."""

import pytest

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
