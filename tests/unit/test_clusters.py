"""Clusters on the map: what is tested, what is left out, and what the page says about it."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from analytics import clusters
from analytics.clusters import Pattern
from analytics.contract import BOUNDARY_COLUMNS
from analytics.methods.autocorrelation import Quadrant
from analytics.views import map_pattern
from tests.builders import publish, question
from tests.unit.many_areas import answered, asked, buurten, code, counted

SIDE = 9
MIDDLE = 1 * SIDE + 1  # of the block of nine in the corner


def grid(side=SIDE):
    """side x side square buurten."""
    columns = dict(zip(BOUNDARY_COLUMNS, map(list, zip(*buurten(side**2), strict=True)), strict=True))
    shapes = [
        shapely.box(
            5.6 + 0.01 * (i % side), 50.8 + 0.01 * (i // side), 5.61 + 0.01 * (i % side), 50.81 + 0.01 * (i // side)
        )
        for i in range(side**2)
    ]
    return {"boundaries": gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)}


def block(high, rest):
    """Counts with a block of nine high ones in a corner; the rest differ a little, without a pattern."""
    return [high if i % SIDE < 3 and i // SIDE < 3 else rest + (7 * i) % 5 for i in range(SIDE**2)]


def rates(folder, counts, people=None, **what):
    snapshot = counted(folder, counts, people or [1000] * len(counts), fields=grid(), **what)
    return asked(snapshot)[0]


@pytest.fixture(scope="module")
def block_of_nine(tmp_path_factory):
    return rates(tmp_path_factory.mktemp("blok"), block(60, 10))


def test_a_block_of_high_rates_is_a_pattern_and_its_middle_a_cluster(block_of_nine):
    found = clusters.pattern(block_of_nine)
    assert (found.oordeel, found.gebieden, found.weggelaten) == (Pattern.BIJ_ELKAAR, 81, ())
    assert found.i > 0.3
    assert found.p == pytest.approx(0.0002)
    first = found.clusters[0]
    assert (first.code, first.waarde, first.buren) == (code(MIDDLE), 60.0, 60.0)
    assert {one.code for one in found.clusters} <= {code(i) for i, n in enumerate(block(60, 10)) if n == 60}
    assert {one.soort for one in found.clusters} == {Quadrant.HIGH_HIGH}


def test_the_page_says_so(block_of_nine):
    view = map_pattern.build(block_of_nine, block_of_nine.selection.snapshot.manifest())
    assert view.sentence == (
        "Hoge cijfers liggen bij elkaar, en lage ook: dat is sterker dan toeval (I = 0,79; kans <0,1%)."
    )
    row = view.table.rows[0]
    assert [row.cells[c.id].value for c in view.table.columns] == ["Buurt 10", "hoog, buren ook", 60.0, 60.0, "<0,1%"]
    assert "Een klein gebied is eerder toevallig hoog of laag" in view.rule
    assert "Proefinbraken: clusters" in view.table.label


def test_a_pattern_without_a_middle_says_so(tmp_path):
    """Counts that rise from one side to the other: the map has a pattern, no area stands out enough."""
    counts = [10 + i % SIDE for i in range(SIDE**2)]
    measurement = rates(tmp_path, counts)
    found = clusters.pattern(measurement)
    assert (found.oordeel, found.clusters) == (Pattern.BIJ_ELKAAR, ())
    view = map_pattern.build(measurement, measurement.selection.snapshot.manifest())
    assert view.sentence.endswith("Geen enkel gebied is zeker genoeg om als cluster te noemen.")


def test_rates_of_small_areas_do_not_make_a_cluster(tmp_path):
    """Four in two hundred beside one in a hundred elsewhere: high, but no more than luck."""
    corner = [i % SIDE < 3 and i // SIDE < 3 for i in range(SIDE**2)]
    counts = [4 if small else 100 + (7 * i) % 40 for i, small in enumerate(corner)]
    found = clusters.pattern(rates(tmp_path, counts, [200 if small else 10_000 for small in corner]))
    assert found.clusters == ()
    plain = clusters.autocorrelation.field(
        {code(i): n / (200 if small else 10_000) for i, (n, small) in enumerate(zip(counts, corner, strict=True))},
        clusters.neighbours(publish(tmp_path / "b", buurten=buurten(81), fields=grid())),
    )
    assert clusters.autocorrelation.local_moran(plain).p.min() < 0.001


def test_alternating_values(tmp_path):
    board = clusters.pattern(rates(tmp_path, [40 if i % 2 else 5 for i in range(SIDE**2)]))
    assert board.oordeel is Pattern.AFGEWISSELD


def test_without_a_pattern_nothing_is_named(tmp_path):
    counts = np.random.default_rng(8).poisson(20, SIDE**2).tolist()
    measurement = rates(tmp_path, counts)
    assert clusters.pattern(measurement).oordeel is Pattern.GEEN_DUIDELIJK_PATROON
    view = map_pattern.build(measurement, measurement.selection.snapshot.manifest())
    assert view.table is None
    assert view.sentence.startswith("Op deze kaart is geen duidelijk patroon (I = ")


def test_missing_suppressed_and_too_small_areas_are_left_out(tmp_path, configured):
    configured(drempel=5)
    counts = [None, 3, *block(60, 10)[2:]]
    measurement = rates(tmp_path, counts, [1000, 1000, 100, *[1000] * 78])
    found = clusters.pattern(measurement)
    assert found.weggelaten == (code(0), code(1), code(2))
    assert found.gebieden == 78
    view = map_pattern.build(measurement, measurement.selection.snapshot.manifest())
    assert view.sentence.endswith("3 gebieden zonder bruikbaar cijfer tellen niet mee.")


@pytest.mark.parametrize(
    ("counts", "what", "sentence"),
    [
        ([20] * 81, {}, "Elk gebied heeft hetzelfde cijfer: er is geen patroon."),
        (
            [*[None] * 70, *range(20, 31)],
            {},
            "Te weinig gebieden met een cijfer (11) om te zeggen of hoge cijfers bij elkaar liggen; nodig zijn er 20.",
        ),
        (
            block(60, 10),
            {"dekking": [{"stap": "jaar", "status": "voorlopig"}]},
            "De cijfers zijn nog voorlopig: of hoge cijfers bij elkaar liggen, is nog niet te zeggen.",
        ),
        (
            [8, *[0] * 7, *[1] * 72, 0],
            {},
            "Te weinig registraties om te zeggen of hoge cijfers bij elkaar liggen: minder dan een per gebied.",
        ),
    ],
    ids=["all the same", "too few", "provisional", "rare"],
)
def test_what_is_not_tested_says_why(tmp_path, counts, what, sentence):
    measurement = rates(tmp_path, counts, **what)
    assert np.isnan(clusters.pattern(measurement).p)
    assert map_pattern.build(measurement, measurement.selection.snapshot.manifest()).sentence == sentence


def test_answers_are_looked_at_as_they_are(tmp_path):
    values = [float(v) for v in block(60, 10)]
    rows = answered(values, 5.0, 80, 20.0)
    snapshot = publish(tmp_path, enquete=rows, buurten=buurten(81), fields=grid())
    found = clusters.pattern(asked(snapshot, question())[0])
    assert found.oordeel is Pattern.BIJ_ELKAAR
    assert found.clusters[0].code == code(MIDDLE)


def test_counts_say_that_they_are_counts(tmp_path):
    snapshot = counted(tmp_path, block(60, 10), [1000] * 81, fields=grid())
    measurement = asked(snapshot, absoluut=True)[0]
    view = map_pattern.build(measurement, snapshot.manifest())
    assert "Dit zijn aantallen" in view.rule
    assert view.table.columns[3].title == "gemiddelde van de buren"


def test_chance_alone_seldom_makes_a_cluster(tmp_path):
    """Twenty maps of chance on areas of very different size: about one of them names anything."""
    random = np.random.default_rng(4)
    people = random.integers(200, 9000, SIDE**2)
    around = clusters.neighbours(publish(tmp_path, buurten=buurten(SIDE**2), fields=grid()))
    named = 0
    for _round in range(20):
        deviates = clusters.autocorrelation.rate_deviates(random.poisson(people / 200), people)
        on = clusters.autocorrelation.field({code(i): v for i, v in enumerate(deviates)}, around)
        named += any(clusters.exceptional(clusters.autocorrelation.local_moran(on).p))
    assert named <= 3
