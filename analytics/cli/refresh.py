"""Commands that publish: they show what would change and ask before it does. And `validate`, which only tells."""

import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.cli.common import AsJson, data_root, print_json, say, who
from analytics.cli.dutch import DutchCommand, DutchGroup
from analytics.errors import DeliveryRefused, WrongUsage
from analytics.language import _

if TYPE_CHECKING:
    from analytics.refresh.incoming import Kind, Proposal
    from analytics.refresh.logbook import Run

Gemeente = Annotated[
    str | None,
    typer.Option(metavar="GM....", help=_("Gemeentecode; anders die uit de instellingen (VEILIGHEID_GEMEENTE).")),
]
Yes = Annotated[bool, typer.Option("--ja", help=_("Publiceer zonder te vragen."))]
Reason = Annotated[str, typer.Option("--reden", metavar=_("TEKST"), help=_("Waarom; komt in het manifest."))]
YES = (_("j"), _("ja"))
Files = Annotated[list[Path], typer.Argument(metavar=_("BESTAND"), help=_("Bestanden van één levering, ook als zip."))]
Published = Annotated[
    Path | None,
    typer.Option(metavar=_("BESTAND"), help=_("Gepubliceerde uitkomsten om de enquête mee te vergelijken.")),
]
Read = Callable[[Path, datetime], "Proposal"]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    group = typer.Typer(
        cls=DutchGroup,
        help=_("Haal nieuwe gegevens op of lees ze in, en publiceer ze."),
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for name, command, text in (
        ("open-data", open_data, _("Haal de open gegevens van politie, CBS en PDOK op.")),
        ("files", files, _("Lees bestanden die u zelf hebt bewaard.")),
        ("police", police, _("Lees een maandbestand van de politie.")),
        ("survey", survey, _("Lees uitkomsten of antwoorden van een enquête.")),
    ):
        group.command(name, cls=DutchCommand, help=text)(command)
    app.add_typer(group, name="refresh")
    app.command(cls=DutchCommand, help=_("Zeg alles wat er mis is met een bestand; er verandert niets."))(validate)


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
    from analytics.refresh.incoming import propose_open

    def read(root: Path, now: datetime) -> "Proposal":
        code = gemeente or _configured()
        delivery = fetch(root, code) if uit is None else rebuild(root, code, uit)
        return propose_open(delivery, root, now=now)

    _refresh(
        data_root(context, gemeente),
        "refresh open-data",
        read,
        reason=reden or _("open gegevens"),
        ja=ja,
        as_json=as_json,
        only_news=uit is None,
    )


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
    from analytics.refresh.files import read as read_files
    from analytics.refresh.incoming import propose_open

    def read(root: Path, now: datetime) -> "Proposal":
        return propose_open(read_files(paths, gemeente=gemeente or _configured(), folder=root), root, now=now)

    root = data_root(context, gemeente)
    _refresh(root, "refresh files", read, reason=reden or _("bestanden"), ja=ja, as_json=as_json)


def police(
    context: typer.Context,
    paths: Files,
    leverancier: Annotated[
        str | None,
        typer.Option(metavar=_("NAAM"), help=_("Welke beschrijving; anders die waar de kolommen bij passen.")),
    ] = None,
    ja: Yes = False,
    reden: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Read a police file on top of what is live and publish it."""
    from analytics.refresh.incoming import Kind

    read = _reading(Kind.POLITIE, paths, leverancier)
    _refresh(data_root(context), "refresh police", read, reason=reden, ja=ja, as_json=as_json)


def survey(
    context: typer.Context,
    paths: Files,
    formulier: Annotated[
        str | None,
        typer.Option(metavar=_("NAAM"), help=_("Welke beschrijving; anders die waar de kolommen bij passen.")),
    ] = None,
    gepubliceerd: Published = None,
    ja: Yes = False,
    reden: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Read a survey on top of what is live and publish it."""
    from analytics.refresh.incoming import Kind

    read = _reading(Kind.ENQUETE, paths, formulier, gepubliceerd)
    _refresh(data_root(context), "refresh survey", read, reason=reden, ja=ja, as_json=as_json)


def validate(
    context: typer.Context,
    paths: Files,
    soort: Annotated[
        str, typer.Option(metavar="politie|enquete", help=_("Wat het is: een politiebestand of een enquête."))
    ] = "politie",
    leverancier: Annotated[
        str | None,
        typer.Option(metavar=_("NAAM"), help=_("Welke beschrijving; anders die waar de kolommen bij passen.")),
    ] = None,
    gepubliceerd: Published = None,
    verslag: Annotated[
        Path | None,
        typer.Option(
            metavar=_("BESTAND"), help=_("Schrijf het verslag hierheen, voor de leverancier (.xlsx of .csv).")
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell everything that is wrong with a file, and what it would change; publish nothing."""
    from analytics.cli import summary
    from analytics.refresh.incoming import Kind

    if soort not in list(Kind):
        raise WrongUsage(_("Soort is politie of enquete, niet {kind}.").format(kind=soort))
    proposal = _reading(Kind(soort), paths, leverancier, gepubliceerd)(data_root(context), datetime.now(UTC))
    if verslag is not None:
        summary.write_report(proposal.report, verslag, [path.name for path in paths])
    if as_json:
        print_json(summary.findings(proposal.report) | {"verschillen": summary.differences(proposal.differences)})
    else:
        summary.tell(proposal)
    if proposal.report.blocks:
        raise DeliveryRefused(_("Dit bestand kan zo niet gepubliceerd worden; er is niets veranderd."))


def _reading(kind: "Kind", paths: list[Path], mapping: str | None, published: Path | None = None) -> Read:
    """Read these files on top of what is live, with a bar for whoever waits."""
    from analytics.cli.fetching import share_bar
    from analytics.refresh.incoming import propose
    from analytics.refresh.parts import Delivered

    def read(root: Path, now: datetime) -> "Proposal":
        files = [Delivered(path.name, path) for path in paths]
        beside = Delivered(published.name, published) if published else None
        with share_bar(_("Lezen")) as progress:
            return propose(kind, files, root, mapping=mapping, published=beside, now=now, progress=progress)

    return read


def _refresh(
    root: Path, command: str, read: Read, *, reason: str, ja: bool, as_json: bool, only_news: bool = False
) -> None:
    """Read, check, show, ask, publish; the lock is held throughout, so nothing changes in between.

    `only_news`: publish nothing when all figures are what they were. Every run leaves a line in the log.
    """
    from analytics.cli import summary
    from analytics.refresh import logbook
    from analytics.refresh.incoming import accept
    from analytics.refresh.publish import exclusive

    now = datetime.now(UTC)
    with logbook.run(root, command, by=who(), now=now) as told:
        _can_ask_or_need_not(ja)
        with exclusive(root):
            proposal = read(root, now)
            if only_news and _is_no_news(proposal):
                _nothing_new(proposal, root, told, as_json=as_json)
                return
            if proposal.report.blocks or not as_json:
                summary.tell(proposal)
            proposal.report.refuse()
            if not ja:
                reason = _ask(reason, warned=proposal.report.asks)
            snapshot = accept(proposal, root, by=who(), reason=reason, now=now)
            told.published()
            shutil.rmtree(workspace(root, snapshot.manifest().gemeente), ignore_errors=True)
    if as_json:
        print_json(summary.outcome(proposal, snapshot))
    else:
        typer.echo(_("Gepubliceerd: momentopname {id}.").format(id=snapshot.id))


def _is_no_news(proposal: "Proposal") -> bool:
    from analytics.refresh import logbook

    delivery = proposal.delivery
    return delivery is not None and not proposal.report.blocks and logbook.unchanged(delivery, proposal.live)


def _nothing_new(proposal: "Proposal", root: Path, told: "Run", *, as_json: bool) -> None:
    """Say so, and let go of the answers: the next run is to ask anew."""
    live = proposal.live
    if live is None:
        return
    told.unchanged(live)
    gemeente = live.manifest().gemeente
    shutil.rmtree(workspace(root, gemeente), ignore_errors=True)
    if as_json:
        print_json({"snapshot": live.id, "vorige": live.id, "gemeente": gemeente, "ongewijzigd": True})
    else:
        text = _("Niets nieuws: alle cijfers zijn gelijk aan momentopname {id}. Er is niets gepubliceerd.")
        typer.echo(text.format(id=live.id))


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


def _ask(reason: str, *, warned: bool) -> str:
    """Ask whether to publish, and for a reason when there are warnings and none was given."""
    # the library's own question writes to stdout, where only the result may stand
    if warned and not reason:
        typer.echo(_("Waarom is dit goed, ondanks de waarschuwingen? "), nl=False, err=True)
        reason = sys.stdin.readline().strip()
    typer.echo(_("Publiceren? [j/N] "), nl=False, err=True)
    if sys.stdin.readline().strip().casefold() not in YES:
        say(_("Niet gepubliceerd; er is niets veranderd."))
        raise typer.Exit(1)
    return reason
