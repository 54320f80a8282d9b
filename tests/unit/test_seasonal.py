"""What is usual for the time of the year: a band from what came before, and nothing over a break or a hidden month."""

from datetime import date

import pytest

from analytics.areas import Niveau
from analytics.final_months import final_months
from analytics.seasonal import Usual, newest, seasonal
from tests.builders import BINNENSTAD, STAD, ask, burglaries, month, publish, question

SEASON = (60, 55, 50, 45, 40, 35, 35, 40, 45, 50, 55, 60)


def city(folder, changed=None, *, years=range(2020, 2026), unfinished=date(2025, 12, 1), soort="1.1.1", counts=SEASON):
    """Months with a season in one buurt; `changed` replaces the count of (year, month)."""
    changed = changed or {}
    rows = [
        month(year, i + 1) | {"aantal": changed.get((year, i + 1), n + year % 2), "soort": soort}
        for year in years
        for i, n in enumerate(counts)
    ]
    van, tot = date(years[0], 1, 1), date(years[-1] + 1, 1, 1)
    known = [
        {"soort": soort, "van": van, "tot": unfinished},
        {"soort": soort, "van": unfinished, "tot": tot, "status": "voorlopig"},
    ]
    return publish(folder, registraties=[row for row in rows if row["aantal"]], dekking=known)


def asked(snapshot):
    return ask(snapshot, niveau=Niveau.GEMEENTE)


def at(found, label):
    rows = found.punten[found.punten["maand"].dt.strftime("%Y-%m") == label]
    return rows.iloc[0]


def test_a_month_is_compared_with_the_same_month_of_other_years(tmp_path):
    found = seasonal(burglaries(), asked(city(tmp_path)), STAD)
    january, june = at(found, "2025-01"), at(found, "2025-06")
    assert january["verwacht"] == pytest.approx(60, abs=4)
    assert june["verwacht"] == pytest.approx(35, abs=4)
    assert {january["oordeel"], june["oordeel"]} == {Usual.GEWOON.value}
    assert january["ondergrens"] < 60 < january["bovengrens"]
    assert (found.reden, len(found.punten)) == ("", 36)


def test_winter_counts_in_summer_stand_out(tmp_path):
    found = seasonal(burglaries(), asked(city(tmp_path, {(2025, 6): 62, (2025, 1): 30})), STAD)
    assert at(found, "2025-06")["oordeel"] == Usual.HOGER.value
    assert at(found, "2025-01")["oordeel"] == Usual.LAGER.value


def test_a_rise_under_way_is_not_its_own_measure(tmp_path):
    usual = seasonal(burglaries(), asked(city(tmp_path / "a")), STAD)
    wild = seasonal(burglaries(), asked(city(tmp_path / "b", {(2025, m): 200 for m in (8, 9, 10)})), STAD)
    for name in ("verwacht", "ondergrens", "bovengrens"):
        assert at(usual, "2025-10")[name] == at(wild, "2025-10")[name]


def test_a_level_that_lasts_becomes_usual(tmp_path):
    doubled = {(2025, m): 2 * SEASON[m - 1] for m in range(1, 12)}
    found = seasonal(burglaries(), asked(city(tmp_path, doubled)), STAD)
    assert at(found, "2025-02")["oordeel"] == Usual.HOGER.value
    assert at(found, "2025-11")["oordeel"] == Usual.GEWOON.value


def test_a_provisional_month_has_a_band_and_no_verdict(tmp_path):
    found = seasonal(burglaries(), asked(city(tmp_path, {(2025, 12): 1})), STAD)
    last = at(found, "2025-12")
    assert last["verwacht"] > 50
    assert (last["voorlopig"], last["oordeel"]) == (True, Usual.NIET_TE_ZEGGEN.value)
    assert newest(found)["maand"].date() == date(2025, 11, 1)


def test_the_first_two_years_have_no_band(tmp_path):
    found = seasonal(burglaries(), asked(city(tmp_path, years=range(2023, 2026))), STAD)
    known = found.punten.dropna(subset=["verwacht"])
    assert known["maand"].iloc[0].date() == date(2025, 4, 1)


def test_a_month_that_is_known_to_be_zero_is_not_missing(tmp_path):
    found = seasonal(burglaries(), asked(city(tmp_path, {(2025, 3): 0})), STAD)
    assert (at(found, "2025-03")["teller"], at(found, "2025-03")["oordeel"]) == (0, Usual.LAGER.value)


def test_nothing_is_expected_from_before_a_series_break(tmp_path):
    total = burglaries(teller={"bron": "registraties", "soorten": ["0.0.0"]})
    snapshot = city(tmp_path, years=range(2015, 2020), unfinished=date(2019, 12, 1), soort="0.0.0")
    history = final_months(total, asked(snapshot), STAD)
    assert (history.first, history.end) == (date(2018, 7, 1), date(2019, 12, 1))
    found = seasonal(total, asked(snapshot), STAD)
    assert found.reden == "er zijn minder dan 24 definitieve maanden sinds het begin van de reeks"
    assert found.punten["verwacht"].isna().all()
    assert newest(found) is None


def test_hidden_months_are_not_fitted(tmp_path, configured):
    configured(drempel=5)
    found = seasonal(burglaries(), ask(city(tmp_path, {(2021, 6): 3})), BINNENSTAD)
    assert found.reden == "een deel van de maanden is te klein om te tonen"
    assert found.punten["verwacht"].isna().all()


def test_a_survey_has_no_months(tmp_path):
    found = seasonal(question(), asked(city(tmp_path)), STAD)
    assert (found.reden, len(found.punten)) == ("een enquête heeft geen cijfers per maand", 0)


def test_the_pattern_of_the_year(tmp_path):
    rows = seasonal(burglaries(), asked(city(tmp_path)), STAD).maanden
    assert list(rows["maand"]) == list(range(1, 13))
    assert rows["factor"].mean() == pytest.approx(1.0)
    assert rows["factor"].iloc[0] == pytest.approx(60 / 47.5, abs=0.05)
    assert (rows["ondergrens"] < rows["factor"]).all()
    assert (rows["factor"] < rows["bovengrens"]).all()
