"""The reports as documents: for the triangle, council and management team, a year, an area, a partner.

    build(Soort.GEBIED, snapshot, toegang, date(2025, 12, 1), gebied="BU09350003")

`council`, `year`, `area`, `partner`: a kind each; `asof`: figures as of a month; `words`, `grids`, `drawings`: the
sentences, tables and figures they share; `derivable`: what would tell a hidden count.
"""

from datetime import date

from analytics.access import Toegang
from analytics.errors import NotFound
from analytics.language import _
from analytics.reports.model import Document, Soort
from analytics.snapshots import Snapshot
from analytics.views import briefing
from analytics.views.reporting import area, council, partner, year
from analytics.views.reporting.doings import Reported

__all__ = ["Reported", "build"]


def build(
    soort: Soort,
    snapshot: Snapshot,
    toegang: Toegang,
    maand: date,
    *,
    gebied: str = "",
    gebieden: tuple[str, ...] = (),
    themas: tuple[str, ...] = (),
    gemeld: Reported | None = None,
) -> Document:
    """A report of a kind, as of a month. What a partner is given is always at the partner's level, whatever is passed.

    `gebied`: of an area profile; `gebieden`, `themas`: of an extract; `gemeld`: what the team reported on actions, for
    council and year, None = not read. Raises WrongUsage for a choice that is missing, NotFound for a month without
    figures and for unknown areas and themes.
    """
    first = maand.replace(day=1)
    if first not in briefing.months(snapshot):
        raise NotFound(
            _("Over {month} zijn er geen cijfers om een rapport van te maken.").format(month=f"{first:%Y-%m}")
        )
    if soort is Soort.DRIEHOEK:
        return briefing.build(snapshot, toegang, first)
    if soort is Soort.RAAD:
        return council.build(snapshot, toegang, first, gemeld)
    if soort is Soort.JAAR:
        return year.build(snapshot, toegang, first, gemeld)
    if soort is Soort.GEBIED:
        return area.build(snapshot, toegang, first, gebied)
    return partner.build(snapshot, first, gebieden, themas)
