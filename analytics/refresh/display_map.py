"""The shapes of the screen map, made at publication: what serves pages needs no geometry software.

Coordinates: Dutch grid metres (EPSG:28992) scaled to a box 1000 wide, y downwards, one decimal. Neighbours
share their edges exactly, before and after simplification, so there are no slivers between them; wijken and
the outline of the municipality are unions of the very shapes drawn for the buurten.
"""

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

WIDTH = 1000.0
MARGIN = 4.0  # room for the line round the outermost area
SNAP = 0.1  # corners nearer to each other than can be written down are the same corner
GAP = 0.5  # gaps between neighbours narrower than this are mistakes of drawing, not land of nobody
TOLERANCE = 0.4  # screen units: less than anyone sees on a map of this width
GRID = 28992
LABEL_TOLERANCE = 1.0

Shapes = npt.NDArray[np.object_]


def display_map(boundaries: gpd.GeoDataFrame) -> dict[str, Any]:
    """What kaart.json holds, from boundaries with contract.BOUNDARY_COLUMNS.

    {"viewBox": [0, 0, W, H], "buurten": [{code, naam, wijk, d, x, y}], "wijken": [{code, naam, d, x, y}],
    "gemeente": {code, naam, d}}: `d` is an SVG path (evenodd), x and y a point well inside for a label.
    Areas in the order of their code. Several municipalities together get one outline, with the first's code.
    """
    ordered = boundaries.sort_values("buurtcode", ignore_index=True)
    shapes, height = _on_screen(shapely.force_2d(ordered.to_crs(GRID).geometry.to_numpy()))
    first = ordered.iloc[0]
    return {
        "viewBox": [0, 0, int(WIDTH), height],
        "buurten": [
            {"code": code, "naam": naam, "wijk": wijk, **drawn}
            for code, naam, wijk, drawn in zip(
                ordered["buurtcode"], ordered["buurtnaam"], ordered["wijkcode"], _drawn(shapes), strict=True
            )
        ],
        "wijken": _wijken(ordered, shapes),
        "gemeente": {
            "code": first["gemeentecode"],
            "naam": first["gemeentenaam"],
            "d": path(_union(shapes)),
        },
    }


def _wijken(ordered: gpd.GeoDataFrame, shapes: Shapes) -> list[dict[str, Any]]:
    groups = ordered.groupby("wijkcode", sort=True).indices
    merged = np.array([_union(shapes[rows]) for rows in groups.values()], dtype=object)
    names = [ordered["wijknaam"].iloc[rows[0]] for rows in groups.values()]
    return [
        {"code": code, "naam": naam, **drawn} for code, naam, drawn in zip(groups, names, _drawn(merged), strict=True)
    ]


def _on_screen(metres: Shapes) -> tuple[Shapes, int]:
    """Projected polygons as a clean, simplified coverage in screen units, and the height of the box."""
    left, bottom, right, top = shapely.total_bounds(metres)
    scale = (WIDTH - 2 * MARGIN) / (right - left)

    def place(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        flipped = np.column_stack([points[:, 0] - left, top - points[:, 1]])
        placed: npt.NDArray[np.float64] = flipped * scale + MARGIN
        return placed

    placed = shapely.transform(metres, place)
    height = int(np.ceil((top - bottom) * scale + 2 * MARGIN))
    return shapely.coverage_simplify(_clean(placed), TOLERANCE), height


def _clean(shapes: Shapes) -> Shapes:
    """The same polygons with exactly matching edges, without slivers between them."""
    cleaned = shapely.coverage_clean(shapes, gap_width=GAP, snapping_distance=SNAP)
    return np.where(shapely.is_empty(cleaned), shapes, cleaned)


def _union(shapes: Shapes) -> shapely.Geometry:
    return shapely.union_all(shapes)


def _drawn(shapes: Shapes) -> list[dict[str, Any]]:
    """Path and label point of each shape."""
    centres = shapely.get_point(shapely.maximum_inscribed_circle(shapes, LABEL_TOLERANCE), 0)
    return [
        {"d": path(shape), "x": round(float(x), 1), "y": round(float(y), 1)}
        for shape, x, y in zip(shapes, shapely.get_x(centres), shapely.get_y(centres), strict=True)
    ]


def path(shape: shapely.Geometry) -> str:
    """An SVG path of a polygon or multipolygon, in tenths, as short as it gets."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    drawn = [text for ring in rings if (text := _ring(_tenths(ring)))]
    return "".join(drawn) or _speck(shape)


def _tenths(ring: shapely.Geometry) -> npt.NDArray[np.int64]:
    """Corners of a ring in whole tenths, without repeats and without the closing corner."""
    points = np.round(shapely.get_coordinates(ring) * 10).astype(np.int64)
    moved: npt.NDArray[np.int64] = points[:-1][np.any(points[1:] != points[:-1], axis=1)]
    return moved


def _ring(points: npt.NDArray[np.int64]) -> str:
    if len(points) < 3:
        return ""  # smaller than a tenth of a screen unit
    steps = "".join(_pair(dx, dy) for dx, dy in np.diff(points, axis=0).tolist())
    return f"M{_pair(*points[0].tolist()).lstrip()}l{steps.lstrip()}z"


def _speck(shape: shapely.Geometry) -> str:
    # an area too small to draw stays on the map, as a dot that can be found and clicked
    x, y = (round(10 * value) for value in shapely.get_coordinates(shapely.centroid(shape))[0])
    return _ring(np.array([[x - 2, y - 2], [x + 2, y - 2], [x + 2, y + 2], [x - 2, y + 2]]))


def _pair(x: int, y: int) -> str:
    return f"{_number(x)}{_number(y)}"


def _number(tenths: int) -> str:
    """A coordinate with its separator: a space, or the minus sign, which separates by itself."""
    text = f"{abs(tenths) // 10}.{abs(tenths) % 10}".removesuffix(".0")
    return f"{'-' if tenths < 0 else ' '}{text}"
