"""Trechter: which buurten differ more from the city than fits their size? For the research unit."""

import streamlit as st

from analytics import indicators
from analytics.figures import funnel as charts
from analytics.language import _
from analytics.views import common, funnel_plot
from pages.shared import chrome, controls, data
from pages.shared.components import data_table

LIMITS = {"verruimd": _("verruimd"), "toeval": _("alleen toeval")}

with chrome.page("trechter") as (snapshot, manifest):
    offered = tuple(
        i
        for i in data.ask(common.available, snapshot, controls.LEVELS)
        if i.is_survey or common.rate_choices(i, snapshot)
    )
    if not offered:
        chrome.head(_("Trechter"), _("Deze momentopname bevat geen cijfers om buurten te vergelijken."), manifest)
        st.stop()
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        indicator, selection = controls.one_period(snapshot, offered, indicators.on_screen("trechter"), counts=False)
        widened = controls.switch("grenzen", _("Grenzen"), LIMITS, "verruimd") == "verruimd"
    measurement, city, _breaks = data.per_area(indicator, selection)
    chosen = controls.chosen_area(snapshot, selection.niveau, "trechter_tabel")
    view = funnel_plot.build(measurement, city, manifest, widened=widened, chosen=chosen)
    with heading:
        chrome.head(view.question, view.answer, manifest, themas=[indicator.thema])
        if view.completeness:
            st.caption(view.completeness)

    if view.funnel.form is not None:
        chart = charts.funnel_chart(view.funnel, view.names, view.hovers, dark=chrome.is_dark(), chosen=chosen)
        notes = (charts.reading(), view.completeness)
        about = chrome.About(common.figure_title(measurement), view.source, manifest, notes)
        chrome.chart(chart, "trechter_beeld", view.picture_text, about)
        st.caption(charts.reading())
        chrome.sentence(view.spread)
    data_table(chrome.payload(view.table), key="trechter_tabel")
    chrome.source_line(view.source, manifest)
    chrome.downloads(view.table, _("Trechter {title}").format(title=indicator.titel), view.source, manifest)
