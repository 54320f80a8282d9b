"""What the sample says was known earlier: never more than later, complete in the end, as declared in between."""

from datetime import date

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def known(sample):
    return sample.tables["standen"].to_pandas()


def test_every_moment_tells_the_recent_months_and_nothing_of_what_had_not_ended(known):
    months = known.groupby("peildatum")["maand"]
    assert len(months) == 12
    assert (months.nunique() == 24).all()
    assert all(max(month) < moment.replace(day=1) for moment, month in months)


def test_a_month_only_grows(known):
    grown = known.sort_values("peildatum").groupby(["soort", "maand"])["aantal"].diff().dropna()
    assert (grown >= 0).all()


def test_the_last_moment_is_at_most_what_the_registrations_say(sample, known):
    rows = sample.tables["registraties"].to_pandas()
    rows = rows[rows["soort_gebied"].isin(["buurt", "onbekend"])]
    now = rows.assign(maand=pd.to_datetime(rows["van"]).dt.to_period("M").dt.start_time.dt.date)
    now = now.groupby(["soort", "maand"])["aantal"].sum()
    last = known[known["peildatum"] == known["peildatum"].max()].set_index(["soort", "maand"])["aantal"]
    assert (last <= now.reindex(last.index, fill_value=0)).all()
    settled = last[last.index.get_level_values("maand") < date(2025, 1, 1)]
    assert len(settled) > 500
    assert (settled == now.reindex(settled.index, fill_value=0)).all()


def test_the_share_that_has_arrived_is_the_declared_one(known):
    total = known[known["soort"] == "0.0.0"].set_index(["peildatum", "maand"])["aantal"].unstack()
    final = sum(total[row.dropna().index[-1]].dropna().iloc[-1] for _moment, row in total.iloc[:6].iterrows())
    early = total.iloc[:6].apply(lambda row: row.dropna().iloc[-1], axis=1).sum()
    assert early / final == pytest.approx(0.74, abs=0.02)
