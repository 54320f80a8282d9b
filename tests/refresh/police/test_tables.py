"""Files as tables of text: what is kept, what is left out and said, and how rows are numbered."""

import io

import numpy as np
import pandas as pd
import pytest

from analytics.refresh import intake
from analytics.refresh.parts import Delivered
from analytics.refresh.sources import sources
from analytics.refresh.tabular import read_bytes, read_tables
from tests.refresh.police.conftest import book_bytes, zip_bytes


def only(content: bytes, **options):
    (table,), findings = read_bytes(content, "a.csv", **options)
    return table, [(one.code, one.rij) for one in findings]


def listed(table):
    return [[None if pd.isna(cell) else cell for cell in row] for row in table.rows.to_numpy().tolist()]


def test_text_stays_text():
    table, findings = only(b"a;b;c\n007;1,50; x \n;n.v.t.;\n")
    assert findings == []
    assert table.columns == ["a", "b", "c"]
    assert listed(table) == [["007", "1,50", "x"], [None, "n.v.t.", None]]
    assert not table.typed


def test_rows_are_numbered_as_a_spreadsheet_does():
    table, findings = only(b'titel\n\na;b\n1;"twee\nregels"\n\n2;x\n3\n4;y\n')
    assert table.numbers.tolist() == [4, 6, 8]
    assert findings == [("rij_leeg", 5), ("rij_cellen", 7)]
    assert listed(table)[0] == ["1", "twee\nregels"]


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        (b"a,b;c\n1,5;2\n3,5;4\n", ["a,b", "c"]),  # a decimal comma is no separator
        (b'"a;x","b"\n"1;2","3"\n', ["a;x", "b"]),
        (b"a\tb\n1,2\t3\n", ["a", "b"]),
        (b"a;b;\n1;2;\n", ["a", "b"]),  # every line ends with a separator
        (b"a;b;\n1;2;3\n", ["a", "b", "(kolom 3)"]),
        (b"a  b ; c\n1;2\n", ["a b", "c"]),
    ],
)
def test_separators_and_names(content, columns):
    assert only(content)[0].columns == columns


def test_the_header_may_be_said():
    content = b"a;b\nc;d\n1;2\n"
    assert only(content)[0].columns == ["a", "b"]
    assert only(content, header=2)[0].columns == ["c", "d"]
    assert only(content, header=2)[0].numbers.tolist() == [3]


def test_a_total_is_only_one_when_the_rest_is_empty():
    table, findings = only(b"gebied;vraag;waarde;n\nTotaal;v1;3,5;100\nBuurt;v1;4,5;50\n")
    assert findings == []
    assert len(table.rows) == 2
    table, findings = only(b"gebied;vraag;waarde;n\nBuurt;v1;4,5;50\nTotaal;;;50\n\nBron: ons eigen bureau\n")
    assert findings == [("totaalregel", 3), ("rij_voetregel", 5)]
    assert len(table.rows) == 1


def test_a_total_with_fewer_cells_below_the_table():
    _table, findings = only(b"a;b;c\n1;2;3\nTotaal;3\n")
    assert findings == [("totaalregel", 3)]
    assert only(b"a;b;c\n1;2;3\nTotaal;3\n4;5;6\n")[1] == [("rij_cellen", 3)]


def test_a_quote_that_never_closes_is_told_with_its_row():
    for content in (b'a;b\n1;2\n3;"x\n4;5\n', b'a;b\n1;2\n3;"x\n4;"y"\n5;6\n', b'a;b\n1;2\n"3;x\n4;5\n'):
        _tables, findings = read_bytes(content, "a.csv")
        assert {(one.code, one.rij) for one in findings if one.ernst == "fout"} & {
            ("csv_onleesbaar", 3),
            ("rij_cellen", 3),
        }


def test_sheets_and_their_names():
    (table,), _findings = read_bytes(book_bytes([["x", 1.0], ["y", 2.5]], ["a", "b"], sheet="Blad één"), "b.xlsx")
    assert (table.sheet, table.typed) == ("Blad één", True)
    assert listed(table) == [["x", "1"], ["y", "2.5"]]
    assert table.numbers.tolist() == [2, 3]


def test_parquet_keeps_whole_numbers_whole_and_moments_local():
    frame = pd.DataFrame(
        {
            "heel": [1.0, np.nan], "deel": [0.5, 1.25], "groep": pd.Categorical(["x", None]), "ja": [True, False],
            "moment": pd.to_datetime(["2025-03-30 01:30", None]).tz_localize("UTC"), "code": [7, 8],
        }
    )  # fmt: skip
    made = io.BytesIO()
    frame.to_parquet(made)
    (table,), _findings = read_bytes(made.getvalue(), "p")
    assert listed(table) == [
        ["1", "0.5", "x", "ja", "2025-03-30 03:30:00", "7"],
        [None, "1.25", None, "nee", None, "8"],
    ]
    assert table.numbers.tolist() == [2, 3]


def test_files_in_a_zip_are_tables_of_their_own():
    tables, findings = read_bytes(zip_bytes(**{"map/een__csv": b"a;b\n1;2\n", "twee__csv": b"c;d\n3;4\n"}), "z.zip")
    assert findings == []
    assert [(table.name, table.columns) for table in tables] == [
        ("z.zip/map/een.csv", ["a", "b"]), ("z.zip/twee.csv", ["c", "d"]),
    ]  # fmt: skip


def test_a_file_that_is_not_there(tmp_path):
    tables, (one,) = read_tables(Delivered("weg.csv", tmp_path / "weg.csv"))
    assert tables == []
    assert (one.code, one.bestand) == ("bestand_onleesbaar", "weg.csv")


def test_limits_are_looked_at_before_reading(tmp_path, monkeypatch):
    limits = sources().drempels.model_copy(update={"bestand_megabytes": 1, "rijen": 10})
    monkeypatch.setattr(intake, "sources", lambda: sources_with(limits))
    path = tmp_path / "groot.csv"
    with path.open("wb") as file:
        file.truncate(5_000_000)
    (one,) = read_tables(Delivered("groot.csv", path))[1]
    assert (one.code, one.tekst) == (
        "bestand_te_groot", "Het bestand is 5 MB groot (uitgepakt); meer dan 1 MB wordt niet gelezen.",
    )  # fmt: skip
    (one,) = read_bytes(b"a;b\n" + b"1;2\n" * 20, "lang.csv")[1]
    assert one.code == "bestand_te_lang"
    (one,) = read_bytes(book_bytes([[1, 2]] * 20, ["a", "b"]), "lang.xlsx")[1]
    assert one.code == "bestand_te_lang"


def sources_with(limits):
    return sources().model_copy(update={"drempels": limits})
