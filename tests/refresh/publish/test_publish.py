"""What a publication leaves behind, what it refuses, what it clears up, and how to go back."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from analytics.contract import SCHEMA_VERSION, SNAPSHOT_FILES, Delivery
from analytics.errors import DeliveryRefused, NotFound, SnapshotBroken
from analytics.refresh.publish import KEPT, publish, rollback, write_files, write_sample
from analytics.snapshots import Snapshot, every, find, live, verify

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)

Build = Callable[..., Delivery]


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def log(root: Path) -> list[dict[str, str]]:
    """The lines of the log."""
    return [json.loads(line) for line in (root / "logboek.jsonl").read_text("utf-8").splitlines()]


def test_what_is_published_is_live_and_whole(first: Snapshot, root: Path) -> None:
    assert live(root) == first
    assert every(root) == [first]
    assert verify(first) == []
    assert names(first.folder) == sorted([*SNAPSHOT_FILES, "manifest.json"])
    assert names(root) == [".lock", "CURRENT", "logboek.jsonl", "ruw", f"snap-{first.id}"]


def test_the_manifest_says_what_when_and_by_whom(first: Snapshot) -> None:
    manifest = first.manifest()
    assert (manifest.id, manifest.gemaakt, manifest.door, manifest.reden) == (first.id, NOW, "toets", "eerste")
    assert (manifest.schema_versie, manifest.gemeente, manifest.voorbeeld) == (SCHEMA_VERSION, "GM0935", False)
    rows = {name: file.rijen for name, file in manifest.bestanden.items()}
    assert rows == {
        "registraties.parquet": 2,
        "dekking.parquet": 2,
        "enquete.parquet": 1,
        "kerncijfers.parquet": 3,
        "straten.parquet": 1,
        "standen.parquet": 0,
        "buurten.geojson": None,
        "kaart.json": None,
    }
    assert list(manifest.bronnen) == ["cbs", "politie"]


def test_the_id_is_time_in_utc_and_content(root: Path, build: Build) -> None:
    local = NOW.astimezone(timezone(timedelta(hours=1)))
    one = publish(build(), root, by="toets", reason="", now=local)
    other = publish(build(4), root, by="toets", reason="", now=local)
    assert one.id.startswith("20260115T120000Z-")
    assert one.id != other.id


def test_identical_content_may_be_published_again(first: Snapshot, root: Path, build: Build) -> None:
    same_second = publish(build(), root, by="toets", reason="", now=NOW)
    later = publish(build(), root, by="toets", reason="", now=NOW + timedelta(hours=1))
    assert same_second.id == f"{first.id}-2"
    assert later.id.rpartition("-")[2] == first.id.rpartition("-")[2]
    assert {snapshot.id for snapshot in every(root)} == {first.id, same_second.id, later.id}
    assert live(root) == later


def test_raw_answers_are_kept_beside_the_snapshot(root: Path, build: Build) -> None:
    snapshot = publish(build(raw={"a.json": b"1", "b/c.json": b"2"}), root, by="toets", reason="", now=NOW)
    kept = root / "ruw" / snapshot.id
    assert (kept / "a.json").read_bytes() == b"1"
    assert (kept / "b" / "c.json").read_bytes() == b"2"


def test_raw_answers_cannot_be_written_elsewhere(first: Snapshot, root: Path, build: Build) -> None:
    with pytest.raises(DeliveryRefused, match="wijst buiten de map"):
        publish(build(4, raw={"../../CURRENT": b"kwaad"}), root, by="toets", reason="", now=NOW)
    assert live(root) == first


def test_a_delivery_without_raw_answers_leaves_no_folder_for_them(root: Path, build: Build) -> None:
    publish(build(raw={}), root, by="toets", reason="", now=NOW)
    assert "ruw" not in names(root)


def test_a_refused_delivery_changes_nothing_and_says_everything(first: Snapshot, root: Path, build: Build) -> None:
    before = names(root)
    with pytest.raises(DeliveryRefused) as refused:
        publish(build(-9, gemeente="GM0935", bronnen={}), root, by="toets", reason="", now=NOW)
    text = str(refused.value)
    assert "aantal van BU09350001 is -9" in text
    assert "bron politie is niet beschreven" in text
    assert names(root) == before
    assert live(root) == first


def test_a_month_still_going_on_is_refused(first: Snapshot, root: Path, build: Build) -> None:
    with pytest.raises(DeliveryRefused, match="nog niet voorbij"):
        publish(build(4), root, by="toets", reason="", now=datetime(2025, 3, 20, tzinfo=UTC))
    assert live(root) == first


@pytest.fixture
def keep_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three snapshots are kept instead of thirteen."""
    monkeypatch.setattr("analytics.refresh.publish.KEPT", 3)


def test_a_year_of_monthly_snapshots_is_kept() -> None:
    assert KEPT == 13


@pytest.mark.usefixtures("keep_three")
def test_the_newest_are_kept_and_their_raw_answers(root: Path, build: Build) -> None:
    made = [publish(build(n), root, by="toets", reason="", now=NOW + timedelta(days=n)).id for n in range(1, 6)]
    assert [snapshot.id for snapshot in every(root)] == made[:-4:-1]
    assert names(root / "ruw") == made[-3:]


@pytest.mark.usefixtures("keep_three")
def test_the_live_one_is_never_removed(root: Path, build: Build) -> None:
    oldest = publish(build(1), root, by="toets", reason="", now=NOW)
    for n in range(2, 5):
        with pytest.raises(SnapshotBroken):  # three newer ones, none of which went live
            publish(build(n), root, by="toets", reason="", now=NOW + timedelta(days=n), step=_stop_before_pointer)
    rollback(root, oldest.id, by="toets", now=NOW)
    assert live(root) == oldest
    assert verify(oldest) == []
    assert len(every(root)) == 4


def _stop_before_pointer(step: str) -> None:
    if step == "pointer":
        raise SnapshotBroken("stop")


def test_leftovers_are_removed_after_a_day(root: Path, build: Build) -> None:
    publish(build(), root, by="toets", reason="", now=NOW)
    old, recent = root / ".tmp-oud", root / ".tmp-net"
    for folder, age in ((old, timedelta(hours=25)), (recent, timedelta(hours=23))):
        folder.mkdir()
        (folder / "half.parquet").write_bytes(b"PAR1")
        os.utime(folder, times=((NOW - age).timestamp(),) * 2)
    publish(build(4), root, by="toets", reason="", now=NOW)
    assert not old.exists()
    assert recent.exists()


def test_trouble_with_clearing_up_is_no_trouble_with_publishing(
    first: Snapshot, root: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("analytics.refresh.publish._clean_up", refuse)
    snapshot = publish(build(4), root, by="toets", reason="", now=NOW)
    assert live(root) == snapshot


def test_trouble_with_writing_is_said_in_words(first: Snapshot, root: Path, build: Build) -> None:
    def step(name: str) -> None:
        if name == "rename":
            raise OSError(28, "No space left on device")

    with pytest.raises(DeliveryRefused, match=r"No space left on device\. De vorige momentopname blijft staan"):
        publish(build(4), root, by="toets", reason="", now=NOW, step=step)
    assert live(root) == first


def test_a_root_that_cannot_be_is_said_in_words(tmp_path: Path, build: Build) -> None:
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(DeliveryRefused, match=r"Schrijven naar .*bestand.* is niet gelukt"):
        publish(build(), tmp_path / "bestand", by="toets", reason="", now=NOW)


def test_rollback_points_at_the_earlier_one_and_back(first: Snapshot, root: Path, build: Build) -> None:
    second = publish(build(4), root, by="toets", reason="tweede", now=NOW + timedelta(days=1))
    assert rollback(root, first.id, by="jan", now=NOW + timedelta(days=2)) == first
    assert live(root) == first
    rollback(root, second.id, by="jan", now=NOW + timedelta(days=3))
    assert live(root) == second
    assert [(line["wat"], line["momentopname"], line["wie"]) for line in log(root)] == [
        ("publicatie", first.id, "toets"),
        ("publicatie", second.id, "toets"),
        ("teruggezet", first.id, "jan"),
        ("teruggezet", second.id, "jan"),
    ]


def test_rollback_to_a_broken_snapshot_is_refused(first: Snapshot, root: Path, build: Build) -> None:
    second = publish(build(4), root, by="toets", reason="", now=NOW + timedelta(days=1))
    with (first.folder / "straten.parquet").open("ab") as file:
        file.write(b"x")
    with pytest.raises(SnapshotBroken, match=r"niet heel; er is niets veranderd\. straten\.parquet"):
        rollback(root, first.id, by="toets", now=NOW)
    assert live(root) == second


def test_rollback_to_nothing_is_refused(first: Snapshot, root: Path) -> None:
    with pytest.raises(NotFound, match="20200101T000000Z-00000000"):
        rollback(root, "20200101T000000Z-00000000", by="toets", now=NOW)
    assert live(root) == first


def test_write_files_writes_a_snapshot_under_any_name(tmp_path: Path, build: Build) -> None:
    manifest = write_files(build(), tmp_path / "los", snapshot_id="los", made=NOW, by="toets", reason="")
    assert manifest.id == "los"
    assert verify(Snapshot("los", tmp_path / "los")) == []


def test_the_sample_is_the_same_byte_for_byte(tmp_path: Path, build: Build) -> None:
    for name in ("een", "twee"):
        write_sample(build(voorbeeld=True, grenzen="schematisch"), tmp_path / name)
    assert names(tmp_path / "een") == names(tmp_path / "twee")
    for path in (tmp_path / "een").iterdir():
        assert path.read_bytes() == (tmp_path / "twee" / path.name).read_bytes()


def test_the_sample_is_made_at_a_fixed_time_and_leaves_what_is_published(tmp_path: Path, build: Build) -> None:
    published = publish(build(), tmp_path / "snapshots", by="toets", reason="", now=NOW)
    manifest = write_sample(build(4, voorbeeld=True), tmp_path)
    assert manifest.gemaakt == datetime(2026, 1, 15, 6, tzinfo=UTC)
    assert manifest.id.startswith("voorbeeld-")
    assert live(tmp_path / "snapshots") == published
    assert verify(Snapshot(manifest.id, tmp_path)) == []


def test_a_faulty_sample_is_refused(tmp_path: Path, build: Build) -> None:
    with pytest.raises(DeliveryRefused, match="dat kan niet"):
        write_sample(build(-9), tmp_path)


def test_find_names_only_what_is_there(first: Snapshot, root: Path) -> None:
    assert find(root, first.id) == first
    with pytest.raises(NotFound):
        find(root, "../elders")
