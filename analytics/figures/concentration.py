"""The curve of concentration: what share of the registrations the busiest places hold, with chance in grey."""

from collections.abc import Callable

import plotly.graph_objects as go

from analytics import formatting
from analytics.figures.theme import Theme, layout, theme
from analytics.language import _
from analytics.methods.gini import Floats

HEIGHT = 340
CLOSE = 0.25  # of the axis: two labels that are nearer do not fit side by side


def curve_chart(
    curve: Floats, chance: Floats, half: int, by_lot: int, *, counted: Callable[[float], str], dark: bool
) -> go.Figure:
    """Cumulative share of the busiest 1, 2, ... places, with a mark where half is reached.

    `curve` and `chance` (places,): shares 0-1, as registered and by lot; `half` and `by_lot` the number of places with
    half of it, in the same way; `counted` says a number of places in words.
    """
    colours = theme(dark)
    figure = go.Figure()
    figure.add_hline(y=50, line={"color": colours.rule, "width": 1, "dash": "dot"})
    figure.add_trace(_line(chance, None, counted, colours.context, 1.5))
    figure.add_trace(_line(curve, chance, counted, colours.accent, 2.5))
    own, lot = f"<b>{counted(half)}</b>", _("bij toeval {n}").format(n=counted(by_lot))
    near = by_lot - half < CLOSE * len(curve)
    if near:  # both names in one place, the one above the other
        lot = f'<span style="color:{colours.accent}">{own}</span><br>{lot}'
    _mark(figure, half, float(curve[half - 1]), "" if near else own, colours.accent)
    _mark(figure, by_lot, float(chance[by_lot - 1]), lot, colours.muted)
    _style(figure, len(curve), colours)
    return figure


def _line(
    shares: Floats, chance: Floats | None, counted: Callable[[float], str], colour: str, width: float
) -> go.Scatter:
    numbers = range(1, len(shares) + 1)
    text = [_hover(counted(n), shares[n - 1], None if chance is None else chance[n - 1]) for n in numbers]
    return go.Scatter(
        x=[0, *numbers],
        y=[0.0, *(100 * shares)],
        mode="lines",
        line={"color": colour, "width": width},
        text=["", *text],
        hovertemplate="%{text}<extra></extra>",
        hoverinfo="skip" if chance is None else None,
        showlegend=False,
    )


def _hover(places: str, share: float, chance: float | None) -> str:
    said = _("drukste {places}: {share}").format(places=places, share=formatting.percentage(100 * share, 0))
    if chance is None:
        return said
    by_lot = _("bij toeval {share}").format(share=formatting.percentage(100 * chance, 0))
    return f"{said}<br>{by_lot}"


def _mark(figure: go.Figure, number: int, share: float, text: str, colour: str) -> None:
    """A dot, named on its lower right: there no line passes."""
    figure.add_scatter(
        x=[number],
        y=[100 * share],
        mode="markers",
        marker={"color": colour, "size": 8},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_annotation(
        x=number,
        y=100 * share,
        text=text,
        showarrow=False,
        align="left",
        xanchor="left",
        yanchor="top",
        xshift=6,
        yshift=-4,
        font={"color": colour, "size": 13},
    )


def _style(figure: go.Figure, places: int, colours: Theme) -> None:
    figure.update_layout(height=HEIGHT, margin={"l": 8, "r": 12, "t": 32, "b": 40}, **layout(colours))
    figure.update_layout(
        title={
            "text": _("aandeel van de registraties op de drukste plekken"),
            "font": {"size": 13, "color": colours.muted},
            "x": 0,
            "y": 0.99,
        }
    )
    figure.update_xaxes(
        title={"text": _("aantal plekken, de drukste eerst"), "font": {"size": 12}},
        range=[0, places * 1.02],
        showgrid=False,
        ticks="outside",
        tickcolor=colours.rule,
        fixedrange=True,
    )
    figure.update_yaxes(
        range=[0, 103],
        ticksuffix="%",
        nticks=5,
        gridcolor=colours.rule,
        zeroline=False,
        fixedrange=True,
        automargin=True,
    )
