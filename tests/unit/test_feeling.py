"""Crime against feeling: which way less safe lies, which areas are left out and why, and which years stand together."""

from datetime import date

import numpy as np
import pytest

from analytics import feeling
from analytics.coverage import Coverage
from analytics.errors import WrongUsage
from analytics.feeling import Judgement
from analytics.statistics import Verdict
from tests.builders import question
from tests.unit.many_areas import answered, asked, code, counted, score

COUNTS = [20, 30, 40, 60, 80, 120, 160, 240, 320, 480]
PEOPLE = [2000] * 10
STEP = np.log(2)


def marks(odd=None, off=0.0):
    """8 at 10 per 1,000, and half a point less for every doubling; one area is `off` from that."""
    values = [8.0 - 0.5 * float(np.log2(count / 20)) for count in COUNTS]
    if odd is not None:
        values[odd] += off
    return values


def compared(tmp_path, survey, indicator=None, counts=COUNTS, people=PEOPLE, **what):
    snapshot = counted(tmp_path, counts, people, enquete=survey, **what)
    return feeling.compare(*asked(snapshot), *asked(snapshot, indicator or score()))


def test_on_the_line_everything_is_explained(tmp_path):
    found = compared(tmp_path, answered(marks(), 0.3, 90, 6.5, vraag="score"))
    assert found.line.slope * STEP == pytest.approx(-0.5, rel=0.05)
    assert set(found.rows["oordeel"]) == {Judgement.PAST.value}
    assert found.line_at(np.array([10.0, 40.0])) == pytest.approx([8.0, 7.0], abs=0.06)


@pytest.mark.parametrize(("off", "judgement"), [(-1.5, Judgement.ONVEILIGER), (1.5, Judgement.VEILIGER)])
def test_a_lower_mark_than_the_others_with_that_much_crime_is_less_safe(tmp_path, off, judgement):
    found = compared(tmp_path, answered(marks(4, off), 0.3, 90, 6.5, vraag="score"))
    assert found.judged(judgement) == (code(4),)
    row = found.rows.loc[code(4)]
    assert row["verschil"] == pytest.approx(off, abs=0.15)
    assert row["verschil_laag"] < row["verschil"] < row["verschil_hoog"]


def test_with_a_wide_interval_the_same_distance_is_not_called(tmp_path):
    found = compared(tmp_path, answered(marks(4, -1.0), 1.4, 30, 6.5, vraag="score"))
    assert found.judged(Judgement.ONVEILIGER) == ()


def test_of_a_percentage_that_feels_unsafe_higher_is_less_safe(tmp_path):
    shares = [10.0 + 3 * float(np.log2(count / 20)) for count in COUNTS]
    shares[4] += 15
    found = compared(tmp_path, answered(shares, 3.0, 300, 18.0), question())
    assert found.unsafe_is_high
    assert found.judged(Judgement.ONVEILIGER) == (code(4),)


def test_beside_the_city_only_what_the_intervals_allow(tmp_path):
    found = compared(tmp_path, answered(marks(), 0.3, 90, 6.5, vraag="score"))
    assert found.crime.verdicts[code(9)] is Verdict.GESTEGEN
    assert found.survey.verdicts[code(9)] is Verdict.GEDAALD
    assert found.survey.verdicts[code(3)] is Verdict.GESTEGEN
    assert found.crime.verdicts[code(6)] is Verdict.GEEN_DUIDELIJKE_VERANDERING


def test_areas_without_both_figures_are_set_apart_with_the_reason(tmp_path, configured):
    configured(drempel=25, minimum_inwoners=200, minimum_respondenten=30)
    rows = answered(marks(), 0.3, 90, 6.5, vraag="score")
    rows[1]["n"] = 12
    rows[2] |= {"ondergrens": None, "bovengrens": None}
    rows[3]["waarde"] = None
    found = compared(tmp_path, rows, people=[*PEOPLE[:9], 150])
    assert dict(found.aside["reden"]) == {
        code(0): "onderdrukt", code(1): "onderdrukt", code(2): "interval", code(3): "ontbreekt", code(9): "klein",
    }  # fmt: skip
    assert found.line is None
    assert found.reden == "er zijn minder dan 8 gebieden met beide cijfers"
    assert set(found.rows["oordeel"]) == {Judgement.NIET_TE_ZEGGEN.value}
    with pytest.raises(ValueError, match="minder dan 8"):
        found.line_at(np.array([10.0]))


def test_crime_that_differs_by_chance_alone_explains_nothing(tmp_path):
    found = compared(tmp_path, answered(marks(), 0.3, 90, 6.5, vraag="score"), counts=[3, 4, 5, 4, 3, 5, 4, 3, 4, 5])
    assert found.reden == "de misdrijfcijfers van de gebieden verschillen vooral door toeval"


def test_an_area_without_any_crime_takes_part(tmp_path):
    found = compared(tmp_path, answered(marks(), 0.3, 90, 6.5, vraag="score"), counts=[0, *COUNTS[1:]])
    assert found.line is not None
    assert np.isfinite(found.rows.loc[code(0), "verschil"])


def test_a_count_without_denominator_is_refused(tmp_path):
    snapshot = counted(tmp_path, COUNTS, PEOPLE, enquete=answered(marks(), 0.3, 90, 6.5, vraag="score"))
    with pytest.raises(WrongUsage, match="per inwoner"):
        feeling.compare(*asked(snapshot, absoluut=True), *asked(snapshot, score()))


@pytest.mark.parametrize(
    ("years", "provisional", "asked_for", "found"),
    [
        ((2023, 2024, 2025), None, 2025, 2025),
        ((2023, 2024, 2025), date(2025, 11, 1), 2025, 2024),
        ((2023,), None, 2025, 2023),
        ((2020, 2022), None, 2021, 2020),
        ((2025,), date(2025, 11, 1), 2025, 2025),
        ((), None, 2025, None),
    ],
)
def test_the_nearest_final_year_of_crime(years, provisional, asked_for, found):
    assert feeling.nearest_year(Coverage((), years, provisional), asked_for) == found
