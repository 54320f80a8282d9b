"""Choices through app.py: what a link restores, what falls back, and snapshots that hold only part of the figures."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import BINNENSTAD, BUURTCODES, CENTRUM, STAD, WOLDER, publish, steady_months, year
from tests.pages.screen import html

PROJECT = Path(__file__).parents[2]
RESEARCH = ("objectief_en_beleving", "trechter", "enqueteplanner")
PAGES = ("overzicht", "kaart", "hic_trend", "ranglijst", *RESEARCH, "over_deze_cijfers", "geschiedenis")
EACH = [*PAGES[:4], *(pytest.param(page, marks=pytest.mark.slow) for page in PAGES[4:])]
WITHOUT_FIGURES = PAGES[-2:]  # pages that have something to say about an empty snapshot
ANSWERS = [{"gebied": code, "waarde": 20.0 + i} for i, code in enumerate((*BUURTCODES, STAD))]


def opened(page, **query):
    """The page as somebody gets it who follows a link."""
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()
    if page != "overzicht":
        app.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def published(root, configured, make=publish, **what):
    snapshot = make(root, **what)
    configured(data=root)
    return snapshot


@pytest.mark.parametrize(
    ("page", "query"),
    [
        (
            "kaart",
            {"indicator": "straatroof", "niveau": "wijk", "periode": "2025-Q3", "maat": "aantal", "gebied": CENTRUM},
        ),
        ("ranglijst", {"indicator": "misdrijven_totaal", "periode": "2024", "gebied": WOLDER}),
        ("hic_trend", {"indicator": "woninginbraak", "gebied": BINNENSTAD, "maat": "aantal"}),
        ("kaart", {"indicator": "onveilig_buurt"}),
        ("trechter", {"indicator": "woninginbraak", "niveau": "wijk", "grenzen": "toeval", "gebied": CENTRUM}),
        (
            "objectief_en_beleving",
            {"indicator": "straatroof", "beleving": "rapportcijfer_veiligheid_buurt", "gebied": WOLDER},
        ),
        ("enqueteplanner", {"indicator": "buurtscore_veiligheid", "marge": "0.5"}),
    ],
)
def test_a_link_reopens_exactly_what_was_shared(tmp_path, configured, page, query):
    marks = [
        row | {"vraag": name} for row in ANSWERS for name in ("buurtscore_veiligheid", "rapportcijfer_veiligheid_buurt")
    ]
    published(tmp_path, configured, steady_months, enquete=[*ANSWERS, *marks])
    app = opened(page, **query)
    assert dict(app.query_params) == query
    for key in ("indicator", "periode"):
        if key in query:
            assert app.selectbox(key=key).value == query[key]


def test_what_is_the_default_stays_out_of_the_address(tmp_path, configured):
    published(tmp_path, configured, steady_months)
    assert (
        dict(opened("kaart", indicator="woninginbraak", niveau="buurt", periode="12m", maat="inwoners").query_params)
        == {}
    )


@pytest.mark.parametrize("page", EACH)
def test_nonsense_is_dropped_on_every_page(tmp_path, configured, page):
    published(tmp_path, configured, steady_months, enquete=ANSWERS)
    nonsense = dict.fromkeys(
        ("indicator", "niveau", "periode", "maat", "gebied", "kaart", "vorm", "beleving", "grenzen", "marge", "iets"),
        "<b>",
    )
    assert dict(opened(page, **nonsense).query_params) == {}


def test_an_area_of_another_level_is_not_chosen(tmp_path, configured):
    published(tmp_path, configured, steady_months)
    assert dict(opened("kaart", niveau="wijk", gebied=BINNENSTAD).query_params) == {"niveau": "wijk"}


@pytest.mark.parametrize("page", EACH)
def test_a_snapshot_with_surveys_only(tmp_path, configured, page):
    published(tmp_path, configured, enquete=ANSWERS)
    app = opened(page)
    assert app.title
    assert not app.error


@pytest.mark.parametrize("page", EACH)
def test_a_snapshot_without_any_figure(tmp_path, configured, page):
    published(tmp_path, configured)
    app = opened(page)
    assert app.title
    assert not app.error
    if page not in WITHOUT_FIGURES:
        assert "bevat" in html(app)


@pytest.mark.parametrize("page", ["kaart", "hic_trend", "ranglijst"])
def test_a_snapshot_without_denominators_shows_counts(tmp_path, configured, page):
    published(tmp_path, configured, steady_months, kerncijfers=[])
    app = opened(page)
    assert app.title
    assert "per 1.000" not in html(app)


def test_the_ranking_without_rates_or_surveys_says_so(tmp_path, configured):
    published(tmp_path, configured, steady_months, kerncijfers=[])
    assert "geen cijfers om buurten te rangschikken" in html(opened("ranglijst"))


def test_a_survey_has_no_counts_to_choose(tmp_path, configured):
    published(tmp_path, configured, steady_months, enquete=ANSWERS)
    app = opened("kaart", indicator="onveilig_buurt", maat="aantal")
    assert dict(app.query_params) == {"indicator": "onveilig_buurt"}
    assert [box.key for box in app.selectbox] == ["thema", "indicator", "periode"]


def test_a_theme_narrows_the_subjects_and_comes_along(tmp_path, configured):
    published(tmp_path, configured, steady_months, kinds=("0.0.0", "1.1.1", "2.5.2"))
    app = opened("kaart", thema="2.1")
    assert app.selectbox(key="indicator").options == ["Winkeldiefstallen"]
    assert dict(app.query_params) == {"thema": "2.1"}
    app.switch_page("pages/hic_trend.py").run()
    assert app.selectbox(key="indicator").options == ["Winkeldiefstallen"]
    app.selectbox(key="thema").set_value("").run()
    assert len(app.selectbox(key="indicator").options) > 1
    assert app.selectbox(key="indicator").value == "winkeldiefstal", "a wider choice keeps what was chosen"


def test_a_link_to_an_indicator_is_never_narrowed_away_by_a_theme_chosen_before(tmp_path, configured):
    published(tmp_path, configured, steady_months, kinds=("0.0.0", "1.1.1", "2.5.2"))
    app = opened("kaart", thema="2.1")
    app.switch_page("pages/ranglijst.py")
    app.query_params["indicator"] = "woninginbraak"
    app.run()
    assert (app.selectbox(key="thema").value, app.selectbox(key="indicator").value) == ("", "woninginbraak")
    app.switch_page("pages/kaart.py").run()
    assert (app.selectbox(key="thema").value, app.selectbox(key="indicator").value) == ("", "woninginbraak")


def test_streets_where_they_are_known(tmp_path, configured):
    published(
        tmp_path,
        configured,
        registraties=[{"van": date(2025, 3, 9), "tot": date(2025, 3, 10), "straat": "Dorpsstraat", "aantal": 7}],
        dekking=[{}],
        straten=[{}],
    )
    app = opened("kaart", kaart="straten")
    assert dict(app.query_params) == {"kaart": "straten"}
    assert "Dorpsstraat" in html(app)


def test_streets_are_not_offered_where_they_are_not_known(tmp_path, configured):
    published(tmp_path, configured, steady_months)
    assert dict(opened("kaart", kaart="straten").query_params) == {}


@pytest.mark.parametrize("page", EACH)
def test_the_sample_is_called_a_sample_on_every_page(tmp_path, configured, page):
    published(tmp_path, configured, steady_months, enquete=ANSWERS, fields={"voorbeeld": True})
    shown = html(opened(page))
    assert "VOORBEELD" in shown
    assert "verzonnen" in shown
    assert "echte gegevens" not in shown


def test_a_choice_that_the_next_snapshot_does_not_know_falls_back(tmp_path, configured):
    published(tmp_path, configured, steady_months)
    app = opened("kaart", indicator="straatroof", periode="2024")
    row = {"soort": "0.0.0", "stap": "jaar", **year(2023)}
    publish(tmp_path, name="volgende", registraties=[{**year(2023), "soort": "0.0.0"}], dekking=[row])
    app.run()
    assert not app.exception
    assert app.selectbox(key="indicator").value == "misdrijven_totaal"
    assert "momentopname volgende" in html(app)
    assert dict(app.query_params) == {}


def test_a_choice_comes_along_to_the_next_page_and_stays_in_the_address(tmp_path, configured):
    published(tmp_path, configured, steady_months)
    app = opened("kaart", indicator="straatroof")
    app.switch_page("pages/ranglijst.py").run()
    assert app.selectbox(key="indicator").value == "straatroof"
    assert dict(app.query_params)["indicator"] == "straatroof"
