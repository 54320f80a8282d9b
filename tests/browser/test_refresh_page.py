"""The month of a researcher in the app: a bad file, a good one, publish with a reason, look back, roll back."""

import csv
import io
import re
from datetime import date
from types import SimpleNamespace

import pytest

from analytics.refresh.publish import publish
from analytics.snapshots import live
from tests.browser.readable import english, wrong_numbers
from tests.builders import BUURTCODES, NOW, make_delivery, month

HEAD = (
    "Registratienummer;MK-code;Incidentcode;Pleegdatum vanaf;Pleegdatum tot;Buurtcode;Straat;District;Basisteam;Poging"
)


def police_file(each, *, unreadable=False):
    """Burglaries in January 2026, `each` in every buurt, as the supplier of the first worked example writes them."""
    lines = [HEAD]
    for number in range(each * len(BUURTCODES)):
        day = f"{number % 27 + 1:02d}-01-2026"
        begin = "gisteren" if unreadable and number == 1 else f"{day} 14:00"
        lines.append(f"PL{number};1.1.1;;{begin};{day} 15:00;{BUURTCODES[number % 3]};Dorpsstraat;;;")
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def delivery():
    """Three years of twenty burglaries a month in every buurt."""
    return make_delivery(
        registraties=[
            {"gebied": code, "aantal": 20, **month(year, number)}
            for year in (2023, 2024, 2025)
            for number in range(1, 13)
            for code in BUURTCODES
        ],
        dekking=[{"van": date(2023, 1, 1)}],
        kerncijfers=[{"gebied": code} for code in BUURTCODES],
    )


@pytest.fixture(scope="module")
def city(start_server, tmp_path_factory):
    """A server of somebody at their own machine, on a data root with one publication."""
    root = tmp_path_factory.mktemp("root")
    first = publish(delivery(), root, by="onderzoek", reason="begin", now=NOW)
    with start_server(data=root) as address:
        yield SimpleNamespace(address=address, root=root, first=first)


def offer(screen, name, content):
    """Choose a file and have it checked."""
    uploader = screen.page.get_by_test_id("stFileUploader").first.locator("input")
    uploader.set_input_files([{"name": name, "mimeType": "text/csv", "buffer": content}])
    button = screen.page.get_by_role("button", name="Controleren")
    button.and_(screen.page.locator(":enabled")).click()
    screen.page.get_by_role("heading", name=f"Wat er gevonden is in {name}").wait_for()
    return screen.settle()


def may_publish(screen):
    return screen.page.get_by_role("button", name="Publiceren", exact=True).is_enabled()


def readable(screen, *widths):
    """For everybody, on a screen this wide."""
    for width in widths:
        screen.page.set_viewport_size({"width": width, "height": 5000})
        screen.settle()
        assert screen.problems() == []
        assert screen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
        assert english(screen.texts()) == []
        assert wrong_numbers(screen.texts()) == []
    screen.page.set_viewport_size({"width": 1280, "height": 900})


def test_a_month_from_a_bad_file_to_a_roll_back(visit, city):
    screen = visit("gegevens-verversen", base_url=city.address)
    page = screen.page
    assert screen.question == "Zijn de nieuwe gegevens goed genoeg om te publiceren?"

    offer(screen, "fout.csv", police_file(70, unreadable=True))
    assert screen.answer.startswith("Nee: 1 fout")
    first = screen.table("bevindingen")[0]
    assert "gisteren" in first[1]
    assert first[2] == "fout.csv, rij 3, kolom Pleegdatum vanaf"
    assert not may_publish(screen)
    assert page.get_by_text("Publiceren kan niet zolang er fouten zijn.").is_visible()
    content, name = screen.download("CSV van dit verslag")
    report = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert (report[0]["ernst"], report[0]["rij"]) == ("fout", "3")
    assert name.startswith("veiligheid-verslag-van-de-controle")
    readable(screen, 390)
    assert live(city.root) == city.first

    other = visit("gegevens-verversen", base_url=city.address)
    assert "fout.csv" not in " ".join(other.texts()), "somebody else sees this upload"
    other.page.close()

    screen.click(page.get_by_role("button", name="Niet publiceren, opnieuw beginnen"))
    offer(screen, "januari.csv", police_file(70))
    assert screen.answer.startswith("Dat is aan u: geen fouten, wel 1 waarschuwing")
    assert [screen.table("verschillen")[0][i] for i in (0, 4, 7)] == ["1.1.1 2026-01", "210", "valt op"]
    readable(screen, 1280)
    assert not may_publish(screen)
    screen.click(page.get_by_text("Ik heb de waarschuwingen bekeken"))
    reason = page.get_by_label("Reden: waarom is het goed? (verplicht)")
    reason.fill("klopt")
    screen.enter("Enter")
    assert page.get_by_text("nu zijn het er 5").is_visible()
    assert not may_publish(screen)
    reason.fill("nagevraagd bij de politie")
    screen.enter("Enter")
    assert live(city.root) == city.first, "nothing is published by looking"
    screen.click(page.get_by_role("button", name="Publiceren", exact=True))
    page.get_by_text("Iedereen ziet nu de nieuwe cijfers").wait_for()
    second = live(city.root)
    assert second != city.first
    assert second.manifest().reden == "nagevraagd bij de politie"
    assert len(second.manifest().aanvaard) == 1
    assert second.id in screen.source

    screen.follow("Geschiedenis: bekijken of terugdraaien")
    lines = screen.table("publicaties")
    assert [(line[2], line[4]) for line in lines] == [
        ("gepubliceerd (nu te zien)", "nagevraagd bij de politie"),
        ("gepubliceerd", "begin"),
    ]
    assert "Diefstal/inbraak woning" in screen.table("verschillen")[0][1]
    screen.click(page.get_by_role("button", name="Controleer of alles heel is"))
    assert page.get_by_text(re.compile("is heel: elk bestand")).is_visible()
    assert page.get_by_role("button", name="Zet deze momentopname terug").count() == 0, "it is live"

    screen.click(page.locator(f".st-key-publicaties tr[data-id='{city.first.id}']"))
    assert screen.choices == {"momentopname": city.first.id}
    screen.click(page.get_by_role("button", name="Zet deze momentopname terug"))
    assert "Weet u het zeker? Iedereen ziet dan weer de cijfers van 15 januari 2026" in " ".join(screen.texts())
    readable(screen, 390, 1280)
    assert live(city.root) == second, "one click is not enough"
    screen.click(page.get_by_role("button", name="Ja, zet terug"))
    page.get_by_text(f"Teruggezet: iedereen ziet nu momentopname {city.first.id}").wait_for()
    assert live(city.root) == city.first
    assert [line[2] for line in screen.table("publicaties")] == [
        "teruggezet",
        "gepubliceerd",
        "gepubliceerd (nu te zien)",
    ]


def test_a_shared_link_opens_the_history_at_that_publication(visit, city):
    screen = visit(f"geschiedenis?momentopname={city.first.id}", base_url=city.address)
    assert page_heading(screen) == f"Momentopname {city.first.id}"
    nonsense = visit("geschiedenis?momentopname=snap-<b>&maand=x", base_url=city.address)
    assert "momentopname" not in nonsense.choices


def page_heading(screen):
    return screen.page.get_by_role("heading", name=re.compile("^Momentopname ")).inner_text()


def test_who_is_not_named_can_look_but_not_touch(visit, start_server, city, witness):
    """The page is not in the list and its address leads home; the history has no button to roll back."""
    with start_server(data=city.root, verversers="anna@gemeente.example") as address:
        screen = visit("gegevens-verversen", base_url=address)
        assert screen.question == "Hoe veilig is Maastricht nu?"
        complaint = witness.problems.pop()
        assert "does not seem to exist" in complaint
        titles = screen.page.get_by_test_id("stSidebarNav").get_by_role("link").all_inner_texts()
        assert "Geschiedenis" in titles
        assert "Gegevens verversen" not in titles
        screen.page.close()  # before its server goes, or it complains of that
        screen = visit(f"geschiedenis?momentopname={city.first.id}", base_url=address)
        assert screen.page.get_by_role("button", name="Controleer of alles heel is").is_visible()
        assert screen.page.get_by_role("button", name="Zet deze momentopname terug").count() == 0
        screen.page.close()


def test_behind_a_proxy_nobody_is_at_their_own_machine(browser, city):
    """The server listens on this machine alone; what a proxy adds to a request still takes the role away."""
    for headers, may in (({}, True), ({"X-Forwarded-For": "192.0.2.7"}, False)):
        context = browser.new_context(base_url=city.address, extra_http_headers=headers)
        page = context.new_page()
        page.goto("/geschiedenis")
        page.get_by_role("heading", name="Wat is er wanneer veranderd, en door wie?").wait_for()
        assert ("Gegevens verversen" in page.get_by_test_id("stSidebarNav").inner_text()) is may, headers
        context.close()
