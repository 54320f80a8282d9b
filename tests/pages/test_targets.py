"""The page Doelen through app.py: the list, one target in full, the choices in the address."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import publish, year
from tests.pages.screen import html

PROJECT = Path(__file__).parents[2]
BURGLARY, ROBBERY = "mjp19-woninginbraak", "mjp19-straatroof"
COUNTS = {2016: 514, 2017: 426, 2018: 424, 2019: 357, 2020: 225, 2021: 189, 2022: 174}


@pytest.fixture(autouse=True)
def city(tmp_path, configured):
    """Maastricht with burglaries of whole years."""
    publish(
        tmp_path,
        registraties=[year(jaar) | {"aantal": n} for jaar, n in COUNTS.items()],
        dekking=[{"stap": "jaar", "van": year(2016)["van"], "tot": year(2022)["tot"]}],
    )
    configured(data=tmp_path)


def opened(**query):
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/doelen.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def answer(app):
    return re.search(r'<p class="antwoord">(.*?)</p>', html(app)).group(1)


def rows(app):
    drawn = [json.loads(found.proto.json) for found in app.get("bidi_component")]
    return [row["id"] for found in drawn for row in found.get("rows", ())]


def test_it_opens_with_every_target_of_the_municipality():
    app = opened()
    assert app.title[0].value == "Liggen we op koers?"
    assert answer(app) == (
        "Van de 24 doelen: 23 niet te zeggen en 1 gehaald. Bij 1 van de 1 waarvan de uitkomst bekend is, kan die "
        "toeval zijn."
    )
    assert len(rows(app)) == 24
    assert html(app).count('<img src="data:image/svg+xml') == 1, "a small chart of what has figures"
    assert len(app.get("download_button")) == 2
    assert dict(app.query_params) == {}


def test_one_target_in_full_and_the_way_back():
    app = opened(doel=BURGLARY)
    assert answer(app).startswith("Diefstal/inbraak woning. Gehaald: van 2019 tot en met 2022 was het elk jaar lager")
    assert "MJP Veiligheid 2019-2022, h.6 veelvoorkomende criminaliteit" in html(app)
    assert rows(app)[:7] == [str(jaar) for jaar in range(2022, 2015, -1)]
    assert "diefstal/inbraak woning:2018" in rows(app), "as the municipality published it"
    assert len(app.get("plotly_chart")) == 1
    assert dict(app.query_params) == {"doel": BURGLARY}
    app.button(key="alle_doelen").click().run()
    assert len(rows(app)) == 24
    assert dict(app.query_params) == {}


def test_a_target_shows_the_actions_that_should_move_it():
    assert {"mjp19-011", "mjp19-016"} <= set(rows(opened(doel=BURGLARY)))
    other = rows(opened(doel=ROBBERY))
    assert "mjp19-012" in other
    assert "mjp19-011" not in other


def test_both_readings_of_a_number_in_doubt():
    shown = html(opened(doel=ROBBERY))
    assert "3 (2017)" in shown
    assert "31 in 2017: gepubliceerde tabel" in shown


def test_as_seen_at_the_end_of_a_year_with_what_the_chance_rests_on():
    query = {"peiljaar": "2020", "doel": BURGLARY}
    app = opened(**query)
    assert dict(app.query_params) == query
    assert "de kans dat alle jaren die nog komen lager zijn is " in answer(app)
    assert "Alleen cijfers tot en met 2020 doen mee" in html(app)


def test_one_programme_and_one_theme():
    assert all(name.startswith("up15-") for name in rows(opened(programma="up15")))
    assert rows(opened(thema="3.1", programma="mjp19")) == ["mjp19-jeugdoverlast"]


def test_a_link_to_one_target_leads_to_it_whatever_was_chosen_before():
    app = opened(thema="3.1", programma="mjp19")
    app.switch_page("pages/themas.py").run()
    app.switch_page("pages/doelen.py")
    app.query_params.clear()
    app.query_params["doel"] = BURGLARY
    app.run()
    assert answer(app).startswith("Diefstal/inbraak woning.")
    assert dict(app.query_params) == {"doel": BURGLARY}


def test_nonsense_in_the_address_is_dropped():
    query = {"doel": "<b>", "programma": "x", "thema": "9.9", "peiljaar": "1900"}
    assert dict(opened(**query).query_params) == {}


def test_a_municipality_without_programmes(tmp_path, configured):
    folder = tmp_path / "elders"
    folder.mkdir()
    buurten = [("BU07580001", "Centrum", "WK075800", "Wijk 00", "GM0758", "Breda")]
    publish(folder, buurten=buurten, fields={"gemeente": "GM0758", "gemeentenaam": "Breda"})
    configured(data=folder, gemeente="GM0758")
    assert answer(opened()) == "Van Breda zijn geen doelen bekend."
