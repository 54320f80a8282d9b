"""What only the pages for research do: which figures stand beside each other, and what a choice changes."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import publish
from tests.unit.many_areas import answered, buurten, code, counted

PROJECT = Path(__file__).parents[2]
COUNTS = [20, 30, 40, 60, 80, 120, 160, 240, 320, 480]


def opened(page, **query):
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()
    app.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def answer(app):
    shown = " ".join(element.proto.body for element in app.get("html"))
    return re.search(r'<p class="antwoord">(.*?)</p>', shown).group(1)


@pytest.fixture
def city(tmp_path, configured):
    """Ten buurten, crimes of 2025, and marks of the same year of which one buurt's is far too low."""
    marks = [8.0, 7.7, 7.5, 7.2, 5.0, 6.7, 6.5, 6.2, 6.0, 5.7]
    rows = answered(marks, 0.3, 90, 6.7, vraag="buurtscore_veiligheid")
    counted(tmp_path, COUNTS, [2000] * 10, enquete=rows)
    configured(data=tmp_path)


def test_the_page_lays_crime_and_feeling_side_by_side(city):
    app = opened("objectief_en_beleving")
    assert "Buurt 4" in answer(app)
    assert "beide van 2025" in app.caption[0].value
    assert len(app.get("plotly_chart")) == 1


def test_levels_with_too_few_areas_say_so(city):
    app = opened("objectief_en_beleving", niveau="wijk")
    assert dict(app.query_params) == {}, "no survey figure per wijk: the choice is not offered"


def test_crime_without_surveys_cannot_be_laid_beside_anything(tmp_path, configured):
    counted(tmp_path, COUNTS, [2000] * 10)
    configured(data=tmp_path)
    assert "geen jaarcijfers over misdrijven en beleving" in answer(opened("objectief_en_beleving"))


def test_the_nearest_year_is_taken_and_said(tmp_path, configured):
    rows = answered([7.0 + i / 10 for i in range(10)], 0.3, 90, 6.7, vraag="buurtscore_veiligheid", jaar=2023)
    counted(tmp_path, COUNTS, [2000] * 10, enquete=rows)
    configured(data=tmp_path)
    app = opened("objectief_en_beleving")
    assert "de beleving is van 2023, de misdrijven zijn van 2025" in app.caption[0].value


def test_the_limits_of_the_funnel_can_be_widened_or_not(city):
    wide, strict = opened("trechter"), opened("trechter", grenzen="toeval")
    assert answer(wide) != answer(strict)
    assert dict(strict.query_params) == {"grenzen": "toeval"}
    assert len(strict.get("plotly_chart")) == 1


def test_a_funnel_that_cannot_be_drawn_leaves_the_table(tmp_path, configured):
    rows = answered([7.0, 8.0], 0.3, 90, 6.7, vraag="buurtscore_veiligheid")[:2]
    publish(tmp_path, enquete=rows, buurten=buurten(2))
    configured(data=tmp_path)
    app = opened("trechter")
    assert answer(app).startswith("Dat is niet te zeggen")
    assert not app.get("plotly_chart")
    assert len(app.get("download_button")) == 2


def test_a_smaller_margin_asks_for_more(city):
    def needed(margin):
        told = answer(opened("enqueteplanner", marge=margin))
        return int(re.search(r"samen ([\d.]+) respondenten", told).group(1).replace(".", ""))

    assert needed("0.2") > needed("0.3") > needed("0.9")


def test_a_margin_of_another_kind_of_question_falls_back(city):
    assert dict(opened("enqueteplanner", marge="8").query_params) == {}


def test_an_area_in_the_address_is_chosen_on_both_pictures(city):
    for page in ("trechter", "objectief_en_beleving"):
        app = opened(page, gebied=code(3))
        assert dict(app.query_params) == {"gebied": code(3)}
