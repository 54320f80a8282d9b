"""Scores naast elkaar: how do buurten do on four sides of safety?"""

from datetime import date

import streamlit as st

from analytics import composites, indicators
from analytics.coverage import coverage
from analytics.language import _
from analytics.periods import Stap, cut
from analytics.views import common, side_by_side
from pages.shared import chrome, controls, data, ranked
from pages.shared.components import data_table

SIDES = ("profiel_geregistreerd", "profiel_overlast", "profiel_gevoel", "profiel_slachtoffer")

with chrome.page("scores") as (snapshot, manifest):
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        niveau = controls.level(controls.LEVELS)
        offered = data.ask(common.available, snapshot, (niveau,))
        sides = [next((i for i in indicators.on_screen(name) if i in offered), None) for name in SIDES]
        chosen = tuple(side for side in sides if side is not None)
        years = [set(coverage(snapshot, side, niveau).jaren) for side in chosen]
        shared = sorted(set.intersection(*years), reverse=True) if years else []
        if not shared:
            chrome.head(_("Scores naast elkaar"), _("Er is geen jaar waarin alle scores bekend zijn."), manifest)
            st.stop()
        names = {str(year): str(year) for year in shared}
        year = int(controls.select("jaar", _("Jaar"), names, str(shared[0]), width=120))
        k = ranked.how_many()
        choices = {"": _("geen"), **{name: one.titel for name, one in composites.declared().items()}}
        wanted = controls.select("index", _("Samengestelde index"), choices, "")
    selection = controls.selection(snapshot, niveau, cut(date(year, 1, 1), date(year + 1, 1, 1), Stap.GEHEEL)[0])
    composed = data.ask(composites.compose, composites.declared()[wanted], selection, k) if wanted else None
    view = side_by_side.build(tuple(ranked.of(side, selection, k) for side in chosen), manifest, composed)
    with heading:
        chrome.head(view.question, view.answer, manifest, themas=[side.thema for side in chosen])
    st.caption(view.directions)
    data_table(chrome.payload(view.table), key="scores_tabel")
    chrome.downloads(view.table, _("Scores naast elkaar"), view.source, manifest)
    if view.weighing:
        st.subheader(composites.declared()[wanted].titel, anchor=False)
        st.markdown(view.weighing)
    if view.composed is not None:
        data_table(chrome.payload(view.composed), key="scores_index")
    chrome.source_line(view.source, manifest)
    chrome.tables_of({_("samengestelde index"): view.composed}, _("Scores"), view.source, manifest)
