"""Whatever happens to a file on its way: it is read, or refused with a sentence; never an error of our own."""

import io
import random

import pandas as pd
import pytest

from analytics.refresh.tabular import read_bytes
from tests.refresh.police.conftest import HEADER, ROWS, book_bytes, codes, csv_bytes, zip_bytes


def _parquet():
    made = io.BytesIO()
    pd.DataFrame(ROWS, columns=HEADER).to_parquet(made)
    return made.getvalue()


WHOLE = {"csv": csv_bytes(), "xlsx": book_bytes(), "zip": zip_bytes(a__csv=csv_bytes()), "parquet": _parquet()}


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed, left out or repeated, or cut off."""
    data = bytearray(content)
    for _time in range(chance.randint(1, 4)):
        place = chance.randrange(len(data))
        kind = chance.randrange(4)
        if kind == 0:
            data[place] = chance.randrange(256)
        elif kind == 1:
            del data[place : place + chance.randint(1, 20)]
        elif kind == 2:
            data[place:place] = data[place : place + chance.randint(1, 40)]
        else:
            del data[max(1, place) :]
        data = data or bytearray(b"x")
    return bytes(data)


@pytest.mark.parametrize("kind", list(WHOLE))
def test_a_damaged_file_is_read_or_refused(deliver, kind):
    chance = random.Random(kind)
    for _time in range(60):
        part, report = deliver(damaged(WHOLE[kind], chance))
        assert (part is None) == report.blocks
        assert all(one.tekst and one.bestand is not None for one in report.findings)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (csv_bytes(rows=[]), "niets_over"),
        (csv_bytes(rows=[], after="Totaal;;;;;0\r\n"), "niets_over"),
        (csv_bytes(rows=[("",) * 6] * 3), "niets_over"),
        (book_bytes([]), "niets_over"),
        (b";;;\n;;;\n", "geen_tabel"),
        (b"\xef\xbb\xbf", "geen_tabel"),
        (b"\n\n\n", "bestand_leeg"),
        (b'"', "geen_tabel"),
        (b"a;b", "leverancier_onbekend"),
    ],
)
def test_nothing_in_it(deliver, content, expected):
    part, report = deliver(content)
    assert part is None
    assert codes(report) == [expected]


def test_many_columns_and_long_cells():
    (table,), findings = read_bytes(b";".join(b"k%d" % i for i in range(2000)) + b"\n" + b";".join([b"1"] * 2000), "a")
    assert (len(table.columns), findings) == (2000, [])
    (table,), findings = read_bytes(b"a;b\n1;" + b"x" * 20_000_000 + b"\n", "a")
    assert len(table.rows) == 1
