"""The course: rolling twelve months, this year beside last year, and the months per kind."""

import streamlit as st

from analytics.figures import trend
from analytics.language import _
from analytics.views import hic_trend
from pages.shared import chrome, data
from pages.shared.components import data_table
from pages.shared.trend.asked import Asked, Said


def draw(asked: Asked) -> Said:
    """Draw this part."""
    view = data.ask(hic_trend.build, asked.indicator, asked.selection, asked.area, asked.manifest)
    if view.rolling is not None:
        large = trend.rolling_chart(
            view.rolling, name=asked.area.naam, dark=chrome.is_dark(), expected=view.rolling_expected
        )
        chrome.chart(large, key="trend_groot", alt=f"{view.rolling_text} {view.answer}")
        if view.completeness:
            st.caption(view.completeness)
    if view.to_date is not None:
        st.subheader(_("Dit jaar tot nu toe, naast dezelfde maanden van vorig jaar"), anchor=False)
        data_table(chrome.payload(view.to_date), key="trend_dit_jaar")
    if view.panels:
        panels = trend.monthly_panels(view.panels, dark=chrome.is_dark(), expected=view.panels_expected)
        st.subheader(_("Aantal per maand, per soort"), anchor=False)
        chrome.chart(panels, key="trend_maanden", alt=view.panels_text)
    for note in view.gaps:
        st.caption(note)
    chrome.source_line(view.source, asked.manifest)
    if view.months is not None:
        with st.expander(_("Alle maanden als tabel")):
            data_table(chrome.payload(view.months), key="trend_tabel")
        chrome.downloads(view.months, view.title, view.source, asked.manifest)
    return Said(view.question, view.answer)
