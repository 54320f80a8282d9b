"""`briefing`: which reports come out, and that the folder is as it was or as it should be, never in between."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from analytics.cli import app, briefing
from analytics.cli.briefing import Formaat, Soort, due, put
from analytics.errors import WrongUsage
from analytics.reports import files, model
from analytics.snapshots import Snapshot
from tests.reports.documents import rich


class Sample:
    """A manifest of made-up figures."""

    voorbeeld = "Dit is een voorbeeld."
    gemeente = "GM0000"


@pytest.fixture
def run(monkeypatch, tmp_path):
    """The command on a report that is already there; returns exit code, stdout and the folder."""
    monkeypatch.setattr("analytics.snapshots.live", lambda root: Snapshot("20260115-1", tmp_path))
    monkeypatch.setattr(Snapshot, "manifest", lambda self: Sample())
    monkeypatch.setattr(briefing, "_month", lambda snapshot, text: date(2025, 11, 1))
    monkeypatch.setattr(briefing, "_document", lambda asked, kind: rich(soort=model.Soort(kind.value)))
    folder = tmp_path / "uit"

    def runner(*more):
        arguments = ["--data", str(tmp_path), "briefing", "--uit", str(folder), "--soort", "driehoek", *more]
        return CliRunner().invoke(app, arguments), folder

    return runner


def test_the_kinds_repeated_for_the_help_are_those_there_are():
    assert [one.value for one in Soort] == [one.value for one in model.Soort]
    assert tuple(one.value for one in Formaat) == files.FORMATS


@pytest.mark.parametrize(
    ("month", "kinds"),
    [(11, (Soort.DRIEHOEK,)), (9, (Soort.DRIEHOEK, Soort.RAAD)), (12, (Soort.DRIEHOEK, Soort.RAAD, Soort.JAAR))],
)
def test_what_comes_out_about_a_month(month, kinds):
    assert due(date(2025, month, 1)) == kinds


def test_the_files_of_a_month(run):
    done, folder = run()
    assert done.exit_code == 0, done.output
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(f"concept-{files.file_name(rich(), f)}" for f in files.FORMATS)
    assert "voorbeeldgegevens" in done.stderr


def test_the_same_again_changes_nothing(run):
    _done, folder = run("--formaat", "xlsx")
    (path,) = folder.iterdir()
    before = path.stat().st_mtime_ns, path.read_bytes()
    done, _folder = run("--formaat", "xlsx", "--json")
    assert done.exit_code == 0
    assert [one["toestand"] for one in json.loads(done.stdout)["bestanden"]] == ["ongewijzigd"]
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_another_file_is_not_written_over_unless_asked(run):
    _done, folder = run("--formaat", "csv")
    (path,) = folder.iterdir()
    path.write_bytes(b"van iemand anders")
    refused, _folder = run("--formaat", "csv", "--formaat", "xlsx")
    assert isinstance(refused.exception, WrongUsage)
    assert path.name in str(refused.exception)
    assert [one.name for one in folder.iterdir()] == [path.name]  # the other file was not written either
    done, _folder = run("--formaat", "csv", "--opnieuw", "--json")
    assert [one["toestand"] for one in json.loads(done.stdout)["bestanden"]] == ["vervangen"]
    assert path.read_bytes() != b"van iemand anders"


def test_a_file_is_whole_or_not_there(tmp_path, monkeypatch):
    path = tmp_path / "rapport.pdf"
    path.write_bytes(b"oud")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(path, b"nieuw")
    assert path.read_bytes() == b"oud"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_drawn_where_nobody_watches(run):
    done, _folder = run("--formaat", "csv")
    assert "\x1b" not in done.stderr
    assert "rapporten maken" not in done.stderr
