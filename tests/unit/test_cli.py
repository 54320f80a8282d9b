"""The command line without data: help and errors in Dutch, quick, with the agreed exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest

from analytics.cli import app, main
from analytics.cli.dutch import dutch

PROJECT = Path(__file__).parents[2]
HEAVY = {"duckdb", "geopandas", "httpx", "numpy", "pandas", "pyarrow", "pydantic", "rich", "shapely"}
VERBS = [
    "snapshots", "verify", "rollback", "sample", "validate", "indicators", "measure", "ranking",
    "refresh", "refresh open-data", "refresh files", "refresh police", "refresh survey",
]  # fmt: skip
ENGLISH = ("Usage", "Options", "Arguments", "Commands", "Show this", "required", "Error", "COMMAND", "Path>")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    written = capsys.readouterr()
    return int(ended.value.code or 0), written.out, written.err


def test_help_loads_nothing_heavy() -> None:
    code = "import sys\nfrom analytics.cli import main\ntry:\n    main(['--help'])\nfinally:\n    print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert "Opdrachten:" in done.stdout
    assert HEAVY & set(done.stdout.split()) == set()


def test_the_module_runs_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "analytics", "bestaat-niet"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Fout: Opdracht 'bestaat-niet' bestaat niet." in done.stderr


def test_every_command_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    listed = {line.split()[0] for line in out.partition("Opdrachten:")[2].splitlines() if line.strip()}
    assert {verb.split()[0] for verb in VERBS} <= listed
    assert len(listed) == len(app.registered_commands) + len(app.registered_groups)


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_dutch(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    code, out, _ = run(capsys, *verb.split(), "--help")
    assert code == 0
    assert out.startswith("Gebruik: python -m analytics")
    assert [word for word in ENGLISH if word in out] == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("bestaat-niet", "Fout: Opdracht 'bestaat-niet' bestaat niet."),
        ("rolback x", "Fout: Opdracht 'rolback' bestaat niet. Bedoelt u 'rollback'?"),
        ("verify --bestaat-niet", "Fout: Optie --bestaat-niet bestaat niet."),
        ("rollback", "Fout: 'ID' ontbreekt."),
        ("refresh files", "Fout: 'PAD' ontbreekt."),
        ("verify een twee", "Fout: Overbodig: twee"),
        ("--data", "Fout: Optie '--data' heeft een waarde nodig."),
    ],
)
def test_wrong_usage_is_explained_in_dutch(capsys: pytest.CaptureFixture[str], arguments: str, expected: str) -> None:
    code, out, err = run(capsys, *arguments.split())
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == expected


@pytest.mark.parametrize("arguments", ["", "refresh"])
def test_without_a_verb_the_help_is_shown(capsys: pytest.CaptureFixture[str], arguments: str) -> None:
    code, _, err = run(capsys, *arguments.split())
    assert code == 2
    assert "Opdrachten:" in err


def test_text_without_known_phrases_stays() -> None:
    assert dutch("Momentopname 20260115T120000Z-1a2b3c4d is heel.") == (
        "Momentopname 20260115T120000Z-1a2b3c4d is heel."
    )


def test_phrases_of_the_library_that_are_hard_to_provoke() -> None:
    assert dutch("Error: Invalid value for '--n': 'x' is not a valid integer.") == (
        "Fout: Ongeldige waarde voor '--n': 'x' is geen geheel getal."
    )
    assert dutch("Invalid value for '--stap': 'week' is not one of 'maand', 'jaar'.") == (
        "Ongeldige waarde voor '--stap': 'week' is niet een van 'maand', 'jaar'."
    )
