"""The page Signalen through app.py: what stands out, choosing, judging, and cities about which little is known."""

import json
import re
from datetime import UTC, date, datetime

import pytest

from analytics import marks
from analytics.store import Author, store_of
from pages.shared import visitor
from tests.builders import BINNENSTAD, BUURTCODES, STAD, WOLDER, month, publish, year
from tests.pages.screen import html, opened

BURGLARY = "1.1.1"
SEPTEMBER = f"2025-09_{BINNENSTAD}_{BURGLARY}_farrington"
ANNA = Author("anna@gemeente.example", datetime(2025, 11, 20, 12, tzinfo=UTC))
COVERED = {"van": date(2021, 1, 1)}
FINAL = COVERED | {"tot": date(2025, 11, 1)}
EARLY = {"van": date(2025, 11, 1), "tot": date(2026, 1, 1), "status": "voorlopig"}


def counted(burst=(), first=2021, kind=BURGLARY):
    """Four a month in every buurt, with more where `burst` {(buurt, year, month): count} says so."""
    burst = dict(burst)
    return [
        month(jaar, nummer) | {"gebied": code, "soort": kind, "aantal": burst.get((code, jaar, nummer), 4)}
        for code in BUURTCODES
        for jaar in range(first, 2026)
        for nummer in range(1, 13)
    ]


@pytest.fixture
def city(tmp_path, configured, monkeypatch):
    """Quiet years; many burglaries in Wolder in October 2025, the last final month, and in Binnenstad in September."""
    monkeypatch.setattr(visitor, "in_team", lambda: True)
    bursts = {(WOLDER, 2025, 10): 30, (BINNENSTAD, 2025, 9): 26}
    publish(tmp_path, registraties=counted(bursts), dekking=[FINAL, EARLY])
    configured(data=tmp_path)
    return store_of(tmp_path)


def answer(app):
    return re.search(r'<p class="antwoord">(.*?)</p>', html(app)).group(1)


def headings(app):
    return [found.value for found in app.subheader]


def test_it_opens_at_the_last_final_month_with_its_strongest_signal(city):
    app = opened("signalen")
    assert app.title[0].value == "Waar gebeurt meer dan gewoonlijk?"
    assert answer(app).startswith(
        "In oktober 2025 is er 1 signaal; van zulke signalen is naar verwachting minder dan 1%"
    )
    assert "Woninginbraken in Wolder (30 in oktober 2025, gewoonlijk " in answer(app)
    assert "Woninginbraken in Wolder, oktober 2025" in headings(app)
    assert dict(app.query_params) == {}
    assert len(app.get("plotly_chart")) == 1
    assert len(app.get("download_button")) == 8  # the log, the year, the course and the areas around it


def test_the_same_event_in_the_wijk_and_the_city_is_told_with_it(city):
    assert "Ook zichtbaar in Zuidwest (wijk) en Maastricht (hele gemeente)." in html(opened("signalen"))


def test_a_link_reopens_an_earlier_signal(city):
    query = {"signaal": SEPTEMBER, "budget": "1", "alleen": "buurt"}
    app = opened("signalen", **query)
    assert dict(app.query_params) == query
    assert "Woninginbraken in Binnenstad, september 2025" in headings(app)


def test_nonsense_in_the_address_is_dropped(city):
    assert (
        dict(opened("signalen", signaal="<b>", maand="2025-13", budget="x", alleen="land", rubriek="y").query_params)
        == {}
    )


def test_another_month_begins_with_its_own_strongest_signal(city):
    app = opened("signalen", maand="2025-09", signaal=SEPTEMBER)
    app.selectbox(key="maand").set_value("2025-10").run()
    assert "Woninginbraken in Wolder, oktober 2025" in headings(app)
    assert dict(app.query_params) == {}


def test_a_provisional_month_says_so(city):
    app = opened("signalen", maand="2025-11")
    assert "november 2025 (voorlopig)" in app.selectbox(key="maand").options
    assert "voorlopig" in app.caption[0].value


def test_the_team_judges_and_everybody_reads_what_came_of_it(city, monkeypatch):
    app = opened("signalen")
    (choice,) = [found for found in app.radio if found.label == "Wat is dit signaal?"]
    choice.set_value("loos")
    (button,) = [found for found in app.button if found.label == "Oordeel bewaren"]
    button.click().run()
    assert not app.exception, app.exception
    about = marks.Signal(STAD, date(2025, 10, 1), WOLDER, BURGLARY, "farrington")
    (kept,) = marks.history(city, about)
    assert kept.oordeel == "loos"
    monkeypatch.setattr(visitor, "in_team", lambda: False)
    app = opened("signalen")
    assert app.radio == []
    assert "Het team beoordeelde er 1: 1 loos." in html(app)


def test_what_came_of_earlier_signals_is_told(city):
    def judge(maand, gebied, text):
        about = marks.Signal(STAD, maand, gebied, BURGLARY, "farrington")
        marks.mark(city, about, "opgepakt", text, ANNA)

    judge(date(2025, 9, 1), BINNENSTAD, "Extra toezicht")
    judge(date(2025, 5, 1), WOLDER, "Kermis")
    shown = html(opened("signalen"))
    assert "In de maanden ervoor was er 1 signaal: 1 opgepakt." in shown
    assert "Eerder, in mei 2025: opgepakt (Kermis)" in shown
    assert "Extra toezicht" not in shown, "of another buurt"


def test_a_month_without_signals_is_an_answer(tmp_path, configured):
    publish(tmp_path, registraties=counted(), dekking=[FINAL, EARLY])
    configured(data=tmp_path)
    app = opened("signalen")
    assert answer(app).startswith("Geen signalen in oktober 2025; dat is ook een uitkomst.")
    assert not app.get("plotly_chart")


def test_too_short_a_history_is_said(tmp_path, configured):
    publish(tmp_path, registraties=counted(first=2025), dekking=[{"van": date(2025, 1, 1), "tot": date(2025, 11, 1)}])
    configured(data=tmp_path)
    assert answer(opened("signalen")).startswith("Dat is nog niet te zeggen: er zijn 10 maanden bekend.")


def test_yearly_figures_have_no_signals(tmp_path, configured):
    publish(tmp_path, registraties=[{"aantal": 90, **year(2025)}], dekking=[{"stap": "jaar", **year(2025)}])
    configured(data=tmp_path)
    assert "geen registraties per maand" in answer(opened("signalen"))


def test_counts_below_the_threshold_are_nowhere_on_the_page(city, configured):
    """Of every other month the count is 4: it may not even be a point of a small chart."""
    configured(drempel=5)
    app = opened("signalen")
    assert "30 in oktober 2025" in answer(app)
    drawn = [json.loads(found.proto.json) for found in app.get("bidi_component")]
    (log,) = [found for found in drawn if "entries" in found]
    assert set(log["entries"][0]["points"]) == {None, 30.0}
    cells = [cell for found in drawn for row in found.get("rows", ()) for cell in row["cells"].values()]
    assert [cell for cell in cells if cell["text"] == "4" or cell.get("sort") == 4] == []
    assert "onderdrukt" in {cell.get("status") for cell in cells}
