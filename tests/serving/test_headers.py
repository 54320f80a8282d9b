"""The middleware on made-up answers: nothing here knows Streamlit."""

import asyncio

import pytest

from analytics.serving import uploads
from analytics.serving.headers import FIXED, Headers

INDEX = (
    '<!DOCTYPE html><html lang="en"><head><title>S</title><link rel="service-desc" href="x"><script>1</script></head>'
    "<body><noscript>no</noscript></body></html>"
)


def answer(path, *, status=200, headers=(), chunks=(b"theirs",), method="GET", kind="http"):
    """What the middleware sends when the application answers this: (status, headers, body, messages)."""
    sent = []

    async def application(_scope, _receive, send):
        await send({"type": "http.response.start", "status": status, "headers": [*headers]})
        for i, chunk in enumerate(chunks):
            await send({"type": "http.response.body", "body": chunk, "more_body": i + 1 < len(chunks)})

    async def send(message):
        sent.append(message)

    scope = {"type": kind, "path": path, "method": method, "headers": []}
    asyncio.run(Headers(application, INDEX)(scope, None, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], sent[0]["headers"], body, sent


def values(headers, name):
    return [value.decode() for key, value in headers if key.lower() == name.encode()]


HTML = ((b"content-type", b"text/html; charset=utf-8"),)
CSS = ((b"Content-Type", b"text/css"), (b"Cache-Control", b"public, immutable, max-age=31536000"))


@pytest.mark.parametrize(
    ("path", "headers"), [("/", HTML), ("/kaart", HTML), ("/gereed", ()), ("/static/css/index.C1JORDN2.css", CSS)]
)
def test_every_answer_carries_the_security_headers_once(path, headers):
    _status, found, _body, _sent = answer(path, headers=headers)
    for name, value in FIXED.items():
        assert values(found, name) == [value]
    assert len(values(found, "content-security-policy")) == 1


def test_policy_allows_no_script_written_in_the_page_but_the_known_ones():
    policy = values(answer("/")[1], "content-security-policy")[0]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert scripts.count("'sha256-") == 2  # Streamlit's and the one that translates its words
    assert "http" not in policy


def test_a_header_of_the_application_cannot_weaken_ours():
    found = answer("/gereed", headers=((b"X-Frame-Options", b"ALLOWALL"), (b"Cache-Control", b"public")))[1]
    assert values(found, "x-frame-options") == ["DENY"]
    assert values(found, "cache-control") == ["no-store"]


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/static/css/index.C1JORDN2.css", True),
        ("/static/media/a.b.Cd_-efgh.woff2", True),
        ("/kaart/a1.json", True),
        ("/kaart/a1/buurten.geojson", True),
        ("/kaart/", False),
        ("/kaart", False),
        ("/media/0123456789abcdef.csv", False),
        ("/favicon.png", False),
        ("/static/plain.css", False),
        ("/_stcore/health", False),
    ],
)
def test_only_what_never_changes_may_be_kept(path, kept):
    found = answer(path, headers=CSS)[1]
    assert values(found, "cache-control") == ["public, immutable, max-age=31536000" if kept else "no-store"]


VERSIONED = ((b"ETag", b'W/"1"'), (b"Cache-Control", b"private, no-cache"))


@pytest.mark.parametrize(
    ("path", "headers", "kept"),
    [
        ("/api/v1/metingen", VERSIONED, "private, no-cache"),
        ("/api/v1/metingen", VERSIONED[1:], "no-store"),
        ("/api", VERSIONED, "no-store"),
        ("/apis/x", VERSIONED, "no-store"),
        ("/media/api/x", VERSIONED, "no-store"),
    ],
)
def test_an_answer_of_the_api_may_be_kept_only_with_its_version(path, headers, kept):
    assert values(answer(path, headers=headers)[1], "cache-control") == [kept]


@pytest.mark.parametrize("path", ["/", "/kaart", "/kaart/", "/kaart/iets", "/over-deze-cijfers"])
def test_every_page_is_ours(path):
    _status, found, body, _sent = answer(path, headers=HTML)
    assert b'<html lang="nl">' in body
    assert values(found, "cache-control") == ["no-store"]


def test_html_page_is_replaced_whatever_its_compression_and_version():
    theirs = (*HTML, (b"content-encoding", b"gzip"), (b"etag", b"x"), (b"content-length", b"9"), (b"set-cookie", b"c"))
    status, found, body, sent = answer("/hic-trend", headers=theirs, chunks=(b"one", b"two"))
    assert status == 200
    assert b'<html lang="nl">' in body
    assert not body.startswith(b"one")
    assert values(found, "content-length") == [str(len(body))]
    assert values(found, "set-cookie") == ["c"]
    assert not values(found, "content-encoding") + values(found, "etag")
    assert values(found, "cache-control") == ["no-store"]
    assert len(sent) == 2


def test_partial_page_becomes_the_whole_page():
    status, found, body, _sent = answer("/", status=206, headers=(*HTML, (b"content-range", b"bytes 0-1/9")))
    assert status == 200
    assert b"</html>" in body
    assert not values(found, "content-range")


def test_head_of_a_page_has_no_body():
    _status, found, body, _sent = answer("/", headers=HTML, method="HEAD", chunks=(b"",))
    assert body == b""
    assert int(values(found, "content-length")[0]) > 100


@pytest.mark.parametrize("path", ["/media/x.html", "/app/static/x.html", "/component/x/index.html", "/api/x"])
def test_html_that_is_not_the_page_is_left_alone(path):
    assert answer(path, headers=HTML)[2] == b"theirs"


def test_error_page_is_left_alone():
    assert answer("/x", status=500, headers=HTML)[::2] == (500, b"theirs")


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json",
        "/_stcore/upload_file/session/file",
        "/kaart/_stcore/metrics",
    ],
)
def test_closed_addresses_do_not_exist(path):
    status, found, body, _sent = answer(path)
    assert (status, body) == (404, b"")
    assert values(found, "x-content-type-options") == ["nosniff"]


def test_uploads_are_open_in_the_visit_to_which_a_page_offered_them():
    path = "/_stcore/upload_file/anna/file"
    uploads.offer("anna")
    try:
        assert answer(path)[2] == b"theirs"
        assert answer(path.replace("anna", "bert"))[0] == 404
    finally:
        uploads.withdraw("anna")
    assert answer(path)[0] == 404


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/metrics-of-ours"])
def test_other_addresses_of_the_server_stay_open(path):
    assert answer(path)[2] == b"theirs"


def test_chunks_pass_as_they_come():
    assert [m.get("body") for m in answer("/media/a.csv", chunks=(b"1", b"2"))[3][1:]] == [b"1", b"2"]


def test_websocket_passes_untouched():
    sent = answer("/_stcore/stream", kind="websocket", headers=HTML)[3]
    assert sent[0]["headers"] == [*HTML]
