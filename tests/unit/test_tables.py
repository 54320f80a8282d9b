"""One table, two readers: what the screen draws and what the download holds."""

import csv
import io
import json
import math

import pytest

from analytics import export
from analytics.tables import Cell, Column, Row, Table, payload, sheet

NAME = Column("naam", "buurt", "text")
COUNT = Column("aantal", "aantal", "count")
RATE = Column("waarde", "waarde", "interval", unit="per 1.000 inwoners", decimals=1, mark=5.0, mark_text="stad")
CHANGE = Column("verandering", "verandering", "interval", unit="%", reach=150.0, mark=0.0, mark_text="gelijk")
SPARK = Column("verloop", "36 maanden", "spark")


def table(*rows, columns=(NAME, COUNT, RATE), **changed):
    return Table(label="Aantal per buurt.", columns=columns, rows=tuple(rows), **changed)


def row(code, **cells):
    return Row(code, {"naam": Cell(code), **cells})


def drawn(*rows, **changed):
    """The payload, after a round trip through the JSON that goes to the browser."""
    return json.loads(json.dumps(payload(table(*rows, **changed)), allow_nan=False))


def downloaded(*rows, columns=(NAME, COUNT, RATE), **changed):
    """The lines of the CSV, by column header."""
    out = sheet(table(*rows, columns=columns, **changed), title="Titel", subtitle="", notes=[("Bron", "Politie")])
    return list(csv.DictReader(io.StringIO(export.csv(out).decode("utf-8-sig")), delimiter=";"))


FULL = row("A", aantal=Cell(1234), waarde=Cell(3.456, 1.82, 6.17))


def test_numbers_are_shown_in_dutch_and_sorted_as_numbers():
    cells = drawn(FULL)["rows"][0]["cells"]
    assert cells["naam"] == {"text": "A", "sort": "A"}
    assert cells["aantal"] == {"text": "1.234", "sort": 1234}
    assert cells["waarde"] == {"text": "3,5 (1,8–6,2)", "sort": 3.456, "value": 3.456, "low": 1.82, "high": 6.17}


def test_a_text_of_its_own_replaces_the_number():
    cell = drawn(row("A", aantal=Cell(None, text="<5", status="onderdrukt")))["rows"][0]["cells"]["aantal"]
    assert cell == {"text": "<5", "sort": None, "status": "onderdrukt"}


def test_what_is_not_there_is_never_a_number():
    cells = drawn(row("A", aantal=Cell(None, status="ontbreekt"), waarde=Cell(None)))["rows"][0]["cells"]
    assert (cells["aantal"]["text"], cells["aantal"]["sort"], cells["aantal"]["status"]) == ("–", None, "ontbreekt")
    assert (cells["waarde"]["value"], cells["waarde"]["low"]) == (None, None)


def test_a_column_without_cells_in_a_row_is_left_out_there():
    assert set(drawn(row("A"))["rows"][0]["cells"]) == {"naam"}


def test_a_tone_becomes_a_class_and_the_word_stays():
    column = Column("woord", "woord", "word")
    cell = drawn(row("A", woord=Cell("gestegen", tone="slechter")), columns=(column,))["rows"][0]["cells"]["woord"]
    assert cell == {"text": "gestegen", "sort": "gestegen", "class": "attention"}


def test_the_axis_holds_every_interval_and_the_mark():
    axis = drawn(FULL, row("B", waarde=Cell(2.0, 0.5, 3.0)))["axes"]["waarde"]
    assert axis == {"min": 0.5, "max": 6.17, "mark": 5.0, "mark_text": "stad"}


def test_the_footer_is_on_the_same_axis():
    city = row("stad", waarde=Cell(9.0, 8.0, 10.0))
    assert drawn(FULL, footer=(city,))["axes"]["waarde"]["max"] == 10


def test_an_axis_without_values_still_has_a_length():
    axis = drawn(row("A", waarde=Cell(None)))["axes"]["waarde"]
    assert axis["min"] < axis["max"]


def test_one_area_far_beyond_the_others_does_not_make_the_axis():
    rows = [row(str(i), waarde=Cell(float(i % 7), float(i % 7), float(i % 7))) for i in range(43)]
    axis = drawn(*rows, row("ver", waarde=Cell(4600.0, 3600.0, 5800.0)))["axes"]["waarde"]
    assert axis["max"] < 30


@pytest.mark.parametrize("high", [400.0, math.inf])
def test_a_change_without_an_upper_end_is_drawn_to_the_reach_and_downloaded_as_it_is(high):
    change = row("A", verandering=Cell(90.0, 20.0, high))
    shown = drawn(change, columns=(NAME, CHANGE))
    assert shown["axes"]["verandering"]["max"] == 150
    assert shown["rows"][0]["cells"]["verandering"]["high"] == 150
    (line,) = downloaded(change, columns=(NAME, CHANGE))
    assert line["verandering, bovengrens (%)"] == ("" if math.isinf(high) else "400,0")


def test_points_are_drawn_with_their_gaps_and_not_downloaded():
    line = row("A", verloop=Cell(points=(1.0, None, 3.0), provisional_points=1))
    cell = drawn(line, columns=(NAME, SPARK))["rows"][0]["cells"]["verloop"]
    assert (cell["points"], cell["provisional"]) == ([1, None, 3], 1)
    assert set(downloaded(line, columns=(NAME, SPARK))[0]) == {"code", "buurt", "status", "Titel", "Selectie", "Bron"}


def test_the_download_has_code_unit_interval_status_and_source():
    (line,) = downloaded(FULL)
    assert line == {
        "code": "A",
        "buurt": "A",
        "aantal": "1234",
        "waarde (per 1.000 inwoners)": "3,46",
        "waarde, ondergrens (per 1.000 inwoners)": "1,82",
        "waarde, bovengrens (per 1.000 inwoners)": "6,17",
        "status": "",
        "Titel": "Titel",
        "Selectie": "",
        "Bron": "Politie",
    }


@pytest.mark.parametrize("status", ["onderdrukt", "ontbreekt", "klein", "voorlopig"])
def test_the_download_says_why_a_cell_is_empty_or_not_final(status):
    (line,) = downloaded(row("A", aantal=Cell(None, status=status)))
    assert (line["aantal"], line["status"]) == ("", status)


def test_the_city_below_the_table_is_in_the_download():
    lines = downloaded(FULL, footer=(row("stad", aantal=Cell(99)),))
    assert [line["code"] for line in lines] == ["A", "stad"]


def test_choosing_a_row_changes_nothing_else():
    before = table(FULL, selectable=True, sort=("aantal", True))
    after = before.choose("A")
    assert (after.selected, after.rows, after.sort) == ("A", before.rows, before.sort)
    assert payload(after)["sort"] == {"column": "aantal", "descending": True}
    assert payload(table(FULL))["sort"] is None


def test_a_column_for_the_download_is_not_on_the_screen():
    hidden = Column("n", "aantal", "count", on_screen=False)
    made = Table("lijst", (NAME, hidden), (Row("a", {"naam": Cell("A"), "n": Cell(3)}),))
    assert [column["id"] for column in payload(made)["columns"]] == ["naam"]
    assert "n" not in payload(made)["rows"][0]["cells"]
    assert sheet(made, title="", subtitle="", notes=()).rows[0]["n"] == 3
