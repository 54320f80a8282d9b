"""The one question: values, their status, and the questions that cannot be asked. Counting itself: tests/sql."""

from datetime import date

import pandas as pd
import pytest

from analytics.areas import Niveau, at_level
from analytics.errors import NotFound, WrongUsage
from analytics.measures import COLUMNS, measure, measure_all
from analytics.periods import Stap
from tests.builders import (
    BINNENSTAD,
    BUURTCODES,
    CENTRUM,
    ELDERS,
    JEKERKWARTIER,
    STAD,
    WOLDER,
    ask,
    burglaries,
    month,
    publish,
    question,
    year,
)

PEOPLE = [{"gebied": BINNENSTAD}, {"gebied": JEKERKWARTIER}, {"gebied": WOLDER, "waarde": 150.0}]
VALUES = ["waarde", "ondergrens", "bovengrens"]


def plain(measurement, gebied, periode="2025"):
    """One row as plain values, None where there is none."""
    row = measurement.at(periode).loc[gebied]
    return {name: None if pd.isna(row[name]) else row[name] for name in row.index}


def test_missing_zero_suppressed_and_provisional_are_four_outcomes(tmp_path, configured):
    configured(drempel=5)
    snapshot = publish(
        tmp_path,
        registraties=[{"aantal": 4}, {"gebied": JEKERKWARTIER, "aantal": 5}],
        dekking=[{"tot": date(2025, 5, 1)}, {"van": date(2025, 5, 1), "tot": date(2025, 6, 1), "status": "voorlopig"}],
        kerncijfers=PEOPLE,
    )
    selection = ask(snapshot, stap=Stap.MAAND, van=date(2025, 3, 1), tot=date(2025, 7, 1))
    measurement = measure(burglaries(), selection)
    nothing = dict.fromkeys(VALUES)
    suppressed = plain(measurement, BINNENSTAD, "2025-03")
    assert suppressed == {"periode": "2025-03", "teller": None, "noemer": 1000, **nothing, "status": "onderdrukt"}
    at_the_threshold = plain(measurement, JEKERKWARTIER, "2025-03")
    assert (at_the_threshold["teller"], at_the_threshold["waarde"], at_the_threshold["status"]) == (5, 5, "definitief")
    zero = plain(measurement, BINNENSTAD, "2025-04")
    assert (zero["teller"], zero["waarde"], zero["ondergrens"], zero["status"]) == (0, 0, 0, "definitief")
    assert zero["bovengrens"] == pytest.approx(3.688879454)
    provisional = plain(measurement, BINNENSTAD, "2025-05")
    assert (provisional["teller"], provisional["waarde"], provisional["status"]) == (0, 0, "voorlopig")
    missing = plain(measurement, BINNENSTAD, "2025-06")
    assert missing == {"periode": "2025-06", "teller": None, "noemer": 1000, **nothing, "status": "ontbreekt"}


def test_without_a_threshold_nothing_is_suppressed(tmp_path, configured):
    configured(drempel=0)
    snapshot = publish(tmp_path, registraties=[{"aantal": 1}], dekking=[{}], kerncijfers=PEOPLE)
    assert plain(measure(burglaries(), ask(snapshot)), BINNENSTAD)["teller"] == 1


def test_only_sensitive_indicators_are_suppressed(tmp_path, configured):
    configured(drempel=5)
    snapshot = publish(tmp_path, registraties=[{"aantal": 1}], dekking=[{}], kerncijfers=PEOPLE)
    assert plain(measure(burglaries(gevoelig=False), ask(snapshot)), BINNENSTAD)["teller"] == 1


def test_a_small_provisional_count_is_suppressed_too(tmp_path, configured):
    configured(drempel=5)
    snapshot = publish(tmp_path, registraties=[{"aantal": 1}], dekking=[{"status": "voorlopig"}])
    assert plain(measure(burglaries(), ask(snapshot)), BINNENSTAD)["status"] == "onderdrukt"


@pytest.mark.parametrize("people", [0.0, None])
def test_without_a_usable_denominator_the_count_is_known_and_the_rate_is_not(tmp_path, people):
    snapshot = publish(tmp_path, registraties=[{}], dekking=[{}], kerncijfers=[{"waarde": people}])
    row = plain(measure(burglaries(), ask(snapshot)), BINNENSTAD)
    assert (row["teller"], row["waarde"], row["bovengrens"], row["status"]) == (3, None, None, "ontbreekt")
    count = plain(measure(burglaries(), ask(snapshot, absoluut=True)), BINNENSTAD)
    assert (count["waarde"], count["noemer"], count["status"]) == (3, None, "definitief")


def test_a_rate_is_the_count_with_its_interval_per_so_many(tmp_path):
    snapshot = publish(
        tmp_path,
        registraties=[{"aantal": 12}],
        dekking=[{}],
        kerncijfers=[{"waarde": 3400.0}, {"kenmerk": "woningen", "waarde": 1700.0}],
    )
    indicator = burglaries(andere_noemer=[{"van": "woningen", "per": 100}])
    per_person = measure(indicator, ask(snapshot))
    row = plain(per_person, BINNENSTAD)
    assert [round(row[name], 2) for name in VALUES] == [3.53, 1.82, 6.17]  # worked example a4 of the methods
    assert (per_person.eenheid, per_person.is_rate, per_person.noemer_jaren) == ("per 1.000 inwoners", True, (2025,))
    per_house = measure(indicator, ask(snapshot, noemer="woningen"))
    assert plain(per_house, BINNENSTAD)["waarde"] == pytest.approx(12 / 17)
    assert per_house.eenheid == "per 100 woningen"
    count = measure(indicator, ask(snapshot, absoluut=True))
    assert (plain(count, BINNENSTAD)["waarde"], count.eenheid, count.is_rate) == (12, "aantal", False)


def test_a_rate_of_a_wijk_comes_from_summed_counts_and_denominators(tmp_path):
    snapshot = publish(
        tmp_path,
        registraties=[{"aantal": 10}, {"gebied": JEKERKWARTIER, "aantal": 1}],
        dekking=[{}],
        kerncijfers=[{"waarde": 100.0}, {"gebied": JEKERKWARTIER, "waarde": 900.0}],
    )
    row = plain(measure(burglaries(), ask(snapshot, niveau=Niveau.WIJK)), CENTRUM)
    assert (row["teller"], row["noemer"], row["waarde"]) == (11, 1000, 11)  # not the mean of 100 and 1.1


def test_too_few_people_for_a_rate(tmp_path, configured):
    configured(minimum_inwoners=200)
    people = [{"waarde": 199.0}, {"gebied": JEKERKWARTIER, "waarde": 200.0}]
    snapshot = publish(tmp_path, registraties=[{}], dekking=[{}], kerncijfers=people)
    rate = measure(burglaries(), ask(snapshot))
    assert dict(zip(rate.values["gebied"], rate.too_small(), strict=True)) == {
        BINNENSTAD: True, JEKERKWARTIER: False, WOLDER: False,
    }  # fmt: skip
    assert plain(rate, BINNENSTAD)["teller"] == 3
    assert not measure(burglaries(), ask(snapshot, absoluut=True)).too_small().any()


@pytest.mark.parametrize("indicator", [burglaries(), question()], ids=["registrations", "survey"])
@pytest.mark.parametrize("niveau", list(Niveau))
def test_every_area_of_the_level_has_a_row_whatever_was_delivered(tmp_path, niveau, indicator):
    snapshot = publish(tmp_path, enquete=[{"gebied": ELDERS}])
    measurement = measure(indicator, ask(snapshot, niveau=niveau, van=date(2024, 1, 1)))
    areas = [area.code for area in at_level(snapshot, niveau)]
    assert tuple(measurement.values.columns) == COLUMNS
    assert list(zip(measurement.values["gebied"], measurement.values["periode"], strict=True)) == [
        (area, label) for area in areas for label in ("2024", "2025")
    ]
    answered = measurement.values[measurement.values["status"] != "ontbreekt"]
    assert set(answered["gebied"]) <= {ELDERS}


def test_only_the_areas_asked_for(tmp_path):
    snapshot = publish(tmp_path, dekking=[{}])
    assert list(measure(burglaries(), ask(snapshot, gebieden=(WOLDER,))).values["gebied"]) == [WOLDER]


@pytest.mark.parametrize(
    ("niveau", "areas", "text"),
    [
        (Niveau.BUURT, ("BU09359999",), "op niveau buurt geen gebied BU09359999."),
        (Niveau.BUURT, (BINNENSTAD, CENTRUM), "op niveau buurt geen gebied WK093500 (wel op niveau wijk)."),
        (Niveau.WIJK, (STAD,), "op niveau wijk geen gebied GM0935 (wel op niveau gemeente)."),
        (Niveau.REFERENTIE, (WOLDER,), "op niveau referentie geen gebied BU09350101 (wel op niveau buurt)."),
    ],
)
def test_an_unknown_area_is_named_with_the_level_it_has(tmp_path, niveau, areas, text):
    with pytest.raises(NotFound) as caught:
        measure(burglaries(), ask(publish(tmp_path), niveau=niveau, gebieden=areas))
    assert text in str(caught.value)


def test_an_undeclared_denominator_is_refused_with_those_there_are(tmp_path):
    snapshot = publish(tmp_path)
    with pytest.raises(WrongUsage, match="kan niet per woningen; wel per inwoners"):
        measure(burglaries(), ask(snapshot, noemer="woningen"))
    with pytest.raises(WrongUsage, match="het is een aantal"):
        measure(burglaries(noemer=None), ask(snapshot, noemer="woningen"))


def test_sources_and_provisional_months_of_the_periods_asked_for(tmp_path):
    snapshot = publish(
        tmp_path,
        dekking=[
            {"stap": "jaar", "van": date(2024, 1, 1), "tot": date(2025, 1, 1), "bron": "cbs"},
            {"status": "voorlopig"},
        ],
    )
    assert measure(burglaries(), ask(snapshot)).bronnen == ("politie",)
    assert measure(burglaries(), ask(snapshot, van=date(2024, 1, 1))).bronnen == ("cbs", "politie")


def test_an_answer_comes_with_interval_respondents_and_method(tmp_path):
    snapshot = publish(tmp_path, enquete=[{"jaar": 2023, "methode": "vm-2019"}, {}])
    measurement = measure(question(), ask(snapshot, van=date(2023, 1, 1)))
    row = plain(measurement, BINNENSTAD)
    assert (row["teller"], row["noemer"], row["status"]) == (None, 80, "definitief")
    assert [row[name] for name in VALUES] == [20, 15, 25]
    assert plain(measurement, BINNENSTAD, "2024")["status"] == "ontbreekt"
    assert measurement.methoden == (("2023", "vm-2019"), ("2025", "vm-2021"))
    assert (measurement.eenheid, measurement.bronnen, measurement.is_rate) == ("%", ("enquete",), False)


@pytest.mark.parametrize(("n", "status"), [(29, "onderdrukt"), (30, "definitief"), (None, "definitief")])
def test_too_few_respondents_to_show(tmp_path, configured, n, status):
    configured(minimum_respondenten=30)
    row = plain(measure(question(), ask(publish(tmp_path, enquete=[{"n": n}]))), BINNENSTAD)
    assert (row["noemer"], row["status"]) == (n, status)
    assert [row[name] is None for name in VALUES] == [status == "onderdrukt"] * 3


def test_a_question_that_was_not_answered_is_missing_not_suppressed(tmp_path):
    snapshot = publish(tmp_path, enquete=[{"n": 3, "waarde": None, "ondergrens": None, "bovengrens": None}])
    assert plain(measure(question(), ask(snapshot)), BINNENSTAD)["status"] == "ontbreekt"


@pytest.mark.parametrize(
    "changed",
    [
        {"stap": Stap.MAAND},
        {"stap": Stap.KWARTAAL},
        {"stap": Stap.VOORTSCHRIJDEND},
        {"stap": Stap.TOT_NU_TOE},
        {"stap": Stap.GEHEEL, "van": date(2024, 1, 1)},
        {"stap": Stap.GEHEEL, "tot": date(2025, 7, 1)},
        {"stap": Stap.GEHEEL, "van": date(2024, 7, 1), "tot": date(2025, 7, 1)},
    ],
)
def test_a_survey_has_calendar_years_only(tmp_path, changed):
    with pytest.raises(WrongUsage, match="alleen per jaar"):
        measure(question(), ask(publish(tmp_path, enquete=[{}]), **changed))


def test_one_year_as_a_whole_is_a_year_of_a_survey(tmp_path):
    measurement = measure(question(), ask(publish(tmp_path, enquete=[{}]), stap=Stap.GEHEEL))
    assert plain(measurement, BINNENSTAD)["waarde"] == 20


@pytest.mark.parametrize("changed", [{"absoluut": True}, {"noemer": "inwoners"}])
def test_a_survey_is_no_count(tmp_path, changed):
    with pytest.raises(WrongUsage, match="geen telling"):
        measure(question(), ask(publish(tmp_path), **changed))


def test_months_add_up_to_quarters_and_years(tmp_path):
    rows = [month(2025, number) | {"aantal": number} for number in range(1, 13)]
    snapshot = publish(tmp_path, registraties=rows, dekking=[{}])

    def counts(stap):
        found = measure(burglaries(), ask(snapshot, stap=stap, gebieden=(BINNENSTAD,), absoluut=True))
        return list(found.values["teller"])

    assert counts(Stap.MAAND) == list(range(1, 13))
    assert counts(Stap.KWARTAAL) == [6, 15, 24, 33]
    assert counts(Stap.JAAR) == counts(Stap.GEHEEL) == counts(Stap.TOT_NU_TOE) == [78]
    assert counts(Stap.VOORTSCHRIJDEND)[-1] == 78
    assert pd.isna(counts(Stap.VOORTSCHRIJDEND)[0])  # the year before is not known


def test_year_to_date_compares_the_same_months(tmp_path):
    rows = [month(2024, 2), month(2024, 9), month(2025, 1)]
    snapshot = publish(tmp_path, registraties=rows, dekking=[{"van": date(2024, 1, 1), "tot": date(2025, 4, 1)}])
    selection = ask(snapshot, van=date(2024, 1, 1), tot=date(2025, 4, 1), stap=Stap.TOT_NU_TOE, absoluut=True)
    measurement = measure(burglaries(), selection)
    assert [plain(measurement, BINNENSTAD, label)["teller"] for label in ("2024", "2025")] == [3, 3]


def test_yearly_registrations_answer_years_and_not_months(tmp_path):
    snapshot = publish(tmp_path, registraties=[year(2024)], dekking=[{"stap": "jaar", **year(2024)}])
    asked = {"van": date(2024, 1, 1), "tot": date(2025, 1, 1), "absoluut": True}
    assert plain(measure(burglaries(), ask(snapshot, **asked)), BINNENSTAD, "2024")["teller"] == 3
    months = measure(burglaries(), ask(snapshot, stap=Stap.MAAND, **asked))
    assert set(months.values["status"]) == {"ontbreekt"}


def test_several_indicators_at_once_are_what_they_are_one_by_one(tmp_path, configured):
    snapshot = publish(
        tmp_path,
        registraties=[
            {"aantal": 7},
            {"soort": "1.4.6", "aantal": 2, "gebied": WOLDER},
            {"soort": "E35", "gebied": STAD, "soort_gebied": "onbekend"},
        ],
        dekking=[{}, {"soort": "1.4.6", "status": "voorlopig"}, {"soort": "E35", "tot": date(2025, 7, 1)}],
        kerncijfers=[{"gebied": code, "kenmerk": k} for code in BUURTCODES for k in ("inwoners", "woningen")],
    )
    asked = (
        burglaries(id="een"),
        burglaries(id="beide", teller={"bron": "registraties", "soorten": ["1.1.1", "1.4.6"]}),
        burglaries(id="half", teller={"bron": "registraties", "soorten": ["E35"]}),
        burglaries(id="woningen", noemer={"van": "woningen", "per": 1000}),
        burglaries(id="los", noemer=None),
    )
    configured(drempel=3)
    for niveau in (Niveau.BUURT, Niveau.WIJK, Niveau.GEMEENTE):
        for stap in (Stap.JAAR, Stap.MAAND, Stap.VOORTSCHRIJDEND):
            selection = ask(snapshot, niveau=niveau, stap=stap)
            together = measure_all(asked, selection)
            assert list(together) == [indicator.id for indicator in asked]
            for indicator in asked:
                alone, found = measure(indicator, selection), together[indicator.id]
                pd.testing.assert_frame_equal(found.values, alone.values)
                assert (found.eenheid, found.bronnen, found.noemer_jaren) == (
                    alone.eenheid,
                    alone.bronnen,
                    alone.noemer_jaren,
                )


def test_survey_questions_are_not_counted_along(tmp_path):
    assert measure_all([question()], ask(publish(tmp_path))) == {}
