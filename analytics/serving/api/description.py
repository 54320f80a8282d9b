"""How the API describes itself: OpenAPI, in Dutch, with every answer that an address can give."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import Response

from analytics.language import _
from analytics.serving.api import problems

Handler = Callable[[Request, Exception], Awaitable[Response]]

# Besides 200. FastAPI describes each as JSON; `_problem_json` puts that right.
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": _("Het antwoord. De CSV heeft puntkomma's en decimale komma's; over staat op elke regel."),
        "content": {"text/csv": {"schema": {"type": "string"}}},
        "headers": {"ETag": {"description": _("Versie van het antwoord."), "schema": {"type": "string"}}},
    },
    304: {"description": _("U hebt dit antwoord al: het kenmerk in If-None-Match is nog hetzelfde.")},
    403: {"model": problems.Problem, "description": _("U mag dit niet zien.")},
    404: {"model": problems.Problem, "description": _("Een onbekende indicator, gebied, periode of adres.")},
    405: {"model": problems.Problem, "description": _("Een andere methode dan GET of HEAD.")},
    413: {"model": problems.Problem, "description": _("Te veel rijen voor één antwoord.")},
    422: {"model": problems.Problem, "description": _("De vraag klopt niet; problemen zegt wat eraan schort.")},
    500: {"model": problems.Problem, "description": _("Een fout in de software, met een nummer voor de beheerder.")},
    503: {"model": problems.Problem, "description": _("Er is geen hele momentopname, of de vraag is te zwaar.")},
}


def text() -> str:
    """What the whole is."""
    return _(
        "De cijfers van het dashboard voor andere programma's, alleen om te lezen. Dezelfde getallen als op het "
        "scherm, op hetzelfde toegangsniveau en met dezelfde onderdrukking van kleine aantallen. Elk antwoord zegt in "
        "over waar het uit komt. Binnen v1 verdwijnt geen veld en verandert geen betekenis; er kunnen velden bij komen."
    )


def openapi_of(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """The description of this application, made once."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
                servers=app.servers,
            )
            _in_one_language(made)
            _problem_json(made)
            app.openapi_schema = made
        return app.openapi_schema

    return openapi


def _in_one_language(made: dict[str, Any]) -> None:
    """Without what the code says about its own classes: the fields say it in Dutch."""
    for name, schema in made["components"]["schemas"].items():
        schema.pop("description", None)
        schema["title"] = name
        for field in schema.get("properties", {}).values():
            field.pop("title", None)


def _problem_json(made: dict[str, Any]) -> None:
    for path in made["paths"].values():
        for status, answer in path["get"]["responses"].items():
            if status >= "400":
                answer["content"] = {problems.MEDIA_TYPE: answer["content"].pop("application/json")}
