"""`ranking INDICATOR --json`: what others script against."""

import json

import pytest

from analytics.cli import main
from tests.builders import BINNENSTAD, JEKERKWARTIER, WOLDER, publish, year

FIELDS = [
    "gebied", "naam", "waarde", "geschat", "ondergrens", "bovengrens", "rang", "rang_onder", "rang_boven",
    "kans_laagste_k", "groep",
]  # fmt: skip


@pytest.fixture
def run(tmp_path, capsys):
    """Exit code, stdout and stderr of `ranking` on three buurten with 60, 20 and 5 burglaries."""
    rows = [
        year(2025) | {"gebied": code, "aantal": n} for code, n in ((BINNENSTAD, 60), (JEKERKWARTIER, 20), (WOLDER, 5))
    ]
    people = [{"gebied": code} for code in (BINNENSTAD, JEKERKWARTIER, WOLDER)]
    publish(tmp_path, registraties=rows, dekking=[{"stap": "jaar"}], kerncijfers=people)

    def run_it(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path), "ranking", *arguments])
        written = capsys.readouterr()
        return int(ended.value.code or 0), written.out, written.err

    return run_it


def test_every_area_with_its_chance_and_the_rankability_once(run):
    code, out, _err = run("woninginbraak", "--van", "2025", "--tot", "2026", "--laagste", "1", "--json")
    told = json.loads(out)
    assert code == 0
    assert [row["gebied"] for row in told["gebieden"]] == [BINNENSTAD, JEKERKWARTIER, WOLDER]
    assert all(list(row) == FIELDS for row in told["gebieden"])
    assert (told["indicator"], told["periode"], told["k"], told["niet_gerangschikt"]) == (
        "woninginbraak",
        "2025",
        1,
        [],
    )
    assert 0.9 < told["rankability"] <= 1
    first = told["gebieden"][0]
    assert (first["waarde"], first["groep"], first["rang_onder"], first["rang_boven"]) == (60.0, "zeker laag", 1, 1)
    assert first["ondergrens"] < first["geschat"] < first["bovengrens"]


def test_without_a_period_it_is_the_last_one_known(run):
    assert json.loads(run("woninginbraak", "--json")[1])["periode"] == "2025"


def test_the_table_says_what_is_real_on_stderr(run):
    code, out, err = run("woninginbraak")
    assert code == 0
    assert out.splitlines()[0].split()[:3] == ["gebied", "naam", "waarde"]
    assert "van de verschillen is echt" in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["bestaat_niet"], 4),
        (["onveilig_buurt"], 4),
        (["woninginbraak", "--niveau", "gemeente"], 2),
        (["woninginbraak", "--van", "2025"], 2),
        (["woninginbraak", "--laagste", "0"], 2),
    ],
)
def test_a_question_that_cannot_be_answered(run, arguments, code):
    assert run(*arguments)[0] == code
