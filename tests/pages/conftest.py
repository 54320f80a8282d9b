"""Who is asking: a test says it, because AppTest knows no login and no request."""

import pytest

from analytics.access import Visitor
from pages.shared import visitor


@pytest.fixture
def asked_by(monkeypatch):
    """asked_by(own_machine=True): every run from now on is asked by this visitor."""

    def ask(**fields):
        monkeypatch.setattr(visitor, "current", lambda: Visitor(**fields))

    return ask
