"""Findings about rows of one table: the first row and how many, never one finding per row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.language import _
from analytics.refresh.messages import finding
from analytics.refresh.report import Finding
from analytics.refresh.survey.delivered import Table

SHOWN = 10  # distinct values named per column; the rest is counted
Bools = npt.NDArray[np.bool_]


@dataclass
class Notes:
    """Collects what is noticed in one table."""

    table: Table
    found: list[Finding] = field(default_factory=list)

    def say(self, code: str, text: str, *, column: str = "") -> None:
        """About the table as a whole, or a column."""
        self.found.append(finding(code, text, file=self.table.file, column=column))

    def rows(self, code: str, text: str, wrong: Any, *, column: str = "") -> None:
        """About the rows where `wrong` is true, if any; `{value}` in the text is what stands in the first."""
        flags = np.asarray(wrong, dtype=bool)
        if not flags.any():
            return
        first, count = int(np.flatnonzero(flags)[0]), int(flags.sum())
        value = self.table.rows[column].iloc[first] if column in self.table.rows else ""
        row = int(self.table.numbers[first])
        self.found.append(
            finding(code, text.format(value=value), file=self.table.file, row=row, column=column, count=count)
        )

    def distinct(
        self, code: str, sentence: Callable[[str], str], texts: pd.Series, wrong: Any, *, column: str = ""
    ) -> None:
        """One finding per distinct text among the wrong rows, with its first row and how often."""
        flags = np.asarray(wrong, dtype=bool)
        values = list(dict.fromkeys(texts[flags]))
        for value in values[:SHOWN]:
            self.rows(
                code,
                sentence(str(value)).replace("{", "{{").replace("}", "}}"),
                flags & (texts == value),
                column=column,
            )
        rest = flags & ~texts.isin(values[:SHOWN]).to_numpy()
        more = _("Nog {count} andere waarden zijn onbekend.").format(count=len(values) - SHOWN)
        self.rows(code, more, rest, column=column)


def listed(texts: Iterable[str], limit: int = SHOWN) -> str:
    """The first few texts, and how many there are more."""
    every = list(texts)
    more = len(every) - limit
    shown = ", ".join(every[:limit])
    return shown if more <= 0 else _("{shown} en nog {more}").format(shown=shown, more=more)
