"""Areas of attention through app.py: reading, keeping, a drawing, and wherever else an area can be chosen."""

import json
from datetime import UTC, date, datetime

import pytest

from analytics.attention import NewArea, add, areas, close
from analytics.coverage import street_kinds
from analytics.indicators import load
from analytics.serving import uploads
from analytics.snapshots import Part
from analytics.store import Author, store_of
from pages.shared import data, team, visitor
from tests.builders import BINNENSTAD, BUURTCODES, JEKERKWARTIER, STAD, WOLDER, month, publish
from tests.pages.screen import field, html, opened, press, said

ANNA = Author("anna@gemeente.example", datetime(2026, 1, 10, 12, tzinfo=UTC))
BRAM = Author("bram@gemeente.example", datetime(2026, 1, 11, 12, tzinfo=UTC))
NAME, WHOLE, STREETS = "Hoe heet het gebied?", "Hele buurten", "Losse straten, van andere buurten"
MARKET = Part(BINNENSTAD, "Markt")
TOTAL = load("misdrijven_totaal")


def months():
    """Of every month of three years: burglaries in the one street of Binnenstad and elsewhere in it, and in Wolder."""
    here = ({"straat": "Markt", "aantal": 20}, {"aantal": 5}, {"gebied": WOLDER, "aantal": 30})
    for year in (2023, 2024, 2025):
        for number in range(1, 13):
            span = month(year, number)
            yield from (span | row | {"soort": "1.1.1"} for row in here)
            yield span | {"aantal": 25, "soort": "0.0.0"}
            yield span | {"gebied": WOLDER, "aantal": 30, "soort": "0.0.0"}


@pytest.fixture
def city(tmp_path, configured, monkeypatch):
    """Three years of figures, and Anna of the team at the screen."""
    monkeypatch.setattr(visitor, "in_team", lambda: True)
    monkeypatch.setattr(team, "author", lambda: ANNA)
    kinds = ("0.0.0", *street_kinds(TOTAL))
    publish(
        tmp_path,
        registraties=months(),
        dekking=[{"soort": kind, "van": date(2023, 1, 1)} for kind in kinds],
        kerncijfers=[{"gebied": code} for code in BUURTCODES],
        straten=[{"straat": "Markt", "lon": 5.6855, "lat": 50.8455}],
        enquete=[{"gebied": code} for code in BUURTCODES],
    )
    configured(data=tmp_path)
    return store_of(tmp_path)


def kept(city, naam="Rond de Markt", *parts, author=ANNA):
    return add(city, data.live().published, NewArea(STAD, naam, parts or (MARKET, Part(WOLDER))), author)


# -- reading ----------------------------------------------------------------------------------------------------------


def test_without_areas_the_page_says_so_and_makes_no_database(city):
    app = opened("aandachtsgebieden")
    assert app.title[0].value == "Hoe staat het met de aandachtsgebieden?"
    assert "Er worden geen aandachtsgebieden gevolgd." in html(app)
    assert not city.file.exists()


def test_an_area_by_street_is_counted_and_says_what_it_leaves_out(city):
    one = kept(city)
    app = opened("aandachtsgebieden", aandachtsgebied=one.code)
    assert "Er wordt 1 aandachtsgebied gevolgd." in html(app)
    assert "Geen duidelijke verandering in het aantal misdrijven in Rond de Markt." in html(app)
    assert app.subheader[0].value == "Rond de Markt"
    assert "Wolder en 1 straat in Binnenstad (Markt)" in html(app)
    said_ = " ".join(caption.value for caption in app.caption)
    assert "Van de 300 registraties" in said_
    assert "in Binnenstad heeft 60 geen straat" in said_
    assert "alleen in maanden waarin de politie straten meeleverde" in said_
    assert "Enquêtecijfers en signalen zijn er niet van een aandachtsgebied" in said_


def test_an_area_of_whole_buurten_leaves_nothing_out_but_the_survey(city):
    one = kept(city, "Samen", Part(BINNENSTAD), Part(JEKERKWARTIER))
    app = opened("aandachtsgebieden", aandachtsgebied=one.code)
    assert [c.value for c in app.caption if "straat" in c.value] == []


def test_everybody_reads_and_only_the_team_keeps_and_uploads(city, monkeypatch):
    kept(city)
    offered = []
    monkeypatch.setattr(uploads, "offer", offered.append)
    assert "Gebied bewaren" in [button.label for button in opened("aandachtsgebieden").button]
    assert offered
    offered.clear()
    monkeypatch.setattr(visitor, "in_team", lambda: False)
    monkeypatch.setattr(visitor, "may_refresh", lambda: False)
    app = opened("aandachtsgebieden")
    assert not app.button
    assert not offered


def test_a_database_that_is_away_leaves_the_figures(city):
    city.file.parent.mkdir(exist_ok=True)
    city.file.write_bytes(b"this is no database, and it is long enough to look like one" * 20)
    assert data.live().eigen == ()
    assert "niet te lezen" in said(opened("aandachtsgebieden").error)
    assert opened("hic_trend").title[0].value


def test_an_area_with_a_buurt_of_before_a_new_division_says_so(city):
    one = kept(city)
    publish(city.file.parent, name="later", buurten=(("BU09350001", "Binnenstad", "WK093500", "Centrum", STAD, "M"),))
    app = opened("aandachtsgebieden", aandachtsgebied=one.code)
    assert f"Deze delen staan niet in de gegevens van nu: Markt (Binnenstad) en {WOLDER}." in said(app.warning)


# -- keeping ----------------------------------------------------------------------------------------------------------


def fill(app, naam, buurten=(), straten=()):
    field(app.text_input, NAME).set_value(naam)
    field(app.multiselect, WHOLE).set_value(list(buurten))
    field(app.multiselect, STREETS).set_value(list(straten))


def test_the_team_chooses_buurten_and_streets(city):
    app = opened("aandachtsgebieden")
    assert field(app.multiselect, STREETS).options == ["Markt (Binnenstad)"]
    fill(app, "Rond de Markt", [WOLDER], [f"{BINNENSTAD}|Markt"])
    press(app, "Gebied bewaren")
    (one,) = areas(city, STAD)
    assert (one.naam, one.delen, one.gemaakt_door) == ("Rond de Markt", (MARKET, Part(WOLDER)), ANNA.wie)
    assert "Het gebied is bewaard." in said(app.success)


def test_what_is_refused_stays_in_the_form(city):
    kept(city)
    app = opened("aandachtsgebieden")
    fill(app, "rond de markt", [WOLDER])
    press(app, "Gebied bewaren")
    assert "Er is al een aandachtsgebied" in said(app.error)
    assert field(app.text_input, NAME).value == "rond de markt"
    assert field(app.multiselect, WHOLE).value == [WOLDER]


def test_closing_and_following_again(city):
    one = kept(city)
    app = opened("aandachtsgebieden", aandachtsgebied=one.code)
    press(app, "Gebied sluiten")
    assert areas(city, STAD)[0].gesloten == date(2026, 1, 10)
    assert "Er worden geen aandachtsgebieden gevolgd." in html(app)
    press(app, "Weer volgen")
    assert areas(city, STAD)[0].gesloten is None


def test_the_second_hears_what_the_first_did_and_can_still_save(city):
    one = kept(city)
    app = opened("aandachtsgebieden", aandachtsgebied=one.code)
    close(city, data.live().published, one.nummer, 1, BRAM)
    fill(app, "De Markt", [WOLDER])
    press(app, "Gebied bewaren")
    assert "bram@gemeente.example heeft dit aandachtsgebied intussen gewijzigd" in said(app.error)
    press(app, "Gebied bewaren")
    assert areas(city, STAD)[0].naam == "De Markt"


def square(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]}).encode()


def test_a_drawing_fills_the_form_in_and_is_kept_with_the_area(city):
    app = opened("aandachtsgebieden")
    app.file_uploader[0].upload("vlak.geojson", square(5.685, 50.84, 5.70, 50.85), "application/json").run()
    assert "Hele buurten: Jekerkwartier." in html(app)
    assert field(app.multiselect, WHOLE).value == [JEKERKWARTIER]
    assert field(app.multiselect, STREETS).value == [f"{BINNENSTAD}|Markt"]
    field(app.text_input, NAME).set_value("Getekend")
    press(app, "Gebied bewaren")
    assert not app.error, said(app.error)
    (one,) = areas(city, STAD)
    assert one.delen == (MARKET, Part(JEKERKWARTIER))
    assert json.loads(one.vorm)["type"] == "Polygon"


def test_a_drawing_from_which_something_was_taken_is_not_kept(city):
    app = opened("aandachtsgebieden")
    app.file_uploader[0].upload("vlak.geojson", square(5.685, 50.84, 5.70, 50.85), "application/json").run()
    fill(app, "Getekend", [JEKERKWARTIER])
    press(app, "Gebied bewaren")
    assert areas(city, STAD)[0].vorm == ""


def test_a_file_that_is_no_drawing_says_why(city):
    app = opened("aandachtsgebieden")
    app.file_uploader[0].upload("vlak.geojson", b"\x89PNG", "image/png").run()
    assert "Het is geen JSON" in said(app.error)


# -- elsewhere --------------------------------------------------------------------------------------------------------


def test_hic_trend_offers_them_apart_and_by_count_where_streets_are_in_it(city):
    one, whole = kept(city), kept(city, "Samen", Part(BINNENSTAD), Part(JEKERKWARTIER))
    app = opened("hic_trend", gebied=one.code, indicator=TOTAL.id)
    assert [o for o in field(app.selectbox, "Gebied").options if "aandachtsgebied" in o] == [
        "Rond de Markt (aandachtsgebied)",
        "Samen (aandachtsgebied)",
    ]
    assert "in Rond de Markt" in app.title[0].value
    assert "Alle misdrijven in" in html(app)
    assert "Tonen als" not in [group.label for group in app.segmented_control]
    assert "in Binnenstad heeft 60 geen straat" in app.caption[0].value
    app = opened("hic_trend", gebied=whole.code, indicator=TOTAL.id)
    assert "Tonen als" in [group.label for group in app.segmented_control]


@pytest.mark.parametrize("part", ["seizoen", "jaar", "wanneer", "waar"])
@pytest.mark.parametrize(
    "parts", [(MARKET, Part(WOLDER)), pytest.param((Part(BINNENSTAD), Part(WOLDER)), marks=pytest.mark.slow)]
)
def test_every_part_of_hic_trend_opens_on_one(city, part, parts):
    one = kept(city, "Samen", *parts)
    app = opened("hic_trend", gebied=one.code, indicator=TOTAL.id, deel=part)
    assert "Samen" in app.title[0].value
    assert not app.error


def test_a_closed_area_is_known_to_an_old_link_only(city):
    one = kept(city)
    close(city, data.live().published, one.nummer, 1, ANNA)
    assert not [o for o in field(opened("hic_trend").selectbox, "Gebied").options if "aandacht" in o]
    app = opened("hic_trend", gebied=one.code, indicator=TOTAL.id)
    assert field(app.selectbox, "Gebied").value == one.code
    assert "Rond de Markt (gesloten aandachtsgebied)" in field(app.selectbox, "Gebied").options


def test_a_link_to_an_area_that_never_was_falls_back(city):
    assert field(opened("hic_trend", gebied="AG9999").selectbox, "Gebied").value == STAD


def test_under_map_and_ranking_they_stand_apart(city):
    kept(city)
    for page in ("kaart", "ranglijst"):
        app = opened(page, indicator=TOTAL.id)
        assert "Aandachtsgebieden" in [heading.value for heading in app.subheader]
        assert "er alleen een aantal" in " ".join(caption.value for caption in app.caption)
        app = opened(page, indicator="onveilig_buurt")
        assert "Aandachtsgebieden" not in [heading.value for heading in app.subheader]
        assert "geen enquêtecijfers" in " ".join(caption.value for caption in app.caption)


def test_an_agenda_can_be_of_an_area_of_attention(city):
    one = kept(city)
    app = opened("buurtagendas", gebied=one.code)
    assert field(app.selectbox, "Gebied").value == one.code
    press(app, "Voordragen als kandidaat")
    assert app.subheader[0].value == "Buurtagenda Rond de Markt"
