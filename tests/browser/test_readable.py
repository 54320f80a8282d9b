"""Pages about the municipality and its buurten, readable for everybody. Two files, so that two workers share them."""

import pytest

from tests.browser import readable
from tests.browser.readable import EACH_WAY, SCREENS

PAGES = ["", "briefing", "kaart", "hic-trend", "signalen", "ranglijst", "scores", "objectief-en-beleving"]
FURTHER = ["kaart?gebied=BU09350000", "ranglijst?indicator=woninginbraak&gebied=BU09350000"]
RARE = [
    "kaart?kaart=straten",
    "objectief-en-beleving?beleving=onveilig_buurt&gebied=BU09350000",
    "scores?index=veiligheidsindex",
]


@pytest.mark.parametrize(
    ("address", "screens"),
    [
        *((page, EACH_WAY) for page in PAGES),
        *((page, SCREENS[2:3]) for page in FURTHER),
        *(pytest.param(page, SCREENS, marks=pytest.mark.slow) for page in [*PAGES, *FURTHER, *RARE]),
    ],
)
def test_page_is_readable_for_everybody_on_every_screen(visit, address, screens):
    readable.check(visit(address), screens)
