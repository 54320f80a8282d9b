"""Deliveries that are odd and right: what they count, as if they had been ordinary."""

import io
from datetime import date, time

import pandas as pd
import pytest

from tests.builders import BINNENSTAD, JEKERKWARTIER, STAD, WOLDER
from tests.refresh.police.conftest import (
    BOOK_HEADER,
    BOOK_ROWS,
    HEADER,
    ROWS,
    book_bytes,
    changed,
    codes,
    csv_bytes,
    zip_bytes,
)

COUNTS = ["gebied", "soort", "van", "tot", "uur", "uur_tot", "straat", "aantal"]


@pytest.fixture
def plain(deliver):
    """The rows of the ordinary delivery."""
    return deliver(csv_bytes())[0]


@pytest.fixture
def book(deliver):
    """The rows of the ordinary workbook."""
    return deliver(book_bytes())[0]


def told(report):
    return {(one.code, one.rij, one.aantal) for one in report.findings if one.code != "soort_zonder_rijen"}


def test_an_ordinary_delivery(plain):
    first = plain.iloc[0]
    assert (first["gebied"], first["soort"], first["uur"], first["straat"]) == (BINNENSTAD, "1.1.1", 14, "Dorpsstraat")
    assert (first["van"], first["tot"], first["aantal"]) == (date(2025, 10, 3), date(2025, 10, 4), 1)
    period = plain[plain["straat"] == "Café-hof"].iloc[0]
    assert (period["van"], period["tot"], period["uur"], period["uur_tot"]) == (
        date(2025, 10, 4),
        date(2025, 10, 6),
        22,
        8,
    )
    dated = plain[plain["soort"] == "E35"].iloc[0]
    assert (dated["van"], dated["tot"]) == (date(2025, 10, 31), date(2025, 11, 1))
    assert pd.isna(dated["uur"])
    assert set(plain["bron"]) == {"politie_incidenten_csv"}


def test_totals_per_area_and_month_where_every_kind_is_delivered(plain):
    totals = plain[plain["soort"].isin(["0.0.0", "overlast"])]
    assert totals[["gebied", "soort", "van", "aantal"]].to_numpy().tolist() == [
        [BINNENSTAD, "0.0.0", date(2025, 10, 1), 2],
        [BINNENSTAD, "0.0.0", date(2025, 11, 1), 1],
        [JEKERKWARTIER, "0.0.0", date(2025, 11, 1), 1],
        [JEKERKWARTIER, "overlast", date(2025, 10, 1), 1],
    ]


@pytest.mark.parametrize(
    "content",
    [
        csv_bytes(encoding="utf-8"),
        csv_bytes(encoding="utf-8-sig"),
        csv_bytes(end="\n"),
        csv_bytes(end="\r"),
        csv_bytes(sep=","),
        csv_bytes(sep="\t"),
        csv_bytes([f" {name.upper()} " for name in HEADER]),
        csv_bytes(rows=[[f"  {cell} " for cell in cells] for cells in ROWS]),
        csv_bytes(before="Levering oktober en november 2025;;;;;\r\n\r\n"),
        csv_bytes(before="Levering van de politie\r\nperiode;oktober en november 2025\r\n"),
        csv_bytes(after="Totaal;;;;;5\r\n"),
        csv_bytes(after="\r\n\r\n;;;;;\r\nBron: politie;;;;;\r\n"),
        csv_bytes(rows=[*ROWS[:2], HEADER, *ROWS[2:]]),
        csv_bytes(rows=[*ROWS[:2], ("",) * 6, *ROWS[2:]]),
        csv_bytes(HEADER[::-1], [cells[::-1] for cells in ROWS]),
        csv_bytes(("Incidentcode" if name == "MK-code" else name for name in HEADER), ROWS),
        csv_bytes((*HEADER, "Poging", "District"), [(*cells, "ja", "Zuid; midden") for cells in ROWS]),
        csv_bytes(rows=[(*cells[:4], cells[4].removeprefix("BU"), cells[5]) for cells in ROWS]),
        csv_bytes(rows=[*ROWS, ("PL9", "A10", "03-10-2025", "03-10-2025", BINNENSTAD, "")]),
        zip_bytes(map__csv=csv_bytes(), **{"__MACOSX/_map__csv": b"x"}),
        zip_bytes(okt__csv=csv_bytes(rows=ROWS[:3]), nov__csv=csv_bytes(rows=ROWS[3:])),
    ],
    ids=[
        "UTF-8", "byte order mark", "LF", "CR", "commas", "tabs", "names in capitals", "spaces", "title line",
        "two title lines", "totals line", "footer", "header repeated", "empty row", "other order", "other name",
        "known columns", "codes without BU", "skipped kind", "zip", "zip with two months",
    ],
)  # fmt: skip
def test_the_same_rows_whatever_the_form(deliver, plain, content):
    rows, report = deliver(content)
    assert codes(report) == []
    pd.testing.assert_frame_equal(rows, plain)


def test_what_was_left_out_is_told(deliver):
    content = csv_bytes(
        rows=[*ROWS[:2], HEADER, ("",) * 6, ("",) * 6, *ROWS[2:]], before="Titel\r\n", after="Totaal;;;;;5\r\n"
    )
    _rows, report = deliver(content)
    assert told(report) == {("kop_herhaald", 5, 1), ("rij_leeg", 6, 2), ("totaalregel", 11, 1)}


def test_unknown_is_a_place_of_its_own(deliver):
    rows, report = deliver(
        csv_bytes(
            rows=[*ROWS * 1, *[(f"X{i}", *ROWS[0][1:]) for i in range(20)], ("Y", *ROWS[0][1:4], " N.B. ", "onbekend")]
        )
    )
    unknown = rows[rows["soort_gebied"] == "onbekend"]
    assert codes(report) == []
    assert set(unknown["gebied"]) == {STAD}
    assert unknown["straat"].isna().all()
    assert unknown[["soort", "aantal"]].to_numpy().tolist() == [["1.1.1", 1], ["0.0.0", 1]]


def test_equal_incidents_are_counted_together(deliver):
    rows, _report = deliver(csv_bytes(rows=[*ROWS, ("PL2025-006", *ROWS[0][1:])]))
    assert rows.iloc[0]["aantal"] == 2


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("03-10-2025 14:10", "03-10-2025 14:50", (3, 4, 14, None)),
        ("03-10-2025 14:00", "03-10-2025 15:00", (3, 4, 14, None)),  # until three is not at three
        ("03-10-2025 14:30", "03-10-2025 15:10", (3, 4, 14, 15)),
        ("03-10-2025 14:30", "", (3, 4, 14, None)),
        ("03-10-2025", "", (3, 4, None, None)),
        ("03-10-2025", "05-10-2025", (3, 6, None, None)),
        ("03-10-2025 14:30", "05-10-2025", (3, 6, None, None)),
        ("03-10-2025 23:00", "04-10-2025 00:00", (3, 4, 23, None)),
        ("03-10-2025 23:00", "03-10-2025 24:00", (3, 4, 23, None)),
        ("03-10-2025 24:00", "04-10-2025 00:30", (4, 5, 0, None)),
        ("03-10-2025 00:00", "03-10-2025 00:00", (3, 4, 0, None)),
        ("31-10-2025 23:00", "01-11-2025 04:30", (31, 32, 23, None)),  # counts in October, as far as October goes
        ("30-10-2025 23:00", "01-11-2025 04:30", (30, 32, 23, 23)),
        ("26-10-2025 02:30", "26-10-2025 02:40", (26, 27, 2, None)),  # the hour that is there twice
    ],
)
def test_when_it_happened(deliver, begin, end, expected):
    rows, report = deliver(csv_bytes(rows=[("PL1", "E35", begin, end, BINNENSTAD, "")]))
    assert codes(report) == []
    row = rows.iloc[0]
    first = date(2025, 10, 1)
    found = ((row["van"] - first).days + 1, (row["tot"] - first).days + 1, row["uur"], row["uur_tot"])
    assert tuple(None if pd.isna(part) else int(part) for part in found) == expected


def test_kept_hour_and_clipped_period(deliver):
    rows, report = deliver(
        csv_bytes(
            rows=[
                ("1", "E35", "30-03-2025 02:30", "", BINNENSTAD, ""),
                ("2", "E33", "01-03-2025 05:00", "20-04-2025 07:00", WOLDER, ""),
            ]
        )
    )
    assert codes(report) == ["uur_bestaat_niet", "periode_lang"]
    assert rows[["soort", "van", "tot", "uur"]].head(2).to_numpy().tolist() == [
        ["E35", date(2025, 3, 30), date(2025, 3, 31), 2],
        ["E33", date(2025, 3, 1), date(2025, 4, 1), 5],
    ]
    assert rows["uur_tot"].to_list()[1] == 23


# -- workbooks and Parquet --------------------------------------------------------------------------------------------


def test_an_ordinary_workbook(book):
    assert book[COUNTS[:4]].head(3).to_numpy().tolist() == [
        [BINNENSTAD, "1.2.3", date(2025, 10, 3), date(2025, 10, 4)],
        [JEKERKWARTIER, "E35", date(2025, 10, 5), date(2025, 10, 6)],
        [WOLDER, "2.5.2", date(2025, 11, 1), date(2025, 11, 2)],
    ]
    assert book["straat"].to_list()[:2] == ["Dorpsstraat", "Markt"]  # the house number was cut off, as described


def _typed():
    """The same cells as Excel keeps them: dates, times and numbers of its own."""
    for kind, day, hour, counted, x, y, *rest in BOOK_ROWS:
        moment = hour if hour == "onbekend" else time.fromisoformat(hour)
        numbers = (float(value.replace(",", ".")) if value else "" for value in (x, y))
        yield (kind, date.fromisoformat(day), moment, date.fromisoformat(counted), *numbers, *rest)


def _serials():
    for kind, day, hour, counted, *rest in BOOK_ROWS:
        part = hour if hour == "onbekend" else (int(hour[:2]) * 60 + int(hour[3:])) / 1440
        yield (kind, *((date.fromisoformat(d) - date(1899, 12, 30)).days for d in (day,)), part,
               (date.fromisoformat(counted) - date(1899, 12, 30)).days, *rest)  # fmt: skip


def _parquet():
    frame = pd.DataFrame(list(_typed()), columns=BOOK_HEADER)
    frame["Datum"], frame["Kennisname"] = pd.to_datetime(frame["Datum"]), pd.to_datetime(frame["Kennisname"])
    frame["Tijdstip"] = frame["Tijdstip"].astype("str")
    for name in BOOK_HEADER[4:6]:
        frame[name] = pd.to_numeric(frame[name])
    made = io.BytesIO()
    frame.to_parquet(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        book_bytes(_typed()),
        book_bytes(_serials()),
        book_bytes(top=3),
        csv_bytes(BOOK_HEADER, BOOK_ROWS),
        _parquet(),
        zip_bytes(boek__xlsx=book_bytes()),
        csv_bytes((*BOOK_HEADER, "Aantal"), [(*cells, 1) for cells in BOOK_ROWS]),
    ],
    ids=["Excel's own types", "Excel serials", "rows above", "as CSV", "Parquet", "zipped", "with counts"],
)
def test_the_same_workbook_whatever_the_form(deliver, book, content):
    rows, report = deliver(content)
    assert codes(report) == []
    pd.testing.assert_frame_equal(rows, book)


def test_counts_add_up_and_zero_is_no_row(deliver):
    counts = (3, 0, 2)
    rows, _report = deliver(
        csv_bytes((*BOOK_HEADER, "Aantal"), [(*c, n) for c, n in zip(BOOK_ROWS, counts, strict=True)])
    )
    assert rows[["soort", "aantal"]].to_numpy().tolist() == [["1.2.3", 3], ["2.5.2", 2]]


def test_counted_in_the_month_of_another_date(deliver):
    late = ("E35", "2025-10-30", "14:00", "2025-11-03", *BOOK_ROWS[1][4:])
    rows, report = deliver(csv_bytes(BOOK_HEADER, [late]))
    assert codes(report) == []
    first = rows.iloc[0]
    assert (first["van"], first["tot"]) == (date(2025, 11, 1), date(2025, 12, 1))  # only the month is known there
    assert pd.isna(first["uur"])


# -- what comes with the rows -----------------------------------------------------------------------------------------


def test_coverage_tells_zero_from_missing(deliver):
    part, _report = deliver(book_bytes(), part=True)
    coverage = part.coverage.to_pandas()
    assert set(coverage["soort"]) == {
        "1.1.1",
        "1.2.1",
        "1.2.3",
        "1.4.5",
        "2.2.1",
        "2.5.2",
        "E33",
        "E35",
        "E38",
        "E41",
        "F010",
        "M061",
        "M062",
        "M22",
        "overlast",
    }
    assert set(coverage["soort_gebied"]) == {"buurt", "onbekend"}
    assert set(coverage["status"]) == {"voorlopig"}  # two months, and the last three are provisional
    assert (coverage["van"].min(), coverage["tot"].max()) == (date(2025, 10, 1), date(2025, 12, 1))
    source = part.bronnen["politie_incidenten_werkboek"]
    assert (source.eigen, source.van, source.tot, source.voorlopig_vanaf) == (
        True,
        date(2025, 10, 1),
        date(2025, 12, 1),
        date(2025, 10, 1),
    )


def test_the_last_months_are_provisional(deliver):
    months = [(f"PL{m}", "E35", f"05-{m:02}-2025", "", BINNENSTAD, "") for m in range(7, 12)]
    part, _report = deliver(csv_bytes(rows=months), part=True)
    coverage = part.coverage.to_pandas()
    turns = coverage[coverage["soort"] == "E35"][["status", "van", "tot"]].drop_duplicates().to_numpy().tolist()
    assert turns == [
        ["definitief", date(2025, 7, 1), date(2025, 10, 1)],
        ["voorlopig", date(2025, 10, 1), date(2025, 12, 1)],
    ]


def test_a_point_per_street_and_buurt(deliver):
    part, _report = deliver(
        book_bytes([*BOOK_ROWS, (*BOOK_ROWS[0][:4], "175996,5", "317210,25", "", "Dorpsstraat")]), part=True
    )
    streets = part.streets.to_pandas()
    assert streets[["gebied", "straat"]].to_numpy().tolist() == [[BINNENSTAD, "Dorpsstraat"], [JEKERKWARTIER, "Markt"]]
    assert streets["lon"].between(5.68, 5.71).all()
    assert streets["lat"].between(50.84, 50.85).all()


def test_old_codes_are_folded(deliver, tmp_path):
    (tmp_path / "concordantie.csv").write_text(
        f"oud,nieuw,vanaf,gewicht\nBU09350077,{WOLDER},2024,1\n", encoding="utf-8"
    )
    rows, report = deliver(csv_bytes(rows=changed(0, "Buurtcode", "BU09350077")), own=tmp_path)
    assert not report.blocks
    assert "BU09350077" not in set(rows["gebied"])
    assert rows[rows["gebied"] == WOLDER]["aantal"].sum() == 2  # the registration and the total


def test_progress_ends_at_one(deliver):
    told = []
    deliver(csv_bytes(), progress=lambda share, text: told.append((share, text)))
    shares = [share for share, _text in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(text for _share, text in told)


def test_moments_of_parquet_with_a_time_zone_are_local(deliver):
    frame = pd.DataFrame(ROWS, columns=HEADER)
    frame["Pleegdatum vanaf"] = pd.to_datetime(["2025-10-03 22:30"] * 5).tz_localize("UTC")
    frame["Pleegdatum tot"] = frame["Pleegdatum vanaf"]
    made = io.BytesIO()
    frame.to_parquet(made)
    rows, report = deliver(made.getvalue())
    assert codes(report) == []
    assert set(rows["uur"].dropna()) == {0}
    assert set(rows["van"][rows["uur"].notna()]) == {date(2025, 10, 4)}


def test_midnight_in_a_column_of_its_own_is_the_next_day(deliver):
    rows, report = deliver(csv_bytes(BOOK_HEADER, [(*BOOK_ROWS[0][:2], "24:00", *BOOK_ROWS[0][3:])]))
    assert codes(report) == []
    assert rows[["van", "uur"]].to_numpy().tolist() == [[date(2025, 10, 4), 0]]
