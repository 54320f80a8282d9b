"""Aandachtsgebieden: how do the areas that the team follows apart stand? Everybody reads; the team keeps them."""

import streamlit as st

from analytics import attention
from analytics.areas import Niveau, all_areas, at_level
from analytics.attention.keeping import parts_of
from analytics.figures import drawn_map
from analytics.language import _
from analytics.settings import settings
from analytics.store import store_of
from analytics.views import attention as view
from analytics.views import common
from pages.shared import attention_forms, chrome, controls, data, visitor
from pages.shared.components import chosen, data_table

ROWS = 14  # of a long table on the screen at once


def asked(snapshot, area):
    """The question about one area, with no other area of the team in it."""
    own = area.as_own
    return controls.any_period(snapshot.only(own.code), Niveau.AANDACHT, absoluut=own.by_street)


def choose(by_row):
    """The area that the page is about: clicked, or in the URL; None when there is none."""
    controls.adopt("aandachtsgebied", {"": "", **{row: row for row in by_row}}, "")
    clicked = chosen("aandachtsgebieden")
    if clicked in by_row:
        st.session_state["aandachtsgebied"] = clicked
    return by_row.get(controls.publish("aandachtsgebied", ""))


def plan(area):
    """The drawing and the streets of one area on a map, drawn when somebody asks for it."""
    found = view.drawn_map(snapshot.published, area)
    if found.is_empty:
        return
    part = st.expander(_("Tekening en straten op de kaart"), key="gebied_detail", on_change="rerun")
    if part.open:
        deck = drawn_map.deck(found.streets, found.shape, found.borders_url, dark=chrome.is_dark(), names=names)
        part.pydeck_chart(deck, key=f"gebied_{area.code}", alt=view.made_of(area.as_own, names), height=420)


def show(area, items):
    """One area in full: what it is made of, how it stands, what the figures leave out, and where to go on."""
    st.subheader(area.naam, anchor=False)
    chrome.meanings(view.facts(area, names))
    if area.code not in all_areas(snapshot):
        st.warning(view.missing_parts(area.as_own, parts_of(snapshot), names))
        return
    table = view.subjects(items, area)
    if table is not None:
        data_table(chrome.payload(table), key="onderwerpen")
    else:
        chrome.sentence(_("Van dit gebied zijn er geen cijfers in deze momentopname."))
    lost = view.missing_parts(area.as_own, parts_of(snapshot), names)
    limits = data.ask(view.limits, asked(snapshot, area), area.as_own, items, names)
    for text in (*([lost] if lost else []), *limits):
        st.caption(text)
    plan(area)
    with st.container(horizontal=True, gap="medium"):
        query = {"gebied": area.code}
        st.page_link("pages/hic_trend.py", label=_("HIC-trend van dit gebied"), query_params=query)
        st.page_link("pages/buurtagendas.py", label=_("Een agenda voor dit gebied"), query_params=query)
    if table is not None:
        chrome.downloads_of(lambda: table, area.naam, source, manifest, _("dit gebied"))


where = store_of(settings().root)
with chrome.page("aandachtsgebieden") as (snapshot, manifest):
    source = common.of_snapshot(manifest)
    names = {area.code: area.naam for area in at_level(snapshot, Niveau.BUURT)}
    every = attention.areas(where, manifest.gemeente)
    known = all_areas(snapshot)
    followed = [one for one in every if one.gesloten is None and one.code in known]
    stands = {one.code: data.ask(view.changes, asked(snapshot, one), one.code) for one in followed}
    found = view.build(every, {code: items[0] for code, items in stands.items() if items}, names)
    chrome.head(view.QUESTION, found.answer, manifest)
    attention_forms.FORMS.tell_done()
    picked = choose(found.by_row)
    left, right = st.container(key="beeld").columns([5, 4], gap="medium")
    with right:
        shown = [picked] if picked is not None else followed
        drawn = view.payload(snapshot, [one.as_own for one in shown], names)
        about = chrome.About(picked.naam if picked else _("Aandachtsgebieden"), source, manifest)
        chrome.area_map(drawn, "gebieden_kaart", about)
    with left:
        if found.table is not None:
            table = found.table.choose(picked.code if picked else None)
            data_table(chrome.payload(table, ROWS), key="aandachtsgebieden")
        else:
            chrome.sentence(_("Het team kan buurten en straten samen een naam geven en ze dan apart volgen."))
    if picked is not None:
        ended = picked.code in known and picked.gesloten is not None
        items = data.ask(view.changes, asked(snapshot, picked), picked.code) if ended else stands.get(picked.code, ())
        show(picked, items)
    if visitor.may_draw():
        attention_forms.keep(where, snapshot, every, picked.code if picked else "", names)
    chrome.source_line(source, manifest)
    if found.table is not None:
        list_ = found.table
        chrome.downloads_of(lambda: list_, _("Aandachtsgebieden"), source, manifest, _("de lijst"))
