"""When: the hours of the week, busy days and parts of the day, and special days beside ordinary ones."""

import streamlit as st

from analytics.figures import profile as figures
from analytics.language import _
from analytics.views import trend_when
from analytics.views.area_profile.busy import DAY_NAMES, day_names
from analytics.views.trend_when import WhenView
from pages.shared import chrome, data
from pages.shared.components import data_table
from pages.shared.profile import HOURS_STYLE
from pages.shared.trend.asked import Asked, Said


def draw(asked: Asked) -> Said:
    """Draw this part."""
    view = data.ask(trend_when.build, asked.indicator, asked.selection, asked.area, asked.manifest)
    _hours(view, asked)
    if view.parts is not None:
        st.subheader(_("Drukke dagen en dagdelen"), anchor=False)
        data_table(chrome.payload(view.parts), key="wanneer_delen")
        st.caption(view.parts_note)
    _special(view)
    chrome.source_line(view.source, asked.manifest)
    _downloads(view, asked)
    return Said(view.question, view.answer)


def _hours(view: WhenView, asked: Asked) -> None:
    st.subheader(_("Uren van de week"), anchor=False)
    if view.times is not None:
        drawn = figures.heat_table(
            view.times.hours, days=day_names(), short=DAY_NAMES, label=view.hours_title, dark=chrome.is_dark()
        )
        with st.container(key="wanneer_uren"):
            st.html(HOURS_STYLE + drawn)
        about = chrome.About(view.hours_title, view.source_of(view.hours_note), asked.manifest, (view.hours_note,))
        chrome.picture_files("wanneer_uren", view.answer, about)
    st.caption(view.hours_note)


def _special(view: WhenView) -> None:
    st.subheader(_("Bijzondere dagen"), anchor=False)
    if view.special is not None:
        data_table(chrome.payload(view.special), key="wanneer_bijzonder")
    st.caption(view.special_note)
    if view.calendar is not None:
        with st.expander(_("Wat er wanneer viel")):
            data_table(chrome.payload(view.calendar), key="wanneer_kalender")


def _downloads(view: WhenView, asked: Asked) -> None:
    for table, what, text, note in (
        (view.hours, _("uren van de week"), _("de uren"), view.hours_note),
        (view.parts, _("drukke dagen en dagdelen"), _("de dagdelen"), view.parts_note),
        (view.special, _("bijzondere dagen"), _("de bijzondere dagen"), view.special_note),
        (view.calendar, _("wat er wanneer viel"), _("wat er wanneer viel"), view.special_note),
    ):
        if table is not None:
            title = f"{asked.indicator.titel} {asked.area.naam} {what}"
            chrome.downloads_of(lambda drawn=table: drawn, title, view.source_of(note), asked.manifest, text)
