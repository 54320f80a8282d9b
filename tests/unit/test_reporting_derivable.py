"""Which counts are hidden so that a hidden one cannot be worked out from those beside it."""

from datetime import date

import pytest

from analytics.areas import all_areas
from analytics.views.reporting import derivable
from analytics.views.reporting.derivable import also_hidden
from tests.builders import BINNENSTAD, CENTRUM, JEKERKWARTIER, STAD, burglaries, publish, question


def of(*cells):
    return frozenset((cell[0], cell[1:]) for cell in cells)


def test_the_total_goes_when_all_its_other_parts_are_shown():
    shown = {"totaal": of("a1", "b1", "c1"), "a": of("a1"), "b": of("b1")}
    assert also_hidden(shown, {"c": of("c1")}) == {"totaal"}


def test_two_hidden_parts_protect_each_other():
    shown = {"totaal": of("a1", "b1", "c1"), "a": of("a1")}
    assert also_hidden(shown, {"b": of("b1"), "c": of("c1")}) == frozenset()


def test_two_hidden_parts_that_are_known_together_still_protect_each_other():
    shown = {"totaal": of("a1", "b1", "c1"), "a": of("a1"), "b en c": of("b1", "c1")}
    assert also_hidden(shown, {"b": of("b1"), "c": of("c1")}) == frozenset()


def test_a_difference_of_sums_tells_it_too():
    shown = {"a en b": of("a1", "b1"), "b en c": of("b1", "c1"), "a en c": of("a1", "c1")}
    assert len(also_hidden(shown, {"a": of("a1")})) == 1


def test_the_smallest_sum_goes_first_and_then_as_many_as_it_takes():
    shown = {"stad": of("a1", "b1", "c1", "d1"), "wijk": of("a1", "b1"), "b": of("b1"), "c": of("c1"), "d": of("d1")}
    assert also_hidden(shown, {"a": of("a1")}) == {"wijk", "stad"}


def test_nothing_hidden_or_nothing_shown_hides_nothing():
    assert also_hidden({"a": of("a1")}, {}) == frozenset()
    assert also_hidden({}, {"a": of("a1")}) == frozenset()
    assert also_hidden({"enquete": frozenset()}, {"a": of("a1")}) == frozenset()


def test_a_count_is_the_sum_of_its_buurten_and_kinds(tmp_path):
    snapshot = publish(tmp_path, dekking=[{"van": date(2025, 1, 1)}])
    areas = all_areas(snapshot)
    both = burglaries(teller={"bron": "registraties", "soorten": ["1.1.1", "1.1.2"]})
    assert derivable.cells(both, areas[BINNENSTAD], snapshot) == {(BINNENSTAD, "1.1.1"), (BINNENSTAD, "1.1.2")}
    wijk = derivable.cells(burglaries(), areas[CENTRUM], snapshot)
    assert wijk == {(BINNENSTAD, "1.1.1"), (JEKERKWARTIER, "1.1.1")}
    assert wijk < derivable.cells(burglaries(), areas[STAD], snapshot)


def test_a_published_total_holds_its_kinds(tmp_path):
    snapshot = publish(tmp_path, dekking=[{"van": date(2025, 1, 1)}])
    area = all_areas(snapshot)[BINNENSTAD]
    total = burglaries(teller={"bron": "registraties", "soorten": ["0.0.0"]})
    assert derivable.cells(burglaries(), area, snapshot) < derivable.cells(total, area, snapshot)


@pytest.mark.parametrize("code", [BINNENSTAD, STAD])
def test_a_survey_is_no_count(tmp_path, code):
    snapshot = publish(tmp_path, dekking=[{"van": date(2025, 1, 1)}])
    assert derivable.cells(question(), all_areas(snapshot)[code], snapshot) == frozenset()
