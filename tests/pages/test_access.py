"""Role by page: who may not refresh does not find the page, and gets nothing from it by another way either."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from analytics.serving import uploads
from pages.shared import visitor
from tests.builders import publish, steady_months

PROJECT = Path(__file__).parents[2]
NAMED = "anna@gemeente.example, onderzoek"
VISITORS = {
    "own machine": ({"own_machine": True}, "", True),
    "own machine, others named": ({"own_machine": True}, NAMED, False),
    "elsewhere": ({}, "", False),
    "not logged in": ({"login": True}, NAMED, False),
    "logged in, nobody named": ({"login": True, "email": "anna@gemeente.example"}, "", False),
    "logged in, not named": ({"login": True, "email": "bert@gemeente.example"}, NAMED, False),
    "named": ({"login": True, "email": "Anna@gemeente.example"}, NAMED, True),
    "in a named group": ({"login": True, "groups": frozenset({"Onderzoek"})}, NAMED, True),
}
OPEN = ("overzicht", "kaart", "hic_trend", "ranglijst", "over_deze_cijfers", "geschiedenis")


@pytest.fixture
def city(tmp_path, configured):
    """Two publications, the second one live."""
    first = steady_months(tmp_path, fields={"voorbeeld": False})
    publish(tmp_path, name="volgende")
    return SimpleNamespace(root=tmp_path, first=first, configured=configured)


def opened(page, **query):
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()
    app.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize("who", VISITORS)
def test_the_page_to_refresh_is_only_for_the_role(city, asked_by, who):
    fields, named, may = VISITORS[who]
    city.configured(data=city.root, verversers=named)
    asked_by(**fields)
    if may:
        assert opened("gegevens_verversen").get("file_uploader")
    else:
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            opened("gegevens_verversen")


@pytest.mark.parametrize("who", VISITORS)
def test_everybody_sees_the_history_and_only_the_role_can_roll_back(city, asked_by, who):
    fields, named, may = VISITORS[who]
    city.configured(data=city.root, verversers=named)
    asked_by(**fields)
    app = opened("geschiedenis", momentopname=city.first.id)
    assert app.title[0].value == "Wat is er wanneer veranderd, en door wie?"
    assert [button.key for button in app.button if button.key.startswith("terug")] == ["terugzetten"] * may


@pytest.mark.parametrize("page", OPEN)
def test_the_other_pages_are_for_everybody(city, asked_by, page):
    city.configured(data=city.root)
    asked_by()
    assert opened(page).title


def test_the_page_itself_refuses_whatever_list_it_was_in(city, asked_by):
    city.configured(data=city.root)
    asked_by(login=True, email="bert@gemeente.example")
    app = AppTest.from_file(str(PROJECT / "pages/gegevens_verversen.py"), default_timeout=60).run()
    assert not app.exception
    assert "alleen voor wie de gegevens mag verversen" in app.error[0].value
    assert not app.get("file_uploader")
    assert not app.button


def test_who_loses_the_role_while_confirming_cannot_roll_back(city, asked_by):
    city.configured(data=city.root)
    asked_by(own_machine=True)
    app = opened("geschiedenis", momentopname=city.first.id)
    app.button(key="terugzetten").click().run()
    assert app.button(key="terugzetten_ja")
    asked_by()
    app.button(key="terugzetten_ja").click().run()
    assert (city.root / "CURRENT").read_text().strip() == "snap-volgende"
    assert not [button for button in app.button if button.key.startswith("terug")]


# -- what the login says ----------------------------------------------------------------------------------------------


@pytest.fixture
def asks(monkeypatch):
    """asks(known, option=...): what Streamlit knows about the visitor and how the server is set."""

    def ask(known, headers=None, **options):
        set_to = {
            "server.trustedUserHeaders": {},
            "server.allowedHosts": ["localhost"],
            "server.address": "127.0.0.1",
            "browser.serverAddress": "localhost",
        } | {name.replace("__", "."): value for name, value in options.items()}
        fake = SimpleNamespace(
            user=SimpleNamespace(to_dict=lambda: known),
            context=SimpleNamespace(headers=SimpleNamespace(to_dict=lambda: headers or {})),
            get_option=set_to.__getitem__,
        )
        monkeypatch.setattr(visitor, "st", fake)
        return visitor.current()

    return ask


BY_PROXY = {"server__trustedUserHeaders": {"X-Forwarded-Email": "email"}}


def test_a_login_of_streamlit(asks):
    found = asks({"is_logged_in": True, "name": "Anna", "email": "anna@x.example", "groups": ["Onderzoek", "Team"]})
    assert (found.login, found.name, found.email) == (True, "Anna", "anna@x.example")
    assert found.groups == {"Onderzoek", "Team"}
    assert not found.own_machine


def test_a_login_by_the_proxy(asks):
    found = asks({"email": "anna@x.example", "groups": "Onderzoek, Team"}, **BY_PROXY)
    assert (found.login, found.email, found.groups) == (True, "anna@x.example", {"Onderzoek", "Team"})


@pytest.mark.parametrize(
    ("known", "options"),
    [
        ({"is_logged_in": False, "email": "anna@x.example"}, {}),
        ({"email": None}, BY_PROXY),
        ({}, BY_PROXY),
        ({"is_logged_in": True, "email": "anna@x.example", "exp": 1_000_000_000}, {}),
        ({"is_logged_in": True, "email": "anna@x.example", "email_verified": False}, {}),
        ({"is_logged_in": True, "email": None, "groups": None}, {}),
        ({"is_logged_in": True, "groups": {"Onderzoek": 1}}, {}),
    ],
)
def test_a_login_that_says_nothing_certain_is_nobody(asks, known, options):
    found = asks(known, {"Host": "localhost", "Origin": "http://localhost"}, **options)
    assert found.login
    assert not found.keys
    assert not found.own_machine


def test_a_login_that_still_holds(asks):
    assert asks({"is_logged_in": True, "email": "anna@x.example", "exp": 99_999_999_999}).keys


@pytest.mark.parametrize(
    ("headers", "options", "own"),
    [
        ({"Host": "localhost", "Origin": "http://localhost"}, {}, True),
        ({"Host": "localhost", "Origin": "http://localhost"}, {"server__address": None}, False),
        ({"Host": "localhost", "Origin": "http://localhost"}, {"server__allowedHosts": []}, True),
        ({"Host": "localhost", "Origin": "http://localhost"}, {"server__allowedHosts": ["x.example"]}, False),
        ({"Host": "localhost", "Origin": "http://localhost"}, {"browser__serverAddress": "x.example"}, False),
        ({"Host": "localhost", "Origin": "http://localhost", "Via": "1.1 proxy"}, {}, False),
        ({}, {}, False),
    ],
)
def test_without_a_login_only_the_machine_itself(asks, headers, options, own):
    found = asks({}, headers, **options)
    assert not found.login
    assert found.own_machine is own


def test_the_right_to_upload_goes_with_the_role(configured, asked_by, monkeypatch):
    session = SimpleNamespace(session_id="this-visit")
    monkeypatch.setattr(visitor, "get_script_run_ctx", lambda: session)
    address = "/_stcore/upload_file/this-visit/file"
    configured()
    asked_by(own_machine=True)
    assert visitor.may_refresh()
    assert uploads.is_offered(address)
    asked_by()
    assert not visitor.may_refresh()
    assert not uploads.is_offered(address)
