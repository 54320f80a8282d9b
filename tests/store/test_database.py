"""The database itself: from nothing to this version, the models and the migrations alike, and what goes wrong."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from analytics import attention, marks, progress, remarks, seals
from analytics.agenda import agenda, agendas, history
from analytics.annotations import annotations
from analytics.errors import WrongUsage
from analytics.store import Base, Store, StoreUnavailable, exists, store_of, upgrade
from analytics.store.engine import MIGRATIONS, engine, head
from tests.builders import BINNENSTAD, STAD
from tests.store.conftest import candidate

TABLES = {
    "agenda",
    "actie",
    "wijziging",
    "aantekening",
    "signaaloordeel",
    "voortgang",
    "eigen_actie",
    "aandachtsgebied",
    "duiding",
    "zegel",
    "zegel_bestand",
    "alembic_version",
}


def test_from_nothing_to_this_version(empty_store):
    assert upgrade(empty_store) == head()
    with engine(empty_store).connect() as connection:
        assert set(inspect(connection).get_table_names()) == TABLES
        assert MigrationContext.configure(connection).get_current_revision() == head()
    assert upgrade(empty_store) == head(), "a second time does no harm"


def test_models_and_migrations_agree(store):
    options = {"compare_type": True, "compare_server_default": True}
    with engine(store).connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_the_comparison_of_models_and_migrations_would_notice(own_store):
    with engine(own_store).begin() as connection:
        connection.execute(text("ALTER TABLE agenda DROP COLUMN afsluiting"))
    with engine(own_store).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata)


def brought_to(store, version):
    """The tables as they were in an earlier version of this software."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine(store).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


FIRST = """
    INSERT INTO agenda (versie, gemeente, gebied, status, reden_soort, reden, indicator, themas, partners, vergelijking,
                        vergelijking_door, afsluiting, gemaakt, gemaakt_door, gewijzigd, gewijzigd_door)
    VALUES (3, :stad, :gebied, 'gekozen', 'signaal', 'Bewoners vragen erom', '', '["1.4"]', '["politie"]', '[]',
            '', '', '2025-05-01 10:00:00', 'anna', '2025-06-01 10:00:00', 'bram')
"""
NOTED = """
    INSERT INTO wijziging (agenda_id, wanneer, wie, veld, oud, nieuw, versie)
    VALUES (1, '2025-06-01 10:00:00', 'bram', 'status', '"kandidaat"', '"gekozen"', 3)
"""


def test_an_agenda_of_the_first_version_is_all_there_after_the_upgrade(empty_store):
    brought_to(empty_store, "0001")
    with engine(empty_store).begin() as connection:
        connection.execute(text(FIRST), {"stad": STAD, "gebied": BINNENSTAD})
        connection.execute(text(NOTED))
    upgrade(empty_store)
    kept = agenda(empty_store, 1)
    assert (kept.gebied, kept.status, kept.reden, kept.versie) == (BINNENSTAD, "gekozen", "Bewoners vragen erom", 3)
    assert (kept.themas, kept.partners, kept.gewijzigd_door) == (("1.4",), ("politie",), "bram")
    assert [(one.wie, one.oud, one.nieuw) for one in history(empty_store, 1)] == [("bram", "kandidaat", "gekozen")]
    assert annotations(empty_store, STAD) == ()
    assert marks.marks(empty_store, STAD, date(2000, 1, 1), date(2100, 1, 1)) == {}


ANNOTATED = """
    INSERT INTO aantekening (versie, gemeente, gebieden, indicatoren, van, soort, tekst, toelichting, ingetrokken,
                             gemaakt, gemaakt_door, gewijzigd, gewijzigd_door)
    VALUES (2, :stad, '[]', '["hic"]', '2025-03-15', 'maatregel', 'Camera''s', '', false,
            '2025-05-01 10:00:00', 'anna', '2025-06-01 10:00:00', 'bram')
"""
JUDGED = """
    INSERT INTO signaaloordeel (versie, gemeente, maand, gebied, soort, methode, oordeel, toelichting, wanneer, wie)
    VALUES (1, :stad, '2025-10-01', :gebied, '1.1.1', 'farrington', 'loos', 'Dubbel', '2025-11-01 10:00:00', 'anna')
"""


def test_what_the_second_version_kept_is_all_there_after_the_upgrade(empty_store):
    brought_to(empty_store, "0002")
    with engine(empty_store).begin() as connection:
        for statement in (FIRST, NOTED, ANNOTATED, JUDGED):
            connection.execute(text(statement), {"stad": STAD, "gebied": BINNENSTAD})
    upgrade(empty_store)
    assert agenda(empty_store, 1).reden == "Bewoners vragen erom"
    assert [one.wie for one in history(empty_store, 1)] == ["bram"]
    (noted,) = annotations(empty_store, STAD)
    assert (noted.tekst, noted.indicatoren, noted.versie) == ("Camera's", ("hic",), 2)
    (judged,) = marks.marks(empty_store, STAD, date(2000, 1, 1), date(2100, 1, 1)).values()
    assert (judged.oordeel, judged.toelichting, judged.wie) == ("loos", "Dubbel", "anna")
    assert progress.reports(empty_store, STAD) == progress.own_actions(empty_store, STAD) == ()
    assert attention.areas(empty_store, STAD) == ()
    assert remarks.remarks(empty_store, STAD, date(2025, 12, 1), "driehoek") == {}
    assert seals.seals(empty_store, STAD, "driehoek", date(2025, 12, 1)) == ()


def test_upgrades_at_the_same_moment_wait_for_each_other(empty_store):
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _number: upgrade(empty_store), range(4))) == [head()] * 4


def test_looking_makes_no_database(tmp_path):
    store = store_of(tmp_path)
    assert agendas(store, STAD) == ()
    assert list(tmp_path.iterdir()) == []


def test_the_file_of_a_data_root_makes_and_upgrades_itself(tmp_path):
    store = store_of(tmp_path / "nieuw")
    kept = candidate(store)
    assert (tmp_path / "nieuw/agenda.sqlite").exists()
    assert agendas(store, STAD) == (kept,)


def test_the_file_lets_readers_go_on_and_keeps_references(tmp_path):
    store = store_of(tmp_path)
    candidate(store)
    with engine(store).connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA busy_timeout")) == 10_000


@pytest.mark.parametrize("empty_store", ["postgresql"], indirect=True)
def test_a_server_waits_for_its_administrator(empty_store):
    with pytest.raises(StoreUnavailable, match="analytics agenda upgrade"):
        agendas(empty_store, STAD)
    upgrade(empty_store)
    assert agendas(empty_store, STAD) == ()


def test_tables_of_newer_software_are_left_alone(own_store):
    with engine(own_store).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for use in (lambda: agendas(own_store, STAD), lambda: candidate(own_store), lambda: upgrade(own_store)):
        with pytest.raises(StoreUnavailable, match=r"nieuwere versie van deze software \(9999\)"):
            use()


def test_a_file_that_is_no_database_is_said_so(tmp_path):
    (tmp_path / "agenda.sqlite").write_bytes(b"geen database, maar wel lang genoeg om er een te lijken" * 100)
    with pytest.raises(StoreUnavailable, match="is nu niet te lezen of te beschrijven"):
        agendas(store_of(tmp_path), STAD)


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "bestand").write_text("")
    with pytest.raises(StoreUnavailable, match="niet te lezen of te beschrijven"):
        candidate(store_of(tmp_path / "bestand/map"))


def test_a_lock_that_stays_is_said_so(tmp_path, monkeypatch):
    store = Store(f"sqlite:///{tmp_path}/bezet.sqlite")
    upgrade(store)
    monkeypatch.setattr("analytics.store.engine.WAIT", 0)
    engine.cache_clear()
    with sqlite3.connect(tmp_path / "bezet.sqlite") as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="Er is niets veranderd"):
            candidate(store)
        other.rollback()
    other.close()
    engine.cache_clear()


@pytest.mark.parametrize("address", ["mysql://server/naam", "onzin", "bestand.sqlite", "://"])
def test_another_address_is_refused_with_examples(address):
    with pytest.raises(WrongUsage, match="VEILIGHEID_AGENDA"):
        exists(Store(address))


def test_a_server_that_is_not_there_is_said_so_without_the_password(tmp_path):
    store = Store(f"postgresql://wie:geheim@/naam?host={tmp_path}")
    with pytest.raises(StoreUnavailable) as error:
        agendas(store, STAD)
    assert "geheim" not in str(error.value)
    assert "Er is niets veranderd" in str(error.value)


def test_what_a_deployment_names_comes_first(tmp_path, configured):
    configured(agenda="postgresql://server/naam")
    assert store_of(tmp_path).url == "postgresql://server/naam"
    configured(agenda="")
    assert store_of(tmp_path).file == tmp_path / "agenda.sqlite"
