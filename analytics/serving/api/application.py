"""The application under /api: which addresses there are, and what it says when something is wrong."""

import logging
import secrets
from functools import partial
from typing import Annotated

from fastapi import APIRouter, FastAPI, Path, Query
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from analytics.errors import NotFound, QuestionTooHeavy, SnapshotBroken, VeiligheidError, WrongUsage
from analytics.language import _
from analytics.serving.api import briefing, catalogue, description, figures, problems, ranked, targets
from analytics.serving.api.answers import Answer, NotAllowed, Question, TooLarge, Unavailable, respond
from analytics.serving.api.head import HeadAsGet

log = logging.getLogger("veiligheid")
v1 = APIRouter(prefix="/v1", responses=description.RESPONSES)


@v1.get(
    "/momentopname",
    response_model=Answer[catalogue.SourceRow],
    summary=_("De momentopname en haar bronnen"),
    description=_("Waar alle cijfers nu uit komen. Verandert het kenmerk, dan is er ververst of teruggedraaid."),
)
async def momentopname(request: Request, question: Annotated[Question, Query()]) -> Response:
    """The live snapshot."""
    return await respond(request, question, catalogue.snapshot)


@v1.get(
    "/indicatoren",
    response_model=Answer[catalogue.IndicatorRow],
    summary=_("Waarover er cijfers zijn"),
    description=_("Elke indicator, met zijn eenheid, wat er als noemer te kiezen is en welke tijd bekend is."),
)
async def indicatoren(request: Request, question: Annotated[Question, Query()]) -> Response:
    """Every indicator."""
    return await respond(request, question, catalogue.indicators)


@v1.get(
    "/gebieden",
    response_model=Answer[catalogue.AreaRow],
    summary=_("Buurten, wijken en gemeenten"),
    description=_("Elk gebied waarover iets te vragen is, met zijn code."),
)
async def gebieden(request: Request, question: Annotated[catalogue.AreasQuestion, Query()]) -> Response:
    """Every area."""
    return await respond(request, question, catalogue.areas)


@v1.get(
    "/metingen",
    response_model=Answer[figures.MeasurementRow],
    summary=_("Cijfers van een indicator"),
    description=_(
        "Een rij per gebied en periode, ook waar geen cijfer is. Nul, ontbrekend en onderdrukt zijn drie verschillende "
        "dingen: nul is een cijfer; bij de andere twee is waarde leeg en zegt status welk van de twee het is."
    ),
)
async def metingen(request: Request, question: Annotated[figures.MeasurementsQuestion, Query()]) -> Response:
    """Figures."""
    return await respond(request, question, figures.measurements)


@v1.get(
    "/ranglijst",
    response_model=ranked.RankingAnswer,
    summary=_("Welke gebieden het ongunstigst scoren, en hoe zeker dat is"),
    description=_(
        "De lijst van de pagina Ranglijst: op kans om bij de laagste te horen, met achteraan wat niet te rangschikken "
        "is. Een plaats zonder haar interval zegt niets; is rangschikbaarheid laag, gebruik de volgorde dan niet."
    ),
)
async def ranglijst(request: Request, question: Annotated[ranked.RankingQuestion, Query()]) -> Response:
    """Areas by the chance of being among the lowest."""
    return await respond(request, question, ranked.ranking)


@v1.get(
    "/doelen",
    response_model=Answer[targets.TargetRow],
    summary=_("De doelen van de programma's, en hoe het ervoor staat"),
    description=_(
        "Elk doel, wat aandacht vraagt eerst, met ons cijfer, het oordeel en de kans. Wat het document drukt, staat er "
        "zoals gedrukt; de CSV heeft alleen de velden met één waarde."
    ),
)
async def doelen(request: Request, question: Annotated[targets.TargetsQuestion, Query()]) -> Response:
    """The targets."""
    return await respond(request, question, targets.targets)


@v1.get(
    "/briefing",
    response_model=Answer[briefing.MonthRow],
    summary=_("De maanden met een briefing"),
    description=_("Van welke maanden uit de cijfers van nu een briefing te maken is, de nieuwste eerst."),
)
async def briefings(request: Request, question: Annotated[Question, Query()]) -> Response:
    """The months that have a briefing."""
    return await respond(request, question, briefing.months)


@v1.get(
    "/briefing/{maand}",
    response_model=briefing.BriefingAnswer,
    summary=_("De briefing van een maand"),
    description=_(
        "De briefing uit de cijfers van nu, zonder de duiding van het team: elke zin met haar periode, bron en "
        "zekerheid. De CSV heeft alleen de zinnen."
    ),
)
async def briefing_van(
    request: Request,
    maand: Annotated[str, Path(pattern=briefing.MONTH, description=_("De maand, zoals 2025-12."))],
    question: Annotated[Question, Query()],
) -> Response:
    """The briefing of one month."""
    return await respond(request, question, partial(briefing.briefing, maand))


def _application() -> FastAPI:
    # no documentation pages: those load their scripts from elsewhere; no telemetry: nothing leaves this machine
    silent: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
    made = FastAPI(
        title=_("Veiligheid in beeld: API"),
        version="1",
        description=description.text(),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": "/api"}],
        root_path_in_servers=False,
        generate_unique_id_function=lambda route: route.name,
        telemetry=silent,
    )
    made.include_router(v1)
    _answer_errors(made)
    made.openapi = description.openapi_of(made)  # type: ignore[method-assign]  # FastAPI's documented way to extend it
    return made


def _answer_errors(made: FastAPI) -> None:
    """Every error as a problem with a sentence."""
    statuses: dict[type[Exception], int] = {
        NotAllowed: 403, NotFound: 404, TooLarge: 413, WrongUsage: 422, QuestionTooHeavy: 503, VeiligheidError: 500,
    }  # fmt: skip
    for kind, status in statuses.items():
        made.add_exception_handler(kind, _with_status(status))
    made.add_exception_handler(Unavailable, _unavailable)
    made.add_exception_handler(SnapshotBroken, _unavailable)
    made.add_exception_handler(RequestValidationError, _invalid)
    made.add_exception_handler(HTTPException, _of_the_server)
    made.add_exception_handler(Exception, _unexpected)


def _with_status(status: int) -> "description.Handler":
    async def handle(_request: Request, error: Exception) -> Response:
        return problems.response(status, str(error))

    return handle


async def _unavailable(_request: Request, error: Exception) -> Response:
    log.warning("%s", error.__cause__ or error)  # names files, so it is for the log
    return problems.response(503, _("Er is nu geen hele momentopname om uit te antwoorden. Probeer het later opnieuw."))


async def _invalid(_request: Request, error: Exception) -> Response:
    found = list(problems.sentences(error.errors() if isinstance(error, RequestValidationError) else ()))
    return problems.response(422, " ".join(found), found)


async def _of_the_server(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = {"allow": "GET, HEAD"} if status == 405 else {}
    details = {
        404: _("Dit adres bestaat niet. Welke er zijn, staat in /api/openapi.json."),
        405: _("Hier is alleen te lezen: gebruik GET of HEAD."),
    }
    return problems.response(status, details.get(status, _("Deze vraag is niet te beantwoorden.")), headers=headers)


async def _unexpected(_request: Request, error: Exception) -> Response:
    number = secrets.token_hex(4)
    log.error("error %s", number, exc_info=error)
    return problems.response(
        500, _("Er ging iets mis. Geef dit nummer door aan de beheerder: {number}.").format(number=number)
    )


application = _application()
api = HeadAsGet(application)
