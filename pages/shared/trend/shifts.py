"""Shifts of level that nobody registered: a section under the course, offered and never applied."""

import streamlit as st

from analytics.language import _
from analytics.views import trend_breaks
from pages.shared import chrome, data
from pages.shared.components import data_table
from pages.shared.trend.asked import Asked


def draw(asked: Asked) -> None:
    """Draw this section."""
    view = data.ask(trend_breaks.build, asked.indicator, asked.selection, asked.area, asked.manifest)
    st.subheader(_("Lijkt er iets veranderd?"), anchor=False)
    chrome.sentence(view.answer)
    if view.table is not None and view.source is not None:
        data_table(chrome.payload(view.table), key="trend_niveau")
        st.caption(view.next_step)
        chrome.downloads(view.table, view.title, view.source, asked.manifest)
    if view.method:
        st.caption(view.method)
