"""Verify a snapshot and put it back: a button, what it would do spelled out, and a second button that does it."""

from datetime import UTC, datetime

import streamlit as st

from analytics import history, snapshots
from analytics.errors import VeiligheidError
from analytics.language import _
from analytics.settings import settings
from analytics.snapshots import Snapshot
from analytics.views import differences, publications
from pages.shared import chrome, visitor

ASKED, DONE = "terugzetten_gevraagd", "terugzetten_klaar"


def controls_for(snapshot: Snapshot, live: Snapshot | None) -> None:
    """Verify for everybody; roll back for who may, when it is not what everybody sees already."""
    possible = snapshot != live and visitor.may_refresh()
    with st.container(horizontal=True, gap="small"):
        verify = st.button(_("Controleer of alles heel is"), key="heel")
        if possible:
            st.button(_("Zet deze momentopname terug"), on_click=_ask, args=(snapshot.id,), key="terugzetten")
    if verify:
        problems = snapshots.verify(snapshot)
        (st.error if problems else st.success)(publications.wholeness(problems, snapshot.id))
    if possible and st.session_state.get(ASKED) == snapshot.id:
        _confirm(snapshot, live)


def tell_done() -> None:
    """That it was done, once."""
    snapshot_id = st.session_state.pop(DONE, None)
    if snapshot_id is not None:
        st.success(_("Teruggezet: iedereen ziet nu momentopname {id}.").format(id=snapshot_id))


def _ask(snapshot_id: str | None) -> None:
    st.session_state[ASKED] = snapshot_id


def _confirm(snapshot: Snapshot, live: Snapshot | None) -> None:
    with st.container(border=True, key="bevestigen"):
        chrome.sentence(publications.consequence(snapshot.manifest()))
        if live is not None:
            changed = history.changes(live, snapshot)
            chrome.sentence(_("Wat er dan verandert: {changes}").format(changes=differences.sentence(changed)))
        with st.container(horizontal=True, gap="small"):
            sure = st.button(_("Ja, zet terug"), type="primary", key="terugzetten_ja")
            st.button(_("Nee, laat staan"), on_click=_ask, args=(None,), key="terugzetten_nee")
    if sure:
        _roll_back(snapshot)


def _roll_back(snapshot: Snapshot) -> None:
    from analytics.refresh.publish import rollback  # slow to load, and few visitors of this page need it

    who = visitor.current().called
    try:
        rollback(settings().root, snapshot.id, by=who, now=datetime.now(UTC))
    except VeiligheidError as error:
        st.error(str(error))
        return
    st.session_state.pop(ASKED, None)
    st.session_state[DONE] = snapshot.id
    st.rerun()
