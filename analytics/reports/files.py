"""A report as a file: the same document gives the same bytes in every form.

What makes a form is imported when it is asked for: a page that shows a report loads none of these libraries.
"""

from analytics import export, formatting
from analytics.errors import WrongUsage
from analytics.language import _
from analytics.reports.model import Document, Soort

FORMATS = ("pdf", "docx", "pptx", "xlsx", "csv")
EXTENSIONS = {"csv": "zip"}  # a CSV per table, together in one file


def write(document: Document, formaat: str) -> bytes:
    """The report in one of FORMATS. Raises WrongUsage for another."""
    match formaat:
        case "pdf":
            from analytics.reports.pdf import pdf as maker
        case "docx":
            from analytics.reports.docx import docx_file as maker
        case "pptx":
            from analytics.reports.pptx import pptx_file as maker
        case "xlsx":
            from analytics.reports.workbook import workbook as maker
        case "csv":
            from analytics.reports.workbook import csv_files as maker
        case _:
            raise WrongUsage(_unknown(formaat))
    return maker(document)


def file_name(document: Document, formaat: str) -> str:
    """'veiligheid-driehoek-2025-12-maastricht.pdf'; what is about an area says which.

    Raises WrongUsage for what is not in FORMATS.
    """
    if formaat not in FORMATS:
        raise WrongUsage(_unknown(formaat))
    about = document.title if document.soort in (Soort.GEBIED, Soort.PARTNER) else document.gemeentenaam
    parts = (document.soort.value, f"{document.maand:%Y-%m}", about)
    return export.file_name(*parts, extension=EXTENSIONS.get(formaat, formaat))


def _unknown(formaat: str) -> str:
    return _("{formaat} is geen vorm van een rapport. Kies {formats}.").format(
        formaat=formaat, formats=formatting.joined(FORMATS)
    )
