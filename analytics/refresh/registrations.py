"""From the rows of one police table to what it says: counts, and for which areas, kinds and periods it is known.

The three frames of `Known` use period codes ('2023JJ00', '2023MM01'):
units    gebied (GM), soort_gebied, soort, periode, status, bron: this kind is known for every such area
missing  gebied (BU), soort, periode, bron: except for this buurt
counts   gebied, soort_gebied, soort, periode, aantal, bron: only counts above zero
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.formatting import count, percentage
from analytics.language import _
from analytics.refresh.divisions import strange_codes
from analytics.refresh.grid import Flags, Grid, Numbers, city_row, lay_out, sum_per_combo
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
    grid = lay_out(table, own, areas)
    grid = _without_unpublished(grid, city_row(table, rows, gemeente, grid.combos), table, remarks)
    city = city_row(table, rows, gemeente, grid.combos)
    outside = sum_per_combo(own[~own["gebied"].isin(areas)], grid.combos)
    grid = grid.proven_by(city, outside)
    covered: Flags = np.asarray(grid.known.any(axis=1))
    return _known(table, gemeente, grid.part(covered), city[covered], outside[covered], remarks), remarks


def _known(table: CountTable, gemeente: str, grid: Grid, city: Numbers, outside: Numbers, remarks: Remarks) -> Known:
    unknown, has_unknown = _unknown_location(grid, city, outside)
    _check_sums(table.bron, grid, city, unknown, remarks)
    _note_missing(table.bron, grid, remarks)
    units = [
        _units(grid.combos, gemeente, "buurt", table),
        _units(grid.combos[has_unknown], gemeente, "onbekend", table),
    ]
    counts = [
        _long(grid.combos, grid.areas, grid.values, table.bron, "buurt"),
        _long(grid.combos, [gemeente], unknown[:, np.newaxis], table.bron, "onbekend"),
    ]
    return Known(together(UNIT_COLUMNS, units), _missing(grid, table.bron), together(KNOWN_COUNTS, counts))


def read_municipalities(table: CountTable, gemeenten: list[str]) -> tuple[Known, Remarks]:
    """What a table per municipality says about `gemeenten`; each is known for what it has a number for."""
    parts, remarks = [], Remarks()
    for gemeente in gemeenten:
        rows = table.rows[table.rows["gebied"] == gemeente]
        if rows.empty:
            continue
        grid = lay_out(table, rows, [gemeente])
        grid = grid.part(grid.whole)
        counts = _long(grid.combos, grid.areas, grid.values, table.bron, "gemeente")
        units = _units(grid.combos, gemeente, "gemeente", table)
        parts.append(Known(units, typed(MISSING_COLUMNS), counts))
    return merged(parts), remarks


def _without_unpublished(grid: Grid, city: Numbers, table: CountTable, remarks: Remarks) -> Grid:
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
    return grid.part(~grid.combos["soort"].isin(hidden).to_numpy(dtype=bool))


def _unknown_location(grid: Grid, city: Numbers, outside: Numbers) -> tuple[Numbers, Flags]:
    """Per combo the count without a buurt, and whether it is known.

    Known from the municipality's row when every buurt is known too; otherwise only what has a foreign buurt code.
    """
    from_city = ~np.isnan(city) & grid.whole
    unknown = np.where(from_city, city - grid.sums, outside)
    return unknown, from_city | (outside > 0)


def _check_sums(
    bron: str,
    grid: Grid,
    city: Numbers,
    unknown: Numbers,
    remarks: Remarks,
) -> None:
    """Compare the buurten with their municipality: a small difference is noted, a large one is no whole delivery."""
    limits, whole = sources().drempels, float(np.nansum(city))
    if whole <= 0:
        return
    compared = ~np.isnan(city) & grid.whole
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


def _note_missing(bron: str, grid: Grid, remarks: Remarks) -> None:
    mentioned = grid.present.any(axis=0)  # buurten that the table never mentions are noted with the codes
    holes = ~grid.known & mentioned
    if holes.any():
        text = _("{bron}: {count} cijfers van buurten ontbreken ({kinds}); zij tellen niet als nul.")
        kinds = sorted(set(grid.combos["soort"][np.asarray(holes.any(axis=1))]))
        listed = ", ".join(shown(kinds, _("en nog {count}")))
        remarks.notes.append(text.format(bron=bron, count=count(int(holes.sum())), kinds=listed))


def _long(combos: pd.DataFrame, areas: list[str], values: Numbers, bron: str, soort_gebied: str) -> pd.DataFrame:
    row, column = np.nonzero(np.nan_to_num(values) > 0)
    return pd.DataFrame(
        {
            "gebied": np.array(areas, dtype=object)[column],
            "soort_gebied": soort_gebied,
            "soort": combos["soort"].to_numpy()[row],
            "periode": combos["periode"].to_numpy()[row],
            "aantal": values[row, column].astype("int64"),
            "bron": bron,
        }
    ).astype(KNOWN_COUNTS)


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
