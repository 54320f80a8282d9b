"""Publishing: on disk and checked before it is pointed at; a crash leaves the old or the new snapshot live.

The steps, in order: take the lock; write everything to `.tmp-<id>` and flush it to disk, the manifest last;
read the files back and check them; keep the raw answers; rename to `snap-<id>`; replace CURRENT; clear up.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from analytics.contract import MANIFEST_FILE, TABLES, Bestand, Delivery, Manifest
from analytics.database import load
from analytics.errors import DeliveryRefused, RefreshBusy, SnapshotBroken
from analytics.language import _
from analytics.refresh import logbook
from analytics.refresh.checks import PATIENCE, content_problems, refuse, structure_problems
from analytics.refresh.contents import contents
from analytics.snapshots import CURRENT, PREFIX, Snapshot, find, sealed, verify

STEPS = ("lock", "write", "manifest", "checks", "raw", "rename", "pointer", "log", "cleanup", "done")
KEPT = 13  # a year of monthly refreshes and the one a year ago
STALE = timedelta(days=1)
TEMPORARY = ".tmp-"
LOCK = ".lock"
RAW = "ruw"
SAMPLE_MADE = datetime(2026, 1, 15, 6, tzinfo=UTC)

Step = Callable[[str], None]


def publish(
    delivery: Delivery, root: Path, *, by: str, reason: str, now: datetime, step: Step | None = None
) -> Snapshot:
    """Make `delivery` the live snapshot of `root` and return it. `now` must carry a time zone.

    `step` is called with each name of STEPS as that step begins. Raises DeliveryRefused with every problem
    found, RefreshBusy when another publication holds the lock; the live snapshot is then unchanged.
    """
    begin = step or _silent
    refuse(structure_problems(delivery))
    files = contents(delivery)
    with _writing(root), exclusive(root):
        begin("lock")
        snapshot_id = _free_id(root, now, files)
        manifest = _manifest(delivery, files, snapshot_id, now, by, reason)
        snapshot = _store(delivery, files, manifest, root, begin)
        _point_at(snapshot, root, begin)
        _afterwards(root, snapshot, logbook.PUBLISHED, by, reason, now, begin)
    begin("done")
    return snapshot


def rollback(root: Path, snapshot_id: str, *, by: str, now: datetime, step: Step | None = None) -> Snapshot:
    """Point at a snapshot that was published before. Raises NotFound, SnapshotBroken, RefreshBusy."""
    begin = step or _silent
    snapshot = find(root, snapshot_id)
    with _writing(root), exclusive(root):
        begin("lock")
        problems = verify(snapshot)
        if problems:
            raise SnapshotBroken(
                _("Momentopname {id} is niet heel; er is niets veranderd. {problems}").format(
                    id=snapshot_id, problems=" ".join(problems)
                )
            )
        _point_at(snapshot, root, begin)
        _afterwards(root, snapshot, logbook.ROLLED_BACK, by, "", now, begin)
    begin("done")
    return snapshot


def write_files(
    delivery: Delivery, folder: Path, *, snapshot_id: str, made: datetime, by: str, reason: str
) -> Manifest:
    """Write the files of a snapshot into `folder`, the manifest last. Raises DeliveryRefused."""
    refuse(structure_problems(delivery))
    files = contents(delivery)
    return _fill(folder, files, _manifest(delivery, files, snapshot_id, made, by, reason), _silent)


def write_sample(delivery: Delivery, folder: Path) -> Manifest:
    """Write the shipped sample: the same bytes on every run. Raises DeliveryRefused with every problem found."""
    refuse(structure_problems(delivery))
    files = contents(delivery)
    snapshot_id = f"voorbeeld-{_fingerprint(files)}"
    reason = _("Meegeleverd voorbeeld")
    manifest = _fill(
        folder,
        files,
        _manifest(delivery, files, snapshot_id, SAMPLE_MADE, "analytics sample", reason),
        _silent,
    )
    _check(Snapshot(snapshot_id, folder), delivery, SAMPLE_MADE)
    return manifest


def _manifest(
    delivery: Delivery, files: dict[str, bytes], snapshot_id: str, made: datetime, by: str, reason: str
) -> Manifest:
    rows = {f"{name}.parquet": delivery.tables[name].num_rows for name in TABLES}
    return Manifest(
        id=snapshot_id,
        gemaakt=made.astimezone(UTC),
        door=by,
        reden=reason,
        voorbeeld=delivery.voorbeeld,
        grenzen=delivery.grenzen,
        gemeente=delivery.gemeente,
        gemeentenaam=delivery.gemeentenaam,
        bestanden={
            name: Bestand(rijen=rows.get(name), bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
            for name, content in files.items()
        },
        bronnen=dict(sorted(delivery.bronnen.items())),
        meldingen=delivery.meldingen,
        aanvaard=delivery.aanvaard,
    )


def _store(delivery: Delivery, files: dict[str, bytes], manifest: Manifest, root: Path, begin: Step) -> Snapshot:
    """A whole and checked snapshot in the root that nothing points at yet; a failed attempt leaves nothing."""
    folder = root / f"{TEMPORARY}{manifest.id}"
    target = root / f"{PREFIX}{manifest.id}"
    try:
        _fill(folder, files, manifest, begin)
        begin("checks")
        _check(Snapshot(manifest.id, folder), delivery, manifest.gemaakt)
        begin("raw")
        _keep_raw(delivery.raw, root, manifest.id)
        begin("rename")
        folder.rename(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _flush_folder(root)
    return Snapshot(manifest.id, target)


def _fill(folder: Path, files: dict[str, bytes], manifest: Manifest, begin: Step) -> Manifest:
    begin("write")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        _write(folder / name, content)
    begin("manifest")
    _write(folder / MANIFEST_FILE, sealed(manifest))
    _flush_folder(folder)
    return manifest


def _check(snapshot: Snapshot, delivery: Delivery, now: datetime) -> None:
    """Read the files back from disk and check what they say, not what is in memory."""
    database = load(snapshot, time_limit=PATIENCE)
    today = now.date()
    refuse(content_problems(database, gemeente=delivery.gemeente, bronnen=delivery.bronnen, today=today))


def _fingerprint(files: dict[str, bytes]) -> str:
    """First eight characters of the hash of all content."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(name.encode() + hashlib.sha256(files[name]).digest())
    return total.hexdigest()[:8]


def _free_id(root: Path, now: datetime, files: dict[str, bytes]) -> str:
    """Time and content; a number behind it when the same was published in the same second."""
    plain = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{_fingerprint(files)}"
    candidate, number = plain, 1
    while (root / f"{PREFIX}{candidate}").exists():
        number += 1
        candidate = f"{plain}-{number}"
    return candidate


def _keep_raw(raw: dict[str, bytes], root: Path, snapshot_id: str) -> None:
    if not raw:
        return
    folder = root / RAW / f"{TEMPORARY}{snapshot_id}"
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in raw.items():
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise DeliveryRefused(_("Bestandsnaam {name} wijst buiten de map.").format(name=name))
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)
    _flush_folder(folder)
    shutil.rmtree(root / RAW / snapshot_id, ignore_errors=True)
    folder.rename(root / RAW / snapshot_id)
    _flush_folder(root / RAW)


def _point_at(snapshot: Snapshot, root: Path, begin: Step) -> None:
    """The one moment at which the live snapshot changes."""
    begin("pointer")
    temporary = root / f"{TEMPORARY}{CURRENT}"
    _write(temporary, f"{snapshot.folder.name}\n".encode())
    temporary.replace(root / CURRENT)
    _flush_folder(root)


def _afterwards(root: Path, snapshot: Snapshot, what: str, by: str, reason: str, now: datetime, begin: Step) -> None:
    # the snapshot is live: failing to note it down or to clear up must not be reported as failing to publish
    with suppress(OSError):
        begin("log")
        logbook.append(root, what, now=now, by=by, reason=reason, snapshot=snapshot.id)
    with suppress(OSError):
        begin("cleanup")
        _clean_up(root, now)


def _clean_up(root: Path, now: datetime) -> None:
    """Remove snapshots beyond the newest KEPT (never the live one), their raw answers, and stale leftovers."""
    current = (root / CURRENT).read_text(encoding="ascii").strip()
    newest = sorted((folder.name for folder in root.glob(f"{PREFIX}*")), reverse=True)
    for name in newest[KEPT:]:
        if name != current:
            doomed = root / f"{TEMPORARY}{name}"  # half removed it must not look like a snapshot
            (root / name).rename(doomed)
            shutil.rmtree(doomed)
    kept = {folder.name.removeprefix(PREFIX) for folder in root.glob(f"{PREFIX}*")}
    for folder in (root / RAW).glob("[!.]*"):
        if folder.name not in kept:
            shutil.rmtree(folder)
    for leftover in [*root.glob(f"{TEMPORARY}*"), *(root / RAW).glob(f"{TEMPORARY}*")]:
        if now - datetime.fromtimestamp(leftover.stat().st_mtime, UTC) > STALE:
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()


@contextmanager
def exclusive(root: Path) -> Iterator[None]:
    """Hold the lock of the root; the same thread may take it again inside. Raises RefreshBusy, DeliveryRefused."""
    lock = FileLock(root / LOCK, timeout=0, is_singleton=True)
    with _writing(root):
        root.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:
            raise RefreshBusy(
                _("Er loopt al een verversing in {root}. Probeer het opnieuw als die klaar is.").format(root=root)
            ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _writing(root: Path) -> Iterator[None]:
    """A full disk, a limit or a missing right is no crash: say so, and that nothing changed."""
    try:
        yield
    except OSError as error:
        raise DeliveryRefused(
            _("Schrijven naar {root} is niet gelukt: {reason}. De vorige momentopname blijft staan.").format(
                root=root, reason=error.strerror or error
            )
        ) from error


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make names in the folder survive a power cut, where the system lets a folder be opened for that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _silent(step: str) -> None:
    """Nobody is watching the steps."""
