"""/gereed and /kaart/ as a browser or a monitor meets them."""

import asyncio
import gzip
import json
from types import SimpleNamespace

import httpx
import pytest
from starlette.applications import Starlette

from analytics.contract import BOUNDARIES_FILE, DISPLAY_MAP_FILE
from analytics.serving import routes
from tests.builders import STAD


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.setattr(routes, "settings", lambda: SimpleNamespace(root=tmp_path, gemeente=STAD))
    return Client()


class Client:
    """One request at a time to the routes, without a network."""

    def get(self, address, headers=None):
        return asyncio.run(self._get(address, headers))

    async def _get(self, address, headers):
        transport = httpx.ASGITransport(Starlette(routes=routes.ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(address, headers=headers)


def test_ready(client, make_snapshot):
    make_snapshot("a1")
    response = client.get("/gereed")
    assert response.status_code == 200
    assert response.json()["momentopname"] == "a1"


def test_not_ready(client, make_snapshot):
    (make_snapshot("a1") / "enquete.parquet").unlink()
    response = client.get("/gereed")
    assert response.status_code == 503
    assert "enquete.parquet" in response.json()["problemen"][0]


@pytest.mark.parametrize(
    ("address", "name", "kind"),
    [
        ("/kaart/a1.json", DISPLAY_MAP_FILE, "application/json"),
        ("/kaart/a1/buurten.geojson", BOUNDARIES_FILE, "application/geo+json"),
    ],
)
@pytest.mark.parametrize("accepts", ["gzip, br", "identity"])
def test_shapes_are_the_bytes_of_the_snapshot(client, make_snapshot, address, name, kind, accepts):
    folder = make_snapshot("a1")
    response = client.get(address, headers={"accept-encoding": accepts})
    assert response.status_code == 200
    assert response.content == (folder / name).read_bytes()
    assert response.headers["content-type"].startswith(kind)
    assert response.headers["content-encoding"] == accepts.split(",")[0]
    assert "immutable" in response.headers["cache-control"]


def test_compressed_shapes_are_smaller_and_the_same_every_time(client, make_snapshot):
    folder = make_snapshot("a1")
    size = int(client.get("/kaart/a1.json", headers={"accept-encoding": "gzip"}).headers["content-length"])
    assert size == len(gzip.compress((folder / DISPLAY_MAP_FILE).read_bytes(), mtime=0)) < 500


def test_a_browser_that_has_them_gets_nothing_again(client, make_snapshot):
    make_snapshot("a1")
    tag = client.get("/kaart/a1.json").headers["etag"]
    response = client.get("/kaart/a1.json", headers={"if-none-match": tag})
    assert (response.status_code, response.content) == (304, b"")
    assert client.get("/kaart/a1.json", headers={"if-none-match": '"other"'}).status_code == 200


def test_older_snapshot_is_still_served_to_a_page_that_shows_it(client, make_snapshot):
    make_snapshot("a1")
    make_snapshot("b2")
    assert client.get("/kaart/a1.json").text.startswith("kaart.json of a1")
    assert client.get("/kaart/b2.json").text.startswith("kaart.json of b2")


@pytest.mark.parametrize(
    "address", ["/kaart/zz.json", "/kaart/..%2Fsnap-a1.json", "/kaart/snap-a1.json", "/kaart/a1/registraties.parquet"]
)
def test_nothing_else_is_served(client, make_snapshot, address):
    make_snapshot("a1")
    response = client.get(address)
    assert response.status_code == 404
    assert "immutable" not in response.headers.get("cache-control", "")


def test_changed_shapes_are_refused_and_not_kept(client, make_snapshot):
    (make_snapshot("a1") / DISPLAY_MAP_FILE).write_text(json.dumps({}), encoding="utf-8")
    response = client.get("/kaart/a1.json")
    assert response.status_code == 503
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == {"fout": "kaart.json is veranderd: de controlesom klopt niet."}
