"""The course of one signal: what was counted per month, over the band of what was to be expected in that month."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics import formatting
from analytics.figures.notes import Note
from analytics.figures.notes import draw as draw_notes
from analytics.figures.theme import Theme, layout, theme
from analytics.figures.trend import band, span
from analytics.language import _
from analytics.measures import VOORLOPIG
from analytics.periods import add_months

HEIGHT = 260
HEADROOM = 1.15  # of the highest point: its number stands above it


def course_chart(points: pd.DataFrame, maand: date, *, dark: bool, notes: Sequence[Note] = ()) -> go.Figure:
    """Counts as a line with dots over the expected band; months that gave a signal in another colour and shape.

    `points`: columns maand, teller, verwacht, ondergrens, bovengrens, signaal, status; a hidden or missing count is
    NaN and leaves a gap, as does a month without an expectation. `maand` carries its number in words; provisional
    months are hollow. `notes`: annotations of the team.
    """
    colours = theme(dark)
    figure = go.Figure()
    for part in _unbroken(points):
        band(figure, part, colours)
    _line(figure, points, "verwacht", {"color": colours.accent, "width": 1, "dash": "dot"})
    _line(figure, points, "teller", {"color": colours.muted, "width": 1.5})
    for flagged in (False, True):
        _dots(figure, points[points["signaal"] == flagged], flagged, colours)
    _labels(figure, points, maand, colours)
    _style(figure, colours, float(np.nanmax([*points["teller"], *points["bovengrens"], 1.0])))
    draw_notes(figure, notes, colours, span(points))
    return figure


def _unbroken(points: pd.DataFrame) -> list[pd.DataFrame]:
    """The stretches of months with an expectation: the band is not drawn across a gap."""
    known = points["bovengrens"].notna()
    return [part for _n, part in points[known].groupby((~known).cumsum()[known])]


def _line(figure: go.Figure, points: pd.DataFrame, column: str, style: dict[str, Any]) -> None:
    figure.add_scatter(
        x=points["maand"],
        y=points[column],
        mode="lines",
        line=style,
        connectgaps=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _dots(figure: go.Figure, points: pd.DataFrame, flagged: bool, colours: Theme) -> None:
    """Dots with their words; a signal is a diamond, so that its meaning does not hang on its colour."""
    known = points.dropna(subset=["teller"])
    own = colours.attention if flagged else colours.muted
    figure.add_scatter(
        x=known["maand"],
        y=known["teller"],
        mode="markers",
        marker={
            "symbol": "diamond" if flagged else "circle",
            "size": 10 if flagged else 5,
            "color": [colours.paper if status == VOORLOPIG else own for status in known["status"]],
            "line": {"color": own, "width": 1},
        },
        text=[_hover(point) for point in known.itertuples()],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _hover(point: Any) -> str:
    month = formatting.period(point.maand.date(), add_months(point.maand.date(), 1))
    lines = [f"{month}: <b>{formatting.count(point.teller)}</b>"]
    if pd.notna(point.verwacht):
        text = _("verwacht {expected}, gewoonlijk hoogstens {high}")
        lines.append(
            text.format(expected=formatting.number(point.verwacht), high=formatting.count(int(point.bovengrens)))
        )
    if point.status == VOORLOPIG:
        lines.append(_("voorlopig"))
    return "<br>".join(lines)


def _labels(figure: go.Figure, points: pd.DataFrame, maand: date, colours: Theme) -> None:
    """The number at the month it is about, and what the band is."""
    own = points[points["maand"] == pd.Timestamp(maand)].dropna(subset=["teller"])
    for point in own.itertuples():
        _note(figure, point.maand, point.teller, f"<b>{formatting.count(point.teller)}</b>", colours.attention, up=14)
    expected = points.dropna(subset=["bovengrens"])
    if not expected.empty:
        first = expected.iloc[0]
        _note(figure, first["maand"], first["bovengrens"], _("gewoonlijk"), colours.accent, up=8, anchor="left")


def _note(figure: go.Figure, x: Any, y: Any, text: str, colour: str, *, up: int, anchor: str = "center") -> None:
    figure.add_annotation(
        x=x, y=y, text=text, showarrow=False, xanchor=anchor, yshift=up, font={"color": colour, "size": 13}
    )


def _style(figure: go.Figure, colours: Theme, most: float) -> None:
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 16, "t": 34, "b": 28},
        **layout(colours),
        title={"text": _("aantal per maand"), "font": {"size": 13, "color": colours.muted}, "x": 0, "y": 0.99},
    )
    figure.update_xaxes(
        showgrid=False, tickformat="%Y", dtick="M12", ticks="outside", tickcolor=colours.rule, fixedrange=True
    )
    figure.update_yaxes(
        gridcolor=colours.rule, zeroline=False, fixedrange=True, automargin=True, nticks=5, range=[0, HEADROOM * most]
    )
