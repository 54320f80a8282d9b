"""The steps of a refresh on the screen: files in, checked, looked at, published. One visit sees only its own files.

What waits for a decision lives in the session and nowhere else; the files themselves are gone after the check.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from analytics.errors import VeiligheidError
from analytics.language import _
from analytics.refresh.incoming import Kind, Proposal, accept, propose
from analytics.refresh.parts import Delivered
from analytics.settings import settings
from pages.shared import visitor

WAITING, PUBLISHED, TURN = "verversen_voorstel", "verversen_klaar", "verversen_beurt"


@dataclass(frozen=True)
class Waiting:
    """A checked delivery that waits for a decision; `files` are those it was made from."""

    kind: Kind
    mapping: str
    files: tuple[str, ...]
    names: tuple[str, ...]
    checked: datetime
    proposal: Proposal


def turn(name: str) -> str:
    """The key of a control that starts empty for every new delivery."""
    return f"{name}_{st.session_state.get(TURN, 0)}"


def waiting(kind: Kind, mapping: str, files: Sequence[Any]) -> Waiting | None:
    """What waits, if it is about these choices. Without files on the screen (somebody came back) it still does."""
    found: Waiting | None = st.session_state.get(WAITING)
    same_files = found is not None and (not files or found.files == _ids(files))
    return found if found is not None and same_files and (found.kind, found.mapping) == (kind, mapping) else None


def check(kind: Kind, mapping: str, files: Sequence[Any], published: Any) -> None:
    """Read and compare the files, with a bar that says how far it is; what comes of it waits for a decision."""
    bar = st.progress(0.0, _("Inlezen"))
    now = datetime.now(UTC)
    try:
        with _on_disk([*files, *([published] if published else [])]) as delivered:
            st.session_state.pop(WAITING, None)
            st.session_state.pop(PUBLISHED, None)
            proposal = propose(
                kind,
                delivered[: len(files)],
                settings().root,
                mapping=mapping or None,
                published=delivered[-1] if published else None,
                now=now,
                progress=lambda share, what: _tell(bar, share, what),
            )
        names = tuple(file.name for file in delivered)
        # publishing does not need the figures in memory as a database, and this may wait for hours
        waits = replace(proposal, database=None)
        st.session_state[WAITING] = Waiting(kind, mapping, _ids(files), names, now, waits)
    finally:
        bar.empty()
        gc.collect()  # a delivery of hundreds of megabytes should not stay until Python happens to look


def publish(found: Waiting, reason: str) -> None:
    """Publish what waits and start anew; when that fails nothing has changed and it still waits."""
    who = visitor.current().called
    try:
        with st.spinner(_("Publiceren; dit kan even duren. Tot het klaar is, blijft te zien wat er nu staat.")):
            snapshot = accept(found.proposal, settings().root, by=who, reason=reason, now=datetime.now(UTC))
    except VeiligheidError as error:
        st.error(str(error))
        return
    forget()
    st.session_state[PUBLISHED] = snapshot.id
    st.rerun()


def forget() -> None:
    """Nothing waits any more, and the files on the screen are cleared."""
    st.session_state.pop(WAITING, None)
    st.session_state.pop(PUBLISHED, None)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def just_published() -> str | None:
    """The id of the snapshot that this visit published last, until the next delivery is checked."""
    snapshot_id: str | None = st.session_state.get(PUBLISHED)
    return snapshot_id


def _ids(files: Sequence[Any]) -> tuple[str, ...]:
    return tuple(file.file_id for file in files)


def _tell(bar: Any, share: float, what: str) -> None:
    bar.progress(min(max(share, 0.0), 1.0), what)


@contextmanager
def _on_disk(files: Sequence[Any]) -> Iterator[list[Delivered]]:
    """The uploads in a private folder that is gone afterwards, under names of our own; messages use theirs."""
    with TemporaryDirectory(prefix="levering-") as folder:
        delivered = []
        for number, file in enumerate(files, 1):
            suffix = Path(file.name).suffix.lower()
            path = Path(folder) / f"bestand-{number}{suffix if suffix[1:].isalnum() else ''}"
            path.write_bytes(file.getvalue())  # getbuffer() would copy hundreds of megabytes
            delivered.append(Delivered(_distinct(Path(file.name).name, [one.name for one in delivered]), path))
        yield delivered


def _distinct(name: str, taken: Sequence[str]) -> str:
    """Two files of one name are told apart: 'jan.csv' and 'jan.csv (2)'."""
    same = sum(other == name or other.startswith(f"{name} (") for other in taken)
    return f"{name} ({same + 1})" if same else name
