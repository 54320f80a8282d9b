"""One value per cell: the same number twice is used once, two different numbers stop the delivery."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.formatting import number
from analytics.language import _
from analytics.refresh.material import Remarks, shown


def one_per_cell(
    rows: pd.DataFrame, keys: Sequence[str], values: Sequence[str], title: str
) -> tuple[pd.DataFrame, Remarks]:
    """Keep one row per combination of `keys`. `title`: how messages call the table.

    Every cell with differing `values` is a problem that names the cell, both values and where they stand. An empty
    cell and a number differ: empty is a statement too.
    """
    remarks = Remarks()
    repeated = rows.duplicated(list(keys), keep=False)
    if not repeated.any():
        return rows, remarks
    doubled = rows[repeated]
    distinct = doubled.drop_duplicates([*keys, *values])
    differing = distinct[distinct.duplicated(list(keys), keep=False)]
    conflicts = differing.groupby(list(keys), sort=True)
    remarks.problems += shown(
        (_conflict(title, key, cell, values) for key, cell in conflicts),
        _("... en nog {count} cellen met twee verschillende waarden."),
    )
    if not remarks.problems:
        remarks.notes.append(_same(title, doubled, keys))
    return rows.drop_duplicates(list(keys)), remarks


def _conflict(title: str, key: object, cell: pd.DataFrame, values: Sequence[str]) -> str:
    first, second = cell.iloc[0], cell.iloc[1]
    column = next((v for v in values if not _equal(first[v], second[v])), values[0])
    return _("{title}: {cell} is {first} in {here} en {second} in {there}. Laat een van de twee weg.").format(
        title=title,
        cell=", ".join(str(part) for part in key) if isinstance(key, tuple) else key,
        first=_value(first[column]),
        here=_place(first),
        second=_value(second[column]),
        there=_place(second),
    )


def _equal(first: Any, second: Any) -> bool:
    if pd.isna(first) or pd.isna(second):
        return bool(pd.isna(first) and pd.isna(second))
    return bool(first == second)


def _value(value: Any) -> str:
    if pd.isna(value):
        return _("leeg")
    if isinstance(value, str):
        return repr(value)
    return number(value, 0 if float(str(value)).is_integer() else 2)


def _place(row: pd.Series) -> str:
    return _("{file} (rij {row})").format(file=row["bestand"], row=row["rij"])


def _same(title: str, doubled: pd.DataFrame, keys: Sequence[str]) -> str:
    cells = len(doubled.drop_duplicates(list(keys)))
    files = ", ".join(sorted(set(doubled["bestand"])))
    return _("{title}: {count} cellen staan er met dezelfde waarde vaker in ({files}); eenmaal gebruikt.").format(
        title=title, count=cells, files=files
    )
