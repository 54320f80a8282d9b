"""Which areas a snapshot knows, and which months and years are known for all kinds of an indicator."""

from datetime import date

import pytest

STAD, ELDERS, NOG_ELDERS = "GM0935", "GM0758", "GM0014"


def areas(database):
    frame = database.run("gebieden")
    return {row.gebied: (row.niveau, row.naam, row.wijk) for row in frame.itertuples()}


def units(database, kinds=("1.1.1",), soort_gebied="buurt"):
    frame = database.run("dekking", gemeente=STAD, soort_gebied=soort_gebied, soorten=list(kinds))
    return [(row.van.date().isoformat(), row.tot.date().isoformat(), bool(row.voorlopig)) for row in frame.itertuples()]


def test_areas_of_every_level(database):
    built = database(dekking=[{"gebied": ELDERS, "soort_gebied": "gemeente"}], enquete=[{"gebied": NOG_ELDERS}])
    assert areas(built) == {
        "BU09350001": ("buurt", "Binnenstad", "WK093500"),
        "BU09350002": ("buurt", "Jekerkwartier", "WK093500"),
        "BU09350101": ("buurt", "Wolder", "WK093501"),
        "WK093500": ("wijk", "Centrum", ""),
        "WK093501": ("wijk", "Zuidwest", ""),
        STAD: ("gemeente", "Maastricht", ""),
        ELDERS: ("referentie", "", ""),
        NOG_ELDERS: ("referentie", "", ""),
    }


def test_every_area_that_can_be_measured_is_known_by_name(database):
    built = database(dekking=[{}, {"gebied": ELDERS, "soort_gebied": "gemeente"}], enquete=[{"gebied": NOG_ELDERS}])
    for niveau in ("buurt", "wijk", "gemeente", "referentie"):
        answered = built.run("enquete", niveau=niveau, gebieden=[], jaren=[2025], vraag="rapportcijfer")
        counted = built.run(
            "registraties", niveau=niveau, gebieden=[], soorten=["1.1.1"], perioden=["2025"],
            van=[date(2025, 1, 1)], tot=[date(2026, 1, 1)],
        )  # fmt: skip
        assert set(answered["gebied"]) == set(counted["gebied"]) <= set(areas(built))


def test_a_month_is_known_when_every_kind_is(database):
    built = database(
        dekking=[
            {"van": date(2025, 1, 1), "tot": date(2025, 4, 1)},
            {"soort": "1.4.6", "van": date(2025, 3, 1), "tot": date(2025, 6, 1)},
        ]
    )
    assert units(built, ["1.1.1", "1.4.6"]) == [("2025-03-01", "2025-04-01", False)]
    assert len(units(built)) == 3


def test_one_provisional_kind_makes_the_month_provisional(database):
    march = {"van": date(2025, 3, 1), "tot": date(2025, 4, 1)}
    built = database(dekking=[march, march | {"soort": "1.4.6", "status": "voorlopig"}])
    assert units(built, ["1.1.1", "1.4.6"]) == [("2025-03-01", "2025-04-01", True)]
    assert units(built) == [("2025-03-01", "2025-04-01", False)]


def test_years_and_months_are_units_of_their_own(database):
    built = database(
        dekking=[
            {"stap": "jaar", "van": date(2023, 1, 1), "tot": date(2025, 1, 1)},
            {"van": date(2025, 1, 1), "tot": date(2025, 2, 1)},
        ]
    )
    assert units(built) == [
        ("2023-01-01", "2024-01-01", False),
        ("2024-01-01", "2025-01-01", False),
        ("2025-01-01", "2025-02-01", False),
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"gebied": "BU09350001", "status": "ontbreekt"},
        {"gebied": ELDERS, "soort_gebied": "gemeente"},
        {"soort_gebied": "gemeente"},
        {"soort_gebied": "onbekend"},
        {"soort": "1.4.6"},
    ],
    ids=["buurt taken out", "elsewhere", "per municipality", "without a buurt", "another kind"],
)
def test_not_coverage_of_this_kind_per_buurt(database, row):
    assert units(database(dekking=[row])) == []


def test_a_buurt_taken_out_does_not_take_the_month_out(database):
    built = database(dekking=[{}, {"gebied": "BU09350001", "status": "ontbreekt"}])
    assert len(units(built)) == 12


def test_what_is_held_of_each_kind(database):
    built = database(
        dekking=[
            {"stap": "jaar", "van": date(2022, 1, 1), "tot": date(2024, 1, 1), "bron": "jaar"},
            {"van": date(2024, 1, 1), "tot": date(2025, 11, 1)},
            {"van": date(2025, 11, 1), "status": "voorlopig"},
            {"gebied": "BU09350001", "status": "ontbreekt", "van": date(2020, 1, 1), "tot": date(2021, 1, 1)},
            {"soort": "1.4.6", "soort_gebied": "gemeente"},
        ]
    )
    (row,) = built.run("dekking_overzicht", gemeente=STAD).itertuples()
    assert (row.soort, row.van.date(), row.tot.date()) == ("1.1.1", date(2022, 1, 1), date(2026, 1, 1))
    assert (row.maanden, row.jaren, row.voorlopig_vanaf.date()) == (24, 2, date(2025, 11, 1))
    assert list(row.bronnen) == ["jaar", "politie"]
