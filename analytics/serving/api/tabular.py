"""An answer as CSV: the layout of every download (`analytics.export`), with the names of the JSON as headers.

What is nested in the JSON is not in the CSV, but for plain lists, which stand in one cell with spaces between.
"""

from datetime import date
from decimal import Decimal
from math import isfinite
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel

from analytics import export
from analytics.language import _

if TYPE_CHECKING:
    from analytics.serving.api.answers import About, Answer

SEPARATOR = " "


def csv(answer: "Answer[Any]") -> bytes:
    """The rows of an answer; what they are about stands on every line."""
    names = columns(type(answer))
    rows = [{name: text(getattr(row, name)) for name in names} for row in answer.rijen]
    sheet = export.Sheet(
        title=answer.over.titel,
        subtitle=answer.over.selectie,
        columns=[export.Column(name, name) for name in names],
        rows=rows,
        notes=_about(answer.over),
        figures=export.STATUS in names,
    )
    return export.csv(sheet)


def columns(answer: "type[Answer[Any]]") -> list[str]:
    """The fields of a row that are one value, or a list of such."""
    (row,) = get_args(answer.model_fields["rijen"].annotation)
    return [name for name, field in row.model_fields.items() if not _nested(field.annotation)]


def text(value: Any) -> str | None:
    """A value as it stands in a cell: a number whole and with a decimal comma, yes and no in words."""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, float):
        # never '1e-05': a spreadsheet would read a formula in what starts with a minus sign and is no plain number
        return f"{Decimal(repr(value)):f}".replace(".", ",") if isfinite(value) else None
    if isinstance(value, list | tuple):
        return SEPARATOR.join(map(str, value))
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def _about(about: "About") -> list[tuple[str, str]]:
    told = about.model_dump(exclude={"titel", "selectie", "breuken"})
    breaks = "; ".join(f"{item.vanaf}: {item.tekst}" for item in about.breuken)
    return [(f"over.{name}", text(value) or "") for name, value in {**told, "breuken": breaks}.items()]


def _nested(annotation: Any) -> bool:
    """Whether a field holds objects."""
    if get_origin(annotation) in (list, tuple, UnionType):
        return any(_nested(part) for part in get_args(annotation) if part not in (NoneType, Ellipsis))
    return annotation is Any or get_origin(annotation) is dict or issubclass(annotation, BaseModel)
