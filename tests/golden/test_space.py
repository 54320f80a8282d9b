"""Published worked examples of spatial statistics, section e of the methods document, and a library as second opinion.

Data: the example sets that come with libpysal. Printed results: esda 2.9.0, R spdep 1.2.7 (Columbus), the example of
the Getis-Ord documentation.
"""

from contextlib import closing

import numpy as np
import pytest
from esda.getisord import G_Local
from esda.moran import Moran, Moran_Local, Moran_Rate
from libpysal.examples import get_path
from libpysal.io import open as read
from libpysal.weights import W

from analytics.methods import autocorrelation

# The neighbours that spdep ships with Columbus lack three of the links in the file of libpysal.
NOT_IN_SPDEP = {("5", "16"), ("25", "30"), ("31", "39")}
POINTS = ((10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30))


def neighbours(name, without=frozenset()):
    with closing(read(get_path(f"{name}.gal"))) as file:
        found = file.read().neighbors
    return {
        code: {o for o in others if (code, o) not in without and (o, code) not in without}
        for code, others in found.items()
    }


def columns(name, *wanted):
    with closing(read(get_path(name))) as table:
        return [np.array(table.by_col(column), dtype=float) for column in wanted]


def on_map(gal, values, without=frozenset()):
    around = neighbours(gal, without)
    return autocorrelation.field(dict(zip(around, values, strict=True)), around)


def in_order(field, values):
    """Values of a field by the number of the area."""
    return [v for _code, v in sorted(zip(map(int, field.codes), values, strict=True))]


def columbus():
    return on_map("columbus", *columns("columbus.dbf", "CRIME"), NOT_IN_SPDEP)


def test_homicides_around_st_louis():
    found = autocorrelation.moran(on_map("stl", *columns("stl_hom.txt", "HR8893")))
    assert found.statistic == pytest.approx(0.24365582621771695)
    assert found.expected == pytest.approx(-0.012987012987)
    assert found.z_normal == pytest.approx(3.641097183545746)
    assert found.p_normal == pytest.approx(0.0002714786277)


def test_crime_in_columbus():
    found = autocorrelation.moran(columbus())
    assert found.statistic == pytest.approx(0.485770913662)
    assert found.variance_normal == pytest.approx(0.008860962269)
    assert found.variance_random == pytest.approx(0.008991121)
    assert found.z_random == pytest.approx(5.3427, abs=5e-5)


def test_local_moran_in_columbus():
    field = columbus()
    found = in_order(field, autocorrelation.local_moran(field).statistic)[:4]
    assert found == pytest.approx([0.7368184906, 0.5287770133, 0.0938507417, 0.0048209666], rel=1e-6)


def test_moran_of_rates_of_sudden_infant_death():
    deviates = autocorrelation.rate_deviates(*columns("sids2.dbf", "SID79", "BIR79"))
    found = autocorrelation.moran(on_map("sids2", deviates))
    assert found.statistic == pytest.approx(0.1662, abs=5e-5)
    assert found.p_normal / 2 == pytest.approx(0.0042, abs=5e-5)  # printed for one side


def test_local_moran_of_the_ten_values_of_de_smith():
    field = on_map("desmith", *columns("desmith.txt", "z"))
    found = autocorrelation.local_moran(field)
    printed = [
        *(-0.11409277, -0.19940543, -0.13351408, -0.51770383, 0.48095009),
        *(0.12208113, 1.19148298, -0.58144305, 0.07101383, 0.34314301),
    ]
    # esda divides by n - 1, the paper by n
    assert in_order(field, found.statistic * 9 / 10) == pytest.approx(printed, rel=1e-6)
    assert in_order(field, found.quadrant) == [4, 4, 4, 2, 3, 3, 1, 4, 3, 3]


@pytest.mark.parametrize(
    ("star", "printed"),
    [
        (False, (-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941)),
        (True, (-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331)),
    ],
)
def test_getis_ord_of_six_points(star, printed):
    """Not in the product: a check on the library that the rest is held against."""
    near = {
        str(i): {str(j) for j, b in enumerate(POINTS) if i != j and np.hypot(a[0] - b[0], a[1] - b[1]) <= 15}
        for i, a in enumerate(POINTS)
    }
    weights = W({code: sorted(others) for code, others in near.items()}, id_order=list(near))
    found = G_Local(np.array([2, 3, 3.2, 5, 8, 7]), weights, transform="B", star=star, permutations=0)
    assert found.Zs == pytest.approx(printed, rel=1e-6)


@pytest.mark.filterwarnings("ignore:The alternative hypothesis for conditional randomization")
@pytest.mark.parametrize("row_standardised", [True, False])
def test_a_library_finds_the_same(row_standardised):
    """Every statistic, and the chances within the error of both sets of draws."""
    around = neighbours("columbus")
    (values,) = columns("columbus.dbf", "HOVAL")
    field = autocorrelation.field(dict(zip(around, values, strict=True)), around)
    weights = W({c: [o for o in field.codes if o in around[c]] for c in field.codes}, id_order=list(field.codes))
    transform = "r" if row_standardised else "b"
    other = Moran(field.values, weights, transformation=transform, permutations=0)
    found = autocorrelation.moran(field, row_standardised=row_standardised)
    assert (found.statistic, found.variance_normal, found.variance_random, found.p_random) == pytest.approx(
        (other.I, other.VI_norm, other.VI_rand, other.p_rand)
    )
    local = Moran_Local(field.values, weights, transformation=transform, permutations=4999, seed=1, n_jobs=1)
    ours = autocorrelation.local_moran(field, row_standardised=row_standardised)
    n = len(field.codes)
    assert ours.statistic * (n - 1) / n == pytest.approx(local.Is)
    assert list(ours.quadrant) == list(local.q)
    assert np.abs(ours.p / 2 - local.p_sim).max() < 0.03  # the library gives one tail


def test_a_library_finds_the_same_of_rates():
    counts, births = columns("sids2.dbf", "SID74", "BIR74")
    around = neighbours("sids2")
    weights = W({c: sorted(o) for c, o in around.items()}, id_order=list(around))
    deviates = autocorrelation.rate_deviates(counts, births)
    found = autocorrelation.moran(autocorrelation.field(dict(zip(around, deviates, strict=True)), around))
    assert found.statistic == pytest.approx(Moran_Rate(counts, births, weights, permutations=0).I)
