"""Known breaks in series and events that explain a jump: analytics/definitions/breuken.toml."""

import tomllib
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from analytics.indicators import DEFINITIONS, Indicator, RegistrationNumerator


class Break(BaseModel):
    """From `vanaf` on: `reeksbreuk` = not comparable with before (a gap); `gebeurtenis` = context (a note)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    vanaf: date
    soort: Literal["reeksbreuk", "gebeurtenis"]
    tekst: str
    bron: str
    soorten: tuple[str, ...] | None = None  # police kinds; empty = every kind; None = not about registrations
    methode: str = ""  # survey method that starts here


@lru_cache(maxsize=1)
def every() -> tuple[Break, ...]:
    """All declared breaks, oldest first."""
    declared = tomllib.loads((DEFINITIONS / "breuken.toml").read_text("utf-8"))["breuk"]
    return tuple(sorted((Break.model_validate(entry) for entry in declared), key=lambda item: item.vanaf))


def of(indicator: Indicator) -> tuple[Break, ...]:
    """The breaks that concern this indicator."""
    if isinstance(indicator.teller, RegistrationNumerator):
        kinds = set(indicator.teller.soorten)
        return tuple(b for b in every() if b.soorten is not None and (not b.soorten or kinds & set(b.soorten)))
    return tuple(b for b in every() if b.methode)


def between(indicator: Indicator, van: date, tot: date) -> tuple[Break, ...]:
    """Series breaks of this indicator after `van` and before `tot`: figures on either side are not comparable."""
    return tuple(b for b in of(indicator) if b.soort == "reeksbreuk" and van < b.vanaf < tot)
