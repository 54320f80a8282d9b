"""Commands about what was published: snapshots, verify, rollback, sample."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.cli.common import AsJson, data_root, print_json, print_table, say, who
from analytics.cli.dutch import DutchCommand
from analytics.errors import NotFound, SnapshotBroken
from analytics.language import _

if TYPE_CHECKING:
    from analytics.snapshots import Snapshot

SnapshotId = Annotated[str, typer.Argument(metavar="ID", help=_("Kenmerk van de momentopname."))]
MaybeId = Annotated[str | None, typer.Argument(metavar="ID", help=_("Kenmerk; zonder kenmerk de live momentopname."))]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("snapshots", cls=DutchCommand, help=_("Toon welke momentopnamen er zijn en welke live is."))(
        list_snapshots
    )
    app.command("verify", cls=DutchCommand, help=_("Controleer of de bestanden van een momentopname heel zijn."))(
        verify
    )
    app.command("rollback", cls=DutchCommand, help=_("Zet een eerdere momentopname terug."))(rollback)
    app.command("sample", cls=DutchCommand, help=_("Maak de meegeleverde voorbeeldgegevens opnieuw."))(sample)


def list_snapshots(context: typer.Context, as_json: AsJson = False) -> None:
    """All snapshots of the root, newest first; the shipped sample is listed while it is live."""
    from analytics.snapshots import PREFIX, every

    root = data_root(context)
    live = _live(root)
    found = every(root)
    for name in sorted({path.name for path in root.glob(f"{PREFIX}*")} - {each.folder.name for each in found}):
        say(_("{name} heeft geen leesbaar manifest en telt niet mee.").format(name=name))
    if live is not None and live not in found:
        found.append(live)
    described = [_describe(snapshot, is_live=snapshot == live) for snapshot in found]
    if as_json:
        print_json({"live": live.id if live else None, "snapshots": described})
        return
    print_table(
        [_("live"), _("kenmerk"), _("gemaakt"), _("gemeente"), _("door"), _("reden")],
        [
            ["*" if row["live"] else "", row["id"], row["gemaakt"], row["gemeente"], row["door"], row["reden"]]
            for row in described
        ],
    )


def verify(context: typer.Context, snapshot_id: MaybeId = None, as_json: AsJson = False) -> None:
    """Compare a snapshot with its manifest; a broken one is an error (exit code 3)."""
    from analytics.snapshots import verify as problems_of

    snapshot = _named(data_root(context), snapshot_id)
    problems = problems_of(snapshot)
    if as_json:
        print_json({"snapshot": snapshot.id, "heel": not problems, "problemen": problems})
    elif not problems:
        typer.echo(_("Momentopname {id} is heel.").format(id=snapshot.id))
    if problems:
        raise SnapshotBroken(
            "\n".join([_("Momentopname {id} is niet heel:").format(id=snapshot.id), *(f"- {p}" for p in problems)])
        )


def rollback(context: typer.Context, snapshot_id: SnapshotId, as_json: AsJson = False) -> None:
    """Make an earlier snapshot the live one again."""
    from datetime import UTC, datetime

    from analytics.refresh import publish

    root = data_root(context)
    before = _live(root)
    snapshot = publish.rollback(root, snapshot_id, by=who(), now=datetime.now(UTC))
    if as_json:
        print_json({"snapshot": snapshot.id, "vorige": before.id if before else None})
    else:
        typer.echo(_("Live is nu momentopname {id}.").format(id=snapshot.id))


def sample(
    gemeente: Annotated[
        str | None,
        typer.Option(metavar="GM....", help=_("Gemeentecode; anders die uit de instellingen (VEILIGHEID_GEMEENTE).")),
    ] = None,
    naar: Annotated[
        Path | None,
        typer.Option(metavar=_("MAP"), help=_("Waar het voorbeeld komt; anders de map data van dit project.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the sample: the same bytes on every run."""
    from analytics.refresh.publish import write_sample
    from analytics.refresh.sample import build_sample
    from analytics.settings import sample_of, settings

    code = gemeente or settings().gemeente
    folder = naar or sample_of(code)
    say(_("Het voorbeeld wordt gemaakt in {folder} ...").format(folder=folder))
    manifest = write_sample(build_sample(code), folder)
    rows = {name: file.rijen for name, file in manifest.bestanden.items() if file.rijen is not None}
    if as_json:
        print_json({"snapshot": manifest.id, "map": str(folder), "rijen": rows})
        return
    print_table([_("bestand"), _("rijen")], [[name, str(count)] for name, count in rows.items()])
    say(_("Klaar: {id}.").format(id=manifest.id))


def _live(root: Path) -> "Snapshot | None":
    """The live snapshot; None, with a message, when there is none or it cannot be read."""
    from analytics.snapshots import live

    try:
        return live(root)
    except (NotFound, SnapshotBroken) as error:
        say(str(error))
        return None


def _named(root: Path, snapshot_id: str | None) -> "Snapshot":
    """The snapshot asked for, also when its manifest cannot be read: that is what verify has to say."""
    from analytics.snapshots import PREFIX, Snapshot, find, live

    if snapshot_id is None:
        return live(root)
    for folder in root.glob(f"{PREFIX}*"):
        if folder.name == f"{PREFIX}{snapshot_id}":
            return Snapshot(snapshot_id, folder)
    try:
        current = live(root)
    except (NotFound, SnapshotBroken):
        return find(root, snapshot_id)
    return current if current.id == snapshot_id else find(root, snapshot_id)


def _describe(snapshot: "Snapshot", *, is_live: bool) -> dict[str, Any]:
    manifest = snapshot.manifest()
    return {
        "id": manifest.id,
        "live": is_live,
        "gemaakt": manifest.gemaakt.isoformat(timespec="seconds"),
        "gemeente": manifest.gemeente,
        "door": manifest.door,
        "reden": manifest.reden,
        "voorbeeld": manifest.voorbeeld,
    }
