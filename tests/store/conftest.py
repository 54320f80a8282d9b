"""Every test of the store runs on SQLite and on PostgreSQL: the same questions, the same answers."""

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text

from analytics.agenda import NewAgenda, nominate
from analytics.store import Author, Store, upgrade
from analytics.store.engine import engine
from tests.builders import BINNENSTAD, STAD

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ANNA, BRAM = "anna@gemeente.example", "bram@gemeente.example"
MISSING = "Geen PostgreSQL gevonden (apt-get install postgresql): de tests van de database draaien alleen op SQLite."


def binaries():
    """The folder with initdb and pg_ctl: Debian keeps it out of the path, the newest version is taken."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    elsewhere = [Path(found).parent for name in ("initdb", "pg_ctl") if (found := shutil.which(name))]
    return next((f for f in (*debian, *elsewhere) if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


BINARIES = binaries()
NUMBERS = count(1)
BOTH = ["sqlite", "postgresql"]


def pytest_terminal_summary(terminalreporter):
    if BINARIES is None:
        terminalreporter.write_line(MISSING)


def run(*command):
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)


def as_somebody(folder):
    """PostgreSQL refuses to run as root: the words before a command that make it run as its own user."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


@pytest.fixture(scope="session")
def postgres():
    """The address of a PostgreSQL server of our own, reachable through a socket in its own folder and nowhere else."""
    if BINARIES is None:
        if os.environ.get("VEILIGHEID_EIS_POSTGRES") == "1":
            pytest.fail(f"{MISSING} VEILIGHEID_EIS_POSTGRES=1 maakt daar een fout van.")
        pytest.skip("geen PostgreSQL")
    # a socket has a name of at most 107 signs, and its user must reach the folder: not below the folder of pytest
    folder = Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
    prefix, data = as_somebody(folder), folder / "data"
    start = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c log_min_messages=fatal"
    control = [*prefix, BINARIES / "pg_ctl", "-D", data, "-w"]
    try:
        run(*prefix, BINARIES / "initdb", "-D", data, "-A", "trust", "-U", "toets", "-E", "UTF8", "-N", "--locale=C")
        run(*control, "-l", folder / "log", "-o", start, "start")
        try:
            yield f"postgresql://toets@/{{name}}?host={folder}"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def made(address):
    """A database of its own on that server, without tables."""
    name = f"toets_{next(NUMBERS)}"
    with psycopg.connect(address.format(name="postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return Store(address.format(name=name))


@pytest.fixture(params=BOTH)
def empty_store(request, tmp_path):
    """A store in which nothing was ever kept; the tables are not there yet."""
    if request.param == "sqlite":
        return Store(f"sqlite:///{tmp_path}/agenda.sqlite")
    return made(request.getfixturevalue("postgres"))


@pytest.fixture
def own_store(empty_store):
    """A store with empty tables of this version, for a test that changes the tables themselves."""
    upgrade(empty_store)
    return empty_store


@pytest.fixture(scope="session")
def filled_server(postgres):
    """One database with tables on that server: making one for every test takes longer than the tests."""
    store = made(postgres)
    upgrade(store)
    return store


@pytest.fixture(params=BOTH)
def store(request, tmp_path):
    """A store with empty tables of this version."""
    if request.param == "sqlite":
        store = Store(f"sqlite:///{tmp_path}/agenda.sqlite")
        upgrade(store)
        return store
    store = request.getfixturevalue("filled_server")
    with engine(store).begin() as connection:
        kept = (
            "wijziging, actie, agenda, aantekening, signaaloordeel, voortgang, eigen_actie, aandachtsgebied, duiding, "
        )
        kept += "zegel_bestand, zegel"
        connection.execute(text(f"TRUNCATE {kept} RESTART IDENTITY"))
    return store


def by(who=ANNA, *, days=0):
    """Somebody, some days after the first of these tests."""
    return Author(who, NOW + timedelta(days=days))


def candidate(store, author=None, **changed):
    """A candidate that is kept; a test names only what it is about."""
    fields = {"gemeente": STAD, "gebied": BINNENSTAD} | changed
    return nominate(store, NewAgenda(**fields), author or by())
