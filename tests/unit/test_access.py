"""Who may refresh: those named, or the person at the machine itself; in doubt nobody."""

import pytest

from analytics import access
from analytics.access import Rol, Visitor

LOCAL = ("localhost", "127.0.0.1")
BROWSER = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}
ANNA = Visitor(login=True, name="Anna", email="Anna@gemeente.example", groups=frozenset({"Onderzoek"}))
NOBODY = Visitor(login=True)
HERE = Visitor(own_machine=True)
SOMEWHERE = Visitor()


@pytest.mark.parametrize(
    ("visitor", "named", "may"),
    [
        (ANNA, "anna@gemeente.example", True),
        (ANNA, " bert@gemeente.example , ANNA@gemeente.example ", True),
        (ANNA, "onderzoek", True),
        (ANNA, "bert@gemeente.example,veiligheid", False),
        (ANNA, "anna", False),
        (ANNA, "", False),
        (ANNA, ",", False),
        (NOBODY, "", False),
        (NOBODY, ",,", False),
        (NOBODY, "anna@gemeente.example", False),
        (Visitor(login=True, own_machine=True), "", False),
        (HERE, "", True),
        (HERE, "anna@gemeente.example", False),
        (SOMEWHERE, "", False),
        (SOMEWHERE, "anna@gemeente.example", False),
        (Visitor(login=True, groups=frozenset({"anna@gemeente.example"})), "anna@gemeente.example", False),
        (Visitor(login=True, email="onderzoek"), "onderzoek", False),
        (Visitor(login=True, groups=frozenset({""})), ",", False),
    ],
)
def test_who_may_refresh(configured, visitor, named, may):
    configured(verversers=named)
    assert access.rol(visitor) is (Rol.VERVERSEN if may else Rol.RAADPLEGEN)


@pytest.mark.parametrize(
    ("listening", "served_as", "headers"),
    [
        ("127.0.0.1", LOCAL, BROWSER),
        ("localhost", LOCAL, {"host": "localhost:8501", "origin": "http://localhost:8501"}),
        ("::1", ["::1"], {"Host": "[::1]:8501", "Origin": "http://[::1]:8501"}),
    ],
)
def test_at_the_machine_itself(listening, served_as, headers):
    assert access.at_own_machine(listening, served_as, headers)


@pytest.mark.parametrize(
    ("listening", "served_as", "headers"),
    [
        (None, LOCAL, BROWSER),  # Streamlit listens on every address then
        ("0.0.0.0", LOCAL, BROWSER),
        ("192.0.2.7", LOCAL, BROWSER),
        ("127.0.0.1", [*LOCAL, "veiligheid.gemeente.example"], BROWSER),
        ("127.0.0.1", [*LOCAL, "*"], BROWSER),
        ("127.0.0.1", LOCAL, BROWSER | {"Host": "veiligheid.gemeente.example"}),
        ("127.0.0.1", LOCAL, BROWSER | {"Origin": "https://veiligheid.gemeente.example"}),
        ("127.0.0.1", LOCAL, BROWSER | {"Origin": "http://127.0.0.1.example"}),
        ("127.0.0.1", LOCAL, BROWSER | {"Origin": "http://[127"}),
        ("127.0.0.1", LOCAL, {"Host": "127.0.0.1:8501"}),
        ("127.0.0.1", LOCAL, {"Origin": "http://127.0.0.1:8501"}),
        ("127.0.0.1", LOCAL, {}),
        *(("127.0.0.1", LOCAL, BROWSER | {name.title(): "192.0.2.9"}) for name in access.FORWARDED),
    ],
)
def test_not_at_the_machine_itself(listening, served_as, headers):
    assert not access.at_own_machine(listening, served_as, headers)


@pytest.mark.parametrize(
    ("visitor", "called"),
    [
        (ANNA, "Anna"),
        (Visitor(login=True, email="anna@gemeente.example"), "anna@gemeente.example"),
        (HERE, "machine"),
    ],
)
def test_the_name_under_which_somebody_publishes(monkeypatch, visitor, called):
    monkeypatch.setattr(access, "getuser", lambda: "machine")
    assert visitor.called == called


def test_a_machine_without_names(monkeypatch):
    def nameless():
        raise KeyError

    monkeypatch.setattr(access, "getuser", nameless)
    assert access.machine_user() == "onbekend"
