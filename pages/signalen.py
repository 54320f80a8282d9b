"""Signalen: where does more happen than usual, is it real, and what came of earlier signals?"""

import streamlit as st

from analytics import access
from analytics.areas import all_areas
from analytics.language import _
from analytics.views import signals as view
from analytics.views import signals_table
from pages.shared import chrome
from pages.shared.signals import asking, choosing, parts
from pages.shared.signals import chosen as one_signal

with chrome.page("signalen") as (snapshot, manifest):
    toegang, areas = access.current(), all_areas(snapshot)
    months = asking.offered(snapshot)
    if not months.maanden:
        chrome.head(view.question(), view.nothing_to_test(months), manifest)
        st.stop()
    heading = st.container()
    maand, budget, shown = choosing.filters(months)
    now = asking.month(snapshot, toegang, maand, budget)
    with heading:
        chrome.head(view.question(), view.answer(now, shown, areas), manifest)
        st.caption(view.reading(now))

    past = asking.past_year(snapshot, toegang, months.maanden, maand, budget)
    events = view.by_id(past, shown)
    here = [name for name, group in events.items() if group.signaal.maand == maand]
    kept = asking.kept(manifest.gemeente, past)
    year = parts.Year(past, events, here, view.judged(kept), areas, choosing.signal(events, here, maand))
    source = signals_table.source(snapshot, manifest, past)
    others = {}
    left, right = st.columns([1, 1], gap="medium")
    with left:
        parts.log(snapshot, toegang, year, source)
        parts.before(year)
    with right:
        if year.chosen:
            group = events[year.chosen]
            drempel = next(found.drempel for found in past if found.maand == group.signaal.maand)
            others = one_signal.draw(snapshot, toegang, group, drempel, areas, source)
            one_signal.judge(manifest.gemeente, group, kept)
    others = {**others, _("beoordeeld per methode"): parts.how_often_false(year)}
    parts.words()
    chrome.source_line(source, manifest)
    chrome.downloads(
        signals_table.table(events, year.judged, areas, None), signals_table.file_title(maand), source, manifest
    )
    chrome.tables_of(others, signals_table.file_title(maand), source, manifest)
