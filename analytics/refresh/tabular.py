"""A delivered file as tables of text: CSV, XLSX, Parquet, or a zip with these, told apart by their first bytes."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.language import _
from analytics.refresh.archives import EMPTY_ZIP, ZIP, is_workbook, members
from analytics.refresh.csv_text import read_csv
from analytics.refresh.intake import check_rows, check_size, other_kind
from analytics.refresh.messages import Refusal, finding
from analytics.refresh.parts import Delivered
from analytics.refresh.rawtable import Cells, RawTable, tidy
from analytics.refresh.report import Finding
from analytics.refresh.workbook import as_text, read_workbook

__all__ = ["RawTable", "read_bytes", "read_tables"]

PARQUET = b"PAR1"
LOCAL = "Europe/Amsterdam"


def read_tables(
    file: Delivered, *, sheet: str | None = None, header: int | None = None
) -> tuple[list[RawTable], list[Finding]]:
    """Every table in a file, and what was noticed. A file that cannot be read is a finding that blocks.

    `sheet`: the only sheet to read of a workbook. `header`: the row of the column names (as a spreadsheet counts);
    None: found by itself. A zip gives a table per file in it, a workbook one per visible sheet that is not empty.
    """
    try:
        check_size(file.name, file.path.stat().st_size)
        content = file.path.read_bytes()
    except OSError as error:
        text = _("Het bestand is niet te openen: {reason}.").format(reason=error.strerror or error)
        return [], [finding("bestand_onleesbaar", text, file=file.name)]
    except Refusal as refusal:
        return [], [refusal.finding]
    return read_bytes(content, file.name, sheet=sheet, header=header)


def read_bytes(
    content: bytes, name: str, *, sheet: str | None = None, header: int | None = None
) -> tuple[list[RawTable], list[Finding]]:
    """The same for the bytes of a file."""
    try:
        packed = content[:4] in (ZIP, EMPTY_ZIP)
        if packed and not is_workbook(content, name):
            return _archive(content, name, sheet, header)
        found = read_workbook(content, name, sheet, header) if packed else [_plain(content, name, header)]
    except Refusal as refusal:
        return [], [refusal.finding]
    if not found:
        return [], [finding("geen_tabel", _("In het werkboek staat geen tabel."), file=name)]
    return _tidied(found)


def _tidied(found: list[Cells]) -> tuple[list[RawTable], list[Finding]]:
    tables, findings = [], []
    for cells in found:
        try:
            table, noticed = tidy(cells)
        except Refusal as refusal:
            findings.append(refusal.finding)
            continue
        tables.append(table)
        findings += noticed
    return tables, findings


def _archive(content: bytes, name: str, sheet: str | None, header: int | None) -> tuple[list[RawTable], list[Finding]]:
    inside = members(content, name)
    if not inside:
        return [], [finding("geen_tabel", _("Het zip-bestand is leeg."), file=name)]
    tables: list[RawTable] = []
    findings: list[Finding] = []
    for title, part in inside:
        if part[:4] == ZIP and not is_workbook(part, title):
            findings.append(finding("zip_in_zip", _("In het zip-bestand zit weer een zip-bestand."), file=title))
            continue
        more, noticed = read_bytes(part, title, sheet=sheet, header=header)
        tables += more
        findings += noticed
    return tables, findings


def _plain(content: bytes, name: str, header: int | None) -> Cells:
    if content[:4] == PARQUET:
        return _parquet(content, name)
    if (kind := other_kind(content[:512])) is not None:
        raise Refusal(finding("geen_tabel", _("Het is {kind}.").format(kind=kind), file=name))
    if not content.strip():
        raise Refusal(finding("bestand_leeg", _("Het bestand is leeg."), file=name))
    return read_csv(content, name, header)


def _parquet(content: bytes, name: str) -> Cells:
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        meta = file.metadata
        check_rows(name, meta.num_rows)
        check_size(name, sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups)))
        _refuse_nested(file.schema_arrow, name)
        table = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        text = _("Het is geen leesbaar Parquet-bestand ({reason}).").format(reason=str(error).splitlines()[0])
        raise Refusal(finding("parquet_onleesbaar", text, file=name)) from error
    texts = pa.table([_texts(column) for column in table.columns], names=[f"c{i}" for i in range(table.num_columns)])
    numbers = np.arange(2, table.num_rows + 2, dtype=np.int32)  # the names count as row 1, as in a spreadsheet
    return Cells(name, "", texts, numbers, header=table.column_names, typed=True)


def _refuse_nested(schema: pa.Schema, name: str) -> None:
    nested = [field.name for field in schema if pa.types.is_nested(field.type) or pa.types.is_binary(field.type)]
    if nested:
        text = _("Kolom {column} bevat geen gewone waarden maar lijsten of vormen.").format(column=", ".join(nested))
        raise Refusal(finding("kolom_samengesteld", text, file=name, column=nested[0]))


def _texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Values as text: whole numbers without '.0', moments as ISO text in local time."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return column.cast(pa.string())
    if pa.types.is_integer(column.type):
        return column.cast(pa.string())
    encoded = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
    if encoded.type != column.type:
        return _texts(encoded)
    distinct = encoded.combine_chunks().dictionary_encode()
    values: list[Any] = _plain_values(distinct.dictionary)
    words = pa.array([as_text(value) for value in values], pa.string())
    return pa.chunked_array([words.take(distinct.indices)])


def _plain_values(values: pa.Array) -> list[Any]:
    if pa.types.is_timestamp(values.type):
        moments = pd.Series(values.to_pandas())
        local = moments.dt.tz_convert(LOCAL).dt.tz_localize(None) if values.type.tz else moments
        return [None if moment is pd.NaT else moment.to_pydatetime(warn=False) for moment in local]
    listed: list[Any] = values.to_pylist()
    return listed


def geo_metadata(content: bytes) -> dict[str, Any]:
    """What a GeoParquet file says about its shapes; empty for any other file."""
    if content[:4] != PARQUET:
        return {}
    described: dict[str, Any] = json.loads((pq.read_schema(pa.BufferReader(content)).metadata or {}).get(b"geo", b"{}"))
    return described
