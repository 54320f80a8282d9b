"""Boundaries saved by hand: formats, coordinates, and one map chosen when there are several."""

import json

import geopandas as gpd
import pytest
import shapely

from analytics.errors import DeliveryRefused
from analytics.refresh.files import read

CODES = ("BU09350000", "BU09350001", "BU09350100")
NEIGHBOUR = "BU09360000"


def note(delivery, part):
    return next(text for text in delivery.meldingen if part in text)


@pytest.mark.parametrize("name", ["kaart.geojson", "kaart.parquet"])
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:28992"])
def test_formats_and_coordinates(basics, save_map, folder, name, crs):
    save_map(name, crs=crs)
    basics("grenzen")
    found = read([folder], gemeente=None).boundaries
    assert found.crs.to_epsg() == 4326
    assert shapely.equals_exact(
        found.geometry.iloc[0].normalize(), shapely.box(5.7, 50.85, 5.71, 50.86).normalize(), 1e-6
    )


def test_columns_of_the_delivery(basics, save_map, folder):
    save_map("kaart.geojson", wijknaam=["Wijk 00 Centrum", "Wijk 00 Centrum", None], oad=[1, 2, 3])
    basics("grenzen")
    frame = read([folder], gemeente=None).boundaries
    assert frame.drop(columns="geometry").iloc[2].to_dict() == {
        "buurtcode": CODES[2], "buurtnaam": "Buurt 00", "wijkcode": "WK093501", "wijknaam": "",
        "gemeentecode": "GM0935", "gemeentenaam": "Maastricht",
    }  # fmt: skip


def test_older_column_names(basics, folder, save_map):
    path = save_map("kaart.geojson")
    path.write_text(path.read_text().replace('"buurtcode"', '"BU_CODE"').replace('"buurtnaam"', '"BU_NAAM"'))
    basics("grenzen")
    assert list(read([folder], gemeente=None).boundaries["buurtcode"]) == list(CODES)


def test_only_the_own_land_is_kept(basics, save_map, folder):
    save_map("kaart.geojson", (*CODES, "BU09350999", NEIGHBOUR), water=["NEE", "NEE", "NEE", "JA", "NEE"])
    basics("grenzen")
    assert list(read([folder], gemeente=None).boundaries["buurtcode"]) == list(CODES)


def test_the_map_with_most_detail_is_chosen(basics, save_map, folder):
    save_map("a_grof.geojson", detail=1)
    save_map("b_fijn.parquet", detail=5)
    basics("grenzen")
    delivery = read([folder], gemeente=None)
    assert "map/b_fijn.parquet: 3 buurten, 63 punten" in note(delivery, "Grenzen uit")
    assert (
        note(delivery, "map/a_grof.geojson: ") == "map/a_grof.geojson: niet gebruikt, grenzen uit map/b_fijn.parquet."
    )
    assert shapely.get_num_coordinates(delivery.boundaries.geometry.iloc[0]) == 21


def test_a_complete_map_goes_before_a_detailed_one(basics, save_map, folder):
    save_map("heel.geojson", detail=1)
    save_map("deel.geojson", CODES[:2], detail=9)
    basics("grenzen")
    delivery = read([folder], gemeente=None)
    assert list(delivery.boundaries["buurtcode"]) == list(CODES)


def test_the_division_of_the_figures_goes_first(basics, save_map, folder):
    """A newer map with more buurten does not fit these figures."""
    save_map("nieuw.geojson", ("BU09350000", "BU09350201", "BU09350202", "BU09350203"), detail=9)
    save_map("passend.geojson", detail=1)
    basics("grenzen")
    assert list(read([folder], gemeente=None).boundaries["buurtcode"]) == list(CODES)


def test_maps_are_never_put_together(basics, save_map, folder):
    save_map("een.geojson", CODES[:2])
    save_map("twee.geojson", CODES[2:])
    basics("grenzen")
    with pytest.raises(DeliveryRefused, match="of een van beide is niet volledig"):
        read([folder], gemeente=None)


@pytest.mark.parametrize(
    ("name", "licence", "title"),
    [
        ("buurten_2016.geojson", "CC BY 3.0", "Wijk- en buurtkaart 2016"),
        ("buurten_2024.geojson", "CC BY 4.0", "Wijk- en buurtkaart 2024"),
        ("buurten.geojson", "CC BY 4.0", "Wijk- en buurtkaart"),
    ],
)
def test_licence_by_year(basics, save_map, folder, name, licence, title):
    save_map(name)
    basics("grenzen")
    source = read([folder], gemeente=None).bronnen["grenzen"]
    assert (source.licentie, source.titel) == (licence, title)
    assert f"map/{name}" in source.toelichting


def test_a_map_of_wijken_is_left_out(basics, folder):
    frame = gpd.GeoDataFrame({"wijkcode": ["WK093500"]}, geometry=[shapely.box(5, 50, 6, 51)], crs="EPSG:4326")
    frame.to_parquet(folder / "wijken.parquet")
    basics()
    assert "een kaart zonder buurten" in note(read([folder], gemeente=None), "wijken.parquet")


def test_a_shape_that_crosses_itself_is_repaired_and_said(basics, save_map, folder):
    path = save_map("kaart.geojson")
    document = json.loads(path.read_text())
    bow = [[5.70, 50.85], [5.71, 50.86], [5.71, 50.85], [5.70, 50.86], [5.70, 50.85]]
    document["features"][0]["geometry"]["coordinates"] = [bow]
    path.write_text(json.dumps(document))
    basics("grenzen")
    delivery = read([folder], gemeente=None)
    assert delivery.boundaries.geometry.is_valid.all()
    assert CODES[0] in note(delivery, "is hersteld")


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        ({"type": "Point", "coordinates": [5.7, 50.85]}, "heeft geen vlak"),
        (None, "heeft geen vlak|niet te lezen"),
        ({"type": "Polygon", "coordinates": [[[5.7]]]}, "niet te lezen"),
    ],
)
def test_shapes_that_are_no_area_are_refused(basics, save_map, folder, geometry, message):
    path = save_map("kaart.geojson")
    document = json.loads(path.read_text())
    document["features"][0]["geometry"] = geometry
    path.write_text(json.dumps(document))
    basics("grenzen")
    with pytest.raises(DeliveryRefused, match=message):
        read([folder], gemeente=None)


def test_a_buurt_twice_in_one_map_is_refused(basics, save_map, folder):
    save_map("kaart.geojson", (*CODES, CODES[0]))
    basics("grenzen")
    with pytest.raises(DeliveryRefused, match=f"buurt {CODES[0]} staat er meer dan eens in"):
        read([folder], gemeente=None)


def test_a_wrong_buurt_code_is_refused(basics, save_map, folder):
    save_map("kaart.geojson", (*CODES[:2], "BU0935100"))
    basics("grenzen")
    with pytest.raises(DeliveryRefused, match="'BU0935100' is geen buurtcode"):
        read([folder], gemeente=None)


def test_unknown_coordinates_are_refused(basics, save_map, folder):
    path = save_map("kaart.geojson")
    document = json.loads(path.read_text()) | {"crs": {"type": "name", "properties": {"name": "nergens"}}}
    path.write_text(json.dumps(document))
    basics("grenzen")
    with pytest.raises(DeliveryRefused, match="coördinatenstelsel is niet te lezen"):
        read([folder], gemeente=None)
