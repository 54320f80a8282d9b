"""What makes a comparison of municipalities fair: facts with source and year, declared in vergelijking.toml."""

import tomllib
from functools import lru_cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from analytics.indicators import DEFINITIONS

Soort = Literal["bezoekers", "studenten", "grens", "oppervlakte"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fact(_Part):
    """One fact about a municipality: words, or `waarde` in km2 for its area (`oppervlakte`)."""

    gemeente: str = Field(pattern=r"^GM\d{4}$")
    soort: Soort
    tekst: str = ""
    waarde: float | None = Field(default=None, gt=0)
    bron: str = Field(min_length=1)
    jaar: int

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if bool(self.tekst) == (self.waarde is not None) or (self.waarde is not None) != (self.soort == "oppervlakte"):
            raise ValueError("een feit heeft een tekst; alleen een oppervlakte heeft een waarde")
        return self


class Remark(_Part):
    """What must be known of a municipality's own figures. `vanaf`: before that year they are of another area."""

    gemeente: str = Field(pattern=r"^GM\d{4}$")
    tekst: str = Field(min_length=1)
    bron: str = Field(min_length=1)
    vanaf: int | None = None


class Caution(_Part):
    """What the documents of a municipality say about bare comparisons, in our words."""

    gemeente: str
    tekst: str = Field(min_length=1)
    document: str = Field(min_length=1)
    vindplaats: str = Field(min_length=1)


class _File(_Part):
    feit: tuple[Fact, ...] = ()
    kanttekening: tuple[Remark, ...] = ()
    waarschuwing: tuple[Caution, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> Self:
        named = [(fact.gemeente, fact.soort) for fact in self.feit]
        if len(set(named)) < len(named):
            raise ValueError("een feit staat er twee keer in")
        return self


@lru_cache(maxsize=1)
def _declared() -> _File:
    return _File.model_validate(tomllib.loads((DEFINITIONS / "vergelijking.toml").read_text("utf-8")))


def facts(gemeente: str) -> dict[Soort, Fact]:
    """The facts declared about a municipality, by kind; a kind that no source gives is not there."""
    return {fact.soort: fact for fact in _declared().feit if fact.gemeente == gemeente}


def remarks(gemeente: str) -> tuple[Remark, ...]:
    """What must be known of the figures of a municipality."""
    return tuple(item for item in _declared().kanttekening if item.gemeente == gemeente)


def cautions(gemeente: str) -> tuple[Caution, ...]:
    """What the documents of a municipality say about bare comparisons."""
    return tuple(item for item in _declared().waarschuwing if item.gemeente == gemeente)


def redrawn_between(gemeente: str, earlier: int, later: int) -> bool:
    """Whether a municipality became another area after the year `earlier` and in or before `later`."""
    return any(item.vanaf is not None and earlier < item.vanaf <= later for item in remarks(gemeente))
