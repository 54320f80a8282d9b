"""Commands about what was published, from the keyboard to the exit code."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analytics.cli import main
from analytics.contract import Delivery
from analytics.refresh.publish import exclusive, publish
from analytics.snapshots import Snapshot, live, verify

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)

Build = Callable[..., Delivery]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on the root: exit code, stdout, stderr."""

    def run_it(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(root), *arguments])
        written = capsys.readouterr()
        return int(ended.value.code or 0), written.out, written.err

    return run_it


@pytest.fixture
def second(first: Snapshot, root: Path, build: Build) -> Snapshot:
    """A second snapshot, live."""
    return publish(build(4), root, by="toets", reason="tweede", now=NOW + timedelta(days=31))


def damage(snapshot: Snapshot, name: str) -> None:
    """Change one byte of a file."""
    path = snapshot.folder / name
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_snapshots_marks_the_live_one(run: Run, first: Snapshot, second: Snapshot) -> None:
    code, out, err = run("snapshots")
    assert (code, err) == (0, "")
    header, newest, oldest = out.splitlines()
    assert header.split() == ["live", "kenmerk", "gemaakt", "gemeente", "door", "reden"]
    assert newest.split() == ["*", second.id, "2026-02-15T12:00:00+00:00", "GM0935", "toets", "tweede"]
    assert oldest.split() == [first.id, "2026-01-15T12:00:00+00:00", "GM0935", "toets", "eerste"]


def test_snapshots_as_json(run: Run, first: Snapshot, second: Snapshot) -> None:
    code, out, _ = run("snapshots", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["live"] == second.id
    assert document["snapshots"][1] == {
        "id": first.id,
        "live": False,
        "gemaakt": "2026-01-15T12:00:00+00:00",
        "gemeente": "GM0935",
        "door": "toets",
        "reden": "eerste",
        "voorbeeld": False,
    }


def test_snapshots_of_an_empty_root(run: Run) -> None:
    code, out, err = run("snapshots", "--json")
    assert code == 0
    assert json.loads(out) == {"live": None, "snapshots": []}
    assert "nog niets gepubliceerd" in err


def test_snapshots_with_a_damaged_pointer_still_lists(run: Run, first: Snapshot, root: Path) -> None:
    (root / "CURRENT").write_text("iets anders")
    code, out, err = run("snapshots", "--json")
    assert code == 0
    assert [snapshot["id"] for snapshot in json.loads(out)["snapshots"]] == [first.id]
    assert "noemt geen momentopname" in err


def test_snapshots_says_which_folder_cannot_be_read(run: Run, first: Snapshot, second: Snapshot) -> None:
    damage(first, "manifest.json")
    code, out, err = run("snapshots", "--json")
    assert code == 0
    assert [snapshot["id"] for snapshot in json.loads(out)["snapshots"]] == [second.id]
    assert err == f"snap-{first.id} heeft geen leesbaar manifest en telt niet mee.\n"


def test_verify_the_live_one(run: Run, first: Snapshot) -> None:
    assert run("verify") == (0, f"Momentopname {first.id} is heel.\n", "")


def test_verify_another_as_json(run: Run, first: Snapshot, second: Snapshot) -> None:
    code, out, _ = run("verify", first.id, "--json")
    assert code == 0
    assert json.loads(out) == {"snapshot": first.id, "heel": True, "problemen": []}


def test_verify_a_damaged_one(run: Run, first: Snapshot) -> None:
    damage(first, "straten.parquet")
    code, out, err = run("verify", "--json")
    assert code == 3
    assert json.loads(out)["problemen"] == ["straten.parquet is veranderd: de controlesom klopt niet."]
    assert f"Momentopname {first.id} is niet heel:" in err


def test_verify_one_with_a_damaged_manifest(run: Run, first: Snapshot, second: Snapshot) -> None:
    damage(first, "manifest.json")
    code, out, err = run("verify", first.id)
    assert (code, out) == (3, "")
    assert "manifest.json" in err


@pytest.mark.parametrize("unknown", ["20200101T000000Z-00000000", "../root", ""])
def test_verify_one_that_is_not_there(run: Run, first: Snapshot, unknown: str) -> None:
    code, _, err = run("verify", unknown)
    assert code == 4
    assert "Er is geen momentopname" in err


def test_verify_when_nothing_was_published(run: Run) -> None:
    assert run("verify")[0] == 4


def test_rollback(run: Run, first: Snapshot, second: Snapshot, root: Path) -> None:
    assert run("rollback", first.id) == (0, f"Live is nu momentopname {first.id}.\n", "")
    assert live(root) == first


def test_rollback_as_json(run: Run, first: Snapshot, second: Snapshot) -> None:
    assert json.loads(run("rollback", first.id, "--json")[1]) == {"snapshot": first.id, "vorige": second.id}


def test_rollback_to_a_damaged_one(run: Run, first: Snapshot, second: Snapshot, root: Path) -> None:
    damage(first, "kaart.json")
    code, out, err = run("rollback", first.id)
    assert (code, out) == (3, "")
    assert "er is niets veranderd" in err
    assert live(root) == second


def test_rollback_to_nothing(run: Run, first: Snapshot, root: Path) -> None:
    assert run("rollback", "bestaat-niet")[0] == 4
    assert live(root) == first


def test_rollback_while_a_refresh_is_running(
    run: Run, first: Snapshot, root: Path, other_process: Callable[..., int], build: Build
) -> None:
    answers = []

    def step(name: str) -> None:
        if name == "checks":
            answers.append(other_process(root, 9))

    with exclusive(root):
        assert other_process(root, 9) == 75
    publish(build(5), root, by="toets", reason="", now=NOW, step=step)
    assert answers == [75]


def test_sample_is_written_where_asked(run: Run, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "analytics.refresh.sample.build_sample", lambda gemeente: build(voorbeeld=True, grenzen="schematisch")
    )
    code, out, err = run("sample", "--naar", str(tmp_path / "voorbeeld"), "--json")
    document = json.loads(out)
    assert code == 0
    assert document["rijen"]["registraties.parquet"] == 2
    assert verify(Snapshot(document["snapshot"], tmp_path / "voorbeeld")) == []
    assert "voorbeeld" in err
