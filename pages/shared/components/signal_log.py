"""A list that reads like a log: each entry with a small chart of what is usual and what was counted."""

from typing import Any

import streamlit as st

from pages.shared.components.assets import nothing, script, style

_component = st.components.v2.component(
    "veiligheid_logboek",
    js=script("base.js", "plots.js", "signal_log.js"),
    css=style("base.css", "signal_log.css"),
)


def signal_log(payload: dict[str, Any], key: str) -> str | None:
    """Draw the list and return the id of the entry that was chosen since the previous run, else None.

    Not inside a form. `payload`:

    - label: what the list holds, its text alternative;
    - selected: id of the chosen entry, or None;
    - entries: [{id, place, what, figure, notes, mark, tone, points, low, high, outside}] in the order given; all
      words are ready-made texts, `figure` says what the small chart draws; points, low and high: a number or None per
      month, oldest first; `outside`: whether the last point lies outside the band; `tone` of the mark: 'attention',
      'muted', 'certain', 'uncertain' or ''.
    """
    result = _component(key=key, data=payload, on_chosen_change=nothing)
    entry: str | None = result.chosen
    return entry
