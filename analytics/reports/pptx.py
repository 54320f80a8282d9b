"""A report as a presentation: a slide per section, or more where it is long, with the sources in the notes."""

import io
import textwrap
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from analytics.figures.paper import clean, png
from analytics.figures.theme import rgb
from analytics.reports import archive, printed, slides
from analytics.reports.model import Document
from analytics.reports.slides import (
    BOTTOM,
    CELL,
    EDGE,
    HEAD,
    HEIGHT,
    ROOM,
    SMALL,
    TEXT,
    TOP,
    WIDTH,
    Pictures,
    Rows,
    Slide,
    Text,
)
from analytics.reports.style import style_of
from analytics.tables import Column

TITLE_ONLY = 5  # the layout of the standard template that has a title and nothing else
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # 'no style, no grid': the lines are ours


def pptx_file(document: Document) -> bytes:
    """The report as a PPTX file."""
    target = io.BytesIO()
    writer = _Writer(document)
    writer.write()
    writer.file.save(target)
    return archive.dated(target.getvalue(), document.gegevens_van)


class _Writer:
    """One presentation being written."""

    def __init__(self, document: Document) -> None:
        self.document, self.style = document, style_of(document)
        self.file = pptx.Presentation()
        self.file.slide_width, self.file.slide_height = Pt(WIDTH), Pt(HEIGHT)

    def write(self) -> None:
        """The first slide, the sections, the sources."""
        self._properties()
        self._first()
        for slide in slides.slides(self.document):
            self._slide(slide)

    def _properties(self) -> None:
        moment = datetime.combine(self.document.gegevens_van, time())
        about = self.file.core_properties
        about.title, about.author = clean(self.document.title), clean(printed.author(self.style))
        about.subject, about.keywords = clean(self.document.subtitle), printed.month(self.document)
        about.comments, about.last_modified_by = clean(printed.origin(self.document)), ""
        about.language, about.created, about.modified, about.revision = "nl-NL", moment, moment, 1

    def _first(self) -> None:
        slide = self._new(self.document.title, top=HEIGHT / 4, size=34)
        top = HEIGHT / 4 + self._title_height(self.document.title, 34) + 12
        for text in (printed.author(self.style), printed.month(self.document), *printed.opening(self.document)):
            height = len(slides.wrapped(text, ROOM, TEXT)) * slides.DOWN * TEXT + 6
            self._words(slide, text, top, height, size=TEXT, colour=self.style.gedempt)
            top += height
        self._foot(slide)
        slide.notes_slide.notes_text_frame.text = clean(printed.origin(self.document))

    def _slide(self, made: Slide) -> None:
        slide = self._new(made.title, top=22, size=HEAD)
        for top, part in made.parts:
            if isinstance(part, Text):
                self._text(slide, part, top)
            elif isinstance(part, Pictures):
                self._pictures(slide, part, top)
            else:
                self._rows(slide, part, top)
        self._foot(slide)
        slide.notes_slide.notes_text_frame.text = clean("\n".join(made.notes or [printed.origin(self.document)]))

    @staticmethod
    def _title_height(text: str, size: float) -> float:
        return len(slides.wrapped(text, ROOM, size)) * slides.DOWN * size + 6

    def _new(self, title: str, *, top: float, size: float) -> Any:
        """An empty slide with its title."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[TITLE_ONLY])
        while top < HEIGHT / 4 and size > 12 and self._title_height(title, size) > TOP - top:
            size -= 1  # a long title is smaller, never cut
        shape = slide.shapes.title
        shape.left, shape.top, shape.width = Pt(EDGE), Pt(top), Pt(ROOM)
        shape.height = Pt(min(self._title_height(title, size), HEIGHT - top))
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        _without_margins(frame)
        self._run(frame.paragraphs[0], title, size=size, colour=self.style.accent, bold=True)
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        return slide

    def _foot(self, slide: Any) -> None:
        """The line at the foot of a slide, read last."""
        foot = " · ".join([printed.header(self.document, self.style), *printed.marks(self.document)])
        number = f" · {len(self.file.slides)}"
        shown = textwrap.shorten(foot, int(ROOM / (slides.SIGN * SMALL)) - len(number), placeholder="…") + number
        self._words(slide, shown, BOTTOM + 10, SMALL * slides.DOWN + 6, size=SMALL, colour=self.style.gedempt)

    def _run(self, words: Any, text: str, *, size: float, colour: str, bold: bool = False) -> None:
        run = words.add_run()
        run.text, run.font.size, run.font.bold = clean(text), Pt(size), bold
        run.font.name, run.font.language_id = self.style.letter_kantoor, MSO_LANGUAGE_ID.DUTCH
        run.font.color.rgb = _colour(colour)

    def _words(self, slide: Any, text: str, top: float, height: float, *, size: float, colour: str, **more: Any) -> Any:
        """A line or paragraph over the width, or `width` from `left`."""
        left, width = more.pop("left", EDGE), more.pop("width", ROOM)
        shape = slide.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))
        frame = shape.text_frame
        frame.word_wrap = True
        _without_margins(frame)
        lines = clean(text).split("\n")
        for words in [frame.paragraphs[0], *(frame.add_paragraph() for _line in lines[1:])]:
            self._run(words, lines.pop(0), size=size, colour=colour, **more)
        return shape

    def _text(self, slide: Any, part: Text, top: float) -> None:
        size = slides.size_of(part.look)
        quiet = part.look == "small"
        aside = 12 if part.look in ("remark", "remark_head") else 0
        self._words(
            slide, part.text, top, part.height, size=size, left=EDGE + aside, width=ROOM - aside,
            colour=self.style.gedempt if quiet else self.style.inkt, bold=part.look in ("remark_head", "label"),
        )  # fmt: skip
        if aside:
            rule = slide.shapes.add_connector(
                MSO_CONNECTOR.STRAIGHT, Pt(EDGE), Pt(top), Pt(EDGE), Pt(top + part.height)
            )
            rule.line.color.rgb, rule.line.width = _colour(self.style.accent), Pt(1.5)

    def _pictures(self, slide: Any, part: Pictures, top: float) -> None:
        down = slides.title_height(part)
        for figure, left, width, height in part.items:
            room = ROOM * printed.PARTS[figure.width] / 6 - 14
            self._words(
                slide, figure.title, top, down, size=SMALL + 2, colour=self.style.inkt, left=left, width=room, bold=True
            )
            picture = slide.shapes.add_picture(
                io.BytesIO(png(figure.svg, 3)), Pt(left), Pt(top + down), Pt(width), Pt(height)
            )
            _describe(picture._element.nvPicPr.cNvPr, figure.title, figure.alt)
            below = top + down + height
            self._words(
                slide, figure.source, below, part.height - down - height, size=SMALL, colour=self.style.gedempt,
                left=left, width=room,
            )  # fmt: skip

    def _rows(self, slide: Any, part: Rows, top: float) -> None:
        columns = printed.columns(part.block)
        frame = slide.shapes.add_table(1 + len(part.lines), len(columns), Pt(EDGE), Pt(top), Pt(ROOM), Pt(part.height))
        _describe(frame._element.nvGraphicFramePr.cNvPr, part.block.title, part.block.table.label)
        table = frame.table
        frame._element.find(".//" + qn("a:tableStyleId")).text = PLAIN_TABLE
        table.first_row, table.horz_banding = True, False
        for column, width in zip(table.columns, part.widths, strict=True):
            column.width = Pt(width)
        for row, height in zip(table.rows, part.heights, strict=True):
            row.height = Pt(height)
        heads = [printed.head(column) for column in columns]
        self._cells(table.rows[0].cells, heads, columns, bold=True, colour=self.style.gedempt)
        for row, line in zip(list(table.rows)[1:], part.lines, strict=True):
            if line.kind == "group":
                row.cells[0].merge(row.cells[len(columns) - 1])
                self._cells([row.cells[0]], line.texts, columns[:1], bold=True, colour=self.style.accent)
            else:
                bold = line.emphasis or line.kind == "footer"
                self._cells(row.cells, line.texts, columns, bold=bold, colour=self.style.inkt)

    def _cells(self, cells: Any, texts: Sequence[str], columns: Sequence[Column], *, bold: bool, colour: str) -> None:
        for cell, text, column in zip(cells, texts, columns, strict=True):
            cell.margin_left = cell.margin_right = Pt(5)
            cell.margin_top = cell.margin_bottom = Pt(3)
            words = cell.text_frame.paragraphs[0]
            self._run(words, text, size=CELL, colour=colour, bold=bold)
            words.alignment = PP_ALIGN.RIGHT if printed.is_number(column) else PP_ALIGN.LEFT
            _underline(cell, self.style.lijn)


def _colour(colour: str) -> RGBColor:
    return RGBColor(*rgb(colour))  # type: ignore[no-untyped-call]  # the library is typed but for this


def _without_margins(frame: Any) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _describe(shape: Any, title: str, text: str) -> None:
    """The text that stands for a picture or table."""
    shape.set("title", clean(title))
    shape.set("descr", clean(text))


def _underline(cell: Any, colour: str) -> None:
    """A hairline below a cell; the library has no words for it."""
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": "6350"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": colour[1:].upper()}))
    line.append(fill)
    properties.insert(0, line)
