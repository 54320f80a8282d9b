"""Fetching open data with a progress bar, or building the same from answers that were kept."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.cli.refresh import workspace
from analytics.errors import NotFound
from analytics.language import _

if TYPE_CHECKING:
    from analytics.contract import Delivery

Report = Callable[[str, int, int], None]


def fetch(root: Path, gemeente: str) -> "Delivery":
    """Fetch what the workspace of this municipality does not hold yet, and build the delivery."""
    from analytics.refresh import open_data

    with progress_bar() as report:
        return open_data.fetch(
            gemeente, workspace=workspace(root, gemeente), progress=report, today=datetime.now(UTC).date()
        )


def rebuild(root: Path, gemeente: str, kept: str) -> "Delivery":
    """Build from the raw answers of a snapshot or from a folder with such answers; raises NotFound."""
    from analytics.refresh import open_data

    source = _kept_answers(root, kept)
    with tempfile.TemporaryDirectory() as folder, progress_bar() as report:
        copy = Path(shutil.copytree(source, folder, dirs_exist_ok=True))
        return open_data.fetch(gemeente, workspace=copy, progress=report, today=datetime.now(UTC).date())


def _kept_answers(root: Path, kept: str) -> Path:
    from analytics.refresh.publish import RAW

    for folder in (root / RAW).glob("[!.]*"):
        if folder.name == kept:
            return folder
    if Path(kept).is_dir():
        return Path(kept)
    raise NotFound(_("Van {kept} zijn geen antwoorden bewaard, en het is geen map.").format(kept=kept))


@contextmanager
def progress_bar() -> Iterator[Report]:
    """A bar on stderr: what is being fetched, and how much of how much is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(_("Ophalen"), total=None)

        def report(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield report
