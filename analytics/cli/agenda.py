"""Commands about the buurtagenda's: list them, bring their database to this version."""

from typing import TYPE_CHECKING, Any

import typer

from analytics.cli.common import AsJson, data_root, live_with_areas, print_json, print_table, say
from analytics.cli.dutch import DutchCommand, DutchGroup
from analytics.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.agenda import Agenda

agenda = typer.Typer(
    name="agenda",
    help=_("De buurtagenda's, en de database van het team."),
    cls=DutchGroup,
    no_args_is_help=True,
    add_completion=False,
)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    agenda.command("list", cls=DutchCommand, help=_("Toon de buurtagenda's met hun status en reden."))(list_agendas)
    agenda.command("upgrade", cls=DutchCommand, help=_("Breng de database van het team op deze versie."))(upgrade)
    app.add_typer(agenda)


def list_agendas(context: typer.Context, as_json: AsJson = False) -> None:
    """Every agenda of the municipality, oldest first."""
    from analytics.agenda import agendas
    from analytics.store import store_of

    root = data_root(context)
    gemeente, names = _known(root)
    found = agendas(store_of(root), gemeente)
    if as_json:
        print_json({"gemeente": gemeente, "agendas": [_describe(one, names) for one in found]})
        return
    print_table(
        [_("nr."), _("gebied"), _("naam"), _("status"), _("begin"), _("reden")],
        [
            [str(one.id), one.gebied, names.get(one.gebied, ""), one.status, str(one.van or ""), _one_line(one.reden)]
            for one in found
        ],
    )


def upgrade(context: typer.Context, as_json: AsJson = False) -> None:
    """Make the tables, or bring them to the version of this software."""
    from analytics.store import store_of
    from analytics.store import upgrade as bring_up

    store = store_of(data_root(context))
    version = bring_up(store)
    if as_json:
        print_json({"database": store.named, "versie": version})
    else:
        typer.echo(_("De database {where} heeft versie {version}.").format(where=store.named, version=version))


def _known(root: "Path") -> tuple[str, dict[str, str]]:
    """The municipality and the names of its areas; without a snapshot that can be read, the configured one."""
    from analytics.areas import all_areas
    from analytics.errors import NotFound, SnapshotBroken
    from analytics.settings import settings

    try:
        snapshot = live_with_areas(root)
        return snapshot.manifest().gemeente, {code: area.naam for code, area in all_areas(snapshot).items()}
    except (NotFound, SnapshotBroken) as error:
        say(str(error))
        return settings().gemeente, {}


def _describe(one: "Agenda", names: dict[str, str]) -> dict[str, Any]:
    from dataclasses import asdict

    return {"id": one.id, "gebied": one.gebied, "naam": names.get(one.gebied), **asdict(one)}


def _one_line(text: str) -> str:
    return " ".join(text.split())
