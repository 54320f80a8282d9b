"""Areas of attention under a map or a ranking, apart from the areas that the page is about."""

import streamlit as st

from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection
from analytics.views import attention_beside
from pages.shared import chrome, data
from pages.shared.components import data_table


def draw(indicator: Indicator, selection: Selection) -> None:
    """Their own small table on the question of the page; nothing when the team follows none."""
    table = data.ask(attention_beside.build, indicator, selection)
    note = attention_beside.note(indicator, selection)
    if table is not None:
        st.subheader(_("Aandachtsgebieden"), anchor=False)
        data_table(chrome.payload(table), key="aandacht_ernaast")
    if note:
        st.caption(note)
