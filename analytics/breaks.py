"""Known breaks in series and events that explain a jump: analytics/definitions/breuken.toml."""

import tomllib
from datetime import date
from functools import lru_cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from analytics.areas import Niveau
from analytics.indicators import DEFINITIONS, Indicator, RegistrationNumerator
from analytics.language import _


class Break(BaseModel):
    """From `vanaf` on: `reeksbreuk` = not comparable with before (a gap); `gebeurtenis` = context (a note).

    It is about registrations (`soorten`) or about a survey (`methode`). One with neither is a new division of the
    municipality: every figure at `niveaus` is of other areas than before. `niveaus` and `gebieden` narrow a break down;
    both empty: it holds everywhere.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    vanaf: date
    soort: Literal["reeksbreuk", "gebeurtenis"]
    tekst: str
    bron: str
    soorten: tuple[str, ...] | None = None  # police kinds; empty = every kind; None = not about registrations
    methode: str = ""  # survey method that starts here
    niveaus: tuple[Niveau, ...] = ()  # levels it holds at; empty = every level
    gebieden: tuple[str, ...] = ()  # codes, in the present division, of the areas it holds in; empty = every area

    @model_validator(mode="after")
    def _says_what_it_is_about(self) -> Self:
        if self.soorten is None and not self.methode and not self.niveaus:
            raise ValueError(_("Een breuk noemt soorten, een methode, of bij een nieuwe indeling de niveaus."))
        if self.gebieden and not self.niveaus:
            raise ValueError(_("Een breuk met gebieden noemt ook de niveaus daarvan."))
        return self

    @property
    def is_division(self) -> bool:
        """Whether the areas themselves changed, and with them every figure at these levels."""
        return self.soorten is None and not self.methode

    def holds(self, niveau: Niveau | None, gebied: str | None) -> bool:
        """Whether it holds at this level and in this area; None: at any, in any.

        An area of attention is made of buurten: what holds for some buurten holds for it, whichever they are.
        """
        if niveau is Niveau.AANDACHT:
            return not self.niveaus or Niveau.BUURT in self.niveaus
        at_level = niveau is None or not self.niveaus or niveau in self.niveaus
        return at_level and (gebied is None or not self.gebieden or gebied in self.gebieden)


@lru_cache(maxsize=1)
def every() -> tuple[Break, ...]:
    """All declared breaks, oldest first."""
    declared = tomllib.loads((DEFINITIONS / "breuken.toml").read_text("utf-8"))["breuk"]
    return tuple(sorted((Break.model_validate(entry) for entry in declared), key=lambda item: item.vanaf))


def of(indicator: Indicator, niveau: Niveau | None = None, gebied: str | None = None) -> tuple[Break, ...]:
    """The breaks that concern this indicator, at this level and in this area.

    Without a level or an area also those that hold at some levels or in some areas only: what is not asked is
    not joined either.
    """
    return tuple(b for b in every() if _concerns(b, indicator) and b.holds(niveau, gebied))


def between(
    indicator: Indicator, van: date, tot: date, niveau: Niveau | None = None, gebied: str | None = None
) -> tuple[Break, ...]:
    """Series breaks of this indicator after `van` and before `tot`: figures on either side are not comparable."""
    return tuple(b for b in of(indicator, niveau, gebied) if b.soort == "reeksbreuk" and van < b.vanaf < tot)


def _concerns(item: Break, indicator: Indicator) -> bool:
    if item.is_division:
        return True
    if isinstance(indicator.teller, RegistrationNumerator):
        return item.soorten is not None and (
            not item.soorten or bool(set(item.soorten) & set(indicator.teller.soorten))
        )
    return bool(item.methode)
