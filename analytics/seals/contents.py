"""What goes in and comes out of this package: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from analytics.errors import VeiligheidError


class Damaged(VeiligheidError):
    """What is kept is no longer what was sealed."""

    exit_code = 3


@dataclass(frozen=True)
class NewSeal:
    """A report to seal: one kind (`soort`) about one month (its first day), and about one area (`gebied`) or ''.

    `momentopname` is the id of the snapshot it was made of, `software` the version that made it. `document` is the
    report as JSON; `files` are the files made of it, by name.
    """

    gemeente: str
    soort: str
    maand: date
    momentopname: str
    software: str
    document: bytes
    files: Mapping[str, bytes] = field(repr=False)
    gebied: str = ""


@dataclass(frozen=True)
class Kept:
    """A file of a seal: its name, its length in bytes and its sha256."""

    naam: str
    lengte: int
    sha256: str


@dataclass(frozen=True)
class Seal:
    """A sealed report, without its contents. `nummer`: which seal of this report it is, from 1. `document`: the sha256
    of its JSON; `sha256`: of everything that is said here. `intact`: whether that is still so."""

    id: int
    gemeente: str
    soort: str
    maand: date
    gebied: str
    nummer: int
    momentopname: str
    software: str
    wie: str
    wanneer: datetime
    document: str
    files: tuple[Kept, ...]
    sha256: str
    intact: bool
