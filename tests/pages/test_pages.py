"""Wiring of the pages through app.py: what a browser adds is tested in tests/browser."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import BINNENSTAD, BUURTCODES, STAD, month, publish, year
from tests.pages.screen import html

PROJECT = Path(__file__).parents[2]
RESEARCH = ("objectief_en_beleving", "trechter", "enqueteplanner")
PAGES = ("overzicht", "kaart", "hic_trend", "ranglijst", *RESEARCH, "over_deze_cijfers", "geschiedenis")


@pytest.fixture
def whole(tmp_path, configured):
    """Three years of burglaries per month, inhabitants, and a survey round."""
    snapshot = publish(
        tmp_path,
        registraties=[
            {"gebied": code, "aantal": 2 + i, **month(jaar, maand)}
            for jaar in (2023, 2024, 2025)
            for maand in range(1, 13)
            for i, code in enumerate(BUURTCODES)
        ],
        dekking=[
            {"van": date(2023, 1, 1), "tot": date(2025, 10, 1)},
            {"van": date(2025, 10, 1), "status": "voorlopig"},
        ],
        kerncijfers=[{"gebied": code, "jaar": 2023} for code in BUURTCODES],
        enquete=[
            {"gebied": code, "vraag": "buurtscore_veiligheid", "waarde": 7.0, "ondergrens": 6.8, "bovengrens": 7.2}
            for code in (*BUURTCODES, STAD)
        ],
    )
    configured(data=tmp_path)
    return snapshot


@pytest.fixture
def bare(tmp_path, configured):
    """Like the first real files: one year of totals and nothing else."""
    publish(
        tmp_path,
        registraties=[{"gebied": code, "soort": "0.0.0", "aantal": 90, **year(2023)} for code in BUURTCODES],
        dekking=[{"soort": "0.0.0", "stap": "jaar", **year(2023)}],
    )
    configured(data=tmp_path)


def opened(page, **query):
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page != "overzicht":
        app.switch_page(f"pages/{page}.py")
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_a_question_an_answer_a_source_and_downloads(whole, page):
    app = opened(page)
    assert app.title[0].value.endswith("?")
    shown = html(app)
    assert "antwoord" in shown
    assert f"momentopname {whole.id}" in shown
    assert "echte gegevens" in shown
    labels = [button.label for button in app.get("download_button")]
    assert labels[:2] == ["CSV van deze tabel", "Excel van deze tabel"]
    assert len(labels) % 2 == 0


@pytest.mark.parametrize("page", PAGES)
def test_a_year_of_totals_is_enough_for_every_page(bare, page):
    app = opened(page)
    assert app.title
    assert not app.error


def test_nothing_is_called_better_or_worse_without_earlier_figures(bare):
    shown = html(opened("overzicht"))
    assert "niet te zeggen" in shown
    assert "ongunstiger" not in shown


@pytest.mark.parametrize("page", PAGES)
def test_nothing_published_is_said_in_a_sentence(tmp_path, configured, page):
    configured(data=tmp_path / "leeg")
    app = opened(page)
    assert "nog niets gepubliceerd" in app.error[0].value


def test_a_broken_snapshot_is_said_in_a_sentence(whole):
    (whole.folder / "manifest.json").write_text("{}", encoding="utf-8")
    assert "geen geldig manifest" in opened("kaart").error[0].value


def test_choices_in_the_address_are_taken_over(whole):
    app = opened("kaart", niveau="wijk", periode="2024", maat="aantal")
    assert app.selectbox(key="periode").value == "2024"
    assert dict(app.query_params) == {"niveau": "wijk", "periode": "2024", "maat": "aantal"}


def test_nonsense_in_the_address_falls_back_and_leaves_it(whole):
    app = opened(
        "kaart", indicator="<script>", niveau="planeet", periode="1066", maat="per_kilo", gebied="BU1", iets="x"
    )
    assert app.selectbox(key="indicator").value == "woninginbraak"
    assert dict(app.query_params) == {}


def test_a_chosen_area_shows_its_facts(whole):
    app = opened("kaart", gebied=BINNENSTAD)
    assert any(element.value == "Binnenstad" for element in app.subheader)
    assert dict(app.query_params)["gebied"] == BINNENSTAD


def test_an_indicator_without_figures_is_not_offered(whole):
    offered = opened("kaart").selectbox(key="indicator").options
    assert "Woninginbraken" in offered
    assert "Straatroven" not in offered


def test_provisional_months_are_left_out_of_the_last_twelve(whole):
    app = opened("kaart")
    assert "okt 2024–sep 2025" in app.selectbox(key="periode").options[0]


def test_a_new_publication_is_seen_on_the_next_run(whole, tmp_path):
    app = opened("overzicht")
    assert f"momentopname {whole.id}" in html(app)
    publish(
        tmp_path,
        name="volgende",
        registraties=[{"soort": "0.0.0", "aantal": 5, **year(2023)}],
        dekking=[{"soort": "0.0.0", "stap": "jaar", **year(2023)}],
    )
    app.run()
    assert "momentopname volgende" in html(app)
    assert not app.exception
