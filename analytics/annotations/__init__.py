"""Annotations on the time axis, kept by the team: an event, a measure taken, a note about the figures.

    annotations(store, "GM0935"), add(store, NewAnnotation(...), author)
    change(store, 7, versie, {...}, author), withdraw(store, 7, versie, author)
    touching(found, indicator, gebied, areas, van, tot)

Nothing is ever deleted: what was withdrawn is kept and no longer shown on charts.
"""

from analytics.annotations.contents import Annotation, NewAnnotation
from analytics.annotations.keeping import add, annotations, change, withdraw
from analytics.annotations.touching import touching

__all__ = ["Annotation", "NewAnnotation", "add", "annotations", "change", "touching", "withdraw"]
