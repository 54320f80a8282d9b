"""Old and new side by side: what a sealed report says, and what it would say from the figures of now."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from analytics.language import _
from analytics.views import sealed
from analytics.views.sealed import Comparison, Line, Piece
from pages.shared import chrome
from pages.shared.components import data_table

ROWS = 14  # of the table before it scrolls
STYLE = """<style>
table.naast {border-collapse: collapse; width: 100%; max-width: 1060px; font-size: .9375rem; line-height: 1.45;}
table.naast th, table.naast td {text-align: left; vertical-align: top; width: 50%; padding: .4rem .75rem .4rem 0;
  border: 0; border-top: 1px solid light-dark(#d8dee5, #33404e);}
table.naast th {font-weight: 600; border-top: 0;}
table.naast mark {background: none; color: inherit; font-weight: 600;
  border-bottom: 2px solid light-dark(#b3541e, #f0a070);}
table.naast .wat {display: block; font-size: .8125rem; opacity: .85;}
table.naast .niets {opacity: .85; font-style: italic;}
@media (max-width: 640px) {
  table.naast, table.naast tbody, table.naast tr, table.naast td {display: block; width: 100%;}
  table.naast thead {display: none;}
  table.naast td::before {content: attr(data-kop); display: block; font-size: .8125rem; font-weight: 600;}
  table.naast td + td {border-top: 0;}
}
</style>"""


def draw(found: Comparison, when: str) -> None:
    """What differs, if anything does. `when`: when the old one was agreed."""
    st.subheader(_("Toen en nu"), anchor=False)
    chrome.sentence(sealed.answer(found))
    if found.lines:
        heads = (_("Zoals vastgesteld op {when}").format(when=when), _("Volgens de cijfers van nu"))
        st.html(STYLE + _table(found.lines, heads))
    if found.cells:
        data_table(chrome.payload(sealed.changes_table(found), ROWS), key="briefing_verschillen")


def _table(lines: Iterable[Line], heads: tuple[str, str]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    rows = "".join(f"<tr>{_cell(line, line.old, heads[0])}{_cell(line, line.new, heads[1])}</tr>" for line in lines)
    return f'<table class="naast"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _cell(line: Line, pieces: Iterable[Piece], head: str) -> str:
    what = escape(": ".join(filter(None, (line.part, line.what))))
    said = " ".join(f"<mark>{escape(one.text)}</mark>" if one.differs else escape(one.text) for one in pieces)
    nothing = escape(_("staat er niet"))
    text = said or f'<span class="niets">{nothing}</span>'
    return f'<td data-kop="{escape(head)}"><span class="wat">{what}</span>{text}</td>'
