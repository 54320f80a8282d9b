"""The part that says where half of it happens: answer, lists, what was left out, and the figure."""

from datetime import date

import numpy as np
import pytest

from analytics.areas import all_areas
from analytics.concentration import Plekken
from analytics.figures.concentration import curve_chart
from analytics.tables import sheet
from analytics.views import trend_where
from tests.builders import STAD, ask, burglaries, cells, month, publish

SEVEN = tuple((f"BU0935000{i}", f"Buurt {i}", "WK093500", "Wijk 00 Centrum", STAD, "Maastricht") for i in range(1, 8))
CODES = tuple(row[0] for row in SEVEN)


def snapshot_of(folder, level, **what):
    """Months of 2020 to 2025 per buurt: level(code, i)."""
    rows = [
        month(2020 + i // 12, i % 12 + 1) | {"gebied": code, "aantal": level(code, i)}
        for i in range(72)
        for code in CODES
        if level(code, i)
    ]
    known = [{"van": date(2020, 1, 1), "tot": date(2026, 1, 1)}]
    people = [{"gebied": code} for code in CODES]
    return publish(folder, **{"registraties": rows, "dekking": known, "kerncijfers": people, "buurten": SEVEN} | what)


def shown(snapshot, places=Plekken.BUURTEN):
    area = all_areas(snapshot)[STAD]
    return trend_where.build(burglaries(), ask(snapshot, niveau=area.niveau), area, snapshot.manifest(), places)


def busy(code, _i):
    return 24 if code == CODES[3] else 4


def test_the_answer_holds_half_against_chance_and_inhabitants(tmp_path):
    view = shown(snapshot_of(tmp_path, busy))
    assert view.question == "In hoeveel buurten gebeurt de helft van de proefinbraken in Maastricht?"
    assert view.answer == (
        "De helft van de 1.728 registraties van 2023–2025 is in 1 van de 7 buurten (14%). Had elke plek evenveel kans, "
        "dan waren dat er ongeveer 4: dit is meer dan toeval. In deze buurten woont 14% van de inwoners."
    )
    assert view.change.startswith("Vergeleken met 2020–2022 is de concentratie niet duidelijk veranderd (")
    assert "Bron: Politie 47022NED · 2023–2025" in view.source.line


def test_an_even_spread_is_not_more_than_chance(tmp_path):
    view = shown(snapshot_of(tmp_path, lambda code, i: 4))
    assert "in 4 van de 7 buurten (57%)" in view.answer
    assert "dit kan toeval zijn" in view.answer
    assert "Buiten de lijst: nog 3 buurten met evenveel registraties als de laatste erop." in view.notes


def test_words_for_a_change_of_concentration(tmp_path):
    more = shown(snapshot_of(tmp_path, lambda code, i: busy(code, i) if i >= 36 else 4))
    assert "2020–2022 is de concentratie toegenomen (verschil in Gini +0," in more.change
    less = shown(snapshot_of(tmp_path, lambda code, i: busy(code, i) if i < 36 else 4, name="minder"))
    assert "is de concentratie afgenomen (" in less.change


def test_lists_and_download(tmp_path):
    view = shown(snapshot_of(tmp_path, busy))
    assert list(cells(view.half)) == [CODES[3]]
    row = cells(view.half)[CODES[3]]
    assert [row[name]["text"] for name in ("buurt", "aantal", "aandeel")] == ["Buurt 4", "864", "50,0"]
    taken = sheet(view.every, title=view.title, subtitle=view.source.line, notes=view.source.notes)
    assert [line["samen"] for line in taken.rows][-1] == pytest.approx(100)
    assert [line["toeval"] for line in taken.rows] == sorted(line["toeval"] for line in taken.rows)
    steps = cells(view.steps)
    assert (steps["7"]["samen"]["text"], steps["1"]["samen"]["text"]) == ("100,0", "50,0")
    assert view.chart_text.startswith(
        "Lijn van het aandeel registraties op de drukste plekken: op de drukste 1 buurt 50%"
    )


def test_what_was_left_out_is_said(tmp_path, configured):
    configured(drempel=5)
    view = shown(snapshot_of(tmp_path, lambda code, i: int(i == 40) if code == CODES[0] else 6))
    assert any(note.startswith("1 buurt weggelaten, omdat het aantal te klein is") for note in view.notes)
    assert "van de 6 buurten" in view.answer


def test_streets_with_the_registrations_that_have_none(tmp_path):
    streets = [{"gebied": CODES[0], "straat": name} for name in ("Markt", "Steeg", "Pad", "Kade", "Plein")]
    day = {"van": date(2025, 5, 1), "tot": date(2025, 5, 2), "gebied": CODES[0]}
    rows = [
        day | {"van": date(2025, 1, 3), "tot": date(2025, 1, 4), "straat": "Markt", "aantal": 30},
        day | {"straat": "Pad", "aantal": 2},
        day | {"straat": None, "aantal": 3},
    ]
    view = shown(snapshot_of(tmp_path, busy, registraties=rows, straten=streets), Plekken.STRATEN)
    assert "in 1 van de 5 straten (20%)" in view.answer
    assert "inwoners" not in view.answer
    assert cells(view.half)[f"{CODES[0]}:Markt"]["buurt"]["text"] == "Buurt 1"
    assert "3 registraties zonder bekende straat tellen niet mee." in view.notes
    assert view.change.startswith("Of de concentratie is veranderd, is niet te zeggen: ")


def test_where_nothing_can_be_said(tmp_path):
    snapshot = publish(tmp_path, buurten=SEVEN)
    view = shown(snapshot)
    assert view.answer == "Daarover is niets te zeggen: er is nog geen heel jaar met definitieve cijfers."
    assert (view.curve, view.half, view.source) == (None, None, None)
    question, answer = trend_where.nothing(burglaries(), all_areas(snapshot)[STAD])
    assert question.startswith("Op hoeveel plekken")
    assert "straten staan niet in deze momentopname" in answer


@pytest.mark.parametrize("dark", [False, True])
def test_marks_stand_where_half_is_reached(dark):
    curve, chance = np.array([0.5, 0.75, 0.9, 1.0]), np.array([0.3, 0.55, 0.8, 1.0])
    figure = curve_chart(curve, chance, 1, 2, counted=lambda n: f"{n} buurten", dark=dark)
    marks = [(trace.x[0], trace.y[0]) for trace in figure.data if trace.mode == "markers"]
    assert marks == [(1, pytest.approx(50)), (2, pytest.approx(55))]
    assert [note.text for note in figure.layout.annotations] == ["<b>1 buurten</b>", "bij toeval 2 buurten"]


def test_names_of_marks_close_together_share_one_place():
    curve = np.linspace(0.05, 1, 20)
    figure = curve_chart(curve, curve, 10, 10, counted=lambda n: f"{n} straten", dark=False)
    texts = [note.text for note in figure.layout.annotations]
    assert texts[0] == ""
    assert "<b>10 straten</b>" in texts[1]
    assert texts[1].endswith("bij toeval 10 straten")
