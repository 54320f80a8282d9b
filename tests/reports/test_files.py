"""Every form of a report: the same bytes for the same report, every text in it, and nothing in it that runs."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from hashlib import sha256

import docx
import openpyxl
import pptx
import pypdf
import pytest

from analytics.errors import WrongUsage
from analytics.reports import printed
from analytics.reports.files import FORMATS, file_name, write
from analytics.reports.model import Soort, as_json, from_json
from tests.reports.documents import HOSTILE, hostile, rich

PAPER = ("pdf", "docx", "pptx")


@pytest.fixture(scope="module")
def made():
    """Both reports in every form."""
    return {(name, f): write(d, f) for name, d in (("rich", rich()), ("hostile", hostile())) for f in FORMATS}


def words_of(content, formaat):
    """All text of a file, in reading order as far as the form has one."""
    return {"pdf": _pdf, "docx": _docx, "pptx": _pptx, "xlsx": _xlsx, "csv": _csv}[formaat](io.BytesIO(content))


def _pdf(file):
    reader = pypdf.PdfReader(file)
    tags = str(reader.root_object["/StructTreeRoot"]) and _alternatives(reader)
    return "\n".join([*(page.extract_text() for page in reader.pages), *tags])


def _alternatives(reader):
    found = []

    def walk(element):
        element = element.get_object()
        if isinstance(element, dict):
            if "/Alt" in element:
                found.append(str(element["/Alt"]))
            kids = element.get("/K")
            for kid in kids if isinstance(kids, list) else [kids]:
                if kid is not None and not isinstance(kid, int):
                    walk(kid)

    walk(reader.root_object["/StructTreeRoot"])
    return found


def _docx(file):
    document = docx.Document(file)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    pictures = [p.get("descr") for p in document.element.iter() if p.tag.endswith("}docPr")]
    return "\n".join([*(p.text for p in document.paragraphs), *cells, *pictures])


def _pptx(file):
    found = []
    for slide in pptx.Presentation(file).slides:
        for shape in slide.shapes:
            found += [p.text for p in shape.text_frame.paragraphs] if shape.has_text_frame else []
            found += [c.text for row in shape.table.rows for c in row.cells] if shape.has_table else []
            found += [e.get("descr") for e in shape._element.iter() if e.tag.endswith("}cNvPr") and e.get("descr")]
        found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found)


def _xlsx(file):
    book = openpyxl.load_workbook(file)
    return "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None)


def _csv(file):
    with zipfile.ZipFile(file) as archive:
        return "\n".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())


def plain(text):
    """Without what lines, columns and long words do to a text."""
    return re.sub(r"[\s\u200b\u00ad\"]+", "", text)


@pytest.mark.parametrize("formaat", FORMATS)
def test_the_same_report_is_the_same_file(made, formaat):
    again = write(from_json(as_json(rich())), formaat)
    assert again == made["rich", formaat]


def test_another_process_makes_the_same_files(made):
    script = (
        "import json, sys; from hashlib import sha256; from analytics.reports.files import FORMATS, write;"
        "from tests.reports.documents import rich;"
        "print(json.dumps({f: sha256(write(rich(), f)).hexdigest() for f in FORMATS}))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout) == {f: sha256(made["rich", f]).hexdigest() for f in FORMATS}


@pytest.mark.parametrize("formaat", PAPER)
@pytest.mark.parametrize(("name", "document"), [("rich", rich()), ("hostile", hostile())])
def test_every_text_is_there(made, formaat, name, document):
    found = plain(words_of(made[name, formaat], formaat))
    replaced = str.maketrans(dict.fromkeys("🚨", "□")) if formaat == "pdf" else {}
    missing = [
        text
        for text in printed.texts(document)
        if plain(printed.clean(text)).translate(replaced) not in found and not _turned(text, formaat)
    ]
    assert missing == []


def _turned(text, formaat):
    """Text from right to left, which a reader of PDF gives in the order it is drawn."""
    return formaat == "pdf" and any("\u0590" <= sign <= "\u06ff" for sign in text)


@pytest.mark.parametrize("formaat", ["xlsx", "csv"])
def test_every_sentence_remark_and_cell_is_in_the_figures(made, formaat):
    document = rich()
    found = plain(words_of(made["rich", formaat], formaat))
    said = [s.text for s in document.sentences] + [r.text for r in document.remarks if r.text]
    titles = [block.title for block in document.tables]
    assert [text for text in (*said, *titles, document.source) if plain(text) not in found] == []
    assert "nietoppapier" in found  # columns that only the download has
    assert "onderdrukt" in found


def test_nothing_in_a_workbook_is_a_formula_or_a_link(made):
    book = openpyxl.load_workbook(io.BytesIO(made["hostile", "xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert {text for text in HOSTILE if "\x07" not in text} <= {cell.value for cell in cells}


def test_nothing_in_a_csv_begins_as_a_formula(made):
    with zipfile.ZipFile(io.BytesIO(made["hostile", "csv"])) as archive:
        files = [archive.read(name).decode("utf-8-sig") for name in archive.namelist()]
    cells = [cell for text in files for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert len(cells) > 100
    assert not [cell for cell in cells if cell[:1] in ("=", "@", "+", "\t")]


def test_no_document_reaches_outside(made):
    """No links, no pictures or templates from elsewhere, no fields but page numbers, no scripts."""
    for formaat in ("docx", "pptx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(made["hostile", formaat])) as archive:
            parts = {
                name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".rels", ".xml"))
            }
        assert not [name for name, part in parts.items() if 'TargetMode="External"' in part]
        fields = {f for part in parts.values() for f in re.findall(r'w:instr="([^"]*)"', part)}
        assert fields <= {"PAGE", "NUMPAGES"}
    reader = pypdf.PdfReader(io.BytesIO(made["hostile", "pdf"]))
    assert "root:" not in words_of(made["hostile", "pdf"], "pdf")
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(reader.root_object)
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(reader.root_object.get("/Names", {}))
    assert not [page for page in reader.pages if "/Annots" in page]


def test_names_are_safe_and_tell_reports_apart():
    document = rich()
    names = {file_name(replace(document, soort=soort), f) for soort in Soort for f in FORMATS}
    assert len(names) == len(Soort) * len(FORMATS)
    assert file_name(rich(), "csv") == "veiligheid-driehoek-2025-12-voorbeeldstad.zip"
    assert re.fullmatch(r"[a-z0-9.-]+", file_name(hostile(), "pdf"))


def test_an_unknown_form_is_refused():
    for work in (write, file_name):
        with pytest.raises(WrongUsage, match="odt is geen vorm"):
            work(rich(), "odt")
