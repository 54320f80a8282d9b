"""From a question to an answer: who asks, of which snapshot, whether they have it already, as JSON or as CSV."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any, Generic, TypeVar

from anyio import CapacityLimiter, to_thread
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from analytics import access, attention, export, samples, snapshots
from analytics.access import Toegang
from analytics.contract import Manifest
from analytics.errors import VeiligheidError, WrongUsage
from analytics.language import _
from analytics.serving.api import tabular
from analytics.settings import settings
from analytics.snapshots import Snapshot
from analytics.store import store_of
from analytics.version import software

AT_ONCE = 3  # answers being made at the same time: more would keep the pages waiting
MOST = 20_000  # rows in one answer
# `no-cache`: may be kept by who asked, and is asked again with If-None-Match before it is used
KEPT = "private, no-cache"
VARY = "Accept-Encoding, Authorization, Cookie"
_slots = CapacityLimiter(AT_ONCE)


class Format(StrEnum):
    """How an answer is written."""

    JSON = "json"
    CSV = "csv"


class Question(BaseModel):
    """What every question may say. A name that is not known is refused: a typing error must not change a figure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    formaat: Format = Field(Format.JSON, description=_("json, of csv: dezelfde rijen als tabel."))
    toegang: Toegang | None = Field(
        None,
        description=_("Vraag om minder dan u mag zien: partner onderdrukt kleine aantallen zoals voor een partner."),
    )


class SeriesBreak(BaseModel):
    """A registered break within what was asked."""

    vanaf: date = Field(description=_("Eerste dag van de nieuwe reeks."))
    tekst: str = Field(description=_("Wat er veranderde."))


class About(BaseModel):
    """What an answer is about: with this beside them its figures can be understood later."""

    titel: str = Field(description=_("Waar het antwoord over gaat."))
    selectie: str = Field(description=_("Niveau, periode en eenheid in woorden."))
    bron: str = Field(description=_("Bron, periode en momentopname, zoals onder een tabel op het scherm."))
    eenheid: str | None = Field(None, description=_("De eenheid van waarde, ondergrens en bovengrens."))
    methode: str | None = Field(None, description=_("Hoe het 95%-interval bepaald is."))
    momentopname: str = Field(description=_("Kenmerk van de momentopname waar alles uit komt."))
    gegevens_van: datetime = Field(description=_("Wanneer de momentopname gemaakt is."))
    gemeente: str = Field(description=_("Code van de gemeente."))
    gemeentenaam: str = Field(description=_("Naam van de gemeente."))
    voorbeeld: bool = Field(description=_("Of het voorbeeldgegevens zijn, grotendeels verzonnen."))
    let_op: str = Field(description=_("Bij voorbeeldgegevens: wat er echt aan is en wat niet. Anders leeg."))
    toegang: Toegang = Field(description=_("Het toegangsniveau waarop is geantwoord."))
    drempel: int = Field(description=_("Aantallen van 1 tot (niet tot en met) dit getal zijn onderdrukt; 0 is geen."))
    software: str = Field(description=_("Versie van de software."))
    breuken: list[SeriesBreak] = Field(
        [], description=_("Reeksbreuken: cijfers ervoor en erna zijn niet te vergelijken.")
    )


Row = TypeVar("Row", bound=BaseModel)


class Answer(BaseModel, Generic[Row]):
    """Rows, and what they are about."""

    over: About = Field(description=_("Wat voor cijfers dit zijn."))
    rijen: list[Row] = Field(description=_("De cijfers, een rij per stuk."))


class Unavailable(Exception):
    """There is no whole snapshot to answer from."""


class NotAllowed(Exception):
    """More was asked than this person may see."""


class TooLarge(Exception):
    """The answer would have more rows than MOST."""


@dataclass(frozen=True)
class Asked:
    """What an answer is made from: the live snapshot at the level of who asks, or the stricter one they ask for."""

    snapshot: Snapshot
    manifest: Manifest
    toegang: Toegang

    def about(self, titel: str, selectie: str, bron: str, **more: Any) -> About:
        """The head of an answer; `more`: the fields that not every answer has."""
        manifest = self.manifest
        return About(
            titel=titel,
            selectie=selectie,
            bron=bron,
            momentopname=manifest.id,
            gegevens_van=manifest.gemaakt,
            gemeente=manifest.gemeente,
            gemeentenaam=manifest.gemeentenaam,
            voorbeeld=manifest.voorbeeld,
            let_op=samples.sentence(manifest.gemeente) if manifest.voorbeeld else "",
            toegang=self.toegang,
            drempel=access.threshold(self.toegang),
            software=software(),
            **more,
        )


Q = TypeVar("Q", bound=Question)


async def respond(request: Request, question: Q, make: Callable[[Asked, Q], Answer[Any] | bytes]) -> Response:
    """The answer that `make` gives, in a thread of its own; nothing but the head when it was already sent before."""
    return await to_thread.run_sync(partial(_respond, request, question, make), limiter=_slots)


def check_size(rows: int) -> None:
    """Refuse before measuring what would be too much to send. Raises TooLarge."""
    if rows > MOST:
        raise TooLarge(
            _(
                "Deze vraag geeft {rows} rijen; hoogstens {most} mag. Kies een kortere periode of minder gebieden."
            ).format(rows=rows, most=MOST)
        )


def _respond(request: Request, question: Q, make: Callable[[Asked, Q], Answer[Any] | bytes]) -> Response:
    _check_once(request, question)
    asked = _asked(question)
    tag = f'W/"{_fingerprint(request.url.path, question, asked)}"'
    headers = {"etag": tag, "cache-control": KEPT, "vary": VARY}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    made = make(asked, question)
    if isinstance(made, bytes):
        return Response(made, media_type="application/json", headers=headers)
    if question.formaat is Format.CSV:
        name = export.file_name(made.over.titel, made.over.momentopname, extension="csv")
        named = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(tabular.csv(made), media_type="text/csv", headers=headers | named)
    return Response(made.model_dump_json(), media_type="application/json", headers=headers)


def _check_once(request: Request, question: Question) -> None:
    """Of two values for one choice only one would count. Raises WrongUsage."""
    names = [name for name, _value in request.query_params.multi_items()]
    for name in dict.fromkeys(names):
        if names.count(name) > 1 and not isinstance(getattr(question, name), list):
            raise WrongUsage(_("{field} staat er meer dan een keer in.").format(field=name))


def _asked(question: Question) -> Asked:
    try:
        published = snapshots.live_of(settings().root, settings().gemeente)
        manifest = published.manifest()
    except VeiligheidError as error:
        raise Unavailable from error
    return Asked(_with_own_areas(published), manifest, _level(question.toegang))


def _with_own_areas(published: Snapshot) -> Snapshot:
    """With the areas of attention, as on the pages; none when the database of the team is away."""
    try:
        own = attention.own_areas(store_of(settings().root), settings().gemeente)
    except VeiligheidError:
        return published
    return replace(published, eigen=own)


def _level(wanted: Toegang | None) -> Toegang:
    """One's own level, or the stricter one that is asked for. Raises NotAllowed."""
    own = access.current()
    if wanted is Toegang.VOLLEDIG and own is not Toegang.VOLLEDIG:
        raise NotAllowed(_("Uw toegangsniveau is {own}; om meer kunt u niet vragen.").format(own=own.value))
    return wanted or own


def _fingerprint(path: str, question: Question, asked: Asked) -> str:
    """Another one as soon as anything changes that the answer depends on."""
    limits = (access.threshold(asked.toegang), settings().minimum_inwoners, settings().minimum_respondenten)
    parts = [
        path, question.model_dump(mode="json"), repr(asked.snapshot), asked.manifest.zegel, asked.toegang.value, limits,
        software(),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


def _has(sent: str, tag: str) -> bool:
    """Whether If-None-Match names this version (RFC 9110, 13.1.2: compared weakly)."""
    known = {item.strip().removeprefix("W/") for item in sent.split(",")}
    return "*" in known or tag.removeprefix("W/") in known
