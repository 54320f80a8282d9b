"""One chosen area beside the map: its figure, the city, the year before, its months."""

from datetime import date

from analytics.periods import Stap
from analytics.views import chosen_area
from tests.builders import BINNENSTAD, BUURTCODES, ask, burglaries, month, publish, year

YEARLY = {"stap": "jaar"}
PEOPLE = [{"gebied": code} for code in BUURTCODES]


def build(snapshot, indicator=None, **changed):
    selection = ask(snapshot, stap=Stap.GEHEEL, **changed)
    return chosen_area.build(indicator or burglaries(), selection, BINNENSTAD)


def test_its_figure_the_city_and_the_year_before(tmp_path):
    rows = [{**year(n), "aantal": count} for n, count in ((2024, 30), (2025, 60))]
    snapshot = publish(tmp_path, registraties=rows, dekking=[YEARLY | {"van": date(2024, 1, 1)}], kerncijfers=PEOPLE)
    assert build(snapshot).sentences == (
        "Binnenstad: 60 proefinbraken · 60,0 (45,8–77,2) per 1.000 inwoners.",
        "Maastricht: 60 proefinbraken · 20,0 (15,3–25,7) per 1.000 inwoners.",
        "Proefinbraken: 60, een jaar eerder 30 (+100%, +29,5% tot +208,9%): gestegen.",
    )


def test_months_that_are_missing_or_hidden_have_no_sum(tmp_path, configured):
    rows = [month(2025, m) | {"aantal": 6} for m in range(1, 13)]
    whole = publish(tmp_path, name="heel", registraties=rows, dekking=[{"van": date(2023, 1, 1)}])
    assert build(whole).spark.rows[0].cells["som"].value == 72
    short = publish(tmp_path, name="kort", registraties=rows, dekking=[{}])
    assert build(short).spark.rows[0].cells["som"].value is None
    configured(drempel=7)
    assert build(whole).spark.rows[0].cells["som"].value is None


def test_yearly_figures_have_no_line(tmp_path):
    assert build(publish(tmp_path, registraties=[year(2025)], dekking=[YEARLY])).spark is None


def test_the_ways_on_keep_indicator_and_area(tmp_path):
    links = build(publish(tmp_path, registraties=[year(2025)], dekking=[YEARLY])).links
    assert [link.page for link in links] == ["hic_trend", "ranglijst", "buurtprofiel", "buurtagendas"]
    assert all(link.choices["gebied"] == BINNENSTAD for link in links)
    assert all(link.choices["indicator"] == "proef" for link in links if link.page != "buurtprofiel")
