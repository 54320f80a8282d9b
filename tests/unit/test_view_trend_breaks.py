"""The section about shifts of level: the sentence, what it does not say, and the table beside it."""

from datetime import date

import numpy as np
import pytest

from analytics import breaks
from analytics.areas import Niveau, all_areas
from analytics.breaks import Break
from analytics.tables import sheet
from analytics.views import trend_breaks
from tests.builders import BINNENSTAD, ask, burglaries, cells, month, publish

CORONA = Break(vanaf=date(2021, 3, 1), soort="gebeurtenis", tekst="Corona", bron="gemeente", soorten=())


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(breaks, "every", lambda: (CORONA,))


def shown(folder, level, **known):
    """Months of 2018 to 2025 exactly at level(i)."""
    rows = [month(2018 + i // 12, i % 12 + 1) | {"aantal": level(i)} for i in range(96) if level(i)]
    dekking = [{"van": date(2018, 1, 1), "tot": date(2026, 1, 1)} | known]
    snapshot = publish(folder, registraties=rows, dekking=dekking)
    area = all_areas(snapshot)[BINNENSTAD]
    return trend_breaks.build(burglaries(), ask(snapshot, niveau=Niveau.BUURT), area, snapshot.manifest())


def test_a_shift_in_words_with_what_happened_then_and_what_to_do(tmp_path):
    view = shown(tmp_path, lambda i: 38 if i < 38 else 21)
    assert view.answer == (
        "Rond maart 2021 lijkt het niveau gedaald, van 38 naar 21 per maand (in die tijd: Corona). "
        "Dat is niet geregistreerd als breuk."
    )
    assert "aantekening" in view.next_step
    assert "breuken.toml" in view.next_step
    assert "hoogstens 1%" in view.method
    assert "eerder te groot uit" in view.method


def test_the_table_says_the_same(tmp_path):
    view = shown(tmp_path, lambda i: 38 if i < 38 else 21)
    row = cells(view.table)["2021-03"]
    assert [row[name]["text"] for name in ("maand", "voor", "na", "gebeurtenis")] == [
        "maart 2021",
        "38",
        "21",
        "Corona",
    ]
    assert row["tussen"]["text"] == "mrt–apr 2021"
    assert row["verandering"]["text"].startswith("−45% (−")
    assert row["kans"]["text"] == "hoogstens 0,1%"
    taken = sheet(view.table, title=view.title, subtitle=view.source.line, notes=view.source.notes)
    assert taken.rows[0]["verandering_ondergrens"] < -44.7 < taken.rows[0]["verandering_bovengrens"]


def test_several_shifts_in_order_of_time_and_small_levels_with_a_decimal(tmp_path):
    view = shown(tmp_path, lambda i: 2 if i < 36 else 9 if i < 72 else 3)
    first, second = cells(view.table)
    assert (first, second) == ("2021-01", "2024-01")
    assert "Rond januari 2021 lijkt het niveau gestegen, van 2,0 naar 9,0 per maand" in view.answer
    assert "Rond januari 2024 lijkt het gedaald, van 9,0 naar 3,0 per maand." in view.answer
    assert view.answer.endswith("Deze veranderingen zijn niet geregistreerd als breuk.")


def test_nothing_found_is_an_honest_sentence(tmp_path):
    view = shown(tmp_path, lambda i: 20 + i % 2)
    assert view.answer == "Er is geen plotselinge verandering van niveau gevonden die toeval te boven gaat."
    assert (view.table, view.next_step) == (None, "")
    assert view.method.startswith("Gezocht in 2018–2025")


def test_a_steady_decline_is_said_to_be_one(tmp_path):
    view = shown(tmp_path, lambda i: round(60 * np.exp(-0.01 * i)))
    assert view.answer.endswith("In 2018–2025 veranderde het aantal wel, maar eerder geleidelijk dan ineens.")


def test_why_nothing_was_searched(tmp_path):
    view = shown(tmp_path, lambda i: 20, status="voorlopig")
    assert view.answer == "Er is niet gezocht naar een verandering van niveau: er zijn geen definitieve maandcijfers."
    assert (view.method, view.source) == ("", None)
