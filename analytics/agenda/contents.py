"""What leaves this package: agendas, actions and changes as plain values. Nothing outside knows of rows or sessions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from analytics.agenda.declared import GEPLAND, KANDIDAAT


@dataclass(frozen=True)
class Action:
    """One thing that is done for an agenda: what, to which aim, read from which indicator, when, led by which role.

    `tot` is the last day of the term. `versie` goes up with every change.
    """

    id: int
    omschrijving: str
    doel: str
    indicator: str
    van: date | None
    tot: date | None
    trekker: str
    status: str
    versie: int


@dataclass(frozen=True)
class Agenda:
    """One agenda of one area. `van` and `tot` are its first and last day.

    `rangfeiten`: what the ranking said when the area was nominated or chosen. `vergelijking`: comparison areas, with
    who chose them when. `afsluiting`: what came of it, or why it was dropped.
    """

    id: int
    gemeente: str
    gebied: str
    status: str
    reden_soort: str
    reden: str
    rangfeiten: Mapping[str, Any] | None
    indicator: str
    themas: tuple[str, ...]
    partners: tuple[str, ...]
    van: date | None
    tot: date | None
    vergelijking: tuple[str, ...]
    vergelijking_op: datetime | None
    vergelijking_door: str
    afsluiting: str
    acties: tuple[Action, ...]
    versie: int
    gemaakt: datetime
    gemaakt_door: str
    gewijzigd: datetime
    gewijzigd_door: str


@dataclass(frozen=True)
class Change:
    """One field that somebody changed. `actie`: the id of the action it is of; None for the agenda itself."""

    wanneer: datetime
    wie: str
    actie: int | None
    veld: str
    oud: Any
    nieuw: Any
    versie: int


@dataclass(frozen=True)
class NewAgenda:
    """An agenda that is not kept yet; what is left out can be filled in later."""

    gemeente: str
    gebied: str
    status: str = KANDIDAAT
    reden_soort: str = ""
    reden: str = ""
    rangfeiten: Mapping[str, Any] | None = None
    indicator: str = ""
    themas: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    van: date | None = None
    tot: date | None = None
    vergelijking: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewAction:
    """An action that is not kept yet."""

    omschrijving: str
    doel: str = ""
    indicator: str = ""
    van: date | None = None
    tot: date | None = None
    trekker: str = ""
    status: str = GEPLAND
