"""What the team writes beside the figures, through the screen: annotations on HIC-trend, judgements of signals."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.annotations import NewAnnotation, add, annotations, change
from analytics.marks import Signal, mark, marks
from analytics.store import Author, store_of
from pages.shared import visitor
from tests.builders import BINNENSTAD, CENTRUM, STAD, WOLDER, steady_months
from tests.pages.screen import field, html, opened, press, said

PROJECT = Path(__file__).parents[2]
ANNA = Author("anna@gemeente.example", datetime(2026, 1, 10, 12, tzinfo=UTC))
BRAM = Author("bram@gemeente.example", datetime(2026, 1, 11, 12, tzinfo=UTC))
BEGIN, END = "Dag of begin (dag-maand-jaar)", "Einde, als het een tijd duurde (dag-maand-jaar)"
TEXT = "Tekst bij de grafiek"


def in_team(monkeypatch, whether):
    monkeypatch.setattr(visitor, "in_team", lambda: whether)


@pytest.fixture
def city(tmp_path, configured, monkeypatch):
    in_team(monkeypatch, True)
    steady_months(tmp_path)
    configured(data=tmp_path)
    return store_of(tmp_path)


def kept(city, **changed):
    fields = {"van": date(2024, 5, 1), "soort": "maatregel", "tekst": "Camera's op het plein"} | changed
    return add(city, NewAnnotation(STAD, **fields), ANNA)


# -- annotations ------------------------------------------------------------------------------------------------------


def test_everybody_reads_and_only_the_team_has_a_form(city, monkeypatch):
    kept(city, tekst="Camera's <b>weg</b>")
    kept(city, gebieden=(WOLDER,), tekst="Elders")
    in_team(monkeypatch, False)
    app = opened("hic_trend", gebied=BINNENSTAD)
    assert "A · 1 mei 2024, maatregel</strong><br>Camera&#x27;s &lt;b&gt;weg&lt;/b&gt;. (anna@gemeente" in html(app)
    assert "Elders" not in html(app)
    assert app.text_input == app.text_area == []
    assert not app.radio


def test_looking_makes_no_database(city):
    opened("hic_trend")
    assert not city.file.exists()


def test_a_new_one_holds_for_what_is_on_the_screen(city):
    app = opened("hic_trend", gebied=BINNENSTAD, indicator="woninginbraak")
    field(app.text_input, BEGIN).set_value("3-5-2024")
    field(app.text_input, TEXT).set_value("Buurtpreventie")
    press(app, "Bewaren")
    (found,) = annotations(city, STAD)
    assert (found.gebieden, found.indicatoren, found.van) == ((BINNENSTAD,), ("woninginbraak",), date(2024, 5, 3))
    assert "A · 3 mei 2024, gebeurtenis" in html(app)
    assert "Bewaard." in said(app.success)
    assert field(app.text_input, TEXT).value == ""


def test_what_was_typed_stays_when_it_is_refused(city):
    app = opened("hic_trend", gebied=BINNENSTAD)
    field(app.text_input, BEGIN).set_value("31-2-2024")
    field(app.text_input, END).set_value("ooit")
    field(app.text_input, TEXT).set_value("Melding van mevrouw Jansen")
    field(app.radio, "Waar?").set_value("alles")
    press(app, "Bewaren")
    assert "Dag of begin: “31-2-2024” is geen datum" in said(app.error)
    assert "Einde: “ooit” is geen datum" in said(app.error)
    field(app.text_input, BEGIN).set_value("1-3-2024")
    field(app.text_input, END).set_value("1-2-2024")
    press(app, "Bewaren")
    assert "naam van een persoon" in said(app.error)
    assert "Het einde (1 februari 2024) ligt voor het begin (1 maart 2024)" in said(app.error)
    assert field(app.text_input, TEXT).value == "Melding van mevrouw Jansen"
    assert annotations(city, STAD) == ()
    field(app.text_input, END).set_value("")
    field(app.text_input, TEXT).set_value("Melding van bewoners")
    press(app, "Bewaren")
    assert not app.error
    assert annotations(city, STAD)[0].gebieden == ()


def choose(app, one):
    field(app.selectbox, "Nieuw, of een van de eerdere wijzigen").set_value(str(one.id)).run()


def test_one_is_withdrawn_and_put_back(city):
    found = kept(city, gebieden=(CENTRUM,))
    app = opened("hic_trend", gebied=BINNENSTAD)
    choose(app, found)
    press(app, "Intrekken")
    assert "Camera" not in html(app)
    assert annotations(city, STAD)[0].ingetrokken
    press(app, "Terugzetten")
    assert "Camera" in html(app)
    (after,) = annotations(city, STAD)
    assert (after.ingetrokken, after.gebieden, after.versie) == (False, (CENTRUM,), 3)


def test_two_people_at_one_annotation(city):
    found = kept(city)
    app = opened("hic_trend")
    choose(app, found)
    field(app.text_input, TEXT).set_value("Zoals ik het zie")
    change(city, found.id, 1, {"tekst": "Zoals Bram het ziet", "toelichting": "Van Bram"}, BRAM)
    press(app, "Bewaren")
    assert "bram@gemeente.example heeft deze aantekening intussen gewijzigd (11 januari 2026" in said(app.error)
    assert "“Zoals Bram het ziet”" in said(app.error)
    assert field(app.text_input, TEXT).value == "Zoals ik het zie"
    press(app, "Bewaren")
    assert not app.error
    (after,) = annotations(city, STAD)
    assert (after.tekst, after.toelichting) == ("Zoals ik het zie", "Van Bram"), "what Bram changed elsewhere stays"


def test_a_database_that_is_away_keeps_nobody_from_the_figures(city):
    city.file.write_bytes(b"geen database" * 500)
    app = opened("hic_trend")
    assert said(app.warning).count("is nu niet te lezen of te beschrijven") == 1
    assert app.title[0].value == "Nemen high impact crimes in Maastricht toe of af?"
    assert not app.error


def test_a_profile_shows_them_too(city):
    kept(city, gebieden=(CENTRUM,), indicatoren=("hic",))
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()
    app.switch_page("pages/buurtprofiel.py")
    app.query_params["gebied"] = BINNENSTAD
    app.run()
    assert not app.exception, app.exception
    assert "alleen Centrum, alleen High Impact Crimes, anna@gemeente.example" in html(app)


# -- judgements of signals --------------------------------------------------------------------------------------------

OCTOBER = Signal(STAD, date(2025, 10, 1), BINNENSTAD, "1.1.1", "farrington")
YEAR = (date(2025, 1, 1), date(2026, 1, 1))


def screen():
    from datetime import date

    from analytics.marks import Signal, marks
    from analytics.settings import settings
    from analytics.store import store_of
    from pages.shared import marking
    from tests.builders import BINNENSTAD, STAD

    of = Signal(STAD, date(2025, 10, 1), BINNENSTAD, "1.1.1", "farrington")
    current = marks(store_of(settings().root), STAD, date(2025, 1, 1), date(2026, 1, 1)).get(of)
    marking.draw(of.gemeente, of.maand, of.gebied, of.soort, of.methode, current)


def judging():
    app = AppTest.from_function(screen, default_timeout=60).run()
    assert not app.exception, app.exception
    return app


def test_a_judgement_is_asked_for_and_kept(city):
    app = judging()
    assert "nog niet beoordeeld" in html(app)
    field(app.text_area, "Toelichting (mag leeg; noem rollen, geen personen)").set_value("Volgens dhr. Jansen")
    press(app, "Oordeel bewaren")
    assert "Kies wat het team van dit signaal vindt." in said(app.error)
    assert "de naam van een persoon" in said(app.error)
    assert marks(city, STAD, *YEAR) == {}
    app.text_area[0].set_value("Volgens de <b>politie</b>")
    app.radio[0].set_value("opgepakt")
    press(app, "Oordeel bewaren")
    assert not app.error
    assert "Opgepakt (" in html(app)
    assert "): Volgens de &lt;b&gt;politie&lt;/b&gt;" in html(app)
    found = marks(city, STAD, *YEAR)[OCTOBER]
    assert (found.oordeel, found.toelichting, found.versie) == ("opgepakt", "Volgens de <b>politie</b>", 1)
    app.radio[0].set_value("loos")
    press(app, "Oordeel bewaren")
    assert marks(city, STAD, *YEAR)[OCTOBER].oordeel == "loos"
    assert html(app).index("Loos (") < html(app).index("Opgepakt ("), "the earlier judgement is still there"


def test_two_people_at_one_signal(city):
    app = judging()
    app.radio[0].set_value("loos")
    mark(city, OCTOBER, "bekend", "Eén dader", BRAM)
    press(app, "Oordeel bewaren")
    assert "bram@gemeente.example heeft dit signaal intussen beoordeeld" in said(app.error)
    assert marks(city, STAD, *YEAR)[OCTOBER].oordeel == "bekend"
    assert app.radio[0].value == "loos"
    press(app, "Oordeel bewaren")
    assert marks(city, STAD, *YEAR)[OCTOBER].oordeel == "loos"


def test_whoever_is_not_in_the_team_reads_what_they_made_of_it(city, monkeypatch):
    mark(city, OCTOBER, "uitzoeken", "", BRAM)
    in_team(monkeypatch, False)
    app = judging()
    assert "Uitzoeken (bram@gemeente.example, 11 januari 2026, 13:00)." in html(app)
    assert not app.button
