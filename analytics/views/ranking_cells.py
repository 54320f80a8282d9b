"""Cells and words that the ranking and the closer look at its lowest areas share."""

from typing import Any

import pandas as pd

from analytics import formatting
from analytics.figures import choropleth
from analytics.language import _, ngettext
from analytics.ranking import Ranking
from analytics.tables import Cell


def lowest(ranking: Ranking) -> str:
    """'de 5 laagste' or 'de 5 ongunstigste'."""
    if ranking.measurement.indicator.richting == "hoger_is_beter":
        return ngettext("het laagste", "de {k} laagste", ranking.k).format(k=ranking.k)
    return ngettext("het ongunstigste", "de {k} ongunstigste", ranking.k).format(k=ranking.k)


def value(ranking: Ranking, row: "pd.Series[Any]") -> Cell:
    """The measured figure with its interval."""
    known = not pd.isna(row["waarde"])
    return Cell(
        float(row["waarde"]) if known else None,
        None if pd.isna(row["ondergrens"]) else float(row["ondergrens"]),
        None if pd.isna(row["bovengrens"]) else float(row["bovengrens"]),
        text=choropleth.value_text(ranking.measurement, row),
        status="voorlopig" if row["status"] == "voorlopig" else "",
    )


def basis(ranking: Ranking, row: "pd.Series[Any]") -> Cell:
    """How many answers or registrations the figure rests on."""
    number = row["noemer"] if ranking.measurement.indicator.is_survey else row["teller"]
    return Cell(None, status="ontbreekt") if pd.isna(number) else Cell(int(number))


def likely(chance: float) -> Cell:
    """The chance of being among the lowest."""
    return Cell(None, text=formatting.MISSING) if pd.isna(chance) else Cell(percent(chance), text=chance_text(chance))


def percent(chance: float) -> float:
    """A share as a percentage, as finely as the draws allow."""
    return round(100 * float(chance), 1)


def chance_text(chance: float) -> str:
    """Draws do not tell 99,9% from certain: say so."""
    if chance < 0.01:
        return _("< 1%")
    return _("> 99%") if chance > 0.99 else formatting.percentage(100 * chance, 0)
