"""The tables of the part Wanneer: busy days and parts of the day, special days, and what fell in which month."""

import math
from datetime import date

from analytics import formatting, special_days
from analytics.areas import Area
from analytics.busy_days import Special, SpecialDays
from analytics.busy_parts import HOURS, Busier, Part
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT
from analytics.periods import add_months
from analytics.tables import Cell, Column, Row, Table
from analytics.views.area_profile.busy import day_names

MOST = 10  # combinations of day and part
REACH = 4.0  # times the average: an axis that went on would flatten every other bar


def hours(part: int, between: str) -> str:
    """'16–20' of a part of the day."""
    return f"{part * HOURS}{between}{(part + 1) * HOURS}"


def _word(oordeel: Busier) -> Cell:
    words = {
        Busier.MEER: _("duidelijk meer"),
        Busier.MINDER: _("duidelijk minder"),
        Busier.GEEN_DUIDELIJK_VERSCHIL: _("geen duidelijk verschil"),
    }
    return Cell(words[oordeel], tone="gelijk" if oordeel is Busier.GEEN_DUIDELIJK_VERSCHIL else "")


def _times_column(title: str, mark: str, decimals: int) -> Column:
    return Column("keer", title, "interval", decimals=decimals, mark=1.0, mark_text=mark, reach=REACH)


def parts_table(found: tuple[Part, ...], indicator: Indicator, area: Area) -> Table:
    """Days, parts of the day, and of their combinations the busiest that are clearly so."""
    combined = sorted(
        (one for one in found if one.dag is not None and one.dagdeel is not None and one.oordeel is Busier.MEER),
        key=lambda one: -one.verhouding,
    )[:MOST]
    single = [one for one in found if one.dag is None or one.dagdeel is None]
    return Table(
        label=_("{title} in {area}: hoe druk dagen en dagdelen zijn, vergeleken met het gemiddelde.").format(
            title=indicator.titel, area=area.naam
        ),
        columns=(
            Column("wanneer", _("wanneer"), "text"),
            Column("aantal", _("aantal"), "count", narrow=False),
            _times_column(_("keer het gemiddelde"), _("gemiddeld"), 2),
            Column("oordeel", _("oordeel"), "word"),
        ),
        rows=tuple(_part_row(one) for one in (*single, *combined)),
    )


def _part_row(one: Part) -> Row:
    day = "" if one.dag is None else day_names()[one.dag]
    part = "" if one.dagdeel is None else _("{hours} uur").format(hours=hours(one.dagdeel, "–"))
    groups = {(True, False): _("Dag"), (False, True): _("Deel van de dag")}
    return Row(
        f"{one.dag}-{one.dagdeel}",
        {
            "wanneer": Cell(" ".join(text for text in (day, part) if text)),
            "aantal": Cell(one.aantal),
            "keer": Cell(one.verhouding, low=one.laag, high=one.hoog),
            "oordeel": _word(one.oordeel),
        },
        group=groups.get((bool(day), bool(part)), _("Dag en dagdeel: de drukste")),
    )


def special_table(special: SpecialDays, indicator: Indicator, area: Area) -> Table:
    """Every occasion, the busiest first; those of which nothing can be said last."""
    return Table(
        label=_("{title} in {area} op bijzondere dagen, vergeleken met gewone dagen.").format(
            title=indicator.titel, area=area.naam
        ),
        columns=(
            Column("naam", _("wat"), "text"),
            Column("dagen", _("dagen"), "count", narrow=False),
            Column("aantal", _("aantal"), "count", narrow=False),
            Column("verwacht", _("op zoveel gewone dagen"), "decimal", decimals=1, narrow=False),
            _times_column(_("keer een gewone dag"), _("gewoon"), 1),
            Column("oordeel", _("oordeel"), "word"),
        ),
        rows=tuple(_special_row(one) for one in sorted(special.bijzonder, key=_order)),
    )


def _order(one: Special) -> float:
    return math.inf if math.isnan(one.ratio.estimate) else -one.ratio.estimate


def _special_row(one: Special) -> Row:
    known = not math.isnan(one.ratio.estimate)
    word = Busier.MEER if one.ratio.estimate > 1 else Busier.MINDER
    return Row(
        one.naam,
        {
            "naam": Cell(one.naam),
            "dagen": Cell(one.dagen),
            "aantal": Cell(one.aantal, status=ONDERDRUKT if one.aantal is None else ""),
            "verwacht": Cell(one.verwacht),
            "keer": Cell(one.ratio.estimate, low=one.ratio.lower, high=one.ratio.upper) if known else Cell(None),
            "oordeel": _word(word if one.clear else Busier.GEEN_DUIDELIJK_VERSCHIL) if known else Cell(None),
        },
    )


def calendar_table(months: tuple[date, ...]) -> Table | None:
    """What falls in each month, newest first: carnival is in February one year and in March the next."""
    fallen = {month: special_days.in_month(month) for month in reversed(months)}
    rows = tuple(
        Row(
            f"{month:%Y-%m}",
            {
                "maand": Cell(formatting.period(month, add_months(month, 1))),
                "wat": Cell(", ".join(names)),
            },
        )
        for month, names in fallen.items()
        if names
    )
    columns = (Column("maand", _("maand"), "text"), Column("wat", _("wat er viel"), "text"))
    return Table(label=_("Bijzondere dagen per maand."), columns=columns, rows=rows) if rows else None
