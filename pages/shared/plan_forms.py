"""The forms of the Uitvoeringsagenda: say how far an action is, and keep the actions that the team adds itself.

What was typed stays until it is saved, also when it is refused; nothing is deleted, only withdrawn.
"""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from analytics import progress
from analytics.language import _
from analytics.progress import OwnAction, Progress, Said, reporting
from analytics.progress import own as own_rules
from analytics.store import Store
from analytics.store.declared import declared
from analytics.views import plan_form
from analytics.views.action_plan import Choice
from analytics.views.plan_actions import PlanAction, quarter_name
from pages.shared import team

NEW = "nieuw"
FORMS = team.Forms("uitvoering")
CHOSEN, BEFORE = "eigen_keuze", "eigen_actie_eerder"
NO_NAMES = _("Toelichting (mag leeg; noem rollen, geen personen)")


def report(where: Store, gemeente: str, one: PlanAction, kwartaal: date, told: Sequence[Progress]) -> None:
    """Say how far an action is in a quarter. `told`: every report on it, the newest first."""
    current = next((found for found in told if found.said.kwartaal == kwartaal), None)
    name = f"voortgang_{one.id}_{kwartaal:%Y-%m}_{FORMS.turn}"
    if f"{name}_tekst" not in st.session_state:  # opened, now or again: with what is kept
        st.session_state[f"{name}_status"] = current.said.status if current is not None else None
        st.session_state[f"{name}_tekst"] = current.said.toelichting if current is not None else ""
        st.session_state[f"{name}_gezien"] = current.versie if current is not None else 0
    known = declared().voortgang
    with st.form(f"{name}_formulier", border=False):
        label = _("Hoe ver is deze actie in {quarter}?").format(quarter=quarter_name(kwartaal))
        st.radio(label, list(known), format_func=lambda id_: known[id_], key=f"{name}_status", horizontal=True)
        st.text_area(NO_NAMES, key=f"{name}_tekst", max_chars=reporting.LONGEST, height=86)
        pressed = st.form_submit_button(_("Stand bewaren"), type="primary", key=f"{name}_knop")
    if pressed:
        status, text = st.session_state[f"{name}_status"], st.session_state[f"{name}_tekst"]
        said, seen = Said(gemeente, one.id, kwartaal, status or "", text), st.session_state[f"{name}_gezien"]
        FORMS.save(name, lambda: progress.report(where, said, team.author(), seen=seen), _("De stand is bewaard."))


def own(where: Store, gemeente: str, every: Sequence[OwnAction], asked: Choice, picked: str) -> None:
    """Add an action of the team, change, withdraw or put back one. `picked`: the action that the page is about."""
    with st.expander(_("Eigen acties bijhouden"), key="eigen_acties", on_change="rerun"):
        one = _choose(every, picked)
        name = f"eigen_{NEW if one is None else one.nummer}_{FORMS.turn}"
        if f"{name}_actie" not in st.session_state:  # opened, now or again: with what is kept
            st.session_state[f"{name}_basis"] = one
            st.session_state[f"{name}_gezien"] = one.versie if one is not None else 0
            for veld, value in plan_form.typed(one, gemeente, asked.programma, asked.thema).items():
                st.session_state[f"{name}_{veld}"] = value
        with st.form(f"{name}_formulier", border=False):
            _fields(name, gemeente)
            with st.container(horizontal=True, gap="small"):
                save = st.form_submit_button(_("Actie bewaren"), type="primary", key=f"{name}_bewaren")
                turn = one is not None and st.form_submit_button(
                    _("Terugzetten") if one.ingetrokken else _("Intrekken"), key=f"{name}_intrekken"
                )
        if save:
            FORMS.save(name, lambda: _kept(where, gemeente, name), _("De actie is bewaard."))
        elif turn and one is not None:
            done = _("De actie is teruggezet.") if one.ingetrokken else _("De actie is ingetrokken.")
            FORMS.save(name, lambda: _turned(where, name, one), done)


def _choose(every: Sequence[OwnAction], picked: str) -> OwnAction | None:
    """The action to change, the newest first; None for a new one. What the page is about is chosen already."""
    offered = {one.id: one for one in reversed(every)}
    names = {NEW: _("een nieuwe actie"), **{id_: plan_form.name(one) for id_, one in offered.items()}}
    if st.session_state.get(BEFORE) != picked:
        st.session_state[BEFORE] = picked
        st.session_state[CHOSEN] = picked if picked in offered else NEW
    if st.session_state.get(CHOSEN) not in names:
        st.session_state[CHOSEN] = NEW
    if offered:
        label = _("Nieuw, of een van de eerdere wijzigen")
        st.selectbox(label, list(names), format_func=lambda id_: names.get(id_, id_), key=CHOSEN)
    return offered.get(st.session_state[CHOSEN])


def _fields(name: str, gemeente: str) -> None:
    leads, written = plan_form.lead_names(), _("{what} (dag-maand-jaar, mag leeg)")
    st.text_input(_("Wat wordt er gedaan?"), key=f"{name}_actie", max_chars=own_rules.LONGEST)
    left, right = st.columns(2)
    with left:
        _menu(_("Bij welk programma?"), f"{name}_programma", plan_form.programme_names(gemeente))
        st.text_input(written.format(what=_("Begin")), key=f"{name}_van", max_chars=12)
        _menu(_("Trekker (rol)"), f"{name}_trekker", leads)
    with right:
        _menu(_("Bij welk thema?"), f"{name}_thema", plan_form.theme_names())
        st.text_input(written.format(what=_("Einde")), key=f"{name}_tot", max_chars=12)
        st.multiselect(
            _("Partners (rollen, geen namen)"),
            [id_ for id_ in leads if id_],
            format_func=lambda id_: leads.get(id_, id_),
            key=f"{name}_partners",
            placeholder=_("Maak een keuze"),
        )
    _menu(_("Welk doel moet dit dichterbij brengen?"), f"{name}_doel", plan_form.target_names(gemeente))


def _menu(label: str, key: str, options: dict[str, str]) -> None:
    st.selectbox(label, list(options), format_func=lambda id_: options.get(id_, id_), key=key)


def _kept(where: Store, gemeente: str, name: str) -> OwnAction:
    typed = {veld: st.session_state[f"{name}_{veld}"] for veld in plan_form.FIELDS}
    basis, seen = st.session_state[f"{name}_basis"], st.session_state[f"{name}_gezien"]
    if basis is None:
        return progress.add_own(where, plan_form.new(typed, gemeente), team.author())
    return progress.change_own(where, basis.nummer, seen, plan_form.changed(typed, basis), team.author())


def _turned(where: Store, name: str, one: OwnAction) -> OwnAction:
    """Withdrawn, or put back."""
    seen = st.session_state[f"{name}_gezien"]
    if one.ingetrokken:
        return progress.change_own(where, one.nummer, seen, {"ingetrokken": False}, team.author())
    return progress.withdraw_own(where, one.nummer, seen, team.author())
