"""Areas of attention: parts of the municipality that the team names and follows apart, with who and when.

    areas(store, "GM0935"), own_areas(store, "GM0935")
    add(store, snapshot, NewArea(...), author), change(store, snapshot, 7, versie, {...}, author)
    close(store, snapshot, 7, versie, author)

Nothing is ever deleted: an area that is closed keeps its code, and old links keep their figures.
"""

from analytics.attention.contents import AttentionArea, NewArea
from analytics.attention.keeping import add, areas, change, close, own_areas

__all__ = ["AttentionArea", "NewArea", "add", "areas", "change", "close", "own_areas"]
