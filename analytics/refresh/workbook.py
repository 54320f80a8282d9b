"""Workbooks (XLSX) as text cells: dates become ISO text, whole numbers lose their '.0', nothing else changes."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from analytics.language import _
from analytics.refresh.extent import check_extent
from analytics.refresh.intake import check_rows
from analytics.refresh.messages import Refusal, finding
from analytics.refresh.rawtable import HEAD, TEXT, Cells, header_row

BATCH = 50_000


def read_workbook(content: bytes, name: str, sheet: str | None = None, header: int | None = None) -> list[Cells]:
    """The cells of one sheet, or of every visible one with a table; of several, the name says which. Raises Refusal."""
    check_extent(content, name)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            chosen = [sheet] if sheet is not None else _visible(book)
            _refuse_unknown(book, name, sheet)
            found = [_cells(book.get_sheet_by_name(title), name, title, header) for title in chosen]
    except PasswordError as error:
        raise Refusal(finding("bestand_versleuteld", _("Het werkboek heeft een wachtwoord."), file=name)) from error
    except CalamineError as error:
        text = _("Het werkboek is niet te lezen ({reason}).").format(reason=str(error).splitlines()[0])
        raise Refusal(finding("werkboek_onleesbaar", text, file=name)) from error
    tables = [cells for cells in found if cells is not None]
    if len(tables) < 2:
        return tables
    return [replace(cells, name=f"{name} ({cells.sheet})") for cells in tables]


def _visible(book: CalamineWorkbook) -> list[str]:
    shown = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
    return [about.name for about in book.sheets_metadata if (about.typ, about.visible) == shown]


def _refuse_unknown(book: CalamineWorkbook, name: str, sheet: str | None) -> None:
    if sheet is not None and sheet not in book.sheet_names:
        text = _("Het werkblad {sheet} is er niet; wel: {there}.")
        raise Refusal(
            finding("werkblad_ontbreekt", text.format(sheet=sheet, there=", ".join(book.sheet_names)), file=name)
        )


def _cells(sheet: CalamineSheet, name: str, title: str, header: int | None) -> Cells | None:
    """The cells of a sheet; None when there is no table in it."""
    check_rows(name, sheet.total_height)
    rows = sheet.iter_rows()
    head = [[as_text(value) or "" for value in row] for row in islice(rows, max(HEAD, header or 0))]
    start = header_row(head, header)
    if start is None:
        return None
    batches = [pa.table([pa.array(column, TEXT) for column in zip(*head, strict=True)], names=_letters(len(head[0])))]
    batches += list(_batches(rows))
    table = pa.concat_tables(batches)
    numbers = np.arange(1, table.num_rows + 1, dtype=np.int32)
    return Cells(name, title, table, numbers, start=start, typed=True)


def _batches(rows: Iterator[list[Any]]) -> Iterator[pa.Table]:
    while batch := list(islice(rows, BATCH)):
        columns = [pa.array([as_text(value) for value in column], TEXT) for column in zip(*batch, strict=True)]
        yield pa.table(columns, names=_letters(len(columns)))


def _letters(width: int) -> list[str]:
    return [f"c{i}" for i in range(width)]


def as_text(value: Any) -> str | None:
    """A cell as text; None where it is empty.

    >>> [as_text(value) for value in (12.0, 1.5, datetime(2025, 10, 1, 9, 30), True, "")]
    ['12', '1.5', '2025-10-01 09:30:00', 'ja', None]
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return (value + timedelta(microseconds=500_000)).replace(microsecond=0).isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
