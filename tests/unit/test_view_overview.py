"""The overview: what it says of a city that is steady, rises, has no past, or has no figures at all."""

import json
from datetime import date

from analytics import tables
from analytics.areas import Niveau
from analytics.views import city_overview
from tests.builders import (
    STAD,
    WOLDER,
    ask,
    cells,
    publish,
    steady_months,
)


def build(snapshot):
    return city_overview.build(ask(snapshot, niveau=Niveau.GEMEENTE), snapshot.manifest())


def test_a_steady_city(tmp_path):
    shown = build(steady_months(tmp_path))
    assert shown.answer == (
        "Geen enkel cijfer is duidelijk ongunstiger dan een jaar eerder. "
        "Bij 5 cijfers is de verandering niet van toeval te onderscheiden."
    )
    assert set(cells(shown.registered)) == {"misdrijven_totaal", "hic", "woninginbraak", "straatroof", "overval"}
    assert shown.changed_answer == "In geen enkele buurt veranderde het aantal misdrijven duidelijk."


def test_a_theme_shows_all_it_counts_and_nothing_else(tmp_path):
    snapshot = steady_months(tmp_path, kinds=("0.0.0", "1.1.1", "2.5.2"))
    shown = city_overview.build(ask(snapshot, niveau=Niveau.GEMEENTE), snapshot.manifest(), "2.1")
    assert shown.question == "Hoe staat het in Maastricht met veilig winkelgebied?"
    assert list(cells(shown.registered)) == ["winkeldiefstal"]
    assert shown.changed_choice == {"indicator": "winkeldiefstal"}
    assert shown.changed_answer == "In geen enkele buurt veranderde het aantal winkeldiefstallen duidelijk."


def test_a_fall_alone_says_of_what(tmp_path):
    said = build(steady_months(tmp_path, counts=(20, 20, 10))).changed_answer
    assert said.startswith("Minder misdrijven in Binnenstad, Jekerkwartier en Wolder.")


def test_a_theme_that_is_only_asked_about_has_no_map(tmp_path):
    snapshot = steady_months(tmp_path)
    shown = city_overview.build(ask(snapshot, niveau=Niveau.GEMEENTE), snapshot.manifest(), "1.4")
    assert (shown.registered, shown.changed, shown.changed_map, shown.changed_answer) == (None, None, None, "")


def test_a_rise_is_named(tmp_path):
    shown = build(steady_months(tmp_path, counts=(10, 10, 20)))
    assert shown.answer.startswith("Duidelijk ongunstiger dan een jaar eerder: alle misdrijven,")
    row = cells(shown.registered)["hic"]
    assert (row["nu"]["text"], row["vorig"]["text"], row["woord"]["text"]) == ("2.160", "1.080", "gestegen")
    assert row["woord"]["class"] == "attention"
    assert shown.changed_answer.startswith("Meer misdrijven in Binnenstad, Jekerkwartier en Wolder.")


def test_a_first_year_is_no_good_news(tmp_path):
    shown = build(steady_months(tmp_path, van=date(2025, 1, 1)))
    reason = "geen cijfers over het jaar ervoor"
    assert shown.answer == f"Of het veiliger werd, is niet te zeggen: {reason}."
    assert shown.changed_answer == f"Waar het aantal misdrijven veranderde, is niet te zeggen: {reason}."
    assert (shown.changed, shown.changed_map) == (None, None)
    assert cells(shown.registered)["hic"]["woord"]["text"] == f"niet te zeggen: {reason}"


def test_only_buurten_that_can_be_compared_are_counted(tmp_path):
    out = {"gebied": WOLDER, "soort": "0.0.0", "status": "ontbreekt"}
    dekking = [{"soort": "0.0.0", "van": date(2023, 1, 1)}, out]
    shown = build(steady_months(tmp_path, kinds=("0.0.0",), counts=(10, 10, 20), dekking=dekking))
    assert "Van 2 buurten zouden er door toeval" in shown.changed_answer


def test_figures_over_different_periods_each_say_theirs(tmp_path):
    dekking = [
        {"soort": "0.0.0", "van": date(2023, 1, 1)},
        {"soort": "E35", "van": date(2023, 1, 1), "tot": date(2025, 7, 1)},
    ]
    shown = build(steady_months(tmp_path, kinds=("0.0.0", "E35"), dekking=dekking))
    found = cells(shown.registered)
    assert found["misdrijven_totaal"]["periode"]["text"] == "2025"
    assert found["jeugdoverlast"]["periode"]["text"] == "jul 2024–jun 2025"
    assert [column.title for column in shown.registered.columns][2] == "laatste cijfer"
    assert "2025 · jul 2024–jun 2025" in shown.source.line


def test_one_period_stands_in_the_head(tmp_path):
    shown = build(steady_months(tmp_path))
    assert [column.title for column in shown.registered.columns][1] == "2025"
    assert all("periode" not in row for row in cells(shown.registered).values())


def test_an_empty_snapshot(tmp_path):
    shown = build(publish(tmp_path))
    assert shown.answer == "Deze momentopname bevat nog geen cijfers over Maastricht."
    assert (shown.registered, shown.experienced, shown.changed, shown.changed_answer) == (None, None, None, "")


def test_surveys_are_compared_with_the_round_before(tmp_path):
    rounds = [
        {"gebied": STAD, "jaar": n, "waarde": v, "ondergrens": v - 2, "bovengrens": v + 2}
        for n, v in ((2023, 20.0), (2025, 30.0))
    ]
    shown = build(publish(tmp_path, enquete=rounds))
    assert shown.answer.startswith("Duidelijk ongunstiger dan een jaar of enquêteronde eerder: voelt zich wel eens")
    row = cells(shown.experienced)["onveilig_buurt"]
    assert (row["jaar"]["text"], row["nu"]["text"], row["vorig"]["text"]) == ("2025", "30,0", "20,0")
    assert "enquête 2025" in shown.source.line


def test_the_payloads_are_json(tmp_path):
    shown = build(steady_months(tmp_path, counts=(0, 0, 20)))
    json.dumps(tables.payload(shown.registered), allow_nan=False)
    json.dumps(shown.changed_map, allow_nan=False)
