"""Which areas touch each other: what is driven away from one may turn up in the next."""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from analytics.contract import BOUNDARIES_FILE
from analytics.snapshots import Snapshot

DECIMALS = 6  # of a degree: about ten centimetres

Side = frozenset[tuple[float, float]]


@lru_cache(maxsize=4)
def neighbours(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """Per buurt and per wijk the areas of the same level that share a stretch of boundary with it.

    The boundaries of one publication fit together: a shared stretch has the same two ends in both areas. Touching in
    one point is not enough.
    """
    features = json.loads((snapshot.folder / BOUNDARIES_FILE).read_bytes())["features"]
    found: dict[str, frozenset[str]] = {}
    for level in ("buurtcode", "wijkcode"):
        owners: dict[Side, set[str]] = defaultdict(set)
        codes = set()
        for feature in features:
            code = str(feature["properties"][level])
            codes.add(code)
            for side in _sides(feature["geometry"]):
                owners[side].add(code)
        found |= {code: _beside(code, owners) for code in codes}
    return found


def _beside(code: str, owners: dict[Side, set[str]]) -> frozenset[str]:
    return frozenset(other for codes in owners.values() if code in codes for other in codes) - {code}


def _sides(geometry: dict[str, Any]) -> Iterator[Side]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for ring in (ring for polygon in polygons for ring in polygon):
        points = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y, *_height in ring]
        yield from (frozenset(pair) for pair in pairwise(points) if pair[0] != pair[1])
