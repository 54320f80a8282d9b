"""Small charts of targets side by side, each with its name, what was asked, and how it stands."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from analytics.figures import targets as figures
from analytics.targets import Judged
from analytics.views import target as one_view
from analytics.views import target_words as words
from pages.shared import chrome

STYLE = """<style>
.doelen {display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: .9rem 1.25rem;}
.doelen figure {margin: 0; display: flex; flex-direction: column; min-width: 0;}
.doelen figcaption {font-size: .875rem; line-height: 1.35; overflow-wrap: anywhere; order: -1;}
.doelen img {width: 100%; height: auto; margin-top: auto;}
.doelen strong {display: block;}
</style>"""


def drawn(found: Sequence[Judged]) -> list[tuple[Judged, str]]:
    """The targets that have figures of the years they are about, each with its small chart."""
    pictures = [(one, figures.small_chart(one, dark=chrome.is_dark())) for one in found]
    return [(one, picture) for one, picture in pictures if picture]


def cards(pictures: Sequence[tuple[Judged, str]]) -> None:
    """The small charts side by side."""
    st.html(STYLE + '<div class="doelen">' + "".join(_card(one, picture) for one, picture in pictures) + "</div>")


def _card(one: Judged, picture: str) -> str:
    said = f"{words.asked(one.beslissend.doel)} · {words.marked(one.oordeel, one.kans)}"
    return (
        f"<figure><figcaption><strong>{escape(words.name(one))}</strong>{escape(said)}</figcaption>"
        f'<img src="{picture}" alt="{escape(one_view.chart_text(one))}"></figure>'
    )
