"""A data root with small snapshots: any bytes will do, only the manifest has to agree with them."""

import hashlib
from datetime import UTC, datetime

import pytest

from analytics.contract import MANIFEST_FILE, SNAPSHOT_FILES, Bestand, Manifest
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
