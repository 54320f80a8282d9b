"""The declared types follow from the facts by the rule of docs/explanation/typologie.md."""

import csv

import pytest

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
        rule = {fact["buurtcode"]: expected(fact) for fact in csv.DictReader(file)}
    assert {code: kind for code, kind in types().items() if code.startswith("BU0935")} == rule


@pytest.mark.parametrize("path", sorted((DEFINITIONS / "typologie").iterdir()), ids=lambda path: path.name)
def test_a_file_is_about_every_buurt_of_its_municipality(path):
    typed = [code for code in types() if code[2:6] == path.stem[2:]]
    assert len(typed) == len(path.read_text(encoding="utf-8").splitlines()) - 1, "codes of another municipality"
    facts = DEFINITIONS / "feiten" / path.stem / "buurten.csv"
    if facts.exists():
        with facts.open(encoding="utf-8", newline="") as file:
            assert typed == [fact["buurtcode"] for fact in csv.DictReader(file)]


def test_a_buurt_is_not_like_itself():
    centre = {code for code, kind in types().items() if kind == "centrum"}
    assert set(alike("BU09350000")) == centre - {"BU09350000"}
    assert len(centre) == 7


def test_villages_are_like_villages_of_their_own_municipality():
    assert "BU16410400" in alike("BU16410000")
    assert {code[:6] for code in alike("BU16410000")} == {"BU1641"}


def test_a_buurt_without_a_type_is_like_none():
    assert alike("BU05460000") == ()
