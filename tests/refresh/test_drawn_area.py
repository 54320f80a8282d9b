"""A drawing of an area of attention: what lies in it, and what is wrong with a file, in words."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from analytics.errors import DeliveryRefused
from analytics.refresh.drawn_area import LARGEST, MOST_POINTS, Drawn, parts_within
from analytics.snapshots import Part, Snapshot
from tests.builders import BINNENSTAD, JEKERKWARTIER, WOLDER, publish

# The buurten of the builder are squares of 0.01 degree from 5.68, 50.84 to the east.
STREETS = [
    {"gebied": BINNENSTAD, "straat": "Markt", "lon": 5.6895, "lat": 50.845},
    {"gebied": BINNENSTAD, "straat": "Plein", "lon": 5.6815, "lat": 50.845},
    {"gebied": WOLDER, "straat": "Markt", "lon": 5.7085, "lat": 50.845},
]
AROUND_JEKERKWARTIER = shapely.box(5.689, 50.839, 5.7001, 50.851)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return publish(tmp_path_factory.mktemp("map"), straten=STREETS)


def geometry(shape: shapely.Geometry) -> dict[str, object]:
    found: dict[str, object] = json.loads(shapely.to_geojson(shape))
    return found


def found(document: object, snapshot: Snapshot) -> Drawn:
    return parts_within(json.dumps(document).encode(), snapshot)


def refused(content: bytes, snapshot: Snapshot) -> str:
    with pytest.raises(DeliveryRefused) as error:
        parts_within(content, snapshot)
    assert len(error.value.problems) == 1
    return error.value.problems[0]


def test_a_buurt_inside_is_whole_and_of_the_next_the_streets_inside_count(snapshot: Snapshot) -> None:
    drawn = found(geometry(AROUND_JEKERKWARTIER), snapshot)
    assert drawn.delen == (Part(JEKERKWARTIER), Part(BINNENSTAD, "Markt"))
    assert drawn.zinnen == (
        "Hele buurten: Jekerkwartier.",
        "1 straat in Binnenstad.",
        "17% van de tekening ligt buiten de gemeente en telt niet mee.",
    )


def test_a_buurt_that_lies_in_it_but_for_a_strip_is_whole(snapshot: Snapshot) -> None:
    assert found(geometry(shapely.box(5.6901, 50.8401, 5.6999, 50.8499)), snapshot).delen == (Part(JEKERKWARTIER),)
    half = shapely.box(5.6855, 50.84, 5.7, 50.85)
    assert found(geometry(half), snapshot).delen == (Part(JEKERKWARTIER), Part(BINNENSTAD, "Markt"))


def test_a_buurt_that_is_cut_where_no_street_is_does_not_count_and_that_is_said(snapshot: Snapshot) -> None:
    drawn = found(geometry(shapely.box(5.69, 50.84, 5.704, 50.85)), snapshot)
    assert drawn.delen == (Part(JEKERKWARTIER),)
    assert "Van Wolder ligt 40% in de tekening, maar geen straat: deze buurt telt niet mee." in drawn.zinnen


@pytest.mark.parametrize("wrap", ["geometry", "feature", "collection", "multi", "byte order mark"])
def test_every_way_to_wrap_a_surface(snapshot: Snapshot, wrap: str) -> None:
    shape = geometry(AROUND_JEKERKWARTIER)
    feature = {"type": "Feature", "properties": {"naam": "iemand"}, "geometry": shape}
    documents = {
        "geometry": shape,
        "feature": feature,
        "collection": {"type": "FeatureCollection", "features": [feature]},
        "multi": {"type": "MultiPolygon", "coordinates": [shape["coordinates"]]},
        "byte order mark": shape,
    }
    start = b"\xef\xbb\xbf" if wrap == "byte order mark" else b""
    drawn = parts_within(start + json.dumps(documents[wrap]).encode(), snapshot)
    assert drawn.delen == (Part(JEKERKWARTIER), Part(BINNENSTAD, "Markt"))
    assert "iemand" not in drawn.vorm, "of the file the shape is kept and nothing else"


def test_what_is_kept_of_the_drawing_gives_the_same_again(snapshot: Snapshot) -> None:
    drawn = found(geometry(AROUND_JEKERKWARTIER), snapshot)
    again = parts_within(drawn.vorm.encode(), snapshot)
    assert (again.delen, again.zinnen) == (drawn.delen, drawn.zinnen)


def test_in_rd_when_the_file_says_so(snapshot: Snapshot) -> None:
    shape = gpd.GeoSeries([AROUND_JEKERKWARTIER], crs=4326).to_crs(28992).iloc[0]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    drawn = found(geometry(shape) | {"crs": crs}, snapshot)
    assert drawn.delen == (Part(JEKERKWARTIER), Part(BINNENSTAD, "Markt"))
    assert json.loads(drawn.vorm)["coordinates"][0][0][0] == pytest.approx(5.7, abs=0.02)
    assert "lijken in RD te staan" in refused(json.dumps(geometry(shape)).encode(), snapshot)


def test_points_and_lines_beside_a_surface_are_left_out_and_that_is_said(snapshot: Snapshot) -> None:
    shapes = [AROUND_JEKERKWARTIER, shapely.Point(5.69, 50.84)]
    document = {"type": "GeometryCollection", "geometries": [geometry(shape) for shape in shapes]}
    assert "Punten en lijnen in het bestand zijn overgeslagen." in found(document, snapshot).zinnen


BOW = shapely.Polygon([(5.69, 50.84), (5.70, 50.85), (5.70, 50.84), (5.69, 50.85)])
ELSEWHERE = shapely.box(4.9, 52.3, 5.0, 52.4)
SWAPPED = shapely.box(50.84, 5.69, 50.85, 5.70)
ABROAD = shapely.box(-74, 40, -73, 41)
NO_STREET = shapely.box(5.702, 50.842, 5.704, 50.844)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\xff", "geen JSON"),
        (b"{", "geen JSON"),
        (b"[" * 100_000, "geen JSON"),
        (b"[1, 2]", "geen GeoJSON"),
        (b'{"a": 1}', "geen GeoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "geen vlak"),
        (b'{"type": "FeatureCollection", "features": 3}', "geen vlak"),
        (b'{"type": "Feature", "geometry": null}', "geen vlak"),
        (json.dumps(geometry(shapely.Point(5.69, 50.84))).encode(), "geen vlak"),
        (b'{"type": "Polygon", "coordinates": []}', "geen vlak"),
        (b'{"type": "Polygon", "coordinates": [[["a", 1]]]}', "niet te lezen"),
        (b'{"type": "Polygon"}', "niet te lezen"),
        (b'{"type": "Polygon", "coordinates": [[[5.69, NaN], [5.7, 50], [5.7, 51], [5.69, NaN]]]}', "niet te lezen"),
        (json.dumps(geometry(BOW)).encode(), "snijdt zichzelf"),
        (json.dumps(geometry(ELSEWHERE)).encode(), "ligt buiten Maastricht"),
        (json.dumps(geometry(SWAPPED)).encode(), "staan verwisseld"),
        (json.dumps(geometry(ABROAD)).encode(), "buiten Nederland"),
        (json.dumps(geometry(NO_STREET)).encode(), "geen hele buurt in, en ook geen straat"),
        (json.dumps(geometry(BOW) | {"crs": {"properties": {"name": "EPSG:3857"}}}).encode(), "3857 is niet bekend"),
        (json.dumps(geometry(shapely.Point(5.69, 50.845).buffer(0.01, MOST_POINTS))).encode(), "5.000 is het meeste"),
        (b" " * (LARGEST + 1), "groter dan 2 MB"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(snapshot: Snapshot, content: bytes, sentence: str) -> None:
    assert sentence in refused(content, snapshot)


def test_without_places_of_streets_the_advice_is_to_choose_buurten(tmp_path: Path) -> None:
    without = publish(tmp_path)
    assert "Kies hele buurten" in refused(json.dumps(geometry(NO_STREET)).encode(), without)
