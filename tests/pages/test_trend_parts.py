"""HIC-trend, the parts about the season and about this year: chosen by the address, answered in the title."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import STAD, month, publish

PROJECT = Path(__file__).parents[2]
NOISE = np.random.default_rng(8).poisson(40, 96)


@pytest.fixture
def opened(tmp_path, configured):
    """The page with one part chosen, on eight years of burglaries."""
    rows = [month(2018 + i // 12, i % 12 + 1) | {"aantal": int(n)} for i, n in enumerate(NOISE)]
    publish(tmp_path, registraties=rows, dekking=[{"van": date(2018, 1, 1), "tot": date(2025, 10, 1)}])
    configured(data=tmp_path)

    def open_it(part):
        app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
        app.run()
        app.switch_page("pages/hic_trend.py")
        for name, value in {"deel": part, "indicator": "woninginbraak", "gebied": STAD}.items():
            app.query_params[name] = value
        return app.run()

    return open_it


@pytest.mark.parametrize(
    ("part", "title", "heading"),
    [
        ("seizoen", "Is het aantal woninginbraken in Maastricht gewoon voor de tijd van het jaar?", "Welke maanden"),
        ("jaar", "Waar komt het aantal woninginbraken in Maastricht op uit?", "De voorspelling naast"),
    ],
)
def test_a_part_answers_its_own_question(opened, part, title, heading):
    app = opened(part)
    assert not app.exception
    assert [one.value for one in app.title] == [title]
    assert any(one.value.startswith(heading) for one in app.subheader)
    assert len(app.get("download_button")) >= 2
