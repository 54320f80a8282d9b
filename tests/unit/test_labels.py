"""Which points get their name in a picture."""

from analytics.figures.labels import apart


def test_the_most_important_of_two_that_run_into_each_other_is_named():
    assert apart([("a", 0.5, 0.5), ("b", 0.6, 0.52), ("c", 0.6, 0.6), ("d", 0.9, 0.5)]) == ["a", "c", "d"]


def test_what_is_not_named_is_in_nobodys_way():
    assert apart([("a", 0.1, 0.5), ("b", 0.3, 0.5), ("c", 0.4, 0.5)]) == ["a", "c"]
