"""What the reader hands over can be published: it passes every check, and nothing is lost."""

from analytics.contract import TABLES
from analytics.refresh import checks
from tests.builders import BINNENSTAD, JEKERKWARTIER, WOLDER, make_delivery, tables
from tests.refresh.police.conftest import ROWS, TODAY, book_bytes, csv_bytes

MANY = [
    *ROWS,
    *[(f"A{i}", "2.2.1", f"{i:02}-10-2025 23:30", f"{i + 1:02}-10-2025 06:15", WOLDER, "Markt") for i in range(1, 25)],
    *[(f"B{i}", "E33", "01-11-2025 00:00", "30-11-2025 23:59", JEKERKWARTIER, "") for i in range(3)],
    ("C1", "1.1.1", "28-11-2025", "05-12-2025", BINNENSTAD, ""),
    ("C2", "1.1.1", "28-11-2025 12:00", "", "onbekend", "Dorpsstraat"),
]


def delivery(part):
    """A delivery of nothing but this part."""
    parts = {"registraties": part.rows, "dekking": part.coverage, "straten": part.streets}
    return make_delivery(fields={"tables": {**tables(), **parts}, "bronnen": part.bronnen})


def test_the_tables_are_those_of_the_contract(deliver):
    part, _report = deliver(csv_bytes(rows=MANY), part=True)
    for name, table in {"registraties": part.rows, "dekking": part.coverage, "straten": part.streets}.items():
        assert table.schema == TABLES[name]
        table.validate(full=True)
    assert part.rows["aantal"].null_count == 0


def test_every_check_before_publication_is_passed(deliver):
    for content in (csv_bytes(rows=MANY), book_bytes()):
        part, report = deliver(content, part=True)
        assert not report.blocks
        assert checks.problems(delivery(part), today=TODAY) == []


def test_nothing_is_lost_and_totals_are_the_sum_of_their_kinds(deliver):
    part, _report = deliver(csv_bytes(rows=MANY), part=True)
    rows = part.rows.to_pandas()
    total = rows["soort"].isin(["0.0.0", "overlast"])
    assert rows[~total]["aantal"].sum() == len(MANY)
    assert rows[total]["aantal"].sum() == len(MANY)
