"""The Uitvoeringsagenda through app.py: reading, reporting, actions of the team, and what becomes of refused text."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import actions, programmes
from analytics.progress import NewOwn, Said, add_own, change_own, history, own_actions, report, reports
from analytics.store import Author, store_of
from pages.shared import team, visitor
from tests.builders import STAD, publish, steady_months
from tests.pages.screen import field, html, opened, press, said

PROJECT = Path(__file__).parents[2]
ANNA = Author("anna@gemeente.example", datetime(2026, 1, 10, 12, tzinfo=UTC))
BRAM = Author("bram@gemeente.example", datetime(2026, 1, 11, 12, tzinfo=UTC))
NOW = date(2026, 1, 1)  # the quarter that runs for Anna
PLANNED = actions.plans(STAD)[-1].actie[0]
NOTE = "Toelichting (mag leeg; noem rollen, geen personen)"
HOW_FAR = "Hoe ver is deze actie in kwartaal 1 van 2026?"
WHAT = "Wat wordt er gedaan?"
BEGIN = "Begin (dag-maand-jaar, mag leeg)"
EARLIER = "Nieuw, of een van de eerdere wijzigen"


@pytest.fixture
def city(tmp_path, configured, monkeypatch):
    """A snapshot with nothing in it, and Anna of the team at the screen."""
    monkeypatch.setattr(visitor, "in_team", lambda: True)
    monkeypatch.setattr(team, "author", lambda: ANNA)
    publish(tmp_path)
    configured(data=tmp_path)
    return store_of(tmp_path)


def own(city, **changed):
    fields = {"programma": "mjp19", "thema": "1.3", "actie": "Fietsen graveren"} | changed
    return add_own(city, NewOwn(STAD, **fields), ANNA)


# -- reading ----------------------------------------------------------------------------------------------------------


def test_without_a_report_the_page_says_so_and_makes_no_database(city):
    app = opened("uitvoeringsagenda")
    assert app.title[0].value == "Wat doen we, en hoe ver is het?"
    assert "Over kwartaal 1 van 2026 is van geen van de 66 acties de stand bekend." in html(app)
    assert "stand van zaken: gemeld door het team" in html(app)
    assert field(app.selectbox, "Programma").value == "mjp19"
    assert len(app.get("download_button")) == 2
    assert not city.file.exists()


def test_everybody_reads_and_only_the_team_has_forms(city, monkeypatch):
    report(city, Said(STAD, PLANNED.id, NOW, "loopt", "Twee <b>avonden</b>"), ANNA)
    monkeypatch.setattr(visitor, "in_team", lambda: False)
    app = opened("uitvoeringsagenda", actie=PLANNED.id)
    assert "van 1 van de 66 acties de stand bekend: 1 loopt." in html(app)
    assert "Loopt (gemeld over kwartaal 1 van 2026 door anna@gemeente.example" in html(app)
    assert "Twee &lt;b&gt;avonden&lt;/b&gt;" in html(app)
    assert app.subheader[0].value == PLANNED.actie
    assert not app.button
    assert app.text_input == app.text_area == []
    assert not app.radio


def test_a_link_reopens_the_choices_and_nonsense_falls_back(city):
    app = opened("uitvoeringsagenda", programma="up15", thema="1.1", kwartaal="2025-Q3", status="termijn_voorbij")
    assert [box.value for box in app.selectbox][:4] == ["up15", "1.1", "2025-Q3", "termijn_voorbij"]
    assert "Over kwartaal 3 van 2025" in html(app)
    app = opened(
        "uitvoeringsagenda", programma="niets", thema="9.9", kwartaal="1800-Q1", status="mooi", actie="mjp19-999"
    )
    assert [box.value for box in app.selectbox][:4] == ["mjp19", "", "2026-Q1", ""]
    assert not app.subheader


def test_a_link_to_an_action_opens_its_programme(city):
    other = actions.plans(STAD)[0].actie[0]
    app = opened("uitvoeringsagenda", actie=other.id)
    assert (field(app.selectbox, "Programma").value, app.subheader[0].value) == ("up15", other.actie)
    field(app.selectbox, "Programma").set_value("mjp19").run()
    assert not app.exception
    assert (field(app.selectbox, "Programma").value, [*app.subheader]) == ("mjp19", [])


def test_a_choice_without_actions_says_so(city):
    app = opened("uitvoeringsagenda", status="gestopt")
    assert "Geen enkele actie past bij deze keuze." in html(app)
    assert not app.get("download_button")


def test_a_programme_without_actions_says_so(city):
    app = opened("uitvoeringsagenda", programma="mjp23")
    assert "Er staan nog geen acties in deze agenda." in html(app)
    assert field(app.text_input, WHAT)


def test_a_municipality_without_programmes_says_so(city, monkeypatch):
    monkeypatch.setattr(programmes, "load_all", dict)
    app = opened("uitvoeringsagenda")
    assert "Voor deze gemeente zijn geen programma's vastgelegd" in html(app)
    assert not app.selectbox


# -- reporting --------------------------------------------------------------------------------------------------------


def test_a_report_is_asked_for_and_kept(city):
    app = opened("uitvoeringsagenda", actie=PLANNED.id)
    assert field(app.radio, HOW_FAR).value is None
    field(app.text_area, NOTE).set_value("Volgens dhr. Jansen")
    press(app, "Stand bewaren")
    assert "Kies hoe ver de actie is." in said(app.error)
    assert "de naam van een persoon" in said(app.error)
    assert reports(city, STAD) == ()
    field(app.text_area, NOTE).set_value("Twee avonden gehouden")
    field(app.radio, HOW_FAR).set_value("loopt")
    press(app, "Stand bewaren")
    assert not app.error
    assert "De stand is bewaard." in said(app.success)
    (kept,) = reports(city, STAD)
    assert (kept.said, kept.wie) == (Said(STAD, PLANNED.id, NOW, "loopt", "Twee avonden gehouden"), ANNA.wie)
    assert "van 1 van de 66 acties de stand bekend: 1 loopt." in html(app)
    field(app.radio, HOW_FAR).set_value("klaar")
    press(app, "Stand bewaren")
    assert [one.said.status for one in history(city, STAD, PLANNED.id)] == ["klaar", "loopt"]


def test_two_people_at_one_report(city):
    app = opened("uitvoeringsagenda", actie=PLANNED.id)
    field(app.radio, HOW_FAR).set_value("klaar")
    report(city, Said(STAD, PLANNED.id, NOW, "vertraagd", "Wacht op geld"), BRAM)
    press(app, "Stand bewaren")
    assert "bram@gemeente.example heeft over deze actie intussen iets gemeld" in said(app.error)
    assert "vertraagd (“Wacht op geld”)" in said(app.error)
    assert field(app.radio, HOW_FAR).value == "klaar"
    press(app, "Stand bewaren")
    assert not app.error
    assert reports(city, STAD)[0].said.status == "klaar"


# -- actions of the team ----------------------------------------------------------------------------------------------


def test_a_new_action_belongs_to_the_programme_and_theme_on_the_screen(city):
    app = opened("uitvoeringsagenda", programma="mjp23", thema="")
    field(app.text_input, WHAT).set_value("Fietsen graveren")
    field(app.text_input, BEGIN).set_value("31-2-2026")
    press(app, "Actie bewaren")
    assert "Begin: “31-2-2026” is geen datum" in said(app.error)
    assert own_actions(city, STAD) == ()
    field(app.text_input, BEGIN).set_value("1-3-2026")
    field(app.selectbox, "Bij welk thema?").set_value("1.3")
    field(app.multiselect, "Partners (rollen, geen namen)").set_value(["politie"])
    press(app, "Actie bewaren")
    assert "De actie is bewaard." in said(app.success)
    (kept,) = own_actions(city, STAD)
    assert (kept.programma, kept.thema, kept.van, kept.partners) == ("mjp23", "1.3", date(2026, 3, 1), ("politie",))
    assert "Er staat 1 actie in deze agenda; over kwartaal 1 van 2026: nog niet gemeld." in html(app)
    assert field(app.text_input, WHAT).value == ""


def test_the_action_on_the_screen_is_the_one_to_change(city):
    kept = own(city)
    app = opened("uitvoeringsagenda", actie=kept.id)
    assert field(app.text_input, WHAT).value == "Fietsen graveren"
    field(app.text_input, WHAT).set_value("Fietsen en scooters graveren")
    press(app, "Actie bewaren")
    assert own_actions(city, STAD)[0].actie == "Fietsen en scooters graveren"
    assert app.subheader[0].value == "Fietsen en scooters graveren"


def test_one_is_withdrawn_and_put_back(city):
    kept = own(city)
    app = opened("uitvoeringsagenda", actie=kept.id)
    press(app, "Intrekken")
    assert "De actie is ingetrokken." in said(app.success)
    assert not app.subheader
    assert "van de 66 acties" in html(app)
    field(app.selectbox, EARLIER).set_value(kept.id).run()
    press(app, "Terugzetten")
    assert "van de 67 acties" in html(app)


def test_two_people_at_one_action(city):
    kept = own(city)
    app = opened("uitvoeringsagenda", actie=kept.id)
    field(app.text_input, WHAT).set_value("Zoals ik het zie")
    change_own(city, kept.nummer, 1, {"actie": "Zoals Bram het ziet", "thema": "1.2"}, BRAM)
    press(app, "Actie bewaren")
    assert "“Zoals Bram het ziet”" in said(app.error)
    press(app, "Actie bewaren")
    (after,) = own_actions(city, STAD)
    assert (after.actie, after.thema) == ("Zoals ik het zie", "1.2"), "what Bram changed elsewhere stays"


# -- beside a chart ---------------------------------------------------------------------------------------------------


def test_the_begin_of_an_action_stands_beside_the_chart_of_what_it_should_move(tmp_path, city):
    steady_months(tmp_path)
    own(city, van=date(2024, 5, 1), doel="mjp19-woninginbraak")
    for indicator, shown in (("woninginbraak", True), ("straatroof", False)):
        app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()
        app.switch_page("pages/hic_trend.py")
        app.query_params["indicator"] = indicator
        app.run()
        assert not app.exception, app.exception
        assert ("A · 1 mei 2024, begin van een actie</strong><br>Start actie: Fietsen" in html(app)) is shown
