"""Fetching open data with a progress bar, or building the same from answers that were kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.cli.refresh import workspace
from analytics.errors import NotFound
from analytics.language import _

if TYPE_CHECKING:
    from analytics.contract import Delivery, Manifest

PARTS = 100  # of a bar that shows a share
Report = Callable[[int, int, str], None]


def fetch(root: Path, gemeente: str) -> "Delivery":
    """Fetch what the workspace of this municipality does not hold yet, and build the delivery."""
    from analytics.refresh import open_data

    with progress_bar() as report:
        return open_data.fetch(
            gemeente, workspace=workspace(root, gemeente), progress=report, today=_today(), folder=root
        )


def rebuild(root: Path, gemeente: str, kept: str) -> "Delivery":
    """Build from the raw answers of a snapshot or from a folder with such answers; raises NotFound."""
    from analytics.refresh import open_data

    folder, day = _kept_answers(root, kept)
    return open_data.rebuild(folder, gemeente, day, folder=root)


def _kept_answers(root: Path, kept: str) -> tuple[Path, date]:
    """The folder and the day it was fetched: the same answers give another delivery when read as if in another year."""
    from analytics.refresh.publish import RAW
    from analytics.snapshots import find

    for folder in (root / RAW).glob("[!.]*"):
        if folder.name == kept:
            return folder, _fetched_on(find(root, kept).manifest())
    if Path(kept).is_dir():
        return Path(kept), _named_day(Path(kept).name) or _today()
    raise NotFound(_("Van {kept} zijn geen antwoorden bewaard, en het is geen map.").format(kept=kept))


def _fetched_on(manifest: "Manifest") -> date:
    """The day its sources were fetched: a snapshot that was itself rebuilt was made later."""
    days = [bron.opgehaald for bron in manifest.bronnen.values() if bron.opgehaald]
    return max(days, default=manifest.gemaakt.date())


def _named_day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _today() -> date:
    return datetime.now(UTC).date()


@contextmanager
def share_bar(what: str) -> Iterator[Callable[[float, str], None]]:
    """A bar on stderr for work of which the share done is known."""
    with progress_bar() as report:
        report(0, PARTS, what)
        yield lambda share, now: report(round(share * PARTS), PARTS, now)


@contextmanager
def progress_bar() -> Iterator[Report]:
    """A bar on stderr: what is being fetched, and how much of how much is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(_("Ophalen"), total=None)

        def report(done: int, total: int, what: str) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield report
