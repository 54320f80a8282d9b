"""Reading single values: numbers with the publishers' signs for 'missing', codes with their padding."""

from typing import Any

import pandas as pd

# The map's code for missing or hidden: -99995, -99997, and -99999999 in older years. Never a value.
SENTINEL = r"-9999\d+(?:\.0)?"
INTEGER = r"\d+(?:\.0)?"  # '12' or, from a table that once held empty cells, '12.0'; never '1.000' for a thousand
EMPTY = ("", ".", "-", "nan", "None", "<NA>")


def as_text(column: pd.Series) -> pd.Series:
    """The values as trimmed text; '' for missing values, StatLine's dot and the codes for missing."""
    text = column.astype("object").where(column.notna(), "").astype("str").str.strip()
    return text.where(~(text.isin(EMPTY) | text.str.fullmatch(SENTINEL)), "")


def integers(column: pd.Series) -> tuple[pd.Series, list[Any]]:
    """Whole numbers of zero or more, <NA> where empty; and the index of every value that is something else."""
    text = as_text(column)
    good = text.str.fullmatch(INTEGER)
    numbers = pd.to_numeric(text.where(good), errors="coerce").astype("Int64")
    return numbers, list(text.index[~good & (text != "")])


def decimals(column: pd.Series) -> tuple[pd.Series, list[Any]]:
    """Numbers with a decimal point or comma, <NA> where empty; and the index of every value that is something else."""
    text = as_text(column)
    good = text.str.fullmatch(r"-?\d+(?:[.,]\d+)?")
    numbers = pd.to_numeric(text.where(good).str.replace(",", "."), errors="coerce").astype("Float64")
    return numbers, list(text.index[~good & (text != "")])
