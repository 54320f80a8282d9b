"""A report before it is a file: sections of sentences, tables, figures and remarks, with everything a reader must know.

The page, the PDF, the DOCX, the PPTX and the workbook are made from the same Document, so that a number cannot differ
between them. A Document is plain values: it goes into JSON and back without loss (`as_json`, `from_json`), which is
how a sealed briefing is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import TypeAdapter

from analytics.tables import Table


class Soort(StrEnum):
    """Which report. Each has its readers, its length and its rhythm (docs/explanation/briefing.md)."""

    DRIEHOEK = "driehoek"
    RAAD = "raad"
    JAAR = "jaar"
    GEBIED = "gebied"
    PARTNER = "partner"


class Zekerheid(StrEnum):
    """What a sentence rests on. Words for the screen: `reports.words.certainty`."""

    ZEKER = "zeker"  # an interval or test says so
    TELLING = "telling"  # a count as it was registered; nothing is said about change or chance
    ONZEKER = "onzeker"  # there is a figure, but chance may explain it
    NIET_TE_ZEGGEN = "niet_te_zeggen"  # and the sentence says why


class Stand(StrEnum):
    """How far a remark is. Only an agreed one goes into a sealed report."""

    ONTBREEKT = "ontbreekt"
    CONCEPT = "concept"
    TER_BEOORDELING = "ter_beoordeling"
    VASTGESTELD = "vastgesteld"


@dataclass(frozen=True)
class Sentence:
    """One finding. `id` is the same in every month and version ('veranderd:woninginbraak'), so that two reports can be
    laid side by side. `href`: the view behind it, an address in the dashboard ('/hic-trend?indicator=woninginbraak').
    `periode` and `bron` in words ('januari - december 2025', 'politie 47022NED'); without them there is no sentence.
    """

    id: str
    text: str
    href: str
    periode: str
    bron: str
    zekerheid: Zekerheid

    def __post_init__(self) -> None:
        if not (self.id and self.text and self.href.startswith("/") and self.periode and self.bron):
            raise ValueError(f"a sentence without period, source or view: {self.id!r} {self.text!r}")


@dataclass(frozen=True)
class Sentences:
    """Findings one after the other, as running text."""

    items: tuple[Sentence, ...]
    kind: Literal["sentences"] = "sentences"


@dataclass(frozen=True)
class Paragraph:
    """Text without figures: how to read this, what is not in it."""

    text: str
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Facts:
    """Pairs of what and what about it, such as the facts of an area."""

    items: tuple[tuple[str, str], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True)
class TableBlock:
    """A table with its title and the line that says period, source and snapshot."""

    id: str
    title: str
    table: Table
    source: str
    notes: tuple[tuple[str, str], ...] = ()
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class FigureBlock:
    """A drawing. `svg` is complete by itself (no outside fonts or pictures) and legible in black and white; `alt` says
    what it shows and what it finds; `width` in columns of the page: 1 of three, or the whole."""

    id: str
    title: str
    svg: str
    alt: str
    source: str
    width: Literal["third", "half", "whole"] = "whole"
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True)
class RemarkBlock:
    """The team's own words about a section. Without text it is a marked place to write in, never a made-up text."""

    onderdeel: str
    stand: Stand
    text: str = ""
    wie: str = ""
    wanneer: datetime | None = None
    kind: Literal["remark"] = "remark"


Block = Sentences | Paragraph | Facts | TableBlock | FigureBlock | RemarkBlock


@dataclass(frozen=True)
class Section:
    """A part of a report. `new_page`: starts on a page of its own on paper, and is a slide of its own."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True)
class Document:
    """A whole report about one month (its first day in `maand`).

    `source` is the line under it; `notes` go onto the sheet with explanations. `voorbeeld` is the sentence about sample
    data, '' for real figures. `versie` is the version of the software, `vertrouwelijk` who may read it, in words.
    `most_pages` is how long it may be on paper (A4).
    """

    soort: Soort
    title: str
    subtitle: str
    maand: date
    gemeente: str
    gemeentenaam: str
    momentopname: str
    gegevens_van: date
    toegang: str
    versie: str
    source: str
    most_pages: int
    sections: tuple[Section, ...]
    voorbeeld: str = ""
    vertrouwelijk: str = ""
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in reading order."""
        found = [b for section in self.sections for b in section.blocks if isinstance(b, Sentences)]
        return tuple(item for block in found for item in block.items)

    @property
    def remarks(self) -> tuple[RemarkBlock, ...]:
        """Every place for a remark, in reading order."""
        return tuple(b for section in self.sections for b in section.blocks if isinstance(b, RemarkBlock))

    @property
    def tables(self) -> tuple[TableBlock, ...]:
        """Every table, in reading order."""
        return tuple(b for section in self.sections for b in section.blocks if isinstance(b, TableBlock))


def with_remarks(document: Document, remarks: Mapping[str, RemarkBlock]) -> Document:
    """The same document with these remarks, by `onderdeel`, in their places; a place without one stays marked."""

    def filled(block: Block) -> Block:
        return remarks.get(block.onderdeel, block) if isinstance(block, RemarkBlock) else block

    sections = (replace(s, blocks=tuple(filled(block) for block in s.blocks)) for s in document.sections)
    return replace(document, sections=tuple(sections))


_DOCUMENT = TypeAdapter(Document)


def as_json(document: Document) -> bytes:
    """The document as JSON; the same document gives the same bytes."""
    return _DOCUMENT.dump_json(document, indent=1)


def from_json(content: bytes) -> Document:
    """The document that `as_json` made these bytes of. Raises ValueError for anything else."""
    return _DOCUMENT.validate_json(content)
