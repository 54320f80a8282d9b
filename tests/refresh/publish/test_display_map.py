"""The ready-made shapes of the screen map, read back as shapes: where they belong, nothing between them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.affinity import translate

from analytics.refresh.display_map import display_map, path

Boundaries = Callable[..., gpd.GeoDataFrame]
GEO = Path(__file__).parents[3] / ".." / "shared" / "data" / "geo"


def drawn(d: str) -> shapely.Geometry:
    """What an SVG renderer makes of such a path: closed rings, even-odd filling."""
    area = shapely.Polygon()
    for part in re.findall(r"M([^z]*)z", d):
        start, steps = part.split("l")
        corners = [np.array(_numbers(start))]
        for step in np.array(_numbers(steps)).reshape(-1, 2):
            corners.append(np.round(corners[-1] + step, 1))
        area = area.symmetric_difference(shapely.Polygon(corners).buffer(0))
    return area


def _numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d)?", text)]


def shapes_of(found: list[dict[str, Any]]) -> list[shapely.Geometry]:
    """The shapes of buurten or wijken."""
    return [drawn(area["d"]) for area in found]


def wavy(west: float, south: float) -> list[shapely.Geometry]:
    """Two neighbours with a winding border of many corners between them."""
    y = np.linspace(0, 0.02, 4000)
    x = 0.01 + 0.0008 * np.sin(y * 2000) + 0.002 * np.sin(y * 300)
    border = list(zip(x, y, strict=True))
    left = shapely.Polygon([(0, 0.02), (0, 0), *border])
    right = shapely.Polygon([*border, (0.02, 0.02), (0.02, 0)])
    return [translate(shape, west, south) for shape in (left, right)]


def winding(boundaries: Boundaries) -> gpd.GeoDataFrame:
    """Three buurten of which the first two share a winding border."""
    return boundaries(geometry=[*wavy(5.68, 50.84), shapely.box(5.70, 50.84, 5.71, 50.86)])


def test_document_has_the_agreed_shape(boundaries: Boundaries) -> None:
    made = display_map(boundaries())
    assert list(made) == ["viewBox", "buurten", "wijken", "gemeente"]
    assert made["viewBox"][:3] == [0, 0, 1000]
    assert [(b["code"], b["naam"], b["wijk"]) for b in made["buurten"]] == [
        ("BU09350001", "Binnenstad", "WK093500"),
        ("BU09350002", "Jekerkwartier", "WK093500"),
        ("BU09350101", "Wolder", "WK093501"),
    ]
    assert [(w["code"], w["naam"]) for w in made["wijken"]] == [("WK093500", "Centrum"), ("WK093501", "Zuidwest")]
    assert (made["gemeente"]["code"], made["gemeente"]["naam"]) == ("GM0935", "Maastricht")
    assert json.loads(json.dumps(made)) == made


def test_everything_lies_inside_the_box_and_fills_its_width(boundaries: Boundaries) -> None:
    made = display_map(winding(boundaries))
    _, _, width, height = made["viewBox"]
    left, top, right, bottom = drawn(made["gemeente"]["d"]).bounds
    assert 3 < left < 5
    assert width - 5 < right < width - 3
    assert top > 3
    assert bottom < height


def test_north_is_up_and_east_is_right(boundaries: Boundaries) -> None:
    squares = [shapely.box(5.68, 50.84, 5.69, 50.85), shapely.box(5.69, 50.84, 5.70, 50.85)]
    made = display_map(boundaries(geometry=[*squares, shapely.box(5.68, 50.85, 5.69, 50.86)]))
    west, east, north = made["buurten"]
    assert west["x"] < east["x"]
    assert north["y"] < west["y"]


def test_areas_keep_their_proportions(boundaries: Boundaries) -> None:
    frame = winding(boundaries)
    true = frame.to_crs(28992).geometry.area.to_numpy()
    seen = np.array([shape.area for shape in shapes_of(display_map(frame)["buurten"])])
    assert seen / seen.sum() == pytest.approx(true / true.sum(), rel=0.01)


def test_neighbours_share_their_border_exactly(boundaries: Boundaries) -> None:
    first, second, _ = shapes_of(display_map(winding(boundaries))["buurten"])
    assert first.intersection(second).area == pytest.approx(0, abs=1e-6)
    assert first.union(second).area == pytest.approx(first.area + second.area, abs=1e-6)
    assert len(shapely.get_parts(first.union(second))) == 1
    assert shapely.get_num_interior_rings(first.union(second)) == 0


def test_wijken_and_outline_are_made_of_the_very_buurten(boundaries: Boundaries) -> None:
    made = display_map(winding(boundaries))
    buurten = shapes_of(made["buurten"])
    centre, southwest = shapes_of(made["wijken"])
    assert centre.symmetric_difference(shapely.union_all(buurten[:2])).area == pytest.approx(0, abs=1e-6)
    assert southwest.symmetric_difference(buurten[2]).area == pytest.approx(0, abs=1e-6)
    outline = drawn(made["gemeente"]["d"])
    assert outline.symmetric_difference(shapely.union_all(buurten)).area == pytest.approx(0, abs=1e-6)


def test_borders_are_simplified(boundaries: Boundaries) -> None:
    frame = winding(boundaries)
    before = shapely.get_num_coordinates(frame.geometry.iloc[0])
    after = shapely.get_num_coordinates(drawn(display_map(frame)["buurten"][0]["d"]))
    assert 20 < after < before / 5


def test_slivers_between_neighbours_disappear(boundaries: Boundaries) -> None:
    gap = 0.000002  # about 15 centimetres
    squares = [shapely.box(5.68 + 0.01 * i, 50.84, 5.69 + 0.01 * i - gap, 50.85) for i in range(3)]
    outline = drawn(display_map(boundaries(geometry=squares))["gemeente"]["d"])
    assert len(shapely.get_parts(outline)) == 1
    assert shapely.get_num_interior_rings(outline) == 0


def test_a_real_hole_stays(boundaries: Boundaries) -> None:
    hole = shapely.box(5.684, 50.844, 5.686, 50.846)
    squares = list(boundaries().geometry)
    made = display_map(boundaries(geometry=[squares[0].difference(hole), *squares[1:]]))
    assert made["buurten"][0]["d"].count("M") == 2
    assert made["gemeente"]["d"].count("M") == 2


def test_labels_lie_inside_their_area_even_when_it_is_bent(boundaries: Boundaries) -> None:
    bent = shapely.box(5.66, 50.82, 5.68, 50.86).difference(shapely.box(5.665, 50.825, 5.68, 50.86))
    made = display_map(boundaries(geometry=[bent, *boundaries().geometry[1:]]))
    for area in [*made["buurten"], *made["wijken"]]:
        assert drawn(area["d"]).contains(shapely.Point(area["x"], area["y"])), area["code"]


def test_islands_are_parts_of_one_path(boundaries: Boundaries) -> None:
    squares = list(boundaries().geometry)
    islands = shapely.MultiPolygon([squares[0], translate(squares[0], -0.02, 0)])
    assert display_map(boundaries(geometry=[islands, *squares[1:]]))["buurten"][0]["d"].count("M") == 2


def test_an_area_too_small_to_draw_stays_findable() -> None:
    speck = drawn(path(shapely.box(10.001, 20.001, 10.003, 20.003)))
    assert 0 < speck.area < 1
    assert speck.contains(shapely.Point(10, 20))


def test_paths_are_written_in_tenths_without_waste() -> None:
    triangle = shapely.Polygon([(1.04, 2), (1.04, 12.5), (0.5, 2)])
    assert path(triangle) == "M1 2l0 10.5-.5-10.5z".replace("-.5", "-0.5")


def test_the_same_boundaries_in_another_order_give_the_same_map(boundaries: Boundaries) -> None:
    assert display_map(winding(boundaries)) == display_map(winding(boundaries).iloc[::-1])


@pytest.mark.shared
@pytest.mark.skipif(not GEO.exists(), reason="the public data files are not beside the project")
def test_the_real_city_is_small_and_whole() -> None:
    made = display_map(gpd.read_file(GEO / "maastricht_buurten_2016.geojson"))
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    assert len(text.encode()) < 60_000
    assert len(made["buurten"]) == 44
    assert len(made["wijken"]) == 7
    assert made["gemeente"]["d"].count("M") == 1  # no slivers: the city has no holes and no islands


@pytest.mark.shared
@pytest.mark.skipif(not GEO.exists(), reason="the public data files are not beside the project")
@pytest.mark.parametrize("buurten", [2000, pytest.param(None, marks=pytest.mark.slow)])
def test_much_of_the_country_can_be_drawn(buurten: int | None) -> None:
    country = gpd.read_parquet(GEO / "nl_buurten_2016.parquet").iloc[:buurten]
    made = display_map(country)
    assert len(made["buurten"]) == len(country)
    assert all(re.fullmatch(r"(M[^Mlz]+l[^Mlz]+z)+", area["d"]) for area in made["buurten"])
