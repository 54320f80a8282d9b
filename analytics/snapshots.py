"""Read a data root: which snapshots there are, which one is live, whether it is whole. Writing is refresh/publish.py.

A root holds `CURRENT` (one line: the name of the live snapshot folder) and folders `snap-<id>`. Without CURRENT the
default root serves the shipped sample; a root that a deployment named serves nothing until something is published.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from analytics.contract import MANIFEST_FILE, SCHEMA_VERSION, SNAPSHOT_FILES, Manifest
from analytics.errors import NotFound, SnapshotBroken, WrongUsage
from analytics.language import _
from analytics.settings import sample_beside

CURRENT = "CURRENT"
PREFIX = "snap-"
LOG = "logboek.jsonl"  # a line per publication, roll-back or refused refresh


@dataclass(frozen=True)
class Part:
    """A part of an area of the team's own: a street of a buurt, or with `straat` "" the whole buurt."""

    buurt: str
    straat: str = ""


@dataclass(frozen=True)
class OwnArea:
    """An area that the team drew itself. `gesloten`: it is followed no longer, but old links know it."""

    code: str
    naam: str
    delen: tuple[Part, ...]
    gesloten: bool = False

    @property
    def by_street(self) -> bool:
        """Whether some of its registrations can be told from those of their buurt by the street only."""
        return any(part.straat for part in self.delen)


@dataclass(frozen=True)
class Snapshot:
    """An immutable folder of files. Hashable: it is part of every cache key.

    `eigen`: the areas that the team drew; they are no part of the folder, and change what is counted apart.
    """

    id: str
    folder: Path
    eigen: tuple[OwnArea, ...] = ()

    @property
    def published(self) -> "Snapshot":
        """The same as it was published, without the areas of the team."""
        return replace(self, eigen=())

    def only(self, code: str) -> "Snapshot":
        """The same with no other area of the team than this one: what is known of it hangs on its own parts."""
        return replace(self, eigen=tuple(area for area in self.eigen if area.code == code))

    def manifest(self) -> Manifest:
        """The manifest of this snapshot. Raises SnapshotBroken when it cannot be read."""
        return read_manifest(self.folder)


def read_manifest(folder: Path) -> Manifest:
    """Parse the manifest in `folder`; raises SnapshotBroken with the reason."""
    path = folder / MANIFEST_FILE
    try:
        content = path.read_bytes()
        manifest = Manifest.model_validate_json(content)
    except OSError as error:
        raise SnapshotBroken(
            _("{path} is niet te lezen: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    except ValidationError as error:
        raise SnapshotBroken(
            _("{path} is geen geldig manifest: {reason}").format(path=path, reason=error.errors()[0]["msg"])
        ) from error
    if manifest.zegel and manifest.zegel != _seal(content.replace(manifest.zegel.encode(), b"", 1)):
        raise SnapshotBroken(_("{path} is veranderd: het zegel klopt niet.").format(path=path))
    if manifest.schema_versie != SCHEMA_VERSION:
        raise SnapshotBroken(
            _("{path} heeft schemaversie {found}, deze software leest {expected}.").format(
                path=path, found=manifest.schema_versie, expected=SCHEMA_VERSION
            )
        )
    return manifest


def sealed(manifest: Manifest) -> bytes:
    """The manifest as it is written: readable JSON with its own seal filled in."""
    content = f"{manifest.model_copy(update={'zegel': ''}).model_dump_json(indent=2)}\n".encode()
    return content.replace(b'"zegel": ""', f'"zegel": "{_seal(content)}"'.encode(), 1)


def live(root: Path) -> Snapshot:
    """The snapshot that CURRENT names; the shipped sample when nothing was published in the default root.

    Raises NotFound when nothing was published in a named root, SnapshotBroken when CURRENT names no whole snapshot.
    """
    pointer = root / CURRENT
    try:
        name = pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        sample = sample_beside(root)
        if sample is not None:
            return _sample(sample)
        raise NotFound(
            _("In {root} is nog niets gepubliceerd. Begin met: python -m analytics refresh open-data").format(root=root)
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SnapshotBroken(_("{path} is niet te lezen.").format(path=pointer)) from error
    if not name.startswith(PREFIX) or "/" in name or "\\" in name:
        raise SnapshotBroken(_("{path} noemt geen momentopname: {name!r}.").format(path=pointer, name=name))
    return _snapshot(root / name)


def live_of(root: Path, gemeente: str) -> Snapshot:
    """The live snapshot, which must be about this municipality (GM code).

    Raises WrongUsage when it is about another: its figures are never shown beside the settings of this one.
    """
    snapshot = live(root)
    manifest = snapshot.manifest()
    if manifest.gemeente != gemeente:
        raise WrongUsage(
            _(
                "In {root} staan gegevens van {name} ({found}), maar ingesteld is {code}. Zet VEILIGHEID_GEMEENTE op "
                "{found}, of VEILIGHEID_DATA op een map met gegevens van {code}."
            ).format(root=root, name=manifest.gemeentenaam, found=manifest.gemeente, code=gemeente)
        )
    return snapshot


def every(root: Path) -> list[Snapshot]:
    """All snapshots in the root with a readable manifest, newest first (the shipped sample is not among them)."""
    found = []
    for folder in root.glob(f"{PREFIX}*"):
        try:
            found.append((read_manifest(folder).gemaakt, _snapshot(folder)))
        except SnapshotBroken:
            continue
    return [snapshot for _made, snapshot in sorted(found, key=lambda pair: (pair[0], pair[1].id), reverse=True)]


def find(root: Path, snapshot_id: str) -> Snapshot:
    """The snapshot with this id. Raises NotFound."""
    for snapshot in every(root):
        if snapshot.id == snapshot_id:
            return snapshot
    raise NotFound(_("Er is geen momentopname {id}. Zie: python -m analytics snapshots").format(id=snapshot_id))


def verify(snapshot: Snapshot) -> list[str]:
    """Compare every file with the manifest. Returns one sentence per problem; an empty list means whole."""
    try:
        manifest = snapshot.manifest()
    except SnapshotBroken as error:
        return [str(error)]
    problems = [
        _("{name} staat niet in het manifest.").format(name=name)
        for name in SNAPSHOT_FILES
        if name not in manifest.bestanden
    ]
    for name, expected in manifest.bestanden.items():
        path = snapshot.folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            problems.append(_("{name} is niet te lezen: {reason}.").format(name=name, reason=error.strerror))
            continue
        if len(content) != expected.bytes:
            problems.append(
                _("{name} is {found} bytes groot, het manifest zegt {expected}.").format(
                    name=name, found=len(content), expected=expected.bytes
                )
            )
        elif hashlib.sha256(content).hexdigest() != expected.sha256:
            problems.append(_("{name} is veranderd: de controlesom klopt niet.").format(name=name))
    return problems


def _sample(folder: Path) -> Snapshot:
    """The shipped sample in `folder`. Raises NotFound when there is none of this municipality."""
    if not (folder / MANIFEST_FILE).exists():
        raise NotFound(
            _(
                "Er zijn nog geen gegevens van {code}, en ook geen voorbeeld. Begin met: "
                "python -m analytics refresh open-data --gemeente {code}"
            ).format(code=folder.name)
        )
    return _snapshot(folder)


def _snapshot(folder: Path) -> Snapshot:
    return Snapshot(id=read_manifest(folder).id, folder=folder)


def _seal(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
