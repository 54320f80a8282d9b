"""The form of an area of attention: add one by choosing or by a drawing, change, close or open one again.

What was typed stays until it is saved, also when it is refused; nothing is deleted, only closed.
"""

from collections.abc import Sequence

import streamlit as st

from analytics import attention
from analytics.attention import AttentionArea, rules
from analytics.errors import VeiligheidError
from analytics.language import _
from analytics.refresh import drawn_area
from analytics.refresh.drawn_area import Drawn
from analytics.snapshots import Snapshot
from analytics.store import Store
from analytics.views import attention_form
from pages.shared import chrome, data, team
from pages.shared.team import as_list

NEW = "nieuw"
FORMS = team.Forms("gebied")
CHOSEN, BEFORE = "gebied_keuze", "gebied_eerder"
LARGEST = 2  # MB of a drawing
NOTHING: tuple[tuple[()], str] = ((), "")


def keep(where: Store, snapshot: Snapshot, every: Sequence[AttentionArea], picked: str, names: dict[str, str]) -> None:
    """Add, change, close or open an area. `picked`: the code of the area that the page is about; `names`:
    of buurten."""
    with st.expander(_("Aandachtsgebieden bijhouden"), key="gebieden_bijhouden", on_change="rerun"):
        one = _choose(every, picked)
        name = f"gebied_{NEW if one is None else one.nummer}_{FORMS.turn}"
        if f"{name}_naam" not in st.session_state:  # opened, now or again: with what is kept
            st.session_state[f"{name}_basis"] = one
            st.session_state[f"{name}_gezien"] = one.versie if one is not None else 0
            for veld, value in attention_form.typed(one).items():
                st.session_state[f"{name}_{veld}"] = value
        _upload(name, snapshot)
        with st.form(f"{name}_formulier", border=False):
            _fields(name, snapshot, names)
            with st.container(horizontal=True, gap="small"):
                save = st.form_submit_button(_("Gebied bewaren"), type="primary", key=f"{name}_bewaren")
                turn = one is not None and st.form_submit_button(
                    _("Gebied sluiten") if one.gesloten is None else _("Weer volgen"), key=f"{name}_sluiten"
                )
        if save:
            FORMS.save(name, lambda: _kept(where, snapshot, name), _("Het gebied is bewaard."))
        elif turn and one is not None:
            done = _("Het gebied is gesloten.") if one.gesloten is None else _("Het gebied wordt weer gevolgd.")
            FORMS.save(name, lambda: _turned(where, snapshot, name, one), done)


def _choose(every: Sequence[AttentionArea], picked: str) -> AttentionArea | None:
    """The area to change; None for a new one. What the page is about is chosen already."""
    offered = {one.code: one for one in every}
    names = {NEW: _("een nieuw gebied"), **{code: attention_form.name(one) for code, one in offered.items()}}
    if st.session_state.get(BEFORE) != picked:
        st.session_state[BEFORE] = picked
        st.session_state[CHOSEN] = picked if picked in offered else NEW
    if st.session_state.get(CHOSEN) not in names:
        st.session_state[CHOSEN] = NEW
    if offered:
        label = _("Nieuw, of een van de eerdere wijzigen")
        st.selectbox(label, list(names), format_func=lambda id_: names.get(id_, id_), key=CHOSEN)
    return offered.get(st.session_state[CHOSEN])


def _upload(name: str, snapshot: Snapshot) -> None:
    """A drawing fills the form in; what was found in it is told before anything is kept."""
    file = st.file_uploader(
        _("Een tekening (GeoJSON) vult de keuzes hieronder in; kiezen zonder tekening kan ook"),
        type=["geojson", "json"],
        key=f"{name}_bestand",
        max_upload_size=LARGEST,
    )
    if file is None:
        return
    try:
        found = data.ask(drawn_area.parts_within, file.getvalue(), snapshot.published)
    except VeiligheidError as error:
        st.error(as_list(str(error)))
        return
    if st.session_state.get(f"{name}_gelezen") != file.file_id:
        st.session_state[f"{name}_gelezen"], st.session_state[f"{name}_tekening"] = file.file_id, found
        for veld, value in attention_form.chosen(found.delen).items():
            st.session_state[f"{name}_{veld}"] = value
    st.caption(_("In de tekening ligt:"))
    chrome.remarks(found.zinnen)


def _fields(name: str, snapshot: Snapshot, names: dict[str, str]) -> None:
    streets = data.ask(attention_form.street_options, snapshot.published, names)
    st.text_input(_("Hoe heet het gebied?"), key=f"{name}_naam", max_chars=rules.LONGEST)
    _several(_("Hele buurten"), f"{name}_buurten", names)
    _several(_("Losse straten, van andere buurten"), f"{name}_straten", streets)
    label = _("Waarom wordt dit gebied gevolgd? (mag leeg; noem geen personen)")
    st.text_area(label, key=f"{name}_waarom", max_chars=rules.EXPLAINED, height=86)


def _several(label: str, key: str, options: dict[str, str]) -> None:
    """What a later delivery no longer knows stays to be seen, by its code, and can be taken out."""
    offered = [*options, *(value for value in st.session_state[key] if value not in options)]
    st.multiselect(
        label, offered, format_func=lambda id_: options.get(id_, id_), key=key, placeholder=_("Maak een keuze")
    )


def _kept(where: Store, snapshot: Snapshot, name: str) -> AttentionArea:
    typed = {veld: st.session_state[f"{name}_{veld}"] for veld in attention_form.FIELDS}
    basis, seen = st.session_state[f"{name}_basis"], st.session_state[f"{name}_gezien"]
    found: Drawn | None = st.session_state.get(f"{name}_tekening")
    drawn = NOTHING if found is None else (rules.tidied(found.delen), found.vorm)
    if basis is None:
        new = attention_form.new(typed, snapshot.manifest().gemeente, drawn)
        return attention.add(where, snapshot, new, team.author())
    changes = attention_form.changed(typed, basis, drawn)
    return attention.change(where, snapshot, basis.nummer, seen, changes, team.author())


def _turned(where: Store, snapshot: Snapshot, name: str, one: AttentionArea) -> AttentionArea:
    """Closed, or followed again."""
    seen = st.session_state[f"{name}_gezien"]
    if one.gesloten is None:
        return attention.close(where, snapshot, one.nummer, seen, team.author())
    return attention.change(where, snapshot, one.nummer, seen, {"gesloten": None}, team.author())
