"""One table as a file to take away: CSV for programs, XLSX for people. Both show the figures the screen
shows.

Layout of the CSV: one header line, one line per row, nothing above or below it, so that every program can
read it. What the figures mean travels on every line, in columns at the end: status, title, period, source,
snapshot, ... A line that is filtered, copied or put under another file keeps its source; a block of notes
above the header would be lost there and breaks most readers. The unit stands in the header. What Dutch
spreadsheets expect: UTF-8 with a byte order mark, semicolons, decimal comma, no thousands separator, dates as
2025-01-31. To read it back: `pandas.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig")`.

A missing or suppressed value is an empty cell, and the column `status` says which of the two; it is never a
number.
"""

import csv as csv_module
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

import xlsxwriter

from analytics.formatting import is_missing, joined, rounded
from analytics.language import _

Kind = Literal["text", "integer", "decimal", "date"]
STATUS = "status"
_HEADER_ROW = 3  # above it in the XLSX: title, subtitle, an empty row
_LONGEST_CELL = 32_767  # of Excel
_WIDEST, _NARROWEST = 48, 9

# What a spreadsheet may take for the start of a formula, after the spaces and invisible signs it may skip.
# Full-width signs come in by NFKC; a minus sign (U+2212) may be turned into a hyphen on the way.
_FORMULA = re.compile("[=+@\N{MINUS SIGN}-]")
_NUMBER = re.compile(r"[+-]?\d{1,3}(\.?\d{3})*([.,]\d+)?\s?%?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class _Hidden(Enum):
    SUPPRESSED = "onderdrukt"


SUPPRESSED = _Hidden.SUPPRESSED  # as a value in a row: there is one, but it may not be shown


@dataclass(frozen=True)
class Column:
    """One column: `id` is the key in the rows; `decimals` are those of the screen, and of the file."""

    id: str
    title: str
    unit: str = ""
    kind: Kind = "text"
    decimals: int = 0

    @property
    def header(self) -> str:
        """Title with unit: 'Waarde (per 1.000 inwoners)'."""
        return f"{self.title} ({self.unit})" if self.unit else self.title


@dataclass(frozen=True)
class Sheet:
    """A table with all that is needed to understand it later.

    `rows`: per row a dict by column id; None, NaN and NA are missing, SUPPRESSED is suppressed. A row may
    carry its own `status`; otherwise it is worked out from the cells. `notes`: (label, text) pairs such as
    source, period, snapshot, sample or real, made on. `figures`: False for a list of words, which needs no status.
    """

    title: str
    subtitle: str
    columns: Sequence[Column]
    rows: Sequence[dict[str, Any]]
    notes: Sequence[tuple[str, str]] = ()
    figures: bool = True

    @property
    def full_columns(self) -> list[Column]:
        """The columns with `status` added as the last one where it is not there yet."""
        has_status = not self.figures or any(column.id == STATUS for column in self.columns)
        return [*self.columns] if has_status else [*self.columns, Column(STATUS, _("Status"))]

    @property
    def about(self) -> list[tuple[str, str]]:
        """Title, subtitle and notes as labelled lines."""
        return [(_("Titel"), self.title), (_("Selectie"), self.subtitle), *self.notes]


def csv(sheet: Sheet) -> bytes:
    """The table as CSV, laid out as the head of this module says. A table without rows is its header alone."""
    columns, about = sheet.full_columns, sheet.about
    headers = [column.header for column in columns]
    labels = [_unused(label, headers) for label, _text in about]
    lines = [[*headers, *labels]]
    for row in sheet.rows:
        cells = [_csv_cell(_value(row, column, sheet)) for column in columns]
        lines.append([*cells, *(text for _label, text in about)])
    target = io.StringIO()
    writer = csv_module.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_harmless(cell) for cell in line] for line in lines])
    return target.getvalue().encode("utf-8-sig")


def xlsx(sheet: Sheet, created: date) -> bytes:
    """The table as a workbook: 'Gegevens' with the figures, 'Toelichting' with what they are.

    `created` is written into the properties of the file: the same sheet and moment give the same bytes.
    """
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as made:
        made.set_properties({"title": _text(sheet.title), "created": _moment(created)})
        _Page(made, _("Gegevens")).figures(sheet)
        _Page(made, _("Toelichting")).explained(sheet)
    return target.getvalue()


def book(sheets: Sequence[Sheet], *, title: str, created: date) -> bytes:
    """Several tables as one workbook, a page each, with what each of them is below it.

    The same sheets and moment give the same bytes, as in `xlsx`.
    """
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as made:
        made.set_properties({"title": _text(title), "created": _moment(created)})
        for number, sheet in enumerate(sheets, 1):
            page = _Page(made, _page_name(number, sheet.title))
            page.figures(sheet)
            page.notes(sheet, _HEADER_ROW + len(sheet.rows) + 2)
    return target.getvalue()


def _page_name(number: int, title: str) -> str:
    """A name that Excel takes: at most 31 signs, none of []:*?/\\, and no two alike."""
    return f"{number} {re.sub(r'[^0-9A-Za-zÀ-ÿ ,.()-]+', ' ', title)}"[:31].strip()


def file_name(*parts: str, extension: str) -> str:
    """A name that is safe on every system: file_name('Overvallen', '2025', extension='csv') ->
    'veiligheid-overvallen-2025.csv'. Only a-z, 0-9, dash and dot; at most about a hundred signs."""
    letters = unicodedata.normalize("NFKD", "-".join(("veiligheid", *parts)).lower())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return f"{re.sub('[^a-z0-9]+', '-', plain)[:100].strip('-')}.{extension}"


class _Page:
    """One worksheet being written; every string goes in as a string, whatever it looks like."""

    def __init__(self, book: Any, name: str) -> None:
        self.book, self.page = book, book.add_worksheet(name)
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({"bold": True})
        self.header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        # as text also when somebody edits the cell and presses Enter
        self.quoted = book.add_format({"quote_prefix": True})
        self.formats = {"date": book.add_format({"num_format": "dd-mm-yyyy", "align": "left"})}

    def figures(self, sheet: Sheet) -> None:
        """Title, subtitle, header with units, rows; header and first column stay in view, also on paper."""
        columns, last = sheet.full_columns, _HEADER_ROW + len(sheet.rows)
        self._string(0, 0, sheet.title, self.title)
        self._string(1, 0, sheet.subtitle)
        for j, column in enumerate(columns):
            self._string(_HEADER_ROW, j, column.header, self.header)
            values = [_value(row, column, sheet) for row in sheet.rows]
            for i, value in enumerate(values, _HEADER_ROW + 1):
                self._cell(i, j, value, column)
            self.page.set_column(j, j, _width(column, values))
        self.page.freeze_panes(_HEADER_ROW + 1, 1)
        self.page.autofilter(_HEADER_ROW, 0, last, len(columns) - 1)
        self.page.set_landscape()
        self.page.set_paper(9)  # A4
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(_HEADER_ROW)

    def explained(self, sheet: Sheet) -> None:
        """A page of its own with what the table is, in two columns."""
        self.page.set_column(0, 0, 24)
        self.page.set_column(1, 1, 90)
        self.notes(sheet, 0)

    def notes(self, sheet: Sheet, first: int) -> None:
        """Two columns from row `first`: what, and what about it."""
        legend = [(_("Status"), status_legend())] if sheet.figures else []
        for i, (label, text) in enumerate([*sheet.about, *legend], first):
            self._string(i, 0, label, self.header if first == 0 else self.bold)
            self._string(i, 1, text, self.wrapped if first == 0 else None)

    def _cell(self, i: int, j: int, value: Any, column: Column) -> None:
        if value is None:
            return
        if isinstance(value, date):
            self._done(self.page.write_datetime(i, j, value, self.formats["date"]))
        elif isinstance(value, Decimal):
            self._done(self.page.write_number(i, j, float(value), self._number_format(column.decimals)))
        else:
            self._string(i, j, value)

    def _number_format(self, decimals: int) -> Any:
        code = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
        return self.formats.setdefault(code, self.book.add_format({"num_format": code}))

    def _string(self, i: int, j: int, text: str, style: Any = None) -> None:
        style = style or (self.quoted if _looks_like_formula(_text(text)) else None)
        self._done(self.page.write_string(i, j, _text(text), style))

    @staticmethod
    def _done(code: int) -> None:
        if code:  # XlsxWriter leaves a cell out and only says so in this number
            raise ValueError(_("De tabel is te groot voor een Excel-bestand; kies het CSV-bestand."))


def _value(row: dict[str, Any], column: Column, sheet: Sheet) -> str | Decimal | date | None:
    """The cell as it goes into either file: text, a rounded number, a day, or None for an empty cell."""
    value = row.get(column.id)
    if column.id == STATUS and is_missing(value):
        return _status(row, sheet)
    if value is SUPPRESSED or is_missing(value):
        return None
    if column.kind == "date":
        return value.date() if isinstance(value, datetime) else date.fromisoformat(str(value))
    if column.kind == "text":
        return str(value)
    number = Decimal(str(value))
    return rounded(number, column.decimals) if number.is_finite() else None


def _csv_cell(value: str | Decimal | date | None) -> str:
    if value is None:
        return ""
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _status(row: dict[str, Any], sheet: Sheet) -> str:
    """Which figures of this row are suppressed or missing; empty when none is."""
    figures = [column for column in sheet.columns if column.kind != "text"]
    hidden = [column.title for column in figures if row.get(column.id) is SUPPRESSED]
    missing = [c.title for c in figures if row.get(c.id) is not SUPPRESSED and is_missing(row.get(c.id))]
    parts = [(_("onderdrukt: {kolommen}"), hidden), (_("ontbreekt: {kolommen}"), missing)]
    return "; ".join(text.format(kolommen=joined(titles)) for text, titles in parts if titles)


def status_legend() -> str:
    """What the words in the column `status` mean."""
    return _(
        "definitief: het cijfer staat vast; voorlopig: het kan nog veranderen; onderdrukt: er is een cijfer, maar "
        "het is te klein om te tonen; ontbreekt: er is geen cijfer. Een leeg vak is nooit nul."
    )


def _unused(label: str, taken: list[str]) -> str:
    """A label that no column has: a note 'Periode' beside a column 'Periode' is 'Bestand: Periode'."""
    return _("Bestand: {naam}").format(naam=label) if label in taken else label


def _text(text: str) -> str:
    """Without signs no file can hold, and not longer than a cell can be."""
    clean = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean if len(clean) <= _LONGEST_CELL else f"{clean[: _LONGEST_CELL - 1]}…"


def _harmless(text: str) -> str:
    """Text that no spreadsheet runs: with an apostrophe before what looks like a formula."""
    clean = _text(text)
    return f"'{clean}" if _looks_like_formula(clean) else clean


def _looks_like_formula(text: str) -> bool:
    if text[:1] in ("\t", "\n"):
        return True
    bare = unicodedata.normalize("NFKC", "".join(c for c in text if c.isprintable()).strip())
    number = bare.replace("\N{MINUS SIGN}", "-")
    return bool(_FORMULA.match(bare)) and not _NUMBER.fullmatch(number)


def _moment(created: date) -> datetime:
    """Without time zone: the file format knows none."""
    if isinstance(created, datetime):
        return created.replace(tzinfo=None, microsecond=0)
    return datetime.combine(created, time())


def _width(column: Column, values: Sequence[Any]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    header = max(map(len, column.header.split()), default=0)
    return min(_WIDEST, max(_NARROWEST, header + 2, longest + 2))
