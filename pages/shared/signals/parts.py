"""The log of a month, what came of the months before, and how often a signal was false."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.access import Toegang
from analytics.areas import Area
from analytics.language import _
from analytics.signals import Group, MonthOfSignals
from analytics.snapshots import Snapshot
from analytics.tables import Table
from analytics.views import signals as view
from analytics.views import signals_past as past_view
from analytics.views import signals_table, signals_words
from analytics.views.common import Source
from pages.shared import chrome
from pages.shared.components import data_table
from pages.shared.components.signal_log import signal_log
from pages.shared.signals import asking

ROWS = 16  # of the year on the screen at once


@dataclass(frozen=True)
class Year:
    """What the page shows. `events`: every signal by id, newest month first; `here`: those of the chosen month;
    `chosen`: the one shown in full, '' for none."""

    past: Sequence[MonthOfSignals]
    events: Mapping[str, Group]
    here: Sequence[str]
    judged: view.Judged
    areas: Mapping[str, Area]
    chosen: str


def log(snapshot: Snapshot, toegang: Toegang, year: Year, source: Source) -> None:
    """The signals of the chosen month."""
    if not year.here:
        return
    groups = [year.events[name] for name in year.here]
    own = {name: year.events[name].signaal for name in year.here}
    courses = asking.courses(snapshot, toegang, own, view.LOG_MONTHS)
    title = _("Signalen van {month}").format(month=signals_words.month(groups[0].signaal.maand))
    st.subheader(title, anchor=False)
    drawn = view.log(groups, courses, year.judged, year.areas, label=title, selected=year.chosen or None)
    signal_log(drawn, key="signalen_log")
    about = chrome.About(title, source, snapshot.manifest(), (view.legend(),))
    chrome.picture_files("signalen_log", title, about)
    st.caption(view.legend())


def before(year: Year) -> None:
    """What came of earlier signals: the year as a table, which is the twin of the log too."""
    if not year.events:
        return
    st.subheader(_("Het afgelopen jaar, en wat ervan kwam"), anchor=False)
    earlier = {name: group for name, group in year.events.items() if name not in year.here}
    chrome.sentence(past_view.earlier_sentence(earlier, year.judged))
    table = signals_table.table(year.events, year.judged, year.areas, year.chosen or None)
    data_table(chrome.payload(table, ROWS), key="signalen_jaar")


def how_often_false(year: Year) -> Table | None:
    """Two figures: what the threshold lets through, and what the team found; with the table of the methods."""
    st.subheader(_("Hoe vaak was zo'n signaal het afgelopen jaar vals?"), anchor=False)
    every = view.by_id(year.past, view.Shown())  # chance is counted over all signals, whatever is shown
    chrome.remarks([past_view.expected_sentence(year.past), past_view.judged_sentence(every, year.judged)])
    table = past_view.by_method(every, year.judged)
    if table is not None:
        data_table(chrome.payload(table), key="signalen_methoden")
    return table


def words() -> None:
    """What the words mean, for whoever asks."""
    with st.expander(_("Wat betekenen deze woorden?")):
        chrome.meanings(signals_words.explained())
