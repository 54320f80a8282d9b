"""Survey figures beside the round before them."""

from analytics.refresh.checks import in_memory
from analytics.refresh.rounds import compare_rounds, unusual_rounds
from tests.builders import WOLDER, make_delivery


def database(*rows):
    return in_memory(make_delivery(enquete=rows))


LAST = {"jaar": 2023, "waarde": 20.0, "standaardfout": 3.0}


def judged(new, old=None):
    frame = compare_rounds(old, new)
    return {(row["gebied"], row["jaar"]): row["oordeel"] for row in frame.to_dict("records")}


def test_a_difference_is_held_against_three_standard_errors_of_both():
    """sqrt(3^2 + 4^2) = 5, so up to 15 points may be chance."""
    rows = [LAST, {"waarde": 35.0, "standaardfout": 4.0}, LAST | {"gebied": WOLDER}]
    more = {"gebied": WOLDER, "waarde": 35.1, "standaardfout": 4.0}
    assert judged(database(*rows, more), database(LAST, LAST | {"gebied": WOLDER})) == {
        ("BU09350001", 2025): "binnen de marge",
        (WOLDER, 2025): "opvallend",
    }


def test_only_what_is_new_or_changed_is_told():
    assert judged(database(LAST, {}), database(LAST, {})) == {}
    assert list(judged(database(LAST, {"waarde": 21.0}), database(LAST, {}))) == [("BU09350001", 2025)]


def test_another_method_is_another_series():
    rows = database(LAST | {"methode": "vm-2012"}, {"waarde": 60.0})
    assert set(judged(rows).values()) == {"geen eerdere ronde"}


def test_without_a_standard_error_nothing_is_said():
    assert judged(
        database(LAST | {"standaardfout": None}, {"waarde": 90.0}), database(LAST | {"standaardfout": None})
    ) == {("BU09350001", 2025): "geen eerdere ronde"}


def test_the_sentence_names_both_rounds():
    frame = compare_rounds(None, database(LAST, {"waarde": 60.0, "standaardfout": 4.0}))
    assert unusual_rounds(frame) == [
        "onveilig_buurt in BU09350001: 60,0 in 2025 tegen 20,0 in 2023; meer dan de marge van 15,0."
    ]
