"""The chart of a year: what is in so far, a fan to December, last year, and a target."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from analytics import formatting
from analytics.figures.theme import Theme, layout, theme, with_alpha
from analytics.forecasts import YearForecast
from analytics.language import _
from analytics.methods.forecasting import YEAR, Expectation

Floats = NDArray[np.float64]

HEIGHT = 360
INTERVALS = ((95, 0.14), (80, 0.28))  # how strongly each is coloured


def year_chart(found: YearForecast, *, dark: bool, doel: float | None = None) -> go.Figure:
    """Cumulative counts: this year, the fan of the months to come, last year in grey; `doel` is a level line.

    The axis counts months: at 1 January has come in.
    """
    colours = theme(dark)
    figure = go.Figure()
    _last_year(figure, found, colours)
    if found.getoond and found.lopend is not None:
        _fan(figure, found, found.lopend, colours)
    so_far = np.concatenate([[0.0], np.cumsum(found.gezien)])
    _line(figure, so_far, 0, str(found.jaar), {"color": colours.accent, "width": 2.5})
    if len(found.voorlopig):
        unfinished = so_far[-1] + np.concatenate([[0.0], np.cumsum(found.voorlopig)])
        dots = {"color": colours.accent, "width": 2, "dash": "dot"}
        _line(figure, unfinished, len(found.gezien), _("{year}, voorlopig").format(year=found.jaar), dots)
    if doel is not None:
        _target(figure, doel, colours)
    _legend(figure, found, colours)
    _style(figure, colours)
    return figure


def _last_year(figure: go.Figure, found: YearForecast, colours: Theme) -> None:
    if np.isnan(found.vorig_jaar).any():
        return
    total = np.concatenate([[0.0], np.cumsum(found.vorig_jaar)])
    _line(figure, total, 0, str(found.jaar - 1), {"color": colours.context, "width": 2})


def _fan(figure: go.Figure, found: YearForecast, running: Expectation, colours: Theme) -> None:
    start, first = found.tot_nu_toe, len(found.gezien)
    x = list(range(first, YEAR + 1))
    limits = {95: (running.low95, running.high95), 80: (running.low80, running.high80)}
    for share, opacity in INTERVALS:
        low, high = limits[share]
        figure.add_scatter(
            x=[*x, *x[::-1]],
            y=[start, *high, *low[::-1], start],
            fill="toself",
            mode="lines",
            line={"width": 0},
            fillcolor=with_alpha(colours.accent, opacity),
            hoverinfo="skip",
            showlegend=False,
        )
    texts = [
        _("tot en met {month}, verwacht: {value}").format(
            month=formatting.month_name(place), value=formatting.with_interval(mean, low, high, 0)
        )
        for place, mean, low, high in zip(x[1:], running.mean, running.low80, running.high80, strict=True)
    ]
    figure.add_scatter(
        x=x,
        y=[start, *running.mean],
        mode="lines+markers",
        line={"color": colours.accent, "width": 1.5, "dash": "dash"},
        marker={"size": 5, "color": colours.accent},
        text=[f"{found.jaar}: {formatting.count(start)}", *texts],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _line(figure: go.Figure, totals: Floats, first: int, name: str, style: dict[str, object]) -> None:
    places = range(first, first + len(totals))
    until = _("{name}, tot en met {month}: {n}")
    figure.add_scatter(
        x=list(places),
        y=totals,
        mode="lines",
        line=style,
        text=[
            until.format(name=name, month=formatting.month_name(place), n=formatting.count(value)) if place else ""
            for place, value in zip(places, totals, strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _legend(figure: go.Figure, found: YearForecast, colours: Theme) -> None:
    """What each year comes to, at the upper left, where a line that only rises leaves room."""
    entries = [(f"<b>{found.jaar}: {_outcome(found)}</b>", colours.accent)]
    if not np.isnan(found.vorig_jaar).any():
        entries.append((f"{found.jaar - 1}: {formatting.count(found.vorig_jaar.sum())}", colours.muted))
    for i, (text, colour) in enumerate(entries):
        figure.add_annotation(
            x=0,
            y=1,
            xref="x",
            yref="paper",
            text=text,
            showarrow=False,
            xanchor="left",
            yanchor="top",
            xshift=8,
            yshift=-20 * i,
            font={"color": colour, "size": 13},
        )


def _outcome(found: YearForecast) -> str:
    """The expected total with its interval, or what is in when no forecast is shown."""
    total = found.totaal
    if not found.getoond or total is None:
        return _("{n} tot nu toe").format(n=formatting.count(found.tot_nu_toe))
    return formatting.with_interval(float(total.mean), float(total.low80), float(total.high80), 0)


def _target(figure: go.Figure, doel: float, colours: Theme) -> None:
    figure.add_hline(y=doel, line={"color": colours.attention, "width": 1.5, "dash": "dash"})
    figure.add_annotation(
        x=YEAR,
        y=doel,
        text=_("doel: {n}").format(n=formatting.count(doel)),
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
        font={"color": colours.attention, "size": 13},
    )


def _style(figure: go.Figure, colours: Theme) -> None:
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 36, "b": 28},
        title={
            "text": _("aantal sinds 1 januari"),
            "font": {"size": 13, "color": colours.muted},
            "x": 0,
            "y": 0.99,
        },
        **layout(colours),
    )
    figure.update_xaxes(
        range=[0, YEAR + 0.1],
        tickvals=[place + 0.5 for place in range(YEAR)],
        ticktext=[formatting.month_name(place + 1, short=True) for place in range(YEAR)],
        showgrid=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        rangemode="tozero", gridcolor=colours.rule, zeroline=False, fixedrange=True, automargin=True, tickformat=",~g"
    )
