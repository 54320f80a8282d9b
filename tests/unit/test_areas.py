"""Areas by code: levels, names as the screen shows them, and the municipalities this software knows."""

import pytest

from analytics.areas import Niveau, all_areas, at_level, municipality_name, reference_codes
from tests.builders import BINNENSTAD, BUURTCODES, BUURTEN, CENTRUM, ELDERS, STAD, WOLDER, ZUIDWEST, publish


@pytest.fixture
def snapshot(tmp_path):
    return publish(tmp_path, dekking=[{"gebied": ELDERS, "soort_gebied": "gemeente"}])


def codes(snapshot, niveau):
    return tuple(area.code for area in at_level(snapshot, niveau))


def test_each_level_has_its_areas_in_order_of_code(snapshot):
    assert codes(snapshot, Niveau.BUURT) == BUURTCODES
    assert codes(snapshot, Niveau.WIJK) == (CENTRUM, ZUIDWEST)
    assert codes(snapshot, Niveau.GEMEENTE) == (STAD,)
    assert codes(snapshot, Niveau.REFERENTIE) == (ELDERS, STAD)


def test_a_buurt_says_in_which_wijk_it_lies(snapshot):
    areas = all_areas(snapshot)
    assert (areas[BINNENSTAD].wijk, areas[WOLDER].wijk, areas[CENTRUM].wijk) == (CENTRUM, ZUIDWEST, "")


def test_the_own_municipality_keeps_its_level_between_the_references(snapshot):
    assert [area.niveau for area in at_level(snapshot, Niveau.REFERENTIE)] == [Niveau.REFERENTIE, Niveau.GEMEENTE]


def test_a_reference_municipality_gets_the_name_this_software_knows(snapshot):
    assert all_areas(snapshot)[ELDERS].naam == "Breda"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Wijk 04 Buitenwijk Oost", "Buitenwijk Oost"),
        ("Wijk 00 Centrum", "Centrum"),
        ("Wijk 04", "Wijk 04"),
        ("Wijk aan Zee", "Wijk aan Zee"),
        ("Centrum", "Centrum"),
        ("", CENTRUM),
    ],
)
def test_a_wijk_loses_the_number_that_is_in_its_code(tmp_path, given, shown):
    buurten = [
        (code, buurt, wijk, given if wijk == CENTRUM else name, *city) for code, buurt, wijk, name, *city in BUURTEN
    ]
    assert all_areas(publish(tmp_path, buurten=buurten))[CENTRUM].naam == shown


def test_an_unknown_municipality_is_shown_by_its_code():
    assert (municipality_name("GM0758"), municipality_name("GM9999")) == ("Breda", "GM9999")


def test_references_are_those_the_municipality_chose():
    assert reference_codes(STAD) == ("GM0034", "GM0758", "GM0796", "GM0014", "GM0546", "GM0268")
    assert reference_codes("GM0758") == reference_codes("GM9999") == ()
