"""Signals over a small city: what stands out, what may not be said, and what belongs together."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from analytics import breaks
from analytics.access import Toegang
from analytics.areas import Niveau
from analytics.errors import NotFound, WrongUsage
from analytics.monthly_series import monthly_series
from analytics.periods import add_months, months_between
from analytics.signals import Methode, course, month, months, past_year
from tests.builders import BINNENSTAD, BUURTCODES, CENTRUM, JEKERKWARTIER, STAD, WOLDER, publish
from tests.builders import month as columns

FIRST, MONTHS = date(2019, 1, 1), 84  # up to and including December 2025
LAST = date(2025, 12, 1)
KIND, OTHER = "1.1.1", "1.2.1"


def delivered(changed=(), *, usual=3, kinds=(KIND,), van=FIRST, fields=None):
    """Registrations of every month, `usual` per buurt give or take one, but for `changed`: {(gebied, maand): n}."""
    changed = dict(changed)
    rows = []
    for number in range(MONTHS):
        maand = add_months(FIRST, number)
        for place, gebied in enumerate(BUURTCODES):
            for soort in kinds:
                n = changed.get((gebied, maand), usual + (number * 7 + place * 5) % 3 - 1)
                if n and maand >= van:
                    rows.append(columns(maand.year, maand.month) | {"gebied": gebied, "soort": soort, "aantal": n})
    known = [{"soort": soort, "van": van} | (fields or {}) for soort in kinds]
    return {"registraties": rows, "dekking": known}


def ask(snapshot, maand=LAST, budget=1.0):
    return month(snapshot, Toegang.VOLLEDIG, maand, budget)


@pytest.fixture(scope="module")
def outbreak(tmp_path_factory):
    """Fifteen in Binnenstad last month, where three are usual."""
    return publish(tmp_path_factory.mktemp("uitbraak"), **delivered({(BINNENSTAD, LAST): 15}, kinds=(KIND, OTHER)))


def test_an_outbreak_stands_out(outbreak):
    found = ask(outbreak)
    first = found.signalen[0]
    assert (first.gebied, first.niveau, first.waarneming) == (BINNENSTAD, Niveau.BUURT, 15)
    assert first.methode is Methode.FARRINGTON
    assert first.sinds is None
    assert first.verwacht == pytest.approx(3.0, abs=0.4)
    assert first.ondergrens <= 1
    assert 5 <= first.bovengrens <= 9
    assert first.p < 1e-4
    assert first.p <= first.q < 0.01


def test_nothing_stands_out_when_nothing_changes(outbreak):
    assert ask(outbreak, date(2025, 6, 1)).signalen == ()


def test_every_area_and_kind_is_tested_twice(outbreak):
    """Three buurten, two wijken and the city, of two kinds, by month and by rise."""
    found = ask(outbreak)
    assert (found.toetsen, found.niet_getoetst) == (6 * 2 * 2, 0)
    assert found.drempel == pytest.approx(1.0 / 24)
    assert found.verwacht_vals == pytest.approx(1.0)


def test_the_threshold_follows_from_the_budget(outbreak):
    few, many = ask(outbreak, budget=0.001), ask(outbreak, budget=12.0)
    assert few.drempel < many.drempel
    assert {(s.gebied, s.soort) for s in few.signalen} <= {(s.gebied, s.soort) for s in many.signalen}
    assert many.vals_aandeel == 1.0
    assert ask(outbreak, date(2025, 6, 1)).vals_aandeel == 0.0


def test_most_exceptional_first(outbreak):
    chances = [signal.p for signal in ask(outbreak, budget=12.0).signalen]
    assert len(chances) > 1
    assert all(before <= after for before, after in pairwise(chances))


def test_the_same_seen_in_wijk_and_city_is_one_event(outbreak):
    both = [group for group in ask(outbreak).groepen if group.signaal.gebied == BINNENSTAD]
    assert {around.gebied for group in both for around in group.ook_in} == {CENTRUM, STAD}
    assert all(around.hoort_bij == BINNENSTAD for group in both for around in group.ook_in)


def test_a_wijk_without_a_buurt_that_stands_out_is_its_own_event(tmp_path):
    """Eight each: too few to stand out in one buurt under a small budget, enough for both together."""
    snapshot = publish(tmp_path, **delivered({(BINNENSTAD, LAST): 8, (JEKERKWARTIER, LAST): 8}))
    found = ask(snapshot, budget=0.02)
    assert [(s.gebied, s.hoort_bij) for s in found.signalen if s.niveau is not Niveau.GEMEENTE] == [(CENTRUM, "")]
    assert [s.hoort_bij for s in found.signalen if s.niveau is Niveau.GEMEENTE] in ([], [CENTRUM])


def test_a_slow_rise_is_found_once_with_its_beginning(tmp_path):
    rise = {(WOLDER, add_months(LAST, i - 11)): n for i, n in enumerate([3, 4, 4, 5, 4, 5, 6, 5, 6, 6, 7, 6])}
    year = past_year(publish(tmp_path, **delivered(rise)), Toegang.VOLLEDIG, LAST, 0.1)
    slow = [signal for one in year for signal in one.signalen if signal.gebied == WOLDER]
    assert [signal.methode for signal in slow] == [Methode.CUSUM]
    (found,) = slow
    assert date(2025, 1, 1) <= found.sinds < found.maand
    told = [n for (_gebied, maand), n in rise.items() if found.sinds <= maand <= found.maand]
    assert found.waarneming == sum(told)
    assert found.verwacht == pytest.approx(3.0 * len(told), rel=0.1)
    assert found.bovengrens < found.waarneming


def test_a_short_history_gets_the_bayes_limit(tmp_path):
    snapshot = publish(tmp_path, **delivered({(BINNENSTAD, LAST): 15}, van=date(2024, 6, 1)))
    found = [s for s in ask(snapshot).signalen if s.gebied == BINNENSTAD]
    assert [signal.methode for signal in found] == [Methode.BAYES]


def test_too_short_a_history_is_not_tested(tmp_path):
    found = ask(publish(tmp_path, **delivered({(BINNENSTAD, LAST): 15}, van=date(2025, 2, 1))))
    assert (found.signalen, found.toetsen, found.niet_getoetst) == ((), 0, 6)


def test_few_registrations_are_no_signal(tmp_path):
    """Four where none are usual: under five in four months."""
    for number, expected in ((4, False), (5, True)):
        rows = delivered({(BINNENSTAD, LAST): number}, usual=0)
        rows["registraties"] = [row for row in rows["registraties"] if row["van"] == LAST]
        rows["registraties"] = [row | {"aantal": number} for row in rows["registraties"][:1]]
        found = ask(publish(tmp_path / str(number), **rows))
        assert bool(found.signalen) is expected


def test_a_hidden_count_is_no_signal(outbreak, configured):
    configured(drempel=20)
    assert all(signal.waarneming >= 20 for signal in ask(outbreak, budget=12.0).signalen)
    assert BINNENSTAD not in {signal.gebied for signal in ask(outbreak, budget=12.0).signalen}


def test_provisional_months_are_not_learned_from_and_can_be_asked_for(tmp_path):
    final = {"tot": date(2025, 10, 1)}
    rows = delivered({(BINNENSTAD, LAST): 15}, fields=final)
    rows["dekking"].append(
        rows["dekking"][0] | {"van": date(2025, 10, 1), "tot": date(2026, 1, 1), "status": "voorlopig"}
    )
    snapshot = publish(tmp_path, **rows)
    assert months(snapshot)[0] == date(2025, 9, 1)
    assert ask(snapshot).voorlopig
    assert BINNENSTAD in {signal.gebied for signal in ask(snapshot).signalen}
    assert not ask(snapshot, date(2025, 9, 1)).voorlopig


def test_nothing_is_tested_across_a_registered_break(tmp_path, monkeypatch):
    """Twice as many from a break on are no signal; the months before it do not count as history."""
    from analytics import breaks

    start = date(2024, 1, 1)
    double = {(code, add_months(start, i)): 6 + i % 2 for code in BUURTCODES for i in range(24)}
    snapshot = publish(tmp_path / "zonder", **delivered(double, usual=2))
    assert ask(snapshot, date(2024, 2, 1)).signalen
    broken = breaks.Break(vanaf=start, soort="reeksbreuk", tekst="-", bron="-", soorten=(KIND,))
    monkeypatch.setattr(breaks, "every", lambda: (broken,))
    again = publish(tmp_path / "met", name="breuk", **delivered(double, usual=2))
    assert ask(again, date(2024, 2, 1)).toetsen == 0
    assert ask(again).toetsen == 6
    assert ask(again, date(2023, 12, 1)).toetsen == 12


def test_missing_months_are_not_zero(tmp_path):
    """A buurt that was out of the delivery for a year is not low afterwards, nor a signal when it comes back."""
    rows = delivered()
    gap = {"gebied": BINNENSTAD, "status": "ontbreekt", "van": date(2024, 9, 1), "tot": date(2025, 9, 1)}
    rows["registraties"] = [
        row for row in rows["registraties"] if row["gebied"] != BINNENSTAD or not gap["van"] <= row["van"] < gap["tot"]
    ]
    rows["dekking"].append(rows["dekking"][0] | gap)
    found = course(publish(tmp_path, **rows), Toegang.VOLLEDIG, _signal_of(BINNENSTAD))
    assert found["verwacht"].to_numpy() == pytest.approx(3.0, abs=0.5)
    gone = found["status"] == "ontbreekt"
    assert gone.sum() == 12
    assert found.loc[gone, "teller"].isna().all()


def _signal_of(gebied, soort=KIND, maand=LAST, **changed):
    from analytics.signals import Signal

    fields = {"niveau": Niveau.BUURT, "waarneming": 5, "verwacht": 1.0, "ondergrens": 0.0, "bovengrens": 3.0}
    return Signal(maand, gebied=gebied, soort=soort, **fields, p=1e-4, q=0.1, methode=Methode.FARRINGTON, **changed)


def test_months_offered(outbreak):
    offered = months(outbreak)
    assert offered[0] == LAST
    assert offered[-1] == add_months(FIRST, 27)
    assert all(before == add_months(after, 1) for before, after in pairwise(offered))


def test_past_year_is_twelve_times_a_month(outbreak):
    seen = []
    year = past_year(outbreak, Toegang.VOLLEDIG, LAST, 1.0, progress=seen.append)
    assert [one.maand for one in year] == [add_months(LAST, -i) for i in range(12)]
    assert year[0] == ask(outbreak)
    assert len(seen) == 12
    assert seen[-1] == 1.0


def test_months_before_the_first_that_can_be_tested_are_left_out(outbreak):
    first = months(outbreak)[-1]
    assert len(past_year(outbreak, Toegang.VOLLEDIG, add_months(first, 2), 1.0)) == 3


def test_course_of_a_signal(outbreak):
    (found,) = [s for s in ask(outbreak).signalen if (s.gebied, s.soort) == (BINNENSTAD, KIND)]
    told = course(outbreak, Toegang.VOLLEDIG, found)
    assert list(told.columns) == ["maand", "teller", "verwacht", "ondergrens", "bovengrens", "signaal", "status"]
    assert len(told) == 36
    assert told["maand"].iloc[-1].date() == LAST
    last = told.iloc[-1]
    assert (last["teller"], last["verwacht"], last["bovengrens"]) == (15, found.verwacht, found.bovengrens)
    assert told["signaal"].tolist() == [False] * 35 + [True]
    assert (told["ondergrens"] <= told["verwacht"]).all()
    assert (told["verwacht"] <= told["bovengrens"]).all()
    assert set(told["status"]) == {"definitief"}
    assert len(course(outbreak, Toegang.VOLLEDIG, found, months=600)) == MONTHS


def test_course_of_a_slow_rise_is_beside_what_was_usual_before_it(tmp_path):
    rise = {(WOLDER, add_months(LAST, i - 11)): 3 + (i + 1) // 3 for i in range(12)}
    snapshot = publish(tmp_path, **delivered(rise))
    told = course(snapshot, Toegang.VOLLEDIG, _signal_of(WOLDER, sinds=date(2025, 2, 1)))
    assert told["signaal"].sum() == 11
    assert told["verwacht"].iloc[-11:].to_numpy() == pytest.approx(3.0, abs=0.4)


def test_hidden_counts_in_a_course(outbreak, configured):
    configured(drempel=3)
    told = course(outbreak, Toegang.VOLLEDIG, _signal_of(BINNENSTAD))
    hidden = told["status"] == "onderdrukt"
    assert hidden.any()
    assert told.loc[hidden, "teller"].isna().all()
    assert (told.loc[~hidden, "teller"] >= 3).all()


@pytest.mark.parametrize("budget", [0.0, -1.0, np.inf, np.nan])
def test_an_impossible_budget(outbreak, budget):
    with pytest.raises(WrongUsage, match="boven nul"):
        ask(outbreak, budget=budget)


@pytest.mark.parametrize("maand", [date(2018, 12, 1), date(2026, 1, 1), date(2025, 6, 15)])
def test_a_month_without_figures(outbreak, maand):
    with pytest.raises(NotFound, match="geen cijfers per maand"):
        ask(outbreak, maand)


def test_a_snapshot_without_months(tmp_path):
    snapshot = publish(tmp_path)
    assert months(snapshot) == ()
    with pytest.raises(NotFound, match="geen cijfers per maand"):
        ask(snapshot)


def test_totals_are_no_kind(tmp_path):
    found = ask(publish(tmp_path, **delivered({(BINNENSTAD, LAST): 15}, kinds=(KIND, "0.0.0"))))
    assert {signal.soort for signal in found.signalen} == {KIND}
    assert found.toetsen == 12


def test_a_new_division_cuts_the_buurten_and_not_the_city(outbreak, monkeypatch):
    """A level that is learned from both sides of it would be of other areas."""
    division = breaks.Break(
        vanaf=date(2025, 6, 1), soort="reeksbreuk", tekst="Nieuwe indeling", bron="CBS", niveaus=(Niveau.BUURT,)
    )
    monkeypatch.setattr(breaks, "every", lambda: (division,))
    series = monthly_series(outbreak)
    counts = series.comparable(LAST)
    before = months_between(FIRST, division.vanaf)
    buurten = [item.niveau is Niveau.BUURT for item in series.series]
    assert np.isnan(counts[buurten, :before]).all()
    assert not np.isnan(counts[buurten, before:]).any()
    assert not np.isnan(counts[~np.array(buurten)]).any()
