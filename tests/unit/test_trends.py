"""Series over time: gaps where nothing is known, parts that are never joined, and the year so far."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.coverage import Coverage
from analytics.periods import Stap, add_months
from analytics.statistics import Verdict
from analytics.trends import monthly, rolling, rolling_all, whole_range, year_to_date, year_to_date_period
from tests.builders import BINNENSTAD, JEKERKWARTIER, ask, burglaries, month, publish

TOTAL = burglaries(id="totaal", teller={"bron": "registraties", "soorten": ["0.0.0"]})  # broken in July 2018


def months(first, count):
    return tuple(add_months(first, i) for i in range(count))


def two_years(tmp_path, **changed):
    """Two registrations in every month of 2024, three in every month of 2025, the last month provisional."""
    rows = [month(y, m) | {"aantal": n} | changed for y, n in ((2024, 2), (2025, 3)) for m in range(1, 13)]
    kinds = {"soort": changed.get("soort", "1.1.1")}
    return publish(
        tmp_path,
        registraties=rows,
        dekking=[
            {"van": date(2024, 1, 1), "tot": date(2025, 12, 1)} | kinds,
            {"van": date(2025, 12, 1), "status": "voorlopig"} | kinds,
        ],
        kerncijfers=[{}],
    )


def selection(snapshot, van=date(2024, 1, 1), tot=date(2026, 1, 1), **changed):
    return ask(snapshot, van=van, tot=tot, stap=Stap.MAAND, **changed)


def of(series, column):
    return {f"{row.maand:%Y-%m}": getattr(row, column) for row in series.punten.itertuples()}


def test_a_value_per_month(tmp_path):
    series = monthly(burglaries(), selection(two_years(tmp_path)), BINNENSTAD)
    assert (len(series.punten), series.gebied, series.eenheid) == (24, BINNENSTAD, "per 1.000 inwoners")
    assert (of(series, "waarde")["2024-12"], of(series, "teller")["2025-01"]) == (2, 3)
    assert [m for m, flag in of(series, "voorlopig").items() if flag] == ["2025-12"]
    assert (series.decimals, series.is_empty) == (1, False)


def test_a_count_has_no_decimals(tmp_path):
    series = monthly(burglaries(), selection(two_years(tmp_path), absoluut=True), BINNENSTAD)
    assert (series.decimals, series.eenheid) == (0, "aantal")


def test_twelve_months_together_begin_when_twelve_are_known(tmp_path):
    series = rolling(burglaries(), selection(two_years(tmp_path), absoluut=True), BINNENSTAD)
    values = of(series, "teller")
    assert [m for m, value in values.items() if np.isnan(value)] == [f"2024-{m:02}" for m in range(1, 12)]
    assert (values["2024-12"], values["2025-01"], values["2025-12"]) == (24, 25, 36)
    assert [m for m, flag in of(series, "voorlopig").items() if flag] == ["2025-12"]


def test_an_unknown_month_is_a_gap_of_twelve_rolling_months_and_no_zero(tmp_path):
    snapshot = publish(
        tmp_path, dekking=[{"van": date(2023, 1, 1), "tot": date(2024, 6, 1)}, {"van": date(2024, 7, 1)}]
    )
    by_month = of(monthly(burglaries(), selection(snapshot, absoluut=True), BINNENSTAD), "teller")
    assert [m for m, value in by_month.items() if np.isnan(value)] == ["2024-06"]
    by_year = of(rolling(burglaries(), selection(snapshot, absoluut=True), BINNENSTAD), "teller")
    gap = [m for m, value in by_year.items() if np.isnan(value)]
    assert gap == [f"{day:%Y-%m}" for day in months(date(2024, 6, 1), 12)]
    assert by_year["2025-06"] == 0


def test_why_there_is_no_value_travels_along(tmp_path, configured):
    configured(drempel=5)
    snapshot = publish(tmp_path, registraties=[{}], dekking=[{"tot": date(2025, 5, 1)}])
    asked = selection(snapshot, van=date(2025, 3, 1), tot=date(2025, 6, 1), absoluut=True)
    series = monthly(burglaries(), asked, BINNENSTAD)
    assert of(series, "status") == {"2025-03": "onderdrukt", "2025-04": "definitief", "2025-05": "ontbreekt"}
    assert np.isnan(of(series, "teller")["2025-03"])


def broken(tmp_path):
    rows = [month(y, m) | {"soort": "0.0.0", "aantal": 10} for y in (2017, 2018, 2019) for m in range(1, 13)]
    return publish(
        tmp_path,
        registraties=rows,
        dekking=[{"soort": "0.0.0", "van": date(2017, 1, 1), "tot": date(2020, 1, 1)}],
        kerncijfers=[{"jaar": 2017}],
    )


def test_over_a_series_break_no_window_and_no_line(tmp_path):
    asked = selection(broken(tmp_path), van=date(2017, 12, 1), tot=date(2020, 1, 1))
    series = rolling(TOTAL, asked, BINNENSTAD)
    values, parts = of(series, "waarde"), of(series, "deel")
    gap = [m for m, value in values.items() if np.isnan(value)]
    assert gap == [f"{day:%Y-%m}" for day in months(date(2018, 7, 1), 11)]
    assert (values["2018-06"], values["2019-06"]) == (120, 120)
    assert (parts["2018-06"], parts["2018-07"], parts["2019-12"]) == (0, 1, 1)
    assert "samenlopende" in series.breuken[0].tekst


def test_a_single_month_lies_on_one_side_of_the_break(tmp_path):
    asked = selection(broken(tmp_path), van=date(2018, 1, 1), tot=date(2019, 1, 1))
    series = monthly(TOTAL, asked, BINNENSTAD)
    assert not any(np.isnan(value) for value in of(series, "waarde").values())
    assert [m for m, part in of(series, "deel").items() if part] == [f"2018-{m:02}" for m in range(7, 13)]


def test_an_event_is_noted_but_breaks_nothing(tmp_path):
    rows = [month(y, m) | {"aantal": 10} for y in (2019, 2020) for m in range(1, 13)]
    snapshot = publish(tmp_path, registraties=rows, dekking=[{"van": date(2019, 1, 1), "tot": date(2021, 1, 1)}])
    asked = selection(snapshot, van=date(2019, 12, 1), tot=date(2021, 1, 1), absoluut=True)
    series = rolling(burglaries(), asked, BINNENSTAD)
    assert [item.soort for item in series.breuken] == ["gebeurtenis"]
    assert set(of(series, "deel").values()) == {0}
    assert not series.punten["waarde"].isna().any()


def test_the_year_so_far_ends_with_the_last_final_month(tmp_path):
    found = year_to_date(burglaries(), selection(two_years(tmp_path)), BINNENSTAD)
    assert (found.now.periode.label, found.before.periode.label) == ("2025-01/2025-11", "2024-01/2024-11")
    assert (found.now.teller, found.before.teller) == (33, 22)
    assert found.change.verdict is Verdict.GEEN_DUIDELIJKE_VERANDERING


@pytest.mark.parametrize(
    ("known", "label"),
    [
        (Coverage(months(date(2024, 1, 1), 15), (2024,), None), "2025-Q1"),
        (Coverage(months(date(2024, 1, 1), 12), (2024,), None), "2024"),
        (Coverage(months(date(2024, 1, 1), 15), (2024,), date(2025, 1, 1)), "2024"),
        (Coverage(months(date(2025, 2, 1), 4), (), None), None),
        (Coverage((), (2024,), None), None),
        (Coverage(months(date(2025, 1, 1), 2), (), date(2025, 1, 1)), None),
    ],
)
def test_the_year_so_far_is_known_from_january(known, label):
    period = year_to_date_period(known)
    assert (period.label if period else None) == label


def test_the_whole_range_is_cut_to_the_last_years():
    known = Coverage(months(date(2010, 3, 1), 150), tuple(range(2011, 2022)), None)
    assert whole_range(known) == (date(2010, 3, 1), date(2022, 9, 1))
    assert whole_range(known, 10) == (date(2012, 9, 1), date(2022, 9, 1))
    assert whole_range(Coverage(months(date(2025, 1, 1), 2), (), None), 10) == (date(2025, 1, 1), date(2025, 3, 1))
    assert whole_range(Coverage((), (2024,), None)) is None


def test_a_series_without_any_value_is_empty(tmp_path):
    series = monthly(burglaries(), selection(publish(tmp_path)), JEKERKWARTIER)
    assert series.is_empty
    assert len(series.punten) == 24
    assert pd.api.types.is_bool_dtype(series.punten["voorlopig"])


def test_rolling_lines_of_several_indicators_at_once(tmp_path):
    snapshot = two_years(tmp_path)
    selection = ask(snapshot, van=date(2024, 6, 1), tot=date(2026, 1, 1), absoluut=True)
    found = rolling_all([burglaries(), TOTAL], selection, BINNENSTAD)
    for indicator in (burglaries(), TOTAL):
        alone = rolling(indicator, selection, BINNENSTAD)
        pd.testing.assert_frame_equal(found[indicator.id].punten, alone.punten)
        assert found[indicator.id].breuken == alone.breuken
