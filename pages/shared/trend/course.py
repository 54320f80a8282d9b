"""The course: rolling twelve months, this year beside last year, and the months per kind."""

import streamlit as st

from analytics.figures import trend
from analytics.language import _
from analytics.views import hic_trend
from analytics.views.annotations import Noted
from analytics.views.hic_trend import TrendView
from pages.shared import chrome, data
from pages.shared.components import data_table
from pages.shared.trend import annotating, shifts
from pages.shared.trend.asked import Asked, Said


def draw(asked: Asked) -> Said:
    """Draw this part."""
    view = data.ask(hic_trend.build, asked.indicator, asked.selection, asked.area, asked.manifest)
    noted = _noted(asked, view)
    _rolling(asked, view, noted)
    if view.to_date is not None:
        st.subheader(_("Dit jaar tot nu toe, naast dezelfde maanden van vorig jaar"), anchor=False)
        data_table(chrome.payload(view.to_date), key="trend_dit_jaar")
    _per_month(asked, view, noted)
    for note in view.gaps:
        st.caption(note)
    if view.rolling is not None:
        shifts.draw(asked)
    chrome.source_line(view.source, asked.manifest)
    if view.rolling is not None:
        annotating.keep(asked)
    if view.months is not None:
        with st.expander(_("Alle maanden als tabel")):
            data_table(chrome.payload(view.months), key="trend_tabel")
        chrome.downloads(view.months, view.title, view.source, asked.manifest)
        chrome.tables_of({_("dit jaar tot nu toe"): view.to_date}, view.title, view.source, asked.manifest)
    return Said(view.question, view.answer)


def _noted(asked: Asked, view: TrendView) -> Noted:
    """The annotations for all charts of this part."""
    span = trend.span(view.rolling.punten) if view.rolling is not None else None
    shown = (asked.indicator, *(series.indicator for _name, series in view.panels))
    return annotating.noted(asked.selection.snapshot, asked.area.code, shown, span)


def _rolling(asked: Asked, view: TrendView, noted: Noted) -> None:
    if view.rolling is None:
        return
    large = trend.rolling_chart(
        view.rolling,
        name=asked.area.naam,
        dark=chrome.is_dark(),
        expected=view.rolling_expected,
        notes=noted.on(asked.indicator),
    )
    alt = " ".join(text for text in (view.rolling_text, view.answer, noted.text(asked.indicator)) if text)
    title = _("{title} in {area}, twaalf maanden samen").format(title=asked.indicator.titel, area=asked.area.naam)
    lines = noted.lines(asked.indicator)
    notes = (*annotating.in_file(lines), view.completeness)
    chrome.chart(large, "trend_groot", alt, chrome.About(title, view.source, asked.manifest, notes))
    annotating.listed(lines)
    if view.completeness:
        st.caption(view.completeness)


def _per_month(asked: Asked, view: TrendView, noted: Noted) -> None:
    if not view.panels:
        return
    shown = [series.indicator for _name, series in view.panels]
    panels = trend.monthly_panels(
        view.panels,
        dark=chrome.is_dark(),
        expected=view.panels_expected,
        notes=[noted.on(indicator) for indicator in shown],
    )
    st.subheader(_("Aantal per maand, per soort"), anchor=False)
    alt = " ".join(text for text in (view.panels_text, noted.text(*shown)) if text)
    title = _("{title} in {area}: aantal per maand, per soort").format(
        title=asked.indicator.titel, area=asked.area.naam
    )
    notes = annotating.in_file(noted.lines(*shown))
    chrome.chart(panels, "trend_maanden", alt, chrome.About(title, view.source, asked.manifest, notes))
    annotating.listed(noted.lines(*shown, without=(asked.indicator,)))
