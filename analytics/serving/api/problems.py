"""What the API says when a question has no answer: RFC 9457 problem details, in Dutch."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field
from starlette.responses import Response

from analytics.language import _

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """One problem. `type` is always about:blank: the status says which kind it is (RFC 9457, 4.2.1)."""

    type: str = Field("about:blank", description=_("Altijd about:blank: de status zegt wat voor probleem het is."))
    title: str = Field(description=_("De status in woorden."))
    status: int = Field(description=_("De status van het antwoord."))
    detail: str = Field(description=_("Wat er mis is en wat u kunt doen, in één of twee zinnen."))
    problemen: list[str] = Field([], description=_("Bij een vraag die niet klopt: een zin per fout."))


def titles() -> dict[int, str]:
    """Every status that is no answer, in words."""
    return {
        403: _("Dit mag niet"),
        404: _("Dit is er niet"),
        405: _("Dit kan hier niet"),
        413: _("Het antwoord is te groot"),
        422: _("De vraag klopt niet"),
        500: _("Er ging iets mis"),
        503: _("Nu geen antwoord"),
    }


def response(
    status: int, detail: str, problemen: Sequence[str] = (), headers: Mapping[str, str] | None = None
) -> Response:
    """A problem as an answer, which nobody may keep."""
    title = titles().get(status, _("Geen antwoord"))
    problem = Problem(title=title, status=status, detail=detail, problemen=list(problemen))
    kept = {"cache-control": "no-store", **(headers or {})}
    return Response(problem.model_dump_json(), status_code=status, media_type=MEDIA_TYPE, headers=kept)


def sentences(errors: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A sentence per error that pydantic found in a question."""
    texts = {
        "missing": _("{field} ontbreekt."),
        "extra_forbidden": _("{field} is geen deel van deze vraag."),
        "enum": _("{field} is een van: {expected}."),
        "int_parsing": _("{field} is een geheel getal."),
        "greater_than_equal": _("{field} is minstens {ge}."),
        "less_than_equal": _("{field} is hoogstens {le}."),
        "string_too_long": _("{field} is te lang, hoogstens {max_length} tekens."),
        "string_too_short": _("{field} is leeg."),
        "string_pattern_mismatch": _("{field} heeft niet de goede vorm."),
        "too_long": _("{field} staat er te vaak in, hoogstens {max_length} keer."),
    }
    for error in errors:
        text = texts.get(error["type"], _("{field} is niet te lezen."))
        expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
        yield text.format(**{**error.get("ctx", {}), "expected": expected}, field=error["loc"][-1])
