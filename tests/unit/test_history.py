"""What the log and the manifests tell about a root."""

import json
from datetime import UTC, datetime

import pytest

from analytics import history
from analytics.refresh.publish import publish, rollback
from tests.builders import make_delivery, month

DAYS = [datetime(2026, 1, day, 12, tzinfo=UTC) for day in (10, 11, 12, 13)]


@pytest.fixture
def root(tmp_path):
    """Two publications, of which the second was undone."""
    old = publish(
        make_delivery(registraties=[{"aantal": 3} | month(2025, 3)], dekking=[{}]),
        tmp_path,
        by="jan",
        reason="eerste",
        now=DAYS[0],
    )
    publish(
        make_delivery(registraties=[{"aantal": 9} | month(2025, 3)], dekking=[{}], fields={"aanvaard": ["Te veel."]}),
        tmp_path, by="piet", reason="tweede", now=DAYS[1],
    )  # fmt: skip
    rollback(tmp_path, old.id, by="jan", now=DAYS[2])
    return tmp_path


def test_everything_that_happened_newest_first(root):
    told = [(entry.wat, entry.door, entry.live) for entry in history.publications(root)]
    assert told == [("teruggezet", "jan", True), ("publicatie", "piet", False), ("publicatie", "jan", True)]
    assert history.publications(root)[1].aanvaard == ("Te veel.",)


def test_a_snapshot_the_log_forgot_is_told_from_its_manifest(root):
    (root / "logboek.jsonl").unlink()
    assert [(entry.reden, entry.live) for entry in history.publications(root)] == [("tweede", False), ("eerste", True)]


def test_lines_that_say_nothing_are_passed_over(root):
    with (root / "logboek.jsonl").open("a", encoding="utf-8") as log:
        log.write("geen json\n{}\n" + json.dumps({"wanneer": "gisteren"}) + "\n[1]\n")
    assert len(history.publications(root)) == 3


def test_what_was_cleaned_up_stays_told(root):
    with (root / "logboek.jsonl").open("a", encoding="utf-8") as log:
        line = {
            "wanneer": "2025-01-01T00:00:00+00:00",
            "wat": "publicatie",
            "momentopname": "weg",
            "wie": "jan",
            "reden": "oud",
        }
        log.write(json.dumps(line) + "\n")
    oldest = history.publications(root)[-1]
    assert (oldest.id, oldest.snapshot, oldest.reden) == ("weg", None, "oud")


def test_an_empty_root_has_no_history(tmp_path):
    assert history.publications(tmp_path / "niets") == ()


def test_what_a_publication_changed(root):
    second = history.publications(root)[1].snapshot
    first = history.before(root, second)
    assert first is not None
    assert history.before(root, first) is None
    rows = history.changes(first, second)
    changed = rows[rows["oordeel"] != "gelijk"]
    assert changed[["live", "nieuw", "verschil"]].to_numpy().tolist() == [[3, 9, 6]]
    assert history.changes(None, first)["live"].isna().all()
