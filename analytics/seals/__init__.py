"""Sealed reports: what was agreed, kept as it was, with every file made of it. Never changed, never removed.

    seal(store, NewSeal(...), author, seen=0)
    seals(store, "GM0935", "driehoek", date(2025, 12, 1)), content(store, one), file(store, one, "briefing.pdf")

A second seal of the same month is number 2; the first stays. Reading checks the hashes (analytics/seals/hashes.py).
"""

from analytics.seals.contents import Damaged, Kept, NewSeal, Seal
from analytics.seals.keeping import content, file, months, seal, seals

__all__ = ["Damaged", "Kept", "NewSeal", "Seal", "content", "file", "months", "seal", "seals"]
