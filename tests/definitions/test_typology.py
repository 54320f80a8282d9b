"""The declared types follow from the facts by the rule of docs/explanation/typologie.md."""

import csv

from analytics.indicators import DEFINITIONS
from analytics.typology import alike, types


def expected(fact):
    if int(fact["inwoners_2024"]) < 200:
        return "nauwelijks bewoond"
    if fact["wijknaam"] == "Wijk 00 Centrum":
        return "centrum"
    if float(fact["omgevingsadressendichtheid_2016"]) >= 2500:
        return "dichtbebouwde stadsbuurt"
    return "woonbuurt" if float(fact["inwoners_per_km2_2024"]) >= 2500 else "ruim opgezette buurt"


def test_types_follow_from_the_facts():
    with (DEFINITIONS / "feiten/GM0935/buurten.csv").open(encoding="utf-8", newline="") as file:
        assert types() == {fact["buurtcode"]: expected(fact) for fact in csv.DictReader(file)}


def test_a_buurt_is_not_like_itself():
    centre = {code for code, kind in types().items() if kind == "centrum"}
    assert set(alike("BU09350000")) == centre - {"BU09350000"}
    assert len(centre) == 7


def test_a_buurt_without_a_type_is_like_none():
    assert alike("BU16410000") == ()
