"""The forecast of a year in a snapshot: what is in, what is still to come, and when nothing may be said."""

from datetime import date

import numpy as np
import pytest

from analytics.areas import Niveau
from analytics.forecasts import year_forecast
from analytics.methods.backtesting import LAST_YEAR, REST
from tests.builders import STAD, ask, burglaries, month, publish

NOISE = np.random.default_rng(8).poisson(40, 96)


def city(folder, *, tot=date(2025, 7, 1), until=None, years=range(2018, 2026), counts=NOISE, soort="1.1.1"):
    """Months of chance alone, final up to `tot`; provisional ones up to `until`."""
    until = until or tot
    rows = [
        month(year, i + 1) | {"aantal": int(counts[12 * (year - years[0]) + i]), "soort": soort}
        for year in years
        for i in range(12)
        if date(year, i + 1, 1) < until
    ]
    known = [{"soort": soort, "van": date(years[0], 1, 1), "tot": tot}]
    known += [{"soort": soort, "van": tot, "tot": until, "status": "voorlopig"}] if until > tot else []
    return publish(folder, registraties=rows, dekking=known)


def forecast(snapshot, indicator=None):
    return year_forecast(indicator or burglaries(), ask(snapshot, niveau=Niveau.GEMEENTE), STAD)


def test_what_is_in_and_what_is_still_to_come(tmp_path):
    found = forecast(city(tmp_path))
    seen, rest = NOISE[84:90].sum(), 6 * NOISE[:90].mean()
    assert (found.jaar, len(found.gezien), found.tot_nu_toe) == (2025, 6, seen)
    assert found.totaal.mean == pytest.approx(seen + rest, rel=0.05)
    assert found.totaal.low95 < found.totaal.low80 < found.totaal.high80 < found.totaal.high95
    assert found.totaal.low95 > seen
    assert found.lopend.mean[-1] == pytest.approx(found.totaal.mean)
    assert found.eenvoudig[LAST_YEAR] == NOISE[72:84].sum()
    assert found.eenvoudig[REST] == seen + NOISE[78:84].sum()
    assert (found.getoond, found.reden) == (True, "")
    assert found.chance_at_most(found.totaal.high95) >= 0.97


def test_provisional_months_are_the_least_the_year_becomes(tmp_path):
    many = NOISE.copy()
    many[90:92] = 150
    found = forecast(city(tmp_path, until=date(2025, 9, 1), counts=many))
    assert list(found.voorlopig) == [150, 150]
    assert (found.tot_nu_toe, len(found.gezien)) == (NOISE[84:90].sum(), 6)
    assert found.maanden.low95[:2].min() >= 150
    assert found.eenvoudig[LAST_YEAR] == NOISE[72:84].sum()  # the simple ones know final months alone


def test_they_do_not_move_what_is_expected_of_other_months(tmp_path):
    many = NOISE.copy()
    many[90] = 150
    plain, other = (
        forecast(city(tmp_path / name, until=date(2025, 8, 1), counts=c)) for name, c in (("a", NOISE), ("b", many))
    )
    assert (plain.maanden.mean[1:] == other.maanden.mean[1:]).all()


def test_after_a_whole_year_it_is_the_next(tmp_path):
    found = forecast(city(tmp_path, tot=date(2025, 1, 1)))
    assert (found.jaar, len(found.gezien), found.tot_nu_toe) == (2025, 0, 0.0)
    assert len(found.maanden.mean) == 12


def test_too_few_years_to_test_it_on(tmp_path):
    found = forecast(city(tmp_path, years=range(2023, 2026), counts=NOISE[60:]))
    assert found.totaal is not None
    assert (found.getoond, found.reden) == (False, "er zijn te weinig volle jaren om de voorspelling op te toetsen")


def test_a_forecast_that_did_worse_is_not_shown(tmp_path):
    """The same twelve months every year: as last year is exactly right, which no model is."""
    found = forecast(city(tmp_path, counts=np.tile([5, 90, 12, 70, 3, 110, 8, 60, 20, 100, 4, 80], 8)))
    assert not found.getoond
    assert found.reden.startswith("om deze tijd van het jaar")


def test_nothing_over_a_series_break(tmp_path):
    total = burglaries(teller={"bron": "registraties", "soorten": ["0.0.0"]})
    snapshot = city(tmp_path, tot=date(2019, 6, 1), years=range(2012, 2020), soort="0.0.0")
    found = forecast(snapshot, total)
    assert (found.totaal, found.getoond) == (None, False)
    assert found.reden == "er zijn minder dan 24 definitieve maanden sinds het begin van de reeks"
    assert np.isnan(found.chance_at_most(100))


def test_without_months_there_is_no_year(tmp_path):
    snapshot = publish(tmp_path, dekking=[{"stap": "jaar"}])
    assert forecast(snapshot).reden == "er zijn geen definitieve cijfers per maand"
