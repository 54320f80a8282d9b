"""Profiles of buurten and wijken through app.py: the area in the address, its sections, the way to the next."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import (
    BINNENSTAD,
    BUURTCODES,
    CENTRUM,
    JEKERKWARTIER,
    STAD,
    WOLDER,
    ZUIDWEST,
    month,
    publish,
    steady_months,
    year,
)
from tests.pages.screen import html

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def whole(tmp_path, configured):
    """Months of crimes, some with an hour, inhabitants and a survey round."""
    codes = (*BUURTCODES, CENTRUM, ZUIDWEST, STAD)
    hours = [{"van": date(2025, 3, d), "tot": date(2025, 3, d + 1), "uur": 21, "aantal": 20} for d in range(1, 30)]
    snapshot = publish(
        tmp_path,
        registraties=[
            month(jaar, maand) | {"soort": "0.0.0", "gebied": code, "aantal": 20}
            for jaar in (2023, 2024, 2025)
            for maand in range(1, 13)
            for code in BUURTCODES
        ]
        + hours,
        dekking=[{"soort": kind, "van": date(2023, 1, 1)} for kind in ("0.0.0", "1.1.1")],
        kerncijfers=[{"gebied": code} for code in BUURTCODES],
        enquete=[{"gebied": code, "vraag": "onveilig_buurt"} for code in codes],
    )
    configured(data=tmp_path)
    return snapshot


def opened(page, **query):
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
    app.run()
    app.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def test_every_section_with_a_link_of_its_own(whole):
    app = opened("buurtprofiel", gebied=BINNENSTAD)
    assert app.title[0].value == "Hoe veilig is Binnenstad?"
    assert {part.proto.anchor: part.value for part in app.subheader} == {
        "scores": "Scores",
        "verloop": "Verloop",
        "opvallend": "Wat valt op",
        "drukke-tijden": "Drukke tijden",
        "kerncijfers": "Kerncijfers",
        "bewoners": "Wat bewoners zeggen",
        "agenda": "Buurtagenda",
    }
    for part in app.subheader:
        assert f'href="#{part.proto.anchor}"' in html(app)
    assert "Voor Binnenstad is er geen buurtagenda." in html(app)
    assert f"momentopname {whole.id}" in html(app)


def test_the_area_is_always_in_the_address(whole):
    assert dict(opened("buurtprofiel").query_params) == {"gebied": BINNENSTAD}
    assert dict(opened("buurtprofiel", gebied=WOLDER).query_params) == {"gebied": WOLDER}
    assert dict(opened("buurtprofiel", gebied="BU99999999").query_params) == {"gebied": BINNENSTAD}
    assert dict(opened("wijkprofiel", gebied=ZUIDWEST).query_params) == {"gebied": ZUIDWEST}


def test_to_the_next_and_back(whole):
    app = opened("buurtprofiel", gebied=BINNENSTAD)
    assert not [button for button in app.button if button.key == "vorige"]
    app.button(key="volgende").click().run()
    assert app.title[0].value == "Hoe veilig is Jekerkwartier?"
    assert dict(app.query_params) == {"gebied": JEKERKWARTIER}
    assert app.button(key="vorige").label == "← Binnenstad"
    app.button(key="vorige").click().run()
    assert app.title[0].value == "Hoe veilig is Binnenstad?"


def test_a_buurt_leads_to_its_wijk(whole):
    app = opened("buurtprofiel", gebied=WOLDER)
    app.switch_page("pages/wijkprofiel.py").run()
    assert app.title[0].value == "Hoe veilig is Zuidwest?"
    app.switch_page("pages/buurtprofiel.py").run()
    assert app.title[0].value == "Hoe veilig is Wolder?"


def test_a_wijk_lists_its_buurten(whole):
    app = opened("wijkprofiel", gebied=CENTRUM)
    assert "Buurten van deze wijk" in [part.value for part in app.subheader]
    assert "Buurten van deze wijk" not in [part.value for part in opened("buurtprofiel").subheader]


@pytest.mark.parametrize("page", ["buurtprofiel", "wijkprofiel"])
def test_a_year_of_totals_is_enough(tmp_path, configured, page):
    publish(
        tmp_path,
        registraties=[{"gebied": code, "soort": "0.0.0", "aantal": 90, **year(2023)} for code in BUURTCODES],
        dekking=[{"soort": "0.0.0", "stap": "jaar", **year(2023)}],
    )
    configured(data=tmp_path)
    app = opened(page)
    assert not app.error
    assert [part.proto.anchor for part in app.subheader if part.proto.anchor not in ("scores", "buurten")] == [
        "opvallend",
        "agenda",
    ]


def test_hours_are_left_out_where_there_are_none(tmp_path, configured):
    steady_months(tmp_path)
    configured(data=tmp_path)
    app = opened("buurtprofiel")
    assert "drukke-tijden" not in [part.proto.anchor for part in app.subheader]
    assert "#drukke-tijden" not in html(app)


def test_every_table_can_be_taken_away(whole):
    names = {button.label for button in opened("buurtprofiel").get("download_button")}
    assert {"CSV van scores", "Excel van verloop", "CSV van drukke tijden", "Excel van antwoorden"} <= names
    assert "CSV van buurten" in {button.label for button in opened("wijkprofiel").get("download_button")}


def test_a_database_of_agendas_that_is_away_leaves_the_figures(whole, configured, tmp_path):
    (tmp_path / "agenda.sqlite").write_bytes(b"geen database" * 100)
    app = opened("buurtprofiel")
    assert app.warning
    assert app.title[0].value == "Hoe veilig is Binnenstad?"
