"""Vergelijken: how do we do beside other municipalities, or a buurt beside buurten like it?"""

import streamlit as st

from analytics import indicators
from analytics.areas import Niveau
from analytics.contract import Manifest
from analytics.coverage import coverage
from analytics.figures import compare as figure
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection
from analytics.views import common, compare
from analytics.views.compare import Comparison
from pages.shared import chrome, controls, data
from pages.shared.components import data_table

STYLE = "<style>@media (min-width: 520px) {.st-key-omstandigheden {display: none;}}</style>"
WITH = {"gemeenten": Niveau.REFERENTIE, "buurten": Niveau.BUURT}


def one_area(selection: Selection, gemeente: str) -> str:
    """The municipality itself, or the buurt of one's choice."""
    if selection.niveau is Niveau.REFERENTIE:
        return gemeente
    names = data.ask(compare.comparable, selection)
    return controls.select("gebied", _("Buurt"), names, next(iter(names)))


def over(selection: Selection, indicator: Indicator) -> Selection:
    """The period and the denominator of one's choice."""
    choices = data.ask(compare.periods, indicator, selection)
    known = coverage(selection.snapshot, indicator, selection.niveau)
    names = {key: common.period_name(key, period, known) for key, period in choices.items()}
    period = choices[controls.select("periode", _("Periode"), names, next(iter(names)), width=330)]
    _counts, noemer = controls.measure_as(selection.snapshot, indicator, counts=False)
    return controls.selection(selection.snapshot, selection.niveau, period, noemer=noemer)


def draw(view: Comparison, manifest: Manifest) -> None:
    """The figures with what makes them fair beside them, and the picture."""
    for text in view.cautions:
        st.caption(text)
    data_table(chrome.payload(view.table), key="vergelijken_tabel")
    st.html(STYLE)
    with st.container(key="omstandigheden"):  # on a small screen the table above leaves them out
        data_table(chrome.payload(view.context), key="vergelijken_omstandigheden")
    chart = figure.rows_chart(view.found, view.earlier, dark=chrome.is_dark())
    reading = figure.reading(view.found, view.earlier)
    about = chrome.About(view.title, view.source, manifest, (reading, *view.cautions))
    chrome.chart(chart, "vergelijken_beeld", f"{view.chart_text} {view.answer}", about)
    st.caption(reading)
    chrome.remarks(view.notes)
    with st.expander(_("Hoe is dit beoordeeld?")):
        st.markdown(view.rule)


with chrome.page("vergelijken") as (snapshot, manifest):
    bare = {name: controls.any_period(snapshot, niveau) for name, niveau in WITH.items()}
    offered = {name: data.ask(compare.offered, selection) for name, selection in bare.items()}
    names = {"gemeenten": _("gemeenten"), "buurten": _("vergelijkbare buurten")}
    possible = {name: text for name, text in names.items() if offered[name]}
    if not possible:
        chrome.head(_("Hoe doen we het naast andere?"), compare.nothing(), manifest)
        st.stop()
    first = next(iter(possible))
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        beside = controls.switch("naast", _("Naast"), possible, first) if len(possible) > 1 else first
        indicator = controls.indicator(offered[beside], indicators.on_screen("vergelijken"))
        code = one_area(bare[beside], manifest.gemeente)
        selection = over(bare[beside], indicator)
    view = data.ask(compare.build, indicator, selection, code, manifest)
    with heading:
        chrome.head(view.question, view.answer, manifest, themas=[indicator.thema])
    if "gemeenten" not in possible:
        st.caption(compare.no_municipalities())
    draw(view, manifest)
    chrome.source_line(view.source, manifest)
    chrome.downloads(view.table, view.title, view.source, manifest)
    chrome.tables_of({_("omstandigheden"): view.context}, view.title, view.source, manifest)
