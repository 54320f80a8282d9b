"""The map of areas in classes."""

from typing import Any

import streamlit as st

from analytics.language import _
from pages.shared.components.assets import nothing, script, style

_component = st.components.v2.component(
    "veiligheid_kaart",
    js=script("base.js", "legend.js", "choropleth.js"),
    css=style("base.css", "choropleth.css"),
)


def choropleth(payload: dict[str, Any], key: str) -> str | None:
    """Draw the map and return the code of the area that was chosen since the previous run, else None.

    Not inside a form. `payload`:

    - shapes_url: where the browser fetches the shapes (kaart.json of the snapshot), once;
    - aspect: width / height of the shapes, optional; reserves the space before they are there;
    - level: 'buurt' or 'wijk';
    - label: the finding of the map in a sentence, its text alternative;
    - selected: code of the chosen area, or None;
    - classes: [{id, text}], low to high: 'k0' to 'k4' with their range (or 'd0', 'd2', 'd4': better, no clear
      change, worse), and the special classes 'klein',
      'onderdrukt' and 'ontbreekt' with their reason; those that do not occur are left out of the legend;
    - unit: what the ranges count;
    - mark: {class, text} of the city's own value, or None;
    - areas: {code: {class, name, value, detail, provisional}}; an area without an entry is drawn as missing.
    """
    result = _component(key=key, data={**payload, "texts": _texts()}, on_chosen_change=nothing)
    code: str | None = result.chosen
    return code


def _texts() -> dict[str, str]:
    return {
        "help": _(
            "Met de pijltjes loopt u van gebied naar gebied, met een letter naar een naam; Enter kiest een "
            "gebied, Escape verlaat de kaart. De tabel geeft dezelfde cijfers."
        ),
        "failed": _("De kaart kon niet worden geladen. De tabel geeft dezelfde cijfers; laad de pagina opnieuw."),
        "buurt": _("Buurten op de kaart"),
        "wijk": _("Wijken op de kaart"),
        "missing": _("geen cijfer"),
        "provisional": _("voorlopig"),
        "all_provisional": _("alle cijfers zijn voorlopig"),
    }
