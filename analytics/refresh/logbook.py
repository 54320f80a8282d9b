"""The log of a root: one line of JSON per publication, roll-back or run of a refresh, also one that changed nothing.

A line holds `wanneer` (UTC), `wat` (publicatie, teruggezet, geweigerd, ongewijzigd, afgebroken), `momentopname` (''
when none was published), `wie`, `reden`, and during a command `opdracht`. The log tells what happened; it proves
nothing.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analytics.contract import Delivery
from analytics.errors import DeliveryRefused, SnapshotBroken, VeiligheidError
from analytics.refresh.contents import contents
from analytics.refresh.material import shown
from analytics.snapshots import LOG, Snapshot

PUBLISHED, ROLLED_BACK = "publicatie", "teruggezet"
REFUSED, UNCHANGED, BROKEN_OFF = "geweigerd", "ongewijzigd", "afgebroken"
EARLIER_FIGURES = "standen.parquet"  # notes what was live, so that it is new in every delivery

_command: ContextVar[str] = ContextVar("opdracht", default="")


def append(root: Path, what: str, *, now: datetime, by: str, reason: str, snapshot: str = "") -> None:
    """Add one line. Raises OSError."""
    when = now.astimezone(UTC).isoformat(timespec="seconds")
    line = {"wanneer": when, "wat": what, "momentopname": snapshot, "wie": by, "reden": reason}
    if _command.get():
        line["opdracht"] = _command.get()
    with (root / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")


@dataclass
class Run:
    """One run of a command, to be told how it ends: what is not told is 'afgebroken'."""

    what: str = BROKEN_OFF
    snapshot: str = ""

    def published(self) -> None:
        """The publication itself has written its line."""
        self.what = PUBLISHED

    def unchanged(self, snapshot: Snapshot) -> None:
        """There was nothing new beside this snapshot."""
        self.what, self.snapshot = UNCHANGED, snapshot.id


@contextmanager
def run(root: Path, command: str, *, by: str, now: datetime) -> Iterator[Run]:
    """Write a line for a run that publishes nothing: refused with the reason, unchanged, or broken off.

    A log that cannot be written stops nothing. Errors go on to whoever called.
    """
    told, reason, token = Run(), "", _command.set(command)
    try:
        yield told
    except VeiligheidError as error:
        told.what, reason = REFUSED, _in_short(error)
        raise
    finally:
        if told.what != PUBLISHED:
            with suppress(OSError):
                append(root, told.what, now=now, by=by, reason=reason, snapshot=told.snapshot)
        _command.reset(token)


def unchanged(delivery: Delivery, live: Snapshot | None) -> bool:
    """Whether every file of the delivery would be the live one, apart from what is noted about earlier figures.

    A newer date of the source alone is nothing new. Raises DeliveryRefused for a delivery of the wrong structure.
    """
    if live is None:
        return False
    try:
        known = live.manifest().bestanden
    except SnapshotBroken:
        return False
    files = {name: content for name, content in contents(delivery).items() if name != EARLIER_FIGURES}
    return all(
        name in known and hashlib.sha256(content).hexdigest() == known[name].sha256 for name, content in files.items()
    )


def _in_short(error: VeiligheidError) -> str:
    """The reason on one line, with the first problems."""
    if isinstance(error, DeliveryRefused):
        return " ".join([error.summary, *shown(error.problems, "(+{count})")])
    return str(error)
