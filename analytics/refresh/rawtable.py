"""A delivered table as text, whatever file it came from: header found, empty rows and lines around it taken off.

Nothing is dropped silently: every kind of row that is left out is a finding with the first row and how many.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analytics.language import _
from analytics.refresh.messages import Refusal, finding
from analytics.refresh.report import Finding

Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

TEXT = pa.dictionary(pa.int32(), pa.string())  # every distinct text once: 2 million rows fit in little memory
HEAD = 20  # rows among which the header must be
TOTAL = re.compile(r"(eind|sub)?tota(al|len)\b", re.IGNORECASE)
FOOTER = ("bron:", "©", "source:")


@dataclass(frozen=True)
class RawTable:
    """A table of text. `data`: one dictionary column per name in `columns`, trimmed, null where empty.

    `numbers`: the row of the file, as a spreadsheet counts, for every row of `data`. `typed`: the file knew numbers and
    dates, so numbers have a decimal point and dates are ISO text whatever the supplier's other files have.
    """

    name: str
    sheet: str
    columns: list[str]
    data: pa.Table
    numbers: Numbers
    typed: bool = False

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The same as a frame of plain text; missing = NA."""
        return pd.DataFrame({name: self.data[name].cast(pa.string()).to_pandas() for name in self.columns})


@dataclass(frozen=True)
class Ragged:
    """A row with another number of cells than the header; `text` without the signs around it."""

    row: int
    cells: int
    text: str


@dataclass(frozen=True)
class Cells:
    """What a file holds before anything is known about it. `table`: text columns, all of the same length.

    `header`: the names, where the format itself has them; otherwise `start` is the number of the header's row.
    `ragged`: rows that are not among `table`.
    """

    name: str
    sheet: str
    table: pa.Table
    numbers: Numbers
    header: list[str] | None = None
    start: int = 0
    ragged: list[Ragged] = field(default_factory=list)
    typed: bool = False


def header_row(records: Sequence[Sequence[str]], declared: int | None) -> int | None:
    """The row number of the header: as declared, or the first row that is nearly as full as the fullest.

    Title lines above a table fill one or two cells. None when no row has two cells beside each other.
    """
    if declared is not None:
        return declared if declared <= len(records) else None
    filled = [sum(bool(cell.strip()) for cell in record) for record in records[:HEAD]]
    fullest = max(filled, default=0)
    if fullest < 2:
        return None
    return 1 + next(i for i, count in enumerate(filled) if count > 1 and count >= 0.6 * fullest)


def tidy(cells: Cells) -> tuple[RawTable, list[Finding]]:
    """The rows below the header, with what was left out. Raises Refusal when columns cannot be told apart."""
    table = pa.table([_trimmed(column) for column in cells.table.columns], names=cells.table.column_names)
    header, first = (cells.header, 0) if cells.header is not None else _header(cells, table)
    names, used, double = _names(cells.name, header, table, first)
    body = table.slice(first).select(used).rename_columns(names)
    numbers = cells.numbers[first:]
    left_out, findings = _left_out(cells, body, numbers)
    if left_out.any():
        body, numbers = body.filter(pa.array(~left_out)), numbers[~left_out]
    last = int(numbers[-1]) if len(numbers) else cells.start
    findings = [*double, *findings, *_ragged(cells, last)]
    return RawTable(cells.name, cells.sheet, names, body.combine_chunks(), numbers, cells.typed), findings


def _trimmed(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """The column with its distinct texts trimmed; null where nothing is left."""
    encoded = column if pa.types.is_dictionary(column.type) else column.cast(pa.string()).dictionary_encode()
    whole = encoded.unify_dictionaries().combine_chunks()
    texts = pc.utf8_trim_whitespace(whole.dictionary.cast(pa.string()))
    if texts.equals(whole.dictionary) and not pc.any(pc.equal(texts, "")).as_py():
        return whole
    texts = pc.if_else(pc.equal(texts, ""), None, texts)
    distinct = pc.drop_null(pc.unique(texts))
    if len(distinct) == len(whole.dictionary):  # nothing to merge: the order is the same
        return pa.DictionaryArray.from_arrays(whole.indices, distinct)
    places = pc.index_in(texts, distinct).cast(pa.int32())
    return pa.DictionaryArray.from_arrays(places.take(whole.indices), distinct)


def _header(cells: Cells, table: pa.Table) -> tuple[list[str], int]:
    at = int(np.searchsorted(cells.numbers, cells.start))
    if at >= table.num_rows or cells.numbers[at] != cells.start:
        text = _("Op rij {row} staat geen kop met kolomnamen.").format(row=cells.start)
        raise Refusal(finding("kop_ontbreekt", text, file=cells.name, row=cells.start))
    return [" ".join((column[at].as_py() or "").split()) for column in table.columns], at + 1


def _names(file: str, header: list[str], table: pa.Table, first: int) -> tuple[list[str], list[int], list[Finding]]:
    """The names and places of the columns; an empty column without a name is not there. Of columns with the same name
    the first is kept, and that is an error."""
    below = table.num_rows - first
    there = [i for i, name in enumerate(header) if name or table.column(i).slice(first).null_count < below]
    names = {i: header[i] or _("(kolom {number})").format(number=i + 1) for i in there}
    used = sorted({name.casefold(): i for i, name in reversed(names.items())}.values())
    text = _("Kolom {column} staat er meer dan eens in.")
    double = dict.fromkeys(name for i, name in names.items() if i not in used)
    findings = [finding("kolom_dubbel", text.format(column=name), file=file, column=name) for name in double]
    return [names[i] for i in used], used, findings


def _left_out(cells: Cells, body: pa.Table, numbers: Numbers) -> tuple[Flags, list[Finding]]:
    nulls = np.zeros(body.num_rows, dtype=np.int16)
    for column in body.columns:
        nulls += column.is_null().to_numpy()
    empty = nulls == body.num_columns
    last = len(empty) - int(np.argmin(empty[::-1])) if not empty.all() else 0  # empty rows at the end are no news
    single = (nulls == body.num_columns - 1) & (body.num_columns > 1)
    kinds = {
        "rij_leeg": (empty & (np.arange(len(empty)) < last), _("Een lege rij is overgeslagen.")),
        "kop_herhaald": (_repeated(body), _("De kop staat er nog eens; die rij is overgeslagen.")),
        "rij_voetregel": (single & _starts(body, FOOTER), _("Een regel met de bron is overgeslagen.")),
    }
    findings = [
        finding(code, text, file=cells.name, row=int(numbers[rows][0]), count=int(rows.sum()))
        for code, (rows, text) in kinds.items()
        if rows.any()
    ]
    rows = empty | kinds["kop_herhaald"][0] | kinds["rij_voetregel"][0]
    totals, more = _totals(cells, body, numbers, nulls, rows)
    return rows | totals, findings + more


def _repeated(body: pa.Table) -> Flags:
    """Rows in which every cell is the name of its column, or empty."""
    same = np.asarray(pc.equal(body.column(0).cast(pa.string()), body.column_names[0]).fill_null(False))
    for place in np.flatnonzero(same):
        row = body.slice(int(place), 1).to_pylist()[0]
        same[place] = all(value is None or value == name for name, value in row.items())
    return same


def _starts(body: pa.Table, words: tuple[str, ...]) -> Flags:
    """Rows with a cell that begins with one of these words."""
    found = np.zeros(body.num_rows, dtype=np.bool_)
    for column in body.columns:
        found |= _holding(column, [text for text in _texts(column) if text.casefold().startswith(words)])
    return found


def _totals(
    cells: Cells, body: pa.Table, numbers: Numbers, nulls: npt.NDArray[np.int16], skip: Flags
) -> tuple[Flags, list[Finding]]:
    """Total lines: a word for 'total' in a row that is half empty. Only at the end they are harmless."""
    sparse = (nulls * 2 >= body.num_columns - 1) & (nulls > 0) & ~skip
    named = np.zeros(body.num_rows, dtype=np.bool_)
    for column in body.columns:
        named |= _holding(column, [text for text in _texts(column) if TOTAL.match(text)])
    lines = sparse & named
    if not lines.any():
        return lines, []
    data = np.flatnonzero(~lines & ~skip)
    after = lines & (np.arange(len(lines)) > (data[-1] if len(data) else -1))
    findings = []
    if after.any():
        text = _("Een totaalregel onder de tabel is overgeslagen.")
        findings.append(
            finding("totaalregel", text, file=cells.name, row=int(numbers[after][0]), count=int(after.sum()))
        )
    if (between := lines & ~after).any():
        text = _("Tussen de rijen staat een totaalregel.")
        row, count = int(numbers[between][0]), int(between.sum())
        findings.append(finding("totaalregel_tussen", text, file=cells.name, row=row, count=count))
    return lines, findings


def _texts(column: pa.ChunkedArray) -> list[str]:
    """The distinct texts of a column, when they are few enough to be words; codes and dates are no words."""
    whole = column.combine_chunks()
    words = whole.dictionary.filter(
        pc.match_substring_regex(whole.dictionary, "(?i)^(tota|eindtota|subtota|bron:|©|source:)")
    )
    texts: list[str] = words.to_pylist()
    return texts


def _holding(column: pa.ChunkedArray, texts: list[str]) -> Flags:
    if not texts:
        return np.zeros(len(column), dtype=np.bool_)
    return np.asarray(pc.is_in(column.cast(pa.string()), pa.array(texts, pa.string())))


def _ragged(cells: Cells, last: int) -> list[Finding]:
    """Rows that do not fit the header: empty, the source or the total below the table, and otherwise an error."""
    below = [one for one in cells.ragged if one.row > cells.start and one.text]
    kinds: dict[str, tuple[str, list[Ragged]]] = {
        "rij_voetregel": (_("Een regel met de bron is overgeslagen."), []),
        "totaalregel": (_("Een totaalregel onder de tabel is overgeslagen."), []),
        "rij_cellen": (_("{found} cellen in plaats van {expected}; is het bestand heel?"), []),
    }
    for one in below:
        total = one.row > last and TOTAL.match(one.text)
        code = "rij_voetregel" if one.text.casefold().startswith(FOOTER) else "totaalregel" if total else "rij_cellen"
        kinds[code][1].append(one)
    return [
        finding(
            code, text.format(found=rows[0].cells, expected=cells.table.num_columns), file=cells.name, row=rows[0].row,
            count=len(rows),
        )
        for code, (text, rows) in kinds.items()
        if rows
    ]  # fmt: skip
