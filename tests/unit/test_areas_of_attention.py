"""Areas of attention as every view gets them: by code, with a count, a rate or nothing, and never telling a part."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.areas import Area, Niveau, all_areas, at_level, own_area
from analytics.breaks import Break
from analytics.coverage import coverage, denominators, street_kinds
from analytics.database import open_database
from analytics.errors import NotFound, WrongUsage
from analytics.indicators import load
from analytics.measures import DEFINITIEF, ONDERDRUKT, ONTBREEKT, measure, measure_all
from analytics.periods import Stap
from analytics.snapshots import OwnArea, Part
from tests.builders import BINNENSTAD, BUURTCODES, JEKERKWARTIER, WOLDER, ask, burglaries, publish, question

TOGETHER = OwnArea("AG0001", "Samen", (Part(BINNENSTAD), Part(JEKERKWARTIER)))
STREET = OwnArea("AG0002", "De Markt", (Part(BINNENSTAD, "Markt"), Part(WOLDER)))
MARKET = {"straat": "Markt", "aantal": 5}


@pytest.fixture
def snapshot(tmp_path):
    rows = [{"aantal": 30}, MARKET, {"gebied": JEKERKWARTIER, "aantal": 2}, {"gebied": WOLDER, "aantal": 40}]
    people = [{"gebied": code} for code in BUURTCODES]
    kept = publish(tmp_path, registraties=rows, dekking=[{}], kerncijfers=people)
    return replace(kept, eigen=(TOGETHER, STREET))


def march(snapshot, **changed):
    return ask(
        snapshot, niveau=Niveau.AANDACHT, van=date(2025, 3, 1), tot=date(2025, 4, 1), stap=Stap.GEHEEL, **changed
    )


def figures(measurement):
    """{area: (count, value, status)}"""
    rows = measurement.values.itertuples(index=False)
    return {row.gebied: (row.teller, row.waarde, row.status) for row in rows}


def test_they_are_areas_with_a_name_and_a_level_of_their_own(snapshot):
    assert at_level(snapshot, Niveau.AANDACHT) == (
        Area("AG0001", "Samen", Niveau.AANDACHT, buurten=(BINNENSTAD, JEKERKWARTIER)),
        Area("AG0002", "De Markt", Niveau.AANDACHT, buurten=(BINNENSTAD, WOLDER)),
    )
    assert "AG0001" not in all_areas(snapshot.published)
    assert own_area(snapshot, "AG0002") == STREET
    assert own_area(snapshot, BINNENSTAD) is None


def test_one_that_this_snapshot_cannot_place_is_not_there(snapshot):
    lost = replace(snapshot, eigen=(OwnArea("AG0003", "Weg", (Part("BU09359999"),)),))
    assert at_level(lost, Niveau.AANDACHT) == ()
    with pytest.raises(NotFound):
        measure(burglaries(), march(lost, gebieden=("AG0003",)))


def test_the_tables_are_loaded_once_whatever_the_team_drew(snapshot):
    drawn, plain = open_database(snapshot), open_database(snapshot.published)
    assert drawn._connection is plain._connection


def test_whole_buurten_have_a_rate_and_a_street_has_a_count_alone(snapshot):
    found = figures(measure(burglaries(), march(snapshot)))
    assert found["AG0001"] == (37, pytest.approx(37 / 2), DEFINITIEF)
    assert found["AG0002"][0] == 45
    assert found["AG0002"][2] == ONTBREEKT
    counted = figures(measure(burglaries(), march(snapshot, absoluut=True)))
    assert counted == {"AG0001": (37, 37, DEFINITIEF), "AG0002": (45, 45, DEFINITIEF)}


def test_several_at_once_is_each_alone(snapshot):
    indicator = burglaries()
    together = figures(measure_all([indicator], march(snapshot))[indicator.id])
    alone = {}
    for area in snapshot.eigen:
        alone |= figures(measure(indicator, march(snapshot.only(area.code), gebieden=(area.code,))))
    assert str(together) == str(alone)


def test_a_survey_asked_nobody_in_an_area_of_attention(tmp_path):
    kept = replace(publish(tmp_path, enquete=[{}]), eigen=(TOGETHER,))
    assert coverage(kept, question(), Niveau.AANDACHT).is_empty
    assert figures(measure(question(), ask(kept, niveau=Niveau.AANDACHT)))["AG0001"][2] == ONTBREEKT


def test_known_by_street_is_what_is_known_of_every_area(snapshot):
    months = coverage(snapshot, burglaries(), Niveau.BUURT).maanden
    assert coverage(snapshot.only("AG0001"), burglaries(), Niveau.AANDACHT).maanden == months
    assert coverage(snapshot.only("AG0002"), burglaries(), Niveau.AANDACHT).maanden == (date(2025, 3, 1),)
    assert denominators(snapshot) == {"inwoners"}


def test_a_published_total_knows_no_streets_so_its_kinds_are_counted(tmp_path):
    total = load("misdrijven_totaal")
    kinds = [kind for kind in street_kinds(total) if kind != "1.1.1"]
    rows = [{"soort": "0.0.0", "aantal": 100}, MARKET, {"soort": kinds[0], **MARKET}]
    kept = publish(tmp_path, registraties=rows, dekking=[{"soort": kind} for kind in ("0.0.0", "1.1.1", *kinds)])
    kept = replace(kept, eigen=(OwnArea("AG0001", "Heel", (Part(BINNENSTAD),)), STREET))
    found = figures(measure(total, march(kept, absoluut=True)))
    assert {code: n for code, (n, _value, _status) in found.items()} == {"AG0001": 100, "AG0002": 10}
    assert figures(measure(total, march(kept, absoluut=True, gebieden=("AG0002",))))["AG0002"][0] == 10


def test_with_one_hidden_part_the_whole_is_hidden_too(snapshot, configured):
    """37 less the 35 of the one buurt that is shown would tell the 2 of the other."""
    configured(drempel=5)
    hidden = figures(measure(burglaries(), march(snapshot, absoluut=True)))
    assert hidden["AG0001"][2] == ONDERDRUKT
    assert str(hidden["AG0001"][0]) == "<NA>"
    assert hidden["AG0002"] == (45, 45, DEFINITIEF), "all its parts are shown by themselves"


def test_with_two_hidden_parts_their_sum_tells_neither(tmp_path, configured):
    configured(drempel=5)
    rows = [{"aantal": 30}, {"gebied": JEKERKWARTIER, "aantal": 2}, {"gebied": WOLDER, "aantal": 4}]
    whole = OwnArea("AG0001", "Alles", tuple(Part(code) for code in BUURTCODES))
    kept = replace(publish(tmp_path, registraties=rows, dekking=[{}]), eigen=(whole,))
    assert figures(measure(burglaries(), march(kept, absoluut=True)))["AG0001"] == (36, 36, DEFINITIEF)


def test_what_is_missing_is_not_called_hidden(tmp_path, configured):
    configured(drempel=5)
    kept = publish(tmp_path, registraties=[MARKET, {"gebied": WOLDER, "aantal": 2}], dekking=[])
    found = figures(measure(burglaries(), march(replace(kept, eigen=(STREET,)), absoluut=True)))
    assert found["AG0002"][2] == ONTBREEKT


def test_a_rate_that_cannot_be_is_refused_as_elsewhere(snapshot):
    with pytest.raises(WrongUsage):
        measure(burglaries(), march(snapshot, noemer="huishoudens"))


def test_new_boundaries_of_buurten_break_what_is_made_of_buurten():
    split = Break(
        vanaf=date(2020, 1, 1), soort="reeksbreuk", tekst="Nieuwe indeling.", bron="toets",
        niveaus=(Niveau.BUURT,), gebieden=(BINNENSTAD,),
    )  # fmt: skip
    assert split.holds(Niveau.AANDACHT, "AG0001")
    assert not split.holds(Niveau.GEMEENTE, "GM0935")
