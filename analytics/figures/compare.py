"""A row per area: the figure with its interval and earlier years; behind all rows what is usual among the others."""

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics import formatting
from analytics.figures.theme import Theme, layout, theme, with_alpha
from analytics.language import _
from analytics.peers import Peers, Standing

ROW, HEAD = 34, 96  # px
Earlier = Sequence[tuple[str, dict[str, float]]]  # per period its name and the value per area code


def rows_chart(found: Peers, earlier: Earlier, *, dark: bool) -> go.Figure:
    """The rows in the order of `found`: no order of merit. `earlier`: the newest first."""
    colours, figure = theme(dark), go.Figure()
    rows = [row for row in found.rows if row.figure.waarde is not None and not row.klein]
    _usual(figure, found, colours)
    _before(figure, rows, earlier, colours)
    for row in rows:
        _now(figure, found, row, colours)
    _style(figure, found, rows, colours)
    figure.update_xaxes(range=_reach(found, rows, earlier))
    return figure


def reading(found: Peers, earlier: Earlier) -> str:
    """What the signs in the picture mean."""
    now = _("Stip met streep: het cijfer met zijn 95%-interval.")
    if found.own.gewoon is not None:
        now = _("{now} Baan: wat naast de andere gewoon is.").format(now=now)
    if not earlier:
        return now
    if len(earlier) == 1:
        return _("{now} Open stip: {before}.").format(now=now, before=earlier[0][0])
    return _("{now} Open stippen: ervoor ({first} tot en met {last}), hoe ouder hoe lichter.").format(
        now=now, first=earlier[-1][0], last=earlier[0][0]
    )


def _reach(found: Peers, rows: Sequence[Standing], earlier: Earlier) -> tuple[float, float] | None:
    """From the lowest to the highest that is drawn, with some room, so that a sign at nought is whole."""
    items = [row.figure for row in rows]
    usual = [found.own.gewoon.van, found.own.gewoon.tot] if found.own.gewoon else []
    before = [value for _name, values in earlier for value in values.values()]
    drawn = [v for item in items for v in (item.waarde, item.ondergrens, item.bovengrens) if v is not None]
    every = [*drawn, *usual, *before]
    if not every:
        return None
    room = 0.04 * (max(every) - min(every))
    return min(every) - room, max(every) + room


def _usual(figure: go.Figure, found: Peers, colours: Theme) -> None:
    usual = found.own.gewoon
    if usual is None:
        return
    figure.add_vrect(
        x0=usual.van, x1=usual.tot, fillcolor=with_alpha(colours.context, 0.18), line_width=0, layer="below"
    )
    figure.add_vline(x=usual.gemiddelde, line={"color": colours.muted, "width": 1.5})
    mean = formatting.number(usual.gemiddelde, found.measurement.indicator.decimalen)
    figure.add_annotation(
        x=usual.gemiddelde,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=_("gemiddelde {value}").format(value=mean),
        showarrow=False,
        font={"color": colours.ink, "size": 12},
    )


def _before(figure: go.Figure, rows: Sequence[Standing], earlier: Earlier, colours: Theme) -> None:
    """The years before as open dots on the same row, fainter as they are older."""
    for place, (name, values) in enumerate(earlier):
        shown = [row for row in rows if row.area.code in values]
        figure.add_scatter(
            x=[values[row.area.code] for row in shown],
            y=[row.area.naam for row in shown],
            mode="markers",
            marker={
                "symbol": "circle-open",
                "size": 7,
                "color": with_alpha(colours.muted, 1.0 - place / (len(earlier) + 1)),
                "line": {"width": 1.25},
            },
            text=[f"{row.area.naam}, {name}: {formatting.number(values[row.area.code])}" for row in shown],
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
        )


def _now(figure: go.Figure, found: Peers, row: Standing, colours: Theme) -> None:
    item, own = row.figure, row is found.own
    colour = colours.accent if own else colours.context
    low = item.waarde if item.ondergrens is None else item.ondergrens
    high = item.waarde if item.bovengrens is None else item.bovengrens
    figure.add_scatter(
        x=[low, high],
        y=[row.area.naam] * 2,
        mode="lines",
        line={"color": colour, "width": 3},
        hoverinfo="skip",
        showlegend=False,
    )
    decimals = found.measurement.indicator.decimalen
    figure.add_scatter(
        x=[item.waarde],
        y=[row.area.naam],
        mode="markers",
        marker={"color": colour, "size": 11 if own else 9},
        text=f"{row.area.naam}: {formatting.with_interval(item.waarde, item.ondergrens, item.bovengrens, decimals)}",
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _style(figure: go.Figure, found: Peers, rows: Sequence[Standing], colours: Theme) -> None:
    figure.update_layout(
        height=HEAD + ROW * len(rows),
        margin={"l": 8, "r": 16, "t": 30, "b": 44},
        **layout(colours),
    )
    figure.update_xaxes(
        title={"text": found.measurement.eenheid, "standoff": 6},
        gridcolor=colours.rule,
        zeroline=False,
        fixedrange=True,
    )
    names = [row.area.naam for row in rows]
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=names[::-1],
        tickvals=names,
        ticktext=[f"<b>{name}</b>" if row is found.own else name for name, row in zip(names, rows, strict=True)],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        automargin=True,
    )
