"""The detail map: streets, hexagons or heat, with what it shows in words."""

from dataclasses import dataclass
from typing import Literal

import pydeck

from analytics import formatting
from analytics.areas import all_areas
from analytics.figures import detail_map
from analytics.indicators import Indicator
from analytics.language import _, ngettext
from analytics.measures import Selection
from analytics.streets import Streets, by_street, has_streets
from analytics.tables import Cell, Column, Row, Table

Form = Literal["straten", "zeshoeken", "warmte"]
SHOWN = 25  # streets in the table twin; a longer list is in the download of the police file, not here

__all__ = ["Form", "StreetMap", "build", "deck", "has_streets"]


@dataclass(frozen=True)
class StreetMap:
    """`streets` for the deck; `answer` says the finding; `table` is the twin with the busiest streets."""

    streets: Streets
    answer: str
    table: Table


def build(indicator: Indicator, selection: Selection) -> StreetMap:
    """Streets of the whole municipality in the period of the selection."""
    streets = by_street(indicator, selection)
    return StreetMap(streets, _answer(indicator, streets, selection), _table(indicator, streets, selection))


def deck(view: StreetMap, selection: Selection, *, form: Form, dark: bool) -> pydeck.Deck:
    """The WebGL map; borders are fetched by the browser once."""
    borders = f"/kaart/{selection.snapshot.id}/buurten.geojson"
    return detail_map.deck(view.streets.rows, borders, form=form, dark=dark)


def _answer(indicator: Indicator, streets: Streets, selection: Selection) -> str:
    span = formatting.period(selection.van, selection.tot)
    rows = streets.rows
    if rows.empty:
        return _("Over {span} is van geen enkele registratie de straat bekend.").format(span=span)
    top = rows.sort_values("aantal", ascending=False).iloc[0]
    known = ngettext("{n} registratie", "{n} registraties", int(rows["aantal"].sum())).format(
        n=formatting.count(rows["aantal"].sum())
    )
    text = _("Van {known} in {span} is de straat bekend; de meeste in {street} ({area}, {n}).").format(
        known=known,
        span=span,
        street=top["straat"],
        area=all_areas(selection.snapshot)[top["gebied"]].naam,
        n=formatting.count(top["aantal"]),
    )
    if streets.hidden:
        text += " " + _("{n} straten met te kleine aantallen zijn weggelaten.").format(n=streets.hidden)
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
        rows=tuple(
            Row(
                f"{row.gebied}:{row.straat}",
                {"straat": Cell(row.straat), "buurt": Cell(areas[row.gebied].naam), "aantal": Cell(int(row.aantal))},
            )
            for row in busiest.itertuples()
        ),
        sort=("aantal", True),
    )
