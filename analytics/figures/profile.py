"""The figures of a profile: small lines with the city behind them, and a table of hours whose colour says how busy."""

from collections.abc import Sequence
from html import escape

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from analytics import formatting
from analytics.figures.notes import Note
from analytics.figures.notes import draw as draw_notes
from analytics.figures.theme import DARK, FONT, LIGHT, Theme, contrast, theme
from analytics.figures.trend import band, line, span, with_joint
from analytics.language import _
from analytics.trends import Series

HEIGHT = 150  # px: two rows of three fit on a laptop screen with their headings
STEPS = 5
NEAR = 0.2  # of the axis: labels that are nearer are moved apart
INKS = ("#000000", "#ffffff")  # one of both is at least 4,5:1 on any colour


def small_trend(series: Series, city: Series | None, *, dark: bool, notes: Sequence[Note] = ()) -> go.Figure:
    """A rolling year of an area in the accent colour with its 95% band, the city as a grey line behind it.

    A dashed end is provisional; a gap with a dotted line is a break in the series. `notes`: annotations of the team.
    """
    colours = theme(dark)
    figure = go.Figure()
    if city is not None:
        _reference(figure, city, colours)
    for _part, points in series.punten.groupby("deel"):
        band(figure, points, colours)
        line(figure, points[~points["voorlopig"]], colours, "solid", series.decimals)
        line(figure, with_joint(points), colours, "dot", series.decimals)
    _ends(figure, series, city, colours)
    _breaks(figure, series, colours)
    _style(figure, colours)
    if notes:
        draw_notes(figure, notes, colours, span(series.punten))
        figure.update_layout(margin_t=22)
    return figure


def _reference(figure: go.Figure, city: Series, colours: Theme) -> None:
    for _part, points in city.punten.groupby("deel"):
        if points["waarde"].notna().any():
            figure.add_scatter(
                x=points["maand"],
                y=points["waarde"],
                mode="lines",
                connectgaps=False,
                line={"color": colours.context, "width": 1.5},
                hoverinfo="skip",
                showlegend=False,
            )


def _ends(figure: go.Figure, series: Series, city: Series | None, colours: Theme) -> None:
    """A dot and the number where the line ends, and the word at the end of the city's; never on top of each other."""
    own, whole = _last(series), _last(city) if city is not None else None
    if own is None:
        return
    month, value = own
    figure.add_scatter(
        x=[month],
        y=[value],
        mode="markers",
        marker={"color": colours.accent, "size": 6},
        hoverinfo="skip",
        showlegend=False,
    )
    top = max(float(one.punten["waarde"].max()) for one in (series, city) if one is not None)
    close = whole is not None and abs(value - whole[1]) < NEAR * top
    up = 8 if close and whole is not None and value >= whole[1] else -8 if close else 0
    _label(figure, own, formatting.number(value, series.decimals), colours.accent, up)
    if whole is not None:
        _label(figure, whole, _("gemeente"), colours.muted, -up)


def _last(series: Series) -> tuple[pd.Timestamp, float] | None:
    known = series.punten.dropna(subset=["waarde"])
    return (known["maand"].iloc[-1], float(known["waarde"].iloc[-1])) if len(known) else None


def _label(figure: go.Figure, point: tuple[pd.Timestamp, float], text: str, colour: str, up: int) -> None:
    figure.add_annotation(
        x=point[0],
        y=point[1],
        text=text,
        showarrow=False,
        xanchor="left",
        xshift=6,
        yshift=up,
        font={"color": colour, "size": 12},
    )


def _breaks(figure: go.Figure, series: Series, colours: Theme) -> None:
    months = series.punten["maand"]
    for item in series.breuken:
        if months.min() < pd.Timestamp(item.vanaf) <= months.max():
            figure.add_vline(x=pd.Timestamp(item.vanaf), line={"color": colours.muted, "width": 1, "dash": "dot"})


def _style(figure: go.Figure, colours: Theme) -> None:
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 44, "t": 6, "b": 24},
        font={"family": FONT, "size": 12, "color": colours.muted},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hovermode="x",
        hoverlabel={"bgcolor": colours.wash, "font": {"color": colours.ink}},
        separators=",.",
        dragmode=False,
    )
    figure.update_xaxes(
        showgrid=False, tickformat="%Y", dtick="M12", ticks="outside", tickcolor=colours.rule, fixedrange=True
    )
    figure.update_yaxes(
        gridcolor=colours.rule, zeroline=False, fixedrange=True, automargin=True, nticks=4, rangemode="tozero"
    )


def heat_table(hours: NDArray[np.float64], *, days: Sequence[str], short: Sequence[str], label: str, dark: bool) -> str:
    """A table of 7 days by 24 hours as HTML: each number is there to read, its colour says how busy.

    `hours` (7, 24): counts, NaN where hidden. It has colours of its own for light, dark and paper.
    """
    limits, corner = _limits(hours), _("uur")
    head = "".join(f'<th scope="col">{hour}</th>' for hour in range(hours.shape[1]))
    body = "".join(
        f'<tr><th scope="row"><abbr title="{escape(days[day])}">{escape(short[day])}</abbr></th>'
        + "".join(_cell(value, limits) for value in hours[day])
        + "</tr>"
        for day in range(hours.shape[0])
    )
    return (
        f"<style>{_colours(dark)}</style>"
        f'<div class="uren" role="region" tabindex="0" aria-label="{escape(label)}"><table>'
        f"<caption>{escape(label)}</caption>"
        f'<thead><tr><th scope="col">{corner}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _limits(hours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Five steps of equal width from nothing to the busiest hour: a twice as dark cell is about twice as busy."""
    most = float(np.nanmax(hours)) if np.isfinite(hours).any() else 0.0
    return np.linspace(0.0, most, STEPS + 1)[1:-1]


def _cell(value: float, limits: NDArray[np.float64]) -> str:
    if np.isnan(value):
        return f'<td class="weg">{formatting.MISSING}</td>'
    step = int(np.searchsorted(limits, value, side="right")) if value > 0 else 0
    return f'<td class="h{step}">{formatting.count(value)}</td>'


def _colours(dark: bool) -> str:
    on_paper = "".join(_rules(LIGHT))
    return "".join(_rules(DARK if dark else LIGHT)) + f"@media print {{{on_paper}}}"


def _rules(colours: Theme) -> list[str]:
    """Each step with the text colour that reads best on it."""
    return [
        f".uren .h{i} {{background:{step};color:{max(INKS, key=lambda ink: contrast(ink, step))};}}"
        for i, step in enumerate(colours.sequential)
    ]
