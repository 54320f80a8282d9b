"""Rows of recognised tables become a delivery: coverage, unknown location, months and years, codes, contradictions."""

from datetime import date
from itertools import pairwise

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import DeliveryRefused
from analytics.refresh import boundaries
from analytics.refresh.compose import compose, period
from analytics.refresh.material import COUNT_COLUMNS, FIGURE_COLUMNS, SURVEY_COLUMNS, CountTable, Material, typed

GM = "GM0935"
ONE, TWO, THREE = "BU09350000", "BU09350001", "BU09350100"
AREAS = (ONE, TWO, THREE)
BURGLARY, TOTAL = "1.1.1", "0.0.0"


def boundary_rows(codes=AREAS):
    shapes = [shapely.box(5.7 + i / 100, 50.85, 5.71 + i / 100, 50.86) for i, _code in enumerate(codes)]
    return gpd.GeoDataFrame({"buurtcode": list(codes), "buurtnaam": list(codes)}, geometry=shapes, crs="EPSG:4326")


def counts(rows, **options):
    """Rows of (gebied, periode, aantal) or (gebied, periode, aantal, soort) as one table; burglary by default."""
    full = [(r[0], r[3] if len(r) > 3 else BURGLARY, r[1], r[2], options.get("file", "a.csv"), i) for i, r in
            enumerate(rows, 2)]  # fmt: skip
    named = {"bron": "47018NED", "niveau": "buurt"} | {k: v for k, v in options.items() if k != "file"}
    return CountTable(rows=typed(COUNT_COLUMNS, full), **named)


def yearly(numbers, year=2023, areas=AREAS, **options):
    return counts([(a, f"{year}JJ00", n) for a, n in zip(areas, numbers, strict=True)], **options)


def monthly(number, months=range(1, 13), year=2023, areas=AREAS, **options):
    rows = [(a, f"{year}MM{m:02d}", number) for a in areas for m in months]
    return counts(rows, **{"bron": "47022NED"} | options)


def material(*tables, areas=AREAS, figures=(), survey=(), references=(), today=None, folder=None):
    return Material(
        gemeente=GM,
        references=references,
        boundaries=boundary_rows(areas),
        boundary_source=boundaries.source(2024),
        counts=list(tables),
        figures=typed(FIGURE_COLUMNS, list(figures)),
        survey=typed(SURVEY_COLUMNS, list(survey)),
        today=today,
        folder=folder,
    )


def deliver(*tables, **options):
    return compose(material(*tables, **options))


def rows(delivery, table="registraties"):
    return delivery.tables[table].to_pandas()


def coverage(delivery, **wanted):
    frame = rows(delivery, "dekking")
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    return [(r.gebied, r.soort_gebied, r.stap, str(r.van), str(r.tot), r.status) for r in frame.itertuples()]


# --- zero, missing, hidden -----------------------------------------------------------------------------------------


def test_a_zero_has_no_row_but_is_covered():
    delivery = deliver(yearly([5, 0, 2]))
    assert list(rows(delivery)["gebied"]) == [ONE, THREE]
    assert coverage(delivery) == [(GM, "buurt", "jaar", "2023-01-01", "2024-01-01", "definitief")]


def test_an_empty_cell_is_zero_only_when_the_table_says_so():
    delivery = deliver(yearly([5, pd.NA, 2], empty_is_zero=True))
    assert coverage(delivery, status="ontbreekt") == []


def test_an_empty_cell_without_a_stated_meaning_takes_that_buurt_out_of_the_coverage():
    delivery = deliver(yearly([5, pd.NA, 2]))
    assert coverage(delivery, status="ontbreekt") == [(TWO, "buurt", "jaar", "2023-01-01", "2024-01-01", "ontbreekt")]
    assert any("1 cijfers van buurten ontbreken" in note for note in delivery.meldingen)


def test_a_row_that_is_not_there_is_missing_even_where_empty_means_zero():
    delivery = deliver(yearly([5, 0], areas=(ONE, TWO), empty_is_zero=True), counts([(THREE, "2022JJ00", 1)]))
    assert (THREE, "buurt", "jaar", "2023-01-01", "2024-01-01", "ontbreekt") in coverage(delivery)


def test_a_row_that_is_not_there_is_zero_when_the_municipality_leaves_nothing_for_it():
    """Counts are never negative, so buurten that already make up the whole leave zero for the rest."""
    table = counts(
        [(ONE, "2023JJ00", 5), (TWO, "2023JJ00", 0), (GM, "2023JJ00", 5), (THREE, "2022JJ00", 1), (GM, "2022JJ00", 4)]
    )
    delivery = deliver(table)
    assert (THREE, "buurt", "jaar", "2023-01-01", "2024-01-01", "ontbreekt") not in coverage(delivery)
    assert (ONE, "buurt", "jaar", "2022-01-01", "2023-01-01", "ontbreekt") in coverage(delivery)


def test_a_table_that_lists_no_empties_leaves_them_out():
    """Asked for as a whole, with not one zero in it: then a missing combination is an empty one."""
    table = yearly([5, 3], areas=(ONE, THREE), empty_is_zero=True, whole=True)
    delivery = deliver(table, counts([(TWO, "2022JJ00", 1)], empty_is_zero=True, whole=True))
    assert coverage(delivery, status="ontbreekt") == []


def test_a_period_without_a_single_number_is_not_published_yet():
    rows_ = [(a, p, n) for a in AREAS for p, n in (("2023JJ00", 1), ("2024JJ00", pd.NA))]
    delivery = deliver(counts(rows_, empty_is_zero=True))
    assert coverage(delivery) == [(GM, "buurt", "jaar", "2023-01-01", "2024-01-01", "definitief")]


def test_kinds_that_are_hidden_per_buurt_are_not_covered():
    """Their empty cells are no zeros, whatever the table says of empty cells."""
    hidden = [(a, "2023JJ00", pd.NA, "1.4.1") for a in AREAS]
    delivery = deliver(yearly([5, 1, 2], empty_is_zero=True), counts(hidden, empty_is_zero=True))
    assert set(rows(delivery, "dekking")["soort"]) == {BURGLARY}


def test_a_kind_that_only_the_municipality_has_a_number_for_is_hidden_too():
    hidden = [(a, "2023JJ00", pd.NA, "1.1.2") for a in AREAS] + [(GM, "2023JJ00", 9, "1.1.2")]
    delivery = deliver(yearly([5, 1, 2]), counts(hidden, empty_is_zero=True))
    assert set(rows(delivery, "dekking")["soort"]) == {BURGLARY}
    assert any("geen enkele buurt een getal bij 1.1.2" in note for note in delivery.meldingen)


# --- registrations without a buurt ---------------------------------------------------------------------------------


def test_what_the_buurten_do_not_account_for_is_unknown():
    delivery = deliver(yearly([50, 30, 20]), counts([(GM, "2023JJ00", 103)]))
    unknown = rows(delivery).query("soort_gebied == 'onbekend'")
    assert list(unknown[["gebied", "aantal"]].itertuples(index=False, name=None)) == [(GM, 3)]
    assert coverage(delivery, soort_gebied="onbekend") != []


def test_without_the_municipality_nothing_is_said_about_unknown_locations():
    assert coverage(deliver(yearly([50, 30, 20])), soort_gebied="onbekend") == []


def test_a_small_excess_of_the_buurten_is_noted():
    delivery = deliver(yearly([500, 300, 201]), counts([(GM, "2023JJ00", 1000)]))
    assert any("1 registraties meer dan hun gemeente" in note for note in delivery.meldingen)


@pytest.mark.parametrize(("city", "message"), [(50, "meer dan hun gemeente"), (1000, "ontbreekt een deel")])
def test_parts_that_do_not_make_up_the_whole_are_refused(city, message):
    with pytest.raises(DeliveryRefused, match=message):
        deliver(yearly([50, 30, 20]), counts([(GM, "2023JJ00", city)]))


# --- codes of another division -------------------------------------------------------------------------------------

MANY = tuple(f"BU0935{number:04d}" for number in range(20))


def test_counts_of_a_buurt_without_a_boundary_go_to_unknown():
    table = yearly([1] * 20, areas=(*MANY[:19], "BU09359999"))
    delivery = deliver(table, areas=MANY)
    unknown = rows(delivery).query("soort_gebied == 'onbekend'")
    assert list(unknown["aantal"]) == [1]
    assert (MANY[19], "buurt", "jaar", "2023-01-01", "2024-01-01", "ontbreekt") in coverage(delivery)
    assert any("BU09359999" in note and MANY[19] in note for note in delivery.meldingen)


def test_too_many_strange_codes_are_refused():
    with pytest.raises(DeliveryRefused, match="andere indeling"):
        deliver(yearly([1] * 20, areas=(*MANY[:15], *(f"BU0935999{n}" for n in range(5)))), areas=MANY)


def never_mentioned(city=19, strange=0):
    """A table that mentions nineteen of twenty buurten, each with one registration, and perhaps one strange code."""
    extra = [("BU09359999", "2023JJ00", strange)] if strange else []
    return yearly([1] * 19, areas=MANY[:19]), counts([(GM, "2023JJ00", city), *extra])


def test_a_buurt_that_the_table_never_mentions_is_zero_when_the_others_are_the_whole_municipality():
    """A new buurt on the industrial estate must not make every figure of the city missing."""
    delivery = deliver(*never_mentioned(), areas=MANY)
    assert coverage(delivery, status="ontbreekt") == []
    assert rows(delivery)["aantal"].sum() == 19
    assert any(MANY[19] in note and "dan is het nul" in note for note in delivery.meldingen)


@pytest.mark.parametrize(("city", "strange"), [(20, 0), (pd.NA, 0), (20, 1)])
def test_it_is_missing_when_the_municipality_has_more_or_is_not_known_or_a_strange_code_may_be_it(city, strange):
    delivery = deliver(*never_mentioned(city, strange), areas=MANY)
    assert coverage(delivery, status="ontbreekt") == [
        (MANY[19], "buurt", "jaar", "2023-01-01", "2024-01-01", "ontbreekt")
    ]


OLD = ("BU0935Z001", "BU0935Z002", "BU0935Z003", "BU0935Z004")


@pytest.fixture
def own_concordance(tmp_path):
    """Z001 became the first buurt of MANY, Z002 half the second and half the third, Z004 one that nobody knows."""
    lines = [f"{OLD[0]},{MANY[0]},2020,1", f"{OLD[1]},{MANY[1]},2020,0.5", f"{OLD[1]},{MANY[2]},2020,0.5",
             f"{OLD[3]},BU0935Y001,2020,1"]  # fmt: skip
    (tmp_path / "concordantie.csv").write_text("\n".join(["oud,nieuw,vanaf,gewicht", *lines]), encoding="utf-8")
    return tmp_path


def test_old_codes_count_with_the_present_buurten_and_the_total_stays(own_concordance):
    table = yearly([4, 6, *range(3, 20)], areas=(*OLD[:2], *MANY[3:]))
    city = counts([(GM, "2023JJ00", 10 + sum(range(3, 20)))])
    delivery = deliver(table, city, areas=MANY, folder=own_concordance)
    found = rows(delivery).set_index("gebied")["aantal"]
    assert found.to_dict() == dict(zip(MANY, [4, 3, 3, *range(3, 20)], strict=True))
    assert coverage(delivery, status="ontbreekt") == []
    assert (
        f"47018NED: 10 registraties met een oude buurtcode zijn bij de huidige buurten geteld ({OLD[0]}, {OLD[1]})."
        in delivery.meldingen
    )


def test_old_codes_are_added_to_what_the_present_buurt_has_already(own_concordance):
    delivery = deliver(yearly([5, *[1] * 20], areas=(OLD[0], *MANY)), areas=MANY, folder=own_concordance)
    assert rows(delivery).set_index("gebied")["aantal"][MANY[0]] == 6


@pytest.mark.parametrize(("empty_is_zero", "missing"), [(True, []), (False, [MANY[0]])])
def test_an_empty_part_is_missing_unless_the_table_says_it_is_zero(own_concordance, empty_is_zero, missing):
    table = yearly([pd.NA, *[1] * 20], areas=(OLD[0], *MANY), empty_is_zero=empty_is_zero)
    delivery = deliver(table, areas=MANY, folder=own_concordance)
    assert [gebied for gebied, *_rest in coverage(delivery, status="ontbreekt")] == missing


def test_the_note_counts_a_registration_once_where_totals_and_years_stand_beside_their_parts(own_concordance):
    areas = (OLD[0], *MANY[1:])
    parts = [(a, p, n, kind) for a in areas for kind, n in ((BURGLARY, 2), (TOTAL, 24))
             for p in ("2023JJ00", "2024MM01")]  # fmt: skip
    months = [(a, "2023MM01", 1, BURGLARY) for a in areas]
    delivery = deliver(counts(parts + months), areas=MANY, folder=own_concordance)
    assert any(note.startswith("47018NED: 4 registraties met een oude") for note in delivery.meldingen)


def test_an_old_code_without_a_known_successor_is_a_strange_code(own_concordance):
    delivery = deliver(yearly([1] * 21, areas=(*MANY, OLD[3])), areas=MANY, folder=own_concordance)
    assert any(OLD[3] in note and "staan niet in de grenzen" in note for note in delivery.meldingen)


def test_a_concordance_that_cannot_be_right_stops_the_delivery(own_concordance):
    with (own_concordance / "concordantie.csv").open("a", encoding="utf-8") as file:
        file.write(f"\n{OLD[2]},{MANY[2]},2020,0.9\n")
    with pytest.raises(DeliveryRefused, match="rij 6"):
        deliver(yearly([1] * 20, areas=MANY), areas=MANY, folder=own_concordance)


# --- months and years ----------------------------------------------------------------------------------------------


def test_twelve_months_replace_the_year_and_the_difference_is_noted():
    delivery = deliver(yearly([13, 12, 12]), monthly(1))
    assert set(rows(delivery)["bron"]) == {"47022NED"}
    assert coverage(delivery) == [
        (GM, "buurt", "maand", "2023-01-01", "2023-12-01", "definitief"),
        (GM, "buurt", "maand", "2023-12-01", "2024-01-01", "voorlopig"),
    ]
    assert any("1 van 1 soorten verschillen zij, samen 36 tegen 37" in note for note in delivery.meldingen)


def test_months_and_years_that_agree_need_no_note():
    assert not any("vervangen" in note for note in deliver(yearly([12, 12, 12]), monthly(1)).meldingen)


def test_years_without_months_keep_the_year():
    delivery = deliver(yearly([1, 1, 1], year=2022), monthly(1))
    assert {(r.stap, str(r.van)) for r in rows(delivery, "dekking").itertuples()} == {
        ("jaar", "2022-01-01"), ("maand", "2023-01-01"), ("maand", "2023-12-01"),
    }  # fmt: skip


def test_a_year_wins_from_incomplete_months():
    delivery = deliver(yearly([12, 12, 12]), monthly(1, months=range(1, 12)))
    assert set(rows(delivery)["bron"]) == {"47018NED"}
    assert any("ontbreken maanden" in note for note in delivery.meldingen)


def test_a_year_wins_when_a_buurt_is_missing_in_a_month():
    months = pd.concat([monthly(1, areas=(ONE, TWO)).rows, monthly(1, months=range(1, 12), areas=(THREE,)).rows])
    delivery = deliver(yearly([12, 12, 12]), CountTable("47022NED", "buurt", months))
    assert set(rows(delivery)["bron"]) == {"47018NED"}


def test_the_current_year_has_months_only():
    delivery = deliver(yearly([12, 12, 12], year=2023), monthly(1, months=(1, 2), year=2024))
    assert coverage(delivery, stap="maand") == [
        (GM, "buurt", "maand", "2024-01-01", "2024-02-01", "definitief"),
        (GM, "buurt", "maand", "2024-02-01", "2024-03-01", "voorlopig"),
    ]


def test_unknown_locations_follow_the_choice_for_the_buurten():
    delivery = deliver(yearly([12, 12, 12]), counts([(GM, "2023JJ00", 40)]), monthly(1))
    assert coverage(delivery, soort_gebied="onbekend") == []
    assert set(rows(delivery)["soort_gebied"]) == {"buurt"}


def test_periods_the_publisher_calls_provisional_are_provisional():
    delivery = deliver(yearly([1, 1, 1], provisional=frozenset({"2023JJ00"})), yearly([1, 1, 1], year=2022))
    assert coverage(delivery, status="voorlopig") == [(GM, "buurt", "jaar", "2023-01-01", "2024-01-01", "voorlopig")]
    assert delivery.bronnen["47018NED"].voorlopig_vanaf == date(2023, 1, 1)


def test_a_period_that_has_not_ended_is_left_out():
    delivery = deliver(monthly(1, months=(1, 2, 3)), today=date(2023, 3, 20))
    assert str(rows(delivery, "dekking")["tot"].max()) == "2023-03-01"
    assert any("2023MM03 is nog niet voorbij" in note for note in delivery.meldingen)


@settings(max_examples=15, deadline=None)
@given(
    years=st.sets(st.integers(2020, 2023), max_size=4),
    months=st.sets(st.tuples(st.integers(2020, 2023), st.integers(1, 12)), max_size=48),
    full=st.sets(st.integers(2020, 2023), max_size=4),
)
def test_coverage_never_overlaps_and_loses_no_whole_year(years, months, full):
    """Whatever months and years are published: no day is covered twice, and a year that could be known is known."""
    months |= {(year, month) for year in full for month in range(1, 13)}
    if not years and not months:
        return
    rows_ = [(a, f"{y}JJ00", 1) for a in AREAS for y in years]
    rows_ += [(a, f"{y}MM{m:02d}", 1) for a in AREAS for y, m in months]
    frame = rows(deliver(counts(rows_)), "dekking").sort_values("van")
    assert all(before.tot <= after.van for before, after in pairwise(list(frame.itertuples())))
    days = {day for r in frame.itertuples() for day in pd.date_range(r.van, r.tot, inclusive="left")}
    for year in years | full:
        assert set(pd.date_range(f"{year}-01-01", f"{year}-12-31")) <= days


# --- contradictions ------------------------------------------------------------------------------------------------


def test_two_numbers_for_one_cell_are_refused_with_both_values_and_places():
    with pytest.raises(DeliveryRefused) as refused:
        deliver(yearly([5, 1, 2], file="een.csv"), yearly([7, 1, 2], file="twee.csv"))
    assert refused.value.problems == [
        f"47018NED: {ONE}, 1.1.1, 2023JJ00 is 5 in een.csv (rij 2) en 7 in twee.csv (rij 2). Laat een van de twee weg."
    ]


def test_a_number_and_an_empty_cell_contradict_too():
    with pytest.raises(DeliveryRefused, match=r"is 5 in .* en leeg in"):
        deliver(yearly([5, 1, 2], file="een.csv"), yearly([pd.NA, 1, 2], file="twee.csv"))


def test_the_same_numbers_twice_are_used_once():
    delivery = deliver(yearly([5, 1, 2], file="een.csv"), yearly([5, 1, 2], file="twee.csv"))
    assert list(rows(delivery)["aantal"]) == [5, 1, 2]
    assert any("3 cellen" in note and "een.csv, twee.csv" in note for note in delivery.meldingen)


def test_nothing_about_the_buurten_is_refused():
    with pytest.raises(DeliveryRefused, match="geen registraties per buurt"):
        deliver(CountTable("47013NED", "gemeente", typed(COUNT_COLUMNS, [(GM, TOTAL, "2023JJ00", 9, "a", 1)])))


# --- key figures, survey, sources ----------------------------------------------------------------------------------


def figure(area, year, value, bron="85984NED", kenmerk="inwoners"):
    return (area, year, kenmerk, value, bron, f"{bron}.csv", 1)


def test_key_figures_keep_own_buurten_and_reference_municipalities():
    figures = [*(figure(a, 2024, 100) for a in AREAS), figure(GM, 2024, 300), figure("GM0034", 2024, 900),
               figure("GM0363", 2024, 1), figure("BU00340001", 2024, 5)]  # fmt: skip
    delivery = deliver(yearly([1, 1, 1]), figures=figures, references=("GM0034",))
    assert sorted(rows(delivery, "kerncijfers")["gebied"]) == [*AREAS, "GM0034"]


def test_a_year_with_another_division_is_left_out_of_the_key_figures():
    figures = [figure(a, 2024, 100) for a in AREAS]
    figures += [figure(a, 2013, 100, "82339NED") for a in ("BU09350777", "BU09350778")]
    delivery = deliver(yearly([1, 1, 1]), figures=figures)
    assert set(rows(delivery, "kerncijfers")["jaar"]) == {2024}
    assert any("Kerncijfers 2013 zijn niet gebruikt" in note for note in delivery.meldingen)


def test_key_figures_of_old_codes_are_divided_and_added_up(own_concordance):
    figures = [figure(OLD[0], 2019, 100), figure(OLD[1], 2019, 51), *(figure(a, 2019, 10) for a in MANY[2:])]
    delivery = deliver(yearly([1] * 20, areas=MANY), areas=MANY, figures=figures, folder=own_concordance)
    found = rows(delivery, "kerncijfers").set_index("gebied")["waarde"]
    assert found.to_dict() == dict(zip(MANY, [100, 25.5, 35.5, *[10.0] * 17], strict=True))
    assert any("Kerncijfers 2019: 2 oude buurtcodes" in note for note in delivery.meldingen)


def test_a_key_figure_of_which_it_is_not_known_that_it_adds_up_is_not_divided(own_concordance):
    figures = [figure(a, 2019, 10) for a in (OLD[0], *MANY[1:])]
    figures += [figure(a, 2019, 30_000, kenmerk="inkomen") for a in (OLD[0], *MANY[1:])]
    delivery = deliver(yearly([1] * 20, areas=MANY), areas=MANY, figures=figures, folder=own_concordance)
    found = rows(delivery, "kerncijfers")
    assert MANY[0] in set(found.loc[found["kenmerk"] == "inwoners", "gebied"])
    assert MANY[0] not in set(found.loc[found["kenmerk"] == "inkomen", "gebied"])
    assert OLD[0] not in set(found["gebied"])


def test_a_missing_key_figure_stays_missing():
    delivery = deliver(
        yearly([1, 1, 1]), figures=[figure(a, 2024, n) for a, n in zip(AREAS, (1, pd.NA, 3), strict=True)]
    )
    assert rows(delivery, "kerncijfers").set_index("gebied")["waarde"].isna().to_dict() == {
        ONE: False, TWO: True, THREE: False,
    }  # fmt: skip


def test_the_table_per_buurt_goes_before_the_table_per_municipality():
    figures = [figure("GM0034", 2024, 905, "85984NED"), figure("GM0034", 2024, 901, "37230ned")]
    delivery = deliver(yearly([1, 1, 1]), figures=figures, references=("GM0034",))
    assert list(rows(delivery, "kerncijfers")["waarde"]) == [905]
    assert any("staan in twee tabellen" in note for note in delivery.meldingen)


def test_two_tables_that_differ_about_a_buurt_are_refused():
    figures = [figure(a, 2024, 1) for a in AREAS] + [figure(ONE, 2024, 2, "kerncijfers")]
    with pytest.raises(DeliveryRefused, match=f"{ONE}, 2024, inwoners is"):
        deliver(yearly([1, 1, 1]), figures=figures)


def test_survey_rows_of_own_areas_and_references():
    answers = [(area, 2021, "veilig", 7.1, 6.9, 7.3, pd.NA, 90, "enquete", "enquete", "e.csv", 2)
               for area in (ONE, "WK093500", GM, "GM0034", "GM0363", "BU09350999")]  # fmt: skip
    delivery = deliver(yearly([1, 1, 1]), survey=answers, references=("GM0034",))
    assert sorted(rows(delivery, "enquete")["gebied"]) == [ONE, "GM0034", GM, "WK093500"]
    assert any("BU09350999" in note for note in delivery.meldingen)


def test_sources_carry_title_licence_and_the_period_they_cover():
    delivery = deliver(yearly([1, 1, 1], year=2021), yearly([1, 1, 1], year=2023))
    source = delivery.bronnen["47018NED"]
    assert (source.uitgever, source.licentie, source.van, source.tot) == (
        "Politie", "CC BY 4.0", date(2021, 1, 1), date(2024, 1, 1),
    )  # fmt: skip
    assert delivery.bronnen["grenzen"].titel == "Wijk- en buurtkaart 2024"


def test_no_population_is_said():
    assert any("geen inwonertallen per buurt" in note for note in deliver(yearly([1, 1, 1])).meldingen)


def test_period_codes():
    assert period("2023JJ00") == (date(2023, 1, 1), date(2024, 1, 1))
    assert period("2023MM12") == (date(2023, 12, 1), date(2024, 1, 1))
