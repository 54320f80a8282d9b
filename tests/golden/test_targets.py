"""Targets against the published figures: as the city printed them, so they are judged."""

import csv
import json

import pytest

from analytics import programmes, targets
from analytics.access import Toegang
from analytics.cli import main
from analytics.indicators import DEFINITIONS
from analytics.settings import SAMPLE
from analytics.snapshots import Snapshot, read_manifest
from analytics.targets.goals import Oordeel
from analytics.views import target as one_view
from tests.builders import cells, publish, year

BURGLARY = "mjp19-woninginbraak"
FIRST_EDITION = "analyse 2014-2017, bijgewerkt t/m 2019 k2"


def published(series):
    """{year: count} of a series in the first edition, whole years only."""
    with (DEFINITIONS / "gepubliceerd.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["publicatie"] == FIRST_EDITION]
    mine = [row for row in rows if row["reeks"] == series and row["eenheid"] == "aantal"]
    return {int(row["periode"]): int(row["waarde"]) for row in mine if row["periode"].isdigit()}


def judged(snapshot, target, peiljaar=None):
    return targets.judge(programmes.target(target), snapshot, Toegang.VOLLEDIG, peiljaar)


@pytest.fixture(scope="module")
def sample():
    return Snapshot(read_manifest(SAMPLE).id, SAMPLE)


def test_426_to_423_burglaries_is_met_by_a_hair_and_not_distinguishable_from_chance(tmp_path):
    counts = published("diefstal/inbraak woning")
    assert (counts[2017], counts[2018]) == (426, 423)
    snapshot = publish(
        tmp_path,
        registraties=[year(jaar) | {"aantal": n} for jaar, n in counts.items()],
        dekking=[{"stap": "jaar", "van": year(2014)["van"], "tot": year(2018)["tot"]}],
    )
    (step, *_rest) = judged(snapshot, BURGLARY, 2018).beslissend.stappen
    assert (step.jaar, step.nodig, step.stand.waarde) == (2018, 426, 423)
    assert (step.gehaald, step.toeval, step.oordeel) == (True, True, Oordeel.GEHAALD)


def test_the_sample_has_the_revised_424_and_the_same_answer(sample):
    steps = {step.jaar: step for step in judged(sample, BURGLARY).beslissend.stappen}
    assert [(steps[jaar].nodig, steps[jaar].stand.waarde) for jaar in (2018, 2019)] == [(426, 424), (424, 357)]
    assert [(step.gehaald, step.toeval) for step in (steps[2018], steps[2019], steps[2020])] == [
        (True, True),
        (True, True),  # 357 after 424: the months scatter 2,5 times as much as chance alone lets them
        (True, False),
    ]


def test_a_revised_figure_is_shown_in_both_editions(sample):
    table = cells(one_view.published(judged(sample, BURGLARY)))
    first, second = (table["diefstal/inbraak woning:2018"][name]["text"] for name in ("u0", "u1"))
    assert (first, second) == ("423", "424")
    assert one_view.published(judged(sample, "mjp19-jeugdoverlast")) is None


def test_pickpocketing_rose_in_2019_after_it_had_halved(sample):
    """713 in 2017, 362 in 2018 and 433 in 2019, as published; the programme prints 192."""
    found = judged(sample, "mjp19-zakkenrollerij")
    assert [(step.nodig, step.stand.waarde, step.gehaald) for step in found.beslissend.stappen[:2]] == [
        (713, 362, True),
        (362, 433, False),
    ]
    assert [value.waarde for value in found.gedrukt] == [192], "printed stays printed"
    assert found.oordeel is Oordeel.NIET_GEHAALD


def test_survey_targets_of_2016_by_the_printed_percentages(sample):
    """overlast van buurtbewoners 7,1% where at most 7% was wanted: chance alone could have missed it."""
    found = judged(sample, "up15-overlast-buurtbewoners", 2016)
    goal = found.doelen[1]
    assert (goal.stand.waarde, goal.nodig, goal.gehaald, goal.toeval) == (7.1, 7, False, True)


def test_no_target_of_2022_is_judged_with_the_survey_that_began_in_2021(sample):
    for name in ("mjp19-onveilig-buurt", "mjp19-rapportcijfer-buurt", "mjp19-tevreden-gemeente"):
        found = judged(sample, name)
        assert found.oordeel is Oordeel.NIET_TE_ZEGGEN
        assert "nieuwe opzet" in found.reden
        assert found.apart, "the last figure is of the new method"


def test_the_command_judges_all_34_each_on_the_sample_of_its_own_municipality(capsys, configured):
    configured()
    with pytest.raises(SystemExit):
        main(["targets", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert len(told) == 34
    measured = {row["gemeente"] for row in told if row["laatste"] is not None}
    assert measured == {"GM0935", "GM1641"}
    assert not [row["id"] for row in told if row["reden"] and row["reden"].startswith("Dit is een doel van")]


@pytest.mark.parametrize("peiljaar", [None, 2019])
def test_every_target_of_the_sample_says_something_or_why_not(sample, peiljaar):
    for found in targets.judge_all(sample, Toegang.VOLLEDIG, "GM0935", peiljaar):
        assert (found.oordeel is Oordeel.NIET_TE_ZEGGEN) == bool(found.reden), found.doel.id
        if found.kans is not None:
            assert 0 <= found.kans <= 1
            assert found.aannames
