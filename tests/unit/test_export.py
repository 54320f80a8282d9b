"""Files to take away: readable by programs and people, the same figures as on screen, and nothing that runs."""

import csv as csv_module
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import formatting
from analytics.export import SUPPRESSED, Column, Sheet, csv, file_name, xlsx

CREATED = datetime(2026, 1, 15, 13, 5, 7, tzinfo=UTC)
steady = settings(derandomize=True, deadline=None)

COLUMNS = [
    Column("naam", "Buurt"),
    Column("teller", "Woninginbraken", "aantal", "integer"),
    Column("waarde", "Woninginbraken", "per 1.000 inwoners", "decimal", 1),
    Column("dag", "Bijgewerkt", kind="date"),
    Column("status", "Status"),
]
ROWS = [
    {"naam": "Wyck", "teller": 1234, "waarde": 12.25, "dag": date(2025, 12, 31), "status": "definitief"},
    {"naam": "Jekerkwartier", "teller": 0, "waarde": 0.0, "dag": date(2025, 12, 31), "status": "voorlopig"},
    {"naam": "Biesland", "teller": None, "waarde": None, "dag": None, "status": "ontbreekt"},
    {"naam": "Villapark", "teller": SUPPRESSED, "waarde": SUPPRESSED, "dag": None, "status": "onderdrukt"},
]
NOTES = [("Bron", "CBS 47018NED"), ("Periode", "2025"), ("Momentopname", "20260115-1"), ("Gegevens", "voorbeeld")]


def build(rows=ROWS, columns=COLUMNS, title="Woninginbraken", subtitle="per buurt, 2025", notes=NOTES):
    return Sheet(title, subtitle, columns, rows, notes)


def text_sheet(text):
    return Sheet(
        text, text, [Column("a", text, text), Column("n", "N", kind="integer")], [{"a": text, "n": 1}], [(text, text)]
    )


def csv_lines(sheet):
    return list(csv_module.reader(io.StringIO(csv(sheet).decode("utf-8-sig"), newline=""), delimiter=";"))


def book(sheet):
    return openpyxl.load_workbook(io.BytesIO(xlsx(sheet, CREATED)))


# --- CSV ------------------------------------------------------------------------------------------------------


def test_csv_is_what_dutch_spreadsheets_open():
    content = csv(build(rows=ROWS[:1], notes=[("Bron", "CBS 47018NED")]))
    assert (
        content
        == (
            "\ufeffBuurt;Woninginbraken (aantal);Woninginbraken (per 1.000 inwoners);Bijgewerkt;Status;"
            "Titel;Selectie;Bron\r\n"
            "Wyck;1234;12,3;2025-12-31;definitief;Woninginbraken;per buurt, 2025;CBS 47018NED\r\n"
        ).encode()
    )


def test_every_csv_line_carries_what_the_figures_are():
    header, *lines = csv_lines(build())
    assert header[-6:] == ["Titel", "Selectie", "Bron", "Periode", "Momentopname", "Gegevens"]
    assert {tuple(line[-6:]) for line in lines} == {
        ("Woninginbraken", "per buurt, 2025", "CBS 47018NED", "2025", "20260115-1", "voorbeeld")
    }


def test_csv_reads_back_as_the_module_says():
    frame = pd.read_csv(io.BytesIO(csv(build())), sep=";", decimal=",", encoding="utf-8-sig")
    assert frame["Buurt"].tolist() == ["Wyck", "Jekerkwartier", "Biesland", "Villapark"]
    assert frame["Woninginbraken (aantal)"].tolist()[:2] == [1234, 0]
    assert frame["Woninginbraken (per 1.000 inwoners)"].tolist()[:2] == [12.3, 0.0]
    assert frame.iloc[2:, 1:3].isna().all(axis=None)


def test_zero_missing_and_suppressed_stay_three_things():
    cells = [tuple(line[1:5]) for line in csv_lines(build())[1:]]
    assert cells[1:] == [
        ("0", "0,0", "2025-12-31", "voorlopig"),
        ("", "", "", "ontbreekt"),
        ("", "", "", "onderdrukt"),
    ]


def test_a_table_without_rows_is_its_header_alone():
    assert len(csv_lines(build(rows=[]))) == 1


def test_a_note_with_the_name_of_a_column_gets_another_name():
    sheet = Sheet("T", "S", [Column("periode", "Periode")], [{"periode": "2024"}], [("Periode", "2023–2025")])
    header, line = csv_lines(sheet)
    assert dict(zip(header, line, strict=True)) == {
        "Periode": "2024",
        "Status": "",
        "Titel": "T",
        "Selectie": "S",
        "Bestand: Periode": "2023–2025",
    }


# --- status ---------------------------------------------------------------------------------------------------

WIDE = [
    Column("naam", "Buurt"),
    Column("a", "2023", kind="integer"),
    Column("b", "2024", kind="integer"),
    Column("c", "2025", kind="integer"),
]


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ({"a": 1, "b": 2, "c": 0}, ""),
        ({"a": 1, "b": None, "c": 3}, "ontbreekt: 2024"),
        ({"a": 1, "b": SUPPRESSED, "c": 3}, "onderdrukt: 2024"),
        ({"a": SUPPRESSED, "b": SUPPRESSED, "c": pd.NA}, "onderdrukt: 2023 en 2024; ontbreekt: 2025"),
        ({}, "ontbreekt: 2023, 2024 en 2025"),
        ({"a": float("nan"), "status": "voorlopig"}, "voorlopig"),
    ],
)
def test_status_is_added_and_names_the_empty_cells(row, status):
    header, line, *_ = csv_lines(Sheet("T", "S", WIDE, [{"naam": "Wyck", **row}]))
    assert line[header.index("Status")] == status


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, pd.NaT, float("inf"), Decimal("NaN"), SUPPRESSED])
@pytest.mark.parametrize("kind", ["integer", "decimal"])
def test_no_value_is_an_empty_cell_in_both_files(value, kind):
    sheet = Sheet("T", "S", [Column("a", "A"), Column("x", "X", kind=kind, decimals=1)], [{"a": "a", "x": value}])
    assert csv_lines(sheet)[1][1] == ""
    assert book(sheet)["Gegevens"]["B5"].value is None


# --- numbers --------------------------------------------------------------------------------------------------


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
@steady
def test_both_files_hold_the_figure_of_the_screen(value, decimals):
    sheet = Sheet("T", "S", [Column("x", "X", kind="decimal", decimals=decimals)], [{"x": value}])
    screen = formatting.number(value, decimals).replace(".", "").replace(formatting.MINUS, "-")
    assert csv_lines(sheet)[1][0] == screen
    assert book(sheet)["Gegevens"]["A5"].value == float(screen.replace(",", "."))


# --- XLSX -----------------------------------------------------------------------------------------------------


def test_xlsx_has_figures_with_units_and_formats():
    page = book(build())["Gegevens"]
    assert [page["A1"].value, page["A2"].value] == ["Woninginbraken", "per buurt, 2025"]
    assert [cell.value for cell in page[4]] == [
        "Buurt",
        "Woninginbraken (aantal)",
        "Woninginbraken (per 1.000 inwoners)",
        "Bijgewerkt",
        "Status",
    ]
    assert [cell.value for cell in page[5]] == ["Wyck", 1234, 12.3, datetime.fromisoformat("2025-12-31"), "definitief"]
    assert [cell.number_format for cell in page[5]][1:4] == ["#,##0", "#,##0.0", "dd-mm-yyyy"]
    assert [cell.value for cell in page[7]] == ["Biesland", None, None, None, "ontbreekt"]
    assert [cell.value for cell in page[8]] == ["Villapark", None, None, None, "onderdrukt"]
    assert page.freeze_panes == "B5"
    assert page.auto_filter.ref == "A4:E8"
    assert page.print_title_rows == "$4:$4"
    assert page.column_dimensions["A"].width > len("Jekerkwartier")


def test_xlsx_explains_itself_on_a_second_sheet():
    lines = {row[0].value: row[1].value for row in book(build())["Toelichting"].rows}
    assert {"Titel": "Woninginbraken", "Selectie": "per buurt, 2025", **dict(NOTES)}.items() <= lines.items()
    assert all(word in lines["Status"] for word in ("definitief", "voorlopig", "onderdrukt", "ontbreekt"))


def test_the_same_sheet_gives_the_same_bytes():
    assert xlsx(build(), CREATED) == xlsx(build(), CREATED)
    assert xlsx(build(), CREATED) != xlsx(build(), date(2026, 1, 16))
    assert csv(build()) == csv(build())


def test_created_is_what_was_passed_in():
    properties = openpyxl.load_workbook(io.BytesIO(xlsx(build(), CREATED))).properties
    assert properties.created == properties.modified == CREATED.replace(tzinfo=None)


def test_a_table_without_rows_is_a_workbook_too():
    assert book(build(rows=[]))["Gegevens"].max_row == 4


def test_a_table_too_long_for_the_format_is_refused_not_cut():
    column = Column("n", "N", kind="integer")
    with pytest.raises(ValueError, match="te groot voor een Excel-bestand"):
        xlsx(Sheet("T", "S", [column] * 16_400, [{"n": 1}]), CREATED)


def test_a_text_longer_than_a_cell_is_cut_visibly():
    sheet = text_sheet("x" * 40_000)
    assert len(book(sheet)["Gegevens"]["A5"].value) == 32_767
    assert book(sheet)["Gegevens"]["A5"].value.endswith("x…")


# --- nothing runs ---------------------------------------------------------------------------------------------

ATTACKS = [
    "=1+1",
    '=HYPERLINK("http://example.org";"klik")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "--1",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1;1)",
    "−1+1",
    "{=1+1}\n=1+1".replace("{=1+1}", ""),
    "-",
    "+",
    "=",
]
HARMLESS = [
    "Wyck",
    "'s-Hertogenbosch",
    "-3,5",
    "+8,2%",
    "−8,2%",
    "-1.234",
    "+31433504000",
    "–",
    "a=b",
    "1-2",
    "<5",
    "12,3%",
    "",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_csv_puts_an_apostrophe_before_what_may_run(attack):
    header, line = csv_lines(text_sheet(attack))
    text_cells = [header[0], header[-1], line[0], line[-1], line[-2], line[-3]]
    assert all(cell.startswith("'") for cell in text_cells), text_cells


@pytest.mark.parametrize("text", HARMLESS)
def test_csv_leaves_other_text_alone(text):
    assert csv_lines(text_sheet(text))[1][0] == text


@pytest.mark.parametrize("attack", ATTACKS)
def test_xlsx_stores_what_may_run_as_quoted_text(attack):
    workbook = book(text_sheet(attack))
    cells = [cell for page in workbook for row in page.rows for cell in row if cell.value not in (None, 1)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert workbook["Gegevens"]["A5"].value == attack.replace("\r", "\n")
    assert workbook["Gegevens"]["A5"].quotePrefix
    assert not any(cell.hyperlink for cell in cells)


def test_xlsx_never_makes_a_link_a_formula_or_a_number_of_text():
    for text in ("http://example.org", "mailto:a@example.org", "_x0041_", "internal:Blad2!A1", "123", "1e5", "WAAR"):
        cell = book(text_sheet(text))["Gegevens"]["A5"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_xlsx_holds_no_formula_link_or_macro_part():
    parts = zipfile.ZipFile(io.BytesIO(xlsx(text_sheet("=1+1 http://example.org"), CREATED)))
    assert not [name for name in parts.namelist() if "vba" in name or "external" in name or "_rels/sheet" in name]
    assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


@given(st.text(max_size=40))
@steady
def test_any_text_is_inert_and_comes_back(text):
    sheet = text_sheet(text)
    header, line = csv_lines(sheet)
    cells = [*header, *line]
    assert not any(cell[:1] in tuple("=@\t\n\r＝＋－＠") and cell for cell in cells)
    assert not any(cell[:1] in tuple("+-") and cell and not cell[1:2].isdigit() for cell in cells)
    cell = book(sheet)["Gegevens"]["A5"]
    assert line[0].removeprefix("'") == (cell.value or "").removeprefix("'")
    assert cell.value is None or cell.data_type == "s"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co"]), min_size=1, max_size=40))
@steady
def test_text_is_kept_to_the_letter(text):
    assert book(text_sheet(text))["Gegevens"]["A5"].value == text


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\uffff"])
def test_signs_that_no_file_can_hold_are_replaced(control):
    sheet = text_sheet(f"a{control}b")
    assert csv_lines(sheet)[1][0] == book(sheet)["Gegevens"]["A5"].value == "a\N{REPLACEMENT CHARACTER}b"


# --- file names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Woninginbraken", "buurt", "2025"), "veiligheid-woninginbraken-buurt-2025.csv"),
        (("Diefstal uit/vanaf auto's", "jan–okt 2025"), "veiligheid-diefstal-uit-vanaf-auto-s-jan-okt-2025.csv"),
        (("../../etc/passwd",), "veiligheid-etc-passwd.csv"),
        (("Café\r\nX: 1",), "veiligheid-cafe-x-1.csv"),
        (("CON",), "veiligheid-con.csv"),
        ((), "veiligheid.csv"),
    ],
)
def test_file_name(parts, name):
    assert file_name(*parts, extension="csv") == name


@given(st.lists(st.text()))
@steady
def test_any_file_name_is_safe(parts):
    name = file_name(*parts, extension="xlsx")
    assert name.startswith("veiligheid")
    assert name.endswith(".xlsx")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len(name) <= 105
    assert ".." not in name
