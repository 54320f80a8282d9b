"""This year: where it comes out, beside last year and beside estimates that need no model."""

import streamlit as st

from analytics.figures import year
from analytics.language import _
from analytics.views import trend_year
from pages.shared import chrome, data
from pages.shared.components import data_table
from pages.shared.trend.asked import Asked, Said


def draw(asked: Asked) -> Said:
    """Draw this part."""
    view = data.ask(trend_year.build, asked.indicator, asked.selection, asked.area, asked.manifest)
    if view.months is not None:
        chart = year.year_chart(view.forecast, dark=chrome.is_dark(), doel=view.doel)
        about = chrome.About(view.months.label, view.source, asked.manifest, (view.reading,))
        chrome.chart(chart, "jaar_verloop", view.chart_text, about)
        st.caption(view.reading)
    if view.methods is not None:
        st.subheader(_("De voorspelling naast eenvoudige schattingen"), anchor=False)
        data_table(chrome.payload(view.methods), key="jaar_schattingen")
        st.caption(view.assumptions)
        chrome.downloads(view.methods, _("{title} schattingen").format(title=view.title), view.source, asked.manifest)
    chrome.source_line(view.source, asked.manifest)
    if view.months is not None:
        with st.expander(_("Alle maanden als tabel")):
            data_table(chrome.payload(view.months), key="jaar_tabel")
        chrome.downloads(view.months, view.title, view.source, asked.manifest)
    return Said(view.question, view.answer)
