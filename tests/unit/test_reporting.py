"""The reports on a small made-up city: refusals, what a partner is given, and nothing from after the month."""

import re
from datetime import UTC, date, datetime
from functools import cache

import pytest

from analytics.access import Toegang
from analytics.coverage import Coverage
from analytics.errors import NotFound, WrongUsage
from analytics.measures import ONDERDRUKT
from analytics.progress import Progress, Said
from analytics.reports.model import Soort, Zekerheid, as_json, from_json
from analytics.tables import shown
from analytics.views import reporting
from analytics.views.reporting import partner, year_figures
from tests.builders import BINNENSTAD, CENTRUM, JEKERKWARTIER, STAD, WOLDER, month, publish, steady_months

DECEMBER = date(2025, 12, 1)


@cache
def build(soort, snapshot, maand=DECEMBER, **chosen):
    """A report; of each choice one, for all tests."""
    return reporting.build(soort, snapshot, Toegang.VOLLEDIG, maand, **chosen)


def texts(document):
    """Every sentence and every cell as it is printed."""
    cells = [
        shown(row.cells[column.id], column)
        for block in document.tables
        for row in (*block.table.rows, *block.table.footer)
        for column in block.table.columns
        if column.id in row.cells
    ]
    return [*(sentence.text for sentence in document.sentences), *cells]


def row(document, block, name):
    (found,) = (one for one in document.tables if one.id == block)
    (cells,) = (one.cells for one in found.table.rows if one.id == name)
    return cells


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return steady_months(tmp_path_factory.mktemp("stad"), counts=(20, 20, 60))


def test_a_profile_asks_for_an_area(city):
    with pytest.raises(WrongUsage, match="één gebied"):
        build(Soort.GEBIED, city)


@pytest.mark.parametrize("code", ["BU00000000", "GM0758"])
def test_a_profile_of_an_unknown_area_is_refused(city, code):
    with pytest.raises(NotFound, match=code):
        build(Soort.GEBIED, city, gebied=code)


def test_an_extract_asks_for_areas_and_themes(city):
    with pytest.raises(WrongUsage, match="gekozen gebieden"):
        build(Soort.PARTNER, city, themas=("1.3",))
    with pytest.raises(WrongUsage, match="gekozen thema's"):
        build(Soort.PARTNER, city, gebieden=(WOLDER,))


def test_an_extract_of_what_is_not_there_is_refused(city):
    with pytest.raises(NotFound, match="BU00000000"):
        build(Soort.PARTNER, city, gebieden=("BU00000000",), themas=("1.3",))
    with pytest.raises(NotFound, match="9\\.9"):
        build(Soort.PARTNER, city, gebieden=(WOLDER,), themas=("9.9",))


def test_a_month_without_figures_is_refused(city):
    with pytest.raises(NotFound, match="2026-03"):
        build(Soort.RAAD, city, date(2026, 3, 1))


def test_any_day_of_a_month_is_that_month(city):
    assert as_json(build(Soort.RAAD, city, date(2025, 12, 17))) == as_json(build(Soort.RAAD, city))


@pytest.mark.parametrize("soort", [Soort.RAAD, Soort.JAAR, Soort.GEBIED])
def test_nothing_is_from_after_the_month(city, soort):
    document = build(soort, city, date(2024, 12, 1), gebied=WOLDER)
    assert not [text for text in texts(document) if re.search(r"\b2025\b", text)]
    assert any(re.search(r"\b2024\b", text) for text in texts(document))


def test_the_change_is_that_of_the_twelve_months(city):
    cells = row(build(Soort.RAAD, city), "veld-1-geregistreerd", "woninginbraak")
    assert (cells["nu"].value, cells["vorig"].value) == (60 * 36, 20 * 36)
    earlier = row(build(Soort.RAAD, city, date(2024, 12, 1)), "veld-1-geregistreerd", "woninginbraak")
    assert (earlier["nu"].value, earlier["vorig"].value) == (20 * 36, 20 * 36)


def test_what_tripled_is_said_with_certainty_and_what_stayed_is_not(city):
    risen = {one.id: one for one in build(Soort.RAAD, city).sentences}
    assert risen["verandering:misdrijven_totaal"].zekerheid is Zekerheid.ZEKER
    assert "gestegen, van 720 een jaar eerder naar 2.160" in risen["verandering:misdrijven_totaal"].text
    same = {one.id: one for one in build(Soort.RAAD, city, date(2024, 12, 1)).sentences}
    assert not [name for name in same if name.startswith("verandering:")]
    assert same["thema:1.3"].zekerheid is Zekerheid.ONZEKER


def test_a_theme_without_indicator_says_why(city):
    (gap,) = (one for one in build(Soort.RAAD, city).sentences if one.id == "thema:5.2")
    assert gap.zekerheid is Zekerheid.NIET_TE_ZEGGEN
    assert "heeft geen indicator" in gap.text


def test_every_field_and_the_whole_have_a_place_for_remarks(city):
    places = [one.onderdeel for one in build(Soort.RAAD, city).remarks]
    assert places == ["geheel", *(f"veld-{n}" for n in range(1, 6))]


def test_the_profile_of_the_municipality_has_no_scores_beside_itself(city):
    document = build(Soort.GEBIED, city, gebied=STAD)
    assert "scores" not in {block.id for block in document.tables}
    assert row(document, "registraties", "misdrijven_totaal")["nu"].value == 60 * 36


def reported(*days):
    said = Said(STAD, "mjp19-001", date(2025, 10, 1), "loopt", "halverwege")
    own = tuple(Progress(said, "team", datetime(*day, tzinfo=UTC), n) for n, day in enumerate(days, 1))
    return reporting.Reported(own)


def test_what_the_team_reported_on_actions_is_counted(city):
    document = build(Soort.RAAD, city, gemeld=reported((2025, 12, 5)))
    assert "1 loopt" in row(document, "acties", "5.2")["stand"].value
    each = row(build(Soort.JAAR, city, gemeld=reported((2025, 12, 5))), "acties", "mjp19-001")
    assert each["stand"].value.endswith("loopt: halverwege")


def test_what_was_reported_after_the_month_is_not(city):
    document = build(Soort.RAAD, city, gemeld=reported((2026, 1, 3)))
    assert "loopt" not in row(document, "acties", "5.2")["stand"].value


def test_without_the_reports_nothing_is_said_of_how_far_actions_are(city):
    document = build(Soort.RAAD, city)
    (said,) = (one for one in document.sentences if one.id == "acties")
    assert said.zekerheid is Zekerheid.NIET_TE_ZEGGEN
    assert "stand" not in {column.id for one in document.tables if one.id == "acties" for column in one.table.columns}


# what a partner is given


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Three buurten with 30, 30 and 3 burglaries a year; hic is burglaries alone."""
    counted = [
        month(jaar, 3) | {"soort": kind, "aantal": count, "gebied": code}
        for jaar in (2023, 2024, 2025)
        for kind in ("0.0.0", "1.1.1")
        for code, count in ((BINNENSTAD, 30), (JEKERKWARTIER, 30), (WOLDER, 3))
    ]
    known = [{"soort": kind, "van": date(2023, 1, 1)} for kind in ("0.0.0", "1.1.1", "1.4.6", "1.4.7")]
    people = [{"gebied": code} for code in (BINNENSTAD, JEKERKWARTIER, WOLDER)]
    return publish(tmp_path_factory.mktemp("klein"), registraties=counted, dekking=known, kerncijfers=people)


def given(document, code, indicator):
    return row(document, f"1.3-{code}-0", indicator)


def test_a_partner_gets_the_level_of_a_partner_whatever_is_asked(small):
    document = build(Soort.PARTNER, small, gebieden=(WOLDER,), themas=("1.3",))
    assert document.toegang == "partner"
    cells = given(document, WOLDER, "woninginbraak")
    assert (cells["nu"].value, cells["nu"].status) == (None, ONDERDRUKT)
    assert {cell.value for name, cell in cells.items() if name.startswith(("per", "verandering"))} == {None}
    assert given(document, WOLDER, "straatroof")["nu"].value == 0


def test_a_sum_that_tells_a_hidden_buurt_is_hidden_too(small):
    document = build(Soort.PARTNER, small, gebieden=(STAD, BINNENSTAD, JEKERKWARTIER, WOLDER), themas=("1.3",))
    whole = given(document, STAD, "woninginbraak")
    assert {cell.value for name, cell in whole.items() if name.startswith(("nu", "per", "verandering"))} == {None}
    assert given(document, BINNENSTAD, "woninginbraak")["nu"].value == 30
    assert "63" not in texts(document)


def test_a_sum_that_tells_nothing_stays(small):
    document = build(Soort.PARTNER, small, gebieden=(STAD, BINNENSTAD), themas=("1.3",))
    assert given(document, STAD, "woninginbraak")["nu"].value == 63


def test_hidden_counts_all_read_the_same(small):
    document = build(Soort.PARTNER, small, gebieden=(CENTRUM, STAD, WOLDER), themas=("1.3",))
    hidden = {given(document, code, "woninginbraak")["nu"].text for code in (STAD, WOLDER)}
    assert hidden == {"niet getoond"}


def test_what_does_not_fit_is_refused(small, monkeypatch):
    chosen = {"gebieden": (CENTRUM, BINNENSTAD), "themas": ("1.3",)}
    monkeypatch.setattr(partner, "MOST_LINES", 2 * partner.HEAD)
    with pytest.raises(WrongUsage, match="te lang"):
        build(Soort.PARTNER, small, **chosen)
    monkeypatch.undo()
    assert build(Soort.PARTNER, small, **chosen).tables


# the calendar year


def coverage(tot, provisional=None):
    months = tuple(date(2025, n, 1) for n in range(1, tot + 1))
    return Coverage(months, (2025,) if tot == 12 else (), provisional)


@pytest.mark.parametrize(
    ("known", "maand", "expected"),
    [
        (coverage(12), 12, (2025, 2026)),
        (coverage(12, date(2025, 10, 1)), 12, date(2025, 10, 1)),
        (coverage(12), 6, date(2025, 7, 1)),
        (coverage(12, date(2025, 1, 1)), 12, date(2026, 1, 1)),
    ],
)
def test_the_final_months_of_a_year(known, maand, expected):
    end = date(2025, maand, 1)
    cut = Coverage(tuple(m for m in known.maanden if m <= end), known.jaren, known.voorlopig_vanaf)
    found = year_figures.final_months(cut, end)
    assert found.van == date(2025, 1, 1)
    assert found.tot == (date(2026, 1, 1) if isinstance(expected, tuple) else expected)


def test_provisional_months_stand_apart(tmp_path):
    fresh = [{"soort": kind, "van": date(2023, 1, 1), "tot": date(2025, 10, 1)} for kind in ("0.0.0", "1.1.1")] + [
        {"soort": kind, "van": date(2025, 10, 1), "tot": date(2026, 1, 1), "status": "voorlopig"}
        for kind in ("0.0.0", "1.1.1")
    ]
    snapshot = steady_months(tmp_path, kinds=("0.0.0", "1.1.1"), dekking=fresh)
    cells = row(build(Soort.JAAR, snapshot), "cijfers", "woninginbraak")
    assert (cells["nu"].value, cells["vorig"].value) == (20 * 27, 20 * 27)
    assert (cells["heel"].value, cells["heel"].status) == (20 * 36, "voorlopig")


@pytest.mark.parametrize("soort", list(Soort))
def test_a_document_goes_into_json_and_back(city, soort):
    chosen = {"gebied": WOLDER, "gebieden": (WOLDER,), "themas": ("1.3",)}
    document = build(soort, city, **chosen)
    assert from_json(as_json(document)) == document
    assert document.soort is soort
