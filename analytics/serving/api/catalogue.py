"""What there is to ask: indicators, areas, and the snapshot with its sources."""

from datetime import date

from pydantic import BaseModel, Field

from analytics import formatting
from analytics.areas import Niveau, all_areas
from analytics.coverage import Coverage, coverage
from analytics.indicators import Indicator, SurveyNumerator, load_all
from analytics.language import _
from analytics.periods import add_months
from analytics.serving.api.answers import Answer, Asked, Question
from analytics.views import common


class AreasQuestion(Question):
    """Which areas."""

    niveau: Niveau | None = Field(None, description=_("Alleen de gebieden van dit niveau."))


class IndicatorRow(BaseModel):
    """One indicator: what is counted, and over which time there are figures of the whole municipality."""

    id: str = Field(description=_("Kenmerk, voor in een vraag."))
    titel: str = Field(description=_("Naam op het scherm."))
    omschrijving: str = Field(description=_("Bij een enquêtevraag: wat het cijfer zegt."))
    thema: str = Field(description=_("Code in Kernbeleid Veiligheid (VNG)."))
    groepen: list[str] = Field(description=_("Groepen waaronder hij op het scherm staat."))
    teller: str = Field(description=_("registraties (aantallen van de politie) of enquete."))
    eenheid: str = Field(description=_("Eenheid van waarde als u niets kiest."))
    noemers: list[str] = Field(
        description=_("Wat er als noemer te kiezen is (als=); de eerste geldt als u niets kiest.")
    )
    decimalen: int = Field(description=_("Aantal decimalen op het scherm."))
    richting: str = Field(description=_("lager_is_beter, hoger_is_beter of neutraal."))
    gevoelig: bool = Field(description=_("Of kleine aantallen onder de drempel vallen."))
    soorten: list[str] = Field(description=_("Codes van de politie die geteld worden."))
    jaren: list[int] = Field(description=_("Jaren die geheel bekend zijn; bij een enquête de jaren met een ronde."))
    maanden_van: date | None = Field(description=_("Eerste maand die bekend is (eerste dag)."))
    maanden_tot: date | None = Field(description=_("Tot deze maand is het bekend; die telt zelf niet mee."))
    voorlopig_vanaf: date | None = Field(description=_("Vanaf deze maand zijn de cijfers voorlopig."))
    toelichting: str = Field(description=_("Wat een lezer moet weten."))
    vindplaats: str = Field(description=_("Waar de definitie staat."))


class AreaRow(BaseModel):
    """One area."""

    gebied: str = Field(description=_("Code van het CBS."))
    naam: str = Field(description=_("Naam op het scherm."))
    niveau: Niveau = Field(
        description=_(
            "buurt, wijk, gemeente, referentie (een gemeente om mee te vergelijken) of aandachtsgebied (van het team)."
        )
    )
    wijk: str = Field(description=_("Van een buurt: code van de wijk waarin zij ligt."))


class SourceRow(BaseModel):
    """One source of the snapshot."""

    bron: str = Field(description=_("Kenmerk van de bron."))
    titel: str = Field(description=_("Wat het is."))
    uitgever: str = Field(description=_("Wie het uitgeeft."))
    tabel: str | None = Field(description=_("Nummer van de tabel."))
    licentie: str = Field(description=_("Onder welke voorwaarden het te gebruiken is."))
    van: date | None = Field(description=_("Begin van de periode."))
    tot: date | None = Field(description=_("Einde van de periode; die dag telt zelf niet mee."))
    voorlopig_vanaf: date | None = Field(description=_("Vanaf deze dag zijn de gegevens voorlopig."))
    opgehaald: date | None = Field(description=_("Wanneer het opgehaald is."))
    verzonnen: bool = Field(description=_("Of het verzonnen is, voor het voorbeeld."))
    toelichting: str = Field(description=_("Wat een lezer moet weten."))


def indicators(asked: Asked, _question: Question) -> Answer[IndicatorRow]:
    """Every declared indicator."""
    rows = [_indicator(one, coverage(asked.snapshot, one, Niveau.GEMEENTE)) for one in load_all().values()]
    title = _("Indicatoren")
    return Answer[IndicatorRow](over=asked.about(title, _("alle indicatoren"), _bron(asked)), rijen=rows)


def areas(asked: Asked, question: AreasQuestion) -> Answer[AreaRow]:
    """The areas of the snapshot, by level and code."""
    found = sorted(all_areas(asked.snapshot).values(), key=lambda area: (list(Niveau).index(area.niveau), area.code))
    rows = [
        AreaRow(gebied=area.code, naam=area.naam, niveau=area.niveau, wijk=area.wijk)
        for area in found
        if question.niveau in (None, area.niveau)
    ]
    chosen = question.niveau.value if question.niveau else _("alle niveaus")
    return Answer[AreaRow](over=asked.about(_("Gebieden"), chosen, _bron(asked)), rijen=rows)


def snapshot(asked: Asked, _question: Question) -> Answer[SourceRow]:
    """The live snapshot with its sources."""
    rows = [
        SourceRow(bron=key, **source.model_dump(exclude={"eigen"})) for key, source in asked.manifest.bronnen.items()
    ]
    return Answer[SourceRow](over=asked.about(_("Momentopname"), _("alle bronnen"), _bron(asked)), rijen=rows)


def _bron(asked: Asked) -> str:
    return common.of_snapshot(asked.manifest).line


def _indicator(one: Indicator, known: Coverage) -> IndicatorRow:
    survey = one.teller if isinstance(one.teller, SurveyNumerator) else None
    rate = (
        _("per {per} {noemer}").format(per=formatting.count(one.noemer.per), noemer=one.noemer.van)
        if one.noemer
        else _("aantal")
    )
    return IndicatorRow(
        **one.model_dump(
            include={
                "id",
                "titel",
                "omschrijving",
                "thema",
                "decimalen",
                "richting",
                "gevoelig",
                "toelichting",
                "vindplaats",
            }
        ),
        groepen=list(one.groepen),
        teller=one.teller.bron,
        eenheid=survey.eenheid if survey else rate,
        noemers=[noemer.van for noemer in one.noemers],
        soorten=[] if isinstance(one.teller, SurveyNumerator) else list(one.teller.soorten),
        jaren=list(known.jaren),
        maanden_van=known.maanden[0] if known.maanden else None,
        maanden_tot=add_months(known.maanden[-1], 1) if known.maanden else None,
        voorlopig_vanaf=known.voorlopig_vanaf,
    )
