"""The funnel in words, in its table and as a picture: they say the same, and only what the limits allow."""

import pytest

from analytics.figures import funnel as charts
from analytics.tables import payload
from analytics.views import funnel_plot
from tests.builders import STAD, cells, publish, question
from tests.unit.many_areas import answered, asked, buurten, code, counted, score

COUNTS = [30, 4, 19, 10, 9, 9, 8, 8, 8, 5]  # city 11 per 1,000


def view(snapshot, indicator=None, widened=False, chosen=None):
    return funnel_plot.build(*asked(snapshot, indicator), snapshot.manifest(), widened=widened, chosen=chosen)


def drawn(shown, chosen=None):
    return charts.funnel_chart(shown.funnel, shown.names, shown.hovers, dark=False, chosen=chosen)


def test_the_answer_names_who_is_outside_and_how_many_chance_would_give(tmp_path):
    shown = view(counted(tmp_path, [*COUNTS, *[11] * 20], [1000] * 30))
    assert shown.question == "Welke buurten verschillen meer van de gemeente dan past bij hun omvang?"
    assert shown.answer == (
        "Buurt 0 ligt duidelijk hoger dan past bij de omvang. Buiten de 95%-grenzen liggen er 3 van de 30; door toeval "
        "alleen zijn er ongeveer 2 te verwachten."
    )
    assert shown.picture_text.endswith(shown.answer)


def test_when_chance_explains_all_nobody_is_named(tmp_path):
    shown = view(counted(tmp_path, [10, 11, 12, 9], [1000] * 4))
    assert shown.answer == (
        "Geen van de buurten wijkt duidelijk af van wat past bij de omvang. Buiten de 95%-grenzen liggen er 0 van de "
        "4; door toeval alleen is er bijna geen te verwachten."
    )
    assert shown.spread == "De spreiding tussen buurten is niet groter dan toeval verklaart (φ = 0,1)."


def test_both_sides_are_named(tmp_path):
    assert (
        "Buurt 0 ligt duidelijk hoger dan past bij de omvang; Buurt 1 ligt duidelijk lager."
        in view(counted(tmp_path, [90, 20, 50, 50, 50], [1000] * 5)).answer
    )


def test_only_lower_is_a_whole_sentence_too(tmp_path):
    assert (
        "Buurt 1 ligt duidelijk lager dan past bij de omvang."
        in view(counted(tmp_path, [52, 20, 52, 52, 52], [1000] * 5)).answer
    )


@pytest.mark.parametrize(
    ("widened", "words"),
    [(False, "De grenzen kennen alleen toeval, maar"), (True, "De grenzen zijn daarom verruimd: zij rekenen erop")],
)
def test_the_extra_spread_is_said_either_way(tmp_path, widened, words):
    rates = [5, 7, 8, 9, 10, 11, 12, 14, 16, 20]
    shown = view(counted(tmp_path, [20 * rate for rate in rates], [20000] * 10), widened=widened)
    assert words in shown.spread
    assert "keer" in shown.spread


def test_the_table_has_what_was_counted_what_was_expected_and_the_verdict(tmp_path):
    found = cells(view(counted(tmp_path, COUNTS, [1000] * 10)).table)
    assert {name: cell["text"] for name, cell in found[code(0)].items()} == {
        "naam": "Buurt 0", "waarde": "30,0", "omvang": "1.000", "teller": "30", "verwacht": "11,0", "z": "+4,3",
        "oordeel": "duidelijk hoger",
    }  # fmt: skip
    assert found[code(2)]["oordeel"]["text"] == "misschien hoger"
    assert found[code(1)]["oordeel"]["text"] == "misschien lager"
    assert found[STAD]["waarde"]["text"] == "11,0"
    assert found[STAD]["z"]["text"] == "–"


def test_what_is_not_placed_says_why(tmp_path, configured):
    configured(drempel=5, minimum_inwoners=200)
    shown = view(counted(tmp_path, [10, 12, 3, 7], [1000, 1000, 1000, 150]))
    found = cells(shown.table)
    assert found[code(2)]["waarde"]["text"] == found[code(2)]["teller"]["text"] == "<5"
    assert (found[code(3)]["waarde"]["text"], found[code(3)]["teller"]["text"]) == ("te weinig inwoners", "7")
    groups = {row["id"]: row["group"] for row in payload(shown.table)["rows"]}
    assert (groups[code(2)], groups[code(3)], groups[code(0)]) == ("niet geplaatst", "niet geplaatst", None)


def test_weighting_is_said_where_it_counts(tmp_path):
    snapshot = publish(tmp_path, enquete=answered([20.0] * 5, 9.95, 120, 20.0), buurten=buurten(5))
    assert "Weging van de antwoorden telt mee: het ontwerpeffect is 1,97." in view(snapshot, question()).spread


def test_a_mark_has_no_counts_in_its_table(tmp_path):
    snapshot = publish(tmp_path, enquete=answered([7.0, 8.0, 7.1], 0.4, 100, 7.0, vraag="score"), buurten=buurten(3))
    assert [c["id"] for c in payload(view(snapshot, score()).table)["columns"]] == [
        "naam", "waarde", "omvang", "z", "oordeel",
    ]  # fmt: skip


def test_without_a_city_figure_there_is_a_table_and_a_reason(tmp_path):
    snapshot = publish(tmp_path, enquete=answered([7.0, 8.0], 0.4, 100, 7.0, vraag="score")[:2], buurten=buurten(2))
    shown = view(snapshot, score())
    assert shown.answer == "Dat is niet te zeggen: er is geen gemeentecijfer om gebieden naast te leggen."
    assert cells(shown.table)[code(1)]["waarde"]["text"] == "8,0"
    assert shown.spread == ""
    with pytest.raises(ValueError, match="gemeentecijfer"):
        drawn(shown)


def test_every_area_is_a_point_and_who_is_far_out_has_a_name(tmp_path):
    figure = drawn(view(counted(tmp_path, [27, *COUNTS[1:]], [1000] * 10)), chosen=code(5))
    points = [x for trace in figure.data if trace.mode == "markers" and trace.text for x in trace.x]
    assert len(points) == 10
    texts = [note.text for note in figure.layout.annotations]
    assert "Buurt 0" in texts
    assert "<b>Buurt 5</b>" in texts
    assert "Buurt 7" not in texts
    assert {"95%", "99,8%"} <= set(texts)


def test_a_figure_beyond_the_rest_is_drawn_at_the_edge_with_its_number(tmp_path):
    shown = view(counted(tmp_path, [200, *[10] * 9], [1000] * 10))
    figure = drawn(shown)
    top = figure.layout.yaxis.range[1]
    highest = max(y for trace in figure.data if trace.mode == "markers" for y in trace.y)
    assert highest <= top < 200
    assert "Buurt 0 200,0" in [note.text for note in figure.layout.annotations]
    assert "triangle-up" in [symbol for trace in figure.data for symbol in (trace.marker.symbol or ())]


def test_what_is_pointed_at_says_what_the_table_says(tmp_path):
    shown = view(counted(tmp_path, COUNTS, [1000] * 10))
    assert shown.hovers[code(0)] == (
        "<b>Buurt 0</b><br>30 proefinbraken · 30,0 (20,2–42,8) per 1.000 inwoners<br>duidelijk hoger"
    )
