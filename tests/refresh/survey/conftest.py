"""The small city that every survey is delivered to."""

import pytest

from analytics.refresh.parts import Ground
from tests.builders import STAD, boundaries
from tests.refresh.survey.deliveries import TODAY


@pytest.fixture
def ground(tmp_path):
    """The small city, with a place for declarations of its own that is still empty."""
    return Ground(STAD, boundaries(), TODAY, tmp_path / "eigen")
