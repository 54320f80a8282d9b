"""A report as figures to take away: a workbook with a sheet per table, or a zip with a CSV per table.

Both hold the same sheets: what the report says in words, every table, and a codebook with every column of them. Hidden
and missing values are empty cells with their status beside them, as in every other file of the dashboard (export.py).
"""

from collections.abc import Iterator

from analytics import export, tables
from analytics.export import Column, Sheet
from analytics.language import _
from analytics.reports import archive, printed
from analytics.reports.model import (
    Block,
    Document,
    Facts,
    FigureBlock,
    Paragraph,
    RemarkBlock,
    Section,
    Sentences,
    TableBlock,
)
from analytics.reports.style import style_of
from analytics.reports.words import certainty


def workbook(document: Document) -> bytes:
    """The report as an XLSX file."""
    return export.book(_sheets(document), title=document.title, created=document.gegevens_van)


def csv_files(document: Document) -> bytes:
    """The report as a zip of CSV files."""
    named = (
        (f"{number:02d}-{_stem(sheet)}.csv", export.csv(sheet)) for number, sheet in enumerate(_sheets(document), 1)
    )
    return archive.packed(named, document.gegevens_van)


def _stem(sheet: Sheet) -> str:
    return export.file_name(sheet.title, extension="csv").removeprefix("veiligheid-").removesuffix(".csv")[:60]


def _sheets(document: Document) -> list[Sheet]:
    figures = [_sheet(block, document) for block in document.tables]
    words = _words(document)
    return [words, *figures, _codebook([words, *figures], document)]


def _about(document: Document) -> list[tuple[str, str]]:
    """What stands beside every table, so that a copied line still says what it is."""
    marks = printed.marks(document)
    return [
        (_("Rapport"), f"{document.title}, {printed.month(document)}"),
        (_("Gemaakt door"), printed.author(style_of(document))),
        (_("Momentopname"), printed.origin(document)),
        *([(_("Let op"), " ".join([", ".join(marks), document.voorbeeld]).strip())] if marks else []),
        *([(_("Voor wie"), document.vertrouwelijk)] if document.vertrouwelijk else []),
    ]


def _sheet(block: TableBlock, document: Document) -> Sheet:
    """A table of the report, with its own source and that of the whole."""
    notes = [(_("Bron"), block.source), *block.notes, *_about(document)]
    return tables.sheet(block.table, title=block.title, subtitle=block.source, notes=notes)


def _words(document: Document) -> Sheet:
    """Everything that is said in words, a line at a time, in reading order."""
    rows = [
        {
            "onderdeel": section.title,
            "soort": kind,
            "tekst": text,
            "periode": period,
            "bron": source,
            "zekerheid": certain,
        }
        for section in _sections(document)
        for block in section.blocks
        for kind, text, period, source, certain in _lines(block)
    ]
    columns = [
        Column("onderdeel", _("onderdeel")),
        Column("soort", _("soort")),
        Column("tekst", _("tekst")),
        Column("periode", _("periode")),
        Column("bron", _("bron")),
        Column("zekerheid", _("zekerheid")),
    ]
    return Sheet(document.title, document.subtitle, columns, rows, _about(document), figures=False)


def _sections(document: Document) -> Iterator[Section]:
    yield from document.sections
    yield Section("bronnen", _("Bronnen en toelichting"), (Facts(tuple(printed.closing(document))),))


def _lines(block: Block) -> Iterator[tuple[str, str, str, str, str]]:
    """Kind, text, period, source and certainty of each line."""
    match block:
        case Sentences(items=items):
            for one in items:
                yield _("bevinding"), one.text, one.periode, one.bron, certainty(one.zekerheid)
        case Paragraph(text=text):
            yield _("toelichting"), text, "", "", ""
        case Facts(items=pairs):
            for label, text in pairs:
                yield _("gegeven"), f"{label}: {text}", "", "", ""
        case TableBlock():
            yield _("tabel"), f"{block.title}: {block.table.label}", "", block.source, ""
        case FigureBlock():
            yield _("figuur"), f"{block.title}: {block.alt}", "", block.source, ""
        case RemarkBlock():
            text = "\n".join(printed.remark_lines(block))
            yield printed.remark_title(block), text, "", printed.signed(block), ""


def _codebook(sheets: list[Sheet], document: Document) -> Sheet:
    """Every column of every sheet: its code, name, unit, kind, and what it means."""
    meanings = {(b.title, c.id): c.help for b in document.tables for c in b.table.columns if c.help}
    rows = [
        {
            "blad": sheet.title,
            "kolom": column.id,
            "titel": column.title,
            "eenheid": column.unit,
            "soort": _kinds()[column.kind],
            "betekenis": _meaning(column) or meanings.get((sheet.title, column.id), ""),
        }
        for sheet in sheets
        for column in sheet.full_columns
    ]
    columns = [
        Column("blad", _("blad")),
        Column("kolom", _("kolom")),
        Column("titel", _("titel")),
        Column("eenheid", _("eenheid")),
        Column("soort", _("soort")),
        Column("betekenis", _("betekenis")),
    ]
    return Sheet(_("Codeboek"), _("Alle kolommen van dit bestand"), columns, rows, _about(document), figures=False)


def _kinds() -> dict[str, str]:
    return {"text": _("tekst"), "integer": _("geheel getal"), "decimal": _("decimaal getal"), "date": _("datum")}


def _meaning(column: Column) -> str:
    """What a column means that occurs in every table."""
    if column.id == export.STATUS:
        return export.status_legend()
    if column.id == "code":
        return _("CBS-code van het gebied, of een vaste code van de rij.")
    if column.id.endswith("_ondergrens"):
        return _("Onderkant van de marge van 95%.")
    return _("Bovenkant van de marge van 95%.") if column.id.endswith("_bovengrens") else ""
