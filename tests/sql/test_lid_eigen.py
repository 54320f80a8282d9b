"""Areas that the team drew: which registrations count towards them, and when nothing is known of them."""

from datetime import date

from analytics.snapshots import OwnArea, Part
from tests.sql.test_noemers import ask as denominators
from tests.sql.test_noemers import figures
from tests.sql.test_registraties import APRIL, BINNENSTAD, JEKERKWARTIER, MARCH, WOLDER, ask, counts

LEVEL = "aandachtsgebied"
ON_THE_MARKET = {"straat": "Markt", "aantal": 5}
ON_THE_SQUARE = {"straat": "Plein", "aantal": 7}


def area(*parts, code="AG0001"):
    return OwnArea(code, code, tuple(Part(*part) for part in parts))


def counted(database, *parts, **kwargs):
    """The one count of an area of these parts."""
    return counts(database.with_own([area(*parts)]), LEVEL, **kwargs)["AG0001"]


def test_whole_buurten_are_counted_as_a_wijk_is(database):
    rows = [{"aantal": 3}, {"gebied": JEKERKWARTIER, "aantal": 4}, {"gebied": WOLDER, "aantal": 100}]
    built = database(dekking=[{}], registraties=rows)
    assert counted(built, (BINNENSTAD,), (JEKERKWARTIER,)) == counts(built, "wijk")["WK093500"] == 7


def test_of_a_street_only_what_happened_there_counts(database):
    elsewhere = ON_THE_MARKET | {"gebied": JEKERKWARTIER}
    built = database(dekking=[{}], registraties=[ON_THE_MARKET, ON_THE_SQUARE, {"aantal": 100}, elsewhere])
    assert counted(built, (BINNENSTAD, "Markt")) == 5
    assert counted(built, (BINNENSTAD, "Markt"), (BINNENSTAD, "Plein")) == 12
    assert counted(built, (BINNENSTAD,)) == 112, "the whole buurt, also what has no street"
    assert counted(built, (BINNENSTAD, "Markt"), (JEKERKWARTIER,)) == 10


def test_a_month_without_any_street_is_missing_not_zero(database):
    built = database(dekking=[{}], registraties=[{"aantal": 3}]).with_own([area((BINNENSTAD, "Markt"))])
    assert counts(built, LEVEL) == {"AG0001": None}


def test_a_street_where_nothing_happened_is_zero_when_streets_are_told(database):
    built = database(dekking=[{}], registraties=[ON_THE_SQUARE, ON_THE_SQUARE | {"gebied": WOLDER}])
    assert counted(built, (BINNENSTAD, "Markt")) == 0


def test_one_area_by_street_takes_no_months_from_another(database):
    april = {"van": APRIL[1], "tot": APRIL[2]}
    built = database(dekking=[{}], registraties=[ON_THE_MARKET, april])
    both = built.with_own([area((BINNENSTAD, "Markt")), area((BINNENSTAD,), code="AG0002")])
    found = {key: count for key, (count, _flag) in ask(both, LEVEL, periods=(MARCH, APRIL)).items()}
    assert found == {
        ("AG0001", "2025-03"): 5,
        ("AG0001", "2025-04"): None,
        ("AG0002", "2025-03"): 5,
        ("AG0002", "2025-04"): 3,
    }


def test_a_buurt_that_was_taken_out_takes_the_area_along(database):
    exception = {"gebied": BINNENSTAD, "status": "ontbreekt", "van": date(2025, 3, 1), "tot": date(2025, 4, 1)}
    built = database(dekking=[{}, exception], registraties=[ON_THE_MARKET])
    assert counted(built, (BINNENSTAD, "Markt")) is None
    assert counted(built, (BINNENSTAD,), (WOLDER,)) is None
    assert counted(built, (WOLDER,)) == 0


def test_an_area_with_a_buurt_that_is_not_there_is_not_there(database):
    built = database(dekking=[{}], registraties=[{}])
    assert counts(built.with_own([area((BINNENSTAD,), ("BU09359999",))]), LEVEL) == {}


def test_what_the_team_drew_changes_nothing_else(database):
    built = database(dekking=[{}], registraties=[ON_THE_MARKET])
    drawn = built.with_own([area((BINNENSTAD, "Markt"))])
    assert counts(built, LEVEL) == {}, "the tables are shared, the areas are not"
    for niveau in ("buurt", "wijk", "gemeente"):
        assert counts(drawn, niveau) == counts(built, niveau)


def test_denominators_are_sums_of_whole_buurten_and_unknown_for_a_street(database):
    built = database(kerncijfers=figures([1, 20, 300])).with_own(
        [area((BINNENSTAD,), (WOLDER,)), area((BINNENSTAD,), (WOLDER, "Markt"), code="AG0002")]
    )
    assert denominators(built, LEVEL) == {("AG0001", "2025"): (301, 2025)}


def test_hours_and_days_are_those_of_the_street(database):
    day = {"van": date(2025, 3, 3), "tot": date(2025, 3, 4), "uur": 9}
    built = database(dekking=[{}], registraties=[ON_THE_MARKET | day, ON_THE_SQUARE | day]).with_own(
        [area((BINNENSTAD, "Markt"))]
    )
    asked = {"niveau": LEVEL, "gebied": "AG0001", "soorten": ["1.1.1"], "van": MARCH[1], "tot": MARCH[2]}
    assert built.run("dagen", **asked)["aantal"].tolist() == [5]
    assert built.run("drukke_tijden", **asked)["aantal"].tolist() == [5, 0], "one hour, and none without"
    assert built.run("drukke_weken", **asked)["aantal"].tolist() == [5]


def test_parts_with_a_count_that_is_not_shown_by_itself(database):
    rows = [ON_THE_MARKET, ON_THE_SQUARE, {"gebied": WOLDER, "aantal": 2}]
    built = database(dekking=[{}], registraties=rows).with_own(
        [area((BINNENSTAD, "Markt"), (BINNENSTAD, "Plein"), (JEKERKWARTIER,), (WOLDER,))]
    )
    asked = {"niveau": LEVEL, "gebieden": [], "soorten": ["1.1.1"], "perioden": ["2025-03"]}
    asked |= {"van": [MARCH[1]], "tot": [MARCH[2]]}
    hidden = {
        drempel: built.run("delen_verborgen", drempel=drempel, **asked)["verborgen"].tolist() for drempel in (2, 3, 6)
    }
    assert hidden == {2: [], 3: [1], 6: [2]}, "zero hides nothing"
