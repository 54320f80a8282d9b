"""What goes in and comes out of this package: plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Stand(StrEnum):
    """How far a remark is. The values are those of `reports.model.Stand`, which also knows that there is none."""

    CONCEPT = "concept"
    TER_BEOORDELING = "ter_beoordeling"
    VASTGESTELD = "vastgesteld"


@dataclass(frozen=True)
class Place:
    """Where a remark belongs: a part (`onderdeel`, the id of a section) of one kind of report about one month (its
    first day). `gebied`: the area of a report about one area, '' for the others."""

    gemeente: str
    maand: date
    soort: str
    onderdeel: str
    gebied: str = ""


@dataclass(frozen=True)
class Remark:
    """One version of a remark. `schrijver` wrote the text; `wie` and `wanneer` say who made this version of it, which
    may be a step only. `reden`: why it was sent back. `versie`: from 1, up with every writing and every step.
    """

    place: Place
    stand: Stand
    tekst: str
    schrijver: str
    reden: str
    wie: str
    wanneer: datetime
    versie: int

    @property
    def left_out(self) -> bool:
        """Whether the team agreed that this part needs no remark."""
        return self.stand is Stand.VASTGESTELD and not self.tekst

    @property
    def by_one(self) -> bool:
        """Whether it was agreed by who wrote it."""
        return self.stand is Stand.VASTGESTELD and bool(self.tekst) and self.wie == self.schrijver
