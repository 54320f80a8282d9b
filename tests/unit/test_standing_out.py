"""Kinds that stand out: beside the rest of the city and beside similar buurten."""

import numpy as np
import pytest

from analytics import standing_out, typology
from analytics.areas import Niveau
from analytics.beside_city import pair
from analytics.measures import measure
from analytics.methods.multiple_tests import exact_ratio
from analytics.periods import Stap
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
    steady_months,
)

ROBBERIES = burglaries(id="roof", teller={"bron": "registraties", "soorten": ["1.4.6"]})


@pytest.fixture
def alike(monkeypatch):
    """Binnenstad and Wolder are of one type, Jekerkwartier has none."""
    monkeypatch.setattr(typology, "types", lambda: {BINNENSTAD: "centrum", WOLDER: "centrum"})


def city_of(tmp_path, people=1000.0):
    counts = {"1.1.1": (90, 30, 30), "1.4.6": (2, 1, 0)}
    return publish(
        tmp_path,
        registraties=[
            {"soort": kind, "gebied": code, "aantal": n}
            for kind, per_area in counts.items()
            for code, n in zip(BUURTCODES, per_area, strict=True)
            if n
        ]
        + [{"soort": "1.1.1", "gebied": STAD, "soort_gebied": "onbekend", "aantal": 5}],
        dekking=[{"soort": kind} for kind in counts],
        kerncijfers=[{"gebied": BINNENSTAD, "waarde": people}, {"gebied": JEKERKWARTIER}, {"gebied": WOLDER}],
    )


def compared(snapshot, gebied=BINNENSTAD, phi=None):
    selection = ask(snapshot, stap=Stap.GEHEEL)
    whole = ask(snapshot, stap=Stap.GEHEEL, niveau=Niveau.GEMEENTE)
    kinds = [pair(measure(i, selection), measure(i, whole)) for i in (burglaries(), ROBBERIES)]
    return {kind.indicator.id: kind for kind in standing_out.compare(kinds, gebied, phi or {})}


def test_beside_the_rest_of_the_city_and_beside_similar_buurten(tmp_path, alike):
    found = compared(city_of(tmp_path))["proef"]
    assert found.city == exact_ratio(90, 1000.0, 65, 2000.0)
    assert found.alike == exact_ratio(90, 1000.0, 30, 1000.0)
    assert found.city.estimate == pytest.approx(90 / 65 * 2)
    assert (found.city_stands_out, found.alike_stands_out) == (True, True)


def test_a_few_are_not_exceptional(tmp_path, alike):
    found = compared(city_of(tmp_path))["roof"]
    assert found.city.estimate == pytest.approx(4.0)
    assert not found.stands_out


def test_clusters_count(tmp_path, alike):
    assert compared(city_of(tmp_path), phi={"proef": 40.0})["proef"].stands_out is False
    assert compared(city_of(tmp_path), phi={"proef": float("nan")})["proef"].stands_out is True


def test_without_a_type_only_the_city(tmp_path, alike):
    found = compared(city_of(tmp_path), JEKERKWARTIER)["proef"]
    assert np.isnan(found.alike.estimate)
    assert found.city.estimate == pytest.approx(30 / 125 * 2)


def test_with_too_few_inhabitants_nothing_is_said(tmp_path, alike):
    found = compared(city_of(tmp_path, people=150.0))
    assert np.isnan(found["proef"].city.estimate)
    assert np.isnan(compared(city_of(tmp_path / "b", people=150.0), WOLDER)["proef"].alike.estimate)


def test_what_is_hidden_is_not_compared(tmp_path, configured, alike):
    snapshot = city_of(tmp_path)
    configured(drempel=5)
    assert set(compared(snapshot)) == {"proef"}
    configured(drempel=40)  # Wolder is hidden, and with it what Binnenstad is like
    assert np.isnan(compared(snapshot)["proef"].alike.estimate)


def test_spread_of_the_months(tmp_path):
    snapshot = steady_months(tmp_path)
    found = standing_out.overdispersion([burglaries()], ask(snapshot), BINNENSTAD)
    assert found == {"proef": 1.0}
    rows = [month(2025, m) | {"aantal": 30 if m == 3 else 1} for m in range(1, 13)]
    rows += [month(2024, m) | {"aantal": 3} for m in range(1, 13)]
    uneven = publish(tmp_path / "b", registraties=rows, dekking=[{"van": ask(snapshot).van.replace(year=2024)}])
    assert standing_out.overdispersion([burglaries()], ask(uneven), BINNENSTAD)["proef"] > 2.0
