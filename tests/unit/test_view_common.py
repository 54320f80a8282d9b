"""What views share: periods, indicators and denominators on offer, and the page about the figures."""

from datetime import date

import pytest

from analytics import indicators
from analytics.areas import Niveau
from analytics.views import about, common
from tests.builders import burglaries, cells, publish, question, steady_months


def test_periods_on_offer_begin_with_the_last_twelve_months(tmp_path):
    snapshot = publish(tmp_path, dekking=[{"van": date(2023, 7, 1), "tot": date(2025, 6, 1)}])
    choices = common.period_choices(common.coverage(snapshot, burglaries(), Niveau.BUURT))
    assert list(choices)[:3] == ["12m", "2024", "2025-Q1"]
    assert choices["12m"].label == "2024-06/2025-05"
    assert {"2025-05", "2023-07"} <= set(choices)
    assert "2023" not in choices
    assert "2025-Q2" not in choices


def test_provisional_periods_say_so(tmp_path):
    dekking = [{"tot": date(2025, 6, 1)}, {"van": date(2025, 6, 1), "status": "voorlopig"}]
    known = common.coverage(publish(tmp_path, dekking=dekking), burglaries(), Niveau.BUURT)
    names = {key: common.period_name(key, period, known) for key, period in common.period_choices(known).items()}
    assert (names["2025-05"], names["2025-06"], names["2025"]) == (
        "mei 2025",
        "jun 2025, voorlopig",
        "2025, voorlopig",
    )


def test_only_indicators_with_figures_are_offered(tmp_path):
    snapshot = steady_months(tmp_path, kinds=("0.0.0", "1.4.6"), enquete=[{}])
    offered = {i.id for i in common.available(snapshot, [Niveau.BUURT])}
    assert offered == {"misdrijven_totaal", "straatroof", "onveilig_buurt"}
    assert {i.id for i in common.available(snapshot, [Niveau.WIJK], surveys=False)} == {
        "misdrijven_totaal",
        "straatroof",
    }


def test_only_denominators_with_figures_are_offered(tmp_path):
    indicator = burglaries(andere_noemer=[{"van": "woningen", "per": 1000}])
    snapshot = publish(tmp_path, kerncijfers=[{"kenmerk": "woningen"}])
    assert common.measure_choices(indicator, snapshot) == {"woningen": "per 1.000 woningen", "aantal": "aantal"}
    assert common.measure_choices(question(), snapshot) == {}


@pytest.mark.parametrize(
    ("names", "limit", "text"),
    [(["A"], 3, "A"), (["A", "B", "C"], 3, "A, B en C"), (["A", "B", "C", "D"], 3, "A, B en 2 andere")],
)
def test_a_sentence_holds_only_some_names(names, limit, text):
    assert common.some(names, limit) == text


def test_every_kind_says_what_is_known_of_it(tmp_path):
    snapshot = publish(tmp_path, dekking=[{"tot": date(2025, 7, 1)}, {"van": date(2025, 7, 1), "status": "voorlopig"}])
    shown = about.build(snapshot, snapshot.manifest())
    found = cells(shown.coverage)
    assert (found["1.1.1"]["periode"]["text"], found["1.1.1"]["maanden"]["text"]) == ("2025", "12")
    assert found["1.1.1"]["voorlopig"]["text"] == "1 juli 2025"
    assert found["1.4.1"]["periode"]["text"] == "niet per buurt gepubliceerd"
    assert found["1.4.6"]["periode"] == {"text": "niet geleverd", "sort": None, "status": "ontbreekt"}
    assert set(found) == set(indicators.kinds())


def test_real_figures_and_a_sample_are_told_apart(tmp_path):
    real, sample = publish(tmp_path), publish(tmp_path, name="voorbeeld", fields={"voorbeeld": True})
    assert about.build(real, real.manifest()).answer.startswith("Dit zijn echte gegevens van Maastricht.")
    assert about.build(sample, sample.manifest()).answer.startswith("Dit zijn voorbeeldgegevens")
