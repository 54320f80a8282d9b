"""Survey figures beside the round before: the unusual first, no round before is not zero."""

import pandas as pd
import pytest

from analytics.areas import Area, Niveau
from analytics.tables import sheet
from analytics.views import rounds
from tests.builders import BINNENSTAD, WOLDER, cells

DEFAULT = {
    "gebied": BINNENSTAD,
    "vraag": "onveilig_buurt",
    "methode": "vm",
    "jaar": 2025,
    "waarde": 20.0,
    "n": 80,
    "vorig_jaar": 2023,
    "vorige": 18.0,
    "verschil": 2.0,
    "marge": 7.5,
    "oordeel": "binnen de marge",
}


def frame(*rows):
    return pd.DataFrame([DEFAULT | row for row in rows], columns=list(DEFAULT))


JUMP = {"gebied": WOLDER, "waarde": 40.0, "oordeel": "opvallend"}
FIRST = {"jaar": 2021, "vorige": None, "marge": None, "oordeel": "geen eerdere ronde"}
UNKNOWN = {"gebied": "BU1", "vraag": "nieuwe_vraag"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{}], "1 nieuw enquêtecijfer; geen verschilt meer dan de marge van de ronde ervoor."),
        ([{}, JUMP], "2 nieuwe enquêtecijfers; 1 verschilt meer dan de marge van de ronde ervoor."),
        ([JUMP, JUMP], "2 nieuwe enquêtecijfers; 2 verschillen meer dan de marge van de ronde ervoor."),
    ],
)
def test_in_a_sentence(rows, said):
    assert rounds.sentence(frame(*rows)) == said


def test_as_a_table():
    named = ((BINNENSTAD, "Binnenstad"), (WOLDER, "Wolder"))
    areas = {code: Area(code, name, Niveau.BUURT) for code, name in named}
    table = rounds.table(frame({}, FIRST, UNKNOWN, JUMP), areas)
    found = list(cells(table).values())
    assert [row["gebied"]["text"] for row in found] == ["Wolder", "BU1", "Binnenstad", "Binnenstad"]
    assert found[0]["oordeel"]["class"] == "attention"
    assert found[1]["vraag"]["text"] == "nieuwe_vraag"
    first = found[2]
    assert (first["vorige"]["text"], first["vorige"]["status"]) == ("–", "ontbreekt")
    assert found[3]["waarde"]["text"] == "20,0"
    assert len(rounds.table(frame({}, JUMP), areas, 1).rows) == 1


def test_figures_of_too_few_respondents_are_hidden_where_everybody_looks():
    few, many, unknown = {"n": 29, "oordeel": "opvallend"}, {"n": 30, "gebied": WOLDER}, {"n": None, "gebied": "BU1"}
    table = rounds.table(frame(few, many, unknown), {}, minimum=30)
    assert not {"vorige", "marge"} & {column.id for column in table.columns}, "of which it is not known how many"
    found = {row["gebied"]["text"]: row for row in cells(table).values()}
    assert {area: row["waarde"]["text"] for area, row in found.items()} == {
        BINNENSTAD: "te weinig waarnemingen",
        WOLDER: "20,0",
        "BU1": "20,0",
    }
    assert found[BINNENSTAD]["waarde"]["sort"] is None
    assert found[BINNENSTAD]["oordeel"]["text"] == "te weinig waarnemingen"
    assert [row["waarde"] for row in sheet(table, title="", subtitle="", notes=()).rows].count(None) == 1
