"""Charts of a target: our figures per year with their intervals, the limits and the path to them, what was printed."""

from base64 import b64encode
from collections.abc import Iterator
from html import escape

import plotly.graph_objects as go

from analytics import formatting
from analytics.figures.theme import Theme, layout, theme, with_alpha
from analytics.language import _
from analytics.programmes import Bound
from analytics.targets import Judged
from analytics.targets.series import Stand

HEIGHT = 360
LABEL = 10  # signs of a printed limit that fit beside its mark
WIDE, HIGH, EDGE, FOOT = 240, 92, 8, 20  # of a small chart, in its own units; FOOT: room for the years
BEFORE, AFTER = 2, 1  # years a small chart shows before the baseline and after the last goal


def parts(reeks: tuple[Stand, ...]) -> Iterator[list[Stand]]:
    """The stretches that may be joined: of one part, and of counts without a year lacking. Survey rounds skip years by
    design; those are joined."""
    part: list[Stand] = []
    for stand in reeks:
        gap = stand.teller is not None and part and stand.jaar > part[-1].jaar + 1
        if part and (gap or stand.deel != part[-1].deel) and stand.waarde is not None:
            yield part
            part = []
        if stand.waarde is not None:
            part.append(stand)
    if part:
        yield part


def large_chart(found: Judged, *, dark: bool, decimals: int, unit: str) -> go.Figure:
    """One target. Dots with bars: measured, joined within a part only; open squares: printed baseline; crosses: the
    other reading; diamonds and a dashed line: printed limits and the straight path to them; a thin grey line: our
    figures under the other reading of what is counted. The years of the programme have a light ground."""
    colours = theme(dark)
    figure = go.Figure()
    _programme(figure, found, colours)
    for part in parts(found.andere_reeks):
        _line(figure, part, colours.context, 1.0)
    for part in parts(found.reeks):
        _measured(figure, part, colours, decimals)
    _printed(figure, found, colours)
    _limits(figure, found, colours)
    _failed(figure, found, colours)
    _style(figure, colours, unit, from_zero=found.doel.eenheid != "enquete")
    years = [one.jaar for one in (*found.reeks, *found.doel.basis, *(goal.doel for goal in found.doelen))]
    figure.update_xaxes(range=[min(years) - 0.6, max(years) + 1.2])  # room for the limit in words
    return figure


def _programme(figure: go.Figure, found: Judged, colours: Theme) -> None:
    plan = found.programma
    wash = {"fillcolor": with_alpha(colours.muted, 0.1), "line": {"width": 0}, "layer": "below"}
    last = max(plan.tot, found.doelen[-1].doel.jaar)
    figure.add_shape(type="rect", x0=plan.van - 0.5, x1=last + 0.5, y0=0, y1=1, yref="paper", **wash)


def _line(figure: go.Figure, part: list[Stand], colour: str, width: float) -> None:
    figure.add_scatter(
        x=[stand.jaar for stand in part],
        y=[stand.waarde for stand in part],
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
        showlegend=False,
    )


def _measured(figure: go.Figure, part: list[Stand], colours: Theme, decimals: int) -> None:
    _line(figure, part, colours.accent, 2.0)
    texts = [
        f"{stand.jaar}: <b>{formatting.with_interval(stand.waarde, stand.ondergrens, stand.bovengrens, decimals)}</b>"
        for stand in part
    ]
    figure.add_scatter(
        x=[stand.jaar for stand in part],
        y=[stand.waarde for stand in part],
        error_y={
            "type": "data",
            "array": [(stand.bovengrens or 0.0) - (stand.waarde or 0.0) if stand.bovengrens else 0.0 for stand in part],
            "arrayminus": [
                (stand.waarde or 0.0) - stand.ondergrens if stand.ondergrens is not None else 0.0 for stand in part
            ],
            "color": colours.accent,
            "thickness": 1.5,
            "width": 0,
        },
        mode="markers",
        marker={
            "size": 7,
            "color": [colours.accent if stand.is_final else colours.paper for stand in part],
            "line": {"color": colours.accent, "width": 1.5},
        },
        text=texts,
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _printed(figure: go.Figure, found: Judged, colours: Theme) -> None:
    for symbol, values in (
        ("square-open", [(value.jaar, value.waarde, value.gedrukt) for value in found.doel.basis]),
        ("x-thin-open", [(value.jaar, value.waarde, value.bron) for value in found.doel.andere_lezing]),
    ):
        figure.add_scatter(
            x=[jaar for jaar, _waarde, _text in values],
            y=[waarde for _jaar, waarde, _text in values],
            mode="markers",
            marker={"symbol": symbol, "size": 10, "color": colours.ink, "line": {"color": colours.ink, "width": 2}},
            text=[f"{jaar}: {escape(text)}" for jaar, _waarde, text in values],
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
        )


def _limits(figure: go.Figure, found: Judged, colours: Theme) -> None:
    bounds = [goal.doel for goal in found.doelen if isinstance(goal.doel, Bound)]
    figure.add_scatter(
        x=[jaar for jaar, _waarde in found.pad],
        y=[waarde for _jaar, waarde in found.pad],
        mode="lines",
        line={"color": colours.attention, "width": 1.5, "dash": "dash"},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=[goal.jaar for goal in bounds],
        y=[goal.waarde for goal in bounds],
        mode="markers+text",
        marker={"symbol": "diamond", "size": 10, "color": colours.attention},
        text=[_label(goal) for goal in bounds],
        textposition=[*["bottom left"] * (len(bounds) - 1), "middle right"],  # beside the path and the intervals
        textfont={"color": colours.attention, "size": 13},
        hoverinfo="skip",
        showlegend=False,
    )


def _label(goal: Bound) -> str:
    """A limit as printed, or its number alone where that is a whole sentence."""
    number = formatting.number(goal.waarde, 0 if goal.waarde.is_integer() else 1)
    return goal.gedrukt if len(goal.gedrukt) <= LABEL else number


def _failed(figure: go.Figure, found: Judged, colours: Theme) -> None:
    """Years that were not lower than the year before, where that was the goal."""
    failed = _not_lower(found)
    figure.add_scatter(
        x=[stand.jaar for stand in failed],
        y=[stand.waarde for stand in failed],
        mode="markers+text",
        marker={"symbol": "x", "size": 9, "color": colours.attention},
        text=[_("niet lager")] * len(failed),
        textposition="top center",
        textfont={"color": colours.attention, "size": 13},
        hoverinfo="skip",
        showlegend=False,
    )


def _not_lower(found: Judged) -> list[Stand]:
    steps = [step for step in found.beslissend.stappen if step.telt and step.gehaald is False]
    return [step.stand for step in steps if step.stand is not None]


def _style(figure: go.Figure, colours: Theme, unit: str, *, from_zero: bool) -> None:
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 16, "t": 34, "b": 28},
        title={"text": escape(unit), "font": {"size": 13, "color": colours.muted}, "x": 0, "y": 0.99},
        **layout(colours),
    )
    figure.update_xaxes(dtick=2, tickformat="d", showgrid=False, fixedrange=True)
    axis = {"rangemode": "tozero" if from_zero else "normal", "tickformat": ",~g"}
    figure.update_yaxes(gridcolor=colours.rule, zeroline=False, fixedrange=True, automargin=True, **axis)


def small_chart(found: Judged, *, dark: bool) -> str:
    """The years round the goal as a data address of an SVG picture: measured line with its interval, limits as a dashed
    path, a cross at a year that was not lower, the years of the programme; '' when there is nothing to draw."""
    last = found.doelen[-1].doel.jaar
    first = min([found.programma.van, *(value.jaar for value in found.doel.basis)]) - BEFORE
    reeks = tuple(stand for stand in found.reeks if first <= stand.jaar <= last + AFTER and stand.waarde is not None)
    if not reeks:
        return ""
    bounds = [corner for corner in found.pad if corner[0] >= first] if found.doel.vergelijkbaar else []
    ends = [
        value for stand in reeks for value in (stand.ondergrens, stand.waarde, stand.bovengrens) if value is not None
    ]
    box = _Box((first, last + AFTER), [*ends, *(waarde for _jaar, waarde in bounds)], found.doel.eenheid != "enquete")
    colours = theme(dark)
    drawn = [
        *_small_ground(found, box, colours),
        *(line for part in parts(reeks) for line in _small_part(part, box, colours)),
        *_small_path(bounds, box, colours),
        *_small_crosses(found, box, colours),
    ]
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}">{"".join(drawn)}</svg>'
    return f"data:image/svg+xml;base64,{b64encode(text.encode()).decode('ascii')}"


class _Box:
    """Where years and values are in a small chart. The axis of counts begins at zero; that of a survey just under the
    lowest value, for a mark moves within a tenth of its scale."""

    def __init__(self, years: tuple[int, int], values: list[float], from_zero: bool) -> None:
        self.years, top = years, max(values)
        self.low = 0.0 if from_zero else min(values) - 0.25 * (top - min(values))
        self.tall = (top - self.low) or 1.0

    def x(self, jaar: float) -> float:
        """The place of a year."""
        first, last = self.years
        return EDGE + (WIDE - 2 * EDGE) * (jaar - first) / max(last - first, 1)

    def at(self, jaar: float, waarde: float) -> str:
        """'x,y' of a point."""
        y = HIGH - FOOT - (HIGH - FOOT - EDGE) * (waarde - self.low) / self.tall
        return f"{self.x(jaar):.1f},{y:.1f}"


def _small_ground(found: Judged, box: _Box, colours: Theme) -> Iterator[str]:
    """The years of the programme up to the goal, and its first and last year in figures."""
    first, last = found.programma.van, found.doelen[-1].doel.jaar
    left, right = box.x(first - 0.5), box.x(last + 0.5)
    yield (
        f'<rect x="{left:.1f}" y="0" width="{right - left:.1f}" height="{HIGH - FOOT + 4}" fill="{colours.muted}" '
        'fill-opacity="0.1"/>'
    )
    for jaar in (first, last):
        yield (
            f'<text x="{box.x(jaar):.1f}" y="{HIGH - 3}" font-size="10" font-family="sans-serif" text-anchor="middle" '
            f'fill="{colours.muted}">{jaar}</text>'
        )


def _small_part(part: list[Stand], box: _Box, colours: Theme) -> Iterator[str]:
    points = [box.at(stand.jaar, stand.waarde or 0.0) for stand in part]
    wide = [stand for stand in part if stand.ondergrens is not None and stand.bovengrens is not None]
    over = [box.at(stand.jaar, stand.bovengrens or 0.0) for stand in wide]
    under = [box.at(stand.jaar, stand.ondergrens or 0.0) for stand in reversed(wide)]
    yield f'<polygon points="{" ".join(over + under)}" fill="{colours.accent}" fill-opacity="0.18"/>'
    yield f'<polyline points="{" ".join(points)}" fill="none" stroke="{colours.accent}" stroke-width="2"/>'
    for point in points:
        x, y = point.split(",")
        yield f'<circle cx="{x}" cy="{y}" r="2.5" fill="{colours.accent}"/>'


def _small_path(bounds: list[tuple[int, float]], box: _Box, colours: Theme) -> list[str]:
    if not bounds:
        return []
    points = " ".join(box.at(jaar, waarde) for jaar, waarde in bounds)
    x, y = box.at(*bounds[-1]).split(",")
    dashes = 'stroke-width="1.5" stroke-dasharray="4 3"'
    return [
        f'<polyline points="{points}" fill="none" stroke="{colours.attention}" {dashes}/>',
        f'<circle cx="{x}" cy="{y}" r="3.5" fill="none" stroke="{colours.attention}" stroke-width="2"/>',
    ]


def _small_crosses(found: Judged, box: _Box, colours: Theme) -> Iterator[str]:
    for stand in _not_lower(found):
        x, y = map(float, box.at(stand.jaar, stand.waarde or 0.0).split(","))
        yield (f'<path d="M{x - 4:.1f} {y - 4:.1f} l8 8 m0 -8 l-8 8" stroke="{colours.attention}" stroke-width="2.2"/>')
