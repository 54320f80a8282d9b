"""What the PDF is made of: tags, headers, alternative texts, bookmarks, pages."""

import io
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pypdf
import pytest

from analytics.reports.model import FigureBlock, Section, TableBlock
from analytics.reports.pdf import DENSITIES, page_count, pdf
from analytics.reports.style import FILE, house_style
from analytics.reports.widths import Need, divided, need
from tests.reports.documents import SOURCE, rich, table


@pytest.fixture(scope="module")
def made():
    """The rich report, opened."""
    with pikepdf.open(io.BytesIO(pdf(rich()))) as opened:
        yield opened


def elements(opened, *names):
    """Every structure element with one of these names."""
    found = []

    def walk(element):
        if isinstance(element, pikepdf.Dictionary):
            if str(element.get("/S", "")) in names:
                found.append(element)
            kids = element.get("/K")
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                walk(kid)

    walk(opened.Root.StructTreeRoot)
    return found


def test_it_is_a_tagged_dutch_document_with_a_title(made):
    assert made.Root.MarkInfo.Marked
    assert str(made.Root.Lang) == "nl-NL"
    assert made.Root.ViewerPreferences.DisplayDocTitle
    with made.open_metadata() as about:
        assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert about["dc:title"] == rich().title
        assert list(about["dc:creator"]) == ["Gemeente Voorbeeldstad"]


def test_its_date_is_that_of_the_figures(made):
    assert str(made.docinfo["/CreationDate"]).startswith("D:20260115")
    assert str(made.docinfo["/ModDate"]).startswith("D:20260115")


def test_every_figure_has_its_text(made):
    document = rich()
    alternatives = [str(figure.get("/Alt", "")) for figure in elements(made, "/Figure")]
    wanted = [b.alt for s in document.sections for b in s.blocks if isinstance(b, FigureBlock)]
    assert set(wanted) <= set(alternatives)
    assert all(alternatives)


def test_a_table_has_headers_and_a_caption(made):
    assert len(elements(made, "/Table")) == 1
    assert len(elements(made, "/TH")) == 5 + 2  # the columns, and the names of the two groups
    assert len(elements(made, "/TD")) == 7 * 5
    assert len(elements(made, "/Caption")) == 1 + 4


def test_sections_are_headings_and_bookmarks(made):
    titles = [section.title for section in rich().sections]
    assert len(elements(made, "/H1")) == len(titles)
    with made.open_outline() as outline:
        assert [item.title for item in outline.root] == titles


def test_only_fonts_that_come_along(made):
    fonts = {str(font.BaseFont) for page in made.pages for font in page.Resources.get("/Font", {}).values()}
    assert fonts
    assert all("SourceSansPro" in name.replace("-", "") for name in fonts), fonts


def test_it_is_no_longer_than_it_may_be():
    """Set closer where that saves a page, and only there."""
    block = TableBlock("t", "Tabel", table(9), SOURCE)
    for tables in range(2, 9):
        document = replace(rich(), sections=(Section("a", "A", (block,) * tables),), most_pages=99)
        free, close = page_count(pdf(document)), page_count(pdf(replace(document, most_pages=1)))
        if close < free:
            break
    assert close < free
    assert page_count(pdf(replace(document, most_pages=close))) == close
    assert pdf(replace(document, most_pages=free)) == pdf(document)
    assert DENSITIES[-1] * house_style("GM0000").punten >= 8.5


def test_a_long_table_repeats_its_head_and_cuts_no_row():
    block = TableBlock("t", "Lang", table(120), SOURCE)
    content = pdf(replace(rich(), sections=(Section("a", "A", (block,)),), most_pages=9))
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert len(opened.pages) > 2
        assert len(elements(opened, "/TR")) == 120 + 1 + 2 + 1  # a row is one row, however many pages there are
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    assert all("oordeel" in text for text in texts if "zeker hoger" in text)


def test_no_heading_is_left_alone_at_the_end_of_a_page():
    """Sections of every height: wherever a page ends, its last words are never a title."""
    for rows in range(18, 30, 2):
        sections = tuple(
            Section(f"s{i}", f"Kop nummer {i}", (TableBlock(f"t{i}", f"Titel {i}", table(rows), SOURCE),))
            for i in range(3)
        )
        content = pdf(replace(rich(), sections=sections, most_pages=99))
        for page in pypdf.PdfReader(io.BytesIO(content)).pages:
            body = [line for line in page.extract_text().splitlines() if line.strip()]
            above_foot = [line for line in body if not re.match(r"momentopname|bladzijde", line)]
            assert not re.match(r"Kop nummer|Titel \d", above_foot[-1]), above_foot[-3:]


def test_each_page_says_what_it_is():
    for page in pypdf.PdfReader(io.BytesIO(pdf(rich()))).pages:
        text = " ".join(page.extract_text().split())
        for words in ("Gemeente Voorbeeldstad", "december 2025", "momentopname 20260115-1", "VOORBEELD", "CONCEPT"):
            assert words in text
        assert re.search(r"bladzijde \d+ van \d+", text)


def test_a_sentence_leads_to_its_view_where_the_address_is_known(monkeypatch):
    style = house_style("GM0000").model_copy(update={"dashboard": "https://veiligheid.example.nl/"})
    monkeypatch.setattr("analytics.reports.style.house_style", lambda gemeente: style)
    with pikepdf.open(io.BytesIO(pdf(rich()))) as opened:
        links = {str(a.A.URI) for page in opened.pages for a in page.get("/Annots", [])}
    assert links == {"https://veiligheid.example.nl/hic-trend?indicator=woninginbraak"}


def test_a_municipality_has_its_own_style(tmp_path):
    file = tmp_path / "huisstijl.toml"
    own = '\n[GM0935]\naccent = "#aa0000"\nafdeling = "Openbare orde"\n'
    file.write_text(FILE.read_text(encoding="utf-8") + own, encoding="utf-8")
    assert house_style("GM0935", file).accent == "#aa0000"
    assert house_style("GM0935", file).punten == house_style("GM1641", file).punten
    wrong = tmp_path / "fout.toml"
    wrong.write_text(FILE.read_text(encoding="utf-8") + '[GM0935]\nkleur = "rood"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="kleur"):
        house_style("GM0935", wrong)


def test_columns_share_the_width():
    needs = [
        need("naam", ["een heel lange naam van een buurt"], words=True, size=8),
        need("n", ["1.234"], words=False, size=8),
    ]
    for room in (60.0, 120.0, 480.0):
        widths = divided(needs, room)
        assert sum(widths) == pytest.approx(room)
        assert widths[0] > widths[1]
    assert divided([Need(50, 60, False), Need(50, 90, True)], 200) == [60, 140]
    assert divided([Need(50, 60, False), Need(50, 90, True)], 125) == [55, 70]


def test_a_report_of_an_early_day_has_a_date_that_files_can_hold():
    assert pdf(rich(gegevens_van=date(1999, 5, 5))).startswith(b"%PDF-1.7")


def test_the_template_gets_values_only():
    """Nothing of the report is in the source: the template is the same text for every report."""
    template = FILE.with_name("sjabloon.typ").read_text(encoding="utf-8")
    assert template.count("sys.inputs") == 2  # once in words, once as the value
    for word in ("eval(", "read(", "include ", "import ", 'mode: "markup"'):
        assert word not in template
