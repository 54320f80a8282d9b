"""Files as tables or maps, whatever their name: their first bytes tell text, JSON, Parquet, workbooks and zips apart.

Nothing is guessed silently: what cannot be read is a problem that names the file and, where there is one, the row.
Tables are read by tabular.py, as everywhere; here are the forms of open data: JSON of the services, and maps.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.language import _
from analytics.refresh.archives import ZIP, is_workbook, members
from analytics.refresh.intake import check_rows, check_size
from analytics.refresh.messages import Refusal
from analytics.refresh.rawtable import RawTable
from analytics.refresh.report import Ernst
from analytics.refresh.tabular import PARQUET, geo_metadata, read_bytes

TABLE_ID = re.compile(r"(?<!\d)(\d{5})(NED|ned)(?![A-Za-z0-9])")
NO_TABLE = {"geen_tabel", "bestand_leeg", "kolom_samengesteld"}  # in a folder such files are left out, with the reason


class Unreadable(Exception):
    """A file that cannot be read as what it is; `problems` are Dutch sentences that name it."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class NotATable(Exception):
    """A file that holds no table or map; the reason is a Dutch clause."""


@dataclass(frozen=True)
class Sheet:
    """A table: columns of text or values, and for each row the line or row number in the file.

    `table`: the table's number in the content, or else in the file name. `partial`: one page of a longer answer.
    `ragged`: a sentence for each row that had too many or too few cells, and is not among `rows`.
    """

    name: str
    table: str | None
    rows: pd.DataFrame
    numbers: list[int]
    partial: bool = False
    ragged: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapFile:
    """Attributes with shapes that are not geometry yet. `shapes`: GeoJSON objects or WKB; `crs`: as the file says."""

    name: str
    rows: pd.DataFrame
    shapes: list[Any]
    crs: Any


@dataclass(frozen=True)
class Part:
    """One table or map in a file, or the reason why there is none."""

    name: str
    content: Sheet | MapFile | None = None
    reason: str = ""


def load(path: Path, name: str) -> list[Part]:
    """Everything in one file: of a zip its files, of a workbook its sheets. Raises Unreadable."""
    try:
        check_size(name, path.stat().st_size)
        return _parts(path.read_bytes(), name)
    except Refusal as refusal:
        if refusal.finding.code in NO_TABLE:
            return [Part(name, reason=_clause(refusal.finding.tekst))]
        raise Unreadable([refusal.finding.sentence]) from refusal
    except OSError as error:
        text = _("{file} is niet te lezen: {reason}.")
        raise Unreadable([text.format(file=name, reason=error.strerror or error)]) from error


def _parts(content: bytes, name: str, *, packed: bool = False) -> list[Part]:
    if content[:4] != ZIP or is_workbook(content, name):
        try:
            return _contents(content, name)
        except NotATable as reason:
            return [Part(name, reason=str(reason))]
    if packed:
        return [Part(name, reason=_("een zip-bestand in een zip-bestand; pak het eerst uit"))]
    return [part for title, inside in members(content, name) for part in _parts(inside, title, packed=True)]


def _contents(content: bytes, name: str) -> list[Part]:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return [Part(name, _json(content, name))]
    if content[:4] == PARQUET and (described := _geo(content, name)):
        return [Part(name, _geoparquet(content, name, described))]
    if content[:4] not in (PARQUET, ZIP) and b"\x00" in content:
        raise NotATable(_("geen tekst, GeoJSON, Parquet of werkboek"))
    return _tables(content, name)


def _tables(content: bytes, name: str) -> list[Part]:
    """The tables of a file; an error about rows goes with the table, one about the whole file is raised."""
    tables, findings = read_bytes(content, name)
    wrong = [one for one in findings if one.ernst is Ernst.FOUT]
    if not tables and wrong:
        if wrong[0].code in NO_TABLE:
            raise NotATable(_clause(wrong[0].tekst))
        raise Unreadable([one.sentence for one in wrong])
    return [
        Part(table.name, _sheet(table, tuple(one.sentence for one in wrong if one.bestand == table.name)))
        for table in tables
    ]


def _sheet(table: RawTable, ragged: tuple[str, ...]) -> Sheet:
    numbers = [int(number) for number in table.numbers]
    return Sheet(table.name, _table_id(table.name), table.rows, numbers, ragged=ragged)


def _clause(sentence: str) -> str:
    """A sentence as part of another one."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _geo(content: bytes, name: str) -> dict[str, Any]:
    try:
        return geo_metadata(content)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _broken_parquet(name, error) from error


def _broken_parquet(name: str, error: Exception) -> Unreadable:
    text = _("{file} is geen leesbaar Parquet-bestand: {reason}.")
    return Unreadable([text.format(file=name, reason=str(error).splitlines()[0])])


def _geoparquet(content: bytes, name: str, geo: dict[str, Any]) -> MapFile:
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        check_rows(name, file.metadata.num_rows)
        check_size(name, sum(file.metadata.row_group(i).total_byte_size for i in range(file.num_row_groups)))
        plain = [field.name for field in file.schema_arrow if not pa.types.is_nested(field.type)]
        rows = file.read(columns=plain).to_pandas()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _broken_parquet(name, error) from error
    column = geo.get("primary_column")
    described = geo.get("columns", {}).get(column, {})
    if column not in rows or described.get("encoding") != "WKB":
        text = _("{file}: de geometrie staat niet als WKB in het bestand; sla het opnieuw op als GeoParquet.")
        raise Unreadable([text.format(file=name)])
    return MapFile(name, rows.drop(columns=column), list(rows[column]), described.get("crs", "OGC:CRS84"))


def _json(content: bytes, name: str) -> Sheet | MapFile:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        text = _("{file} is geen geldige JSON ({reason}); misschien is het afgebroken.")
        raise Unreadable([text.format(file=name, reason=error)]) from error
    if isinstance(document, dict) and document.get("type") == "FeatureCollection":
        return _geojson(document, name)
    rows = document.get("value") if isinstance(document, dict) else document
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise NotATable(_("JSON zonder lijst met rijen"))
    check_rows(name, len(rows))
    about = str(document.get("odata.metadata", "")) if isinstance(document, dict) else ""
    partial = isinstance(document, dict) and "odata.nextLink" in document
    frame = pd.DataFrame(rows)
    return Sheet(name, _table_id(about) or _table_id(name), frame, list(range(1, len(frame) + 1)), partial)


def _geojson(document: dict[str, Any], name: str) -> MapFile:
    features = document.get("features")
    if not isinstance(features, list) or not all(isinstance(item, dict) for item in features):
        raise Unreadable([_("{file}: de lijst 'features' ontbreekt of is beschadigd.").format(file=name)])
    rows = pd.DataFrame([item.get("properties") or {} for item in features])
    crs = document.get("crs") or {}
    named = (crs.get("properties") or {}).get("name") if isinstance(crs, dict) else None
    return MapFile(name, rows, [item.get("geometry") for item in features], named or "OGC:CRS84")


def _table_id(text: str) -> str | None:
    found = TABLE_ID.search(text)
    return "".join(found.groups()) if found else None
