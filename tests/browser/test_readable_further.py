"""Pages about research, policy and the data, readable for everybody. Two files, so that two workers share them."""

import pytest

from tests.browser import readable
from tests.browser.readable import EACH_WAY, SCREENS

PAGES = [
    *("trechter", "enqueteplanner", "doelen", "themas", "vergelijken", "uitvoeringsagenda", "rapporten"),
    *("over-deze-cijfers", "geschiedenis", "gegevens-verversen"),
]
FURTHER = ["doelen?peiljaar=2021&doel=mjp19-woninginbraak", "gegevens-verversen?soort=enquete"]
RARE = [
    "trechter?indicator=onveilig_buurt&gebied=BU09350000",
    "vergelijken?naast=buurten",
    "themas?thema=1.3",
    "uitvoeringsagenda?actie=mjp19-009",
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
