"""Thema's: what is known, aimed at and done per theme of Kernbeleid Veiligheid, and what is missing?"""

import streamlit as st

from analytics.areas import Niveau
from analytics.contract import Manifest
from analytics.language import _
from analytics.measures import Selection
from analytics.tables import Table
from analytics.views import theme, theme_plans, themes
from analytics.views.theme import OneTheme
from pages.shared import chrome, controls, data, doing
from pages.shared.components import data_table

ROWS = 14  # of a long list of actions before it scrolls


def part(name: str, table: Table | None, key: str, most: int | None = None) -> None:
    """One of the tables of a theme, where there is one."""
    if table is not None:
        st.subheader(name, anchor=False)
        data_table(chrome.payload(table, most), key=key)


def everything(selection: Selection, manifest: Manifest) -> None:
    """All themes, with their gaps."""
    view = data.ask(themes.build, selection, manifest)
    with heading:
        chrome.head(view.question, view.answer, manifest)
    data_table(chrome.payload(view.table), key="themas_tabel")
    chrome.source_line(view.source, manifest)
    chrome.downloads(view.table, _("Thema's"), view.source, manifest)


def one(selection: Selection, code: str, manifest: Manifest) -> None:
    """One theme."""
    view = data.ask(theme.build, selection, code, manifest)
    with heading:
        chrome.head(view.question, view.answer, manifest)
    part(_("Wat de politie registreerde"), view.registered, "thema_registraties")
    part(_("Wat bewoners zeggen"), view.experienced, "thema_beleving")
    for text in filter(None, (view.missing, view.kinds)):
        st.caption(text)
    if view.gaps:
        st.subheader(_("Waarom er geen indicator is"), anchor=False)
        chrome.remarks(view.gaps)
    part(_("Doelen"), view.goals, "thema_doelen")
    if view.doubt:
        st.caption(view.doubt)
    if view.first:
        st.subheader(_("Plek in de programma's"), anchor=False)
        chrome.remarks(view.first)
    acting = doing.table(theme_plans.doings, code, manifest.gemeente)
    part(_("Acties, en hoe ver ze zijn"), acting, "thema_acties", ROWS)
    chrome.source_line(view.source, manifest)
    take_away(view, acting, manifest)


def take_away(view: OneTheme, acting: Table | None, manifest: Manifest) -> None:
    """Every table of the theme; the first one is the table of the page."""
    parts = {
        _("cijfers"): view.registered,
        _("enquête"): view.experienced,
        _("doelen"): view.goals,
        _("acties"): acting,
    }
    chrome.tables_of(parts, view.title, view.source, manifest)


with chrome.page("themas") as (snapshot, manifest):
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        options = {"": _("alle thema's"), **themes.names()}
        chosen = controls.select("thema", _("Thema"), options, "", width=420)
    selection = controls.any_period(snapshot, Niveau.GEMEENTE)
    if chosen:
        one(selection, chosen, manifest)
    else:
        everything(selection, manifest)
