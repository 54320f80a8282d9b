"""What changes from one publication to the next, on the screen: before publishing and in the history alike."""

import pandas as pd
import streamlit as st

from analytics.areas import all_areas
from analytics.contract import Manifest
from analytics.database import open_database
from analytics.language import _
from analytics.refresh.rounds import compare_rounds
from analytics.snapshots import Snapshot
from analytics.tables import Table
from analytics.views import common, differences, rounds
from pages.shared import chrome, controls
from pages.shared.components import data_table

ROWS = 18  # of a long table on the screen at once


def show_differences(frame: pd.DataFrame, manifest: Manifest, threshold: int = 0) -> None:
    """The unusual figures first, then a year at a time; counts below the threshold stay hidden."""
    chrome.sentence(differences.sentence(frame))
    if frame.empty:
        return
    listed = differences.listed(frame, threshold)
    if listed is not None:
        data_table(chrome.payload(listed, ROWS), key="verschillen")
    more: dict[str, Table | None] = {}
    if years := [str(year) for year in differences.years(frame)]:
        year = controls.select("jaar", _("Jaar van het overzicht"), dict(zip(years, years, strict=True)), years[0])
        shown = differences.overview(frame, int(year), threshold)
        data_table(chrome.payload(shown, ROWS), key="overzicht_jaar")
        st.caption(differences.legend())
        more[_("overzicht van {year}").format(year=year)] = shown
    source = common.of_snapshot(manifest)
    chrome.downloads_of(
        lambda: differences.every(frame, threshold), _("Verschillen"), source, manifest, what=_("alle verschillen")
    )
    chrome.tables_of(more, _("Verschillen"), source, manifest)


def show_rounds(frame: pd.DataFrame, snapshot: Snapshot, minimum: int = 0) -> None:
    """New survey figures beside the round before, where there are any; those of too few respondents stay hidden."""
    if frame.empty:
        return
    areas, manifest = all_areas(snapshot), snapshot.manifest()
    st.subheader(_("Nieuwe enquêtecijfers"), anchor=False)
    chrome.sentence(rounds.sentence(frame))
    data_table(chrome.payload(rounds.table(frame, areas, rounds.SHOWN, minimum=minimum), ROWS), key="ronden")
    chrome.downloads_of(
        lambda: rounds.table(frame, areas, minimum=minimum),
        _("Enquêtecijfers"),
        common.of_snapshot(manifest),
        manifest,
        what=_("alle enquêtecijfers"),
    )


def rounds_between(before: Snapshot, snapshot: Snapshot) -> pd.DataFrame:
    """The survey figures that a publication brought, each beside the round before."""
    return compare_rounds(open_database(before), open_database(snapshot))
