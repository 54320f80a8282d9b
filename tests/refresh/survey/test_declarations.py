"""The catalogue of questions and the forms: what the project declares hangs together, what is wrong is said."""

import re
import tomllib
from pathlib import Path

import pytest

from analytics import indicators
from analytics.errors import VeiligheidError
from analytics.indicators import SurveyNumerator
from analytics.refresh.messages import messages
from analytics.refresh.sample.surveys import METHOD_BREAK, method
from analytics.refresh.sources import DEFINITIONS
from analytics.refresh.survey import catalogue, forms
from tests.refresh.survey.deliveries import HEADER, ROWS, csv, deliver, found, own, respondents, sav, shipped

SURVEY = Path(catalogue.__file__).parent
ASKED = [i.teller for i in indicators.load_all().values() if isinstance(i.teller, SurveyNumerator)]


def test_every_question_of_an_indicator_is_in_the_catalogue_once():
    questions = catalogue.load().vraag
    assert sorted(questions) == sorted(teller.vraag for teller in ASKED)
    for teller in ASKED:
        assert (teller.eenheid == "%") == (questions[teller.vraag].schaal == "percentage")


def test_the_methods_are_those_of_the_sample_and_of_the_breaks():
    known = catalogue.load().methode
    assert {method(2019), method(METHOD_BREAK)} <= set(known)
    assert known[method(METHOD_BREAK)].vanaf == METHOD_BREAK
    breaks = tomllib.loads((DEFINITIONS / "breuken.toml").read_text("utf-8"))["breuk"]
    for item in breaks:
        if "methode" in item:
            assert known[item["methode"]].vanaf == item["vanaf"].year


def test_methods_of_one_question_do_not_share_a_year():
    found_here = catalogue.load()
    for question in found_here.vraag.values():
        for year in range(2012, 2030):
            assert sum(found_here.methode[series.methode].covers(year) for series in question.reeks) <= 1


def test_every_message_is_used_and_every_code_is_declared():
    used = {code for path in SURVEY.glob("*.py") for code in re.findall(r'"(enquete_\w+)"', path.read_text("utf-8"))}
    assert used <= set(messages())
    elsewhere = {"enquete_verschil"}  # the comparison with what is live
    assert {code for code in messages() if code.startswith("enquete_")} - elsewhere == used


def test_the_examples_name_questions_and_wordings_of_the_catalogue():
    known = catalogue.load()
    for form in forms.load(known).values():
        for asked in form.vraag:
            assert known.vraag[asked.id].series(form.method(asked)).has(asked.vraagtekst)


NEW_SERIES = """
[methode.peiling-2025]
vanaf = 2025
reden = "Nieuwe vragenlijst van de buurtpeiling"

[[vraag.onveilig_buurt.reeks]]
methode = "peiling-2025"
vraagteksten = ["Voelt u zich overdag weleens onveilig?"]
"""


def test_a_deployment_begins_a_new_series(ground, tmp_path):
    own(ground, "", "vragen.toml", NEW_SERIES)
    text = shipped("antwoorden_per_respondent").split("[[vraag]]")
    changed = text[1].replace(
        "Voelt u zich weleens onveilig in uw eigen buurt?", "Voelt u zich overdag weleens onveilig?"
    )
    own(ground, "enquetes", "nieuw.toml", text[0].replace("vm-2021", "peiling-2025") + "weg = []\n[[vraag]]" + changed)
    _part, report = deliver(ground, sav(tmp_path, respondents()))
    assert "weg" in found(report, "enquete_beschrijving_fout")[0].tekst  # a key twice: said, not guessed
    own(
        ground,
        "enquetes",
        "nieuw.toml",
        text[0].replace("vm-2021", "peiling-2025").replace('"duur"', '"v22"') + "[[vraag]]" + changed,
    )
    part, report = deliver(ground, sav(tmp_path, respondents()))
    assert not report.blocks
    assert set(part.rows["methode"].to_pylist()) == {"peiling-2025"}
    people = respondents().assign(jaar=2024.0)
    _part, report = deliver(ground, sav(tmp_path, people))
    assert "in 2024 bij de reeks vm-2021" in found(report, "enquete_jaar_andere_methode")[0].tekst


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[methode.vm-2021]\nvanaf = 2020\nreden = "x"', "methode vm-2021 bestaat al"),
        ('[[vraag.nieuw.reeks]]\nmethode = "vm-2021"\nvraagteksten = ["x"]', "vraag nieuw bestaat niet"),
        ('[[vraag.onveilig_buurt.reeks]]\nmethode = "x"\nvraagteksten = ["x"]', "methode x is niet beschreven"),
        (
            '[[vraag.onveilig_buurt.reeks]]\nmethode = "vm-2021"\nvraagteksten = ["x"]',
            "methode vm-2021 staat er twee keer in",
        ),
        ("[methode.x]\nvanaf = 2025", "methode.x.reden: dit veld ontbreekt"),
        ("[methode", "vragen.toml"),
    ],
)
def test_a_wrong_catalogue_of_a_deployment(ground, tmp_path, text, says):
    own(ground, "", "vragen.toml", text)
    with pytest.raises(VeiligheidError) as raised:
        catalogue.load(ground.folder)
    assert says in str(raised.value)
    part, report = deliver(ground, csv(tmp_path))
    assert part is None
    assert says in found(report, "enquete_beschrijving_fout")[0].tekst


TABLE, ANSWERS = shipped("cijfers_per_gebied"), shipped("antwoorden_per_respondent")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TABLE.replace('n = "Aantal respondenten"', ""), "kolommen.n (of zonder_n met de reden) ontbreekt"),
        (TABLE.replace('jaar = "Jaar"', ""), "jaar (of kolommen.jaar) ontbreekt"),
        (
            TABLE.replace('soort = "schaalscore"', 'soort = "aandeel"'),
            "sociale_cohesie is een schaalscore in vragen.toml",
        ),
        (TABLE.replace('waarde = "Waarde"', 'waarde = "Jaar"'), "kolom jaar staat er twee keer in"),
        (
            TABLE.replace('id = "vaak_onveilig_buurt"', 'id = "onveilig_buurt"'),
            "vraag onveilig_buurt staat er twee keer in",
        ),
        (TABLE.replace("vorm = ", "form = "), "form: dit veld bestaat niet"),
        (ANSWERS.replace('niveau = "buurt"', ""), "gebied.niveau ontbreekt"),
        (ANSWERS.replace('gewicht = "weegfactor"', ""), "kolommen.gewicht (of zonder_gewicht met de reden) ontbreekt"),
        (ANSWERS.replace('nee = ["nee"]', 'nee = ["Ja, vaak"]'), "een antwoord staat er twee keer in"),
        (
            ANSWERS.replace('soort = "gemiddelde"', 'soort = "gemiddelde"\nja = ["8"]'),
            "ja en nee horen bij soort 'aandeel'",
        ),
        ("titel = ", "eigen.toml"),
    ],
)
def test_a_wrong_form_says_what_is_wrong(ground, tmp_path, text, says):
    assert text not in (TABLE, ANSWERS)
    own(ground, "enquetes", "eigen.toml", text)
    own(ground, "enquetes", "nog_een.toml", "titel = 3")
    with pytest.raises(VeiligheidError) as raised:
        forms.load(catalogue.load(), ground.folder)
    assert says in str(raised.value)
    assert "nog_een.toml" in str(raised.value)  # every file is told at once


def test_a_form_without_counts_or_weights_says_why(ground, tmp_path):
    text = TABLE.replace('n = "Aantal respondenten"', "").replace("leeg =", 'zonder_n = "niet gepubliceerd"\nleeg =')
    own(ground, "enquetes", "eigen.toml", text)
    rows = [row[:-1] for row in ROWS]
    part, report = deliver(ground, csv(tmp_path, rows, HEADER[:-1]))
    assert "niet gepubliceerd" in found(report, "enquete_zonder_n")[0].tekst
    assert part.rows["n"].null_count == part.rows.num_rows


def test_a_sample_in_which_everybody_weighs_the_same(ground, tmp_path):
    text = ANSWERS.replace('gewicht = "weegfactor"', "").replace(
        "weg = [", 'zonder_gewicht = "iedereen is gevraagd"\nweg = ["weegfactor", '
    )
    own(ground, "enquetes", "eigen.toml", text)
    part, report = deliver(ground, sav(tmp_path, respondents()))
    assert "iedereen is gevraagd" in found(report, "enquete_zonder_gewicht")[0].tekst
    assert "antwoorden zonder weging" in part.bronnen["buurtpeiling_2025"].toelichting
