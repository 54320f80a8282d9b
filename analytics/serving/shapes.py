"""The shapes of a snapshot for the browser, which fetches them once: the address says which snapshot they are of."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analytics import snapshots
from analytics.errors import SnapshotBroken, VeiligheidError
from analytics.language import _
from analytics.settings import sample_of, settings
from analytics.snapshots import Snapshot


@dataclass(frozen=True)
class Content:
    """A file as it is sent, plain and compressed."""

    sha256: str
    plain: bytes
    compressed: bytes


def find(root: Path, snapshot_id: str) -> Snapshot:
    """The snapshot with this id under `root`, or the shipped sample. Raises NotFound."""
    for candidate in (_live(root), _sample()):
        if candidate is not None and candidate.id == snapshot_id:
            return candidate
    return snapshots.find(root, snapshot_id)


@lru_cache(maxsize=8)
def content(snapshot: Snapshot, name: str) -> Content:
    """A file of the snapshot. Raises SnapshotBroken when it is not what the manifest says."""
    expected = snapshot.manifest().bestanden.get(name)
    try:
        plain = (snapshot.folder / name).read_bytes()
    except OSError as error:
        raise SnapshotBroken(
            _("{name} is niet te lezen: {reason}.").format(name=name, reason=error.strerror)
        ) from error
    sha256 = hashlib.sha256(plain).hexdigest()
    if expected is None or expected.sha256 != sha256:
        raise SnapshotBroken(_("{name} is veranderd: de controlesom klopt niet.").format(name=name))
    return Content(sha256=sha256, plain=plain, compressed=gzip.compress(plain, mtime=0))


def _live(root: Path) -> Snapshot | None:
    try:
        return snapshots.live(root)
    except VeiligheidError:
        return None


def _sample() -> Snapshot | None:
    folder = sample_of(settings().gemeente)
    try:
        return Snapshot(id=snapshots.read_manifest(folder).id, folder=folder)
    except SnapshotBroken:
        return None
