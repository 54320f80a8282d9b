"""Only who may open the pages may ask the API, and the server really asks it."""

import asyncio

import pytest

import asgi
from analytics.serving.callers import OnlyVisitors
from pages.shared import callers


def status(path, allowed, kind="http"):
    """What comes of a request when callers with `allowed` in a header may ask."""
    sent = []

    async def application(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    scope = {"type": kind, "path": path, "method": "GET", "headers": [(b"who", b"anna")]}
    guard = OnlyVisitors(application, may_ask=lambda headers: headers.get("who") == allowed)
    asyncio.run(guard(scope, None, send))
    return sent[0]["status"]


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1/metingen", "/api/openapi.json"])
def test_the_api_is_for_visitors(path):
    assert status(path, "anna") == 200
    assert status(path, "bert") == 403


@pytest.mark.parametrize(
    ("path", "kind"), [("/", "http"), ("/apis", "http"), ("/kaart/api", "http"), ("/api", "websocket")]
)
def test_the_rest_is_guarded_elsewhere(path, kind):
    assert status(path, "bert", kind) == 200


def test_the_server_has_the_guard():
    (guard,) = [one for one in asgi.app._user_middleware if one.cls is OnlyVisitors]
    assert guard.kwargs == {"may_ask": callers.may_ask}


@pytest.fixture
def asked(monkeypatch):
    """asked(headers, login={}, by_streamlit={}): what the server answers when it is set so."""

    def ask(headers, *, login=None, by_streamlit=None):
        monkeypatch.setattr(callers.st, "get_option", {"server.trustedUserHeaders": login or {}}.__getitem__)
        monkeypatch.setattr(callers, "get_secrets_auth_section", lambda: by_streamlit or {})
        monkeypatch.setattr(callers, "is_host_allowed", lambda host: host == "localhost:8501")
        return callers.may_ask(headers)

    return ask


HERE, PROXY = {"host": "localhost:8501"}, {"X-Forwarded-Email": "email", "X-Forwarded-User": "name"}


def test_where_nobody_logs_in_whoever_reaches_the_server(asked):
    assert asked(HERE)


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {}])
def test_a_server_called_by_another_name_says_nothing(asked, headers):
    assert not asked(headers)


def test_where_a_proxy_logs_in_only_who_it_names(asked):
    assert asked({**HERE, "X-Forwarded-Email": "anna@gemeente.example"}, login=PROXY)
    assert asked({**HERE, "X-Forwarded-User": "anna"}, login=PROXY)
    assert not asked(HERE, login=PROXY)
    assert not asked({**HERE, "X-Forwarded-Email": " "}, login=PROXY)
    assert not asked({**HERE, "X-Other": "anna"}, login=PROXY)


def test_where_streamlit_logs_in_nobody(asked):
    assert not asked(HERE, by_streamlit={"redirect_uri": "x"})


def test_names_are_those_of_the_pages(monkeypatch):
    monkeypatch.setattr(callers.st, "get_option", lambda _name: {})
    monkeypatch.setattr(callers, "get_secrets_auth_section", dict)
    assert callers.may_ask({"host": "127.0.0.1:8501"})
    assert not callers.may_ask({"host": "evil.example"})
