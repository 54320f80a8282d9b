"""The form with which the team judges one signal; whoever is not in the team reads what they made of it."""

from datetime import date

import streamlit as st

from analytics import formatting, marks
from analytics.language import _
from analytics.marks import LONGEST, Mark, Signal
from analytics.settings import settings
from analytics.store import store_of
from analytics.store.declared import declared
from pages.shared import chrome, visitor
from pages.shared.team import attempt, author


def draw(gemeente: str, maand: date, gebied: str, soort: str, methode: str, current: Mark | None) -> None:
    """What came of one signal, and for the team the form to say so. `current`: the judgement that counts now."""
    signal = Signal(gemeente, maand, gebied, soort, methode)
    name = f"oordeel_{maand:%Y-%m}_{gebied}_{soort}_{methode}"
    said = st.session_state.pop(f"{name}_klaar", None)
    with st.container(key=name.replace(".", "-"), gap="small"):
        _judged(signal, current)
        if said:
            st.success(said)
        if visitor.in_team():
            _form(signal, name, current)


def _judged(signal: Signal, current: Mark | None) -> None:
    """The judgement that counts, and those before it."""
    if current is None:
        chrome.sentence(_("Het team heeft dit signaal nog niet beoordeeld."))
        return
    chrome.sentence(_in_words(current))
    if current.versie > 1:
        with st.expander(_("Eerdere oordelen")):
            chrome.remarks(_in_words(one) for one in marks.history(store_of(settings().root), signal)[1:])


def _in_words(one: Mark) -> str:
    said = _("{judgement} ({who}, {when})").format(
        judgement=marks.word(one.oordeel).capitalize(), who=one.wie, when=formatting.moment(one.wanneer)
    )
    return f"{said}: {one.toelichting}" if one.toelichting else f"{said}."


def _form(signal: Signal, name: str, current: Mark | None) -> None:
    known = declared().oordeel
    judgement, text = f"{name}_keuze", f"{name}_tekst"
    if text not in st.session_state:  # opened, now or again: with what is kept
        st.session_state[judgement] = current.oordeel if current is not None else None
        st.session_state[text] = current.toelichting if current is not None else ""
        st.session_state[f"{name}_gezien"] = current.versie if current is not None else 0
    with st.form(f"{name}_formulier", border=False):
        st.radio(
            _("Wat is dit signaal?"),
            list(known),
            format_func=lambda id_: known[id_].woord,
            captions=[one.uitleg for one in known.values()],
            key=judgement,
        )
        st.text_area(_("Toelichting (mag leeg; noem rollen, geen personen)"), key=text, max_chars=LONGEST, height=86)
        if st.form_submit_button(_("Oordeel bewaren"), type="primary", key=f"{name}_knop"):
            _save(signal, name)


def _save(signal: Signal, name: str) -> None:
    judgement, text, seen = (st.session_state[f"{name}_{part}"] for part in ("keuze", "tekst", "gezien"))
    where = store_of(settings().root)
    kept = attempt(name, lambda: marks.mark(where, signal, judgement or "", text, author(), seen=seen))
    if kept is not None:
        st.session_state[f"{name}_gezien"] = kept.versie
        st.session_state[f"{name}_klaar"] = _("Bewaard.")
        st.rerun()
