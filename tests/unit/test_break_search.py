"""Unknown breaks of an indicator in an area: searched between registered breaks, in final months, and only offered."""

from datetime import date

import numpy as np
import pytest

from analytics import breaks, trends
from analytics.areas import Niveau
from analytics.break_search import search
from analytics.breaks import Break
from tests.builders import BINNENSTAD, STAD, WOLDER, ask, burglaries, month, publish

CORONA = Break(vanaf=date(2021, 3, 1), soort="gebeurtenis", tekst="Corona", bron="gemeente", soorten=())
KNOWN = {"van": date(2018, 1, 1), "tot": date(2026, 1, 1)}
MONTHS = 96


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    def declare(*items):
        monkeypatch.setattr(breaks, "every", lambda: items)

    declare()
    return declare


def city(folder, level, dekking=(KNOWN,), **what):
    """Months of 2018 to 2025 of one buurt, drawn round level(i)."""
    rng = np.random.default_rng(3)
    drawn = [int(rng.poisson(level(i))) for i in range(MONTHS)]
    rows = [month(2018 + i // 12, i % 12 + 1) | {"aantal": n} for i, n in enumerate(drawn) if n]
    return publish(folder, registraties=rows, dekking=list(dekking), **what)


def found_in(snapshot, niveau=Niveau.BUURT, area=BINNENSTAD, **changed):
    return search(burglaries(**changed), ask(snapshot, niveau=niveau), area)


def down_in_march_2021(i):
    return 38 if i < 38 else 21


def test_a_shift_is_offered_with_its_month_levels_and_chance(tmp_path):
    found = found_in(city(tmp_path, down_in_march_2021))
    (one,) = found.gevonden
    assert abs((one.maand.year - 2021) * 12 + one.maand.month - 3) <= 1
    assert one.vroegst <= date(2021, 3, 1) <= one.laatst
    assert (one.van, one.naar) == (pytest.approx(38, abs=2), pytest.approx(21, abs=1.5))
    assert (one.oordeel, one.kans <= 0.01) == ("gedaald", True)
    assert one.ondergrens < one.verhouding < one.bovengrens < 1
    assert [period.label for period in found.gezocht] == ["2018-01/2025-12"]


def test_what_is_found_is_not_applied(tmp_path):
    snapshot = city(tmp_path, down_in_march_2021)
    assert found_in(snapshot).gevonden
    series = trends.rolling(
        burglaries(), ask(snapshot, van=date(2020, 1, 1), tot=date(2023, 1, 1), absoluut=True), BINNENSTAD
    )
    assert series.punten["deel"].nunique() == 1
    assert series.punten["waarde"].notna().all()


def test_a_registered_break_cuts_the_search(tmp_path, declared):
    declared(Break(vanaf=date(2021, 3, 1), soort="reeksbreuk", tekst="anders", bron="politie", soorten=()))
    found = found_in(city(tmp_path, down_in_march_2021))
    assert found.gevonden == ()
    assert [period.label for period in found.gezocht] == ["2018-01/2021-02", "2021-03/2025-12"]


def test_a_new_division_cuts_the_search_in_its_buurten_and_not_in_the_city(tmp_path, declared):
    declared(Break(vanaf=date(2021, 3, 1), soort="reeksbreuk", tekst="indeling", bron="CBS", niveaus=(Niveau.BUURT,)))
    snapshot = city(tmp_path, down_in_march_2021)
    assert len(found_in(snapshot).gezocht) == 2
    assert len(found_in(snapshot, Niveau.GEMEENTE, STAD).gezocht) == 1


def test_an_event_in_that_time_is_named_and_cuts_nothing(tmp_path, declared):
    declared(CORONA)
    (one,) = found_in(city(tmp_path, down_in_march_2021)).gevonden
    assert one.gebeurtenissen == (CORONA,)


def test_provisional_months_are_not_searched(tmp_path):
    dekking = [KNOWN | {"tot": date(2025, 1, 1)}, {"van": date(2025, 1, 1), "status": "voorlopig"}]
    found = found_in(city(tmp_path, lambda i: 30 if i < 84 else 3, dekking=dekking))
    assert found.gevonden == ()
    assert found.gezocht[-1].tot == date(2025, 1, 1)


def test_a_steady_decline_is_gradual(tmp_path):
    found = found_in(city(tmp_path, lambda i: 60 * np.exp(-0.01 * i)))
    assert (found.gevonden, [period.label for period in found.geleidelijk]) == ((), ["2018-01/2025-12"])


@pytest.mark.parametrize("area", [BINNENSTAD, WOLDER])
def test_nothing_is_found_where_nothing_changed(tmp_path, area):
    found = found_in(city(tmp_path, lambda i: 20), area=area)
    assert found.gevonden == ()
    assert bool(found.reden) == (area == WOLDER), "without a registration there is nothing to search in"


def test_hidden_months_stop_the_search_because_they_are_the_lowest(tmp_path, configured):
    configured(drempel=5)
    snapshot = city(tmp_path, lambda i: 12 if i < 48 else 2)
    found = found_in(snapshot)
    assert (found.gevonden, found.gezocht) == ((), ())
    assert "te klein om te tonen" in found.reden
    assert found_in(snapshot, gevoelig=False).gevonden


@pytest.mark.parametrize(
    ("dekking", "reason"),
    [
        ([KNOWN | {"van": date(2024, 6, 1)}], "te weinig maanden"),
        ([KNOWN | {"status": "voorlopig"}], "geen definitieve"),
    ],
)
def test_why_nothing_was_searched(tmp_path, dekking, reason):
    found = found_in(publish(tmp_path, dekking=dekking))
    assert reason in found.reden
