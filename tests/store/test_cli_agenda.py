"""The agendas on the command line."""

import json

import pytest

from analytics.cli import main
from analytics.store import store_of
from analytics.store.engine import head
from tests.builders import BINNENSTAD, STAD, publish
from tests.store.conftest import candidate


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    return stopped.value.code, capsys.readouterr()


def test_a_list_for_people_and_for_programs(tmp_path, configured, capsys):
    publish(tmp_path)
    configured(data=tmp_path)
    candidate(store_of(tmp_path), reden="Overlast\nin de avond")
    code, told = run(capsys, "agenda", "list")
    assert code == 0
    assert "Binnenstad" in told.out
    assert "Overlast in de avond" in told.out
    code, told = run(capsys, "agenda", "list", "--json")
    (found,) = json.loads(told.out)["agendas"]
    assert (found["gebied"], found["naam"], found["status"], found["versie"]) == (
        BINNENSTAD,
        "Binnenstad",
        "kandidaat",
        1,
    )
    assert found["gemaakt"].startswith("2026-01-15")


def test_without_figures_and_without_a_database_the_list_is_empty(tmp_path, configured, capsys):
    configured(data=tmp_path)
    code, told = run(capsys, "agenda", "list", "--json")
    assert (code, json.loads(told.out)) == (0, {"gemeente": STAD, "agendas": []})
    assert "nog niets gepubliceerd" in told.err
    assert list(tmp_path.iterdir()) == []


def test_upgrade_makes_the_database(tmp_path, configured, capsys):
    code, told = run(capsys, "--data", str(tmp_path), "agenda", "upgrade", "--json")
    assert (code, json.loads(told.out)["versie"]) == (0, head())
    assert (tmp_path / "agenda.sqlite").exists()


def test_an_impossible_address_is_wrong_usage(tmp_path, configured, capsys):
    configured(data=tmp_path, agenda="mysql://server/x")
    code, told = run(capsys, "agenda", "upgrade")
    assert (code, told.out) == (2, "")
    assert "VEILIGHEID_AGENDA" in told.err


def test_help_is_dutch(capsys):
    code, told = run(capsys, "agenda", "--help")
    assert code == 0
    assert "Opdrachten:" in told.out
    assert "Show this message" not in told.out
