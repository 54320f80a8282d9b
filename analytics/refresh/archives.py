"""Zip files: what they would unpack to is looked at before anything is unpacked, and nothing is written to disk."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from analytics.language import _
from analytics.refresh.intake import MEGABYTE, check_size
from analytics.refresh.messages import Refusal, finding
from analytics.refresh.sources import sources

RATIO = 200  # text packs to about a tenth, a workbook to a thirtieth
SMALL = 10 * MEGABYTE  # below this a high ratio does no harm
ENCRYPTED = 0x1
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
# What reading a broken zip comes down to: a wrong place, a wrong length, an unknown method, a bad stream.
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, ValueError, OSError)


def is_workbook(content: bytes, name: str) -> bool:
    """Whether a zip is a workbook. Raises Refusal when it is broken, encrypted, or unpacks to too much."""
    with opened(content, name) as archive:
        _check(archive, name)
        names = archive.namelist()
    if "[Content_Types].xml" in names and not any(entry.startswith("xl/") for entry in names):
        raise Refusal(finding("geen_tabel", _("Het is een document of presentatie, geen werkboek."), file=name))
    return "[Content_Types].xml" in names


def members(content: bytes, name: str) -> list[tuple[str, bytes]]:
    """Name and bytes of every file in a zip. Raises Refusal; what a Mac or Windows adds by itself is passed over."""
    with opened(content, name) as archive:
        _check(archive, name)
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _added(entry.filename)]
        _refuse_paths(entries, name)
        if len(entries) > sources().drempels.bestanden:
            text = _("In het zip-bestand zitten {count} bestanden.").format(count=len(entries))
            raise Refusal(finding("zip_te_groot", text, file=name))
        return [(f"{name}/{entry.filename}", archive.read(entry)) for entry in entries]


@contextmanager
def opened(content: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """The zip, to look at or read from. Raises Refusal, also when it turns out to be broken while it is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except BROKEN as error:
        raise Refusal(finding("zip_beschadigd", _("Het zip-bestand is beschadigd."), file=name)) from error


def _check(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Refusal(finding("bestand_versleuteld", _("Het zip-bestand heeft een wachtwoord."), file=name))
    size, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    check_size(name, size)
    if size > SMALL and size > RATIO * packed:
        text = _("Het bestand pakt uit tot {times} maal zijn grootte; dat doet geen gewone levering.")
        raise Refusal(finding("zip_te_groot", text.format(times=size // max(packed, 1)), file=name))


def _added(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return parts[0] == "__MACOSX" or parts[-1].startswith(".") or parts[-1] == "Thumbs.db"


def _refuse_paths(entries: list[zipfile.ZipInfo], name: str) -> None:
    outside = [
        e.filename
        for e in entries
        if re.match(r"[/\\]|[A-Za-z]:", e.filename) or ".." in re.split(r"[/\\]", e.filename)
    ]
    if outside:
        raise Refusal(finding("zip_pad", _("In het zip-bestand zit een naam die naar buiten de map wijst."), file=name))
