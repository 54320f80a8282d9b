"""One line over the months, with its margin, what is expected of it, and where it cannot be compared."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from analytics import formatting
from analytics.figures.paper.sheet import LETTER, SIGN, WIDTHS, Frame, Size, heading, layers, on_paper, rows, svg
from analytics.figures.theme import LIGHT
from analytics.language import _

HEIGHTS = {Size.THIRD: 150, Size.HALF: 180, Size.WHOLE: 220}
YEAR = 36  # units that the name of a year needs on the axis
DOWN = LETTER + 2  # from one line of words to the next
Months = Sequence[dict[str, Any]]


def course(
    points: pd.DataFrame,
    *,
    unit: str,
    decimals: int = 0,
    target: Sequence[tuple[int, float]] = (),
    breaks: Sequence[date] = (),
    size: Size = Size.HALF,
) -> str:
    """The line of `points` as SVG, with its last value beside it.

    `points`: maand (date), waarde, ondergrens, bovengrens (NA where there is none), voorlopig (bool), by month. Without
    a value the line has a gap; across one of the `breaks` (first day of what is counted anew) it is not drawn either.
    Provisional months are dashed, and end in an open dot. `target`: per year the value that it is to reach.
    """
    months = _months(points, breaks)
    known = [month for month in months if month["waarde"] is not None]
    if not known:
        return svg(_empty(unit, size))
    words = _last_words(known[-1], decimals)
    named = _target_named(target, decimals)
    highest = max(*_every(known), *(value for _year, value in target), 0.0)
    frame = _frame(formatting.number(highest, decimals), [*words, named], size)
    end = max(months[-1]["maand"], *(_index(date(year, 12, 1)) for year, _value in target), known[-1]["maand"])
    across, down = _axes((months[0]["maand"], end), highest, decimals, frame)
    parts = [
        *_breaks(breaks, months[0]["maand"], across),
        *_targets(target, across, down),
        *_lines(known, across, down),
        *_end(known[-1], words, across, down),
        *_beside(named, target, known[-1], len(words), highest, frame),
    ]
    return svg(layers(frame, heading(unit, frame), *parts))


def _months(points: pd.DataFrame, breaks: Sequence[date]) -> list[dict[str, Any]]:
    """A row per month; `deel` is new after a gap and at a break, so that nothing is joined across either."""
    fresh = {_index(day) for day in breaks}
    found: list[dict[str, Any]] = []
    part, joined = 0, False
    for point in points.itertuples():
        month, known = _index(point.maand), not formatting.is_missing(point.waarde)
        part += month in fresh or (known and not joined)
        joined = known
        found.append({"maand": month, "deel": part, "voorlopig": bool(point.voorlopig), **_values(point, known)})
    return found


def _values(point: Any, known: bool) -> dict[str, float | None]:
    ends = {"waarde": point.waarde, "onder": point.ondergrens, "boven": point.bovengrens}
    return {name: float(end) if known and not formatting.is_missing(end) else None for name, end in ends.items()}


def _every(known: Months) -> list[float]:
    return [month[name] for month in known for name in ("waarde", "boven") if month[name] is not None]


def _index(day: Any) -> int:
    """Months since the year 0: an axis without days, time zones or leap years."""
    return int(12 * day.year + day.month - 1)


def _last_words(last: dict[str, Any], decimals: int) -> list[str]:
    """What stands at the end of the line, one under the other."""
    year, month = divmod(last["maand"], 12)
    name = f"{formatting.month_name(month + 1, short=True)} {year}"
    return [formatting.number(last["waarde"], decimals), name, *([_("voorlopig")] if last["voorlopig"] else [])]


def _frame(highest: str, words: Sequence[str], size: Size) -> Frame:
    left, right = (int(SIGN * signs) + 10 for signs in (len(highest), max(map(len, words))))
    return Frame(WIDTHS[size], HEIGHTS[size], left, right, 2 * LETTER + 6, LETTER + 9)


def _axes(span: tuple[int, int], highest: float, decimals: int, frame: Frame) -> tuple[alt.X, alt.Y]:
    """Years along, as many named as there is room for; values up from zero."""
    first, last = span
    years = [month for month in range(first, last + 1) if month % 12 == 0]
    step = max(1, -(-YEAR * (last - first + 1) // (12 * frame.plot[0])))
    along = alt.Axis(
        values=years[::-1][::step][::-1], labelExpr="format(datum.value / 12, 'd')", labelAlign="left", labelOffset=-2,
        grid=False, tickSize=4, labelFlush=False, labelBound=False, labelOverlap=False, format="d",
    )  # fmt: skip
    up = alt.Axis(format=f",.{decimals}f", tickCount=4, tickMinStep=10.0**-decimals, domain=False, ticks=False)
    x = alt.X("maand:Q", axis=along, scale=alt.Scale(domain=[first - 0.5, last + 0.5], nice=False, zero=False))
    return x, alt.Y("waarde:Q", axis=up, scale=alt.Scale(domain=[0, _top(highest)], nice=False))


def _top(highest: float) -> float:
    return 1.04 * highest or 1.0


def _lines(known: Months, across: alt.X, down: alt.Y) -> list[alt.Chart]:
    """The margin as a band, final months as a line, provisional ones dashed; a month by itself is a dot."""
    low = down.copy()
    low.shorthand = "onder:Q"
    banded = alt.Chart(rows([m for m in known if m["onder"] is not None and m["boven"] is not None]))
    band = banded.mark_area(color=LIGHT.accent, opacity=0.17).encode(x=across, y=low, y2="boven:Q", detail="deel:N")
    kinds: tuple[tuple[Months, list[int]], ...] = (
        ([m for m in known if not m["voorlopig"]], [1, 0]),
        (_ahead(known), [3, 3]),
    )
    lines = [
        alt.Chart(rows(list(months)))
        .mark_line(color=LIGHT.accent, strokeWidth=2, strokeDash=dash, strokeCap="butt")
        .encode(x=across, y=down, detail="deel:N")
        for months, dash in kinds
    ]
    alone = alt.Chart(rows([m for m in known if sum(other["deel"] == m["deel"] for other in known) == 1]))
    margin = alone.mark_rule(color=LIGHT.accent, size=1, opacity=0.5).encode(x=across, y=low, y2="boven:Q")
    dot = alone.mark_circle(color=LIGHT.accent, size=14, opacity=1).encode(x=across, y=down)
    return [band, *lines, margin, dot]


def _ahead(known: Months) -> list[dict[str, Any]]:
    """Provisional months together with the last final one before them, so that the dashes start where the line ends."""
    return [
        month
        for month, after in zip(known, [*known[1:], None], strict=True)
        if month["voorlopig"] or (after is not None and after["voorlopig"] and after["deel"] == month["deel"])
    ]


def _end(last: dict[str, Any], words: Sequence[str], across: alt.X, down: alt.Y) -> list[alt.Chart]:
    """The last month as a dot, open when it may still change, with its value and name at the right."""
    base = alt.Chart(rows([last | {"waarde_tekst": words[0], "rest": "\n".join(words[1:])}]))
    inside = LIGHT.paper if last["voorlopig"] else LIGHT.accent
    dot = base.mark_point(filled=False, stroke=LIGHT.accent, fill=inside, strokeWidth=1.5, size=34, opacity=1)
    value = base.mark_text(align="left", baseline="middle", dx=7, fontWeight=600)
    rest = base.mark_text(
        align="left", baseline="middle", dx=7, dy=DOWN, lineHeight=DOWN, lineBreak="\n", color=LIGHT.muted
    )
    return [
        dot.encode(x=across, y=down),
        *on_paper(value.encode(x=across, y=down, text="waarde_tekst:N")),
        *on_paper(rest.encode(x=across, y=down, text="rest:N")),
    ]


def _targets(target: Sequence[tuple[int, float]], across: alt.X, down: alt.Y) -> list[alt.Chart]:
    """A dotted rule over each year, at the value it is to reach."""
    marks = [{"maand": 12 * year - 0.5, "tot": 12 * year + 11.5, "waarde": float(value)} for year, value in target]
    base = alt.Chart(rows(marks)).mark_rule(color=LIGHT.ink, strokeDash=[1.5, 2], size=1.5)
    return [base.encode(x=across, x2="tot:Q", y=down)] if marks else []


def _target_named(target: Sequence[tuple[int, float]], decimals: int) -> str:
    return _("doel {value}").format(value=formatting.number(max(target)[1], decimals)) if target else ""


def _beside(
    named: str, target: Sequence[tuple[int, float]], last: dict[str, Any], lines: int, highest: float, frame: Frame
) -> list[alt.Chart]:
    """The name of the last target at the end of its rule, clear of the words at the end of the line."""
    if not named:
        return []
    aim, value = (frame.plot[1] * (1 - at / _top(highest)) for at in (max(target)[1], last["waarde"]))
    under = aim >= value
    free = value + DOWN * lines if under else value - DOWN
    place = max(aim, free) if under else min(aim, free)
    base = alt.Chart(rows([{"tekst": named}])).mark_text(align="left", baseline="middle", dx=4)
    return [base.encode(x=alt.value("width"), y=alt.value(place), text="tekst:N")]


def _breaks(breaks: Sequence[date], first: int, across: alt.X) -> list[alt.Chart]:
    """A dotted rule before the first month that is counted differently; its name stands low, where lines seldom are."""
    shown = [{"maand": _index(day) - 0.5, "tekst": _("breuk")} for day in sorted(breaks) if _index(day) > first]
    base = alt.Chart(rows(shown))
    rule = base.mark_rule(color=LIGHT.muted, strokeDash=[1, 3], size=1.5).encode(x=across)
    words = base.mark_text(align="left", baseline="bottom", dx=3, dy=-3, color=LIGHT.muted, fontStyle="italic")
    return [rule, words.encode(x=across, y=alt.value("height"), text="tekst:N")] if shown else []


def _empty(unit: str, size: Size) -> alt.LayerChart:
    """No line at all, said in words."""
    frame = Frame(WIDTHS[size], 4 * LETTER, 0, 0, 2 * LETTER, 0)
    words = alt.Chart(rows([{"tekst": _("geen cijfer")}])).mark_text(align="left", baseline="top", color=LIGHT.muted)
    return layers(frame, heading(unit, frame), words.encode(x=alt.value(0), y=alt.value(0), text="tekst:N"))
