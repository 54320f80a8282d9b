"""Annotations on the screen: which letter, what stands under a chart, what a chart draws, what a form makes of it."""

from datetime import UTC, date, datetime

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics import indicators
from analytics.annotations import Annotation
from analytics.areas import Area, Niveau, all_areas
from analytics.errors import WrongUsage
from analytics.figures import notes, profile, trend
from analytics.figures.notes import Note
from analytics.figures.theme import theme
from analytics.trends import rolling
from analytics.views import annotation_form, hic_trend
from analytics.views.annotations import noted
from tests.builders import BINNENSTAD, CENTRUM, STAD, WOLDER, ask, burglaries, steady_months

WHEN = datetime(2026, 1, 15, 12, tzinfo=UTC)
SPAN = (date(2023, 1, 1), date(2025, 12, 1))
CITY = Area(STAD, "Maastricht", Niveau.GEMEENTE)
BUURT = Area(BINNENSTAD, "Binnenstad", Niveau.BUURT, CENTRUM)
AREAS = {STAD: CITY, CENTRUM: Area(CENTRUM, "Centrum", Niveau.WIJK), BINNENSTAD: BUURT}


def one(id_=1, **changed):
    """An annotation as it is kept; a test names only what it is about."""
    fields = {
        "id": id_,
        "versie": 1,
        "gemeente": STAD,
        "gebieden": (),
        "indicatoren": (),
        "van": date(2025, 3, 15),
        "tot": None,
        "soort": "maatregel",
        "tekst": "Camera's op het plein",
        "toelichting": "",
        "ingetrokken": False,
        "gemaakt": WHEN,
        "gemaakt_door": "anna",
        "gewijzigd": WHEN,
        "gewijzigd_door": "bram",
    }
    return Annotation(**fields | changed)


@pytest.fixture(scope="module")
def hic():
    return indicators.load("hic")


@pytest.fixture(scope="module")
def kind():
    return indicators.load("woninginbraak")


# -- in words ---------------------------------------------------------------------------------------------------------


def test_letters_follow_the_days_and_are_the_same_in_every_chart(hic, kind):
    later, first, of_kind = one(1), one(2, van=date(2024, 1, 1)), one(3, indicatoren=(kind.id,), van=date(2024, 6, 1))
    found = noted([later, first, of_kind], [hic, kind], STAD, AREAS, SPAN)
    assert [note.letter for note in found.on(hic)] == ["A", "C"]
    assert [note.letter for note in found.on(kind)] == ["A", "B", "C"]
    assert [head[0] for head, _body in found.lines(hic)] == ["A", "C"]
    assert [head[0] for head, _body in found.lines(kind, without=[hic])] == ["B"]


def test_after_z_come_two_letters(hic):
    found = noted([one(n, van=date(2025, 1, 1)) for n in range(1, 60)], [hic], STAD, AREAS, SPAN)
    letters = [note.letter for note in found.on(hic)]
    assert (letters[25], letters[26], letters[52]) == ("Z", "AA", "BA")
    assert len(set(letters)) == 59


def test_the_list_says_when_what_where_and_who(hic):
    everywhere = one(tot=date(2025, 6, 30), toelichting="Proef van drie maanden.")
    here = one(2, soort="methode", van=date(2025, 8, 1), gebieden=(BINNENSTAD,), indicatoren=(hic.id,), tekst="Anders!")
    assert noted([everywhere, here], [hic], BINNENSTAD, AREAS, SPAN).lines(hic) == [
        (
            "A · 15 maart 2025 tot en met 30 juni 2025, maatregel",
            "Camera's op het plein. Proef van drie maanden. (bram, 15 januari 2026, 13:00)",
        ),
        (
            "B · 1 augustus 2025, over de cijfers",
            "Anders! (alleen Binnenstad, alleen High Impact Crimes, bram, 15 januari 2026, 13:00)",
        ),
    ]


def test_the_text_of_a_chart_says_its_annotations_once(hic, kind):
    found = noted([one(), one(2, van=date(2025, 4, 1), tekst="Camera's weg")], [hic, kind], STAD, AREAS, SPAN)
    text = "Aantekeningen: A, 15 maart 2025: Camera's op het plein; B, 1 april 2025: Camera's weg."
    assert found.text(hic, kind) == text
    assert noted([], [hic], STAD, AREAS, SPAN).text(hic) == ""


def test_the_last_month_drawn_counts_to_its_end(hic):
    assert noted([one(van=date(2025, 12, 31))], [hic], STAD, AREAS, SPAN).every
    assert not noted([one(van=date(2026, 1, 1))], [hic], STAD, AREAS, SPAN).every


def test_without_charts_there_is_nothing(hic):
    assert noted([one()], [hic], STAD, AREAS, None).lines(hic) == []


# -- in charts --------------------------------------------------------------------------------------------------------


def drawn(*those, span=SPAN, **options):
    figure = go.Figure()
    notes.draw(figure, those, theme(), span, **options)
    return figure.layout


def note(letter="A", van=date(2025, 3, 15), tot=None, tekst="tekst"):
    return Note(letter, van, tot, tekst)


def test_a_day_is_a_rule_at_its_month_with_a_letter_above():
    layout = drawn(note())
    (rule,), (letter,) = layout.shapes, layout.annotations
    assert (rule.type, rule.line.dash) == ("line", None), "breaks are dotted, annotations are not"
    assert rule.x0 == rule.x1 == letter.x == pd.Timestamp("2025-03-01")
    assert (letter.text, letter.yanchor, letter.hovertext) == ("<b>A</b>", "bottom", "A: tekst")


def test_a_stretch_is_a_band_that_stops_where_the_chart_does():
    rule, band = drawn(note(van=date(2025, 11, 20), tot=date(2026, 6, 1))).shapes
    assert (rule.type, band.type, band.layer) == ("line", "rect", "below")
    assert (band.x0, band.x1) == (pd.Timestamp("2025-11-01"), pd.Timestamp("2025-12-16"))


@pytest.mark.parametrize("tot", [date(2023, 1, 1), date(2023, 2, 1)])
def test_what_began_before_the_chart_has_a_band_and_no_rule(tot):
    layout = drawn(note(van=date(2022, 5, 1), tot=tot))
    assert [(shape.type, shape.x0) for shape in layout.shapes] == [("rect", pd.Timestamp("2023-01-01"))]
    assert layout.annotations[0].x == pd.Timestamp("2023-01-01")


def test_what_lies_outside_the_chart_is_not_drawn():
    layout = drawn(note(van=date(2022, 12, 31)), note(van=date(2026, 1, 1)))
    assert (layout.shapes, layout.annotations) == ((), ())


def test_letters_that_would_lie_on_each_other_share_a_place():
    layout = drawn(note(), note("B", date(2025, 4, 2)), note("C", date(2025, 9, 1)))
    assert [letter.text for letter in layout.annotations] == ["<b>A B</b>", "<b>C</b>"]
    assert len(layout.shapes) == 3


def test_what_people_typed_is_no_mark_up():
    assert drawn(note(tekst="<b>&</b>")).annotations[0].hovertext == "A: &lt;b&gt;&amp;&lt;/b&gt;"


def test_each_panel_shows_its_own(tmp_path, hic):
    snapshot = steady_months(tmp_path)
    view = hic_trend.build(hic, ask(snapshot, niveau=Niveau.GEMEENTE), all_areas(snapshot)[STAD], snapshot.manifest())
    plain = trend.monthly_panels(view.panels, dark=False)
    figure = trend.monthly_panels(view.panels, dark=False, notes=[(), (note("B"),), ()])
    (rule,) = figure.layout.shapes
    assert (rule.xref, rule.yref) == ("x2", "y2 domain")
    assert [letter.text for letter in figure.layout.annotations[len(plain.layout.annotations) :]] == ["<b>B</b>"]


def test_large_and_small_charts_show_them(tmp_path):
    series = rolling(burglaries(), ask(steady_months(tmp_path)), WOLDER)
    for figure in (
        trend.rolling_chart(series, name="Wolder", dark=False, notes=[note()]),
        profile.small_trend(series, None, dark=True, notes=[note()]),
    ):
        assert "<b>A</b>" in [letter.text for letter in figure.layout.annotations]
        assert [shape.type for shape in figure.layout.shapes] == ["line"]


# -- in the form ------------------------------------------------------------------------------------------------------


def test_a_new_one_begins_with_what_is_on_the_screen(kind):
    typed = annotation_form.typed(None, BUURT, kind, AREAS)
    assert (typed["waar"], typed["waarover"], typed["soort"]) == ("hier", "hier", "gebeurtenis")
    made = annotation_form.new(typed | {"van": "15-3-2025", "tekst": "Iets"}, STAD, BUURT, kind)
    assert (made.gebieden, made.indicatoren, made.van, made.tot) == ((BINNENSTAD,), (kind.id,), date(2025, 3, 15), None)


def test_on_the_page_of_the_city_it_holds_for_the_city(kind):
    assert annotation_form.where(None, CITY, AREAS) == {"alles": "hele gemeente"}
    typed = annotation_form.typed(None, CITY, kind, AREAS) | {"van": "2025-3-15", "waarover": "alles"}
    made = annotation_form.new(typed, STAD, CITY, kind)
    assert (made.gebieden, made.indicatoren) == ((), ())


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"gebieden": (BINNENSTAD,), "indicatoren": ("woninginbraak",)},
        {"gebieden": (CENTRUM, WOLDER), "indicatoren": ("hic",), "tot": date(2025, 9, 1)},
    ],
)
@pytest.mark.parametrize("area", [CITY, BUURT])
def test_opening_and_saving_changes_nothing(kind, kept, area):
    basis = one(**kept)
    typed = annotation_form.typed(basis, area, kind, AREAS)
    assert annotation_form.changed(typed, basis, area, kind) == {}
    assert typed["waar"] in annotation_form.where(basis, area, AREAS)
    assert typed["waarover"] in annotation_form.about(basis, kind, AREAS)


def test_only_what_somebody_changed_is_saved(kind):
    basis = one(gebieden=(CENTRUM, WOLDER))
    typed = annotation_form.typed(basis, BUURT, kind, AREAS) | {"waar": "alles", "tot": "30-6-2025"}
    changes = annotation_form.changed(typed, basis, BUURT, kind)
    assert changes == {"gebieden": (), "tot": date(2025, 6, 30)}


def test_areas_that_are_not_on_the_screen_are_named_and_stay(kind):
    basis = one(gebieden=(CENTRUM,), indicatoren=("hic",))
    assert annotation_form.where(basis, BUURT, AREAS)["zo"] == "Centrum (zoals het is)"
    assert annotation_form.about(basis, kind, AREAS)["zo"] == "High Impact Crimes (zoals het is)"


def test_every_day_that_is_none_is_told_at_once(kind):
    typed = annotation_form.typed(one(), BUURT, kind, AREAS) | {"van": "31-2-2025", "tot": "straks"}
    with pytest.raises(WrongUsage, match=r"Dag of begin: “31-2-2025” is geen datum[^\n]*\nEinde: “straks”"):
        annotation_form.changed(typed, one(), BUURT, kind)


def test_a_menu_says_what_was_withdrawn():
    assert annotation_form.name(one()) == "15 maart 2025: Camera's op het plein"
    assert annotation_form.name(one(ingetrokken=True)) == "15 maart 2025: Camera's op het plein (ingetrokken)"
