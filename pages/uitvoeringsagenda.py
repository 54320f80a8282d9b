"""Uitvoeringsagenda: what do we do, and how far is it? Everybody reads; the team reports and adds actions."""

import streamlit as st

from analytics import progress
from analytics.language import _
from analytics.settings import settings
from analytics.store import store_of
from analytics.views import action_plan as view
from analytics.views import plan_actions
from pages.shared import chrome, controls, plan_forms, team, themed, visitor
from pages.shared.components import chosen, data_table

ROWS = 22  # of a long table on the screen at once


def filters(gemeente, own):
    """Programme, theme, quarter and state."""
    today = team.author().vandaag
    quarters = plan_actions.quarters(gemeente, today)
    names = {id_: plan_actions.quarter_name(day) for id_, day in quarters.items()}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        offered = view.programme_choices(gemeente, own, today)
        default = view.default_programme(gemeente, own, st.query_params.get("actie", ""))
        programma = controls.select("programma", _("Programma"), offered, default, 310)
        themes = view.theme_choices(gemeente, own, programma)
        thema = controls.select("thema", _("Thema"), themes, "", 230)
        kwartaal = controls.select("kwartaal", _("Stand over"), names, next(iter(names)), 190)
        status = controls.select("status", _("Stand"), view.status_choices(), "", 165)
    return view.Choice(programma, thema, quarters[kwartaal], status)


def choose(by_row):
    """The action that the page is about: clicked, or in the URL; None when there is none."""
    offered = {"": "", **{row: row for row in by_row}}
    controls.adopt("actie", offered, "")
    clicked = chosen("acties")
    if clicked in offered:
        st.session_state["actie"] = clicked
    return by_row.get(controls.publish("actie", ""))


def show(gemeente, one, now, kwartaal):
    """One action in full: what, who, how far, and for the team the form to say so."""
    st.subheader(one.actie, anchor=False)
    chrome.meanings(view.facts(one, now, kwartaal))
    themed.links([one.thema])
    if one.doel:
        st.page_link("pages/doelen.py", label=_("Hoe staat dit doel ervoor?"), query_params={"doel": one.doel})
    told = progress.history(where, gemeente, one.id)
    if visitor.in_team():
        plan_forms.report(where, gemeente, one, kwartaal, told)
    table = view.history_table(told)
    if table is not None:
        with st.expander(_("Alle meldingen over deze actie")):
            data_table(chrome.payload(table), key="meldingen")


where = store_of(settings().root)
with chrome.page("uitvoeringsagenda") as (snapshot, manifest):
    gemeente = manifest.gemeente
    own, found = progress.own_actions(where, gemeente), progress.reports(where, gemeente)
    if not view.programme_choices(gemeente, own, team.author().vandaag):
        chrome.head(view.question(), view.nothing(), manifest)
        st.stop()
    heading = st.container()
    if controls.moved("actie") and st.query_params.get("actie"):
        controls.forget("programma", "thema", "status")  # a link to one action leads to it, whatever was chosen before
    asked = filters(gemeente, own)
    shown = view.build(gemeente, own, found, asked)
    with heading:
        chrome.head(view.question(), shown.answer, manifest)
    picked = choose(shown.by_row)
    if shown.table is not None:
        data_table(chrome.payload(shown.table.choose(picked[0].id if picked else None), ROWS), key="acties")
    plan_forms.FORMS.tell_done()
    if picked is not None:
        show(gemeente, *picked, asked.kwartaal)
    if visitor.in_team():
        plan_forms.own(where, gemeente, own, asked, picked[0].id if picked else "")
    source = view.source(gemeente, own, asked, manifest)
    chrome.source_line(source, manifest)
    if shown.table is not None:
        chrome.downloads(shown.table, view.title(asked), source, manifest)
    if picked is not None:
        told = view.history_table(progress.history(where, gemeente, picked[0].id))
        chrome.tables_of({_("meldingen"): told}, picked[0].actie, source, manifest)
