"""Actions with what the team reported; a database that is away keeps nobody from what is declared."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from analytics import progress
from analytics.settings import settings
from analytics.store import StoreUnavailable, store_of
from analytics.tables import Table


def table(make: Callable[[str, str, Any, Any], Table | None], about: str, gemeente: str) -> Table | None:
    """The table that `make` gives of a theme or a target: (about, gemeente, own actions, reports)."""
    where = store_of(settings().root)
    try:
        own, reports = progress.own_actions(where, gemeente), progress.reports(where, gemeente)
    except StoreUnavailable as error:
        st.warning(str(error))
        own, reports = (), ()
    return make(about, gemeente, own, reports)
