"""Every run leaves one line, and a delivery without news is recognised."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from analytics.contract import Bron
from analytics.errors import DeliveryRefused, RefreshBusy, VeiligheidError
from analytics.refresh import amend, logbook
from analytics.refresh.parts import RegistrationsPart
from analytics.refresh.publish import publish as publish_delivery
from analytics.refresh.publish import rollback
from analytics.snapshots import Snapshot
from tests.builders import NOW, make_delivery, month, publish, tables

ROWS: dict[str, Any] = {"registraties": [{}], "dekking": [{}], "kerncijfers": [{}]}


def lines(root: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (root / "logboek.jsonl").read_text("utf-8").splitlines()]


def refuse(root: Path, error: VeiligheidError) -> dict[str, str]:
    with pytest.raises(type(error)), logbook.run(root, "refresh open-data", by="dienst", now=NOW):
        raise error
    (line,) = lines(root)
    return line


def test_a_refused_run_says_why_on_one_line(tmp_path: Path) -> None:
    found = refuse(tmp_path, DeliveryRefused("Niet te gebruiken.", ["Rij 3.\nkolom 'é'", "Rij 4."]))
    assert found == {
        "wanneer": "2026-01-15T12:00:00+00:00", "wat": "geweigerd", "momentopname": "", "wie": "dienst",
        "reden": "Niet te gebruiken. Rij 3.\nkolom 'é' Rij 4.", "opdracht": "refresh open-data",
    }  # fmt: skip


def test_of_many_problems_the_first_ten_are_told(tmp_path: Path) -> None:
    found = refuse(tmp_path, DeliveryRefused("Mis.", [f"p{number}." for number in range(12)]))
    assert found["reden"].endswith("p8. p9. (+2)")


def test_a_run_that_found_another_one_busy_is_refused_too(tmp_path: Path) -> None:
    assert refuse(tmp_path, RefreshBusy("Er loopt al een verversing."))["wat"] == "geweigerd"


def test_a_run_that_stops_in_any_other_way_is_broken_off(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), logbook.run(tmp_path, "refresh files", by="ik", now=NOW):
        raise KeyboardInterrupt
    with logbook.run(tmp_path, "refresh files", by="ik", now=NOW):
        pass
    assert [line["wat"] for line in lines(tmp_path)] == ["afgebroken", "afgebroken"]


def test_a_run_without_news_names_the_snapshot_that_stays(tmp_path: Path) -> None:
    snapshot = publish(tmp_path, **ROWS)
    with logbook.run(tmp_path, "refresh open-data", by="dienst", now=NOW) as run:
        run.unchanged(snapshot)
    (line,) = lines(tmp_path)
    assert (line["wat"], line["momentopname"]) == ("ongewijzigd", snapshot.id)


def test_a_publication_within_a_run_writes_the_only_line(tmp_path: Path) -> None:
    with logbook.run(tmp_path, "refresh open-data", by="dienst", now=NOW) as run:
        snapshot = publish_delivery(make_delivery(**ROWS), tmp_path, by="dienst", reason="maand", now=NOW)
        run.published()
    (line,) = lines(tmp_path)
    assert line == {
        "wanneer": "2026-01-15T12:00:00+00:00", "wat": "publicatie", "momentopname": snapshot.id, "wie": "dienst",
        "reden": "maand", "opdracht": "refresh open-data",
    }  # fmt: skip
    rollback(tmp_path, snapshot.id, by="ik", now=NOW)
    assert lines(tmp_path)[1]["wat"] == "teruggezet"
    assert "opdracht" not in lines(tmp_path)[1], "the run is over"


def test_moments_are_written_in_utc(tmp_path: Path) -> None:
    summer = datetime(2026, 7, 1, 14, tzinfo=timezone(timedelta(hours=2)))
    logbook.append(tmp_path, "ongewijzigd", now=summer, by="ik", reason="")
    assert lines(tmp_path)[0]["wanneer"] == "2026-07-01T12:00:00+00:00"


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    nowhere = tmp_path / "geen" / "map"
    with logbook.run(nowhere, "refresh files", by="ik", now=NOW):
        pass
    assert not nowhere.exists()


@pytest.fixture
def live(tmp_path: Path) -> Snapshot:
    return publish(tmp_path, **ROWS)


def test_the_same_figures_are_no_news(live: Snapshot) -> None:
    assert logbook.unchanged(make_delivery(**ROWS), live)


def test_neither_is_what_was_known_before_or_a_later_date_of_the_source(live: Snapshot) -> None:
    later = {"politie": make_delivery().bronnen["politie"].model_copy(update={"opgehaald": NOW.date()})}
    sources = make_delivery().bronnen | later
    assert logbook.unchanged(make_delivery(**ROWS, standen=[{}], fields={"bronnen": sources}), live)


@pytest.mark.parametrize(
    "changed",
    [
        {"registraties": [{"aantal": 4}]},
        {"registraties": []},
        {"dekking": [{"status": "voorlopig"}]},
        {"kerncijfers": [{"waarde": 1001.0}]},
        {"enquete": [{}]},
        {"buurten": [("BU09350001", "Nieuwe naam", "WK093500", "Wijk 00 Centrum", "GM0935", "Maastricht")]},
    ],
)
def test_every_figure_and_border_is(live: Snapshot, changed: dict[str, Any]) -> None:
    assert not logbook.unchanged(make_delivery(**(ROWS | changed)), live)


def test_the_same_open_data_on_top_of_a_police_file_are_no_news(tmp_path: Path) -> None:
    rows = {"registraties": [month(2025, n) for n in range(1, 13)], "dekking": [{}], "kerncijfers": [{}]}
    first = publish(tmp_path, name="open", **rows)
    november = month(2025, 11) | {"bron": "eigen"}
    own = {"eigen": Bron(titel="Eigen", uitgever="Politie", licentie="intern", eigen=True)}
    part = tables(registraties=[november | {"aantal": 50}], dekking=[november])
    parts = RegistrationsPart(part["registraties"], part["dekking"], part["straten"], own)
    merged, _notes = amend.with_registrations(amend.delivery_of(first), parts)
    live = publish_delivery(merged, tmp_path, by="ik", reason="politiebestand", now=NOW)
    again, _notes = amend.onto(live, make_delivery(**rows))
    assert logbook.unchanged(again, live)
    assert not logbook.unchanged(make_delivery(**rows), live), "without what was delivered here it is another snapshot"


def test_the_first_delivery_and_one_on_a_broken_snapshot_are_news(live: Snapshot) -> None:
    assert not logbook.unchanged(make_delivery(**ROWS), None)
    (live.folder / "manifest.json").write_text("{", encoding="utf-8")
    assert not logbook.unchanged(make_delivery(**ROWS), Snapshot(live.id, live.folder))
