"""The detail map: streets, hexagons or heat, with what it shows in words."""

from dataclasses import dataclass
from typing import Any

from analytics import formatting
from analytics.areas import all_areas
from analytics.figures import detail_map
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _, ngettext
from analytics.measures import Selection
from analytics.streets import Streets, by_street, has_streets
from analytics.tables import Cell, Column, Row, Table

SHOWN = 25  # streets in the table twin

__all__ = ["StreetMap", "build", "has_streets"]


@dataclass(frozen=True)
class StreetMap:
    """`streets` and `borders_url` (fetched by the browser once) are for the deck, `answer` says the finding and
    `table` is the twin with the busiest streets."""

    streets: Streets
    borders_url: str
    names: dict[str, str]
    answer: str
    table: Table


def build(indicator: Indicator, selection: Selection) -> StreetMap:
    """Streets of the whole municipality in the period of the selection."""
    streets = by_street(indicator, selection)
    borders = f"/kaart/{selection.snapshot.id}/buurten.geojson"
    names = {code: area.naam for code, area in all_areas(selection.snapshot).items()}
    return StreetMap(streets, borders, names, _answer(streets, names, selection), _table(indicator, streets, selection))


def _answer(streets: Streets, names: dict[str, str], selection: Selection) -> str:
    span = formatting.period(selection.van, selection.tot)
    text = f"{span}: {detail_map.sentence(streets.rows, names)}"
    if streets.hidden:
        hidden = ngettext(
            "{n} straat met een te klein aantal is weggelaten.",
            "{n} straten met te kleine aantallen zijn weggelaten.",
            streets.hidden,
        )
        text += " " + hidden.format(n=formatting.count(streets.hidden))
    return text


def _table(indicator: Indicator, streets: Streets, selection: Selection) -> Table:
    areas = all_areas(selection.snapshot)
    busiest = streets.rows.sort_values(["aantal", "gebied", "straat"], ascending=[False, True, True]).head(SHOWN)
    return Table(
        label=_("De {n} straten met de meeste {things}.").format(n=len(busiest), things=indicator.meervoud),
        columns=(
            Column("straat", _("straat"), "text"),
            Column("buurt", _("buurt"), "text"),
            Column("aantal", _("aantal"), "count"),
        ),
        rows=tuple(_row(row, areas[row["gebied"]].naam) for row in records(busiest)),
        sort=("aantal", True),
    )


def _row(row: dict[str, Any], buurt: str) -> Row:
    cells = {"straat": Cell(row["straat"]), "buurt": Cell(buurt), "aantal": Cell(int(row["aantal"]))}
    return Row(f"{row['gebied']}:{row['straat']}", cells)
