"""Where: on how few places half of it happens, and whether that is more than chance."""

from functools import partial

import streamlit as st

from analytics.concentration import Plekken
from analytics.figures.concentration import curve_chart
from analytics.language import _
from analytics.views import trend_where
from analytics.views.trend_where import WhereView
from pages.shared import chrome, controls, data
from pages.shared.components import data_table
from pages.shared.trend.asked import Asked, Said

SHOWN = 12  # rows of places before the list scrolls


def draw(asked: Asked) -> Said:
    """Draw this part."""
    offered = data.ask(trend_where.offered, asked.selection, asked.area)
    if not offered:
        return Said(*trend_where.nothing(asked.indicator, asked.area))
    names = {Plekken.BUURTEN: _("buurten"), Plekken.STRATEN: _("straten")}
    chosen = offered[0].value
    if len(offered) > 1:
        chosen = controls.switch("plekken", _("Plekken"), {p.value: names[p] for p in offered}, chosen)
    view = data.ask(trend_where.build, asked.indicator, asked.selection, asked.area, asked.manifest, Plekken(chosen))
    if view.curve is not None and view.source is not None:
        _body(view, chrome.About(view.title, view.source, asked.manifest))
    for note in view.notes:
        st.caption(note)
    if view.source is not None:
        chrome.source_line(view.source, asked.manifest)
        every = view.every
        if every is not None:
            chrome.downloads_of(lambda: every, view.title, view.source, asked.manifest, _("alle plekken"))
        chrome.tables_of({_("de lijn"): view.steps}, view.title, view.source, asked.manifest)
    return Said(view.question, view.answer)


def _body(view: WhereView, about: chrome.About) -> None:
    found = view.found
    if view.curve is None or found.toeval is None or found.helft is None:
        return
    chrome.sentence(view.change)
    left, right = st.columns(2, gap="medium")
    with right:
        counted = partial(trend_where.counted, places=found.plekken_zijn)
        figure = curve_chart(
            view.curve,
            found.toeval.curve,
            int(found.helft.value),
            round(found.toeval.half.value),
            counted=counted,
            dark=chrome.is_dark(),
        )
        chrome.chart(figure, "trend_waar", f"{view.chart_text} {view.answer}", about)
        if view.steps is not None:
            with st.expander(_("De lijn als tabel")):
                data_table(chrome.payload(view.steps), key="trend_waar_lijn")
    with left:
        if view.half is not None:
            st.subheader(_("Hier gebeurt de helft"), anchor=False)
            data_table(chrome.payload(view.half, SHOWN), key="trend_waar_tabel")
