"""The database of the team: an SQLite file unless a deployment names another one, its version, its transactions."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from analytics.errors import WrongUsage
from analytics.language import _
from analytics.settings import settings
from analytics.store.errors import StoreUnavailable

FILE = "agenda.sqlite"
MIGRATIONS = Path(__file__).with_name("migrations")
WAIT = 10  # seconds that a writer waits for another one
UPGRADE_LOCK = 20190222  # the advisory lock of PostgreSQL that an upgrade holds; any number that is ours


@dataclass(frozen=True)
class Store:
    """Where the team keeps what it writes down, as a database URL."""

    url: str

    @property
    def parsed(self) -> URL:
        """The URL with the driver that this software uses. Raises WrongUsage."""
        try:
            url = make_url(self.url)
        except ArgumentError:
            raise WrongUsage(_NO_URL) from None
        if url.drivername in ("postgresql", "postgres"):
            return url.set(drivername="postgresql+psycopg")
        if url.drivername not in ("sqlite", "postgresql+psycopg"):
            raise WrongUsage(_NO_URL)
        return url

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for a database server."""
        url = self.parsed
        return Path(url.database or FILE) if url.drivername == "sqlite" else None

    @property
    def named(self) -> str:
        """Where it is, for messages: never with a password."""
        return str(self.file) if self.file is not None else self.parsed.set(drivername="postgresql").render_as_string()


_NO_URL = _(
    "VEILIGHEID_AGENDA is geen adres van een database dat deze software kent. Voorbeelden: "
    "sqlite:////var/lib/veiligheid/agenda.sqlite en postgresql://gebruiker@server/veiligheid"
)


def store_of(root: Path) -> Store:
    """The store of a data root: what VEILIGHEID_AGENDA names, else a file in that root."""
    return Store(settings().agenda or f"sqlite:///{root / FILE}")


def exists(store: Store) -> bool:
    """Whether there is anything to read: nobody has to make an empty database in order to look."""
    return store.file is None or store.file.exists()


def upgrade(store: Store) -> str:
    """Bring the tables to the version of this software, and return it. Safe when two do so at once."""
    file = store.file
    with _plainly(store):
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{file}.lock", timeout=WAIT) if file else nullcontext(), engine(store).begin() as connection:
            if file is None:
                connection.scalar(select(func.pg_advisory_xact_lock(UPGRADE_LOCK)))
            _refuse_newer(store, connection)
            command.upgrade(_config(connection), "head")
    return head()


@contextmanager
def reading(store: Store) -> Iterator[Session]:
    """A session to read with. Raises StoreUnavailable."""
    with _plainly(store):
        _ready(store)
        with Session(engine(store)) as session:
            yield session


@contextmanager
def writing(store: Store) -> Iterator[Session]:
    """One transaction: all of it is kept, or nothing. Raises StoreUnavailable."""
    with _plainly(store):
        _ready(store)
        with Session(engine(store)) as session, session.begin():
            yield session


@lru_cache(maxsize=4)
def engine(store: Store) -> Engine:
    """The engine of a store. No connection is kept: it is asked now and then, and none goes stale."""
    if store.file is None:
        return create_engine(store.parsed, poolclass=NullPool, connect_args={"connect_timeout": WAIT})
    made = create_engine(store.parsed, poolclass=NullPool, connect_args={"timeout": WAIT})
    event.listen(made, "connect", _prepare_sqlite)
    return made


@lru_cache(maxsize=1)
def revisions() -> tuple[str, ...]:
    """Every version of the tables that this software knows, the newest first."""
    return tuple(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def head() -> str:
    """The version of the tables that this software works with."""
    return revisions()[0]


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Readers go on while somebody writes; references are kept."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _ready(store: Store) -> None:
    """A file upgrades itself; a database server waits for its administrator."""
    found = None
    if exists(store):
        with engine(store).connect() as connection:
            _refuse_newer(store, connection)
            found = MigrationContext.configure(connection).get_current_revision()
    if found == head():
        return
    if store.file is None:
        raise StoreUnavailable(
            _(
                "De tabellen in {where} horen niet bij deze versie van de software. "
                "Draai: python -m analytics agenda upgrade"
            ).format(where=store.named)
        )
    upgrade(store)


def _refuse_newer(store: Store, connection: Connection) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in revisions():
        raise StoreUnavailable(
            _("De tabellen in {where} zijn van een nieuwere versie van deze software ({found}).").format(
                where=store.named, found=found
            )
        )


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _plainly(store: Store) -> Iterator[None]:
    """Errors of the database and its disk as a sentence."""
    try:
        yield
    except (IntegrityError, DataError):  # about what is in it: for who asked
        raise
    except (DBAPIError, OSError) as error:
        reason = getattr(error, "orig", None) or error
        raise StoreUnavailable(
            _(
                "De database van het team in {where} is nu niet te lezen of te beschrijven: {reason}. "
                "Er is niets veranderd."
            ).format(where=store.named, reason=str(reason).strip().splitlines()[0] if str(reason).strip() else reason)
        ) from error
