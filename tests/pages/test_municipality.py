"""The municipality of the settings is the one on the screen, or there is nothing on the screen."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import steady_months

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def opened(tmp_path, configured):
    """opened("GM1641"): the overview with a snapshot of Maastricht (GM0935) and this setting."""
    steady_months(tmp_path)

    def run(gemeente):
        configured(data=tmp_path, gemeente=gemeente)
        return AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60).run()

    return run


def test_its_own_snapshot_is_shown(opened):
    app = opened("GM0935")
    assert [title.value for title in app.title] == ["Hoe veilig is Maastricht nu?"]
    assert not app.error


def test_that_of_another_municipality_is_not(opened):
    app = opened("GM1641")
    assert not app.title
    [told] = app.error
    assert "gegevens van Maastricht (GM0935), maar ingesteld is GM1641" in told.value
