"""A data root with small snapshots, of which any bytes will do when only the manifest has to agree with them; and the
API to ask."""

import asyncio
import hashlib
from datetime import UTC, datetime

import httpx
import pytest
from starlette.applications import Starlette

from analytics.contract import MANIFEST_FILE, SNAPSHOT_FILES, Bestand, Manifest
from analytics.serving import routes
from analytics.snapshots import CURRENT, PREFIX, sealed


@pytest.fixture
def make_snapshot(tmp_path):
    """make_snapshot(id, live=True) -> its folder, under tmp_path."""

    def make(snapshot_id="a1", live=True):
        folder = tmp_path / f"{PREFIX}{snapshot_id}"
        folder.mkdir()
        contents = {name: f"{name} of {snapshot_id} ".encode() * 50 for name in SNAPSHOT_FILES}
        for name, content in contents.items():
            (folder / name).write_bytes(content)
        (folder / MANIFEST_FILE).write_bytes(sealed(_manifest(snapshot_id, contents)))
        if live:
            (tmp_path / CURRENT).write_text(folder.name, encoding="ascii")
        return folder

    return make


def _manifest(snapshot_id, contents):
    return Manifest(
        id=snapshot_id,
        gemaakt=datetime(2026, 1, 15, tzinfo=UTC),
        door="test",
        voorbeeld=False,
        grenzen="schematisch",
        gemeente="GM0935",
        gemeentenaam="Maastricht",
        bestanden={
            name: Bestand(rijen=None, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
            for name, content in contents.items()
        },
        bronnen={},
    )


class Api:
    """One question at a time to the API, without a network."""

    def get(self, path, *, headers=None, method="GET", **query):
        return asyncio.run(self._ask(method, f"/api/{path}", headers, query))

    def rows(self, path, **query):
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()["rijen"]

    def at_once(self, path, questions):
        return asyncio.run(self._ask_all(f"/api/{path}", questions))

    async def _ask_all(self, address, questions):
        return await asyncio.gather(*(self._ask("GET", address, None, query) for query in questions))

    async def _ask(self, method, address, headers, query):
        transport = httpx.ASGITransport(Starlette(routes=routes.ROUTES), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, address, headers=headers, params=query)


@pytest.fixture
def api():
    return Api()
