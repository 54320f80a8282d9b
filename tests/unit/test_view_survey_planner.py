"""The survey plan in words and as a table."""

import pytest

from analytics.tables import payload
from analytics.views import survey_planner
from tests.builders import STAD, cells, question
from tests.unit.many_areas import answered, asked, code, counted, score
from tests.unit.test_survey_plan import of_answers


def view(snapshot, wanted, indicator=None):
    return survey_planner.build(*asked(snapshot, indicator or question()), snapshot.manifest(), wanted)


def plain(n=2, respondents=75, share=30.0):
    return answered([share] * n, 0.0, respondents, share, ondergrens=None, bovengrens=None)


def test_how_many_are_needed_and_where_there_are_too_few(tmp_path):
    """30%: 123 respondents for 8 points; 122 give 8.03."""
    shown = view(of_answers(tmp_path, plain(), 2), 8.0)
    assert shown.question == "Hoeveel respondenten zijn er nodig?"
    assert shown.answer == (
        "Voor een marge van hoogstens 8 procentpunt per buurt zijn samen 246 respondenten nodig; in 2025 waren het er "
        "150. In 2 van de 2 buurten waren het er te weinig: daar zijn er samen 96 meer nodig."
    )


def test_when_there_are_enough_that_is_said(tmp_path):
    assert view(of_answers(tmp_path, plain(respondents=400), 2), 8.0).answer.endswith(
        "In alle buurten waren het er genoeg."
    )


def test_what_two_rounds_can_show(tmp_path):
    shown = view(of_answers(tmp_path, plain(respondents=100), 2), 5.1)
    assert shown.change == (
        "Tussen twee rondes als die van nu is in een gewone buurt pas een verandering van 18,2 procentpunt te zien "
        "(met een kans van 80%); met de gevraagde aantallen is dat 10,3."
    )


def test_the_table_says_now_needed_and_more(tmp_path):
    found = cells(view(of_answers(tmp_path, plain(), 2), 8.0).table)
    assert {name: cell["text"] for name, cell in found[code(0)].items()} == {
        "naam": "Buurt 0", "n": "75", "waarde": "30,0", "marge": "10,2", "nodig": "123", "erbij": "48",
        "zichtbaar": "21,0", "straks": "16,4",
    }  # fmt: skip
    assert (found[STAD]["naam"]["text"], found[STAD]["nodig"]["text"]) == ("Maastricht: samen", "246")
    assert (found[STAD]["n"]["text"], found[STAD]["erbij"]["text"]) == ("150", "96")


def test_weighting_is_said(tmp_path):
    shown = view(of_answers(tmp_path, answered([30.0] * 3, 10.1, 150, 30.0), 3), 8.0)
    assert "Door weging zijn 100 respondenten zoveel waard als 5" in shown.method
    assert "uit de intervallen blijkt geen verlies" in view(of_answers(tmp_path / "b", plain(), 2), 8.0).method


def test_a_mark_is_planned_in_points(tmp_path):
    shown = view(of_answers(tmp_path, answered([7.0, 6.0], 0.4, 90, 6.5, vraag="score"), 2), 0.2, score())
    assert "marge van hoogstens 0,2 punt" in shown.answer
    assert "samen 720 respondenten nodig" in shown.answer
    assert "spreiding van antwoorden komt uit de intervallen" in shown.method


def test_what_cannot_be_reached_is_set_apart(tmp_path, configured):
    configured(minimum_inwoners=200, minimum_respondenten=80)
    snapshot = counted(tmp_path, [1, 1, 1], [150, 300, 5000], enquete=plain(3, respondents=90))
    shown = view(snapshot, 4.0)
    found = cells(shown.table)
    assert found[code(0)]["nodig"]["status"] == found[code(1)]["nodig"]["status"] == "ontbreekt"
    assert {row["id"]: row["group"] for row in payload(shown.table)["rows"]} == {
        code(0): "niet haalbaar: te weinig inwoners",
        code(1): "niet haalbaar: er zijn meer respondenten nodig dan er mensen wonen",
        code(2): None,
    }
    assert (found[STAD]["n"]["text"], found[STAD]["nodig"]["text"]) == ("90", "502")
    assert "samen 502 respondenten nodig; in 2025 waren het er 90." in shown.answer


def test_where_nobody_lives_there_is_nothing_to_plan(tmp_path, configured):
    configured(minimum_inwoners=200)
    snapshot = counted(tmp_path, [1], [50], enquete=plain(1))
    assert view(snapshot, 8.0).answer == "In geen enkel gebied wonen genoeg mensen voor een marge van 8 procentpunt."


def test_a_hidden_figure_stays_hidden(tmp_path, configured):
    configured(minimum_respondenten=30)
    rows = plain(2)
    rows[1]["n"] = 12
    shown = view(of_answers(tmp_path, rows, 2), 8.0)
    assert cells(shown.table)[code(1)]["waarde"]["text"] == "te weinig waarnemingen"
    assert "Heeft een gebied geen eigen cijfer" in shown.method


def test_without_a_plan_the_table_still_says_what_there_was(tmp_path):
    rows = answered([7.0, 6.0], 0.4, 90, 6.5, vraag="score", ondergrens=None, bovengrens=None)
    shown = view(of_answers(tmp_path, rows, 2), 0.2, score())
    assert shown.answer == "Dat is niet te zeggen: van deze cijfers is geen interval bekend."
    assert shown.change == ""
    found = cells(shown.table)[code(1)]
    assert (found["n"]["text"], found["waarde"]["text"], found["nodig"]["text"]) == ("90", "6,0", "–")


@pytest.mark.parametrize(("indicator", "first", "opening"), [(question(), "2", "8"), (score(), "0.1", "0.3")])
def test_margins_on_offer_fit_the_question(indicator, first, opening):
    offered = survey_planner.margins(indicator)
    assert next(iter(offered)) == first
    assert survey_planner.opening(indicator) == opening
    assert opening in offered
    assert offered[opening] in ("± 8 procentpunt", "± 0,3 punt")
