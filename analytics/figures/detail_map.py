"""The detail map in WebGL: streets as dots, counted in hexagons, or as heat, on the borders of the buurten.

Nothing comes from outside: the base map is a style on this server, empty unless a deployment has its own, and
the browser fetches the borders by their address, once. Without a style Streamlit asks one of a company.
"""

from collections.abc import Mapping
from math import cos, floor, log2, radians
from typing import Any, Literal

import pandas as pd
import pydeck

from analytics import formatting
from analytics.figures.theme import Theme, rgb, theme
from analytics.language import _, ngettext

Form = Literal["straten", "zeshoeken", "warmte"]

EMPTY_STYLE = "/app/static/kaartstijl.json"
HEXAGON_METRES = 150  # centre to corner: a few streets each, so that one address never stands alone
HEAT_PIXELS = 40
LARGEST_DOT = 16  # pixels, radius of the busiest street; areas of dots are in proportion to counts
SMALLEST_DOT = 2.5
OPACITY = 170  # of 255: streets that overlap stay visible
PIXELS_WIDE, PIXELS_HIGH = 440, 400  # what the streets must fit in: half a page beside the table
NETHERLANDS = (5.3, 52.1, 7.0)  # lon, lat and zoom where there are no streets to go by
CLOSEST = 14.0


def deck(
    streets: pd.DataFrame,
    borders_url: str,
    *,
    form: Form,
    dark: bool = False,
    names: Mapping[str, str] | None = None,
    center: tuple[float, float] | None = None,
    zoom: float | None = None,
    background: str = EMPTY_STYLE,
) -> pydeck.Deck:
    """The map of `streets`: gebied (code), straat, lon, lat (EPSG:4326), aantal (registrations).

    Streets without a registration are left out. `names` gives the buurt of a code for the tooltip; `center` is
    (lon, lat) and `zoom` a web map level, both chosen around the streets when left out; `background` is the
    address of a map style on this server.
    """
    colours = theme(dark)
    seen = streets[streets["aantal"] > 0].sort_values(["aantal", "straat"], ascending=[False, True])
    return pydeck.Deck(
        layers=[borders(borders_url, colours), _counts(seen, form, colours, names or {})],
        initial_view_state=view_around(seen, center, zoom),
        map_style=background,
        tooltip=_tooltip(form, colours),
        description=sentence(streets, names),
    )


def sentence(streets: pd.DataFrame, names: Mapping[str, str] | None = None) -> str:
    """What the map shows, for those who do not see it: how many registrations, and the busiest streets."""
    seen = streets[streets["aantal"] > 0]
    if seen.empty:
        return _("Van geen enkele registratie is de straat bekend.")
    top = seen.sort_values(["aantal", "straat"], ascending=[False, True]).head(3)
    counts = _("{registrations} in {streets}; de meeste in {busiest}.")
    return counts.format(
        registrations=_registrations(int(seen["aantal"].sum())),
        streets=ngettext("{n} straat", "{n} straten", len(seen)).format(n=formatting.count(len(seen))),
        busiest=formatting.joined(_street(row, names or {}) for row in top.to_dict("records")),
    )


def reading(form: Form, dark: bool = False) -> str:
    """How to read the map, as its legend: what size and colour mean."""
    if form == "straten":
        return _("Een stip per straat; hoe groter de stip, hoe meer registraties.")
    if form == "zeshoeken":
        more = _("lichter") if dark else _("donkerder")
        text = _("Registraties bij elkaar geteld in vakken van {metres} meter breed; hoe {more}, hoe meer.")
        return text.format(metres=2 * HEXAGON_METRES, more=more)
    return _("Waar registraties dicht bij elkaar liggen; de kleur is een indruk en geen aantal.")


def _registrations(count: int) -> str:
    return ngettext("{n} registratie", "{n} registraties", count).format(n=formatting.count(count))


def _street(row: Mapping[Any, Any], names: Mapping[str, str]) -> str:
    place = names.get(row["gebied"])
    inside = f"{place}, " if place else ""
    return f"{row['straat']} ({inside}{formatting.count(row['aantal'])})"


def borders(url: str, colours: Theme) -> pydeck.Layer:
    """The buurten, fetched by the browser, as the ground of a map."""
    return pydeck.Layer(
        "GeoJsonLayer",
        url,
        id="grenzen",
        filled=True,
        get_fill_color=list(rgb(colours.wash)),
        stroked=True,
        get_line_color=list(rgb(colours.context)),
        get_line_width=1,
        line_width_units=pydeck.types.String("pixels"),
    )


def _counts(seen: pd.DataFrame, form: Form, colours: Theme, names: Mapping[str, str]) -> pydeck.Layer:
    if form == "straten":
        return _dots(seen, colours, names)
    points = [
        {"lon": round(row["lon"], 5), "lat": round(row["lat"], 5), "aantal": int(row["aantal"])}  # about a metre
        for row in seen.to_dict("records")
    ]
    scale = [list(rgb(step)) for step in colours.sequential]
    shared = {"get_position": ["lon", "lat"], "color_range": scale, "id": form}
    return _hexagons(points, shared) if form == "zeshoeken" else _heat(points, shared)


def _dots(seen: pd.DataFrame, colours: Theme, names: Mapping[str, str]) -> pydeck.Layer:
    """Small dots last, so that they lie on top of large ones and can be pointed at."""
    most = float(seen["aantal"].max()) if len(seen) else 1.0
    points = [_dot(row, most, names) for row in seen.to_dict("records")]
    return pydeck.Layer(
        "ScatterplotLayer",
        points,
        id="straten",
        get_position=["lon", "lat"],
        get_radius="straal",
        radius_units=pydeck.types.String("pixels"),
        get_fill_color=[*rgb(colours.sequential[3]), OPACITY],
        stroked=True,
        get_line_color=list(rgb(colours.paper)),
        get_line_width=1,
        line_width_units=pydeck.types.String("pixels"),
        pickable=True,
        auto_highlight=True,
        highlight_color=list(rgb(colours.accent)),
    )


def _dot(row: Mapping[Any, Any], most: float, names: Mapping[str, str]) -> dict[str, Any]:
    known = [names.get(row["gebied"], ""), _registrations(int(row["aantal"]))]
    return {
        "lon": round(row["lon"], 5),
        "lat": round(row["lat"], 5),
        "straal": round(max(SMALLEST_DOT, LARGEST_DOT * (row["aantal"] / most) ** 0.5), 1),
        "straat": row["straat"],
        "tekst": ", ".join(part for part in known if part),
    }


def _hexagons(points: list[dict[str, Any]], shared: dict[str, Any]) -> pydeck.Layer:
    return pydeck.Layer(
        "HexagonLayer",
        points,
        **shared,
        get_color_weight="aantal",
        color_aggregation=pydeck.types.String("SUM"),
        color_scale_type=pydeck.types.String("quantize"),
        radius=HEXAGON_METRES,
        coverage=0.92,
        extruded=False,
        pickable=True,
    )


def _heat(points: list[dict[str, Any]], shared: dict[str, Any]) -> pydeck.Layer:
    return pydeck.Layer(
        "HeatmapLayer",
        points,
        **shared,
        get_weight="aantal",
        radius_pixels=HEAT_PIXELS,
        aggregation=pydeck.types.String("SUM"),
    )


def view_around(
    seen: pd.DataFrame, center: tuple[float, float] | None = None, zoom: float | None = None
) -> pydeck.ViewState:
    """The middle and the level at which all points (lon, lat) fit."""
    lon, lat, level = NETHERLANDS if seen.empty else _around(seen)
    lon, lat = center or (lon, lat)
    return pydeck.ViewState(longitude=lon, latitude=lat, zoom=zoom or level, pitch=0, bearing=0)


def _around(seen: pd.DataFrame) -> tuple[float, float, float]:
    """A web map shows 360 degrees of longitude in 512 pixels at level 0 and twice as large at every next one."""
    west, east = float(seen["lon"].min()), float(seen["lon"].max())
    south, north = float(seen["lat"].min()), float(seen["lat"].max())
    lon, lat = (west + east) / 2, (south + north) / 2
    degrees = max((east - west) / PIXELS_WIDE, (north - south) / PIXELS_HIGH / cos(radians(lat)), 1e-9)
    return lon, lat, floor(100 * min(CLOSEST, log2(360 / 512 / degrees))) / 100


def _tooltip(form: Form, colours: Theme) -> dict[str, Any] | bool:
    texts = {
        "straten": "<b>{straat}</b><br>{tekst}",
        "zeshoeken": _("{number} geregistreerd in dit vak").format(number="<b>{colorValue}</b>"),
    }
    if form not in texts:
        return False
    style = {
        "backgroundColor": colours.paper,
        "border": f"1px solid {colours.rule}",
        "color": colours.ink,
        "fontSize": "14px",
        "padding": "4px 8px",
    }
    return {"html": texts[form], "style": style}
