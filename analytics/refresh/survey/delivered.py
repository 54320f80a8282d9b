"""A delivered survey file as tables of text, whatever it came from; SPSS files with their labels."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyreadstat

from analytics.language import _
from analytics.refresh.intake import check_rows, check_size
from analytics.refresh.messages import Refusal, finding
from analytics.refresh.parts import Delivered
from analytics.refresh.rawtable import RawTable
from analytics.refresh.report import Finding
from analytics.refresh.survey.forms import Form
from analytics.refresh.tabular import read_tables

SPSS = (b"$FL2", b"$FL3")  # plain and compressed
OLD = "WINDOWS-1252"  # files that do not say how they are written


@dataclass(frozen=True)
class Table:
    """Text per column, NA where empty. `numbers`: row per row of `rows`, as a spreadsheet counts; of an SPSS file the
    number of the case, as SPSS shows it. `labels`: per column the label of a value; `titles`: of the column itself."""

    file: str
    sheet: str
    rows: pd.DataFrame
    numbers: npt.NDArray[np.int32]
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """Their names, in their order."""
        return list(self.rows.columns)

    def said(self, column: str) -> pd.Series:
        """The column with labels in place of the values that have one."""
        values, labels = self.rows[column], self.labels.get(column, {})
        return values.map(lambda value: labels.get(value, value), na_action="ignore").astype("str")


def read(file: Delivered, form: Form | None) -> tuple[list[Table], list[Finding]]:
    """Every table in a file. `form`: the chosen form, for the sheet and header row it declares."""
    try:
        with file.path.open("rb") as opened:
            start = opened.read(4)
    except OSError as error:
        text = _("Het bestand is niet te openen: {reason}.").format(reason=error.strerror or error)
        return [], [finding("bestand_onleesbaar", text, file=file.name)]
    if start in SPSS or file.name.casefold().endswith((".sav", ".zsav")):
        return _spss(file)
    sheet, header = (form.blad, form.kop) if form else (None, None)
    tables, findings = read_tables(file, sheet=sheet, header=header)
    return [_plain(table) for table in tables], findings


def _plain(table: RawTable) -> Table:
    return Table(table.name, table.sheet, table.rows, table.numbers)


def _spss(file: Delivered) -> tuple[list[Table], list[Finding]]:
    try:
        check_size(file.name, file.path.stat().st_size)
        rows, meta = _read_sav(file, None)
        check_rows(file.name, len(rows))
    except Refusal as refusal:
        return [], [refusal.finding]
    except UnicodeDecodeError:
        return _unreadable(file, _("de letters zijn onleesbaar"))
    except pyreadstat.ReadstatError as error:
        return _unreadable(file, str(error))
    return [_labelled(file.name, rows, meta)], []


def _read_sav(file: Delivered, encoding: str | None) -> tuple[pd.DataFrame, Any]:
    try:
        found: tuple[pd.DataFrame, Any] = pyreadstat.read_sav(file.path, user_missing=True, encoding=encoding)
    except UnicodeDecodeError:
        if encoding is not None:
            raise
        return _read_sav(file, OLD)
    return found


def _unreadable(file: Delivered, reason: str) -> tuple[list[Table], list[Finding]]:
    text = _("Dit is geen leesbaar SPSS-bestand ({reason}).").format(reason=reason)
    return [], [finding("enquete_sav_onleesbaar", text, file=file.name)]


def _labelled(name: str, rows: pd.DataFrame, meta: Any) -> Table:
    """Values as text, what the file calls missing as NA."""
    columns = {column: _texts(rows[column], meta.missing_ranges.get(column, [])) for column in rows.columns}
    labels = {
        column: {
            _text(value): str(label).strip() for value, label in known.items() if not _is_missing(value, column, meta)
        }
        for column, known in meta.variable_value_labels.items()
    }
    titles = {column: title for column, title in meta.column_names_to_labels.items() if title}
    numbers = np.arange(1, len(rows) + 1, dtype=np.int32)
    return Table(name, "", pd.DataFrame(columns, index=range(len(rows))), numbers, labels, titles)


def _texts(values: pd.Series, missing: list[dict[str, Any]]) -> pd.Series:
    """Every distinct value once as text: a file has many rows and few answers."""
    codes, distinct = pd.factorize(values)
    words = [None if any(_between(limits)(value) for limits in missing) else _text(value) or None for value in distinct]
    return pd.Series(words, dtype="str").reindex(codes).set_axis(range(len(values)))


def _between(limits: dict[str, Any]) -> Callable[[Any], bool]:
    def inside(value: Any) -> bool:
        return bool(limits["lo"] <= value <= limits["hi"])

    return inside


def _is_missing(value: Any, column: str, meta: Any) -> bool:
    return any(_between(limits)(value) for limits in meta.missing_ranges.get(column, []))


def _text(value: Any) -> str:
    """A number without trailing zeros, anything else as it is."""
    return format(value, ".15g") if isinstance(value, float) else str(value).strip()
