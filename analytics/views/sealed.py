"""A sealed report beside the same report from the figures of now: what differs, and what came or went.

Sentences are matched by their id, tables by theirs, and in a table rows and columns by theirs. Only what a reader sees
is compared: words and formatted figures, never the address of a link or the strokes of a drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from analytics import formatting
from analytics.language import _, ngettext
from analytics.reports import printed
from analytics.reports.model import Document, Facts, FigureBlock, RemarkBlock, Section, Sentences, TableBlock
from analytics.tables import Cell, Column, Row, Table, shown

_GONE = _("staat er niet")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and whether it is not in the other one."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Line:
    """A text then and now, in pieces; none where it is not there. `part`: the title of its section; `what`: what it is
    when it is no running text (a fact, a remark), in words."""

    part: str
    what: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


@dataclass(frozen=True)
class CellChange:
    """A figure in a table, then and now; '' where its row is not there."""

    table: str
    row: str
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Comparison:
    """Everything that differs, in reading order."""

    lines: tuple[Line, ...]
    cells: tuple[CellChange, ...]

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        return bool(self.lines or self.cells)


def compare(old: Document, new: Document) -> Comparison:
    """What differs between two versions of the same report."""
    then, now = dict(_lines(old)), dict(_lines(new))
    pairs = ((then.get(key, NOTHING), now.get(key, NOTHING)) for key in _in_order(tuple(then), tuple(now)))
    lines = tuple(_line(before, after) for before, after in pairs if before.text != after.text)
    return Comparison(lines, tuple(_cells(old, new)))


def answer(found: Comparison) -> str:
    """What differs, in a sentence."""
    if not found.differs:
        return _("Volgens de cijfers van nu zou er hetzelfde staan.")
    counts = [
        ngettext("{n} regel tekst", "{n} regels tekst", len(found.lines)).format(n=formatting.count(len(found.lines))),
        ngettext("{n} cijfer in een tabel", "{n} cijfers in tabellen", len(found.cells)).format(
            n=formatting.count(len(found.cells))
        ),
    ]
    said = formatting.joined(text for text, many in zip(counts, (found.lines, found.cells), strict=True) if many)
    return _("Volgens de cijfers van nu zou er iets anders staan: {what}.").format(what=said)


# -- texts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Said:
    part: str
    what: str
    text: str


NOTHING = _Said("", "", "")


def _lines(document: Document) -> Iterator[tuple[str, _Said]]:
    """Every text of a report that says something about figures, by a key that is the same in the other version."""
    for section in document.sections:
        yield from _of_section(section)


def _of_section(section: Section) -> Iterator[tuple[str, _Said]]:
    for block in section.blocks:
        if isinstance(block, Sentences):
            for one in block.items:
                yield f"zin:{one.id}", _Said(section.title, "", f"{one.text} · {printed.small_print(one)}")
        elif isinstance(block, Facts):
            for name, fact in block.items:
                yield f"feit:{section.id}:{name}", _Said(section.title, name, fact)
        elif isinstance(block, FigureBlock):
            yield f"figuur:{block.id}", _Said(section.title, _("Figuur"), block.alt)
        elif isinstance(block, RemarkBlock) and block.text:
            yield f"duiding:{block.onderdeel}", _Said(section.title, _("Duiding"), block.text)


def _line(old: _Said, new: _Said) -> Line:
    before, after = _pieces(old.text, new.text) if old.text and new.text else (_whole(old.text), _whole(new.text))
    return Line(old.part or new.part, old.what or new.what, before, after)


def _whole(text: str) -> tuple[Piece, ...]:
    """A text that stands alone: it is the line that differs, no word of it in particular."""
    return (Piece(text, differs=False),) if text else ()


def _pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts word by word, with the words that are not in the other marked."""
    then, now = old.split(" "), new.split(" ")
    steps = SequenceMatcher(None, then, now, autojunk=False).get_opcodes()
    before = tuple(Piece(" ".join(then[i:j]), kind != "equal") for kind, i, j, _k, _m in steps if j > i)
    after = tuple(Piece(" ".join(now[k:m]), kind != "equal") for kind, _i, _j, k, m in steps if m > k)
    return before, after


def _in_order(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    """The keys of both, each once: in the order of now, what is gone after what stood before it."""
    order = list(new)
    for i, key in enumerate(old):
        if key not in new:
            before = next((one for one in reversed(old[:i]) if one in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return order


# -- tables -----------------------------------------------------------------------------------------------------------


def _cells(old: Document, new: Document) -> Iterator[CellChange]:
    then, now = ({block.id: block for block in one.tables} for one in (old, new))
    for id_ in _in_order(tuple(then), tuple(now)):
        yield from _of_table(then.get(id_), now.get(id_))


def _of_table(old: TableBlock | None, new: TableBlock | None) -> Iterator[CellChange]:
    title = next(block.title for block in (new, old) if block is not None)
    before, after = _rows(old), _rows(new)
    was, is_ = _columns(old), _columns(new)
    for id_ in _in_order(tuple(before), tuple(after)):
        then, now = before.get(id_), after.get(id_)
        name = _name(then, was) or _name(now, is_)
        for column in _in_order(tuple(was), tuple(is_)):
            texts = _text(then, was.get(column)), _text(now, is_.get(column))
            if texts[0] != texts[1]:
                yield CellChange(title, name, (is_ | was)[column].title, *texts)


def _columns(block: TableBlock | None) -> dict[str, Column]:
    """The columns that say something in words; a small line beside the figures is of the same figures."""
    return {one.id: one for one in block.table.columns if one.kind != "spark"} if block is not None else {}


def _rows(block: TableBlock | None) -> dict[str, Row]:
    return {row.id: row for row in (*block.table.rows, *block.table.footer)} if block is not None else {}


def _name(row: Row | None, columns: dict[str, Column]) -> str:
    """What a row is about: its first cell."""
    return _text(row, next(iter(columns.values()), None))


def _text(row: Row | None, column: Column | None) -> str:
    return shown(row.cells[column.id], column) if row and column and column.id in row.cells else ""


def changes_table(found: Comparison) -> Table:
    """The figures in tables that differ, then and now."""
    columns = (
        Column("tabel", _("Tabel"), "text", narrow=False),
        Column("rij", _("Rij"), "text"),
        Column("kolom", _("Kolom"), "text"),
        Column("toen", _("Zoals vastgesteld"), "text"),
        Column("nu", _("Volgens de cijfers van nu"), "text"),
    )
    rows = tuple(
        Row(
            str(i),
            {
                "tabel": Cell(one.table),
                "rij": Cell(one.row),
                "kolom": Cell(one.column),
                "toen": Cell(one.old or _GONE),
                "nu": Cell(one.new or _GONE),
            },
        )
        for i, one in enumerate(found.cells)
    )
    return Table(_("Cijfers in tabellen die anders zijn dan toen."), columns, rows, fixed=True)
