"""The server as Streamlit finds it, what a visitor reads when something breaks, and the warm-up."""

import gc
import logging
import re
from pathlib import Path

import pytest
import streamlit as st
from streamlit.web.server.app_discovery import discover_asgi_app

import asgi
from analytics.errors import NotFound


@pytest.fixture
def shown(monkeypatch):
    """What st.error was asked to show."""
    texts = []
    monkeypatch.setattr(st, "error", texts.append)
    return texts


def test_streamlit_run_recognises_the_server():
    assert discover_asgi_app(Path(asgi.__file__)).import_string == "asgi:app"


def test_error_that_a_person_can_do_something_about_is_shown_as_it_is(shown, caplog):
    assert asgi.on_script_error(NotFound("Er is geen momentopname x.")) is True
    assert shown == ["Er is geen momentopname x."]
    assert not caplog.records


def test_any_other_error_shows_a_number_and_nothing_else(shown, caplog):
    with caplog.at_level(logging.ERROR):
        assert asgi.on_script_error(KeyError("geheim")) is True
    number = re.search(r"[0-9a-f]{8}", shown[0]).group()
    assert "geheim" not in shown[0]
    assert number in caplog.text
    assert "geheim" in caplog.text


def test_two_errors_have_two_numbers(shown):
    for _ in range(2):
        asgi.on_script_error(KeyError())
    assert shown[0] != shown[1]


def test_nothing_to_warm_up_is_logged_and_does_not_stop_the_server(configured, tmp_path, caplog, monkeypatch):
    frozen = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    configured(data=tmp_path)
    with caplog.at_level(logging.WARNING):
        asgi.warm_up()
    assert "nog niets gepubliceerd" in caplog.text
    assert frozen
