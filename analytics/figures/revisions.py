"""Charts of how figures grow after their month: one step line per month, and the share that is known by age."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from analytics import formatting
from analytics.figures.theme import Theme, layout, theme, with_alpha
from analytics.language import _
from analytics.periods import add_months, months_between

if TYPE_CHECKING:
    from analytics.completeness import Age

HEIGHT = 320
AGES_HEIGHT = 260
TICKS = 6  # as many month names as fit on a phone


def revision_chart(known: pd.DataFrame, chosen: date, *, dark: bool) -> go.Figure:
    """The count of each month as it was known on successive days; `chosen` stands out, with its name.

    `known`: `peildatum`, `maand`, `aantal` (NaN: not shown). A step line: between two publications nothing was known.
    """
    colours = theme(dark)
    figure = go.Figure()
    others = known[known["maand"] != chosen]
    for month in sorted(set(others["maand"])):
        figure.add_trace(_steps(others[others["maand"] == month], _name(month), colours.context, 1.25))
    of_chosen = known[known["maand"] == chosen]
    figure.add_trace(_steps(of_chosen, _name(chosen), colours.accent, 2.5))
    _end_label(figure, of_chosen, _name(chosen), colours)
    _style(figure, colours, HEIGHT, _("aantal, zoals bekend op elke publicatiedag"))
    figure.update_xaxes(**_month_ticks(known["peildatum"]))
    figure.update_yaxes(rangemode="tozero")
    return figure


def completeness_chart(ages: Sequence["Age"], *, dark: bool) -> go.Figure:
    """The share known in each month after, as a dot with the interval in which the next month will lie."""
    colours = theme(dark)
    share = [100 * age.aandeel for age in ages]
    figure = go.Figure(
        go.Scatter(
            x=[age.leeftijd + 1 for age in ages],
            y=share,
            mode="markers",
            marker={"color": colours.accent, "size": 8},
            error_y={
                "array": [100 * (age.bovengrens - age.aandeel) for age in ages],
                "arrayminus": [100 * (age.aandeel - age.ondergrens) for age in ages],
                "color": colours.accent,
                "thickness": 1.5,
                "width": 0,
            },
            text=[_age_hover(age) for age in ages],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    figure.add_hline(y=100, line={"color": colours.muted, "width": 1, "dash": "dot"})
    _style(figure, colours, AGES_HEIGHT, _("% van het uiteindelijke aantal; x: hoeveelste maand erna"))
    figure.update_xaxes(dtick=1)
    return figure


def _steps(points: pd.DataFrame, name: str, colour: str, width: float) -> go.Scatter:
    ordered = points.sort_values("peildatum")
    return go.Scatter(
        x=pd.to_datetime(ordered["peildatum"]),
        y=ordered["aantal"],
        mode="lines+markers",
        marker={"color": colour, "size": 2.5 * width},
        line={"color": colour, "width": width, "shape": "hv"},
        connectgaps=False,
        showlegend=False,
        text=[_hover(name, day, n) for day, n in zip(ordered["peildatum"], ordered["aantal"], strict=True)],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(name: str, day: date, count: float) -> str:
    if pd.isna(count):
        return ""
    return _("{month}: <b>{n}</b><br>bekend op {day}").format(
        month=name, n=formatting.count(count), day=formatting.date_long(day)
    )


def _age_hover(age: "Age") -> str:
    low, high = 100 * age.ondergrens, 100 * age.bovengrens
    return _("{n}e maand erna: <b>{share}%</b>").format(
        n=age.leeftijd + 1, share=formatting.with_interval(100 * age.aandeel, low, high, 0)
    )


def _end_label(figure: go.Figure, points: pd.DataFrame, name: str, colours: Theme) -> None:
    known = points.dropna(subset=["aantal"]).sort_values("peildatum")
    if known.empty:
        return
    last = known.iloc[-1]
    figure.add_annotation(
        x=pd.Timestamp(last["peildatum"]),
        y=float(last["aantal"]),
        text=f"<b>{formatting.count(last['aantal'])}</b> {name}",
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
        yshift=6,
        bgcolor=with_alpha(colours.paper, 0.8),
        font={"color": colours.accent, "size": 13},
    )


def _month_ticks(days: "pd.Series[Any]") -> dict[str, list[Any]]:
    """Months along the axis in our language, which Plotly does not know."""
    first, last = min(days).replace(day=1), max(days).replace(day=1)
    step = months_between(first, last) // (TICKS - 1) + 1
    months = [add_months(first, n) for n in range(0, months_between(first, last) + 1, step)]
    return {"tickvals": [pd.Timestamp(month) for month in months], "ticktext": [_name(month) for month in months]}


def _name(month: date) -> str:
    return formatting.period(month, add_months(month, 1))


def _style(figure: go.Figure, colours: Theme, height: int, title: str) -> None:
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 16, "t": 36, "b": 28},
        **layout(colours),
        showlegend=False,
        title={"text": title, "font": {"size": 13, "color": colours.muted}, "x": 0, "y": 0.99},
    )
    figure.update_xaxes(showgrid=False, ticks="outside", tickcolor=colours.rule, fixedrange=True)
    figure.update_yaxes(gridcolor=colours.rule, zeroline=False, fixedrange=True, automargin=True)
