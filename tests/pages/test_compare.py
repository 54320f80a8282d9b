"""The page Vergelijken through app.py: municipalities or buurten, its choices, and cities with nothing beside them."""

from datetime import date

import pytest

from tests.builders import BUURTCODES, STAD, WOLDER, publish, year
from tests.pages.screen import html, opened

OTHERS = ("GM0014", "GM0034", "GM0268", "GM0546", "GM0758", "GM0796")
CITIES = {"soort_gebied": "gemeente", "soort": "0.0.0"}
KNOWN = {"stap": "jaar", "soort": "0.0.0", "van": date(2022, 1, 1), "tot": date(2025, 1, 1)}


@pytest.fixture
def cities(tmp_path, configured):
    """Totals per municipality of three years, and the same per buurt."""
    counts = [({"gebied": code, **CITIES}, 3000 + 100 * i) for i, code in enumerate((*OTHERS, STAD))]
    counts += [({"gebied": code, "soort": "0.0.0"}, 1100) for code in BUURTCODES]
    publish(
        tmp_path,
        registraties=[row | {"aantal": n} | year(jaar) for row, n in counts for jaar in (2022, 2023, 2024)],
        dekking=[KNOWN, *(CITIES | KNOWN | {"gebied": code} for code in (STAD, *OTHERS))],
        kerncijfers=[{"gebied": code, "waarde": 20_000.0} for code in (*BUURTCODES, *OTHERS)],
    )
    configured(data=tmp_path)


def test_it_opens_beside_the_reference_municipalities(cities):
    app = opened("vergelijken")
    assert app.title[0].value == "Hoe doet Maastricht het naast andere gemeenten?"
    assert "de 6 andere gemeenten" in html(app)
    assert "kale vergelijking" in app.caption[0].value
    assert len(app.get("plotly_chart")) == 1
    assert len(app.get("download_button")) == 4  # the figures, and the circumstances
    assert dict(app.query_params) == {}


def test_a_link_reopens_a_year_and_nonsense_is_dropped(cities):
    assert dict(opened("vergelijken", periode="2023").query_params) == {"periode": "2023"}
    assert (
        dict(opened("vergelijken", naast="landen", periode="2030", indicator="<b>", gebied=WOLDER).query_params) == {}
    )


def test_without_reference_municipalities_there_is_a_sentence(tmp_path, configured):
    publish(
        tmp_path,
        registraties=[{"gebied": code, "soort": "0.0.0", "aantal": 90, **year(2023)} for code in BUURTCODES],
        dekking=[{"soort": "0.0.0", "stap": "jaar", **year(2023)}],
    )
    configured(data=tmp_path)
    app = opened("vergelijken")
    assert app.title[0].value.endswith("?")
    assert "Er is niets om naast te leggen" in html(app)
    assert not app.get("plotly_chart")


def test_buurten_of_the_same_type(cities, monkeypatch):
    monkeypatch.setattr("analytics.typology.alike", lambda code: tuple(c for c in BUURTCODES if c != code))
    monkeypatch.setattr("analytics.peers.FEWEST", 2)
    app = opened("vergelijken", naast="buurten", gebied=WOLDER)
    assert app.title[0].value == "Hoe doet Wolder het naast vergelijkbare buurten?"
    assert "geen duidelijk verschil tussen Wolder en de 2 vergelijkbare buurten" in html(app)
    assert dict(app.query_params) == {"naast": "buurten", "gebied": WOLDER}
