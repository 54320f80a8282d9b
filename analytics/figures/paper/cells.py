"""Drawings as large as a cell of a table: a value between its limits, and a small line of months."""

from collections.abc import Sequence
from itertools import pairwise

from analytics.figures.theme import LIGHT

BAR = (66, 12)  # width and height
SPARK = (72, 14)
EDGE = 3


def bar(value: float, low: float, high: float, *, ends: tuple[float, float], mark: float | None = None) -> str:
    """A dot on its margin as SVG, on an axis from `ends[0]` to `ends[1]`; what goes on beyond is drawn up to there."""
    width, height = BAR
    begin, end = ends

    def along(at: float) -> float:
        return EDGE + (width - 2 * EDGE) * (min(max(at, begin), end) - begin) / (end - begin)

    middle = height / 2
    reference = "" if mark is None else _line(along(mark), 0, along(mark), height, LIGHT.ink, 0.75, "2 1.5")
    margin = _line(along(low), middle, along(high), middle, LIGHT.muted, 1.75)
    dot = f'<circle cx="{along(value):.2f}" cy="{middle}" r="2.75" fill="{LIGHT.accent}"/>'
    return _svg(BAR, reference + margin + dot)


def spark(points: Sequence[float | None], provisional: int = 0) -> str:
    """A line of months as SVG, from zero, with a gap where there is no figure; the last `provisional` ones dashed."""
    width, height = SPARK
    highest = max((point for point in points if point is not None), default=0.0) or 1.0
    step = (width - 2 * EDGE) / max(len(points) - 1, 1)
    places = [
        None if point is None else (EDGE + i * step, height - EDGE - (height - 2 * EDGE) * point / highest)
        for i, point in enumerate(points)
    ]
    final = len(points) - provisional
    drawn = "".join(
        _line(*start, *end, LIGHT.accent, 1.25, "1.5 1.5" if i >= final else "")
        for i, (start, end) in enumerate(pairwise(places), 1)
        if start is not None and end is not None
    )
    last = places[-1] if places else None
    inside = LIGHT.paper if provisional else LIGHT.accent
    dot = "" if last is None else f'<circle cx="{last[0]:.2f}" cy="{last[1]:.2f}" r="2" fill="{inside}" '
    return _svg(SPARK, drawn + (f'{dot}stroke="{LIGHT.accent}"/>' if dot else ""))


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"{dashed}/>'


def _svg(size: tuple[int, int], drawn: str) -> str:
    width, height = size
    space = 'xmlns="http://www.w3.org/2000/svg"'
    return f'<svg {space} width="{width}" height="{height}" viewBox="0 0 {width} {height}">{drawn}</svg>'
