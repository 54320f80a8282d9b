"""The schematic boundaries: a sound coverage, the right areas in the right places, and the Meuse between its banks."""

import numpy as np
import pytest
import shapely

from analytics.refresh.sample import outline, tessellation
from analytics.refresh.sample.facts import about, buurten

SMALL_SHARE = 0.05  # of a buurt's area


@pytest.fixture(scope="module")
def shapes(sample):
    return sample.boundaries.geometry.to_numpy()


@pytest.fixture(scope="module")
def metres(sample):
    return sample.boundaries.to_crs(28992).geometry.to_numpy()


def test_polygons_form_a_coverage_as_written(shapes):
    assert len(shapes) == 44
    assert set(shapely.get_type_id(shapes)) == {3}, "one part each"
    assert shapely.is_valid(shapes).all()
    assert shapely.get_num_interior_rings(shapes).sum() == 0
    assert shapely.coverage_is_valid(shapes)
    corners = shapely.get_coordinates(shapes)
    assert np.array_equal(corners, np.round(corners, 6))


def test_the_city_is_one_piece_without_holes(shapes):
    city = shapely.union_all(shapes)
    assert city.geom_type == "Polygon"
    assert not city.interiors


def test_every_area_is_about_the_published_one(metres):
    published = tessellation.areas()
    assert np.abs(shapely.area(metres) / published - 1.0).max() < SMALL_SHARE
    assert shapely.area(metres).sum() == pytest.approx(published.sum(), rel=0.01)


def test_every_published_point_is_well_inside_its_buurt(metres):
    points = shapely.points(tessellation.points())
    assert shapely.contains(metres, points).all()
    assert shapely.distance(shapely.boundary(metres), points).min() > 50


def test_wijken_are_connected(sample):
    wijken = sample.boundaries.dissolve("wijkcode").geometry
    assert len(wijken) == 7
    assert set(wijken.geom_type) == {"Polygon"}


def test_the_river_runs_between_the_banks(metres):
    west = (buurten()["oever"] == "west").to_numpy()
    shared = shapely.intersection(shapely.union_all(metres[west]), shapely.union_all(metres[~west]))
    river = shapely.linestrings(outline.river())
    assert shapely.length(shared) > 7_000
    assert shapely.hausdorff_distance(shapely.intersection(river, shapely.buffer(shared, 60)), shared) < 400
    for polygon in metres:
        assert shapely.length(shapely.intersection(river, shapely.buffer(polygon, -30))) == 0


def test_known_neighbours_face_each_other_across_the_river(sample):
    shapes = sample.boundaries.set_index("buurtnaam").geometry
    for west, east in (("Binnenstad", "Wyck"), ("Boschstraatkwartier", "Sint Maartenspoort"), ("Boschpoort", "Limmel")):
        assert shapely.length(shapely.intersection(shapes[west], shapes[east])) > 0


def test_without_a_river_the_outline_is_one_piece_with_the_right_area():
    [outlined] = outline.banks(tessellation.points(), tessellation.areas(), [np.ones(44, dtype=bool)], None)
    assert outlined.geom_type == "Polygon"
    assert shapely.area(outlined) == pytest.approx(tessellation.areas().sum(), rel=0.01)


def test_villages_lie_where_they_are_and_are_as_large_as_they_should():
    with about("GM1641"):
        made = tessellation.boundaries().to_crs(28992)
        points, areas = shapely.points(tessellation.points()), tessellation.areas()
    shapes = made.geometry.to_numpy()
    assert len(shapes) == 16
    assert shapely.coverage_is_valid(shapes)
    assert shapely.contains(shapes, points).all()
    assert np.abs(shapely.area(shapes) / areas - 1.0).max() < SMALL_SHARE
    assert set(made.dissolve("wijkcode").geom_type) == {"Polygon"}


def test_lines_are_drawn_without_spikes(metres):
    """No needle-thin corners: the compactness of every buurt is that of a plain shape."""
    compactness = 4 * np.pi * shapely.area(metres) / shapely.length(metres) ** 2
    assert compactness.min() > 0.45


def test_streets_are_invented_and_lie_in_their_buurt(sample):
    streets = sample.tables["straten"].to_pandas()
    assert streets["straat"].str.startswith("Voorbeeld").all()
    assert not streets.duplicated(["gebied", "straat"]).any()
    assert streets.groupby("gebied").size().between(3, 12).all()
    shapes = sample.boundaries.set_index("buurtcode").geometry
    own = shapes[streets["gebied"]].to_numpy()
    assert shapely.contains_xy(own, streets["lon"], streets["lat"]).all()
    assert streets["gebied"].nunique() == 44
