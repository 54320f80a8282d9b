"""The place of areas in the funnel: limits by hand, what is set apart, weighting, and counts that are few."""

import numpy as np
import pytest

from analytics import outliers
from analytics.methods import funnel
from analytics.outliers import Position, place
from tests.builders import publish, question
from tests.unit.many_areas import answered, asked, buurten, code, counted, score


def placed(measured, *, widened=False):
    return place(*measured, "2025", widened=widened)


def test_an_area_is_outside_exactly_where_its_own_interval_excludes_the_city(tmp_path):
    """Ten of each 1,000: the exact 95% interval of 3 ends at 8.8 and that of 4 at 10.2; that of 19 begins at 11.4."""
    found = placed(asked(counted(tmp_path, [3, 4, 19, 24, 9, 9, 8, 8, 8, 8], [1000] * 10)))
    assert found.form.expected(found.rows) == pytest.approx(10)
    assert list(found.rows["oordeel"][:5]) == [
        *(Position.MISSCHIEN_ONDER, Position.BINNEN, Position.MISSCHIEN_BOVEN, Position.BOVEN, Position.BINNEN),
    ]
    assert found.at(Position.BOVEN) == (code(3),)
    assert found.outside == (code(3), code(0), code(2))
    assert found.by_chance(0.95) == pytest.approx(0.5)


def test_z_and_expected_by_hand(tmp_path):
    """1,000 and 3,000 inhabitants with 20 and 30: city 12.5 per 1,000, expected 12.5 and 37.5."""
    found = placed(asked(counted(tmp_path, [20, 30], [1000, 3000])))
    assert list(found.rows["verwacht"]) == pytest.approx([12.5, 37.5])
    assert list(found.rows["z"]) == pytest.approx([2 * (20**0.5 - 12.5**0.5), 2 * (30**0.5 - 37.5**0.5)])


def test_what_cannot_be_placed_is_set_apart_with_its_reason(tmp_path, configured):
    configured(drempel=5, minimum_inwoners=200)
    found = placed(asked(counted(tmp_path, [10, 12, 11, 3, 7, 10], [1000, 1000, 1000, 1000, 150, 0])))
    assert dict(found.aside["reden"]) == {code(3): "onderdrukt", code(4): "klein", code(5): "ontbreekt"}
    assert list(found.rows.index) == [code(0), code(1), code(2)]


def test_widening_is_never_narrower_than_chance():
    """Where four are expected the normal form would call none at all "clearly lower"; by chance alone that is usual."""
    form, sizes = outliers.Counts(0.004, 1000), np.array([500.0, 1000.0, 2000.0, 20000.0])
    for confidence in funnel.CONTROL:
        low, high = form.limits(sizes, 0.01, confidence)
        exact_low, exact_high = form.limits(sizes, 0.0, confidence)
        assert (low <= exact_low).all()
        assert (high >= exact_high).all()
    assert low[1] == 0.0
    assert funnel.widened_limits(4.0, 0.01, 0.998)[0] > 0.0


def test_over_dispersion_keeps_ordinary_differences_inside(tmp_path):
    """Rates of 5 to 20 per 1,000 in large areas: by chance alone nearly all are outside, widened only the odd one."""
    rates = [5, 7, 8, 9, 10, 11, 12, 14, 16, 20, 90]
    snapshot = counted(tmp_path, [20 * rate for rate in rates], [20000] * 11)
    strict, wide = (placed(asked(snapshot), widened=widened) for widened in (False, True))
    assert len(strict.outside) >= 10
    assert wide.at(Position.BOVEN) == (code(10),)
    assert strict.dispersion == wide.dispersion
    assert strict.dispersion.phi > 10


def test_shares_have_the_limits_of_their_number_of_respondents(tmp_path):
    """City 20%, 90 respondents: 95% limits 20 +- 8.26, 99.8% limits 20 +- 13.03 points."""
    values = [20.0, 27.0, 29.0, 34.0, 11.0, 6.0]
    rows = answered(values, 8.0, 90, 20.0, ondergrens=None, bovengrens=None)
    found = placed(asked(publish(tmp_path, enquete=rows, buurten=buurten(6)), question()))
    assert list(found.rows["oordeel"]) == [
        *(Position.BINNEN, Position.BINNEN, Position.MISSCHIEN_BOVEN),
        *(Position.BOVEN, Position.MISSCHIEN_ONDER, Position.ONDER),
    ]
    assert found.design_effect == 1.0
    low, high = found.form.limits(90, 0.0, 0.95)
    assert (low, high) == pytest.approx((11.736, 28.264), abs=1e-3)


def test_weighting_makes_the_funnel_of_shares_wider(tmp_path):
    """An interval of 20 +- 10 with 120 respondents is that of 60: design effect 2, limits the root of 2 wider."""
    rows = answered([20.0] * 5, 9.95, 120, 20.0)
    found = placed(asked(publish(tmp_path, enquete=rows, buurten=buurten(5)), question()))
    assert found.design_effect == pytest.approx(2.0, abs=0.05)
    assert found.form.deviation == pytest.approx(40.0 * found.design_effect**0.5)


def test_marks_take_their_deviation_from_the_intervals(tmp_path):
    """Half an interval of 0.392 is a standard error of 0.2; with 100 respondents one answer deviates 2."""
    rows = answered([7.0, 7.3, 7.5, 8.0], 0.3919928, 100, 7.0, vraag="score")
    found = placed(asked(publish(tmp_path, enquete=rows, buurten=buurten(4)), score()))
    assert found.form.deviation == pytest.approx(2.0)
    assert list(found.rows["z"]) == pytest.approx([0.0, 1.5, 2.5, 5.0])
    assert list(found.rows["oordeel"]) == [
        *(Position.BINNEN, Position.BINNEN, Position.MISSCHIEN_BOVEN, Position.BOVEN),
    ]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"methode": "ivm-2012"}, "andere methode"),
        ({"waarde": None}, "geen gemeentecijfer"),
    ],
)
def test_without_a_comparable_city_nothing_is_placed(tmp_path, changed, reason):
    *areas, city = answered([7.0, 8.0], 0.4, 100, 7.0, vraag="score")
    found = placed(asked(publish(tmp_path, enquete=[*areas, city | changed], buurten=buurten(2)), score()))
    assert found.form is None
    assert reason in found.reden
    assert found.outside == ()


def test_marks_without_intervals_have_no_funnel(tmp_path):
    rows = answered([7.0, 8.0], 0.4, 100, 7.0, vraag="score", ondergrens=None, bovengrens=None)
    found = placed(asked(publish(tmp_path, enquete=rows, buurten=buurten(2)), score()))
    assert found.reden == "van deze cijfers is niet bekend hoe onzeker zij zijn"


def test_nothing_registered_anywhere_has_no_funnel(tmp_path):
    assert placed(asked(counted(tmp_path, [0, 0], [900, 900]))).reden == "er is in de gemeente niets geregistreerd"


def test_only_shares_have_a_design_effect(tmp_path):
    measurement, _city = asked(counted(tmp_path, [5, 6], [900, 900]))
    assert outliers.median_design_effect(measurement.at("2025"), measurement) == 1.0
