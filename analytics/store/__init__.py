"""The database of the team: what people write down beside the figures, with who and when. Apart from the snapshots.

    where = store_of(settings().root)
    with reading(where) as session: ...
    with writing(where) as session: ...

Agendas, annotations, marks on signals and the progress of actions each bring their own tables (`Base`); the
migrations of all of them are here.
"""

from analytics.store.author import Author
from analytics.store.base import Base, Moment
from analytics.store.engine import Store, exists, reading, store_of, upgrade, writing
from analytics.store.errors import Changed, Refused, StoreUnavailable

__all__ = [
    "Author",
    "Base",
    "Changed",
    "Moment",
    "Refused",
    "Store",
    "StoreUnavailable",
    "exists",
    "reading",
    "store_of",
    "upgrade",
    "writing",
]
