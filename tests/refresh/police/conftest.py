"""Deliveries as the two worked examples describe them, small enough to count by hand, and ways to read them."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter

from analytics.refresh.parts import Delivered, Ground
from analytics.refresh.police import read
from analytics.refresh.report import Report
from tests.builders import BINNENSTAD, JEKERKWARTIER, STAD, WOLDER, boundaries

TODAY = date(2025, 12, 15)
HEADER = ("Registratienummer", "MK-code", "Pleegdatum vanaf", "Pleegdatum tot", "Buurtcode", "Straat")
ROWS: tuple[tuple[str, ...], ...] = (
    ("PL2025-001", "1.1.1", "03-10-2025 14:10", "03-10-2025 14:50", BINNENSTAD, "Dorpsstraat"),
    ("PL2025-002", "1.1.1", "04-10-2025 22:00", "05-10-2025 08:30", BINNENSTAD, "Café-hof"),
    ("PL2025-003", "E35", "31-10-2025", "31-10-2025", JEKERKWARTIER, "Plein 1992"),
    ("PL2025-004", "1.4.5", "01-11-2025 00:30", "01-11-2025 00:30", BINNENSTAD, ""),
    ("PL2025-005", "1.4.5", "02-11-2025 23:30", "02-11-2025 23:59", JEKERKWARTIER, "Dorpsstraat"),
)
BOOK_HEADER = ("Feit", "Datum", "Tijdstip", "Kennisname", "X-coordinaat", "Y-coordinaat", "CBS-buurt", "Straatnaam")
# 175976,5 / 317210,25 lies in Binnenstad of the builders, 176680 / 317210 in Jekerkwartier
BOOK_ROWS: tuple[tuple[Any, ...], ...] = (
    ("Diefstal fiets", "2025-10-03", "14:10", "2025-10-04", "175976,5", "317210,25", "", "Dorpsstraat 12"),
    ("E35", "2025-10-05", "onbekend", "2025-10-05", "176680", "317210", "", "Markt"),
    ("Winkeldiefstal", "2025-11-01", "09:00", "2025-11-02", "", "", WOLDER, ""),
)


def changed(row: int, column: str, value: str) -> list[list[str]]:
    """ROWS with one cell changed."""
    rows = [list(cells) for cells in ROWS]
    rows[row][HEADER.index(column)] = value
    return rows


def csv_bytes(
    header: Sequence[str] = HEADER, rows: Iterable[Sequence[Any]] = ROWS, *, sep: str = ";", encoding: str = "cp1252",
    end: str = "\r\n", before: str = "", after: str = "",
) -> bytes:  # fmt: skip
    """A CSV file as the first example's supplier sends it."""
    text = io.StringIO()
    csv.writer(text, delimiter=sep, lineterminator=end).writerows([header, *rows])
    return (before + text.getvalue() + after).encode(encoding)


def book_bytes(
    rows: Iterable[Sequence[Any]] = BOOK_ROWS,
    header: Sequence[str] = BOOK_HEADER,
    *,
    sheet: str = "Incidenten",
    top: int = 0,
) -> bytes:
    """A workbook as the second example's supplier sends it: text as text, numbers and dates as Excel keeps them."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        days, moments = book.add_format({"num_format": "dd-mm-yyyy"}), book.add_format({"num_format": "hh:mm"})
        for i, cells in enumerate([header, *rows]):
            for j, value in enumerate(cells):
                if isinstance(value, date):
                    page.write_datetime(i + top, j, value, days)
                elif hasattr(value, "hour"):
                    page.write_datetime(i + top, j, value, moments)
                else:
                    page.write(i + top, j, value)
    return made.getvalue()


def zip_bytes(**members: bytes) -> bytes:
    """A zip with these files; `__` before a suffix stands for its dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(re.sub("__([a-z]+)$", r".\1", name), content)
    return made.getvalue()


def ground(folder: Path | None = None, today: date = TODAY) -> Ground:
    """The three buurten of the builders."""
    return Ground(STAD, boundaries(), today, folder)


@pytest.fixture
def deliver(tmp_path: Path) -> Callable[..., tuple[pd.DataFrame | None, Report]]:
    """Save files, read them, and give the rows (None when refused) and the report; `part=True` gives the whole part."""

    def read_all(
        *contents: bytes, names: Sequence[str] = (), own: Path | None = None, part: bool = False, **options: Any
    ) -> Any:
        files = []
        for number, content in enumerate(contents, start=1):
            name = names[number - 1] if names else f"bestand{number}.csv"
            path = tmp_path / f"{number}.bin"
            path.write_bytes(content)
            files.append(Delivered(name, path))
        found, report = read(files, ground(own), **options)
        if part or found is None:
            return found, report
        return found.rows.to_pandas(), report

    return read_all


def codes(report: Report) -> list[str]:
    """The codes of what blocks or asks, in order."""
    return [one.code for one in report.findings if one.ernst != "melding"]
