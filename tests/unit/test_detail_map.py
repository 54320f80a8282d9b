"""The detail map: what it draws, that nothing comes from outside, and what it says in words."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.figures.detail_map import EMPTY_STYLE, LARGEST_DOT, SMALLEST_DOT, deck, reading, sentence
from analytics.figures.theme import DARK, LIGHT, rgb

BORDERS = "/kaart/2026-01-15/buurten.geojson"
NAMES = {"BU09350001": "Wyck", "BU09350002": "Randwyck"}
FORMS = ["straten", "zeshoeken", "warmte"]


def streets(*rows: tuple[str, str, float, float, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["gebied", "straat", "lon", "lat", "aantal"])


@pytest.fixture
def three() -> pd.DataFrame:
    return streets(
        ("BU09350001", "Aldenhofpark", 5.69, 50.85, 4),
        ("BU09350001", "Brusselsestraat", 5.70, 50.86, 16),
        ("BU09350002", "Calvariestraat", 5.71, 50.84, 0),
    )


def drawn(frame: pd.DataFrame, form: Any = "straten", **options: Any) -> dict[str, Any]:
    return json.loads(deck(frame, BORDERS, form=form, **options).to_json())


def counts(spec: dict[str, Any]) -> dict[str, Any]:
    return spec["layers"][1]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_comes_from_outside(three: pd.DataFrame, form: str):
    spec = drawn(three, form)
    assert spec["mapStyle"] == EMPTY_STYLE
    assert spec["layers"][0]["data"] == BORDERS
    assert "://" not in json.dumps(spec)


def test_the_empty_style_is_where_the_map_looks_for_it():
    file = Path(__file__).parents[2] / "static" / Path(EMPTY_STYLE).name
    assert json.loads(file.read_text(encoding="utf-8"))["sources"] == {}


def test_a_deployment_may_lay_its_own_map_below(three: pd.DataFrame):
    assert drawn(three, background="/app/static/eigen.json")["mapStyle"] == "/app/static/eigen.json"


def test_streets_are_dots_with_an_area_in_proportion_and_none_for_zero(three: pd.DataFrame):
    large, small = counts(drawn(three, names=NAMES))["data"]
    assert (large["straat"], large["straal"]) == ("Brusselsestraat", LARGEST_DOT)
    assert (small["straat"], small["straal"]) == ("Aldenhofpark", LARGEST_DOT / 2)  # a quarter of the count
    assert large["tekst"] == "Wyck, 16 registraties"


def test_a_single_registration_among_thousands_stays_visible():
    frame = streets(("BU09350001", "Lang", 5.7, 50.8, 10_000), ("BU09350001", "Kort", 5.7, 50.8, 1))
    assert counts(drawn(frame))["data"][1]["straal"] == SMALLEST_DOT
    assert counts(drawn(frame))["data"][1]["tekst"] == "1 registratie"
    assert counts(drawn(frame))["data"][0]["tekst"] == "10.000 registraties"


@pytest.mark.parametrize("form", ["zeshoeken", "warmte"])
def test_what_is_counted_together_names_no_street(three: pd.DataFrame, form: str):
    layer = counts(drawn(three, form))
    assert layer["data"] == [
        {"lon": 5.70, "lat": 50.86, "aantal": 16},
        {"lon": 5.69, "lat": 50.85, "aantal": 4},
    ]
    assert layer["colorRange"] == [list(rgb(step)) for step in LIGHT.sequential]


def test_hexagons_lie_flat_and_add_up(three: pd.DataFrame):
    layer = counts(drawn(three, "zeshoeken"))
    assert layer["@@type"] == "HexagonLayer"
    assert layer["extruded"] is False
    assert (layer["getColorWeight"], layer["colorAggregation"]) == ("@@=aantal", "SUM")


def test_dark_pages_get_dark_colours(three: pd.DataFrame):
    assert counts(drawn(three, "zeshoeken", dark=True))["colorRange"][4] == list(rgb(DARK.sequential[4]))
    assert drawn(three, dark=True)["layers"][0]["getFillColor"] == list(rgb(DARK.wash))


def test_the_tooltip_speaks_of_the_street_or_the_hexagon_and_heat_has_none(three: pd.DataFrame):
    tooltips = [deck(three, BORDERS, form=form)._tooltip for form in FORMS]
    assert tooltips[0]["html"] == "<b>{straat}</b><br>{tekst}"
    assert tooltips[1]["html"] == "<b>{colorValue}</b> geregistreerd in dit vak"
    assert tooltips[2] is False


def test_the_view_holds_all_streets(three: pd.DataFrame):
    view = drawn(three)["initialViewState"]
    assert (view["longitude"], view["latitude"]) == (pytest.approx(5.695), pytest.approx(50.855))
    pixels_per_degree = 512 * 2 ** view["zoom"] / 360
    assert 0.01 * pixels_per_degree <= 440
    nationwide = streets(("BU1", "West", 3.4, 51.4, 1), ("BU2", "Oost", 7.2, 53.2, 1))
    assert (7.2 - 3.4) * 512 * 2 ** drawn(nationwide)["initialViewState"]["zoom"] / 360 <= 440
    given = drawn(three, center=(4.9, 52.4), zoom=13)["initialViewState"]
    assert (given["longitude"], given["latitude"], given["zoom"]) == (4.9, 52.4, 13)


@pytest.mark.parametrize("form", FORMS)
def test_without_streets_there_are_still_borders(form: str):
    spec = drawn(streets(), form)
    assert counts(spec)["data"] == []
    assert spec["layers"][0]["data"] == BORDERS


def test_the_sentence_counts_and_names_the_busiest(three: pd.DataFrame):
    assert sentence(three, NAMES) == (
        "20 registraties in 2 straten; de meeste in Brusselsestraat (Wyck, 16) en Aldenhofpark (Wyck, 4)."
    )
    assert sentence(three.head(1)) == "4 registraties in 1 straat; de meeste in Aldenhofpark (4)."
    assert sentence(streets()) == "Van geen enkele registratie is de straat bekend."


def test_how_to_read_the_colours_turns_with_the_theme():
    assert "hoe donkerder" in reading("zeshoeken")
    assert "hoe lichter" in reading("zeshoeken", dark=True)
    assert reading("straten") != reading("warmte")
