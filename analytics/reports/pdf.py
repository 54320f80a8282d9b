"""A report as PDF: tagged (PDF/UA-1), Dutch, made by Typst from values and one template, without a browser.

What the document says goes in as one JSON value and is never part of the source, so that nothing in it can be run.
There are no files to read: the root of the template is an empty folder. The same document gives the same bytes.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from analytics import tables
from analytics.errors import VeiligheidError
from analytics.figures.paper import clean, folder
from analytics.figures.paper.cells import bar, spark
from analytics.language import _
from analytics.reports import printed, widths
from analytics.reports.model import (
    Block,
    Document,
    Facts,
    FigureBlock,
    Paragraph,
    RemarkBlock,
    Sentence,
    Sentences,
    TableBlock,
)
from analytics.reports.style import Style, style_of
from analytics.reports.widths import Need
from analytics.tables import Cell, Column

TEMPLATE = Path(__file__).with_name("sjabloon.typ")
STANDARD: Literal["ua-1"] = "ua-1"
WHOLE = 14  # rows of a table that is never spread over two pages
DENSITIES = (1.0, 0.94, 0.88)  # letters and space between them, tried until a report is as short as it must be
A4 = 210  # millimetres
CELL = 0.82  # letters of a table, in those of the text
BARRED, SPARKED = 52.0, 54.0  # points that a drawing takes in a cell
_LONG = re.compile(r"\S{25,}")
_EVERYDAY = re.compile("[\n\x20-\x7e\xa0-\xff–—‘’“”…•€−≥≤]*")
NO_SIGN = "□"


def pdf(document: Document) -> bytes:
    """The report as a PDF file, set closer where it would otherwise be longer than it may be.

    Raises VeiligheidError when the house style cannot be typeset.
    """
    made = b""
    for density in DENSITIES:
        made = bytes(_compiled(document, density, format="pdf", pdf_standards=[STANDARD]))
        if page_count(made) <= document.most_pages:
            break
    return made


def page_count(made: bytes) -> int:
    """How many pages a PDF of ours has, by what it says of itself."""
    found = re.search(rb"<xmpTPg:NPages>(\d+)</xmpTPg:NPages>", made)
    return int(found[1]) if found else 0


def _compiled(document: Document, density: float, **form: Any) -> Any:
    style = style_of(document)
    value = _displayable(_value(document, style, density), style.letter, style.lettermap)
    with TemporaryDirectory(prefix="rapport-") as root:
        try:
            return typst.compile(
                TEMPLATE.read_bytes(), root=root, font_paths=_fonts(style.lettermap), ignore_system_fonts=True,
                sys_inputs={"document": json.dumps(value, ensure_ascii=False)}, timestamp=_moment(document), **form,
            )  # fmt: skip
        except typst.TypstError as error:
            raise VeiligheidError(
                _("Het rapport is niet op te maken: {reason}").format(reason=error.message)
            ) from error


@lru_cache(maxsize=4)
def _fonts(own: str) -> typst.Fonts:
    """The letters that come with the software and those of the house style; never those of the machine."""
    folders = [folder(), *([Path(own)] if own else [])]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _moment(document: Document) -> datetime:
    """The date in the file: that of the figures, so that the same report is the same file whenever it is made."""
    return datetime.combine(document.gegevens_van, time(), UTC)


def _value(document: Document, style: Style, density: float) -> dict[str, Any]:
    """Everything the template prints, as plain values."""
    day = document.gegevens_van
    return {
        "style": style.model_dump(),
        "density": density,
        "title": document.title,
        "author": printed.author(style),
        "description": document.subtitle,
        "keywords": [document.gemeentenaam, printed.month(document), document.soort.value],
        "date": [day.year, day.month, day.day],
        "header": printed.header(document, style),
        "footer": printed.origin(document),
        "page-word": _("bladzijde"),
        "of-word": _("van"),
        "marks": printed.marks(document),
        "opening": printed.opening(document),
        "closing": printed.closing(document),
        "sections": [
            {
                "title": section.title,
                "new-page": section.new_page,
                "blocks": _beside([_block(row, style, density) for row in printed.figure_rows(section.blocks)]),
            }
            for section in document.sections
        ],
    }


def _block(row: Sequence[Block], style: Style, density: float) -> dict[str, Any]:
    """One block, or figures beside each other, by what the template calls it."""
    match row[0]:
        case FigureBlock():
            return {"kind": "figures", "items": [_figure(item) for item in row if isinstance(item, FigureBlock)]}
        case TableBlock() as block:
            return _table(block, style, density)
        case RemarkBlock() as remark:
            return _remark(remark)
        case Sentences(items=items):
            return {"kind": "sentences", "items": [_sentence(item, style) for item in items]}
        case Facts(items=pairs):
            return {"kind": "facts", "items": pairs}
        case Paragraph(text=text):
            return {"kind": "paragraph", "text": text}


def _beside(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same blocks, with facts left of the small figures that follow them."""
    found: list[dict[str, Any]] = []
    for block in blocks:
        if block["kind"] == "figures" and found and found[-1]["kind"] == "facts":
            part = sum(item["part"] for item in block["items"])
            if part <= printed.PARTS["half"]:
                found[-1] = {"kind": "beside", "left": found[-1], "right": block, "part": part}
                continue
        found.append(block)
    return found


def _sentence(item: Sentence, style: Style) -> dict[str, str]:
    return {
        "sign": item.zekerheid.value,
        "text": item.text,
        "note": printed.small_print(item),
        "link": printed.address(item, style),
    }


def _figure(item: FigureBlock) -> dict[str, Any]:
    return {
        "title": item.title, "svg": item.svg, "alt": item.alt, "source": item.source,
        "part": printed.PARTS[item.width], "width": printed.drawn_width(item),
    }  # fmt: skip


def _remark(remark: RemarkBlock) -> dict[str, Any]:
    lines = printed.remark_lines(remark)
    return {
        "kind": "remark", "title": printed.remark_title(remark), "lines": lines, "signed": printed.signed(remark),
        "empty": not lines,
    }  # fmt: skip


def _table(block: TableBlock, style: Style, density: float) -> dict[str, Any]:
    columns, lines = printed.columns(block), list(printed.lines(block))
    axes = tables.payload(block.table)["axes"]
    size = CELL * style.punten * density
    room = (A4 - 2 * style.marge_zij) / 25.4 * 72
    needs = _needs(columns, lines, size, axes)
    if not widths.fits(needs, room):  # the drawing repeats the number: it goes first
        axes = {}
        needs = _needs(columns, lines, size, axes)
    return {
        "kind": "table",
        "title": block.title,
        "source": block.source,
        "notes": block.notes,
        "breakable": len(lines) > WHOLE,
        "columns": [
            {
                "head": printed.head(column),
                "kind": column.kind,
                "right": printed.is_number(column),
                "width": width,
                "barred": column.id in axes,
                "texts": [line.texts[i] for line in lines if line.cells],
            }
            for i, (column, width) in enumerate(zip(columns, widths.divided(needs, room), strict=True))
        ],
        "lines": [
            {
                "kind": line.kind,
                "texts": line.texts,
                "emphasis": line.emphasis,
                "drawings": [
                    _drawing(cell, column, axes) for cell, column in zip(line.cells, columns, strict=bool(line.cells))
                ],
            }
            for line in lines
        ],
    }


def _needs(
    columns: Sequence[Column], lines: Sequence[printed.Line], size: float, axes: Mapping[str, Any]
) -> list[Need]:
    found = []
    for i, column in enumerate(columns):
        texts = [line.texts[i] for line in lines if line.cells]
        drawn = column.kind == "spark"
        found.append(
            widths.need(
                printed.head(column),
                [] if drawn else texts,
                words=not (drawn or printed.is_number(column)),
                size=size,
                extra=SPARKED if drawn else BARRED if column.id in axes else 0.0,
            )
        )
    return found


def _drawing(cell: Cell, column: Column, axes: Mapping[str, Any]) -> str:
    """The small drawing in a cell; '' where there is none."""
    if column.kind == "spark" and any(point is not None for point in cell.points):
        return spark(cell.points, cell.provisional_points)
    axis = axes.get(column.id)
    if axis is None or not isinstance(cell.value, int | float) or cell.low is None or cell.high is None:
        return ""
    return bar(cell.value, cell.low, cell.high, ends=(axis["min"], axis["max"]), mark=axis["mark"])


def _displayable(value: Any, letter: str, own: str) -> Any:
    """The same value with only signs that the fonts have, and with places to break in words that fit no column."""
    if isinstance(value, dict):
        return {key: inside if key in ("svg", "drawings", "style", "link") else _displayable(inside, letter, own)
                for key, inside in value.items()}  # fmt: skip
    if isinstance(value, list | tuple):
        return [_displayable(inside, letter, own) for inside in value]
    return _LONG.sub(_breakable, _in_font(clean(value), letter, own)) if isinstance(value, str) else value


def _breakable(word: re.Match[str]) -> str:
    return re.sub(r"(.{20})(?=.)", "\\1\N{ZERO WIDTH SPACE}", word[0])


def _in_font(text: str, letter: str, own: str) -> str:
    """The text with NO_SIGN for every sign that no font has: a PDF/UA file may not hold one that cannot be seen."""
    if _EVERYDAY.fullmatch(text):
        return text
    return "".join(c if _EVERYDAY.fullmatch(c) or _has_sign(c, letter, own) else NO_SIGN for c in text)


@lru_cache(maxsize=4096)
def _has_sign(sign: str, letter: str, own: str) -> bool:
    source = b"#set document(title: sys.inputs.sign)\n#set text(font: sys.inputs.letter)\n#sys.inputs.sign"
    try:
        typst.compile(
            source, font_paths=_fonts(own), ignore_system_fonts=True, format="pdf", pdf_standards=[STANDARD],
            sys_inputs={"sign": sign, "letter": letter},
        )  # fmt: skip
    except typst.TypstError:
        return False
    return True
