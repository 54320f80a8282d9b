"""The forms of the team: nominate, change, add an action. What was typed stays until it is saved, also when refused.

A form begins with what was kept when it was opened (its basis). Only fields that differ from that are saved, so that
what somebody else changed in other fields stays; with their change in view a second press of the button saves.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from analytics import agenda as store
from analytics.agenda import Action, Agenda, NewAction, NewAgenda, declared
from analytics.areas import Area, Niveau
from analytics.errors import VeiligheidError
from analytics.indicators import load_all
from analytics.language import _
from analytics.store import Changed, Store
from analytics.views import agenda_form
from analytics.views.agenda_form import as_typed
from pages.shared.team import as_list, author

DONE, TURN = "agenda_klaar", "agenda_beurt"
LONG, SHORT = 4000, 12  # signs that fit in a text and in a day


def tell_done() -> None:
    """That it was saved, once. Its place is always there: what moves is made anew, and loses its focus."""
    text = st.session_state.pop(DONE, None)
    with st.container(key="bewaard"):
        if text:
            st.success(text)


def fold(name: str, label: str, *, opened: bool = False) -> Any:
    """A part that is folded away until it is asked for, and then stays open while one works in it."""
    key = f"vouw_{name}"
    if opened:
        st.session_state[key] = True
    return st.expander(label, key=key, on_change="rerun")


def nominate(where: Store, gemeente: str, gebied: str, indicator: str, facts: Mapping[str, Any] | None) -> None:
    """A new candidate with what the ranking says of it."""
    with st.form("voordragen", border=False):
        typed = {
            "reden_soort": _menu("reden_soort", "nieuw", _("Wat voor reden is er?"), declared().reden_soort),
            "reden": _text("reden", "nieuw", _("Waarom dit gebied? (mag later)")),
            "themas": _several("themas", "nieuw", _("Thema's"), declared().themas),
        }
        if st.form_submit_button(_("Voordragen als kandidaat"), type="primary", key="voordragen_knop"):
            new = NewAgenda(gemeente, gebied, indicator=indicator, rangfeiten=facts, **typed)
            done = _("Voorgedragen. De agenda staat in de lijst; vul hieronder aan wat u al weet.")
            kept = _save(lambda: store.nominate(where, new, author()), done)
            if kept is not None:
                _again(str(kept.id))


def edit(where: Store, one: Agenda, areas: Mapping[str, Area], fresh: Callable[[], dict[str, Any] | None]) -> None:
    """Everything of an agenda. `fresh`: what the ranking says now, kept at the moment that the area is chosen."""
    name = f"agenda_{one.id}"
    before = _basis(name, one)
    names = _comparable(before, areas)
    fixed = agenda_form.started(before, author().vandaag)
    with st.form(f"wijzigen_{name}", border=False):
        typed = {
            "status": _menu("status", name, _("Status"), agenda_form.next_statuses(before), before, empty=False),
            "reden_soort": _menu("reden_soort", name, _("Soort reden"), declared().reden_soort, before),
            "reden": _text("reden", name, _("Waarom dit gebied en niet een ander?"), before),
            "indicator": _menu("indicator", name, _("Indicator om te volgen"), _indicators(), before),
            "themas": _several("themas", name, _("Thema's"), declared().themas, before),
            "partners": _several("partners", name, _("Partners (rollen, geen namen)"), declared().rollen, before),
            **_days(name, before, _("Begin van de agenda"), _("Einde van de agenda")),
            "vergelijking": _several("vergelijking", name, _("Vergelijkingsgebieden"), names, before, disabled=fixed),
            "afsluiting": _text(
                "afsluiting", name, _("Afsluiting: wat leverde het op, of waarom viel het af?"), before
            ),
        }
        st.caption(agenda_form.fixed_sentence(before) if fixed else _COMPARE)
        pressed = st.form_submit_button(_("Opslaan"), type="primary", key=f"opslaan_{name}")
    if pressed:
        _save_changes(name, before, typed, lambda changes: _change(where, one, before, changes, fresh))


def add_action(where: Store, one: Agenda) -> None:
    """A new action."""
    name = f"nieuwe_actie_{one.id}"
    with st.form(name, border=False):
        typed = _action_fields(name, None)
        if st.form_submit_button(_("Actie toevoegen"), type="primary", key=f"knop_{name}"):
            done = _("De actie is toegevoegd.")

            def keep() -> Agenda:
                return store.add_action(where, one.id, NewAction(**agenda_form.read(typed)), author())

            if _save(keep, done) is not None:
                _again()


def edit_action(where: Store, action: Action) -> None:
    """One action."""
    name = f"actie_{action.id}"
    before = _basis(name, action)
    with st.form(f"wijzigen_{name}", border=False):
        typed = _action_fields(name, before)
        pressed = st.form_submit_button(_("Actie opslaan"), type="primary", key=f"opslaan_{name}")
    if pressed:

        def keep(changes: dict[str, Any]) -> Agenda:
            return store.change_action(where, action.id, _version(name, before), changes, author())

        _save_changes(name, before, typed, keep)


def forget() -> None:
    """Every form opens anew with what is kept now."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


_COMPARE = _(
    "Kies vergelijkingsgebieden vóór het begin: gebieden die op dit gebied lijken en zelf geen agenda krijgen. Daarna "
    "liggen ze vast. Noem in de teksten rollen, geen namen van personen."
)


def _change(
    where: Store, one: Agenda, before: Agenda, changes: dict[str, Any], fresh: Callable[[], dict[str, Any] | None]
) -> Agenda:
    facts = fresh() if changes.get("status") == "gekozen" and before.status == "kandidaat" else None
    if facts is not None:
        changes = changes | {"rangfeiten": facts}
    return store.change(where, one.id, _version(f"agenda_{one.id}", before), changes, author())


def _save_changes(
    name: str, before: Agenda | Action, typed: dict[str, Any], keep: Callable[[dict[str, Any]], Agenda]
) -> None:
    done = _("Bewaard.")

    def attempt() -> Agenda:
        return keep(agenda_form.changed(before, typed))

    try:
        kept = _save(attempt, done)
    except Changed as error:
        st.session_state[_key(name, "gezien")] = error.versie  # now that it is on the screen, they have seen it
        st.error(as_list(str(error)))
        return
    if kept is not None:
        _again()


def _save(keep: Callable[[], Agenda], done: str) -> Agenda | None:
    """Save, or say why not; the form keeps what was typed."""
    try:
        kept = keep()
    except Changed:
        raise
    except VeiligheidError as error:
        st.error(as_list(str(error)))
        return None
    st.session_state[DONE] = done
    return kept


def _again(chosen: str | None = None) -> None:
    forget()
    if chosen is not None:
        st.session_state["agenda_openen"] = chosen
    st.rerun()


def _basis(name: str, kept: Any) -> Any:
    """What was kept when this form was opened."""
    return st.session_state.setdefault(_key(name, "basis"), kept)


def _version(name: str, before: Agenda | Action) -> int:
    """The version that this person has seen: that of the basis, or the one they were told of since."""
    return int(st.session_state.get(_key(name, "gezien"), before.versie))


def _action_fields(name: str, before: Action | None) -> dict[str, Any]:
    return {
        "omschrijving": _text("omschrijving", name, _("Wat wordt er gedaan?"), before, lines=2),
        "doel": _text("doel", name, _("Met welk doel: wat is er dan anders?"), before, lines=2),
        "indicator": _menu("indicator", name, _("Indicator waaraan u het ziet"), _indicators(), before),
        **_days(name, before, _("Begin van de actie"), _("Einde van de actie")),
        "trekker": _menu("trekker", name, _("Trekker (rol)"), declared().rollen, before),
        "status": _menu("status", name, _("Status van de actie"), declared().actie_status, before, empty=False),
    }


def _days(name: str, before: Agenda | Action | None, begin: str, end: str) -> dict[str, str]:
    left, right = st.columns(2)
    written = _("{what} (dag-maand-jaar)")
    with left:
        van = _line("van", name, written.format(what=begin), before)
    with right:
        tot = _line("tot", name, written.format(what=end), before)
    return {"van": van, "tot": tot}


def _menu(
    veld: str, name: str, label: str, options: Mapping[str, str], before: Any = None, *, empty: bool = True
) -> str:
    offered = ({"": _("geen keuze")} if empty else {}) | dict(options)
    key = _filled(veld, name, before, default="" if empty else next(iter(offered)))
    if st.session_state[key] not in offered:
        st.session_state[key] = next(iter(offered))
    return str(st.selectbox(label, list(offered), format_func=lambda id_: offered.get(id_, id_), key=key))


def _several(
    veld: str, name: str, label: str, options: Mapping[str, str], before: Any = None, *, disabled: bool = False
) -> list[str]:
    key = _filled(veld, name, before, default=[])
    st.session_state[key] = [id_ for id_ in st.session_state[key] if id_ in options]
    texts = dict(options)
    chosen = st.multiselect(
        label,
        list(texts),
        format_func=lambda id_: texts.get(id_, id_),
        key=key,
        disabled=disabled,
        placeholder=_("Maak een keuze"),
    )
    return list(chosen)


def _text(veld: str, name: str, label: str, before: Any = None, *, lines: int = 4) -> str:
    key = _filled(veld, name, before, default="")
    return str(st.text_area(label, key=key, max_chars=LONG, height=34 + 26 * lines))


def _line(veld: str, name: str, label: str, before: Any = None) -> str:
    return str(st.text_input(label, key=_filled(veld, name, before, default=""), max_chars=SHORT))


def _filled(veld: str, name: str, before: Any, default: Any) -> str:
    """The key of a field, which begins with what was kept."""
    key = _key(name, veld)
    st.session_state.setdefault(key, default if before is None else as_typed(getattr(before, veld)))
    return key


def _key(name: str, part: str) -> str:
    return f"{name}_{st.session_state.get(TURN, 0)}_{part}"


def _indicators() -> dict[str, str]:
    return {id_: indicator.titel for id_, indicator in sorted(load_all().items(), key=lambda item: item[1].titel)}


def _comparable(before: Agenda, areas: Mapping[str, Area]) -> dict[str, str]:
    niveau = areas[before.gebied].niveau if before.gebied in areas else Niveau.BUURT
    kept = {code: code for code in before.vergelijking}
    return kept | {a.code: a.naam for a in areas.values() if a.niveau is niveau and a.code != before.gebied}
