"""The page Thema's through app.py: all themes, one theme by a link, and a city without figures."""

import pytest

from analytics.store import StoreUnavailable
from tests.builders import publish, steady_months
from tests.pages.screen import html, opened


@pytest.fixture
def city(tmp_path, configured):
    steady_months(tmp_path)
    configured(data=tmp_path)


def headings(app):
    return [found.value for found in app.subheader]


def test_it_opens_with_all_themes(city):
    app = opened("themas")
    assert app.title[0].value == "Wat weten we per veiligheidsthema?"
    assert "Van de 22 thema's" in html(app)
    assert headings(app) == []
    assert len(app.get("download_button")) == 2
    assert dict(app.query_params) == {}


def test_a_link_opens_one_theme_and_nonsense_all(city):
    app = opened("themas", thema="1.3")
    assert app.title[0].value == "Hoe staat het met veelvoorkomende en 'high impact'-criminaliteit?"
    assert headings(app) == ["Wat de politie registreerde", "Doelen", "Plek in de programma's",
                             "Acties, en hoe ver ze zijn"]  # fmt: skip
    assert dict(app.query_params) == {"thema": "1.3"}
    assert len(app.get("download_button")) == 6
    assert dict(opened("themas", thema="9.9").query_params) == {}


def test_a_gap_has_a_heading_of_its_own(city):
    app = opened("themas", thema="5.2")
    assert "Waarom er geen indicator is" in headings(app)
    assert "h.6 ondermijning" in html(app)


def test_a_city_without_any_figure_has_its_themes_all_the_same(tmp_path, configured):
    publish(tmp_path)
    configured(data=tmp_path)
    assert "geen cijfers" in html(opened("themas", thema="1.3"))


def test_a_database_that_is_away_leaves_what_is_declared(city, monkeypatch):
    def away(*_asked):
        raise StoreUnavailable("De database is niet bereikbaar.")

    monkeypatch.setattr("analytics.progress.own_actions", away)
    app = opened("themas", thema="5.2")
    assert [found.value for found in app.warning] == ["De database is niet bereikbaar."]
    assert "Acties, en hoe ver ze zijn" in headings(app)
