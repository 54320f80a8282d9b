"""Comparisons: with the year before, between survey rounds, with the city; and when nothing may be said."""

from datetime import date
from math import isnan

import pytest

from analytics import indicators
from analytics.areas import Niveau
from analytics.comparisons import (
    against_city,
    overdispersion,
    recent_period,
    round_on_round,
    standard_error,
    tone,
    until,
    year_on_year,
    year_on_year_all,
    year_on_year_each,
)
from analytics.coverage import Coverage, coverage
from analytics.measures import measure
from analytics.periods import Stap, add_months, cut
from analytics.statistics import Verdict, change
from tests.builders import (
    BINNENSTAD,
    BUURTCODES,
    JEKERKWARTIER,
    STAD,
    WOLDER,
    ask,
    burglaries,
    month,
    publish,
    question,
    steady_months,
    year,
)

RISEN, FALLEN = Verdict.GESTEGEN, Verdict.GEDAALD
SAME, UNKNOWN = Verdict.GEEN_DUIDELIJKE_VERANDERING, Verdict.NIET_TE_ZEGGEN
FEW = Verdict.TE_WEINIG_WAARNEMINGEN
PERIOD = cut(date(2025, 1, 1), date(2026, 1, 1), Stap.GEHEEL)[0]
YEARLY = [{"stap": "jaar", "van": date(2024, 1, 1)}]
PEOPLE = [{"gebied": code, "jaar": 2024} for code in BUURTCODES]


def yearly(before, now, **changed):
    """Two yearly counts of one area."""
    return [{**year(number), "aantal": count, **changed} for number, count in ((2024, before), (2025, now)) if count]


def compare(tmp_path, before, now, indicator=None, **what):
    """Binnenstad in 2025 against 2024, from yearly counts."""
    what = {"dekking": YEARLY, "kerncijfers": PEOPLE} | what
    snapshot = publish(tmp_path, registraties=yearly(before, now), **what)
    return year_on_year(indicator or burglaries(), ask(snapshot), BINNENSTAD, PERIOD)


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        (953, 875, SAME),
        (875, 514, FALLEN),
        (426, 423, SAME),
        (85, 70, SAME),
        (70, 48, FALLEN),
        (9, 22, RISEN),
        (0, 0, FEW),
        (0, 9, RISEN),
        (9, 0, FALLEN),
        (1, 0, FEW),
    ],
)
def test_the_interval_decides_what_is_said(tmp_path, before, now, verdict):
    found = compare(tmp_path, before, now)
    assert found.change.verdict is verdict
    assert (found.now.teller, found.before.teller, found.reden) == (now, before, "")
    expected = change(now, before, 1000, 1000)
    assert (found.change.lower, found.change.upper) == pytest.approx((expected.lower, expected.upper))
    assert (found.change.lower > 1) == (verdict is RISEN)
    assert (found.change.upper < 1) == (verdict is FALLEN)


def test_the_change_is_per_inhabitant(tmp_path):
    """Twice the people and twice the crimes is no rise."""
    people = [{"jaar": 2024, "waarde": 1000.0}, {"jaar": 2025, "waarde": 2000.0}]
    found = compare(tmp_path, 100, 200, kerncijfers=people)
    assert (found.change.estimate, found.change.verdict) == (1, SAME)
    assert compare(tmp_path / "count", 100, 200, burglaries(noemer=None), kerncijfers=people).change.estimate == 2


def test_without_a_denominator_counts_are_compared(tmp_path):
    assert compare(tmp_path, 100, 200, kerncijfers=[]).change.estimate == 2


def test_every_area_of_the_level_is_compared(tmp_path):
    rows = [*yearly(70, 48), *yearly(9, 22, gebied=JEKERKWARTIER)]
    snapshot = publish(tmp_path, registraties=rows, dekking=YEARLY)
    found = year_on_year_all(burglaries(), ask(snapshot), PERIOD)
    assert {code: item.change.verdict for code, item in found.items()} == {
        BINNENSTAD: FALLEN, JEKERKWARTIER: RISEN, WOLDER: FEW,
    }  # fmt: skip
    city = year_on_year(burglaries(), ask(snapshot, niveau=Niveau.GEMEENTE), STAD, PERIOD)
    assert (city.now.teller, city.before.teller) == (70, 79)


def test_without_an_earlier_year_nothing_is_said(tmp_path):
    found = compare(tmp_path, 0, 9, dekking=[YEARLY[0] | {"van": date(2025, 1, 1)}])
    assert (found.before, found.change.verdict, found.tone) == (None, UNKNOWN, "")
    assert found.reden == "geen cijfers over het jaar ervoor"
    assert isnan(found.change.estimate)


def test_over_a_series_break_nothing_is_said_but_why(tmp_path):
    """The police count of all crimes was broken in July 2018 (breuken.toml)."""
    total = burglaries(teller={"bron": "registraties", "soorten": ["0.0.0"]})
    rows = [{**year(number), "soort": "0.0.0", "aantal": 900 - number % 10 * 50} for number in (2017, 2018, 2019, 2020)]
    dekking = [{"soort": "0.0.0", "stap": "jaar", "van": date(2017, 1, 1), "tot": date(2021, 1, 1)}]
    snapshot = publish(tmp_path, registraties=rows, dekking=dekking, kerncijfers=[{}])

    def verdict(number):
        period = cut(date(number, 1, 1), date(number + 1, 1, 1), Stap.GEHEEL)[0]
        found = year_on_year(total, ask(snapshot), BINNENSTAD, period)
        assert found.before is not None
        return found.change.verdict, "samenlopende misdrijven" in found.reden

    assert verdict(2018) == (UNKNOWN, True)
    assert verdict(2019) == (UNKNOWN, True)
    assert verdict(2020)[0] is not UNKNOWN


def test_a_break_in_another_kind_changes_nothing(tmp_path):
    rows = [{**year(2017), "aantal": 70}, {**year(2018), "aantal": 48}]
    snapshot = publish(tmp_path, registraties=rows, dekking=[YEARLY[0] | {"van": date(2017, 1, 1)}])
    period = cut(date(2018, 1, 1), date(2019, 1, 1), Stap.GEHEEL)[0]
    assert year_on_year(burglaries(), ask(snapshot), BINNENSTAD, period).change.verdict is FALLEN


@pytest.mark.parametrize("provisional", [2024, 2025])
def test_provisional_figures_still_grow_so_nothing_is_said(tmp_path, provisional):
    dekking = [
        YEARLY[0] | year(n) | {"status": "voorlopig" if n == provisional else "definitief"} for n in (2024, 2025)
    ]
    found = compare(tmp_path, 70, 40, dekking=dekking)
    assert (found.change.verdict, found.tone) == (UNKNOWN, "")
    assert "voorlopig" in found.reden
    assert (found.now.teller, found.before.teller) == (40, 70)


def test_a_buurt_that_is_missing_in_one_year_says_so(tmp_path):
    taken_out = YEARLY[0] | {"gebied": BINNENSTAD, "status": "ontbreekt", "tot": date(2025, 1, 1)}
    found = compare(tmp_path, 0, 9, dekking=[*YEARLY, taken_out])
    assert (found.change.verdict, found.before.teller) == (UNKNOWN, None)
    assert found.reden == "een van beide cijfers ontbreekt"


def test_a_suppressed_count_is_not_compared(tmp_path, configured):
    configured(drempel=5)
    found = compare(tmp_path, 4, 40)
    assert (found.change.verdict, found.before.status) == (UNKNOWN, "onderdrukt")
    assert found.reden == "een van beide aantallen is te klein om te tonen"


CLUSTERED = [30, 0, 0, 0, 2, 28, 0, 0, 0, 0, 0, 0]  # gangs come and go
CALM = [5] * 12


def monthly(pattern_before, pattern_now):
    """Five years of months: four as before, then now; the clusters move through the year."""
    patterns = [pattern_before[-i:] + pattern_before[:-i] for i in range(4)] + [pattern_now]
    return [
        month(2021 + i, m + 1) | {"aantal": count}
        for i, found in enumerate(patterns)
        for m, count in enumerate(found)
        if count
    ]


@pytest.mark.parametrize(("pattern", "verdict"), [(CALM, RISEN), (CLUSTERED, FEW)])
def test_crime_in_clusters_needs_a_wider_interval(tmp_path, pattern, verdict):
    now = [round(count * 1.6) for count in pattern]
    snapshot = publish(tmp_path, registraties=monthly(pattern, now), dekking=[{"van": date(2021, 1, 1)}])
    found = year_on_year(burglaries(), ask(snapshot), BINNENSTAD, PERIOD)
    assert found.now.teller == 1.6 * found.before.teller == 96
    assert found.change.verdict is verdict
    phi = overdispersion(burglaries(), ask(snapshot), PERIOD)[BINNENSTAD]
    assert phi == 1 if pattern is CALM else phi > 5


def test_an_area_without_months_to_tell_from_takes_the_spread_of_the_city(tmp_path):
    """Unknown is not 'no clusters': otherwise hiding small months would make a buurt look more certain."""
    rows = [row | {"gebied": WOLDER} for row in monthly(CLUSTERED, CLUSTERED)]
    snapshot = publish(tmp_path, registraties=[*rows, month(2025, 3)], dekking=[{"van": date(2021, 1, 1)}])
    phi = overdispersion(burglaries(), ask(snapshot), PERIOD)
    assert phi[BINNENSTAD] == phi[JEKERKWARTIER] > 5
    assert phi[BINNENSTAD] == overdispersion(burglaries(), ask(snapshot, niveau=Niveau.GEMEENTE), PERIOD)[STAD]


def test_without_any_months_the_spread_is_chance(tmp_path):
    snapshot = publish(tmp_path, registraties=yearly(70, 48), dekking=YEARLY)
    assert set(overdispersion(burglaries(), ask(snapshot), PERIOD).values()) == {1.0}


def test_a_spread_is_of_the_years_up_to_the_period(tmp_path):
    rows = monthly(CALM, CLUSTERED)
    snapshot = publish(tmp_path, registraties=rows, dekking=[{"van": date(2021, 1, 1)}])
    earlier = cut(date(2024, 1, 1), date(2025, 1, 1), Stap.GEHEEL)[0]
    assert overdispersion(burglaries(), ask(snapshot), earlier)[BINNENSTAD] == 1


def asked(tmp_path, *rounds, area=BINNENSTAD, niveau=Niveau.BUURT):
    snapshot = publish(tmp_path, enquete=[{"gebied": area, "methode": "vm-2021"} | item for item in rounds])
    return round_on_round(question(), ask(snapshot, niveau=niveau), area)


def answer(jaar, value, half=2.0, **changed):
    return {"jaar": jaar, "waarde": value, "ondergrens": value - half, "bovengrens": value + half} | changed


@pytest.mark.parametrize(
    ("before", "now", "verdict"), [(20.0, 23.0, RISEN), (20.0, 17.0, FALLEN), (20.0, 22.7, SAME), (20.0, 20.0, SAME)]
)
def test_two_rounds_differ_when_their_difference_is_beyond_its_margin(tmp_path, before, now, verdict):
    """Two intervals of plus or minus 2 points: the margin of the difference is 2 x sqrt(2) = 2.83."""
    found = asked(tmp_path, answer(2023, before), answer(2025, now))
    assert found.change.verdict is verdict
    assert found.change.estimate == pytest.approx(now - before)
    assert found.change.upper - found.change.estimate == pytest.approx(2.8284, abs=1e-4)
    assert (found.now.periode.label, found.before.periode.label) == ("2025", "2023")


def test_rounds_with_different_methods_are_not_compared(tmp_path):
    found = asked(tmp_path, answer(2019, 30.0, methode="ivm-2012"), answer(2021, 20.0))
    assert (found.change.verdict, found.reden) == (UNKNOWN, "andere meetmethode dan de ronde ervoor")
    assert (found.before.waarde, found.now.waarde) == (30, 20)


def test_only_the_last_two_rounds_count(tmp_path):
    found = asked(tmp_path, answer(2015, 90.0), answer(2023, 20.0), answer(2025, 20.5))
    assert (found.before.waarde, found.change.verdict) == (20, SAME)


def test_a_first_round_has_nothing_before_it(tmp_path):
    found = asked(tmp_path, answer(2025, 20.0))
    assert (found.before, found.change.verdict, found.reden) == (None, UNKNOWN, "geen eerdere ronde")


def test_without_any_round_there_is_nothing(tmp_path):
    assert asked(tmp_path) is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"n": 5}, "een van beide cijfers rust op te weinig waarnemingen"),
        ({"ondergrens": None, "bovengrens": None}, "van een van beide cijfers is het interval niet bekend"),
    ],
)
def test_a_round_that_cannot_be_compared_says_why(tmp_path, row, reason):
    found = asked(tmp_path, answer(2023, 30.0), answer(2025, 20.0) | row)
    assert (found.change.verdict, found.reden) == (UNKNOWN, reason)


def test_an_area_left_out_of_a_round_says_so_and_not_that_the_method_changed(tmp_path):
    rounds = [answer(2023, 30.0), answer(2025, 20.0), answer(2025, 20.0, gebied=WOLDER)]
    snapshot = publish(tmp_path, enquete=[rounds[0], rounds[2]])
    found = round_on_round(question(), ask(snapshot), BINNENSTAD)
    assert (found.change.verdict, found.reden) == (UNKNOWN, "een van beide cijfers ontbreekt")


def test_a_standard_error_is_half_an_interval_over_196(tmp_path):
    found = asked(tmp_path, answer(2025, 20.0))
    assert standard_error(found.now) == pytest.approx(2 / 1.959964)


@pytest.mark.parametrize(
    ("verdict", "richting", "expected"),
    [
        (RISEN, "lager_is_beter", "slechter"),
        (FALLEN, "lager_is_beter", "beter"),
        (RISEN, "hoger_is_beter", "beter"),
        (FALLEN, "hoger_is_beter", "slechter"),
        (RISEN, "neutraal", ""),
        (SAME, "neutraal", "gelijk"),
        (SAME, "lager_is_beter", "gelijk"),
        (FEW, "lager_is_beter", ""),
        (UNKNOWN, "lager_is_beter", ""),
    ],
)
def test_whether_it_is_good_news_follows_the_declared_direction(verdict, richting, expected):
    assert tone(verdict, burglaries(richting=richting)) == expected


def test_areas_against_the_city(tmp_path):
    rows = [{**year(2025), "gebied": code, "aantal": n} for code, n in zip(BUURTCODES, (60, 20, 5), strict=True)]
    people = [{"gebied": code, "waarde": n} for code, n in zip(BUURTCODES, (1000, 1000, 1000), strict=True)]
    snapshot = publish(tmp_path, registraties=rows, dekking=YEARLY, kerncijfers=people)
    city = measure(burglaries(), ask(snapshot, niveau=Niveau.GEMEENTE))
    found = against_city(measure(burglaries(), ask(snapshot)), city, "2025")
    assert found == {BINNENSTAD: RISEN, JEKERKWARTIER: SAME, WOLDER: FALLEN}  # the city: 28.3 per 1.000


def test_an_area_too_small_or_without_a_figure_is_not_compared_with_the_city(tmp_path, configured):
    configured(drempel=5, minimum_inwoners=200)
    rows = [{**year(2025), "gebied": code, "aantal": n} for code, n in zip(BUURTCODES, (60, 4, 20), strict=True)]
    people = [{"gebied": code, "waarde": n} for code, n in zip(BUURTCODES, (199, 1000, 1000), strict=True)]
    snapshot = publish(tmp_path, registraties=rows, dekking=YEARLY, kerncijfers=people)
    city = measure(burglaries(), ask(snapshot, niveau=Niveau.GEMEENTE))
    found = against_city(measure(burglaries(), ask(snapshot)), city, "2025")
    assert (found[BINNENSTAD], found[JEKERKWARTIER]) == (UNKNOWN, UNKNOWN)


def test_without_a_city_figure_no_area_is_higher_or_lower(tmp_path):
    snapshot = publish(tmp_path, enquete=[answer(2025, 40.0)])
    city = measure(question(), ask(snapshot, niveau=Niveau.GEMEENTE))
    assert set(against_city(measure(question(), ask(snapshot)), city, "2025").values()) == {UNKNOWN}


def test_areas_are_not_compared_with_a_city_measured_otherwise(tmp_path):
    rows = [answer(2025, 40.0), answer(2025, 20.0, gebied=STAD, methode="anders")]
    snapshot = publish(tmp_path, enquete=rows)
    city = measure(question(), ask(snapshot, niveau=Niveau.GEMEENTE))
    assert set(against_city(measure(question(), ask(snapshot)), city, "2025").values()) == {UNKNOWN}


def test_a_summary_is_about_the_last_final_year(tmp_path):
    months = tuple(add_months(date(2024, 1, 1), i) for i in range(20))
    assert recent_period(Coverage(months, (2024,), date(2025, 7, 1))).label == "2024-07/2025-06"
    assert recent_period(Coverage((), (2022, 2023), None)).label == "2023"
    assert recent_period(Coverage((), (2022, 2023), date(2023, 1, 1))).label == "2022"
    assert recent_period(Coverage((), (2023,), date(2023, 1, 1))).label == "2023"
    assert recent_period(Coverage((), (), None)) is None
    assert recent_period(coverage(publish(tmp_path), burglaries(), Niveau.BUURT)) is None


def test_several_subjects_at_once_are_what_each_is_by_itself(tmp_path):
    snapshot = steady_months(tmp_path, counts=(10, 10, 20))
    subjects = [indicators.load(name) for name in ("misdrijven_totaal", "hic", "woninginbraak")]
    (year,) = cut(date(2025, 1, 1), date(2026, 1, 1), Stap.GEHEEL)
    together = year_on_year_each(subjects, ask(snapshot), year)
    assert list(together) == [one.id for one in subjects]
    for one in subjects:
        assert together[one.id] == year_on_year_all(one, ask(snapshot), year)


def test_until_a_month_later_ones_are_not_known():
    months = tuple(date(2025, number, 1) for number in range(1, 13))
    known = Coverage(months, (2024, 2025), date(2025, 11, 1))
    assert until(known, None) == known
    assert until(known, date(2025, 7, 1)) == Coverage(months[:6], (2024,), None)
    assert until(known, date(2025, 12, 1)) == Coverage(months[:11], (2024,), date(2025, 11, 1))
