"""What programmes aim at and do under one theme: targets with how they stand, and actions of the agendas."""

from urllib.parse import urlencode

from analytics import actions, programmes, targets
from analytics.actions import ActionPlan, PlannedAction
from analytics.contract import Manifest
from analytics.language import _
from analytics.measures import Selection
from analytics.programmes import Goal
from analytics.roles import roles
from analytics.tables import Cell, Column, Row, Table
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


def doings(code: str, manifest: Manifest) -> Table | None:
    """The actions under a theme, the newest agenda first; None without any."""
    planned = [
        (plan, found)
        for plan in reversed(actions.plans(manifest.gemeente))
        for found in plan.actie
        if found.thema == code
    ]
    if not planned:
        return None
    return Table(
        label=_("Acties bij dit thema in de uitvoeringsagenda's, de nieuwste agenda eerst."),
        columns=(
            Column("naam", _("actie"), "text"),
            Column("agenda", _("agenda"), "text", narrow=False),
            Column("termijn", _("termijn"), "text"),
            Column("trekker", _("trekker"), "text", narrow=False),
            Column("vindplaats", _("vindplaats"), "text", on_screen=False),
        ),
        rows=tuple(_doing(plan, found) for plan, found in planned),
    )


def _doing(plan: ActionPlan, found: PlannedAction) -> Row:
    years = "–".join(dict.fromkeys(str(year) for year in (found.van, found.tot) if year is not None))
    return Row(
        found.id,
        {
            "naam": Cell(found.actie),
            "agenda": Cell(plan.naam),
            "termijn": Cell(found.termijn or years),
            "trekker": Cell(roles().get(found.trekker)),
            "vindplaats": Cell(f"{plan.document}, {found.vindplaats}"),
        },
    )
