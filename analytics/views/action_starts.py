"""When actions began that should move an indicator, as notes beside its chart.

The documents know years, and a year is no place on an axis of months. So only what is known more precisely is shown:
the day that the team gave to an action of its own, or the quarter in which it reported that an action had begun.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from analytics import actions, programmes
from analytics.annotations import Annotation
from analytics.language import _
from analytics.periods import add_months
from analytics.progress import OwnAction, Progress
from analytics.views.annotations import BEGUN
from analytics.views.plan_actions import by_action

RUNNING = ("loopt", "klaar")


@dataclass(frozen=True)
class _Begun:
    """When an action began, and who said so when. `tot`: the last day on which it can have begun, None for a day."""

    van: date
    tot: date | None
    wie: str
    wanneer: datetime


def begun(gemeente: str, own: Iterable[OwnAction], found: Iterable[Progress]) -> tuple[Annotation, ...]:
    """The begins of actions with a target that has an indicator, in no particular order; they hold for the whole
    municipality. They have no number of their own in the database: theirs are below zero."""
    told = by_action(found)
    those = [
        *((one.actie, one.doel, _of_own(one, told.get(one.id, ()))) for one in own if not one.ingetrokken),
        *((one.actie, one.doel, _in_quarter(one.van, told.get(one.id, ()))) for one in actions.actions(gemeente)),
    ]
    measured = [
        (actie, programmes.target(doel).indicator, when) for actie, doel, when in those if doel and when is not None
    ]
    return tuple(
        _note(-number, gemeente, actie, indicator, when)
        for number, (actie, indicator, when) in enumerate(measured, start=1)
        if indicator
    )


def _of_own(one: OwnAction, told: Sequence[Progress]) -> _Begun | None:
    """The day that the team gave, unless it reported on the action and never as running; without a day the quarter."""
    if one.van is None:
        return _in_quarter(None, told)
    if told and not any(report.said.status in RUNNING for report in told):
        return None
    return _Begun(one.van, None, one.gewijzigd_door, one.gewijzigd)


def _in_quarter(year: int | None, told: Sequence[Progress]) -> _Begun | None:
    """The quarter first reported as running, if the action can have begun in it: an earlier one was reported as
    planned, or it lies in the year of the plan. A team that begins to report later says that an action runs, not that
    it began just then."""
    first = next((report for report in told if report.said.status == "loopt"), None)
    if first is None or not (told[0].said.status == "gepland" or first.said.kwartaal.year == year):
        return None
    last = add_months(first.said.kwartaal, 3) - timedelta(days=1)
    return _Begun(first.said.kwartaal, last, first.wie, first.wanneer)


def _note(number: int, gemeente: str, actie: str, indicator: str, when: _Begun) -> Annotation:
    return Annotation(
        id=number,
        versie=1,
        gemeente=gemeente,
        gebieden=(),
        indicatoren=(indicator,),
        van=when.van,
        tot=when.tot,
        soort=BEGUN,
        tekst=_("Start actie: {action}").format(action=actie),
        toelichting="" if when.tot is None else _("Begonnen in dit kwartaal."),
        ingetrokken=False,
        gemaakt=when.wanneer,
        gemaakt_door=when.wie,
        gewijzigd=when.wanneer,
        gewijzigd_door=when.wie,
    )
