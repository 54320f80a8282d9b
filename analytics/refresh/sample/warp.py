"""A gentle, area-keeping deformation of the plane, so that straight lines look drawn by hand.

The displacement is the curl of a sum of waves: it turns and shears but hardly swells. Both sides of an edge move
together, so whatever fitted before fits after.
"""

import numpy as np

from analytics.refresh.sample.facts import Floats, generator, parameters

_WAVES = 28
_INVERSE_ROUNDS = 25  # the displacement is a contraction: 25 rounds bring the error below a millimetre


class Warp:
    """Displacement field with waves of random direction; lengths and size (metres) from voorbeeld.toml."""

    def __init__(self) -> None:
        random = generator("vervorming")
        settings = parameters()["tekening"]
        shortest, longest = settings["golflengte"]
        lengths = shortest * (longest / shortest) ** random.random(_WAVES)
        angles = random.uniform(0.0, 2.0 * np.pi, _WAVES)
        self._direction = np.column_stack([np.cos(angles), np.sin(angles)])
        self._number = 2.0 * np.pi / lengths
        self._phase = random.uniform(0.0, 2.0 * np.pi, _WAVES)
        self._size = settings["golfhoogte"] * np.sqrt(2.0 / _WAVES)

    def apply(self, points: Floats) -> Floats:
        """Where the points (n x 2, metres) end up."""
        return np.asarray(points + self._displacement(points))

    def undo(self, points: Floats) -> Floats:
        """The points that end up at `points`."""
        found = points
        for _round in range(_INVERSE_ROUNDS):
            found = points - self._displacement(found)
        return np.asarray(found)

    def _displacement(self, points: Floats) -> Floats:
        """Each wave moves points along its crests."""
        height = np.sin(points @ (self._direction * self._number[:, None]).T + self._phase)
        along = np.column_stack([-self._direction[:, 1], self._direction[:, 0]])
        return np.asarray(self._size * height @ along)
