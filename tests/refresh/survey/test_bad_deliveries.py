"""Deliveries with exactly one fault: the finding, how serious it is, and where it points."""

import numpy as np
import pytest

from analytics.refresh.report import Ernst
from tests.builders import BINNENSTAD, STAD
from tests.refresh.survey.deliveries import (
    HEADER,
    LABELS,
    MARK,
    ROWS,
    UNSAFE,
    answers_csv,
    changed,
    csv,
    deliver,
    found,
    own,
    respondents,
    sav,
    shipped,
)

FAULTS = {}


def fault(code, *, row=None, column="", says="", ernst=Ernst.FOUT, count=1):
    """Register a delivery with one fault; the function makes the file."""

    def register(make):
        FAULTS[make.__name__] = (make, code, row, column, says, ernst, count)
        return make

    return register


@fault("enquete_gebied_onbekend", row=3, column="Gebiedscode", says="Gebied BU09359999 is geen gebied")
def unknown_buurt(folder):
    return csv(folder, changed(3, "Gebiedscode", "BU09359999"))


@fault("enquete_gebied_onbekend", row=3, column="Gebiedscode", says="GM0363")
def another_municipality(folder):
    return csv(folder, changed(3, "Gebiedscode", "GM0363"))


@fault("enquete_gebied_leeg", row=4, column="Gebiedscode", says="niet ingevuld")
def area_left_out(folder):
    return csv(folder, changed(4, "Gebiedscode", ""))


@fault("enquete_vraag_onbeschreven", row=5, column="Onderwerp", says="'Vertrouwen in politie' staat niet")
def unknown_question(folder):
    return csv(folder, changed(5, "Onderwerp", "Vertrouwen in politie"))


@fault("enquete_vraag_leeg", row=5, column="Onderwerp")
def question_left_out(folder):
    return csv(folder, changed(5, "Onderwerp", ""))


@fault("enquete_buiten_schaal", row=2, column="Bovengrens 95%", says="134,6 valt buiten 0 tot 100")
def more_than_all(folder):
    return csv(folder, changed(2, "Bovengrens 95%", "134,6"))


@fault("enquete_buiten_schaal", row=7, column="Ondergrens 95%", says="0,7 valt buiten 1 tot 10")
def mark_below_the_scale(folder):
    return csv(folder, changed(7, "Ondergrens 95%", "0,7"))


@fault("enquete_interval_scheef", row=3, column="Waarde", says="15,0 van vraag onveilig_buurt ligt niet tussen")
def limits_turned_round(folder):
    return csv(folder, changed(3, "Bovengrens 95%", "8,1", changed(3, "Ondergrens 95%", "23,7")))


@fault("enquete_interval_scheef", row=4, column="Waarde", says="8,0 van vraag onveilig_buurt ligt niet tussen")
def value_below_its_interval(folder):
    return csv(folder, changed(4, "Ondergrens 95%", "9,1"))


@fault("enquete_interval_scheef", row=4, column="Waarde", says="8,0 van vraag onveilig_buurt ligt niet tussen")
def value_above_its_interval(folder):
    return csv(folder, changed(4, "Bovengrens 95%", "7,9"))


@fault("enquete_interval_half", row=6, column="Ondergrens 95%", says="maar één van beide marges")
def one_limit(folder):
    return csv(folder, changed(6, "Ondergrens 95%", ""))


@fault("enquete_n_ontbreekt", row=2, column="Aantal respondenten", says="onveilig_buurt ontbreekt")
def no_respondents_given(folder):
    return csv(folder, changed(2, "Aantal respondenten", ""))


@fault("enquete_n_niet_heel", row=2, column="Aantal respondenten", says="1.412")
def thousands_with_a_point(folder):
    return csv(folder, changed(2, "Aantal respondenten", "1.412"))


@fault("enquete_n_niet_heel", row=2, column="Aantal respondenten", says="-9")
def negative_number(folder):
    return csv(folder, changed(2, "Aantal respondenten", "-9"))


@fault("enquete_n_nul", row=2, column="Aantal respondenten")
def value_of_nobody(folder):
    return csv(folder, changed(2, "Aantal respondenten", "0"))


@fault("enquete_getal_onleesbaar", row=6, column="Waarde", says="'1.234,5' is geen getal")
def two_kinds_of_points(folder):
    return csv(folder, changed(6, "Waarde", "1.234,5"))


@fault("enquete_procentteken", row=2, column="Waarde", says="procentteken: '25,4%'")
def per_cent_sign(folder):
    return csv(folder, changed(2, "Waarde", "25,4%"))


@fault("enquete_fractie", row=2, column="Waarde", says="onveilig_buurt liggen tussen 0 en 1", count=5)
def fractions(folder):
    small = [tuple(f"{float(c.replace(',', '.')) / 100:.3f}" if "," in c else c for c in row) for row in ROWS[:5]]
    return csv(folder, (*small, ROWS[5]))


@fault("enquete_dubbel", row=8, column="Waarde", says=f"over 2025 staat er voor {BINNENSTAD} meer dan eens in")
def row_twice(folder):
    return csv(folder, (*ROWS, ROWS[0]))


@fault("enquete_jaar_onmogelijk", row=2, column="Jaar", says="'2027' kan het jaar")
def year_to_come(folder):
    return csv(folder, changed(2, "Jaar", "2027"))


@fault("enquete_jaar_onmogelijk", row=2, column="Jaar", says="Er is geen jaar")
def year_left_out(folder):
    return csv(folder, changed(2, "Jaar", ""))


@fault("enquete_jaar_andere_methode", column=UNSAFE, says="in 2019 bij de reeks ivm-2012, niet bij vm-2021")
def year_of_another_series(folder):
    return csv(folder, changed(2, "Jaar", "2019"))


@fault("enquete_kolom_onbekend", column="Opmerkelijk", says="'Opmerkelijk' staat niet in de beschrijving")
def column_nobody_mapped(folder):
    return csv(folder, [(*row, "x") for row in ROWS], (*HEADER, "Opmerkelijk"))


@fault("enquete_vorm_onbekend", says="lijkt cijfers_per_gebied; daarvan ontbreekt: Aantal respondenten")
def column_missing(folder):
    return csv(folder, [row[:-1] for row in ROWS], HEADER[:-1])


@fault("enquete_zonder_rijen", says="alleen een kop")
def header_only(folder):
    return csv(folder, ())


@fault("persoonsgegeven_kolom", column="Achternaam")
def names_of_people(folder):
    return csv(folder, [(*row, "Jansen") for row in ROWS], (*HEADER, "Achternaam"))


@fault("persoonsgegeven_waarde", row=3, column="duur", says="Kolom duur bevat e-mailadressen", count=80)
def addresses_in_a_column_that_is_not_used(folder):
    return sav(folder, respondents().assign(duur=["", "12", "iemand@voorbeeld.nl"] * 80))


def people(column, at, value):
    frame = respondents()
    frame.loc[at, column] = value
    return frame


@fault("enquete_gewicht_ontbreekt", row=3, column="weegfactor")
def no_weight(folder):
    return sav(folder, people("weegfactor", 2, np.nan))


@fault("enquete_gewicht_negatief", row=3, column="weegfactor", says="-0.5 is negatief")
def negative_weight(folder):
    return sav(folder, people("weegfactor", 2, -0.5))


@fault("enquete_gewicht_nul", row=3, column="weegfactor")
def weight_of_nothing(folder):
    return sav(folder, people("weegfactor", 2, 0.0))


@fault("enquete_gewicht_extreem", row=3, column="weegfactor", says="meer dan 10 keer", ernst=Ernst.WAARSCHUWING)
def one_weighs_like_a_street(folder):
    return sav(folder, people("weegfactor", 2, 25.0))


@fault("enquete_getal_onleesbaar", row=4, column="weegfactor", says="'veel' is geen getal")
def weight_in_words(folder):
    return answers_csv(folder, people("weegfactor", 2, np.nan).astype({"weegfactor": object}).fillna("veel"))


@fault("enquete_antwoord_onbekend", row=6, column="v21", says="'Misschien' op vraag onveilig_buurt")
def answer_that_is_neither(folder):
    file = answers_csv(folder, respondents())
    lines = file.path.read_text("utf-8").splitlines()
    lines[5] = ";".join("Misschien" if i == 4 else cell for i, cell in enumerate(lines[5].split(";")))
    file.path.write_text("\n".join(lines), "utf-8")
    return file


@fault("enquete_label_onbekend", column="v21", says="'Wil niet zeggen' betekent bij vraag onveilig_buurt")
def label_nobody_mapped(folder):
    return sav(folder, respondents(), labels={**LABELS, "v21": {**LABELS["v21"], 9: "Wil niet zeggen"}})


@fault("enquete_label_onbekend", column="v22", says="'Geen mening'")
def label_outside_the_scale(folder):
    return sav(folder, respondents(), labels={**LABELS, "v22": {**LABELS["v22"], 11: "Geen mening"}})


@fault("enquete_buiten_schaal", row=8, column="v22", says="77 valt buiten 1 tot 10")
def mark_that_is_a_code(folder):
    return sav(folder, people("v22", 7, 77.0))


@fault("enquete_respondent_dubbel", row=13, column="respnr")
def respondent_twice(folder):
    return sav(folder, people("respnr", 12, 3.0))


@fault(
    "enquete_niveau_gemengd",
    row=5,
    column="buurt",
    says="WK093500 past niet: de beschrijving zegt dat er alleen buurten",
)
def wijk_among_buurten(folder):
    return sav(folder, people("buurt", 4, "WK093500"))


@fault("enquete_sav_onleesbaar", says="geen leesbaar SPSS-bestand")
def text_that_calls_itself_spss(folder):
    return csv(folder, name="peiling.sav")


@fault("enquete_sav_onleesbaar")
def spss_file_cut_short(folder):
    file = sav(folder, respondents())
    file.path.write_bytes(file.path.read_bytes()[:-40])
    return file


@fault("enquete_zonder_antwoorden", column="v22", says="geen enkel antwoord", ernst=Ernst.WAARSCHUWING)
def nobody_answered(folder):
    return sav(folder, respondents().assign(v22=99.0))


@pytest.mark.parametrize("name", FAULTS)
def test_the_fault_is_named_and_placed(ground, tmp_path, name):
    make, code, row, column, says, ernst, count = FAULTS[name]
    file = make(tmp_path)
    part, report = deliver(ground, file)
    finding = found(report, code)[0]
    assert (finding.ernst, finding.rij, finding.kolom, finding.aantal) == (ernst, row, column, count)
    assert says in finding.tekst
    assert finding.bestand == file.name
    assert finding.doe
    assert (part is None) == report.blocks == (ernst is Ernst.FOUT)
    others = {item.code for item in report.findings} - {code, "enquete_weinig_respondenten"}
    assert not others & {item.code for item in report.of(Ernst.FOUT)}, "one fault, one kind of error"


FORM = shipped("cijfers_per_gebied")
DECLARED = {
    "a wording that changed": (
        'vraagtekst = "Voelt u zich weleens onveilig in uw eigen buurt?"',
        'vraagtekst = "Voelt u zich overdag weleens onveilig?"',
        "enquete_vraagtekst_anders",
        UNSAFE,
        "'Voelt u zich overdag weleens onveilig?'. In de reeks vm-2021",
    ),
    "a method without a series": (
        'methode = "vm-2021"',
        'methode = "vm-2025"',
        "enquete_methode_onbekend",
        UNSAFE,
        "geen reeks met methode vm-2025; er zijn: ivm-2012, vm-2021",
    ),
    "a question that is not ours": (
        'id = "onveilig_buurt"',
        'id = "onveilig_stad"',
        "enquete_vraag_onbekend",
        UNSAFE,
        "Vraag onveilig_stad staat niet in de catalogus",
    ),
}


@pytest.mark.parametrize("name", DECLARED)
def test_a_question_that_does_not_continue_a_series(ground, tmp_path, name):
    old, new, code, column, says = DECLARED[name]
    assert old in FORM
    own(ground, "enquetes", "eigen.toml", FORM.replace(old, new))
    part, report = deliver(ground, csv(tmp_path))
    finding = found(report, code)[0]
    assert (part, finding.kolom) == (None, column)
    assert says in finding.tekst
    if code != "enquete_vraag_onbekend":
        assert "nieuwe reeks" in finding.doe


def test_a_column_of_spss_that_has_another_label(ground, tmp_path):
    text = shipped("antwoorden_per_respondent").replace('kolom = "v22"', 'kolom = "v22"\nlabel = "Cijfer veiligheid"')
    own(ground, "enquetes", "eigen.toml", text)
    assert deliver(ground, sav(tmp_path, respondents(), titles={"v22": "cijfer veiligheid"})).part is not None
    part, report = deliver(ground, sav(tmp_path, respondents(), titles={"v22": "Cijfer leefbaarheid"}))
    (finding,) = found(report, "enquete_label_anders")
    assert (part, finding.kolom) == (None, "v22")
    assert "'Cijfer leefbaarheid', en in de beschrijving 'Cijfer veiligheid'" in finding.tekst


def test_two_forms_fit_and_neither_is_guessed(ground, tmp_path):
    for year in (2023, 2025):
        own(ground, "enquetes", f"vm_{year}.toml", FORM)
    part, report = deliver(ground, csv(tmp_path))
    (finding,) = found(report, "enquete_vorm_dubbel")
    assert part is None
    assert "vm_2023, vm_2025" in finding.tekst
    assert deliver(ground, csv(tmp_path), mapping="vm_2025").part is not None


def test_a_form_that_is_not_there(ground, tmp_path):
    part, report = deliver(ground, csv(tmp_path), mapping="vm_1999")
    assert part is None
    assert [finding.code for finding in report.findings] == ["enquete_beschrijving_onbekend"]
    assert "antwoorden_per_respondent, cijfers_per_gebied" in report.findings[0].tekst


def test_a_named_form_that_does_not_fit_says_which_columns(ground, tmp_path):
    part, report = deliver(ground, csv(tmp_path), mapping="antwoorden_per_respondent")
    assert part is None
    missing = [finding.kolom for finding in found(report, "enquete_kolom_ontbreekt")]
    assert set(missing) == {"buurt", "weegfactor", "respnr", "v21", "v22"}


def test_the_same_figure_in_two_files(ground, tmp_path):
    files = [csv(tmp_path, name="een.csv"), csv(tmp_path, ROWS[4:5], name="twee.csv")]
    part, report = deliver(ground, *files)
    (finding,) = found(report, "enquete_dubbel")
    assert (part, finding.bestand, finding.rij) == (None, "twee.csv", 2)
    assert STAD in finding.tekst


def test_every_fault_of_a_file_is_told_at_once(ground, tmp_path):
    rows = changed(2, "Waarde", "x", changed(3, "Gebiedscode", "BU1", changed(4, "Aantal respondenten", "1,5")))
    rows = changed(3, "Waarde", "150", changed(5, "Jaar", "2031", changed(5, "Aantal respondenten", "", rows)))
    _part, report = deliver(ground, csv(tmp_path, rows))
    assert {(f.code, f.rij) for f in report.of(Ernst.FOUT)} == {
        ("enquete_getal_onleesbaar", 2), ("enquete_gebied_onbekend", 3), ("enquete_n_niet_heel", 4),
        ("enquete_buiten_schaal", 3), ("enquete_interval_scheef", 3), ("enquete_jaar_onmogelijk", 5),
        ("enquete_n_ontbreekt", 5),
    }  # fmt: skip


def test_one_finding_stands_for_many_rows(ground, tmp_path):
    rows = [(STAD if i else "NL01", "2025", UNSAFE if i % 2 else MARK, "9,0", "9,0", "9,0", "") for i in range(40)]
    _part, report = deliver(ground, csv(tmp_path, rows))
    told = found(report, "enquete_n_ontbreekt")
    assert [(finding.rij, finding.aantal) for finding in told] == [(3, 20), (2, 20)]
    assert "In totaal 20 rijen" in told[0].tekst
