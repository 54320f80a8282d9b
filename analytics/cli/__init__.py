"""The command line: results on stdout as a table or one JSON document, everything else on stderr.

Exit codes: 0 done, 2 wrong usage, 3 delivery refused or snapshot broken (nothing changed), 4 no such thing,
75 another refresh is running. What a command needs is imported when it runs, so that help is there at once.
"""

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer._click.exceptions import ClickException  # the library names the base of its errors nowhere else

from analytics.cli import agenda, briefing, figures, refresh, signals, snapshots, targets, trend
from analytics.cli.common import say
from analytics.cli.dutch import DutchGroup, dutch
from analytics.errors import VeiligheidError
from analytics.language import _

app = typer.Typer(
    name="analytics",
    help=_("Veiligheid in beeld: gegevens verversen, controleren en opvragen."),
    cls=DutchGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def choose_root(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(metavar=_("MAP"), help=_("Map met de momentopnamen; anders VEILIGHEID_DATA of data/snapshots.")),
    ] = None,
) -> None:
    """Remember the data root that was named before the verb, for common.data_root()."""
    context.obj = data


snapshots.register(app)
refresh.register(app)
figures.register(app)
signals.register(app)
trend.register(app)
targets.register(app)
agenda.register(app)
briefing.register(app)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and exit with its code; errors meant for people are shown without a traceback."""
    try:
        code = app(arguments, prog_name="python -m analytics", standalone_mode=False)
    except VeiligheidError as error:
        say(str(error))
        code = error.exit_code
    except ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        say(dutch(shown.getvalue().rstrip()))
        code = error.exit_code
    except typer.Abort:
        say(_("Afgebroken."))
        code = 1
    sys.exit(code or 0)
