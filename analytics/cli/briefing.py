"""`briefing`: the reports of a month as files, for a scheduler. All of them are made, then written; or none are."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.cli.common import AsJson, data_root, print_json, print_table, say
from analytics.cli.dutch import DutchCommand
from analytics.errors import NotFound, WrongUsage
from analytics.language import _
from analytics.periods import day

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from analytics.reports.model import Document
    from analytics.snapshots import Snapshot
    from analytics.store import Store

NEW, SAME, REPLACED = _("nieuw"), _("ongewijzigd"), _("vervangen")


class Soort(StrEnum):
    """The kinds of analytics.reports.model, repeated here so that help needs no report."""

    DRIEHOEK = "driehoek"
    RAAD = "raad"
    JAAR = "jaar"
    GEBIED = "gebied"
    PARTNER = "partner"


class Formaat(StrEnum):
    """The forms of analytics.reports.files, repeated for the same reason."""

    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class Asked:
    """What the reports are about."""

    snapshot: "Snapshot"
    store: "Store"
    maand: date
    gebied: str
    gebieden: tuple[str, ...]
    themas: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """One file of the set: what it holds, and what stands in its place already."""

    soort: Soort
    path: Path
    content: bytes
    state: str


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("briefing", cls=DutchCommand, help=_("Maak de rapporten van een maand als bestanden."))(briefing)


def briefing(
    context: typer.Context,
    uit: Annotated[Path, typer.Option(metavar=_("MAP"), help=_("Map waarin de bestanden komen."))],
    maand: Annotated[str, typer.Option(metavar=_("MAAND"), help=_("Maand, zoals 2025-12; anders de nieuwste."))] = "",
    soort: Annotated[
        list[Soort] | None, typer.Option(help=_("Welk rapport; anders alle die bij deze maand horen."))
    ] = None,
    formaat: Annotated[list[Formaat] | None, typer.Option(help=_("Welke vorm; anders alle vijf."))] = None,
    gebied: Annotated[str, typer.Option(metavar=_("CODE"), help=_("Gebied van een gebiedsprofiel."))] = "",
    gebieden: Annotated[list[str] | None, typer.Option(metavar=_("CODE"), help=_("Gebied in een uittreksel."))] = None,
    thema: Annotated[list[str] | None, typer.Option(metavar=_("CODE"), help=_("Thema in een uittreksel."))] = None,
    opnieuw: Annotated[bool, typer.Option("--opnieuw", help=_("Vervang bestanden die nu anders zijn."))] = False,
    as_json: AsJson = False,
) -> None:
    """Every file is made before the first is written, so that a mistake leaves the folder as it was."""
    from analytics.snapshots import live
    from analytics.store import store_of

    root = data_root(context)
    snapshot = live(root)
    month = _month(snapshot, maand)
    kinds, formats = dict.fromkeys(soort or due(month)), tuple(dict.fromkeys(formaat or Formaat))
    asked = Asked(snapshot, store_of(root), month, gebied, tuple(gebieden or ()), tuple(thema or ()))
    with _uncollected(), _progress(len(kinds) * (1 + len(formats))) as step, _helper(len(kinds)) as helper:
        # the longest first: while it is being written the shorter ones are made
        waiting = {kind: [*_files(asked, kind, formats, uit, helper, step)] for kind in reversed(kinds)}
        made = [_made(kind, path, content.result(), step) for kind in kinds for _kind, path, content in waiting[kind]]
    _refuse_other([one.path.name for one in made if one.state == REPLACED], uit, opnieuw=opnieuw)
    for one in made:
        if one.state != SAME:
            put(one.path, one.content)
    _tell(made, snapshot, as_json=as_json)


def due(maand: date) -> tuple[Soort, ...]:
    """What comes out about a month and needs no choice: each month for the driehoek, each quarter for the council, in
    December the year."""
    quarterly = (Soort.RAAD,) if maand.month % 3 == 0 else ()
    yearly = (Soort.JAAR,) if maand.month == 12 else ()
    return (Soort.DRIEHOEK, *quarterly, *yearly)


def put(path: Path, content: bytes) -> None:
    """The file whole or not at all: written under another name in the same folder, then renamed."""
    import os
    from tempfile import NamedTemporaryFile

    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _month(snapshot: "Snapshot", text: str) -> date:
    """The month that was named, or the newest there is a report of."""
    from analytics.views.briefing import months

    known = months(snapshot)
    if not known:
        raise NotFound(_("Deze momentopname heeft geen maand om over te berichten."))
    if not text:
        return known[0]
    asked = day(text).replace(day=1)
    if asked not in known:
        raise NotFound(
            _("Over {month} is geen rapport te maken; wel over {first} tot en met {last}.").format(
                month=f"{asked:%Y-%m}", first=f"{known[-1]:%Y-%m}", last=f"{known[0]:%Y-%m}"
            )
        )
    return asked


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage in circles: in a run this short there is little of it, and looking takes a fifth of
    the time (benchmarks/briefing.py)."""
    import gc

    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def _helper(kinds: int) -> Iterator["Executor"]:
    """Who writes the files: a process of its own, so that the next report is made meanwhile; for one report nobody."""
    from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
    from importlib import import_module
    from multiprocessing import get_context

    if kinds == 1:
        with ThreadPoolExecutor(1) as thread:
            yield thread
        return
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        process.submit(import_module, "analytics.reports.files")  # what it needs, before there is anything to write
        yield process


def _files(
    asked: Asked,
    kind: Soort,
    formats: Sequence[Formaat],
    folder: Path,
    helper: "Executor",
    step: Callable[[str], None],
) -> Iterator[tuple[Soort, Path, "Future[bytes]"]]:
    """The files of one report, being written."""
    from analytics.reports.files import file_name, write
    from analytics.views import sealing

    document = _document(asked, kind)
    draft = sealing.draft(document) if document.remarks else document  # without remarks there is nothing to agree
    step(kind.value)
    for formaat in formats:
        name = file_name(document, formaat.value)
        path = folder / (sealing.draft_name(name) if document.remarks else name)
        yield kind, path, helper.submit(write, draft, formaat.value)


def _made(kind: Soort, path: Path, content: bytes, step: Callable[[str], None]) -> Made:
    step(path.name)
    return Made(kind, path, content, _state(path, content))


def _document(asked: Asked, kind: Soort) -> "Document":
    """The report at full access, except a partner's, with what the team wrote."""
    from analytics import progress, remarks
    from analytics.access import Toegang
    from analytics.reports import model
    from analytics.views import reporting
    from analytics.views.remarks import blocks

    gemeente = asked.snapshot.manifest().gemeente
    told = reporting.Reported(progress.reports(asked.store, gemeente), progress.own_actions(asked.store, gemeente))
    document = reporting.build(
        model.Soort(kind.value),
        asked.snapshot,
        Toegang.PARTNER if kind is Soort.PARTNER else Toegang.VOLLEDIG,
        asked.maand,
        gebied=asked.gebied,
        gebieden=asked.gebieden,
        themas=asked.themas,
        gemeld=told,
    )
    kept = remarks.remarks(asked.store, gemeente, asked.maand, kind.value, asked.gebied if kind is Soort.GEBIED else "")
    return model.with_remarks(document, blocks(kept))


def _state(path: Path, content: bytes) -> str:
    if not path.exists():
        return NEW
    return SAME if path.read_bytes() == content else REPLACED


def _refuse_other(names: Sequence[str], folder: Path, *, opnieuw: bool) -> None:
    if names and not opnieuw:
        raise WrongUsage(
            _("In {folder} staat al een ander bestand: {names}. Er is niets geschreven; met --opnieuw wel.").format(
                folder=folder, names=", ".join(names)
            )
        )


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[str], None]]:
    """A bar on stderr that says what is being made; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=steps)

        def step(what: str) -> None:
            bar.update(task, advance=1, description=what)

        bar.update(task, description=_("rapporten maken"))
        yield step


def _tell(made: Sequence[Made], snapshot: "Snapshot", *, as_json: bool) -> None:
    rows = [
        {
            "soort": one.soort.value,
            "bestand": str(one.path),
            "bytes": len(one.content),
            "sha256": sha256(one.content).hexdigest(),
            "toestand": one.state,
        }
        for one in made
    ]
    if as_json:
        print_json({"momentopname": snapshot.id, "bestanden": rows})
    else:
        print_table([_("soort"), _("bestand"), _("toestand")], [[str(r[k]) for k in _SHOWN] for r in rows])
    if snapshot.manifest().voorbeeld:
        say(_("Dit zijn voorbeeldgegevens."))


_SHOWN = ("soort", "bestand", "toestand")
