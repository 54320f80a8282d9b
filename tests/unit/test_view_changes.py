"""Changes in words and cells: the same everywhere, and never more than the interval allows."""

from datetime import date
from math import inf, nan

import pytest

from analytics.comparisons import Figure, YearOnYear
from analytics.periods import Stap, cut
from analytics.statistics import Change, Scale, Verdict, change, difference
from analytics.views.changes import change_cell, figure_cell, in_words, word, word_cell
from tests.builders import burglaries

PERIOD = cut(date(2025, 1, 1), date(2026, 1, 1), Stap.GEHEEL)[0]
NOTHING = Change(nan, nan, nan, Verdict.NIET_TE_ZEGGEN, Scale.VERHOUDING, 0.95)


def figure(count, status="definitief"):
    return Figure(PERIOD, count, None, count, None, None, status)


def compared(now, before, found=None, reden="", status="definitief"):
    found = found or change(now, before)
    earlier = None if before is None else figure(before)
    return YearOnYear(burglaries(), figure(now, status), earlier, found, reden)


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (
            875,
            953,
            "Inbraken: 875, een jaar eerder 953 (−8%, −16,2% tot +0,6%): geen duidelijke verandering.",
        ),
        (514, 875, "Inbraken: 514, een jaar eerder 875 (−41%, −47,3% tot −34,5%): gedaald."),
        (22, 9, "Inbraken: 22, een jaar eerder 9 (+144%, +14,6% tot +421,3%): gestegen."),
        (9, 0, "Inbraken: 9, een jaar eerder 0 (+134,3% of meer): gestegen."),
    ],
)
def test_a_change_is_told_with_both_counts_its_interval_and_one_word(now, before, sentence):
    assert in_words(compared(now, before), "Inbraken") == sentence


def test_nothing_now_and_nothing_then_is_not_a_lack_of_figures():
    assert in_words(compared(0, 0), "Overvallen") == "Overvallen: 0, een jaar eerder ook 0."


def test_counts_too_small_to_show_a_change_are_not_called_unchanged():
    assert in_words(compared(11, 9), "Inbraken").endswith(": te weinig waarnemingen.")
    assert (word_cell(compared(11, 9)).value, word_cell(compared(11, 9)).tone) == ("te weinig waarnemingen", "")


def test_what_cannot_be_compared_says_why():
    item = compared(22, None, NOTHING, "geen cijfers over het jaar ervoor")
    assert in_words(item, "Inbraken") == (
        "Inbraken: 22; een vergelijking met een jaar eerder is niet te maken (geen cijfers over het jaar ervoor)."
    )


def test_a_hidden_count_is_not_called_missing():
    item = compared(None, 40, NOTHING, "een van beide aantallen is te klein om te tonen", status="onderdrukt")
    assert in_words(item, "Inbraken").startswith("Inbraken: te klein om te tonen; ")
    assert in_words(compared(None, 40, NOTHING, "x", status="ontbreekt"), "Inbraken").startswith("Inbraken: –; ")


def test_counts_with_their_status():
    assert (figure_cell(figure(3)).value, figure_cell(figure(3)).status) == (3, "")
    assert figure_cell(figure(3, "voorlopig")).status == "voorlopig"
    hidden, missing = figure_cell(figure(None, "onderdrukt")), figure_cell(figure(None, "ontbreekt"))
    assert (hidden.value, hidden.text, hidden.status) == (None, "te klein om te tonen", "onderdrukt")
    assert (missing.value, missing.text, missing.status) == (None, None, "ontbreekt")
    assert figure_cell(None).status == "ontbreekt"


def test_a_count_whose_rate_is_missing_is_a_count():
    assert figure_cell(figure(3, "ontbreekt")) == figure_cell(figure(3))


def test_a_change_as_a_cell_is_in_per_cent():
    cell = change_cell(change(514, 875))
    assert [round(cell.value, 1), round(cell.low, 1), round(cell.high, 1)] == [-41.3, -47.3, -34.5]
    assert cell.text == "−41%"


def test_an_interval_without_end_stays_so():
    assert change_cell(Change(9.0, 3.0, inf, Verdict.GESTEGEN, Scale.VERHOUDING, 0.95)).high == inf
    assert round(change_cell(change(22, 9)).high) == 421


def test_a_difference_in_points():
    cell = change_cell(difference(23.0, 1.0, 20.0, 1.0))
    assert (cell.value, cell.text) == (3.0, "+3,0")


@pytest.mark.parametrize("found", [NOTHING, change(9, 0), change(0, 0)])
def test_without_a_ratio_there_is_no_cell(found):
    assert change_cell(found).value is None


def test_the_word_has_the_reason_behind_it_when_there_is_one():
    assert word_cell(compared(514, 875)).value == "gedaald"
    assert word_cell(compared(514, 875)).tone == "beter"
    said = word_cell(compared(22, None, NOTHING, "geen eerdere ronde"))
    assert (said.value, said.tone) == ("niet te zeggen: geen eerdere ronde", "")


def test_every_verdict_has_a_word():
    assert len({word(verdict) for verdict in Verdict}) == len(Verdict)
