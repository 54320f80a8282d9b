"""One agenda in full: why, what is done, what it brought about, who changed what."""

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics import agenda as store
from analytics.agenda import Agenda
from analytics.effects import Effect
from analytics.language import _
from analytics.store import Store
from analytics.tables import Table
from analytics.views import agenda_effects, agendas
from pages.shared import agenda_forms, chrome
from pages.shared.components import data_table

ROWS = 18  # of a long table on the screen at once


def draw(
    where: Store, one: Agenda, names: Mapping[str, str], effects: Sequence[Effect], doubts: Sequence[str]
) -> dict[str, Table | None]:
    """Draw the agenda; its tables by name."""
    name = names.get(one.gebied, one.gebied)
    st.subheader(_("Buurtagenda {area}").format(area=name), anchor=False)
    chrome.meanings(agendas.facts(one, names, doubts))
    actions, changes = agendas.actions_table(one), agendas.history_table(store.history(where, one.id), names)
    if actions is not None:
        data_table(chrome.payload(actions), key="acties")
    else:
        chrome.sentence(_("Er zijn nog geen acties opgeschreven."))
    if agendas.runs(one):
        _effects(name, names, effects)
    with agenda_forms.fold("geschiedenis", _("Wie veranderde wat, en wanneer?")):
        data_table(chrome.payload(changes, ROWS), key="geschiedenis_agenda")
    return {_("acties"): actions, _("geschiedenis"): changes}


def _effects(name: str, names: Mapping[str, str], effects: Sequence[Effect]) -> None:
    st.subheader(_("Wat heeft het opgeleverd?"), anchor=False)
    lines = [line for found in effects for line in agenda_effects.sentences(found, name, names)]
    chrome.remarks(lines or [_("Kies een indicator die geteld wordt; dan is het effect te berekenen.")])
    if any(found.gebied is not None for found in effects):
        st.caption(agenda_effects.reservation())
