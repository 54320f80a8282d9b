"""The API gives the figures of `measure`, the ranking and the targets, whole, and says what each is about."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from math import isclose, isnan

import pytest

from analytics import attention, indicators
from analytics.access import Toegang
from analytics.areas import Niveau
from analytics.attention import NewArea
from analytics.cli.figures import document_of, ranking_document
from analytics.errors import QuestionTooHeavy
from analytics.figures import choropleth
from analytics.measures import Selection, measure
from analytics.periods import Stap
from analytics.ranking import rank
from analytics.reports.model import from_json
from analytics.serving.api import answers, figures
from analytics.settings import SAMPLE
from analytics.snapshots import Part, live
from analytics.store import Author, store_of
from analytics.targets import judge_all
from analytics.views import briefing
from analytics.views.target_row import target_row
from tests.builders import BINNENSTAD, BUURTCODES, JEKERKWARTIER, STAD, WOLDER, month, publish, steady_months

FIGURES = {"indicator": "woninginbraak", "niveau": "buurt", "van": "2025", "tot": "2026", "stap": "geheel"}
SAME = ("gebied", "naam", "periode", "teller", "noemer", "waarde", "ondergrens", "bovengrens", "status")


@pytest.fixture(scope="module")
def sample():
    return live(SAMPLE / "snapshots")


@pytest.fixture
def city(tmp_path, configured):
    """One known figure, one zero, one that was never delivered; a threshold for partners of five."""
    configured(data=tmp_path, drempel_partner=5)
    return publish(
        tmp_path,
        registraties=[{"aantal": 3, "soort": "1.1.1"}],
        dekking=[{}, {"gebied": WOLDER, "status": "ontbreekt"}],
        kerncijfers=[{"gebied": code} for code in BUURTCODES],
        fields={"voorbeeld": False},
    )


def test_missing_zero_and_hidden_are_three_different_things(api, city):
    known = {row["gebied"]: row for row in api.rows("v1/metingen", **FIGURES, als="aantal")}
    assert (known[BINNENSTAD]["waarde"], known[BINNENSTAD]["status"], known[BINNENSTAD]["tekst"]) == (
        3,
        "definitief",
        "3",
    )
    assert (known[JEKERKWARTIER]["waarde"], known[JEKERKWARTIER]["status"]) == (0, "definitief")
    assert (known[WOLDER]["waarde"], known[WOLDER]["status"], known[WOLDER]["tekst"]) == (None, "ontbreekt", "–")
    partner = {row["gebied"]: row for row in api.rows("v1/metingen", **FIGURES, als="aantal", toegang="partner")}
    hidden = partner[BINNENSTAD]
    assert [hidden[name] for name in ("teller", "waarde", "ondergrens", "bovengrens")] == [None] * 4
    assert (hidden["status"], hidden["tekst"], hidden["tekst_interval"]) == ("onderdrukt", "<5", "–")
    assert partner[JEKERKWARTIER] == known[JEKERKWARTIER]
    assert partner[WOLDER] == known[WOLDER]


def test_every_answer_says_what_it_is_about(api, city):
    about = api.get("v1/metingen", **FIGURES).json()["over"]
    assert about["titel"] == "Woninginbraken"
    assert about["eenheid"] == "per 1.000 inwoners"
    assert about["bron"].startswith("Bron: Politie 47022NED · 2025 · inwoners op 1 januari 2025 · gegevens van")
    assert (about["momentopname"], about["gemeente"], about["voorbeeld"]) == ("toets", STAD, False)
    assert (about["toegang"], about["drempel"]) == ("volledig", 0)
    assert api.get("v1/metingen", **FIGURES, toegang="partner").json()["over"]["drempel"] == 5


def test_more_than_ones_own_level_cannot_be_asked(api, city, monkeypatch):
    monkeypatch.setattr(answers.access, "current", lambda: Toegang.PARTNER)
    own = api.get("v1/metingen", **FIGURES)
    assert own.json()["over"]["toegang"] == "partner"
    assert own.json()["rijen"][0]["status"] == "onderdrukt"
    refused = api.get("v1/metingen", **FIGURES, toegang="volledig")
    assert (refused.status_code, refused.json()["detail"]) == (
        403,
        "Uw toegangsniveau is partner; om meer kunt u niet vragen.",
    )


# -- the same as everywhere else --------------------------------------------------------------------------------------

ASKED = {
    "rate per buurt": ("woninginbraak", Niveau.BUURT, 2023, 2025, Stap.JAAR, ""),
    "count per month": ("fietsendiefstal", Niveau.GEMEENTE, 2025, 2026, Stap.MAAND, "aantal"),
    "other denominator": ("woninginbraak", Niveau.WIJK, 2024, 2025, Stap.JAAR, "woningen"),
    "survey": ("onveilig_buurt", Niveau.BUURT, 2012, 2026, Stap.JAAR, ""),
    "twelve months": ("woninginbraak", Niveau.GEMEENTE, 2024, 2025, Stap.VOORTSCHRIJDEND, ""),
}


def _existing(name):
    known = indicators.load_all()
    return known.get(name) or next(one for one in known.values() if one.is_survey)


@pytest.mark.parametrize("case", ASKED)
def test_figures_are_those_of_measure_and_of_the_command_line(api, sample, case):
    name, niveau, first, last, stap, als = ASKED[case]
    indicator = _existing(name)
    counted = als == "aantal"
    measured = measure(
        indicator,
        Selection(
            sample, Toegang.VOLLEDIG, niveau, date(first, 1, 1), date(last, 1, 1), stap,
            absoluut=counted, noemer="" if counted else als,
        ),
    )  # fmt: skip
    asked = {"indicator": indicator.id, "niveau": niveau, "van": first, "tot": last, "stap": stap}
    rows = api.rows("v1/metingen", **asked, **({"als": als} if als else {}))
    assert rows
    assert [{key: row[key] for key in SAME} for row in rows] == document_of(measured)["waarden"]
    texts = [choropleth.value_text(measured, row) for _i, row in measured.values.iterrows()]
    assert [row["tekst"] for row in rows] == texts


@pytest.mark.parametrize("niveau", ["buurt", "wijk"])
def test_ranking_is_that_of_the_page(api, sample, niveau):
    indicator = indicators.load("woninginbraak")
    selection = Selection(
        sample, Toegang.VOLLEDIG, Niveau(niveau), date(2024, 1, 1), date(2025, 1, 1), Stap.GEHEEL, noemer="inwoners"
    )  # fmt: skip
    city = measure(indicator, replace(selection, niveau=Niveau.GEMEENTE))
    expected = ranking_document(rank(measure(indicator, selection), city, "2024", 3))
    found = api.get("v1/ranglijst", indicator=indicator.id, niveau=niveau, periode="2024", laagste=3).json()
    ranked = [row for row in found["rijen"] if row["reden"] is None]
    for row, other in zip(ranked, expected["gebieden"], strict=True):
        assert (row["gebied"], row["rang"], row["groep"], row["geschat"]) == (
            other["gebied"], other["rang"], other["groep"], other["geschat"],
        )  # fmt: skip
        assert row["kans"] == other["kans_laagste_k"]
    aside = [(row["gebied"], row["reden"]) for row in found["rijen"] if row["reden"] is not None]
    assert aside == [(row["gebied"], row["reden"]) for row in expected["niet_gerangschikt"]]
    assert (found["laagste"], found["rangschikbaarheid"]) == (expected["k"], expected["rankability"])


def test_targets_are_those_of_the_command_line(api, sample):
    expected = [target_row(one) for one in judge_all(sample, Toegang.VOLLEDIG, STAD, 2021)]
    rows = api.rows("v1/doelen", peiljaar=2021)
    assert [row["id"] for row in rows] == [row["id"] for row in expected]
    for row, other in zip(rows, expected, strict=True):
        for name in ("oordeel", "kans", "laatste", "ondergrens", "bovengrens", "toeval", "tempo", "kanttekening"):
            assert row[name] == other[name] or (isinstance(other[name], float) and isclose(row[name], other[name]))
        assert row["status"] == (other["status"] or "ontbreekt")
        assert [step["jaar"] for step in row["reeks"]] == [step["jaar"] for step in other["reeks"]]


def test_what_there_is_to_ask(api, sample):
    rows = {row["id"]: row for row in api.rows("v1/indicatoren")}
    assert rows.keys() == indicators.load_all().keys()
    assert rows["woninginbraak"]["maanden_tot"] == "2026-01-01"
    assert rows["woninginbraak"]["noemers"][0] == "inwoners"
    wijken = api.rows("v1/gebieden", niveau="wijk")
    assert {row["niveau"] for row in wijken} == {"wijk"}
    assert len(wijken) < len(api.rows("v1/gebieden"))
    assert {row["bron"] for row in api.rows("v1/momentopname")} == sample.manifest().bronnen.keys()


def test_a_break_within_the_period_is_told(api, sample):
    survey = next(one for one in indicators.load_all().values() if one.is_survey)
    asked = {"indicator": survey.id, "niveau": "gemeente", "tot": 2026}
    broken = api.get("v1/metingen", van=2014, **asked).json()
    assert broken["over"]["breuken"]
    assert api.get("v1/metingen", van=2025, **asked).json()["over"]["breuken"] == []
    assert len({row["meetmethode"] for row in broken["rijen"]} - {None}) > 1


def test_briefing_is_the_document_of_the_page(api, tmp_path, configured):
    configured(data=tmp_path)
    small = steady_months(tmp_path)
    maand = briefing.months(small)[3]
    document = briefing.build(small, Toegang.VOLLEDIG, maand)
    assert api.rows("v1/briefing")[3] == {"maand": f"{maand:%Y-%m}", "adres": f"/api/v1/briefing/{maand:%Y-%m}"}
    answer = api.get(f"v1/briefing/{maand:%Y-%m}").json()
    assert from_json(json.dumps(answer["document"]).encode()) == document
    assert [(row["id"], row["tekst"], row["periode"]) for row in answer["rijen"]] == [
        (one.id, one.text, one.periode) for one in document.sentences
    ]
    lines = api.get(f"v1/briefing/{maand:%Y-%m}", formaat="csv").content.decode("utf-8-sig")
    assert all(one.id in lines for one in document.sentences)


# -- what cannot be asked ---------------------------------------------------------------------------------------------

WRONG = {
    "no indicator": ("v1/metingen", {"van": 2024, "tot": 2025}, 422, "indicator ontbreekt."),
    "unknown indicator": ("v1/metingen", {**FIGURES, "indicator": "x"}, 404, "zie /api/v1/indicatoren"),
    "unknown area": ("v1/metingen", {**FIGURES, "gebied": "BU00000000"}, 404, "geen gebied BU00000000"),
    "unknown level": ("v1/metingen", {**FIGURES, "niveau": "straat"}, 422, "niveau is een van: buurt, wijk"),
    "typing error": ("v1/metingen", {**FIGURES, "gebeid": "x"}, 422, "gebeid is geen deel van deze vraag."),
    "two levels": ("v1/metingen", {**FIGURES, "niveau": ["buurt", "wijk"]}, 422, "meer dan een keer in."),
    "no period": ("v1/metingen", {**FIGURES, "van": "vorig jaar"}, 422, "van heeft niet de goede vorm."),
    "no such day": ("v1/metingen", {**FIGURES, "van": "2023-02-31"}, 422, "2023-02-31 is geen periode"),
    "long ago": ("v1/metingen", {**FIGURES, "van": "0001"}, 422, "0001 ligt niet tussen 1990 en 2100."),
    "upside down": ("v1/metingen", {**FIGURES, "van": "2026", "tot": "2025"}, 422, "De periode is leeg"),
    "other denominator": ("v1/metingen", {**FIGURES, "als": "bomen"}, 422, "kan niet per bomen"),
    "ranking of a city": ("v1/ranglijst", {"indicator": "woninginbraak", "niveau": "gemeente"}, 422, "buurt of wijk"),
    "ranking of a count": ("v1/ranglijst", {"indicator": "woninginbraak", "als": "aantal"}, 422, "te rangschikken per"),
    "ranking of no period": ("v1/ranglijst", {"indicator": "woninginbraak", "periode": "1999"}, 404, "wel over: "),
    "a ranking of many": ("v1/ranglijst", {"indicator": "woninginbraak", "laagste": 99}, 422, "is hoogstens 50."),
    "no year": ("v1/doelen", {"peiljaar": "nu"}, 422, "peiljaar is een geheel getal."),
    "other form": ("v1/gebieden", {"formaat": "xml"}, 422, "formaat is een van: json, csv."),
    "other level of access": ("v1/gebieden", {"toegang": "beheer"}, 422, "toegang is een van: volledig, partner."),
    "no such month": ("v1/briefing/2025-13", {}, 422, "maand heeft niet de goede vorm."),
    "no briefing": ("v1/briefing/1999-01", {}, 404, "Van 1999-01 is er geen briefing; zie /api/v1/briefing."),
    "unknown address": ("v1/geheim", {}, 404, "Dit adres bestaat niet."),
    "address with a slash": ("v1/gebieden/", {}, 404, "Dit adres bestaat niet."),
    "no version": ("", {}, 404, "Dit adres bestaat niet."),
    "documentation from elsewhere": ("docs", {}, 404, "Dit adres bestaat niet."),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_question_is_told_what_is_wrong(api, city, case):
    path, query, status, sentence = WRONG[case]
    answer = api.get(path, **query)
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert sentence in problem["detail"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert problem["title"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_it_can_only_be_read(api, city, method):
    answer = api.get("v1/gebieden", method=method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "access-control-allow-origin" not in answer.headers


def test_what_is_too_much_is_refused_before_it_is_measured(api, city, monkeypatch):
    monkeypatch.setattr(answers, "MOST", 35)
    monkeypatch.setattr(figures, "measure", None)
    answer = api.get("v1/metingen", **{**FIGURES, "stap": "maand"})
    assert (answer.status_code, answer.json()["title"]) == (413, "Het antwoord is te groot")
    assert answer.json()["detail"].startswith("Deze vraag geeft 36 rijen; hoogstens 35 mag.")


def test_a_question_that_takes_too_long(api, city, monkeypatch):
    def heavy(*_args):
        raise QuestionTooHeavy("De vraag registraties duurde langer dan 10 seconden.")

    monkeypatch.setattr(figures, "measure", heavy)
    answer = api.get("v1/metingen", **FIGURES)
    assert (answer.status_code, answer.json()["detail"]) == (
        503,
        "De vraag registraties duurde langer dan 10 seconden.",
    )


@pytest.mark.parametrize("state", ["nothing published", "another municipality", "a file changed", "no manifest"])
def test_without_a_whole_snapshot_there_is_no_answer_and_no_path_of_this_machine(
    api, tmp_path, configured, state, caplog
):
    configured(data=tmp_path, **({"gemeente": "GM1641"} if state == "another municipality" else {}))
    if state != "nothing published":
        folder = publish(tmp_path, registraties=[{"aantal": 4 + len(state)}]).folder
        if state == "a file changed":
            (folder / "registraties.parquet").write_bytes(b"")
        if state == "no manifest":
            (folder / "manifest.json").unlink()
    answer = api.get("v1/gebieden")
    assert answer.status_code == 503
    assert "geen hele momentopname" in answer.json()["detail"]
    assert str(tmp_path) not in answer.text
    assert caplog.records


def test_an_error_of_the_software_gives_a_number_and_nothing_else(api, city, monkeypatch, caplog):
    monkeypatch.setattr(figures, "measure", lambda *_args: {}["geheim"])
    answer = api.get("v1/metingen", **FIGURES)
    assert answer.status_code == 500
    assert "geheim" not in answer.text
    number = answer.json()["detail"].rstrip(".").split()[-1]
    assert number in caplog.text


# -- more than one at a time ------------------------------------------------------------------------------------------


def test_answers_at_the_same_time_do_not_mix(api, sample):
    years = [2014 + i % 8 for i in range(24)]
    asked = {"indicator": "woninginbraak", "niveau": "buurt"}
    questions = [{"van": year, "tot": year + 1, **asked} for year in years]
    alone = {year: api.rows("v1/metingen", van=year, tot=year + 1, **asked) for year in set(years)}
    found = [answer.json()["rijen"] for answer in api.at_once("v1/metingen", questions)]
    assert found == [alone[year] for year in years]


def test_no_number_that_is_no_number(api, city):
    """NaN is not JSON."""
    text = api.get("v1/metingen", **{**FIGURES, "stap": "maand"}).text
    assert "NaN" not in text
    assert not any(isnan(row["waarde"]) for row in api.rows("v1/metingen", **FIGURES) if row["waarde"] is not None)


def test_period_of_provisional_months(api, tmp_path, configured):
    configured(data=tmp_path)
    publish(tmp_path, registraties=[{**month(2025, 3)}], dekking=[{"status": "voorlopig"}])
    (row,) = api.rows(
        "v1/metingen", indicator="woninginbraak", van="2025-03", tot="2025-04", stap="maand", als="aantal"
    )
    assert (row["status"], row["periode"], row["van"], row["tot"]) == (
        "voorlopig",
        "2025-03",
        "2025-03-01",
        "2025-04-01",
    )


def test_areas_of_attention_are_areas_as_on_the_pages(api, city, tmp_path):
    before = api.get("v1/gebieden").headers["etag"]
    assert api.rows("v1/gebieden", niveau="aandachtsgebied") == []
    new = NewArea(STAD, "Samen", (Part(BINNENSTAD), Part(JEKERKWARTIER)))
    attention.add(store_of(tmp_path), city, new, Author("Anna", datetime(2026, 1, 15, tzinfo=UTC)))
    (area,) = api.rows("v1/gebieden", niveau="aandachtsgebied")
    assert area["naam"] == "Samen"
    (row,) = api.rows("v1/metingen", **{**FIGURES, "niveau": "aandachtsgebied"}, als="aantal")
    assert (row["naam"], row["teller"], row["status"]) == ("Samen", 3, "definitief")
    assert api.get("v1/gebieden").headers["etag"] != before


def test_without_the_database_of_the_team_there_are_figures_all_the_same(api, city, tmp_path, configured):
    (tmp_path / "kapot.sqlite").write_bytes(b"geen database" * 100)
    configured(data=tmp_path, agenda=f"sqlite:///{tmp_path / 'kapot.sqlite'}")
    assert api.get("v1/metingen", **FIGURES).status_code == 200
