"""Is this usual for the time of the year: the sentence, the tables and what the charts draw."""

from datetime import date

import numpy as np
import pytest

from analytics.areas import Niveau, all_areas
from analytics.figures import season
from analytics.views import trend_season
from tests.builders import STAD, ask, burglaries, cells, month, publish

WINTER = (60, 55, 50, 45, 40, 35, 35, 40, 45, 50, 55, 60)


@pytest.fixture
def build(tmp_path):
    """The view of six years with a season; `changed` replaces the count of (year, month)."""

    def made(changed=None, *, first=2020):
        rows = [
            month(year, i + 1) | {"aantal": (changed or {}).get((year, i + 1), n)}
            for year in range(first, 2026)
            for i, n in enumerate(WINTER)
        ]
        final, last = date(2025, 12, 1), date(2026, 1, 1)
        known = [{"van": date(first, 1, 1), "tot": final}, {"van": final, "tot": last, "status": "voorlopig"}]
        snapshot = publish(tmp_path, registraties=rows, dekking=known)
        selection = ask(snapshot, niveau=Niveau.GEMEENTE)
        return trend_season.build(burglaries(), selection, all_areas(snapshot)[STAD], snapshot.manifest())

    return made


def test_the_answer_is_about_the_last_final_month(build):
    shown = build()
    assert shown.question == "Is het aantal proefinbraken in Maastricht gewoon voor de tijd van het jaar?"
    assert shown.answer.startswith("November 2025: 55; gewoon is ")
    assert "Dat is gewoon voor de tijd van het jaar. " in shown.answer
    assert shown.answer.endswith("Van de 35 beoordeelde maanden ligt er geen buiten de band.")
    assert shown.answer in shown.chart_text


def test_months_outside_the_band_are_named(build):
    shown = build({(2025, 6): 70, (2025, 11): 20})
    assert "Dat is minder dan gewoon." in shown.answer
    assert "liggen er 2 buiten de band: jun 2025 (hoger) en nov 2025 (lager)." in shown.answer


def test_the_table_holds_what_the_chart_draws(build):
    table = cells(build({(2025, 6): 70}).months)
    assert (table["2025-06"]["aantal"]["text"], table["2025-06"]["woord"]["text"]) == ("70", "meer dan gewoon")
    assert table["2025-12"]["woord"]["text"] == "niet te zeggen: voorlopig"
    assert table["2025-12"]["aantal"]["status"] == "voorlopig"
    low, high = table["2025-06"]["verwacht"]["low"], table["2025-06"]["verwacht"]["high"]
    assert low < 35 < high < 70


def test_the_pattern_says_which_months_stand_out(build):
    shown = build()
    assert shown.pattern_answer.startswith("Duidelijk drukker dan gemiddeld: januari, ")
    assert "Duidelijk rustiger: " in shown.pattern_answer
    assert cells(shown.pattern)["01"]["deel"]["value"] == pytest.approx(126, abs=3)


def test_without_two_years_it_says_why(build):
    shown = build(first=2024)
    assert shown.answer == (
        "Wat gewoon is voor de tijd van het jaar, is niet te zeggen: er zijn minder dan 24 definitieve maanden sinds "
        "het begin van de reeks."
    )
    assert (shown.months, shown.pattern) == (None, None)


def test_the_chart_marks_what_is_outside(build):
    shown = build({(2025, 6): 70})
    drawn = season.band_chart(shown.found, dark=False)
    marked = [trace for trace in drawn.data if trace.marker.symbol == "diamond"]
    assert [list(trace.y) for trace in marked] == [[70.0]]
    assert [note.text for note in drawn.layout.annotations] == ["jun 2025: 70"]
    hollow = [trace for trace in drawn.data if trace.mode == "markers" and trace.marker.symbol is None]
    assert [list(trace.y) for trace in hollow] == [[60.0]]  # December is provisional
    bands = [trace for trace in drawn.data if trace.fill == "toself"]
    assert len(bands) == 1  # nothing is missing between them


def test_the_pattern_is_drawn_round_an_average_month(build):
    (bars,) = season.pattern_chart(build().found, dark=True).data
    assert np.array(bars.y) + bars.base == pytest.approx([100 * n / 47.5 for n in WINTER], abs=5)
    assert list(bars.x)[:2] == ["jan", "feb"]
