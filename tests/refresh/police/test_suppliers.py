"""Descriptions of suppliers: recognised by columns, chosen by name, and wrong ones refused with all their problems."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from analytics.errors import DeliveryRefused, NotFound
from analytics.refresh.police.suppliers import FOLDER, supplier, suppliers
from analytics.refresh.sources import DEFINITIONS
from tests.builders import BINNENSTAD, WOLDER
from tests.refresh.police.conftest import BOOK_HEADER, BOOK_ROWS, HEADER, ROWS, book_bytes, codes, csv_bytes

OURS = (DEFINITIONS / FOLDER / "incidenten_csv.toml").read_text("utf-8")


@pytest.fixture
def own(tmp_path):
    """Save a description of the deployment's own; gives the folder to read with."""

    def save(text: str, name: str = "eigen") -> Path:
        (tmp_path / FOLDER).mkdir(exist_ok=True)
        (tmp_path / FOLDER / f"{name}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return save


def test_the_worked_examples_are_sound():
    found = suppliers()
    assert {"incidenten_csv", "incidenten_werkboek"} <= found.keys()
    assert len(found["incidenten_csv"].kinds) > 60


def test_two_suppliers_with_the_same_columns_are_not_chosen_between(deliver, own):
    part, report = deliver(csv_bytes(), own=own(OURS))
    assert part is None
    assert codes(report) == ["leverancier_dubbel"]
    assert "incidenten_csv, eigen" in report.findings[0].tekst
    rows, report = deliver(csv_bytes(), own=own(OURS), mapping="eigen")
    assert set(rows["bron"]) == {"politie_eigen"}
    assert codes(report) == []


def test_one_of_the_deployment_replaces_ours_of_the_same_name(deliver, own):
    rows, _report = deliver(
        csv_bytes(), own=own(OURS.replace("voorlopig = 2", "voorlopig = 0"), "incidenten_csv"), part=True
    )
    assert set(rows.coverage["status"].to_pylist()) == {"definitief"}


def test_a_chosen_supplier_says_what_is_missing(deliver):
    content = csv_bytes(("Nummer", *HEADER[1:5], "Weer"), ROWS)
    part, report = deliver(content, mapping="incidenten_csv")
    assert part is None
    assert [(one.code, one.kolom) for one in report.findings[:3]] == [
        ("kolom_ontbreekt", "Registratienummer"), ("kolom_onbekend", "Nummer"), ("kolom_onbekend", "Weer"),
    ]  # fmt: skip


def test_an_unknown_supplier():
    with pytest.raises(NotFound, match="geen leverancier iemand; wel: incidenten_csv"):
        supplier("iemand")


def test_a_sheet_and_a_row_that_are_fixed(deliver, own):
    fixed = OURS.replace('maand = "begin" ', 'blad = "Data"\nkop = 4\nmaand = "begin" ')
    rows, report = deliver(book_bytes(ROWS, HEADER, sheet="Data", top=3), own=own(fixed), mapping="eigen")
    assert codes(report) == []
    assert len(rows) == 9
    _part, report = deliver(book_bytes(ROWS, HEADER, sheet="Blad1", top=3), own=own(fixed), mapping="eigen")
    assert codes(report) == ["werkblad_ontbreekt"]
    _part, report = deliver(
        book_bytes(ROWS[:1], HEADER, sheet="Data", top=9),
        own=own(fixed.replace("kop = 4", "kop = 90")),
        mapping="eigen",
    )
    assert codes(report) == ["geen_tabel"]


def test_a_month_in_two_files_without_numbers(deliver, own):
    unnumbered = [cells[1:] for cells in ROWS]
    files = csv_bytes(HEADER[1:], unnumbered[:1]), csv_bytes(HEADER[1:], unnumbered[1:])
    description = OURS.replace(
        '[velden.nummer]\nkolom = "Registratienummer"', '[velden.aantal]\nkolom = "Stuks"\noptioneel = true'
    )
    part, report = deliver(*files, own=own(description))
    assert part is None
    assert codes(report) == ["maand_dubbel"]
    assert "De maand 2025-10 staat ook in bestand1.csv" in report.findings[0].tekst
    rows, report = deliver(*files, own=own(description.replace("voorlopig", "gesplitst = true\nvoorlopig")))
    assert codes(report) == []
    assert rows["aantal"].sum() == 10


def test_a_second_file_of_a_month_adds_what_is_new(deliver):
    rows, report = deliver(csv_bytes(rows=ROWS[:3]), csv_bytes(rows=ROWS[1:]))
    assert codes(report) == ["registratie_herhaald"]
    assert rows["aantal"].sum() == 10
    other = [(*ROWS[1][:5], "Markt"), *ROWS[2:]]
    part, report = deliver(csv_bytes(rows=ROWS[:3]), csv_bytes(rows=other))
    assert part is None
    assert codes(report) == ["nummer_dubbel", "registratie_herhaald"]
    assert (report.findings[0].bestand, report.findings[0].rij) == ("bestand2.csv", 2)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("titel =", "title ="), "eigen.toml: title: dit veld bestaat niet"),
        (
            ('soorten = ["misdrijf", "overlast"]', 'soorten = ["1.1.1", "9.9.9"]'),
            "onbekende soort: 9.9.9; zie soorten.csv",
        ),
        (
            ('soorten = ["misdrijf", "overlast"]', 'soorten = ["misdrijf"]'),
            "het totaal van overlast kan niet: niet geleverd worden E33",
        ),
        (('maand = "begin"', 'maand = "peildatum"'), "maand = 'peildatum', maar dat veld is er niet"),
        (('weg = ["District"', 'weg = ["Straat"'), "kolom straat wordt twee keer genoemd"),
        (('vorm = ["%d-%m-%Y %H:%M", "%d-%m-%Y"]', 'vorm = ["%d-%m-%y"]'), "%d-%m-%y is geen datum"),
        (("voorlopig = 2", "voorlopig = -1"), "eigen.toml: voorlopig: is minstens 0"),
        (("[velden.buurt]", "[velden.wijk]"), "velden.wijk: dit veld bestaat niet"),
        (('kolom = "Buurtcode"', ""), "velden.buurt.kolom: dit veld ontbreekt"),
        (("overslaan", "codes = {x = '8.8.8'}\noverslaan"), "onbekende soort: 8.8.8"),
    ],
)
def test_a_wrong_description(own, change, problem):
    assert change[0] in OURS
    with pytest.raises(DeliveryRefused) as refused:
        suppliers(own(OURS.replace(*change)))
    assert any(problem in line for line in refused.value.problems), refused.value.problems


def test_every_problem_of_every_description_at_once(own):
    own("titel = [", "stuk")
    folder = own(OURS.replace("titel =", "title ="))
    with pytest.raises(DeliveryRefused) as refused:
        suppliers(folder)
    assert len(refused.value.problems) == 3
    assert refused.value.problems[2].startswith("stuk.toml")


def test_another_sheet_beside_the_incidents_needs_a_word(deliver):
    assert codes(deliver(book_bytes(BOOK_ROWS, (*BOOK_HEADER[:-1], "Iets")))[1]) == ["kolom_onbekend"]


def test_the_worked_example_of_the_documentation(deliver, own):
    text = (Path(__file__).parents[3] / "docs/how-to/leverancier.md").read_text("utf-8")
    delivered, described = re.findall(r"```(?:toml)?\n(.*?)```", text, re.DOTALL)[:2]
    part, report = deliver(delivered.encode(), own=own(described.replace("BU09350000", BINNENSTAD)))
    assert part is None
    assert codes(report) == ["buurt_meestal_onbekend"]  # one of two rows: of a whole month it would be fewer
    more = delivered + "".join(f"20254{i};Jeugdoverlast;5-10-2025;12:00;;;Binnenstad;Markt;Zuid\n" for i in range(30))
    rows, report = deliver(more.encode(), own=own(described.replace("BU09350000", BINNENSTAD)))
    assert codes(report) == []
    first = rows[rows["soort"] == "1.1.1"].iloc[0]
    assert (first["uur"], first["uur_tot"], first["straat"]) == (22, 7, "Dorpsstraat")


def test_counted_in_the_month_of_the_end(deliver, own):
    folder = own(OURS.replace('maand = "begin"', 'maand = "eind"'))
    night = ("PL1", "E35", "30-09-2025 22:00", "01-10-2025 08:30", BINNENSTAD, "")
    weeks = ("PL2", "E33", "28-09-2025", "02-10-2025", BINNENSTAD, "")
    rows, report = deliver(csv_bytes(rows=[night, weeks]), own=folder, mapping="eigen")
    assert codes(report) == []
    first, second = (rows[rows["soort"] == kind].iloc[0] for kind in ("E35", "E33"))
    assert (first["van"], first["tot"], first["uur"], first["uur_tot"]) == (date(2025, 10, 1), date(2025, 10, 2), 0, 8)
    assert (second["van"], second["tot"]) == (date(2025, 10, 1), date(2025, 10, 3))


def test_which_of_code_and_place_goes_first_is_declared(deliver, own):
    theirs = (DEFINITIONS / FOLDER / "incidenten_werkboek.toml").read_text("utf-8")
    differing = [(*BOOK_ROWS[0][:6], WOLDER, ""), (*BOOK_ROWS[0][:6], "", "")]
    rows, _report = deliver(csv_bytes(BOOK_HEADER, differing))
    assert rows["gebied"].to_list() == [BINNENSTAD]
    folder = own(theirs.replace("gaat_voor = true", ""), "incidenten_werkboek")
    rows, report = deliver(csv_bytes(BOOK_HEADER, differing), own=folder)
    assert rows["gebied"].to_list() == [BINNENSTAD, WOLDER]
    assert "de code gaat voor" in report.findings[0].tekst


def test_an_hour_of_its_own_column(deliver, own):
    text = OURS.replace(
        '[velden.eind]\nkolom = "Pleegdatum tot"\nvorm = ["%d-%m-%Y %H:%M", "%d-%m-%Y"]', '[velden.uur]\nkolom = "Uur"'
    )
    header = ("Registratienummer", "MK-code", "Pleegdatum vanaf", "Uur", "Buurtcode")
    hours = ["0", "07", "23", "onbekend", ""]
    incidents = [(f"PL{i}", "E35", "03-10-2025", hour, BINNENSTAD) for i, hour in enumerate(hours)]
    rows, report = deliver(csv_bytes(header, incidents), own=own(text))
    assert codes(report) == []
    found = rows[rows["soort"] == "E35"].sort_values("uur")
    assert found[["uur", "aantal"]].fillna(-1).to_numpy().tolist() == [[0, 1], [7, 1], [23, 1], [-1, 2]]
    _part, report = deliver(csv_bytes(header, [(*incidents[0][:3], "24", BINNENSTAD)]), own=own(text))
    assert codes(report) == ["tijd_onleesbaar"]


def workbook(**sheets):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for number, cells in enumerate(rows):
                page.write_row(number, 0, cells)
    return made.getvalue()


def test_sheets_are_tables_of_one_delivery(deliver):
    expected, _report = deliver(csv_bytes())
    rows, report = deliver(
        workbook(Oktober=[HEADER, *ROWS[:3]], November=[HEADER, *ROWS[3:]], Uitleg=[["Beste lezer"]])
    )
    assert codes(report) == []
    assert rows.equals(expected)
    wrong = (*ROWS[3][:4], "BU09350099", "")
    _part, report = deliver(workbook(Oktober=[HEADER, *ROWS[:3]], November=[HEADER, wrong]))
    assert [one.bestand for one in report.findings if one.code == "buurt_onbekend"] == ["bestand1.csv (November)"]


def test_a_sheet_of_another_kind_is_skipped_after_a_question(deliver, own):
    book = workbook(Data=[HEADER, *ROWS], Legenda=[["code", "naam"], ["1.1.1", "Inbraak"]])
    rows, report = deliver(book)
    assert codes(report) == ["werkblad_overgeslagen"]
    assert "Werkblad Legenda" in report.findings[0].tekst
    assert len(rows) == 9
    _rows, report = deliver(book, own=own(OURS.replace("maand =", 'blad = "Data"\nmaand =')), mapping="eigen")
    assert codes(report) == []
    _rows, report = deliver(book, own=own(OURS.replace("maand =", 'blad = "Data"\nmaand ='), "incidenten_csv"))
    assert codes(report)[0] == "leverancier_dubbel"  # `eigen` is there too
