"""Objectief en beleving: where do people feel less safe than registered crime explains?"""

from datetime import date

import streamlit as st

from analytics import feeling, indicators
from analytics.coverage import coverage
from analytics.figures import crime_and_feeling as charts
from analytics.language import _
from analytics.periods import Stap, cut
from analytics.views import common, crime_and_feeling
from pages.shared import chrome, controls, data
from pages.shared.components import data_table


def questions(offered):
    """Survey questions on how safe people feel: those of the theme that the screen opens with."""
    themes = {i.thema for i in indicators.on_screen("beleving")}
    return tuple(i for i in offered if i.is_survey and i.thema in themes and i.richting != "neutraal")


def both(snapshot, crime, survey):
    """The levels at which the two figures can be laid side by side."""
    return tuple(
        niveau
        for niveau in controls.LEVELS
        if coverage(snapshot, crime, niveau).jaren and coverage(snapshot, survey, niveau).jaren
    )


with chrome.page("objectief-en-beleving") as (snapshot, manifest):
    offered = data.ask(common.available, snapshot, controls.LEVELS)
    felt = questions(offered)
    crimes = tuple(
        i for i in offered if common.rate_choices(i, snapshot) and any(both(snapshot, i, survey) for survey in felt)
    )
    if not felt or not crimes:
        missing = _(
            "Deze momentopname bevat geen jaarcijfers over misdrijven en beleving die naast elkaar te leggen zijn."
        )
        chrome.head(_("Objectief en beleving"), missing, manifest)
        st.stop()
    heading = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="filters"):
        crime = controls.indicator(crimes, indicators.on_screen("objectief"))
        fitting = tuple(survey for survey in felt if both(snapshot, crime, survey))
        default = common.first_of(indicators.on_screen("beleving"), fitting)
        picked = controls.select("beleving", _("Beleving"), {i.id: i.titel for i in fitting}, default.id)
        survey = next(i for i in fitting if i.id == picked)
        niveau = controls.level(both(snapshot, crime, survey))
        rounds = common.period_choices(coverage(snapshot, survey, niveau))
        over = rounds[controls.select("periode", _("Ronde"), {r: r for r in rounds}, next(iter(rounds)), width=110)]
        _absolute, noemer = controls.measure_as(snapshot, crime, counts=False)
    year = feeling.nearest_year(coverage(snapshot, crime, niveau), over.van.year)
    beside = cut(date(year, 1, 1), date(year + 1, 1, 1), Stap.GEHEEL)[0]
    registered, whole, _breaks = data.per_area(crime, controls.selection(snapshot, niveau, beside, noemer=noemer))
    answers, city, _breaks = data.per_area(survey, controls.selection(snapshot, niveau, over))
    chosen = controls.chosen_area(snapshot, niveau, "objectief_tabel")
    view = data.ask(crime_and_feeling.build, registered, whole, answers, city, manifest, chosen)
    with heading:
        chrome.head(view.question, view.answer, manifest, themas=[crime.thema, survey.thema])
        st.caption(" ".join(text for text in (view.years, view.completeness) if text))

    if not view.feeling.rows.empty:
        chart = charts.feeling_chart(
            view.feeling, view.names, view.hovers, view.quadrants, dark=chrome.is_dark(), chosen=chosen
        )
        notes = (charts.reading(), view.years, view.completeness)
        title = _("{crime} naast {survey}, per {level}")
        title = title.format(crime=crime.titel, survey=survey.titel, level=niveau.value)
        about = chrome.About(title, view.source, manifest, notes)
        chrome.chart(chart, "objectief_beeld", view.picture_text, about)
        st.caption(charts.reading())
    if view.relation:
        chrome.sentence(view.relation)
    data_table(chrome.payload(view.table), key="objectief_tabel")
    chrome.source_line(view.source, manifest)
    chrome.downloads(view.table, _("Objectief en beleving"), view.source, manifest)
