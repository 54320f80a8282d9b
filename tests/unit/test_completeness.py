"""How complete recent months are: by hand, by simulation, and from a snapshot."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.completeness import OLDEST, by_age, completeness, expected
from analytics.periods import add_months
from tests.builders import burglaries, publish, question

JANUARY = date(2025, 1, 1)


def known(*seen):
    """Rows (moment, month, count) as `revisions` gives them."""
    return pd.DataFrame(seen, columns=["peildatum", "maand", "aantal"])


def test_a_triangle_by_hand():
    """January 80, then 100; February 60, then 75; March 40: 140 grew to 175, so a first month is 80% of the next."""
    table = known(
        (date(2025, 2, 15), JANUARY, 80),
        (date(2025, 3, 15), JANUARY, 100),
        (date(2025, 3, 15), date(2025, 2, 1), 60),
        (date(2025, 4, 15), date(2025, 2, 1), 75),
        (date(2025, 4, 15), date(2025, 3, 1), 40),
    )
    first = by_age(table)[0]
    assert (first.leeftijd, first.metingen) == (0, 2)
    assert first.aandeel == pytest.approx(0.8)
    assert first.ondergrens == pytest.approx(0.8), "both months arrived for exactly 80%"


def test_the_interval_is_that_of_one_next_month():
    """Shares 0.7 and 0.9: mean 0.8, sd 0.1414; t with 1 degree of freedom 12.706; times sqrt(1.5) is 2.2."""
    table = known(
        (date(2025, 2, 15), JANUARY, 70),
        (date(2025, 3, 15), JANUARY, 100),
        (date(2025, 3, 15), date(2025, 2, 1), 90),
        (date(2025, 4, 15), date(2025, 2, 1), 100),
    )
    first = by_age(table)[0]
    assert first.bovengrens == pytest.approx(0.8 + 12.7062 * 0.141421 * 1.224745, abs=1e-3)
    assert first.ondergrens == 0.0, "a share is not negative"


def test_one_month_followed_gives_no_interval():
    age = by_age(known((date(2025, 2, 15), JANUARY, 50), (date(2025, 3, 15), JANUARY, 100)))[0]
    assert (age.aandeel, age.metingen) == (0.5, 1)
    assert np.isnan(age.ondergrens)
    assert np.isnan(age.bovengrens)


@pytest.mark.parametrize("rows", [(), ((date(2025, 2, 15), JANUARY, 50),), ((date(2025, 2, 15), JANUARY, 0),) * 2])
def test_nothing_followed_says_nothing(rows):
    assert by_age(known(*rows)) == ()


def test_a_month_that_is_looked_at_twice_at_one_age_counts_as_seen_last():
    table = known((date(2025, 2, 10), JANUARY, 10), (date(2025, 2, 20), JANUARY, 80), (date(2025, 3, 15), JANUARY, 100))
    assert by_age(table)[0].aandeel == pytest.approx(0.8)


def vintages(random, shares, months, size):
    """Poisson months that arrive by `shares`, looked at in the middle of every month after."""
    rows = []
    for number in range(months):
        month = add_months(JANUARY, number)
        arrived = random.binomial(int(random.poisson(size)), np.diff([0.0, *shares]).sum())
        steps = random.multinomial(arrived, np.diff([0.0, *shares]) / shares[-1])
        for age in range(months - number):
            rows.append((add_months(month, age + 1).replace(day=15), month, int(steps[: age + 1].sum())))
    return known(*rows)


def test_simulated_shares_are_found_and_the_interval_holds():
    random, shares, inside = np.random.default_rng(7), [0.7, 0.9, 1.0], []
    for _round in range(300):
        table = vintages(random, shares, 18, 400)
        first = by_age(table)[0]
        one_more = random.binomial(400, 0.7) / 400
        inside.append(first.ondergrens <= one_more <= first.bovengrens)
    assert first.aandeel == pytest.approx(0.7, abs=0.02)
    assert 0.92 < np.mean(inside) < 0.98


def test_ages_beyond_the_oldest_are_whole():
    assert all(age.leeftijd < OLDEST for age in by_age(vintages(np.random.default_rng(1), [0.5, 1.0], 30, 100)))


def earlier(counts):
    """Rows of STANDEN: (moment, month) -> count."""
    return [{"peildatum": seen, "maand": month, "aantal": n} for (seen, month), n in counts.items()]


def test_the_snapshot_itself_is_the_last_moment(tmp_path):
    snapshot = publish(
        tmp_path,
        registraties=[{"van": date(2025, 11, 1), "tot": date(2025, 12, 1), "aantal": 10}],
        dekking=[{}],
        standen=earlier({(date(2025, 12, 15), date(2025, 11, 1)): 8}),
    )
    first = completeness(snapshot, ("1.1.1",))[0]
    assert (first.aandeel, first.metingen) == (pytest.approx(0.8), 1)


def test_few_registrations_follow_all_crimes_together(tmp_path):
    total = [row | {"soort": "0.0.0"} for row in earlier({(date(2025, 12, 15), date(2025, 11, 1)): 450})]
    snapshot = publish(
        tmp_path,
        registraties=[
            {"van": date(2025, 11, 1), "tot": date(2025, 12, 1), "aantal": 10},
            {"van": date(2025, 11, 1), "tot": date(2025, 12, 1), "aantal": 500, "soort": "0.0.0"},
        ],
        dekking=[{}, {"soort": "0.0.0"}],
        standen=[*earlier({(date(2025, 12, 15), date(2025, 11, 1)): 8}), *total],
    )
    found = expected(snapshot, burglaries(), date(2025, 12, 1))
    assert found is not None
    assert found.aandeel == pytest.approx(0.9)
    assert expected(snapshot, burglaries(), date(2025, 6, 1)) is None, "nothing was followed from that age"
    assert expected(snapshot, question(), date(2025, 12, 1)) is None, "a survey is not late"
