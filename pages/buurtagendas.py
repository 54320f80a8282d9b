"""Buurtagenda's: which buurten have an agenda, and why? Everybody reads; the team keeps them."""

import streamlit as st

from analytics import agenda as store
from analytics import indicators
from analytics.areas import Niveau, all_areas, at_level
from analytics.effects import effect
from analytics.language import _
from analytics.settings import settings
from analytics.store import store_of
from analytics.views import agenda_effects, agendas, common
from pages.shared import agenda_forms, agenda_shown, chrome, controls, data, visitor
from pages.shared.components import chosen, data_table

QUESTION = _("Welke buurten hebben een agenda, en waarom?")
ROWS = 18  # of a long table on the screen at once


def effects_of(one, snapshot):
    """The effect per indicator of a running agenda."""
    if not agendas.runs(one):
        return ()
    asked = controls.any_period(snapshot, Niveau.BUURT)
    return tuple(
        data.ask(effect, indicator, asked, one.gebied, one.vergelijking, one.van)
        for indicator in agendas.effect_indicators(one)
    )


def choose(view):
    """The agenda that the page is about: clicked, just made, or in the URL; None when there is none."""
    offered = {"": "", **{row: row for row in view.by_row}}
    controls.adopt("agenda", offered, "")
    clicked = st.session_state.pop("agenda_openen", None) or chosen("agendas")
    if clicked in offered:
        if clicked != st.session_state["agenda"]:
            agenda_forms.forget()
        st.session_state["agenda"] = clicked
    return view.by_row.get(controls.publish("agenda", ""))


def keep(one, snapshot):
    """The forms for one agenda and its actions."""

    def fresh():
        return facts_of(one.indicator, one.gebied, snapshot)

    with agenda_forms.fold("wijzigen", _("Deze agenda wijzigen")):
        agenda_forms.edit(where, one, all_areas(snapshot), fresh)
    for action in one.acties:
        with agenda_forms.fold(f"actie_{action.id}", _("Actie {n} wijzigen").format(n=action.id)):
            agenda_forms.edit_action(where, action)
    with agenda_forms.fold("toevoegen", _("Een actie toevoegen")):
        agenda_forms.add_action(where, one)


def facts_of(indicator, gebied, snapshot):
    """What the ranking says of an area now; None without an indicator."""
    if indicator not in indicators.load_all():
        return None
    found = indicators.load(indicator)
    return data.ask(agenda_effects.ranking_facts, found, controls.any_period(snapshot, Niveau.BUURT), gebied)


def nominate(entries, snapshot, names):
    """A new candidate; a link from the ranking opens this with the area and the indicator filled in."""
    linked = st.session_state["arrived"] and "gebied" in st.query_params
    offered = data.ask(common.available, snapshot, controls.LEVELS)
    default = common.first_of(indicators.on_screen("ranglijst"), offered)
    areas = {"": _("kies een gebied")}
    areas |= {a.code: a.naam for niveau in controls.LEVELS for a in at_level(snapshot, niveau)}
    areas |= controls.attention_names(snapshot)
    with agenda_forms.fold("voordragen", _("Een gebied voordragen"), opened=linked):
        gebied = controls.select("gebied", _("Gebied"), areas, "")
        titles = {"": _("geen keuze"), **{i.id: i.titel for i in offered}}
        indicator = controls.select("indicator", _("Indicator"), titles, default.id if default else "")
        if agendas.still_open(entries, gebied) is not None:
            chrome.sentence(_("{area} heeft al een agenda die nog loopt.").format(area=names[gebied]))
        elif gebied:
            facts = facts_of(indicator, gebied, snapshot)
            chrome.sentence(
                _("{area}: {facts}.").format(area=names[gebied], facts=agenda_effects.ranking_sentence(facts))
            )
            agenda_forms.nominate(where, snapshot.manifest().gemeente, gebied, indicator, facts)


where = store_of(settings().root)
with chrome.page("buurtagendas") as (snapshot, manifest):
    if st.session_state["arrived"]:
        agenda_forms.forget()
    entries = store.agendas(where, manifest.gemeente)
    names = {area.code: area.naam for area in all_areas(snapshot).values()}
    effects = {one.id: effects_of(one, snapshot) for one in entries}
    first = {id_: found[0] for id_, found in effects.items() if found}
    view = agendas.build(entries, names, first)
    chrome.head(QUESTION, view.answer, manifest)
    agenda_forms.tell_done()
    one = choose(view)
    if view.table is not None:
        data_table(chrome.payload(view.table.choose(str(one.id) if one else None), ROWS), key="agendas")
    if one is not None:
        doubts = agendas.doubts(one, entries, snapshot, names)
        more = agenda_shown.draw(where, one, names, effects[one.id], doubts)
    if visitor.in_team():
        if one is not None:
            keep(one, snapshot)
        nominate(entries, snapshot, names)
    source = common.of_snapshot(manifest)
    chrome.source_line(source, manifest)
    chrome.take_away(lambda: agendas.list_sheet(entries, names, first, source.notes), _("Buurtagenda's"), manifest)
    if one is not None:
        chrome.tables_of(more, _("Buurtagenda {area}").format(area=names.get(one.gebied, one.gebied)), source, manifest)
