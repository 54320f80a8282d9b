"""A delivery from open data: registered crimes and nuisance, key figures per buurt, boundaries.

`fetch` asks the services, politely and resumably; `rebuild` makes the same delivery from kept answers, offline.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from analytics.areas import reference_codes
from analytics.contract import Delivery
from analytics.language import _
from analytics.refresh import boundaries, pdok
from analytics.refresh.answers import Answers, Endpoints, kept_endpoints, resumable
from analytics.refresh.compose import compose
from analytics.refresh.download import Downloader
from analytics.refresh.key_figure_tables import KeyFigureTable
from analytics.refresh.material import FIGURE_COLUMNS, Material, checked_code, together
from analytics.refresh.police_tables import PoliceTable
from analytics.refresh.sources import sources

Progress = Callable[[int, int, str], None]  # done, total, what is being fetched now


@dataclass(frozen=True)
class Step:
    """One part of the plan; the plan is known before the first request."""

    what: str
    run: Callable[[], None]


def fetch(
    gemeente: str,
    *,
    workspace: Path,
    progress: Progress,
    today: date,
    endpoints: Endpoints | None = None,
    downloader: Downloader | None = None,
    folder: Path | None = None,
) -> Delivery:
    """Fetch everything about `gemeente` (GM code) and its reference municipalities.

    Every answer is kept in `workspace` and reused on the next run; clear it after publication. `progress` is called
    before each step and once at the end. `downloader`: with other manners than the default; the caller closes it.
    `folder`: the deployment's own declarations (its concordance). Raises SourceUnavailable, DeliveryRefused,
    WrongUsage.
    """
    checked_code(gemeente)
    with Downloader() if downloader is None else nullcontext(downloader) as ready:
        answers = Answers(resumable(workspace, today), endpoints or Endpoints(), ready)
        return _build(gemeente, answers, progress, today, folder)


def rebuild(raw_folder: Path, gemeente: str, today: date, *, folder: Path | None = None) -> Delivery:
    """The delivery that `fetch` made of these answers, without a network. Raises DeliveryRefused, WrongUsage."""
    checked_code(gemeente)
    return _build(gemeente, Answers(raw_folder, kept_endpoints(raw_folder)), _silent, today, folder)


def _build(gemeente: str, answers: Answers, progress: Progress, today: date, folder: Path | None) -> Delivery:
    material = Material(
        gemeente=gemeente,
        references=reference_codes(gemeente),
        boundaries=None,
        boundary_source=boundaries.source(None),
        fetched=today,
        today=today,
        folder=folder,
    )
    plan = _plan(material, answers, today)
    for done, step in enumerate(plan):
        progress(done, len(plan), step.what)
        step.run()
    progress(len(plan), len(plan), _("klaar"))
    material.raw = answers.used
    return compose(material)


def _plan(material: Material, answers: Answers, today: date) -> list[Step]:
    plan = [Step(_("Grenzen van de buurten"), lambda: _boundaries(material, answers, today))]
    for declared in sources().registraties:
        own = [material.gemeente]
        gemeenten = own if declared.niveau == "buurt" else [*own, *material.references]
        plan += _police_steps(material, PoliceTable(answers, declared, gemeenten))
    for year, table in sorted(sources().kerncijfers.tabellen.items()):
        if year <= today.year:
            plan.append(_key_figure_step(material, KeyFigureTable(answers, table, year), year))
    return plan


def _police_steps(material: Material, table: PoliceTable) -> list[Step]:
    def finish() -> None:
        material.counts.append(table.result())
        material.notes += table.notes

    portions = [Step(table.label(portion), partial(table.fetch, portion)) for portion in table.portions()]
    return [
        Step(_("{id}, beschrijving").format(id=table.declared.tabel), table.describe),
        *portions,
        Step(_("{id}, samenvoegen").format(id=table.declared.tabel), finish),
    ]


def _key_figure_step(material: Material, table: KeyFigureTable, year: int) -> Step:
    def run() -> None:
        rows = table.fetch([material.gemeente, *material.references])
        material.figures = together(FIGURE_COLUMNS, [material.figures, rows])
        material.notes += table.notes

    return Step(_("Kerncijfers {year}").format(year=year), run)


def _boundaries(material: Material, answers: Answers, today: date) -> None:
    year, shapes = pdok.newest(answers, material.gemeente, today.year)
    material.boundaries, material.boundary_source = shapes, boundaries.source(year)


def _silent(done: int, total: int, what: str) -> None:
    """Nobody is watching the progress."""
