"""From the rows of one police table to what it says: counts, and for which areas, kinds and periods it is known.

The three frames of `Known` use period codes ('2023JJ00', '2023MM01'):
units    gebied (GM), soort_gebied, soort, periode, status, bron: this kind is known for every such area
missing  gebied (BU), soort, periode, bron: except for this buurt
counts   gebied, soort_gebied, soort, periode, aantal, bron: only counts above zero
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.formatting import count, percentage
from analytics.language import _
from analytics.refresh.material import CountTable, Remarks, shown, together, typed
from analytics.refresh.sources import hidden_per_buurt, sources

UNIT_COLUMNS = dict.fromkeys(("gebied", "soort_gebied", "soort", "periode", "status", "bron"), "str")
MISSING_COLUMNS = dict.fromkeys(("gebied", "soort", "periode", "bron"), "str")
KNOWN_COUNTS = {
    "gebied": "str", "soort_gebied": "str", "soort": "str", "periode": "str", "aantal": "Int64", "bron": "str",
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What one or more tables say; see the top of this module."""

    units: pd.DataFrame
    missing: pd.DataFrame
    counts: pd.DataFrame


def nothing() -> Known:
    """What no table says."""
    return Known(typed(UNIT_COLUMNS), typed(MISSING_COLUMNS), typed(KNOWN_COUNTS))


def merged(parts: list[Known]) -> Known:
    """What the tables say together."""
    return Known(
        together(UNIT_COLUMNS, [p.units for p in parts]),
        together(MISSING_COLUMNS, [p.missing for p in parts]),
        together(KNOWN_COUNTS, [p.counts for p in parts]),
    )


@dataclass(frozen=True)
class Grid:
    """Counts of one table laid out: a row per (soort, periode), a column per area."""

    combos: pd.DataFrame  # soort, periode
    areas: list[str]
    values: npt.NDArray[np.float64]  # NaN where nothing or an empty cell was published
    known: npt.NDArray[np.bool_]  # a number, or an empty cell that means zero


def read_buurten(table: CountTable, gemeente: str, areas: list[str]) -> tuple[Known, Remarks]:
    """What a table per wijk and buurt says about the buurten `areas` of `gemeente`.

    The municipality's own row minus its buurten is 'onbekend': registrations without a usable location. Counts of
    buurten that `areas` does not hold (another division) are 'onbekend' as well, so that the city's total is right.
    """
    rows = table.rows[~table.rows["soort"].isin(hidden_per_buurt())]
    own = rows[rows["gebied"].str.startswith(f"BU{gemeente[2:]}")]
    remarks = strange_codes(table.bron, set(own["gebied"]), set(areas))
    if own.empty or remarks.problems:
        return nothing(), remarks
    grid = _grid(table, own, areas)
    grid = _without_unpublished(grid, _city_row(table, rows, gemeente, grid.combos), table, remarks)
    city = _city_row(table, rows, gemeente, grid.combos)
    outside = _sum_per_combo(own[~own["gebied"].isin(areas)], grid.combos)
    unknown, has_unknown = _unknown_location(grid, city, outside)
    _check_sums(table.bron, grid, city, unknown, remarks)
    counts = [_long(grid, table.bron, "buurt"), _city_counts(grid, unknown, gemeente, table.bron)]
    units = [
        _units(grid.combos, gemeente, "buurt", table),
        _units(grid.combos[has_unknown], gemeente, "onbekend", table),
    ]
    known = Known(together(UNIT_COLUMNS, units), _missing(grid, table.bron), together(KNOWN_COUNTS, counts))
    return known, remarks


def read_municipalities(table: CountTable, gemeenten: list[str]) -> tuple[Known, Remarks]:
    """What a table per municipality says about `gemeenten`; each is known for what it has a number for."""
    parts, remarks = [], Remarks()
    for gemeente in gemeenten:
        rows = table.rows[table.rows["gebied"] == gemeente]
        if rows.empty:
            continue
        grid = _grid(table, rows, [gemeente])
        parts.append(
            Known(
                _units(grid.combos, gemeente, "gemeente", table),
                typed(MISSING_COLUMNS),
                _long(grid, table.bron, "gemeente"),
            )
        )
    return merged(parts), remarks


def strange_codes(bron: str, found: set[str], areas: set[str]) -> Remarks:
    """Codes in the figures without a boundary, and boundaries without figures: noted, or too many to go on."""
    remarks = Remarks()
    strange, absent = sorted(found - areas), sorted(areas - found)
    if not found or not (strange or absent):
        return remarks
    share = max(len(strange) / len(found), len(absent) / len(areas))
    text = _codes_text(bron, strange, absent)
    if share <= sources().drempels.aandeel_vreemde_codes:
        remarks.notes.append(text)
        return remarks
    remarks.problems.append(
        _(
            "{text} Dat is {share} van de codes: de cijfers en de grenzen horen bij een andere indeling. "
            "Neem grenzen van het jaar waarop de cijfers zijn ingedeeld."
        ).format(text=text, share=percentage(100 * share, 0))
    )
    return remarks


def _codes_text(bron: str, strange: list[str], absent: list[str]) -> str:
    parts = []
    more = _("en nog {count}")
    if strange:
        parts.append(
            _("{count} buurtcodes in {bron} staan niet in de grenzen ({codes}); geteld als buurt onbekend.").format(
                count=len(strange), bron=bron, codes=", ".join(shown(strange, more))
            )
        )
    if absent:
        parts.append(
            _("{count} buurten in de grenzen komen niet voor in {bron} ({codes}); daar ontbreken cijfers.").format(
                count=len(absent), bron=bron, codes=", ".join(shown(absent, more))
            )
        )
    return " ".join(parts)


def _grid(table: CountTable, rows: pd.DataFrame, areas: list[str]) -> Grid:
    """Lay the rows out. Periods without a single number are not published yet and are left out."""
    published = rows["periode"].isin(rows.loc[rows["aantal"].notna(), "periode"])
    rows = rows[published]
    lists_empties = bool((rows["aantal"].fillna(0) == 0).any())
    absent_is_zero = table.whole and table.empty_is_zero and not lists_empties
    combos = _combos(rows, complete=absent_is_zero)
    row, column = _position(rows, combos), pd.Index(areas).get_indexer(pd.Index(rows["gebied"]))
    inside = column >= 0
    values = np.full((len(combos), len(areas)), np.nan)
    present = np.zeros(values.shape, dtype=bool)
    numbers = rows["aantal"].to_numpy(dtype=float, na_value=np.nan)
    values[row[inside], column[inside]] = numbers[inside]
    present[row[inside], column[inside]] = True
    known = ~np.isnan(values) | (present & table.empty_is_zero) | (~present & absent_is_zero)
    return _part(Grid(combos, areas, values, known), known.any(axis=1))


def _combos(rows: pd.DataFrame, *, complete: bool) -> pd.DataFrame:
    """The (soort, periode) that occur; with `complete` every kind in every period."""
    if not complete:
        return rows[["soort", "periode"]].drop_duplicates(ignore_index=True)
    every = pd.MultiIndex.from_product([rows["soort"].unique(), rows["periode"].unique()])
    return every.to_frame(index=False, name=["soort", "periode"])


def _position(rows: pd.DataFrame, combos: pd.DataFrame) -> npt.NDArray[np.intp]:
    """For each row the place of its (soort, periode) in combos, -1 where it is not among them."""
    index = pd.MultiIndex.from_frame(combos[["soort", "periode"]])
    return np.asarray(index.get_indexer(pd.MultiIndex.from_frame(rows[["soort", "periode"]])), dtype=np.intp)


def _without_unpublished(grid: Grid, city: npt.NDArray[np.float64], table: CountTable, remarks: Remarks) -> Grid:
    """Drop kinds that are hidden per buurt: no buurt has a number in any period, but the municipality has.

    In a table asked for as a whole, a kind without any number at all is dropped as well: a false zero is worse.
    """
    numbers = np.asarray((~np.isnan(grid.values)).any(axis=1))
    per_combo = grid.combos[["soort"]].assign(city=city, number=numbers)
    kinds = per_combo.groupby("soort").agg(number=("number", "any"), city=("city", "sum"), row=("city", "count"))
    elsewhere = (kinds["city"] > 0) | ((kinds["row"] == 0) & table.whole)
    hidden = sorted(kinds.index[~kinds["number"] & elsewhere])
    if hidden:
        remarks.notes.append(
            _("{bron} heeft voor geen enkele buurt een getal bij {kinds}; die soorten ontbreken per buurt.").format(
                bron=table.bron, kinds=", ".join(shown(hidden, _("en nog {count}")))
            )
        )
    return _part(grid, ~grid.combos["soort"].isin(hidden).to_numpy(dtype=bool))


def _part(grid: Grid, keep: npt.NDArray[np.bool_]) -> Grid:
    return Grid(grid.combos[keep].reset_index(drop=True), grid.areas, grid.values[keep], grid.known[keep])


def _city_row(table: CountTable, rows: pd.DataFrame, gemeente: str, combos: pd.DataFrame) -> npt.NDArray[np.float64]:
    """The municipality's own count per combo, NaN where it is not in the table."""
    city = rows[rows["gebied"] == gemeente]
    position = _position(city, combos)
    found = np.full(len(combos), np.nan)
    numbers = city["aantal"].to_numpy(dtype=float, na_value=0 if table.empty_is_zero else np.nan)
    found[position[position >= 0]] = numbers[position >= 0]
    return found


def _sum_per_combo(rows: pd.DataFrame, combos: pd.DataFrame) -> npt.NDArray[np.float64]:
    total = np.zeros(len(combos))
    position = _position(rows, combos)
    numbers = rows["aantal"].to_numpy(dtype=float, na_value=0)
    np.add.at(total, position[position >= 0], numbers[position >= 0])
    return total


def _unknown_location(
    grid: Grid, city: npt.NDArray[np.float64], outside: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Per combo the count without a buurt, and whether it is known.

    Known from the municipality's row when every buurt is known too; otherwise only what has a foreign buurt code.
    """
    from_city = ~np.isnan(city) & grid.known.all(axis=1)
    unknown = np.where(from_city, city - np.nansum(grid.values, axis=1), outside)
    return unknown, from_city | (outside > 0)


def _check_sums(
    bron: str,
    grid: Grid,
    city: npt.NDArray[np.float64],
    unknown: npt.NDArray[np.float64],
    remarks: Remarks,
) -> None:
    """Compare the buurten with their municipality: a small difference is noted, a large one is no whole delivery."""
    limits, whole = sources().drempels, float(np.nansum(city))
    if whole <= 0:
        return
    compared = ~np.isnan(city) & grid.known.all(axis=1)
    excess = -float(np.minimum(unknown[compared], 0).sum())
    without = float(np.maximum(unknown[compared], 0).sum())
    if excess:
        text = _("{bron}: de buurten tellen samen {count} registraties meer dan hun gemeente ({share}).")
        here = remarks.problems if excess / whole > limits.aandeel_teveel else remarks.notes
        here.append(text.format(bron=bron, count=count(excess), share=percentage(100 * excess / whole)))
    if without:
        text = _("{bron}: {count} registraties van de gemeente hebben geen buurt ({share}).")
        sentence = text.format(bron=bron, count=count(without), share=percentage(100 * without / whole))
        if without / whole > limits.aandeel_onbekend:
            hint = _("Dat is te veel: waarschijnlijk ontbreekt een deel van de tabel.")
            remarks.problems.append(f"{sentence} {hint}")
        else:
            remarks.notes.append(sentence)


def _long(grid: Grid, bron: str, soort_gebied: str) -> pd.DataFrame:
    row, column = np.nonzero(np.nan_to_num(grid.values) > 0)
    return pd.DataFrame(
        {
            "gebied": np.array(grid.areas, dtype=object)[column],
            "soort_gebied": soort_gebied,
            "soort": grid.combos["soort"].to_numpy()[row],
            "periode": grid.combos["periode"].to_numpy()[row],
            "aantal": grid.values[row, column].astype("int64"),
            "bron": bron,
        }
    ).astype(KNOWN_COUNTS)


def _city_counts(grid: Grid, unknown: npt.NDArray[np.float64], gemeente: str, bron: str) -> pd.DataFrame:
    alone = Grid(grid.combos, [gemeente], unknown[:, np.newaxis], grid.known[:, :1])
    return _long(alone, bron, "onbekend")


def _units(combos: pd.DataFrame, gemeente: str, soort_gebied: str, table: CountTable) -> pd.DataFrame:
    provisional = table.provisional | _newest_month(table)
    return combos.assign(
        gebied=gemeente,
        soort_gebied=soort_gebied,
        status=np.where(combos["periode"].isin(provisional), "voorlopig", "definitief"),
        bron=table.bron,
    )[list(UNIT_COLUMNS)].astype(UNIT_COLUMNS)


def _newest_month(table: CountTable) -> set[str]:
    """The newest month is provisional by rule: part of what happened is reported later."""
    published = table.rows["periode"][table.rows["aantal"].notna()]
    months = published[published.str[4:6] == "MM"]
    return {months.max()} if len(months) else set()


def _missing(grid: Grid, bron: str) -> pd.DataFrame:
    row, column = np.nonzero(~grid.known)
    return pd.DataFrame(
        {
            "gebied": np.array(grid.areas, dtype=object)[column],
            "soort": grid.combos["soort"].to_numpy()[row],
            "periode": grid.combos["periode"].to_numpy()[row],
            "bron": bron,
        }
    ).astype(MISSING_COLUMNS)
