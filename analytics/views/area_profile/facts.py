"""Key figures of an area: how many people, households and homes, of which year, and their share of the city."""

from datetime import date

from analytics import formatting
from analytics.areas import Area, Niveau
from analytics.coverage import denominators
from analytics.database import open_database
from analytics.frames import records
from analytics.language import _
from analytics.measures import Selection
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common

LATEST = date(9999, 1, 1)  # the nearest year before it is the last one there is
FIRST = ("inwoners", "huishoudens", "woningen")  # in this order, then the rest


def table(selection: Selection, area: Area) -> Table | None:
    """The last key figures of one area; None when the snapshot has none of it."""
    city = common.municipality(selection.snapshot)
    names = sorted(denominators(selection.snapshot), key=lambda k: (FIRST.index(k) if k in FIRST else len(FIRST), k))
    found = [(name, _latest(selection, name, area), _latest(selection, name, city)) for name in names]
    rows = tuple(_row(name, own, whole) for name, own, whole in found if own is not None)
    if not rows:
        return None
    return Table(
        label=_("Kerncijfers van {area}.").format(area=area.naam),
        columns=(
            Column("naam", _("kerncijfer"), "text"),
            Column("aantal", _("aantal"), "count"),
            Column("jaar", _("op 1 januari"), "text"),
            Column("deel", _("deel van de gemeente"), "decimal", unit="%", decimals=1),
        ),
        rows=rows,
    )


def _latest(selection: Selection, kenmerk: str, area: Area) -> tuple[float, int] | None:
    niveau = area.niveau if area.niveau is not Niveau.REFERENTIE else Niveau.GEMEENTE
    frame = open_database(selection.snapshot).run(
        "noemers", niveau=niveau.value, gebieden=[area.code], perioden=["laatste"], tot=[LATEST], kenmerk=kenmerk
    )
    rows = records(frame)
    return (float(rows[0]["noemer"]), int(rows[0]["jaar"])) if rows else None


def _row(name: str, own: tuple[float, int], whole: tuple[float, int] | None) -> Row:
    share = 100 * own[0] / whole[0] if whole and whole[1] == own[1] and whole[0] else None
    return Row(
        name,
        {
            "naam": Cell(name.replace("_", " ")),
            "aantal": Cell(own[0]),
            "jaar": Cell(str(own[1])),
            "deel": Cell(None) if share is None else Cell(share, text=formatting.number(share, 1)),
        },
    )
