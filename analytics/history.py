"""What was published when, by whom and why; and what each publication changed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analytics.completeness import completeness
from analytics.contract import TOTALS, Manifest
from analytics.database import open_database
from analytics.differences import Side, compare
from analytics.errors import NotFound, SnapshotBroken
from analytics.snapshots import LOG, Snapshot, every, live


@dataclass(frozen=True)
class Publication:
    """One line of the log: `wat` is 'publicatie', 'teruggezet', 'geweigerd' or 'ongewijzigd'.

    `snapshot` is None when nothing was published or when it was cleaned up. `live`: it is what the dashboard shows.
    """

    wanneer: datetime
    wat: str
    id: str
    door: str
    reden: str
    snapshot: Snapshot | None
    live: bool
    aanvaard: tuple[str, ...] = ()


def publications(root: Path) -> tuple[Publication, ...]:
    """Everything the log of the root tells, newest first; snapshots the log does not mention come from their manifest.

    Lines that cannot be read are passed over: the log tells what happened, it proves nothing.
    """
    kept = {snapshot.id: snapshot for snapshot in every(root)}
    current = _live_id(root)
    found = [_from_log(line, kept, current) for line in _lines(root)]
    told = {entry.id for entry in found if entry.wat == "publicatie"}
    silent = [snapshot for snapshot in kept.values() if snapshot.id not in told]
    found += [_from_manifest(snapshot, snapshot.manifest(), current) for snapshot in silent]
    return tuple(sorted(found, key=lambda entry: entry.wanneer, reverse=True))


@lru_cache(maxsize=16)
def changes(old: Snapshot | None, new: Snapshot) -> pd.DataFrame:
    """What `new` says other than `old`, per kind and month: the columns of differences.COLUMNS. Do not change it."""
    before = Side(open_database(old), _day(old)) if old is not None else None
    ages = completeness(old, (TOTALS[0],)) if old is not None else ()
    return compare(before, Side(open_database(new), _day(new)), ages)


def before(root: Path, snapshot: Snapshot) -> Snapshot | None:
    """The snapshot that was made before this one, as far as it is kept."""
    made = snapshot.manifest().gemaakt
    older = [other for other in every(root) if other.manifest().gemaakt < made]
    return older[0] if older else None


def _day(snapshot: Snapshot) -> date:
    return snapshot.manifest().gemaakt.date()


def _live_id(root: Path) -> str | None:
    try:
        return live(root).id
    except (NotFound, SnapshotBroken):
        return None


def _lines(root: Path) -> Iterator[dict[str, str]]:
    try:
        lines = (root / LOG).read_text("utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            told = json.loads(line)
            datetime.fromisoformat(told["wanneer"])
        except (ValueError, KeyError, TypeError):
            continue
        yield told


def _from_log(line: dict[str, str], kept: dict[str, Snapshot], current: str | None) -> Publication:
    snapshot = kept.get(line.get("momentopname", ""))
    return Publication(
        wanneer=datetime.fromisoformat(line["wanneer"]).astimezone(UTC),
        wat=line.get("wat", ""),
        id=line.get("momentopname", ""),
        door=line.get("wie", ""),
        reden=line.get("reden", ""),
        snapshot=snapshot,
        live=snapshot is not None and snapshot.id == current,
        aanvaard=tuple(snapshot.manifest().aanvaard) if snapshot else (),
    )


def _from_manifest(snapshot: Snapshot, manifest: Manifest, current: str | None) -> Publication:
    return Publication(
        wanneer=manifest.gemaakt,
        wat="publicatie",
        id=snapshot.id,
        door=manifest.door,
        reden=manifest.reden,
        snapshot=snapshot,
        live=snapshot.id == current,
        aanvaard=tuple(manifest.aanvaard),
    )
