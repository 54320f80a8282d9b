"""`trend INDICATOR --gebied CODE --json`: what others script against."""

import json
from datetime import UTC, date, datetime

import numpy as np
import pytest

from analytics.attention import NewArea, add
from analytics.cli import main
from analytics.snapshots import Part, live
from analytics.store import Author, store_of
from tests.builders import BINNENSTAD, CENTRUM, STAD, month, publish

NOISE = np.random.default_rng(8).poisson(40, 96)
CHANGE = ["teller_oud", "teller_nieuw", "verhouding", "ondergrens", "bovengrens", "p", "oordeel", "reden"]


@pytest.fixture
def run(tmp_path, capsys):
    """Exit code, stdout and stderr of `trend` on eight years of burglaries, final up to October 2025."""
    rows = [month(2018 + i // 12, i % 12 + 1) | {"aantal": int(n)} for i, n in enumerate(NOISE)]
    total = [row | {"soort": "0.0.0"} for row in rows]
    final = {"van": date(2018, 1, 1), "tot": date(2025, 10, 1)}
    unfinished = {"van": date(2025, 10, 1), "status": "voorlopig"}
    known = [span | {"soort": soort} for soort in ("1.1.1", "0.0.0") for span in (final, unfinished)]
    publish(tmp_path, registraties=[*rows, *total], dekking=known)

    def run_it(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path), "trend", *arguments])
        written = capsys.readouterr()
        return int(ended.value.code or 0), written.out, written.err

    return run_it


def test_one_document_with_change_season_and_forecast(run):
    code, out, _err = run("woninginbraak", "--gebied", STAD, "--json")
    told = json.loads(out)
    assert code == 0
    assert list(told) == [
        "indicator", "gebied", "naam", "snapshot", "bron", "voorbeeld", "periode", "vergeleken_met", "verandering",
        "seizoen", "prognose", "breuken",
    ]  # fmt: skip
    assert (told["naam"], told["periode"], told["vergeleken_met"]) == (
        "Maastricht",
        "2025-01/2025-09",
        "2024-01/2024-09",
    )
    change = told["verandering"]
    assert list(change) == CHANGE
    assert (change["teller_oud"], change["teller_nieuw"]) == (NOISE[72:81].sum(), NOISE[84:93].sum())
    assert change["ondergrens"] < change["verhouding"] < change["bovengrens"]
    assert (change["oordeel"], change["reden"]) == ("geen_duidelijke_verandering", None)
    assert change["p"] > 0.05
    assert (told["seizoen"]["maand"], told["seizoen"]["waarneming"]) == ("2025-09", NOISE[92])
    assert told["seizoen"]["oordeel"] == "gewoon"
    forecast = told["prognose"]
    assert (forecast["jaar"], forecast["tot_nu_toe"], forecast["getoond"]) == (2025, NOISE[84:93].sum(), True)
    assert forecast["ondergrens_95"] <= forecast["ondergrens_80"] < forecast["verwacht"] < forecast["bovengrens_80"]
    assert {row["methode"] for row in forecast["terugtoets"]} == {"model", *forecast["eenvoudig"]}
    assert {row["wanneer"] for row in forecast["terugtoets"]} == {"om_deze_tijd", "hele_jaar"}


def test_a_stretch_of_ones_own_against_the_same_a_year_earlier(run):
    told = json.loads(run("woninginbraak", "--gebied", BINNENSTAD, "--van", "2023", "--tot", "2024", "--json")[1])
    assert (told["periode"], told["vergeleken_met"]) == ("2023", "2022")
    assert told["verandering"]["teller_nieuw"] == NOISE[60:72].sum()


def test_over_a_break_nothing_is_said_and_the_reason_is_given(run):
    told = json.loads(run("misdrijven_totaal", "--gebied", STAD, "--van", "2019-01", "--tot", "2019-06", "--json")[1])
    assert [told["verandering"][name] for name in CHANGE[2:6]] == [None] * 4
    assert told["verandering"]["oordeel"] == "niet_te_zeggen"
    assert told["verandering"]["reden"].startswith("Sinds juli 2018")
    assert "2018-07-01" in {item["vanaf"] for item in told["breuken"]}


def test_what_is_not_known_is_null_with_the_reason(run):
    told = json.loads(run("straatroof", "--gebied", STAD, "--json")[1])
    for part in ("verandering", "seizoen", "prognose"):
        assert told[part]["reden"] == "er zijn geen definitieve cijfers per maand"
    assert (told["periode"], told["prognose"]["jaar"], told["prognose"]["verwacht"]) == (None, None, None)
    assert told["verandering"]["oordeel"] == told["seizoen"]["oordeel"] == "niet_te_zeggen"


def test_the_table_has_a_line_for_each_and_the_reason_on_stderr(run):
    code, out, err = run("woninginbraak", "--gebied", CENTRUM)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["deel", "verandering", "seizoen", "prognose"]
    assert err == ""
    assert "prognose: er zijn geen definitieve cijfers per maand." in run("straatroof", "--gebied", STAD)[2]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["bestaat_niet", "--gebied", STAD], 4),
        (["woninginbraak", "--gebied", "GM9999"], 4),
        (["woninginbraak"], 2),
        (["onveilig_buurt", "--gebied", STAD], 2),
        (["woninginbraak", "--gebied", STAD, "--van", "2025"], 2),
        (["woninginbraak", "--gebied", STAD, "--van", "mei", "--tot", "2025"], 2),
    ],
)
def test_a_question_that_cannot_be_answered(run, arguments, code):
    assert run(*arguments)[0] == code


def test_of_an_area_of_attention(run, tmp_path):
    snapshot = live(tmp_path)
    author = Author("anna@gemeente.example", datetime(2026, 1, 10, 12, tzinfo=UTC))
    one = add(store_of(tmp_path), snapshot, NewArea(STAD, "Het plein", (Part(BINNENSTAD),)), author)
    code, out, _err = run("woninginbraak", "--gebied", one.code, "--json")
    told, of_the_buurt = json.loads(out), json.loads(run("woninginbraak", "--gebied", BINNENSTAD, "--json")[1])
    assert (code, told["gebied"], told["naam"]) == (0, "AG0001", "Het plein")
    assert told["verandering"] == of_the_buurt["verandering"]
