"""Doelen: are we on course with the targets of the programmes, and how sure is that?"""

from collections.abc import Sequence

import streamlit as st

from analytics import access
from analytics.contract import Manifest
from analytics.figures import targets as figures
from analytics.language import _
from analytics.targets import Judged, judge_all
from analytics.views import common, theme_plans
from analytics.views import target as one_view
from analytics.views import target_words as words
from analytics.views import targets as view
from pages.shared import chrome, controls, data, doing
from pages.shared.components import chosen, data_table
from pages.shared.target_cards import cards, drawn

TABLE = "doelen"
ROWS = 14  # of a long list of actions before it scrolls


def moment(gemeente: str) -> int | None:
    """The year at whose end one looks; None for now."""
    picked = controls.select("peiljaar", _("Stand"), view.moment_names(gemeente), view.NOW, width=150)
    return None if picked == view.NOW else int(picked)


def one_of(found: Sequence[Judged]) -> Judged | None:
    """The target that is shown in full: clicked or in the URL; None for the list."""
    offered = {one.doel.id: one for one in found}
    controls.adopt("doel", {"": "", **dict.fromkeys(offered, "")}, "")
    clicked = chosen(TABLE)
    if clicked in offered:
        st.session_state["doel"] = clicked
    return offered.get(controls.publish("doel", ""))


def back() -> None:
    """To the list."""
    st.session_state["doel"] = ""


def in_full(one: Judged, source: common.Source, manifest: Manifest) -> None:
    """One target: the chart, its twin, where every number comes from, and what a chance rests on."""
    st.button(_("Alle doelen"), on_click=back, icon=":material/arrow_back:", key="alle_doelen")
    st.subheader(words.name(one), anchor=False)
    if one.laatste is not None:
        chart = figures.large_chart(one, dark=chrome.is_dark(), decimals=words.decimals(one), unit=words.unit(one))
        about = chrome.About(words.name(one), source, manifest, (words.answer(one), one_view.reading(one)))
        chrome.chart(chart, "doel_verloop", one_view.chart_text(one), about)
        st.caption(one_view.reading(one))
    data_table(chrome.payload(one_view.history(one)), key="doel_jaren")
    published = one_view.published(one)
    if published is not None:
        st.subheader(_("Wat de gemeente publiceerde"), anchor=False)
        data_table(chrome.payload(published), key="doel_gepubliceerd")
        st.caption(_("Staat er in een latere uitgave een ander getal, dan is het cijfer herzien."))
    st.subheader(_("Wat gevraagd is, en waar het staat"), anchor=False)
    chrome.meanings(one_view.facts(one))
    if one.indicator is not None and not one.indicator.is_survey:
        asked = {"indicator": one.indicator.id}
        st.page_link("pages/hic_trend.py", label=_("Het verloop per maand, in HIC-trend"), query_params=asked)
    acting = doing.table(theme_plans.moving, one.doel.id, manifest.gemeente)
    if acting is not None:
        st.subheader(_("Acties die dit doel moeten bewegen"), anchor=False)
        data_table(chrome.payload(acting, ROWS), key="doel_acties")
    for title, lines in (
        (_("Waar dit op rust"), one.aannames),
        (_("In andere programma's"), one_view.others_text(one)),
    ):
        if lines:
            st.subheader(title, anchor=False)
            chrome.remarks(lines)


def listed(found: Sequence[Judged], peiljaar: int | None, source: common.Source, manifest: Manifest) -> None:
    """Every target, and the same in small charts."""
    data_table(chrome.payload(view.table(found)), key=TABLE)
    st.caption(view.reading())
    reasons = view.unsaid(found)
    if reasons:
        with st.expander(_("Waarom is over sommige doelen niets te zeggen?")):
            chrome.meanings(reasons)
    pictures = drawn(found)
    if not pictures:
        return
    st.subheader(_("In kleine grafieken"), anchor=False)
    with st.container(key="doelen_klein"):
        cards(pictures)
    about = chrome.About(view.title(peiljaar), source, manifest, (view.small_reading(),))
    chrome.picture_files("doelen_klein", view.answer(found), about)
    st.caption(view.small_reading())


with chrome.page("doelen") as (snapshot, manifest):
    if not view.with_targets(manifest.gemeente):
        chrome.head(view.question(), view.nothing(manifest.gemeentenaam), manifest)
        st.stop()
    heading = st.container()
    if controls.moved("doel") and st.query_params.get("doel"):
        controls.forget("programma", "thema")  # a link to one target leads to it, whatever was chosen before
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        programma = controls.select("programma", _("Programma"), view.programme_names(manifest.gemeente), view.ALL)
        thema = controls.select("thema", _("Thema"), view.theme_names(manifest.gemeente), view.ALL)
        peiljaar = moment(manifest.gemeente)
    judged = data.ask(judge_all, snapshot, access.current(), manifest.gemeente, peiljaar)
    found = view.shown(judged, programma, thema, peiljaar)
    with heading:
        one = one_of(found)
        said, themas = (view.answer(found), ()) if one is None else (words.answer(one), (one.doel.thema,))
        chrome.head(view.question(), said, manifest, themas=themas)
    source = view.source(found if one is None else (one,), manifest)
    if one is not None:
        in_full(one, source, manifest)
    elif found:
        listed(found, peiljaar, source, manifest)
    with st.expander(_("Wat betekenen deze woorden?")):
        chrome.meanings(words.meanings())
    chrome.source_line(source, manifest)
    table = view.table(found) if one is None else one_view.history(one)
    chrome.downloads(table, view.title(peiljaar) if one is None else one.doel.id, source, manifest)
    if one is not None:
        chrome.tables_of({_("gepubliceerde cijfers"): one_view.published(one)}, one.doel.id, source, manifest)
