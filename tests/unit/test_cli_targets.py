"""`targets --json`: what others script against."""

import json

import pytest

from analytics import programmes
from analytics.cli import main
from tests.builders import publish, year

FIELDS = [
    "id", "gemeente", "programma", "naam", "eenheid_gedrukt", "basis", "doelen", "indicator", "eenheid", "jaar",
    "laatste", "ondergrens", "bovengrens", "status", "kans", "oordeel", "toeval", "tempo", "reden", "aannames",
    "document", "vindplaats", "kanttekening", "andere_lezing", "reeks",
]  # fmt: skip


@pytest.fixture
def run(tmp_path, capsys):
    """Exit code, stdout and stderr of `targets` in Maastricht with burglaries of 2017 to 2022."""
    counts = {2017: 426, 2018: 423, 2019: 357, 2020: 225, 2021: 189, 2022: 174}
    publish(
        tmp_path,
        registraties=[year(jaar) | {"aantal": n} for jaar, n in counts.items()],
        dekking=[{"stap": "jaar", "van": year(2017)["van"], "tot": year(2022)["tot"]}],
    )

    def run_it(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path), "targets", *arguments])
        written = capsys.readouterr()
        return int(ended.value.code or 0), written.out, written.err

    return run_it


def test_every_declared_target_of_every_municipality(run):
    code, out, _err = run("--json")
    told = json.loads(out)
    assert code == 0
    assert len(told) == 34
    assert all(list(row) == FIELDS for row in told)
    declared = {one.id for plan in programmes.load_all().values() for one in plan.doelen}
    assert {row["id"] for row in told} == declared
    elsewhere = [row for row in told if row["gemeente"] == "GM1641"]
    assert len(elsewhere) == 10
    assert {row["oordeel"] for row in elsewhere} == {"niet_te_zeggen"}


def test_one_target_with_the_figures_it_rests_on(run):
    told = {row["id"]: row for row in json.loads(run("--gemeente", "GM0935", "--json")[1])}
    burglary = told["mjp19-woninginbraak"]
    assert (burglary["laatste"], burglary["jaar"], burglary["oordeel"], burglary["kans"]) == (
        174,
        2022,
        "gehaald",
        None,
    )
    assert burglary["ondergrens"] < 174 < burglary["bovengrens"]
    assert burglary["basis"] == [{"jaar": 2017, "waarde": 426, "gedrukt": "426"}]
    assert [step["jaar"] for step in burglary["doelen"][0]["stappen"]] == [2018, 2019, 2020, 2021, 2022]
    robbery = told["mjp19-straatroof"]
    assert [robbery["basis"][0]["waarde"], robbery["andere_lezing"][0]["waarde"]] == [3, 31]
    assert len(told) == 24


def test_as_seen_at_the_end_of_a_year(run):
    told = {row["id"]: row for row in json.loads(run("--peiljaar", "2020", "--json")[1])}
    burglary = told["mjp19-woninginbraak"]
    assert (burglary["jaar"], burglary["toeval"]) == (2020, None)
    assert 0 < burglary["kans"] < 1
    assert burglary["aannames"]


def test_the_table_holds_the_same_targets(run):
    code, out, _err = run()
    assert code == 0
    assert out.splitlines()[0].split()[:3] == ["id", "oordeel", "kans"]
    assert len(out.splitlines()) == 35


def test_a_municipality_without_programmes(run):
    code, _out, err = run("--gemeente", "GM0001")
    assert code == 4
    assert "GM0935, GM1641" in err
