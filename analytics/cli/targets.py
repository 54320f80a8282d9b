"""The command that answers: are the targets of the programmes being reached? `targets`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.cli.common import AsJson, data_root, print_json, print_table, say
from analytics.cli.dutch import DutchCommand
from analytics.errors import NotFound
from analytics.language import _

if TYPE_CHECKING:
    from analytics.snapshots import Snapshot

SHOWN = ("id", "oordeel", "kans", "jaar", "laatste", "ondergrens", "bovengrens", "document")


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    text = _("Toon hoe het staat met de doelen van de programma's.")
    app.command("targets", cls=DutchCommand, help=text)(targets)


def targets(
    context: typer.Context,
    gemeente: Annotated[
        str, typer.Option(metavar=_("CODE"), help=_("Alleen de doelen van deze gemeente; anders alle doelen."))
    ] = "",
    peiljaar: Annotated[
        int, typer.Option(metavar=_("JAAR"), help=_("Zoals het ervoor stond aan het eind van dit jaar."))
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Every target, per municipality what needs attention first: a JSON list, or a table. Each on the figures of its
    own municipality, unless the data root that was named is of another."""
    from analytics import access, programmes
    from analytics.targets import judge_all
    from analytics.views.target_row import target_row

    known = sorted({one.gemeente for one in programmes.load_all().values()})
    if gemeente and gemeente not in known:
        raise NotFound(
            _("Er zijn geen programma's van {code}; wel van {known}.").format(code=gemeente, known=", ".join(known))
        )
    asked = {code: _snapshot_of(context, code) for code in ([gemeente] if gemeente else known)}
    found = [one for code, of in asked.items() for one in judge_all(of, access.current(), code, peiljaar or None)]
    rows = [target_row(one) for one in found]
    if as_json:
        print_json(rows)
    else:
        print_table(SHOWN, [[_shown(row[name]) for name in SHOWN] for row in rows])
    if any(snapshot.manifest().voorbeeld for snapshot in asked.values()):
        say(_("Dit zijn voorbeeldgegevens."))


def _snapshot_of(context: typer.Context, code: str) -> "Snapshot":
    """The live snapshot of a municipality; where it has none that of the municipality that is set."""
    from analytics.snapshots import live

    try:
        return live(data_root(context, code))
    except NotFound:
        return live(data_root(context))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
