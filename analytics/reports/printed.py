"""What every form of a report prints alike: the lines above and below, small print, cells, the place of a remark."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from analytics import formatting, tables
from analytics.figures.paper import clean
from analytics.language import _
from analytics.reports import words
from analytics.reports.model import (
    Block,
    Document,
    Facts,
    FigureBlock,
    Paragraph,
    RemarkBlock,
    Sentence,
    Sentences,
    Stand,
    TableBlock,
)
from analytics.reports.style import Style
from analytics.tables import Cell, Column, Row

PARTS = {"third": 2, "half": 3, "whole": 6}  # sixths of the width


def month(document: Document) -> str:
    """'december 2025'."""
    return f"{formatting.month_name(document.maand.month)} {document.maand.year}"


def author(style: Style) -> str:
    """Who made it: the organisation, with the department where the house style names one."""
    return " · ".join(part for part in (style.organisatie, style.afdeling) if part)


def header(document: Document, style: Style) -> str:
    """The line at the head of every page: who, what, which month."""
    when = [] if month(document) in document.title else [month(document)]
    return " · ".join([author(style), document.title, *when])


def address(sentence: Sentence, style: Style) -> str:
    """The full address of the view behind a sentence; '' where the house style does not know the dashboard."""
    return f"{style.dashboard.rstrip('/')}{sentence.href}" if style.dashboard else ""


def marks(document: Document) -> list[str]:
    """What must not be missed on any page: that this is sample data, or not agreed yet."""
    found = [_("VOORBEELD")] if document.voorbeeld else []
    return [*found, _("CONCEPT")] if is_draft(document) else found


def is_draft(document: Document) -> bool:
    """Whether a remark is missing or not agreed; the team can also agree that none is needed."""
    return any(remark.stand is not Stand.VASTGESTELD for remark in document.remarks)


def origin(document: Document) -> str:
    """The line at the foot of every page: which figures these are, and which software made the report."""
    return _("momentopname {id} · gegevens van {day} · versie {version}").format(
        id=document.momentopname, day=formatting.date_long(document.gegevens_van), version=document.versie
    )


def opening(document: Document) -> list[str]:
    """The lines under the title, before the first section; only those that say something."""
    return [text for text in (document.subtitle, document.voorbeeld, document.vertrouwelijk) if text]


def closing(document: Document) -> list[tuple[str, str]]:
    """What stands at the end: the sources and the explanations of the report."""
    label = _("Bron")
    source = document.source.removeprefix(f"{label}: ")
    return [(label, source), *((name, text) for name, text in document.notes if name != label or text not in source)]


def small_print(sentence: Sentence) -> str:
    """What a sentence rests on: 'zeker · jan–dec 2025 · politie 47022NED'."""
    return f"{words.certainty(sentence.zekerheid)} · {sentence.periode} · {sentence.bron}"


def remark_title(remark: RemarkBlock) -> str:
    """'Duiding', with how far it is as long as it is not agreed."""
    return {
        Stand.ONTBREEKT: _("Duiding: nog niet ingevuld"),
        Stand.CONCEPT: _("Duiding (concept)"),
        Stand.TER_BEOORDELING: _("Duiding (ter beoordeling)"),
        Stand.VASTGESTELD: _("Duiding"),
    }[remark.stand if remark.text.strip() else Stand.ONTBREEKT]


def remark_lines(remark: RemarkBlock) -> list[str]:
    """What the team wrote, line by line; nothing where nothing is written."""
    return [line for line in clean(remark.text).split("\n") if line.strip()]


def signed(remark: RemarkBlock) -> str:
    """When a remark was written, and that the team did. Who it was stays in the dashboard: files go further."""
    if not remark.text.strip() or remark.wanneer is None:
        return ""
    return _("het team, {day}").format(day=formatting.date_long(remark.wanneer))


@dataclass(frozen=True)
class Line:
    """A row of a table on paper. A `group` has one text, for the whole width."""

    kind: Literal["row", "group", "footer"]
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]
    emphasis: bool = False


def columns(block: TableBlock) -> tuple[Column, ...]:
    """The columns that are shown, on the screen as on paper."""
    return tuple(column for column in block.table.columns if column.on_screen)


def head(column: Column) -> str:
    """Title with unit: 'waarde (per 1.000 inwoners)'."""
    return clean(f"{column.title} ({column.unit})" if column.unit else column.title)


def is_number(column: Column) -> bool:
    """Whether a column stands to the right."""
    return column.kind in ("count", "decimal", "interval")


def lines(block: TableBlock) -> Iterator[Line]:
    """Every row of a table, with a line before each group that says its name."""
    shown = columns(block)
    group = ""
    for row in block.table.rows:
        if row.group and row.group != group:
            yield Line("group", (), (clean(row.group),))
        group = row.group
        yield _line("row", row, shown)
    for row in block.table.footer:
        yield _line("footer", row, shown)


def _line(kind: Literal["row", "footer"], row: Row, shown: Sequence[Column]) -> Line:
    cells = tuple(row.cells.get(column.id, Cell(text="")) for column in shown)
    texts = tuple(clean(tables.shown(cell, column)) for cell, column in zip(cells, shown, strict=True))
    return Line(kind, cells, texts, row.emphasis)


def figure_rows(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Blocks one by one, except figures: as many beside each other as fit the width."""
    row: list[FigureBlock] = []
    for block in blocks:
        if isinstance(block, FigureBlock):
            if sum(PARTS[figure.width] for figure in (*row, block)) > PARTS["whole"]:
                yield tuple(row)
                row = []
            row.append(block)
            continue
        if row:
            yield tuple(row)
            row = []
        yield (block,)
    if row:
        yield tuple(row)


def drawn_width(figure: FigureBlock) -> float:
    """How wide a figure was drawn, in units of 0.75 point."""
    return drawn_size(figure)[0]


def drawn_size(figure: FigureBlock) -> tuple[float, float]:
    """Width and height of a figure, in units of 0.75 point. Raises ValueError when it is no drawing."""
    opening = re.match(r"<svg[^>]*>", figure.svg)
    sizes = [re.search(rf' {side}="(\d+(?:\.\d+)?)"', opening[0]) for side in ("width", "height")] if opening else []
    found = [float(size[1]) for size in sizes if size]
    if len(found) < 2:
        raise ValueError(f"a figure without a size: {figure.id!r}")
    return found[0], found[1]


def texts(document: Document) -> Iterator[str]:
    """Every text that a reader of any form of this report must find in it."""
    yield from (document.title, *opening(document), *(text for pair in closing(document) for text in pair))
    for section in document.sections:
        yield section.title
        for block in section.blocks:
            yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Sentences):
        yield from (text for item in block.items for text in (item.text, small_print(item)))
    elif isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Facts):
        yield from (text for pair in block.items for text in pair)
    elif isinstance(block, TableBlock):
        yield from (block.title, block.source, *(head(column) for column in columns(block)))
        yield from (text for line in lines(block) for text in line.texts)
        yield from (text for note in block.notes for text in note)
    elif isinstance(block, FigureBlock):
        yield from (block.title, block.alt, block.source)
    else:
        yield from (remark_title(block), *remark_lines(block), signed(block))
