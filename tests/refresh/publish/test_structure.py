"""Columns, types and boundaries that are not as agreed are refused together, before anything is written."""

from collections.abc import Callable
from datetime import date
from typing import Any

import geopandas as gpd
import pyarrow as pa
import pytest
import shapely

from analytics.contract import TABLES, Delivery
from analytics.refresh.checks import problems, structure_problems

Build = Callable[..., Delivery]
Boundaries = Callable[..., gpd.GeoDataFrame]
BOW_TIE = shapely.Polygon([(5.6, 50.8), (5.7, 50.9), (5.7, 50.8), (5.6, 50.9)])
BOX = shapely.box(5.6, 50.8, 5.7, 50.9)


def with_table(build: Build, name: str, change: Callable[[pa.Table], pa.Table | None]) -> list[str]:
    """Problems of a delivery of which one table was changed."""
    delivery = build()
    changed = change(delivery.tables.pop(name))
    if changed is not None:
        delivery.tables[name] = changed
    return structure_problems(delivery)


def test_a_sound_delivery_has_no_problems(build: Build) -> None:
    assert problems(build(), today=date(2026, 1, 15)) == []


def test_content_is_only_looked_at_when_the_structure_is_sound(build: Build) -> None:
    delivery = build(-9)
    assert problems(delivery, today=date(2026, 1, 15))[0].startswith("registraties: aantal")
    del delivery.tables["straten"]
    assert problems(delivery, today=date(2026, 1, 15)) == ["straten: de tabel ontbreekt."]


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_table(build: Build, name: str) -> None:
    assert with_table(build, name, lambda _table: None) == [f"{name}: de tabel ontbreekt."]


def test_a_missing_column(build: Build) -> None:
    assert with_table(build, "straten", lambda table: table.drop_columns(["lon"])) == ["straten: kolom lon ontbreekt."]


def test_an_extra_column(build: Build) -> None:
    assert with_table(build, "straten", lambda table: table.append_column("huisnummer", pa.array([1]))) == [
        "straten: onbekende kolom huisnummer."
    ]


def test_columns_in_another_order(build: Build) -> None:
    assert with_table(build, "straten", lambda table: table.select(["straat", "gebied", "lon", "lat"])) == [
        "straten: de kolommen staan in een andere volgorde."
    ]


def test_a_wrong_type(build: Build) -> None:
    schema = pa.schema([field if field.name != "aantal" else field.with_type(pa.int64()) for field in
                        TABLES["registraties"]])  # fmt: skip
    assert with_table(build, "registraties", lambda table: table.cast(schema)) == [
        "registraties: kolom aantal is int64 in plaats van int32."
    ]


def test_an_empty_cell_where_there_must_be_a_value(build: Build) -> None:
    def without_kind(table: pa.Table) -> pa.Table:
        return table.set_column(7, "soort", pa.array(["1.1.1", None]))

    assert with_table(build, "registraties", without_kind) == ["registraties: kolom soort is leeg in 1 rijen."]


BAD_BOUNDARIES: dict[str, tuple[dict[str, Any], str]] = {
    "a code of another form": (
        {"buurtcode": ["BU1", "BU09350002", "BU09350101"]},
        "grenzen: BU1 is geen buurtcode (BU en acht cijfers of hoofdletters).",
    ),
    "a padded code": (
        {"wijkcode": ["WK093500  ", "WK093500", "WK093501"]},
        "grenzen: WK093500   is geen wijkcode (WK en zes cijfers of hoofdletters).",
    ),
    "no code at all": (
        {"wijkcode": [None, "WK093500", "WK093501"]},
        "grenzen: (leeg) is geen wijkcode (WK en zes cijfers of hoofdletters).",
    ),
    "another municipality": (
        {"gemeentecode": ["GM0935", "GM0758", "GM0935"]},
        "grenzen: GM0758 is niet de gemeente van deze levering.",
    ),
    "a buurt twice": (
        {"buurtcode": ["BU09350001", "BU09350001", "BU09350101"]},
        "grenzen: buurt BU09350001 staat er meer dan eens in.",
    ),
    "a buurt without a name": (
        {"buurtnaam": ["Binnenstad", " ", "Wolder"]},
        "grenzen: buurt BU09350002 heeft geen naam.",
    ),
    "a wijk with two names": (
        {"wijknaam": ["Centrum", "Midden", "Zuidwest"]},
        "grenzen: wijk WK093500 heeft meer dan één naam.",
    ),
    "a buurt without a shape": (
        {"geometry": [None, BOX, BOX]},
        "grenzen: buurt BU09350001 heeft geen vlak.",
    ),
    "an empty shape": (
        {"geometry": [shapely.Polygon(), BOX, BOX]},
        "grenzen: buurt BU09350001 heeft geen vlak.",
    ),
    "a point for a shape": (
        {"geometry": [shapely.Point(5.6, 50.8), BOX, BOX]},
        "grenzen: buurt BU09350001 heeft geen vlak.",
    ),
    "a shape that crosses itself": (
        {"geometry": [BOW_TIE, BOX, BOX]},
        "grenzen: het vlak van buurt BU09350001 snijdt zichzelf.",
    ),
    "latitude first": (
        {"geometry": [shapely.box(50.8, 5.6, 50.9, 5.7), BOX, BOX]},
        "grenzen: buurt BU09350001 ligt buiten Nederland (lengte- en breedtegraad verwisseld?).",
    ),
}


@pytest.mark.parametrize("name", BAD_BOUNDARIES)
def test_boundaries_that_are_not_right(build: Build, boundaries: Boundaries, name: str) -> None:
    columns, expected = BAD_BOUNDARIES[name]
    assert structure_problems(build(boundaries=boundaries(**columns))) == [expected]


def test_boundaries_in_metres(build: Build, boundaries: Boundaries) -> None:
    assert structure_problems(build(boundaries=boundaries().to_crs(28992))) == [
        "grenzen: het coördinatenstelsel is niet EPSG:4326."
    ]


def test_boundaries_without_a_name_for_the_wijk(build: Build, boundaries: Boundaries) -> None:
    assert structure_problems(build(boundaries=boundaries().drop(columns="wijknaam"))) == [
        "grenzen: kolom wijknaam ontbreekt."
    ]


def test_no_boundaries_at_all(build: Build, boundaries: Boundaries) -> None:
    assert structure_problems(build(boundaries=boundaries().iloc[:0])) == ["grenzen: er zijn geen buurten."]
    assert structure_problems(build(boundaries=None)) == ["grenzen: er zijn geen buurten."]


def test_a_municipality_code_of_another_form(build: Build) -> None:
    assert structure_problems(build(gemeente="935")) == ["935 is geen gemeentecode (GM en vier cijfers)."]
