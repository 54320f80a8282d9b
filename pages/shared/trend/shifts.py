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
    table, source = view.table, view.source
    if table is not None and source is not None:
        data_table(chrome.payload(table), key="trend_niveau")
        st.caption(view.next_step)
        chrome.downloads_of(lambda: table, view.title, source, asked.manifest, _("deze veranderingen"))
    if view.method:
        st.caption(view.method)
