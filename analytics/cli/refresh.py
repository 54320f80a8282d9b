"""Commands that publish: refresh open-data and refresh files. They show what would change and ask before it does."""

import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.cli.common import AsJson, data_root, print_json, say, who
from analytics.cli.dutch import DutchCommand, DutchGroup
from analytics.errors import NotFound, SnapshotBroken, WrongUsage
from analytics.language import _

if TYPE_CHECKING:
    from analytics.contract import Delivery
    from analytics.database import Database

Gemeente = Annotated[
    str | None,
    typer.Option(metavar="GM....", help=_("Gemeentecode; anders die uit de instellingen (VEILIGHEID_GEMEENTE).")),
]
Yes = Annotated[bool, typer.Option("--ja", help=_("Publiceer zonder te vragen."))]
Reason = Annotated[str, typer.Option("--reden", metavar=_("TEKST"), help=_("Waarom; komt in het manifest."))]
YES = (_("j"), _("ja"))
Build = Callable[[Path, str], "Delivery"]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    group = typer.Typer(
        cls=DutchGroup,
        help=_("Haal nieuwe gegevens op of lees ze in, en publiceer ze."),
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("open-data", cls=DutchCommand, help=_("Haal de open gegevens van politie, CBS en PDOK op."))(
        open_data
    )
    group.command("files", cls=DutchCommand, help=_("Lees bestanden die u zelf hebt bewaard."))(files)
    app.add_typer(group, name="refresh")


def open_data(
    context: typer.Context,
    gemeente: Gemeente = None,
    uit: Annotated[
        str | None,
        typer.Option(
            metavar=_("ID|MAP"), help=_("Bouw zonder internet uit de bewaarde antwoorden van deze momentopname of map.")
        ),
    ] = None,
    ja: Yes = False,
    reden: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Fetch the open data, resuming what an earlier attempt fetched, and publish it."""
    from analytics.cli.fetching import fetch, rebuild

    def build(root: Path, code: str) -> "Delivery":
        return fetch(root, code) if uit is None else rebuild(root, code, uit)

    _refresh(data_root(context), gemeente, build, reason=reden or _("open gegevens"), ja=ja, as_json=as_json)


def files(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar=_("PAD"), help=_("Bestanden of mappen; elk bestand wordt herkend aan zijn inhoud.")),
    ],
    gemeente: Gemeente = None,
    ja: Yes = False,
    reden: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Read files saved by hand and publish them."""
    from analytics.refresh.files import read

    def build(_root: Path, code: str) -> "Delivery":
        return read(paths, gemeente=code)

    _refresh(data_root(context), gemeente, build, reason=reden or _("bestanden"), ja=ja, as_json=as_json)


def _refresh(root: Path, gemeente: str | None, build: Build, *, reason: str, ja: bool, as_json: bool) -> None:
    """Build, check, show, ask, publish; the lock is held throughout, so nothing changes in between."""
    from analytics.cli import summary
    from analytics.refresh.checks import in_memory, problems, refuse
    from analytics.refresh.publish import exclusive, publish

    _can_ask_or_need_not(ja)
    with exclusive(root):
        now = datetime.now(UTC)
        delivery = build(root, gemeente or _configured())
        refuse(problems(delivery, today=now.date()))
        before, live = _live(root)
        compared = summary.compare(in_memory(delivery), live)
        _announce(delivery, compared)
        if not ja:
            _ask()
        snapshot = publish(delivery, root, by=who(), reason=reason, now=now)
        shutil.rmtree(workspace(root, delivery.gemeente), ignore_errors=True)
    result = {"snapshot": snapshot.id, "vorige": before, "gemeente": delivery.gemeente}
    if as_json:
        print_json(result | {"meldingen": delivery.meldingen} | compared)
    else:
        typer.echo(_("Gepubliceerd: momentopname {id}.").format(id=snapshot.id))


def workspace(root: Path, gemeente: str) -> Path:
    """Where fetched answers wait until they are published, so that a broken-off refresh can go on."""
    return root / f".ophalen-{gemeente}"


def _configured() -> str:
    from analytics.settings import settings

    return settings().gemeente


def _can_ask_or_need_not(ja: bool) -> None:
    if not ja and not sys.stdin.isatty():
        raise WrongUsage(
            _("Er is niemand om te vragen of dit gepubliceerd mag worden. Gebruik --ja. Er is niets veranderd.")
        )


def _live(root: Path) -> tuple[str | None, "Database | None"]:
    """Id and content of the live snapshot; nothing when there is none, or when it is the reason to publish."""
    from analytics.database import open_database
    from analytics.snapshots import live

    try:
        snapshot = live(root)
        return snapshot.id, open_database(snapshot)
    except NotFound:
        return None, None
    except SnapshotBroken as error:
        say(str(error))
        return None, None


def _announce(delivery: "Delivery", compared: dict[str, Any]) -> None:
    from analytics.cli import summary

    say(
        _("Levering voor {naam} ({code}):").format(naam=delivery.gemeentenaam, code=delivery.gemeente)
        + "".join(f"\n- {line}" for line in delivery.meldingen)
        + "\n"
    )
    summary.show(compared)


def _ask() -> None:
    # the library's own question writes to stdout, where only the result may stand
    typer.echo(_("Publiceren? [j/N] "), nl=False, err=True)
    if sys.stdin.readline().strip().casefold() not in YES:
        say(_("Niet gepubliceerd; er is niets veranderd."))
        raise typer.Exit(1)
