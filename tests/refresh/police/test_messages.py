"""Every kind of finding is explained, and nothing is explained that does not occur."""

import ast
from pathlib import Path

import pytest

from analytics.refresh.messages import finding, messages
from analytics.refresh.report import Ernst

PROJECT = Path(__file__).parents[3]
SOURCES = sorted((PROJECT / "analytics").rglob("*.py"))


def texts(path: Path) -> set[str]:
    """Every string in a module."""
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    return {node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def used_directly(path: Path) -> set[str]:
    """Codes that stand as the first argument of finding(...)."""
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "finding" and call.args
        if isinstance(call.args[0], ast.Constant)
    }


def test_every_code_in_use_is_explained():
    found = {code for path in SOURCES for code in used_directly(path)}
    assert len(found) > 30
    assert found - set(messages()) == set()


def test_every_explained_code_is_in_use():
    everything = set().union(*(texts(path) for path in SOURCES))
    assert set(messages()) - everything == set()


@pytest.mark.parametrize("code", list(messages()))
def test_an_explanation_is_plain_and_whole(code):
    message = messages()[code]
    assert message.betekenis.endswith(".")
    assert message.oplossing.endswith(".") or (message.ernst is Ernst.MELDING and message.oplossing == "")
    assert message.titel[0].isupper()
    assert len(message.titel) <= 60


def test_a_finding_says_what_to_do_unless_nothing_has_to_be_done():
    assert finding("rij_leeg", "x").doe == ""
    found = finding("datum_onleesbaar", "De datum is niet te lezen.", file="a.csv", row=3, column="Datum", count=2)
    assert found.ernst is Ernst.FOUT
    assert found.sentence == (
        "a.csv, rij 3, kolom Datum: De datum is niet te lezen. In totaal 2 rijen. "
        "Herstel de cel of voeg de vorm toe aan `vorm` in de beschrijving."
    )


def test_an_undeclared_code_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        finding("bestaat_niet", "x")
