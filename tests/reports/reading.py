"""What a reader finds in each form of a report: its running text, the cells of its tables, what is said of figures."""

import html
import io
import json
import re
import zipfile
from dataclasses import dataclass

import docx
import openpyxl
import pikepdf
import pptx
import pypdf

NUMBER = r"[−+]?\d+(?:\.\d{3})*(?:,\d+)?"
ROW = tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """`text`: all running text in reading order; `rows`: of all tables, texts without heads; None where a form has no
    cells, and the rows stand in the text. `alts`: what is said of each figure."""

    text: str
    rows: list[ROW] | None
    alts: list[str]


def numbers(text):
    """The numbers in a Dutch text, as they stand there: '−27% (1.234 tot 6,6)' -> ['−27', '1.234', '6,6']."""
    return re.findall(NUMBER, text)


def find(wanted, text, start):
    """Where these words stand in a text after `start`, whatever the numbers between them: (numbers, end). Lines may be
    broken anywhere between words and behind a dash. Raises AssertionError when the words are not there."""
    found = re.compile(_words(wanted)).search(text, start)
    assert found, f"not found after {text[max(0, start - 60) : start]!r}: {wanted!r}"
    return list(found.groups()), found.end()


def _words(wanted):
    """A pattern with a group for every number."""
    parts = re.split(f"({NUMBER})", wanted)
    return "".join(f"({NUMBER})" if i % 2 else _between(part) for i, part in enumerate(parts))


def _between(text):
    signs = (r"\s+" if re.fullmatch(r"\s+", part) else _signs(part) for part in re.split(r"(\s+)", text) if part)
    return "".join(signs)


def _signs(text):
    return re.sub(r"(\\-|–|/)", r"\1\\s*", re.escape(text))


def pdf(content):
    """Without the head and foot that every page has."""
    pages = [page.extract_text().split("\n")[1:-1] for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    with pikepdf.open(io.BytesIO(content)) as file:
        alts = list(_alternatives(file.Root.StructTreeRoot))
    return Read("\n".join(line for page in pages for line in page), None, alts)


def _alternatives(node):
    if isinstance(node, pikepdf.Dictionary):
        if "/Alt" in node:
            yield str(node["/Alt"])
        below = node.get("/K", [])
        for child in below if isinstance(below, pikepdf.Array) else [below]:
            yield from _alternatives(child)


def docx_file(content):
    """Every paragraph, and the tables."""
    made = docx.Document(io.BytesIO(content))
    rows = [_apart(cell.text for cell in row.cells) for table in made.tables for row in list(table.rows)[1:]]
    alts = [one.get("descr") for one in made.element.body.iter("{*}docPr")]
    return Read("\n".join(paragraph.text for paragraph in made.paragraphs), rows, [alt for alt in alts if alt])


def pptx_file(content):
    """Every box on every slide; a table goes on on the next slide, under its head again."""
    shapes = [shape for slide in pptx.Presentation(io.BytesIO(content)).slides for shape in slide.shapes]
    text = "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    tables = [shape.table for shape in shapes if shape.has_table]
    rows = [_apart(cell.text for cell in row.cells) for table in tables for row in list(table.rows)[1:]]
    return Read(text, rows, [shape._element.nvPicPr.cNvPr.get("descr") for shape in shapes if shape.shape_type == 13])


def _apart(texts):
    """One text where a cell is as wide as the table."""
    found = tuple(texts)
    return found[:1] if len(set(found)) == 1 or not any(found[1:]) else found


def page(app):
    """What AppTest got from a page."""
    parts = [element.proto.body for element in app.get("html")]
    plain = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", " ", "\n".join(parts), flags=re.S)))
    drawn = [json.loads(element.proto.json) for element in app.get("bidi_component")]
    rows = [
        tuple(row["cells"].get(column["id"], {}).get("text", "") for column in table["columns"])
        for table in drawn
        if "rows" in table
        for row in (*table["rows"], *table["footer"])
    ]
    return Read(plain, rows, [html.unescape(alt) for part in parts for alt in re.findall(r'alt="([^"]*)"', part)])


@dataclass(frozen=True)
class Books:
    """A workbook: the sheet in words, and of every other sheet its rows as values by column."""

    words: list[dict]
    rows: list[dict]


def xlsx(content):
    """The sheets with figures; without the codebook and what stands under a table."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    words, *tables, _codebook = [_sheet(page) for page in book.worksheets]
    return Books(words, [row for table in tables for row in table])


def csv_zip(content):
    """The same sheets as texts."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return [packed.read(name).decode("utf-8-sig") for name in sorted(packed.namelist())]


def _sheet(page):
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    head = lines[3]
    end = next((i for i, line in enumerate(lines) if i > 3 and not any(line)), len(lines))
    return [dict(zip(head, line, strict=True)) for line in lines[4:end]]
