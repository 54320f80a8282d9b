"""CSV as text cells: the separator and the header found in the first lines, the rest read in one go."""

import csv
import io
from collections import Counter

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from analytics.language import _
from analytics.refresh.intake import check_rows, to_utf8
from analytics.refresh.messages import Refusal, finding
from analytics.refresh.rawtable import HEAD, TEXT, Cells, Ragged, header_row

SAMPLE = 1 << 16  # bytes in which the header must be
BLOCK = 1 << 24
SEPARATORS = ";,\t"


def read_csv(content: bytes, name: str, header: int | None = None) -> Cells:
    """The cells of a CSV file. Raises Refusal when it is no table of two columns or more."""
    text = to_utf8(content, name)
    separator, records = _separator(text)
    start = header_row(records, header)
    if start is None:
        raise Refusal(finding("geen_tabel", _("Nergens staan twee kolommen naast elkaar."), file=name))
    ragged: list[Ragged] = []
    table = _parsed(text, name, separator, len(records[start - 1]), ragged)
    check_rows(name, table.num_rows)
    numbers = np.arange(1, table.num_rows + len(ragged) + 1, dtype=np.int32)
    if ragged:
        numbers = np.delete(numbers, [one.row - 1 for one in ragged])
    _refuse_swallowed(table, numbers, separator, name)
    return Cells(name, "", table, numbers, start=start, ragged=ragged)


def _refuse_swallowed(table: pa.Table, numbers: npt.NDArray[np.int32], separator: str, name: str) -> None:
    """A quote that does not close takes the rows below it into one cell: a cell with whole rows in it is refused."""
    for column in table.columns:
        start = 0
        for chunk in column.chunks:
            for place in np.flatnonzero(pc.match_substring_regex(chunk.dictionary, "[\\r\\n]")):
                below = chunk.dictionary[int(place)].as_py().splitlines()[1:]
                if any(line.count(separator) >= table.num_columns - 1 for line in below):
                    row = start + int(np.argmax(chunk.indices.fill_null(-1).to_numpy() == place))
                    text = _("Een aanhalingsteken sluit niet: in één cel staan hele rijen.")
                    raise Refusal(finding("csv_onleesbaar", text, file=name, row=int(numbers[row])))
            start += len(chunk)


def _parsed(text: bytes, name: str, separator: str, width: int, ragged: list[Ragged]) -> pa.Table:
    """Every row with the right number of cells, as text; the others are noted in `ragged`."""
    names = [f"c{i}" for i in range(width)]

    def note(row: pacsv.InvalidRow) -> str:
        ragged.append(Ragged(row.number, row.actual_columns, row.text.strip(f'{separator}" \t\r\n')))
        return "skip"

    try:
        return pacsv.read_csv(
            pa.BufferReader(text),
            # with one thread the reader knows the number of every row; two would save a second on two million
            read_options=pacsv.ReadOptions(column_names=names, use_threads=False, block_size=BLOCK),
            parse_options=pacsv.ParseOptions(
                delimiter=separator, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=note
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, TEXT), strings_can_be_null=True, null_values=[""], check_utf8=False
            ),
        )
    except pa.ArrowException as error:
        problem = _("Niet te lezen als CSV ({reason}).").format(reason=str(error).splitlines()[0])
        raise Refusal(finding("csv_onleesbaar", problem, file=name)) from error


def _separator(text: bytes) -> tuple[str, list[list[str]]]:
    """The separator that cuts the first lines into most rows of equal width, and those rows."""
    head = text[:SAMPLE]
    if len(text) > SAMPLE:
        head = head[: head.rfind(b"\n") + 1] or head
    cut = {sign: _records(head.decode("utf-8", "replace"), sign) for sign in SEPARATORS}
    best = max(cut, key=lambda sign: _regularity(cut[sign]))
    return best, cut[best]


def _records(head: str, sign: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(head, newline=""), delimiter=sign))
    except csv.Error:  # a quote that never closes; the reader of the whole file says where
        return [line.split(sign) for line in head.splitlines()]


def _regularity(records: list[list[str]]) -> tuple[int, int]:
    widths = Counter(len(record) for record in records[: 5 * HEAD] if len(record) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
