"""measure() against a second, naive implementation, on small deliveries that Hypothesis makes up."""

import tempfile
from dataclasses import replace
from datetime import date
from itertools import product
from math import isclose
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.areas import Niveau
from analytics.coverage import coverage
from analytics.measures import measure
from analytics.periods import Stap
from analytics.settings import settings as deployment
from analytics.snapshots import OwnArea, Part
from tests.builders import BUURTCODES, BUURTEN, ELDERS, STAD, ask, burglaries, publish, question, rows
from tests.oracle.naive import City

KINDS = ("1.1.1", "1.4.6")
MONTHS = [date(y, m, 1) for y in (2023, 2024) for m in range(1, 13)]
SCOPES = ((STAD, "buurt"), (STAD, "gemeente"), (ELDERS, "gemeente"))
STREETS = ("Markt", "Plein")
WIJKEN = {code: wijk for code, _naam, wijk, *_rest in BUURTEN}

quickly = settings(
    max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def plus(day, months):
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@st.composite
def delivered(draw):
    """What of one kind was delivered in one year: nothing, the year, or months of which the last are provisional."""
    year, how = draw(st.sampled_from([2023, 2024])), draw(st.sampled_from(["maand", "maand", "jaar"]))
    if how == "jaar":
        status = draw(st.sampled_from(["definitief", "voorlopig"]))
        return year, [{"stap": "jaar", "van": date(year, 1, 1), "tot": date(year + 1, 1, 1), "status": status}]
    bounds = sorted(draw(st.lists(st.sampled_from([0, 0, 0, 3, 10, 12, 12, 12]), min_size=3, max_size=3)))
    edges = [plus(date(year, 1, 1), bound) for bound in bounds]
    parts = [(edges[0], edges[1], "definitief"), (edges[1], edges[2], "voorlopig")]
    return year, [{"van": van, "tot": tot, "status": status} for van, tot, status in parts if van < tot]


@st.composite
def coverages(draw):
    found = []
    for (gebied, soort_gebied), kind in product(SCOPES, KINDS):
        years = dict(draw(st.lists(delivered(), max_size=3)))
        for units in years.values():
            found += [{"gebied": gebied, "soort_gebied": soort_gebied, "soort": kind} | unit for unit in units]
    taken_out = st.builds(
        lambda gebied, kind, van, length: {
            "gebied": gebied, "soort": kind, "van": van, "tot": plus(van, length), "status": "ontbreekt",
        },
        st.sampled_from(BUURTCODES), st.sampled_from(KINDS), st.sampled_from(MONTHS), st.integers(1, 3),
    )  # fmt: skip
    return found + draw(st.lists(taken_out, max_size=1))


places = st.sampled_from(
    [*((code, "buurt") for code in BUURTCODES), (STAD, "onbekend"), (STAD, "gemeente"), (ELDERS, "gemeente")]
)


streets = st.sampled_from([None, *STREETS])


@st.composite
def registrations(draw):
    """A day, a month, two months or a year, anywhere and of any kind: also where nothing was delivered."""
    gebied, soort_gebied = draw(places)
    van = draw(st.sampled_from(MONTHS))
    stretches = [(van, plus(van, 1)), (van.replace(day=9), van.replace(day=10)), (van, plus(van, 2))]
    stretches.append((date(van.year, 1, 1), date(van.year + 1, 1, 1)))
    begin, end = draw(st.sampled_from(stretches))
    return {
        "gebied": gebied, "soort_gebied": soort_gebied, "soort": draw(st.sampled_from([*KINDS, "0.0.0"])),
        "van": begin, "tot": end, "aantal": draw(st.integers(0, 9)),
        "straat": draw(streets) if soort_gebied == "buurt" else None, "bron": draw(st.sampled_from(["politie", "cbs"])),
    }  # fmt: skip


figures = st.dictionaries(
    st.tuples(st.sampled_from([*BUURTCODES, ELDERS]), st.sampled_from([2022, 2023, 2024, 2025])),
    st.sampled_from([None, 0.0, 40.0, 1000.0, 1000.0, 2345.0]),
    max_size=12,
)
answers = st.dictionaries(
    st.tuples(
        st.sampled_from([*BUURTCODES, *sorted(set(WIJKEN.values())), STAD, ELDERS]),
        st.sampled_from([2023, 2024]),
        st.sampled_from(["a", "b"]),
    ),
    st.tuples(st.sampled_from([None, 12.5, 40.0]), st.sampled_from([None, 12, 29, 30, 95])),
    max_size=10,
)


# of each buurt nothing, all of it, or some streets
pieces = st.sampled_from([(), (), ("",), ("",), ("Markt",), STREETS])
attention = st.tuples(*[pieces] * len(BUURTCODES)).map(
    lambda chosen: [(code, straat) for code, streets_ in zip(BUURTCODES, chosen, strict=True) for straat in streets_]
)


@st.composite
def deliveries(draw):
    """Rows per table, and under `eigen` the areas of attention."""
    return {
        "eigen": {f"AG{i:04}": parts for i, parts in enumerate(draw(st.lists(attention, max_size=3))) if parts},
        "registraties": draw(st.lists(registrations(), max_size=30)),
        "dekking": draw(coverages()),
        "kerncijfers": [{"gebied": g, "jaar": j, "waarde": w} for (g, j), w in draw(figures).items()],
        "enquete": [
            {
                "gebied": g,
                "jaar": j,
                "methode": m,
                "waarde": w,
                "ondergrens": None if w is None else w - 5,
                "bovengrens": None if w is None else w + 5,
                "n": n,
            }
            for (g, j, m), (w, n) in draw(answers).items()
        ],
    }


def built(delivery, folder):
    """The same rows as a snapshot and as a city of lists."""
    tables = {name: found for name, found in delivery.items() if name != "eigen"}
    own = tuple(OwnArea(code, code, tuple(Part(*p) for p in parts)) for code, parts in delivery["eigen"].items())
    filled = {name: rows(name, found) for name, found in tables.items()}
    return replace(publish(Path(folder), **tables), eigen=own), City(STAD, WIJKEN, **filled, eigen=delivery["eigen"])


def plain(measurement):
    """As the naive implementation says it, which calls a selection as a whole 'geheel' and the year before 'eerder'."""
    selection = measurement.selection
    if selection.stap in (Stap.GEHEEL, Stap.NAAST_VORIG_JAAR):
        names = dict(zip([p.label for p in selection.periods][::-1], ["geheel", "eerder"], strict=False))
    else:
        names = {}
    found = {}
    for row in measurement.values.itertuples(index=False):
        cells = [None if pd.isna(value) else value for value in row[2:7]]
        found[row.gebied, names.get(row.periode, row.periode)] = (*cells, row.status)
    return found


def agree(found, expected, where):
    assert found.keys() == expected.keys(), where
    for key, cells in expected.items():
        assert all(map(same, found[key], cells)), (where, key, found[key], cells)


def same(one, other):
    if isinstance(one, str) or None in (one, other):
        return one == other
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


SPANS = {
    Stap.MAAND: (date(2022, 11, 1), date(2024, 4, 1)),
    Stap.KWARTAAL: (date(2022, 10, 1), date(2024, 10, 1)),
    Stap.JAAR: (date(2022, 1, 1), date(2026, 1, 1)),
    Stap.VOORTSCHRIJDEND: (date(2023, 11, 1), date(2025, 2, 1)),
    Stap.TOT_NU_TOE: (date(2023, 5, 1), date(2024, 4, 1)),
    Stap.GEHEEL: (date(2023, 10, 1), date(2024, 4, 1)),
    Stap.NAAST_VORIG_JAAR: (date(2023, 10, 1), date(2024, 12, 1)),
}


@quickly
@given(
    delivery=deliveries(),
    kinds=st.sampled_from([("1.1.1",), ("1.4.6", "1.1.1"), ("0.0.0",)]),
    noemer=st.sampled_from([None, "inwoners", "inwoners"]),
)
def test_counts_and_rates_at_every_level_and_step(delivery, kinds, noemer):
    indicator = burglaries(teller={"bron": "registraties", "soorten": kinds})
    with tempfile.TemporaryDirectory() as folder:
        snapshot, city = built(delivery, folder)
        for niveau, (stap, (van, tot)) in product(Niveau, SPANS.items()):
            selection = ask(snapshot, niveau=niveau, van=van, tot=tot, stap=stap, absoluut=noemer is None)
            expected = city.measure(niveau.value, kinds, van, tot, stap.value, noemer=noemer, per=1000 if noemer else 1)
            agree(plain(measure(indicator, selection)), expected, (niveau, stap))


@pytest.fixture
def threshold(configured):
    configured(drempel=5)
    return deployment().drempel


@quickly
@given(delivery=deliveries(), niveau=st.sampled_from(Niveau), noemer=st.sampled_from([None, "inwoners"]))
def test_suppression_hides_what_the_naive_implementation_hides(threshold, delivery, niveau, noemer):
    van, tot = SPANS[Stap.MAAND]
    with tempfile.TemporaryDirectory() as folder:
        snapshot, city = built(delivery, folder)
        selection = ask(snapshot, niveau=niveau, van=van, tot=tot, stap=Stap.MAAND, absoluut=noemer is None)
        expected = city.measure(
            niveau.value, ("1.1.1",), van, tot, "maand", noemer=noemer, per=1000 if noemer else 1, threshold=threshold
        )
        agree(plain(measure(burglaries(), selection)), expected, niveau)


@quickly
@given(delivery=deliveries(), minimum=st.just(30))
def test_survey_answers_at_every_level(configured, delivery, minimum):
    configured(minimum_respondenten=minimum)
    with tempfile.TemporaryDirectory() as folder:
        snapshot, city = built(delivery, folder)
        for niveau in Niveau:
            selection = ask(snapshot, niveau=niveau, van=date(2022, 1, 1), tot=date(2025, 1, 1))
            expected = city.survey(niveau.value, "onveilig_buurt", 2022, 2024, minimum)
            agree(plain(measure(question(), selection)), expected, niveau)


@quickly
@given(delivery=deliveries())
def test_what_is_called_known_can_be_measured(delivery):
    """Months and years on offer have a figure, unless a buurt was taken out; menus are filled from this."""
    delivery["dekking"] = [row for row in delivery["dekking"] if row["status"] != "ontbreekt"]
    with tempfile.TemporaryDirectory() as folder:
        snapshot, _city = built(delivery, folder)
        for niveau in (Niveau.BUURT, Niveau.GEMEENTE):
            known = coverage(snapshot, burglaries(), niveau)
            asked = ask(snapshot, niveau=niveau, van=date(2023, 1, 1), tot=date(2025, 1, 1), absoluut=True)
            years = measure(burglaries(), asked).values
            assert set(years.loc[years["status"] != "ontbreekt", "periode"]) == {str(year) for year in known.jaren}
            months = measure(
                burglaries(),
                ask(
                    snapshot, niveau=niveau, van=date(2023, 1, 1), tot=date(2025, 1, 1), stap=Stap.MAAND, absoluut=True
                ),
            ).values
            assert set(months.loc[months["status"] != "ontbreekt", "periode"]) == {f"{m:%Y-%m}" for m in known.maanden}
