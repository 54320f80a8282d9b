"""A delivery that waits for a decision: what is found, and when it may be published."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest

from analytics import export
from analytics.refresh.report import Ernst, Finding, Report
from analytics.tables import payload
from analytics.views import incoming
from analytics.views.incoming import build, why_not

MOMENT = datetime(2026, 1, 15, 12, tzinfo=UTC)
ERROR = Finding(Ernst.FOUT, "datum_onleesbaar", "Geen datum.", "jan.csv", 12, "Begin", 3, "Schrijf de dag voluit.")
WARNING = Finding(Ernst.WAARSCHUWING, "buurt_onbekend", "=Veel onbekende buurten.", "feb.csv")
REMARK = Finding(Ernst.MELDING, "lege_rijen", "Lege rijen overgeslagen.")


@pytest.mark.parametrize(
    ("findings", "start", "blocks", "asks"),
    [
        ([], "Ja: geen fouten en geen waarschuwingen (niets gevonden).", False, False),
        ([REMARK], "Ja: geen fouten en geen waarschuwingen (1 melding).", False, False),
        ([WARNING, REMARK], "Dat is aan u: geen fouten, wel 1 waarschuwing en 1 melding.", False, True),
        ([WARNING, REMARK, ERROR, ERROR], "Nee: 2 fouten, 1 waarschuwing en 1 melding.", True, True),
    ],
)
def test_the_answer(findings, start, blocks, asks):
    view = build(Report(findings))
    assert view.answer.startswith(start)
    assert "niets veranderd" in view.answer
    assert (view.blocks, view.asks) == (blocks, asks)


def test_errors_come_first_under_their_own_heading():
    table = build(Report([REMARK, WARNING, ERROR])).findings
    assert [row.group.split(":")[0] for row in table.rows] == ["Fouten", "Waarschuwingen", "Meldingen"]
    first = payload(table)["rows"][0]["cells"]
    assert first["tekst"] == {"text": "Geen datum.", "sort": "Geen datum.", "class": "attention"}
    assert first["waar"]["text"] == "jan.csv, rij 12, kolom Begin"
    assert first["aantal"]["text"] == "3"
    assert first["doe"]["text"] == "Schrijf de dag voluit."
    assert payload(table)["rows"][2]["cells"]["waar"]["text"] == "hele\N{NO-BREAK SPACE}levering"


def test_nothing_found_is_no_empty_table():
    assert build(Report()).findings is None


def test_the_screen_is_bounded_and_says_so():
    table = build(Report([REMARK] * (incoming.SHOWN + 5))).findings
    assert len(table.rows) == incoming.SHOWN
    assert "het verslag heeft ze alle" in table.label


@pytest.mark.parametrize(
    ("findings", "seen", "reason", "why"),
    [
        ([], False, "", ""),
        ([REMARK], False, "", ""),
        ([ERROR], True, "een goede reden", "zolang er fouten zijn"),
        ([WARNING], False, "een goede reden", "aangevinkt"),
        ([WARNING], True, "", "nu zijn het er 0"),
        ([WARNING], True, "   te kort   ", "nu zijn het er 7"),
        ([WARNING], True, "tien tekens", ""),
        ([WARNING], True, "1234567890", ""),
    ],
)
def test_why_it_cannot_be_published(findings, seen, reason, why):
    said = why_not(build(Report(findings)), seen=seen, reason=reason)
    assert why in said
    assert bool(said) == bool(why)


def test_the_report_for_the_supplier_holds_every_finding():
    sheet = incoming.report_sheet(Report([REMARK, WARNING, ERROR]), ["jan.csv", "feb.csv"], MOMENT)
    text = export.csv(sheet).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [line["ernst"] for line in lines] == ["fout", "waarschuwing", "melding"]
    assert lines[0]["rij"] == "12"
    assert lines[0]["wat u kunt doen"] == "Schrijf de dag voluit."
    assert lines[0]["code van de melding"] == "datum_onleesbaar"
    assert lines[0]["Selectie"] == "jan.csv en feb.csv"
    assert lines[0]["Uitkomst"] == "1 fout, 1 waarschuwing en 1 melding"
    assert lines[1]["rij"] == ""
    assert lines[1]["wat er aan de hand is"] == "'=Veel onbekende buurten.", "no formula"
    assert "Status" not in lines[0], "about figures"
    book = openpyxl.load_workbook(io.BytesIO(export.xlsx(sheet, MOMENT)))
    assert [cell.value for cell in book["Gegevens"][5]][:4] == [1, "fout", "jan.csv", 12]
    assert not any("definitief" in str(cell.value) for row in book["Toelichting"].iter_rows() for cell in row)
