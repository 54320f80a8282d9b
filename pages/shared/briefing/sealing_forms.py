"""For the team: agree a whole briefing and seal it; for everybody: what was sealed before, with its files."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from analytics import seals
from analytics.errors import VeiligheidError
from analytics.language import _
from analytics.reports import files
from analytics.reports.model import Document
from analytics.seals import Seal
from analytics.store import Author, Store
from analytics.views import sealing
from pages.shared import chrome, team
from pages.shared.briefing import taking
from pages.shared.team import as_list

ASKED, DONE = "verzegelen_gevraagd", "verzegelen_klaar"


def _tell_done() -> None:
    """That it was sealed, once, beside the seal."""
    number = st.session_state.pop(DONE, None)
    with st.container(key="verzegeld_bericht"):
        if number is not None:
            st.success(_("Vastgesteld en verzegeld: zegel {n}.").format(n=number))


def form(where: Store, document: Document, before: Sequence[Seal]) -> None:
    """The button, and the one that does it. `before`: the seals of this report, the newest first."""
    st.subheader(_("Vaststellen"), anchor=False)
    missing = sealing.unsettled(document)
    chrome.sentence(sealing.progress(document))
    if missing:
        chrome.remarks(missing)
    asked = f"{document.soort}_{document.maand}_{document.momentopname}"
    if st.button(_("Vaststellen en verzegelen"), key="verzegelen", disabled=bool(missing)):
        st.session_state[ASKED] = asked
    if not missing and st.session_state.get(ASKED) == asked:
        _confirm(where, document, before)


def listed(where: Store, kept: Sequence[Seal]) -> None:
    """Every seal of this report with its files."""
    if not kept:
        return
    st.subheader(_("Verzegelde versies"), anchor=False)
    _tell_done()
    for one in kept:
        with st.container(gap="xxsmall"):
            hash_line = _("Hash (sha256): {hash}").format(hash=one.sha256)
            st.html(f'<p class="bron">{escape(sealing.sealed_line(one))}<br>{escape(hash_line)}</p>')
            if one.intact:
                taking.kept(where, one)


def _confirm(where: Store, document: Document, before: Sequence[Seal]) -> None:
    with st.container(border=True, key="verzegelen_bevestigen"):
        chrome.sentence(
            _(
                "De cijfers, de duidingen en alle bestanden worden bewaard zoals ze nu zijn. Dat is niet meer te "
                "wijzigen; verandert er later iets, dan kan er een tweede zegel naast komen."
            )
        )
        with st.container(horizontal=True, gap="small"):
            sure = st.button(_("Ja, verzegel"), type="primary", key="verzegelen_ja")
            st.button(_("Nee, nog niet"), on_click=_forget, key="verzegelen_nee")
    if sure:
        _seal(where, document, before)


def _forget() -> None:
    st.session_state.pop(ASKED, None)


def _seal(where: Store, document: Document, before: Sequence[Seal]) -> None:
    who, number = team.author(), before[0].nummer if before else 0
    try:
        with st.spinner(_("De bestanden worden gemaakt.")):
            made = _kept(where, document, who, number)
    except VeiligheidError as error:
        st.error(as_list(str(error)))
        return
    _forget()
    st.session_state[DONE] = made.nummer
    st.rerun()


def _kept(where: Store, document: Document, who: Author, seen: int) -> Seal:
    final = sealing.final(document, who)
    made = {files.file_name(final, kind): files.write(final, kind) for kind in files.FORMATS}
    return seals.seal(where, sealing.new_seal(final, made), who, seen=seen)
