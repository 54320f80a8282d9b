"""The table that sorts in the browser and draws intervals and trends in its cells."""

from typing import Any

import streamlit as st

from analytics.language import _
from pages.shared.components.assets import nothing, script, style

_component = st.components.v2.component(
    "veiligheid_tabel",
    js=script("base.js", "plots.js", "table.js"),
    css=style("base.css", "table.css"),
)


def data_table(payload: dict[str, Any], key: str) -> str | None:
    """Draw the table and return the id of the row that was chosen since the previous run, else None.

    Not inside a form. `payload`:

    - label: what the table shows, its caption and text alternative;
    - columns: [{id, title, kind, unit, help, width, narrow, show_text}]; kind 'text', 'number', 'interval',
      'spark', 'word' or 'link'; the first column heads the rows; `narrow: False` leaves a column out on a
      small screen; `show_text: False` keeps the text of a drawn column for screen readers only;
    - rows: [{id, cells, emphasis, group}]; rows of one `group` stay together under its name;
      a cell is {text, sort, status, class, href, title, low, high, value, points, provisional}:
      `text` as it is shown (never empty: a suppressed value is a text such as '<5'), `sort` a number, a text
      or None (last in both directions), `status` 'voorlopig', 'klein', 'onderdrukt' or 'ontbreekt',
      `class` 'attention', 'muted', 'certain' or 'uncertain'; low, high and value for kind 'interval';
      points for kind 'spark', of which the last `provisional` are dashed, on an axis from low to high;
    - axes: {column: {min, max, mark, mark_text}} for kind 'interval';
    - sort: {column, descending} or None for the order given; what a person sorted by hand stays until the
      page asks for another order;
    - fixed: whether the order is part of what the table says; it can then not be sorted by hand;
    - selectable, selected: whether rows can be chosen, and the id of the chosen one;
    - footer: rows that stay below, whatever the order: the city;
    - max_height: pixels, optional; the table then scrolls in its own frame under a fixed head.
    """
    result = _component(key=key, data={**payload, "texts": _texts()}, on_chosen_change=nothing)
    row: str | None = result.chosen
    return row


def _texts() -> dict[str, Any]:
    return {
        "help": _("Pijltje omhoog en omlaag lopen langs de rijen, Enter kiest een rij."),
        "statuses": {
            "voorlopig": _("voorlopig cijfer"),
            "klein": _("te weinig inwoners om te vergelijken"),
            "onderdrukt": _("verborgen: te klein om te tonen"),
            "ontbreekt": _("geen cijfer"),
        },
    }
