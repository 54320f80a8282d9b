"""The season: the last months in the band of what was to be expected, and the pattern of a year."""

import streamlit as st

from analytics.figures import season
from analytics.figures.trend import span
from analytics.language import _
from analytics.views import trend_season
from analytics.views.trend_season import SeasonView
from pages.shared import chrome, data
from pages.shared.components import data_table
from pages.shared.trend import annotating
from pages.shared.trend.asked import Asked, Said


def draw(asked: Asked) -> Said:
    """Draw this part."""
    view = data.ask(trend_season.build, asked.indicator, asked.selection, asked.area, asked.manifest)
    if view.months is not None:
        _months(asked, view, view.months.label)
    if view.pattern is not None:
        st.subheader(_("Welke maanden zijn drukker?"), anchor=False)
        chrome.sentence(view.pattern_answer)
        chart = season.pattern_chart(view.found, dark=chrome.is_dark())
        about = chrome.About(view.pattern.label, view.source, asked.manifest)
        chrome.chart(chart, "seizoen_patroon", f"{view.pattern.label} {view.pattern_answer}", about)
    chrome.source_line(view.source, asked.manifest)
    if view.months is not None:
        with st.expander(_("Alle maanden als tabel")):
            data_table(chrome.payload(view.months), key="seizoen_tabel")
        chrome.downloads(view.months, view.title, view.source, asked.manifest)
    if view.pattern is not None:
        with st.expander(_("De maanden van het jaar als tabel")):
            data_table(chrome.payload(view.pattern), key="seizoen_patroon_tabel")
        chrome.tables_of({_("de maanden van het jaar"): view.pattern}, view.title, view.source, asked.manifest)
    return Said(view.question, view.answer)


def _months(asked: Asked, view: SeasonView, title: str) -> None:
    """The chart of the last months, with what the team wrote beside them."""
    shown = (asked.indicator,)
    noted = annotating.noted(asked.selection.snapshot, asked.area.code, shown, span(view.found.punten))
    chart = season.band_chart(view.found, dark=chrome.is_dark(), notes=noted.on(asked.indicator))
    alt = " ".join(text for text in (view.chart_text, noted.text(asked.indicator)) if text)
    lines = noted.lines(asked.indicator)
    notes = (view.reading, *annotating.in_file(lines))
    chrome.chart(chart, "seizoen_maanden", alt, chrome.About(title, view.source, asked.manifest, notes))
    annotating.listed(lines)
    st.caption(view.reading)
