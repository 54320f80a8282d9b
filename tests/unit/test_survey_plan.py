"""The plan of a survey: numbers by hand for shares and marks, weighting, and areas where too few people live."""

import numpy as np
import pytest

from analytics.methods import planning
from analytics.survey_plan import plan
from tests.builders import publish, question
from tests.unit.many_areas import answered, asked, buurten, code, counted, score


def planned(measured, wanted):
    return plan(*measured, "2025", wanted)


def of_answers(tmp_path, rows, n, **what):
    people = [{"gebied": code(i), "waarde": 5000.0} for i in range(n)]
    return publish(tmp_path, **{"enquete": rows, "buurten": buurten(n), "kerncijfers": people} | what)


def test_shares_by_the_published_margins(tmp_path):
    """METHODS b5: 30% of 75 respondents is +-10.1 points, of 150 +-7.3; a change of 14.9 points is seen with 150."""
    rows = answered([30.0, 30.0], 0.0, 75, 30.0, ondergrens=None, bovengrens=None)
    found = planned(asked(of_answers(tmp_path, rows, 2), question()), 7.3)
    row = found.rows.loc[code(0)]
    assert row["marge"] == pytest.approx(10.1, abs=0.07)
    assert row["nodig"] == planning.respondents_needed(0.3, 0.073) == pytest.approx(150, abs=2)
    assert row["straks"] == pytest.approx(14.9, abs=0.15)
    assert row["zichtbaar"] == pytest.approx(2**0.5 * row["straks"], rel=0.01)
    assert (found.now, found.short) == (150, 2)
    assert found.needed == 2 * row["nodig"]
    assert list(found.extra) == [row["nodig"] - 75] * 2


def test_the_published_interval_is_the_margin_and_shows_the_weighting(tmp_path):
    rows = answered([30.0] * 3, 10.1, 150, 30.0)
    found = planned(asked(of_answers(tmp_path, rows, 3), question()), 10.1)
    assert found.design_effect == pytest.approx(2.0, abs=0.05)
    assert found.rows["marge"].to_list() == pytest.approx([10.1] * 3)
    assert found.rows["nodig"].to_list() == pytest.approx([150] * 3, abs=4)


def test_marks_by_their_standard_error(tmp_path):
    """A margin of 0.4 with 90 respondents: half of it takes four times as many; change 2.8016 * sqrt(2) * se."""
    rows = answered([7.0, 6.0], 0.4, 90, 6.5, vraag="score")
    found = planned(asked(of_answers(tmp_path, rows, 2), score()), 0.2)
    row = found.rows.loc[code(0)]
    assert (row["marge"], row["nodig"]) == (pytest.approx(0.4), 360)
    assert row["zichtbaar"] == pytest.approx(2.801585 * 2**0.5 * 0.4 / 1.959964, abs=1e-4)
    assert row["straks"] == pytest.approx(row["zichtbaar"] / 2)


def test_a_smaller_margin_never_takes_fewer(tmp_path):
    measured = asked(of_answers(tmp_path, answered([5.0, 30.0, 50.0], 8.0, 90, 20.0), 3), question())
    needed = np.array([planned(measured, float(points)).rows["nodig"] for points in range(4, 20)])
    assert (np.diff(needed, axis=0) <= 0).all()


def test_an_area_without_a_figure_of_its_own_borrows_the_citys(tmp_path, configured):
    configured(minimum_respondenten=30)
    rows = answered([30.0, 30.0], 0.0, 75, 40.0, ondergrens=None, bovengrens=None)
    rows[1]["n"] = 12
    found = planned(asked(of_answers(tmp_path, rows, 2), question()), 8.0)
    assert found.rows["geleend"].to_list() == [False, True]
    assert found.rows.loc[code(1), "nodig"] == planning.respondents_needed(0.4, 0.08)
    assert found.rows["marge"].isna().to_list() == [False, True]
    assert found.rows["zichtbaar"].isna().to_list() == [False, True]


def test_nobody_asked_yet_has_no_margin(tmp_path):
    rows = [row for row in answered([30.0, 30.0], 8.0, 90, 30.0) if row["gebied"] != code(1)]
    row = planned(asked(of_answers(tmp_path, rows, 2), question()), 8.0).rows.loc[code(1)]
    assert np.isnan(row["marge"])
    assert np.isnan(row["zichtbaar"])
    assert row["nodig"] > 100


def test_where_too_few_people_live_nothing_is_planned(tmp_path, configured):
    configured(minimum_inwoners=200)
    snapshot = counted(
        tmp_path,
        [1, 1, 1],
        [150, 400, 5000],
        enquete=answered([30.0] * 3, 0.0, 75, 30.0, ondergrens=None, bovengrens=None),
    )
    found = planned(asked(snapshot, question()), 4.0)
    assert dict(found.aside["reden"]) == {code(0): "klein", code(1): "meer"}
    assert list(found.rows.index) == [code(2)]
    assert found.now == 75


def test_unknown_inhabitants_are_no_reason_to_leave_an_area_out(tmp_path):
    rows = answered([30.0], 8.0, 90, 30.0)
    assert len(planned(asked(of_answers(tmp_path, rows, 1, kerncijfers=[]), question()), 8.0).rows) == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"n": None}, "hoeveel respondenten"), ({"ondergrens": None, "bovengrens": None}, "geen interval bekend")],
)
def test_without_respondents_or_intervals_there_is_no_plan(tmp_path, fields, reason):
    rows = answered([7.0, 6.0], 0.4, 90, 6.5, vraag="score", **fields)
    found = planned(asked(of_answers(tmp_path, rows, 2), score()), 0.2)
    assert reason in found.reden
    assert (found.now, found.needed, found.short) == (0, 0.0, 0)


def test_a_share_without_the_citys_has_no_plan(tmp_path):
    *areas, _city = answered([30.0], 8.0, 90, 30.0)
    assert planned(asked(of_answers(tmp_path, areas, 1), question()), 8.0).reden == "er is geen gemeentecijfer"
