"""What surrounds the pages: headers, language, readiness, closed doors; on every page and in a real browser."""

import hashlib
import json
import shutil
import urllib.error
import urllib.request

import pytest

from analytics.settings import SAMPLE

PAGES = [
    *("", "briefing", "kaart", "hic-trend", "signalen"),
    *("ranglijst", "scores", "objectief-en-beleving", "buurtprofiel", "wijkprofiel", "buurtagendas"),
    "aandachtsgebieden",
    *("trechter", "enqueteplanner", "doelen", "themas", "vergelijken", "uitvoeringsagenda", "rapporten"),
    *("over-deze-cijfers", "geschiedenis", "gegevens-verversen"),
]


def get(address, **headers):
    """(status, headers, body), also of a failure."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_content_policy_is_in_force(page, server, witness):
    page.goto("/_stcore/health")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.text = 'window.ran = 1'; "
        "document.documentElement.append(s); }"
    )
    page.evaluate("() => fetch('http://127.0.0.1:9/').catch(() => 0)")
    assert page.evaluate("window.ran") is None
    assert any("script-src" in problem for problem in witness.problems)
    assert any("connect-src" in problem for problem in witness.problems)
    witness.problems.clear()


def test_navigation_offers_every_page(open_page):
    page = open_page()
    links = page.locator("[data-testid=stSidebar] a")
    assert [link.split("/")[-1] for link in links.evaluate_all("all => all.map(a => a.pathname)")] == PAGES


def test_unknown_page_is_said_to_be_unknown_over_the_first_page(open_page, witness):
    page = open_page("bestaat-niet")
    assert page.get_by_role("dialog").count() == 1
    assert page.locator("h1").count()
    assert "does not seem to exist" in witness.problems.pop()


@pytest.mark.parametrize("path", ["/", "/kaart", "/gereed", "/_stcore/health", "/bestaat-niet"])
def test_security_headers(server, path):
    _status, headers, _body = get(server + path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("accepts", ["identity", "gzip, deflate, br"])
@pytest.mark.parametrize("path", ["/", "/kaart"])
def test_page_is_dutch_before_any_script_runs(server, path, accepts):
    status, _headers, body = get(server + path, **{"accept-encoding": accepts})
    assert status == 200
    assert b'<html lang="nl">' in body
    assert b"<title>Veiligheid in beeld</title>" in body


def test_streamlits_own_files_may_be_kept(server):
    _status, _headers, body = get(f"{server}/")
    script = body.decode().split('src="./static/js/')[1].split('"')[0]
    assert "immutable" in get(f"{server}/static/js/{script}")[1]["cache-control"]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact"])
def test_closed_addresses(server, path):
    assert get(server + path)[::2] == (404, b"")


def test_alive(server):
    assert get(f"{server}/_stcore/health")[::2] == (200, b"ok")


def test_ready_on_the_shipped_sample(server):
    status, _headers, body = get(f"{server}/gereed")
    assert (status, json.loads(body)["gereed"], json.loads(body)["voorbeeld"]) == (200, True, True)


def test_shapes_of_the_live_snapshot(server):
    snapshot = json.loads(get(f"{server}/gereed")[2])["momentopname"]
    status, headers, body = get(f"{server}/kaart/{snapshot}.json")
    assert status == 200
    assert "immutable" in headers["cache-control"]
    assert hashlib.sha256(body).digest() == hashlib.sha256((SAMPLE / "kaart.json").read_bytes()).digest()
    assert get(f"{server}/kaart/onbekend.json")[0] == 404


def test_not_ready_on_a_broken_root_and_the_page_says_what_to_do(start_server, browser, tmp_path):
    folder = tmp_path / "snap-stuk"
    folder.mkdir()
    for path in SAMPLE.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    (folder / "registraties.parquet").write_bytes(b"PAR1")
    (tmp_path / "CURRENT").write_text("snap-stuk")
    with start_server(data=tmp_path) as address:
        status, _headers, body = get(f"{address}/gereed")
        assert status == 503
        assert "registraties.parquet" in json.loads(body)["problemen"][0]
        page = browser.new_page()
        page.goto(address)
        page.get_by_text("registraties.parquet").first.wait_for()
        assert not page.get_by_text("Traceback").count()
        page.close()


def test_named_root_with_nothing_in_it_says_how_to_begin(start_server, tmp_path):
    with start_server(data=tmp_path) as address:
        status, _headers, body = get(f"{address}/gereed")
        assert status == 503
        assert "python -m analytics refresh" in json.loads(body)["problemen"][0]
