"""What every command shares: the data root, and writing results to stdout and messages to stderr."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.language import _

if TYPE_CHECKING:
    from analytics.snapshots import Snapshot

AsJson = Annotated[bool, typer.Option("--json", help=_("Het resultaat als één JSON-document."))]


def data_root(context: typer.Context, gemeente: str | None = None) -> Path:
    """The root named with --data, by VEILIGHEID_DATA, or the default one of a municipality (None: of the set one)."""
    if isinstance(context.obj, Path):
        return context.obj
    from analytics.settings import settings

    chosen = settings()
    return chosen.root if gemeente is None else chosen.model_copy(update={"gemeente": gemeente}).root


def live_with_areas(root: Path) -> "Snapshot":
    """The live snapshot with the areas of attention of the team; without them when its database is away."""
    from analytics import attention
    from analytics.snapshots import live
    from analytics.store import StoreUnavailable, store_of

    snapshot = live(root)
    try:
        return replace(snapshot, eigen=attention.own_areas(store_of(root), snapshot.manifest().gemeente))
    except StoreUnavailable as error:
        say(str(error))
        return snapshot


def who() -> str:
    """The name under which this person works on this machine."""
    from analytics.access import machine_user

    return machine_user()


def say(message: str) -> None:
    """A message for the person at the keyboard, on stderr."""
    typer.echo(message, err=True)


def print_json(document: Any) -> None:
    """One JSON document on stdout; dates and times in ISO 8601."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A readable table on stdout."""
    typer.echo(_table(columns, rows))


def say_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table for the person at the keyboard, on stderr."""
    typer.echo(_table(columns, rows) + "\n", err=True)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as their content, never cut off: another program may read the lines."""
    lines = [list(columns), *map(list, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
