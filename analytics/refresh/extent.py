"""How far a sheet reaches: a reader makes room for every cell up to the last, so one stray cell may cost gigabytes.

Looked at in pieces, before the workbook is opened.
"""

import re
import zipfile
from collections.abc import Iterator

from analytics.language import _
from analytics.refresh.archives import opened
from analytics.refresh.messages import Refusal, finding

CELLS = 60_000_000  # a million rows of sixty columns
NARROW = 26  # columns A to Z: no more than 27 million cells, which is no trouble
PIECE = 1 << 22
OVERLAP = 64  # longer than any reference
WIDE = re.compile(rb"r=[\"']([A-Z]{2,3})[0-9]+[\"']")
ROW = re.compile(rb"r=[\"'][A-Z]{0,3}([0-9]+)[\"']")


def check_extent(content: bytes, name: str) -> None:
    """Raises Refusal when a sheet of the workbook reaches over too many cells."""
    with opened(content, name) as archive:
        for entry in archive.namelist():
            if not entry.startswith("xl/worksheets/") or not entry.endswith(".xml"):
                continue
            columns = max((_number(match[1]) for match in _found(archive, entry, WIDE)), default=NARROW)
            if columns <= NARROW:
                continue
            rows = max((int(match[1]) for match in _found(archive, entry, ROW)), default=0)
            if rows * columns > CELLS:
                text = _("Een werkblad loopt door tot rij {rows} en kolom {columns}.").format(
                    rows=rows, columns=columns
                )
                raise Refusal(finding("werkblad_te_groot", text, file=name))


def _found(archive: zipfile.ZipFile, entry: str, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    with archive.open(entry) as sheet:
        before = b""
        while piece := sheet.read(PIECE):
            yield from pattern.finditer(before + piece)
            before = piece[-OVERLAP:]


def _number(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
