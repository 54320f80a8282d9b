"""The line under a figure with which it is saved as a picture or as a drawing, made in the browser of what is drawn."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.figures.theme import LIGHT, on_paper
from analytics.language import _
from pages.shared.components.assets import nothing, script, style

_COLOURS = f"""const PAPER = {json.dumps(on_paper())};
const [INK, MUTED, GROUND] = {json.dumps([LIGHT.ink, LIGHT.muted, LIGHT.paper])};
"""
_component = st.components.v2.component(
    "veiligheid_afbeelding",
    js=_COLOURS + script("base.js", "paint.js", "figure_files.js"),
    css=style("base.css", "figure_files.css"),
)


@dataclass(frozen=True)
class Saved:
    """What stands in the file beside the figure: `title` above it; `notes` (how to read it, annotations), `source` and
    `kind` of data below it; `alt` is its text alternative. `names`: the name of the file per extension, 'png' or 'svg'.
    """

    title: str
    alt: str
    source: str
    kind: str
    names: Mapping[str, str]
    notes: Sequence[str] = ()


def figure_files(drawn: Sequence[str], saved: Saved, key: str) -> None:
    """The line for what stands under the keys `drawn`: one figure, or a container with several."""
    texts = {
        "label": _("Afbeelding opslaan:"),
        "failed": _("De afbeelding kon niet worden gemaakt. Probeer het nog eens als de figuur helemaal is getekend."),
    }
    figures = [re.sub(r"[^a-zA-Z0-9_-]", "-", name) for name in drawn]  # as Streamlit writes a key into the page
    data = {
        **vars(saved),
        "figures": figures,
        "notes": [*filter(None, saved.notes)],
        "names": dict(saved.names),
        "texts": texts,
    }
    _component(key=key, data=data, on_chosen_change=nothing)
