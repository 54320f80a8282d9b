"""The annotations of the team on the page HIC-trend: read them for the charts, list them, and the form to keep them.

What was typed stays until it is saved, also when it is refused; nothing is deleted, only withdrawn.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape

import streamlit as st

from analytics import annotations as kept
from analytics import progress
from analytics.annotations import Annotation, rules
from analytics.areas import Area, all_areas
from analytics.indicators import Indicator
from analytics.language import _
from analytics.settings import settings
from analytics.snapshots import Snapshot
from analytics.store import StoreUnavailable, store_of
from analytics.store.declared import declared
from analytics.views import action_starts, annotation_form, annotations
from analytics.views.annotations import Noted
from pages.shared import visitor
from pages.shared.team import Forms, author
from pages.shared.trend.asked import Asked

NEW = "nieuw"
FORMS, CHOSEN = Forms("aantekening"), "aantekening_keuze"
STYLE = """<style>
ul.aantekeningen {list-style: none; margin: 0; padding: 0;}
ul.aantekeningen li {font-size: .875rem; line-height: 1.4; margin: 0 0 .35rem 0; overflow-wrap: anywhere;}
</style>"""
FIELDS = ("van", "tot", "soort", "tekst", "toelichting", "waar", "waarover")


def noted(snapshot: Snapshot, gebied: str, shown: Iterable[Indicator], span: tuple[date, date] | None) -> Noted:
    """The annotations and the begins of actions for charts of these indicators in one area; a database that is away
    keeps nobody from the figures. `span`: the first day of the first and of the last month drawn."""
    try:
        found = (*_every(snapshot), *_begun(snapshot))
    except StoreUnavailable as error:
        st.warning(str(error))
        found = ()
    return annotations.noted(found, shown, gebied, all_areas(snapshot), span)


def listed(lines: Iterable[tuple[str, str]]) -> None:
    """The list under a chart, if there is anything to list."""
    items = "".join(f"<li><strong>{escape(head)}</strong><br>{escape(body)}</li>" for head, body in lines)
    if items:
        st.html(f'{STYLE}<ul class="aantekeningen">{items}</ul>')


def in_file(lines: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The same lines for the file of a chart."""
    return tuple(f"{head}: {body}" for head, body in lines)


def keep(asked: Asked) -> None:
    """For the team: add an annotation here, change or withdraw one."""
    FORMS.tell_done()
    if not visitor.in_team():
        return
    try:
        every = _every(asked.selection.snapshot)
    except StoreUnavailable:  # said above the first chart
        return
    with st.expander(_("Aantekeningen bijhouden"), key="aantekeningen", on_change="rerun"):
        _form(asked, _choose(every))


def _every(snapshot: Snapshot) -> tuple[Annotation, ...]:
    return kept.annotations(store_of(settings().root), snapshot.manifest().gemeente)


def _begun(snapshot: Snapshot) -> tuple[Annotation, ...]:
    where, gemeente = store_of(settings().root), snapshot.manifest().gemeente
    return action_starts.begun(gemeente, progress.own_actions(where, gemeente), progress.reports(where, gemeente))


def _choose(every: tuple[Annotation, ...]) -> Annotation | None:
    """The annotation to change, the newest first; None for a new one."""
    offered = {str(one.id): one for one in reversed(every)}
    names = {NEW: _("een nieuwe aantekening"), **{id_: annotation_form.name(one) for id_, one in offered.items()}}
    if st.session_state.get(CHOSEN) not in names:
        st.session_state[CHOSEN] = NEW
    if offered:
        label = _("Nieuw, of een van de eerdere wijzigen")
        st.selectbox(label, list(names), format_func=lambda id_: names.get(id_, id_), key=CHOSEN)
    return offered.get(st.session_state[CHOSEN])


def _form(asked: Asked, one: Annotation | None) -> None:
    areas = all_areas(asked.selection.snapshot)
    name = _name(asked, one)
    if f"{name}_tekst" not in st.session_state:  # opened, now or again: with what is kept
        st.session_state[f"{name}_basis"] = one
        st.session_state[f"{name}_gezien"] = one.versie if one is not None else 0
        for veld, value in annotation_form.typed(one, asked.area, asked.indicator, areas).items():
            st.session_state[f"{name}_{veld}"] = value
    with st.form(f"{name}_formulier", border=False):
        _fields(name, asked, areas)
        with st.container(horizontal=True, gap="small"):
            save = st.form_submit_button(_("Bewaren"), type="primary", key=f"{name}_bewaren")
            turn = one is not None and st.form_submit_button(
                _("Terugzetten") if one.ingetrokken else _("Intrekken"), key=f"{name}_intrekken"
            )
    if save:
        _save(name, asked)
    elif turn and one is not None:
        FORMS.save(name, lambda: _turned(name, one), _("Teruggezet.") if one.ingetrokken else _("Ingetrokken."))


def _name(asked: Asked, one: Annotation | None) -> str:
    """A new one belongs to the area and the indicator on the screen; one that is kept is the same everywhere, but its
    choices are seen from there."""
    what = f"{NEW if one is None else one.id}_{asked.area.code}_{asked.indicator.id}"
    return f"aantekening_{what}_{FORMS.turn}"


def _fields(name: str, asked: Asked, areas: Mapping[str, Area]) -> None:
    basis = st.session_state[f"{name}_basis"]
    written = _("{what} (dag-maand-jaar)")
    left, right = st.columns(2)
    left.text_input(written.format(what=_("Dag of begin")), key=f"{name}_van", max_chars=12)
    right.text_input(written.format(what=_("Einde, als het een tijd duurde")), key=f"{name}_tot", max_chars=12)
    _choices(_("Wat voor aantekening is het?"), f"{name}_soort", declared().aantekening)
    st.text_input(_("Tekst bij de grafiek"), key=f"{name}_tekst", max_chars=rules.LONGEST)
    label = _("Toelichting (mag leeg; noem rollen, geen personen)")
    st.text_area(label, key=f"{name}_toelichting", max_chars=rules.EXPLAINED, height=86)
    _choices(_("Waar?"), f"{name}_waar", annotation_form.where(basis, asked.area, areas))
    _choices(_("Waarover?"), f"{name}_waarover", annotation_form.about(basis, asked.indicator, areas))


def _choices(label: str, key: str, options: Mapping[str, str]) -> None:
    st.radio(label, list(options), format_func=lambda id_: options.get(id_, id_), key=key, horizontal=True)


def _save(name: str, asked: Asked) -> None:
    typed = {veld: st.session_state[f"{name}_{veld}"] for veld in FIELDS}
    basis, where = st.session_state[f"{name}_basis"], store_of(settings().root)

    def keep_it() -> Annotation:
        if basis is None:
            made = annotation_form.new(typed, asked.manifest.gemeente, asked.area, asked.indicator)
            return kept.add(where, made, author())
        changes = annotation_form.changed(typed, basis, asked.area, asked.indicator)
        return kept.change(where, basis.id, st.session_state[f"{name}_gezien"], changes, author())

    FORMS.save(name, keep_it, _("Bewaard."))


def _turned(name: str, one: Annotation) -> Annotation:
    """Withdrawn, or put back."""
    where, seen = store_of(settings().root), st.session_state[f"{name}_gezien"]
    if one.ingetrokken:
        return kept.change(where, one.id, seen, {"ingetrokken": False}, author())
    return kept.withdraw(where, one.id, seen, author())
