"""A small report: two sections with sentences, a table, a figure and places for remarks; a test names what differs."""

from datetime import date

from analytics.reports.model import (
    Document,
    FigureBlock,
    RemarkBlock,
    Section,
    Sentence,
    Sentences,
    Soort,
    Stand,
    TableBlock,
    Zekerheid,
)
from analytics.tables import Cell, Column, Row, Table
from tests.builders import STAD

DECEMBER = date(2025, 12, 1)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 10H60" stroke="#000"/></svg>'


def sentence(id_, text, **changed):
    fields = {
        "href": "/hic-trend?indicator=woninginbraak",
        "periode": "jan–dec 2025",
        "bron": "politie",
        "zekerheid": Zekerheid.ZEKER,
    }
    return Sentence(id_, text, **fields | changed)


def table(rows, title="Hoe staat het ervoor?", id_="cijfers"):
    """`rows`: name -> count."""
    columns = (Column("naam", "Onderwerp", "text"), Column("aantal", "Aantal", "count"), Column("lijn", "", "spark"))
    made = tuple(
        Row(name, {"naam": Cell(name), "aantal": Cell(count), "lijn": Cell(points=(1.0, count))})
        for name, count in rows.items()
    )
    return TableBlock(id_, title, Table("Twee rijen", columns, made), "Bron: politie")


def place(part, stand=Stand.ONTBREEKT, **what):
    return RemarkBlock(part, stand, **what)


CHANGED = (
    sentence("veranderd:woninginbraak", "Het aantal woninginbraken steeg van 400 naar 427."),
    sentence(
        "veranderd:fietsen",
        "Voor fietsendiefstal is er geen duidelijke verandering.",
        href="/hic-trend?indicator=fietsendiefstal",
        zekerheid=Zekerheid.ONZEKER,
    ),
)
QUIET = (sentence("rustig", "Bij 12 andere onderwerpen is er niets bijzonders.", href="/overzicht"),)
ROWS = {"Woninginbraak": 427, "Fietsendiefstal": 1234}


def document(*, changed=CHANGED, rows=ROWS, remark=None, **fields):
    """A briefing about December 2025."""
    what = {
        "soort": Soort.DRIEHOEK,
        "title": "Briefing december 2025",
        "subtitle": "Voor de driehoek van Maastricht",
        "maand": DECEMBER,
        "gemeente": STAD,
        "gemeentenaam": "Maastricht",
        "momentopname": "toets",
        "gegevens_van": date(2026, 1, 15),
        "toegang": "volledig",
        "versie": "0.1.0",
        "source": "Bron: politie · gegevens van 15 januari 2026",
        "most_pages": 2,
        "sections": (
            Section(
                "veranderd",
                "Wat is er veranderd?",
                (
                    Sentences(changed),
                    FigureBlock("verloop", "Woninginbraak", SVG, "Een stijgende lijn", "Bron: politie", "third"),
                    table(rows),
                    remark or place("veranderd"),
                ),
            ),
            Section("rustig", "Wat is rustig?", (Sentences(QUIET),)),
        ),
    }
    return Document(**what | fields)
