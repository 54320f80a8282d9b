"""The page of one area: choose it, step to the next, and a section with a link of its own for each question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from analytics import agenda as store
from analytics.agenda import Agenda
from analytics.areas import Area, Niveau, all_areas, at_level
from analytics.contract import Manifest
from analytics.figures import profile as figures
from analytics.figures.trend import span
from analytics.language import _
from analytics.measures import Selection
from analytics.settings import settings
from analytics.snapshots import Snapshot
from analytics.store import StoreUnavailable, store_of
from analytics.tables import Table
from analytics.views import agendas, area_profile
from analytics.views.area_profile import AreaProfile
from analytics.views.area_profile.busy import DAY_NAMES, day_names
from pages.shared import chrome, controls, data
from pages.shared.components import data_table
from pages.shared.trend import annotating

PER_ROW = 3  # small lines beside each other
# the table of hours, on every page that has one
HOURS_STYLE = """<style>
.uren {overflow-x: auto; font-variant-numeric: tabular-nums;}
.uren:focus-visible {outline: 2px solid currentColor; outline-offset: 2px;}
.uren table {border-collapse: separate; border-spacing: 1px; font-size: .8125rem; line-height: 1.25rem;}
.uren caption {text-align: left; opacity: .85; padding: 0 0 .25rem 0;}
.uren th {font-weight: 400; padding: 0 .25rem; border: 0; background: none;}
.uren td {min-width: 1.75rem; padding: 0 .2rem; text-align: right; border: 0; print-color-adjust: exact;}
.uren abbr {text-decoration: none;}
@media print {.uren {overflow: visible;}}
</style>"""
STYLE = """<style>
.inhoud {display: flex; flex-wrap: wrap; gap: 0 1rem; font-size: .875rem; margin: 0 !important; padding: 0 !important;
  list-style: none;}
.inhoud li {margin: 0 !important; padding: 0 !important;}
.inhoud a {color: inherit !important; display: inline-block; padding: .2rem 0; text-underline-offset: .15em;}
.st-key-profiel_feiten {max-width: 34rem;}
.st-key-profiel_lijnen h4 {font-size: .875rem; padding: .25rem 0 0 0;}
.klein {font-size: .8125rem; line-height: 1.4; margin: 0; opacity: .9;}
.klein strong {font-size: .875rem; opacity: 1;}
@media print {
  .stMainBlockContainer {zoom: .64;}
  .st-key-stappen, .st-key-verder, [data-testid="stExpander"] {display: none !important;}
  [data-testid="stVerticalBlock"] {gap: .4rem !important;}
  .st-key-profiel_lijnen [data-testid="stHorizontalBlock"] {display: flex !important; flex-wrap: nowrap !important;}
  .st-key-profiel_lijnen [data-testid="stColumn"] {min-width: 0 !important;}
  [class*="st-key-deel_"], [class*="st-key-deel_"] * {break-inside: avoid;}
}
</style>"""


def choose(snapshot: Snapshot, niveau: Niveau) -> Area:
    """The area the page is about; its code is always in the URL, so that a link says whose profile it is."""
    areas = {area.code: area for area in at_level(snapshot, niveau)}
    names = {code: area.naam for code, area in areas.items()}
    controls.adopt("gebied", names, _default(areas))
    label = {Niveau.BUURT: _("Buurt"), Niveau.WIJK: _("Wijk")}[niveau]
    st.selectbox(label, list(names), format_func=lambda code: names.get(code, code), key="gebied", width=260)
    return areas[controls.publish("gebied", "")]


def _default(areas: dict[str, Area]) -> str:
    """The wijk of the buurt that somebody looked at before, or the first buurt of that wijk; else the first area."""
    before = str(st.session_state.get("kept:gebied", ""))
    near = [code for code in areas if before and (code[2:].startswith(before[2:]) or before[2:].startswith(code[2:]))]
    return next(iter([*near, *areas]))


def steps(selection: Selection, area: Area) -> None:
    """To the area before and after this one."""
    before, after = area_profile.neighbours(selection, area)
    with st.container(horizontal=True, gap="small", key="stappen"):
        for name, other, text in (("vorige", before, _("← {area}")), ("volgende", after, _("{area} →"))):
            if other is not None:
                st.button(text.format(area=other.naam), key=name, on_click=_go, args=(other.code,), type="tertiary")


def _go(code: str) -> None:
    st.session_state["gebied"] = code


def contents(sections: Sequence[tuple[str, str]]) -> None:
    """A link per section, within this page."""
    items = "".join(f'<li><a href="#{anchor}">{title}</a></li>' for anchor, title in sections)
    st.html(f'<ul class="inhoud">{items}</ul>')


def section(anchor: str, title: str, text: str = "") -> None:
    """The heading of a section, which can be linked to, and what it finds in words."""
    st.subheader(title, anchor=anchor)
    if text:
        chrome.sentence(text)


def scores(view: AreaProfile) -> None:
    """The scores side by side."""
    if view.scores is not None:
        data_table(chrome.payload(view.scores), key="profiel_scores")
        st.caption(view.scores_note)
    else:
        chrome.sentence(_("Er zijn geen scores van dit gebied."))


def _picture(key: str, title: str, view: AreaProfile, manifest: Manifest, notes: tuple[str, ...]) -> None:
    """The line to save a block of this page as one picture."""
    about = chrome.About(title.format(area=view.area.naam), view.source, manifest, notes)
    chrome.picture_files(key, view.answer, about)


def trends(snapshot: Snapshot, view: AreaProfile, manifest: Manifest) -> None:
    """The small lines, a few beside each other, with the annotations of the team."""
    shown = [panel.series.indicator for panel in view.panels]
    spans = [span(panel.series.punten) for panel in view.panels]
    years = (min(first for first, _last in spans), max(last for _first, last in spans))
    noted = annotating.noted(snapshot, view.area.code, shown, years)
    with st.container(key="profiel_lijnen"):
        for start in range(0, len(view.panels), PER_ROW):
            row = view.panels[start : start + PER_ROW]
            for column, panel in zip(st.columns(PER_ROW, gap="medium"), row, strict=False):
                with column:
                    st.html(f'<p class="klein"><strong>{panel.title}</strong> {panel.series.eenheid}</p>')
                    indicator = panel.series.indicator
                    notes = noted.on(indicator)
                    drawn = figures.small_trend(panel.series, panel.city, dark=chrome.is_dark(), notes=notes)
                    chrome.plot(drawn, f"lijn_{indicator.id}", f"{panel.text} {noted.text(indicator)}".strip())
    lines, reading = noted.lines(*shown), " ".join(part for part in (view.panels_note, view.completeness) if part)
    _picture("profiel_lijnen", _("Verloop in {area}"), view, manifest, (reading, *annotating.in_file(lines)))
    annotating.listed(lines)
    st.caption(reading)


def kinds(view: AreaProfile) -> None:
    """What stands out, with the rule; every kind one click away."""
    if view.kinds.exceptional is not None:
        data_table(chrome.payload(view.kinds.exceptional), key="profiel_opvallend")
    if view.kinds.rule:
        st.caption(view.kinds.rule)
    if view.kinds.every is not None:
        with st.expander(_("Alle soorten")):
            data_table(chrome.payload(view.kinds.every), key="profiel_soorten")


def busy(view: AreaProfile, manifest: Manifest) -> None:
    """The hours of the week with their numbers."""
    if view.busy is None:
        return
    drawn = figures.heat_table(
        view.busy.times.hours, days=day_names(), short=DAY_NAMES, label=view.busy.title, dark=chrome.is_dark()
    )
    with st.container(key="profiel_uren"):
        st.html(drawn)
    _picture("profiel_uren", view.busy.title, view, manifest, (view.busy.remarks,))
    st.caption(view.busy.remarks)


def answers(view: AreaProfile) -> None:
    """Every question of the survey."""
    if view.answers is not None:
        data_table(chrome.payload(view.answers), key="profiel_antwoorden")


def take_away(view: AreaProfile, manifest: Manifest, more: Mapping[str, Table | None]) -> None:
    """Every table of the page as a file."""
    offered = {
        _("scores"): view.scores,
        _("verloop"): view.trends,
        _("soorten"): view.kinds.every,
        _("drukke tijden"): view.busy.table if view.busy else None,
        _("kerncijfers"): view.facts,
        _("antwoorden"): view.answers,
        **more,
    }
    chrome.tables_of(offered, view.area.naam, view.source, manifest)


def onward(area: Area) -> None:
    """The same area on other pages."""
    choice = {"gebied": area.code, "niveau": area.niveau.value}
    with st.container(horizontal=True, gap="medium", key="verder"):
        st.page_link("pages/kaart.py", label=_("Op de kaart"), query_params=choice)
        st.page_link("pages/ranglijst.py", label=_("In de ranglijst"), query_params=choice)
        st.page_link("pages/hic_trend.py", label=_("HIC-trend"), query_params={"gebied": area.code})
        if area.niveau is Niveau.BUURT:
            wijk = {"gebied": area.wijk}
            st.page_link("pages/wijkprofiel.py", label=_("Profiel van de wijk"), query_params=wijk)


def agendas_of(manifest: Manifest, area: Area) -> list[Agenda] | str:
    """The agendas of this area, or why there are none; a database that is away keeps nobody from the figures."""
    try:
        entries = store.agendas(store_of(settings().root), manifest.gemeente)
    except StoreUnavailable as error:
        return str(error)
    return [one for one in entries if one.gebied == area.code]


def agenda(snapshot: Snapshot, own: list[Agenda] | str, area: Area) -> None:
    """The agendas of this area in short."""
    if isinstance(own, str):
        st.warning(own)
        return
    names = {other.code: other.naam for other in all_areas(snapshot).values()}
    if not own:
        chrome.sentence(_("Voor {area} is er geen buurtagenda.").format(area=area.naam))
    for one in own:
        chrome.meanings(agendas.facts(one, names))
        actions = agendas.actions_table(one)
        if actions is not None:
            data_table(chrome.payload(actions), key=f"profiel_acties_{one.id}")
    st.page_link("pages/buurtagendas.py", label=_("Alle buurtagenda's"))


def _acting(own: list[Agenda] | str) -> dict[str, Table | None]:
    listed = [] if isinstance(own, str) else own
    return {_("acties van buurtagenda {n}").format(n=one.id): agendas.actions_table(one) for one in listed}


@dataclass(frozen=True)
class Part:
    """A section of the page: the name of its link, its title, what it finds in words, and how it is drawn."""

    anchor: str
    title: str
    text: str
    draw: Callable[[], object]


def show(snapshot: Snapshot, manifest: Manifest, niveau: Niveau) -> None:
    """The whole profile page of one level."""
    st.html(STYLE + HOURS_STYLE)
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        area = choose(snapshot, niveau)
        steps(controls.any_period(snapshot, niveau), area)
    view, listed, own = view_of(snapshot, area, manifest), _buurten(snapshot, area), agendas_of(manifest, area)
    with heading:
        chrome.head(view.question, view.answer, manifest)
    parts = [
        *_parts(snapshot, view, manifest, listed),
        Part("agenda", _("Buurtagenda"), "", lambda: agenda(snapshot, own, area)),
    ]
    contents([(part.anchor, part.title) for part in parts])
    onward(area)
    for part in parts:
        with st.container(key=f"deel_{part.anchor.replace('-', '_')}", gap="small"):
            section(part.anchor, part.title, part.text)
            part.draw()
    chrome.source_line(view.source, manifest)
    take_away(view, manifest, {_("buurten"): listed, **_acting(own)})


def view_of(snapshot: Snapshot, area: Area, manifest: Manifest) -> AreaProfile:
    """The profile, remembered per area."""
    return data.ask(area_profile.build, controls.any_period(snapshot, area.niveau), area, manifest)


def _buurten(snapshot: Snapshot, area: Area) -> Table | None:
    if area.niveau is not Niveau.WIJK:
        return None
    asked = controls.any_period(snapshot, Niveau.BUURT)
    return data.ask(area_profile.buurten_of, asked, area, "buurtprofiel")


def _parts(snapshot: Snapshot, view: AreaProfile, manifest: Manifest, listed: Table | None) -> list[Part]:
    """The sections that have something to show."""
    parts = [Part("scores", _("Scores"), "", lambda: scores(view))]
    if view.facts is not None:
        parts.append(Part("kerncijfers", _("Kerncijfers"), "", lambda: _draw(view.facts, "profiel_feiten")))
    if listed is not None:
        parts.append(Part("buurten", _("Buurten van deze wijk"), "", lambda: _draw(listed, "profiel_buurten")))
    if view.panels:
        parts.append(Part("verloop", _("Verloop"), "", lambda: trends(snapshot, view, manifest)))
    parts.append(Part("opvallend", _("Wat valt op"), view.kinds.answer, lambda: kinds(view)))
    if view.busy is not None:
        parts.append(Part("drukke-tijden", _("Drukke tijden"), view.busy.answer, lambda: busy(view, manifest)))
    if view.answers_text:
        parts.append(Part("bewoners", _("Wat bewoners zeggen"), view.answers_text, lambda: answers(view)))
    return parts


def _draw(table: Table | None, key: str) -> None:
    if table is not None:
        data_table(chrome.payload(table), key=key)
