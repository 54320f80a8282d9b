"""A report with everything a report can hold, and the texts that must not do anything."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pandas as pd

from analytics.figures.paper import Dot, Size, course, dots
from analytics.reports.model import (
    Block,
    Document,
    Facts,
    FigureBlock,
    Paragraph,
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

SOURCE = "politie 47022NED · jan–dec 2025 · momentopname 20260115"
HOSTILE = (
    '#read("/etc/passwd")',
    "$x^2$ *vet* _schuin_ `code` <script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "+31 43 350 5050; -2+3",
    '<img src="x" onerror="alert(1)"/>',
    '#import "@preview/cetz:0.1.0"; #panic()',
    "{{ 7 * 7 }} ${jndi:ldap://x}",
    "\\textbf{x} \\input{/etc/passwd}",
    "regel een\nregel twee",
    "&lt; &amp; ]]> <!-- -->",
    "שלום العربية",
    "rood 🚨 licht",
    "bel\x07 en nul\x00",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
)


def sentence(text: str, zekerheid: Zekerheid = Zekerheid.ZEKER, *, name: str = "veranderd:woninginbraak") -> Sentence:
    """A finding with its small print."""
    return Sentence(name, text, "/hic-trend?indicator=woninginbraak", "jan–dec 2025", "politie 47022NED", zekerheid)


@cache
def drawing(size: Size = Size.THIRD) -> str:
    """A line of two years."""
    months = [date(2024 + i // 12, i % 12 + 1, 1) for i in range(24)]
    points = pd.DataFrame(
        {
            "maand": months,
            "waarde": [400.0 - i for i in range(24)],
            "ondergrens": [360.0 - i for i in range(24)],
            "bovengrens": [440.0 - i for i in range(24)],
            "voorlopig": [i > 21 for i in range(24)],
        }
    )
    return course(points, unit="woninginbraken, 12 maanden", target=[(2025, 380)], size=size)


def table(rows: int = 6, *, name: str = "Buurt") -> Table:
    """Areas with a count, a rate with its margin, a small line and a word; one suppressed and one missing."""
    columns = (
        Column("naam", "buurt", "text"),
        Column("aantal", "aantal", "count"),
        Column("waarde", "per 1.000", "interval", "per 1.000 woningen", 1, mark=3.4, mark_text="stad 3,4"),
        Column("lijn", "36 maanden", "spark"),
        Column("oordeel", "oordeel", "word"),
        Column("intern", "alleen in het bestand", "text", on_screen=False),
    )
    found = [_row(i, f"{name} {i + 1}") for i in range(rows)]
    total = Row(
        "stad", {"naam": Cell("stad"), "aantal": Cell(1427), "waarde": Cell(3.4, 3.1, 3.7), "oordeel": Cell("–")}
    )
    return Table("Buurten op volgorde van code. Buurt 1 springt eruit.", columns, tuple(found), (total,))


def _row(i: int, name: str) -> Row:
    cells = {
        "naam": Cell(name),
        "aantal": Cell(None, text="<5", status="onderdrukt") if i == 2 else Cell(31 + i),
        "waarde": Cell(None, status="ontbreekt") if i in (2, 3) else Cell(3.5 + i, 1.8 + i, 6.2 + i),
        "lijn": Cell(points=(1.0, 2.0, None, 4.0, 3.0, 5.0), provisional_points=1),
        "oordeel": Cell("zeker hoger", tone="slechter"),
        "intern": Cell("niet op papier"),
    }
    return Row(f"BU0000{i:04d}", cells, emphasis=i == 0, group="Noord" if i < 4 else "Zuid")


def rich(**changes: object) -> Document:
    """A driehoek report in which every kind of block occurs."""
    document = Document(
        soort=Soort.DRIEHOEK,
        title="Veiligheid in Voorbeeldstad",
        subtitle="Briefing voor de driehoek over december 2025",
        maand=date(2025, 12, 1),
        gemeente="GM0000",
        gemeentenaam="Voorbeeldstad",
        momentopname="20260115-1",
        gegevens_van=date(2026, 1, 15),
        toegang="volledig",
        versie="0.1.0 (abcdef0)",
        source="politie 47022NED en CBS kerncijfers",
        most_pages=4,
        sections=(_changed(), _areas(), _quiet()),
        voorbeeld="Dit zijn voorbeeldgegevens, geen echte cijfers.",
        vertrouwelijk="Vertrouwelijk: alleen voor de driehoek.",
        notes=(("Onderdrukt", "Aantallen onder de 5 worden niet getoond."),),
    )
    return replace(document, **changes)  # type: ignore[arg-type]


def _changed() -> Section:
    figures: tuple[Block, ...] = tuple(
        FigureBlock(
            f"koers{i}", f"Woninginbraak {i}", drawing(), f"Lijn {i}: 377 in december 2025, dalend.", SOURCE, "third"
        )
        for i in range(3)
    )
    said = Sentences(
        (
            sentence("Woninginbraak is gedaald van 427 naar 377 (−11,7%, −16,2% tot −5,1%)."),
            sentence("Er waren 31 overvallen.", Zekerheid.TELLING, name="veranderd:overval"),
            sentence("Fietsdiefstal: 512, dat kan toeval zijn.", Zekerheid.ONZEKER, name="veranderd:fietsdiefstal"),
        )
    )
    agreed = RemarkBlock(
        "veranderd", Stand.VASTGESTELD, "Het team ziet een lijn.\nEen tweede alinea.", "Analist", _WHEN
    )
    return Section("veranderd", "Wat is er veranderd?", (said, *figures, agreed))


_WHEN = datetime(2026, 1, 20, 9, 30, tzinfo=UTC)


@cache
def _areas() -> Section:
    rows = [Dot("Buurt 1", 10.8, 7.3, 15.3, True), Dot("Buurt 2", None, text="<5"), Dot("Buurt 3", 3.0, 1.0, 6.0)]
    drawn = dots(rows, unit="per 1.000 woningen", decimals=1, mark=3.4, mark_text="stad 3,4", size=Size.HALF)
    blocks: tuple[Block, ...] = (
        Paragraph("Lees de streep als marge van 95%."),
        Facts((("Inwoners", "4.310"), ("Wijk", "Noord"))),
        TableBlock("buurten", "Buurten met de meeste inbraken", table(), SOURCE, (("Let op", "nov–dec voorlopig"),)),
        FigureBlock("stippen", "Buurten naast de stad", drawn, "Buurt 1 ligt hoger dan de stad.", SOURCE, "half"),
        RemarkBlock("buurten", Stand.ONTBREEKT),
    )
    return Section("buurten", "Welke buurten vallen op?", blocks)


def _quiet() -> Section:
    said = sentence("Bij veertien soorten is niets veranderd.", Zekerheid.NIET_TE_ZEGGEN, name="rustig:alles")
    return Section(
        "rustig", "Wat is rustig?", (Sentences((said,)), RemarkBlock("rustig", Stand.CONCEPT, "Nog even nalopen."))
    )


def hostile() -> Document:
    """A report in which names, titles, remarks and cells hold what other programs would run."""
    found = rich()
    columns = (Column("naam", HOSTILE[2], "text"), Column("aantal", HOSTILE[0], "count"))
    rows = tuple(Row(text, {"naam": Cell(text), "aantal": Cell(i)}, group=text) for i, text in enumerate(HOSTILE))
    blocks: tuple[Block, ...] = (
        Sentences(tuple(sentence(text, name=f"x:{i}") for i, text in enumerate(HOSTILE))),
        *(Paragraph(text) for text in HOSTILE),
        Facts(tuple((text, text) for text in HOSTILE)),
        TableBlock("t", HOSTILE[0], Table(HOSTILE[1], columns, rows), HOSTILE[2], ((HOSTILE[3], HOSTILE[0]),)),
        FigureBlock("f", HOSTILE[1], drawing(), HOSTILE[0], HOSTILE[2]),
        *(RemarkBlock(f"r{i}", Stand.CONCEPT, text, text) for i, text in enumerate(HOSTILE)),
    )
    section = Section("x", HOSTILE[0], blocks)
    return replace(
        found, title=HOSTILE[1], subtitle=HOSTILE[0], gemeentenaam=HOSTILE[2], sections=(section,), most_pages=30
    )
