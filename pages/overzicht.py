"""Overzicht: how safe is the city now, and where to look next?"""

import streamlit as st

from analytics.areas import Niveau
from analytics.language import _
from analytics.views import city_overview, common, themes
from pages.shared import chrome, controls, data
from pages.shared.components import data_table

with chrome.page("overzicht") as (snapshot, manifest):
    heading = st.container()
    offered = data.ask(common.available, snapshot, (Niveau.GEMEENTE,))
    with st.container(key="filters"):
        names = {"": _("alle thema's"), **themes.names_of(one.thema for one in offered)}
        thema = controls.select("thema", _("Thema"), names, "", width=420) if len(names) > 2 else ""
    view = data.ask(city_overview.build, controls.any_period(snapshot, Niveau.GEMEENTE), manifest, thema)
    with heading:
        chrome.head(view.question, view.answer, manifest, home=True, themas=[thema])
    if view.registered is not None:
        data_table(chrome.payload(view.registered), key="overzicht_registraties")
        if view.completeness:
            st.caption(view.completeness)
    if view.experienced is not None:
        st.subheader(_("Wat bewoners zeggen"), anchor=False)
        data_table(chrome.payload(view.experienced), key="overzicht_beleving")
    st.subheader(_("Waar verder kijken"), anchor=False)
    left, right = st.container(key="beeld").columns([3, 2], gap="medium")
    with left:
        if view.changed_answer:
            chrome.sentence(view.changed_answer)
        if view.changed is not None:
            data_table(chrome.payload(view.changed), key="overzicht_waar")
        with st.container(horizontal=True, gap="medium"):
            st.page_link("pages/kaart.py", label=_("Kaart: waar is het?"))
            st.page_link("pages/hic_trend.py", label=_("HIC-trend: neemt het toe of af?"))
            st.page_link("pages/ranglijst.py", label=_("Ranglijst: welke buurten scoren het laagst?"))
    with right:
        if view.changed_map is not None:
            title = view.changed.label if view.changed is not None else view.changed_map["label"]
            about = chrome.About(title, view.source, manifest)
            if code := chrome.area_map(view.changed_map, "overzicht_kaart", about):
                st.switch_page("pages/kaart.py", query_params={**view.changed_choice, "gebied": code})
    chrome.source_line(view.source, manifest)
    if view.registered is not None:
        chrome.downloads(view.registered, _("Overzicht"), view.source, manifest)
    others = {_("wat bewoners zeggen"): view.experienced, _("buurten die veranderden"): view.changed}
    chrome.tables_of(others, _("Overzicht"), view.source, manifest)
