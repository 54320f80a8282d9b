"""What an agenda can be filled with (agenda.toml, rollen.toml, kernbeleid.toml): ids and the words for them."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analytics import roles, themes

DEFINITIONS = Path(__file__).parents[1] / "definitions"

KANDIDAAT, GEKOZEN, IN_VOORBEREIDING = "kandidaat", "gekozen", "in_voorbereiding"
VASTGESTELD, GEEVALUEERD, AFGEVALLEN = "vastgesteld", "geevalueerd", "afgevallen"
CLOSED = (GEEVALUEERD, AFGEVALLEN)
GEPLAND = "gepland"


@dataclass(frozen=True)
class Declared:
    """Per kind of choice: id -> the word on the screen. `stappen`: status -> the statuses that may follow it."""

    status: dict[str, str]
    stappen: dict[str, tuple[str, ...]]
    reden_soort: dict[str, str]
    actie_status: dict[str, str]
    rollen: dict[str, str]
    themas: dict[str, str]
    minimum_maanden: int


@lru_cache(maxsize=1)
def declared() -> Declared:
    """The declarations of this software, read once."""
    found = tomllib.loads((DEFINITIONS / "agenda.toml").read_text("utf-8"))
    steps = {status: tuple(following) for status, following in found.pop("stappen").items()}
    names = {code: theme.naam for code, theme in themes.all_themes().items()}
    return Declared(stappen=steps, rollen=roles.roles(), themas=names, **found)
