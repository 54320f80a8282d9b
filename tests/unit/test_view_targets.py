"""What the page Doelen says and shows, on made-up figures."""

import base64

import pytest

from analytics import programmes, targets
from analytics.access import Toegang
from analytics.figures import targets as figures
from analytics.programmes import Programme, Target
from analytics.targets.goals import Oordeel
from analytics.targets.series import Stand
from analytics.views import target as one_view
from analytics.views import target_words as words
from analytics.views import targets as view
from tests.builders import STAD, cells, publish, year

PRINTED = [{"jaar": 2017, "waarde": 3, "gedrukt": "3"}]
LOWER = {"jaar": 2022, "van": 2019, "soort": "elk_jaar_lager", "fase": "einddoel", "gedrukt": "elk jaar lager"}
COUNTS = {2017: 60, 2018: 62, 2019: 58, 2020: 60, 2021: 40, 2022: 38}


def at_most(jaar, waarde):
    return {"jaar": jaar, "soort": "hoogstens", "waarde": waarde, "fase": "einddoel", "gedrukt": f"≤ {waarde}"}


def target(name, goal, **changed):
    fields = {
        "id": name, "naam": name, "thema": "1.3", "thema_gedrukt": "HIC", "meetbron": "politie",
        "eenheid_gedrukt": "aantal per jaar", "vindplaats": "h.6", "indicator": "woninginbraak", "eenheid": "aantal",
        "vergelijkbaar": True, "doelen": [goal],
    }  # fmt: skip
    return Target.model_validate(fields | changed)


PLANS = {
    "oud": Programme(
        id="oud", gemeente=STAD, naam="Oud programma", document="Oud 2015-2018", van=2015, tot=2018,
        doelen=(target("oud-doel", at_most(2018, 65)),),
    ),
    "nieuw": Programme(
        id="nieuw", gemeente=STAD, naam="Nieuw programma", document="Nieuw 2019-2022", van=2019, tot=2022,
        doelen=(
            target("elk-jaar", LOWER, basis=PRINTED, kanttekening="Gedrukt staat 3.",
                   andere_lezing=[{"jaar": 2017, "waarde": 31, "bron": "de gepubliceerde tabel"}]),
            target("twee-jaar", LOWER | {"van": 2021}),
            target("vast-doel", at_most(2022, 30), basis=PRINTED),
            target("niet-ons", at_most(2022, 30), thema="1.1", vergelijkbaar=False, verschil="Wij tellen anders."),
        ),
    ),
    "later": Programme(
        id="later", gemeente=STAD, naam="Later", document="Later 2023-2026", van=2023, tot=2026, toelichting="Onbekend."
    ),
}  # fmt: skip


@pytest.fixture
def snapshot(tmp_path, monkeypatch):
    monkeypatch.setattr(programmes, "load_all", lambda: PLANS)
    return publish(
        tmp_path,
        registraties=[year(jaar) | {"aantal": n} for jaar, n in COUNTS.items()],
        dekking=[{"stap": "jaar", "van": year(2017)["van"], "tot": year(2022)["tot"]}],
    )


def judged(snapshot, peiljaar=None):
    return {one.doel.id: one for one in targets.judge_all(snapshot, Toegang.VOLLEDIG, STAD, peiljaar)}


def test_every_verdict_has_its_own_shape_and_word():
    assert len(set(words.SHAPES.values())) == len(Oordeel)
    assert [shape for shape, _text in words.meanings()] == [words.marked(one, None) for one in Oordeel]
    assert words.marked(Oordeel.ONZEKER, 0.224) == "◆ onzeker, 22%"
    assert [words.chance(value) for value in (0.0, 0.996, 0.5)] == ["minder dan 1%", "meer dan 99%", "50%"]


def test_the_answer_counts_and_says_what_chance_may_have_done(snapshot):
    found = view.shown(tuple(judged(snapshot).values()), view.ALL, view.ALL, None)
    assert view.answer(found) == (
        "Van de 5 doelen: 2 niet gehaald, 1 niet te zeggen en 2 gehaald. Bij 4 van de 4 waarvan de uitkomst bekend is, "
        "kan die toeval zijn."
    )


def test_the_answer_names_the_smallest_chance(snapshot):
    found = view.shown(tuple(judged(snapshot, 2021).values()), view.ALL, view.ALL, 2021)
    assert "De kleinste kans: vast-doel (" in view.answer(found)
    assert view.answer(()) == "In deze keuze zijn er geen doelen."


def test_newest_programme_first_and_only_what_is_asked(snapshot):
    found = tuple(judged(snapshot).values())
    every = [one.programma.id for one in view.shown(found, view.ALL, view.ALL, None)]
    assert every == ["nieuw", "nieuw", "nieuw", "nieuw", "oud"]
    assert [one.doel.id for one in view.shown(found, view.ALL, "1.1", None)] == ["niet-ons"]
    assert [one.doel.id for one in view.shown(found, "oud", view.ALL, None)] == ["oud-doel"]
    assert [one.doel.id for one in view.shown(found, view.ALL, view.ALL, 2017)] == ["oud-doel"]


def test_the_choices_on_offer(snapshot):
    assert [*view.programme_names(STAD)] == [view.ALL, "nieuw", "oud"]
    assert [*view.theme_names(STAD)] == [view.ALL, "1.1", "1.3"]
    assert [*view.moment_names(STAD)][:2] == [view.NOW, "2022"]
    assert [*view.moment_names(STAD)][-1] == "2014"
    assert view.with_targets("GM0001") == ()


def test_the_table_has_printed_and_measured_side_by_side(snapshot):
    found = judged(snapshot)
    shown = cells(view.table(tuple(found.values())))
    lower, fixed, other = shown["elk-jaar"], shown["vast-doel"], shown["niet-ons"]
    assert (lower["naam"]["text"], lower["basis"]["text"]) == ("Elk-jaar †", "3 (2017)")
    assert lower["cijfer"]["value"] == pytest.approx(100 * 38 / 40), "against the year before"
    assert fixed["cijfer"]["value"] == pytest.approx(100 * 38 / 30)
    assert fixed["cijfer"]["text"].startswith("38 (")
    assert other["cijfer"]["value"] is None, "not comparable: no place on the axis"
    assert other["cijfer"]["text"].startswith("38 (")
    assert (fixed["oordeel"]["text"], fixed["oordeel"]["class"]) == ("✕ niet gehaald", "attention")


@pytest.mark.parametrize(
    ("name", "peiljaar", "said"),
    [
        ("elk-jaar", None, "Niet gehaald: in 2020 was het niet lager dan het jaar ervoor. Dat kan toeval zijn."),
        ("oud-doel", None, "Gehaald: in 2018 was het 62 (48–79), gevraagd was hoogstens 65. Dat kan toeval zijn."),
        ("niet-ons", None, "Niet te zeggen. Wij tellen anders."),
    ],
)
def test_a_target_in_a_sentence(snapshot, name, peiljaar, said):
    assert words.sentence(judged(snapshot, peiljaar)[name]) == said


def test_a_chance_in_a_sentence(snapshot):
    said = words.sentence(judged(snapshot, 2020)["vast-doel"])
    assert said.startswith("Onwaarschijnlijk: de kans op hoogstens 30 in 2022 is ")
    assert "Het laatste cijfer is 60 (46–77), uit 2020. Nodig is nog −15,0 per jaar." in said


def test_one_year_to_come_has_one_chance(snapshot):
    all_years, last_year = (words.sentence(judged(snapshot, peil)["twee-jaar"]) for peil in (2020, 2021))
    assert "de kans dat alle jaren die nog komen lager zijn is " in all_years
    assert ": de kans dat 2022 lager is dan het jaar ervoor is " in last_year


def test_why_nothing_can_be_said_is_told_once_for_all_it_holds_of(snapshot):
    found = tuple(judged(snapshot).values())
    assert view.unsaid(found) == (("Niet-ons", "Wij tellen anders."),)
    elsewhere = view.unsaid(tuple(judged(snapshot, 2014).values()))
    assert ("Elk-jaar, Twee-jaar, Vast-doel en Niet-ons") in [names for names, _reason in elsewhere]


def test_history_puts_what_was_asked_beside_what_came(snapshot):
    table = cells(one_view.history(judged(snapshot)["elk-jaar"]))
    assert [*table] == ["2022", "2021", "2020", "2019", "2018", "2017"]
    assert (table["2020"]["gevraagd"]["text"], table["2020"]["oordeel"]["text"]) == ("lager dan 58", "✕ niet gehaald")
    assert table["2018"]["gevraagd"]["text"] == "vóór het doel; lager dan 60"
    assert table["2017"]["gedrukt"]["text"] == "3"
    assert table["2021"]["toeval"]["text"] == "geen toeval"


def test_the_place_of_every_number_and_both_readings(snapshot):
    facts = dict(one_view.facts(judged(snapshot)["elk-jaar"]))
    assert facts["Document"] == "Nieuw 2019-2022, h.6"
    assert facts["Gedrukte uitgangswaarde"] == "3 (2017)"
    assert facts["Andere lezing"] == "31 in 2017: de gepubliceerde tabel"
    assert "Verschil met het document" not in facts


def test_an_indicator_keeps_its_history_across_programmes(snapshot):
    lines = one_view.others_text(judged(snapshot)["oud-doel"])
    assert lines[0].startswith("Nieuw 2019-2022: elk-jaar")
    assert lines[-1] == "Later 2023-2026: de doelen zijn niet bekend"


def test_the_charts_draw_limits_and_years_that_were_not_lower(snapshot):
    found = judged(snapshot)
    lower, fixed = found["elk-jaar"], found["vast-doel"]
    chart = figures.large_chart(lower, dark=False, decimals=0, unit="aantal")
    assert [list(trace.x) for trace in chart.data if trace.marker.symbol == "x"] == [[2020]]
    assert [list(trace.y) for trace in chart.data if trace.marker.symbol == "square-open"] == [[3]]
    chart = figures.large_chart(fixed, dark=True, decimals=0, unit="aantal")
    assert [list(trace.x) for trace in chart.data if trace.line.dash == "dash"] == [
        [2017, 2018, 2019, 2020, 2021, 2022]
    ]
    small = base64.b64decode(figures.small_chart(lower, dark=False).partition(",")[2]).decode()
    assert small.count("<circle") == 6
    assert small.count("<path") == 1


def test_a_gap_is_not_joined_and_survey_rounds_are(tmp_path):
    counts = tuple(Stand(y, 5.0, 1.0, 9.0, 5, None, "definitief", "gemeten") for y in (2015, 2016, 2018))
    rounds = tuple(Stand(y, 5.0, 4.0, 6.0, None, 90.0, "definitief", "gemeten") for y in (2015, 2017, 2019))
    assert [[one.jaar for one in part] for part in figures.parts(counts)] == [[2015, 2016], [2018]]
    assert [[one.jaar for one in part] for part in figures.parts(rounds)] == [[2015, 2017, 2019]]


def test_the_source_names_documents_and_years(snapshot):
    manifest = snapshot.manifest()
    source = view.source(tuple(judged(snapshot).values()), manifest)
    assert source.line.startswith("Bron: Politie 47022NED · doelen uit ")
    assert "cijfers tot en met 2022" in source.line
