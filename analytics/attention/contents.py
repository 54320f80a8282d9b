"""What goes in and comes out of this package: plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from analytics.snapshots import OwnArea, Part

PREFIX = "AG"  # begins the code of an area of attention; no area of the CBS is called so


@dataclass(frozen=True)
class NewArea:
    """An area of attention that is not kept yet. `vorm`: the GeoJSON it was drawn with, or ""."""

    gemeente: str
    naam: str
    delen: tuple[Part, ...]
    waarom: str = ""
    vorm: str = ""


@dataclass(frozen=True)
class AttentionArea:
    """An area of attention. `versie` goes up with every change; `gesloten`: its last day, None while it is followed."""

    nummer: int
    versie: int
    gemeente: str
    naam: str
    waarom: str
    delen: tuple[Part, ...]
    vorm: str
    gesloten: date | None
    gemaakt: datetime
    gemaakt_door: str
    gewijzigd: datetime
    gewijzigd_door: str

    @property
    def code(self) -> str:
        """By which figures and links name it."""
        return f"{PREFIX}{self.nummer:04d}"

    @property
    def as_own(self) -> OwnArea:
        """What a snapshot has to know of it in order to count."""
        return OwnArea(self.code, self.naam, self.delen, gesloten=self.gesloten is not None)
