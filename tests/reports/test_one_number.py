"""One number: what the briefing says is the same in the API, on the page, in PDF, DOCX, PPTX, XLSX and CSV.

The document that the API gives is laid beside what a reader finds in each form, sentence by sentence and cell by cell.
"""

import asyncio
import csv
import io
import json
import shutil
from dataclasses import replace
from functools import cache

import httpx
import pytest
from starlette.applications import Starlette

from analytics.contract import MANIFEST_FILE, SNAPSHOT_FILES
from analytics.formatting import rounded
from analytics.reports import printed
from analytics.reports.files import write
from analytics.reports.model import Section, Sentences, from_json
from analytics.serving import routes
from analytics.settings import SAMPLE, settings
from analytics.snapshots import CURRENT, live
from analytics.tables import shown
from analytics.views import briefing
from tests.pages.screen import opened
from tests.reports import reading

pytestmark = pytest.mark.sample

MONTHS = 24
FEW = 10  # numbers in sentences: with fewer there was nothing to compare
QUICK = (0, 3)  # the newest month, whose figures are provisional, and one with everything in it
OTHERS = [number for number in range(MONTHS) if number not in QUICK]
READERS = {"pdf": reading.pdf, "docx": reading.docx_file, "pptx": reading.pptx_file}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The shipped sample in a data root of its own, where no team ever wrote."""
    root = tmp_path_factory.mktemp("root")
    folder = root / "snap-voorbeeld"
    folder.mkdir()
    for name in (*SNAPSHOT_FILES, MANIFEST_FILE):
        shutil.copy(SAMPLE / name, folder / name)
    (root / CURRENT).write_text(f"{folder.name}\n", encoding="ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VEILIGHEID_DATA", str(root))
        settings.cache_clear()
        yield live(root)
    settings.cache_clear()


def asked(path):
    """What the API answers."""

    async def ask():
        transport = httpx.ASGITransport(Starlette(routes=routes.ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return (await client.get(path, timeout=None)).text

    return asyncio.run(ask())


@cache
def documents(sample, number):
    """The month, and the document of it as the API gives it."""
    maand = briefing.months(sample)[number]
    answer = json.loads(asked(f"/api/v1/briefing/{maand:%Y-%m}"))
    document = from_json(json.dumps(answer["document"]).encode())
    assert [(row["id"], row["tekst"]) for row in answer["rijen"]] == [(one.id, one.text) for one in document.sentences]
    return maand, document


# -- comparing --------------------------------------------------------------------------------------------------------


def compare(document, read):
    """Every sentence with what it rests on, paragraph, cell and figure. Gives how many numbers were said."""
    place, seen = 0, 0
    for section in document.sections:
        for block in section.blocks:
            for name, text, small in _said(block):
                found, place = reading.find(text, read.text, place)
                assert found == reading.numbers(text), name
                if small:
                    assert reading.find(small, read.text, place)[0] == reading.numbers(small), name
                seen += len(found)
    lines = [line for block in document.tables for line in printed.lines(block)]
    if read.rows is None:
        _compare_text(lines, read.text)
    else:
        _compare_cells(lines, read.rows)
    figures = [b for section in document.sections for b in section.blocks if b.kind == "figure"]
    assert [reading.numbers(alt) for alt in read.alts] == [reading.numbers(one.alt) for one in figures]
    return seen


def _said(block):
    """Name, text and small print of everything said in words."""
    if isinstance(block, Sentences):
        return [(one.id, one.text, printed.small_print(one)) for one in block.items]
    return [(block.kind, block.text, "")] if block.kind == "paragraph" else []


def _compare_text(lines, text):
    """Rows that stand in running text, cell after cell."""
    place = 0
    for line in lines:
        for cell in line.texts:
            found, place = reading.find(cell, text, place)
            assert found == reading.numbers(cell), line.texts


def _compare_cells(lines, rows):
    groups = any(len(row) == 1 for row in rows)
    wanted = [line.texts for line in lines if groups or line.kind != "group"]
    assert len(rows) == len(wanted)
    for row, texts in zip(rows, wanted, strict=True):
        assert [" ".join(cell.split()) for cell in row] == [" ".join(cell.split()) for cell in texts]


def compare_books(document, content):
    """The workbook holds values: each is the figure that is shown, as finely as it is shown or finer."""
    found = reading.xlsx(content)
    said = [row for row in found.words if row["soort"] == "bevinding"]
    assert [(row["tekst"], row["periode"], row["bron"]) for row in said] == [
        (one.text, one.periode, one.bron) for one in document.sentences
    ]
    cells = [(block, row) for block in document.tables for row in (*block.table.rows, *block.table.footer)]
    assert len(found.rows) == len(cells)
    for held, (block, row) in zip(found.rows, cells, strict=True):
        for column in block.table.columns:
            cell = row.cells.get(column.id)
            if cell is None or column.kind == "spark":
                continue
            _compare_value(cell, column, held)
        _compare_margin(row)


def _compare_margin(row):
    """A difference is told in words, and held in columns of its own."""
    ends = [row.cells[name].value for name in ("verschil", "ondergrens", "bovengrens") if name in row.cells]
    said = reading.numbers(row.cells["verandering"].value or "") if ends else []
    for exact, number in zip(ends, said, strict=True):
        assert rounded(exact, len(number.partition(",")[2])) == _value(number), row


def _compare_value(cell, column, held):
    name = f"{column.title} ({column.unit})" if column.unit else column.title
    value, text = held[name], shown(cell, column)
    if not isinstance(cell.value, int | float):
        assert (value or "") == (cell.value or ""), (name, text)
        return
    known = [(value, cell.value)]
    if column.kind == "interval":
        known += [(held[f"{column.title}, {end}"], limit) for end, limit in _ends(cell)]
    for (raw, exact), number in zip(known, reading.numbers(text), strict=False):
        places = len(number.partition(",")[2])
        assert rounded(exact, places) == _value(number), (name, text, exact)
        assert abs(raw - exact) <= 0.5 * 10**-places + 1e-9, (name, text, raw)


def _ends(cell):
    return [(name, end) for name, end in (("ondergrens", cell.low), ("bovengrens", cell.high)) if end is not None]


def _value(number):
    return rounded(float(number.replace(".", "").replace(",", ".").replace("−", "-")), len(number.partition(",")[2]))


def compare_csv(content, book):
    """The CSV files hold what the workbook holds."""
    words, *tables, _codebook = reading.csv_zip(content)
    read = reading.xlsx(book)
    for texts, rows in ((words, read.words), ("".join(tables), read.rows)):
        lines = list(csv.DictReader(io.StringIO(texts), delimiter=";"))
        assert len(lines) == len(rows)
        for line, row in zip(lines, rows, strict=True):
            for name, value in row.items():
                if isinstance(value, int | float):
                    assert float(line[name].replace(",", ".")) == value, name
                else:
                    assert line[name].lstrip("'") == (value or ""), name


# -- the months -------------------------------------------------------------------------------------------------------


def check(sample, number):
    maand, document = documents(sample, number)
    seen = compare(document, reading.page(opened("briefing", maand=f"{maand:%Y-%m}")))
    assert seen > FEW
    for form, read in READERS.items():
        compare(document, read(write(document, form)))


def check_books(sample, number):
    _maand, document = documents(sample, number)
    book = write(document, "xlsx")
    compare_csv(write(document, "csv"), book)
    compare_books(document, book)


@pytest.mark.parametrize("number", QUICK)
def test_every_form_says_the_same_numbers(sample, number):
    check(sample, number)


@pytest.mark.slow
@pytest.mark.parametrize("number", OTHERS)
def test_every_form_says_the_same_numbers_in_every_month(sample, number):
    check(sample, number)


@pytest.mark.parametrize("number", QUICK)
def test_the_workbook_holds_the_same_numbers(sample, number):
    check_books(sample, number)


@pytest.mark.slow
@pytest.mark.parametrize("number", OTHERS)
def test_the_workbook_holds_the_same_numbers_in_every_month(sample, number):
    check_books(sample, number)


def with_another_number(document):
    """The same with the first number of a sentence changed."""
    first = document.sections[0]
    (said, *others) = first.blocks
    wrong = said.items[0].text.replace(reading.numbers(said.items[0].text)[0], "987", 1)
    items = (replace(said.items[0], text=wrong), *said.items[1:])
    section = Section(first.id, first.title, (Sentences(items), *others))
    return replace(document, sections=(section, *document.sections[1:]))


def with_another_cell(document):
    """The same with a figure in a table changed."""

    def changed(block):
        if block.kind != "table":
            return block
        row = block.table.rows[0]
        cells = {**row.cells, "nu": replace(row.cells["nu"], value=987, text="987")}
        return replace(block, table=replace(block.table, rows=(replace(row, cells=cells), *block.table.rows[1:])))

    sections = [replace(s, blocks=tuple(changed(block) for block in s.blocks)) for s in document.sections]
    return replace(document, sections=tuple(sections))


@pytest.mark.parametrize("change", [with_another_number, with_another_cell])
def test_another_number_in_any_form_is_found(sample, change):
    _maand, document = documents(sample, QUICK[1])
    wrong = change(document)
    for form, read in READERS.items():
        with pytest.raises(AssertionError):
            compare(document, read(write(wrong, form)))
    with pytest.raises(AssertionError):
        compare_books(document, write(wrong, "xlsx"))
    with pytest.raises(AssertionError):
        compare_csv(write(wrong, "csv"), write(document, "xlsx"))
