"""Points land in the buurt the geometry says, at borders too."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import get_args

import geopandas as gpd
import numpy as np
import pytest
import shapely

from analytics.refresh.places import EPSG, Stelsel, assign, plausible, swapped
from tests.builders import BINNENSTAD, JEKERKWARTIER, boundaries

REAL = Path(__file__).parents[2] / ".." / "shared" / "data" / "geo" / "maastricht_buurten_2016.geojson"
# What the Kadaster publishes to check an implementation of RDNAPTRANS with: x, y, longitude, latitude.
PUBLISHED = {
    "Texel": (117380.12, 575040.34, 4.824761912, 53.160753042),
    "Noord-Groningen": (247380.56, 604580.78, 6.776726674, 53.419482050),
    "Amersfoort": (155000.0, 463000.0, 5.387203658, 52.155172910),
    "Zeeuws-Vlaanderen": (16460.91, 377380.23, 3.397588595, 51.368607152),
    "Zuid-Limburg": (182260.45, 311480.67, 5.773795548, 50.792584916),
    "Maasvlakte": (64640.89, 440700.01, 4.072887101, 51.947393898),
}


def put(x: float, y: float, shapes: gpd.GeoDataFrame, stelsel: Stelsel = "WGS84") -> object:
    return assign(np.array([x]), np.array([y]), shapes, stelsel=stelsel)[0]


def test_a_point_inside_gets_the_code_and_one_outside_none() -> None:
    found = assign(np.array([5.685, 5.695, 5.5]), np.array([50.845] * 3), boundaries(), stelsel="WGS84")
    assert found.tolist() == [BINNENSTAD, JEKERKWARTIER, None]
    assert found.dtype == object


def test_a_point_on_a_shared_border_belongs_to_the_lower_code_in_any_order_of_boundaries() -> None:
    shapes = boundaries()
    assert put(5.69, 50.845, shapes) == BINNENSTAD
    assert put(5.69, 50.845, shapes.iloc[::-1]) == BINNENSTAD


@pytest.mark.parametrize(("x", "y"), [(np.nan, 50.845), (5.685, np.nan), (0.0, 0.0), (0.0, 50.845), (50.845, 5.685)])
def test_a_point_without_plausible_coordinates_gets_no_code(x: float, y: float) -> None:
    assert put(x, y, boundaries()) is None


def test_no_points_give_no_codes() -> None:
    assert len(assign(np.array([]), np.array([]), boundaries(), stelsel="RD")) == 0


def test_missing_points_do_not_shift_the_others() -> None:
    x = np.array([np.nan, 5.695, 0.0, 5.685])
    assert assign(x, np.full(4, 50.845), boundaries(), stelsel="WGS84").tolist() == [
        None, JEKERKWARTIER, None, BINNENSTAD,
    ]  # fmt: skip


@pytest.mark.parametrize("place", PUBLISHED)
def test_published_points_are_plausible_and_swapped_ones_are_noticed(place: str) -> None:
    x, y, lon, lat = (np.array([value]) for value in PUBLISHED[place])
    assert plausible(x, y, "RD").all()
    assert plausible(lon, lat, "WGS84").all()
    assert not plausible(y, x, "RD").any()
    assert not plausible(lat, lon, "WGS84").any()
    assert swapped(y, x, "RD").all()
    assert swapped(lat, lon, "WGS84").all()
    assert not swapped(x, y, "RD").any()
    assert not plausible(lon, lat, "RD").any()
    assert not plausible(x, y, "WGS84").any()


@pytest.mark.parametrize("place", PUBLISHED)
@pytest.mark.parametrize(("east", "north"), [(-1, -1), (-1, 1), (1, -1), (1, 1)])
def test_a_metre_from_a_border_is_enough_to_land_on_the_right_side(place: str, east: int, north: int) -> None:
    """Four buurten meet in the published point: where they lie is given in degrees, the point in metres."""
    x, y, lon, lat = PUBLISHED[place]
    sides = [(i, j) for i in (-1, 1) for j in (-1, 1)]
    boxes = [
        shapely.box(min(lon, lon + i / 100), min(lat, lat + j / 100), max(lon, lon + i / 100), max(lat, lat + j / 100))
        for i, j in sides
    ]
    shapes = gpd.GeoDataFrame({"buurtcode": [f"{i} {j}" for i, j in sides]}, geometry=boxes, crs=4326)
    assert put(x + east, y + north, shapes, "RD") == f"{east} {north}"


@pytest.fixture(scope="module")
def real() -> gpd.GeoDataFrame:
    if not REAL.exists():
        pytest.skip("the public data files are not here")
    return gpd.read_file(REAL)


@pytest.mark.shared
@pytest.mark.parametrize("stelsel", get_args(Stelsel))
def test_random_points_in_real_buurten_as_a_plain_loop_finds_them(real: gpd.GeoDataFrame, stelsel: Stelsel) -> None:
    shapes = real.to_crs(EPSG[stelsel])
    west, south, east, north = shapes.total_bounds
    random = np.random.default_rng(20240101)
    x, y = random.uniform(west, east, 1500), random.uniform(south, north, 1500)
    expected = [
        next(
            (code for code, shape in zip(shapes["buurtcode"], shapes.geometry, strict=True) if shape.contains(point)),
            None,
        )
        for point in shapely.points(x, y)
    ]
    assert assign(x, y, real, stelsel=stelsel).tolist() == expected
    assert len(set(expected)) == len(real) + 1


def neighbours(shapes: gpd.GeoDataFrame, away: float) -> Iterator[tuple[float, float, str]]:
    """Points `away` metres from the middle of long enough edges between two buurten, with the code of that side."""
    for first in range(len(shapes)):
        for second in range(first):
            shared = shapes.geometry.iloc[first].boundary.intersection(shapes.geometry.iloc[second].boundary)
            for line in shapely.get_parts(shapely.line_merge(shared)):
                yield from beside(line, shapes.iloc[[first, second]], away)


def beside(line: shapely.Geometry, pair: gpd.GeoDataFrame, away: float) -> Iterator[tuple[float, float, str]]:
    corners = shapely.get_coordinates(line)
    for start, end in pairwise(corners):
        length = float(np.hypot(*(end - start)))
        if length < 10 * away:
            continue
        for side in (-away, away):
            x, y = (start + end) / 2 + side * np.array([-(end - start)[1], (end - start)[0]]) / length
            # nearest to the middle of the edge, or another border is in between
            own = [
                code
                for code, shape in zip(pair["buurtcode"], pair.geometry, strict=True)
                if shapely.contains_xy(shape, x, y) and shape.boundary.distance(shapely.Point(x, y)) > 0.99 * away
            ]
            if own:
                yield x, y, own[0]


@pytest.mark.shared
@pytest.mark.parametrize("away", [1.0, 2.0, 3.0])
def test_points_either_side_of_real_borders_land_on_their_own_side(real: gpd.GeoDataFrame, away: float) -> None:
    grid = real.to_crs(28992)
    x, y, expected = zip(*neighbours(grid, away), strict=True)
    assert len(expected) > 500
    degrees = gpd.GeoSeries(gpd.points_from_xy(x, y), crs=28992).to_crs(4326)
    assert assign(np.array(x), np.array(y), real, stelsel="RD").tolist() == list(expected)
    assert assign(degrees.x.to_numpy(), degrees.y.to_numpy(), real, stelsel="WGS84").tolist() == list(expected)


@pytest.mark.shared
def test_no_point_on_a_border_between_real_buurten_is_lost(real: gpd.GeoDataFrame) -> None:
    """The corners of the boundaries themselves: each belongs to the lowest code that has it as a corner."""
    first: dict[tuple[float, float], str] = {}
    for code, shape in sorted(zip(real["buurtcode"], real.geometry, strict=True), key=lambda pair: pair[0]):
        for corner in map(tuple, shapely.get_coordinates(shape)):
            first.setdefault(corner, code)
    x, y = np.array(list(first)).T
    assert assign(x, y, real, stelsel="WGS84").tolist() == list(first.values())
