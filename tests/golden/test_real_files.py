"""Real public files, from delivery to figure: read, checked, published and measured as a researcher would."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analytics.cli import app

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="de openbare gegevensbestanden liggen niet naast het project"),
]
MAASTRICHT = (
    "crime/maastricht_misdrijven_totaal_2023_47018NED.csv",
    "geo/maastricht_buurten_2016.geojson",
    "kerncijfers/nl_inwoners_buurt_2024_85984NED.parquet",
)
BREDA = (
    "crime/breda_misdrijven_wijk_buurt_2022_47018NED.csv",
    "crime/breda_overlast_wijk_buurt_2022_47024NED.csv",
    "geo/referentie_buurten_2016.parquet",
    "kerncijfers/nl_inwoners_buurt_2024_85984NED.parquet",
)


def run(root, *arguments):
    result = CliRunner().invoke(app, ["--data", str(root), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def published(root, files, gemeente):
    run(root, "refresh", "files", *[str(SHARED / name) for name in files], "--gemeente", gemeente, "--ja")
    return root


def counts(root, indicator, niveau, year):
    period = ["--van", str(year), "--tot", str(year + 1), "--stap", "jaar"]
    document = json.loads(run(root, "measure", indicator, "--niveau", niveau, *period, "--json"))
    assert not document["voorbeeld"]
    return {row["gebied"]: row["teller"] for row in document["waarden"]}


def test_all_crimes_in_maastricht_in_2023(tmp_path):
    root = published(tmp_path, MAASTRICHT, "GM0935")
    found = counts(root, "misdrijven_totaal", "buurt", 2023)
    assert len(found) == 44
    assert found["BU09350000"] == 1232
    assert counts(root, "misdrijven_totaal", "gemeente", 2023) == {"GM0935": 7781}
    assert set(counts(root, "woninginbraak", "buurt", 2023).values()) == {None}  # not in these files is not zero


def test_breda_in_2022_adds_up(tmp_path):
    root = published(tmp_path, BREDA, "GM0758")
    assert counts(root, "misdrijven_totaal", "gemeente", 2022) == {"GM0758": 10752}
    for indicator in ("misdrijven_totaal", "woninginbraak", "hic", "geweld", "vermogenscriminaliteit"):
        city = counts(root, indicator, "gemeente", 2022)["GM0758"]
        assert sum(counts(root, indicator, "buurt", 2022).values()) == city
        assert sum(counts(root, indicator, "wijk", 2022).values()) == city
    parts = sum(counts(root, kind, "gemeente", 2022)["GM0758"] for kind in ("woninginbraak", "straatroof", "overval"))
    assert counts(root, "hic", "gemeente", 2022)["GM0758"] == parts == 272 + 19 + 9


def test_the_ranking_of_maastricht_in_2023(tmp_path):
    """All crimes per inhabitant: four certain, Wyck about 90%, one more possible, nearly empty buurten set apart."""
    root = published(tmp_path, MAASTRICHT, "GM0935")
    told = json.loads(run(root, "ranking", "misdrijven_totaal", "--van", "2023", "--tot", "2024", "--json"))
    groups = {}
    for row in told["gebieden"]:
        groups.setdefault(row["groep"], set()).add(row["naam"])
    assert groups["zeker laag"] - {"Wyck"} == {"Binnenstad", "Boschstraatkwartier", "Jekerdal", "Jekerkwartier"}
    assert groups["mogelijk laag"] - {"Wyck"} == {"Sint Maartenspoort"}
    chances = {row["naam"]: row["kans_laagste_k"] for row in told["gebieden"]}
    assert 0.85 < chances["Wyck"] < 0.95
    assert told["rankability"] > 0.99
    aside = {row["naam"]: row["reden"] for row in told["niet_gerangschikt"]}
    assert len(aside) == 6
    assert set(aside.values()) == {"klein"}
    assert {"Beatrixhaven", "Bosscherveld"} <= set(aside)
    first = told["gebieden"][0]
    assert (first["gebied"], first["rang_onder"], first["rang_boven"]) == ("BU09350000", 1, 1)
