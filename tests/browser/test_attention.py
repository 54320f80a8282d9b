"""The team at Aandachtsgebieden: a drawing is uploaded, looked at and kept, and the area can be chosen elsewhere."""

import json
from types import SimpleNamespace

import pytest

from analytics.attention import areas
from analytics.snapshots import Part
from analytics.store import store_of
from tests.browser.test_agendas import press, readable, unfold
from tests.builders import JEKERKWARTIER, STAD, steady_months

RING = [[5.6899, 50.8399], [5.7001, 50.8399], [5.7001, 50.8501], [5.6899, 50.8501], [5.6899, 50.8399]]
DRAWING = json.dumps({"type": "Polygon", "coordinates": [RING]}).encode()


@pytest.fixture(scope="module")
def city(start_server, tmp_path_factory):
    """A server of somebody at their own machine."""
    root = tmp_path_factory.mktemp("root")
    steady_months(root)
    with start_server(data=root) as address:
        yield SimpleNamespace(address=address, store=store_of(root))


def test_a_drawing_becomes_an_area_that_can_be_chosen(visit, city):
    screen = visit("aandachtsgebieden", base_url=city.address)
    page = screen.page
    assert screen.answer == "Er worden geen aandachtsgebieden gevolgd."
    unfold(screen, "Aandachtsgebieden bijhouden")
    readable(screen)
    uploader = page.get_by_test_id("stFileUploader").locator("input")
    uploader.set_input_files([{"name": "vlak.geojson", "mimeType": "application/geo+json", "buffer": DRAWING}])
    page.get_by_text("Hele buurten: Jekerkwartier.").wait_for()
    page.get_by_label("Hoe heet het gebied?").fill("Langs de Jeker")
    press(screen, "Gebied bewaren")
    page.get_by_text("Het gebied is bewaard.").wait_for()
    (one,) = areas(city.store, STAD)
    assert (one.naam, one.delen) == ("Langs de Jeker", (Part(JEKERKWARTIER),))
    assert screen.answer.startswith("Er wordt 1 aandachtsgebied gevolgd.")
    screen = visit(f"hic-trend?gebied={one.code}", base_url=city.address)
    assert "in Langs de Jeker" in screen.question
