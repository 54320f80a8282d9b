"""The map of one area that the team drew, in WebGL: its drawing and its streets, on the borders of the buurten."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pydeck

from analytics.figures.detail_map import EMPTY_STYLE, borders, view_around
from analytics.figures.theme import Theme, rgb, theme

DOT = 5  # pixels
FILL = 60  # of 255: the borders below a drawing stay visible


def deck(
    streets: pd.DataFrame,
    shape: str,
    borders_url: str,
    *,
    dark: bool = False,
    names: Mapping[str, str] | None = None,
    background: str = EMPTY_STYLE,
) -> pydeck.Deck:
    """The map of `streets` (buurt, straat, lon, lat; EPSG:4326) and `shape` (GeoJSON in WGS84, or "").

    `names` gives the buurt of a code for the tooltip; `background` is the address of a map style on this server.
    """
    colours = theme(dark)
    layers = [borders(borders_url, colours), *([_drawing(shape, colours)] if shape else [])]
    corners = pd.DataFrame([*_corners(json.loads(shape)["coordinates"])] if shape else [], columns=["lon", "lat"])
    return pydeck.Deck(
        layers=[*layers, _dots(streets, colours, names or {})],
        initial_view_state=view_around(pd.concat([streets[["lon", "lat"]], corners], ignore_index=True)),
        map_style=background,
        tooltip={"text": "{straat}\n{buurtnaam}"},
    )


def _drawing(shape: str, colours: Theme) -> pydeck.Layer:
    return pydeck.Layer(
        "GeoJsonLayer",
        {"type": "Feature", "properties": {}, "geometry": json.loads(shape)},
        id="tekening",
        filled=True,
        get_fill_color=[*rgb(colours.accent), FILL],
        stroked=True,
        get_line_color=list(rgb(colours.accent)),
        get_line_width=2,
        line_width_units=pydeck.types.String("pixels"),
    )


def _dots(streets: pd.DataFrame, colours: Theme, names: Mapping[str, str]) -> pydeck.Layer:
    points = [
        {"lon": row["lon"], "lat": row["lat"], "straat": row["straat"], "buurtnaam": names.get(row["buurt"], "")}
        for row in streets.to_dict("records")
    ]
    return pydeck.Layer(
        "ScatterplotLayer",
        points,
        id="straten",
        get_position=["lon", "lat"],
        get_radius=DOT,
        radius_units=pydeck.types.String("pixels"),
        get_fill_color=list(rgb(colours.sequential[3])),
        stroked=True,
        get_line_color=list(rgb(colours.paper)),
        get_line_width=1,
        line_width_units=pydeck.types.String("pixels"),
        pickable=True,
    )


def _corners(coordinates: Any) -> Iterator[tuple[float, float]]:
    """Every point in nested lists of them."""
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for inner in coordinates:
        yield from _corners(inner)
