"""Survey rows: which rounds at which level, honest margins, and the break of 2021."""

import numpy as np
import pytest

QUESTIONS = {
    "onveilig_buurt", "vaak_onveilig_buurt", "rapportcijfer_veiligheid_buurt", "rapportcijfer_leefbaarheid",
    "buurtscore_veiligheid", "overlast_buurtbewoners", "drugsoverlast", "dronken_mensen", "lastigvallen_op_straat",
    "overlast_jeugdgroepen", "sociale_overlast_ervaren", "sociale_cohesie", "fysieke_voorzieningen",
    "fysieke_verloedering", "rommel_op_straat", "slachtoffer_vermogen", "slachtoffer_woninginbraak",
    "slachtoffer_fietsdiefstal", "slachtoffer_zakkenrollerij", "slachtoffer_vandalisme", "tevreden_gemeente",
}  # fmt: skip
MARKS = {
    "rapportcijfer_veiligheid_buurt",
    "rapportcijfer_leefbaarheid",
    "buurtscore_veiligheid",
    "sociale_cohesie",
    "fysieke_voorzieningen",
}
EMPTY = {"BU09350105", "BU09350301", "BU09350303", "BU09350304", "BU09350500", "BU09350503"}


def level(survey, prefix):
    return survey[survey["gebied"].str.startswith(prefix)]


def test_every_question_of_the_documents_is_asked(survey):
    assert set(survey["vraag"]) == QUESTIONS


def test_buurten_are_asked_in_one_round_and_wijken_in_the_next(survey):
    assert set(level(survey, "BU")["jaar"]) == {2015, 2017, 2021, 2025}
    assert set(level(survey, "WK")["jaar"]) == {2014, 2015, 2016, 2017, 2019, 2021, 2023, 2025}
    city = level(survey, "GM").groupby("vraag")["jaar"].agg(set)
    assert city["overlast_jeugdgroepen"] == {2013, 2014, 2015, 2016, 2017, 2019, 2021, 2023, 2025}
    assert city["onveilig_buurt"] - city["overlast_jeugdgroepen"] == {2012}
    rows = survey.groupby(["vraag", "jaar"])["gebied"].agg(list)
    assert all(len(areas) == len(set(areas)) for areas in rows)


def test_respondents_are_few_per_buurt_and_hardly_any_in_an_empty_one(survey):
    buurten = level(survey, "BU")
    usual = buurten[~buurten["gebied"].isin(EMPTY)]
    assert usual["n"].between(60, 120).all()
    assert buurten[buurten["gebied"].isin(EMPTY)]["n"].between(0, 12).all()
    nobody = buurten[buurten["n"] == 0]
    assert set(nobody["gebied"]) == {"BU09350500"}
    assert nobody[["waarde", "ondergrens", "bovengrens", "standaardfout"]].isna().all(axis=None)
    assert buurten[buurten["n"] > 0]["waarde"].notna().all()
    wijk_only = level(survey, "WK")
    assert wijk_only[wijk_only["jaar"].isin([2014, 2016, 2019, 2023])]["n"].between(85, 115).all()


def test_values_lie_within_their_interval_and_scale(survey):
    known = survey.dropna(subset=["ondergrens"])
    assert known["waarde"].between(known["ondergrens"], known["bovengrens"]).all()
    marks = known["vraag"].isin(MARKS)
    assert known.loc[marks, ["waarde", "ondergrens", "bovengrens"]].stack().between(1, 10).all()
    assert known.loc[~marks, ["waarde", "ondergrens", "bovengrens"]].stack().between(0, 100).all()
    missing = survey[survey["ondergrens"].isna()]
    assert (missing["n"] <= 1).all()


def test_margins_are_those_of_so_many_respondents(survey):
    share = level(survey, "BU").query("vraag == 'onveilig_buurt' and n >= 60 and waarde > 5")
    binomial = np.sqrt(share["waarde"] * (100 - share["waarde"]) / share["n"])
    ratio = (share["standaardfout"] / binomial) ** 2  # the design effect
    assert ratio.between(1.0, 1.6).all()
    assert ratio.mean() == pytest.approx(1.2, abs=0.06)


def test_much_of_the_spread_between_buurten_is_chance_and_some_is_not(survey):
    asked = level(survey, "BU")
    asked = asked[(asked["n"] >= 60) & asked["vraag"].isin(["onveilig_buurt", "buurtscore_veiligheid"])]
    for _question, rows in asked.groupby("vraag"):
        spread = rows.groupby("jaar")["waarde"].var().mean()
        noise = (rows["standaardfout"] ** 2).mean()
        assert 0.2 < noise / spread < 0.8


def test_buurten_as_a_whole_are_about_the_city(survey):
    rows = survey[survey["vraag"] == "onveilig_buurt"]
    city = level(rows, "GM").set_index("jaar")["waarde"]
    buurten = level(rows, "BU").query("n >= 60").groupby("jaar")["waarde"].mean()
    assert (buurten - city[buurten.index]).abs().max() < 3.5


def test_the_method_breaks_in_2021(survey):
    assert set(survey[survey["jaar"] < 2021]["methode"]) == {"ivm-2012"}
    assert set(survey[survey["jaar"] >= 2021]["methode"]) == {"vm-2021"}


def test_the_buurtscore_is_a_local_question_only(survey):
    rows = survey[survey["vraag"] == "buurtscore_veiligheid"]
    assert set(rows["bron"]) == {"buurtpeiling"}
    city = level(rows, "GM").set_index("jaar")
    wijken = level(rows, "WK").groupby("jaar")
    assert (city["n"] == wijken["n"].sum()).all()
    assert city["waarde"].between(wijken["waarde"].min(), wijken["waarde"].max()).all()
