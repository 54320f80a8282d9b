"""Streets: counted over the period, small ones left out under a threshold, totals counted from their kinds."""

from datetime import date

import pytest

from analytics.errors import WrongUsage
from analytics.streets import by_street, has_streets
from tests.builders import ask, burglaries, publish, question

DAY = {"van": date(2025, 3, 9), "tot": date(2025, 3, 10)}
STREETS = [{"straat": "Markt"}, {"straat": "Brusselsestraat"}, {"straat": "Leeg"}]


@pytest.fixture
def snapshot(tmp_path):
    return publish(
        tmp_path,
        registraties=[
            DAY | {"straat": "Markt", "aantal": 7},
            DAY | {"straat": "Brusselsestraat", "aantal": 4},
            DAY | {"straat": "Brusselsestraat", "soort": "1.4.6", "aantal": 20},
            DAY | {"straat": None, "aantal": 100},
            DAY | {"soort": "0.0.0", "aantal": 500, "straat": None},
            {"van": date(2024, 3, 9), "tot": date(2024, 3, 10), "straat": "Markt", "aantal": 60},
        ],
        dekking=[{}],
        straten=STREETS,
    )


def counts(streets):
    return dict(zip(streets.rows["straat"], streets.rows["aantal"], strict=True))


def test_registrations_of_the_period_by_street(snapshot):
    found = by_street(burglaries(), ask(snapshot))
    assert counts(found) == {"Brusselsestraat": 4, "Markt": 7}
    assert found.hidden == 0


def test_small_counts_are_left_out_and_counted_as_hidden(snapshot, configured):
    configured(drempel=5)
    found = by_street(burglaries(), ask(snapshot))
    assert (counts(found), found.hidden) == ({"Markt": 7}, 1)
    assert counts(by_street(burglaries(gevoelig=False), ask(snapshot))) == {"Brusselsestraat": 4, "Markt": 7}


def test_a_published_total_is_counted_from_its_kinds(snapshot):
    total = burglaries(teller={"bron": "registraties", "soorten": ["0.0.0"]})
    assert counts(by_street(total, ask(snapshot))) == {"Brusselsestraat": 24, "Markt": 7}


def test_a_survey_has_no_streets(snapshot):
    with pytest.raises(WrongUsage, match="heeft geen straten"):
        by_street(question(), ask(snapshot))


def test_whether_there_are_streets(snapshot, tmp_path):
    assert has_streets(snapshot)
    assert not has_streets(publish(tmp_path, name="zonder"))
