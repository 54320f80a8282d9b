"""The choices of what the team writes beside the figures, as analytics/definitions/team.toml declares them."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DEFINITIONS = Path(__file__).parents[1] / "definitions"


@dataclass(frozen=True)
class Judgement:
    """What can be made of a signal: the word on the screen, and what it means in a sentence."""

    woord: str
    uitleg: str


@dataclass(frozen=True)
class Declared:
    """`aantekening`: kind of annotation -> its word. `oordeel`: judgement of a signal -> its word and meaning.
    `voortgang`: how far an action is -> its word."""

    aantekening: dict[str, str]
    oordeel: dict[str, Judgement]
    voortgang: dict[str, str]


@lru_cache(maxsize=1)
def declared() -> Declared:
    """The declarations of this software, read once."""
    found = tomllib.loads((DEFINITIONS / "team.toml").read_text("utf-8"))
    judgements = {id_: Judgement(**entry) for id_, entry in found["oordeel"].items()}
    return Declared(found["aantekening"], judgements, found["voortgang"])
