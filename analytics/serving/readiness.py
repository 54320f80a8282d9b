"""Is there something whole to show? What /gereed answers."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from analytics import snapshots
from analytics.contract import MANIFEST_FILE, SNAPSHOT_FILES
from analytics.errors import VeiligheidError
from analytics.snapshots import Snapshot

Fingerprint = tuple[tuple[str, int, int, int], ...]


def readiness(root: Path, gemeente: str) -> tuple[bool, dict[str, Any]]:
    """Whether the live snapshot under `root` is whole and about this municipality, and the answer to give: which one
    it is, or what is wrong."""
    try:
        snapshot = snapshots.live_of(root, gemeente)
        problems = _problems(snapshot, _fingerprint(snapshot.folder))
        manifest = snapshot.manifest()
    except VeiligheidError as error:
        return False, {"gereed": False, "problemen": [str(error)]}
    if problems:
        return False, {"gereed": False, "momentopname": snapshot.id, "problemen": list(problems)}
    return True, {
        "gereed": True,
        "momentopname": snapshot.id,
        "gemaakt": manifest.gemaakt.isoformat(),
        "voorbeeld": manifest.voorbeeld,
    }


@lru_cache(maxsize=4)
def _problems(snapshot: Snapshot, _files: Fingerprint) -> tuple[str, ...]:
    # reading every byte takes a while and a monitor asks every few seconds; a file that was touched is read again
    return tuple(snapshots.verify(snapshot))


def _fingerprint(folder: Path) -> Fingerprint:
    return tuple(_stat(folder / name) for name in (MANIFEST_FILE, *SNAPSHOT_FILES))


def _stat(path: Path) -> tuple[str, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return path.name, -1, -1, -1
    return path.name, found.st_mtime_ns, found.st_ctime_ns, found.st_size
