"""HIC-trend: is it going up or down? Months, rolling twelve months and year-to-date, per kind and area."""

import streamlit as st

from analytics import indicators
from analytics.areas import Niveau, all_areas
from analytics.figures import trend
from analytics.language import _
from analytics.views import common, hic_trend
from pages.shared import chrome, controls, data
from pages.shared.components import data_table

LEVELS = (Niveau.GEMEENTE, Niveau.WIJK, Niveau.BUURT)

with chrome.page("hic-trend") as (snapshot, manifest):
    offered = data.ask(common.available, snapshot, LEVELS, surveys=False)
    if not offered:
        chrome.head(_("HIC-trend"), _("Deze momentopname bevat geen registraties."), manifest)
        st.stop()
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        indicator = controls.indicator(offered, indicators.on_screen("hic_trend"))
        area = all_areas(snapshot)[controls.area(snapshot, LEVELS)]
        absoluut, noemer = controls.measure_as(snapshot, indicator)
    selection = controls.any_period(snapshot, area.niveau, absoluut, noemer)
    view = data.ask(hic_trend.build, indicator, selection, area, manifest)
    with heading:
        chrome.head(view.question, view.answer, manifest)

    if view.rolling is not None:
        large = trend.rolling_chart(view.rolling, name=area.naam, dark=chrome.is_dark(), expected=view.rolling_expected)
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
    chrome.source_line(view.source, manifest)
    if view.months is not None:
        with st.expander(_("Alle maanden als tabel")):
            data_table(chrome.payload(view.months), key="trend_tabel")
        chrome.downloads(view.months, view.title, view.source, manifest)
