"""Columns of a file by what they mean, and their values read with a problem for everything that cannot be right."""

import re
from typing import Any

import pandas as pd

from analytics.language import _
from analytics.refresh.reading import Sheet
from analytics.refresh.sources import key_figure_year, plain_name
from analytics.refresh.values import as_text, decimals, integers

PERIOD = r"\d{4}(?:JJ00|MM(?:0[1-9]|1[0-2])|KW0[1-4])"
AREA = r"[A-Z]{2}\d{2,4}[A-Z0-9]{0,4}"  # Amsterdam numbers its buurten with letters: BU0363AA01
KIND = r"\d+\.\d+\.\d+|[A-Z]\d+"
# Columns that may hold area codes, in order of preference, as plain_name gives them.
BUURT_COLUMNS = ("wijkenenbuurten", "buurtcode", "gwbcode", "codering")
AREA_COLUMNS = (*BUURT_COLUMNS, "regios", "gebied", "gebiedscode", "gemeentecode")


class Columns:
    """The columns of one sheet; every wrong value becomes a sentence in `problems`."""

    def __init__(self, sheet: Sheet, problems: list[str]) -> None:
        self.sheet, self.problems = sheet, problems
        self.names = {plain_name(str(column)): str(column) for column in sheet.rows.columns}

    def first(self, *wanted: str) -> str | None:
        """The first of these columns that is there (plain names)."""
        return next((self.names[name] for name in wanted if name in self.names), None)

    def named(self, name: str) -> dict[int, str]:
        """Columns called <name>_<year>, by year."""
        pattern = re.compile(rf"{re.escape(name)}_((?:19|20)\d\d)", re.IGNORECASE)
        matches = {str(column): pattern.fullmatch(str(column)) for column in self.sheet.rows.columns}
        return {int(match[1]): column for column, match in matches.items() if match}

    def codes(self, column: str, pattern: str, what: str, *, empty: bool = False) -> pd.Series:
        """The trimmed codes of a column; anything else is a problem (names instead of codes are the usual one)."""
        text = self.text(column)
        good = text.str.fullmatch(pattern) | ((text == "") & empty)
        if not good.all():
            hint = _("Sla de tabel op met codes in plaats van namen ('CSV met statistische codes').")
            self._wrong(column, list(text.index[~good]), what, hint)
        return text

    def text(self, column: str) -> pd.Series:
        """The trimmed text of a column, '' where empty."""
        values = self.sheet.rows[column]
        return values.astype("object").where(values.notna(), "").astype("str").str.strip()

    def integers(self, column: str) -> pd.Series:
        """Whole numbers of zero or more, <NA> where empty."""
        numbers, wrong = integers(self.sheet.rows[column])
        if wrong:
            self._wrong(column, wrong, _("geheel getal van nul of meer"))
        return numbers

    def decimals(self, column: str | None) -> pd.Series:
        """Numbers, <NA> where empty or without such a column."""
        if column is None:
            return pd.Series(pd.NA, index=self.sheet.rows.index, dtype="Float64")
        numbers, wrong = decimals(self.sheet.rows[column])
        if wrong:
            self._wrong(column, wrong, _("getal"))
        return numbers

    def years(self) -> pd.Series | None:
        """The year of each row: from a column, or from the number of the table; None when it is nowhere.

        Rows about months get no year.
        """
        if "jaar" in self.names:
            return self.integers(self.names["jaar"])
        if "perioden" in self.names:
            codes = self.codes(self.names["perioden"], PERIOD, _("periodecode"))
            whole = codes.str[:4].where(codes.str[4:] == "JJ00")
            return pd.to_numeric(whole, errors="coerce").astype("Int64")
        year = key_figure_year(self.sheet.table) if self.sheet.table else None
        return pd.Series(year, index=self.sheet.rows.index, dtype="Int64") if year is not None else None

    def is_empty(self, column: str) -> pd.Series:
        """Which cells hold nothing."""
        return as_text(self.sheet.rows[column]) == ""

    def _wrong(self, column: str, rows: list[Any], what: str, hint: str = "") -> None:
        """One sentence about all wrong values of a column, with the first of them."""
        text = _("{file}, kolom {column}: {count} waarden zijn geen {what}; de eerste is {value!r} in rij {row}.")
        sentence = text.format(
            file=self.sheet.name,
            column=column,
            count=len(rows),
            what=what,
            value=str(self.sheet.rows[column][rows[0]]),
            row=self.sheet.numbers[rows[0]],
        )
        full = f"{sentence} {hint}".strip()
        if full not in self.problems:
            self.problems.append(full)
