"""The map, the ranking and the chosen area: answers, tables and payloads that agree with each other."""

from dataclasses import replace

import pytest

from analytics import tables
from analytics.classes import all_periods, breaks_for
from analytics.measures import measure
from analytics.periods import Stap
from analytics.views import area_map, buurt_ranking
from tests.builders import (
    BINNENSTAD,
    BUURTCODES,
    JEKERKWARTIER,
    STAD,
    WOLDER,
    ask,
    burglaries,
    cells,
    publish,
    question,
    year,
)

YEARLY = {"stap": "jaar"}
PEOPLE = [{"gebied": code} for code in BUURTCODES]


def of_2025(tmp_path, counts, **what):
    """Yearly counts of 2025 per buurt; None takes a buurt out."""
    rows = [{**year(2025), "gebied": code, "aantal": n} for code, n in zip(BUURTCODES, counts, strict=True) if n]
    out = [YEARLY | {"gebied": c, "status": "ontbreekt"} for c, n in zip(BUURTCODES, counts, strict=True) if n is None]
    return publish(tmp_path, **{"registraties": rows, "dekking": [YEARLY, *out], "kerncijfers": PEOPLE} | what)


def view(make, snapshot, indicator=None, **changed):
    """The map or the ranking of 2025 as the page asks for it."""
    indicator, selection = indicator or burglaries(), ask(snapshot, stap=Stap.GEHEEL, **changed)
    measurement = measure(indicator, selection)
    city = measure(indicator, area_map.city_of(selection))
    breaks = breaks_for(indicator, all_periods(indicator, selection))
    return make.build(measurement, city, breaks, snapshot.manifest(), None)


def answer(make, *args, **kwargs):
    return view(make, *args, **kwargs).answer


def test_who_is_clearly_above_and_below_the_city(tmp_path):
    assert answer(area_map, of_2025(tmp_path, [60, 20, 5])) == (
        "Duidelijk boven het gemeentecijfer: Binnenstad. 1 gebied ligt er duidelijk onder; "
        "bij 1 is geen duidelijk verschil."
    )


def test_nobody_is_clearly_above(tmp_path):
    assert answer(area_map, of_2025(tmp_path, [20, 20, 20])) == (
        "Geen enkel gebied ligt duidelijk boven het gemeentecijfer. Er ligt ook geen gebied duidelijk onder; "
        "bij 3 is geen duidelijk verschil."
    )


def test_without_a_city_figure_nothing_is_compared(tmp_path):
    """One buurt taken out: the city is not known, and the others are neither above nor below it."""
    sentence = "Welke gebieden boven of onder het gemeentecijfer liggen, is niet te zeggen."
    assert answer(area_map, of_2025(tmp_path, [60, 5, None])) == sentence


def test_counts_name_the_largest(tmp_path):
    snapshot = of_2025(tmp_path, [60, 0, 5])
    assert answer(area_map, snapshot, absoluut=True) == "Het grootste aantal in Binnenstad (60) en Wolder (5)."


@pytest.mark.parametrize(
    ("counts", "threshold", "sentence"),
    [
        ([0, 0, 0], 0, "Nergens een registratie."),
        ([0, 0, None], 0, "Geen registratie in de gebieden met een cijfer."),
        ([0, 3, 0], 5, "Elk aantal boven nul is te klein om te tonen."),
        ([3, 3, 3], 5, "Over 2025 is elk aantal te klein om te tonen."),
        ([None, None, None], 0, "Over 2025 zijn hierover geen cijfers."),
    ],
)
def test_nothing_hidden_and_missing_are_three_answers(tmp_path, configured, counts, threshold, sentence):
    configured(drempel=threshold)
    assert answer(area_map, of_2025(tmp_path, counts), absoluut=True) == sentence


def test_a_survey_with_too_few_answers_everywhere(tmp_path):
    snapshot = publish(tmp_path, enquete=[{"gebied": code, "n": 9} for code in BUURTCODES])
    assert answer(area_map, snapshot, question()) == "Over 2025 rust elk cijfer op te weinig waarnemingen."


def test_table_map_and_measurement_say_the_same(tmp_path, configured):
    configured(drempel=5)
    snapshot = of_2025(tmp_path, [60, 3, None])
    shown = view(area_map, snapshot)
    assert {code: area["value"] for code, area in shown.payload["areas"].items()} == {
        BINNENSTAD: "60,0", JEKERKWARTIER: "<5", WOLDER: "–",
    }  # fmt: skip
    found = cells(shown.table)
    assert {code: (row["teller"]["text"], row["waarde"]["text"]) for code, row in found.items()} == {
        BINNENSTAD: ("60", "60,0"),
        JEKERKWARTIER: ("<5", "<5"),
        WOLDER: ("–", "geen cijfer"),
        STAD: ("–", "geen cijfer"),
    }
    assert found[JEKERKWARTIER]["teller"]["status"] == found[JEKERKWARTIER]["waarde"]["status"] == "onderdrukt"
    assert found[WOLDER]["waarde"]["status"] == "ontbreekt"


def test_each_state_has_its_own_class_and_words(tmp_path, configured):
    configured(drempel=5, minimum_inwoners=200)
    people = [{"waarde": 15.0}, *PEOPLE[1:]]
    payload = view(area_map, of_2025(tmp_path, [60, 3, None], kerncijfers=people)).payload
    areas = payload["areas"]
    assert {code: area["class"] for code, area in areas.items()} == {
        BINNENSTAD: "klein", JEKERKWARTIER: "onderdrukt", WOLDER: "ontbreekt",
    }  # fmt: skip
    assert areas[BINNENSTAD]["detail"] == "60 proefinbraken · te weinig inwoners voor een verhouding"
    assert areas[BINNENSTAD]["value"] == "–"  # not the 4.000 per 1.000 that fifteen inhabitants make
    assert areas[JEKERKWARTIER]["detail"] == "onderdrukt: <5"
    assert areas[WOLDER]["detail"] == "geen cijfer"
    assert {entry["id"] for entry in payload["classes"]} >= {"klein", "onderdrukt", "ontbreekt"}


def test_the_count_of_a_tiny_buurt_stays_readable(tmp_path, configured):
    configured(minimum_inwoners=200)
    row = cells(view(area_map, of_2025(tmp_path, [69, 20, 20], kerncijfers=[{"waarde": 15.0}, *PEOPLE[1:]])).table)
    assert (row[BINNENSTAD]["teller"]["text"], row[BINNENSTAD]["waarde"]["text"]) == ("69", "te weinig inwoners")
    assert row[BINNENSTAD]["waarde"]["status"] == "klein"
    assert row[BINNENSTAD]["waarde"]["sort"] is None


def test_every_class_in_use_is_in_the_legend(tmp_path):
    payload = view(area_map, of_2025(tmp_path, [60, 20, 5])).payload
    legend = {entry["id"] for entry in payload["classes"]}
    assert {area["class"] for area in payload["areas"].values()} <= legend
    assert payload["mark"]["class"] in legend
    assert payload["mark"]["text"] == "gemeente 28,3"
    assert payload["unit"] == "per 1.000 inwoners"


def test_an_answer_without_known_respondents_says_only_the_answer(tmp_path):
    snapshot = publish(tmp_path, enquete=[{"n": None}, {"gebied": STAD}])
    areas = view(area_map, snapshot, question()).payload["areas"]
    assert areas[BINNENSTAD]["detail"] == "20,0 (15,0–25,0)%"


def test_provisional_figures_are_marked_in_table_map_and_source(tmp_path):
    shown = view(area_map, of_2025(tmp_path, [60, 20, 5], dekking=[YEARLY | {"status": "voorlopig"}]))
    assert shown.payload["areas"][BINNENSTAD]["provisional"]
    assert shown.payload["areas"][BINNENSTAD]["detail"].endswith(" · voorlopig")
    assert cells(shown.table)[BINNENSTAD]["teller"]["status"] == "voorlopig"
    assert "2025 (voorlopig)" in shown.source.line


def test_the_source_names_publisher_period_denominator_and_snapshot(tmp_path):
    line = view(area_map, of_2025(tmp_path, [60, 20, 5])).source.line
    assert line == (
        "Bron: Politie 47022NED · 2025 · inwoners op 1 januari 2025 · gegevens van 15 januari 2026 · momentopname toets"
    )


def test_ranking_names_who_is_certain_and_says_what_is_real(tmp_path):
    assert answer(buurt_ranking, of_2025(tmp_path, [60, 20, 5])) == (
        "Zeker bij het ongunstigste: Binnenstad. 96% van de verschillen is echt; de rest kan toeval zijn."
    )


def test_ranking_areas_that_are_alike_is_advised_against(tmp_path):
    assert answer(buurt_ranking, of_2025(tmp_path, [20, 21, 22])) == (
        "Van geen enkel gebied is zeker dat het bij het ongunstigste hoort. Slechts 0% van de verschillen is echt; de "
        "rest kan toeval zijn. Gebruik de volgorde niet."
    )


def test_ranking_one_area_is_no_list(tmp_path):
    assert "maar één gebied" in answer(buurt_ranking, of_2025(tmp_path, [60, None, None]))


def test_ranking_without_figures_there_is_no_order(tmp_path):
    sentence = "Hierover zijn geen cijfers om te rangschikken."
    assert answer(buurt_ranking, of_2025(tmp_path, [None, None, None])) == sentence


def test_ranking_positions_and_reasons(tmp_path, configured):
    configured(drempel=5, minimum_inwoners=200)
    shown = view(
        buurt_ranking, of_2025(tmp_path, [60, 3, 69], kerncijfers=[*PEOPLE[:2], {"gebied": WOLDER, "waarde": 15.0}])
    )
    found = cells(shown.table)
    assert {code: row["kans"]["text"] for code, row in found.items()} == {
        BINNENSTAD: "–", JEKERKWARTIER: "–", WOLDER: "–", STAD: "",
    }  # fmt: skip
    assert (found[JEKERKWARTIER]["waarde"]["text"], found[JEKERKWARTIER]["waarde"]["status"]) == ("<5", "onderdrukt")
    assert found[WOLDER]["waarde"]["text"] == "te weinig inwoners (aantal: 69)"
    assert found[WOLDER]["waarde"]["status"] == "klein"
    assert [row["group"] for row in tables.payload(shown.table)["rows"]] == [
        "Niet te onderscheiden, of niet laag",
        "niet gerangschikt",
        "niet gerangschikt",
    ]


@pytest.mark.parametrize(("richting", "text"), [("lager_is_beter", "ongunstigst"), ("hoger_is_beter", "laagst")])
def test_ranking_the_question_follows_the_direction(tmp_path, richting, text):
    asked = view(buurt_ranking, of_2025(tmp_path, [6, 5, 7]), burglaries(richting=richting)).question
    assert asked == f"Welke buurten scoren het {text}, en hoe zeker is dat?"


def test_replacing_the_choice_of_area_does_not_ask_again(tmp_path):
    shown = view(area_map, of_2025(tmp_path, [6, 5, 7]))
    assert replace(shown.table, selected=WOLDER) == shown.table.choose(WOLDER)
