"""The commands of the month: validate, refresh police, refresh survey."""

import json
from datetime import date

import openpyxl
import pytest

from analytics.cli import main
from analytics.periods import add_months
from analytics.snapshots import live
from tests.builders import BINNENSTAD, WOLDER, publish

START = date(2023, 1, 1)
HEADER = "Registratienummer;MK-code;Pleegdatum vanaf;Pleegdatum tot;Buurtcode;Straat;District;Basisteam;Poging"
REASON = "Nieuw systeem bij de politie"


@pytest.fixture
def root(tmp_path):
    """Three years of 30 burglaries a month."""
    months = [{"van": add_months(START, n), "tot": add_months(START, n + 1), "aantal": 30} for n in range(36)]
    publish(
        tmp_path / "root",
        registraties=[row | {"soort": kind} for row in months for kind in ("1.1.1", "0.0.0")],
        dekking=[{"van": START, "soort": kind} for kind in ("1.1.1", "0.0.0")],
        kerncijfers=[{"gebied": BINNENSTAD}],
    )
    return tmp_path / "root"


@pytest.fixture
def run(root, capsys):
    """Exit code, stdout and stderr of a command on the root."""

    def run_it(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(root), *map(str, arguments)])
        written = capsys.readouterr()
        return int(ended.value.code or 0), written.out, written.err

    return run_it


@pytest.fixture
def file(tmp_path):
    """file(26): a police file with 26 burglaries in December 2025, which has been replaced by then."""

    def make(number, kind="1.1.1"):
        lines = [
            f"{n};{kind};{1 + n % 28:02d}-12-2025 10:00;{1 + n % 28:02d}-12-2025 10:30;{WOLDER};Dorpsstraat;x;y;nee"
            for n in range(number)
        ]
        path = tmp_path / f"levering-{number}-{kind}.csv"
        path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="cp1252")
        return path

    return make


def test_validate_tells_everything_and_touches_nothing(run, file, root, tmp_path):
    before, report = live(root), tmp_path / "verslag.xlsx"
    code, out, err = run("validate", file(3, "9.9.9"), "--verslag", report)
    assert code == 3
    assert out == ""
    assert "9.9.9" in err
    assert "rij 2, kolom MK-code" in err
    assert live(root) == before
    cells = [str(cell.value) for row in openpyxl.load_workbook(report).active for cell in row]
    assert any("9.9.9" in cell for cell in cells)


def test_validate_of_a_sound_file_is_exit_0_and_publishes_nothing(run, file, root):
    before = live(root)
    code, out, _err = run("validate", file(30), "--json")
    told = json.loads(out)
    assert code == 0
    assert told["fouten"] == []
    assert {row["oordeel"] for row in told["verschillen"]} <= {"herziening", "nieuw"}
    assert live(root) == before


@pytest.mark.parametrize(
    ("arguments", "text"), [(["--soort", "brief"], "politie of enquete"), (["--verslag", "x.pdf"], ".xlsx of een .csv")]
)
def test_validate_asked_wrongly_is_exit_2(run, file, arguments, text):
    code, _out, err = run("validate", file(30), *arguments)
    assert code == 2
    assert text in err


def test_a_month_is_published(run, file, root):
    code, out, _err = run("refresh", "police", file(30), "--ja", "--reden", REASON, "--json")
    told = json.loads(out)
    assert code == 0
    assert told["snapshot"] == live(root).id
    assert told["vorige"] == "toets"
    manifest = live(root).manifest()
    assert manifest.reden == REASON
    assert any(bron.eigen for bron in manifest.bronnen.values())


def test_warnings_without_a_reason_publish_nothing(run, file, root):
    before = live(root)
    code, _out, err = run("refresh", "police", file(400), "--ja")
    assert code == 2
    assert "reden" in err
    assert live(root) == before
    assert run("refresh", "police", file(400), "--ja", "--reden", REASON)[0] == 0
    assert live(root).manifest().aanvaard


def test_a_file_with_errors_is_exit_3(run, file, root):
    before = live(root)
    code, _out, err = run("refresh", "police", file(3, "9.9.9"), "--ja", "--reden", REASON)
    assert code == 3
    assert "9.9.9" in err
    assert live(root) == before


def test_a_survey_is_published(run, root, tmp_path):
    path = tmp_path / "geen-enquete.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    before = live(root)
    code, _out, err = run("refresh", "survey", path, "--ja", "--reden", REASON)
    assert code == 3
    assert "geen-enquete.csv" in err
    assert live(root) == before
