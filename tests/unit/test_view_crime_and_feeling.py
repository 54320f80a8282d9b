"""Crime and feeling in words, in the table and as a picture."""

from datetime import date

import numpy as np
import pytest

from analytics.figures import crime_and_feeling as charts
from analytics.tables import payload
from analytics.views import crime_and_feeling
from tests.builders import STAD, cells, question
from tests.unit.many_areas import answered, asked, code, counted, score
from tests.unit.test_feeling import COUNTS, PEOPLE, marks


def view(tmp_path, rows, indicator=None, counts=COUNTS, **what):
    snapshot = counted(tmp_path, counts, PEOPLE, enquete=rows, **what)
    survey = asked(snapshot, indicator or score())
    return crime_and_feeling.build(*asked(snapshot), *survey, snapshot.manifest(), None)


def drawn(shown, chosen=None):
    return charts.feeling_chart(shown.feeling, shown.names, shown.hovers, shown.quadrants, dark=False, chosen=chosen)


@pytest.fixture
def usual(tmp_path):
    """Nine areas on a line and one that feels much less safe."""
    return view(tmp_path, answered(marks(4, -1.5), 0.3, 90, 6.5, vraag="score"))


def test_who_feels_less_safe_than_crime_explains(usual):
    assert usual.question == "Waar voelen mensen zich onveiliger dan de cijfers verklaren?"
    assert usual.answer == (
        "In Buurt 4 voelen mensen zich onveiliger dan de misdrijven verklaren. Bij 9 van de 10 past de beleving bij de "
        "misdrijven."
    )


def test_who_feels_safer(tmp_path):
    shown = view(tmp_path, answered(marks(4, 1.5), 0.3, 90, 6.5, vraag="score"))
    assert shown.answer.startswith(
        "Nergens voelen mensen zich duidelijk onveiliger dan de misdrijven verklaren; in Buurt 4 veiliger."
    )


def test_what_the_line_says_in_words(usual):
    assert usual.relation.startswith(
        "Waar meer misdrijven zijn, voelen mensen zich minder veilig. Bij twee keer zoveel"
    )
    assert 'proefinbraken verschilt "Buurtscore" gemiddeld −0,5' in usual.relation
    assert usual.picture_text.endswith(usual.relation)


def test_a_relation_that_may_be_chance_is_not_called_one(tmp_path):
    random = np.random.default_rng(3)
    shown = view(tmp_path, answered([*random.normal(7, 0.3, 10)], 0.3, 90, 7.0, vraag="score"))
    assert shown.relation.startswith("Een verband tussen misdrijven en beleving is niet duidelijk.")


def test_without_a_line_the_figures_stand_beside_the_city_all_the_same(tmp_path):
    shown = view(tmp_path, answered(marks(), 0.3, 90, 6.5, vraag="score"), counts=[4] * 10)
    assert shown.answer == "Dat is niet te zeggen: de misdrijfcijfers van de gebieden verschillen vooral door toeval."
    assert shown.relation == ""
    narrow = {column["id"]: column["narrow"] for column in payload(shown.table)["columns"]}
    assert "verschil" not in narrow
    assert narrow["misdrijven"], "a small screen shows the figures when there is no distance to show"
    assert cells(shown.table)[code(9)]["stad"]["text"] == "voelt onveiliger"
    assert drawn(shown).data


def test_years_that_differ_are_said(tmp_path, usual):
    assert usual.years == "Misdrijven en beleving zijn beide van 2025."
    snapshot = counted(tmp_path / "eerder", COUNTS, PEOPLE, enquete=answered(marks(), 0.3, 90, 6.5, vraag="score"))
    van, tot = date(2024, 1, 1), date(2025, 1, 1)
    shown = crime_and_feeling.build(
        *asked(snapshot, van=van, tot=tot), *asked(snapshot, score()), snapshot.manifest(), None
    )
    assert shown.years.startswith("Let op: de beleving is van 2025, de misdrijven zijn van 2024")
    assert "misdrijven 2024 · beleving 2025" in shown.source.line


@pytest.mark.parametrize(("status", "complete"), [("definitief", True), ("voorlopig", False)])
def test_a_year_that_may_still_grow_is_not_called_complete(tmp_path, status, complete):
    known = [{"stap": "jaar", "status": status}]
    rows = answered(marks(), 0.3, 90, 6.5, vraag="score", jaar=2023)
    snapshot = counted(tmp_path, COUNTS, PEOPLE, enquete=rows, dekking=known)
    survey = asked(snapshot, score(), van=date(2023, 1, 1), tot=date(2024, 1, 1))
    shown = crime_and_feeling.build(*asked(snapshot), *survey, snapshot.manifest(), None)
    assert ("compleet" in shown.years) is complete


def test_the_table_says_both_figures_the_distance_and_where_the_city_is(usual):
    row = cells(usual.table)[code(4)]
    assert row["misdrijven"]["text"] == "40,0"
    assert (row["misdrijven"]["low"], row["misdrijven"]["high"]) == pytest.approx((31.7, 49.8), abs=0.05)
    assert row["gevoel"]["text"].startswith("5,5")
    assert row["verschil"]["text"].startswith("−1,")
    assert row["oordeel"]["text"] == "onveiliger"
    assert row["stad"]["text"] == "minder proefinbraken, voelt onveiliger"
    assert cells(usual.table)[STAD]["misdrijven"]["text"].startswith("77,5")
    assert payload(usual.table)["sort"] == {"column": "verschil", "descending": False}


def test_the_least_safe_stand_first_for_a_percentage_too(tmp_path):
    shares = [10.0 + 3 * float(np.log2(count / 20)) for count in COUNTS]
    shown = view(tmp_path, answered(shares, 3.0, 300, 18.0), question())
    assert payload(shown.table)["sort"] == {"column": "verschil", "descending": True}


def test_what_is_not_compared_says_why(tmp_path, configured):
    configured(drempel=25, minimum_respondenten=30)
    rows = answered(marks(), 0.3, 90, 6.5, vraag="score")
    rows[1]["n"] = 12
    rows[2]["waarde"] = None
    rows[3]["n"] = 12
    people = [{"gebied": code(i), "waarde": 100.0 if i == 3 else 2000.0} for i in range(10)]
    found = cells(view(tmp_path, rows, kerncijfers=people).table)
    assert found[code(3)]["misdrijven"]["text"] == "te weinig inwoners", "no rate of a nearly empty area"
    assert found[code(0)]["misdrijven"]["text"] == "<25"
    assert found[code(1)]["gevoel"]["text"] == "te weinig waarnemingen"
    assert (found[code(2)]["gevoel"]["text"], found[code(2)]["misdrijven"]["text"]) == ("–", "20,0")


@pytest.mark.parametrize(("higher_is_better", "height"), [(True, 0.0), (False, 1.0)])
def test_the_corners_follow_the_direction_of_the_question(tmp_path, higher_is_better, height):
    direction = "hoger_is_beter" if higher_is_better else "lager_is_beter"
    rows = answered(marks(), 0.3, 90, 6.5, vraag="score")
    figure = drawn(view(tmp_path, rows, score(richting=direction)))
    corners = {note.text: (note.x, note.y) for note in figure.layout.annotations if note.xref == "paper"}
    assert corners["meer proefinbraken,<br>voelt onveiliger"] == (1.0, height)
    assert corners["minder proefinbraken,<br>voelt toch onveiliger"] == (0.0, height)


def test_every_area_is_a_cross_with_both_intervals(usual):
    figure = drawn(usual, chosen=code(2))
    traces = [trace for trace in figure.data if trace.text]
    assert sum(len(trace.x) for trace in traces) == 10
    assert all(len(trace.error_x.array) == len(trace.error_y.array) == len(trace.x) for trace in traces)
    odd = next(trace for trace in traces if trace.marker.symbol == "diamond")
    assert (odd.x[0], odd.y[0]) == (40.0, pytest.approx(5.5))
    assert (odd.error_x.array[0], odd.error_x.arrayminus[0]) == pytest.approx((9.78, 8.28), abs=0.01)
    texts = [note.text for note in figure.layout.annotations]
    assert "Buurt 4" in texts
    assert "<b>Buurt 2</b>" in texts


def test_an_area_without_crime_stays_on_the_paper(tmp_path):
    shown = view(tmp_path, answered(marks(), 0.3, 90, 6.5, vraag="score"), counts=[0, *COUNTS[1:]])
    lowest = min(x for trace in drawn(shown).data if trace.text for x in trace.x)
    assert lowest == pytest.approx(15 / charts.EDGE)
    assert "0,0 (0,0–1,8)" in shown.hovers[code(0)]
    assert shown.hovers[code(0)].endswith("past bij de misdrijven")
