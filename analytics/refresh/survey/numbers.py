"""Numbers written by people: decimal comma or point, a per cent sign, a mark for 'no figure'."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.language import _
from analytics.refresh.survey.notes import Notes

NUMBER = r"-?\d+(?:[.,]\d+)?(?:[eE]-?\d+)?"
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Read:
    """Numbers (NaN where there is none), and which texts were not understood."""

    values: Floats
    wrong: Bools
    percent: Bools


def read(texts: pd.Series, empty: Iterable[str] = ()) -> Read:
    """`1.234,5` is not understood on purpose: nobody knows whether the next file means 1,234."""
    written = texts.astype("str").str.strip()
    there = (written.notna() & ~written.isin(["", *empty])).to_numpy()
    percent = there & written.str.fullmatch(NUMBER + r"\s*%").fillna(value=False).to_numpy(dtype=bool)
    number = there & written.str.fullmatch(NUMBER).fillna(value=False).to_numpy(dtype=bool)
    values = np.full(len(written), np.nan)
    values[number] = written[number].str.replace(",", ".").astype("float64").to_numpy()
    return Read(values, there & ~number & ~percent, percent)


def decimals(texts: pd.Series) -> npt.NDArray[np.int64]:
    """How many digits stand behind the comma or point of every text."""
    tails = texts.astype("str").str.strip().str.extract(r"[.,](\d+)$", expand=False)
    return np.asarray(tails.str.len().fillna(0), dtype=np.int64)


def column(notes: Notes, name: str, empty: Iterable[str] = (), among: Bools | None = None) -> Floats:
    """The numbers of a column of the table; what is not understood is reported, `among` these rows only."""
    found = read(notes.table.rows[name], empty)
    looked_at = np.ones(len(found.values), dtype=bool) if among is None else among
    text, percent = _("'{value}' is geen getal."), _("Er staat een procentteken: '{value}'.")
    notes.rows("enquete_getal_onleesbaar", text, found.wrong & looked_at, column=name)
    notes.rows("enquete_procentteken", percent, found.percent & looked_at, column=name)
    return found.values
