"""Charts over time: a rolling line with its band, and monthly counts as small multiples on one time axis."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analytics import formatting, provisional
from analytics.figures.notes import Note
from analytics.figures.notes import draw as draw_notes
from analytics.figures.theme import Theme, layout, theme, with_alpha
from analytics.language import _
from analytics.periods import add_months
from analytics.provisional import Expected
from analytics.trends import Series

PANEL_HEIGHT = 110  # px per small multiple: four fit on a laptop screen under the large chart
ROLLING_HEIGHT = 340


def rolling_chart(
    series: Series, *, name: str, dark: bool, expected: Sequence[Expected] = (), notes: Sequence[Note] = ()
) -> go.Figure:
    """The large chart: one line per unbroken part, its 95% band, a dashed provisional end, breaks and events noted.

    `expected`: what provisional points are to become; the newest is a hollow mark with its interval beside the figure.
    `notes`: annotations of the team, as letters above the chart.
    """
    colours = theme(dark)
    decimals = series.decimals
    figure = go.Figure()
    for _part, points in series.punten.groupby("deel"):
        band(figure, points, colours)
        line(figure, points[~points["voorlopig"]], colours, "solid", decimals)
        line(figure, with_joint(points), colours, "dot", decimals)
    if expected:  # of the newest point: the ones before it hardly grow, and would lie on the line
        figure.add_trace(_marks(expected[-1:], colours, decimals))
    _end_label(figure, series, name, colours, decimals)
    _breaks(figure, series, colours)
    draw_notes(figure, notes, colours, span(series.punten))
    _style(figure, colours, ROLLING_HEIGHT)
    figure.update_yaxes(rangemode="tozero")
    figure.update_layout(
        title={"text": _axis_title(series), "font": {"size": 13, "color": colours.muted}, "x": 0, "y": 0.99}
    )
    return figure


def monthly_panels(
    panels: Sequence[tuple[str, Series]],
    *,
    dark: bool,
    expected: Sequence[Sequence[Expected]] = (),
    notes: Sequence[Sequence[Note]] = (),
) -> go.Figure:
    """One panel of monthly counts per indicator, on one shared time axis; provisional months are hollow bars.

    `expected`: per panel what provisional months are to become, drawn as hollow marks with their interval.
    `notes`: per panel the annotations of the team.
    """
    colours = theme(dark)
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        shared_xaxes=True,
        vertical_spacing=0.28 / max(len(panels), 2),
        subplot_titles=[name for name, _series in panels],
    )
    for row, (_name, series) in enumerate(panels, 1):
        becomes = expected[row - 1] if expected else ()
        for unfinished in (False, True):
            figure.add_trace(_bars(series, unfinished, becomes, colours), row=row, col=1)
        if becomes:
            figure.add_trace(_marks(becomes, colours, series.decimals), row=row, col=1)
    _style(figure, colours, 40 + PANEL_HEIGHT * len(panels))
    figure.update_layout(bargap=0.15, barmode="overlay")
    figure.update_yaxes(rangemode="tozero", nticks=3)
    figure.update_annotations(x=0, xanchor="left", font={"size": 13, "color": colours.ink})
    for row, (those, (_name, series)) in enumerate(zip(notes, panels, strict=bool(notes)), 1):
        draw_notes(figure, those, colours, span(series.punten), panel=row, inside=True)
    return figure


def span(points: pd.DataFrame) -> tuple[date, date]:
    """The first day of the first and of the last month of these points."""
    months = points["maand"]
    return months.min().date(), months.max().date()


def _axis_title(series: Series) -> str:
    return _("{unit}, 12 maanden").format(unit=series.eenheid)


def band(figure: go.Figure, points: pd.DataFrame, colours: Theme) -> None:
    """The 95% interval of one unbroken part."""
    known = points.dropna(subset=["ondergrens"])
    if known.empty:
        return
    outline = [*known["bovengrens"], *known["ondergrens"][::-1]]
    figure.add_scatter(
        x=[*known["maand"], *known["maand"][::-1]],
        y=outline,
        fill="toself",
        mode="lines",
        line={"width": 0},
        fillcolor=with_alpha(colours.accent, 0.16),
        hoverinfo="skip",
        showlegend=False,
    )


def line(figure: go.Figure, points: pd.DataFrame, colours: Theme, dash: str, decimals: int) -> None:
    """The line of one unbroken part, `dash` as plotly names it."""
    if points["waarde"].notna().any():
        figure.add_scatter(
            x=points["maand"],
            y=points["waarde"],
            mode="lines",
            connectgaps=False,
            line={"color": colours.accent, "width": 2, "dash": dash},
            text=[_hover(point, decimals) for point in points.itertuples()],
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
        )


def with_joint(points: pd.DataFrame) -> pd.DataFrame:
    """The provisional end together with the last final point, so that the dashes start where the line stops."""
    if not points["voorlopig"].any():
        return points.iloc[0:0]
    first = int(points["voorlopig"].to_numpy().argmax())
    return points.iloc[max(first - 1, 0) :]


def _hover(point: Any, decimals: int) -> str:
    if pd.isna(point.waarde):
        return ""
    month = point.maand.date()
    span = formatting.period(add_months(month, -11), add_months(month, 1))
    value = formatting.with_interval(point.waarde, point.ondergrens, point.bovengrens, decimals)
    note = "<br>" + _("voorlopig") if point.voorlopig else ""
    return f"{span}<br><b>{value}</b>{note}"


def _end_label(figure: go.Figure, series: Series, name: str, colours: Theme, decimals: int) -> None:
    known = series.punten.dropna(subset=["waarde"])
    if known.empty:
        return
    last = known.iloc[-1]
    figure.add_scatter(
        x=[last["maand"]],
        y=[last["waarde"]],
        mode="markers",
        marker={"color": colours.accent, "size": 7},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_annotation(
        x=last["maand"],
        y=last["waarde"],
        text=f"<b>{formatting.number(last['waarde'], decimals)}</b> {name}",
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
        yshift=8,
        font={"color": colours.accent, "size": 13},
    )


def _breaks(figure: go.Figure, series: Series, colours: Theme) -> None:
    months = series.punten["maand"]
    for item in series.breuken:
        if months.min() < pd.Timestamp(item.vanaf) <= months.max():
            figure.add_vline(x=pd.Timestamp(item.vanaf), line={"color": colours.muted, "width": 1, "dash": "dot"})
            figure.add_annotation(
                x=pd.Timestamp(item.vanaf),
                y=1,
                yref="paper",
                text=_short(item.tekst),
                showarrow=False,
                xanchor="left",
                yanchor="top",
                xshift=4,
                align="left",
                font={"color": colours.muted, "size": 12},
            )


def _short(text: str) -> str:
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 26:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _bars(series: Series, unfinished: bool, expected: Sequence[Expected], colours: Theme) -> go.Bar:
    points = series.punten[series.punten["voorlopig"] == unfinished]
    hollow = {"color": with_alpha(colours.accent, 0.15), "line": {"color": colours.accent, "width": 1}}
    word = _("voorlopig")
    notes = {one.maand: f" ({word}, {provisional.becomes(one, series.decimals)})" for one in expected}
    note = f" ({word})" if unfinished else ""
    return go.Bar(
        x=points["maand"],
        y=points["teller"],
        marker=hollow if unfinished else {"color": colours.accent},
        text=None,
        showlegend=False,
        customdata=[
            f"{formatting.period(m.date(), add_months(m.date(), 1))}: {formatting.count(n)}{notes.get(m.date(), note)}"
            for m, n in zip(points["maand"], points["teller"], strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _marks(expected: Sequence[Expected], colours: Theme, decimals: int) -> go.Scatter:
    return go.Scatter(
        x=[pd.Timestamp(one.maand) for one in expected],
        y=[one.waarde for one in expected],
        error_y={
            "array": [one.hoog - one.waarde for one in expected],
            "arrayminus": [one.waarde - one.laag for one in expected],
            "color": colours.ink,
            "thickness": 1,
            "width": 0,
        },
        mode="markers",
        marker={"symbol": "circle", "color": colours.paper, "line": {"color": colours.ink, "width": 1}, "size": 6},
        text=[_becomes(one, decimals) for one in expected],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _becomes(one: Expected, decimals: int) -> str:
    month = formatting.period(one.maand, add_months(one.maand, 1))
    return _("{month}: {text}").format(month=month, text=provisional.becomes(one, decimals))


def _style(figure: go.Figure, colours: Theme, height: int) -> None:
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 36, "b": 28},
        **layout(colours, hover="x" if height == ROLLING_HEIGHT else "closest"),
    )
    figure.update_xaxes(
        showgrid=False, tickformat="%Y", dtick="M12", ticks="outside", tickcolor=colours.rule, fixedrange=True
    )
    figure.update_yaxes(gridcolor=colours.rule, zeroline=False, fixedrange=True, automargin=True)
