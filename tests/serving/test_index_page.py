"""Streamlit's page in Dutch, and which scripts in it are known."""

from pathlib import Path

import pytest
from streamlit.file_util import get_static_dir

from analytics.serving.headers import content_policy
from analytics.serving.index_page import dutch, script_hashes
from analytics.serving.words import WORDS, script

STREAMLIT = Path(get_static_dir(), "index.html").read_text(encoding="utf-8")


def test_the_page_of_this_streamlit_version_becomes_dutch():
    page = dutch(STREAMLIT)
    assert '<html lang="nl">' in page
    assert "<title>Veiligheid in beeld</title>" in page
    assert "<noscript>Zet JavaScript aan om dit dashboard te gebruiken.</noscript>" in page
    assert "agent" not in page.split("<body>")[1]


def test_everything_else_of_the_page_stays():
    assert dutch(STREAMLIT).count("<script") == STREAMLIT.count("<script") + 1  # the one that translates
    assert dutch(STREAMLIT).count("<link") == STREAMLIT.count("<link") - 1  # the description of the agent interface


@pytest.mark.parametrize("changed", ['<html lang="nl">', "<html>"])
def test_a_page_we_do_not_know_is_an_error_not_a_silent_english_page(changed):
    with pytest.raises(ValueError, match="occurs 0 times"):
        dutch(STREAMLIT.replace('<html lang="en">', changed))


def test_hash_of_an_inline_script():
    # printf 'alert(1)' | openssl dgst -sha256 -binary | base64
    expected = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
    assert script_hashes("<script>alert(1)</script>") == [expected]


def test_scripts_from_a_file_need_no_hash_and_one_inline_script_is_found():
    assert script_hashes('<script type="module" src="a.js"></script>') == []
    assert len(script_hashes(STREAMLIT)) == 1


def test_the_scripts_in_our_page_are_those_that_were_hashed():
    ours = script_hashes(dutch(STREAMLIT))
    assert len(ours) == 2
    assert ours[1:] == script_hashes(STREAMLIT)
    assert all(f" {known}" in content_policy(dutch(STREAMLIT)) for known in ours)


def test_the_words_of_streamlit_are_those_of_this_version():
    scripts = Path(get_static_dir(), "static", "js").glob("*.js")
    everything = "".join(path.read_text(encoding="utf-8") for path in scripts)
    assert [text for text in WORDS if f"`{text}`" not in everything and f'"{text}"' not in everything] == []


def test_the_script_can_stand_in_a_page():
    assert "</" not in script()
    assert not [name for name in ("WORDS", "PATTERNS") if f" {name}" in script()]
