"""The refresh commands: what is shown, what is asked, what is published, and what is left when it is not."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.cli import main
from analytics.contract import Bron, Delivery
from analytics.errors import DeliveryRefused
from analytics.refresh.publish import publish
from analytics.snapshots import Snapshot, every, live

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)

Build = Callable[..., Delivery]
Run = Callable[..., tuple[int, str, str]]


class Terminal:
    """A keyboard at which someone types this answer."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self.answer


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `refresh` on the root: exit code, stdout, stderr."""

    def run_it(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(root), "refresh", *arguments])
        written = capsys.readouterr()
        return int(ended.value.code or 0), written.out, written.err

    return run_it


@pytest.fixture
def delivered(build: Build, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """`refresh files` reads a delivery of 9 burglaries; what it was asked for is in the list."""
    asked: list[Any] = []

    def read(paths: list[Path], *, gemeente: str, folder: Path) -> Delivery:
        asked.append((paths, gemeente))
        return build(9, meldingen=["politie.csv: gebruikt."])

    monkeypatch.setattr("analytics.refresh.files.read", read)
    return asked


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let someone answer the question."""
    monkeypatch.setattr("sys.stdin", Terminal(text))


def test_files_are_published_without_asking(run: Run, delivered: list[Any], first: Snapshot, root: Path) -> None:
    code, out, err = run("files", "a.csv", "map", "--gemeente", "GM0935", "--ja", "--reden", "correctie")
    assert code == 0
    assert delivered == [([Path("a.csv"), Path("map")], "GM0935")]
    assert out == f"Gepubliceerd: momentopname {live(root).id}.\n"
    assert "- politie.csv: gebruikt." in err
    assert live(root) != first
    assert live(root).manifest().reden == "correctie"


def test_the_summary_shows_new_beside_live(run: Run, delivered: list[Any], first: Snapshot) -> None:
    _, _, err = run("files", "a.csv", "--ja")
    lines = [line.split() for line in err.splitlines()]
    assert ["registraties", "2", "2", "mrt", "2025"] in lines
    assert ["buurten", "3", "3"] in lines
    assert ["2025", "0.0.0", "5", "11"] in lines


def test_the_summary_is_in_the_json_too(run: Run, delivered: list[Any], first: Snapshot, root: Path) -> None:
    code, out, _ = run("files", "a.csv", "--ja", "--json")
    document = json.loads(out)
    assert code == 0
    assert (document["snapshot"], document["vorige"]) == (live(root).id, first.id)
    assert document["totalen"] == [{"jaar": 2025, "soort": "0.0.0", "live": 5, "nieuw": 11}]
    assert document["meldingen"] == ["politie.csv: gebruikt."]
    assert document["tabellen"][0] == {
        "tabel": "registraties",
        "live": {"rijen": 2, "van": "2025-03-01", "tot": "2025-04-01"},
        "nieuw": {"rijen": 2, "van": "2025-03-01", "tot": "2025-04-01"},
    }


def test_the_first_publication_has_nothing_beside_it(run: Run, delivered: list[Any], root: Path) -> None:
    code, out, _ = run("files", "a.csv", "--ja", "--json")
    assert code == 0
    assert json.loads(out)["vorige"] is None
    assert json.loads(out)["totalen"] == [{"jaar": 2025, "soort": "0.0.0", "live": None, "nieuw": 11}]


def test_nobody_to_ask_and_no_yes_changes_nothing(run: Run, delivered: list[Any], first: Snapshot, root: Path) -> None:
    code, out, err = run("files", "a.csv")
    assert (code, out) == (2, "")
    assert "Gebruik --ja. Er is niets veranderd." in err
    assert delivered == []
    assert live(root) == first


@pytest.mark.parametrize("typed", ["n\n", "\n", "nee\n", "wat\n", ""])
def test_anything_but_yes_means_no(
    run: Run, delivered: list[Any], first: Snapshot, root: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    answer(monkeypatch, typed)
    code, out, err = run("files", "a.csv")
    assert (code, out) == (1, "")
    assert "Niet gepubliceerd; er is niets veranderd." in err
    assert every(root) == [first]


@pytest.mark.parametrize("typed", ["j\n", "Ja\n"])
def test_yes_means_yes(
    run: Run, delivered: list[Any], first: Snapshot, root: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    answer(monkeypatch, typed)
    code, out, err = run("files", "a.csv")
    assert (code, out) == (0, f"Gepubliceerd: momentopname {live(root).id}.\n")
    assert "Publiceren? [j/N]" in err
    assert len(every(root)) == 2


def test_a_faulty_delivery_is_refused_before_anyone_is_asked(
    run: Run, build: Build, first: Snapshot, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.refresh.files.read", lambda _paths, **_options: build(-9))
    answer(monkeypatch, "j\n")
    code, out, err = run("files", "a.csv", "--json")
    assert (code, out) == (3, "")
    assert "Publiceren?" not in err
    assert "- registraties: aantal van BU09350001 is -9; dat kan niet (rijen: 1)." in err
    assert every(root) == [first]


def test_a_refusal_of_the_reader_is_passed_on(
    run: Run, first: Snapshot, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_paths: list[Path], *, gemeente: str, folder: Path) -> Delivery:
        raise DeliveryRefused("Niets herkend.", [f"a.csv hoort niet bij {gemeente}."])

    monkeypatch.setattr("analytics.refresh.files.read", read)
    assert run("files", "a.csv", "--gemeente", "GM0758", "--ja") == (
        3,
        "",
        "Niets herkend.\n- a.csv hoort niet bij GM0758.\n",
    )
    assert live(root) == first


def test_another_refresh_at_work_is_exit_75(
    run: Run, delivered: list[Any], first: Snapshot, root: Path, other_process: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch, build: Build
) -> None:  # fmt: skip
    answers = []

    def read(_paths: list[Path], *, gemeente: str, folder: Path) -> Delivery:
        answers.append(other_process(root, 5))
        return build(9)

    monkeypatch.setattr("analytics.refresh.files.read", read)
    assert run("files", "a.csv", "--ja")[0] == 0
    assert answers == [75]


def test_a_broken_live_snapshot_does_not_stop_its_replacement(
    run: Run, delivered: list[Any], first: Snapshot, root: Path
) -> None:
    (first.folder / "straten.parquet").write_bytes(b"")
    code, _, err = run("files", "a.csv", "--ja")
    assert code == 0
    assert "straten.parquet is veranderd" in err
    assert live(root) != first


def test_open_data_fetches_into_a_workspace_that_goes_after_publication(
    run: Run, build: Build, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(
        gemeente: str, *, workspace: Path, progress: Callable[[int, int, str], None], today: date, folder: Path
    ) -> Delivery:
        assert folder == root, "where the deployment keeps its own declarations"
        workspace.mkdir()
        (workspace / "antwoord.json").write_text("{}")
        progress(1, 2, f"47018NED van {gemeente} op {today:%Y}")
        return build(9)

    monkeypatch.setattr("analytics.refresh.open_data.fetch", fetch)
    code, _, err = run("open-data", "--ja")
    assert code == 0
    assert "47018NED van GM0935" in err
    assert not (root / ".ophalen-GM0935").exists()


def test_what_was_fetched_is_kept_when_it_is_not_published(
    run: Run, build: Build, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(gemeente: str, *, workspace: Path, **_others: Any) -> Delivery:
        workspace.mkdir(parents=True)
        (workspace / "antwoord.json").write_text("{}")
        raise DeliveryRefused("Geen antwoord.")

    monkeypatch.setattr("analytics.refresh.open_data.fetch", fetch)
    assert run("open-data", "--ja")[0] == 3
    assert (root / ".ophalen-GM0935" / "antwoord.json").exists()


def test_rebuilding_from_kept_answers_reads_them_as_on_their_day(
    run: Run, build: Build, first: Snapshot, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def rebuild(kept: Path, gemeente: str, today: date, *, folder: Path) -> Delivery:
        asked.append(((kept / "antwoord.json").read_bytes(), gemeente, today))
        assert folder == root
        return build(9)

    monkeypatch.setattr("analytics.refresh.open_data.rebuild", rebuild)
    assert run("open-data", "--uit", first.id, "--ja")[0] == 0
    assert asked == [(b"{}", "GM0935", date(2026, 1, 15))]


def test_rebuilding_what_was_rebuilt_reads_it_as_on_the_first_day(
    run: Run, build: Build, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = []
    fetched = {
        name: Bron(titel=name, uitgever="", licentie="", opgehaald=date(2025, 12, day))
        for name, day in (("politie", 30), ("cbs", 29))
    }
    rebuilt = publish(build(bronnen=fetched), root, by="toets", reason="", now=NOW)
    monkeypatch.setattr(
        "analytics.refresh.open_data.rebuild", lambda _kept, _gemeente, day, **_others: days.append(day) or build(9)
    )
    assert run("open-data", "--uit", rebuilt.id, "--ja")[0] == 0
    assert days == [date(2025, 12, 30)]


def test_rebuilding_from_a_folder_named_after_its_day(
    run: Run, build: Build, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(
        "analytics.refresh.open_data.rebuild",
        lambda kept, _gemeente, day, **_others: asked.append((kept, day)) or build(9),
    )
    folder = tmp_path / "2025-12-31"
    folder.mkdir()
    assert run("open-data", "--uit", str(folder), "--ja")[0] == 0
    assert asked == [(folder, date(2025, 12, 31))]


def test_rebuilding_from_nothing_is_exit_4(run: Run, first: Snapshot) -> None:
    code, _, err = run("open-data", "--uit", "bestaat-niet", "--ja")
    assert code == 4
    assert "zijn geen antwoorden bewaard" in err


def test_the_default_municipality_is_the_configured_one(
    run: Run, delivered: list[Any], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analytics.settings import Settings

    monkeypatch.setattr("analytics.settings.settings", lambda: Settings(gemeente="GM0758"))
    run("files", "a.csv", "--ja")
    assert delivered == [([Path("a.csv")], "GM0758")]


def test_publishing_is_the_last_thing_that_happens(
    run: Run, delivered: list[Any], first: Snapshot, root: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: Any, **_options: Any) -> Snapshot:
        raise DeliveryRefused("De schijf is vol.")

    monkeypatch.setattr("analytics.refresh.incoming.publish", full)
    assert run("files", "a.csv", "--ja")[0] == 3
    assert publish(build(), root, by="toets", reason="", now=NOW) == live(root)
