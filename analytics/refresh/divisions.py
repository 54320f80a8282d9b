"""Codes of buurten change between years: figures and boundaries must be of the same division."""

from dataclasses import replace

import pandas as pd

from analytics.contract import TOTALS
from analytics.formatting import count, percentage
from analytics.language import _
from analytics.refresh.concordance import Concordance
from analytics.refresh.folding import added_up
from analytics.refresh.material import CountTable, Remarks, shown
from analytics.refresh.sources import sources


def present_codes(table: CountTable, concordance: Concordance, areas: list[str]) -> tuple[CountTable, Remarks]:
    """The table with old codes of buurten replaced by those of `areas`, and how many registrations that touched."""
    remarks = Remarks()
    rows, _findings = concordance.fold(table.rows, known=set(areas), keep_zeros=True)
    old = sorted(set(table.rows["gebied"]) - set(rows["gebied"]))
    if not old:
        return table, remarks
    cell = ["gebied", "soort", "periode"]
    several = rows.duplicated(cell, keep=False)
    added = added_up(rows[several], "aantal", missing_is_zero=table.empty_is_zero)
    text = _("{bron}: {count} registraties met een oude buurtcode zijn bij de huidige buurten geteld ({codes}).")
    number = _registrations(table.rows[table.rows["gebied"].isin(old)])
    codes = ", ".join(shown(old, _("en nog {count}")))
    remarks.notes.append(text.format(bron=table.bron, count=count(number), codes=codes))
    return replace(table, rows=pd.concat([rows[~several], added], ignore_index=True)), remarks


def _registrations(rows: pd.DataFrame) -> int:
    """How many these are, where a total is given beside its kinds, or a year beside its months."""
    single = rows[~rows["soort"].isin(TOTALS)]
    rows = single if len(single) else rows
    whole_years = rows["periode"].str[4:6] == "JJ"
    inside = ~whole_years & rows["periode"].str[:4].isin(rows.loc[whole_years, "periode"].str[:4])
    return int(rows.loc[~inside, "aantal"].sum())


def strange_codes(bron: str, found: set[str], areas: set[str]) -> Remarks:
    """Codes in the figures without a boundary, and boundaries without figures: noted, or too many to go on."""
    remarks = Remarks()
    strange, absent = sorted(found - areas), sorted(areas - found)
    if not found or not (strange or absent):
        return remarks
    share = max(len(strange) / len(found), len(absent) / len(areas))
    text = _codes_text(bron, strange, absent)
    if share <= sources().drempels.aandeel_vreemde_codes:
        effect = _(
            "Registraties zonder grens tellen als buurt onbekend; buurten zonder cijfers ontbreken, tenzij de andere "
            "buurten samen al de hele gemeente zijn: dan is het nul."
        )
        remarks.notes.append(f"{text} {effect}")
        return remarks
    remarks.problems.append(
        _(
            "{text} Dat is {share}: de cijfers en de grenzen horen bij een andere indeling, of een van beide is niet "
            "volledig. Neem grenzen van het jaar waarop de cijfers zijn ingedeeld."
        ).format(text=text, share=percentage(100 * share, 0))
    )
    return remarks


def _codes_text(bron: str, strange: list[str], absent: list[str]) -> str:
    parts = []
    for codes, text in (
        (strange, _("{count} buurtcodes in {bron} staan niet in de grenzen ({codes}).")),
        (absent, _("{count} buurten in de grenzen komen niet voor in {bron} ({codes}).")),
    ):
        if codes:
            listed = ", ".join(shown(codes, _("en nog {count}")))
            parts.append(text.format(count=len(codes), bron=bron, codes=listed))
    return " ".join(parts)
