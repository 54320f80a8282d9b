"""Areas of attention under a map or a ranking: a small table of their own, never among the buurten or wijken."""

from dataclasses import replace
from urllib.parse import urlencode

from analytics import formatting
from analytics.areas import Niveau, at_level
from analytics.figures import choropleth
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, VOORLOPIG, Measurement, Selection, measure
from analytics.tables import Cell, Column, Row, Table

NO_SURVEY = _("Van aandachtsgebieden zijn er geen enquêtecijfers: de enquête is per buurt en wijk gehouden.")
NO_RATE = _(
    "Van een aandachtsgebied met losse straten is er alleen een aantal. In maanden zonder straten in de gegevens "
    "ontbreekt ook dat."
)


def build(indicator: Indicator, selection: Selection) -> Table | None:
    """The areas of attention that are followed, on the question of the page; None without any, and for a survey."""
    ended = {area.code for area in selection.snapshot.eigen if area.gesloten}
    areas = {a.code: a for a in at_level(selection.snapshot, Niveau.AANDACHT) if a.code not in ended}
    if indicator.is_survey or not areas:
        return None
    found = measure(indicator, replace(selection, niveau=Niveau.AANDACHT, gebieden=tuple(areas)))
    period = selection.periods[0]
    return Table(
        label=_("{title} in aandachtsgebieden, {span}.").format(
            title=indicator.titel, span=formatting.period(period.van, period.tot)
        ),
        columns=_columns(found),
        rows=tuple(_row(found, code, areas[code].naam) for code in areas),
    )


def note(indicator: Indicator, selection: Selection) -> str:
    """What to know of these figures; '' when there is nothing to know."""
    followed = [area for area in selection.snapshot.eigen if not area.gesloten]
    if not followed:
        return ""
    if indicator.is_survey:
        return NO_SURVEY
    return NO_RATE if any(area.by_street for area in followed) else ""


def _columns(found: Measurement) -> tuple[Column, ...]:
    name = Column("naam", _("aandachtsgebied"), "link")
    count = Column("teller", _("aantal"), "count", unit=_("aantal"))
    if not found.is_rate:
        return (name, count)
    decimals = found.indicator.decimalen
    return (name, count, Column("waarde", found.eenheid, "interval", unit=found.eenheid, decimals=decimals))


def _row(found: Measurement, code: str, naam: str) -> Row:
    (row,) = records(found.values[found.values["gebied"] == code])
    link = "/aandachtsgebieden?" + urlencode({"aandachtsgebied": code})
    hidden = row["status"] == ONDERDRUKT
    status = row["status"] if hidden or row["teller"] is None else VOORLOPIG if row["status"] == VOORLOPIG else ""
    text = choropleth.hidden_text(found) if hidden else None
    count = Cell(row["teller"], status=status, text=text)
    value = Cell(
        row["waarde"], row["ondergrens"], row["bovengrens"], status="" if row["waarde"] is not None else status
    )
    return Row(code, {"naam": Cell(naam, href=link), "teller": count, "waarde": value})
