"""What changed: nothing rings under no change, what is wrong does."""

from datetime import date

import numpy as np
import pandas as pd

from analytics.completeness import Age
from analytics.differences import Oordeel, Side, compare, unusual
from analytics.periods import add_months
from analytics.refresh.checks import in_memory
from tests.builders import make_delivery

START = date(2022, 1, 1)
MADE = date(2025, 1, 15)
LATER = date(2025, 2, 15)
USUAL = (Age(0, 0.8, 0.76, 0.84, 12), Age(1, 0.95, 0.93, 0.97, 12), Age(2, 1.0, 0.99, 1.01, 12))


def month(number):
    return {"van": add_months(START, number), "tot": add_months(START, number + 1)}


def side(day, counts, kind="1.1.1"):
    """These monthly counts from January 2022 on, as known on a day; None leaves a month out."""
    known = [(number, n) for number, n in enumerate(counts) if n is not None]
    delivery = make_delivery(
        registraties=[month(number) | {"aantal": int(n), "soort": kind} for number, n in known if n],
        dekking=[month(number) | {"soort": kind} for number, _n in known],
    )
    return Side(in_memory(delivery), day)


def verdicts(frame):
    return {str(row["maand"])[:7]: row["oordeel"] for row in frame.to_dict("records")}


def test_the_same_figures_are_the_same():
    counts = [50] * 36
    frame = compare(side(MADE, counts), side(MADE, counts), USUAL)
    assert set(frame["oordeel"]) == {Oordeel.GELIJK}
    assert len(frame) == 36
    assert unusual(frame).empty


def test_a_recent_month_may_grow_as_usual_and_not_more():
    before = side(MADE, [100] * 35 + [80])
    assert verdicts(compare(before, side(LATER, [100] * 35 + [96]), USUAL))["2024-12"] == Oordeel.HERZIENING
    assert verdicts(compare(before, side(LATER, [100] * 35 + [160]), USUAL))["2024-12"] == Oordeel.OPVALLEND
    assert verdicts(compare(before, side(LATER, [100] * 35 + [40]), USUAL))["2024-12"] == Oordeel.OPVALLEND


def test_a_settled_month_hardly_moves():
    before = side(MADE, [100] * 36)
    small, large = [100] * 36, [100] * 36
    small[5], large[5] = 102, 110
    assert verdicts(compare(before, side(MADE, small), USUAL))["2022-06"] == Oordeel.HERZIENING
    assert verdicts(compare(before, side(MADE, large), USUAL))["2022-06"] == Oordeel.OPVALLEND


def test_a_new_month_is_held_against_earlier_years():
    history = [100 + (number % 7) for number in range(36)]
    before = side(MADE, history)
    fine, double, none = ([*history, n] for n in (85, 200, 0))
    assert verdicts(compare(before, side(LATER, fine), USUAL))["2025-01"] == Oordeel.NIEUW
    assert verdicts(compare(before, side(LATER, double), USUAL))["2025-01"] == Oordeel.OPVALLEND
    assert verdicts(compare(before, side(LATER, none), USUAL))["2025-01"] == Oordeel.VERDWENEN


def test_of_a_new_month_without_history_nothing_is_said():
    frame = compare(side(MADE, [100] * 3), side(LATER, [100] * 3 + [900]), USUAL)
    row = frame[frame["maand"] == date(2022, 4, 1)].iloc[0]
    assert row["oordeel"] == Oordeel.NIEUW
    assert np.isnan(row["bovengrens"])


def test_a_month_that_is_gone_is_missing_not_zero():
    frame = compare(side(MADE, [100] * 36), side(LATER, [None] + [100] * 35), USUAL)
    row = frame[frame["maand"] == START].iloc[0]
    assert row["oordeel"] == Oordeel.VERDWENEN
    assert pd.isna(row["nieuw"])


def test_the_first_snapshot_has_nothing_beside_it():
    frame = compare(None, side(MADE, [100] * 36))
    assert set(frame["oordeel"]) == {Oordeel.NIEUW}
    assert frame["live"].isna().all()


def test_under_no_change_almost_nothing_rings():
    """Poisson months with a season, a new month each time: about 3 in 1,000, at most 1 in 100."""
    random = np.random.default_rng(3)
    season = 1 + 0.25 * np.sin(np.arange(37) * 2 * np.pi / 12)
    rings = 0
    for _round in range(60):
        full = random.poisson(30 * season)
        seen = [int(n) for n in full[:36]]
        seen[35], seen[34] = int(random.binomial(full[35], 0.8)), int(random.binomial(full[34], 0.95))
        later = [*map(int, full[:35]), int(random.binomial(full[35], 0.95)), int(random.binomial(full[36], 0.8))]
        frame = compare(side(MADE, seen), side(LATER, later), USUAL)
        rings += int(frame["oordeel"].isin([Oordeel.OPVALLEND, Oordeel.VERDWENEN]).sum())
    assert rings <= 2, "of 180 months that could have rung"


def test_the_furthest_off_comes_first():
    history = [100] * 36
    worse = [*history[:34], 300, 130]
    found = unusual(compare(side(MADE, history), side(MADE, worse), USUAL))
    assert [str(month)[:7] for month in found["maand"]] == ["2024-11", "2024-12"]
