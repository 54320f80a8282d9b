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
    assert again.manifest().bestanden == first.manifest().bestanden
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
    assert run("refresh", "open-data", "--ja")[0] == 0
    assert live(tmp_path / "root") != first
