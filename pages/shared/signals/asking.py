"""What the page asks of the engine, remembered; with a bar that tells how far it is when it takes a while."""

from collections.abc import Mapping, Sequence
from datetime import date
from time import monotonic

import pandas as pd
import streamlit as st

from analytics import marks, signals
from analytics.access import Toegang
from analytics.language import _
from analytics.marks import Mark
from analytics.periods import add_months
from analytics.settings import settings
from analytics.signals import MonthOfSignals, Signal
from analytics.snapshots import Snapshot
from analytics.store import store_of
from analytics.views import signals as view
from analytics.views import signals_words
from pages.shared import data

YEAR = 12
MONTHS = 36  # of the chart of one signal
PATIENCE = 1.0  # seconds without a word


def offered(snapshot: Snapshot) -> view.Offered:
    """The months that can be looked at."""
    with st.spinner(_("De registraties per maand optellen")):
        found: view.Offered = data.ask(view.offered, snapshot)
    return found


def month(snapshot: Snapshot, toegang: Toegang, maand: date, budget: float) -> MonthOfSignals:
    """The signals of one month."""
    with st.spinner(_("Signalen zoeken")):
        found: MonthOfSignals = data.ask(signals.month, snapshot, toegang, maand, budget)
    return found


def past_year(
    snapshot: Snapshot, toegang: Toegang, months: Sequence[date], maand: date, budget: float
) -> tuple[MonthOfSignals, ...]:
    """The signals of a month and of the eleven before it, newest first."""
    wanted = [one for one in months if add_months(maand, -YEAR) < one <= maand]
    place, begun = st.empty(), monotonic()
    found = []
    for i, one in enumerate(wanted):
        if monotonic() - begun > PATIENCE:
            text = _("Signalen zoeken: {done} van {all} maanden").format(done=i, all=len(wanted))
            place.progress(i / len(wanted), text)
        found.append(data.ask(signals.month, snapshot, toegang, one, budget))
    place.empty()
    return tuple(found)


def courses(snapshot: Snapshot, toegang: Toegang, found: Mapping[str, Signal], months: int) -> dict[str, pd.DataFrame]:
    """The last months of several signals with what was to be expected in each, by the same names."""
    with st.spinner(_("De maanden ervoor opzoeken")):
        return {name: data.ask(signals.course, snapshot, toegang, one, months) for name, one in found.items()}


def course(snapshot: Snapshot, toegang: Toegang, signal: Signal, drempel: float) -> pd.DataFrame:
    """The months of one signal; every month below the threshold is marked as a signal."""
    found: pd.DataFrame = data.ask(signals.course, snapshot, toegang, signal, MONTHS, drempel)
    return found


def kept(gemeente: str, past: Sequence[MonthOfSignals]) -> dict[str, Mark]:
    """The judgements that count of the months shown, by the id of the signal; never remembered: others judge too."""
    last, first = past[0].maand, past[-1].maand
    found = marks.marks(store_of(settings().root), gemeente, first, add_months(last, 1))
    return {signals_words.mark_id(one): mark for one, mark in found.items()}
