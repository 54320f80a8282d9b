"""For the team: write the remark on a section, have it reviewed, agree, send it back; and how it came to be.

What was typed stays until it is saved, also when it is refused; nothing is deleted.
"""

from collections.abc import Callable

import streamlit as st

from analytics import remarks as kept
from analytics.language import _
from analytics.remarks import LONGEST, Place, Remark, Stand, rules
from analytics.store import Refused, Store
from analytics.views import remarks
from pages.shared import chrome
from pages.shared.team import Forms, author

WRITE, REVIEW, AGREE, BACK, NONE = "bewaren", "beoordelen", "vaststellen", "terug", "geen"
Step = Callable[[], Remark]


def draw(where: Store, place: Place, current: Remark | None) -> None:
    """The form for one place. `current`: the remark that counts there now."""
    part = f"duiding_{place.soort}_{place.gebied}_{place.onderdeel}".replace(":", "-")
    forms = Forms(part)
    forms.tell_done()
    with st.expander(_("Duiding bijhouden"), key=part, on_change="rerun"):
        _form(where, place, current, forms)
        if current is not None:
            st.caption(_("Hoe deze duiding tot stand kwam"))
            chrome.remarks(remarks.history_lines(kept.history(where, place)))


def _form(where: Store, place: Place, current: Remark | None, forms: Forms) -> None:
    name = f"{forms.part}_{place.maand:%Y-%m}_{forms.turn}"
    if f"{name}_tekst" not in st.session_state:  # opened, now or again: with what is kept
        st.session_state[f"{name}_tekst"] = current.tekst if current is not None else ""
        st.session_state[f"{name}_gezien"] = current.versie if current is not None else 0
    with st.form(f"{name}_formulier", border=False):
        label = _("Duiding in ten hoogste {n} tekens (noem rollen, geen personen)").format(n=LONGEST)
        st.text_area(label, key=f"{name}_tekst", max_chars=LONGEST, height=120)
        if Stand.CONCEPT in kept.steps(current):
            st.text_input(_("Reden om de duiding terug te zetten"), key=f"{name}_reden", max_chars=rules.REASON)
        with st.container(horizontal=True, gap="small"):
            pressed = [id_ for id_, text in _buttons(current).items() if _button(name, id_, text)]
    if pressed:
        forms.save(name, _steps(where, place, current, name)[pressed[0]], _("Bewaard."))


def _button(name: str, id_: str, text: str) -> bool:
    kind = "primary" if id_ in (REVIEW, AGREE) else "secondary"
    return bool(st.form_submit_button(text, type=kind, key=f"{name}_{id_}"))


def _buttons(current: Remark | None) -> dict[str, str]:
    """What can be done with the remark as it is."""
    onward = kept.steps(current)
    left_out = current is not None and current.left_out
    offered = {
        AGREE: (_("Vaststellen"), Stand.VASTGESTELD in onward),
        REVIEW: (_("Bewaren en laten beoordelen"), Stand.VASTGESTELD not in onward),
        WRITE: (_("Bewaren als concept"), True),
        BACK: (_("Terug naar concept"), Stand.CONCEPT in onward),
        NONE: (_("Geen duiding nodig"), not left_out),
    }
    return {id_: text for id_, (text, possible) in offered.items() if possible}


def _steps(where: Store, place: Place, current: Remark | None, name: str) -> dict[str, Step]:
    text, seen = st.session_state[f"{name}_tekst"], st.session_state[f"{name}_gezien"]

    def write() -> Remark:
        return kept.write(where, place, text, author(), seen=seen)

    def review() -> Remark:
        written = write()
        if written.stand is not Stand.CONCEPT:  # the same text, further than this already
            return written
        return kept.move(where, place, Stand.TER_BEOORDELING, author(), seen=written.versie)

    def agree() -> Remark:
        _refuse_unsaved(text, current)
        return kept.move(where, place, Stand.VASTGESTELD, author(), seen=seen)

    def back() -> Remark:
        _refuse_unsaved(text, current)
        reason = st.session_state[f"{name}_reden"]
        return kept.move(where, place, Stand.CONCEPT, author(), seen=seen, reden=reason)

    def none() -> Remark:
        if text.strip():
            raise Refused(_("Er staat nog een tekst in het veld. Maak het leeg als er geen duiding nodig is."))
        return kept.leave_out(where, place, author(), seen=seen)

    return {WRITE: write, REVIEW: review, AGREE: agree, BACK: back, NONE: none}


def _refuse_unsaved(text: str, current: Remark | None) -> None:
    """Nobody agrees to another text than the one that is kept."""
    if current is None or text.strip() != current.tekst:
        raise Refused(_("De tekst in het veld is gewijzigd en nog niet bewaard. Bewaar haar eerst als concept."))
