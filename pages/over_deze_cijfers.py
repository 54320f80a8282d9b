"""Over deze cijfers: which snapshot, which periods and sources, what the words mean and what is missing."""

import streamlit as st

from analytics.language import _
from analytics.views import about
from pages.shared import chrome, data
from pages.shared.components import data_table

with chrome.page("over-deze-cijfers") as (snapshot, manifest):
    view = data.ask(about.build, snapshot, manifest)
    chrome.head(_("Waar komen deze cijfers vandaan?"), view.answer, manifest)
    st.subheader(_("Momentopname"), anchor=False)
    data_table(chrome.payload(view.snapshot), key="over_momentopname")
    st.subheader(_("Bronnen en licenties"), anchor=False)
    data_table(chrome.payload(view.sources), key="over_bronnen")
    st.subheader(_("Wat er wel en niet in zit"), anchor=False)
    with st.expander(_("Welke soorten registraties, per soort en periode")):
        data_table(chrome.payload(view.coverage), key="over_dekking")
    st.subheader(_("Wat de woorden en tekens betekenen"), anchor=False)
    chrome.meanings(view.words)
    st.subheader(_("Wat er over deze gegevens bekend is"), anchor=False)
    chrome.remarks(view.remarks)
    chrome.source_line(view.source, manifest)
    chrome.downloads(view.coverage, _("Dekking"), view.source, manifest)
    others = {_("momentopname"): view.snapshot, _("bronnen en licenties"): view.sources}
    chrome.tables_of(others, _("Over deze cijfers"), view.source, manifest)
