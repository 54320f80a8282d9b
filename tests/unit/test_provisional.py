"""What is said about provisional months: how complete they are, what they become, and when nothing is said."""

from datetime import date
from math import hypot, sqrt

import pytest

from analytics import provisional
from analytics.areas import Niveau, all_areas
from analytics.classes import Breaks
from analytics.coverage import coverage
from analytics.figures import trend
from analytics.measures import measure
from analytics.periods import Stap, add_months
from analytics.trends import monthly, rolling
from analytics.views import about, area_map, city_overview, common, hic_trend
from tests.builders import (
    BINNENSTAD,
    BUURTCODES,
    JEKERKWARTIER,
    STAD,
    WOLDER,
    ask,
    burglaries,
    cells,
    month,
    publish,
    question,
)

DECEMBER = date(2025, 12, 1)
FIRST_SEEN = (390, 410)  # in the month after; 500 in the end, so 78% and 82% in turn
LAST = {BINNENSTAD: 200, JEKERKWARTIER: 190, WOLDER: 10}  # December as it is known now: 400


BROAD = [  # two years of all crimes, of which the last month is provisional
    {"soort": "0.0.0", "van": date(2024, 1, 1), "tot": DECEMBER},
    {"soort": "0.0.0", "van": DECEMBER, "status": "voorlopig"},
]


def seen(months=11, kind="1.1.1", final=500, factor=1.0):
    """The first `months` months of 2025 as they were known in the month after (390, 410, 390, ...) and later (500)."""
    return [
        {"soort": kind, "maand": date(2025, number, 1), "aantal": int(factor * count),
         "peildatum": add_months(date(2025, number, 15), 1 + age)}
        for number in range(1, months + 1)
        for age, count in ((0, FIRST_SEEN[number % 2]), (1, final))
        if add_months(date(2025, number, 15), 1 + age) < date(2026, 1, 15)
    ]  # fmt: skip


def city(folder, *, standen=None, last=LAST, kind="1.1.1", **what):
    """2025 with 500 burglaries a month, of which December is provisional."""
    per_month = [month(2025, n) | {"aantal": 500, "gebied": BINNENSTAD, "soort": kind} for n in range(1, 12)]
    december = [month(2025, 12) | {"aantal": n, "gebied": code, "soort": kind} for code, n in last.items()]
    chosen = {
        "registraties": [*per_month, *december],
        "dekking": [{"tot": DECEMBER, "soort": kind}, {"van": DECEMBER, "status": "voorlopig", "soort": kind}],
        "kerncijfers": [{"gebied": code} for code in BUURTCODES],
        "standen": seen() if standen is None else standen,
    }
    return publish(folder, **(chosen | what))


def series_of(snapshot, area=STAD, niveau=Niveau.GEMEENTE, **changed):
    return monthly(burglaries(), ask(snapshot, niveau=niveau, stap=Stap.MAAND, **changed), area)


# --- in words --------------------------------------------------------------------------------------------------------


def test_the_share_of_a_month_is_that_of_earlier_months_at_the_same_age(tmp_path):
    age = provisional.share(city(tmp_path), burglaries(), DECEMBER)
    assert (age.leeftijd, age.metingen) == (0, 11)
    assert age.aandeel == pytest.approx(0.8, abs=0.005)
    assert 0.7 < age.ondergrens < 0.78 < 0.82 < age.bovengrens < 0.9


def test_months_are_worded_in_one_way(tmp_path):
    snapshot = city(tmp_path)
    age = provisional.share(snapshot, burglaries(), DECEMBER)
    assert provisional.phrase(age) == "naar verwachting 80% (75–85%) binnen"
    assert provisional.sentence(snapshot, burglaries(), [DECEMBER]) == (
        "Voorlopig, naar verwachting binnen: dec 2025 80% (75–85%); gemeten over de hele gemeente."
    )


def test_with_few_registrations_the_sentence_says_that_all_crimes_were_measured(tmp_path):
    rare = seen(kind="1.1.1", factor=0.01, final=5) + seen(kind="0.0.0")
    dekking = [{"soort": "0.0.0"}, {"tot": DECEMBER}, {"van": DECEMBER, "status": "voorlopig"}]
    snapshot = city(tmp_path, kind="0.0.0", standen=rare, dekking=dekking)
    assert provisional.sentence(snapshot, burglaries(), [DECEMBER]).endswith(
        "gemeten over alle misdrijven in de hele gemeente."
    )


@pytest.mark.parametrize("followed", [0, 1, 3])
def test_nothing_is_said_when_fewer_than_four_months_were_followed(tmp_path, followed):
    snapshot = city(tmp_path, standen=seen(followed))
    assert provisional.share(snapshot, burglaries(), DECEMBER) is None
    assert provisional.sentence(snapshot, burglaries(), [DECEMBER]) == ""
    assert provisional.months(snapshot, series_of(snapshot)) == ()
    assert provisional.in_general(snapshot) == ""


def test_four_months_are_enough(tmp_path):
    assert provisional.share(city(tmp_path, standen=seen(4)), burglaries(), DECEMBER).metingen == 4


def test_no_more_than_all_of_it_is_said_to_be_in_while_figures_grow(tmp_path):
    nearly = [
        row | {"aantal": (480, 500, 499)[row["maand"].month % 3] if row["aantal"] < 500 else 500} for row in seen()
    ]
    age = provisional.share(city(tmp_path, standen=nearly), burglaries(), DECEMBER)
    assert age.aandeel < 1
    assert age.bovengrens == 1


def test_of_a_survey_and_of_final_months_nothing_is_said(tmp_path):
    snapshot = city(tmp_path)
    assert provisional.sentence(snapshot, question(), [DECEMBER]) == ""
    assert provisional.sentence(snapshot, burglaries(), []) == ""


def test_provisional_months_of_a_period(tmp_path):
    known = coverage(city(tmp_path), burglaries(), Niveau.BUURT)
    assert provisional.months_of(known, date(2025, 1, 1), date(2026, 1, 1)) == (DECEMBER,)
    assert provisional.months_of(known, date(2025, 1, 1), DECEMBER) == ()


def test_months_in_general_by_their_age(tmp_path):
    snapshot = city(tmp_path, kind="0.0.0", standen=seen(kind="0.0.0"))
    assert provisional.in_general(snapshot) == (
        "Van alle misdrijven in een maand is naar verwachting binnen, in de maanden erna: in de eerste 80% (75–85%)."
    )


# --- what a month becomes --------------------------------------------------------------------------------------------


def test_the_expected_value_is_the_figure_divided_by_its_share(tmp_path):
    """For the city the measured spread is all there is: no chance is added to it."""
    snapshot = city(tmp_path)
    age = provisional.share(snapshot, burglaries(), DECEMBER)
    (found,) = provisional.months(snapshot, series_of(snapshot, absoluut=True))
    assert found.maand == DECEMBER
    assert (found.waarde, found.laag, found.hoog) == pytest.approx(
        (400 / age.aandeel, 400 / age.bovengrens, 400 / age.ondergrens)
    )


def test_a_rate_grows_as_its_count_does(tmp_path):
    snapshot = city(tmp_path)
    (count,) = provisional.months(snapshot, series_of(snapshot, absoluut=True))
    (rate,) = provisional.months(snapshot, series_of(snapshot))
    assert (rate.waarde, rate.laag, rate.hoog) == pytest.approx((count.waarde / 3, count.laag / 3, count.hoog / 3))


def test_in_a_part_of_the_city_chance_has_more_room(tmp_path):
    snapshot = city(tmp_path)
    c = provisional.share(snapshot, burglaries(), DECEMBER)
    (found,) = provisional.months(snapshot, series_of(snapshot, WOLDER, Niveau.BUURT, absoluut=True))
    chance = 1.96 * sqrt(10 * (1 - c.aandeel) / c.aandeel**2 * (1 - 10 / 400))
    assert found.waarde == pytest.approx(10 / c.aandeel)
    assert found.hoog == pytest.approx(10 / c.aandeel + hypot(10 / c.ondergrens - 10 / c.aandeel, chance))
    assert found.laag == 10, "a figure that usually grows does not shrink"


@pytest.mark.parametrize("count", [0, 4])
def test_of_a_handful_no_final_value_is_expected(tmp_path, count):
    snapshot = city(tmp_path, last=LAST | {WOLDER: count})
    assert provisional.months(snapshot, series_of(snapshot, WOLDER, Niveau.BUURT, absoluut=True)) == ()


def test_of_a_hidden_figure_no_final_value_is_expected(tmp_path, configured):
    configured(drempel=20)
    snapshot = city(tmp_path)
    hidden = series_of(snapshot, WOLDER, Niveau.BUURT, absoluut=True)
    assert hidden.punten["teller"].isna().iloc[-1]
    assert provisional.months(snapshot, hidden) == ()


def rolling_of(snapshot, area, niveau=Niveau.GEMEENTE):
    selection = ask(snapshot, niveau=niveau, absoluut=True)
    return rolling(burglaries(), selection, area), monthly(burglaries(), selection, area)


def test_twelve_months_grow_by_what_their_provisional_months_grow(tmp_path):
    snapshot = city(tmp_path)
    twelve, per_month = rolling_of(snapshot, STAD)
    (last,) = provisional.rolling(snapshot, twelve, per_month)
    (december,) = provisional.months(snapshot, per_month)
    final = 11 * 500
    assert (last.maand, last.waarde, last.laag, last.hoog) == pytest.approx(
        (DECEMBER, final + december.waarde, final + december.laag, final + december.hoog)
    )


def test_a_window_grows_by_the_months_that_lie_in_it(tmp_path):
    """The twelve months up to November know nothing of December."""
    november = date(2025, 11, 1)
    covered = [{"van": date(2024, 1, 1), "tot": november}, {"van": november, "status": "voorlopig"}]
    snapshot = city(tmp_path, dekking=covered)  # and nothing happened in 2024
    selection = ask(snapshot, niveau=Niveau.GEMEENTE, van=date(2024, 1, 1), absoluut=True)
    twelve, per_month = rolling(burglaries(), selection, STAD), monthly(burglaries(), selection, STAD)
    grown = {one.maand: one.waarde for one in provisional.months(snapshot, per_month)}
    found = {one.maand: one.waarde for one in provisional.rolling(snapshot, twelve, per_month)}
    assert found == pytest.approx(
        {november: 10 * 500 + grown[november], DECEMBER: 10 * 500 + grown[november] + grown[DECEMBER]}
    )


def test_a_window_with_a_hidden_month_says_nothing_about_it(tmp_path, configured):
    """Twelve months may be shown where one of them is hidden; what it becomes would give that one away."""
    configured(drempel=20)
    snapshot = city(tmp_path, last=LAST | {BINNENSTAD: 10})
    twelve, per_month = rolling_of(snapshot, BINNENSTAD, Niveau.BUURT)
    assert twelve.punten["waarde"].notna().iloc[-1]
    assert provisional.rolling(snapshot, twelve, per_month) == ()


# --- on the screens --------------------------------------------------------------------------------------------------


def test_the_trend_says_and_draws_what_provisional_months_become(tmp_path):
    snapshot = city(tmp_path)
    selection = ask(snapshot, niveau=Niveau.GEMEENTE)
    view = hic_trend.build(burglaries(), selection, all_areas(snapshot)[STAD], snapshot.manifest())
    assert view.completeness.startswith("Voorlopig, naar verwachting binnen: dec 2025 80% (75–85%);")
    assert "Open rondje" in view.completeness
    assert "(voorlopig, naar verwachting wordt dit 1.999,6 (1.990,1–2.010,4))" in view.rolling_text
    assert "dec 2025 naar verwachting wordt dit 499 (470–531)" in view.panels_text
    assert cells(view.months)["2025-12"]["wordt"]["text"] == "1.999,6 (1.990,1–2.010,4)"
    assert cells(view.months)["2025-11"]["wordt"]["text"] == "definitief"


def test_marks_stand_beside_the_figures_and_replace_none(tmp_path):
    snapshot = city(tmp_path)
    selection = ask(snapshot, niveau=Niveau.GEMEENTE)
    view = hic_trend.build(burglaries(), selection, all_areas(snapshot)[STAD], snapshot.manifest())
    for draw, given, expected in (
        (
            lambda what, **more: trend.rolling_chart(what, name="Stad", dark=False, **more),
            view.rolling,
            view.rolling_expected,
        ),
        (lambda what, **more: trend.monthly_panels(what, dark=False, **more), view.panels, view.panels_expected),
    ):
        without, with_marks = draw(given), draw(given, expected=expected)
        marks = [trace for trace in with_marks.data if trace.error_y.array is not None]
        assert len(with_marks.data) == len(without.data) + 1
        assert [len(mark.x) for mark in marks] == [1]
        assert marks[0].error_y.array[0] > 0
        assert "naar verwachting wordt dit" in marks[0].text[0]


def test_a_provisional_bar_says_what_it_becomes_and_a_final_one_does_not(tmp_path):
    snapshot = city(tmp_path)
    selection = ask(snapshot, niveau=Niveau.GEMEENTE)
    view = hic_trend.build(burglaries(), selection, all_areas(snapshot)[STAD], snapshot.manifest())
    with_marks = trend.monthly_panels(view.panels, dark=False, expected=view.panels_expected)
    without = trend.monthly_panels(view.panels, dark=False)
    assert with_marks.data[1].customdata[-1] == "dec 2025: 400 (voorlopig, naar verwachting wordt dit 499 (470–531))"
    assert without.data[1].customdata[-1] == "dec 2025: 400 (voorlopig)"
    assert with_marks.data[0].customdata[-1] == "nov 2025: 500"


def test_without_measurements_the_trend_draws_and_claims_nothing(tmp_path):
    snapshot = city(tmp_path, standen=[])
    selection = ask(snapshot, niveau=Niveau.GEMEENTE)
    view = hic_trend.build(burglaries(), selection, all_areas(snapshot)[STAD], snapshot.manifest())
    assert (view.completeness, view.rolling_expected, view.panels_expected) == ("", (), ((),))
    assert "wordt" not in cells(view.months)["2025-12"]
    assert view.rolling_text.endswith("(voorlopig).")


@pytest.mark.parametrize(
    ("van", "detail", "noted"),
    [(DECEMBER, "voorlopig, naar verwachting 80% (75–85%) binnen", True), (date(2025, 1, 1), "voorlopig", True),
     (date(2025, 11, 1), None, False)],
)  # fmt: skip
def test_a_map_of_provisional_months_says_how_complete_they_are(tmp_path, van, detail, noted):
    snapshot = city(tmp_path)
    tot = DECEMBER if not noted else date(2026, 1, 1)
    selection = ask(snapshot, van=van, tot=tot, stap=Stap.GEHEEL)
    measurement, whole = (measure(burglaries(), s) for s in (selection, area_map.city_of(selection)))
    view = area_map.build(measurement, whole, Breaks((), 0), snapshot.manifest(), None)
    assert view.completeness.startswith("Voorlopig, naar verwachting binnen: dec 2025" if noted else "")
    assert bool(view.completeness) is noted
    assert ("Volledigheid" in dict(view.source.notes)) is noted
    last = view.payload["areas"][BINNENSTAD]["detail"].split(" · ")[-1]
    assert last == detail if detail else "voorlopig" not in last


def test_the_page_about_the_figures_says_how_they_grow(tmp_path):
    snapshot = city(tmp_path, kind="0.0.0", standen=seen(kind="0.0.0"))
    words = dict(about.build(snapshot, snapshot.manifest()).words)
    assert words["voorlopig"].endswith("later binnen. " + provisional.in_general(snapshot))
    bare = publish(tmp_path, name="zonder")
    assert dict(about.build(bare, bare.manifest()).words)["voorlopig"].endswith("komen later binnen")


def test_a_figure_without_provisional_months_has_no_note_about_them(tmp_path):
    snapshot = city(tmp_path)
    selection = ask(snapshot, tot=DECEMBER, stap=Stap.GEHEEL)
    assert common.completeness(measure(burglaries(), selection), selection.periods[0]) == ""


def test_the_overview_says_how_complete_recent_months_are(tmp_path):
    snapshot = city(tmp_path, kind="0.0.0", standen=seen(kind="0.0.0"), dekking=BROAD)
    view = city_overview.build(ask(snapshot, niveau=Niveau.GEMEENTE), snapshot.manifest())
    assert view.completeness.endswith("nog niet mee. " + provisional.in_general(snapshot))
    final = city(tmp_path, name="definitief", kind="0.0.0", standen=seen(kind="0.0.0"), dekking=[{"soort": "0.0.0"}])
    assert city_overview.build(ask(final, niveau=Niveau.GEMEENTE), final.manifest()).completeness == ""
