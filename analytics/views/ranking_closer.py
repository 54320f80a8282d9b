"""The areas that are or may be among the lowest, nearer by: what chance does to them, and what comes next."""

from typing import Any

import pandas as pd

from analytics import formatting
from analytics.areas import Area
from analytics.language import _
from analytics.methods.ranks import MOGELIJK, ZEKER
from analytics.ranking import Ranking
from analytics.tables import Cell, Column, Row, Table
from analytics.views import ranking_cells as cells


def closer(ranking: Ranking, areas: dict[str, Area], before: Ranking | None) -> Table | None:
    """What the areas at the bottom look like when chance is taken out, and what they will look like next time."""
    rows = ranking.rows[ranking.rows["groep"].isin([ZEKER, MOGELIJK])]
    if rows.empty:
        return None
    measurement = ranking.measurement

    def figure(name: str, title: str, text: str = "", *, narrow: bool = True) -> Column:
        decimals = measurement.indicator.decimalen
        return Column(name, title, "interval", unit=measurement.eenheid, decimals=decimals, help=text, narrow=narrow)

    columns = [
        Column("naam", measurement.selection.niveau.value, "text"),
        Column("basis", _("respondenten") if measurement.indicator.is_survey else _("aantal"), "count", narrow=False),
        figure("waarde", _("gemeten")),
        figure("geschat", _("geschat"), _("Naar het midden getrokken: hoe kleiner de steekproef, hoe meer.")),
        Column("gewicht", _("eigen cijfer"), "decimal", unit="%", narrow=False),
        figure(
            "volgende",
            _("zonder actie"),
            _("Waar de volgende meting met 95% zekerheid ligt als niemand iets doet."),
            narrow=False,
        ),
    ]
    if before is not None:
        (period,) = before.measurement.selection.periods
        span = formatting.period(period.van, period.tot)
        columns.append(Column("vorige", _("in {span}").format(span=span), "text", narrow=False))
    if rows["nodig"].notna().any():
        columns.append(
            Column("nodig", _("nodig"), "count", narrow=False,
                   help=_("Zoveel respondenten zijn ongeveer nodig om te zeggen of dit gebied bij de laagste hoort."))
        )  # fmt: skip
    return Table(
        label=_("De gebieden die zeker of mogelijk bij {lowest} horen, nader bekeken.").format(
            lowest=cells.lowest(ranking)
        ),
        columns=tuple(columns),
        rows=tuple(_row(ranking, str(code), areas, row, before) for code, row in rows.iterrows()),
    )


def _row(ranking: Ranking, code: str, areas: dict[str, Area], row: "pd.Series[Any]", before: Ranking | None) -> Row:
    shown = {
        "naam": Cell(areas[code].naam),
        "basis": cells.basis(ranking, row),
        "waarde": cells.value(ranking, row),
        "geschat": _between(ranking, row, "geschat_onder", "geschat_boven"),
        "gewicht": Cell(cells.percent(row["gewicht"]), text=formatting.percentage(100 * row["gewicht"], 0)),
        "volgende": _between(ranking, row, "volgende_onder", "volgende_boven"),
        "nodig": Cell(None, text=formatting.MISSING) if pd.isna(row["nodig"]) else Cell(_about(row["nodig"])),
    }
    if before is not None:
        shown["vorige"] = Cell(_last_time(before, code))
    return Row(code, shown)


def _between(ranking: Ranking, row: "pd.Series[Any]", low: str, high: str) -> Cell:
    text = formatting.number(row["geschat"], ranking.measurement.indicator.decimalen)
    return Cell(float(row["geschat"]), float(row[low]), float(row[high]), text=text)


def _about(number: float) -> int:
    """Two figures: the rest would be a precision that is not there."""
    size = 10 ** max(len(str(int(number))) - 2, 0)
    return int(-(-number // size) * size)


def _last_time(before: Ranking, code: str) -> str:
    if code not in before.rows.index:
        return _("geen bruikbaar cijfer")
    row = before.rows.to_dict("index")[code]
    group, chance = str(row["groep"]), float(row["kans"])
    return _("{group} ({chance})").format(group=group, chance=cells.chance_text(chance))
