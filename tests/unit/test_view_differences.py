"""What changes, in words and tables: unusual first, missing is not zero, and what is hidden stays hidden."""

from datetime import date

import pandas as pd
import pytest

from analytics.tables import sheet
from analytics.views import differences
from tests.builders import cells

JAN, FEB = date(2025, 1, 1), date(2025, 2, 1)
DEFAULT = {
    "soort": "1.1.1",
    "naam": "Woninginbraak",
    "maand": JAN,
    "live": 20,
    "nieuw": 20,
    "ondergrens": 15.2,
    "bovengrens": 25.9,
    "oordeel": "gelijk",
}


def frame(*rows):
    whole = pd.DataFrame([DEFAULT | row for row in rows], columns=list(DEFAULT))
    whole = whole.astype({"live": "Int64", "nieuw": "Int64"})
    whole["verschil"] = whole["nieuw"] - whole["live"]
    return whole


def one(row, threshold=0, shown=differences.every):
    return next(iter(cells(shown(frame(row), threshold)).values()))


def texts(row, threshold=0):
    return {name: cell["text"] for name, cell in one(row, threshold).items()}


JUMP = {"nieuw": 60, "oordeel": "opvallend"}
GONE = {"nieuw": None, "oordeel": "verdwenen", "maand": FEB}
REVISED = {"nieuw": 22, "oordeel": "herziening", "soort": "1.4.6"}
NEW = {"live": None, "nieuw": 7, "oordeel": "nieuw", "soort": "1.4.7"}


def test_a_row_says_what_was_what_comes_and_what_was_to_be_expected():
    assert texts(JUMP) == {
        "naam": "Woninginbraak (1.1.1)",
        "maand": "jan\N{NO-BREAK SPACE}2025",
        "live": "20",
        "nieuw": "60",
        "verschil": "+40",
        "verwacht": "16–25",
        "oordeel": "valt op",
    }


def test_missing_is_not_zero():
    assert texts({"live": 0, "nieuw": 0})["live"] == "0"
    found = one(NEW)
    assert (found["live"]["text"], found["live"]["status"]) == ("–", "ontbreekt")
    assert found["verschil"]["text"] == "–"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(3.0, 9.0, "3–9"), (3.1, 8.9, "4–8"), (0.2, 0.8, "0,2–0,8"), (None, None, "–")],
)
def test_the_expected_range_is_never_wider_than_it_is(low, high, text):
    assert texts({"ondergrens": low, "bovengrens": high})["verwacht"] == text


def test_unusual_figures_come_first_and_what_stays_the_same_not_at_all():
    found = differences.listed(frame(REVISED, NEW, {}, GONE, JUMP))
    assert [row.id for row in found.rows] == ["1.1.1 2025-01", "1.1.1 2025-02", "1.4.6 2025-01"]
    assert [row.group for row in found.rows] == ["valt op (1)", "verdwijnt (1)", "gewone herziening (1)"]
    assert [cell["oordeel"]["class"] for cell in cells(found).values()] == ["attention", "attention", "muted"]


def test_nothing_to_list():
    assert differences.listed(frame({}, NEW)) is None
    assert differences.listed(frame()) is None


def test_the_screen_is_bounded_and_says_so():
    rows = [REVISED | {"maand": date(1990 + n // 12, n % 12 + 1, 1)} for n in range(differences.SHOWN + 7)]
    found = differences.listed(frame(*rows, JUMP))
    assert len(found.rows) == differences.SHOWN + 1
    assert found.rows[-1].group == "gewone herziening (de eerste 100 van 107)"
    assert len(differences.every(frame(*rows, JUMP)).rows) == len(rows) + 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "Er verandert geen enkel cijfer per maand en soort."),
        (
            [{}, REVISED, NEW],
            "3 cijfers per maand en soort, jan 2025: 1 gelijk gebleven, 1 gewoon herzien en 1 nieuw. "
            "Niets valt op en niets verdwijnt.",
        ),
        ([JUMP, GONE], "2 cijfers per maand en soort, jan–feb 2025. 1 cijfer valt op en 1 cijfer verdwijnt."),
    ],
)
def test_the_whole_in_a_sentence(rows, sentence):
    assert differences.sentence(frame(*rows)) == sentence


def test_how_many_are_unusual():
    assert differences.unusual(frame({}, REVISED, NEW, JUMP, GONE)) == 2


def test_the_overview_has_a_row_per_kind_that_changes_and_a_column_per_month():
    total = {"soort": "0.0.0", "naam": "Totaal", "nieuw": 21, "oordeel": "herziening"}
    whole = frame(JUMP, {"maand": FEB}, NEW, {"soort": "1.4.6"}, total, REVISED | {"maand": date(2024, 1, 1)})
    found = differences.overview(whole, 2025)
    assert [column.title for column in found.columns] == ["soort", "jan", "feb"]
    assert [row.id for row in found.rows] == ["1.1.1", "1.4.7"]
    assert [row.id for row in found.footer] == ["0.0.0"]
    assert "In 1 andere soort verandert niets." in found.label
    assert differences.years(whole) == (2025, 2024)


@pytest.mark.parametrize(
    ("row", "text", "looks"),
    [
        ({}, "20", None),
        (REVISED, "22 (+2)", None),
        (NEW, "7 (nieuw)", None),
        (JUMP, "60 (+40) !", "attention"),
        (GONE | {"maand": JAN}, "(was 20) !", "attention"),
        ({"nieuw": 0, "oordeel": "verdwenen"}, "0 (−20) !", "attention"),
        ({"live": None, "nieuw": 0, "oordeel": "verdwenen"}, "0 !", "attention"),
    ],
)
def test_a_cell_of_the_overview(row, text, looks):
    other = {"soort": "9", "oordeel": "herziening"}
    same = {"maand": FEB, "nieuw": 21, "oordeel": "herziening"}  # so that the kind is listed
    found = cells(differences.overview(frame(row, same | {"soort": row.get("soort", "1.1.1")}, other), 2025))
    cell = found[row.get("soort", "1.1.1")]["2025-01"]
    assert (cell["text"], cell.get("class")) == (text, looks)


@pytest.mark.parametrize(
    ("live", "new", "shown"),
    [
        (3, 9, {"live": "<5", "nieuw": "9", "verschil": "verborgen", "verwacht": "–"}),
        (9, 3, {"live": "9", "nieuw": "<5", "verschil": "verborgen", "verwacht": "16–25"}),
        (0, 3, {"live": "0", "nieuw": "<5", "verschil": "verborgen", "verwacht": "16–25"}),
        (5, 6, {"live": "5", "nieuw": "6", "verschil": "+1", "verwacht": "16–25"}),
    ],
)
def test_small_counts_are_hidden_with_all_that_tells_them(live, new, shown):
    found = texts({"live": live, "nieuw": new, "oordeel": "herziening"}, threshold=5)
    assert {name: found[name] for name in shown} == shown


@pytest.mark.parametrize("view", [differences.every, differences.listed])
def test_nothing_shown_or_downloaded_depends_on_a_hidden_count(view):
    others = [{"soort": f"2.{n}", "nieuw": 20 + n, "oordeel": "opvallend", "bovengrens": 20.5} for n in range(1, 6)]

    def shown(count):
        hidden = {"soort": "1.0", "live": count, "nieuw": 30, "oordeel": "opvallend"}
        small = {"soort": "3.0", "nieuw": count, "oordeel": "opvallend"}
        table = view(frame(hidden, *others, small), 5)
        return cells(table), sheet(table, title="", subtitle="", notes=()).rows

    assert shown(1) == shown(4)


def test_the_overview_hides_small_counts_too():
    found = cells(differences.overview(frame({"live": 2, "nieuw": 4, "oordeel": "herziening"}), 2025, 5))
    assert found["1.1.1"]["2025-01"] == {"text": "<5", "sort": None, "status": "onderdrukt"}
