"""A snapshot in memory: every thread gets its own answer, nothing reaches outside, slow questions stop."""

import hashlib
import json
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics import database as module
from analytics.contract import BOUNDARIES_FILE, DISPLAY_MAP_FILE, SNAPSHOT_FILES, TABLES, Bestand, Manifest
from analytics.database import AREAS, Database, load, open_database
from analytics.errors import QuestionTooHeavy, SnapshotBroken
from analytics.snapshots import Snapshot

BUURTEN = 40


def registrations() -> pa.Table:
    """Buurt i has i registrations, spread over many days so that a query takes a little while."""
    rows = [
        {"gebied": f"BU{i:08}", "soort_gebied": "buurt", "van": date(2025, 1, 1), "tot": date(2025, 2, 1)}
        | {"soort": "1.1.1", "aantal": 1, "bron": "politie"}
        for i in range(1, BUURTEN + 1)
        for _ in range(i)
    ]
    return pa.Table.from_pylist(rows, schema=TABLES["registraties"])


def tables() -> dict[str, pa.Table]:
    """All tables, empty but for the registrations."""
    return {name: schema.empty_table() for name, schema in TABLES.items()} | {"registraties": registrations()}


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder of questions of the tests' own."""
    questions = tmp_path / "sql"
    shutil.copytree(module.SQL / "tables", questions / "tables")
    for name, statement in {
        "count_one": "SELECT gebied, sum(aantal)::INT AS n FROM registraties WHERE gebied = $gebied GROUP BY gebied",
        "count_some": "SELECT count(*) AS n FROM registraties WHERE gebied IN (SELECT unnest($gebieden::VARCHAR[]))",
        "kinds": "SELECT soort, van FROM registraties LIMIT 1",
        "endless": "SELECT count(*) AS n FROM range(10_000_000_000_000)",
        "huge": "SELECT list(i) AS all_of_them FROM range(2_000_000_000) AS numbers(i)",
        "wrong": "SELECT nothing FROM nowhere WHERE a = $gebied",
    }.items():
        (questions / f"{name}.sql").write_text(statement, "utf-8")
    module._statement.cache_clear()
    monkeypatch.setattr(module, "SQL", questions)
    yield
    module._statement.cache_clear()


@pytest.fixture
def database(ask: None) -> Database:
    """The registrations above, to be asked the questions above."""
    return Database(tables(), AREAS.empty_table())


def test_eight_threads_each_get_their_own_answer(database: Database) -> None:
    def answer(i: int) -> tuple[str, int]:
        frame = database.run("count_one", gebied=f"BU{i:08}")
        return frame["gebied"].item(), frame["n"].item()

    asked = [1 + i % BUURTEN for i in range(800)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(answer, asked))
    assert answers == [(f"BU{i:08}", i) for i in asked]


def test_lists_are_parameters_and_may_be_empty(database: Database) -> None:
    assert database.run("count_some", gebieden=["BU00000002", "BU00000003"])["n"].item() == 5
    assert database.run("count_some", gebieden=[])["n"].item() == 0


def test_a_value_is_never_read_as_sql(database: Database) -> None:
    assert database.run("count_one", gebied="x' OR 1=1; DROP TABLE registraties; --").empty
    assert database.run("count_one", gebied="BU00000001")["n"].item() == 1


def test_kinds_stay_text(database: Database) -> None:
    assert database.run("kinds")["soort"].item() == "1.1.1"


def test_a_wrong_question_says_which_one(database: Database) -> None:
    with pytest.raises(duckdb.Error) as caught:
        database.run("wrong", gebied="x")
    assert caught.value.__notes__ == ["in sql/wrong.sql with parameters ['gebied']"]


def test_a_missing_or_unknown_parameter_is_an_error(database: Database) -> None:
    with pytest.raises(duckdb.Error, match="gebied"):
        database.run("count_one")
    with pytest.raises(duckdb.Error, match="soort"):
        database.run("count_one", gebied="x", soort="y")


def test_an_endless_question_is_stopped_and_the_next_one_answered(ask: None) -> None:
    database = Database(tables(), AREAS.empty_table(), time_limit=0.2)
    with pytest.raises(QuestionTooHeavy, match=r"endless duurde langer dan 0\.2 seconden"):
        database.run("endless")
    assert database.run("count_one", gebied="BU00000002")["n"].item() == 2


def test_a_question_too_big_for_memory_is_refused(ask: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MEMORY_LIMIT", "60MB")
    database = Database(tables(), AREAS.empty_table())
    with pytest.raises(QuestionTooHeavy, match="huge is te groot"):
        database.run("huge")
    assert database.run("count_one", gebied="BU00000002")["n"].item() == 2


def test_no_timer_is_left_behind(database: Database) -> None:
    before = threading.active_count()
    database.run("kinds")
    assert threading.active_count() == before


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('{secret}')",
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM '{secret}'",
        "COPY registraties TO '{out}'",
        "COPY registraties FROM '{secret}'",
        "EXPORT DATABASE '{out}'",
        "ATTACH '{out}'",
        "INSTALL spatial",
        "LOAD spatial",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "RESET lock_configuration",
        "SET temp_directory = '{out}'",
        "SELECT * FROM python_variable",
    ],
)
def test_nothing_outside_can_be_read_written_or_set(database: Database, tmp_path: Path, statement: str) -> None:
    python_variable = registrations()
    assert python_variable.num_rows
    secret, out = tmp_path / "secret.csv", tmp_path / "out"
    secret.write_text("a,b\n1,2\n")
    with pytest.raises(duckdb.Error):
        database._connection.cursor().execute(statement.format(secret=secret, out=out))
    assert not out.exists()


def snapshot_in(folder: Path) -> Snapshot:
    """A snapshot as another program might have written it, after the contract."""
    folder.mkdir()
    for name, table in tables().items():
        pq.write_table(table, folder / f"{name}.parquet")
    names = ("buurtcode", "buurtnaam", "wijkcode", "wijknaam", "gemeentecode", "gemeentenaam")
    values = [("BU2", "Twee", "WK1", "Wijk", "GM1", "Stad"), ("BU1", "Een", "WK1", "Wijk", "GM1", "Stad")]
    features = [{"type": "Feature", "properties": dict(zip(names, row, strict=True))} for row in values]
    (folder / BOUNDARIES_FILE).write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (folder / DISPLAY_MAP_FILE).write_text("{}")
    seal(folder)
    return Snapshot("toets", folder)


def seal(folder: Path) -> None:
    """Write the manifest that fits the files."""
    files = {}
    for name in SNAPSHOT_FILES:
        content = (folder / name).read_bytes()
        files[name] = Bestand(rijen=None, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    manifest = Manifest(
        id="toets",
        gemaakt=datetime(2026, 1, 1, tzinfo=UTC),
        door="toets",
        voorbeeld=False,
        grenzen="officieel",
        gemeente="GM0001",
        gemeentenaam="Stad",
        bestanden=files,
        bronnen={},
    )
    (folder / "manifest.json").write_text(manifest.model_dump_json())


def test_a_snapshot_is_opened_once_for_all_threads(tmp_path: Path) -> None:
    snapshot = snapshot_in(tmp_path / "snap-toets")
    with ThreadPoolExecutor(8) as threads:
        opened = set(threads.map(lambda _: open_database(snapshot), range(16)))
    assert len(opened) == 1


def test_areas_come_from_the_boundaries_in_order_of_code(tmp_path: Path) -> None:
    found = load(snapshot_in(tmp_path / "snap-toets"))._connection.cursor()
    assert found.execute("FROM buurten").fetchall() == [
        ("BU1", "Een", "WK1", "Wijk", "GM1", "Stad"),
        ("BU2", "Twee", "WK1", "Wijk", "GM1", "Stad"),
    ]


@pytest.mark.parametrize("name", SNAPSHOT_FILES)
def test_a_flipped_bit_in_any_file_is_caught_at_opening(tmp_path: Path, name: str) -> None:
    snapshot = snapshot_in(tmp_path / "snap-toets")
    path = snapshot.folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(SnapshotBroken, match=f"{name} is veranderd"):
        load(snapshot)


@pytest.mark.parametrize("name", SNAPSHOT_FILES)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    snapshot = snapshot_in(tmp_path / "snap-toets")
    (snapshot.folder / name).unlink()
    with pytest.raises(SnapshotBroken, match=f"{name} is niet te lezen"):
        load(snapshot)


def test_a_table_with_other_columns_is_refused_even_when_sealed(tmp_path: Path) -> None:
    snapshot = snapshot_in(tmp_path / "snap-toets")
    pq.write_table(pa.table({"gebied": ["BU1"]}), snapshot.folder / "straten.parquet")
    seal(snapshot.folder)
    with pytest.raises(SnapshotBroken, match="niet de afgesproken vorm"):
        load(snapshot)


def test_boundaries_without_codes_are_refused_even_when_sealed(tmp_path: Path) -> None:
    snapshot = snapshot_in(tmp_path / "snap-toets")
    (snapshot.folder / BOUNDARIES_FILE).write_text('{"features": [{"properties": {}}]}')
    seal(snapshot.folder)
    with pytest.raises(SnapshotBroken, match="niet de afgesproken vorm"):
        load(snapshot)
