"""Areas by name: levels, the municipalities this software knows, and the buurten of a snapshot."""

import json
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from analytics.contract import DISPLAY_MAP_FILE
from analytics.database import open_database
from analytics.frames import records
from analytics.indicators import DEFINITIONS
from analytics.snapshots import OwnArea, Snapshot


class Niveau(StrEnum):
    """The level of a measurement. `referentie`: whole municipalities, counted alike, from a table per municipality.
    `aandachtsgebied`: areas that the team drew, of buurten and streets."""

    BUURT = "buurt"
    WIJK = "wijk"
    GEMEENTE = "gemeente"
    REFERENTIE = "referentie"
    AANDACHT = "aandachtsgebied"


@dataclass(frozen=True)
class Area:
    """One area: its code, its name as the screen shows it, and the code of the wijk it lies in (buurten only).

    `buurten`: of an area of attention, the buurten it lies in, wholly or with some streets.
    """

    code: str
    naam: str
    niveau: Niveau
    wijk: str = ""
    buurten: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def municipalities() -> dict[str, dict[str, object]]:
    """Known municipalities: code -> {naam, referentie}."""
    return tomllib.loads((DEFINITIONS / "gemeenten.toml").read_text("utf-8"))


def municipality_name(code: str) -> str:
    """Name of a municipality, or its code when this software does not know it."""
    return str(municipalities().get(code, {}).get("naam", code))


def reference_codes(code: str) -> tuple[str, ...]:
    """The reference municipalities of a municipality; none when it has not chosen any."""
    chosen = municipalities().get(code, {}).get("referentie", [])
    return tuple(str(item) for item in chosen) if isinstance(chosen, list) else ()


@lru_cache(maxsize=64)
def all_areas(snapshot: Snapshot) -> dict[str, Area]:
    """Every area of a snapshot by code: buurten, wijken, the municipality, reference municipalities, the team's own.

    An area of attention with a buurt that this snapshot does not know is not there.
    """
    known = _published(snapshot.published)
    own = {area.code: _own(area) for area in snapshot.eigen}
    return known | {code: area for code, area in own.items() if set(area.buurten) <= known.keys()}


def own_area(snapshot: Snapshot, code: str) -> OwnArea | None:
    """What an area of attention is made of; None for every other area."""
    return next((area for area in snapshot.eigen if area.code == code), None)


def _own(area: OwnArea) -> Area:
    buurten = tuple(sorted({part.buurt for part in area.delen}))
    return Area(area.code, area.naam, Niveau.AANDACHT, buurten=buurten)


@lru_cache(maxsize=8)
def _published(snapshot: Snapshot) -> dict[str, Area]:
    found: dict[str, Area] = {}
    for row in records(open_database(snapshot).run("gebieden")):
        code = str(row["gebied"])
        naam = str(row["naam"] or municipality_name(code))
        found[code] = Area(code, _short(naam), Niveau(row["niveau"]), str(row["wijk"] or ""))
    return found


def at_level(snapshot: Snapshot, niveau: Niveau) -> tuple[Area, ...]:
    """Areas of one level, in the order of their code."""
    levels = (Niveau.GEMEENTE, Niveau.REFERENTIE) if niveau is Niveau.REFERENTIE else (niveau,)
    found = [area for area in all_areas(snapshot).values() if area.niveau in levels]
    return tuple(sorted(found, key=lambda area: area.code))


@lru_cache(maxsize=8)
def map_aspect(snapshot: Snapshot) -> float:
    """Width over height of the screen map, so that a page can keep its place free before the shapes are there."""
    left, top, right, bottom = json.loads((snapshot.folder / DISPLAY_MAP_FILE).read_bytes())["viewBox"]
    return float((right - left) / (bottom - top))


def _short(naam: str) -> str:
    # 'Wijk 04 Buitenwijk Oost' -> 'Buitenwijk Oost': the number is in the code, and the column says it is a wijk.
    parts = naam.split(maxsplit=2)
    if len(parts) == 3 and parts[0] == "Wijk" and parts[1].isdigit():
        return parts[2]
    return naam
