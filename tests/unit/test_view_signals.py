"""The words, the log, the tables and the two counts of false signals, on signals made by hand."""

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from analytics import marks
from analytics.areas import Area, Niveau
from analytics.figures import signals as figures
from analytics.figures.theme import theme
from analytics.marks import Mark
from analytics.periods import add_months
from analytics.signals import NEEDED, Group, Methode, MonthOfSignals, Signal
from analytics.views import signals, signals_chosen, signals_past, signals_table, signals_words
from analytics.views.signals import Judged, Offered, Shown
from tests.builders import BINNENSTAD, CENTRUM, JEKERKWARTIER, STAD, WOLDER, ZUIDWEST, cells, publish, steady_months

OCTOBER, SEPTEMBER = date(2025, 10, 1), date(2025, 9, 1)
BURGLARY, YOUTH = "1.1.1", "E35"
WITHOUT_INDICATOR = "2.6.4"
AREAS = {
    area.code: area
    for area in (
        Area(BINNENSTAD, "Binnenstad", Niveau.BUURT, CENTRUM),
        Area(JEKERKWARTIER, "Jekerkwartier", Niveau.BUURT, CENTRUM),
        Area(WOLDER, "Wolder", Niveau.BUURT, ZUIDWEST),
        Area(CENTRUM, "Centrum", Niveau.WIJK),
        Area(ZUIDWEST, "Zuidwest", Niveau.WIJK),
        Area(STAD, "Maastricht", Niveau.GEMEENTE),
    )
}
WORDS = {"bekend": "bekend", "uitzoeken": "uitzoeken", "opgepakt": "opgepakt", "loos": "loos"}


def found(gebied=BINNENSTAD, soort=BURGLARY, **changed):
    fields = {
        "maand": OCTOBER,
        "niveau": AREAS[gebied].niveau,
        "gebied": gebied,
        "soort": soort,
        "waarneming": 9,
        "verwacht": 2.4,
        "ondergrens": 0.3,
        "bovengrens": 4.6,
        "p": 0.0004,
        "q": 0.034,
        "methode": Methode.FARRINGTON,
    }
    return Signal(**(fields | changed))


def month(*found_signals, maand=OCTOBER, **changed):
    fields = {"budget": 1.0, "drempel": 0.002, "toetsen": 500, "niet_getoetst": 0, "voorlopig": False}
    return MonthOfSignals(maand=maand, signalen=found_signals, **(fields | changed))


def judged(*pairs):
    return Judged({signals_words.signal_id(one): word for one, word in pairs}, WORDS)


def course(*counts, high=4.6, until=OCTOBER, status="definitief"):
    months = pd.date_range(end=pd.Timestamp(until), periods=len(counts), freq="MS")
    return pd.DataFrame(
        {
            "maand": months,
            "teller": np.array(counts, dtype=float),
            "verwacht": 2.4,
            "ondergrens": 0.3,
            "bovengrens": high,
            "signaal": [count > high for count in counts],
            "status": status,
        }
    )


NOBODY = Judged({}, WORDS)
RISE = found(methode=Methode.CUSUM, sinds=date(2025, 6, 1), waarneming=31, verwacht=18.2, ondergrens=11, bovengrens=27)


# -- words --


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(0.3, 4.6, "1 tot 4"), (0, 2, "0 tot 2"), (0.0, 0.4, "0"), (1.2, 1.9, "1"), (980.2, 1204.9, "981 tot 1.204")],
)
def test_usual_is_told_in_whole_numbers_inside_the_band(low, high, text):
    assert signals_words.between(low, high) == text


def test_a_figure_stands_beside_what_is_usual():
    assert signals_words.figure(found()) == "9 in oktober 2025, gewoonlijk 1 tot 4"
    assert signals_words.method(found()) == "plotselinge stijging"


def test_a_slow_rise_is_about_all_its_months():
    assert signals_words.figure(RISE) == "31 in jun–okt 2025, gewoonlijk 11 tot 27"
    assert signals_words.method(RISE) == "langzame stijging sinds juni 2025"


@pytest.mark.parametrize(("q", "text"), [(0.034, "3%"), (0.0004, "minder dan 1%"), (1.0, "100%"), (0.6, "60%")])
def test_how_sure_is_a_share(q, text):
    assert signals_words.chance(found(q=q)) == f"van signalen zo sterk als dit is naar verwachting {text} toeval"


def test_a_kind_has_the_name_of_its_own_indicator_else_that_of_the_police():
    assert signals_words.kind_name(BURGLARY) == "Woninginbraken"
    assert signals_words.kind_name(WITHOUT_INDICATOR) == "Afval"


# -- the answer --


def test_the_answer_says_how_many_how_many_by_chance_and_which_stands_out():
    answer = signals.answer(month(found(), found(WOLDER, q=0.6)), Shown(), AREAS)
    assert answer == (
        "In oktober 2025 zijn er 2 signalen; naar verwachting is daarvan 1 toeval. Het sterkst: Woninginbraken in "
        "Binnenstad (9 in oktober 2025, gewoonlijk 1 tot 4)."
    )
    few = signals.answer(month(found()), Shown(), AREAS)
    assert few.startswith("In oktober 2025 is er 1 signaal; van zulke signalen is naar verwachting 3% toeval.")


def test_no_more_signals_are_expected_to_be_false_than_the_budget():
    assert signals.expected_false(month(found(q=0.9), found(WOLDER, q=0.9))) == 1.0
    assert signals.expected_false(month(found(q=0.1), found(WOLDER, q=0.2))) == pytest.approx(0.4)
    assert signals.expected_false(month()) == 0.0


def test_no_signals_is_an_answer():
    assert signals.answer(month(), Shown(), AREAS) == "Geen signalen in oktober 2025; dat is ook een uitkomst."


def test_what_a_filter_hides_is_not_called_nothing():
    assert signals.answer(month(found()), Shown(rubriek="overlast"), AREAS) == (
        "Geen signalen in deze keuze; in oktober 2025 is er 1 signaal op een ander niveau of van een andere soort."
    )


def test_a_filter_does_not_move_the_number_that_chance_gives():
    answer = signals.answer(month(found(), found(WOLDER, YOUTH, q=0.5)), Shown(rubriek="overlast"), AREAS)
    assert answer.startswith("In oktober 2025 is er 1 signaal; van alle 2 samen is naar verwachting 1 toeval.")


def test_without_history_nothing_is_tested_and_that_is_said():
    empty = month(toetsen=0, drempel=0.0, niet_getoetst=500)
    assert "te weinig geschiedenis" in signals.answer(empty, Shown(), AREAS)


def test_what_was_not_tested_and_what_may_still_come_is_said():
    told = signals.reading(month(niet_getoetst=20, voorlopig=True))
    assert "20 reeksen hebben te weinig geschiedenis en zijn niet getoetst." in told
    assert "De maand is nog voorlopig" in told


def test_the_months_on_offer_have_figures_and_a_history_before_them(tmp_path):
    snapshot = steady_months(
        tmp_path,
        kinds=[BURGLARY],
        dekking=[
            {"van": date(2023, 1, 1), "tot": date(2025, 11, 1)},
            {"van": date(2025, 11, 1), "status": "voorlopig"},
        ],
    )
    found_months = signals.offered(snapshot)
    assert found_months.maanden[-1] == add_months(date(2023, 1, 1), NEEDED)
    assert found_months.opening == OCTOBER
    assert list(signals.month_names(found_months).items())[:2] == [
        ("2025-12", "december 2025 (voorlopig)"),
        ("2025-11", "november 2025 (voorlopig)"),
    ]


def test_without_months_or_with_too_few_there_is_nothing_to_test(tmp_path):
    none = signals.offered(publish(tmp_path, name="leeg"))
    assert "geen registraties per maand" in signals.nothing_to_test(none)
    few = Offered((), (), 12)
    assert signals.nothing_to_test(few).startswith("Dat is nog niet te zeggen: er zijn 12 maanden bekend.")


# -- one entry per event --


def test_the_same_event_at_three_levels_is_one_entry():
    event = month(found(), found(CENTRUM, hoort_bij=BINNENSTAD), found(STAD, hoort_bij=BINNENSTAD))
    (group,) = Shown().groups(event)
    drawn = signals.log(
        [group], {signals_words.signal_id(found()): course(1, 9)}, NOBODY, AREAS, label="", selected=None
    )
    (entry,) = drawn["entries"]
    assert entry["notes"] == (
        "Plotselinge stijging. Ook zichtbaar in Centrum (wijk) en Maastricht (hele gemeente). Van zulke signalen is "
        "naar verwachting 3% toeval."
    )
    assert entry["mark"] == "nog niet beoordeeld"


def test_one_level_shows_every_signal_of_that_level():
    event = month(found(), found(CENTRUM, hoort_bij=BINNENSTAD), found(STAD, hoort_bij=BINNENSTAD))
    assert [group.signaal.gebied for group in Shown("wijk").groups(event)] == [CENTRUM]
    assert [group.signaal.soort for group in Shown(rubriek="overlast").groups(month(found(), found(soort=YOUTH)))] == [
        YOUTH
    ]


def test_a_theme_shows_its_own_signals_only():
    event = month(found(), found(soort=YOUTH))
    assert [group.signaal.soort for group in Shown(thema="3.1").groups(event)] == [YOUTH]
    assert Shown(thema="5.2").groups(event) == ()


def test_the_last_point_of_a_slow_rise_need_not_lie_outside_its_band():
    drawn = signals.log(
        [Group(RISE, ())], {signals_words.signal_id(RISE): course(5, 6, 4)}, NOBODY, AREAS, label="", selected=None
    )
    assert drawn["entries"][0]["outside"] is False


def test_the_small_chart_ends_at_the_month_of_the_signal():
    points = course(1, 2, np.nan, 9, 3, until=date(2025, 11, 1))
    drawn = signals.log(
        [Group(found(), ())], {signals_words.signal_id(found()): points}, NOBODY, AREAS, label="", selected=None
    )
    assert drawn["entries"][0]["points"] == [1.0, 2.0, None, 9.0]
    assert drawn["entries"][0]["outside"] is True


# -- the year --


def test_the_year_is_newest_first_and_says_what_came_of_each():
    older = found(WOLDER, maand=SEPTEMBER)
    past = (month(older, maand=SEPTEMBER), month(found()))
    events = signals.by_id(past, Shown())
    made = signals_table.table(events, judged((older, "loos")), AREAS, None)
    assert [row.group for row in made.rows] == ["oktober 2025", "september 2025"]
    assert [row["oordeel"]["text"] for row in cells(made).values()] == ["nog niet", "loos"]
    assert [row["gewoonlijk"]["text"] for row in cells(made).values()] == ["1 tot 4", "1 tot 4"]


def test_the_count_of_a_slow_rise_says_since_when_and_the_file_has_every_part():
    made = signals_table.table({signals_words.signal_id(RISE): Group(RISE, (found(STAD),))}, NOBODY, AREAS, None)
    (row,) = made.rows
    assert cells(made)[row.id]["soort"]["text"] == "Woninginbraken, sinds jun 2025"
    kept = {name: cell.value for name, cell in row.cells.items()}
    assert (kept["soort"], kept["van"], kept["maand"], kept["ook"]) == (
        "Woninginbraken",
        "2025-06",
        "2025-10",
        "Maastricht",
    )
    assert (kept["verwacht"], kept["ondergrens"], kept["bovengrens"]) == (18.2, 11, 27)
    assert kept["toeval"] == pytest.approx(3.4)


def test_what_came_of_earlier_signals_in_a_sentence():
    first, second, third = (found(code, maand=SEPTEMBER) for code in (BINNENSTAD, JEKERKWARTIER, WOLDER))
    events = {signals_words.signal_id(one): Group(one, ()) for one in (first, second, third)}
    told = signals_past.earlier_sentence(events, judged((first, "loos"), (second, "opgepakt")))
    assert told == "In de maanden ervoor waren er 3: 1 opgepakt, 1 loos en 1 nog niet beoordeeld."
    assert signals_past.earlier_sentence({}, NOBODY) == "In de maanden ervoor waren er geen signalen."


def test_how_often_false_by_the_threshold_and_by_the_team():
    past = [month(found(maand=m), found(WOLDER, maand=m), maand=m) for m in (SEPTEMBER, OCTOBER)]
    assert signals_past.expected_sentence(past) == (
        "In 2 maanden waren er 4 signalen. Naar hun sterkte is naar verwachting 3% toeval; de drempel laat in die tijd "
        "hoogstens 2 valse door."
    )
    events = signals.by_id(past, Shown())
    assert signals_past.judged_sentence(events, judged((found(), "loos"), (found(WOLDER), "bekend"))) == (
        "Het team beoordeelde er 2: 1 loos. Nog niet beoordeeld: 2."
    )
    assert "nog geen" in signals_past.judged_sentence(events, NOBODY)


def test_months_without_a_single_signal_have_no_share():
    told = signals_past.expected_sentence([month(), month(maand=SEPTEMBER)])
    assert told == "In 2 maanden was er geen enkel signaal; de drempel laat er door toeval hoogstens 2 door."


def test_false_signals_are_counted_per_method():
    events = {signals_words.signal_id(one): Group(one, ()) for one in (found(), found(WOLDER), RISE)}
    made = signals_past.by_method(events, judged((found(), "loos"), (RISE, "opgepakt")))
    assert [[cell["text"] for cell in row.values()] for row in cells(made).values()] == [
        ["plotselinge stijging", "2", "1", "0", "0", "0", "1"],
        ["langzame stijging", "1", "1", "0", "0", "1", "0"],
    ]
    assert signals_past.by_method({}, NOBODY) is None


# -- one signal --


def test_the_months_of_a_signal_newest_first_and_hidden_ones_hidden():
    points = course(1, 2, 9)
    points.loc[0, ["teller", "status"]] = [np.nan, "onderdrukt"]
    made = cells(signals_chosen.months(found(), points, AREAS))
    assert list(made) == ["2025-10", "2025-09", "2025-08"]
    assert made["2025-10"]["signaal"]["text"] == "signaal"
    assert made["2025-08"]["aantal"]["status"] == "onderdrukt"
    assert "1" not in made["2025-08"]["aantal"]["text"]


def test_the_areas_around_are_the_neighbours_and_of_the_city_its_wijken(tmp_path):
    snapshot = publish(tmp_path)
    beside = signals_chosen.around(snapshot, found(JEKERKWARTIER), AREAS)
    assert [area.naam for area in beside.gebieden] == ["Binnenstad", "Wolder"]
    whole = signals_chosen.around(snapshot, found(STAD), AREAS)
    assert [area.naam for area in whole.gebieden] == ["Centrum", "Zuidwest"]
    courses = {BINNENSTAD: course(1, 9), WOLDER: course(1, 2, until=SEPTEMBER)}
    made = cells(signals_chosen.around_table(found(JEKERKWARTIER), beside, courses))
    assert made[BINNENSTAD]["woord"]["text"] == "meer dan gewoonlijk"
    assert made[WOLDER]["aantal"]["status"] == "ontbreekt"
    alone = signals_chosen.Around("", ())
    assert signals_chosen.around_table(found(), alone, {}) is None


def test_a_kind_leads_to_its_theme_and_with_an_indicator_of_its_own_to_trend_and_map():
    links = signals_chosen.links(found(), AREAS)
    assert [link.page for link in links] == ["hic_trend", "kaart", "themas"]
    assert links[1].choices["niveau"] == "buurt"
    assert "gebied" not in signals_chosen.links(found(STAD), AREAS)[1].choices
    assert [link.choices for link in signals_chosen.links(found(soort=WITHOUT_INDICATOR), AREAS)] == [{"thema": "1.2"}]
    assert "2.6.4" in " ".join(signals_chosen.facts(Group(found(soort=WITHOUT_INDICATOR), ()), AREAS))


def test_earlier_judgements_of_the_same_area_and_kind_come_along():
    def mark(maand, gebied, text):
        about = marks.Signal(STAD, maand, gebied, BURGLARY, "farrington")
        return Mark(about, "loos", text, datetime(2025, 11, 1, tzinfo=UTC), "anna", 1)

    kept = [mark(SEPTEMBER, BINNENSTAD, "kermis"), mark(OCTOBER, BINNENSTAD, ""), mark(SEPTEMBER, WOLDER, "")]
    assert signals_chosen.said_before(found(), kept) == ("Eerder, in september 2025: loos (kermis)",)


# -- figures --


def test_the_chart_leaves_gaps_and_gives_signals_a_shape_of_their_own():
    points = course(1, 2, 3, 9, 2)
    points.loc[1, ["verwacht", "ondergrens", "bovengrens"]] = np.nan
    points.loc[4, "status"] = "voorlopig"
    figure = figures.course_chart(points, date(2025, 9, 1), dark=False)
    bands = [trace for trace in figure.data if trace.fill == "toself"]
    assert len(bands) == 2, "not across the month without an expectation"
    ordinary, flagged = (trace for trace in figure.data if trace.mode == "markers")
    assert (list(flagged.y), flagged.marker.symbol) == ([9.0], "diamond")
    assert ordinary.marker.color[-1] == theme().paper, "provisional is hollow"
    assert [note.text for note in figure.layout.annotations] == ["<b>9</b>", "gewoonlijk"]


def test_the_text_of_the_chart_names_the_months_of_signals():
    told = signals_chosen.chart_text(found(), course(1, 6, 9), AREAS)
    assert "Signaal in: september 2025 en oktober 2025." in told
    assert told.endswith("Binnenstad: 9 in oktober 2025, gewoonlijk 1 tot 4.")
