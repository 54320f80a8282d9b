"""A dot with its margin per row: an area, a kind of crime, a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

import altair as alt

from analytics import formatting
from analytics.figures.paper.sheet import LETTER, SIGN, WIDTHS, Frame, Size, heading, layers, rows, svg
from analytics.figures.theme import LIGHT
from analytics.language import _

ROW = 19  # units per row
NARROWEST = 0.28  # the part of the width that is left for the dots at the least


@dataclass(frozen=True)
class Dot:
    """One row: its name, value and 95% margin. Without a value `text` says why ('<5'; else 'geen cijfer').

    `emphasis`: the one row the figure is about. `provisional`: drawn open, for the figure may still change.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    emphasis: bool = False
    provisional: bool = False
    text: str = ""


def dots(
    rows: Sequence[Dot],
    *,
    unit: str,
    decimals: int = 0,
    mark: float | None = None,
    mark_text: str = "",
    size: Size = Size.HALF,
) -> str:
    """The rows under each other on one axis, as SVG; the value stands at the right of its row.

    `mark`: a reference, drawn as a dashed rule with `mark_text` above it. A row without a value has words, and no dot.
    """
    drawn = [_record(i, dot, decimals, size) for i, dot in enumerate(rows)]
    frame = _frame(drawn, size, marked=mark is not None and bool(mark_text))
    across = alt.X("waarde:Q", axis=None, scale=alt.Scale(domain=_domain(rows, mark), nice=False, zero=False))
    down = alt.Y("rij:Q", axis=None, scale=alt.Scale(domain=[0, len(rows)], reverse=True, nice=False))
    found = [*_reference(mark, mark_text, across), *_points(drawn, across, down), *_words(drawn, frame, down)]
    return svg(layers(frame, heading(unit, frame), *found))


def _record(i: int, dot: Dot, decimals: int, size: Size) -> dict[str, Any]:
    known = not formatting.is_missing(dot.value)
    low, high = (None if not known or formatting.is_missing(end) else end for end in (dot.low, dot.high))
    return {
        "rij": i + 0.5,
        "naam": dot.label,
        "waarde": dot.value if known else None,
        "onder": low,
        "boven": high,
        "tekst": _shown(dot, decimals, size) if known else dot.text or _("geen cijfer"),
        "nadruk": dot.emphasis,
        "voorlopig": dot.provisional,
        "bekend": known,
    }


def _shown(dot: Dot, decimals: int, size: Size) -> str:
    if size is Size.THIRD:
        return formatting.number(dot.value, decimals)
    return formatting.with_interval(dot.value, dot.low, dot.high, decimals)


def _frame(drawn: Sequence[dict[str, Any]], size: Size, *, marked: bool) -> Frame:
    width = WIDTHS[size]
    names, values = [row["naam"] for row in drawn], [row["tekst"] for row in drawn if row["bekend"]]
    left, right = (12 + int(SIGN * max(map(len, words), default=4)) for words in (names, values))
    left = min(left, int((1 - NARROWEST) * width) - right)
    top = LETTER + (LETTER + 14 if marked else 8)
    return Frame(width, top + ROW * max(len(drawn), 1) + 4, left, right, top, 4)


def _domain(rows: Sequence[Dot], mark: float | None) -> list[float]:
    """From zero, or from below it, to a little beyond the furthest end."""
    ends = [end for dot in rows for end in (dot.value, dot.low, dot.high) if not formatting.is_missing(end)]
    every = [0.0, *(float(end) for end in ends if end is not None), *([] if mark is None else [mark])]
    low, high = min(every), max(every)
    room = 0.03 * (high - low) or 1.0
    return [low - room if low < 0 else 0.0 - room, high + room]


def _reference(mark: float | None, text: str, across: alt.X) -> list[alt.Chart]:
    """The line where nothing is, thin, and the reference, dashed."""
    zero = alt.Chart(rows([{"waarde": 0.0}])).mark_rule(color=LIGHT.context, size=0.75).encode(x=across)
    if mark is None:
        return [zero]
    base = alt.Chart(rows([{"waarde": mark, "tekst": text}]))
    words = base.mark_text(baseline="bottom", color=LIGHT.ink).encode(x=across, y=alt.value(-4), text="tekst:N")
    rule = base.mark_rule(color=LIGHT.ink, strokeDash=[3, 2], size=1)
    return [zero, rule.encode(x=across, y=alt.value(-2), y2=alt.value("height")), words]


def _points(drawn: list[dict[str, Any]], across: alt.X, down: alt.Y) -> list[alt.Chart]:
    ends = across.copy()
    ends.shorthand = "onder:Q"
    parts = []
    for chosen, bar, dot in ((False, 1.75, 42), (True, 3.5, 70)):
        base = alt.Chart(rows([row for row in drawn if row["bekend"] and row["nadruk"] is chosen]))
        tone = LIGHT.accent if chosen else LIGHT.muted
        margin = base.transform_filter("isValid(datum.onder) && isValid(datum.boven)").mark_rule(color=tone, size=bar)
        point = base.mark_point(filled=False, stroke=tone, strokeWidth=1.5, size=dot, opacity=1)
        parts.append(margin.encode(x=ends, x2="boven:Q", y=down))
        parts += [
            point.transform_filter(f"datum.voorlopig == {state}").encode(x=across, y=down, fill=alt.value(colour))
            for state, colour in (("false", tone), ("true", LIGHT.paper))
        ]
    return parts


def _words(drawn: list[dict[str, Any]], frame: Frame, down: alt.Y) -> list[alt.Chart]:
    """The name left of the plot and the value right of it; those of the row it is about in bold, a reason in grey."""
    parts = []
    for chosen, known in product((False, True), repeat=2):
        base = alt.Chart(rows([row for row in drawn if row["nadruk"] is chosen and row["bekend"] is known]))
        weight: Literal[400, 600] = 600 if chosen else 400
        tone = LIGHT.ink if known else LIGHT.muted
        name = base.mark_text(align="left", baseline="middle", limit=frame.left - 8, fontWeight=weight)
        value = base.mark_text(align="right", baseline="middle", fontWeight=weight, color=tone)
        parts.append(name.encode(x=alt.value(-frame.left), y=down, text="naam:N"))
        parts.append(value.encode(x=alt.value(frame.plot[0] + frame.right), y=down, text="tekst:N"))
    return parts
