"""Key figures: which rows belong in the delivery, and one value per area, year and figure."""

import pandas as pd

from analytics.formatting import percentage
from analytics.language import _
from analytics.refresh.cells import one_per_cell
from analytics.refresh.concordance import Concordance
from analytics.refresh.material import FIGURE_COLUMNS, Material, Remarks, shown, together
from analytics.refresh.sources import sources


def select(material: Material, areas: list[str], concordance: Concordance) -> tuple[pd.DataFrame, Remarks]:
    """FIGURE_COLUMNS for the buurten `areas` and the reference municipalities.

    Every year has its own division into buurten: old codes are replaced as the concordance says. Of a year that then
    still has too many other codes nothing is used, because the sum over the buurten would not be the city.
    """
    rows = material.figures
    own = rows[rows["gebied"].str.startswith(f"BU{material.gemeente[2:]}")]
    others = rows[rows["gebied"].isin(list(material.references))]
    parts, remarks = [others], Remarks()
    for year, part in own.groupby("jaar"):
        present = _present_codes(str(year), part, concordance, areas, remarks)
        usable, notes = _same_division(str(year), present, areas)
        parts.append(usable)
        remarks.notes += notes
    kept, found = one_per_cell(
        together(FIGURE_COLUMNS, parts), ["gebied", "jaar", "kenmerk", "bron"], ["waarde"], _("Kerncijfers")
    )
    remarks.add(found)
    return _one_source(kept, remarks), remarks


def _present_codes(
    year: str, part: pd.DataFrame, concordance: Concordance, areas: list[str], remarks: Remarks
) -> pd.DataFrame:
    """One year with old codes replaced; only of the declared figures is it known that they add up."""
    adds_up = part["kenmerk"].isin([kenmerk.kenmerk for kenmerk in sources().kenmerk])
    cell = ["gebied", "jaar", "kenmerk", "bron"]
    once, found = one_per_cell(part[adds_up], cell, ["waarde"], _("Kerncijfers"))
    folded, old = concordance.fold_values(once, known=set(areas))
    if not old:
        return part
    remarks.add(found)
    text = _("Kerncijfers {year}: {count} oude buurtcodes zijn bij de huidige buurten geteld ({codes}).")
    listed = ", ".join(shown(old, _("en nog {count}")))
    remarks.notes.append(text.format(year=year, count=len(old), codes=listed))
    return together(FIGURE_COLUMNS, [part[~adds_up], folded])


def _same_division(year: str, part: pd.DataFrame, areas: list[str]) -> tuple[pd.DataFrame, list[str]]:
    found = set(part["gebied"])
    strange, absent = sorted(found - set(areas)), sorted(set(areas) - found)
    if not strange and not absent:
        return part, []
    share = max(len(strange) / len(found), len(absent) / len(areas))
    names = ", ".join(shown([*strange, *absent], _("en nog {count}")))
    if share > sources().drempels.aandeel_vreemde_codes:
        text = _("Kerncijfers {year} zijn niet gebruikt: {share} van de buurten is anders ingedeeld ({codes}).")
        return part.iloc[:0], [text.format(year=year, share=percentage(100 * share, 0), codes=names)]
    text = _("Kerncijfers {year}: {count} buurten hebben geen cijfer of geen grens ({codes}).")
    return part[part["gebied"].isin(areas)], [text.format(year=year, count=len(strange) + len(absent), codes=names)]


def _one_source(rows: pd.DataFrame, remarks: Remarks) -> pd.DataFrame:
    """A municipality's population may come from two tables: the one with the buurten goes first.

    Two tables about the same buurt must agree, because nothing tells which of them is right.
    """
    key = ["gebied", "jaar", "kenmerk"]
    whole = sources().inwoners_gemeente.tabel
    ordered = rows.sort_values(by="bron", key=lambda bron: bron == whole, kind="stable")
    per_buurt = ordered["gebied"].str.startswith("BU")
    _kept, found = one_per_cell(ordered[per_buurt], key, ["waarde"], _("Kerncijfers"))
    remarks.problems += found.problems
    double = ordered[~per_buurt].duplicated(key)
    if double.any():
        text = _("Kerncijfers: {count} cijfers van gemeenten staan in twee tabellen; {table} is niet gebruikt.")
        remarks.notes.append(text.format(count=int(double.sum()), table=whole))
    return ordered.drop_duplicates(key).reset_index(drop=True)
