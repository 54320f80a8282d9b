"""Words about areas of attention, and the map of one."""

import json
from datetime import UTC, datetime

import pandas as pd

from analytics.attention import AttentionArea
from analytics.figures import drawn_map
from analytics.snapshots import OwnArea, Part
from analytics.views import attention, attention_form
from tests.builders import BINNENSTAD, JEKERKWARTIER, STAD, WOLDER

NAMES = {BINNENSTAD: "Binnenstad", JEKERKWARTIER: "Jekerkwartier", WOLDER: "Wolder", "BU09350102": "Heer"}
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
MARKET, SQUARE = Part(BINNENSTAD, "Markt"), Part(BINNENSTAD, "Plein")


def area(*parts):
    return OwnArea("AG0001", "Samen", parts)


def kept(*parts, vorm=""):
    return AttentionArea(1, 1, STAD, "Samen", "", parts, vorm, None, NOW, "anna", NOW, "anna")


def test_what_an_area_is_made_of_is_named_while_it_is_short():
    assert attention.summary(area(Part(WOLDER), MARKET, SQUARE), NAMES) == "Wolder en 2 straten in Binnenstad"
    assert attention.made_of(area(MARKET), NAMES) == "1 straat in Binnenstad (Markt)"
    many = area(*(Part(code) for code in (JEKERKWARTIER, WOLDER, "BU09350102")), MARKET, Part("BU09350103", "Laan"))
    assert attention.summary(many, NAMES) == "3 hele buurten en 2 straten in 2 buurten"


def test_the_map_tells_whole_buurten_from_single_streets():
    drawn = attention._membership(BINNENSTAD, [area(MARKET)]), attention._membership(WOLDER, [area(Part(WOLDER))])
    assert drawn == (("k2", "enkele straten: Samen"), ("k4", "hele buurt: Samen"))
    assert attention._membership(JEKERKWARTIER, [area(MARKET)]) == ("k0", "hoort er niet bij")


def test_a_drawing_stays_with_the_parts_within_it_only():
    one = kept(MARKET, Part(WOLDER), vorm="{}")
    form = attention_form.typed(one)
    assert attention_form.changed(form, one, ((), "")) == {}
    fewer = form | {"straten": []}
    assert attention_form.changed(fewer, one, ((), "")) == {"delen": (Part(WOLDER),), "vorm": ""}
    assert attention_form.changed(fewer, one, ((Part(WOLDER),), "[]"))["vorm"] == "[]"


def test_the_map_of_a_drawing_looks_at_all_of_it():
    streets = pd.DataFrame({"buurt": [BINNENSTAD], "straat": ["Markt"], "lon": [5.69], "lat": [50.85]})
    ring = [[5.6, 50.8], [5.8, 50.8], [5.8, 50.9], [5.6, 50.8]]
    shape = json.dumps({"type": "Polygon", "coordinates": [ring]})
    deck = drawn_map.deck(streets, shape, "/kaart/toets/buurten.geojson", names=NAMES)
    assert [layer.id for layer in deck.layers] == ["grenzen", "tekening", "straten"]
    seen = deck.initial_view_state
    assert (round(seen.longitude, 3), round(seen.latitude, 3)) == (5.7, 50.85)
    assert deck.layers[2].data[0]["buurtnaam"] == "Binnenstad"
    alone = drawn_map.deck(streets, "", "/kaart/toets/buurten.geojson")
    assert [layer.id for layer in alone.layers] == ["grenzen", "straten"]
