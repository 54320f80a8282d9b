"""Areas of attention under a map or a ranking: a small table of their own, never among the buurten or wijken."""

from dataclasses import replace
from urllib.parse import urlencode

from analytics import formatting
from analytics.areas import Niveau, at_level
from analytics.figures import choropleth
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import DEFINITIEF, ONDERDRUKT, Measurement, Selection, measure
from analytics.tables import Cell, Column, Row, Table

NO_SURVEY = _("Van aandachtsgebieden zijn er geen enquêtecijfers: de enquête is per buurt en wijk gehouden.")
NO_RATE = _(
    "Van een aandachtsgebied met losse straten is er alleen een aantal, zonder de registraties waarvan de straat niet "
    "bekend is. In maanden zonder straten in de gegevens ontbreekt ook dat."
)


def build(indicator: Indicator, selection: Selection) -> Table | None:
    """The areas of attention that are followed, on the question of the page; None without any, and for a survey."""
    ended = {area.code for area in selection.snapshot.eigen if area.gesloten}
    areas = {a.code: a for a in at_level(selection.snapshot, Niveau.AANDACHT) if a.code not in ended}
    if indicator.is_survey or not areas:
        return None
    asked = replace(selection, niveau=Niveau.AANDACHT, gebieden=tuple(areas))
    counts, found = measure(indicator, replace(asked, absoluut=True, noemer="")), measure(indicator, asked)
    period = selection.periods[0]
    return Table(
        label=_("{title} in aandachtsgebieden, {span}.").format(
            title=indicator.titel, span=formatting.period(period.van, period.tot)
        ),
        columns=_columns(found),
        rows=tuple(_row(counts, found, code, areas[code].naam) for code in areas),
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
    value = Column("waarde", _("waarde"), "interval", unit=found.eenheid, decimals=decimals, narrow=False)
    return (name, count, value)


def _row(counts: Measurement, found: Measurement, code: str, naam: str) -> Row:
    link = "/aandachtsgebieden?" + urlencode({"aandachtsgebied": code})
    return Row(code, {"naam": Cell(naam, href=link), "teller": _count(counts, code), "waarde": _value(found, code)})


def _count(counts: Measurement, code: str) -> Cell:
    (row,) = records(counts.values[counts.values["gebied"] == code])
    if row["status"] == ONDERDRUKT:
        return Cell(None, status=ONDERDRUKT, text=choropleth.hidden_text(counts))
    return Cell(row["teller"], status="" if row["status"] == DEFINITIEF else row["status"])


def _value(found: Measurement, code: str) -> Cell:
    """The rate, where there is one: not for a street, nor where few people live."""
    mine = found.values["gebied"] == code
    (row,) = records(found.values[mine])
    if row["waarde"] is None or found.too_small()[mine].item():
        return Cell(None, text=formatting.MISSING if row["waarde"] is None else _("te weinig inwoners"))
    text = formatting.number(row["waarde"], found.indicator.decimalen)
    status = "" if row["status"] == DEFINITIEF else row["status"]
    return Cell(row["waarde"], row["ondergrens"], row["bovengrens"], text=text, status=status)
