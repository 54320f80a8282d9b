"""Crime against feeling: a cross per area, the corners round the city named, and the line of what is to be expected."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from analytics import formatting
from analytics.feeling import Feeling, Judgement
from analytics.figures.labels import apart
from analytics.figures.theme import Theme, layout, theme, with_alpha
from analytics.frames import floats
from analytics.language import _
from analytics.methods.errors_in_variables import Floats

HEIGHT = 480
NAMED = 8  # areas named in the picture; the table names all
STEPS = (1, 2, 5)  # per power of ten on the logarithmic axis
SHAPES = {Judgement.ONVEILIGER: "diamond", Judgement.VEILIGER: "square"}
EDGE = 1.25  # times the lowest and highest figure: where the axis of crime ends


def feeling_chart(
    feeling: Feeling,
    names: Mapping[str, str],
    hovers: Mapping[str, str],
    quadrants: tuple[str, str, str, str],
    *,
    dark: bool,
    chosen: str | None,
) -> go.Figure:
    """The crosses. `names`, `hovers` and `quadrants` as in the view; `chosen`: the area in the accent colour. Raises
    ValueError without any area."""
    if feeling.rows.empty:
        raise ValueError(feeling.reden)
    colours, figure = theme(dark), go.Figure()
    low, high = _ends(feeling)
    for judgement in Judgement:
        _crosses(figure, feeling, judgement, hovers, colours, low)
    _city(figure, feeling, colours)
    if feeling.line is not None:
        _line(figure, feeling, colours, low, high)
    _names(figure, feeling, names, colours, low, chosen)
    _corners(figure, feeling, quadrants, colours)
    _style(figure, feeling, colours, low, high)
    return figure


def reading() -> str:
    """What the signs in the picture mean."""
    return _(
        "Ruit: voelt onveiliger dan de misdrijven verklaren. Vierkant: voelt veiliger. Stip: past erbij, of niet te "
        "zeggen. Strepen: de 95%-intervallen. Rechte lijnen: de gemeente. Streepjeslijn: wat bij zoveel misdrijven te "
        "verwachten is. Op de as van de misdrijven is elke verdubbeling een even grote stap."
    )


def _ends(feeling: Feeling) -> tuple[float, float]:
    rates = floats(feeling.rows["misdrijven"])
    rates = rates[rates > 0]
    return (float(rates.min()) / EDGE, float(rates.max()) * EDGE) if len(rates) else (0.1, 10.0)


def _crosses(
    figure: go.Figure, feeling: Feeling, judgement: Judgement, hovers: Mapping[str, str], colours: Theme, low: float
) -> None:
    rows = feeling.rows[feeling.rows["oordeel"] == judgement.value]
    called = judgement in SHAPES
    colour = {Judgement.ONVEILIGER: colours.attention, Judgement.VEILIGER: colours.diverging[0]}.get(
        judgement, colours.context
    )
    x, y = np.maximum(floats(rows["misdrijven"]), low), floats(rows["gevoel"])
    figure.add_scatter(
        x=x,
        y=y,
        error_x=_bar(
            x, np.maximum(floats(rows["misdrijven_laag"]), low), floats(rows["misdrijven_hoog"]), colour, called
        ),
        error_y=_bar(y, floats(rows["gevoel_laag"]), floats(rows["gevoel_hoog"]), colour, called),
        mode="markers",
        marker={"symbol": SHAPES.get(judgement, "circle"), "color": colour, "size": 10 if called else 6},
        text=[hovers[str(code)] for code in rows.index],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _bar(middle: Floats, low: Floats, high: Floats, colour: str, called: bool) -> dict[str, object]:
    return {
        "type": "data",
        "array": high - middle,
        "arrayminus": middle - low,
        "color": with_alpha(colour, 0.8 if called else 0.35),
        "thickness": 1,
        "width": 0,
    }


def _city(figure: go.Figure, feeling: Feeling, colours: Theme) -> None:
    line = {"color": colours.ink, "width": 1}
    crime, felt = (float(side.stad["waarde"]) for side in (feeling.crime, feeling.survey))
    if not np.isnan(crime) and crime > 0:
        figure.add_vline(x=crime, line=line)
    if not np.isnan(felt):
        figure.add_hline(y=felt, line=line)


def _line(figure: go.Figure, feeling: Feeling, colours: Theme, low: float, high: float) -> None:
    rates = np.geomspace(low, high, 2)
    figure.add_scatter(
        x=rates,
        y=feeling.line_at(rates),
        mode="lines",
        line={"color": colours.muted, "width": 1.5, "dash": "dash"},
        hoverinfo="skip",
        showlegend=False,
    )


def _names(
    figure: go.Figure, feeling: Feeling, names: Mapping[str, str], colours: Theme, low: float, chosen: str | None
) -> None:
    called = [*feeling.judged(Judgement.ONVEILIGER), *feeling.judged(Judgement.VEILIGER)]
    if len(feeling.rows) <= NAMED:
        called = [str(code) for code in feeling.rows.index]
    places = {str(code): i for i, code in enumerate(feeling.rows.index)}
    x, y = np.maximum(floats(feeling.rows["misdrijven"]), low), floats(feeling.rows["gevoel"])
    middle = float(np.sqrt(x.min() * x.max()))
    (bottom, top), wide = _heights(feeling), float(np.log(x.max() / x.min())) or 1.0
    spots = [
        (code, float(np.log(x[places[code]] / x.min())) / wide, float(y[places[code]] - bottom) / (top - bottom))
        for code in dict.fromkeys((*([chosen] if chosen in places else []), *called))
        if code
    ]
    for code in apart(spots)[: NAMED + 1]:
        i, mine = places[code], code == chosen
        left = float(x[i]) > middle
        figure.add_annotation(
            x=float(np.log10(x[i])),  # of a logarithmic axis an annotation wants the exponent
            y=float(y[i]),
            text=f"<b>{names[code]}</b>" if mine else names[code],
            showarrow=False,
            xanchor="right" if left else "left",
            yanchor="bottom",
            xshift=-6 if left else 6,
            font={"color": colours.accent if mine else colours.ink, "size": 12},
        )
        if mine:
            _ring(figure, float(x[i]), float(y[i]), colours)


def _ring(figure: go.Figure, x: float, y: float, colours: Theme) -> None:
    figure.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={"symbol": "circle-open", "color": colours.accent, "size": 18, "line": {"width": 2}},
        hoverinfo="skip",
        showlegend=False,
    )


def _corners(figure: go.Figure, feeling: Feeling, quadrants: tuple[str, str, str, str], colours: Theme) -> None:
    more_unsafe, less_unsafe, more_safe, less_safe = quadrants
    unsafe, safe = (1.0, 0.0) if feeling.unsafe_is_high else (0.0, 1.0)
    for text, x, y in (
        (more_unsafe, 1.0, unsafe),
        (less_unsafe, 0.0, unsafe),
        (more_safe, 1.0, safe),
        (less_safe, 0.0, safe),
    ):
        figure.add_annotation(
            xref="paper",
            yref="paper",
            x=x,
            y=y,
            text=text.replace(", ", ",<br>"),
            showarrow=False,
            align="right" if x else "left",
            xanchor="right" if x else "left",
            yanchor="top" if y else "bottom",
            font={"color": colours.muted, "size": 12},
        )


def _style(figure: go.Figure, feeling: Feeling, colours: Theme, low: float, high: float) -> None:
    crime, survey = feeling.crime.measurement, feeling.survey.measurement
    ticks = _ticks(low, high)
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 34, "b": 44},
        **layout(colours),
        title={
            "text": f"{survey.indicator.titel}, {survey.eenheid}",
            "font": {"size": 13, "color": colours.muted},
            "x": 0,
            "y": 0.99,
        },
    )
    figure.update_xaxes(
        type="log",
        range=[float(np.log10(low)), float(np.log10(high))],
        title={"text": f"{crime.indicator.meervoud} {crime.eenheid}", "standoff": 6},
        tickvals=ticks,
        ticktext=[formatting.number(tick, 0 if tick >= 1 else 1) for tick in ticks],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(range=_heights(feeling), showgrid=False, zeroline=False, fixedrange=True, automargin=True)


def _heights(feeling: Feeling) -> list[float]:
    """From the lowest to the highest interval, with room for the names of the corners."""
    low, high = float(floats(feeling.rows["gevoel_laag"]).min()), float(floats(feeling.rows["gevoel_hoog"]).max())
    room = 0.12 * (high - low)
    return [low - room, high + room]


def _ticks(low: float, high: float) -> list[float]:
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    return [tick for power in powers for step in STEPS if low <= (tick := step * 10.0**power) <= high]
