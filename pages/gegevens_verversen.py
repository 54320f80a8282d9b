"""Gegevens verversen: are the new figures good enough to publish? Only for who may refresh."""

from functools import partial

import streamlit as st

from analytics.language import _
from analytics.refresh.incoming import Kind
from analytics.refresh.mappings import titles
from analytics.settings import settings
from analytics.views import common, incoming
from pages.shared import chrome, comparing, controls, refreshing, visitor
from pages.shared.components import data_table

QUESTION = _("Zijn de nieuwe gegevens goed genoeg om te publiceren?")
KINDS = {Kind.POLITIE.value: _("politiebestand"), Kind.ENQUETE.value: _("enquête")}
FORMS = {
    Kind.POLITIE: _("Bestanden (CSV, Excel, Parquet of zip; maanden mogen los of samen)"),
    Kind.ENQUETE: _("Bestanden (CSV, Excel, Parquet, SPSS of zip; een tabel of een rij per respondent)"),
}


def deliver(kind, mapping):
    """The files, and the button that has them checked."""
    files = st.file_uploader(
        FORMS[kind],
        accept_multiple_files=True,
        key=refreshing.turn(f"bestanden_{kind}"),
    )
    published = None
    if kind is Kind.ENQUETE:
        with st.expander(_("Vergelijken met een gepubliceerde tabel (hoeft niet)")):
            published = st.file_uploader(_("Gepubliceerde tabel"), key=refreshing.turn("gepubliceerd"))
    if st.button(_("Controleren"), type="primary", disabled=not files, key="controleren"):
        refreshing.check(kind, mapping, files, published)
    return files


def show_findings(found, view, manifest):
    """What is wrong, where, and what to do; with the report for the supplier."""
    st.subheader(_("Wat er gevonden is in {files}").format(files=common.some(list(found.names), 5)), anchor=False)
    if view.findings is not None:
        data_table(chrome.payload(view.findings, comparing.ROWS), key="bevindingen")
    make = partial(incoming.report_sheet, found.proposal.report, found.names, found.checked)
    chrome.take_away(make, _("Verslag van de controle"), manifest, what=_("dit verslag"))


def decide(found, view):
    """Publish, with a reason when there are warnings, or leave it."""
    st.subheader(_("Publiceren"), anchor=False)
    seen, reason = False, ""
    if not view.blocks:
        if view.asks:
            seen = st.checkbox(_("Ik heb de waarschuwingen bekeken"), key=refreshing.turn("bekeken"))
        label = _("Reden: waarom is het goed? (verplicht)") if view.asks else _("Reden (mag leeg blijven)")
        reason = st.text_input(label, key=refreshing.turn("reden"), max_chars=500)
    why_not = incoming.why_not(view, seen=seen, reason=reason)
    if why_not:
        st.caption(why_not)
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Publiceren"), type="primary", disabled=bool(why_not), key="publiceren"):
            refreshing.publish(found, reason)
        st.button(_("Niet publiceren, opnieuw beginnen"), on_click=refreshing.forget, key="opnieuw")


def tell_published(snapshot_id):
    """What became of it, and where to look and undo."""
    st.success(_("Gepubliceerd: momentopname {id}. Iedereen ziet nu de nieuwe cijfers.").format(id=snapshot_id))
    with st.container(horizontal=True, gap="medium"):
        st.page_link("pages/geschiedenis.py", label=_("Geschiedenis: bekijken of terugdraaien"))
        st.page_link("pages/overzicht.py", label=_("Overzicht: de nieuwe cijfers"))


with chrome.page("gegevens-verversen") as (snapshot, manifest):
    visitor.require_refresh()
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        kind = Kind(controls.switch("soort", _("Wat wilt u inlezen?"), KINDS, Kind.POLITIE.value))
        named = {"": _("herken aan de kolommen"), **titles(kind, settings().root)}
        mapping = controls.select("beschrijving", _("Beschrijving van het bestand"), named, "")
    files = deliver(kind, mapping)
    snapshot_id = refreshing.just_published()
    answer = _("Geef de bestanden en laat ze controleren. Er verandert niets totdat u publiceert.")
    if (found := refreshing.waiting(kind, mapping, files)) is not None:
        view = incoming.build(found.proposal.report)
        answer = view.answer
        show_findings(found, view, manifest)
        if found.proposal.delivery is not None:
            comparing.show_rounds(found.proposal.surveys, snapshot)
            st.subheader(_("Wat er aan registraties zou veranderen"), anchor=False)
            comparing.show_differences(found.proposal.differences, manifest)
        decide(found, view)
    elif snapshot_id is not None:
        answer = _("Ja: ze zijn gepubliceerd en nu te zien.")
    with heading:
        chrome.head(QUESTION, answer, manifest)
        if found is None and snapshot_id is not None:
            tell_published(snapshot_id)
    chrome.source_line(common.of_snapshot(manifest), manifest)
