"""Which buurten are alike: analytics/definitions/typologie.csv. How they were made: docs/explanation/typologie.md."""

import csv
from functools import lru_cache

from analytics.indicators import DEFINITIONS


@lru_cache(maxsize=1)
def types() -> dict[str, str]:
    """The type of every buurt that has one, by code; the type is said in the words of the screen."""
    with (DEFINITIONS / "typologie.csv").open(encoding="utf-8", newline="") as file:
        return {row["buurtcode"]: row["type"] for row in csv.DictReader(file)}


def alike(code: str) -> tuple[str, ...]:
    """The other buurten of the same type; none for an area without a type."""
    kind = types().get(code)
    return tuple(other for other, its in types().items() if its == kind and other != code) if kind else ()
