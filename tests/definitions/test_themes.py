"""The 22 themes: every indicator and every police kind has a place, and what has no indicator says why."""

import re

import pytest

from analytics import areas, indicators, themes
from analytics.contract import TOTALS
from analytics.errors import NotFound
from analytics.indicators import RegistrationNumerator, kinds

ALL = list(themes.all_themes().values())
by_code = {"ids": lambda theme: theme.code}


def test_there_are_five_fields_with_twenty_two_themes_in_order():
    assert [domain.code for domain in themes.domains()] == ["1", "2", "3", "4", "5"]
    assert [len(domain.thema) for domain in themes.domains()] == [4, 5, 4, 4, 5]
    assert [theme.code for theme in ALL] == sorted(theme.code for theme in ALL)
    assert len({theme.naam for theme in ALL}) == 22
    assert all(themes.domain_of(theme.code).code == theme.code[0] for theme in ALL)


def test_every_indicator_stands_under_one_theme():
    under = [indicator.id for theme in ALL for indicator in theme.indicatoren]
    assert sorted(under) == sorted(indicators.load_all())


def test_every_police_kind_is_in_an_indicator_or_under_one_theme_or_under_none():
    counted = {
        kind
        for indicator in indicators.load_all().values()
        if isinstance(indicator.teller, RegistrationNumerator)
        for kind in indicator.teller.soorten
    }
    placed = [*(kind for theme in ALL for kind in theme.soorten), *themes.kinds_without_theme()]
    assert len(set(placed)) == len(placed)
    assert set(placed) == set(kinds()) - counted - set(TOTALS)


@pytest.mark.parametrize("theme", ALL, **by_code)
def test_a_theme_without_an_indicator_says_why_to_both_municipalities(theme):
    assert bool(theme.leemte) != bool(theme.indicatoren)
    for gap in theme.leemte:
        assert gap.tekst[0].isupper()
        assert gap.tekst.endswith(".")
        assert not gap.gemeente or gap.gemeente in areas.municipalities()
        assert bool(gap.gemeente) == bool(gap.document) == bool(gap.vindplaats)
    if theme.leemte:
        assert all(theme.gaps(gemeente) for gemeente in ("GM0935", "GM1641"))


def test_a_gap_is_told_to_the_municipality_whose_document_says_so():
    undermining = themes.theme("5.2")
    (own,) = undermining.gaps("GM1641")
    assert re.search("RIEC", own.tekst)
    assert {gap.document for gap in undermining.gaps("GM0935")} == {
        "MJP Veiligheid 2019-2022", "Uitvoeringsplan 2015/2016",
    }  # fmt: skip


def test_a_theme_that_does_not_exist_is_not_found():
    with pytest.raises(NotFound, match=r"9\.9"):
        themes.theme("9.9")


@pytest.mark.parametrize(
    ("soort", "code"),
    [
        ("2.5.2", "2.1"),  # thefts at a shop: its own indicator, not the one of businesses that counts them too
        ("1.4.2", "1.3"),  # no indicator of its own: that of violence
        ("3.1.1", "5.2"),  # in no indicator but the total of all crimes: where Kernbeleid has it declared
        ("3.7.2", ""),
        ("0.0.0", ""),
    ],
)
def test_the_theme_of_a_police_kind(soort, code):
    assert themes.of_kind(soort) == code
