"""What programmes aim at and do under one theme: targets with how they stand, actions with what was reported."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from analytics import formatting, programmes, targets
from analytics.contract import Manifest
from analytics.language import _
from analytics.measures import Selection
from analytics.programmes import Goal
from analytics.progress import OwnAction, Progress, Said
from analytics.store.declared import declared
from analytics.tables import Cell, Column, Row, Table
from analytics.views.plan_actions import PlanAction, by_action, every, quarter_name, role_names
from analytics.views.target_words import DOUBT, marked


def goals(selection: Selection, code: str, manifest: Manifest) -> Table | None:
    """The targets under a theme with how they stand, the newest programme first; None without any."""
    printed = [target for one in reversed(programmes.programmes(manifest.gemeente)) for target in one.doelen]
    found = [targets.judge(one, selection.snapshot, selection.toegang) for one in printed if one.thema == code]
    if not found:
        return None
    return Table(
        label=_("Doelen bij dit thema, zoals de programma's ze noemen."),
        columns=(
            Column("naam", _("doel"), "text"),
            Column("programma", _("programma"), "text", narrow=False),
            Column("doel", _("zoals gedrukt"), "text", help=_("Het laatste doel met zijn jaar.")),
            Column("woord", _("hoe het staat"), "word"),
            Column("meer", _("meer"), "link"),
            Column("vindplaats", _("vindplaats"), "text", on_screen=False),
            Column("kanttekening", _("kanttekening"), "text", on_screen=False),
        ),
        rows=tuple(
            Row(
                one.doel.id,
                {
                    "naam": Cell(f"{one.doel.naam} {DOUBT}" if one.doel.kanttekening else one.doel.naam),
                    "programma": Cell(one.programma.naam),
                    "doel": Cell(_printed(one.doel.doelen[-1])),
                    "woord": Cell(marked(one.oordeel, one.kans)),
                    "meer": Cell(_("Doel"), href="/doelen?" + urlencode({"doel": one.doel.id})),
                    "vindplaats": Cell(one.doel.vindplaats),
                    "kanttekening": Cell(one.doel.kanttekening or None),
                },
            )
            for one in found
        ),
    )


def doubt(table: Table) -> str:
    """What the sign behind a target means; "" when no target has it."""
    doubted = any(row.cells["kanttekening"].value for row in table.rows)
    return (
        _("{sign} Over dit doel is twijfel; wat er staat en wat het kan zijn, staat bij het doel.").format(sign=DOUBT)
        if doubted
        else ""
    )


def _printed(goal: Goal) -> str:
    """A goal as printed, with its year."""
    return goal.gedrukt if str(goal.jaar) in goal.gedrukt else f"{goal.gedrukt} ({goal.jaar})"


def doings(code: str, gemeente: str, own: Iterable[OwnAction], reports: Iterable[Progress]) -> Table | None:
    """The actions under a theme with what was last said of them, those of the newest programme first; None without any.

    `own`: actions that the team added; `reports`: what was reported, see `analytics.progress`.
    """
    planned = [one for one in every(gemeente, own) if one.thema == code]
    label = _("Acties bij dit thema, van het nieuwste programma eerst, met wat er het laatst over gemeld is.")
    return _doings(planned, gemeente, reports, label)


def moving(doel: str, gemeente: str, own: Iterable[OwnAction], reports: Iterable[Progress]) -> Table | None:
    """The same of the actions that should move a target."""
    planned = [one for one in every(gemeente, own) if one.doel == doel]
    return _doings(
        planned, gemeente, reports, _("Acties die dit doel moeten bewegen, met wat er het laatst over gemeld is.")
    )


def _doings(planned: list[PlanAction], gemeente: str, reports: Iterable[Progress], label: str) -> Table | None:
    if not planned:
        return None
    told = by_action(reports)
    order = [one.id for one in reversed(programmes.programmes(gemeente))]
    planned.sort(key=lambda one: order.index(one.programma))
    return Table(
        label=label,
        columns=(
            Column("naam", _("actie"), "text"),
            Column("stand", _("stand van zaken"), "word"),
            Column("termijn", _("termijn"), "text", narrow=False),
            Column("trekker", _("trekker"), "text", narrow=False),
            Column("programma", _("programma"), "text", narrow=False),
            Column("meer", _("meer"), "link", narrow=False),
            Column("vindplaats", _("vindplaats"), "text", on_screen=False),
        ),
        rows=tuple(_doing(one, told.get(one.id, [])) for one in planned),
    )


def _doing(one: PlanAction, told: Sequence[Progress]) -> Row:
    link = "/uitvoeringsagenda?" + urlencode({"programma": one.programma, "thema": one.thema, "actie": one.id})
    return Row(
        one.id,
        {
            "naam": Cell(one.actie),
            "stand": Cell(_said(told[-1].said), tone="") if told else Cell(_("nog niets gemeld"), tone="gelijk"),
            "termijn": Cell(one.termijn),
            "trekker": Cell(formatting.joined(role_names([one.trekker])) or None),
            "programma": Cell(programmes.programme(one.programma).naam),
            "meer": Cell(_("Actie"), href=link),
            "vindplaats": Cell(one.vindplaats),
        },
    )


def _said(said: Said) -> str:
    """'klaar (kwartaal 3 van 2025)'."""
    return f"{declared().voortgang[said.status]} ({quarter_name(said.kwartaal)})"
