"""Enquêteplanner: how many respondents are needed? For the research unit, from the last round of a question."""

from datetime import date

import streamlit as st

from analytics import indicators
from analytics.coverage import coverage
from analytics.language import _
from analytics.periods import Stap, cut
from analytics.views import common, survey_planner
from pages.shared import chrome, controls, data
from pages.shared.components import data_table

with chrome.page("enqueteplanner") as (snapshot, manifest):
    offered = tuple(i for i in data.ask(common.available, snapshot, controls.LEVELS) if i.is_survey)
    if not offered:
        chrome.head(_("Enquêteplanner"), _("Deze momentopname bevat geen enquêtecijfers per buurt of wijk."), manifest)
        st.stop()
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        indicator = controls.indicator(offered, indicators.on_screen("enqueteplanner"))
        niveau = controls.level(tuple(n for n in controls.LEVELS if not coverage(snapshot, indicator, n).is_empty))
        margins, opening = survey_planner.margins(indicator), survey_planner.opening(indicator)
        wanted = float(controls.select("marge", _("Gewenste marge"), margins, opening, width=190))
    last = coverage(snapshot, indicator, niveau).jaren[-1]
    over = cut(date(last, 1, 1), date(last + 1, 1, 1), Stap.GEHEEL)[0]
    answers, city, _breaks = data.per_area(indicator, controls.selection(snapshot, niveau, over))
    view = data.ask(survey_planner.build, answers, city, manifest, wanted)
    with heading:
        chrome.head(view.question, view.answer, manifest, themas=[indicator.thema])

    if view.change:
        chrome.sentence(view.change)
    data_table(chrome.payload(view.table), key="planner_tabel")
    st.caption(view.method)
    chrome.source_line(view.source, manifest)
    chrome.downloads(view.table, _("Enquêteplan {title}").format(title=indicator.titel), view.source, manifest)
