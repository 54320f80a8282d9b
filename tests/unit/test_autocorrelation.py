"""Spatial autocorrelation: what is left out, what draws decide, and what cannot be asked."""

import numpy as np
import pytest

from analytics.methods.autocorrelation import Field, Quadrant, field, local_moran, moran, rate_deviates

SIDE = 7
GRID = {f"{i}{j}": (i, j) for i in range(SIDE) for j in range(SIDE)}
AROUND = {c: {o for o, (k, m) in GRID.items() if abs(i - k) + abs(j - m) == 1} for c, (i, j) in GRID.items()}


def on_grid(value):
    return field({code: value(i, j) for code, (i, j) in GRID.items()}, AROUND)


def noise(seed):
    draws = np.random.default_rng(seed).normal(size=len(GRID))
    return field(dict(zip(GRID, draws, strict=True)), AROUND)


def test_alike_values_together_and_apart():
    together, apart = on_grid(lambda i, _j: float(i)), on_grid(lambda i, j: float((i + j) % 2))
    assert moran(together).statistic > 0.8
    assert moran(together).p == pytest.approx(2 / 10000)
    assert moran(apart).statistic == pytest.approx(-1.0, abs=0.01)
    assert moran(apart).p == pytest.approx(2 / 10000)


def test_the_centre_of_a_cluster_is_found_and_no_other():
    found = on_grid(lambda i, j: 10.0 if i < 3 and j < 3 else float((3 * i + 5 * j) % 7) / 10)
    local = local_moran(found)
    clear = {code for code, p in zip(found.codes, local.p, strict=True) if p < 0.002}
    assert clear == {"11"}
    assert {local.quadrant[found.codes.index(code)] for code in clear} == {Quadrant.HIGH_HIGH}


def test_areas_without_a_value_go_with_their_links():
    values = {"a": 1.0, "b": np.nan, "c": 3.0, "d": 4.0, "e": 5.0, "f": 9.0}
    around = {"a": {"b"}, "b": {"a", "c"}, "c": {"b", "d"}, "d": {"c", "e"}, "e": {"d"}, "f": set()}
    found = field(values, around)
    assert (found.codes, found.left_out, found.islands) == (("c", "d", "e"), ("b",), ("a", "f"))
    assert found.links.tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert found.weights(row_standardised=True).sum(axis=1).tolist() == [1, 1, 1]


def test_the_order_of_the_input_decides_nothing():
    values = dict(zip(GRID, np.random.default_rng(3).normal(size=len(GRID)), strict=True))
    turned = field(dict(reversed(values.items())), AROUND)
    assert moran(turned) == moran(field(values, AROUND))
    assert local_moran(turned).p.tolist() == local_moran(field(values, AROUND)).p.tolist()


def test_the_same_map_has_the_same_chance_whatever_else_draws():
    before = moran(noise(1)).p, local_moran(noise(1)).p.tolist()
    np.random.default_rng().normal(size=10)
    assert (moran(noise(1)).p, local_moran(noise(1)).p.tolist()) == before
    assert moran(noise(1), seed=2).p != before[0]


def test_without_a_pattern_the_chances_are_what_they_say():
    """Of 200 maps of noise about 5% has a chance under 5%; by draws and by the normal approximation alike."""
    found = [moran(noise(seed), permutations=199) for seed in range(200)]
    assert sum(one.p < 0.05 for one in found) in range(3, 19)
    local = np.concatenate([local_moran(noise(seed), permutations=499).p for seed in range(40)])
    assert np.mean(local < 0.05) == pytest.approx(0.05, abs=0.015)


def test_two_sides_of_a_chance():
    one = moran(noise(5), permutations=4999)
    assert one.p == pytest.approx(one.p_random, abs=0.05)


def test_a_small_area_with_a_high_rate_deviates_less():
    small, large, rest = rate_deviates([2, 200, 500], [100, 10_000, 100_000])
    assert small == pytest.approx((0.02 - 702 / 110_100) / np.sqrt(_variance(100)))
    assert large > small > 0 > rest


def _variance(exposure):
    counts, people = np.array([2, 200, 500]), np.array([100, 10_000, 100_000])
    common = counts.sum() / people.sum()
    spread = (people * (counts / people - common) ** 2).sum() / people.sum() - common / people.mean()
    return spread + common / exposure


def test_rates_more_alike_than_chance_have_the_variance_of_chance():
    assert rate_deviates([10, 20], [100, 210]).tolist() == pytest.approx(
        [(0.1 - 30 / 310) / np.sqrt(30 / 310 / 100), (20 / 210 - 30 / 310) / np.sqrt(30 / 310 / 210)]
    )
    assert rate_deviates([0, 0], [100, 200]).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("counts", "exposure"), [([-1, 2], [10, 10]), ([1, 2], [0, 10]), ([1], [10, 10])], ids=["negative", "zero", "few"]
)
def test_impossible_rates_are_refused(counts, exposure):
    with pytest.raises(ValueError, match="Nodig: aantallen van nul of meer"):
        rate_deviates(counts, exposure)


@pytest.mark.parametrize("asked", [moran, local_moran])
@pytest.mark.parametrize(
    "given",
    [field({}, {}), on_grid(lambda _i, _j: 3.0), field({"a": 1.0, "b": 2.0}, {"a": {"b"}, "b": {"a"}})],
    ids=["nothing", "all the same", "two areas"],
)
def test_too_little_to_tell_from(asked, given):
    assert isinstance(given, Field)
    with pytest.raises(ValueError, match="Nodig: vier gebieden"):
        asked(given)
