"""Geschiedenis: what changed when, and by whom? Verify and roll back; how figures grow after their month."""

from datetime import date

import streamlit as st

from analytics import access, history
from analytics.figures import revisions as charts
from analytics.language import _
from analytics.settings import settings
from analytics.views import common, publications, revisions
from pages.shared import chrome, comparing, controls, data, rolling_back
from pages.shared.components import chosen, data_table


def choose(view, live):
    """The snapshot that the rest of the page is about: clicked, in the URL, or what is live."""
    offered = {snapshot.id: snapshot.id for snapshot in view.snapshots.values()}
    default = live.id if live is not None else next(iter(offered), "")
    controls.adopt("momentopname", offered, default)
    clicked = view.snapshots.get(chosen("publicaties") or "")
    if clicked is not None:
        st.session_state["momentopname"] = clicked.id
    picked = controls.publish("momentopname", default)
    return next((snapshot for snapshot in view.snapshots.values() if snapshot.id == picked), None)


def show_chosen(snapshot, live):
    """One snapshot: what it is, whether it is whole, how to put it back, and what it changed."""
    manifest = snapshot.manifest()
    st.subheader(_("Momentopname {id}").format(id=snapshot.id), anchor=False)
    chrome.remarks(publications.facts(manifest, is_live=snapshot == live))
    if manifest.aanvaard:
        with st.expander(_("Aanvaarde waarschuwingen")):
            chrome.remarks(manifest.aanvaard)
    if manifest.meldingen:
        with st.expander(_("Wat er bij het inlezen is gedaan")):
            chrome.remarks(manifest.meldingen)
    rolling_back.controls_for(snapshot, live)
    st.subheader(_("Wat er veranderde ten opzichte van de momentopname ervoor"), anchor=False)
    before = history.before(settings().root, snapshot)
    if before is None:
        chrome.sentence(_("Van de momentopname ervoor is niets bewaard: er is niets om mee te vergelijken."))
        return
    threshold = access.threshold(access.current())
    comparing.show_differences(history.changes(before, snapshot), manifest, threshold)
    surveys = data.ask(comparing.rounds_between, before, snapshot)
    comparing.show_rounds(surveys, snapshot, settings().minimum_respondenten)


def show_growth(snapshot):
    """How the figures of recent months grew, and how complete such months usually are."""
    offered = data.ask(revisions.with_revisions, snapshot)
    st.subheader(_("Hoeveel groeien recente maanden nog?"), anchor=False)
    if not offered:
        chrome.sentence(_("Dat is te zien zodra er meer dan één keer gepubliceerd is."))
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        indicator = controls.indicator(offered, offered)
        months = data.ask(revisions.months, snapshot, indicator)
        names = {month.isoformat(): revisions.month_name(month) for month in months}
        month = date.fromisoformat(controls.select("maand", _("Maand"), names, revisions.opening(months).isoformat()))
    threshold = access.threshold(access.current())
    view = data.ask(revisions.revisions, snapshot, indicator, month, threshold)
    chrome.sentence(view.answer)
    source, manifest = common.of_snapshot(snapshot.manifest()), snapshot.manifest()
    title = _("{title} in {month}, zoals het eerst en nu bekend is")
    about = chrome.About(title.format(title=indicator.titel, month=names[month.isoformat()]), source, manifest)
    chrome.chart(charts.revision_chart(view.known, month, dark=chrome.is_dark()), "standen", view.answer, about)
    data_table(chrome.payload(view.table), key="standen_tabel")
    ages = data.ask(revisions.ages, snapshot, indicator)
    answer = data.ask(revisions.completeness_answer, snapshot, indicator, ages)
    chrome.sentence(answer)
    if ages:
        title = _("{title}: hoeveel van het uiteindelijke aantal bekend is, per maand erna")
        about = chrome.About(title.format(title=indicator.titel), source, manifest)
        chrome.chart(charts.completeness_chart(ages, dark=chrome.is_dark()), "volledigheid", answer, about)
    later = revisions.completeness_table(ages, answer) if ages else None
    if later is not None:
        with st.expander(_("Als tabel")):
            data_table(chrome.payload(later), key="volledigheid_tabel")
    others = {_("eerst en nu bekend"): view.table, _("volledigheid"): later}
    chrome.tables_of(others, indicator.titel, source, manifest)


with chrome.frame("geschiedenis"):
    live, trouble = data.live_or_reason()
    view = publications.build(history.publications(settings().root), live)
    manifest = live.manifest() if live is not None else None
    chrome.head(_("Wat is er wanneer veranderd, en door wie?"), view.answer, manifest)
    if trouble:
        st.error(trouble)
    rolling_back.tell_done()
    snapshot = choose(view, live)
    table = view.table.choose(snapshot.id if snapshot is not None else None)
    data_table(chrome.payload(table, comparing.ROWS), key="publicaties")
    if snapshot is not None:
        show_chosen(snapshot, live)
    if live is not None and manifest is not None:
        show_growth(live)
        chrome.source_line(common.of_snapshot(manifest), manifest)
        chrome.downloads(view.table, _("Geschiedenis"), common.of_snapshot(manifest), manifest)
