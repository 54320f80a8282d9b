"""Which buurten and streets lie within an area that somebody drew in a map program and saved as GeoJSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Never

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analytics import formatting
from analytics.areas import Niveau, at_level
from analytics.contract import BOUNDARIES_FILE
from analytics.database import open_database
from analytics.errors import DeliveryRefused
from analytics.language import _, ngettext
from analytics.refresh.boundaries import CRS
from analytics.refresh.places import EPSG, Stelsel, plausible, swapped
from analytics.snapshots import Part, Snapshot

LARGEST = 2_000_000  # bytes
MOST_POINTS = 5_000  # of all borders together; an area of attention is a few hundred
NEARLY = 0.95  # of a buurt within the drawing, and it counts as a whole: nobody draws along a border exactly
FINE = 1e-6  # degrees, about a decimetre
TRACE = 0.01  # of a buurt or of the drawing, and it is worth a sentence
SURFACES = ("Polygon", "MultiPolygon")
SYSTEMS: dict[str, Stelsel] = {"28992": "RD", "4326": "WGS84", "CRS84": "WGS84"}


@dataclass(frozen=True)
class Drawn:
    """`delen`: what lies within; `vorm`: the drawing as GeoJSON in WGS84; `zinnen`: what was found, in words."""

    delen: tuple[Part, ...]
    vorm: str
    zinnen: tuple[str, ...]


def parts_within(geojson: bytes, snapshot: Snapshot) -> Drawn:
    """The parts of a drawing: buurten that lie in it (nearly) wholly, and of others the streets whose point lies in it.

    A Polygon, MultiPolygon, Feature or FeatureCollection (RFC 7946), in WGS84 or, when the file says so in `crs`, in
    RD. Raises DeliveryRefused with what is wrong with the file.
    """
    document = _document(geojson)
    items = list(_geometries(document))
    surface = _surface(items, _system(document))
    shares, outside = _shares(surface, snapshot)
    whole = sorted(shares.index[shares >= NEARLY])
    streets = _streets(surface, snapshot, whole)
    parts = tuple(Part(str(code)) for code in whole) + streets
    if not parts:
        _refuse(_nothing_in_it(snapshot))
    names = {area.code: area.naam for area in at_level(snapshot, Niveau.BUURT)}
    said = _said(shares, streets, names, outside, len(items) - sum(item.get("type") in SURFACES for item in items))
    return Drawn(parts, shapely.to_geojson(surface), tuple(said))


def _refuse(*problems: str) -> Never:
    raise DeliveryRefused(_("Dit bestand is niet te gebruiken; er is niets veranderd:"), list(problems))


def _document(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        _refuse(_("Het bestand is groter dan {n} MB. Bewaar alleen het gebied zelf.").format(n=LARGEST // 1_000_000))
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=float)
    except (UnicodeDecodeError, ValueError, RecursionError):
        _refuse(_("Het is geen JSON. Sla de tekening in het kaartprogramma op als GeoJSON."))
    if not isinstance(document, dict) or "type" not in document:
        _refuse(_("Het is wel JSON, maar geen GeoJSON. Sla de tekening in het kaartprogramma op als GeoJSON."))
    return document


def _geometries(document: Any) -> Iterator[dict[str, Any]]:
    """Every geometry in a document, whatever wraps it."""
    if not isinstance(document, dict):
        return
    kind = document.get("type")
    if kind in ("FeatureCollection", "GeometryCollection"):
        inside = document.get("features" if kind == "FeatureCollection" else "geometries")
        for item in inside if isinstance(inside, list) else []:
            yield from _geometries(item)
    elif kind == "Feature":
        yield from _geometries(document.get("geometry"))
    else:
        yield document


def _system(document: dict[str, Any]) -> Stelsel:
    """The coordinate system that the file names; without one it is WGS84, as the standard says."""
    crs = document.get("crs")
    if crs is None:
        return "WGS84"
    named = str((crs.get("properties") or {}).get("name", crs)) if isinstance(crs, dict) else str(crs)
    for sign, system in SYSTEMS.items():
        if named.rstrip("/").endswith(sign):
            return system
    _refuse(
        _("Het coördinatenstelsel {name} is niet bekend. Gebruik WGS84 of RD (EPSG:28992).").format(name=named[:80])
    )


def _surface(items: list[dict[str, Any]], system: Stelsel) -> Any:
    """All surfaces as one, in WGS84."""
    surfaces = [_shape(item) for item in items if item.get("type") in SURFACES]
    surfaces = [surface for surface in surfaces if not surface.is_empty]
    if not surfaces:
        _refuse(_("Er staat geen vlak in (wel punten of lijnen, of niets). Teken de rand van het gebied als vlak."))
    points = shapely.get_coordinates(surfaces)
    if len(points) > MOST_POINTS:
        _refuse(
            _("De rand heeft {n} punten; {most} is het meeste. Teken of vereenvoudig het gebied.").format(
                n=formatting.count(len(points)), most=formatting.count(MOST_POINTS)
            )
        )
    _check_place(points[:, 0], points[:, 1], system)
    for surface in surfaces:
        _check_valid(surface)
    together = gpd.GeoSeries([shapely.force_2d(shapely.union_all(surfaces))], crs=EPSG[system]).to_crs(CRS)
    surface = shapely.set_precision(together.iloc[0], FINE)
    if surface.is_empty:
        _refuse(_("Het vlak is te klein om iets in te liggen."))
    return surface


def _shape(item: dict[str, Any]) -> Any:
    try:
        return shapely.from_geojson(json.dumps(item))
    except (shapely.errors.ShapelyError, ValueError, TypeError):
        _refuse(_("De coördinaten van een vlak zijn niet te lezen. Sla de tekening opnieuw op als GeoJSON."))


def _check_place(x: Any, y: Any, system: Stelsel) -> None:
    if plausible(x, y, system).all():
        return
    if swapped(x, y, system).all():
        _refuse(_("De coördinaten staan verwisseld: in GeoJSON komt eerst de lengtegraad (hier ongeveer 5,7)."))
    if system == "WGS84" and plausible(x, y, "RD").all():
        _refuse(
            _(
                "De coördinaten lijken in RD te staan, maar dat zegt het bestand niet. Sla de tekening op in WGS84, of "
                "met de vermelding EPSG:28992."
            )
        )
    _refuse(_("De tekening ligt buiten Nederland. Controleer het coördinatenstelsel."))


def _check_valid(surface: Any) -> None:
    if shapely.is_valid(surface):
        return
    reason = shapely.is_valid_reason(surface)
    place = reason[reason.find("[") :] if "[" in reason else ""
    _refuse(_("De rand van een vlak snijdt zichzelf {place}. Teken het gebied opnieuw.").format(place=place))


def _shares(surface: Any, snapshot: Snapshot) -> tuple["pd.Series[float]", float]:
    """The share of each buurt that lies in the drawing, and the share of the drawing outside the municipality."""
    features = json.loads((snapshot.folder / BOUNDARIES_FILE).read_bytes())["features"]
    codes = [str(feature["properties"]["buurtcode"]) for feature in features]
    buurten = gpd.GeoSeries(
        shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features]), index=codes, crs=CRS
    ).to_crs(EPSG["RD"])
    drawn = gpd.GeoSeries([surface], crs=CRS).to_crs(EPSG["RD"]).iloc[0]
    inside = buurten.intersection(drawn).area
    outside = 1 - float(inside.sum()) / float(drawn.area)
    if outside > 1 - 1e-9:
        _refuse(_("De tekening ligt buiten {name}.").format(name=snapshot.manifest().gemeentenaam))
    return inside / buurten.area, outside


def _streets(surface: Any, snapshot: Snapshot, whole: list[str]) -> tuple[Part, ...]:
    """Streets with their point in the drawing, of buurten that are not in it as a whole."""
    known = open_database(snapshot).run("delen").dropna(subset=["lon", "lat"])
    known = known[~known["buurt"].isin(whole)]
    inside = shapely.contains_xy(surface, known["lon"].to_numpy(dtype=np.float64), known["lat"].to_numpy(np.float64))
    found = known[np.asarray(inside, dtype=bool)]
    return tuple(Part(str(buurt), str(straat)) for buurt, straat in zip(found["buurt"], found["straat"], strict=True))


def _nothing_in_it(snapshot: Snapshot) -> str:
    nothing = _("Er ligt geen hele buurt in, en ook geen straat waarvan de plaats bekend is.")
    if open_database(snapshot).run("delen")["lon"].isna().all():
        return nothing + " " + _("Deze gegevens weten van geen enkele straat waar zij ligt. Kies hele buurten.")
    return nothing


def _said(
    shares: "pd.Series[float]", streets: tuple[Part, ...], names: dict[str, str], outside: float, others: int
) -> Iterator[str]:
    whole = [names.get(str(code), str(code)) for code in shares.index[shares >= NEARLY]]
    if whole:
        yield _("Hele buurten: {names}.").format(names=formatting.joined(sorted(whole)))
    per_buurt: dict[str, int] = {}
    for part in streets:
        per_buurt[part.buurt] = per_buurt.get(part.buurt, 0) + 1
    for code, n in sorted(per_buurt.items()):
        text = ngettext("{n} straat in {buurt}.", "{n} straten in {buurt}.", n)
        yield text.format(n=formatting.count(n), buurt=names.get(code, code))
    for buurt, share in shares[(shares > TRACE) & (shares < NEARLY)].items():
        if buurt not in per_buurt:
            yield _("Van {buurt} ligt {share} in de tekening, maar geen straat: deze buurt telt niet mee.").format(
                buurt=names.get(str(buurt), str(buurt)), share=formatting.percentage(100 * share, 0)
            )
    if outside > TRACE:
        yield _("{share} van de tekening ligt buiten de gemeente en telt niet mee.").format(
            share=formatting.percentage(100 * outside, 0)
        )
    if others:
        yield _("Punten en lijnen in het bestand zijn overgeslagen.")
