"""Areas in order: the least favourable first, ties together, and what cannot be ranked set apart."""

import math

import pytest

from analytics.areas import Niveau
from analytics.measures import measure
from analytics.ranking import flips, rank
from tests.builders import BINNENSTAD, JEKERKWARTIER, STAD, WOLDER, ask, burglaries, publish, question, year

CODES = tuple(f"BU0935000{i}" for i in range(1, 7))
BUURTEN = tuple((code, f"Buurt {code[-1]}", "WK093500", "Wijk", STAD, "Maastricht") for code in CODES)
YEARLY = {"stap": "jaar"}


def ranked(tmp_path, counts, people=1000.0, indicator=None, k=5, **changed):
    """The ranking of 2025 from yearly counts per buurt; None takes a buurt out."""
    people = [people] * len(counts) if isinstance(people, float) else people
    rows = [{**year(2025), "gebied": code, "aantal": n} for code, n in zip(CODES, counts, strict=False) if n]
    out = [YEARLY | {"gebied": c, "status": "ontbreekt"} for c, n in zip(CODES, counts, strict=False) if n is None]
    snapshot = publish(
        tmp_path,
        buurten=BUURTEN[: len(counts)],
        registraties=rows,
        dekking=[YEARLY, *out],
        kerncijfers=[{"gebied": c, "waarde": n} for c, n in zip(CODES, people, strict=False)],
    )
    indicator = indicator or burglaries()
    city = measure(indicator, ask(snapshot, niveau=Niveau.GEMEENTE, **changed))
    return rank(measure(indicator, ask(snapshot, **changed)), city, "2025", k)


def order(ranking):
    """Place of the raw figure per area, the least favourable first."""
    rows = ranking.rows.sort_values("positie", kind="stable")
    return {code[-1]: int(row["positie"]) for code, row in rows.iterrows()}


def test_the_highest_rate_comes_first_when_lower_is_better(tmp_path):
    assert order(ranked(tmp_path, [10, 30, 20])) == {"2": 1, "3": 2, "1": 3}


def test_the_declared_direction_turns_the_order(tmp_path):
    counts = [10, 30, 20, 40]
    forward = order(ranked(tmp_path, counts))
    backward = order(ranked(tmp_path, counts, indicator=burglaries(richting="hoger_is_beter")))
    assert list(forward) == list(backward)[::-1]


def test_equal_values_share_a_position(tmp_path):
    assert order(ranked(tmp_path, [10, 30, 30, 5])) == {"2": 1, "3": 1, "1": 3, "4": 4}


def test_without_a_usable_value_an_area_is_set_apart_with_the_reason(tmp_path, configured):
    configured(drempel=5, minimum_inwoners=200)
    ranking = ranked(tmp_path, [10, 3, 60, None, 0], people=[1000.0, 1000.0, 15.0, 1000.0, 1000.0])
    assert order(ranking) == {"1": 1, "5": 2}
    assert {code[-1]: reason for code, reason in ranking.unranked["reden"].items()} == {
        "2": "onderdrukt", "3": "klein", "4": "ontbreekt",
    }  # fmt: skip


def test_a_zero_is_ranked(tmp_path):
    assert order(ranked(tmp_path, [10, 0, 5])) == {"1": 1, "3": 2, "2": 3}


def test_an_unknown_denominator_leaves_an_area_unranked(tmp_path):
    ranking = ranked(tmp_path, [10, 20], people=[1000.0, None])
    assert order(ranking) == {"1": 1}
    assert list(ranking.unranked["reden"]) == ["ontbreekt"]
    assert list(ranking.unranked["teller"]) == [20]


def test_the_likeliest_to_be_low_comes_first_and_its_chance_is_certain(tmp_path):
    counts = [60, 30, 28, 5]
    ranking = ranked(tmp_path, counts, k=1)
    assert [code[-1] for code in ranking.rows.index] == ["1", "2", "3", "4"]
    assert ranking.of("zeker laag") == (CODES[0],)
    turned = ranked(tmp_path / "turned", counts, k=1, indicator=burglaries(richting="hoger_is_beter"))
    assert turned.of("zeker laag") == (CODES[3],)
    assert ranking.stad["teller"] == sum(counts)


def test_a_small_area_with_an_extreme_figure_is_not_the_likeliest(tmp_path, configured):
    """Ten of 500 people (20 per 1,000) beside 190 of 10,000 (19 per 1,000): the raw order says little."""
    configured(minimum_inwoners=200)
    people = [500.0, 10_000.0, 10_000.0, 10_000.0, 10_000.0, 10_000.0]
    ranking = ranked(tmp_path, [10, 190, 60, 50, 60, 55], people=people, k=1)
    assert order(ranking)["1"] == 1
    assert ranking.rows.index[0] == CODES[1]
    rows = ranking.rows
    assert rows.loc[CODES[0], "gewicht"] < rows.loc[CODES[1], "gewicht"]
    assert rows.loc[CODES[0], "geschat"] < rows.loc[CODES[0], "waarde"]


def test_areas_that_are_alike_are_not_told_apart(tmp_path):
    ranking = ranked(tmp_path, [20, 21, 20, 19, 20, 20], k=2)
    assert ranking.rankability == pytest.approx(0.0, abs=1e-6)
    assert len(ranking.of("niet te onderscheiden")) == 6
    assert ranking.rows["kans"].sum() == pytest.approx(2.0)


def test_the_lowest_are_at_most_half_of_the_list(tmp_path):
    assert ranked(tmp_path, [60, 30, 28, 5], k=5).k == 2


def test_one_area_is_no_list(tmp_path):
    ranking = ranked(tmp_path, [60])
    assert math.isnan(ranking.rankability)
    assert ranking.of("zeker laag") == ()
    assert ranked(tmp_path / "none", [None]).rows.empty


def test_the_same_question_gets_the_same_answer(tmp_path):
    first, again = (ranked(tmp_path / name, [20, 25, 12, 30]) for name in ("a", "b"))
    assert first.rows["kans"].tolist() == again.rows["kans"].tolist()


def test_the_next_round_is_wider_than_what_is_known_now(tmp_path):
    rows = ranked(tmp_path, [60, 30, 28, 5, 20, 22]).rows
    assert (rows["volgende_onder"] < rows["geschat_onder"]).all()
    assert (rows["volgende_boven"] > rows["geschat_boven"]).all()
    assert (rows["geschat_onder"] < rows["geschat"]).all()


def survey(tmp_path, values, n=90):
    """The ranking of marks per buurt, each with an interval of 0.4 on either side."""
    asked = [
        {"gebied": code, "waarde": v, "ondergrens": v - 0.4, "bovengrens": v + 0.4, "n": n, "vraag": "cijfer"}
        for code, v in zip(CODES, values, strict=False)
    ]
    snapshot = publish(tmp_path, buurten=BUURTEN[: len(values)], enquete=asked)
    indicator = question(richting="hoger_is_beter", teller={"bron": "enquete", "vraag": "cijfer", "eenheid": "cijfer"})
    city = measure(indicator, ask(snapshot, niveau=Niveau.GEMEENTE))
    return rank(measure(indicator, ask(snapshot)), city, "2025", 1)


def test_what_may_be_low_says_how_many_answers_would_decide(tmp_path):
    rows = survey(tmp_path, [6.4, 6.6, 7.2, 7.4, 7.6, 7.8]).rows
    possible = rows[rows["groep"] == "mogelijk laag"]
    assert len(possible) == 1
    assert (possible["nodig"] > 90).all()
    assert rows.loc[rows["groep"] != "mogelijk laag", "nodig"].isna().all()


def test_a_figure_without_an_interval_is_not_ranked(tmp_path):
    rows = [{"ondergrens": None}, {"gebied": JEKERKWARTIER}, {"gebied": WOLDER, "waarde": 18.0}]
    snapshot = publish(tmp_path, enquete=rows)
    city = measure(question(), ask(snapshot, niveau=Niveau.GEMEENTE))
    ranking = rank(measure(question(), ask(snapshot)), city, "2025")
    assert dict(ranking.unranked["reden"]) == {BINNENSTAD: "geen interval"}


def test_another_denominator_that_moves_an_area_far_is_told(tmp_path):
    lists = {
        "inwoners": ranked(tmp_path / "a", [90, 30, 28, 20, 12, 5], k=1),
        "woningen": ranked(tmp_path / "b", [3, 30, 28, 20, 12, 5], k=1),
    }
    assert flips(lists) == {CODES[0]: ("inwoners", "woningen")}
    assert flips({"inwoners": lists["inwoners"]}) == {}


def test_a_count_can_be_ranked_also_where_few_people_live(tmp_path, configured):
    configured(minimum_inwoners=200)
    assert order(ranked(tmp_path, [10, 60], people=[1000.0, 15.0], absoluut=True)) == {"2": 1, "1": 2}


@pytest.mark.parametrize(("richting", "first"), [("lager_is_beter", BINNENSTAD), ("hoger_is_beter", JEKERKWARTIER)])
def test_survey_scores_are_ranked_by_their_direction(tmp_path, richting, first):
    rows = [{"waarde": 24.0}, {"gebied": JEKERKWARTIER, "waarde": 16.0}, {"gebied": STAD, "waarde": 20.0}]
    snapshot = publish(tmp_path, enquete=[*rows, {"gebied": WOLDER, "n": 12}])
    indicator = question(richting=richting)
    city = measure(indicator, ask(snapshot, niveau=Niveau.GEMEENTE))
    ranking = rank(measure(indicator, ask(snapshot)), city, "2025")
    assert ranking.rows.index[0] == first
    assert dict(ranking.unranked["reden"]) == {WOLDER: "onderdrukt"}
