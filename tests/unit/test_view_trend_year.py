"""What this year comes to: the sentence, the forecast beside the simple ones, the target, and the chart."""

from datetime import date

import numpy as np
import pytest

from analytics import programmes
from analytics.areas import Niveau, all_areas
from analytics.figures import year
from analytics.programmes import Bound
from analytics.views import trend_year
from tests.builders import STAD, ask, burglaries, cells, month, publish

NOISE = np.random.default_rng(8).poisson(40, 96)


def at_most(waarde):
    """A target for 2025."""
    goal = Bound(jaar=2025, fase="einddoel", gedrukt=f"<= {waarde}", soort="hoogstens", waarde=waarde)
    return programmes.target("mjp19-woninginbraak").model_copy(update={"indicator": "proef", "doelen": (goal,)})


@pytest.fixture
def build(tmp_path, monkeypatch):
    """The view of eight years of chance alone, final up to July 2025, with two provisional months."""

    def made(counts=NOISE, *, first=2018, doel=None):
        rows = [
            month(first + i // 12, i % 12 + 1) | {"aantal": int(n)}
            for i, n in enumerate(counts)
            if date(first + i // 12, i % 12 + 1, 1) < date(2025, 9, 1)
        ]
        final, last = date(2025, 7, 1), date(2025, 9, 1)
        known = [{"van": date(first, 1, 1), "tot": final}, {"van": final, "tot": last, "status": "voorlopig"}]
        snapshot = publish(tmp_path, registraties=rows, dekking=known)
        selection = ask(snapshot, niveau=Niveau.GEMEENTE)
        if doel is not None:
            monkeypatch.setattr(programmes, "targets", lambda _gemeente: (at_most(doel),))
        return trend_year.build(burglaries(), selection, all_areas(snapshot)[STAD], snapshot.manifest())

    return made


def test_the_answer_gives_what_is_in_and_what_it_comes_to(build):
    shown = build()
    total = shown.forecast.totaal
    assert shown.question == "Waar komt het aantal proefinbraken in Maastricht op uit?"
    assert shown.answer == (
        f"Jan–jun 2025: {NOISE[84:90].sum()}. Jul–aug 2025, voorlopig: {NOISE[90:92].sum()}. Heel 2025 komt naar "
        f"verwachting uit op {total.mean:.0f}, met 80% kans tussen {total.low80:.0f} en {total.high80:.0f}. "
        f"Het jaar 2024 kwam uit op {NOISE[72:84].sum()}."
    )
    assert shown.answer in shown.chart_text


def test_the_forecast_stands_beside_the_simple_ones(build):
    table = cells(build().methods)
    assert list(table) == ["model", "als_vorig_jaar", "zelfde_aandeel", "rest_als_vorig_jaar"]
    assert table["als_vorig_jaar"]["waarde"]["value"] == NOISE[72:84].sum()
    assert table["model"]["waarde"]["low"] < table["model"]["waarde"]["value"] < table["model"]["waarde"]["high"]
    assert table["model"]["fout"]["sort"] < table["als_vorig_jaar"]["fout"]["sort"]
    assert "%" in table["model"]["binnen"]["text"]
    assert table["als_vorig_jaar"]["binnen"]["text"] == "–"


def test_the_months_add_up(build):
    shown = build()
    table = cells(shown.months)
    assert table["2025-06"]["samen"]["value"] == NOISE[84:90].sum()
    assert (table["2025-08"]["aantal"]["sort"], table["2025-08"]["aantal"]["status"]) == (NOISE[91], "voorlopig")
    assert table["2025-12"]["samen"]["value"] == pytest.approx(shown.forecast.totaal.mean)
    assert table["2025-12"]["vorig"]["sort"] == NOISE[83]


def test_a_forecast_that_did_worse_is_not_shown_anywhere(build):
    shown = build(np.tile([5, 90, 12, 70, 3, 110, 8, 60, 20, 100, 4, 80], 8))
    assert "Een voorspelling wordt niet getoond: om deze tijd van het jaar" in shown.answer
    assert (
        "De beste eenvoudige schatting (als vorig jaar) geeft 562; ze zat er eerder gemiddeld 0% naast." in shown.answer
    )
    assert cells(shown.methods)["model"]["waarde"]["value"] is None
    assert cells(shown.months)["2025-12"]["samen"]["value"] is None
    drawn = year.year_chart(shown.forecast, dark=False)
    assert not [trace for trace in drawn.data if trace.fill == "toself"]
    assert "tot nu toe" in drawn.layout.annotations[0].text


def test_with_too_few_years_no_error_is_claimed(build):
    shown = build(NOISE[60:], first=2023)
    assert "er zijn te weinig volle jaren" in shown.answer
    assert "Loopt de rest van het jaar als vorig jaar, dan wordt het " in shown.answer
    assert {row["fout_nu"]["sort"] for row in cells(shown.methods).values()} == {None}


def test_without_a_forecast_it_says_why(build):
    shown = build(NOISE[:24], first=2024)
    assert shown.answer.startswith("Waar het jaar op uitkomt, is niet te zeggen: er zijn minder dan 24 ")
    assert (shown.methods, shown.months, shown.assumptions) == (None, None, "")


def test_a_target_is_answered_and_drawn(build):
    shown = build(doel=450)
    assert shown.answer.split("De kans op 450 of minder is ")[1].split("%")[0].isdigit()
    pace = (450 - NOISE[84:90].sum()) / 6
    assert f"daarvoor mogen het er {pace:.1f}".replace(".", ",") in shown.answer
    drawn = year.year_chart(shown.forecast, dark=False, doel=shown.doel)
    assert [line.y0 for line in drawn.layout.shapes] == [450]
    assert "doel: 450" in [note.text for note in drawn.layout.annotations]


def test_the_chart_ends_where_the_table_ends(build):
    shown = build()
    drawn = year.year_chart(shown.forecast, dark=True)
    by_name = {trace.text[-1].split(",")[0]: trace for trace in drawn.data if trace.mode == "lines" and trace.text}
    assert by_name["2024"].y[-1] == NOISE[72:84].sum()
    assert by_name["2025"].y[-1] == NOISE[84:92].sum()  # the provisional end, dotted
    fans = [trace for trace in drawn.data if trace.fill == "toself"]
    assert len(fans) == 2
    assert max(fans[0].y) == shown.forecast.totaal.high95
    assert max(fans[1].y) == shown.forecast.totaal.high80
