"""Where the rows of a sample come from, what is published and what made up, as its voorbeeld.toml says it."""

from datetime import date
from typing import Any

from analytics.contract import Bron
from analytics.language import _
from analytics.refresh.sample.facts import parameters

_MAKER = _("Veiligheid in beeld, voorbeeldgegevens")
_FREE = _("vrij te gebruiken")


def sources() -> dict[str, Bron]:
    """Every source key that occurs in the sample, and the boundaries and streets."""
    return {key: _source(dict(declared)) for key, declared in parameters()["bronnen"].items()}


def notices() -> list[str]:
    """What a reader must know before believing a figure of the sample."""
    return list(parameters()["meldingen"])


def _source(declared: dict[str, Any]) -> Bron:
    """A made-up source is of this project; one with `maanden` has the period of the registrations."""
    maker = {"uitgever": _MAKER, "licentie": _FREE} if declared.get("verzonnen") else {}
    months = _period() if declared.pop("maanden", False) else {}
    return Bron(**maker, **months, **declared)


def _period() -> dict[str, date]:
    provisional = f"{min(parameters()['volledigheid'])}-01"
    return {
        "van": date.fromisoformat(str(parameters()["van"])),
        "tot": date.fromisoformat(str(parameters()["tot"])),
        "voorlopig_vanaf": date.fromisoformat(provisional),
    }
