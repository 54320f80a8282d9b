"""The actions of the plans and those of the team as one list, and how far each is in a quarter."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics import actions, formatting, programmes, roles
from analytics.actions import ActionPlan, PlannedAction
from analytics.language import _
from analytics.periods import Stap, add_months, cut
from analytics.progress import FINAL, OwnAction, Progress

UNTOLD = "niet_gemeld"  # nothing was reported: something else than 'gepland'
YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True)
class PlanAction:
    """One action. `termijn`: its term in words; `einde`: the last day of it, None when it has no end. `trekker`,
    `partners`: roles by id. `vindplaats`: the place in the document, of an action of the team who wrote it down."""

    id: str
    programma: str
    thema: str
    actie: str
    termijn: str
    einde: date | None
    trekker: str
    partners: tuple[str, ...]
    doel: str
    vindplaats: str


@dataclass(frozen=True)
class Standing:
    """How far an action is in a quarter. `status`: as reported, or UNTOLD; `told`: the report that says so, of this
    quarter or, for what is final, of an earlier one. `earlier`: what was last said of an action that is UNTOLD.
    `over`: its term ended before this quarter while nobody said that it is finished or stopped."""

    status: str
    told: Progress | None
    earlier: Progress | None
    over: bool


def every(gemeente: str, own: Iterable[OwnAction]) -> tuple[PlanAction, ...]:
    """Every action of a municipality, by programme; withdrawn ones of the team are left out."""
    declared = [_declared(plan, one) for plan in actions.plans(gemeente) for one in plan.actie]
    added = [_own(one) for one in own if not one.ingetrokken]
    order = [one.id for one in programmes.programmes(gemeente)]
    return tuple(sorted([*declared, *added], key=lambda one: order.index(one.programma)))


def standing(one: PlanAction, kwartaal: date, told: Mapping[str, Sequence[Progress]]) -> Standing:
    """How far an action is in the quarter that begins at `kwartaal`. `told`: see `by_action`."""
    until = [found for found in told.get(one.id, ()) if found.said.kwartaal <= kwartaal]
    last = until[-1] if until else None
    final = last is not None and last.said.status in FINAL
    holds = last is not None and (final or last.said.kwartaal == kwartaal)
    over = one.einde is not None and one.einde < kwartaal and not final
    if last is not None and holds:
        return Standing(last.said.status, last, None, over)
    return Standing(UNTOLD, None, last, over)


def by_action(found: Iterable[Progress]) -> dict[str, list[Progress]]:
    """The reports that count per action, the oldest quarter first."""
    told: dict[str, list[Progress]] = {}
    for one in sorted(found, key=lambda one: one.said.kwartaal):
        told.setdefault(one.said.actie, []).append(one)
    return told


def quarters(gemeente: str, today: date) -> dict[str, date]:
    """The quarters on offer by their id (2025-Q3): that of today first, back to the begin of the first programme."""
    this = date(today.year, today.month - (today.month - 1) % 3, 1)
    first = min((one.van for one in programmes.programmes(gemeente)), default=today.year)
    found = cut(date(min(first, today.year), 1, 1), add_months(this, 3), Stap.KWARTAAL)
    return {one.label: one.van for one in reversed(found)}


def quarter_name(kwartaal: date) -> str:
    """'kwartaal 3 van 2025'."""
    return _("kwartaal {n} van {year}").format(n=kwartaal.month // 3 + 1, year=kwartaal.year)


def role_names(ids: Iterable[str]) -> list[str]:
    """Roles as the screen says them."""
    return [roles.roles().get(id_, id_) for id_ in ids if id_]


def days(van: date | None, tot: date | None) -> str:
    """A term of days: '1 maart 2026 tot en met 30 juni 2026'; MISSING without any."""
    if van and tot:
        return _("{van} tot en met {tot}").format(van=formatting.date_long(van), tot=formatting.date_long(tot))
    if van:
        return _("vanaf {day}").format(day=formatting.date_long(van))
    return _("tot en met {day}").format(day=formatting.date_long(tot)) if tot else formatting.MISSING


def _declared(plan: ActionPlan, one: PlannedAction) -> PlanAction:
    return PlanAction(
        id=one.id,
        programma=plan.programma,
        thema=one.thema,
        actie=one.actie,
        termijn=_term(one),
        einde=date(one.tot, 12, 31) if one.tot else None,
        trekker=one.trekker,
        partners=one.partners,
        doel=one.doel,
        vindplaats=f"{plan.document}, {one.vindplaats}",
    )


def _own(one: OwnAction) -> PlanAction:
    return PlanAction(
        id=one.id,
        programma=one.programma,
        thema=one.thema,
        actie=one.actie,
        termijn=days(one.van, one.tot),
        einde=one.tot,
        trekker=one.trekker,
        partners=one.partners,
        doel=one.doel,
        vindplaats=_("toegevoegd door het team ({who}, {when})").format(
            who=one.gewijzigd_door, when=formatting.moment(one.gewijzigd)
        ),
    )


def _term(one: PlannedAction) -> str:
    """The years and what the document says of the term, not the same twice."""
    if one.van is None or YEAR.search(one.termijn):
        return one.termijn
    years = str(one.van) if one.tot == one.van else f"{one.van}–{one.tot}" if one.tot else ""
    years = years or _("vanaf {year}").format(year=one.van)
    return f"{years}, {one.termijn}" if one.termijn else years
