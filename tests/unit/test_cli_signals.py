"""`signals --maand ... --json`: what others script against."""

import json
from datetime import date

import pytest

from analytics.cli import main
from analytics.signals import BUDGET
from tests.builders import BINNENSTAD, BUURTCODES, publish
from tests.builders import month as columns

FIELDS = [
    "maand", "gebied", "naam", "niveau", "soort", "soort_naam", "waarneming", "verwacht", "ondergrens", "bovengrens",
    "p", "q", "methode", "sinds", "hoort_bij", "voorlopig",
]  # fmt: skip


@pytest.fixture
def run(tmp_path, capsys):
    """Exit code, stdout and stderr of `signals`: three burglaries a month and buurt, fifteen in Binnenstad in October
    2025, which is not final yet."""
    rows = [
        columns(year, number) | {"gebied": code, "aantal": 15 if (code, year, number) == (BINNENSTAD, 2025, 10) else 3}
        for year in range(2021, 2026)
        for number in range(1, 13)
        for code in BUURTCODES
        if (year, number) <= (2025, 10)
    ]
    known = [
        {"van": date(2021, 1, 1), "tot": date(2025, 10, 1)},
        {"van": date(2025, 10, 1), "tot": date(2025, 11, 1), "status": "voorlopig"},
    ]
    publish(tmp_path, registraties=rows, dekking=known)

    def run_it(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path), "signals", *arguments])
        written = capsys.readouterr()
        return int(ended.value.code or 0), written.out, written.err

    return run_it


def test_a_list_of_signals(run):
    code, out, err = run("--maand", "2025-10", "--budget", "1", "--json")
    told = json.loads(out)
    assert code == 0
    assert all(list(row) == FIELDS for row in told)
    first = told[0]
    assert (first["gebied"], first["naam"], first["niveau"]) == (BINNENSTAD, "Binnenstad", "buurt")
    assert (first["soort"], first["soort_naam"]) == ("1.1.1", "Diefstal/inbraak woning")
    assert (first["waarneming"], first["methode"], first["sinds"]) == (15, "farrington", None)
    assert first["ondergrens"] <= first["verwacht"] <= first["bovengrens"] < 15
    assert first["p"] <= first["q"] < 0.01
    assert first["voorlopig"] is True
    assert told[-1]["hoort_bij"] == BINNENSTAD
    assert "voorlopig" in err


def test_without_a_month_it_is_the_last_final_one(run):
    code, out, err = run("--json")
    assert (code, json.loads(out)) == (0, [])
    assert "2025-09: 0 signalen uit 12 toetsen" in err
    assert f"hooguit {BUDGET:g} vals" in err
    assert "voorlopig" not in err


def test_a_table_with_what_holds_for_the_month_on_stderr(run):
    code, out, err = run("--maand", "2025-10", "--budget", "1")
    assert code == 0
    assert out.splitlines()[0].split()[:4] == ["gebied", "naam", "soort_naam", "waarneming"]
    assert "Binnenstad" in out.splitlines()[1]
    assert "hooguit 1 vals" in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--maand", "2030-01"], 4),
        (["--maand", "oktober"], 2),
        (["--maand", "2025-10", "--budget", "0"], 2),
    ],
)
def test_a_question_that_cannot_be_answered(run, arguments, code):
    assert run(*arguments)[0] == code
