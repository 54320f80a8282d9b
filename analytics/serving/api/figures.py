"""Figures: what `measure` gives, whole and as the screen writes it."""

from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from analytics import breaks, formatting, indicators
from analytics.areas import Niveau, all_areas, at_level
from analytics.errors import NotFound, WrongUsage
from analytics.figures import choropleth
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, Measurement, Selection, measure
from analytics.periods import Period, Stap, day, months_between
from analytics.serving.api.answers import About, Answer, Asked, Question, SeriesBreak, check_size
from analytics.views import common

FIRST, LAST = 1990, 2100  # years that can be asked
PERIOD = r"^\d{4}(-\d{2}){0,2}$"


class IndicatorQuestion(Question):
    """Of which indicator, at which level, as what."""

    indicator: str = Field(min_length=1, max_length=80, description=_("Kenmerk van de indicator; zie /v1/indicatoren."))
    als: str = Field(
        "",
        max_length=40,
        description=_("aantal, of de noemer (zie noemers bij de indicator); anders de eerste noemer."),
    )


class MeasurementsQuestion(IndicatorQuestion):
    """Which figures."""

    niveau: Niveau = Field(Niveau.GEMEENTE, description=_("Niveau van de gebieden."))
    van: str = Field(pattern=PERIOD, description=_("Eerste periode: 2023, 2023-09 of 2023-09-01."))
    tot: str = Field(pattern=PERIOD, description=_("Tot deze periode; die telt zelf niet mee."))
    stap: Stap = Field(Stap.JAAR, description=_("Lengte van elke periode."))
    gebied: list[str] = Field(
        [], max_length=300, description=_("Alleen dit gebied (code); mag vaker. Anders alle gebieden van het niveau.")
    )


class MeasurementRow(BaseModel):
    """The figure of one area in one period."""

    gebied: str = Field(description=_("Code van het gebied."))
    naam: str = Field(description=_("Naam van het gebied."))
    periode: str = Field(
        description=_("2025, 2025-Q3, 2025-09 of 2025-01/2025-10; bij voortschrijdend de laatste maand.")
    )
    van: date = Field(description=_("Begin van de periode."))
    tot: date = Field(description=_("Einde van de periode; die dag telt zelf niet mee."))
    teller: int | None = Field(description=_("Aantal registraties; leeg bij een enquête."))
    noemer: float | None = Field(
        description=_("De noemer, zoals het aantal inwoners; bij een enquête het aantal respondenten.")
    )
    waarde: float | None = Field(
        description=_("Het cijfer, onafgerond, in over.eenheid. Leeg is geen nul: zie status.")
    )
    ondergrens: float | None = Field(description=_("Ondergrens van het 95%-interval, in over.eenheid."))
    bovengrens: float | None = Field(description=_("Bovengrens van het 95%-interval, in over.eenheid."))
    status: str = Field(
        description=_(
            "definitief; voorlopig: kan nog veranderen; onderdrukt: te klein om te tonen; ontbreekt: is er niet."
        )
    )
    klein: bool = Field(description=_("Of er te weinig inwoners zijn om dit cijfer te kleuren of te rangschikken."))
    meetmethode: str | None = Field(description=_("Bij een enquête: de methode. Andere methode, andere reeks."))
    tekst: str = Field(description=_("Het cijfer zoals het scherm het schrijft."))
    tekst_interval: str = Field(description=_("Het interval zoals het scherm het schrijft."))


def measurements(asked: Asked, question: MeasurementsQuestion) -> Answer[MeasurementRow]:
    """The figures that were asked for, area by area, oldest period first."""
    indicator, van, tot = indicator_of(question.indicator), _day(question.van), _day(question.tot)
    areas = len(question.gebied) or len(at_level(asked.snapshot, question.niveau))
    check_size(areas * max(0, months_between(van, tot)) // _months(question.stap))
    counted = question.als == common.COUNT
    measured = measure(
        indicator,
        Selection(
            asked.snapshot, asked.toegang, question.niveau, van, tot, question.stap,
            gebieden=tuple(dict.fromkeys(question.gebied)), absoluut=counted, noemer="" if counted else question.als,
        ),
    )  # fmt: skip
    over = about_figures(asked, measured, Period(measured.selection.periods[0].van, tot, ""))
    return Answer[MeasurementRow](over=over, rijen=_rows(measured))


def indicator_of(name: str) -> Indicator:
    """The indicator that a question names. Raises NotFound."""
    try:
        return indicators.load(name)
    except NotFound:
        raise NotFound(_("Er is geen indicator {id}; zie /api/v1/indicatoren.").format(id=name)) from None


def _day(text: str) -> date:
    found = day(text)
    if not FIRST <= found.year <= LAST:
        raise WrongUsage(_("{text} ligt niet tussen {first} en {last}.").format(text=text, first=FIRST, last=LAST))
    return found


def _months(stap: Stap) -> int:
    """Months per period; a step that gives fewer periods than that only counts too many rows."""
    return {Stap.JAAR: 12, Stap.TOT_NU_TOE: 12, Stap.KWARTAAL: 3, Stap.GEHEEL: 12 * LAST}.get(stap, 1)


def about_figures(asked: Asked, measured: Measurement, period: Period) -> About:
    """The head of an answer made of this measurement, with the breaks in `period`."""
    selection = measured.selection
    span = formatting.period(period.van, period.tot)
    return asked.about(
        measured.indicator.titel,
        _("per {niveau}, {span}, {eenheid}").format(niveau=selection.niveau.value, span=span, eenheid=measured.eenheid),
        common.source(measured, asked.manifest, period).line,
        eenheid=measured.eenheid,
        methode=measured.methode,
        breuken=[
            SeriesBreak(vanaf=item.vanaf, tekst=item.tekst)
            for item in breaks.between(measured.indicator, period.van, period.tot, selection.niveau)
        ],
    )


def _rows(measured: Measurement) -> list[MeasurementRow]:
    areas = all_areas(measured.selection.snapshot)
    periods = {period.label: period for period in measured.selection.periods}
    methods, small = dict(measured.methoden), measured.too_small().tolist()
    return [
        MeasurementRow(
            **row,
            naam=areas[row["gebied"]].naam,
            van=periods[row["periode"]].van,
            tot=periods[row["periode"]].tot,
            klein=is_small,
            meetmethode=methods.get(row["periode"]),
            tekst=text_of(measured, row),
            tekst_interval=formatting.interval(row["ondergrens"], row["bovengrens"], decimals(measured)),
        )
        for row, is_small in zip(records(measured.values), small, strict=True)
    ]


def text_of(measured: Measurement, row: dict[str, Any]) -> str:
    """The figure as a label on the map writes it."""
    if row["status"] == ONDERDRUKT:
        return choropleth.hidden_text(measured)
    return formatting.number(row["waarde"], decimals(measured))


def decimals(measured: Measurement) -> int:
    """How many decimals the screen gives a figure."""
    return measured.indicator.decimalen if measured.is_rate or measured.indicator.is_survey else 0
