"""What is declared hangs together: groups, screens, kinds, breaks and municipalities name things that exist."""

import csv
import re
from datetime import date

import pytest

from analytics import areas, breaks, indicators
from analytics.access import Toegang
from analytics.areas import Niveau
from analytics.contract import TOTALS
from analytics.coverage import coverage
from analytics.indicators import DEFINITIONS, SurveyNumerator, kinds
from analytics.measures import Selection, measure
from analytics.periods import Stap
from analytics.settings import SAMPLE
from analytics.snapshots import Snapshot, read_manifest

ALL = list(indicators.load_all().values())
COUNTED = [indicator for indicator in ALL if not indicator.is_survey]
ASKED = [indicator for indicator in ALL if indicator.is_survey]
WHOLES = [indicator for indicator in COUNTED if indicators.parts(indicator) != (indicator,)]
WITHOUT_INDICATOR = {"1.4.2"}  # murder and manslaughter: in the total of violence, without a line of its own
by_id = {"ids": lambda item: item.id}


@pytest.fixture(scope="module")
def sample():
    return Snapshot(read_manifest(SAMPLE).id, SAMPLE)


def test_titles_and_ids_are_unique():
    assert len({indicator.titel for indicator in ALL}) == len(ALL)
    assert all(re.fullmatch("[a-z][a-z_]*", indicator.id) for indicator in ALL)


def test_no_two_indicators_count_or_ask_the_same():
    counted = [frozenset(indicator.teller.soorten) for indicator in COUNTED]
    asked = [indicator.teller.vraag for indicator in ASKED]
    assert len(set(counted)) == len(counted)
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("indicator", COUNTED, **by_id)
def test_a_count_can_be_written_in_a_sentence(indicator):
    assert indicator.enkelvoud != indicator.meervoud
    for words in (indicator.enkelvoud, indicator.meervoud):
        assert words == words.strip()
        assert words[0].islower()
        assert not words.endswith(".")
    assert indicator.toelichting.endswith(".")


@pytest.mark.parametrize("indicator", COUNTED, **by_id)
def test_a_count_says_which_police_codes_it_is(indicator):
    codes = indicator.teller.soorten
    assert len(codes) > 1 or codes[0] in TOTALS or codes[0] in indicator.toelichting


@pytest.mark.parametrize("indicator", ASKED, **by_id)
def test_an_answer_has_a_unit_and_words(indicator):
    assert isinstance(indicator.teller, SurveyNumerator)
    assert indicator.teller.eenheid == "%" or "(1-10)" in indicator.teller.eenheid
    assert indicator.omschrijving[0].islower()


@pytest.mark.parametrize("indicator", COUNTED, **by_id)
def test_small_counts_are_under_the_threshold_but_for_the_published_totals(indicator):
    assert indicator.gevoelig == (not set(indicator.teller.soorten) & set(TOTALS))


def test_groups_are_named_once_and_hold_something():
    groups = indicators.groups()
    assert len({group.id for group in groups}) == len({group.naam for group in groups}) == len(groups)
    assert all(group.indicatoren for group in groups)
    offered = [indicator.id for group in groups for indicator in group.indicatoren]
    assert sorted(offered) == sorted(indicator.id for indicator in ALL)  # each exactly once


@pytest.mark.parametrize("indicator", WHOLES, **by_id)
def test_the_parts_of_a_total_are_all_its_kinds(indicator):
    whole = {kind for declared in indicator.teller.soorten for kind in indicators.parts_of_total(declared)}
    parts = [kind for part in indicators.parts(indicator) for kind in part.teller.soorten]
    assert len(parts) == len(set(parts)), "counted twice"
    assert whole - set(parts) <= WITHOUT_INDICATOR
    assert set(parts) <= whole


def test_totals_with_parts():
    assert {indicator.id for indicator in WHOLES} == {
        "hic", "vermogenscriminaliteit", "geweld", "bedrijfscriminaliteit", "sociale_overlast", "overlast_totaal",
    }  # fmt: skip


@pytest.mark.parametrize("indicator", WHOLES, **by_id)
def test_parts_add_up_to_their_total_in_the_sample(sample, indicator):
    def counts(part):
        selection = Selection(
            sample, Toegang.VOLLEDIG, Niveau.WIJK, date(2022, 1, 1), date(2025, 1, 1), Stap.KWARTAAL, absoluut=True
        )
        return measure(part, selection).values["teller"].astype(int)

    together = sum(counts(part) for part in indicators.parts(indicator))
    whole = counts(indicator)
    kinds_in_parts = {kind for part in indicators.parts(indicator) for kind in part.teller.soorten}
    if WITHOUT_INDICATOR & set(indicator.teller.soorten) - kinds_in_parts:
        assert (together <= whole).all()
        assert together.sum() > 0.9 * whole.sum()
    else:
        assert list(together) == list(whole)


@pytest.mark.parametrize("indicator", ALL, **by_id)
def test_the_sample_has_figures_of_every_indicator_at_every_level(sample, indicator):
    for niveau in (Niveau.BUURT, Niveau.WIJK, Niveau.GEMEENTE):
        assert not coverage(sample, indicator, niveau).is_empty


@pytest.mark.parametrize("indicator", COUNTED, **by_id)
def test_the_sample_has_a_denominator_for_every_rate(sample, indicator):
    for noemer in indicator.noemers:
        for niveau in Niveau:
            selection = Selection(
                sample, Toegang.VOLLEDIG, niveau, date(2024, 1, 1), date(2025, 1, 1), Stap.JAAR, noemer=noemer.van
            )
            assert measure(indicator, selection).values["noemer"].notna().all()


def test_screens_open_with_indicators_that_fit_them():
    assert not any(
        indicator.is_survey
        for name in ("overzicht", "overzicht_waar", "hic_trend")
        for indicator in indicators.on_screen(name)
    )
    assert all(indicator.is_survey for indicator in indicators.on_screen("overzicht_beleving"))
    assert all(indicator.is_survey or indicator.noemers for indicator in indicators.on_screen("ranglijst"))
    assert all(indicator.is_survey or indicator.noemers for indicator in indicators.on_screen("trechter"))
    assert all(indicator.noemers for indicator in indicators.on_screen("objectief"))
    assert all(
        indicator.is_survey and indicator.richting != "neutraal" for indicator in indicators.on_screen("beleving")
    )
    assert all(indicator.is_survey for indicator in indicators.on_screen("enqueteplanner"))
    for name in ("overzicht", "overzicht_beleving", "kaart", "ranglijst", "beleving"):
        found = [indicator.id for indicator in indicators.on_screen(name)]
        assert len(set(found)) == len(found)


def test_the_published_totals_are_the_only_totals():
    assert {code for code, kind in kinds().items() if kind["totaal"] == "ja"} == set(TOTALS)
    assert {indicators.kinds()[total]["rubriek"] for total in TOTALS} == {"misdrijf", "overlast"}


def test_a_published_total_stands_for_its_kinds():
    crimes, nuisance = (set(indicators.parts_of_total(total)) for total in TOTALS)
    assert crimes | nuisance | set(TOTALS) == set(kinds())
    assert not crimes & nuisance
    assert indicators.parts_of_total("1.1.1") == ("1.1.1",)


def test_kinds_are_written_without_the_padding_of_the_source():
    with (DEFINITIONS / "soorten.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["soort"] for row in rows}) == len(rows)
    for row in rows:
        assert all(value == value.strip() and value for value in row.values())
        assert {row["totaal"], row["verborgen_per_buurt"]} <= {"ja", "nee"}


@pytest.mark.parametrize("item", breaks.every(), ids=lambda item: f"{item.vanaf}")
def test_a_break_begins_with_a_month_and_says_what_and_after_whom(item):
    assert item.vanaf.day == 1
    assert set(item.soorten or ()) <= set(kinds())
    assert item.is_division or (item.soorten is None) == bool(item.methode), "about registrations or about a survey"
    assert item.tekst
    assert item.bron
    assert not item.tekst.endswith(".")
    assert any(item in breaks.of(indicator) for indicator in ALL)


def test_a_municipality_compares_itself_with_others_that_have_a_name():
    for code in areas.municipalities():
        assert re.fullmatch(r"GM\d{4}", code)
        assert areas.municipality_name(code) != code
        references = areas.reference_codes(code)
        assert code not in references
        assert all(areas.municipality_name(other) != other for other in references)
