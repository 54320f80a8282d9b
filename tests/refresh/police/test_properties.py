"""However a delivery is divided over files, and in whatever order its rows come: the figures are the same."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.refresh.parts import Delivered, RegistrationsPart
from analytics.refresh.police import read
from analytics.refresh.report import Ernst
from tests.builders import BUURTCODES, STAD
from tests.refresh.police.conftest import BOOK_HEADER, HEADER, csv_bytes, ground

hours = st.one_of(st.none(), st.tuples(st.integers(0, 23), st.integers(0, 59)))
kinds = st.sampled_from(["1.1.1", "1.4.5", "2.2.1", "E35", "E33"])
streets = st.sampled_from(["", "Dorpsstraat", "Plein 1992", "'t Hofke", 'Straat "De Ster"', "Weg; achter", "onbekend"])
buurten = st.sampled_from([*BUURTCODES, *BUURTCODES, *BUURTCODES, "onbekend"])


@st.composite
def incidents(draw: st.DrawFn) -> tuple[str, ...]:
    """A row of the first worked example, without its number: October or November, some with a period."""
    day = date(2025, draw(st.sampled_from([10, 11])), draw(st.integers(1, 28)))
    begin, minutes = draw(hours), draw(st.integers(0, 3000))
    at = f"{day:%d-%m-%Y}" + (f" {begin[0]:02}:{begin[1]:02}" if begin else "")
    end = ""
    if begin and minutes > 60:
        last = begin[0] * 60 + begin[1] + minutes
        until = date.fromordinal(day.toordinal() + last // 1440)
        end = f"{until:%d-%m-%Y} {last % 1440 // 60:02}:{last % 60:02}"
    return draw(kinds), at, end, draw(buurten), draw(streets)


def parts(rows: list[Any], cuts: list[int]) -> list[list[Any]]:
    """The rows divided at these places; files without rows are left out."""
    places = [0, *sorted(cut % (len(rows) + 1) for cut in cuts), len(rows)]
    return [rows[a:b] for a, b in pairwise(places) if rows[a:b]]


def outcome(files: list[bytes]) -> RegistrationsPart:
    """The part that these files give; whatever is found in them may not block."""
    with TemporaryDirectory() as folder:
        delivered = []
        for number, content in enumerate(files):
            path = Path(folder) / str(number)
            path.write_bytes(content)
            delivered.append(Delivered(f"{number}.csv", path))
        part, report = read(delivered, ground())
    blocking = [one for one in report.of(Ernst.FOUT) if one.code != "buurt_meestal_onbekend"]
    assert blocking == []
    assert part is not None
    return part


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(incidents(), min_size=2, max_size=25),
    st.lists(st.integers(0, 100), max_size=4),
    st.randoms(use_true_random=False),
    st.sampled_from(["utf-8", "cp1252", "utf-8-sig"]),
    st.sampled_from([";", ",", "\t"]),
)
def test_files_and_order_make_no_difference(rows, cuts, chance, encoding, sep):
    numbered = [(f"PL{i}", *row) for i, row in enumerate(rows)]
    # both months are there and most buurten are known, whatever was drawn
    numbered += [(f"A{m}{i}", "1.1.1", f"0{i}-{m}-2025", "", BUURTCODES[0], "") for m in (10, 11) for i in range(1, 10)]
    numbered += [(f"B{m}{i}", "1.1.1", f"1{i}-{m}-2025", "", BUURTCODES[0], "") for m in (10, 11) for i in range(10)]
    numbered += [(f"C{m}{i}", "1.1.1", f"1{i}-{m}-2025", "", BUURTCODES[1], "") for m in (10, 11) for i in range(10)]
    expected = outcome([csv_bytes(HEADER, numbered)])
    shuffled = list(numbered)
    chance.shuffle(shuffled)
    found = outcome([csv_bytes(HEADER, part, sep=sep, encoding=encoding) for part in parts(shuffled, cuts)])
    assert found.rows.equals(expected.rows)
    assert found.coverage.equals(expected.coverage)
    assert found.bronnen == expected.bronnen


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Diefstal fiets", "E35", "Vernieling"]),
            st.integers(1, 28),
            st.integers(1757000, 1776000),
            st.integers(3168500, 3176000),
            st.sampled_from(["Markt 1", "Dorpsstraat", ""]),
        ),
        min_size=1,
        max_size=20,
    ),
    st.lists(st.integers(0, 100), max_size=3),
    st.randoms(use_true_random=False),
)
def test_points_of_streets_do_not_depend_on_the_order(rows, cuts, chance):
    book = [
        (kind, f"2025-10-{day:02}", "", f"2025-10-{day:02}", f"{x // 10},{x % 10}", f"{y // 10},{y % 10}", "", street)
        for kind, day, x, y, street in rows
    ]
    shuffled = list(book)
    chance.shuffle(shuffled)
    # a row twice is two incidents here: this supplier gives no numbers; but a file twice is a mistake
    files = list(dict.fromkeys(csv_bytes(BOOK_HEADER, part) for part in parts(shuffled, cuts)))
    expected = outcome([csv_bytes(BOOK_HEADER, [row for file in files for row in _rows_of(file)])])
    found = outcome(files)
    assert found.rows.equals(expected.rows)
    assert found.streets.equals(expected.streets)
    total = sum(found.rows.filter([s != "overlast" for s in found.rows["soort"].to_pylist()])["aantal"].to_pylist())
    assert total == sum(len(_rows_of(file)) for file in files)
    assert STAD not in found.rows["gebied"].to_pylist()


def _rows_of(content: bytes) -> list[list[str]]:
    return [line.split(";") for line in content.decode("cp1252").splitlines()[1:]]
