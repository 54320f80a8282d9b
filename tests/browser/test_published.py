"""What is published reaches the screen, and what must not be seen does not: on a server with a data root of its own."""

import io
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace

import openpyxl
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from analytics.refresh.publish import publish
from analytics.snapshots import CURRENT
from tests.browser.screen import Screen
from tests.builders import CENTRUM, NOW, STAD, ZUIDWEST, make_delivery, month

MAP, TABLE = "kaart_gebieden", "kaart_tabel"
GEWOON, NUL, WEINIG, KLEIN, ONTBREEKT, FORMULE = (f"BU0935000{n}" for n in range(1, 7))
NAMES = {
    GEWOON: "Binnenstad",
    NUL: "Wolder",
    WEINIG: "Campagne",
    KLEIN: "Beatrixhaven",
    ONTBREEKT: "Itteren",
    FORMULE: "=1+1 Hof",
}
INHABITANTS = {GEWOON: 5000, NUL: 3000, WEINIG: 2000, KLEIN: 15, ONTBREEKT: 1000, FORMULE: 2500}
THRESHOLD = 5
LONG = {"van": date(2023, 1, 1), "tot": date(2026, 1, 1)}


def buurten():
    wijken = {CENTRUM: "Wijk 00 Centrum", ZUIDWEST: "Wijk 01 Zuidwest"}
    for place, (code, name) in enumerate(NAMES.items()):
        wijk = (CENTRUM, ZUIDWEST)[place > 2]
        yield (code, name, wijk, wijken[wijk], STAD, "Maastricht")


def delivery(*, many=40, few=3, whole=False):
    """A town with a buurt for every reason why there is no figure.

    `few` stays below the threshold; where it is smaller there are more registrations of which no buurt is known, so
    that no other figure tells it. `whole`: nothing is missing, so that the town has a figure too.
    """
    counts = {GEWOON: many, WEINIG: few, KLEIN: 9, ONTBREEKT: 0, FORMULE: 12}
    registraties = [
        {"gebied": code, "aantal": aantal, "straat": f"Straat {code[-1]}", **month(year, 3)}
        for year in (2023, 2024, 2025)
        for code, aantal in counts.items()
        if aantal
    ]
    registraties += [
        {"gebied": STAD, "soort_gebied": "onbekend", "aantal": 20 - few, **month(year, 3)}
        for year in (2023, 2024, 2025)
    ]
    return make_delivery(
        buurten=list(buurten()),
        registraties=registraties,
        dekking=[
            {"van": date(2023, 1, 1), "tot": date(2025, 10, 1)},
            {"van": date(2025, 10, 1), "tot": date(2026, 1, 1), "status": "voorlopig"},
            *([] if whole else [{"gebied": ONTBREEKT, "status": "ontbreekt", **LONG}]),
        ],
        kerncijfers=[
            {"gebied": code, "jaar": year, "waarde": float(people)}
            for year in (2023, 2024, 2025)
            for code, people in INHABITANTS.items()
        ],
        straten=[{"gebied": code, "straat": f"Straat {code[-1]}"} for code in counts],
    )


@pytest.fixture(scope="module")
def town(start_server, tmp_path_factory):
    """A server that hides counts below the threshold: its address, its data root, and publish(delivery)."""
    root = tmp_path_factory.mktemp("root")
    moments = (NOW + timedelta(minutes=n) for n in range(100))
    with start_server(data=root, drempel=THRESHOLD) as address:
        yield SimpleNamespace(
            address=address,
            root=root,
            publish=lambda what: publish(what, root, by="toets", reason="toets", now=next(moments)),
        )


def test_a_publication_is_on_the_screen_at_the_next_step(visit, town):
    (town.root / CURRENT).unlink(missing_ok=True)
    screen = visit("kaart", base_url=town.address)
    alert = screen.page.get_by_role("alert").inner_text()
    assert "is nog niets gepubliceerd" in alert
    assert "python -m analytics refresh" in alert

    first = town.publish(delivery(many=40))
    screen.go_to("Kaart")
    assert screen.page.get_by_role("alert").count() == 0
    assert first.id in screen.source
    assert screen.source.endswith("echte gegevens")
    assert screen.page.locator(".voorbeeld").count() == 0
    screen.select("Periode", "2024")
    assert ["BU09350001", "Binnenstad", "40", "8,0"] in screen.table(TABLE)

    second = town.publish(delivery(many=55))
    screen.switch("Tonen als", "aantal")
    assert second.id in screen.source
    assert ["BU09350001", "Binnenstad", "55"] in screen.table(TABLE)
    assert screen.choices == {"periode": "2024", "maat": "aantal"}, "the choices stay"


def test_zero_hidden_small_missing_and_provisional_each_look_different(visit, town):
    town.publish(delivery())
    screen = visit("kaart?periode=2024", base_url=town.address)
    areas = screen.areas(MAP)
    assert {code: looks for code, (looks, _text) in areas.items()} == {
        GEWOON: areas[GEWOON][0],
        NUL: "k0",
        WEINIG: "onderdrukt",
        KLEIN: "klein",
        ONTBREEKT: "ontbreekt",
        FORMULE: areas[FORMULE][0],
    }
    assert areas[GEWOON][0] != "k0"
    assert areas[WEINIG][1] == "Campagne: onderdrukt: <5"
    assert areas[KLEIN][1] == "Beatrixhaven: 9 woninginbraken, te weinig inwoners voor een verhouding"
    assert areas[ONTBREEKT][1] == "Itteren: geen cijfer"
    rows = {row[0]: row[2:] for row in screen.table(TABLE)}
    assert rows[NUL] == ["0", "0,0"]
    assert rows[WEINIG][0].startswith("<5")
    assert rows[KLEIN] == ["9", "te weinig inwoners"]
    assert "geen cijfer" in rows[ONTBREEKT][0]
    del rows[STAD]  # of a town with a buurt missing there is no figure either
    assert len({tuple(row) for row in rows.values()}) == len(rows)
    legend = screen.page.locator(f".st-key-{MAP} .special li").all_inner_texts()
    assert legend == ["te weinig inwoners", "<5", "geen cijfer"]
    assert screen.problems() == []

    screen.select("Periode", "2025, voorlopig")
    assert "voorlopig" in screen.source
    assert screen.page.locator(f".st-key-{MAP} .special li").all_inner_texts()[-1] == "voorlopig"
    assert screen.page.locator(f".st-key-{MAP} circle.mark").count() >= 2
    assert screen.areas(MAP)[GEWOON][1].endswith("voorlopig")
    assert all("voorlopig" in row[2] for row in screen.table(TABLE) if row[0] in (GEWOON, FORMULE))


def _keep(messages, frame):
    """What the server sends to be drawn."""
    message = ForwardMsg.FromString(frame)
    if message.HasField("delta"):
        messages.append(message)


def _of_any(snapshot, text):
    """Without the id of the snapshot, which is in names of files as well, in small letters."""
    return text.replace(snapshot.id, "MOMENTOPNAME").replace(snapshot.id.lower(), "momentopname")


def test_nothing_that_reaches_the_browser_tells_a_hidden_count(new_page, settled, town, witness):
    """Two publications that differ in nothing but a hidden count send the same."""
    seen = []
    for few in (1, 4):
        snapshot = town.publish(delivery(few=few, whole=True))
        messages = []
        page = new_page(base_url=town.address)
        keep = partial(_keep, messages)
        page.on("websocket", lambda socket, keep=keep: socket.on("framereceived", keep))
        screen = Screen(page, settled, witness).open(f"kaart?periode=2024&gebied={WEINIG}")
        screen.switch("Tonen als", "aantal")
        screen.switch("Kaart", "detail")
        assert "Straat 1" in str(screen.table("detail_tabel"))
        screen.go_to("HIC-trend")
        texts = [_of_any(snapshot, str(message.delta)) for message in messages]
        assert any("Campagne" in text for text in texts)
        texts = [text for text in texts if "download_button" not in text]  # its address holds a random number
        seen.append((texts, [_of_any(snapshot, text) for text in screen.texts()]))
    assert seen[0][0] == seen[1][0]
    assert seen[0][1] == seen[1][1]


def test_a_name_like_a_formula_stays_text(visit, town):
    town.publish(delivery())
    screen = visit("kaart?periode=2024", base_url=town.address)
    assert any(row[1] == "=1+1 Hof" for row in screen.table(TABLE))
    content, _name = screen.download("CSV van deze tabel")
    line = next(line for line in content.decode("utf-8-sig").splitlines() if line.startswith(FORMULE))
    assert line.split(";")[1] == "'=1+1 Hof"
    content, _name = screen.download("Excel van deze tabel")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Gegevens"]
    cells = [cell for row in sheet.iter_rows() for cell in row if "1+1" in str(cell.value)]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=1+1 Hof", "s")]
    hidden = next(row for row in sheet.iter_rows(values_only=True) if row[0] == WEINIG)
    assert hidden[2] is None
    assert "onderdrukt" in hidden


def test_a_snapshot_without_figures_says_so_on_every_page(visit, town):
    town.publish(make_delivery(buurten=list(buurten())))
    screen = visit(base_url=town.address)
    for title in ("Overzicht", "Kaart", "HIC-trend", "Ranglijst"):
        screen.go_to(title)
        assert screen.page.get_by_role("alert").count() == 0
        assert "momentopname bevat " in screen.answer, title
    screen.go_to("Over deze cijfers")
    assert screen.question == "Waar komen deze cijfers vandaan?"
