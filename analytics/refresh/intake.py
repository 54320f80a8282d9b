"""A delivered file before it is a table: how large it may be, what its first bytes say, its text as UTF-8.

Large files are looked at in pieces: a text of hundreds of megabytes is never in memory twice.
"""

import codecs
import re
from collections.abc import Iterator

from analytics.language import _
from analytics.refresh.messages import Refusal, finding
from analytics.refresh.sources import sources

MEGABYTE = 1_000_000
PIECE = 1 << 24
BOM = codecs.BOM_UTF8
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# UTF-8 that was once read as something else (Ã©, â€™), and control characters that no text has (U+0080 to U+009F).
TWICE_DECODED = re.compile(b"\xc3[\x82\x83]\xc2[\x80-\xbf]|\xc3\xa2(?:\xc2\x80|\xe2\x82\xac)|\xc2[\x80-\x9f]")
SUSPECT = (b"\xc2", b"\xc3\xa2")  # without one of these there is nothing to look for
NOT_IN_WINDOWS = re.compile(b"[\x81\x8d\x8f\x90\x9d]")


def check_size(name: str, size: int) -> None:
    """Raises Refusal when a file is larger than bronnen.toml allows, on disk or unpacked."""
    limit = sources().drempels.bestand_megabytes
    if size > limit * MEGABYTE:
        text = _("Het bestand is {size} MB groot (uitgepakt); meer dan {limit} MB wordt niet gelezen.")
        raise Refusal(finding("bestand_te_groot", text.format(size=size // MEGABYTE, limit=limit), file=name))


def check_rows(name: str, rows: int) -> None:
    """Raises Refusal when a file has more rows than bronnen.toml allows."""
    limit = sources().drempels.rijen
    if rows > limit:
        text = _("Het bestand heeft {rows} rijen; meer dan {limit} wordt niet gelezen.")
        raise Refusal(finding("bestand_te_lang", text.format(rows=rows, limit=limit), file=name))


def other_kind(start: bytes) -> str | None:
    """What a file recognisably is when it is no table; None when it may be one."""
    known = {
        _("een PDF"): (b"%PDF",),
        _("een plaatje"): (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
        _("een ingepakt bestand (geen zip); pak het eerst uit"): (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh"),
        _("een oud werkboek of document; sla het op als XLSX of CSV"): (b"\xd0\xcf\x11\xe0",),
        _("een database of GeoPackage; sla de kaart op als GeoJSON"): (b"SQLite format 3",),
        _("een webpagina of XML"): (b"<",),
    }
    trimmed = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((reason for reason, signs in known.items() if trimmed.startswith(signs)), None)


def to_utf8(content: bytes, name: str) -> bytes:
    """The text of a file as UTF-8 without byte order mark; other files are read in the code page of Windows.

    Raises Refusal for text in neither, and for letters that an earlier program has already spoilt.
    """
    if content.startswith(WIDE) or b"\x00" in content[:PIECE]:
        text = _("Het bestand is geen gewone tekst, maar bijvoorbeeld 'Unicode-tekst' (UTF-16) of iets heel anders.")
        raise Refusal(finding("tekst_onbekend", text, file=name))
    content = content.removeprefix(BOM)
    utf8 = content if _is_utf8(content) else _from_windows(content, name)
    if any(sign in utf8 for sign in SUSPECT) and (found := TWICE_DECODED.search(utf8)):
        row = utf8.count(b"\n", 0, found.start()) + 1
        text = _("De letters zijn bij een eerdere bewerking verminkt.")
        raise Refusal(finding("tekst_verminkt", text, file=name, row=row))
    return utf8


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(content):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _from_windows(content: bytes, name: str) -> bytes:
    if found := NOT_IN_WINDOWS.search(content):
        row = content.count(b"\n", 0, found.start()) + 1
        text = _("Het bestand is geen UTF-8 en geen Windows-tekst (byte {place}).").format(place=found.start())
        raise Refusal(finding("tekst_onbekend", text, file=name, row=row))
    return b"".join(piece.decode("cp1252").encode() for piece in _pieces(content))


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + PIECE] for start in range(0, len(content), PIECE))
