"""The second shipped sample: what the plan of Maasgouw prints is what the screen shows."""

import hashlib
from datetime import date

import pytest

from analytics import indicators, samples
from analytics.access import Toegang
from analytics.areas import Niveau, at_level
from analytics.measures import Selection, measure
from analytics.periods import Stap
from analytics.refresh.checks import problems
from analytics.refresh.contents import contents
from analytics.refresh.sample import build_sample
from analytics.settings import sample_of
from analytics.snapshots import Snapshot, read_manifest, verify

FOLDER = sample_of("GM1641")

# Integraal Veiligheidsplan 2019-2022, h.2, h.3, h.5 and h.6: the starting values, as they are printed.
COUNTS = {
    "woninginbraak": 65,
    "diefstal_rond_motorvoertuig": 86,
    "fietsendiefstal": 27,
    "bedrijfscriminaliteit": 26,
    "verward_gedrag": 70,
    "jeugdoverlast": 50,
}
SURVEY = [
    ("rapportcijfer_veiligheid_buurt", 2015, 7.3),
    ("rapportcijfer_veiligheid_buurt", 2017, 7.5),
    ("rapportcijfer_leefbaarheid", 2015, 7.5),
    ("rapportcijfer_leefbaarheid", 2017, 7.7),
    ("overlast_buurtbewoners", 2017, 3.5),
    ("overlast_jeugdgroepen", 2017, 10.5),
]


@pytest.fixture(scope="module")
def sample():
    return Snapshot(read_manifest(FOLDER).id, FOLDER)


@pytest.fixture(scope="module")
def built():
    return build_sample("GM1641")


def answer(snapshot, name, year):
    selection = Selection(
        snapshot, Toegang.VOLLEDIG, Niveau.GEMEENTE, date(year, 1, 1), date(year + 1, 1, 1), Stap.GEHEEL
    )
    return measure(indicators.load(name), selection).values.iloc[0]


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_counts_of_2017_are_the_printed_ones(sample, name, count):
    assert answer(sample, name, 2017).teller == count


def test_all_crimes_of_2017_are_the_printed_rate(sample):
    assert round(answer(sample, "misdrijven_totaal", 2017).waarde, 1) == 30.5


@pytest.mark.parametrize(("name", "year", "value"), SURVEY)
def test_survey_values_are_the_printed_ones(sample, name, year, value):
    assert answer(sample, name, year).waarde == value


def test_it_is_whole_and_what_the_command_makes(sample, built):
    assert verify(sample) == []
    found = {name: file.sha256 for name, file in sample.manifest().bestanden.items()}
    assert found == {name: hashlib.sha256(content).hexdigest() for name, content in contents(built).items()}
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 3_000_000


def test_it_may_be_published_and_says_what_it_is(sample, built):
    assert problems(built, today=date(2026, 1, 15)) == []
    manifest = sample.manifest()
    assert (manifest.gemeentenaam, manifest.voorbeeld, manifest.grenzen) == ("Maasgouw", True, "schematisch")
    assert {key for key, bron in manifest.bronnen.items() if not bron.verzonnen} == {"veiligheidsmonitor"}
    assert "Maastricht" not in samples.sentence("GM1641") + manifest.model_dump_json()


def test_its_areas_are_its_villages(sample):
    assert len(at_level(sample, Niveau.BUURT)) == 16
    assert [area.naam for area in at_level(sample, Niveau.WIJK)] == [
        *("Maasbracht", "Linne", "Stevensweert", "Ohé en Laak", "Thorn", "Heel", "Beegden", "Wessem")
    ]
