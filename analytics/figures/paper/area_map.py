"""A small map of the municipality on paper: where there is more, where less, and where it cannot be said."""

import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from html import escape
from typing import Any

from analytics.contract import DISPLAY_MAP_FILE
from analytics.figures.paper.fonts import FAMILY
from analytics.figures.paper.sheet import LETTER, SIGN, WIDTHS, Size
from analytics.figures.paper.texts import clean
from analytics.figures.theme import LIGHT
from analytics.language import _
from analytics.snapshots import Snapshot

ROOM = {Size.THIRD: (200, 210), Size.HALF: (158, 215), Size.WHOLE: (430, 330)}  # width and height for the map itself
EDGE = 3  # round the map, for the outline
GAP, BOX, LINE = 12, 13, 18  # before a sample in the legend, the sample, from one line of it to the next
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Shade(StrEnum):
    """What is said of an area. Each is a pattern or a weight as well as a colour."""

    MEER = "meer"
    MINDER = "minder"
    GELIJK = "gelijk"
    ONBEKEND = "onbekend"
    GEKOZEN = "gekozen"


FILLS = {
    Shade.MEER: LIGHT.diverging[4],
    Shade.MINDER: "url(#papier-minder)",
    Shade.GELIJK: LIGHT.diverging[2],
    Shade.ONBEKEND: "url(#papier-onbekend)",
    Shade.GEKOZEN: "url(#papier-gekozen)",
}
_LINES = (
    '<pattern id="papier-{shade}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" {turned}>'
    '<rect width="{step}" height="{step}" fill="{paper}"/><rect width="{wide}" height="{high}" fill="{ink}"/></pattern>'
)
_DOTS = (
    f'<pattern id="papier-{Shade.GEKOZEN}" width="5" height="5" patternUnits="userSpaceOnUse">'
    f'<rect width="5" height="5" fill="{LIGHT.accent}"/><circle cx="2.5" cy="2.5" r="0.9" fill="{LIGHT.paper}"/>'
    "</pattern>"
)
PATTERNS = "<defs>{}{}{}</defs>".format(
    _DOTS,
    _LINES.format(
        shade=Shade.MINDER, step=4, turned="", paper=LIGHT.paper, wide=4, high=1.7, ink=LIGHT.diverging[0]
    ),
    _LINES.format(
        shade=Shade.ONBEKEND, step=5, turned='patternTransform="rotate(45)"', paper=LIGHT.paper, wide=0.8, high=5,
        ink=LIGHT.hatch,
    ),
)  # fmt: skip


def area_map(
    snapshot: Snapshot,
    shades: Mapping[str, Shade],
    *,
    names: Mapping[str, str] | None = None,
    legend: Mapping[Shade, str] | None = None,
    size: Size = Size.HALF,
) -> str:
    """The map as SVG. `shades`: by code of a buurt or wijk; what has none is left blank.

    `names`: what stands on the map, by code. `legend`: the shades that are explained, in other words than `words`.
    """
    drawing = _shapes(snapshot)
    left, top, right, bottom = drawing["viewBox"]
    scale = min(ROOM[size][0] / (right - left), ROOM[size][1] / (bottom - top))
    across, down = scale * (right - left) + 2 * EDGE, scale * (bottom - top) + 2 * EDGE
    used = [shade for shade in Shade if shade in shades.values()]
    explained = [
        (shade, text) for shade in used if (text := (words(shade) if legend is None else legend.get(shade, "")))
    ]
    longest = 5 * max((len(text) for _shade, text in explained), default=0)
    beside = across + GAP + BOX + 6 + longest <= WIDTHS[size]
    height = down + (0 if beside else LINE * len(explained) + 4)
    first = (across + GAP, down - LINE * len(explained)) if beside else (0.0, down + 4)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTHS[size]}" height="{height:.0f}" '
            f'viewBox="0 0 {WIDTHS[size]} {height:.0f}">{PATTERNS}',
            f'<rect width="100%" height="100%" fill="{LIGHT.paper}"/>',
            f'<g transform="translate({EDGE} {EDGE})" fill-rule="evenodd" stroke-linejoin="round">',
            *_areas(drawing, shades, scale),
            *_names(drawing, names or {}, shades, scale, across),
            "</g>",
            *_legend(explained, *first),
            "</svg>",
        ]
    )


def words(shade: Shade) -> str:
    """What the legend says of a shade."""
    return {
        Shade.MEER: _("duidelijk meer"),
        Shade.MINDER: _("duidelijk minder"),
        Shade.GELIJK: _("geen duidelijk verschil"),
        Shade.ONBEKEND: _("niet te zeggen"),
        Shade.GEKOZEN: _("gekozen"),
    }[shade]


@lru_cache(maxsize=4)
def _shapes(snapshot: Snapshot) -> dict[str, Any]:
    return dict(json.loads((snapshot.folder / DISPLAY_MAP_FILE).read_bytes()))


def _areas(drawing: dict[str, Any], shades: Mapping[str, Shade], scale: float) -> Iterator[str]:
    """Areas with their shade, the lines between buurten and wijken, and what is chosen on top of them."""
    shapes = {area["code"]: _scaled(area["d"], scale) for area in (*drawing["wijken"], *drawing["buurten"])}
    for code, shape in shapes.items():
        if code in shades:
            yield f'<path d="{shape}" fill="{FILLS[Shade(shades[code])]}"/>'
    lines = [(drawing["buurten"], LIGHT.context, 0.5), (drawing["wijken"], LIGHT.muted, 1.0)]
    for areas, colour, width in lines:
        outlines = "".join(shapes[area["code"]] for area in areas)
        yield f'<path d="{outlines}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
    city = _scaled(drawing["gemeente"]["d"], scale)
    yield f'<path d="{city}" fill="none" stroke="{LIGHT.ink}" stroke-width="1.5"/>'
    for code, shape in shapes.items():
        if shades.get(code) is Shade.GEKOZEN:
            yield f'<path d="{shape}" fill="none" stroke="{LIGHT.ink}" stroke-width="2.25"/>'


def _scaled(path: str, scale: float) -> str:
    """The path in units of the drawing: every number of it, absolute or relative, is a length from (0, 0)."""
    return _NUMBER.sub(lambda found: f"{float(found[0]) * scale:.2f}", path)


def _names(
    drawing: dict[str, Any], names: Mapping[str, str], shades: Mapping[str, Shade], scale: float, width: float
) -> Iterator[str]:
    """Names in their areas, above the chosen one, inside the map and not on each other."""
    taken: list[tuple[float, float, float]] = []
    for area in (*drawing["wijken"], *drawing["buurten"]):
        if text := clean(names.get(area["code"], "")):
            half = SIGN * len(text) / 2
            x = min(max(scale * area["x"], half), max(width - half - EDGE, half))
            above = 1.2 * LETTER if shades.get(area["code"]) is Shade.GEKOZEN else 0
            y = _free(x, scale * area["y"] + LETTER / 3 - above, half, taken)
            taken.append((x, y, half))
            yield _text(
                text, x, y, f'text-anchor="middle" stroke="{LIGHT.paper}" stroke-width="3" stroke-linejoin="round"'
            )
            yield _text(text, x, y, 'text-anchor="middle"')


def _free(x: float, y: float, half: float, taken: list[tuple[float, float, float]]) -> float:
    for other_x, other_y, other in sorted(taken, key=lambda place: place[1]):
        if abs(x - other_x) < half + other and abs(y - other_y) < LETTER + 1:
            y = other_y + LETTER + 1
    return y


def _legend(explained: list[tuple[Shade, str]], x: float, y: float) -> Iterator[str]:
    for i, (shade, text) in enumerate(explained):
        top = y + i * LINE
        yield f'<rect x="{x + 0.5:.2f}" y="{top + 0.5:.2f}" width="{BOX}" height="{BOX}" fill="{FILLS[shade]}" '
        yield f'stroke="{LIGHT.ink if shade is Shade.GEKOZEN else LIGHT.context}" stroke-width="1"/>'
        yield _text(clean(text), x + BOX + 6, top + LETTER, "")


def _text(text: str, x: float, y: float, more: str) -> str:
    look = f'font-family="{FAMILY}" font-size="{LETTER}px" fill="{LIGHT.ink}" {more}'.rstrip()
    return f'<text x="{x:.2f}" y="{y:.2f}" {look}>{escape(text)}</text>'
