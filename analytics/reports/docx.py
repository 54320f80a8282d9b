"""A report as a Word document: real headings, tables with a head that repeats, pictures with a text, all in Dutch."""

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Words

from analytics.figures.paper import clean, png
from analytics.reports import archive, printed
from analytics.reports.docx_marks import (
    NAMED,
    REMARK,
    SMALL,
    add_field,
    add_link,
    colour_of,
    describe,
    keep_whole,
    set_styles,
    set_table,
    speak_dutch,
)
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
from analytics.reports.style import style_of

A4 = (210, 297)  # millimetres


def docx_file(document: Document) -> bytes:
    """The report as a DOCX file."""
    target = io.BytesIO()
    writer = _Writer(document)
    writer.write()
    writer.file.save(target)
    return archive.dated(target.getvalue(), document.gegevens_van)


class _Writer:
    """One document being written."""

    def __init__(self, document: Document) -> None:
        self.document, self.style = document, style_of(document)
        self.file = docx.Document()

    def write(self) -> None:
        """Everything, in reading order."""
        self._properties()
        set_styles(self.file, self.style)
        speak_dutch(self.file)
        self._page()
        self._add(self.document.title, "Title")
        for text in printed.opening(self.document):
            self._add(text, "Subtitle")
        for section in self.document.sections:
            self._add(section.title, "Heading 1").paragraph_format.page_break_before = section.new_page
            for block in section.blocks:
                self._block(block)
        for label, text in printed.closing(self.document):
            self._pair(label, text, SMALL)

    def _properties(self) -> None:
        moment = datetime.combine(self.document.gegevens_van, time())
        about = self.file.core_properties
        about.title, about.author = clean(self.document.title), clean(printed.author(self.style))
        about.subject, about.keywords = clean(self.document.subtitle), printed.month(self.document)
        about.comments, about.last_modified_by = clean(printed.origin(self.document)), ""
        about.language, about.created, about.modified, about.revision = "nl-NL", moment, moment, 1

    def _page(self) -> None:
        page, style = self.file.sections[0], self.style
        page.page_width, page.page_height = (Mm(side) for side in A4)
        page.left_margin = page.right_margin = Mm(style.marge_zij)
        page.top_margin, page.bottom_margin = Mm(style.marge_boven), Mm(style.marge_onder)
        right = Mm(A4[0] - 2 * style.marge_zij)
        above, below = page.header.paragraphs[0], page.footer.paragraphs[0]
        for words in (above, below):
            words.style = self.file.styles[SMALL]
            words.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT)
        above.add_run(clean(printed.header(self.document, style)))
        marks = above.add_run("\t" + " · ".join(printed.marks(self.document)))
        marks.bold, marks.font.color.rgb = True, colour_of(style.aandacht)
        below.add_run(clean(printed.origin(self.document)) + "\t")
        add_field(below, "PAGE")
        below.add_run(" / ")
        add_field(below, "NUMPAGES")

    def _add(self, text: str, style: str) -> Words:
        return self.file.add_paragraph(clean(text), style)

    def _pair(self, label: str, text: str, style: str) -> None:
        words = self.file.add_paragraph(style=style)
        words.add_run(clean(label)).bold = True
        words.add_run(clean(f": {text}"))

    def _block(self, block: Block) -> None:
        match block:
            case Sentences(items=items):
                for item in items:
                    self._sentence(item)
            case Paragraph(text=text):
                self._add(text, "Normal")
            case Facts(items=pairs):
                for label, text in pairs:
                    self._pair(label, text, "Normal")
            case TableBlock():
                self._table(block)
            case FigureBlock():
                self._figure(block)
            case RemarkBlock():
                self._remark(block)

    def _sentence(self, item: Sentence) -> None:
        self._add(item.text, "Normal").paragraph_format.keep_with_next = True
        address, text = printed.address(item, self.style), clean(printed.small_print(item))
        words = self._add("" if address else text, SMALL)
        if address:
            add_link(words, text, address)

    def _figure(self, figure: FigureBlock) -> None:
        self._add(figure.title, NAMED)
        words = self.file.add_paragraph()
        words.paragraph_format.keep_with_next = True
        room = A4[0] - 2 * self.style.marge_zij
        width = min(printed.drawn_width(figure) * 0.75, room / 25.4 * 72)
        picture = words.add_run().add_picture(io.BytesIO(png(figure.svg, 3)), width=Pt(width))
        describe(picture._inline.docPr, figure.title, figure.alt)
        self._add(figure.source, SMALL)

    def _remark(self, remark: RemarkBlock) -> None:
        head = self._add(printed.remark_title(remark), REMARK)
        head.runs[0].bold = True
        lines = [*printed.remark_lines(remark), *filter(None, [printed.signed(remark)])]
        head.paragraph_format.keep_with_next = bool(lines)
        for line in lines or [""]:
            self._add(line, REMARK)

    def _table(self, block: TableBlock) -> None:
        self._add(block.title, NAMED)
        columns, lines = printed.columns(block), list(printed.lines(block))
        table = self.file.add_table(1 + len(lines), len(columns))
        set_table(table, block.title, block.table.label, self.style)
        _fill(table.rows[0].cells, [printed.head(column) for column in columns], columns, bold=True)
        for row in table.rows:
            keep_whole(row)
        for row, line in zip(list(table.rows)[1:], lines, strict=True):
            if line.kind == "group":
                row.cells[0].merge(row.cells[-1]).paragraphs[0].add_run(line.texts[0]).bold = True
            else:
                _fill(row.cells, line.texts, columns, bold=line.emphasis or line.kind == "footer")
        self._add(block.source, SMALL)
        for label, text in block.notes:
            self._pair(label, text, SMALL)


def _fill(cells: Sequence[_Cell], texts: Sequence[str], columns: Sequence[Any], *, bold: bool) -> None:
    for cell, text, column in zip(cells, texts, columns, strict=True):
        words = cell.paragraphs[0]
        words.add_run(text).bold = bold
        if printed.is_number(column):
            words.alignment = WD_ALIGN_PARAGRAPH.RIGHT
