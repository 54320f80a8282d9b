"""Schematic boundaries of the buurten from their published point and area."""

import geopandas as gpd
import shapely

from analytics.contract import BOUNDARY_COLUMNS
from analytics.refresh.sample.facts import buurten


def boundaries() -> gpd.GeoDataFrame:
    """One polygon per buurt, EPSG:4326, in the order of facts.buurten."""
    table = buurten()
    points = gpd.GeoSeries(gpd.points_from_xy(table["lon"], table["lat"]), crs=4326).to_crs(28992)
    hull = shapely.convex_hull(shapely.multipoints(list(points))).buffer(500)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(list(points)), extend_to=hull))
    own = [next(c for c in cells if c.contains(p)).intersection(hull) for p in points]
    frame = gpd.GeoDataFrame(table[list(BOUNDARY_COLUMNS)], geometry=own, crs=28992).to_crs(4326)
    frame["geometry"] = shapely.set_precision(frame.geometry.to_numpy(), 1e-6)
    return frame
