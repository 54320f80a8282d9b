"""Kaart: where is it? One indicator, one period, per buurt or wijk."""

import streamlit as st

from analytics import indicators
from analytics.areas import Niveau
from analytics.classes import all_periods, breaks_for
from analytics.coverage import coverage
from analytics.language import _
from analytics.measures import measure
from analytics.views import area_map, chosen_area, common, street_map
from pages.shared import chrome, controls, data
from pages.shared.components import choropleth, data_table

LEVELS = (Niveau.BUURT, Niveau.WIJK)
AREAS, STREETS = "gebieden", "straten"

with chrome.page("kaart") as (snapshot, manifest):
    offered = data.ask(common.available, snapshot, LEVELS)
    if not offered:
        chrome.head(_("Kaart"), _("Deze momentopname bevat geen cijfers per buurt of wijk."), manifest)
        st.stop()
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        indicator = controls.indicator(offered, indicators.on_screen("kaart"))
        levels = tuple(n for n in LEVELS if not data.ask(coverage, snapshot, indicator, n).is_empty)
        niveau = controls.level(levels)
        known = data.ask(coverage, snapshot, indicator, niveau)
        period = controls.period(known)
        absoluut, noemer = controls.measure_as(snapshot, indicator)
        drawing = AREAS
        if not indicator.is_survey and data.ask(street_map.has_streets, snapshot):
            drawing = controls.switch("kaart", _("Kaart"), {AREAS: _("gebieden"), STREETS: _("detail")}, AREAS)
    selection = controls.selection(snapshot, niveau, period, absoluut, noemer)
    measurement = data.ask(measure, indicator, selection)
    city = data.ask(measure, indicator, area_map.city_of(selection))
    breaks = data.ask(breaks_for, indicator, all_periods(indicator, selection))
    chosen = controls.chosen_area(snapshot, niveau, "kaart_gebieden", "kaart_tabel")
    view = area_map.build(measurement, city, breaks, manifest, chosen)
    with heading:
        chrome.head(view.question, view.answer, manifest)

    left, right = st.container(key="beeld").columns(2, gap="medium")
    with right:
        if drawing == AREAS:
            choropleth(view.payload, key="kaart_gebieden")
        else:
            chrome.street_map(data.ask(street_map.build, indicator, selection))
        if chosen:
            chrome.chosen_area(data.ask(chosen_area.build, indicator, selection, chosen))
    with left:
        data_table(chrome.payload(view.table), key="kaart_tabel")
    chrome.source_line(view.source, manifest)
    chrome.downloads(view.table, indicator.titel, view.source, manifest)
