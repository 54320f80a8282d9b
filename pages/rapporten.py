"""Rapporten: the same figures as a document, for council, management team, an area or a partner."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from analytics import access, progress, themes
from analytics import remarks as kept_remarks
from analytics.access import Toegang
from analytics.areas import Niveau, at_level
from analytics.language import _
from analytics.remarks import Place
from analytics.reports.model import RemarkBlock, Soort, with_remarks
from analytics.settings import settings
from analytics.store import StoreUnavailable, store_of
from analytics.views import briefing, remarks, reporting, sealing
from pages.shared import chrome, controls, data, visitor
from pages.shared.briefing import letter, remark_forms, taking

KINDS = {
    Soort.RAAD: _("raad en managementteam"),
    Soort.JAAR: _("voortgang over het jaar"),
    Soort.GEBIED: _("een gebied"),
    Soort.PARTNER: _("een partner"),
}
AREAS = (Niveau.WIJK, Niveau.BUURT)


@dataclass(frozen=True)
class Asked:
    """What the report should be about."""

    soort: Soort
    maand: date
    gebied: str = ""
    gebieden: tuple[str, ...] = ()
    themas: tuple[str, ...] = ()

    @property
    def incomplete(self):
        """Whether an extract has nothing to be about yet."""
        return self.soort is Soort.PARTNER and not (self.gebieden and self.themas)


def ask(snapshot):
    """Kind and month, and what that kind needs to know."""
    months = {f"{maand:%Y-%m}": sealing.month_name(maand) for maand in data.ask(briefing.months, snapshot)}
    if not months:
        return None
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        kinds = {kind.value: name for kind, name in KINDS.items()}
        soort = Soort(controls.select("soort", _("Rapport voor of over"), kinds, Soort.RAAD.value))
        maand = date.fromisoformat(controls.select("maand", _("Maand"), months, next(iter(months)), 200) + "-01")
        gebied = controls.area(snapshot, AREAS) if soort is Soort.GEBIED else ""
    if soort is not Soort.PARTNER:
        return Asked(soort, maand, gebied)
    names = {area.code: area.naam for niveau in AREAS for area in at_level(snapshot, niveau)}
    topics = {theme.code: f"{theme.code} {theme.naam}" for theme in themes.all_themes().values() if theme.indicatoren}
    return Asked(soort, maand, "", several("gebieden", _("Gebieden"), names), several("themas", _("Thema's"), topics))


def several(key, label, options):
    """A choice of more than one."""
    shown = {"format_func": lambda id_: options.get(id_, id_), "placeholder": _("Kies een of meer")}
    return tuple(st.multiselect(label, list(options), key=f"rapport_{key}", **shown))


def made(snapshot, gemeente, asked):
    """The report with the remarks of the team, and those remarks; a database that is away keeps nobody from it."""
    found, told = {}, None
    try:
        found = kept_remarks.remarks(where, gemeente, asked.maand, asked.soort.value, asked.gebied)
        told = reporting.Reported(progress.reports(where, gemeente), progress.own_actions(where, gemeente))
    except StoreUnavailable as error:
        st.warning(str(error))
    toegang = Toegang.PARTNER if asked.soort is Soort.PARTNER else access.current()
    about = {"gebied": asked.gebied, "gebieden": asked.gebieden, "themas": asked.themas, "gemeld": told}
    with st.spinner(_("Het rapport wordt gemaakt.")):
        document = data.ask(reporting.build, asked.soort, snapshot, toegang, asked.maand, **about)
    return with_remarks(document, remarks.blocks(found)), found


def forms(document, asked, found):
    """What the team gets under each section."""

    def form(section):
        for block in section.blocks:
            if isinstance(block, RemarkBlock) and visitor.in_team():
                place = Place(document.gemeente, asked.maand, asked.soort.value, block.onderdeel, asked.gebied)
                remark_forms.draw(where, place, found.get(block.onderdeel))

    return form


where = store_of(settings().root)
with chrome.page("rapporten") as (snapshot, manifest):
    heading = st.container()
    asked = ask(snapshot)
    with heading:
        answer = _("Kies een soort en een maand; het rapport wordt gemaakt uit de cijfers van nu.")
        nothing = _("Deze momentopname heeft geen maand om over te berichten.")
        chrome.head(_("Welk rapport hebt u nodig?"), answer if asked else nothing, manifest)
    if asked is None:
        st.stop()
    if asked.incomplete:
        chrome.sentence(_("Kies ten minste één gebied en één thema."))
    else:
        document, found = made(snapshot, manifest.gemeente, asked)
        chrome.sentence(f"{document.title}. {sealing.progress(document)}")
        taking.unsealed(document, f"rapport_{asked.soort}")
        letter.draw(document, forms(document, asked, found))
