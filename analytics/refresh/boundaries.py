"""One clean set of buurten in EPSG:4326 from whatever a publisher calls its columns."""

import re

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analytics.areas import municipality_name
from analytics.contract import BOUNDARY_COLUMNS, Bron
from analytics.language import _
from analytics.refresh.material import Remarks, shown
from analytics.refresh.sources import sources

CRS = "EPSG:4326"
# Names of the same column at the boundary service, in its older maps and in generalised sets.
ALIASES = {
    "buurtcode": ("buurtcode", "bu_code", "statcode"),
    "buurtnaam": ("buurtnaam", "bu_naam", "statnaam"),
    "wijkcode": ("wijkcode", "wk_code"),
    "wijknaam": ("wijknaam", "wk_naam"),
    "gemeentenaam": ("gemeentenaam", "gm_naam"),
    "water": ("water",),
}
LAND = "NEE"


def column(columns: list[str], name: str) -> str | None:
    """The column that holds `name` under one of its aliases, None when there is none."""
    lower = {text.casefold(): text for text in columns}
    return next((lower[alias] for alias in ALIASES[name] if alias in lower), None)


def clean(shapes: gpd.GeoDataFrame, gemeente: str) -> tuple[gpd.GeoDataFrame, Remarks]:
    """The land buurten of `gemeente` with BOUNDARY_COLUMNS, in EPSG:4326, by code; empty when there are none.

    Wijk and municipality follow from the buurt's code. Shapes that cross themselves are repaired, with a note.
    """
    remarks = Remarks()
    attributes = _attributes(shapes)
    own = attributes["buurtcode"].str.fullmatch(f"BU{gemeente[2:]}[0-9A-Z]{{4}}")
    land = (attributes["water"] == "") | (attributes["water"] == LAND)
    chosen = attributes[own & land]
    geometry = shapes.geometry[own & land]
    if geometry.crs is not None:
        geometry = geometry.to_crs(CRS)
    polygons = _polygons(geometry, chosen["buurtcode"], remarks)
    frame = gpd.GeoDataFrame(chosen, geometry=polygons, crs=CRS)
    double = frame["buurtcode"][frame["buurtcode"].duplicated()]
    if len(double):
        text = _("Grenzen: buurt {codes} staat er meer dan eens in.")
        remarks.problems.append(text.format(codes=_list(double)))
    names = municipality_name(gemeente) if municipality_name(gemeente) != gemeente else None
    frame["gemeentecode"] = gemeente
    frame["gemeentenaam"] = names or _first(frame["gemeentenaam"], gemeente)
    ordered = frame[[*BOUNDARY_COLUMNS, "geometry"]].sort_values("buurtcode", ignore_index=True)
    return ordered, remarks


def _attributes(shapes: gpd.GeoDataFrame) -> pd.DataFrame:
    """One text column per alias, '' where there is none; the wijk follows from the code of the buurt."""
    columns = [str(name) for name in shapes.columns]
    found = {}
    for name in ALIASES:
        here = column(columns, name)
        values = shapes[here] if here is not None else pd.Series("", index=shapes.index)
        found[name] = values.astype("str").where(values.notna(), "").str.strip()
    frame = pd.DataFrame(found, index=shapes.index)
    frame["wijkcode"] = "WK" + frame["buurtcode"].str[2:8]
    frame["buurtnaam"] = frame["buurtnaam"].where(frame["buurtnaam"] != "", frame["buurtcode"])
    return frame


def _polygons(geometry: gpd.GeoSeries, codes: pd.Series, remarks: Remarks) -> gpd.GeoSeries:
    shapes = shapely.force_2d(geometry.to_numpy())
    broken = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    if broken.any():
        shapes = np.where(broken, shapely.make_valid(shapes, method="structure"), shapes)
        text = _("Grenzen: het vlak van buurt {codes} sneed zichzelf en is hersteld.")
        remarks.notes.append(text.format(codes=_list(codes[broken])))
    usable = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)
    if not usable.all():
        text = _("Grenzen: buurt {codes} heeft geen vlak.")
        remarks.problems.append(text.format(codes=_list(codes[~usable])))
    return gpd.GeoSeries(shapes, index=geometry.index, crs=CRS)


def _first(values: pd.Series, otherwise: str) -> str:
    filled = values[values != ""]
    return str(filled.iloc[0]) if len(filled) else otherwise


def _list(codes: pd.Series) -> str:
    return ", ".join(shown([str(code) for code in codes], _("en nog {count}")))


def with_names(buurten: gpd.GeoDataFrame, wijken: dict[str, str]) -> gpd.GeoDataFrame:
    """The same buurten, with the name of the wijk where it was not there."""
    wijk = ("WK" + buurten["buurtcode"].str[2:8]).map(wijken).fillna("")
    return buurten.assign(wijknaam=buurten["wijknaam"].where(buurten["wijknaam"] != "", wijk))


def source(year: int | None, note: str = "") -> Bron:
    """Where boundaries of this year come from."""
    declared = sources().grenzen
    old = year is not None and year <= 2016
    return Bron(
        titel=f"{declared.titel} {year}" if year else declared.titel,
        uitgever=declared.uitgever,
        licentie=declared.licentie_tot_en_met_2016 if old else declared.licentie,
        toelichting=note,
    )


def year_in(text: str) -> int | None:
    """A year in a name or title, None when there is none or more than one."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    return int(years.pop()) if len(years) == 1 else None
