"""Names beside points: as many as do not run into each other, the most important first."""

from collections.abc import Iterable

ACROSS, DOWN = 0.25, 0.045  # how much of the picture a name takes; on a phone a little more


def apart(points: Iterable[tuple[str, float, float]]) -> list[str]:
    """Codes of the points that can be named, of (code, x, y) in order of importance; x and y from 0 to 1."""
    named: list[tuple[str, float, float]] = []
    for code, x, y in points:
        if all(abs(x - other_x) >= ACROSS or abs(y - other_y) >= DOWN for _code, other_x, other_y in named):
            named.append((code, x, y))
    return [code for code, _x, _y in named]
