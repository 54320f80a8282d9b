"""One chosen area beside the map: its figure, the city's, the year before, and its last 36 months."""

from dataclasses import dataclass, replace

import pandas as pd

from analytics import formatting, trends
from analytics.areas import Area, Niveau, all_areas
from analytics.comparisons import year_on_year
from analytics.coverage import coverage
from analytics.figures.choropleth import describe
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONTBREEKT, Selection, measure
from analytics.overview import SPARK_MONTHS
from analytics.periods import add_months
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common
from analytics.views.changes import in_words


@dataclass(frozen=True)
class Link:
    """A way on: the text, the page's file name, and the choices that go along."""

    text: str
    page: str
    choices: dict[str, str]


@dataclass(frozen=True)
class ChosenArea:
    """`sentences` say what is known; `links` lead on."""

    area: Area
    sentences: tuple[str, ...]
    spark: Table | None
    links: tuple[Link, ...]


def build(indicator: Indicator, selection: Selection, code: str) -> ChosenArea:
    """Everything about one area in the period of the selection."""
    area = all_areas(selection.snapshot)[code]
    own = replace(selection, gebieden=(code,))
    measurement = measure(indicator, own)
    city = common.municipality(selection.snapshot)
    whole = measure(indicator, replace(selection, niveau=Niveau.GEMEENTE, gebieden=()))
    row = measurement.values.iloc[0]
    sentences = [
        _("{area}: {facts}.").format(
            area=area.naam, facts=describe(measurement, row, bool(measurement.too_small().iloc[0]))
        )
    ]
    sentences.append(
        _("{city}: {facts}.").format(city=city.naam, facts=describe(whole, whole.values.iloc[0], small=False))
    )
    if not indicator.is_survey:
        compared = year_on_year(indicator, replace(selection, gebieden=()), code, selection.periods[0])
        sentences.append(in_words(compared, indicator.titel))
    return ChosenArea(area, tuple(sentences), _spark(indicator, own, area), _links(indicator, area))


def _spark(indicator: Indicator, selection: Selection, area: Area) -> Table | None:
    known = coverage(selection.snapshot, indicator, selection.niveau)
    if not known.maanden:
        return None
    tot = add_months(known.maanden[-1], 1)
    asked = replace(selection, van=add_months(tot, -SPARK_MONTHS), tot=tot, absoluut=True, noemer="")
    points = trends.monthly(indicator, asked, area.code).punten
    provisional = int(points["voorlopig"].sum())
    values = tuple(None if pd.isna(value) else float(value) for value in points["waarde"])
    span = formatting.period(asked.van, asked.tot)
    counted = [value for value in values if value is not None]
    return Table(
        label=_("{things} per maand in {area}, {span}.").format(things=indicator.titel, area=area.naam, span=span),
        columns=(
            Column("naam", _("per maand"), "text"),
            Column("verloop", span, "spark"),
            Column("som", _("samen"), "count"),
        ),
        rows=(
            Row(
                area.code,
                {
                    "naam": Cell(indicator.titel),
                    "verloop": Cell(points=values, provisional_points=provisional),
                    # a sum without the months that are missing or hidden would look like the sum of all
                    "som": Cell(sum(counted)) if len(counted) == len(values) else Cell(None, status=ONTBREEKT),
                },
            ),
        ),
    )


def _links(indicator: Indicator, area: Area) -> tuple[Link, ...]:
    choice = {"indicator": indicator.id, "gebied": area.code}
    trend = Link(_("HIC-trend van {area}").format(area=area.naam), "hic_trend", choice)
    level = {**choice, "niveau": area.niveau.value}
    ranking = Link(_("{area} in de ranglijst").format(area=area.naam), "ranglijst", level)
    profile = Link(_("Profiel van {area}").format(area=area.naam), f"{area.niveau.value}profiel", {"gebied": area.code})
    agenda = Link(_("{area} voor een agenda voordragen").format(area=area.naam), "buurtagendas", choice)
    onward = (ranking, profile, agenda)
    return onward if indicator.is_survey else (trend, *onward)
