"""Counts of one table laid out as kinds and periods by areas, with what is known apart from what is zero."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.refresh.material import CountTable

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Grid:
    """A row per (soort, periode) in `combos`, a column per area in `areas`.

    `values`: NaN where no number was published. `present`: there is a row, if only with an empty cell. `known`: a
    number, or something that is known to mean zero.
    """

    combos: pd.DataFrame
    areas: list[str]
    values: Numbers
    present: Flags
    known: Flags

    def part(self, keep: Flags) -> "Grid":
        """Only these rows."""
        combos = self.combos[keep].reset_index(drop=True)
        return Grid(combos, self.areas, self.values[keep], self.present[keep], self.known[keep])

    @property
    def whole(self) -> Flags:
        """Per row: every area is known."""
        return np.asarray(self.known.all(axis=1))

    @property
    def sums(self) -> Numbers:
        """Per row: the sum over the areas."""
        return np.asarray(np.nansum(self.values, axis=1))

    def proven_by(self, city: Numbers, outside: Numbers) -> "Grid":
        """The grid with zeros where the municipality's own count leaves nothing for areas without a row.

        Counts are never negative: when the published areas already make up the whole, the ones left out are zero. For
        an area that the table never mentions that holds only where no registrations stand under a code without a
        boundary: they may be its own.
        """
        complete = self.sums + outside == city
        sure = self.present.any(axis=0) | (outside == 0)[:, np.newaxis]
        return replace(self, known=self.known | (~self.present & sure & complete[:, np.newaxis]))


def lay_out(table: CountTable, rows: pd.DataFrame, areas: list[str]) -> Grid:
    """Lay the rows out. Periods without a single number are not published yet and are left out.

    A publisher that lists no empty or zero cell at all leaves them out; then a missing row is an empty cell.
    """
    rows = rows[rows["periode"].isin(rows.loc[rows["aantal"].notna(), "periode"])]
    lists_empties = bool((rows["aantal"].fillna(0) == 0).any())
    absent_is_zero = table.whole and table.empty_is_zero and not lists_empties
    combos = _combos(rows, complete=absent_is_zero)
    row, column = position(rows, combos), pd.Index(areas).get_indexer(pd.Index(rows["gebied"]))
    inside = column >= 0
    values = np.full((len(combos), len(areas)), np.nan)
    present = np.zeros(values.shape, dtype=bool)
    numbers = rows["aantal"].to_numpy(dtype=float, na_value=np.nan)
    values[row[inside], column[inside]] = numbers[inside]
    present[row[inside], column[inside]] = True
    known = ~np.isnan(values) | (present & table.empty_is_zero) | (~present & absent_is_zero)
    return Grid(combos, areas, values, present, known)


def _combos(rows: pd.DataFrame, *, complete: bool) -> pd.DataFrame:
    """The (soort, periode) that occur; with `complete` every kind in every period."""
    if not complete:
        return rows[["soort", "periode"]].drop_duplicates(ignore_index=True)
    every = pd.MultiIndex.from_product([rows["soort"].unique(), rows["periode"].unique()])
    return every.to_frame(index=False, name=["soort", "periode"])


def position(rows: pd.DataFrame, combos: pd.DataFrame) -> npt.NDArray[np.intp]:
    """For each row the place of its (soort, periode) in combos, -1 where it is not among them."""
    index = pd.MultiIndex.from_frame(combos[["soort", "periode"]])
    return np.asarray(index.get_indexer(pd.MultiIndex.from_frame(rows[["soort", "periode"]])), dtype=np.intp)


def city_row(table: CountTable, rows: pd.DataFrame, gemeente: str, combos: pd.DataFrame) -> Numbers:
    """The municipality's own count per combo, NaN where the table does not give it."""
    city = rows[rows["gebied"] == gemeente]
    place = position(city, combos)
    found = np.full(len(combos), np.nan)
    numbers = city["aantal"].to_numpy(dtype=float, na_value=0 if table.empty_is_zero else np.nan)
    found[place[place >= 0]] = numbers[place >= 0]
    return found


def sum_per_combo(rows: pd.DataFrame, combos: pd.DataFrame) -> Numbers:
    """The sum of the rows per combo."""
    total = np.zeros(len(combos))
    place = position(rows, combos)
    numbers = rows["aantal"].to_numpy(dtype=float, na_value=0)
    np.add.at(total, place[place >= 0], numbers[place >= 0])
    return total
