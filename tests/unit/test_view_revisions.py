"""How recent months grew: first and last figure, hidden where small; completeness only where it was measured."""

from datetime import date
from math import isnan

import pytest

from analytics import indicators
from analytics.completeness import Age
from analytics.figures import revisions as charts
from analytics.views import revisions
from tests.builders import cells, publish, steady_months

MAY, JUNE = date(2025, 5, 1), date(2025, 6, 1)


def standing(month, *counts):
    """What was known of a month on the 15th of each month after it."""
    return [
        {"peildatum": date(2025, month.month + n, 15), "maand": month, "aantal": count}
        for n, count in enumerate(counts, 1)
    ]


@pytest.fixture
def grown(tmp_path):
    """Sixty burglaries in May and June, of which less was known before."""
    return steady_months(tmp_path, standen=[*standing(MAY, 40, 50, 55), *standing(JUNE, 2, 58)])


BURGLARY = "woninginbraak"


@pytest.fixture
def burglary():
    return indicators.load(BURGLARY)


def test_only_indicators_and_months_with_more_than_one_figure_are_offered(grown, burglary):
    assert burglary in revisions.with_revisions(grown)
    assert all(not indicator.is_survey for indicator in revisions.with_revisions(grown))
    assert revisions.months(grown, burglary) == (JUNE, MAY)


def test_nothing_is_offered_without_earlier_figures(tmp_path):
    assert revisions.with_revisions(publish(tmp_path)) == ()
    assert revisions.with_revisions(steady_months(tmp_path / "lang")) == ()


@pytest.mark.parametrize(("known", "opens"), [(1, 1), (3, 3), (4, 4), (12, 4)])
def test_it_opens_with_a_month_that_had_time_to_grow(known, opens):
    months = tuple(date(2025, 13 - n, 1) for n in range(1, known + 1))
    assert revisions.opening(months) == months[opens - 1]


def test_growth_in_words_and_in_a_table(grown, burglary):
    view = revisions.revisions(grown, burglary, MAY, 0)
    assert view.answer == "Woninginbraken in mei 2025: eerst 40, nu 60 (+20), in 4 standen."
    rows = cells(view.table)
    assert list(rows) == ["2025-06", "2025-05"]
    assert {name: cell["text"] for name, cell in rows["2025-05"].items()} == {
        "maand": "mei 2025",
        "eerst": "40",
        "nu": "60",
        "verschil": "+20",
        "standen": "4",
    }


def test_a_month_that_did_not_change(tmp_path, burglary):
    snapshot = steady_months(tmp_path, standen=standing(MAY, 60))
    assert "niet veranderd" in revisions.revisions(snapshot, burglary, MAY, 0).answer


def test_small_counts_are_hidden_with_what_tells_them(grown, burglary):
    view = revisions.revisions(grown, burglary, JUNE, 5)
    assert "te klein om te tonen" in view.answer
    june = cells(view.table)["2025-06"]
    assert (june["eerst"]["text"], june["nu"]["text"], june["verschil"]["text"]) == ("<5", "60", "verborgen")
    assert june["eerst"]["sort"] is None
    drawn = charts.revision_chart(view.known, JUNE, dark=False).data[-1]
    assert isnan(drawn.y[0])
    assert drawn.text[0] == ""
    assert list(drawn.y[1:]) == [58, 60]


def test_the_chosen_month_stands_out_in_the_chart_with_its_name(grown, burglary):
    known = revisions.revisions(grown, burglary, MAY, 0).known
    figure = charts.revision_chart(known, MAY, dark=False)
    assert len(figure.data) == 2
    assert figure.data[-1].line.width > figure.data[0].line.width
    assert list(figure.data[-1].y) == [40, 50, 55, 60]
    assert figure.data[-1].line.shape == "hv"
    assert [note.text for note in figure.layout.annotations] == ["<b>60</b> mei 2025"]
    assert all(" " in text for text in figure.layout.xaxis.ticktext), "months with their year, in Dutch"


AGES = (Age(0, 0.74, 0.70, 0.78, 12), Age(1, 0.95, 0.91, 0.97, 11), Age(2, 0.99, 0.985, 1.0, 10))


def test_completeness_in_words(grown, burglary, tmp_path):
    said = revisions.completeness_answer(grown, burglary, AGES)
    assert said.startswith("In de 1e maand erna is naar verwachting 74% binnen (95%: 70–78%).")
    assert "Vanaf de 3e maand erna komt er nauwelijks meer bij." in said
    assert "Gemeten aan alle misdrijven samen" in said, "98 burglaries are too few"
    assert "nauwelijks" not in revisions.completeness_answer(grown, burglary, AGES[:2])
    assert "nog niet te zeggen" in revisions.completeness_answer(grown, burglary, ())


def test_completeness_as_a_table_and_a_chart():
    table = revisions.completeness_table(AGES, "Antwoord.")
    first = cells(table)["0"]
    assert (first["leeftijd"]["text"], first["aandeel"]["text"], first["metingen"]["text"]) == (
        "1e maand erna",
        "74 (70–78)",
        "12",
    )
    figure = charts.completeness_chart(AGES, dark=True)
    assert list(figure.data[0].x) == [1, 2, 3]
    assert figure.data[0].error_y.array[0] == pytest.approx(4)
    assert figure.data[0].error_y.arrayminus[1] == pytest.approx(4)


def test_too_few_months_say_nothing_about_completeness(grown, burglary):
    assert revisions.ages(grown, burglary) == ()
