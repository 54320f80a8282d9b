"""Programmes and plans with the targets they print: analytics/definitions/programmas/<id>.toml.

A target is kept as printed: value, unit, document and place. Where the document contradicts itself or cannot be right,
both readings stand beside each other with their source; none is chosen. What becomes of a target is said elsewhere.
"""

import tomllib
from functools import lru_cache
from math import ceil, floor, isnan
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from analytics import indicators, themes
from analytics.declarations import problems as declared_problems
from analytics.errors import NotFound, VeiligheidError
from analytics.indicators import DEFINITIONS
from analytics.language import _

Fase = Literal["tussendoel", "einddoel"]
Grens = Literal["hoogstens", "minstens"]


class Part(BaseModel):
    """Part of a declared file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Declared = TypeVar("Declared", bound=Part)


class Printed(Part):
    """A value of a year as the document prints it; `gedrukt` is the text itself."""

    jaar: int
    waarde: float
    gedrukt: str = Field(min_length=1)


class Reading(Part):
    """Another reading of the printed value of a year, and where it comes from."""

    jaar: int
    waarde: float
    bron: str = Field(min_length=1)


class _Goal(Part):
    jaar: int  # by which it must hold
    fase: Fase
    gedrukt: str = Field(min_length=1)


class Bound(_Goal):
    """At most or at least `waarde` in `jaar`; `strikt`: not equal to it either."""

    soort: Grens
    waarde: float
    strikt: bool = False


class LowerEveryYear(_Goal):
    """Every year from `van` up to and including `jaar` lower than the year before."""

    soort: Literal["elk_jaar_lager"]
    van: int


class Falling(_Goal):
    """A rising trend is turned into a falling one in `jaar`."""

    soort: Literal["trendmatige_daling"]


class AgainstAverage(_Goal):
    """At most or at least the average of a group of municipalities (`referentie`) in `jaar`."""

    soort: Literal["gemiddelde"]
    grens: Grens
    referentie: str = Field(min_length=1)


Goal = Annotated[Bound | LowerEveryYear | Falling | AgainstAverage, Field(discriminator="soort")]


class Target(Part):
    """One effect indicator of a programme. Field by field, for the names are those of the files:

    `naam`, `thema_gedrukt`, `meetbron`, `eenheid_gedrukt`, `definitie`, `vindplaats`, `basis`: as printed. `thema`: the
    code in Kernbeleid. `indicator`: ours that measures it, "" with `reden` when there is none; `andere_indicator`: ours
    under the other reading of what is counted. `eenheid`: how our figure must be expressed to stand beside it.
    `vergelijkbaar`: our figure may be held against the printed ones; if not, `verschil` says why. `gepubliceerd`: the
    series of gepubliceerd.csv that are (together) what is counted. `kanttekening`: the doubt, with both readings;
    `andere_lezing`: the other values.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z]+)+$")
    naam: str = Field(min_length=1)
    thema: str
    thema_gedrukt: str = Field(min_length=1)
    meetbron: str = Field(min_length=1)
    eenheid_gedrukt: str = Field(min_length=1)
    definitie: str = ""
    vindplaats: str = Field(min_length=1)
    basis: tuple[Printed, ...] = ()
    doelen: tuple[Goal, ...] = Field(min_length=1)
    indicator: str
    reden: str = ""
    andere_indicator: str = ""
    eenheid: Literal["aantal", "per_1000_inwoners", "enquete"]
    vergelijkbaar: bool
    verschil: str = ""
    gepubliceerd: tuple[str, ...] = ()
    kanttekening: str = ""
    andere_lezing: tuple[Reading, ...] = ()

    @field_validator("thema")
    @classmethod
    def _known_theme(cls, value: str) -> str:
        return _known_themes((value,))[0]

    @model_validator(mode="after")
    def _measured(self) -> Self:
        for id_ in filter(None, (self.indicator, self.andere_indicator)):
            if id_ not in indicators.load_all():
                raise ValueError(f"onbekende indicator {id_}")
        if bool(self.indicator) == bool(self.reden):
            raise ValueError("een doel noemt een indicator, of de reden waarom er geen is")
        if self.vergelijkbaar and not self.indicator:
            raise ValueError("zonder indicator is er niets vergelijkbaars")
        if self.indicator and self.vergelijkbaar == bool(self.verschil):
            raise ValueError("verschil staat er als, en alleen als, ons cijfer niet vergelijkbaar is")
        return self

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.andere_lezing and not self.kanttekening:
            raise ValueError("een andere lezing vraagt een kanttekening")
        return self


class Priority(Part):
    """What a programme puts first (`prioriteit`), above all themes (`overkoepelend`), or also names (`overig`)."""

    naam: str = Field(min_length=1)
    rang: Literal["prioriteit", "overkoepelend", "overig"]
    themas: tuple[str, ...] = Field(min_length=1)
    vindplaats: str = Field(min_length=1)

    @field_validator("themas")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _known_themes(value)


class Programme(Part):
    """A programme or plan of a municipality, in force from `van` up to and including `tot` (years).

    `onderdeel_van`: the programme it works out. `toelichting`: what is not known of it, and why it has no targets.
    """

    id: str
    gemeente: str = Field(pattern=r"^GM\d{4}$")
    naam: str = Field(min_length=1)
    document: str = Field(min_length=1)
    van: int
    tot: int
    onderdeel_van: str = ""
    toelichting: str = ""
    prioriteiten: tuple[Priority, ...] = ()
    doelen: tuple[Target, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.tot < self.van:
            raise ValueError("tot ligt voor van")
        if not self.doelen and not self.toelichting:
            raise ValueError("een programma zonder doelen zegt in de toelichting waarom")
        return self


def _known_themes(codes: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [code for code in codes if code not in themes.all_themes()]
    if unknown:
        raise ValueError(f"onbekend thema: {', '.join(unknown)}; zie kernbeleid.toml")
    return codes


def read_files(folder: Path, model: type[Declared]) -> dict[str, Declared]:
    """Every file of a folder by its name, as `model`. Raises VeiligheidError listing all problems of all files."""
    found: dict[str, Declared] = {}
    wrong: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = model.model_validate({**tomllib.loads(path.read_text("utf-8")), "id": path.stem})
        except tomllib.TOMLDecodeError as error:
            wrong.append(f"{path.name}: {error}")
        except ValidationError as error:
            wrong += [f"{path.name}: {problem}" for problem in declared_problems(error)]
    if wrong:
        raise VeiligheidError("\n".join([_("De definities in {name} kloppen niet:").format(name=folder.name), *wrong]))
    return found


@lru_cache(maxsize=1)
def load_all() -> dict[str, Programme]:
    """Every declared programme by id."""
    return read_files(DEFINITIONS / "programmas", Programme)


def programme(programme_id: str) -> Programme:
    """One programme. Raises NotFound."""
    try:
        return load_all()[programme_id]
    except KeyError:
        raise NotFound(_("Er is geen programma {id}.").format(id=programme_id)) from None


def programmes(gemeente: str) -> tuple[Programme, ...]:
    """The programmes of a municipality, oldest first; a programme comes before the plan that works it out."""
    own = [found for found in load_all().values() if found.gemeente == gemeente]
    return tuple(sorted(own, key=lambda found: (found.van, -found.tot)))


def priorities(of: Programme) -> tuple[Priority, ...]:
    """What a programme puts first; a plan that names none follows the programme it works out."""
    return of.prioriteiten or (priorities(programme(of.onderdeel_van)) if of.onderdeel_van else ())


def targets(gemeente: str) -> tuple[Target, ...]:
    """The targets of a municipality, by programme (oldest first) and in the order of the document."""
    return tuple(found for one in programmes(gemeente) for found in one.doelen)


def most_in(indicator: str, gemeente: str, jaar: int, vorig_jaar: float) -> float | None:
    """The most registrations that a programme allows in a year: the lowest of the printed limits on the count of this
    indicator, one fewer than `vorig_jaar` (the count of the year before) where every year has to be lower. None without
    such a target; a limit per inhabitant is no limit on a count."""
    asked = [goal for one in targets(gemeente) if _counts(one, indicator) for goal in one.doelen if _is_due(goal, jaar)]
    limits = [_limit(goal, vorig_jaar) for goal in asked]
    return min((limit for limit in limits if not isnan(limit)), default=None)


def _counts(one: Target, indicator: str) -> bool:
    return one.indicator == indicator and one.vergelijkbaar and one.eenheid == "aantal"


def _is_due(goal: Goal, jaar: int) -> bool:
    if isinstance(goal, LowerEveryYear):
        return goal.van <= jaar <= goal.jaar
    return isinstance(goal, Bound) and goal.soort == "hoogstens" and goal.jaar == jaar


def _limit(goal: Goal, vorig_jaar: float) -> float:
    """The highest whole count that meets a goal."""
    if isinstance(goal, Bound):
        return ceil(goal.waarde) - 1.0 if goal.strikt else float(floor(goal.waarde))
    return vorig_jaar - 1.0


def target(target_id: str) -> Target:
    """One target. Raises NotFound."""
    return _with_programme(target_id)[1]


def programme_of(target_id: str) -> Programme:
    """The programme that prints a target. Raises NotFound."""
    return _with_programme(target_id)[0]


def _with_programme(target_id: str) -> tuple[Programme, Target]:
    for one in load_all().values():
        for found in one.doelen:
            if found.id == target_id:
                return one, found
    raise NotFound(_("Er is geen doel {id}. Zie: python -m analytics targets").format(id=target_id))
