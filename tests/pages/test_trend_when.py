"""The part Wanneer of HIC-trend, through app.py."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import BUURTCODES, publish

PROJECT = Path(__file__).parents[2]
DAYS = [date(2025, 1, 1) + timedelta(days=i) for i in range(365)]


def opened(tmp_path, configured, rows):
    publish(tmp_path, registraties=rows, dekking=[{}])
    configured(data=tmp_path)
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
    app.run()
    app.switch_page("pages/hic_trend.py")
    app.query_params["deel"] = "wanneer"
    app.run()
    assert not app.exception, app.exception
    return app


def shown(app):
    return " ".join(element.proto.body for element in app.get("html"))


def test_hours_days_special_days_and_a_file_of_each(tmp_path, configured):
    rows = [
        {"van": day, "tot": day + timedelta(days=1), "uur": 4 * (i % 6), "aantal": 2, "gebied": BUURTCODES[i % 3]}
        for i, day in enumerate(DAYS)
    ]
    app = opened(tmp_path, configured, rows)
    assert app.title[0].value.startswith("Op welke dagen en uren zijn er")
    assert [heading.value for heading in app.subheader] == [
        *("Uren van de week", "Drukke dagen en dagdelen", "Bijzondere dagen")
    ]
    assert 'class="uren"' in shown(app)
    assert len(app.get("download_button")) == 8


@pytest.mark.parametrize("rows", [[{"gebied": code} for code in BUURTCODES], []], ids=["months", "nothing"])
def test_without_single_registrations_it_says_so(tmp_path, configured, rows):
    app = opened(tmp_path, configured, rows)
    assert "Van geen enkele registratie is het uur bekend." in shown(app)
    assert 'class="uren"' not in shown(app)
    assert len(app.get("download_button")) == 0
