"""Figures of a profile: the city behind the area, numbers in every hour, text that can be read on its colour."""

import re

import numpy as np
import pytest

from analytics.areas import Niveau
from analytics.figures import profile
from analytics.figures.theme import contrast, theme
from analytics.trends import rolling
from tests.builders import BINNENSTAD, STAD, ask, burglaries, steady_months

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
SHORT = tuple(day[:2] for day in DAYS)


@pytest.fixture
def lines(tmp_path):
    snapshot = steady_months(tmp_path)
    own = rolling(burglaries(), ask(snapshot), BINNENSTAD)
    return own, rolling(burglaries(), ask(snapshot, niveau=Niveau.GEMEENTE), STAD)


def test_the_city_is_a_grey_line_behind_the_area(lines):
    figure = profile.small_trend(*lines, dark=False)
    drawn = [trace.line.color for trace in figure.data if trace.mode == "lines" and trace.line.width]
    assert drawn == [theme().context, theme().accent]
    assert [note.text for note in figure.layout.annotations] == ["240,0", "gemeente"]


def test_labels_are_moved_apart_where_lines_end_together(lines):
    own, city = lines
    shifts = [note.yshift for note in profile.small_trend(own, city, dark=False).layout.annotations]
    assert sorted(shifts) == [-8, 8]
    city.punten["waarde"] *= 3
    assert [note.yshift for note in profile.small_trend(own, city, dark=False).layout.annotations] == [0, 0]


def test_without_a_city_only_the_area(lines):
    figure = profile.small_trend(lines[0], None, dark=True)
    assert [note.text for note in figure.layout.annotations] == ["240,0"]


def heat(hours, dark=False):
    return profile.heat_table(hours, days=DAYS, short=SHORT, label='Tijden & "uren"', dark=dark)


def test_every_hour_has_its_number(lines):
    hours = np.arange(168.0).reshape(7, 24)
    found = re.findall(r'<td class="h(\d)">(\d+)</td>', heat(hours))
    assert [int(number) for _step, number in found] == list(range(168))
    steps = [int(step) for step, _number in found]
    assert steps == sorted(steps)
    assert set(steps) == {0, 1, 2, 3, 4}


def test_hidden_hours_have_no_number():
    hours = np.zeros((7, 24))
    hours[0, 0] = np.nan
    assert heat(hours).count('<td class="weg">–</td>') == 1
    assert heat(np.full((7, 24), np.nan)).count("weg") == 168


def test_it_can_be_read_aloud_and_scrolled_by_keyboard():
    drawn = heat(np.zeros((7, 24)))
    assert 'tabindex="0"' in drawn
    assert 'aria-label="Tijden &amp; &quot;uren&quot;"' in drawn
    assert drawn.count('scope="row"') == 7
    assert '<abbr title="maandag">ma</abbr>' in drawn


@pytest.mark.parametrize("dark", [False, True])
def test_numbers_can_be_read_on_their_colour(dark):
    screen, paper = heat(np.zeros((7, 24)), dark=dark).split("@media print")
    for part in (screen, paper):
        rules = re.findall(r"\.h\d \{background:(#\w+);color:(#\w+);\}", part)
        assert len(rules) == 5
        assert min(contrast(*rule) for rule in rules) >= 4.5
    assert theme(dark).sequential[0] in screen
    assert theme().sequential[0] in paper
