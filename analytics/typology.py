"""Which buurten are alike: analytics/definitions/typologie, a file per municipality.

How they were made: docs/explanation/typologie.md. In a municipality without a file no buurt is like another.
"""

import csv
from functools import lru_cache

from analytics.indicators import DEFINITIONS


@lru_cache(maxsize=1)
def types() -> dict[str, str]:
    """The type of every buurt that has one, by code; the type is said in the words of the screen."""
    found: dict[str, str] = {}
    for path in sorted((DEFINITIONS / "typologie").glob("GM*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["buurtcode"]: row["type"] for row in csv.DictReader(file)}
    return found


def alike(code: str) -> tuple[str, ...]:
    """The other buurten of the same type in the same municipality; none for an area without a type."""
    kind = types().get(code)
    city = code[:6]  # 'BU0935'
    same = (other for other, its in types().items() if its == kind and other != code and other.startswith(city))
    return tuple(same) if kind else ()
