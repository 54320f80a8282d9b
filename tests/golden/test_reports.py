"""The reports on the shipped samples: the same numbers as the views behind them, and nothing that can be worked out."""

import re
from datetime import date

import pytest

from analytics import indicators, targets, themes
from analytics.access import Toegang
from analytics.areas import Niveau, all_areas, at_level
from analytics.comparisons import recent_period, round_on_round, year_on_year
from analytics.coverage import coverage
from analytics.measures import ONDERDRUKT, Selection
from analytics.periods import Stap
from analytics.reports.model import Soort, as_json, from_json
from analytics.settings import sample_of, settings
from analytics.snapshots import Snapshot, read_manifest
from analytics.views import reporting, target_words
from analytics.views.reporting import derivable

DECEMBER = date(2025, 12, 1)
CITY, VILLAGES = "GM0935", "GM1641"
KINDS = [soort for soort in Soort if soort is not Soort.DRIEHOEK]


def sample(gemeente):
    return Snapshot(read_manifest(sample_of(gemeente)).id, sample_of(gemeente))


def made(soort, gemeente, maand=DECEMBER):
    snapshot = sample(gemeente)
    buurt = at_level(snapshot, Niveau.BUURT)[3]
    chosen = {"gebied": buurt.code, "gebieden": (buurt.code, buurt.wijk), "themas": ("1.3",)}
    return reporting.build(soort, snapshot, Toegang.VOLLEDIG, maand, **chosen)


@pytest.fixture(scope="module")
def reports():
    """Every kind of the city, once."""
    return {soort: made(soort, CITY) for soort in KINDS}


@pytest.fixture(scope="module", params=KINDS)
def report(request, reports):
    return reports[request.param]


@pytest.fixture(scope="module", params=KINDS)
def of_villages(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VEILIGHEID_GEMEENTE", VILLAGES)
        settings.cache_clear()
        yield made(request.param, VILLAGES)
    settings.cache_clear()


def is_sound(document):
    """What holds for every report."""
    ids = [sentence.id for sentence in document.sentences]
    tables = [block.id for block in document.tables]
    assert len(set(ids)) == len(ids)
    assert len(set(tables)) == len(tables)
    assert all(one.periode and one.bron and one.href.startswith("/") for one in document.sentences)
    assert all(len([c for c in block.table.columns if c.on_screen]) <= 6 for block in document.tables)
    assert from_json(as_json(document)) == document
    assert document.vertrouwelijk
    assert document.voorbeeld


def test_every_report_is_sound(report):
    is_sound(report)


def test_and_of_another_municipality_too(of_villages):
    is_sound(of_villages)
    assert of_villages.gemeentenaam == "Maasgouw"
    assert not [one.text for one in of_villages.sentences if "Maastricht" in one.text]


def rows(document, block):
    return {row.id: row.cells for one in document.tables if re.fullmatch(block, one.id) for row in one.table.rows}


def test_the_targets_are_those_of_the_page(reports):
    judged = targets.judge_all(sample(CITY), Toegang.VOLLEDIG, CITY, 2025)
    newest = {one.doel.id: one for one in judged if one.programma.id == "mjp19"}
    shown = rows(reports[Soort.RAAD], r"veld-\d-doelen")
    assert set(shown) == set(newest)
    for name, cells in shown.items():
        assert cells["oordeel"].value == target_words.words()[newest[name].oordeel]
        assert cells["toeval"].value == {True: "ja", False: "nee", None: None}[newest[name].toeval]
    every = {one.doel.id: target_words.words()[one.oordeel] for one in judged}
    assert {name: cells["oordeel"].value for name, cells in rows(reports[Soort.JAAR], r"doelen-\w+").items()} == every


@pytest.mark.parametrize("name", ["woninginbraak", "straatroof", "onveilig_buurt"])
def test_the_changes_are_those_of_the_overview(reports, name):
    indicator, snapshot = indicators.load(name), sample(CITY)
    asked = Selection(snapshot, Toegang.VOLLEDIG, Niveau.GEMEENTE, DECEMBER, date(2026, 1, 1), Stap.GEHEEL)
    if indicator.is_survey:
        expected = round_on_round(indicator, asked, CITY)
        value = expected.now.waarde
    else:
        expected = year_on_year(indicator, asked, CITY, recent_period(coverage(snapshot, indicator, Niveau.GEMEENTE)))
        value = expected.now.teller
    cells = rows(reports[Soort.RAAD], r"veld-1-(geregistreerd|bewoners)")[name]
    assert cells["nu"].value == value
    scale = 1 if indicator.is_survey else 100
    none = 0 if indicator.is_survey else 1
    assert cells["verandering"].low == pytest.approx(scale * (expected.change.lower - none))


def test_every_theme_is_there(reports):
    said = {one.id.removeprefix("thema:") for one in reports[Soort.RAAD].sentences if one.id.startswith("thema:")}
    assert said == set(themes.all_themes())


@pytest.mark.slow
def test_a_report_of_an_earlier_month_knows_nothing_later():
    document = made(Soort.RAAD, CITY, date(2021, 3, 1))
    about = [one for one in document.sentences if one.id.startswith(("verandering:", "kort:"))]
    assert about
    assert max(int(year) for one in about for year in re.findall(r"\b20\d\d\b", one.periode)) == 2021
    rounds = [cells["nu"].text for cells in rows(document, r"veld-\d-bewoners").values()]
    assert {re.search(r"\((\d{4})\)", text)[1] for text in rounds} == {"2019"}


def test_no_hidden_count_of_a_partner_can_be_worked_out(reports):
    document, snapshot = reports[Soort.PARTNER], sample(CITY)
    areas, shown, hidden = all_areas(snapshot), {}, {}
    for block in document.tables:
        code = block.id.split("-")[1]
        for row in block.table.rows if block.id.endswith("-0") else ():
            cell = row.cells["nu"]
            where = hidden if cell.status == ONDERDRUKT else shown
            where[code, row.id] = derivable.cells(indicators.load(row.id), areas[code], snapshot)
            assert cell.value is None or cell.value == 0 or cell.value >= 5 or not indicators.load(row.id).gevoelig
    assert hidden
    assert derivable.also_hidden(shown, hidden) == frozenset()
