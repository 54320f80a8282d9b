"""Sealed reports: the same bytes come back, nothing changes them, and what was changed all the same is noticed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from analytics.errors import NotFound
from analytics.seals import Damaged, NewSeal, Seal, content, file, months, seal, seals
from analytics.store import Changed, Refused, store_of
from analytics.store.engine import engine
from tests.builders import BINNENSTAD, ELDERS, STAD
from tests.store.conftest import ANNA, BRAM, NOW, by

DECEMBER = date(2025, 12, 1)
PDF = bytes(range(256)) * 4  # a zero byte, line ends and bytes that are no text among them
FILES = {"briefing.pdf": PDF, "briefing.csv.zip": b"PK\x03\x04"}
NEW = NewSeal(STAD, "driehoek", DECEMBER, "20260115-1", "0.1.0 (7e108ae)", b'{"soort": "driehoek"}', FILES)


def found(store, new=NEW):
    return seals(store, new.gemeente, new.soort, new.maand, new.gebied)


def test_what_is_sealed_comes_back_byte_for_byte(store):
    kept = seal(store, NEW, by())
    assert found(store) == (kept,)
    assert (kept.nummer, kept.wie, kept.wanneer, kept.momentopname) == (1, ANNA, NOW, "20260115-1")
    assert (kept.software, kept.gebied, kept.intact) == ("0.1.0 (7e108ae)", "", True)
    assert content(store, kept) == NEW.document
    assert {one.naam: file(store, kept, one.naam) for one in kept.files} == FILES
    assert kept.document == sha256(NEW.document).hexdigest()
    assert {one.naam: (one.lengte, one.sha256) for one in kept.files}["briefing.pdf"] == (
        len(PDF),
        sha256(PDF).hexdigest(),
    )


def test_a_second_seal_of_the_month_is_number_two_and_the_first_stays(store):
    first = seal(store, NEW, by())
    second = seal(store, replace(NEW, document=b"{}"), by(BRAM, days=30), seen=1)
    assert (second.nummer, second.wie) == (2, BRAM)
    assert found(store) == (second, first)
    assert content(store, first) == NEW.document
    assert content(store, second) == b"{}"


@pytest.mark.parametrize(
    "changed",
    [
        {"gemeente": ELDERS},
        {"soort": "raad"},
        {"maand": date(2025, 11, 1)},
        {"gebied": BINNENSTAD},
        {"momentopname": "20260116-1"},
        {"software": "0.1.1"},
        {"document": b"{ }"},
        {"files": {**FILES, "briefing.pdf": PDF + b"\n"}},
        {"files": {"anders.pdf": PDF, "briefing.csv.zip": b"PK\x03\x04"}},
    ],
)
def test_the_hash_is_of_everything(tmp_path, changed):
    store, other = store_of(tmp_path / "een"), store_of(tmp_path / "twee")
    mine = seal(store, NEW, by())
    assert mine.sha256 == seal(other, replace(NEW, files=dict(reversed(FILES.items()))), by()).sha256
    assert mine.sha256 != seal(other, replace(NEW, **changed), by(), seen=1).sha256
    assert mine.sha256 not in (seal(other, replace(NEW, soort=s), w).sha256 for s, w in (("x", by()), ("y", by(BRAM))))


def test_every_report_has_seals_of_its_own(store):
    changes = ({"gemeente": ELDERS}, {"soort": "raad"}, {"maand": date(2025, 11, 1)}, {"gebied": BINNENSTAD})
    made = [seal(store, new, by()) for new in (NEW, *(replace(NEW, **changed) for changed in changes))]
    assert [one.nummer for one in made] == [1] * 5
    assert found(store) == (made[0],)
    assert months(store, STAD, "driehoek") == (DECEMBER, date(2025, 11, 1))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"maand": date(2025, 12, 2)}, "eerste dag"),
        ({"document": b""}, "geen document"),
        ({"files": {}}, "geen bestanden"),
        ({"files": {"../weg.pdf": PDF}}, "“../weg.pdf” is leeg of heeft een naam die niet kan"),
        ({"files": {"leeg.pdf": b""}}, "“leeg.pdf” is leeg"),
    ],
)
def test_what_is_not_whole_is_not_sealed(store, changed, sentence):
    new = replace(NEW, **changed)
    with pytest.raises(Refused) as error:
        seal(store, new, by())
    assert sentence in " ".join(error.value.problems)
    assert found(store, new) == ()


def test_the_second_hears_who_sealed_first(store):
    seal(store, NEW, by())
    with pytest.raises(Changed, match=rf"{ANNA} heeft deze maand intussen verzegeld \(15 januari 2026.*nummer 1\)"):
        seal(store, NEW, by(BRAM))
    assert len(found(store)) == 1


def test_of_people_who_seal_at_the_very_same_moment_one_is_first(store):
    ready = Barrier(4)

    def attempt(number):
        ready.wait()
        try:
            return seal(store, NEW, by(f"wie {number}"))
        except Changed as error:
            return error

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(attempt, range(4)))
    assert sum(isinstance(one, Seal) for one in told) == 1
    assert len(found(store)) == 1


def test_looking_makes_no_database(tmp_path):
    assert found(store_of(tmp_path)) == months(store_of(tmp_path), STAD, "driehoek") == ()
    assert list(tmp_path.iterdir()) == []


CHANGES = [
    "UPDATE zegel SET wie = 'bram'",
    "DELETE FROM zegel_bestand",
    "UPDATE zegel_bestand SET inhoud = 'x'",
    "DELETE FROM zegel",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_itself_refuses_to_change_what_is_sealed(store, statement):
    kept = seal(store, NEW, by())
    with pytest.raises(DBAPIError, match="verandert niet"), engine(store).begin() as connection:
        connection.execute(text(statement))
    assert found(store) == (kept,)
    assert content(store, kept) == NEW.document


def forced(store, statement):
    """A change by somebody who took the guard away first."""
    on_server = store.file is None
    with engine(store).begin() as connection:
        for table, triggers in (
            ("zegel", ("zegel_blijft",) if on_server else ("zegel_update", "zegel_delete")),
            ("zegel_bestand", ("zegel_bestand_blijft",) if on_server else ("zegel_bestand_update",)),
        ):
            for name in triggers:
                connection.execute(text(f"DROP TRIGGER {name}{f' ON {table}' if on_server else ''}"))
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE zegel SET wie = 'bram'",
        "UPDATE zegel SET momentopname = 'een andere'",
        "UPDATE zegel SET wanneer = '2026-02-01 12:00:00'",
        "UPDATE zegel SET document_sha256 = 'x'",
        "UPDATE zegel_bestand SET naam = 'anders.pdf' WHERE naam = 'briefing.pdf'",
        "UPDATE zegel_bestand SET sha256 = 'x' WHERE naam = 'briefing.pdf'",
    ],
)
def test_a_seal_that_was_changed_is_listed_as_damaged_and_nothing_is_read_from_it(own_store, statement):
    kept = seal(own_store, NEW, by())
    forced(own_store, statement)
    (listed,) = found(own_store)
    assert not listed.intact
    for asked in (kept, listed):
        with pytest.raises(Damaged, match=r"Zegel 1 van december 2025 is beschadigd: het zegel is niet meer"):
            content(own_store, asked)


@pytest.mark.parametrize(
    ("statement", "read", "what"),
    [
        ("UPDATE zegel SET document = '{}'", content, "het document"),
        (
            "UPDATE zegel_bestand SET inhoud = 'x' WHERE naam = 'briefing.pdf'",
            lambda store, one: file(store, one, "briefing.pdf"),
            "briefing.pdf",
        ),
    ],
)
def test_bytes_that_were_changed_are_not_handed_out(own_store, statement, read, what):
    kept = seal(own_store, NEW, by())
    forced(own_store, statement)
    with pytest.raises(Damaged, match=f"{what} is niet meer wat er verzegeld is.*reservekopie"):
        read(own_store, kept)
    assert file(own_store, kept, "briefing.csv.zip") == FILES["briefing.csv.zip"], "the others can still be read"


def test_no_such_file_or_seal(store, tmp_path):
    kept = seal(store, NEW, by())
    with pytest.raises(NotFound, match=r"geen bestand geheim\.pdf"):
        file(store, kept, "geheim.pdf")
    with pytest.raises(NotFound, match="niet in deze database"):
        content(store_of(tmp_path / "leeg"), kept)
