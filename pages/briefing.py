"""Briefing: what changed, what needs attention and are we on course? A letter to read in two minutes."""

from datetime import date

import streamlit as st

from analytics import access, formatting, seals
from analytics import remarks as kept_remarks
from analytics.errors import VeiligheidError
from analytics.language import _
from analytics.remarks import Place
from analytics.reports.model import RemarkBlock, Soort, from_json, with_remarks
from analytics.settings import settings
from analytics.store import StoreUnavailable, store_of
from analytics.views import briefing as view
from analytics.views import remarks, sealed, sealing
from pages.shared import chrome, controls, data, visitor
from pages.shared.briefing import beside, letter, remark_forms, sealing_forms, taking

KIND = Soort.DRIEHOEK.value
NOW = "nu"


def read_store(question, empty):
    """What the database of the team answers; when it is away, that is said and nobody is kept from the figures."""
    try:
        return question()
    except StoreUnavailable as error:
        st.warning(str(error))
        return empty


def choose_month(snapshot, manifest):
    """The month: of those that can be made now, and those that were sealed."""
    before = read_store(lambda: seals.months(where, manifest.gemeente, KIND), ())
    months = sorted({*data.ask(view.months, snapshot), *before}, reverse=True)
    if not months:
        chrome.head(_("Wat moet u weten?"), _("Deze momentopname heeft geen maand om over te berichten."), manifest)
        st.stop()
    names = {f"{maand:%Y-%m}": sealing.month_name(maand) for maand in months}
    return date.fromisoformat(controls.select("maand", _("Maand"), names, next(iter(names)), 200) + "-01")


def choose_version(found):
    """Which one to read: a sealed one, the newest first, or that of now; None for that of now."""
    if not found:
        return None
    names = {str(one.nummer): sealing.version_name(one) for one in found} | {NOW: _("volgens de cijfers van nu")}
    picked = controls.select("versie", _("Versie"), names, next(iter(names)), 330)
    return next((one for one in found if str(one.nummer) == picked), None)


def of_now(snapshot, gemeente, maand):
    """The briefing from the figures and the remarks of now, and those remarks; (None, {}) when it cannot be made."""
    if maand not in data.ask(view.months, snapshot):
        return None, {}
    found = read_store(lambda: kept_remarks.remarks(where, gemeente, maand, KIND), {})
    with st.spinner(_("De briefing wordt gemaakt.")):
        made = data.ask(view.build, snapshot, access.current(), maand)
    return with_remarks(made, remarks.blocks(found)), found


def of_seal(one):
    """The briefing as it was sealed; None when it is damaged, which is said."""
    try:
        return from_json(seals.content(where, one))
    except VeiligheidError as error:
        st.error(str(error))
        return None


def forms(gemeente, maand, found):
    """What the team gets under each section."""

    def form(section):
        for block in section.blocks:
            if isinstance(block, RemarkBlock):
                place = Place(gemeente, maand, KIND, block.onderdeel)
                remark_forms.draw(where, place, found.get(block.onderdeel))

    return form


def show_sealed(document, one, differences):
    """What was agreed; when the figures are others now, old and new side by side."""
    letter.draw(document)
    if differences is None:
        chrome.sentence(_("Uit de cijfers van nu is van deze maand geen briefing te maken."))
    else:
        beside.draw(differences, formatting.moment(one.wanneer))


def show_now(document, found, before):
    """What is not agreed yet, with the forms for the team."""
    team = visitor.in_team()
    letter.draw(document, forms(document.gemeente, document.maand, found)) if team else letter.draw(document)
    taking.unsealed(document, "briefing")
    if team:
        sealing_forms.form(where, document, before)


where = store_of(settings().root)
with chrome.page("briefing") as (snapshot, manifest):
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        maand = choose_month(snapshot, manifest)
        found = read_store(lambda: seals.seals(where, manifest.gemeente, KIND, maand), ())
        one = choose_version(found)
    now, kept = of_now(snapshot, manifest.gemeente, maand)
    then = of_seal(one) if one is not None else None
    shown = then or now
    differences = sealed.compare(then, now) if then and now else None
    with heading:
        chrome.head(sealing.question(maand), sealing.answer(shown, one if then else None, differences), None)
        if shown is not None:
            letter.sample(shown)
    if then is not None:
        show_sealed(then, one, differences)
    elif now is not None:
        show_now(now, kept, found)
    sealing_forms.listed(where, found)
