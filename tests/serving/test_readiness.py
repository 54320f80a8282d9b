"""/gereed: whole, broken, absent; and cheap when nothing changed."""

import os

import pytest

from analytics import snapshots
from analytics.contract import MANIFEST_FILE, SNAPSHOT_FILES
from analytics.serving.readiness import readiness
from analytics.snapshots import CURRENT
from tests.builders import STAD


def test_whole_snapshot_is_ready(tmp_path, make_snapshot):
    make_snapshot("a1")
    assert readiness(tmp_path, STAD) == (
        True,
        {"gereed": True, "momentopname": "a1", "gemaakt": "2026-01-15T00:00:00+00:00", "voorbeeld": False},
    )


def test_nothing_published(tmp_path):
    whole, answer = readiness(tmp_path, STAD)
    assert not whole
    assert "nog niets gepubliceerd" in answer["problemen"][0]


@pytest.mark.parametrize("name", SNAPSHOT_FILES)
def test_changed_file_is_found_after_the_first_answer_too(tmp_path, make_snapshot, name):
    path = make_snapshot("a1") / name
    assert readiness(tmp_path, STAD)[0]
    content = bytearray(path.read_bytes())
    content[3] ^= 1
    path.write_bytes(content)
    whole, answer = readiness(tmp_path, STAD)
    assert not whole
    assert answer == {
        "gereed": False,
        "momentopname": "a1",
        "problemen": [f"{name} is veranderd: de controlesom klopt niet."],
    }


def test_file_that_went_and_came_back(tmp_path, make_snapshot):
    folder = make_snapshot("a1")
    (folder / "straten.parquet").rename(tmp_path / "elsewhere")
    assert "straten.parquet" in readiness(tmp_path, STAD)[1]["problemen"][0]
    (tmp_path / "elsewhere").rename(folder / "straten.parquet")
    assert readiness(tmp_path, STAD)[0]


@pytest.mark.parametrize("pointer", ["snap-gone", "../elsewhere", "", "ü"])
def test_pointer_to_nothing(tmp_path, make_snapshot, pointer):
    make_snapshot("a1")
    (tmp_path / CURRENT).write_text(pointer, encoding="utf-8")
    assert not readiness(tmp_path, STAD)[0]


def test_broken_manifest(tmp_path, make_snapshot):
    (make_snapshot("a1") / MANIFEST_FILE).write_text("{", encoding="utf-8")
    assert not readiness(tmp_path, STAD)[0]


def test_new_publication_is_the_one_that_counts(tmp_path, make_snapshot):
    folder = make_snapshot("a1")
    (folder / "straten.parquet").unlink()
    assert not readiness(tmp_path, STAD)[0]
    make_snapshot("b2")
    assert readiness(tmp_path, STAD)[1]["momentopname"] == "b2"


def test_files_are_not_read_again_while_nothing_changed(tmp_path, make_snapshot, monkeypatch):
    folder = make_snapshot("a1")
    calls = []
    verify = snapshots.verify
    monkeypatch.setattr(snapshots, "verify", lambda snapshot: calls.append(snapshot) or verify(snapshot))
    for _ in range(3):
        assert readiness(tmp_path, STAD)[0]
    assert len(calls) == 1
    os.utime(folder / "straten.parquet", ns=(0, 0))
    assert readiness(tmp_path, STAD)[0]
    assert len(calls) == 2


def test_a_snapshot_of_another_municipality_is_not_ready(tmp_path, make_snapshot):
    make_snapshot("a1")
    whole, answer = readiness(tmp_path, "GM1641")
    assert not whole
    assert "gegevens van Maastricht (GM0935), maar ingesteld is GM1641" in answer["problemen"][0]
