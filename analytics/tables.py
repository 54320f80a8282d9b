"""One table, two readers: the same cells become the table on the screen and the sheet that is taken away.

A cell holds raw values and a status; formatting happens once, here, so that screen and download cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from analytics import export, formatting
from analytics.language import _

Kind = Literal["text", "count", "decimal", "interval", "spark", "word", "link"]


AXIS_ROWS = 30  # an axis of fewer values shows them all
AXIS_REACH = 4.0  # times the third quartile

# how a word looks, by what it means; the word itself always says it too
TONES = {"slechter": "attention", "beter": "certain", "gelijk": "muted"}


@dataclass(frozen=True)
class Column:
    """One column. `interval` cells have value, low and high; `spark` cells have points and are not exported.
    Without `on_screen` it is only in the download.

    The cells of an interval column share one axis; `mark` is the reference line drawn on it (the city, or no change),
    in words, and `reach` where it ends at the latest: what goes on beyond is drawn up to there, and downloaded whole.
    """

    id: str
    title: str
    kind: Kind
    unit: str = ""
    decimals: int = 0
    help: str = ""
    narrow: bool = True
    on_screen: bool = True
    mark: float | None = None
    mark_text: str = ""
    reach: float | None = None


@dataclass(frozen=True)
class Cell:
    """A value with what is known about it. `status` names why a value is not there or not final."""

    value: float | str | None = None
    low: float | None = None
    high: float | None = None
    points: tuple[float | None, ...] = ()
    provisional_points: int = 0
    status: str = ""
    text: str | None = None  # overrides the formatted text
    href: str = ""
    tone: str = ""  # a word's class: 'beter' | 'slechter' | 'gelijk' | ''


@dataclass(frozen=True)
class Row:
    """One row; `id` is what a choice reports."""

    id: str
    cells: dict[str, Cell]
    emphasis: bool = False
    group: str = ""


@dataclass(frozen=True)
class Table:
    """A whole table. `label` is its text alternative: what it shows and what it finds."""

    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    footer: tuple[Row, ...] = ()
    sort: tuple[str, bool] = ("", False)  # column id, descending
    selected: str | None = None
    selectable: bool = False
    fixed: bool = False  # the order is part of what it says: it cannot be sorted otherwise

    def choose(self, chosen: str | None) -> "Table":
        """The same table with this row chosen."""
        return replace(self, selected=chosen)


def payload(table: Table) -> dict[str, Any]:
    """What the table component draws."""
    columns = tuple(column for column in table.columns if column.on_screen)
    return {
        "label": table.label,
        "columns": [_column(column) for column in columns],
        "rows": [_row(row, columns) for row in table.rows],
        "footer": [_row(row, columns) for row in table.footer],
        "axes": {c.id: _axis(c, table) for c in columns if c.kind == "interval"},
        "sort": {"column": table.sort[0], "descending": table.sort[1]} if table.sort[0] else None,
        "selected": table.selected,
        "selectable": table.selectable,
        "fixed": table.fixed,
    }


def sheet(table: Table, *, title: str, subtitle: str, notes: Sequence[tuple[str, str]]) -> export.Sheet:
    """What a download of this table holds: every value that is shown, intervals with one decimal more."""
    columns = [c for column in table.columns for c in _export_columns(column)]
    return export.Sheet(
        title=title,
        subtitle=subtitle,
        columns=[
            export.Column("code", _("code"), "", "text", 0),
            *columns,
            export.Column("status", _("status"), "", "text", 0),
        ],
        rows=[_export_row(row, table.columns) for row in (*table.rows, *table.footer)],
        notes=list(notes),
    )


def shown(cell: Cell, column: Column) -> str:
    """A cell in words, as the screen, paper and a reader say it."""
    if cell.text is not None:
        return cell.text
    if column.kind == "spark":
        return _spark_text(cell)
    if cell.value is None:
        return formatting.MISSING
    if isinstance(cell.value, str):
        return cell.value
    if column.kind == "interval" and cell.low is not None and cell.high is not None:
        return formatting.with_interval(cell.value, cell.low, cell.high, column.decimals)
    if column.kind == "count":
        return formatting.count(cell.value)
    return formatting.number(cell.value, column.decimals)


def _column(column: Column) -> dict[str, Any]:
    kind = "number" if column.kind in ("count", "decimal") else column.kind
    shown = {
        "id": column.id,
        "title": column.title,
        "unit": column.unit,
        "kind": kind,
        "narrow": column.narrow,
    }
    if kind == "spark":
        shown["show_text"] = False  # its words are for who does not see the line
    return {**shown, "help": column.help} if column.help else shown


def _axis(column: Column, table: Table) -> dict[str, Any]:
    cells = [row.cells[column.id] for row in (*table.rows, *table.footer) if column.id in row.cells]
    ends = [v for cell in cells for v in (cell.low, cell.high, cell.value) if isinstance(v, int | float)]
    bounds = sorted(_within_reach(end, column) for end in ends)
    marked = [column.mark] if column.mark is not None else []
    low, high = min([*bounds, *marked], default=0.0), max([*_without_outliers(bounds), *marked], default=1.0)
    return {"min": low, "max": high if high > low else low + 1, "mark": column.mark, "mark_text": column.mark_text}


def _within_reach(value: float, column: Column) -> float:
    return value if column.reach is None else min(value, column.reach)


def _without_outliers(bounds: list[float]) -> list[float]:
    """The values an axis is made for: one area ten times the rest would press all others into one spot.

    What lies beyond is drawn as pointing outwards, with its number beside it.
    """
    if len(bounds) < AXIS_ROWS:
        return bounds
    limit = AXIS_REACH * abs(bounds[(3 * len(bounds)) // 4])
    return [value for value in bounds if value <= limit] or bounds


def _row(row: Row, columns: tuple[Column, ...]) -> dict[str, Any]:
    cells = {c.id: _cell(row.cells[c.id], c) for c in columns if c.id in row.cells}
    return {"id": row.id, "cells": cells, "emphasis": row.emphasis, "group": row.group or None}


def _cell(cell: Cell, column: Column) -> dict[str, Any]:
    drawn: dict[str, Any] = {"text": shown(cell, column), "sort": cell.value}
    if column.kind == "interval":
        high = None if cell.high is None else _within_reach(cell.high, column)
        drawn |= {"value": cell.value, "low": cell.low, "high": high}
    if column.kind == "spark":
        drawn |= {"points": list(cell.points), "provisional": cell.provisional_points}
    if cell.status:
        drawn["status"] = cell.status
    if cell.tone:
        drawn["class"] = TONES[cell.tone]
    if cell.href:
        drawn["href"] = cell.href
    return drawn


def _spark_text(cell: Cell) -> str:
    """What a small line says to who cannot see it."""
    known = [point for point in cell.points if point is not None]
    if not known:
        return formatting.MISSING
    return _("laagste {low}, hoogste {high}, laatste {last}").format(
        low=formatting.count(min(known)), high=formatting.count(max(known)), last=formatting.count(known[-1])
    )


def _export_columns(column: Column) -> list[export.Column]:
    if column.kind == "spark":
        return []
    if column.kind == "interval":
        names = (
            (column.id, column.title),
            *((f"{column.id}_{s}", f"{column.title}, {s}") for s in ("ondergrens", "bovengrens")),
        )
        return [export.Column(i, t, column.unit, "decimal", column.decimals + 1) for i, t in names]
    kind: Any = {"count": "integer", "decimal": "decimal"}.get(column.kind, "text")
    return [export.Column(column.id, column.title, column.unit, kind, column.decimals)]


def _export_row(row: Row, columns: tuple[Column, ...]) -> dict[str, Any]:
    out: dict[str, Any] = {"code": row.id, export.STATUS: None}
    for column in columns:
        cell = row.cells.get(column.id)
        if cell is None or column.kind == "spark":
            continue
        out[column.id] = cell.value
        if column.kind == "interval":
            out[f"{column.id}_ondergrens"], out[f"{column.id}_bovengrens"] = cell.low, cell.high
        out[export.STATUS] = out[export.STATUS] or cell.status or None
    return out
