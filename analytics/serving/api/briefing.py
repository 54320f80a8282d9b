"""The monthly briefing: its sentences one by one, and the whole document as the page and the files are made of it."""

import json
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, Field

from analytics import access
from analytics.errors import NotFound
from analytics.language import _
from analytics.reports.model import Document, Sentences, as_json
from analytics.serving.api.answers import Answer, Asked, Question
from analytics.snapshots import Snapshot
from analytics.views import briefing as view
from analytics.views import common

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


class MonthRow(BaseModel):
    """One month that a briefing can be made of."""

    maand: str = Field(description=_("De maand, zoals 2025-12."))
    adres: str = Field(description=_("Waar de briefing van die maand staat."))


class SentenceRow(BaseModel):
    """One sentence of the briefing."""

    id: str = Field(description=_("Kenmerk van de zin; in elke maand hetzelfde."))
    onderdeel: str = Field(description=_("Kenmerk van het onderdeel waarin de zin staat."))
    tekst: str = Field(description=_("De zin."))
    periode: str = Field(description=_("De periode waar de zin over gaat."))
    bron: str = Field(description=_("Waar de cijfers in de zin uit komen."))
    zekerheid: str = Field(
        description=_("zeker: een interval of toets zegt het; telling: zoals geregistreerd; onzeker; niet_te_zeggen.")
    )
    beeld: str = Field(description=_("Adres van de pagina met de cijfers erachter."))


class BriefingAnswer(Answer[SentenceRow]):
    """The sentences, and the document they stand in."""

    document: dict[str, Any] = Field(
        description=_(
            "Het hele document: per onderdeel de zinnen, tabellen, figuren (SVG met een tekst ernaast) en de plaats "
            "voor de duiding. Zonder de duiding zelf: die staat in de vastgestelde briefing."
        )
    )


def months(asked: Asked, _question: Question) -> Answer[MonthRow]:
    """The months there is a briefing of, newest first."""
    found = [f"{maand:%Y-%m}" for maand in view.months(asked.snapshot)]
    over = asked.about(_("Briefing"), _("alle maanden"), common.of_snapshot(asked.manifest).line)
    return Answer[MonthRow](over=over, rijen=[MonthRow(maand=one, adres=f"/api/v1/briefing/{one}") for one in found])


def briefing(maand: str, asked: Asked, _question: Question) -> BriefingAnswer:
    """The briefing of one month ('2025-12'). Raises NotFound."""
    first = date.fromisoformat(f"{maand}-01")
    if first not in view.months(asked.snapshot):
        raise NotFound(_("Van {maand} is er geen briefing; zie /api/v1/briefing.").format(maand=maand))
    document = _built(asked.snapshot, asked.toegang, access.threshold(asked.toegang), first)
    over = asked.about(document.title, document.subtitle, document.source)
    return BriefingAnswer(over=over, rijen=_sentences(document), document=json.loads(as_json(document)))


@lru_cache(maxsize=8)  # seconds of work; a snapshot never changes
def _built(snapshot: Snapshot, toegang: access.Toegang, _threshold: int, maand: date) -> Document:
    return view.build(snapshot, toegang, maand)


def _sentences(document: Document) -> list[SentenceRow]:
    return [
        SentenceRow(
            id=one.id,
            onderdeel=section.id,
            tekst=one.text,
            periode=one.periode,
            bron=one.bron,
            zekerheid=one.zekerheid.value,
            beeld=one.href,
        )
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Sentences)
        for one in block.items
    ]
