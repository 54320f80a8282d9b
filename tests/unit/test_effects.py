"""The effect of an agenda: the published worked examples, and when nothing is said.

The numbers are those of the documentation of Wheeler's own software (90% intervals): design METHODS c8.
"""

from datetime import date

import pytest

from analytics.areas import Niveau
from analytics.effects import Counts, displacement_difference, effect, weighted_total
from analytics.neighbours import neighbours
from analytics.periods import add_months
from analytics.statistics import Verdict
from tests.builders import (
    BINNENSTAD,
    BUURTCODES,
    CENTRUM,
    JEKERKWARTIER,
    WOLDER,
    ZUIDWEST,
    ask,
    burglaries,
    publish,
    question,
)

START = date(2024, 1, 1)


def close(found, estimate, error, lower, upper):
    assert found.estimate == pytest.approx(estimate)
    assert found.error == pytest.approx(error, abs=0.05)
    assert found.lower == pytest.approx(lower, abs=0.05)
    assert found.upper == pytest.approx(upper, abs=0.05)


def test_treated_against_comparison():
    close(displacement_difference(Counts(120, 100), Counts(130, 150), confidence=0.9), -40, 22.4, -76.8, -3.2)


def test_with_displacement():
    found = displacement_difference(Counts(120, 100), Counts(130, 150), Counts(40, 25), Counts(30, 25), confidence=0.9)
    close(found, -50, 24.9, -91.0, -9.0)


def test_periods_of_different_length():
    years = (2.0, 1.0)
    found = displacement_difference(Counts(100, 20, years=years), Counts(200, 100, years=years), confidence=0.9)
    close(found, -30, 14.0, -53.0, -7.0)


FIVE_CRIMES = [
    ((133, 91), (130, 74), -14, 20.688161),
    ((388, 305), (327, 202), -42, 34.957117),
    ((148, 97), (398, 190), -157, 28.861739),
    ((86, 64), (144, 92), -30, 19.646883),
    ((94, 67), (183, 96), -60, 20.976177),
]


@pytest.mark.parametrize(("comparison", "treated", "estimate", "error"), FIVE_CRIMES)
def test_kinds_of_crime_one_by_one(comparison, treated, estimate, error):
    found = displacement_difference(Counts(*treated), Counts(*comparison))
    assert found.estimate == estimate
    assert found.error == pytest.approx(error, abs=5e-7)


def test_kinds_of_crime_weighted_by_harm():
    parts = [displacement_difference(Counts(*treated), Counts(*other)) for other, treated, *_known in FIVE_CRIMES]
    found = weighted_total(zip((3, 2, 5, 7, 10), parts, strict=True))
    assert found.estimate == -1721
    assert found.error == pytest.approx(304.1036, abs=5e-5)
    assert (found.lower, found.upper) == (pytest.approx(-2317.03, abs=5e-3), pytest.approx(-1124.97, abs=5e-3))
    assert found.verdict is Verdict.GEDAALD


def test_a_difference_that_chance_explains_is_not_called_one():
    assert displacement_difference(Counts(20, 15), Counts(20, 20)).verdict is Verdict.GEEN_DUIDELIJKE_VERANDERING
    assert displacement_difference(Counts(20, 90), Counts(20, 20)).verdict is Verdict.GESTEGEN


def test_weights_and_clusters_widen_as_they_should():
    plain = displacement_difference(Counts(100, 60), Counts(0, 0))
    assert displacement_difference(Counts(100, 60, weight=3), Counts(0, 0)).error == pytest.approx(3 * plain.error)
    assert displacement_difference(Counts(100, 60, phi=4), Counts(0, 0)).error == pytest.approx(2 * plain.error)


def test_the_error_of_four_equal_counts():
    assert displacement_difference(Counts(25, 25), Counts(25, 25)).error == pytest.approx((4 * 25) ** 0.5)


def test_negative_counts_do_not_exist():
    with pytest.raises(ValueError, match="kleiner dan nul"):
        displacement_difference(Counts(-1, 1), Counts(1, 1))


# -- asked of the figures ---------------------------------------------------------------------------------------------


def counted(folder, per_month, *, van=date(2022, 1, 1), months=48, start=START, people=None, **what):
    """A snapshot in which each buurt has (before, after) burglaries a month around the start."""
    rows = [
        {"gebied": code, "aantal": per_month[code][day >= start], "van": day, "tot": add_months(day, 1)}
        for day in (add_months(van, n) for n in range(months))
        for code in BUURTCODES
        if per_month[code][day >= start]
    ]
    people = people or dict.fromkeys(BUURTCODES, 1000.0)
    filled = [{"gebied": code, "jaar": year, "waarde": n} for code, n in people.items() for year in range(2021, 2027)]
    known = [{"van": van, "tot": add_months(van, months)}]
    return publish(folder, **{"registraties": rows, "dekking": known, "kerncijfers": filled} | what)


STEADY = dict.fromkeys(BUURTCODES, (20, 20))


def of(snapshot, *, gebied=BINNENSTAD, vergelijking=(WOLDER,), begin=START, indicator=None):
    return effect(indicator or burglaries(), ask(snapshot), gebied, vergelijking, begin)


def test_what_fell_only_in_the_area_is_its_effect(tmp_path):
    found = of(counted(tmp_path, STEADY | {BINNENSTAD: (20, 10)}))
    assert found.reden == ""
    assert (found.voor.van, found.voor.tot) == (date(2022, 1, 1), START)
    assert (found.na.van, found.na.tot) == (START, date(2026, 1, 1))
    assert (found.aantal, found.vergelijking, found.gewicht) == ((480, 240), (480, 480), 1.0)
    assert found.gebied.estimate == -240
    assert found.gebied.error == pytest.approx((480 + 240 + 480 + 480) ** 0.5)
    assert (found.gebied.verdict, found.tone) == (Verdict.GEDAALD, "beter")


def test_what_fell_everywhere_is_no_effect(tmp_path):
    found = of(counted(tmp_path, dict.fromkeys(BUURTCODES, (20, 10))))
    assert found.gebied.estimate == 0
    assert (found.gebied.verdict, found.tone) == (Verdict.GEEN_DUIDELIJKE_VERANDERING, "gelijk")


def test_what_moved_next_door_is_seen(tmp_path):
    found = of(counted(tmp_path, STEADY | {BINNENSTAD: (20, 10), JEKERKWARTIER: (20, 30)}))
    assert found.buurgebieden == (JEKERKWARTIER,)
    assert found.buren.estimate == 240
    assert found.samen.estimate == 0
    # the comparison area stands under both: twice its weight, so four times its counts
    assert found.samen.error == pytest.approx((480 + 240 + 480 + 720 + 4 * (480 + 480)) ** 0.5)


def test_a_comparison_area_next_door_is_not_counted_as_displacement(tmp_path):
    found = of(counted(tmp_path, STEADY), vergelijking=(JEKERKWARTIER, WOLDER))
    assert (found.buurgebieden, found.buren, found.samen) == ((), None, None)
    assert found.vergelijking == (960, 960)
    assert found.gewicht == 0.5


def test_comparison_areas_are_scaled_to_the_size_of_the_area(tmp_path):
    people = {BINNENSTAD: 1000.0, JEKERKWARTIER: 1000.0, WOLDER: 4000.0}
    found = of(counted(tmp_path, STEADY | {WOLDER: (80, 40)}, people=people))
    assert found.gewicht == 0.25
    assert found.gebied.estimate == pytest.approx(240), "a quarter of what fell there was to be expected here"


def test_without_denominators_areas_count_alike(tmp_path):
    snapshot = counted(tmp_path, STEADY, kerncijfers=[])
    assert of(snapshot, vergelijking=(JEKERKWARTIER, WOLDER)).gewicht == 0.5


def test_counts_that_swing_widen_the_interval(tmp_path):
    van = date(2019, 1, 1)
    rows = [
        {
            "gebied": code,
            "aantal": 60 if (n + i) % 5 == 0 else 10,
            "van": add_months(van, n),
            "tot": add_months(van, n + 1),
        }
        for n in range(84)
        for i, code in enumerate(BUURTCODES)
    ]
    found = of(counted(tmp_path, STEADY, van=van, months=84, registraties=rows))
    assert found.gebied.error > 2 * (4 * 720) ** 0.5


@pytest.mark.parametrize(
    ("begin", "last", "early"),
    [
        (date(2025, 1, 1), date(2026, 1, 1), False),
        (date(2025, 1, 2), date(2026, 1, 1), True),
        (date(2025, 1, 1), date(2025, 12, 1), True),
        (date(2025, 2, 15), date(2026, 2, 1), True),
        (date(2025, 2, 15), date(2026, 3, 1), False),
        (date(2030, 1, 1), date(2026, 1, 1), True),
    ],
)
def test_too_early_until_twelve_whole_final_months_have_passed(tmp_path, begin, last, early):
    months = (last.year - 2022) * 12 + last.month - 1
    found = of(counted(tmp_path, STEADY, months=months), begin=begin)
    assert found.te_vroeg is early
    assert found.reden.startswith("nog te vroeg") is early
    assert (found.gebied is None) is early


def test_provisional_months_do_not_count(tmp_path):
    known = [{"van": date(2022, 1, 1), "tot": date(2025, 11, 1)}, {"van": date(2025, 11, 1), "status": "voorlopig"}]
    snapshot = counted(tmp_path, STEADY, dekking=known)
    assert (
        of(snapshot, begin=date(2025, 1, 1)).reden
        == "nog te vroeg; het kan zodra de cijfers tot 1 januari 2026 definitief zijn"
    )


def test_both_periods_are_equally_long_and_whole_years(tmp_path):
    found = of(counted(tmp_path, STEADY), begin=date(2023, 4, 10))
    assert (found.voor.van, found.voor.tot) == (date(2022, 4, 1), date(2023, 4, 1))
    assert (found.na.van, found.na.tot) == (date(2023, 5, 1), date(2024, 5, 1))
    assert found.aantal == (240, 240)


def test_an_unknown_year_before_is_said(tmp_path):
    found = of(counted(tmp_path, STEADY), begin=date(2022, 6, 1))
    assert "geen maandcijfers" in found.reden
    assert not found.te_vroeg


def test_nothing_is_said_over_a_break_in_the_figures(tmp_path):
    months = [(date(2015, 1, 1), n) for n in range(96)]
    rows = [
        {"gebied": code, "aantal": 20, "soort": "0.0.0", "van": add_months(van, n), "tot": add_months(van, n + 1)}
        for van, n in months
        for code in BUURTCODES
    ]
    known = [{"soort": "0.0.0", "van": date(2015, 1, 1), "tot": date(2023, 1, 1)}]
    snapshot = counted(tmp_path, STEADY, registraties=rows, dekking=known)
    every_crime = burglaries(teller={"bron": "registraties", "soorten": ["0.0.0"]})
    crossed = of(snapshot, begin=date(2018, 1, 1), indicator=every_crime)
    assert crossed.reden.startswith("Sinds juli 2018")
    assert crossed.gebied is None
    shorter = of(snapshot, begin=date(2020, 1, 1), indicator=every_crime)
    assert shorter.voor.months == 12, "two years would reach back over the break"


@pytest.mark.parametrize("codes", [(BINNENSTAD,), (WOLDER,)])
def test_a_missing_count_is_not_a_zero(tmp_path, codes):
    gone = [{"gebied": code, "status": "ontbreekt", "van": date(2023, 3, 1), "tot": date(2023, 4, 1)} for code in codes]
    known = [{"van": date(2022, 1, 1)}, *gone]
    found = of(counted(tmp_path, STEADY, dekking=known))
    assert found.reden == "een van de aantallen ontbreekt"


def test_a_hidden_count_stays_hidden(tmp_path, configured):
    configured(drempel=5)
    found = of(
        counted(tmp_path, STEADY | {BINNENSTAD: (20, 0)}, registraties=[{"van": START, "tot": date(2024, 2, 1)}])
    )
    assert found.reden == "een van de aantallen is te klein om te tonen"
    assert found.aantal is None


def test_a_neighbour_without_figures_leaves_only_the_displacement_out(tmp_path):
    gone = {"gebied": JEKERKWARTIER, "status": "ontbreekt", "van": date(2023, 3, 1), "tot": date(2023, 4, 1)}
    found = of(counted(tmp_path, STEADY, dekking=[{"van": date(2022, 1, 1)}, gone]))
    assert found.gebied is not None
    assert found.buren is None


def test_without_comparison_areas_or_with_a_survey_there_is_nothing_to_say(tmp_path):
    snapshot = counted(tmp_path, STEADY)
    assert "geen vergelijkingsgebieden" in of(snapshot, vergelijking=()).reden
    assert "enquête" in of(snapshot, indicator=question()).reden
    assert "BU09359999 komt" in of(snapshot, vergelijking=("BU09359999",)).reden


def test_a_wijk_is_compared_with_wijken(tmp_path):
    found = of(counted(tmp_path, STEADY), gebied=CENTRUM, vergelijking=(ZUIDWEST,))
    assert found.aantal == (960, 960)
    assert found.gewicht == 2.0


# -- neighbours -------------------------------------------------------------------------------------------------------


def test_areas_that_share_a_side_are_neighbours(tmp_path):
    snapshot = counted(tmp_path, STEADY)
    assert neighbours(snapshot) == {
        BINNENSTAD: {JEKERKWARTIER},
        JEKERKWARTIER: {BINNENSTAD, WOLDER},
        WOLDER: {JEKERKWARTIER},
        CENTRUM: {ZUIDWEST},
        ZUIDWEST: {CENTRUM},
    }
    assert ask(snapshot).niveau is Niveau.BUURT
