"""Files as tables or maps, whatever their name: text, JSON and Parquet are told apart by their first bytes.

Nothing is guessed silently: what cannot be read is a problem that names the file and, where there is one, the row.
"""

import csv
import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.language import _
from analytics.refresh.material import shown
from analytics.refresh.sources import sources

TABLE_ID = re.compile(r"(?<!\d)(\d{5})(NED|ned)(?![A-Za-z0-9])")
MEGABYTE = 1_000_000
DOUBLE_DECODED = re.compile("[ÃÂ][\x80-\xbf]|â\x80|â€")  # UTF-8 that was once read as something else
FOOTER = ("bron:", "©", "source:")


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


def load(path: Path, name: str) -> Sheet | MapFile:
    """Read one file. Raises NotATable with the reason, or Unreadable."""
    try:
        _check_size(name, path.stat().st_size)
        with path.open("rb") as file:
            start = file.read(512)
        if start[:4] == b"PAR1":
            return _parquet(path, name)
        if (kind := _other_kind(start)) is not None:
            raise NotATable(kind)
        if start[:4] == b"PK\x03\x04":
            raise NotATable(_archive(path, name))
        return _text(path.read_bytes(), name)
    except OSError as error:
        text = _("{file} is niet te lezen: {reason}.")
        raise Unreadable([text.format(file=name, reason=error.strerror or error)]) from error


def _other_kind(start: bytes) -> str | None:
    """The reason to leave out a file that is recognisably something else; None when it may be a table."""
    known = {
        _("een PDF"): (b"%PDF",),
        _("een plaatje"): (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
        _("een ingepakt bestand; pak het eerst uit"): (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh"),
        _("een oud werkboek of document; sla het op als CSV"): (b"\xd0\xcf\x11\xe0",),
        _("een database of GeoPackage; sla de kaart op als GeoJSON"): (b"SQLite format 3",),
        _("een webpagina of XML"): (b"<",),
    }
    trimmed = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((reason for reason, signs in known.items() if trimmed.startswith(signs)), None)


def _check_size(name: str, size: int) -> None:
    limit = sources().drempels.bestand_megabytes
    if size > limit * MEGABYTE:
        text = _("{file} is {size} MB groot; meer dan {limit} MB wordt niet gelezen. Sla alleen uw eigen gemeente op.")
        raise Unreadable([text.format(file=name, size=size // MEGABYTE, limit=limit)])


def _check_rows(name: str, rows: int) -> None:
    limit = sources().drempels.rijen
    if rows > limit:
        text = _("{file} heeft {rows} rijen; meer dan {limit} wordt niet gelezen. Sla alleen uw eigen gemeente op.")
        raise Unreadable([text.format(file=name, rows=rows, limit=limit)])


def _archive(path: Path, name: str) -> str:
    """The reason an archive or workbook is left out, after looking at what it would unpack to."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            _check_size(name, sum(entry.file_size for entry in archive.infolist()))
    except zipfile.BadZipFile as error:
        raise Unreadable([_("{file} is een beschadigd zip-bestand.").format(file=name)]) from error
    if "[Content_Types].xml" in names:
        return _("een werkboek (xlsx, docx) wordt niet gelezen; sla het blad op als CSV")
    return _("een zip-bestand wordt niet gelezen; pak het eerst uit")


def _parquet(path: Path, name: str) -> Sheet | MapFile:
    try:
        file = pq.ParquetFile(path)
        meta = file.metadata
        _check_rows(name, meta.num_rows)
        _check_size(name, sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups)))
        table = file.read()
        geo = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
        rows = table.select([field.name for field in table.schema if not pa.types.is_nested(field.type)]).to_pandas()
    except (pa.ArrowException, OSError, ValueError) as error:
        text = _("{file} is geen leesbaar Parquet-bestand: {reason}.")
        raise Unreadable([text.format(file=name, reason=str(error).splitlines()[0])]) from error
    if not geo:
        return Sheet(name, _table_id(name), rows, list(range(1, len(rows) + 1)))
    return _geoparquet(name, rows, geo)


def _geoparquet(name: str, rows: pd.DataFrame, geo: dict[str, Any]) -> MapFile:
    column = geo.get("primary_column")
    described = geo.get("columns", {}).get(column, {})
    if column not in rows or described.get("encoding") != "WKB":
        text = _("{file}: de geometrie staat niet als WKB in het bestand; sla het opnieuw op als GeoParquet.")
        raise Unreadable([text.format(file=name)])
    return MapFile(name, rows.drop(columns=column), list(rows[column]), described.get("crs", "OGC:CRS84"))


def _text(content: bytes, name: str) -> Sheet | MapFile:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _json(content, name)
    if b"\x00" in content:
        raise NotATable(_("geen tekst, GeoJSON of Parquet"))
    return _csv(decode(content, name), name)


def decode(content: bytes, name: str) -> str:
    """The text of a file in UTF-8 or, failing that, in the code page of Windows. Raises Unreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as error:
            problem = _("{file} is geen UTF-8 en geen Windows-tekst (byte {place}); sla het opnieuw op als UTF-8.")
            raise Unreadable([problem.format(file=name, place=error.start)]) from error
    if DOUBLE_DECODED.search(text) or re.search("[\x80-\x9f]", text):
        problem = _("{file}: de letters zijn bij een eerdere bewerking verminkt; haal het bestand opnieuw op.")
        raise Unreadable([problem.format(file=name)])
    return text


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
    _check_rows(name, len(rows))
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


def _csv(text: str, name: str) -> Sheet:
    records, broken = _records(text, name)
    start = next((i for i, (_row, cells) in enumerate(records[:5]) if _filled(cells) > 1), None)
    if start is None:
        raise NotATable(_("geen tabel: nergens staan twee kolommen naast elkaar"))
    header = [cell.strip() for cell in records[start][1]]
    body = [(row, cells) for row, cells in records[start + 1 :] if not _is_footer(cells)]
    whole = [(row, cells) for row, cells in body if len(cells) == len(header)]
    frame = pd.DataFrame([cells for _row, cells in whole], columns=header)
    frame = frame.loc[:, ~frame.columns.duplicated()]
    ragged = (*_ragged(name, header, body), *broken)
    return Sheet(name, _table_id(name), frame, [row for row, _cells in whole], ragged=ragged)


def _records(text: str, name: str) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """Line number and cells of every record, and a sentence when the text stops being CSV halfway."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    records: list[tuple[int, list[str]]] = []
    try:
        for record in reader:
            records.append((reader.line_num, record))
    except csv.Error as error:
        problem = _("{file}, rij {row}: niet te lezen als CSV ({reason}).")
        return records, [problem.format(file=name, row=reader.line_num, reason=error)]
    _check_rows(name, len(records))
    return records, []


def _delimiter(text: str) -> str:
    """The sign that most often stands between cells in the first lines, outside quotes."""
    head = re.sub(r'"[^"]*"', "", "\n".join(text.splitlines()[:5]))
    return max(",;\t", key=head.count)


def _filled(cells: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _is_footer(cells: list[str]) -> bool:
    """Empty lines, and the line with the publisher below an export."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return not filled or (len(filled) == 1 and filled[0].casefold().startswith(FOOTER))


def _ragged(name: str, header: list[str], body: list[tuple[int, list[str]]]) -> tuple[str, ...]:
    problem = _("{file}, rij {row}: {found} cellen in plaats van {expected}; is het bestand heel?")
    wrong = [(row, len(cells)) for row, cells in body if len(cells) != len(header)]
    sentences = [problem.format(file=name, row=row, found=n, expected=len(header)) for row, n in wrong]
    double = sorted({column for column in header if column and header.count(column) > 1})
    if double:
        problem = _("{file}: kolom {columns} staat er meer dan eens in.")
        sentences.append(problem.format(file=name, columns=", ".join(double)))
    return tuple(shown(sentences, _("... en nog {count} rijen.")))


def _table_id(text: str) -> str | None:
    found = TABLE_ID.search(text)
    return "".join(found.groups()) if found else None
