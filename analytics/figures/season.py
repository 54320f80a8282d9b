"""Charts of the season: the last months in their expected band, and the pattern of a year."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analytics import formatting
from analytics.figures.notes import Note
from analytics.figures.notes import draw as draw_notes
from analytics.figures.theme import Theme, layout, theme, with_alpha
from analytics.figures.trend import span
from analytics.language import _
from analytics.periods import add_months
from analytics.seasonal import Seasonal, Usual

HEIGHT, PATTERN_HEIGHT = 340, 220
OUTSIDE = (Usual.HOGER.value, Usual.LAGER.value)


def band_chart(found: Seasonal, *, dark: bool, notes: Sequence[Note] = ()) -> go.Figure:
    """The counts of the last months over the band of what was to be expected; months outside it are marked and named,
    provisional ones are hollow. `notes`: annotations of the team."""
    colours = theme(dark)
    points = found.punten
    figure = go.Figure()
    _band(figure, points, colours)
    final = points[~points["voorlopig"]]
    figure.add_scatter(
        x=points["maand"],
        y=points["verwacht"],
        mode="lines",
        line={"color": colours.muted, "width": 1, "dash": "dash"},
        hoverinfo="skip",
        showlegend=False,
    )
    _dots(figure, final, colours, mode="lines+markers", marker={"color": colours.accent, "size": 6})
    hollow = {"color": colours.paper, "line": {"color": colours.accent, "width": 1.5}, "size": 8}
    _dots(figure, points[points["voorlopig"]], colours, mode="markers", marker=hollow)
    out = points[points["oordeel"].isin(OUTSIDE)]
    _dots(figure, out, colours, mode="markers", marker={"color": colours.attention, "size": 11, "symbol": "diamond"})
    for month, count, usual in zip(out["maand"], out["teller"], out["oordeel"], strict=True):
        _name(figure, month, count, usual, colours)
    _style(figure, colours, HEIGHT)
    figure.update_layout(
        title={"text": _("aantal per maand"), "font": {"size": 13, "color": colours.muted}, "x": 0, "y": 0.99}
    )
    figure.update_yaxes(rangemode="tozero")
    figure.update_xaxes(tickformat="%Y", dtick="M12", ticks="outside", tickcolor=colours.rule)
    draw_notes(figure, notes, colours, span(points))
    return figure


def pattern_chart(found: Seasonal, *, dark: bool) -> go.Figure:
    """Twelve bars: each month of the year beside an average month, which is 100, with its 95% interval."""
    colours = theme(dark)
    rows = found.maanden
    value, low, high = (100 * rows[name] for name in ("factor", "ondergrens", "bovengrens"))
    figure = go.Figure(
        go.Bar(
            x=[formatting.month_name(month, short=True) for month in rows["maand"]],
            y=value - 100,
            base=100,
            marker={"color": colours.accent},
            error_y={
                "array": high - value,
                "arrayminus": value - low,
                "color": colours.ink,
                "thickness": 1,
                "width": 0,
            },
            customdata=[
                f"{formatting.month_name(month)}: {formatting.with_interval(v, lo, hi, 0)}"
                for month, v, lo, hi in zip(rows["maand"], value, low, high, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    figure.add_hline(y=100, line={"color": colours.muted, "width": 1})
    _style(figure, colours, PATTERN_HEIGHT)
    figure.update_layout(
        bargap=0.3,
        title={
            "text": _("gemiddelde maand = 100"),
            "font": {"size": 13, "color": colours.muted},
            "x": 0,
            "y": 0.99,
        },
    )
    figure.update_yaxes(nticks=5)
    return figure


def _band(figure: go.Figure, points: pd.DataFrame, colours: Theme) -> None:
    known = points.dropna(subset=["ondergrens"])
    gaps = (known.index.to_series().diff() != 1).cumsum()
    for _stretch, rows in known.groupby(gaps):
        edges = [month + pd.Timedelta(days=shift) for month in rows["maand"] for shift in (-15, 15)]
        high = [value for value in rows["bovengrens"] for _edge in range(2)]
        low = [value for value in rows["ondergrens"] for _edge in range(2)]
        figure.add_scatter(
            x=[*edges, *edges[::-1]],
            y=[*high, *low[::-1]],
            fill="toself",
            mode="lines",
            line={"width": 0},
            fillcolor=with_alpha(colours.muted, 0.18),
            hoverinfo="skip",
            showlegend=False,
        )


def _dots(figure: go.Figure, points: pd.DataFrame, colours: Theme, *, mode: str, marker: dict[str, object]) -> None:
    if points["teller"].notna().any():
        figure.add_scatter(
            x=points["maand"],
            y=points["teller"],
            mode=mode,
            connectgaps=False,
            line={"color": colours.accent, "width": 1.5},
            marker=marker,
            text=[_hover(*row) for row in zip(*(points[name] for name in HOVERED), strict=True)],
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
        )


HOVERED = ("maand", "teller", "verwacht", "ondergrens", "bovengrens", "voorlopig")


def _hover(month: pd.Timestamp, count: float, expected: float, low: float, high: float, unfinished: bool) -> str:
    first = month.date()
    note = " " + _("(voorlopig)") if unfinished else ""
    lines = [f"{formatting.period(first, add_months(first, 1))}: <b>{formatting.count(count)}</b>{note}"]
    if not pd.isna(expected):
        lines.append(_("verwacht {value}").format(value=formatting.with_interval(expected, low, high, 0)))
    return "<br>".join(lines)


def _name(figure: go.Figure, month: pd.Timestamp, count: float, usual: str, colours: Theme) -> None:
    above = usual == Usual.HOGER.value
    first = month.date()
    figure.add_annotation(
        x=month,
        y=count,
        text=f"{formatting.period(first, add_months(first, 1))}: {formatting.count(count)}",
        showarrow=False,
        yanchor="bottom" if above else "top",
        yshift=8 if above else -8,
        font={"color": colours.attention, "size": 12},
    )


def _style(figure: go.Figure, colours: Theme, height: int) -> None:
    figure.update_layout(height=height, margin={"l": 8, "r": 8, "t": 36, "b": 28}, **layout(colours))
    figure.update_xaxes(showgrid=False, fixedrange=True)
    figure.update_yaxes(gridcolor=colours.rule, zeroline=False, fixedrange=True, automargin=True, tickformat=",~g")
