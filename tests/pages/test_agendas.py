"""The buurtagenda's through app.py: reading, nominating, changing, and what becomes of text that was refused."""

from datetime import UTC, date, datetime

import pytest

from analytics.agenda import NewAction, NewAgenda, add_action, agendas, change, history, nominate
from analytics.store import Author, store_of
from pages.shared import visitor
from tests.builders import BINNENSTAD, BUURTCODES, JEKERKWARTIER, STAD, WOLDER, publish, steady_months
from tests.pages.screen import field, html, opened

ANNA = Author("anna@gemeente.example", datetime(2023, 6, 1, 12, tzinfo=UTC))
LATER = Author("bram@gemeente.example", datetime(2026, 1, 10, 12, tzinfo=UTC))
REASON = "Laagste buurtscore en veel klachten"


@pytest.fixture
def city(tmp_path, configured, monkeypatch):
    """Steady months, and a visitor at the machine itself: the fake browser of these tests sends no headers."""
    monkeypatch.setattr(visitor, "in_team", lambda: True)
    answers = [{"gebied": code, "waarde": 20.0 + i, "vraag": "onveilig_buurt"} for i, code in enumerate(BUURTCODES)]
    steady_months(tmp_path, enquete=answers)
    configured(data=tmp_path)
    return store_of(tmp_path)


def press(app, label):
    field(app.button, label).click().run()
    assert not app.exception, app.exception
    return app


def running(city):
    """An agenda that began on 1 January 2024, on burglaries, with a comparison buurt."""
    found = nominate(city, NewAgenda(STAD, BINNENSTAD, indicator="woninginbraak", reden=REASON), ANNA)
    plan = {"van": date(2024, 1, 1), "themas": ["1.3"], "vergelijking": [WOLDER]}
    for step in (
        {"status": "gekozen", "reden_soort": "rang", **plan},
        {"status": "in_voorbereiding"},
        {"status": "vastgesteld"},
    ):
        found = change(city, found.id, found.versie, step, ANNA)
    return found


def test_without_agendas_the_page_says_so_and_makes_no_database(city):
    app = opened("buurtagendas")
    assert app.title[0].value == "Welke buurten hebben een agenda, en waarom?"
    assert "Nog geen enkele" in html(app)
    assert not city.file.exists()


def test_everybody_reads_and_only_the_team_has_forms(city, monkeypatch):
    found = running(city)
    monkeypatch.setattr(visitor, "in_team", lambda: False)
    app = opened("buurtagendas", agenda=str(found.id))
    assert "1 gebied heeft een vastgestelde agenda: Binnenstad." in html(app)
    assert REASON in html(app)
    assert app.text_area == app.multiselect == app.selectbox == []
    assert [button.label for button in app.button] == []


def test_one_agenda_in_full(city):
    found = running(city)
    add_action(city, found.id, NewAction("Meer toezicht", "minder inbraak", trekker="politie"), ANNA)
    shown = html(opened("buurtagendas", agenda=str(found.id)))
    assert "plaats in de ranglijst: Laagste buurtscore" in shown
    assert "1 januari 2024" in shown
    assert "Wolder (gekozen op 1 juni 2023 door anna@gemeente.example)" in shown
    assert "Woninginbraken in Binnenstad: 480 in 2022–2023" not in shown, "figures begin in 2023"
    assert "Woninginbraken in Binnenstad: 240 in 2023 en 240 in 2024." in shown
    assert "In Binnenstad zelf: geen duidelijk verschil, 0;" in shown


def test_a_link_from_the_ranking_opens_a_candidate_with_what_the_ranking_says(city):
    app = opened("buurtagendas", gebied=BINNENSTAD, indicator="woninginbraak")
    assert dict(app.query_params) == {"gebied": BINNENSTAD, "indicator": "woninginbraak"}
    assert "Binnenstad: Woninginbraken, 2025: 240,0 (" in html(app)
    field(app.selectbox, "Wat voor reden is er?").set_value("signaal")
    field(app.text_area, "Waarom dit gebied? (mag later)").set_value("Bewoners vragen erom")
    press(app, "Voordragen als kandidaat")
    (kept,) = agendas(city, STAD)
    assert (kept.gebied, kept.status, kept.reden_soort, kept.indicator) == (
        BINNENSTAD,
        "kandidaat",
        "signaal",
        "woninginbraak",
    )
    assert kept.rangfeiten["momentopname"] == "toets"
    assert kept.rangfeiten["waarde"] == 240.0
    assert dict(app.query_params)["agenda"] == str(kept.id)
    assert any("Voorgedragen" in found.value for found in app.success)
    assert "Binnenstad heeft al een agenda" in html(app)


def test_nonsense_in_the_address_is_dropped(city):
    assert dict(opened("buurtagendas", agenda="<b>", gebied="BU1", indicator="x", iets="y").query_params) == {}


def test_what_was_typed_stays_when_it_is_refused(city):
    found = nominate(city, NewAgenda(STAD, BINNENSTAD, indicator="woninginbraak"), LATER)
    app = opened("buurtagendas", agenda=str(found.id))
    field(app.selectbox, "Status").set_value("gekozen")
    field(app.text_area, "Waarom dit gebied en niet een ander?").set_value("Bel mevrouw Jansen")
    field(app.text_input, "Begin van de agenda (dag-maand-jaar)").set_value("1-6-2099")
    press(app, "Opslaan")
    told = app.error[0].value
    assert "om wat voor reden" in told
    assert "naam van een persoon" in told
    assert field(app.text_area, "Waarom dit gebied en niet een ander?").value == "Bel mevrouw Jansen"
    assert field(app.selectbox, "Status").value == "gekozen"
    assert agendas(city, STAD) == (found,)

    field(app.text_area, "Waarom dit gebied en niet een ander?").set_value(REASON)
    field(app.selectbox, "Soort reden").set_value("bestuurlijk")
    press(app, "Opslaan")
    assert app.error == []
    (kept,) = agendas(city, STAD)
    assert (kept.status, kept.reden, kept.van, kept.versie) == ("gekozen", REASON, date(2099, 6, 1), 2)
    assert kept.rangfeiten["waarde"] == 240.0, "what the ranking said at the moment of choosing"


def test_a_day_that_is_none_is_refused_with_what_was_typed(city):
    found = nominate(city, NewAgenda(STAD, BINNENSTAD), LATER)
    app = opened("buurtagendas", agenda=str(found.id))
    field(app.text_input, "Begin van de agenda (dag-maand-jaar)").set_value("31-2-2027")
    field(app.text_input, "Einde van de agenda (dag-maand-jaar)").set_value("ooit")
    press(app, "Opslaan")
    told = app.error[0].value.replace("\\", "")
    assert "Begin: “31-2-2027” is geen datum" in told
    assert "Einde: “ooit” is geen datum" in told
    assert field(app.text_input, "Einde van de agenda (dag-maand-jaar)").value == "ooit"


def test_two_people_at_one_agenda(city):
    found = nominate(city, NewAgenda(STAD, BINNENSTAD, reden="Zoals het was"), ANNA)
    app = opened("buurtagendas", agenda=str(found.id))
    field(app.text_area, "Waarom dit gebied en niet een ander?").set_value("Zoals ik het zie")
    change(city, found.id, found.versie, {"reden": "Zoals Bram het ziet", "partners": ["politie"]}, LATER)
    press(app, "Opslaan")
    told = app.error[0].value.replace("\\", "")
    assert "bram@gemeente.example heeft dit intussen gewijzigd (10 januari 2026, 13:00)" in told
    assert "van “Zoals het was” naar “Zoals Bram het ziet”" in told
    assert field(app.text_area, "Waarom dit gebied en niet een ander?").value == "Zoals ik het zie"
    assert agendas(city, STAD)[0].reden == "Zoals Bram het ziet"
    press(app, "Opslaan")
    assert app.error == []
    (kept,) = agendas(city, STAD)
    assert (kept.reden, kept.partners) == ("Zoals ik het zie", ("politie",)), "what Bram changed elsewhere stays"


def test_comparison_buurten_are_fixed_after_the_start(city):
    found = running(city)
    app = opened("buurtagendas", agenda=str(found.id))
    assert field(app.multiselect, "Vergelijkingsgebieden").disabled
    assert any("liggen sinds die dag vast" in caption.value for caption in app.caption)


def test_actions_are_added_and_changed(city):
    found = nominate(city, NewAgenda(STAD, BINNENSTAD), LATER)
    app = opened("buurtagendas", agenda=str(found.id))
    field(app.text_area, "Wat wordt er gedaan?").set_value("Meer toezicht")
    press(app, "Actie toevoegen")
    assert "welk doel" in app.error[0].value
    assert field(app.text_area, "Wat wordt er gedaan?").value == "Meer toezicht"
    field(app.text_area, "Met welk doel: wat is er dan anders?").set_value("Minder overlast")
    press(app, "Actie toevoegen")
    (action,) = agendas(city, STAD)[0].acties
    assert (action.omschrijving, action.doel, action.status) == ("Meer toezicht", "Minder overlast", "gepland")
    next(box for box in app.selectbox if box.label == "Status van de actie").set_value("loopt")
    press(app, "Actie opslaan")
    assert agendas(city, STAD)[0].acties[0].status == "loopt"
    assert history(city, found.id)[0].veld == "status"


def test_a_database_that_cannot_be_used_is_said_in_a_sentence(city):
    city.file.write_bytes(b"geen database" * 500)
    assert "is nu niet te lezen of te beschrijven" in opened("buurtagendas").error[0].value


def test_a_snapshot_without_figures_still_takes_agendas(tmp_path, configured, monkeypatch):
    monkeypatch.setattr(visitor, "in_team", lambda: True)
    publish(tmp_path)
    configured(data=tmp_path)
    app = opened("buurtagendas", gebied=JEKERKWARTIER)
    assert "Jekerkwartier: niet vastgelegd." in html(app)
    press(app, "Voordragen als kandidaat")
    assert agendas(store_of(tmp_path), STAD)[0].rangfeiten is None
