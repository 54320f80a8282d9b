"""Remarks (duiding) of the team on the parts of a report: what the figures do not say, with how far each text is.

    remarks(store, "GM0935", date(2025, 12, 1), "driehoek"), history(store, place)
    write(store, place, "Het najaar was ...", author, seen=0), leave_out(store, place, author, seen=0)
    move(store, place, Stand.VASTGESTELD, author, seen=2)

Nothing is ever deleted: every writing and every step is a version of its own, and the newest counts.
"""

from analytics.remarks.contents import Place, Remark, Stand
from analytics.remarks.keeping import history, leave_out, move, remarks, write
from analytics.remarks.rules import LONGEST, steps

__all__ = ["LONGEST", "Place", "Remark", "Stand", "history", "leave_out", "move", "remarks", "steps", "write"]
