"""Areas in order: the least favourable first, ties together, and what cannot be ranked set apart."""

import pytest

from analytics.areas import Niveau
from analytics.measures import measure
from analytics.ranking import rank
from tests.builders import BINNENSTAD, JEKERKWARTIER, STAD, WOLDER, ask, burglaries, publish, question, year

CODES = tuple(f"BU0935000{i}" for i in range(1, 7))
BUURTEN = tuple((code, f"Buurt {code[-1]}", "WK093500", "Wijk", STAD, "Maastricht") for code in CODES)
YEARLY = {"stap": "jaar"}


def ranked(tmp_path, counts, people=1000.0, indicator=None, **changed):
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
    return rank(measure(indicator, ask(snapshot, **changed)), city, "2025")


def order(ranking):
    return {code[-1]: int(row["positie"]) for code, row in ranking.rows.iterrows()}


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


def test_who_is_clearly_worse_or_better_than_the_city(tmp_path):
    counts = [60, 30, 28, 5]
    ranking = ranked(tmp_path, counts)
    assert (ranking.unfavourable, ranking.favourable) == ((CODES[0],), (CODES[3],))
    turned = ranked(tmp_path / "turned", counts, indicator=burglaries(richting="hoger_is_beter"))
    assert (turned.unfavourable, turned.favourable) == ((CODES[3],), (CODES[0],))
    assert ranking.stad["teller"] == sum(counts)


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
    assert ranking.unfavourable == ranking.favourable == ()  # 15 to 25 holds the city's 20
