"""What the DOCX, the PPTX and the workbook are made of."""

import io
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pptx
import pytest
from docx.oxml.ns import qn

from analytics.reports import slides
from analytics.reports.docx import docx_file
from analytics.reports.model import Paragraph, RemarkBlock, Section, Stand, TableBlock
from analytics.reports.pptx import pptx_file
from analytics.reports.workbook import workbook
from tests.reports.documents import HOSTILE, SOURCE, hostile, rich, table

DAY = date(2026, 1, 15)


@pytest.fixture(scope="module")
def letter():
    """The rich report as a Word document."""
    return docx.Document(io.BytesIO(docx_file(rich())))


@pytest.fixture(scope="module")
def shows():
    """Presentations: an ordinary one, a hostile one, and one with far too much of everything."""
    words = "woord " * 900
    much = (
        Paragraph(words),
        RemarkBlock("a", Stand.CONCEPT, "\n".join([words, HOSTILE[-1] * 9])),
        TableBlock("t", HOSTILE[-1], table(70, name=words[:300]), SOURCE * 5),
    )
    full = replace(rich(), title=words[:200], sections=(Section("a", words[:250], much),))
    return [pptx.Presentation(io.BytesIO(pptx_file(document))) for document in (rich(), hostile(), full)]


def test_a_letter_has_headings_that_are_headings(letter):
    styles = [(p.style.name, p.text) for p in letter.paragraphs]
    assert ("Title", rich().title) in styles
    assert [text for style, text in styles if style == "Heading 1"] == [s.title for s in rich().sections]


def test_a_letter_is_dutch_and_dated_as_its_figures(letter):
    about = letter.core_properties
    assert (about.language, about.created.date(), about.modified.date()) == ("nl-NL", DAY, DAY)
    assert (about.title, about.author) == (rich().title, "Gemeente Voorbeeldstad")
    languages = {e.get(qn("w:val")) for e in letter.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}


def test_the_head_of_a_table_in_a_letter_repeats_and_rows_stay_whole(letter):
    (found,) = letter.tables
    marks = [{e.tag.rpartition("}")[2] for e in row._tr.iter()} for row in found.rows]
    assert "tblHeader" in marks[0]
    assert not any("tblHeader" in mark for mark in marks[1:])
    assert all("cantSplit" in mark for mark in marks)
    described = found._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    assert described == rich().tables[0].table.label


def test_every_picture_in_a_letter_has_its_text(letter):
    texts = [e.get("descr") for e in letter.element.iter() if e.tag.endswith("}docPr")]
    assert len(texts) == 4
    assert all(texts)


def test_each_page_of_a_letter_says_what_it_is(letter):
    page = letter.sections[0]
    above, below = page.header.paragraphs[0].text, page.footer.paragraphs[0].text
    assert "VOORBEELD · CONCEPT" in above
    assert "momentopname 20260115-1" in below
    assert round(page.page_width.mm), round(page.page_height.mm) == (210, 297)


def test_everything_is_inside_its_slide(shows):
    for show in shows:
        for slide in show.slides:
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.top >= 0
                assert shape.left + shape.width <= show.slide_width, shape.name
                assert shape.top + shape.height <= show.slide_height, shape.name


def test_text_fits_the_place_it_has(shows):
    """By an office letter of average width: no paragraph needs more lines than its box has room for."""
    for show in shows:
        for slide in show.slides:
            for shape in slide.shapes:
                if shape.has_text_frame and shape.text_frame.text:
                    assert _height(shape.text_frame, shape.width.pt) <= shape.height.pt + 1, shape.text_frame.text[:80]
                if shape.has_table:
                    _check_cells(shape.table)


def _height(frame, width):
    lines = [(len(slides.wrapped(p.text, width, size)), size) for p in frame.paragraphs for size in _sizes(p)]
    return sum(count * 1.2 * size for count, size in lines)


def _sizes(paragraph):
    return [paragraph.runs[0].font.size.pt] if paragraph.runs else []


def _check_cells(found):
    widths = [column.width.pt for column in found.columns]
    for row in found.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            if not cell.is_merge_origin and not cell.is_spanned:
                assert _height(cell.text_frame, width - 10) <= row.height.pt, cell.text_frame.text[:80]


def test_every_slide_has_a_title_notes_and_dutch(shows):
    for show in shows:
        for slide in show.slides:
            assert slide.shapes.title.text
            assert slide.notes_slide.notes_text_frame.text
            runs = [r for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs for r in p.runs]
            assert {str(run.font.language_id) for run in runs} == {"DUTCH (1043)"}


def test_pictures_and_tables_on_slides_have_their_text(shows):
    shapes = [shape for slide in shows[0].slides for shape in slide.shapes]
    told = [s for s in shapes if s.has_table or s.shape_type == 13]
    assert len(told) == 5
    assert all(next(e for e in s._element.iter() if e.tag.endswith("}cNvPr")).get("descr") for s in told)


def test_a_section_is_a_slide_and_says_when_it_goes_on(shows):
    titles = [slide.shapes.title.text for slide in shows[0].slides]
    for section in rich().sections:
        assert [title for title in titles if title.startswith(section.title)]
    assert any(title.endswith("(1 van 2)") for title in titles)


def test_a_presentation_is_dated_as_its_figures(shows):
    about = shows[0].core_properties
    assert (about.language, about.created.date(), about.title) == ("nl-NL", DAY, rich().title)
    assert about.modified.date() == DAY


def test_the_codebook_covers_every_column():
    book = openpyxl.load_workbook(io.BytesIO(workbook(rich())))
    *sheets, codes = [book[name] for name in book.sheetnames]
    known = {
        (row[0], row[2] + (f" ({row[3]})" if row[3] else ""))
        for row in codes.iter_rows(min_row=5, values_only=True)
        if row[2]
    }
    for sheet in sheets:
        heads = [cell.value for cell in sheet[4] if cell.value]
        assert heads
        assert {(sheet["A1"].value, head) for head in heads} <= known


def test_a_sheet_says_what_it_is_and_hides_what_is_hidden():
    book = openpyxl.load_workbook(io.BytesIO(workbook(rich())))
    sheet = book[book.sheetnames[1]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = rows[3]
    hidden = next(row for row in rows if row[1] == "Buurt 3")
    assert hidden[heads.index("aantal")] is None
    assert hidden[heads.index("status")] == "onderdrukt"
    below = {row[0]: row[1] for row in rows[4:]}
    assert below["Bron"] == SOURCE
    assert "20260115-1" in below["Momentopname"]
    assert "onderdrukt" in below["Status"]
