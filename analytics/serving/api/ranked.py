"""The ranking of areas as the page Ranglijst makes it, whole and as the screen writes it."""

from dataclasses import replace

import pandas as pd
from pydantic import BaseModel, Field

from analytics.areas import Niveau, all_areas
from analytics.coverage import coverage
from analytics.errors import NotFound, WrongUsage
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection, measure
from analytics.periods import Period, Stap
from analytics.ranking import K, Ranking, rank
from analytics.serving.api.answers import Answer, Asked
from analytics.serving.api.figures import IndicatorQuestion, about_figures, indicator_of, text_of
from analytics.views import common, ranking_cells


class RankingQuestion(IndicatorQuestion):
    """Which ranking."""

    niveau: Niveau = Field(Niveau.BUURT, description=_("buurt of wijk."))
    periode: str = Field(
        "",
        max_length=20,
        description=_("12m (laatste twaalf definitieve maanden), 2024, 2025-Q3 of 2025-09; anders de eerste daarvan."),
    )
    laagste: int = Field(K, ge=1, le=50, description=_("Hoeveel gebieden de laagste heten; hoogstens de helft."))


class RankingRow(BaseModel):
    """One area in the list, likeliest to be among the lowest first; then those that cannot be ranked."""

    gebied: str = Field(description=_("Code van het gebied."))
    naam: str = Field(description=_("Naam van het gebied."))
    teller: int | None = Field(description=_("Aantal registraties; leeg bij een enquête."))
    noemer: float | None = Field(description=_("De noemer; bij een enquête het aantal respondenten."))
    waarde: float | None = Field(description=_("Het gemeten cijfer, onafgerond, in over.eenheid."))
    ondergrens: float | None = Field(description=_("Ondergrens van het 95%-interval van waarde."))
    bovengrens: float | None = Field(description=_("Bovengrens van het 95%-interval van waarde."))
    status: str = Field(description=_("Als bij metingen: definitief, voorlopig, onderdrukt of ontbreekt."))
    reden: str | None = Field(
        description=_("Waarom het gebied niet in de lijst staat: klein, onderdrukt, ontbreekt, geen interval.")
    )
    geschat: float | None = Field(description=_("Het cijfer na weging met de andere gebieden, in over.eenheid."))
    geschat_onder: float | None = Field(description=_("Ondergrens van het 95%-interval van geschat."))
    geschat_boven: float | None = Field(description=_("Bovengrens van het 95%-interval van geschat."))
    positie: int | None = Field(description=_("Plaats op het gemeten cijfer alleen; 1 is het ongunstigst."))
    rang: float | None = Field(description=_("Verwachte plaats; 1 is het ongunstigst."))
    rang_onder: int | None = Field(description=_("Ondergrens van het 95%-interval van de plaats."))
    rang_boven: int | None = Field(description=_("Bovengrens van het 95%-interval van de plaats."))
    kans: float | None = Field(description=_("Kans om bij de laagste te horen, van 0 tot 1."))
    groep: str | None = Field(description=_("zeker laag, mogelijk laag of niet te onderscheiden."))
    tekst: str = Field(description=_("Het gemeten cijfer zoals het scherm het schrijft."))
    tekst_kans: str = Field(description=_("De kans zoals het scherm haar schrijft."))


class RankingAnswer(Answer[RankingRow]):
    """The list, with what holds for it as a whole."""

    periode: str = Field(description=_("De periode van de lijst."))
    laagste: int = Field(description=_("Hoeveel gebieden de laagste heten."))
    rangschikbaarheid: float | None = Field(
        description=_("Welk deel van de verschillen echt is en geen toeval, van 0 tot 1.")
    )


def ranking(asked: Asked, question: RankingQuestion) -> RankingAnswer:
    """The ranking as the page Ranglijst makes it."""
    if question.niveau not in (Niveau.BUURT, Niveau.WIJK):
        raise WrongUsage(
            _("Een ranglijst is er op niveau buurt of wijk, niet {level}.").format(level=question.niveau.value)
        )
    indicator = indicator_of(question.indicator)
    period = _period(asked, indicator, question)
    selection = Selection(
        asked.snapshot, asked.toegang, question.niveau, period.van, period.tot, Stap.GEHEEL,
        noemer=_denominator(asked, indicator, question.als),
    )  # fmt: skip
    measured = measure(indicator, selection)
    city = measure(indicator, replace(selection, niveau=Niveau.GEMEENTE))
    found = rank(measured, city, selection.periods[0].label, question.laagste)
    return RankingAnswer(
        over=about_figures(asked, measured, period),
        rijen=_ranked(found),
        periode=found.periode,
        laagste=found.k,
        rangschikbaarheid=None if pd.isna(found.rankability) else found.rankability,
    )


def _period(asked: Asked, indicator: Indicator, question: RankingQuestion) -> Period:
    """One of the periods that the page offers."""
    offered = common.period_choices(coverage(asked.snapshot, indicator, question.niveau))
    if not offered:
        raise NotFound(_("Van {indicator} zijn er geen cijfers op dit niveau.").format(indicator=indicator.titel))
    if question.periode and question.periode not in offered:
        raise NotFound(
            _("Over {periode} is er geen ranglijst van {indicator}; wel over: {offered}.").format(
                periode=question.periode, indicator=indicator.titel, offered=", ".join(offered)
            )
        )
    return offered[question.periode or next(iter(offered))]


def _denominator(asked: Asked, indicator: Indicator, wanted: str) -> str:
    """The denominator as the page chooses it: a bare count of a larger area says nothing."""
    offered = [*common.rate_choices(indicator, asked.snapshot)]
    if indicator.is_survey and not wanted:
        return ""
    if not offered or (wanted and wanted not in offered):
        raise WrongUsage(
            _("Gebieden zijn op {indicator} te rangschikken per {offered}.").format(
                indicator=indicator.titel, offered=", ".join(offered) or _("niets")
            )
        )
    return wanted or offered[0]


def _ranked(found: Ranking) -> list[RankingRow]:
    areas = all_areas(found.measurement.selection.snapshot)
    names = set(RankingRow.model_fields)
    rows = [*records(found.rows.reset_index()), *records(found.unranked.reset_index())]
    words = [
        {
            "naam": areas[row["gebied"]].naam,
            "tekst": text_of(found.measurement, row),
            "tekst_kans": ranking_cells.likely(float("nan") if row.get("kans") is None else row["kans"]).text,
        }
        for row in rows
    ]
    known = [{name: value for name, value in row.items() if name in names} for row in rows]
    return [RankingRow(**dict.fromkeys(names) | a | b) for a, b in zip(known, words, strict=True)]
