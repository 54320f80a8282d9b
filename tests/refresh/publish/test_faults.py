"""Whatever happens to a publication, readers see one whole snapshot: the old one or the new one."""

import random
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.contract import MANIFEST_FILE, SNAPSHOT_FILES, Delivery
from analytics.database import load
from analytics.errors import DeliveryRefused, RefreshBusy, SnapshotBroken
from analytics.refresh.publish import STEPS, exclusive, publish, rollback
from analytics.snapshots import Snapshot, live, verify

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)

Build = Callable[..., Delivery]
Order = Callable[..., int]


def burglaries(snapshot: Snapshot) -> int:
    """What the snapshot says, after checking every byte of it."""
    frame = load(snapshot).run("summary_totals", totalen=["1.1.1"])
    return int(frame["aantal"].item())


def whole(root: Path) -> int:
    """The figure in the live snapshot, which must be whole."""
    snapshot = live(root)
    assert verify(snapshot) == []
    return burglaries(snapshot)


@pytest.mark.parametrize("step", STEPS)
def test_kill_at_a_step_leaves_the_old_or_the_new(first: Snapshot, root: Path, other_process: Order, step: str) -> None:
    assert other_process(root, 9, kill_at=step) == -signal.SIGKILL
    moved = STEPS.index(step) > STEPS.index("pointer")
    assert whole(root) == (9 if moved else 3)
    assert other_process(root, 11) == 0
    assert whole(root) == 11


def test_kill_at_any_moment_leaves_the_old_or_the_new(first: Snapshot, root: Path, other_process: Order) -> None:
    moments = random.Random(20260115)
    before, endings = 3, set()
    for burgled in range(10, 30):
        endings.add(other_process(root, burgled, after=moments.uniform(0.001, 0.12)))
        assert whole(root) in (before, burgled)
        before = whole(root)
    assert -signal.SIGALRM in endings


def test_first_publication_killed_leaves_an_empty_root(root: Path, other_process: Order) -> None:
    assert other_process(root, 9, kill_at="pointer") == -signal.SIGKILL
    assert not (root / "CURRENT").exists()
    assert other_process(root, 9) == 0
    assert whole(root) == 9


@pytest.mark.parametrize("limit", [0, 20, 200, 2000])
def test_a_full_disk_is_refused_and_leaves_the_old(
    first: Snapshot, root: Path, other_process: Order, limit: int
) -> None:
    before = sorted(path.name for path in root.iterdir())
    assert other_process(root, 9, file_limit=limit) == DeliveryRefused.exit_code
    assert whole(root) == 3
    assert sorted(path.name for path in root.iterdir()) == before


def test_a_second_refresh_is_turned_away(first: Snapshot, root: Path, build: Build, other_process: Order) -> None:
    answers = []

    def step(name: str) -> None:
        if name == "checks":
            answers.append(other_process(root, 9))

    publish(build(5), root, by="toets", reason="", now=NOW, step=step)
    assert answers == [RefreshBusy.exit_code]
    assert whole(root) == 5


def test_another_thread_is_turned_away_as_well(first: Snapshot, root: Path, build: Build) -> None:
    refused = []

    def try_too() -> None:
        with pytest.raises(RefreshBusy, match="loopt al een verversing"):
            publish(build(9), root, by="toets", reason="", now=NOW)
        refused.append(True)

    with exclusive(root):
        thread = threading.Thread(target=try_too)
        thread.start()
        thread.join()
        publish(build(5), root, by="toets", reason="", now=NOW)  # the holder itself may
    assert refused == [True]
    assert whole(root) == 5


def test_the_lock_is_free_after_a_kill(root: Path, other_process: Order) -> None:
    assert other_process(root, 9, kill_at="write") == -signal.SIGKILL
    with exclusive(root):
        pass


def test_readers_see_one_whole_snapshot_at_every_step(first: Snapshot, root: Path, build: Build) -> None:
    seen = {}
    publish(build(9), root, by="toets", reason="", now=NOW, step=lambda name: seen.update({name: whole(root)}))
    moved = STEPS.index("pointer") + 1
    assert seen == dict.fromkeys(STEPS[:moved], 3) | dict.fromkeys(STEPS[moved:], 9)


def test_readers_beside_a_row_of_publications_see_only_whole_ones(first: Snapshot, root: Path, build: Build) -> None:
    done = threading.Event()
    publications = [(build(n), n) for n in range(10, 16)]

    def keep_publishing() -> None:
        for delivery, _n in publications:
            publish(delivery, root, by="toets", reason="", now=NOW)
        done.set()

    writer = threading.Thread(target=keep_publishing)
    writer.start()
    seen = [whole(root)]
    while not done.is_set():
        seen.append(whole(root))
    writer.join()
    assert seen == sorted(seen)
    assert set(seen) <= {3, *range(10, 16)}
    assert whole(root) == 15


def test_the_pointer_is_never_seen_half_written(first: Snapshot, root: Path, build: Build) -> None:
    second = publish(build(9), root, by="toets", reason="", now=NOW)
    done = threading.Event()

    def go_back_and_forth() -> None:
        for _ in range(40):
            rollback(root, first.id, by="toets", now=NOW)
            rollback(root, second.id, by="toets", now=NOW)
        done.set()

    writer = threading.Thread(target=go_back_and_forth)
    writer.start()
    seen = {(root / "CURRENT").read_text()}
    while not done.is_set():
        seen.add((root / "CURRENT").read_text())
    writer.join()
    assert seen == {f"snap-{first.id}\n", f"snap-{second.id}\n"}


@pytest.mark.parametrize("name", [*SNAPSHOT_FILES, MANIFEST_FILE])
def test_a_corrupted_byte_anywhere_is_caught(first: Snapshot, name: str) -> None:
    path = first.folder / name
    sound = path.read_bytes()
    chance = random.Random(name)
    for position in [0, len(sound) - 1, *chance.sample(range(len(sound)), 12)]:
        broken = bytearray(sound)
        broken[position] ^= chance.randrange(1, 256)
        path.write_bytes(broken)
        assert verify(first), f"{name}, byte {position}"
        with pytest.raises(SnapshotBroken):
            load(first)
    path.write_bytes(sound)
    assert verify(first) == []


@pytest.mark.parametrize("name", [*SNAPSHOT_FILES, MANIFEST_FILE])
@pytest.mark.parametrize("kept", [0, 0.5])
def test_a_truncated_or_empty_file_is_caught(first: Snapshot, name: str, kept: float) -> None:
    path = first.folder / name
    content = path.read_bytes()
    path.write_bytes(content[: int(kept * len(content))])
    assert verify(first)
    with pytest.raises(SnapshotBroken):
        load(first)


def test_a_damaged_pointer_is_said_to_be_damaged(first: Snapshot, root: Path) -> None:
    for text in (b"", b"snap-../..\n", b"\xff\xfe", b"iets anders\n", b"snap-bestaat-niet\n"):
        (root / "CURRENT").write_bytes(text)
        with pytest.raises(SnapshotBroken):
            live(root)
