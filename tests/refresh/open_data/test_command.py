"""The command as a whole: from the services to a published snapshot, and the same snapshot again without them."""

import json

import pytest

from analytics.cli import main
from analytics.refresh import open_data
from analytics.refresh.download import Downloader, Politeness
from analytics.snapshots import find, live, verify


@pytest.fixture
def run(server, tmp_path, capsys, monkeypatch):
    """Run one command on a root of its own, with the services on loopback and no waiting."""
    monkeypatch.setattr(open_data, "Endpoints", lambda: server.feed)
    monkeypatch.setattr(open_data, "Downloader", lambda: Downloader(Politeness(pause=0, backoff=0, timeout=2)))

    def run_it(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "root"), *arguments])
        written = capsys.readouterr()
        return int(ended.value.code or 0), written.out, written.err

    return run_it


def test_open_data_is_published_and_can_be_published_again_offline(run, world, tmp_path):
    code, out, err = run("refresh", "open-data", "--gemeente", "GM0935", "--ja", "--json")
    assert code == 0, err
    root = tmp_path / "root"
    first = live(root)
    assert json.loads(out)["snapshot"] == first.id
    assert verify(first) == []
    assert not (root / ".ophalen-GM0935").exists()
    world.requests.clear()
    code, out, err = run("refresh", "open-data", "--uit", first.id, "--ja", "--json")
    assert code == 0, err
    assert world.requests == []
    again = find(root, json.loads(out)["snapshot"])
    assert again.id != first.id
    files = again.manifest().bestanden
    assert files.pop("standen.parquet").rijen, "it notes what the first one said"
    assert files.items() <= first.manifest().bestanden.items()
    assert again.manifest().bronnen == first.manifest().bronnen


def test_a_service_that_fails_leaves_the_live_snapshot_and_what_was_fetched(run, world, tmp_path):
    assert run("refresh", "open-data", "--ja")[0] == 0
    first = live(tmp_path / "root")
    world.fail("47022NED", "500")
    code, out, err = run("refresh", "open-data", "--ja")
    assert (code, out) == (3, "")
    assert "47022NED" in err
    assert "blijft bewaard" in err
    assert live(tmp_path / "root") == first
    assert any((tmp_path / "root" / ".ophalen-GM0935").rglob("*.json.gz"))
    world.faults.clear()
    revised = {"SoortMisdrijf": "0.0.0 ", "WijkenEnBuurten": "GM0935    ", "Perioden": "2025MM01"}
    rows = world.odata["47022NED"]["TypedDataSet"]
    next(row for row in rows if revised.items() <= row.items())["GeregistreerdeMisdrijven_1"] += 1
    code, _out, err = run("refresh", "open-data", "--ja")
    assert code == 0, err
    assert live(tmp_path / "root") != first
    assert log(tmp_path / "root") == ["publicatie", "geweigerd", "publicatie"]


def log(root):
    return [json.loads(line)["wat"] for line in (root / "logboek.jsonl").read_text("utf-8").splitlines()]


def test_when_nothing_changed_nothing_is_published_and_that_is_no_error(run, world, tmp_path):
    root = tmp_path / "root"
    assert run("refresh", "open-data", "--ja")[0] == 0
    first = live(root)
    code, out, _err = run("refresh", "open-data", "--ja")
    assert code == 0
    assert out == f"Niets nieuws: alle cijfers zijn gelijk aan momentopname {first.id}. Er is niets gepubliceerd.\n"
    assert live(root) == first
    assert not (root / ".ophalen-GM0935").exists(), "the next run asks the services anew"
    world.requests.clear()
    code, out, _err = run("refresh", "open-data", "--ja", "--json")
    assert world.requests
    assert (code, json.loads(out)["snapshot"], json.loads(out)["ongewijzigd"]) == (0, first.id, True)
    assert log(root) == ["publicatie", "ongewijzigd", "ongewijzigd"]


def test_the_concordance_of_the_root_counts_for_open_data(run, tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    (root / "concordantie.csv").write_text("oud;nieuw\n", encoding="utf-8")
    code, _out, err = run("refresh", "open-data", "--ja")
    assert code == 3
    assert "concordantie.csv, rij 1" in err
    assert log(root) == ["geweigerd"]
