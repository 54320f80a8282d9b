"""Kaart: where is it? One indicator, one period, per buurt or wijk."""

import streamlit as st

from analytics import indicators
from analytics.language import _
from analytics.views import area_map, chosen_area, common, map_pattern, street_map
from pages.shared import attention_beside, chrome, controls, data
from pages.shared.components import data_table

AREAS, STREETS = "gebieden", "straten"

with chrome.page("kaart") as (snapshot, manifest):
    offered = data.ask(common.available, snapshot, controls.LEVELS)
    if not offered:
        chrome.head(_("Kaart"), _("Deze momentopname bevat geen cijfers per buurt of wijk."), manifest)
        st.stop()
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        indicator, selection = controls.one_period(snapshot, offered, indicators.on_screen("kaart"), counts=True)
        drawing = AREAS
        if not indicator.is_survey and data.ask(street_map.has_streets, snapshot):
            drawing = controls.switch("kaart", _("Kaart"), {AREAS: _("gebieden"), STREETS: _("detail")}, AREAS)
    measurement, city, breaks = data.per_area(indicator, selection)
    chosen = controls.chosen_area(snapshot, selection.niveau, "kaart_gebieden", "kaart_tabel")
    view = area_map.build(measurement, city, breaks, manifest, chosen)
    with heading:
        chrome.head(view.question, view.answer, manifest, themas=[indicator.thema])
        if view.completeness:
            st.caption(view.completeness)

    more = {}
    left, right = st.container(key="beeld").columns(2, gap="medium")
    with right:
        if drawing == AREAS:
            about = chrome.About(common.figure_title(measurement), view.source, manifest, (view.completeness,))
            chrome.area_map(view.payload, "kaart_gebieden", about)
            pattern = data.ask(map_pattern.build, measurement, manifest)
            st.caption(pattern.sentence)
            more[_("clusters")] = pattern.table
            if pattern.table is not None:
                with st.expander(_("Welke gebieden vormen een cluster?")):
                    data_table(chrome.payload(pattern.table), key="kaart_clusters")
                    st.caption(pattern.rule)
        else:
            title = _("{title} op de detailkaart").format(title=indicator.titel)
            streets = data.ask(street_map.build, indicator, selection)
            more[_("drukste straten")] = streets.table
            chrome.street_map(streets, chrome.About(title, view.source, manifest))
        if chosen:
            chrome.chosen_area(data.ask(chosen_area.build, indicator, selection, chosen))
    with left:
        data_table(chrome.payload(view.table), key="kaart_tabel")
        attention_beside.draw(indicator, selection)
    chrome.source_line(view.source, manifest)
    chrome.downloads(view.table, indicator.titel, view.source, manifest)
    chrome.tables_of(more, indicator.titel, view.source, manifest)
