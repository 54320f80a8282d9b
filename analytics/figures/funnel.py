"""The funnel: every area's figure against its size, with the limits that chance sets round the city's figure."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from analytics import formatting
from analytics.figures.labels import apart
from analytics.figures.theme import Theme, layout, theme
from analytics.frames import floats
from analytics.language import _
from analytics.methods.funnel import CONTROL
from analytics.outliers import Answers, Counts, Funnel, Position

HEIGHT = 460
POINTS = 160  # per limit: smooth on a wide screen
REACH = 3.0  # times the third quartile of the figures: what lies beyond is drawn at the edge, with its number
NAMED = 8  # areas named in the picture; the table names all
NEAR = 0.045  # of the height: two notes nearer than this run into each other
LARGE_SHARE = 0.7  # of the width: to the right of it a name is written to the left of its point
SHAPES = {Position.BINNEN: "circle", Position.MISSCHIEN_BOVEN: "diamond-open", Position.MISSCHIEN_ONDER: "diamond-open"}
TOUCH = 11  # px of a point outside the limits


def funnel_chart(
    funnel: Funnel, names: Mapping[str, str], hovers: Mapping[str, str], *, dark: bool, chosen: str | None
) -> go.Figure:
    """Points with their limits. `names`: area code to name; `hovers`: what an area says when pointed at; `chosen`: the
    area in the accent colour. Raises ValueError for a funnel without a form."""
    if funnel.form is None:
        raise ValueError(funnel.reden)
    colours, figure = theme(dark), go.Figure()
    top = _top(funnel, funnel.form)
    _limits(figure, funnel, funnel.form, colours, top)
    _points(figure, funnel, hovers, colours, top)
    _names(figure, funnel, names, colours, top, chosen)
    _style(figure, funnel, colours, top)
    return figure


def reading() -> str:
    """What the signs in the picture mean."""
    return _(
        "Stip: binnen de grenzen. Open ruit: buiten de 95%-grens. Dichte ruit: ook buiten de 99,8%-grens. Driehoek aan "
        "de bovenrand: het cijfer is nog hoger, het getal staat erbij."
    )


def _top(funnel: Funnel, form: Counts | Answers) -> float:
    """Where the vertical axis ends: one area ten times the rest would press all others into one line."""
    values = floats(funnel.rows["waarde"])
    limit = REACH * float(np.quantile(values, 0.75)) if len(values) > 3 else np.inf
    usual = values[values <= max(limit, _city(funnel))].max(initial=_city(funnel))
    return 1.08 * float(max(usual, form.limits(_sizes(funnel)[1], funnel.tau2, CONTROL[-1])[1]))


def _bottom(funnel: Funnel) -> float:
    """Counts and shares start at nought; a mark would then leave all its differences at the top."""
    if not (isinstance(funnel.form, Answers) and np.isinf(funnel.form.lowest)):
        return 0.0
    values = floats(funnel.rows["waarde"])
    return float(values.min() - 0.25 * (values.max() - values.min()))


def _city(funnel: Funnel) -> float:
    return float(funnel.stad["waarde"])


def _sizes(funnel: Funnel) -> tuple[float, float]:
    sizes = floats(funnel.rows["omvang"])
    return float(sizes.min()), float(sizes.max())


def _limits(figure: go.Figure, funnel: Funnel, form: Counts | Answers, colours: Theme, top: float) -> None:
    small, large = _sizes(funnel)
    sizes = np.geomspace(0.6 * small, 1.02 * large, POINTS)
    for confidence, dash in zip(CONTROL, ("dot", "solid"), strict=True):
        for limit in form.limits(sizes, funnel.tau2, confidence):
            figure.add_scatter(
                x=sizes,
                y=np.where((limit >= _bottom(funnel)) & (limit <= 1.5 * top), limit, np.nan),
                mode="lines",
                line={"color": colours.context, "width": 1, "dash": dash},
                hoverinfo="skip",
                showlegend=False,
            )
    figure.add_hline(y=_city(funnel), line={"color": colours.ink, "width": 1})
    upper = [float(form.limits(1.02 * large, funnel.tau2, confidence)[1]) for confidence in CONTROL]
    for y, text, anchor in _notes(funnel, upper, near=NEAR * (top - _bottom(funnel))):
        figure.add_annotation(
            x=1.02 * large,
            y=y,
            text=text,
            showarrow=False,
            xanchor="left",
            yanchor=anchor,
            xshift=4,
            font={"color": colours.muted, "size": 12},
        )


def _notes(funnel: Funnel, upper: list[float], near: float) -> list[tuple[float, str, str]]:
    """The limits and the city by name at the end of their lines; limits that lie close together share one."""
    inner, outer = (f"{100 * confidence:g}%".replace(".", ",") for confidence in CONTROL)
    value = formatting.number(_city(funnel), funnel.measurement.indicator.decimalen)
    city = _("gemeente<br>{value}").format(value=value)
    if upper[1] - upper[0] < near:
        return [
            (upper[1], _("{inner}, {outer}").format(inner=inner, outer=outer), "bottom"),
            (_city(funnel), city, "top"),
        ]
    below = "top" if upper[0] - _city(funnel) < near else "middle"
    return [(upper[1], outer, "middle"), (upper[0], inner, "middle"), (_city(funnel), city, below)]


def _points(figure: go.Figure, funnel: Funnel, hovers: Mapping[str, str], colours: Theme, top: float) -> None:
    for position in Position:
        rows = funnel.rows[funnel.rows["oordeel"] == position.value]
        beyond = floats(rows["waarde"]) > top
        outside = position is not Position.BINNEN
        shape = SHAPES.get(position, "diamond")
        figure.add_scatter(
            x=floats(rows["omvang"]),
            y=np.minimum(floats(rows["waarde"]), top),
            mode="markers",
            marker={
                "symbol": ["triangle-up" if over else shape for over in beyond],
                "color": colours.attention if outside else colours.context,
                "size": TOUCH if outside else 8,
            },
            text=[hovers[str(code)] for code in rows.index],
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
            cliponaxis=False,
        )


def _names(
    figure: go.Figure, funnel: Funnel, names: Mapping[str, str], colours: Theme, top: float, chosen: str | None
) -> None:
    everybody = len(funnel.rows) <= NAMED
    far = funnel.at(*Position) if everybody else funnel.at(Position.BOVEN, Position.ONDER)
    sizes, values = (floats(funnel.rows[name]).tolist() for name in ("omvang", "waarde"))
    places = dict(zip(map(str, funnel.rows.index), zip(sizes, values, strict=True), strict=True))
    order = dict.fromkeys((*([chosen] if chosen in places else []), *far))
    spots = [(code, places[code][0] / _sizes(funnel)[1], min(places[code][1], top) / top) for code in order if code]
    for code in apart(spots)[: NAMED + 1]:
        (size, value), mine = places[code], code == chosen
        if mine:
            _ring(figure, size, min(value, top), colours)
        left = size > LARGE_SHARE * _sizes(funnel)[1]
        figure.add_annotation(
            x=size,
            y=min(value, top),
            text=_label(funnel, value, names[str(code)], top, bold=mine),
            showarrow=False,
            xanchor="right" if left else "left",
            xshift=-9 if left else 9,
            font={"color": colours.accent if mine else colours.ink, "size": 12},
        )


def _ring(figure: go.Figure, x: float, y: float, colours: Theme) -> None:
    figure.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={"symbol": "circle-open", "color": colours.accent, "size": 16, "line": {"width": 2}},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _label(funnel: Funnel, value: float, name: str, top: float, *, bold: bool) -> str:
    text = f"{name} {formatting.number(value, funnel.measurement.indicator.decimalen)}" if value > top else name
    return f"<b>{text}</b>" if bold else text


def _style(figure: go.Figure, funnel: Funnel, colours: Theme, top: float) -> None:
    measurement = funnel.measurement
    _small, large = _sizes(funnel)
    across = _("respondenten") if measurement.noemer is None else measurement.noemer.van
    bottom = _bottom(funnel)
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 96, "t": 34, "b": 40},
        **layout(colours),
        title={"text": measurement.eenheid, "font": {"size": 13, "color": colours.muted}, "x": 0, "y": 0.99},
    )
    ticks = _ticks(large)
    figure.update_xaxes(
        title={"text": across, "standoff": 6},
        range=[0, 1.02 * large],
        tickvals=ticks,
        ticktext=[formatting.count(tick) for tick in ticks],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        range=[bottom, top * 1.02], gridcolor=colours.rule, zeroline=False, fixedrange=True, automargin=True
    )


def _ticks(largest: float) -> list[float]:
    """Round numbers, at most about six; not nought, where the other axis has its own."""
    rough = largest / 5
    unit = 10.0 ** np.floor(np.log10(rough))
    step = float(next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough))
    return [step * i for i in range(1, int(largest // step) + 1)]
