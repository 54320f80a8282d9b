"""A report as a letter: sentences that lead to the view behind them, small drawings, remarks set apart by a rule."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from analytics.figures.paper import FAMILY
from analytics.language import _
from analytics.reports import printed
from analytics.reports.model import (
    Block,
    Document,
    Facts,
    FigureBlock,
    Paragraph,
    RemarkBlock,
    Section,
    Sentence,
    Sentences,
    Stand,
    TableBlock,
)
from analytics.views import remarks
from pages.shared import chrome
from pages.shared.components import data_table

STYLE = """<style>
.brief {max-width: 68ch; font-size: 1.0625rem; line-height: 1.5;}
.brief p {margin: 0 0 .15rem 0; text-wrap: pretty;}
.brief a {color: inherit; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em;
  text-decoration-color: light-dark(#c0cad4, #4a5b6c);}
.brief a:hover {text-decoration-color: currentColor;}
.brief p.grond {font-size: .8125rem; line-height: 1.35; opacity: .85; margin: 0 0 .6rem 0;}
.brief p.uitleg {font-size: .9375rem; line-height: 1.45; margin: 0 0 .4rem 0;}
.duiding {border-left: 2px solid light-dark(#0b6a88, #5cc3e0); padding: .1rem 0 .1rem .85rem; margin: .25rem 0 .5rem 0;
  max-width: 66ch; overflow-wrap: anywhere;}
.duiding.open {border-left-style: dashed; border-left-color: light-dark(#b3541e, #f0a070);}
.duiding h4 {font-size: .8125rem; font-weight: 600; margin: 0; padding: 0;}
.duiding p {margin: 0; white-space: pre-line; line-height: 1.5;}
.duiding p.grond {font-size: .8125rem; opacity: .85;}
.figuren {display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; margin: .25rem 0 .5rem 0;}
.figuren figure {margin: 0; flex: 1 1 100%; max-width: 720px;}
.figuren figure.third {flex: 1 1 240px; max-width: 340px;}
.figuren figure.half {flex: 1 1 340px; max-width: 520px;}
.figuren img {display: block; width: 100%; height: auto; background: #fff; border-radius: 3px;}
.figuren figcaption {font-size: .8125rem; line-height: 1.35; opacity: .85;}
</style>"""
DARK_STYLE = "<style>.figuren img {padding: .5rem;}</style>"  # what is drawn for paper stays on paper


def draw(document: Document, after: Callable[[Section], None] = lambda _section: None) -> None:
    """The whole report; `after` each section comes what the page adds to it."""
    st.html(STYLE + (DARK_STYLE if chrome.is_dark() else ""))
    for section in document.sections:
        with st.container(gap="small", key=f"deel_{section.id}"):
            st.subheader(section.title, anchor=False)
            _section(section, document)
            after(section)
    kind = _("VOORBEELD") if document.voorbeeld else _("echte gegevens")
    st.html(f'<p class="bron">{escape(document.source)} · <strong>{escape(kind)}</strong></p>')


def sample(document: Document) -> None:
    """That the figures are made up, if they are."""
    if document.voorbeeld:
        st.html(f'<p class="voorbeeld">{escape(document.voorbeeld)}</p>')


def _section(section: Section, document: Document) -> None:
    """Drawings that follow each other stand side by side."""
    for kind, blocks in groupby(section.blocks, key=type):
        if kind is FigureBlock:
            st.html(_figures([block for block in blocks if isinstance(block, FigureBlock)]))
        else:
            for block in blocks:
                _block(block, document)


def _block(block: Block, document: Document) -> None:
    if isinstance(block, Sentences):
        st.html(f'<div class="brief">{_sentences(block.items)}</div>')
    elif isinstance(block, Paragraph):
        st.html(f'<div class="brief"><p class="uitleg">{escape(block.text)}</p></div>')
    elif isinstance(block, Facts):
        chrome.meanings(block.items)
    elif isinstance(block, RemarkBlock):
        st.html(_remark(block))
    elif isinstance(block, TableBlock):
        _table(block, document)


def _sentences(items: Sequence[Sentence]) -> str:
    """Running text. What rests on the same is said once, under it."""
    return "".join(
        f'<p>{" ".join(_sentence(one) for one in together)}</p><p class="grond">{escape(basis)}</p>'
        for basis, together in groupby(items, key=printed.small_print)
    )


def _sentence(one: Sentence) -> str:
    return f'<a href="{escape(one.href)}" target="_self">{escape(one.text)}</a>'


def _remark(block: RemarkBlock) -> str:
    state = "vast" if block.stand is Stand.VASTGESTELD else "open"
    text = f"<p>{escape(block.text)}</p>" if block.text else ""
    line = escape(remarks.state_line(block))
    title = _("Duiding")
    return f'<div class="duiding {state}"><h4>{title}</h4>{text}<p class="grond">{line}</p></div>'


def _figures(blocks: Sequence[FigureBlock]) -> str:
    return f'<div class="figuren">{"".join(_figure(block) for block in blocks)}</div>'


def _figure(block: FigureBlock) -> str:
    """As a picture: what is drawn for paper stays as it is, and no name in it can be anything but text."""
    svg = block.svg.replace(f'"{FAMILY}"', f'"{FAMILY}, Helvetica, Arial, sans-serif"')  # a picture sees no web font
    address = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode('ascii')}"
    caption = f"<strong>{escape(block.title)}</strong> {escape(block.source)}"
    picture = f'<img src="{address}" alt="{escape(block.alt)}">'
    return f'<figure class="{block.width}">{picture}<figcaption>{caption}</figcaption></figure>'


def _table(block: TableBlock, document: Document) -> None:
    st.html(f'<p class="bron"><strong>{escape(block.title)}</strong></p>')
    data_table(chrome.payload(block.table), key=f"briefing_{block.id}")
    if block.source != document.source:  # which stands under the whole
        st.html(f'<p class="bron">{escape(block.source)}</p>')
