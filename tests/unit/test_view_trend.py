"""The trend page: totals with their parts, the year so far, and months that are hidden, missing or provisional."""

from datetime import date

import pytest

from analytics import indicators
from analytics.areas import Niveau, all_areas
from analytics.views import hic_trend
from tests.builders import STAD, WOLDER, ask, cells, publish, steady_months, year

YEARLY = {"stap": "jaar"}


@pytest.fixture
def shipped():
    return {name: indicators.load(name) for name in ("misdrijven_totaal", "hic", "sociale_overlast", "overlast_totaal")}


def build(snapshot, indicator, niveau=Niveau.GEMEENTE, area=STAD, **changed):
    selection = ask(snapshot, niveau=niveau, **changed)
    return hic_trend.build(indicator, selection, all_areas(snapshot)[area], snapshot.manifest())


def test_a_total_comes_with_its_parts(tmp_path, shipped):
    shown = build(steady_months(tmp_path), shipped["hic"])
    assert [series.indicator.id for _name, series in shown.panels] == ["woninginbraak", "straatroof", "overval"]
    assert set(cells(shown.to_date)) == {"hic", "woninginbraak", "straatroof", "overval"}
    last = cells(shown.months)["2025-12"]
    assert last["twaalf"]["text"] == "720,0"
    assert {last[name]["text"] for name in ("woninginbraak", "straatroof", "overval")} == {"60"}


def test_two_totals_of_one_group_have_their_own_parts(tmp_path, shipped):
    kinds = ("overlast", "2.4.1", "E33", "E35", "E38", "E41")
    snapshot = steady_months(tmp_path, kinds=kinds)
    social = build(snapshot, shipped["sociale_overlast"])
    assert "overlast_totaal" not in {series.indicator.id for _name, series in social.panels}
    assert len(social.panels) == 5


def test_the_year_so_far_against_the_same_months(tmp_path, shipped):
    shown = build(steady_months(tmp_path, counts=(20, 20, 10)), shipped["hic"])
    assert shown.answer.startswith("High Impact Crimes in 2025: 1.080, een jaar eerder 2.160 (−50%, ")
    assert shown.answer.endswith(": gedaald.")


def test_hidden_and_missing_months_are_two_things(tmp_path, configured, shipped):
    configured(drempel=5)
    dekking = [
        {"soort": "1.4.6", "van": date(2023, 1, 1)},
        {
            "soort": "1.4.6",
            "gebied": WOLDER,
            "van": date(2025, 2, 1),
            "tot": date(2025, 3, 1),
            "status": "ontbreekt",
        },
    ]
    snapshot = steady_months(tmp_path, kinds=("1.4.6",), counts=(1, 1, 3), dekking=dekking)
    shown = build(snapshot, indicators.load("straatroof"), Niveau.BUURT, WOLDER)
    found = cells(shown.months)
    assert (found["2025-01"]["straatroof"]["text"], found["2025-01"]["straatroof"]["status"]) == (
        "te klein om te tonen",
        "onderdrukt",
    )
    assert (found["2025-02"]["straatroof"]["text"], found["2025-02"]["straatroof"]["status"]) == ("–", "ontbreekt")
    assert found["2025-02"]["twaalf"]["status"] == "ontbreekt"
    assert found["2024-12"]["twaalf"]["text"] == "12,00"


def test_provisional_months_are_marked_in_words_too(tmp_path, shipped):
    kinds = ("1.1.1", "1.4.6", "1.4.7")
    dekking = [
        row
        for kind in kinds
        for row in (
            {"soort": kind, "van": date(2023, 1, 1), "tot": date(2025, 12, 1)},
            {"soort": kind, "van": date(2025, 12, 1), "status": "voorlopig"},
        )
    ]
    shown = build(steady_months(tmp_path, kinds=kinds, dekking=dekking), shipped["hic"])
    assert cells(shown.months)["2025-12"]["twaalf"]["status"] == "voorlopig"
    assert cells(shown.months)["2025-12"]["overval"]["status"] == "voorlopig"
    assert shown.rolling_text.endswith("laatste punt dec 2025: 720,0 (voorlopig).")
    assert "in jan–nov 2025" in shown.answer


def test_yearly_figures_only(tmp_path, shipped):
    rows = [{**year(n), "soort": "0.0.0"} for n in (2023, 2024)]
    dekking = [YEARLY | {"soort": "0.0.0", "van": date(2023, 1, 1), "tot": date(2025, 1, 1)}]
    shown = build(publish(tmp_path, registraties=rows, dekking=dekking), shipped["misdrijven_totaal"])
    assert shown.answer == "Er zijn alleen jaarcijfers (2023 en 2024); een verloop per maand is er niet."
    assert (shown.rolling, shown.panels, shown.to_date, shown.months) == (None, (), None, None)
    assert "Bron: Politie 47022NED · 2023–2024" in shown.source.line


def test_nothing_known_at_this_level(tmp_path, shipped):
    shown = build(publish(tmp_path), shipped["hic"])
    assert shown.answer == "Hierover zijn geen cijfers in deze momentopname."
