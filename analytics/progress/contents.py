"""What goes in and comes out of this package: plain values."""

from dataclasses import dataclass
from datetime import date, datetime

FINAL = ("klaar", "gestopt")  # what holds for later quarters too, until the team says otherwise
OWN = "eigen-"  # begins the id of an action of the team; no programme is called so


@dataclass(frozen=True)
class Said:
    """What somebody reports. `actie`: id of a declared or an own action; `kwartaal`: its first day; `status`: an id of
    `declared().voortgang`."""

    gemeente: str
    actie: str
    kwartaal: date
    status: str
    toelichting: str = ""


@dataclass(frozen=True)
class Progress:
    """One report that is kept. `versie`: which report on this action in this quarter it is, from 1."""

    said: Said
    wie: str
    wanneer: datetime
    versie: int


@dataclass(frozen=True)
class NewOwn:
    """An action of the team that is not kept yet. `van`, `tot`: days, both included, None when not known. `trekker`,
    `partners`: roles. `doel`: the target that it should move, or ""."""

    gemeente: str
    programma: str
    thema: str
    actie: str
    van: date | None = None
    tot: date | None = None
    trekker: str = ""
    partners: tuple[str, ...] = ()
    doel: str = ""


@dataclass(frozen=True)
class OwnAction:
    """An action that the team added. `versie` goes up with every change."""

    nummer: int
    versie: int
    gemeente: str
    programma: str
    thema: str
    actie: str
    van: date | None
    tot: date | None
    trekker: str
    partners: tuple[str, ...]
    doel: str
    ingetrokken: bool
    gemaakt: datetime
    gemaakt_door: str
    gewijzigd: datetime
    gewijzigd_door: str

    @property
    def id(self) -> str:
        """By which reports name it."""
        return f"{OWN}{self.nummer}"
