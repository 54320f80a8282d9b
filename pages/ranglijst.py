"""Ranglijst: which buurten score least favourably on a survey question or a rate?"""

import streamlit as st

from analytics import indicators
from analytics.areas import Niveau
from analytics.classes import all_periods, breaks_for
from analytics.coverage import coverage
from analytics.language import _
from analytics.measures import measure
from analytics.views import area_map, buurt_ranking, chosen_area, common
from pages.shared import chrome, controls, data
from pages.shared.components import choropleth, data_table

LEVELS = (Niveau.BUURT, Niveau.WIJK)

with chrome.page("ranglijst") as (snapshot, manifest):
    offered = tuple(
        i for i in data.ask(common.available, snapshot, LEVELS) if i.is_survey or common.rate_choices(i, snapshot)
    )
    if not offered:
        chrome.head(_("Ranglijst"), _("Deze momentopname bevat geen cijfers om buurten te rangschikken."), manifest)
        st.stop()
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        indicator = controls.indicator(offered, indicators.on_screen("ranglijst"))
        levels = tuple(n for n in LEVELS if not data.ask(coverage, snapshot, indicator, n).is_empty)
        niveau = controls.level(levels)
        period = controls.period(data.ask(coverage, snapshot, indicator, niveau))
        noemer = controls.denominator(snapshot, indicator)
    selection = controls.selection(snapshot, niveau, period, noemer=noemer)
    measurement = data.ask(measure, indicator, selection)
    city = data.ask(measure, indicator, area_map.city_of(selection))
    breaks = data.ask(breaks_for, indicator, all_periods(indicator, selection))
    chosen = controls.chosen_area(snapshot, niveau, "ranglijst_kaart", "ranglijst_tabel")
    view = buurt_ranking.build(measurement, city, breaks, manifest, chosen)
    with heading:
        chrome.head(view.question, view.answer, manifest)

    left, right = st.container(key="beeld").columns(2, gap="medium")
    with left:
        data_table(chrome.payload(view.table), key="ranglijst_tabel")
    with right:
        choropleth(view.payload, key="ranglijst_kaart")
        if chosen:
            chrome.chosen_area(data.ask(chosen_area.build, indicator, selection, chosen))
    chrome.source_line(view.source, manifest)
    chrome.downloads(view.table, indicator.titel, view.source, manifest)
