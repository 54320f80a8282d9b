"""The choices of the page, in the URL: month, budget, level, sort of registration, and one signal."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from analytics import signals
from analytics.areas import Niveau
from analytics.language import _
from analytics.signals import Group
from analytics.views import signals as view
from pages.shared import controls
from pages.shared.components import chosen

CLICKED = ("signalen_log", "signalen_jaar")  # where a signal can be chosen


def filters(months: view.Offered) -> tuple[date, float, view.Shown]:
    """Month, budget of false signals a month, and which signals to show.

    Level and theme have a name of their own in the URL: those of another page would hide signals here unasked.
    """
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        maand = controls.select("maand", _("Maand"), view.month_names(months), f"{months.opening:%Y-%m}", width=200)
        label = _("Hoeveel valse signalen per maand kan het team aan?")
        budget = controls.switch("budget", label, view.budget_names(), f"{signals.BUDGET:g}")
        niveau = controls.select("alleen", _("Niveau"), _levels(), view.ALL, width=120)
        rubriek = controls.select("rubriek", _("Registraties"), _sorts(), view.ALL, width=150)
        thema = controls.select("signaalthema", _("Thema"), view.theme_names(), view.ALL, width=230)
    return date.fromisoformat(f"{maand}-01"), float(budget), view.Shown(niveau, rubriek, thema)


def signal(events: Mapping[str, Group], here: Sequence[str], maand: date) -> str:
    """The signal that the page is about: clicked, in the URL, else the strongest of the month; '' when there is none.

    Another month begins with its own strongest signal, unless the address says otherwise.
    """
    if st.session_state.get("signalen_maand") != maand and not st.session_state["arrived"]:
        st.session_state["signaal"] = ""
    st.session_state["signalen_maand"] = maand
    controls.adopt("signaal", {"": "", **{name: name for name in events}}, "")
    clicked = next((name for key in CLICKED if (name := chosen(key)) in events), None)
    if clicked is not None:
        st.session_state["signaal"] = clicked
    return controls.publish("signaal", "") or next(iter(here), "")


def _levels() -> dict[str, str]:
    texts = {Niveau.BUURT: _("buurt"), Niveau.WIJK: _("wijk"), Niveau.GEMEENTE: _("gemeente")}
    return {view.ALL: _("alle"), **{niveau.value: text for niveau, text in texts.items()}}


def _sorts() -> dict[str, str]:
    return {view.ALL: _("alle"), "misdrijf": _("misdrijven"), "overlast": _("overlast")}
