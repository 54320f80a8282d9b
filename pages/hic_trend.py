"""HIC-trend: is it going up or down, what is usual for the season, and what will the year come to?"""

from collections.abc import Callable

import streamlit as st

from analytics import indicators
from analytics.areas import Niveau, all_areas, at_level, own_area
from analytics.language import _
from analytics.views import attention, common
from pages.shared import chrome, controls, data
from pages.shared.trend import course, season, when, where, year
from pages.shared.trend.asked import Asked, Said

LEVELS = (Niveau.GEMEENTE, Niveau.WIJK, Niveau.BUURT)
COURSE = "verloop"  # the only part that can be shown per inhabitant: the others are about numbers
PARTS: dict[str, tuple[str, Callable[[Asked], Said]]] = {
    COURSE: (_("Verloop"), course.draw),
    "seizoen": (_("Seizoen"), season.draw),
    "jaar": (_("Dit jaar"), year.draw),
    "wanneer": (_("Wanneer"), when.draw),
    "waar": (_("Waar"), where.draw),
}

with chrome.page("hic-trend") as (snapshot, manifest):
    offered = data.ask(common.available, snapshot, LEVELS, surveys=False)
    if not offered:
        chrome.head(_("HIC-trend"), _("Deze momentopname bevat geen registraties."), manifest)
        st.stop()
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        indicator = controls.indicator(offered, indicators.on_screen("hic_trend"))
        area = all_areas(snapshot)[controls.area(snapshot, LEVELS)]
        own = own_area(snapshot, area.code)
        about = snapshot if own is None else snapshot.only(area.code)
        part = controls.switch("deel", _("Deel"), {key: name for key, (name, _draw) in PARTS.items()}, COURSE)
        rates = part == COURSE and not (own and own.by_street)  # how many people live in a street is not known
        absoluut, noemer = controls.measure_as(about, indicator) if rates else (True, "")
    asked = Asked(indicator, controls.any_period(about, area.niveau, absoluut, noemer), area, manifest)
    said = PARTS[part][1](asked)
    with heading:
        chrome.head(said.question, said.answer, manifest, themas=[indicator.thema])
        if own is not None:
            names = {one.code: one.naam for one in at_level(snapshot, Niveau.BUURT)}
            st.caption(data.ask(attention.beside_trend, indicator, asked.selection, own, names))
