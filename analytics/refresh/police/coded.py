"""A column as its distinct texts and, per row, which of them: what is read is read once per distinct text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.language import _
from analytics.refresh.messages import finding
from analytics.refresh.police.mapping import plain
from analytics.refresh.rawtable import RawTable
from analytics.refresh.report import Ernst, Finding

Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]
LONGEST = 40  # characters of a value that are repeated
SHOWN = 10  # distinct values that are named; of the rest only how many


@dataclass(frozen=True)
class Coded:
    """`texts`: the distinct texts of column `name`. `codes`: per row the place of its text, -1 where empty."""

    name: str
    texts: Texts
    codes: npt.NDArray[np.int32]

    @classmethod
    def of(cls, table: RawTable, names: Sequence[str]) -> "Coded | None":
        """The first of these columns that the table has."""
        there = {plain(name): name for name in table.columns}
        found = next((there[plain(name)] for name in names if plain(name) in there), None)
        if found is None:
            return None
        column = table.data[found].combine_chunks()
        texts = column.dictionary.to_numpy(zero_copy_only=False).astype(object)
        return cls(found, texts, column.indices.fill_null(-1).to_numpy().astype(np.int32))

    def spread(self, values: Any, missing: Any) -> npt.NDArray[Any]:
        """Per row the value that belongs to its text; `missing` where the row is empty."""
        each = np.asarray(values)
        extended = np.empty(len(each) + 1, dtype=each.dtype)
        extended[:-1], extended[-1] = each, missing
        return extended[self.codes]

    def among(self, words: frozenset[str], where: Flags | None = None) -> Flags:
        """Which texts are one of these words (as `plain` gives them); `where`: the only ones that may be."""
        found = np.zeros(len(self.texts), dtype=bool)
        places = np.arange(len(self.texts)) if where is None else np.flatnonzero(where)
        found[places] = [plain(text) in words for text in self.texts[places]]
        return found

    def series(self) -> pd.Series:
        """The distinct texts, to work on."""
        return pd.Series(self.texts, dtype="str")

    @property
    def empty(self) -> Flags:
        """Which rows hold nothing."""
        return self.codes < 0


def absent(values: Texts) -> Flags:
    """Which of these texts are not there."""
    return np.asarray(pd.isna(values))


@dataclass
class Noted:
    """What is noticed in one table, with the first row and how many; `wrong` are the rows with an error.

    `discreet`: columns with personal data in them, of which no value is repeated.
    """

    table: RawTable
    discreet: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)
    wrong: Flags = field(init=False)

    def __post_init__(self) -> None:
        self.wrong = np.zeros(len(self.table.numbers), dtype=bool)

    def rows(self, code: str, text: str, rows: Flags, column: str = "") -> None:
        """About these rows, when there are any. In `text` {value} is what the first of them holds."""
        if not rows.any():
            return
        first = int(np.argmax(rows))
        value = self._value(column, first) if "{value}" in text else ""
        row, count = int(self.table.numbers[first]), int(rows.sum())
        noticed = finding(
            code, text.replace("{value}", value), file=self.table.name, row=row, column=column, count=count
        )
        self.findings.append(noticed)
        if noticed.ernst is Ernst.FOUT:
            self.wrong |= rows

    def _value(self, column: str, place: int) -> str:
        """What stands there, cut off where it gets long."""
        if column in self.discreet:
            return "..."
        text = str(self.table.data[column][place].as_py())
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."

    def each(self, code: str, text: str, column: Coded, texts: Flags) -> None:
        """About every distinct text by itself, the first SHOWN of them; the others are counted in one more finding."""
        places = np.flatnonzero(texts & np.isin(np.arange(len(texts)), column.codes))
        for place in places[:SHOWN]:
            self.rows(code, text, column.codes == place, column.name)
        rest = np.isin(column.codes, places[SHOWN:])
        more = _("Er zijn nog {count} andere van zulke waarden.").format(count=len(places) - SHOWN)
        self.rows(code, more, rest, column.name)
