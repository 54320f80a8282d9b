"""What python-docx has no words for: styles of the house, fields, links, heads that repeat, texts beside pictures."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph as Words

from analytics.figures.paper import clean
from analytics.reports.style import Style

SMALL, REMARK, NAMED = "Kleine letter", "Duiding", "Bijschrift"


def set_styles(file: Any, style: Style) -> None:
    """The styles of the house in a new file: fonts, sizes, colours, and Dutch as the language of every text."""
    for name, size, colour, before, after in (
        ("Normal", style.punten, style.inkt, 0, 4),
        ("Title", 2 * style.punten, style.inkt, 0, 6),
        ("Subtitle", style.punten, style.gedempt, 0, 3),
        ("Heading 1", 1.4 * style.punten, style.accent, 14, 5),
        (SMALL, 0.8 * style.punten, style.gedempt, 0, 6),
        (REMARK, style.punten, style.inkt, 0, 3),
        (NAMED, style.punten, style.inkt, 8, 3),
    ):
        known = {found.name for found in file.styles}
        one = file.styles[name] if name in known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _letters(one, style.letter_kantoor, size, colour)
        one.paragraph_format.space_before, one.paragraph_format.space_after = Pt(before), Pt(after)
    file.styles[NAMED].font.bold = True
    for name in ("Heading 1", NAMED):
        file.styles[name].paragraph_format.keep_with_next = True
    _side_rule(file.styles[REMARK], style.accent)
    _without_rule(file.styles["Title"])


def _letters(style: Any, font: str, size: float, colour: str) -> None:
    style.font.name, style.font.size, style.font.italic = font, Pt(round(2 * size) / 2), False
    style.font.color.rgb = colour_of(colour)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for name in list(fonts.attrib):  # fonts of the theme would go before the named one
        if "heme" in name:
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), font)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "nl-NL")


def speak_dutch(file: Any) -> None:
    """Dutch as the language of whatever names none."""
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")
        language.set(qn("w:eastAsia"), "nl-NL")


def _side_rule(style: Any, colour: str) -> None:
    """A rule at the left of each paragraph, not a box round it."""
    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", colour[1:])):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    style.element.get_or_add_pPr().insert(0, borders)
    style.paragraph_format.left_indent = Pt(14)


def _without_rule(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for borders in properties.findall(qn("w:pBdr")):
        properties.remove(borders)


def colour_of(colour: str) -> RGBColor:
    """'#rrggbb' as the library wants it."""
    return RGBColor.from_string(colour[1:].upper())


def add_field(words: Words, name: str) -> None:
    """A number that the reader's program fills in: PAGE or NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    words._p.append(field)


def add_link(words: Words, text: str, address: str) -> None:
    """The text as a link to this address."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), words.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = words.add_run(text)
    run.underline = True
    link.append(run._r)
    words._p.append(link)


def describe(picture: Any, title: str, text: str) -> None:
    """The text that stands for a picture."""
    picture.set("title", clean(title))
    picture.set("descr", clean(text))


def set_table(table: Table, title: str, text: str, style: Style) -> None:
    """As wide as the page, hairlines between the rows, the text that stands for it, and a head that repeats."""
    properties = table._tbl.tblPr
    for name, value in (("w:tblCaption", clean(title)), ("w:tblDescription", clean(text))):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, one in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", style.lijn[1:])):
            line.set(qn(f"w:{name}"), one)
        borders.append(line)
    properties.insert(list(properties).index(properties.find(qn("w:tblLook"))), borders)
    properties.find(qn("w:tblLook")).set(qn("w:firstRow"), "1")
    table.rows[0]._tr.get_or_add_trPr().append(_on("w:tblHeader"))


def keep_whole(row: _Row) -> None:
    """A row that is never cut by the end of a page."""
    row._tr.get_or_add_trPr().insert(0, _on("w:cantSplit"))


def _on(name: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    return element
