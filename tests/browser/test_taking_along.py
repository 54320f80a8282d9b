"""A figure saved from the screen, and a page on paper: whole, light, and saying what they are."""

import io
import re
import xml.etree.ElementTree as ET

from PIL import Image
from pypdf import PdfReader

from analytics.figures.theme import DARK, LIGHT, on_paper, rgb

NAMESPACE = "{http://www.w3.org/2000/svg}"
READ_LABELS = """key => [...document.querySelectorAll(`.st-key-${key} .main-svg text`)]
  .filter(node => node.checkVisibility() && !node.closest('.hoverlayer')).map(node => node.textContent.trim())
  .filter(Boolean)"""
READ_LEGEND = """key => { const host = [...document.querySelectorAll(`.st-key-${key} *`)].find(node => node.shadowRoot);
  return [...host.shadowRoot.querySelectorAll('.scale span:last-child, .special span, .unit')]
    .filter(node => !node.children.length).map(node => node.textContent.trim()); }"""


def saved(screen, kind, key):
    """The file of the figure under this key: its content and its name."""
    with screen.page.expect_download() as waiting:
        screen.page.locator(f".st-key-{key}_opslaan").get_by_role("button", name=f"{kind}: ").click()
    return waiting.value.path().read_bytes(), waiting.value.suggested_filename


def words(drawing):
    """Every text of a drawing, as one line without double spaces."""
    return " ".join(" ".join("".join(text.itertext()) for text in drawing.iter(f"{NAMESPACE}text")).split())


def stands_alone(content):
    text = content.decode()
    assert "var(--" not in text
    assert re.findall(r"url\((?!#)", text) == []
    assert re.sub(r'xmlns(:\w+)?="[^"]*"', "", text).count("http") == 0
    return ET.fromstring(text)


def test_a_chart_saved_from_a_dark_screen_is_light_stands_alone_and_says_what_it_is(visit):
    screen = visit("hic-trend?indicator=woninginbraak", color_scheme="dark")
    content, name = saved(screen, "SVG", "trend_groot")
    assert re.fullmatch(r"veiligheid-woninginbraken-in-maastricht-[a-z-]+-voorbeeld-\w+\.svg", name)
    drawing = stands_alone(content)
    said = words(drawing)
    assert drawing.find(f"{NAMESPACE}title").text == "Woninginbraken in Maastricht, twaalf maanden samen"
    assert said.startswith("Woninginbraken in Maastricht, twaalf maanden samen ")
    assert said.endswith(screen.source.replace(" · VOORBEELD", " VOORBEELD"))
    labels = screen.page.evaluate(READ_LABELS, "trend_groot")
    assert len(labels) > 10
    assert [label for label in labels if " ".join(label.split()) not in said] == []
    assert drawing.find(f"{NAMESPACE}rect").get("fill") == LIGHT.paper
    assert [dark for dark in on_paper() if dark in content.decode()] == []
    assert LIGHT.accent in content.decode()

    picture, picture_name = saved(screen, "PNG", "trend_groot")
    assert picture_name == name.replace(".svg", ".png")
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    assert image.size == (2 * int(drawing.get("width")), 2 * int(drawing.get("height")))
    assert image.getpixel((2, 2)) == (255, 255, 255)
    assert len(image.getcolors(1 << 24)) > 100  # lines, bands and letters


def test_a_saved_map_has_its_areas_its_patterns_and_its_legend(visit):
    screen = visit("kaart?indicator=woninginbraak")
    content, _name = saved(screen, "SVG", "kaart_gebieden")
    drawing = stands_alone(content)
    areas = screen.areas("kaart_gebieden")
    paths = [path for path in drawing.iter(f"{NAMESPACE}path") if path.get("fill", "").startswith(("#", "url("))]
    assert len(paths) >= len(areas)
    used = {kind for kind, _said in areas.values()}
    named = {pattern.get("id") for pattern in drawing.iter(f"{NAMESPACE}pattern")}
    assert used - {f"k{i}" for i in range(5)} <= named
    legend = screen.page.evaluate(READ_LEGEND, "kaart_gebieden")
    assert len(legend) >= 6
    assert [text for text in legend if text not in words(drawing)] == []
    assert screen.source.split(" · VOORBEELD")[0] in words(drawing)


def test_a_page_on_paper_is_light_and_says_what_was_chosen(visit):
    page = visit("hic-trend?indicator=woninginbraak", color_scheme="dark").page
    assert not page.locator(".keuzes").is_visible()
    said = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages).split())
    assert "Gekozen: " in said
    assert "Onderwerp: Woninginbraken; Gebied: Maastricht (hele gemeente); Deel: Verloop" in said
    for text in ("Nemen woninginbraken in Maastricht toe of af?", "Aantal per maand, per soort", "momentopname"):
        assert text in said
    for gone in ("Afbeelding opslaan", "CSV van", "Terug naar het overzicht"):
        assert gone not in said
    page.emulate_media(media="print")
    assert page.locator(".stApp").evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(255, 255, 255)"
    lines = page.locator(".st-key-trend_groot .main-svg path.js-line")
    strokes = lines.evaluate_all("nodes => nodes.map(node => getComputedStyle(node).stroke)")
    on_screen, on_sheet = (f"rgb{rgb(colours.accent)}" for colours in (DARK, LIGHT))
    assert on_sheet in strokes
    assert on_screen not in strokes


def test_a_table_that_scrolls_on_the_screen_is_whole_on_paper(visit):
    page = visit("uitvoeringsagenda").page
    frame = page.locator(".st-key-acties .scroller")
    hidden = "node => node.scrollHeight - node.clientHeight"
    assert frame.evaluate(hidden) > 0
    page.emulate_media(media="print")
    assert frame.evaluate(hidden) <= 1
