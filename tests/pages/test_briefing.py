"""The briefing through the screen: for whom it opens, remarks from concept to agreed, the seal, then and now."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import seals
from analytics.remarks import Place, Stand, history, leave_out, move, remarks, write
from analytics.reports import files
from analytics.reports.model import as_json
from analytics.seals import NewSeal
from analytics.store import Author, store_of
from analytics.views import briefing, reporting
from pages.shared import visitor
from tests.builders import BINNENSTAD, STAD, publish
from tests.documents import CHANGED, DECEMBER, document, sentence
from tests.pages.screen import field, html, opened, press, said

PROJECT = Path(__file__).parents[2]
ANNA = Author("anna@gemeente.example", datetime(2026, 1, 10, 12, tzinfo=UTC))
BRAM = Author("bram@gemeente.example", datetime(2026, 1, 11, 12, tzinfo=UTC))
PLACE = Place(STAD, DECEMBER, "driehoek", "veranderd")
TEXT = "Duiding in ten hoogste 700 tekens (noem rollen, geen personen)"
REVISED = (sentence("veranderd:woninginbraak", "Het aantal woninginbraken steeg van 400 naar 431."), CHANGED[1])


def build(snapshot, _toegang, maand):
    """The briefing of a snapshot: after the revision one sentence differs."""
    return document(changed=REVISED if snapshot.id == "herzien" else CHANGED, momentopname=snapshot.id, maand=maand)


@pytest.fixture
def city(tmp_path, configured, monkeypatch):
    """A municipality with a briefing of two months, asked by the team."""
    monkeypatch.setattr(visitor, "in_team", lambda: True)
    monkeypatch.setattr(briefing, "months", lambda _snapshot: (DECEMBER, date(2025, 11, 1)))
    monkeypatch.setattr(briefing, "build", build)
    monkeypatch.setattr(files, "write", lambda made, kind: f"{kind}: {made.subtitle}".encode())
    publish(tmp_path, registraties=[{}], dekking=[{}])
    configured(data=tmp_path)
    return store_of(tmp_path)


def found(city):
    return remarks(city, STAD, DECEMBER, "driehoek").get("veranderd")


def sealed(city, made=None):
    """A seal of the briefing as it was before the revision."""
    made = made or document(subtitle="Voor de driehoek. Vastgesteld op 10 januari 2026")
    new = NewSeal(STAD, "driehoek", DECEMBER, "toets", "0.1.0", as_json(made), {"briefing.pdf": b"PDF"})
    kept = seals.seals(city, STAD, "driehoek", DECEMBER)
    return seals.seal(city, new, ANNA, seen=kept[0].nummer if kept else 0)


# -- who, and which page opens ----------------------------------------------------------------------------------------

MAYOR = {"login": True, "email": "burgemeester@gemeente.example"}


@pytest.mark.parametrize(
    ("who", "team", "title"),
    [
        (MAYOR, "", "Wat moet u weten over december 2025?"),
        (MAYOR, "burgemeester@gemeente.example", "Hoe veilig is Maastricht nu?"),
        ({"login": True, "email": "anna@gemeente.example"}, "", "Hoe veilig is Maastricht nu?"),
    ],
)
def test_the_page_that_opens(city, tmp_path, configured, asked_by, who, team, title):
    configured(data=tmp_path, burgemeester="burgemeester@gemeente.example", team=team)
    asked_by(**who)
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()
    assert not app.exception, app.exception
    assert app.title[0].value == title
    assert opened("overzicht").title[0].value == "Hoe veilig is Maastricht nu?"
    assert opened("briefing").title[0].value == "Wat moet u weten over december 2025?"
    assert opened("kaart").get("page_link")[0].proto.label == "Terug naar het overzicht"


def test_everybody_reads_and_only_the_team_writes(city, monkeypatch):
    write(city, PLACE, "Eén <b>dader</b>.", ANNA)
    monkeypatch.setattr(visitor, "in_team", lambda: False)
    app = opened("briefing")
    assert '<a href="/hic-trend?indicator=woninginbraak" target="_self">Het aantal woninginbraken' in html(app)
    assert "zeker · jan–dec 2025 · politie" in html(app)
    assert "Eén &lt;b&gt;dader&lt;/b&gt;." in html(app)
    assert "Concept: anna@gemeente.example, 10 januari 2026, 13:00." in html(app)
    assert not app.text_area
    assert not app.button


def test_looking_makes_no_database_and_a_missing_remark_is_a_marked_place(city):
    app = opened("briefing", maand="2025-11")
    assert app.title[0].value == "Wat moet u weten over november 2025?"
    assert "Nog geen duiding: hier hoort die van het team." in html(app)
    assert not city.file.exists()


def test_a_database_that_is_away_keeps_nobody_from_the_figures(city):
    city.file.write_bytes(b"geen database" * 500)
    app = opened("briefing")
    assert "is nu niet te lezen of te beschrijven" in said(app.warning)
    assert "Het aantal woninginbraken steeg" in html(app)
    assert not app.error


# -- remarks ----------------------------------------------------------------------------------------------------------


def test_from_a_first_text_to_agreed(city):
    app = opened("briefing")
    field(app.text_area, TEXT).set_value("Volgens mevrouw Jansen")
    press(app, "Bewaren als concept")
    assert "de naam van een persoon" in said(app.error)
    assert field(app.text_area, TEXT).value == "Volgens mevrouw Jansen"
    field(app.text_area, TEXT).set_value("Eén dader.")
    press(app, "Bewaren en laten beoordelen")
    assert not app.error
    assert "Bewaard." in said(app.success)
    assert found(city).stand is Stand.TER_BEOORDELING
    press(app, "Vaststellen")
    assert found(city).stand is Stand.VASTGESTELD
    assert "(schreef en stelde vast)" in html(app)
    assert "Versie 1, concept" in html(app)


def test_nobody_agrees_to_a_text_that_is_not_kept(city):
    write(city, PLACE, "Eén dader.", ANNA)
    move(city, PLACE, Stand.TER_BEOORDELING, ANNA, seen=1)
    app = opened("briefing")
    field(app.text_area, TEXT).set_value("Twee daders.")
    press(app, "Vaststellen")
    assert "nog niet bewaard" in said(app.error)
    assert found(city).stand is Stand.TER_BEOORDELING
    assert field(app.text_area, TEXT).value == "Twee daders."


def test_back_with_a_reason(city):
    write(city, PLACE, "Eén dader.", ANNA)
    move(city, PLACE, Stand.TER_BEOORDELING, ANNA, seen=1)
    app = opened("briefing")
    press(app, "Terug naar concept")
    assert "Schrijf op waarom" in said(app.error)
    field(app.text_input, "Reden om de duiding terug te zetten").set_value("Klopt niet")
    press(app, "Terug naar concept")
    assert (found(city).stand, found(city).reden) == (Stand.CONCEPT, "Klopt niet")
    assert "Teruggestuurd: “Klopt niet”" in html(app)


def test_a_part_that_needs_no_remark(city):
    app = opened("briefing")
    field(app.text_area, TEXT).set_value("Toch iets")
    press(app, "Geen duiding nodig")
    assert "Er staat nog een tekst in het veld" in said(app.error)
    field(app.text_area, TEXT).set_value("")
    press(app, "Geen duiding nodig")
    assert found(city).left_out
    assert "Geen duiding nodig bij dit onderdeel." in html(app)
    assert "Geen duiding nodig" not in [button.label for button in app.button]


def test_two_people_at_one_remark(city):
    app = opened("briefing")
    field(app.text_area, TEXT).set_value("Zoals ik het zie.")
    write(city, PLACE, "Zoals Bram het ziet.", BRAM)
    press(app, "Bewaren als concept")
    assert "bram@gemeente.example heeft deze duiding intussen gewijzigd" in said(app.error)
    assert "“Zoals Bram het ziet.”" in said(app.error)
    assert field(app.text_area, TEXT).value == "Zoals ik het zie."
    press(app, "Bewaren als concept")
    assert [one.tekst for one in history(city, PLACE)] == ["Zoals ik het zie.", "Zoals Bram het ziet."]


# -- the seal ---------------------------------------------------------------------------------------------------------


def test_a_briefing_with_a_remark_missing_cannot_be_sealed(city):
    app = opened("briefing")
    assert "De duiding is nog niet vastgesteld." in html(app)
    assert field(app.button, "Vaststellen en verzegelen").disabled


def test_it_is_sealed_with_every_file_and_read_back(city):
    leave_out(city, PLACE, ANNA)
    app = opened("briefing")
    press(app, "Vaststellen en verzegelen")
    assert seals.seals(city, STAD, "driehoek", DECEMBER) == ()
    press(app, "Ja, verzegel")
    assert "Vastgesteld en verzegeld: zegel 1." in said(app.success)
    (one,) = seals.seals(city, STAD, "driehoek", DECEMBER)
    assert len(one.files) == len(files.FORMATS)
    assert all(b"Vastgesteld op " in seals.file(city, one, kept.naam) for kept in one.files)
    assert b"CONCEPT" not in seals.content(city, one)
    assert "Zegel 1: vastgesteld door" in html(app)
    assert one.sha256 in html(app)
    assert not app.text_area, "what is sealed has no form"
    assert "Volgens de cijfers van nu zou er hetzelfde staan." in html(app)


def test_who_is_asked_to_confirm_can_say_no(city):
    leave_out(city, PLACE, ANNA)
    app = opened("briefing")
    press(app, "Vaststellen en verzegelen")
    press(app, "Nee, nog niet")
    assert "Ja, verzegel" not in [button.label for button in app.button]
    assert seals.seals(city, STAD, "driehoek", DECEMBER) == ()


def test_after_a_revision_then_and_now_stand_side_by_side(city, tmp_path):
    sealed(city)
    publish(tmp_path, name="herzien")
    app = opened("briefing")
    assert "Het aantal woninginbraken steeg van 400 naar 427." in html(app), "the page shows what was agreed"
    assert "zou er iets anders staan: 1 regel tekst." in html(app)
    assert 'data-kop="Zoals vastgesteld op 10 januari 2026, 13:00"' in html(app)
    assert "<mark>427.</mark>" in html(app)
    assert "<mark>431.</mark>" in html(app)


def test_the_team_can_go_on_from_the_figures_of_now_and_seal_again(city, tmp_path):
    first = sealed(city)
    publish(tmp_path, name="herzien")
    leave_out(city, PLACE, ANNA)
    app = opened("briefing", versie="nu")
    assert "van 400 naar 431." in html(app)
    press(app, "Vaststellen en verzegelen")
    press(app, "Ja, verzegel")
    second, kept = seals.seals(city, STAD, "driehoek", DECEMBER)
    assert (second.nummer, second.momentopname, kept) == (2, "herzien", first)


def test_a_month_that_can_no_longer_be_made_is_still_read(city, monkeypatch):
    sealed(city)
    monkeypatch.setattr(briefing, "months", lambda _snapshot: (date(2025, 11, 1),))
    app = opened("briefing", maand="2025-12")
    assert "Het aantal woninginbraken steeg" in html(app)
    assert "Uit de cijfers van nu is van deze maand geen briefing te maken." in html(app)


def test_a_damaged_seal_is_said_and_the_figures_of_now_are_there(city, monkeypatch):
    one = sealed(city)
    damaged = replace(one, intact=False)
    monkeypatch.setattr(seals, "seals", lambda *_asked: (damaged,))
    app = opened("briefing")
    assert "is beschadigd" in said(app.error)
    assert "Het aantal woninginbraken steeg" in html(app)
    assert "Zegel 1 is beschadigd" in html(app)


# -- other reports ----------------------------------------------------------------------------------------------------


@pytest.fixture
def asked_for(city, monkeypatch):
    """What the page Rapporten asked to be made."""
    asked = []

    def make(soort, snapshot, toegang, maand, **about):
        asked.append((soort.value, toegang.value, about))
        return replace(document(momentopname=snapshot.id, maand=maand), soort=soort)

    monkeypatch.setattr(reporting, "build", make)
    return asked


def test_a_report_for_the_council_has_remarks_of_its_own(city, asked_for):
    app = opened("rapporten")
    assert [button.label for button in app.get("download_button")] == ["PDF", "Word", "PowerPoint", "Excel", "CSV"]
    field(app.text_area, TEXT).set_value("Voor de raad.")
    press(app, "Bewaren als concept")
    assert remarks(city, STAD, DECEMBER, "raad")["veranderd"].tekst == "Voor de raad."
    assert found(city) is None
    assert {soort for soort, _toegang, _about in asked_for} == {"raad"}


def test_a_report_about_an_area_is_about_that_area(city, asked_for):
    app = opened("rapporten", soort="gebied", gebied=BINNENSTAD)
    assert asked_for[-1][2]["gebied"] == BINNENSTAD
    field(app.text_area, TEXT).set_value("Over de Binnenstad.")
    press(app, "Bewaren als concept")
    assert remarks(city, STAD, DECEMBER, "gebied", BINNENSTAD)["veranderd"].tekst == "Over de Binnenstad."


def test_an_extract_for_a_partner_asks_for_areas_and_themes_and_is_made_at_their_level(city, asked_for):
    app = opened("rapporten", soort="partner")
    assert "Kies ten minste één gebied en één thema." in html(app)
    assert not asked_for
    field(app.multiselect, "Gebieden").set_value([BINNENSTAD])
    field(app.multiselect, "Thema's").set_value(["1.3"]).run()
    assert not app.exception, app.exception
    soort, toegang, about = asked_for[-1]
    assert (soort, toegang, about["gebieden"], about["themas"]) == ("partner", "partner", (BINNENSTAD,), ("1.3",))
