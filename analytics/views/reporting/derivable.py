"""Which hidden counts can be worked out from the counts beside them, and which of those are hidden for it too.

Every count is a sum over cells of buurt and police kind: a wijk is the sum of its buurten, a group of kinds the sum of
its kinds. A hidden count can be worked out when it is a sum or difference of counts that are shown, that is when its
cells lie in the space that those span. Then the smallest shown sum that holds it is hidden as well, until no hidden
count can be worked out. What is not looked at: that a count lies between 1 and the threshold, and other reports.
"""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from analytics.areas import Area, Niveau, all_areas
from analytics.indicators import Indicator, SurveyNumerator, parts_of_total
from analytics.snapshots import Snapshot

Cells = frozenset[tuple[str, str]]  # of buurt and kind
Key = TypeVar("Key")
CLOSE = 1e-8


def cells(indicator: Indicator, area: Area, snapshot: Snapshot) -> Cells:
    """The cells that a count is the sum of; none for a survey."""
    if isinstance(indicator.teller, SurveyNumerator):
        return frozenset()
    kinds = {part for kind in indicator.teller.soorten for part in parts_of_total(kind)}
    return frozenset((buurt, kind) for buurt in _buurten(area, snapshot) for kind in kinds)


def _buurten(area: Area, snapshot: Snapshot) -> list[str]:
    if area.niveau is Niveau.BUURT:
        return [area.code]
    every = [one for one in all_areas(snapshot).values() if one.niveau is Niveau.BUURT]
    return [one.code for one in every if area.niveau is Niveau.GEMEENTE or one.wijk == area.code]


def also_hidden(shown: Mapping[Key, Cells], hidden: Mapping[Key, Cells]) -> frozenset[Key]:
    """The keys of `shown` that have to be hidden too, so that no count of `hidden` can be worked out."""
    left, closed = {key: one for key, one in shown.items() if one}, {key: one for key, one in hidden.items() if one}
    added: set[Key] = set()
    while (told := _told(left, closed)) is not None:
        key = _smallest_around(left, closed[told])
        closed[key] = left.pop(key)
        added.add(key)
    return frozenset(added)


def _told(shown: Mapping[Key, Cells], hidden: Mapping[Key, Cells]) -> Key | None:
    """A hidden count that the shown ones tell; None when they tell none."""
    if not shown or not hidden:
        return None
    place = {cell: n for n, cell in enumerate(sorted(set().union(*shown.values(), *hidden.values())))}
    basis = _basis(np.array([_vector(one, place) for one in shown.values()]))
    for key, one in hidden.items():
        own = _vector(one, place)
        if np.linalg.norm(own - (own @ basis.T) @ basis) < CLOSE * np.linalg.norm(own):
            return key
    return None


def _basis(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Orthonormal rows that span the same space."""
    _u, sizes, directions = np.linalg.svd(rows, full_matrices=False)
    found: NDArray[np.float64] = directions[sizes > CLOSE * sizes.max()]
    return found


def _vector(one: Cells, place: Mapping[tuple[str, str], int]) -> NDArray[np.float64]:
    found = np.zeros(len(place))
    found[[place[cell] for cell in one]] = 1.0
    return found


def _smallest_around(shown: Mapping[Key, Cells], one: Cells) -> Key:
    """The shown sum of fewest cells that holds these; where none does, the smallest that shares any of them."""
    around = {key: other for key, other in shown.items() if one <= other}
    sharing = around or {key: other for key, other in shown.items() if one & other} or dict(shown)
    return min(sharing, key=lambda key: len(sharing[key]))
