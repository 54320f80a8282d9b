"""A report as files: made when somebody asks for one, or the very files that were sealed."""

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from analytics import seals
from analytics.language import _
from analytics.reports import files
from analytics.reports.model import Document
from analytics.seals import Seal
from analytics.store import Store
from analytics.views import sealing

KINDS = {
    "pdf": (_("PDF"), "application/pdf"),
    "docx": (_("Word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pptx": (_("PowerPoint"), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "xlsx": (_("Excel"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (_("CSV"), "application/zip"),
}


def unsealed(document: Document, key: str) -> None:
    """The report in every form. What is not sealed says so, in its name and on its first line."""
    draft = sealing.draft(document)
    _buttons(
        (kind, sealing.draft_name(files.file_name(document, kind)), partial(files.write, draft, kind), key)
        for kind in files.FORMATS
    )


def kept(where: Store, one: Seal) -> None:
    """The files of a seal, as they were made."""
    by_ending = {"zip": "csv"}
    endings = ((kept.naam.rpartition(".")[2], kept.naam) for kept in one.files)
    named = {by_ending.get(ending, ending): name for ending, name in endings}
    _buttons(
        (kind, named[kind], partial(seals.file, where, one, named[kind]), f"zegel_{one.nummer}")
        for kind in KINDS
        if kind in named
    )


def _buttons(made: Iterable[tuple[str, str, Callable[[], bytes], str]]) -> None:
    with st.container(horizontal=True, gap="small"):
        for kind, name, write, key in made:
            label, mime = KINDS[kind]
            st.download_button(
                label,
                data=write,
                file_name=name,
                mime=mime,
                key=f"{key}_{kind}",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )
