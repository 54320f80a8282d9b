"""Actions of the implementation agendas of the programmes: analytics/definitions/uitvoeringsagendas/<programme>.toml.

They are summarised in our own short words and name roles, never persons. How far an action is, is kept elsewhere.
"""

from functools import lru_cache
from typing import Self

from pydantic import Field, field_validator, model_validator

from analytics import programmes, roles, themes
from analytics.errors import NotFound
from analytics.indicators import DEFINITIONS
from analytics.language import _
from analytics.programmes import Part, read_files

LONGEST = 120  # signs of an action


class PlannedAction(Part):
    """One action. `van`, `tot`: years, both included; None where the document names none. `termijn`: the term in words,
    where years do not say it. `trekker`: the role that leads, "" when not named. `doel`: the target it should move,
    as this project sees it, or "".
    """

    id: str = Field(pattern=r"^[a-z0-9]+-\d{3}$")
    thema: str
    actie: str = Field(min_length=1, max_length=LONGEST)
    van: int | None = None
    tot: int | None = None
    termijn: str = ""
    partners: tuple[str, ...] = ()
    trekker: str = ""
    doel: str = ""
    vindplaats: str = Field(min_length=1)

    @field_validator("thema")
    @classmethod
    def _known_theme(cls, value: str) -> str:
        if value not in themes.all_themes():
            raise ValueError(f"onbekend thema {value}; zie kernbeleid.toml")
        return value

    @model_validator(mode="after")
    def _who(self) -> Self:
        unknown = [role for role in (*self.partners, self.trekker) if role and role not in roles.roles()]
        if unknown:
            raise ValueError(f"onbekende rol: {', '.join(unknown)}; zie rollen.toml")
        if self.trekker in self.partners:
            raise ValueError("de trekker staat ook bij de partners")
        return self

    @model_validator(mode="after")
    def _when(self) -> Self:
        if self.van is None and not self.termijn:
            raise ValueError("een actie noemt een jaar of een termijn")
        if self.tot is not None and (self.van is None or self.tot < self.van):
            raise ValueError("tot vraagt een van dat er niet na ligt")
        return self

    @model_validator(mode="after")
    def _moves(self) -> Self:
        if self.doel:
            try:
                programmes.target(self.doel)
            except NotFound as error:
                raise ValueError(str(error)) from error
        return self


class ActionPlan(Part):
    """The implementation agenda of a programme."""

    id: str
    programma: str
    naam: str = Field(min_length=1)
    document: str = Field(min_length=1)
    actie: tuple[PlannedAction, ...] = Field(min_length=1)

    @field_validator("programma")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in programmes.load_all():
            raise ValueError(f"onbekend programma {value}")
        return value


@lru_cache(maxsize=1)
def load_all() -> dict[str, ActionPlan]:
    """Every declared agenda by id."""
    return read_files(DEFINITIONS / "uitvoeringsagendas", ActionPlan)


def plans(gemeente: str) -> tuple[ActionPlan, ...]:
    """The implementation agendas of a municipality, in the order of its programmes."""
    order = [one.id for one in programmes.programmes(gemeente)]
    own = [plan for plan in load_all().values() if plan.programma in order]
    return tuple(sorted(own, key=lambda plan: order.index(plan.programma)))


def actions(gemeente: str) -> tuple[PlannedAction, ...]:
    """Every declared action of a municipality, by agenda and in the order of the document."""
    return tuple(found for plan in plans(gemeente) for found in plan.actie)


def action(action_id: str) -> PlannedAction:
    """One action. Raises NotFound."""
    for plan in load_all().values():
        for found in plan.actie:
            if found.id == action_id:
                return found
    raise NotFound(_("Er is geen actie {id} in de uitvoeringsagenda's.").format(id=action_id))


def of_theme(gemeente: str, code: str) -> tuple[PlannedAction, ...]:
    """The actions of a municipality under a theme."""
    return tuple(found for found in actions(gemeente) if found.thema == code)
