"""A snapshot in memory, and the only place in the project that executes SQL.

One DuckDB connection shared by threads hands out other threads' rows without an error (seen with 1.5 and 2.0,
in one answer of four), so every question gets a cursor of its own, read to the end before it is closed.
"""

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from copy import copy
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.contract import BOUNDARIES_FILE, SNAPSHOT_FILES, TABLES, Manifest
from analytics.errors import QuestionTooHeavy, SnapshotBroken
from analytics.language import _
from analytics.snapshots import OwnArea, Snapshot

SQL = Path(__file__).with_name("sql")
THREADS = 1  # questions are small and come from many sessions: sharing one out costs more than it gains
MEMORY_LIMIT = "2GB"  # a runaway question fails instead of taking the server down
OWN_LEVEL = "aandachtsgebied"  # only who asks for it pays for the areas of the team
TIME_LIMIT = 10.0  # seconds; every question the pages ask answers in well under one
AREAS = pa.schema(
    [pa.field(name, pa.string()) for name in ("buurt", "buurtnaam", "wijk", "wijknaam", "gemeente", "gemeentenaam")]
)
AREA_PROPERTIES = dict(
    zip(
        AREAS.names,
        ("buurtcode", "buurtnaam", "wijkcode", "wijknaam", "gemeentecode", "gemeentenaam"),
        strict=True,
    )
)


class Database:
    """The tables of one snapshot, in memory, locked: no files, no network, no settings.

    Tables: every one of contract.TABLES with its columns; `buurten` (columns of AREAS, one row per buurt in
    the boundaries); `dekking_eenheid`, which is `dekking` with a row per month or year
    instead of per range; `lid`, which rows count towards which area at which level, with those that the team drew.
    """

    def __init__(self, tables: Mapping[str, pa.Table], areas: pa.Table, *, time_limit: float = TIME_LIMIT) -> None:
        self._time_limit = time_limit
        self._own: dict[str, list[str]] = {}
        self._connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY_LIMIT, "threads": THREADS})
        for name in TABLES:
            self._connection.from_arrow(tables[name]).create(name)
        self._connection.from_arrow(areas).create("buurten")
        self._connection.execute(_statement("tables/dekking_eenheid"))
        self._connection.execute(_statement("tables/lid"))
        self._connection.execute(_statement("tables/lock"))

    def with_own(self, areas: Sequence[OwnArea]) -> "Database":
        """The same tables, in which these areas of the team count too."""
        if not areas:
            return self
        parts = [(area.code, part.buurt, part.straat) for area in areas for part in area.delen]
        beside = copy(self)
        beside._own = dict(zip(("codes", "buurten", "straten"), map(list, zip(*parts, strict=True)), strict=False))
        return beside

    def run(self, name: str, **params: Any) -> pd.DataFrame:
        """Answer the question in sql/<name>.sql; `params` are its named parameters ($gebied), lists allowed.

        An empty list has no type of its own: cast it in the statement ($gebieden::VARCHAR[]).
        Raises QuestionTooHeavy when it takes more than the time limit or more memory than there is.
        """
        cursor = self._connection.cursor()
        alarm = threading.Timer(self._time_limit, cursor.interrupt)
        alarm.start()
        try:
            if self._own and params.get("niveau") == OWN_LEVEL:  # a temporary table is of this cursor alone
                cursor.execute(_statement("tables/lid_eigen"), self._own)
            return cursor.execute(_statement(name), params).df()
        except duckdb.InterruptException as error:
            raise QuestionTooHeavy(
                _(
                    "De vraag {name} duurde langer dan {limit} seconden. Kies een kortere periode of minder gebieden."
                ).format(name=name, limit=f"{self._time_limit:g}")
            ) from error
        except duckdb.OutOfMemoryException as error:
            raise QuestionTooHeavy(
                _("De vraag {name} is te groot voor dit systeem. Kies een kortere periode of minder gebieden.").format(
                    name=name
                )
            ) from error
        except duckdb.Error as error:
            error.add_note(f"in sql/{name}.sql with parameters {sorted(params)}")
            raise
        finally:
            alarm.cancel()
            alarm.join()  # an interrupt under way must not meet a closed cursor
            cursor.close()


def open_database(snapshot: Snapshot) -> Database:
    """The database of a snapshot, loaded once and shared by all threads; the four used last are kept.

    Every file is compared with the manifest first. The areas of the team are no part of the files: whichever they are,
    the tables are shared. Raises SnapshotBroken.
    """
    with _loading:
        return _cached(snapshot.published).with_own(snapshot.eigen)


def load(snapshot: Snapshot, *, time_limit: float = TIME_LIMIT) -> Database:
    """The database of a snapshot, loaded now and not kept. Raises SnapshotBroken when a file was changed."""
    tables, properties = _read(snapshot)
    return Database(tables, areas_table(properties), time_limit=time_limit).with_own(snapshot.eigen)


def tables_of(snapshot: Snapshot) -> dict[str, pa.Table]:
    """The tables of a snapshot with the schemas of the contract. Raises SnapshotBroken when a file was changed."""
    return _read(snapshot)[0]


def _read(snapshot: Snapshot) -> tuple[dict[str, pa.Table], list[dict[str, Any]]]:
    """Tables, and the properties of the boundaries."""
    contents = _whole(snapshot.folder, snapshot.manifest())
    try:
        tables = {name: _table(contents[f"{name}.parquet"], schema) for name, schema in TABLES.items()}
        features = [feature["properties"] for feature in json.loads(contents[BOUNDARIES_FILE])["features"]]
        areas_table(features)
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotBroken(
            _("De bestanden van momentopname {id} hebben niet de afgesproken vorm: {reason}").format(
                id=snapshot.id, reason=error
            )
        ) from error
    return tables, features


def areas_table(properties: list[dict[str, Any]]) -> pa.Table:
    """Table `buurten` from the properties of the boundaries, sorted by code. Raises KeyError."""
    rows = [{column: row[name] for column, name in AREA_PROPERTIES.items()} for row in properties]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: str(row["buurt"])), schema=AREAS)


_loading = threading.Lock()


@lru_cache(maxsize=4)
def _cached(snapshot: Snapshot) -> Database:
    return load(snapshot)


@cache
def _statement(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def _whole(folder: Path, manifest: Manifest) -> dict[str, bytes]:
    """The bytes of every file, each exactly what the manifest says; what is checked is what is loaded."""
    contents = {}
    for name in SNAPSHOT_FILES:
        try:
            contents[name] = (folder / name).read_bytes()
        except OSError as error:
            raise SnapshotBroken(
                _("{path} is niet te lezen: {reason}.").format(path=folder / name, reason=error.strerror)
            ) from error
        expected = manifest.bestanden.get(name)
        if expected is None or hashlib.sha256(contents[name]).hexdigest() != expected.sha256:
            raise SnapshotBroken(
                _("{path} is veranderd: de controlesom klopt niet met het manifest.").format(path=folder / name)
            )
    return contents


def _table(content: bytes, schema: pa.Schema) -> pa.Table:
    # DuckDB does not verify page checksums of Parquet, pyarrow does: a second net under the fingerprint
    table = pq.read_table(pa.BufferReader(content), page_checksum_verification=True)
    if table.schema.names != schema.names:
        raise ValueError(", ".join(table.schema.names))
    return table.cast(schema)
