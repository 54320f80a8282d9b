"""A report cut into slides: what goes on which, so that nothing is ever larger than its slide. No PowerPoint here.

Heights are worked out from the number of signs on a line, generously: a slide may stay a little emptier than it could
be, and no text runs off it.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from analytics.figures.paper import clean
from analytics.language import _
from analytics.reports import printed
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
    TableBlock,
)
from analytics.reports.printed import Line
from analytics.tables import Column

WIDTH, HEIGHT = 960.0, 540.0  # points: 16 to 9
EDGE, TOP, BOTTOM = 44.0, 92.0, 496.0  # where what a slide says begins and ends
ROOM = WIDTH - 2 * EDGE
SIGN = 0.56  # mean width of a sign, in letter sizes; more than it is in any office letter
DOWN = 1.25  # from one line to the next
TEXT, SMALL, CELL, HEAD = 16.0, 11.0, 11.0, 26.0
GAP = 8.0
Look = Literal["text", "small", "remark", "remark_head", "label"]


@dataclass(frozen=True)
class Text:
    """A paragraph of one look, already short enough for a slide."""

    text: str
    look: Look
    height: float


@dataclass(frozen=True)
class Pictures:
    """Figures beside each other: each with its left edge, width and height; title above it and source below."""

    items: tuple[tuple[FigureBlock, float, float, float], ...]
    height: float


@dataclass(frozen=True)
class Rows:
    """Rows of a table under its head. `widths` and `heights` in points, the head first."""

    block: TableBlock
    lines: tuple[Line, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        """Of all rows together."""
        return sum(self.heights)


Part = Text | Pictures | Rows


@dataclass
class Slide:
    """One slide: its title, what stands on it from top to bottom, and what the speaker reads below it."""

    title: str
    parts: list[tuple[float, Part]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    end: float = TOP

    def has_room(self, height: float) -> bool:
        """Whether this much still fits."""
        return self.end + height <= BOTTOM or not self.parts

    def put(self, part: Part) -> None:
        """Under what is there."""
        self.parts.append((self.end, part))
        self.end += part.height + GAP


def slides(document: Document) -> Iterator[Slide]:
    """The slides after the first one, a section at a time; what does not fit goes on on the next."""
    for section in document.sections:
        yield from _of_section(section)
    closing = Section("bronnen", _("Bronnen en toelichting"), (Facts(tuple(printed.closing(document))),))
    yield from _of_section(closing)


def _of_section(section: Section) -> Iterator[Slide]:
    made = [Slide(clean(section.title))]
    for row in printed.figure_rows(section.blocks):
        for group in _groups(row):
            _place(group, made, section)
        made[-1].notes += [note for note in _notes(row) if note not in made[-1].notes]
    for number, slide in enumerate(made, 1):
        if len(made) > 1:
            slide.title = _("{title} ({number} van {all})").format(title=slide.title, number=number, all=len(made))
        yield slide


def _place(group: Sequence[Part], made: list[Slide], section: Section) -> None:
    """Parts that belong together, on one slide if they fit on any."""
    together = sum(part.height + GAP for part in group)
    if not made[-1].has_room(together) and together <= BOTTOM - TOP:
        made.append(Slide(clean(section.title)))
    for part in group:
        if not made[-1].has_room(part.height):
            made.append(Slide(clean(section.title)))
        made[-1].put(part)


def _groups(row: Sequence[Block]) -> Iterator[list[Part]]:
    """What a block is on slides, in groups that stay together."""
    match row[0]:
        case Sentences(items=items):
            for i in items:
                yield [*_texts(i.text, "text"), *_texts(printed.small_print(i), "small")]
        case Paragraph(text=text):
            yield list(_texts(text, "text"))
        case Facts(items=pairs):
            for label, text in pairs:
                yield list(_texts(f"{label}: {text}", "text"))
        case RemarkBlock() as remark:
            yield list(_remark(remark))
        case TableBlock() as block:
            yield from _table(block)
        case FigureBlock():
            yield [_pictures([figure for figure in row if isinstance(figure, FigureBlock)])]


def _remark(remark: RemarkBlock) -> Iterator[Text]:
    yield from _texts(printed.remark_title(remark), "remark_head")
    for line in printed.remark_lines(remark):
        yield from _texts(line, "remark")
    if printed.signed(remark):
        yield from _texts(printed.signed(remark), "small")


def size_of(look: Look) -> float:
    """Letter size in points."""
    return TEXT if look in ("text", "remark") else SMALL + 2 if look in ("remark_head", "label") else SMALL


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The lines that a text takes on this width, long words cut."""
    signs = max(4, int(width / (SIGN * size)))
    return [part for line in clean(text).split("\n") for part in textwrap.wrap(line, signs) or [""]]


def _texts(text: str, look: Look) -> Iterator[Text]:
    """A text as one paragraph, or as several where it is longer than a slide."""
    size = size_of(look)
    lines = wrapped(text, ROOM - 24, size)
    most = int((BOTTOM - TOP) / (DOWN * size)) - 1
    for i in range(0, len(lines), most):
        part = lines[i : i + most]
        whole = clean(text) if len(lines) <= most else " ".join(part)
        yield Text(whole, look, len(part) * DOWN * size + 4)


def _pictures(figures: Sequence[FigureBlock]) -> Pictures:
    """As large as fits in the width and the height that titles and sources leave."""
    left, items = EDGE, []
    titles = max(_words_height(f.title, printed.PARTS[f.width], SMALL + 2) for f in figures)
    sources = max(_words_height(f.source, printed.PARTS[f.width], SMALL) for f in figures)
    for figure in figures:
        room = ROOM * printed.PARTS[figure.width] / 6 - 14
        width, height = printed.drawn_size(figure)
        scale = min(room / width, (BOTTOM - TOP - titles - sources) / height, 1.6)
        items.append((figure, left, scale * width, scale * height))
        left += room + 14
    return Pictures(tuple(items), titles + sources + max(height for *_rest, height in items))


def _words_height(text: str, part: int, size: float) -> float:
    return len(wrapped(text, ROOM * part / 6 - 14, size)) * DOWN * size + 4


def title_height(pictures: Pictures) -> float:
    """What the titles above figures beside each other take."""
    return max(_words_height(f.title, printed.PARTS[f.width], SMALL + 2) for f, *_rest in pictures.items)


def _table(block: TableBlock) -> Iterator[list[Part]]:
    """The title with the first rows, then as many rows at a time as fit on a slide, then the source."""
    columns, lines = printed.columns(block), list(printed.lines(block))
    widths = _widths(columns, lines)
    head = _row_height([printed.head(column) for column in columns], widths)
    title = list(_texts(block.title, "label"))
    said = (block.source, *(f"{label}: {text}" for label, text in block.notes))
    source = [text for words in said for text in _texts(words, "small")]
    room = max(BOTTOM - TOP - sum(part.height + GAP for part in (*title, *source)) - head - GAP, 4 * head)
    chunks = list(_chunks([part for line in lines for part in _cut(line, widths, room)], widths, room)) or [[]]
    for i, chunk in enumerate(chunks):
        heights = (head, *(_line_height(line, widths) for line in chunk))
        rows = Rows(block, tuple(chunk), widths, heights)
        yield [*(title if i == 0 else []), rows, *(source if i == len(chunks) - 1 else [])]


def _chunks(lines: Sequence[Line], widths: Sequence[float], room: float) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    used = 0.0
    for line in lines:
        height = _line_height(line, widths)
        if chunk and used + height > room:
            yield chunk
            chunk, used = [], 0.0
        chunk.append(line)
        used += height
    if chunk:
        yield chunk


def _cut(line: Line, widths: Sequence[float], room: float) -> Iterator[Line]:
    """A row that is higher than a slide, as several."""
    if _line_height(line, widths) <= room:
        yield line
        return
    most = int(room / (DOWN * CELL)) - 1
    spans = widths if line.kind != "group" else [sum(widths)]
    parts = [wrapped(text, width - 10, CELL) for text, width in zip(line.texts, spans, strict=True)]
    for i in range(0, max(map(len, parts)), most):
        yield replace(line, texts=tuple(" ".join(part[i : i + most]) for part in parts))


def _line_height(line: Line, widths: Sequence[float]) -> float:
    return _row_height(line.texts, widths if line.kind != "group" else [sum(widths)])


def _row_height(texts: Sequence[str], widths: Sequence[float]) -> float:
    most = max(len(wrapped(text, width - 10, CELL)) for text, width in zip(texts, widths, strict=True))
    return most * DOWN * CELL + 7


def _widths(columns: Sequence[Column], lines: Sequence[Line]) -> tuple[float, ...]:
    """The width of the slide over the columns, by the longest text in each, none more than four times another."""
    rows = [line.texts for line in lines if line.kind != "group"]
    longest = [
        min(max([len(word) for word in printed.head(c).split()] + [len(row[i]) for row in rows] + [6]), 40)
        for i, c in enumerate(columns)
    ]
    return tuple(ROOM * signs / sum(longest) for signs in longest)


def _notes(row: Sequence[Block]) -> Iterator[str]:
    """What the speaker finds below a slide: where its figures come from, and what its pictures show."""
    for block in row:
        if isinstance(block, Sentences):
            yield from dict.fromkeys(_sentence_note(item) for item in block.items)
        elif isinstance(block, FigureBlock):
            yield f"{block.title}: {block.alt} ({block.source})"
        elif isinstance(block, TableBlock):
            yield f"{block.title}: {block.source}"


def _sentence_note(item: Sentence) -> str:
    return f"{item.periode} · {item.bron}"
