"""What a delivery replaces and what it leaves."""

from datetime import date

import pyarrow as pa
import pytest

from analytics.contract import DEKKING, ENQUETE, REGISTRATIES, STRATEN, Bron
from analytics.refresh import amend
from analytics.refresh.checks import in_memory, problems
from analytics.refresh.parts import RegistrationsPart, SurveyPart
from analytics.snapshots import live
from tests.builders import BINNENSTAD, JEKERKWARTIER, STAD, WOLDER, make_delivery, month, publish, rows, year

TODAY = date(2026, 1, 15)
OWN = {"politie_eigen": Bron(titel="Eigen bestand", uitgever="Politie", licentie="intern", eigen=True)}


def part(*registrations, months, kinds=("1.1.1",), streets=(), status="definitief"):
    """A police delivery of these rows, that covers these months for these kinds."""
    coverage = [
        {"soort": kind, "soort_gebied": level, "van": van, "tot": tot, "status": status, "bron": "politie_eigen"}
        for kind in kinds
        for level in ("buurt", "onbekend")
        for van, tot in [months]
    ]
    return RegistrationsPart(
        pa.Table.from_pylist(
            rows("registraties", [{"bron": "politie_eigen"} | r for r in registrations]), REGISTRATIES
        ),
        pa.Table.from_pylist(rows("dekking", coverage), DEKKING),
        pa.Table.from_pylist(rows("straten", streets), STRATEN),
        OWN,
    )


def counted(delivery):
    """(area, kind, first day) -> count."""
    table = delivery.tables["registraties"].to_pylist()
    found = {}
    for row in table:
        key = (row["gebied"], row["soort"], row["van"])
        found[key] = found.get(key, 0) + row["aantal"]
    return found


def covered(delivery):
    """The single months and years per level and kind, with source and status."""
    return {
        (row["soort_gebied"], row["soort"], row["stap"], str(row["van"]), str(row["tot"]), row["status"], row["bron"])
        for row in delivery.tables["dekking"].to_pylist()
    }


@pytest.fixture
def base():
    return make_delivery(
        registraties=[
            {"aantal": 5} | month(2025, 3),
            {"aantal": 6} | month(2025, 4),
            {"aantal": 7, "soort": "1.4.6"} | month(2025, 4),
            {"aantal": 2, "gebied": STAD, "soort_gebied": "onbekend"} | month(2025, 4),
            {"aantal": 9, "gebied": STAD, "soort_gebied": "gemeente"} | month(2025, 4),
        ],
        dekking=[{}, {"soort": "1.4.6"}, {"soort_gebied": "gemeente"}],
    )


def test_delivered_months_are_replaced_and_the_rest_stays(base):
    new = part({"gebied": WOLDER, "aantal": 4} | month(2025, 4), months=(date(2025, 4, 1), date(2025, 5, 1)))
    amended, findings = amend.with_registrations(base, new)
    april = date(2025, 4, 1)
    assert findings == []
    assert counted(amended) == {
        (BINNENSTAD, "1.1.1", date(2025, 3, 1)): 5,
        (BINNENSTAD, "1.4.6", april): 7,
        (STAD, "1.1.1", april): 9,  # the table per municipality, which counts something else
        (WOLDER, "1.1.1", april): 4,
    }
    assert problems(amended, today=TODAY) == []


def test_coverage_is_cut_where_the_delivery_lies(base):
    amended, _ = amend.with_registrations(base, part(months=(date(2025, 4, 1), date(2025, 6, 1)), status="voorlopig"))
    mine = {row for row in covered(amended) if row[:2] == ("buurt", "1.1.1")}
    assert mine == {
        ("buurt", "1.1.1", "maand", "2025-01-01", "2025-04-01", "definitief", "politie"),
        ("buurt", "1.1.1", "maand", "2025-04-01", "2025-06-01", "voorlopig", "politie_eigen"),
        ("buurt", "1.1.1", "maand", "2025-06-01", "2026-01-01", "definitief", "politie"),
    }


def test_months_after_the_last_one_are_added(base):
    new = part({"aantal": 1} | month(2026, 1), months=(date(2026, 1, 1), date(2026, 2, 1)))
    amended, _ = amend.with_registrations(base, new)
    assert counted(amended)[BINNENSTAD, "1.1.1", date(2026, 1, 1)] == 1
    assert len(counted(amended)) == len(counted(base)) + 1
    assert amended.bronnen["politie_eigen"].tot == date(2026, 2, 1)


def test_a_buurt_that_was_missing_is_known_again(base):
    hole = {"gebied": JEKERKWARTIER, "status": "ontbreekt", "van": date(2025, 4, 1), "tot": date(2025, 5, 1)}
    table = pa.concat_tables([base.tables["dekking"], pa.Table.from_pylist(rows("dekking", [hole]), DEKKING)])
    base.tables["dekking"] = table
    amended, _ = amend.with_registrations(base, part(months=(date(2025, 4, 1), date(2025, 5, 1))))
    assert "ontbreekt" not in amended.tables["dekking"]["status"].to_pylist()


@pytest.fixture
def yearly():
    return make_delivery(registraties=[{"aantal": 60} | year(2024)], dekking=[{"stap": "jaar"} | year(2024)])


def test_some_months_do_not_break_up_a_year(yearly):
    new = part({"aantal": 4} | month(2024, 4), months=(date(2024, 4, 1), date(2024, 5, 1)))
    amended, findings = amend.with_registrations(yearly, new)
    assert counted(amended) == counted(yearly)
    assert [finding.code for finding in findings] == ["jaarcijfer_blijft"]
    assert "2024" in findings[0].sentence


def test_twelve_months_take_the_place_of_the_year(yearly):
    months = [{"aantal": number} | month(2024, number) for number in range(1, 13)]
    amended, findings = amend.with_registrations(yearly, part(*months, months=(date(2024, 1, 1), date(2025, 1, 1))))
    assert findings == []
    assert sum(counted(amended).values()) == 78
    assert {row[2] for row in covered(amended)} == {"maand"}
    assert "politie" not in amended.bronnen, "nothing refers to it any more"


def test_streets_are_renewed_one_by_one(base):
    base.tables["straten"] = pa.Table.from_pylist(rows("straten", [{}, {"straat": "Markt"}]), STRATEN)
    new = part(months=(date(2025, 4, 1), date(2025, 5, 1)), streets=[{"lon": 5.7}, {"straat": "Plein"}])
    amended, _ = amend.with_registrations(base, new)
    assert {(row["straat"], row["lon"]) for row in amended.tables["straten"].to_pylist()} == {
        ("Dorpsstraat", 5.7), ("Markt", 5.685), ("Plein", 5.685),
    }  # fmt: skip


def test_a_survey_replaces_the_same_question_round_method_and_level():
    base = make_delivery(
        enquete=[
            {"waarde": 20.0},
            {"gebied": WOLDER, "waarde": 21.0},
            {"gebied": STAD},
            {"methode": "vm-2012"},
            {"jaar": 2023},
        ]
    )
    new = rows("enquete", [{"waarde": 18.0, "bron": "eigen"}])
    bronnen = {"eigen": Bron(titel="Buurtpeiling", uitgever="Gemeente", licentie="intern", eigen=True)}
    amended = amend.with_survey(base, SurveyPart(pa.Table.from_pylist(new, ENQUETE), bronnen))
    left = {(r["gebied"], r["jaar"], r["methode"], r["waarde"]) for r in amended.tables["enquete"].to_pylist()}
    assert left == {
        (BINNENSTAD, 2025, "vm-2021", 18.0),
        (STAD, 2025, "vm-2021", 20.0),
        (BINNENSTAD, 2025, "vm-2012", 20.0),
        (BINNENSTAD, 2023, "vm-2021", 20.0),
    }


def amended_root(tmp_path, base, **fields):
    """A root whose live snapshot is the base with April from the municipality's own police file, and a survey."""
    new = part({"gebied": WOLDER, "aantal": 4} | month(2025, 4), months=(date(2025, 4, 1), date(2025, 5, 1)))
    amended, _ = amend.with_registrations(base, new)
    amended = amend.with_survey(
        amended, SurveyPart(pa.Table.from_pylist(rows("enquete", [{"bron": "politie_eigen"}]), ENQUETE), OWN)
    )
    return publish(
        tmp_path,
        fields={"tables": amended.tables, "bronnen": amended.bronnen, **fields},
    )


def test_newer_open_data_leaves_what_the_municipality_was_delivered(tmp_path, base):
    snapshot = amended_root(tmp_path, base)
    newer = make_delivery(registraties=[{"aantal": 50} | month(2025, 3), {"aantal": 60} | month(2025, 4)], dekking=[{}])
    merged, findings = amend.onto(snapshot, newer)
    assert findings == []
    assert counted(merged) == {
        (BINNENSTAD, "1.1.1", date(2025, 3, 1)): 50,
        (WOLDER, "1.1.1", date(2025, 4, 1)): 4,
    }
    assert merged.tables["enquete"].num_rows == 1
    assert problems(merged, today=TODAY) == []


@pytest.mark.parametrize("fields", [{"voorbeeld": True}, {"gemeente": "GM0758"}])
def test_nothing_is_taken_from_the_sample_or_another_municipality(tmp_path, base, fields):
    snapshot = amended_root(tmp_path, base, **({"voorbeeld": True} if "voorbeeld" in fields else {}))
    newer = make_delivery(registraties=[month(2025, 3)], dekking=[{}], fields=fields if "gemeente" in fields else {})
    merged, findings = amend.onto(snapshot, newer)
    assert merged is newer
    assert findings == []


def test_a_published_snapshot_becomes_a_delivery_again(tmp_path, base):
    snapshot = publish(tmp_path, fields={"tables": base.tables})
    again = amend.delivery_of(snapshot)
    assert counted(again) == counted(base)
    assert problems(again, today=TODAY) == []
    assert list(again.boundaries["buurtcode"]) == [BINNENSTAD, JEKERKWARTIER, WOLDER]


def test_what_was_live_is_remembered_per_month(tmp_path, base):
    snapshot = publish(tmp_path, fields={"tables": base.tables})
    kept = amend.remember(snapshot, in_memory(base), base).tables["standen"].to_pandas()
    april = kept[(kept["soort"] == "1.1.1") & (kept["maand"].astype("str") == "2025-04-01")]
    assert april["aantal"].tolist() == [8], "the buurten and what has no buurt, not the table per municipality"
    zero = kept[(kept["soort"] == "1.1.1") & (kept["maand"].astype("str") == "2025-05-01")]
    assert zero["aantal"].tolist() == [0]
    assert set(kept["peildatum"]) == {snapshot.manifest().gemaakt.date()}


def test_publishing_twice_on_a_day_remembers_the_last(tmp_path, base):
    first = publish(tmp_path, fields={"tables": base.tables})
    again = amend.remember(first, in_memory(base), base)
    second = publish(tmp_path, name="tweede", fields={"tables": again.tables})
    twice = amend.remember(second, in_memory(again), again).tables["standen"].to_pandas()
    assert not twice.duplicated(["peildatum", "soort", "maand"]).any()
    assert live(tmp_path).id == second.id
