"""Odd deliveries that are right: what is read from them, to the row."""

import io
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest

from analytics.contract import ENQUETE
from analytics.refresh.amend import with_survey
from analytics.refresh.checks import problems
from analytics.refresh.parts import Delivered
from analytics.refresh.survey.estimate import Sample, mean, share
from tests.builders import BINNENSTAD, CENTRUM, JEKERKWARTIER, STAD, WOLDER, ZUIDWEST, make_delivery
from tests.refresh.survey.deliveries import (
    HEADER,
    MARK,
    ROWS,
    TODAY,
    UNSAFE,
    answers_csv,
    csv,
    deliver,
    found,
    frame,
    own,
    respondents,
    sav,
    shipped,
)


def codes(report):
    return [finding.code for finding in report.findings]


def test_a_table_becomes_rows_of_the_contract(ground, tmp_path):
    part, report = deliver(ground, csv(tmp_path))
    assert codes(report) == []
    assert part.rows.schema == ENQUETE
    rows = frame(part)
    assert len(rows) == len(ROWS)
    row = rows.loc[(BINNENSTAD, "onveilig_buurt", 2025)]
    assert list(row[["waarde", "ondergrens", "bovengrens", "n"]]) == [25.4, 18.0, 34.6, 101]
    assert row["standaardfout"] == pytest.approx((34.6 - 18.0) / 3.919928)
    assert (row["bron"], row["methode"]) == ("veiligheidsmonitor_2025", "vm-2021")
    assert rows.loc[(STAD, "rapportcijfer_veiligheid_buurt", 2025), "waarde"] == 7.3
    assert set(part.bronnen) == {"veiligheidsmonitor_2025"}
    bron = part.bronnen["veiligheidsmonitor_2025"]
    assert (bron.van.year, bron.tot.year, bron.voorlopig_vanaf, bron.eigen) == (2025, 2026, None, True)
    assert bron.toelichting == "Waarden en marges zoals geleverd."


def _same(one, other):
    assert one.rows.equals(other.rows)


def test_a_table_from_windows_with_commas_between_and_columns_turned_round(ground, tmp_path):
    plain = deliver(ground, csv(tmp_path)).part
    turned = [row[::-1] for row in ROWS]
    points = [tuple(cell.replace(",", ".") if cell[0].isdigit() else cell for cell in row) for row in turned]
    odd = csv(tmp_path, points, tuple(name.upper() for name in HEADER[::-1]), "odd.csv", ",", "cp1252")
    part, report = deliver(ground, odd)
    assert codes(report) == []
    _same(part, plain)


def test_a_workbook_with_a_title_and_a_sheet_with_notes(ground, tmp_path):
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "Toelichting"
    notes.append(["Onderwerp", "Uitleg"])
    notes.append(["Onveilig", "Zie de vragenlijst"])
    sheet = book.create_sheet("Cijfers")
    sheet.append(["Veiligheidsmonitor 2025"])
    sheet.append([])
    sheet.append(list(HEADER))
    for area, year, question, *numbers in ROWS:
        sheet.append([area, int(year), question, *(float(number.replace(",", ".")) for number in numbers)])
    book.save(tmp_path / "levering.xlsx")
    part, report = deliver(ground, Delivered("levering.xlsx", tmp_path / "levering.xlsx"))
    assert codes(report) == ["enquete_blad_overgeslagen"]
    assert "Toelichting" in report.findings[0].tekst
    _same(part, deliver(ground, csv(tmp_path)).part)


def test_a_zip_with_a_table_per_level(ground, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, rows in (("buurten.csv", ROWS[:3]), ("rest.csv", ROWS[3:])):
            archive.writestr(name, csv(tmp_path, rows, name=name).path.read_bytes())
    (tmp_path / "alles.zip").write_bytes(buffer.getvalue())
    part, report = deliver(ground, Delivered("alles.zip", tmp_path / "alles.zip"))
    assert codes(report) == []
    _same(part, deliver(ground, csv(tmp_path)).part)


def test_no_figure_is_not_zero(ground, tmp_path):
    rows = ((BINNENSTAD, "2025", UNSAFE, "-", "", "", "12"), (WOLDER, "2025", UNSAFE, "0", "0", "9,6", "36"))
    part, report = deliver(ground, csv(tmp_path, rows))
    assert codes(report) == ["enquete_waarde_leeg"]
    values = frame(part)
    assert np.isnan(values.loc[(BINNENSTAD, "onveilig_buurt", 2025), "waarde"])
    assert values.loc[(BINNENSTAD, "onveilig_buurt", 2025), "n"] == 12
    assert values.loc[(WOLDER, "onveilig_buurt", 2025), "waarde"] == 0


def test_averages_of_groups_of_municipalities_are_left_out_and_a_reference_municipality_is_not(ground, tmp_path):
    rows = (
        *ROWS,
        ("G40", "2025", UNSAFE, "21,0", "20,0", "22,0", "9000"),
        ("GM0758", "2025", UNSAFE, "17,0", "15,0", "19,0", "900"),
    )
    part, report = deliver(ground, csv(tmp_path, rows))
    assert codes(report) == ["enquete_weggelaten"]
    assert "G40" in report.findings[0].tekst
    assert frame(part).loc[("GM0758", "onveilig_buurt", 2025), "waarde"] == 17


CROSS = """
titel = "Kruistabel"
uitgever = "Proef"
licentie = "vrij"
bron = "buurtpeiling"
vorm = "kruistabel"
methode = "vm-2021"
jaar = 2025
weg = ["Opm*"]
[kolommen]
gebied = "Buurt"
n = "N"
[gebied]
niveau = "buurt"
schrijfwijze = "naam"
[[vraag]]
id = "onveilig_buurt"
kolom = "Onveilig"
ondergrens = "Onveilig laag"
bovengrens = "Onveilig hoog"
vraagtekst = "voelt u zich weleens onveilig in uw eigen buurt"
soort = "aandeel"
[[vraag]]
id = "rapportcijfer_veiligheid_buurt"
kolom = "Cijfer"
n = "N cijfer"
vraagtekst = "Welk rapportcijfer geeft u voor de veiligheid in uw buurt?"
soort = "gemiddelde"
"""


def test_a_national_table_of_which_only_our_own_areas_are_wanted(ground, tmp_path):
    text = shipped("cijfers_per_gebied").replace("[gebied] ", "[gebied]\nalleen_eigen = true ")
    own(ground, "enquetes", "landelijk.toml", text)
    others = [(code, "later", UNSAFE, "101", "", "", "x") for code in ("GM0363", "WK036300", "BU03630001")]
    whole = deliver(ground, csv(tmp_path)).part
    part, report = deliver(ground, csv(tmp_path, (*ROWS, *others)))
    assert codes(report) == ["enquete_weggelaten"]
    assert report.findings[0].tekst.startswith("3 rijen over GM0363, WK036300, BU03630001 ")
    _same(part, whole)
    _part, report = deliver(ground, csv(tmp_path, (*ROWS, (BINNENSTAD[:-1] + "9", *ROWS[0][1:]))))
    assert found(report, "enquete_gebied_onbekend")  # a code of our own that does not exist is still a fault


SLACHTOFFER = """
[[vraag]]
id = "slachtoffer_fietsdiefstal"
kolom = "slachtoffer_fiets"
vraagtekst = "Is in de afgelopen twaalf maanden een fiets van u gestolen?"
soort = "aandeel"
ja = ["1"]
nee = ["2"]
"""


def test_a_cross_table_with_names_of_buurten(ground, tmp_path):
    own(ground, "enquetes", "kruis.toml", CROSS)
    header = ("Buurt", "Onveilig", "Onveilig laag", "Onveilig hoog", "Cijfer", "N", "N cijfer", "Opm 1")
    rows = (
        ("binnenstad", "25", "18", "34", "6,9", "101", "99", "x"),
        ("Jekerkwartier ", "15", "9", "24", "7,5", "92", "90", ""),
    )
    part, report = deliver(ground, csv(tmp_path, rows, header))
    assert codes(report) == []
    values = frame(part)
    assert values.loc[(JEKERKWARTIER, "onveilig_buurt", 2025), ["waarde", "n"]].tolist() == [15, 92]
    assert values.loc[(BINNENSTAD, "rapportcijfer_veiligheid_buurt", 2025), ["waarde", "n"]].tolist() == [6.9, 99]
    assert np.isnan(values.loc[(BINNENSTAD, "rapportcijfer_veiligheid_buurt", 2025), "ondergrens"])


def test_spss_answers_become_values_per_buurt_and_wijk(ground, tmp_path):
    people = respondents()
    part, report = deliver(ground, sav(tmp_path, people))
    assert codes(report) == ["enquete_weinig_respondenten"]
    values = frame(part)
    said = people[(people["v21"] != 8) & people["buurt"].isin([BINNENSTAD, JEKERKWARTIER])]
    expected = share(Sample((said["v21"] != 4).to_numpy(dtype=float), said["weegfactor"].to_numpy()))
    row = values.loc[(CENTRUM, "onveilig_buurt", 2025)]
    numbers = [expected.value, expected.lower, expected.upper, expected.standard_error]
    assert row[["waarde", "ondergrens", "bovengrens", "standaardfout"]].tolist() == pytest.approx(
        [100 * x for x in numbers]
    )
    assert row["n"] == len(said)
    often = values.loc[(CENTRUM, "vaak_onveilig_buurt", 2025), "waarde"]
    assert often == pytest.approx(100 * np.average(said["v21"] == 1, weights=said["weegfactor"]))
    marked = people[(people["v22"] != 99) & (people["buurt"] == WOLDER)]
    mark = mean(Sample(marked["v22"].to_numpy(), marked["weegfactor"].to_numpy()))
    row = values.loc[(WOLDER, "rapportcijfer_veiligheid_buurt", 2025)]
    assert row[["waarde", "ondergrens", "n"]].tolist() == pytest.approx([mark.value, mark.lower, len(marked)])
    assert {area for area, _question, _year in values.index} == {BINNENSTAD, JEKERKWARTIER, WOLDER, CENTRUM, ZUIDWEST}


def test_what_spss_calls_missing_is_missing_whatever_the_form_says(ground, tmp_path):
    people = respondents()
    labels = {"v21": {1: "Ja, vaak", 2: "Ja, soms", 3: "Ja, zelden", 4: "Nee", 8: "Wil niet zeggen"}}
    whole = deliver(ground, sav(tmp_path, people)).part
    part, report = deliver(
        ground, sav(tmp_path, people, labels=labels, missing={"v21": [8], "v22": [{"lo": 90, "hi": 99}]})
    )
    assert codes(report) == ["enquete_weinig_respondenten"]
    _same(part, whole)


def test_words_in_a_csv_give_what_labels_in_spss_give(ground, tmp_path):
    people = respondents()
    _same(deliver(ground, answers_csv(tmp_path, people)).part, deliver(ground, sav(tmp_path, people)).part)


def test_codes_without_labels_are_the_answers_themselves(ground, tmp_path):
    people = respondents()
    whole = deliver(ground, sav(tmp_path, people)).part
    text = shipped("antwoorden_per_respondent").replace('["ja, vaak", "ja, soms", "ja, zelden"]', '["1", "2", "3"]')
    text = text.replace('ja = ["ja, vaak"]', 'ja = ["1"]').replace(
        '["ja, soms", "ja, zelden", "nee"]', '["2", "3", "4"]'
    )
    text = text.replace('nee = ["nee"]', 'nee = ["4"]').replace('["weet niet", "geen antwoord"]', '["8"]', 2)
    text = text.replace('["weet niet", "geen antwoord"]', '["99"]')
    own(ground, "enquetes", "codes.toml", text)
    part, report = deliver(ground, sav(tmp_path, people, labels={}, missing={}))  # goes before the example
    assert codes(report) == ["enquete_weinig_respondenten"]
    _same(part, whole)


def test_a_respondent_without_a_buurt_counts_for_the_city_only(ground, tmp_path):
    own(
        ground,
        "enquetes",
        "stad.toml",
        shipped("antwoorden_per_respondent").replace('niveaus = ["buurt", "wijk"]', ""),
    )
    people = respondents()
    people.loc[[4, 9], "buurt"] = "99999999"
    part, report = deliver(ground, sav(tmp_path, people), mapping="stad")
    (told,) = found(report, "enquete_respondent_zonder_gebied")
    assert (told.rij, told.kolom, told.aantal) == (5, "buurt", 2)
    values = frame(part)["n"]
    per_level = [
        sum(values.get((area, "rapportcijfer_veiligheid_buurt", 2025), 0) for area in areas)
        for areas in ((BINNENSTAD, JEKERKWARTIER, WOLDER), (CENTRUM, ZUIDWEST), (STAD,))
    ]
    assert per_level[0] == per_level[1]
    assert per_level[2] == (people["v22"] != 99).sum() == per_level[1] + (people.loc[[4, 9], "v22"] != 99).sum()


def test_parquet_and_csv_hold_the_same(ground, tmp_path):
    whole = deliver(ground, csv(tmp_path)).part
    table = pd.DataFrame(ROWS, columns=list(HEADER))
    for name in HEADER[3:6]:
        table[name] = table[name].str.replace(",", ".").astype(float)
    table = table.astype({"Jaar": "int64", HEADER[6]: "int64"})
    table.to_parquet(tmp_path / "levering.parquet")
    part, report = deliver(ground, Delivered("levering.parquet", tmp_path / "levering.parquet"))
    assert codes(report) == []
    _same(part, whole)


def test_a_code_that_lost_its_zero_in_a_spreadsheet(ground, tmp_path):
    text = shipped("cijfers_per_gebied").replace("[gebied] ", '[gebied]\nniveau = "buurt" ')
    own(ground, "enquetes", "buurt.toml", text)
    rows = [(area[2:].lstrip("0"), *rest) for area, *rest in ROWS[:3]]
    part, report = deliver(ground, csv(tmp_path, rows), mapping="buurt")
    assert codes(report) == []
    assert {area for area, _question, _year in frame(part).index} == {BINNENSTAD, JEKERKWARTIER, WOLDER}


def test_progress_goes_up_and_names_the_file(ground, tmp_path):
    told = []
    deliver(ground, csv(tmp_path), progress=lambda done, text: told.append((done, text)))
    assert [done for done, _text in told] == sorted(done for done, _text in told)
    assert told[0] == (0.0, "levering.csv lezen")
    assert told[-1][0] == 1.0


def test_small_percentages_are_no_fractions(ground, tmp_path):
    rows = ((STAD, "2025", UNSAFE, "0,8", "0,4", "1,5", "1412"), (STAD, "2025", MARK, "7,3", "7,2", "7,4", "1398"))
    part, report = deliver(ground, csv(tmp_path, rows))
    assert codes(report) == []
    assert frame(part).loc[(STAD, "onveilig_buurt", 2025), "waarde"] == 0.8


def test_what_was_read_can_be_published(ground, tmp_path):
    for file in (csv(tmp_path), sav(tmp_path, respondents())):
        delivery = with_survey(make_delivery(enquete=[{"jaar": 2023}]), deliver(ground, file).part)
        assert problems(delivery, today=TODAY) == []
        assert set(delivery.tables["enquete"]["jaar"].to_pylist()) == {2023, 2025}


def test_estimated_and_delivered_of_one_survey_and_year_are_one_source(ground, tmp_path):
    own(
        ground,
        "enquetes",
        "eigen.toml",
        shipped("cijfers_per_gebied").replace('bron = "veiligh', 'bron = "buurtpeiling" # "'),
    )
    part, report = deliver(ground, csv(tmp_path, ROWS[4:]), sav(tmp_path, respondents()))
    assert not report.blocks
    assert list(part.bronnen) == ["buurtpeiling_2025"]
    bron = part.bronnen["buurtpeiling_2025"]
    assert bron.titel == "Buurtpeiling en Veiligheidsmonitor, cijfers per gebied 2025"
    assert bron.toelichting.startswith("Geschat uit gewogen antwoorden; ")
    assert bron.toelichting.endswith("Waarden en marges zoals geleverd.")


def test_age_sex_and_having_been_a_victim_are_answers_and_no_names(ground, tmp_path):
    text = shipped("antwoorden_per_respondent").replace("weg = [", 'weg = ["leeftijd", ') + SLACHTOFFER
    own(ground, "enquetes", "eigen.toml", text)
    people = respondents().assign(leeftijd=40.0, geslacht=1.0, slachtoffer_fiets=np.tile([1.0, 2.0, 2.0, 2.0], 60))
    part, report = deliver(ground, sav(tmp_path, people))
    assert codes(report) == ["enquete_weinig_respondenten"]
    stolen = frame(part).xs("slachtoffer_fietsdiefstal", level="vraag")
    assert stolen["waarde"].between(5, 60).all()
    _part, report = deliver(ground, sav(tmp_path, people.assign(geboortejaar_slachtoffer=1970.0)))
    assert [finding.kolom for finding in found(report, "persoonsgegeven_kolom")] == ["geboortejaar_slachtoffer"]


def test_people_of_a_buurt_that_got_another_code_and_figures_that_do_not(ground, tmp_path):
    lines = ["oud,nieuw,vanaf,gewicht", f"BU09350077,{WOLDER},2024,1", f"BU09350088,{WOLDER},2024,0.5"]
    own(ground, "", "concordantie.csv", "\n".join([*lines, f"BU09350088,{BINNENSTAD},2024,0.5"]) + "\n")
    people = respondents()
    whole = deliver(ground, sav(tmp_path, people)).part
    old = people.assign(buurt=people["buurt"].replace(WOLDER, "BU09350077"))
    part, report = deliver(ground, sav(tmp_path, old))
    (told,) = found(report, "enquete_gebied_vervangen")
    assert told.tekst.startswith(f"Gebied BU09350077 heet nu {WOLDER}.")
    assert told.aantal == (people["buurt"] == WOLDER).sum()
    _same(part, whole)
    divided = people.assign(buurt=people["buurt"].replace(WOLDER, "BU09350088"))
    assert found(deliver(ground, sav(tmp_path, divided)).report, "enquete_gebied_onbekend")
    figures = csv(tmp_path, (*ROWS, ("BU09350077", *ROWS[2][1:])))
    assert found(deliver(ground, figures).report, "enquete_gebied_onbekend")
