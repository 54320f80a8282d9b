"""What both routes hand to compose: rows of recognised tables, not yet a delivery."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from analytics.contract import Bron
from analytics.errors import WrongUsage
from analytics.language import _

# gebied: CBS code (BU or GM), soort: our own kind, periode: '2023JJ00' or '2023MM01', aantal: <NA> = published empty;
# bestand and rij: where the row was read, for messages.
COUNT_COLUMNS = {
    "gebied": "str", "soort": "str", "periode": "str", "aantal": "Int64", "bestand": "str", "rij": "Int64",
}  # fmt: skip
FIGURE_COLUMNS = {
    "gebied": "str", "jaar": "Int64", "kenmerk": "str", "waarde": "Float64", "bron": "str", "bestand": "str",
    "rij": "Int64",
}  # fmt: skip
SURVEY_COLUMNS = {
    "gebied": "str", "jaar": "Int64", "vraag": "str", "waarde": "Float64", "ondergrens": "Float64",
    "bovengrens": "Float64", "standaardfout": "Float64", "n": "Int64", "bron": "str", "methode": "str",
    "bestand": "str", "rij": "Int64",
}  # fmt: skip


def typed(columns: dict[str, str], rows: Any = None) -> pd.DataFrame:
    """A frame with exactly these columns and types, from rows or empty."""
    frame = pd.DataFrame(rows if rows is not None else [], columns=list(columns))
    return frame.astype(columns)


def together(columns: dict[str, str], frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The frames under each other, with the types of `columns`."""
    parts = [frame for frame in frames if len(frame)]
    return pd.concat(parts, ignore_index=True).astype(columns) if parts else typed(columns)


@dataclass(frozen=True)
class CountTable:
    """Rows of one police table (COUNT_COLUMNS).

    `empty_is_zero`: an empty cell means zero, as the table's own description says. `whole`: every combination of area,
    kind and period was asked for, so that a combination without a row was left out by the publisher. `provisional`:
    period codes the publisher calls provisional. `modified`: date of the table, as the publisher gives it.
    """

    bron: str
    niveau: Literal["buurt", "gemeente"]
    rows: pd.DataFrame
    empty_is_zero: bool = False
    whole: bool = False
    provisional: frozenset[str] = frozenset()
    modified: str = ""


@dataclass
class Material:
    """Everything for one municipality. `boundaries`: the rows of one boundary set (see boundaries.clean)."""

    gemeente: str
    references: Sequence[str]
    boundaries: Any
    boundary_source: Bron
    counts: list[CountTable] = field(default_factory=list)
    figures: pd.DataFrame = field(default_factory=lambda: typed(FIGURE_COLUMNS))
    survey: pd.DataFrame = field(default_factory=lambda: typed(SURVEY_COLUMNS))
    notes: list[str] = field(default_factory=list)
    raw: dict[str, bytes] = field(default_factory=dict)
    fetched: date | None = None
    today: date | None = None  # periods that end later are not whole yet and are left out
    folder: Path | None = None  # the deployment's own declarations (concordance), beside those of the project


@dataclass
class Remarks:
    """What compose comes across: problems stop the delivery, notes are published with it."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, other: "Remarks") -> None:
        """Take over the remarks of a part."""
        self.problems += other.problems
        self.notes += other.notes


def checked_code(gemeente: str) -> str:
    """The code itself when it is a municipality's; raises WrongUsage."""
    if not re.fullmatch(r"GM\d{4}", gemeente):
        text = _("{code} is geen gemeentecode; bedoeld is GM en vier cijfers, zoals GM0935.")
        raise WrongUsage(text.format(code=gemeente))
    return gemeente


SHOWN = 10


def shown(items: Iterable[str], more: str) -> list[str]:
    """The first SHOWN items; when there are more, a last line made of `more` with the rest counted as {count}."""
    every = list(items)
    rest = len(every) - SHOWN
    return every if rest <= 0 else [*every[:SHOWN], more.format(count=rest)]
