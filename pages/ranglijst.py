"""Ranglijst: which buurten score least favourably on a survey question or a rate, and how sure is that?"""

import streamlit as st

from analytics import indicators
from analytics.language import _
from analytics.views import buurt_ranking, chosen_area, common
from pages.shared import attention_beside, chrome, controls, data, ranked
from pages.shared.components import data_table

with chrome.page("ranglijst") as (snapshot, manifest):
    offered = tuple(
        i
        for i in data.ask(common.available, snapshot, controls.LEVELS)
        if i.is_survey or common.rate_choices(i, snapshot)
    )
    if not offered:
        chrome.head(_("Ranglijst"), _("Deze momentopname bevat geen cijfers om buurten te rangschikken."), manifest)
        st.stop()
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        indicator, selection = controls.one_period(snapshot, offered, indicators.on_screen("ranglijst"), counts=False)
        k = ranked.how_many()
    measurement, city, breaks = data.per_area(indicator, selection)
    chosen = controls.chosen_area(snapshot, selection.niveau, "ranglijst_kaart", "ranglijst_tabel")
    view = buurt_ranking.build(
        measurement,
        city,
        breaks,
        manifest,
        chosen,
        ranking=ranked.of(indicator, selection, k),
        before=ranked.before(indicator, selection, k),
        others=ranked.by_denominator(indicator, selection, k),
    )
    with heading:
        chrome.head(view.question, view.answer, manifest, themas=[indicator.thema])
        if view.completeness:
            st.caption(view.completeness)

    left, right = st.container(key="beeld").columns([3, 2], gap="medium")
    with left:
        data_table(chrome.payload(view.table), key="ranglijst_tabel")
        attention_beside.draw(indicator, selection)
    with right:
        about = chrome.About(common.figure_title(measurement), view.source, manifest, (view.completeness,))
        chrome.area_map(view.payload, "ranglijst_kaart", about)
        if chosen:
            chrome.chosen_area(data.ask(chosen_area.build, indicator, selection, chosen))
    for remark in view.remarks:
        st.markdown(remark)
    if view.closer is not None:
        st.subheader(_("De laagste nader bekeken"), anchor=False)
        data_table(chrome.payload(view.closer), key="ranglijst_nader")
        with st.expander(_("Waarom verschilt geschat van gemeten?")):
            st.markdown(buurt_ranking.explanation())
    chrome.source_line(view.source, manifest)
    chrome.downloads(view.table, indicator.titel, view.source, manifest)
    chrome.tables_of({_("de laagste nader bekeken"): view.closer}, indicator.titel, view.source, manifest)
