"""One signal in full: what is known of it, its chart and months, the areas around it, and the ways on."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from analytics.access import Toegang
from analytics.areas import Area
from analytics.figures import signals as figures
from analytics.figures.trend import span
from analytics.language import _
from analytics.marks import Mark
from analytics.signals import Group, Signal
from analytics.snapshots import Snapshot
from analytics.tables import Table
from analytics.views import signals_chosen as view
from analytics.views import signals_words
from analytics.views.common import Source
from pages.shared import chrome, marking
from pages.shared.components import data_table
from pages.shared.signals import asking
from pages.shared.trend import annotating

ROWS = 14  # of the months on the screen at once


def draw(
    snapshot: Snapshot, toegang: Toegang, group: Group, drempel: float, areas: Mapping[str, Area], source: Source
) -> dict[str, Table | None]:
    """Everything about one signal but what the team makes of it; its tables by name. `drempel`: that of its month."""
    one = group.signaal
    points = asking.course(snapshot, toegang, one, drempel)
    st.subheader(view.heading(one, areas), anchor=False)
    with st.container(key="gekozen"):
        st.html("".join(f"<p>{escape(line)}</p>" for line in view.facts(group, areas)))
    indicator = signals_words.own_indicator(one.soort)
    about = (indicator,) if indicator is not None else ()  # the team writes about indicators
    noted = annotating.noted(snapshot, one.gebied, about, span(points))
    notes = [note for each in about for note in noted.on(each)]
    chart = figures.course_chart(points, one.maand, dark=chrome.is_dark(), notes=notes)
    alt = " ".join(text for text in (view.chart_text(one, points, areas), noted.text(*about)) if text)
    months, lines = view.months(one, points, areas), noted.lines(*about)
    notes = (view.legend(), *annotating.in_file(lines))
    chrome.chart(chart, "signaal_verloop", alt, chrome.About(months.label, source, snapshot.manifest(), notes))
    st.caption(view.legend())
    annotating.listed(lines)
    with st.expander(_("De maanden als tabel")):
        data_table(chrome.payload(months, ROWS), key="signaal_maanden")
    around = _around(snapshot, toegang, one, areas)
    with st.container(horizontal=True, gap="medium", key="verder"):
        for link in view.links(one, areas):
            st.page_link(f"pages/{link.page}.py", label=link.text, query_params=link.choices)
    return {_("de maanden van dit signaal"): months, _("de gebieden eromheen"): around}


def _around(snapshot: Snapshot, toegang: Toegang, one: Signal, areas: Mapping[str, Area]) -> Table | None:
    found = view.around(snapshot, one, areas)
    month = replace(one, sinds=None, hoort_bij="")  # of a slow rise elsewhere only this month is compared
    beside = {area.code: replace(month, niveau=area.niveau, gebied=area.code) for area in found.gebieden}
    courses = asking.courses(snapshot, toegang, beside, 1)
    table = view.around_table(one, found, courses)
    if table is not None:
        st.markdown(f"**{found.titel}**")
        data_table(chrome.payload(table), key="signaal_buren")
    return table


def judge(gemeente: str, group: Group, kept: Mapping[str, Mark]) -> None:
    """What the team makes of it, and of other months of the same area and kind."""
    one = group.signaal
    st.markdown(_("**Wat maakt het team ervan?**"))
    current = kept.get(signals_words.signal_id(one))
    marking.draw(gemeente, one.maand, one.gebied, one.soort, one.methode.value, current)
    chrome.remarks(view.said_before(one, kept.values()))
