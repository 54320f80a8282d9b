"""Indicators are declared files: analytics/definitions/indicatoren/<id>.toml. Reading them is all this module does.

A wrong file fails at start, with the problems of all files listed together.
"""

import csv
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from analytics.contract import TOTALS
from analytics.declarations import problems as declared_problems
from analytics.errors import NotFound, VeiligheidError
from analytics.language import _

DEFINITIONS = Path(__file__).with_name("definitions")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RegistrationNumerator(_Part):
    """Count of registrations of these police kinds."""

    bron: Literal["registraties"]
    soorten: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _totals_stand_alone(self) -> "RegistrationNumerator":
        if len(self.soorten) > 1 and set(self.soorten) & set(TOTALS):
            raise ValueError("een gepubliceerd totaal wordt nooit met andere soorten opgeteld")
        if len(set(self.soorten)) < len(self.soorten):
            raise ValueError("een soort staat er twee keer in")
        unknown = [soort for soort in self.soorten if soort not in kinds()]
        if unknown:
            raise ValueError(f"onbekende soort: {', '.join(unknown)}; zie soorten.csv")
        return self


class SurveyNumerator(_Part):
    """The answer to one survey question."""

    bron: Literal["enquete"]
    vraag: str = Field(min_length=1)
    eenheid: str = Field(min_length=1)


class Noemer(_Part):
    """A denominator from the key figures: value = per x count / key figure."""

    van: str = Field(min_length=1)
    per: int = Field(gt=0)


class Indicator(_Part):
    """One indicator as declared. `richting` is stated, never guessed; `gevoelig` puts counts under the threshold."""

    id: str
    titel: str = Field(min_length=1)
    enkelvoud: str = ""
    meervoud: str = ""
    omschrijving: str = ""
    thema: str = Field(pattern=r"^[1-5](\.\d)?$")
    groepen: tuple[str, ...] = Field(min_length=1)
    richting: Literal["lager_is_beter", "hoger_is_beter", "neutraal"]
    decimalen: int = Field(ge=0, le=3)
    gevoelig: bool
    toelichting: str = ""
    vindplaats: str = ""
    teller: Annotated[RegistrationNumerator | SurveyNumerator, Field(discriminator="bron")]
    noemer: Noemer | None = None
    andere_noemer: tuple[Noemer, ...] = ()

    @model_validator(mode="after")
    def _words(self) -> "Indicator":
        if self.is_survey and not self.omschrijving:
            raise ValueError("een enquêtevraag heeft een omschrijving nodig")
        if self.is_survey and self.noemers:
            raise ValueError("een enquêtevraag heeft geen noemer")
        if not self.is_survey and not (self.enkelvoud and self.meervoud):
            raise ValueError("een telling heeft een enkelvoud en een meervoud nodig")
        return self

    @model_validator(mode="after")
    def _denominators(self) -> "Indicator":
        if self.andere_noemer and not self.noemer:
            raise ValueError("een andere noemer vraagt eerst een noemer")
        if len({noemer.van for noemer in self.noemers}) < len(self.noemers):
            raise ValueError("een noemer staat er twee keer in")
        return self

    @property
    def is_survey(self) -> bool:
        """Whether the value comes from a survey."""
        return self.teller.bron == "enquete"

    @property
    def noemers(self) -> tuple[Noemer, ...]:
        """The default denominator first, then the others that may be chosen."""
        return ((self.noemer, *self.andere_noemer)) if self.noemer else self.andere_noemer


@dataclass(frozen=True)
class Group:
    """A heading under which indicators are offered: the indicators of the group itself, then those of its parts."""

    id: str
    naam: str
    indicatoren: tuple[Indicator, ...]


def read(folder: Path) -> dict[str, Indicator]:
    """Read every declaration in `folder`, by id. Raises VeiligheidError listing all problems of all files."""
    found: dict[str, Indicator] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = _read_one(path)
        except UnicodeDecodeError:
            problems.append(_("{name}: is geen UTF-8").format(name=path.name))
        except tomllib.TOMLDecodeError as error:
            problems.append(f"{path.name}: {error}")
        except ValidationError as error:
            problems += [f"{path.name}: {problem}" for problem in declared_problems(error)]
    if problems:
        raise VeiligheidError("\n".join([_("De definities van indicatoren kloppen niet:"), *problems]))
    return found


def _read_one(path: Path) -> Indicator:
    declared = tomllib.loads(path.read_text("utf-8"))
    if "id" in declared:  # would be overwritten in silence
        declared[_("id (dat is de bestandsnaam)")] = declared["id"]
    return Indicator.model_validate({**declared, "id": path.stem})


@lru_cache(maxsize=1)
def load_all() -> dict[str, Indicator]:
    """Every shipped indicator by id."""
    return read(DEFINITIONS / "indicatoren")


def load(indicator_id: str) -> Indicator:
    """One indicator. Raises NotFound."""
    try:
        return load_all()[indicator_id]
    except KeyError:
        raise NotFound(
            _("Er is geen indicator {id}. Zie: python -m analytics indicators").format(id=indicator_id)
        ) from None


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """The groups in screen order, each with its indicators (a total comes before its parts)."""
    return tuple(
        Group(entry["id"], entry["naam"], (*members(entry["id"]), *_parts_in(entry))) for entry in _declared_groups()
    )


@lru_cache(maxsize=1)
def _declared_groups() -> tuple[dict[str, str], ...]:
    return tuple(tomllib.loads((DEFINITIONS / "groepen.toml").read_text("utf-8"))["groep"])


def members(group_id: str) -> tuple[Indicator, ...]:
    """Indicators that name this group, in the order of their first police kind or, for questions, of their title."""
    found = [indicator for indicator in load_all().values() if group_id in indicator.groepen]
    return tuple(sorted(found, key=_order))


@lru_cache(maxsize=128)
def parts(indicator: Indicator) -> tuple[Indicator, ...]:
    """The indicators that an indicator is the sum of, by the parts its group declares (`delen` in groepen.toml);
    itself when it has none. A kind without an indicator of its own is in the sum and not among the parts."""
    whole = kinds_in(indicator)
    offered = [part for entry in _declared_groups() if entry["id"] in indicator.groepen for part in _parts_in(entry)]
    return tuple(part for part in offered if kinds_in(part) and kinds_in(part) < whole) or (indicator,)


@lru_cache(maxsize=128)
def is_sum(indicator: Indicator) -> bool:
    """Whether what is counted holds all that another declared indicator counts, and more."""
    whole = kinds_in(indicator)
    return any(kinds_in(other) and kinds_in(other) < whole for other in load_all().values())


def kinds_in(indicator: Indicator) -> set[str]:
    """The police kinds counted, those behind a published total one by one; none for surveys."""
    if isinstance(indicator.teller, SurveyNumerator):
        return set()
    return {part for soort in indicator.teller.soorten for part in parts_of_total(soort)}


def _parts_in(entry: dict[str, str]) -> tuple[Indicator, ...]:
    return members(entry["delen"]) if "delen" in entry else ()


def _order(indicator: Indicator) -> tuple[int, str]:
    if isinstance(indicator.teller, SurveyNumerator):
        return (0, indicator.titel)
    return (-len(indicator.teller.soorten), indicator.teller.soorten[0])


@lru_cache(maxsize=1)
def _screens() -> dict[str, list[str]]:
    return tomllib.loads((DEFINITIONS / "schermen.toml").read_text("utf-8"))


def on_screen(name: str) -> tuple[Indicator, ...]:
    """The indicators a screen opens with, in order."""
    return tuple(load(indicator_id) for indicator_id in _screens()[name])


@lru_cache(maxsize=1)
def kinds() -> dict[str, dict[str, str]]:
    """Police kinds by code: naam, rubriek, totaal, verborgen_per_buurt."""
    with (DEFINITIONS / "soorten.csv").open(encoding="utf-8", newline="") as file:
        return {row["soort"]: row for row in csv.DictReader(file)}


def of_city_only(soort: str) -> bool:
    """Whether the police publish a kind for the whole municipality and not per buurt."""
    return kinds()[soort]["verborgen_per_buurt"] == "ja"


def parts_of_total(soort: str) -> tuple[str, ...]:
    """The police kinds that a published total stands for; a kind that is no total stands for itself."""
    kind = kinds()[soort]
    if kind["totaal"] != "ja":
        return (soort,)
    return tuple(code for code, k in kinds().items() if k["rubriek"] == kind["rubriek"] and k["totaal"] != "ja")
