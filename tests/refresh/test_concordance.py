"""Old buurt codes become the present ones, and totals before and after agree."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import DeliveryRefused
from analytics.refresh.concordance import Concordance, load
from analytics.refresh.folding import divided

A, B, C, D, E = (f"BU0935000{letter}" for letter in "ABCDE")
HEADER = "oud,nieuw,vanaf,gewicht"
ROW = "concordantie.csv, rij"  # how messages say where


def write(folder: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    (folder / "concordantie.csv").write_text("\n".join([header, *lines]) + "\n", encoding=encoding)
    return folder


def loaded(folder: Path, *lines: str) -> Concordance:
    return load(write(folder, *lines))


def refused(folder: Path, *lines: str, header: str = HEADER) -> list[str]:
    with pytest.raises(DeliveryRefused) as caught:
        load(write(folder, *lines, header=header))
    return caught.value.problems


def rows(*counts: tuple[str, int], **columns: object) -> pd.DataFrame:
    frame = pd.DataFrame(counts, columns=["gebied", "aantal"]).astype({"gebied": "str", "aantal": "Int64"})
    return frame.assign(**({"soort": "1.1.1", "van": date(2024, 1, 1)} | columns))


def per_area(frame: pd.DataFrame, value: str = "aantal") -> dict[str, float]:
    return frame.groupby("gebied")[value].sum().to_dict()


# --- reading it ------------------------------------------------------------------------------------------------------


def test_the_projects_own_concordance_is_usable_and_replaces_nothing_of_a_city_whose_codes_stayed() -> None:
    assert load(None) == load(Path("nergens"))
    assert not load(None).steps


def test_semicolons_decimal_commas_a_byte_order_mark_and_empty_lines_are_what_excel_makes(tmp_path: Path) -> None:
    lines = [f"{A};{B};2020;0,25", "", f"{A};{C};2020;,75"]
    found = load(write(tmp_path, *lines, header=HEADER.replace(",", ";"), encoding="utf-8-sig"))
    assert found.parts(A, {B, C}) == {B: 0.25, C: 0.75}


def test_weights_within_the_tolerance_are_made_to_add_up(tmp_path: Path) -> None:
    third = [f"{A},{new},2020,0.333333{last}" for new, last in ((B, 3), (C, 3), (D, 3))]
    assert sum(loaded(tmp_path, *third).parts(A, {B, C, D}).values()) == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([f"{A},{B},2020,0.5", f"{A},{C},2020,0.4"],
         f"{ROW} 2 en {ROW} 3: de gewichten van {A} vanaf 2020 zijn samen 0,900 en niet 1."),
        ([f"{A},{B},2020,1", f"{B},{C},2020,1"],
         f"{ROW} 3: {B} is vanaf 2020 oud, maar in {ROW} 2 nieuw vanaf hetzelfde jaar."),
        ([f"{A},{A},2020,1"],
         f"{ROW} 2: {A} is vanaf 2020 oud, maar in {ROW} 2 nieuw vanaf hetzelfde jaar."),
        ([f"{A},{B},2018,1", f"{C},{D},2018,1", f"{B},{A},2020,1"],
         f"{ROW} 2 en {ROW} 4: de codes {A}, {B} keren bij zichzelf terug."),
        ([f"BU935,{B},2020,1"], f"{ROW} 2: 'BU935' is geen buurtcode."),
        ([f"{A},,2020,1"], f"{ROW} 2: '' is geen buurtcode."),
        ([f"{A},{B},20,1"], f"{ROW} 2: vanaf '20' is geen jaartal."),
        ([f"{A},{B},2020,1.5"], f"{ROW} 2: gewicht '1.5' ligt niet tussen 0 en 1."),
        ([f"{A},{B},2020,-1"], f"{ROW} 2: gewicht '-1' ligt niet tussen 0 en 1."),
        ([f"{A},{B},2020,0"], f"{ROW} 2: gewicht '0' ligt niet tussen 0 en 1."),
        ([f"{A},{B},2020,veel"], f"{ROW} 2: gewicht 'veel' ligt niet tussen 0 en 1."),
        ([f"{A},{B},2020"], f"{ROW} 2: 3 cellen in plaats van 4."),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_with_the_row(tmp_path: Path, lines: list[str], expected: str) -> None:
    assert refused(tmp_path, *lines) == [expected]


def test_a_row_that_stands_there_twice_is_named_with_the_first(tmp_path: Path) -> None:
    line = f"{A},{B},2020,1"
    assert f"rij 3: {A} naar {B} vanaf 2020 staat ook in {ROW} 2." in refused(tmp_path, line, line)[0]


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    assert len(refused(tmp_path, "x,y,z,w")) == 4


def test_another_header_is_refused(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, f"{B},{A},2020,1", header="nieuw,oud,vanaf,gewicht")
    assert "rij 1: de kolommen moeten oud, nieuw, vanaf, gewicht zijn" in problem


def test_another_encoding_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "concordantie.csv").write_bytes(b"oud,nieuw,vanaf,gewicht,\xe9\n")
    with pytest.raises(DeliveryRefused, match="CSV UTF-8"):
        load(tmp_path)


# --- what an old code becomes ----------------------------------------------------------------------------------------


def test_a_chain_is_followed_to_codes_that_are_known(tmp_path: Path) -> None:
    found = loaded(tmp_path, f"{A},{B},2016,0.5", f"{A},{C},2016,0.5", f"{B},{D},2020,0.4", f"{B},{E},2020,0.6")
    assert found.parts(A, {C, D, E}) == pytest.approx({C: 0.5, D: 0.2, E: 0.3})
    assert found.parts(A, {B, C}) == {B: 0.5, C: 0.5}  # boundaries of 2016 to 2019
    assert found.parts(A, {A, C}) == {A: 1.0}  # boundaries of before
    assert found.parts(A, {C, D}) is None  # of a part nobody knows where it went
    assert found.parts(C, {A}) is None


def test_a_chain_does_not_run_back_in_time(tmp_path: Path) -> None:
    """B was given out again in 2020: what it became in 2016 says nothing about that."""
    found = loaded(tmp_path, f"{B},{C},2016,1", f"{A},{B},2020,1")
    assert found.parts(A, {C}) is None
    assert found.parts(A, {B, C}) == {B: 1.0}


def test_a_code_that_was_replaced_twice_is_taken_in_its_latest_meaning_with_known_successors(tmp_path: Path) -> None:
    found = loaded(tmp_path, f"{A},{B},2016,1", f"{A},{C},2020,1")
    assert found.parts(A, {B, C}) == {C: 1.0}
    assert found.parts(A, {B}) == {B: 1.0}


def test_the_deployments_own_file_replaces_what_the_project_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = tmp_path / "project", tmp_path / "eigen"
    for folder in (ours, theirs):
        folder.mkdir()
    write(ours, f"{A},{B},2020,1", f"{D},{E},2020,1")
    write(theirs, f"{A},{C},2020,1")
    monkeypatch.setattr("analytics.refresh.concordance.DEFINITIONS", ours)
    found = load(theirs)
    assert (found.parts(A, {B, C, E}), found.parts(D, {B, C, E})) == ({C: 1.0}, {E: 1.0})


# --- folding counts --------------------------------------------------------------------------------------------------


def test_a_code_that_only_changed_its_name_takes_everything_along(tmp_path: Path) -> None:
    found, notes = loaded(tmp_path, f"{A},{B},2020,1").fold(rows((A, 7), (B, 2), (C, 1)), known={B, C})
    assert per_area(found) == {B: 9, C: 1}
    assert [note.code for note in notes] == ["concordantie_gevouwen"]
    assert notes[0].tekst == f"7 registraties met een oude buurtcode zijn verdeeld over de huidige buurten ({A} → {B})."


def test_a_known_code_is_left_alone_although_it_was_once_replaced(tmp_path: Path) -> None:
    given_ = rows((A, 7))
    found, notes = loaded(tmp_path, f"{A},{B},2020,1").fold(given_, known={A, B})
    pd.testing.assert_frame_equal(found, given_)
    assert notes == []


def test_a_code_whose_successors_are_not_known_stays_with_a_warning(tmp_path: Path) -> None:
    found, notes = loaded(tmp_path, f"{A},{B},2020,1").fold(rows((A, 7), (A, 1)), known={C})
    assert per_area(found) == {A: 8}
    assert [(note.code, note.ernst.value, note.aantal) for note in notes] == [
        ("concordantie_zonder_grens", "waarschuwing", 2)
    ]
    assert A in notes[0].tekst


def test_counts_are_divided_per_kind_and_month_and_keep_their_other_columns(tmp_path: Path) -> None:
    half = loaded(tmp_path, f"{A},{B},2020,0.5", f"{A},{C},2020,0.5")
    given_ = pd.concat([rows((A, 10), soort="1.1.1"), rows((A, 4), soort="1.4.6")])
    found, _notes = half.fold(given_, known={B, C})
    assert found.groupby(["gebied", "soort"])["aantal"].sum().to_dict() == {
        (B, "1.1.1"): 5, (C, "1.1.1"): 5, (B, "1.4.6"): 2, (C, "1.4.6"): 2,
    }  # fmt: skip
    assert found.dtypes.to_dict() == given_.dtypes.to_dict()
    assert set(found["van"]) == {date(2024, 1, 1)}


def test_a_missing_count_is_missing_in_every_part_and_a_zero_is_a_zero(tmp_path: Path) -> None:
    half = loaded(tmp_path, f"{A},{B},2020,0.5", f"{A},{C},2020,0.5")
    given_ = pd.concat([rows((A, pd.NA), soort="1.1.1"), rows((A, 0), soort="1.4.6")])
    found, _notes = half.fold(given_, known={B, C}, keep_zeros=True)
    assert found["aantal"].isna().tolist() == [True, False, True, False]
    assert found["aantal"].dropna().tolist() == [0, 0]
    assert half.fold(given_, known={B, C})[0]["aantal"].isna().tolist() == [True, True]


def test_registrations_that_come_one_at_a_time_follow_the_shares_too(tmp_path: Path) -> None:
    """Largest remainders per row would give the larger part everything."""
    unequal = loaded(tmp_path, f"{A},{B},2020,0.3", f"{A},{C},2020,0.7")
    incidents = rows(*[(A, 1)] * 4000, van=[date.fromordinal(730_000 + i) for i in range(4000)])
    found = per_area(unequal.fold(incidents, known={B, C})[0])
    assert sum(found.values()) == 4000
    assert found[B] == pytest.approx(1200, abs=120)  # four standard deviations of drawing


def test_the_order_of_rows_and_the_file_they_came_from_change_nothing(tmp_path: Path) -> None:
    unequal = loaded(tmp_path, f"{A},{B},2020,0.3", f"{A},{C},2020,0.7")
    given_ = rows(*[(A, 1 + i % 3) for i in range(60)], van=[date(2024, 1, 1 + i % 9) for i in range(60)])
    first = unequal.fold(given_.assign(bestand="a.csv", rij=range(60)), known={B, C})[0]
    other = given_.iloc[::-1].assign(bestand="b.csv", rij=range(60))
    second = unequal.fold(other, known={B, C})[0]
    said = ["gebied", "aantal", "soort", "van"]
    pd.testing.assert_frame_equal(first[said], second[said])


def test_codes_kept_as_categories_can_take_new_ones(tmp_path: Path) -> None:
    given_ = rows((A, 3), (C, 1)).astype({"gebied": "category", "soort": "category"})
    assert per_area(loaded(tmp_path, f"{A},{B},2020,1").fold(given_, known={B, C})[0]) == {B: 3, C: 1}


@st.composite
def concordances(draw: st.DrawFn) -> Concordance:
    """Old codes O0 to O3, each divided over some of N0 to N4, or first over a code in between."""
    steps: dict[str, dict[int, dict[str, float]]] = {}
    for old in ("O0", "O1", "O2", "O3"):
        weights = draw(st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(any))
        parts = {f"N{i}": weight / sum(weights) for i, weight in enumerate(weights) if weight}
        through = f"T{old}" if draw(st.booleans()) else old
        steps[through] = {2020: parts}
        if through != old:
            steps[old] = {2016: {through: 1.0}}
    return Concordance(steps)


CODES = ["O0", "O1", "O2", "O3", "N0", "N4"]
counted = st.lists(
    st.tuples(st.sampled_from(CODES), st.integers(0, 50), st.sampled_from(["1.1.1", "E35"]), st.integers(1, 3)),
    max_size=30,
)


@given(concordances(), counted)
@settings(deadline=None, max_examples=100)
def test_totals_before_and_after_agree_per_kind_and_month(
    concordance: Concordance, counts: list[tuple[str, int, str, int]]
) -> None:
    frame = pd.DataFrame(counts, columns=["gebied", "aantal", "soort", "maand"]).astype(
        {"gebied": "str", "soort": "str"}
    )
    known = {f"N{i}" for i in range(5)}
    found, _notes = concordance.fold(frame, known=known)
    assert set(found["gebied"]) <= known
    cells = ["soort", "maand"]
    nonzero = frame[frame["aantal"] > 0]
    pd.testing.assert_series_equal(
        found[found["aantal"] > 0].groupby(cells)["aantal"].sum(), nonzero.groupby(cells)["aantal"].sum()
    )
    values = frame.assign(aantal=frame["aantal"].astype(float))
    exact, _old = concordance.fold_values(values, known=known, value="aantal")
    assert exact["aantal"].sum() == pytest.approx(frame["aantal"].sum())


@given(
    st.lists(st.integers(0, 1000), min_size=1, max_size=20),
    st.lists(st.integers(1, 20), min_size=1, max_size=5),
    st.floats(0, 1, exclude_max=True),
)
def test_every_part_is_its_share_rounded_down_or_up(counts: list[int], weights: list[int], start: float) -> None:
    shares = [weight / sum(weights) for weight in weights]
    found = divided(np.array(counts, dtype=float), shares, np.full(len(counts), start))
    assert found.sum(axis=1).tolist() == counts
    assert (found >= 0).all()
    assert (abs(found - np.outer(counts, shares)) < 1 + 1e-9).all()


def test_dividing_by_hand() -> None:
    """Ten over a half, 0.3 and 0.2, shifted by 0.6: the borders 5, 8 and 10 become 5.6, 8.6 and 10."""
    assert divided(np.array([10.0]), [0.5, 0.3, 0.2], np.array([0.6])).tolist() == [[5, 3, 2]]
    assert divided(np.array([1.0]), [0.5, 0.3, 0.2], np.array([0.1])).tolist() == [[0, 0, 1]]
    assert divided(np.array([1.0]), [0.5, 0.3, 0.2], np.array([0.3])).tolist() == [[0, 1, 0]]
    assert divided(np.array([1.0]), [0.5, 0.3, 0.2], np.array([0.5])).tolist() == [[1, 0, 0]]


# --- folding values --------------------------------------------------------------------------------------------------


def test_values_are_divided_exactly_and_added_to_what_is_there(tmp_path: Path) -> None:
    found = loaded(tmp_path, f"{A},{B},2020,0.25", f"{A},{C},2020,0.75")
    figures = pd.DataFrame(
        {
            "gebied": [A, B, D, A],
            "jaar": [2018, 2018, 2018, 2019],
            "waarde": pd.array([100, 40, 7, 10], dtype="Float64"),
        }
    )
    folded, old = found.fold_values(figures, known={B, C, D})
    assert old == [A]
    assert {(r.gebied, r.jaar): r.waarde for r in folded.itertuples()} == {
        (B, 2018): 65.0, (C, 2018): 75.0, (D, 2018): 7.0, (B, 2019): 2.5, (C, 2019): 7.5,
    }  # fmt: skip


def test_a_missing_value_makes_the_sum_missing_and_not_zero(tmp_path: Path) -> None:
    figures = pd.DataFrame({"gebied": [A, B], "jaar": 2018, "waarde": pd.array([None, 40], dtype="Float64")})
    folded, _old = loaded(tmp_path, f"{A},{B},2020,1").fold_values(figures, known={B})
    assert folded["waarde"].isna().tolist() == [True]


def test_steps_of_one_code_stand_in_the_order_of_the_years(tmp_path: Path) -> None:
    years = list(loaded(tmp_path, f"{A},{C},2020,1", f"{A},{B},2016,1").steps[A])
    assert all(first < second for first, second in pairwise(years))
