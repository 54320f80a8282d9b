"""The targets of the programmes, with how they stand: what `targets.judge_all` says."""

from functools import lru_cache
from typing import Any

from pydantic import BaseModel, Field

from analytics import access, formatting
from analytics.language import _
from analytics.measures import ONTBREEKT
from analytics.serving.api.answers import Answer, Asked, Question
from analytics.snapshots import Snapshot
from analytics.targets import Judged, judge_all
from analytics.views import target_words as words
from analytics.views import targets as view
from analytics.views.target_row import target_row

FIRST, LAST = 1990, 2100


class TargetsQuestion(Question):
    """As seen when."""

    peiljaar: int | None = Field(
        None, ge=FIRST, le=LAST, description=_("Zoals het ervoor stond aan het eind van dit jaar; anders nu.")
    )


class TargetRow(BaseModel):
    """One target. What is `gedrukt` stands in the document; the rest are our own figures."""

    id: str = Field(description=_("Kenmerk van het doel."))
    gemeente: str = Field(description=_("Code van de gemeente."))
    programma: str = Field(description=_("Kenmerk van het programma."))
    naam: str = Field(description=_("Naam zoals gedrukt."))
    eenheid_gedrukt: str = Field(description=_("Eenheid zoals gedrukt."))
    indicator: str | None = Field(description=_("Onze indicator die het meet; leeg als die er niet is."))
    eenheid: str = Field(description=_("Eenheid van ons cijfer: aantal, per_1000_inwoners of enquete."))
    jaar: int | None = Field(description=_("Jaar van ons laatste cijfer."))
    laatste: float | None = Field(description=_("Ons laatste cijfer, onafgerond, in eenheid."))
    ondergrens: float | None = Field(description=_("Ondergrens van het 95%-interval, in eenheid."))
    bovengrens: float | None = Field(description=_("Bovengrens van het 95%-interval, in eenheid."))
    status: str = Field(description=_("Van ons cijfer: definitief, voorlopig, onderdrukt of ontbreekt."))
    oordeel: str = Field(
        description=_("gehaald, waarschijnlijk, onzeker, onwaarschijnlijk, niet_gehaald of niet_te_zeggen.")
    )
    kans: float | None = Field(
        description=_("Kans dat het doel gehaald wordt, van 0 tot 1; leeg als de uitkomst bekend is.")
    )
    toeval: bool | None = Field(description=_("Of toeval alleen de uitkomst kan verklaren."))
    tempo: float | None = Field(description=_("Verandering per jaar die nog nodig is, in eenheid."))
    reden: str | None = Field(description=_("Waarom er niets te zeggen is."))
    document: str = Field(description=_("Het document met het doel."))
    vindplaats: str = Field(description=_("Plaats in het document."))
    kanttekening: str | None = Field(description=_("Twijfel bij wat gedrukt staat."))
    tekst: str = Field(description=_("Ons cijfer zoals het scherm het schrijft."))
    tekst_oordeel: str = Field(description=_("Het oordeel zoals het scherm het schrijft."))
    zin: str = Field(description=_("Wat er over het doel te zeggen is, in woorden."))
    aannames: list[str] = Field(description=_("Waar de kans op rust."))
    basis: list[dict[str, Any]] = Field(description=_("Uitgangswaarden zoals gedrukt."))
    doelen: list[dict[str, Any]] = Field(description=_("Elk tussendoel en einddoel, met wat ervan kwam."))
    andere_lezing: list[dict[str, Any]] = Field(description=_("Wat het ook kan betekenen, met de bron."))
    reeks: list[dict[str, Any]] = Field(description=_("Onze cijfers per jaar, elk met interval en status."))


def targets(asked: Asked, question: TargetsQuestion) -> Answer[TargetRow]:
    """Every target of the own municipality."""
    found = _judged(
        asked.snapshot, asked.toegang, access.threshold(asked.toegang), asked.manifest.gemeente, question.peiljaar
    )
    moment = _("eind {year}").format(year=question.peiljaar) if question.peiljaar else _("nu")
    over = asked.about(_("Doelen"), _("stand: {moment}").format(moment=moment), view.source(found, asked.manifest).line)
    return Answer[TargetRow](over=over, rijen=[_row(one) for one in found])


@lru_cache(maxsize=16)  # a second of work; a snapshot never changes
def _judged(
    snapshot: Snapshot, toegang: access.Toegang, _threshold: int, gemeente: str, peiljaar: int | None
) -> tuple[Judged, ...]:
    return judge_all(snapshot, toegang, gemeente, peiljaar)


def _row(one: Judged) -> TargetRow:
    row = target_row(one)
    return TargetRow(
        **{**row, "status": row["status"] or ONTBREEKT},
        tekst=words.figure(one.laatste, one) if one.laatste is not None else formatting.MISSING,
        tekst_oordeel=words.marked(one.oordeel, one.kans),
        zin=words.sentence(one),
    )
