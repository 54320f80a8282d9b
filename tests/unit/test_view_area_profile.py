"""The profile of an area: what it says of hand-made figures, and what it leaves out."""

from datetime import date

import pytest

from analytics import typology
from analytics.areas import Niveau, all_areas
from analytics.views import area_profile
from tests.builders import (
    BINNENSTAD,
    BUURTCODES,
    CENTRUM,
    JEKERKWARTIER,
    STAD,
    WOLDER,
    ZUIDWEST,
    ask,
    cells,
    month,
    publish,
)

YEARS = (2023, 2024, 2025)
PEOPLE = [{"gebied": code} for code in BUURTCODES]


def crimes(per_buurt, soort="0.0.0", years=YEARS):
    return [
        month(year, number) | {"soort": soort, "gebied": code, "aantal": n}
        for year in years
        for number in range(1, 13)
        for code, n in zip(BUURTCODES, per_buurt, strict=True)
        if n
    ]


def feeling(values, jaar=2025, **changed):
    return [
        {
            "gebied": code,
            "jaar": jaar,
            "vraag": "buurtscore_veiligheid",
            "waarde": value,
            "ondergrens": value - 0.2,
            "bovengrens": value + 0.2,
            "standaardfout": 0.1,
        }
        | changed
        for code, value in zip((*BUURTCODES, STAD), values, strict=True)
    ]


@pytest.fixture
def city(tmp_path):
    """Binnenstad has three times the crime of the others, and feels less safe than the city."""
    return publish(
        tmp_path,
        registraties=[*crimes((60, 20, 20)), *crimes((30, 10, 10), "1.1.1"), *crimes((0, 1, 1), "1.4.6")],
        dekking=[{"soort": kind, "van": date(2023, 1, 1)} for kind in ("0.0.0", "1.1.1", "1.4.6", "1.4.7")],
        kerncijfers=[*PEOPLE, *({"gebied": c, "kenmerk": "woningen", "waarde": 500.0} for c in BUURTCODES)],
        enquete=[*feeling((6.5, 7.2, 7.2, 7.1)), *feeling((7.0, 7.2, 7.2, 7.1), 2023)],
    )


@pytest.fixture(autouse=True)
def alike(monkeypatch):
    monkeypatch.setattr(typology, "types", lambda: {BINNENSTAD: "centrum", WOLDER: "centrum"})


def build(snapshot, code=BINNENSTAD):
    area = all_areas(snapshot)[code]
    return area_profile.build(ask(snapshot, niveau=area.niveau), area, snapshot.manifest())


def texts(table):
    return {row: {name: cell["text"] for name, cell in shown.items()} for row, shown in cells(table).items()}


def test_question_and_answer(city):
    shown = build(city)
    assert shown.question == "Hoe veilig is Binnenstad?"
    assert shown.answer == (
        "Vergeleken met de gemeente: ongunstiger bij alle misdrijven en buurtscore veiligheid. "
        "Alle misdrijven in 2025: 720, een jaar eerder 720 (0%, −9,8% tot +10,9%): geen duidelijke verandering."
    )


def test_scores_stand_beside_each_other_with_their_direction(city):
    shown = texts(build(city).scores)
    assert list(shown) == ["misdrijven_totaal", "buurtscore_veiligheid"]
    assert shown["misdrijven_totaal"] == {
        "naam": "Alle misdrijven, per 1.000 inwoners",
        "periode": "2025",
        "waarde": "720,0 (668,4–774,6)",
        "richting": "lager is beter",
        "stad": "400,0",
        "verschil": "+80%",
        "woord": "hoger dan de gemeente",
        "plaats": "1 van 3",
    }
    assert shown["buurtscore_veiligheid"]["waarde"] == "6,5 (6,3–6,7)"
    assert shown["buurtscore_veiligheid"]["richting"] == "hoger is beter"
    assert shown["buurtscore_veiligheid"]["woord"] == "lager dan de gemeente"


def test_good_and_bad_have_a_tone(city):
    assert cells(build(city).scores)["buurtscore_veiligheid"]["woord"]["class"] == "attention"
    assert cells(build(city, JEKERKWARTIER).scores)["misdrijven_totaal"]["woord"]["class"] == "certain"


def test_downloads_hold_the_value_itself(city):
    row = build(city).scores.rows[0].cells
    assert row["waarde"].value == pytest.approx(720.0)
    assert (row["waarde"].low, row["waarde"].high) == (pytest.approx(668.4, abs=0.1), pytest.approx(774.6, abs=0.1))


def test_kinds_that_stand_out(city):
    shown = build(city).kinds
    assert shown.answer == (
        "Vaker dan in de rest van de gemeente: woninginbraken. "
        "Minder vaak: straatroven. Vaker dan in vergelijkbare buurten: woninginbraken."
    )
    assert texts(shown.exceptional)["woninginbraak"]["stad"].startswith("3,0 (")
    assert texts(shown.exceptional)["woninginbraak"]["woord"] == "vaker dan beide"
    assert shown.rule.startswith(
        "Bekeken zijn 2 soorten; zonder correctie zouden er door toeval alleen al ongeveer 0,1"
    )
    assert "Vergelijkbaar: de enige andere buurt van het type centrum." in shown.rule


def test_totals_are_no_kind_and_sums_are_not_counted_twice(city):
    assert set(cells(build(city).kinds.every)) == {"woninginbraak", "straatroof", "overval"}


def test_without_a_type_only_the_city(city):
    shown = build(city, JEKERKWARTIER).kinds
    assert "soortgelijk" not in {column.id for column in shown.every.columns}
    assert "geen type vastgelegd" in shown.rule
    assert "type" not in build(city, CENTRUM).kinds.rule


def test_trends_have_the_city_behind_them(city):
    shown = build(city)
    assert [panel.title for panel in shown.panels] == ["Alle misdrijven", "High Impact Crimes"]
    panel = shown.panels[0]
    assert panel.text == (
        "Alle misdrijven, per 1.000 inwoners, 12 maanden samen: 720,0 in dec 2023, 720,0 in dec 2025."
    )
    assert panel.city.punten["waarde"].iloc[-1] == pytest.approx(400.0)
    assert texts(shown.trends)["2025-12"]["misdrijven_totaal_stad"] == "400,0"


def test_key_figures_with_their_year_and_share(city):
    shown = texts(build(city).facts)
    assert shown["inwoners"] == {"naam": "inwoners", "aantal": "1.000", "jaar": "2025", "deel": "33,3"}
    assert texts(build(city, CENTRUM).facts)["woningen"]["aantal"] == "1.000"


def test_answers_beside_the_city_and_the_round_before(city):
    shown = build(city)
    row = texts(shown.answers)["buurtscore_veiligheid"]
    assert row["naam"] == "Buurtscore veiligheid, score (1-10)"
    assert (row["waarde"], row["stad"], row["n"]) == ("6,5 (6,3–6,7)", "7,1", "80")
    assert (row["woord"], row["vorige"], row["verandering"]) == ("lager dan de gemeente", "7,0", "gedaald")
    assert shown.answers_text == "Ongunstiger dan de gemeente: buurtscore veiligheid. Enquête van 2025."


def test_source_names_every_source_and_period_once(city):
    assert build(city).source.line == (
        "Bron: CBS; Politie 47022NED · 2025 · inwoners op 1 januari 2025 · gegevens van 15 januari 2026 · "
        "momentopname toets"
    )


def test_too_few_inhabitants_shows_counts_and_no_rates(tmp_path):
    people = [{"gebied": code, "waarde": 150.0 if code == BINNENSTAD else 1000.0} for code in BUURTCODES]
    snapshot = publish(
        tmp_path,
        registraties=crimes((60, 20, 20)),
        dekking=[{"soort": "0.0.0", "van": date(2023, 1, 1)}],
        kerncijfers=people,
    )
    shown = build(snapshot)
    assert texts(shown.scores)["misdrijven_totaal"]["waarde"] == "te weinig inwoners"
    assert texts(shown.scores)["misdrijven_totaal"]["plaats"] == "–"
    assert "niet te zeggen bij alle misdrijven" in shown.answer
    assert shown.panels[0].city is None
    assert shown.panels[0].series.eenheid == "aantal"
    assert "zo weinig inwoners" in shown.panels_note


def test_too_few_respondents_are_not_shown(tmp_path):
    snapshot = publish(tmp_path, enquete=feeling((6.5, 7.2, 7.2, 7.1), n=20))
    shown = build(snapshot)
    assert shown.answers is None
    assert shown.answers_text == "Hier deden te weinig bewoners aan de enquête mee om antwoorden te tonen."


def test_hidden_counts_stay_hidden(city, configured):
    configured(drempel=100)
    shown = build(city, JEKERKWARTIER)
    assert "straatroof" not in cells(shown.kinds.every)
    assert all(row.cells["aantal"].value in (0, *range(100, 9999)) for row in shown.kinds.every.rows)


def test_a_snapshot_with_nothing(tmp_path):
    shown = build(publish(tmp_path))
    assert shown.answer == "Over Binnenstad zijn geen cijfers te tonen."
    assert (shown.scores, shown.panels, shown.busy, shown.facts, shown.answers) == (None, (), None, None, None)
    assert shown.kinds.answer == "Er zijn geen cijfers per soort van dit gebied."
    assert "momentopname toets" in shown.source.line


def test_a_year_of_totals_is_enough(tmp_path):
    total = {"soort": "0.0.0", "van": date(2023, 1, 1), "tot": date(2024, 1, 1)}
    snapshot = publish(
        tmp_path,
        registraties=[total | {"gebied": code, "aantal": 90} for code in BUURTCODES],
        dekking=[total | {"stap": "jaar"}],
    )
    shown = build(snapshot)
    assert shown.panels == ()
    assert "90, een jaar eerder" not in shown.answer
    assert "Alle misdrijven in 2023: 90" in shown.answer


def test_a_wijk_lists_its_buurten_with_links(city):
    table = area_profile.buurten_of(ask(city), all_areas(city)[CENTRUM], "buurtprofiel")
    shown = cells(table)
    assert list(shown) == [BINNENSTAD, JEKERKWARTIER, "stad"]
    assert shown[BINNENSTAD]["naam"]["href"] == f"/buurtprofiel?gebied={BINNENSTAD}"
    assert shown[BINNENSTAD]["misdrijven_totaal"]["text"] == "720,0"
    assert shown[BINNENSTAD]["misdrijven_totaal"]["low"] == pytest.approx(668.4, abs=0.1)
    assert shown["stad"]["misdrijven_totaal"]["text"] == "400,0"


def test_the_areas_before_and_after(city):
    areas = all_areas(city)

    def codes(code):
        selection = ask(city, niveau=areas[code].niveau)
        return tuple(other and other.code for other in area_profile.neighbours(selection, areas[code]))

    assert codes(BINNENSTAD) == (None, JEKERKWARTIER)
    assert codes(JEKERKWARTIER) == (BINNENSTAD, WOLDER)
    assert codes(ZUIDWEST) == (CENTRUM, None)


def test_a_wijk_has_a_profile_too(city):
    shown = build(city, ZUIDWEST)
    assert shown.question == "Hoe veilig is Zuidwest?"
    assert texts(shown.scores)["misdrijven_totaal"]["waarde"] == "240,0 (210,6–272,4)"
    assert all_areas(city)[ZUIDWEST].niveau is Niveau.WIJK


def test_one_rolling_year_is_no_trend(tmp_path):
    snapshot = publish(
        tmp_path,
        registraties=crimes((5, 5, 5), years=(2025,)),
        dekking=[{"soort": "0.0.0"}],
        kerncijfers=PEOPLE,
    )
    assert build(snapshot).panels == ()


def test_hours_of_a_kind_that_is_known_further_than_the_total(tmp_path):
    total = {"soort": "0.0.0", "van": date(2023, 1, 1), "tot": date(2024, 1, 1)}
    day = {"van": date(2025, 3, 3), "tot": date(2025, 3, 4), "uur": 8, "aantal": 60}
    snapshot = publish(tmp_path, registraties=[total, day], dekking=[total | {"stap": "jaar"}, {}], kerncijfers=PEOPLE)
    assert build(snapshot).busy.times.known == 60.0


def test_one_score_needs_no_warning_about_a_sum(tmp_path, city):
    assert build(city).scores_note == (
        "Er is bewust geen totaalcijfer: elke score zegt iets anders. "
        "Plaats 1 is het ongunstigst; de twee getallen zijn waar dit gebied met 95% zekerheid staat."
    )
    snapshot = publish(tmp_path / "b", registraties=crimes((5, 5, 5)), dekking=[{"soort": "0.0.0"}])
    assert build(snapshot).scores_note == ""


def test_a_long_list_is_cut_and_says_so(city, monkeypatch):
    monkeypatch.setattr("analytics.views.area_profile.kinds.MOST", 1)
    shown = build(city).kinds
    assert list(cells(shown.exceptional)) == ["woninginbraak"]
    assert shown.rule.startswith("Hier staan de 1 sterkste van de 2; de rest staat bij alle soorten.")


def test_hidden_months_take_the_spread_of_the_city(city, configured, monkeypatch):
    seen = {}
    monkeypatch.setattr("analytics.standing_out.compare", lambda _pairs, _code, phi: seen.update(phi) or ())
    monkeypatch.setattr(
        "analytics.standing_out.overdispersion",
        lambda kinds, asked, _code: {k.id: 3.0 if asked.niveau is Niveau.GEMEENTE else float("nan") for k in kinds},
    )
    build(city)
    assert set(seen.values()) == {3.0}
