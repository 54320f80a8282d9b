"""The briefing of the shipped sample: of every month it is readable in two minutes and tells what its table holds."""

import re
from datetime import date

import pytest

from analytics import snapshots
from analytics.access import Toegang
from analytics.figures import paper
from analytics.reports.model import Sentences
from analytics.settings import SAMPLE
from analytics.tables import shown
from analytics.views import briefing

MOST, WORDS = 10, 36  # sentences in the first four sections, and words in one of them
ROWS = 32  # of the table, for it has to fit under the text of two pages


@pytest.fixture(scope="module")
def sample():
    return snapshots.live(SAMPLE / "snapshots")


@pytest.fixture(autouse=True)
def undrawn(monkeypatch):
    """What is drawn is tested by itself, and takes longer than all the rest."""
    for name in ("course", "dots", "area_map"):
        monkeypatch.setattr(paper, name, lambda *_drawn, **_options: "<svg/>")


def check(document):
    *first, quiet = document.sections
    said = [[one for b in section.blocks if isinstance(b, Sentences) for one in b.items] for section in first]
    assert all(said)
    assert 6 <= sum(map(len, said)) <= MOST
    for one in document.sentences:
        assert len(one.text.split()) <= WORDS, one.text
        assert one.text[0].isupper() or one.text[0].isdigit()
        assert one.text.endswith(".")
        assert not re.search(r"\b(nan|None|inf|HIC|MJP|VM)\b|[{}_]|\s{2}|\.\.", one.text), one.text
    assert len([b for b in quiet.blocks if isinstance(b, Sentences) for _one in b.items]) == 1
    (table,) = document.tables
    assert len(table.table.rows) <= ROWS
    assert_in_table(" ".join(one.text for one in (*said[0], *said[3])), table.table)


def assert_in_table(text, table):
    """Every comparison that is told in counts is a row of the table."""
    columns = [column for column in table.columns if column.id in ("nu", "naast")]
    pairs = {tuple(shown(row.cells[column.id], column) for column in columns) for row in table.rows}
    for now, before in re.findall(r"([\d.]+) tegen ([\d.]+\d)", text):
        assert (now, before) in pairs, (now, before)


def test_the_newest_month(sample):
    newest = briefing.months(sample)[0]
    assert newest == date(2025, 12, 1)
    check(briefing.build(sample, Toegang.VOLLEDIG, newest))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 24))
def test_every_month_of_the_last_two_years(sample, number):
    check(briefing.build(sample, Toegang.VOLLEDIG, briefing.months(sample)[number]))


@pytest.mark.slow
@pytest.mark.parametrize("maand", [date(2016, 5, 1), date(2020, 10, 1), date(2021, 6, 1), date(2022, 12, 1)])
def test_months_with_targets_in_force(sample, maand):
    document = briefing.build(sample, Toegang.VOLLEDIG, maand)
    check(document)
    assert any(one.id.startswith("koers:") and "doelen van het programma" in one.text for one in document.sentences)
