"""What the team makes of signals: the newest judgement counts, the earlier ones are kept, two people at one signal."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest

from analytics.marks import Mark, Signal, history, mark, marks, word
from analytics.store import Changed, Refused, store_of
from analytics.store.declared import declared
from tests.builders import BINNENSTAD, ELDERS, STAD, WOLDER
from tests.store.conftest import ANNA, BRAM, NOW, by

OCTOBER = Signal(STAD, date(2025, 10, 1), BINNENSTAD, "1.1.1", "farrington")
YEAR = (date(2025, 1, 1), date(2026, 1, 1))


def test_a_judgement_comes_back_with_who_and_when(store):
    kept = mark(store, OCTOBER, "uitzoeken", " Navraag bij de politie ", by())
    assert kept == Mark(OCTOBER, "uitzoeken", "Navraag bij de politie", NOW, ANNA, 1)
    assert marks(store, STAD, *YEAR) == {OCTOBER: kept}


def test_the_newest_counts_and_the_earlier_ones_are_kept(store):
    first = mark(store, OCTOBER, "uitzoeken", "", by())
    second = mark(store, OCTOBER, "loos", "Dubbel geteld", by(BRAM, days=2), seen=1)
    assert marks(store, STAD, *YEAR) == {OCTOBER: second}
    assert history(store, OCTOBER) == (second, first)


@pytest.mark.parametrize(
    "changed",
    [
        {"maand": date(2025, 9, 1)},
        {"gebied": WOLDER},
        {"soort": "1.4.6"},
        {"methode": "cusum"},
        {"gemeente": ELDERS},
    ],
)
def test_every_signal_has_a_judgement_of_its_own(store, changed):
    other = replace(OCTOBER, **changed)
    mark(store, OCTOBER, "bekend", "", by())
    mark(store, other, "loos", "", by())
    found = {**marks(store, STAD, *YEAR), **marks(store, ELDERS, *YEAR)}
    assert {signal: one.oordeel for signal, one in found.items()} == {OCTOBER: "bekend", other: "loos"}


def test_only_the_months_that_are_asked(store):
    mark(store, OCTOBER, "bekend", "", by())
    assert marks(store, STAD, date(2025, 10, 1), date(2025, 11, 1))
    assert not marks(store, STAD, date(2025, 11, 1), date(2026, 1, 1))
    assert not marks(store, STAD, date(2025, 1, 1), date(2025, 10, 1))


def test_looking_makes_no_database(tmp_path):
    assert marks(store_of(tmp_path), STAD, *YEAR) == {}
    assert history(store_of(tmp_path), OCTOBER) == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changed", "judgement", "text", "sentence"),
    [
        ({}, "", "", "Kies wat het team van dit signaal vindt"),
        ({}, "mooi", "", "Kies wat het team van dit signaal vindt"),
        ({}, "loos", "Volgens dhr. Jansen", "de naam van een persoon"),
        ({}, "loos", "x" * 1001, "1.000 is het meeste"),
        ({"maand": date(2025, 10, 2)}, "loos", "", "bestaat niet"),
        ({"gebied": "Wolder"}, "loos", "", "bestaat niet"),
        ({"soort": ""}, "loos", "", "bestaat niet"),
        ({"methode": ""}, "loos", "", "bestaat niet"),
    ],
)
def test_what_is_not_complete_or_not_allowed_is_refused(store, changed, judgement, text, sentence):
    with pytest.raises(Refused) as error:
        mark(store, replace(OCTOBER, **changed), judgement, text, by())
    assert sentence in " ".join(error.value.problems)
    assert marks(store, STAD, *YEAR) == {}


def test_the_second_hears_what_the_first_said_and_can_still_save(store):
    mark(store, OCTOBER, "bekend", "Reeks van één dader", by())
    with pytest.raises(Changed, match=rf"{ANNA} heeft .* beoordeeld \(15 januari 2026.*: bekend \(Reeks") as error:
        mark(store, OCTOBER, "loos", "", by(BRAM))
    assert mark(store, OCTOBER, "loos", "", by(BRAM), seen=error.value.versie).versie == 2


def test_of_people_who_judge_at_the_very_same_moment_one_is_first(store):
    ready = Barrier(4)

    def judge(number):
        ready.wait()
        try:
            return mark(store, OCTOBER, "bekend", "", by(f"wie {number}"))
        except Changed as error:
            return error

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(judge, range(4)))
    assert sum(isinstance(one, Mark) for one in told) == 1
    assert len(history(store, OCTOBER)) == 1


def test_every_judgement_has_a_word_and_a_meaning():
    assert list(declared().oordeel) == ["bekend", "uitzoeken", "opgepakt", "loos"]
    assert all(one.woord and one.uitleg.endswith(".") for one in declared().oordeel.values())
    assert word("loos") == "loos"
    assert word("van vroeger") == "van vroeger"
