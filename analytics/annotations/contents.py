"""What leaves this package: annotations as plain values."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Annotation:
    """One annotation. `tot` is the last day of a stretch, None for one day or for what goes on from `van`.

    `gebieden`: codes; none means the whole municipality and everything in it. `indicatoren`: ids; none means every
    one. `soort`: an id of `declared().aantekening`. `versie` goes up with every change.
    """

    id: int
    versie: int
    gemeente: str
    gebieden: tuple[str, ...]
    indicatoren: tuple[str, ...]
    van: date
    tot: date | None
    soort: str
    tekst: str
    toelichting: str
    ingetrokken: bool
    gemaakt: datetime
    gemaakt_door: str
    gewijzigd: datetime
    gewijzigd_door: str


@dataclass(frozen=True)
class NewAnnotation:
    """An annotation that is not kept yet. A day that was not filled in is None, and refused."""

    gemeente: str
    van: date | None
    soort: str
    tekst: str
    gebieden: tuple[str, ...] = ()
    indicatoren: tuple[str, ...] = ()
    tot: date | None = None
    toelichting: str = ""
