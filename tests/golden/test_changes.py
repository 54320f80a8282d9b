"""The acceptance table of the sentence rules (methods document, c2), from counts in a snapshot to words on the screen.

Counts: veiligheidmaastricht.nl n113000. Ratios and intervals: score test, statsmodels 0.15.0.
"""

from datetime import date

import pytest

from analytics.areas import Niveau
from analytics.comparisons import year_on_year
from analytics.indicators import load
from analytics.periods import Stap, cut
from analytics.settings import SAMPLE
from analytics.snapshots import Snapshot, read_manifest
from analytics.views.changes import in_words, word
from tests.builders import BUURTCODES, STAD, ask, publish, year

NO_CHANGE = "geen duidelijke verandering"
ROWS = [
    pytest.param("woninginbraak", 2015, 953, 875, 0.918, 0.838, 1.006, NO_CHANGE, id="home burglary 2014-15"),
    pytest.param("woninginbraak", 2016, 875, 514, 0.587, 0.527, 0.655, "gedaald", id="home burglary 2015-16"),
    pytest.param("woninginbraak", 2018, 426, 423, 0.993, 0.868, 1.136, NO_CHANGE, id="home burglary 2017-18"),
    pytest.param("straatroof", 2015, 85, 70, 0.824, 0.601, 1.128, NO_CHANGE, id="street robbery 2014-15"),
    pytest.param("straatroof", 2016, 70, 48, 0.686, 0.476, 0.988, "gedaald", id="street robbery 2015-16"),
    pytest.param("overval", 2015, 9, 22, 2.444, 1.146, 5.213, "gestegen", id="robbery of business 2014-15"),
]


def compare(snapshot, indicator, number):
    period = cut(date(number, 1, 1), date(number + 1, 1, 1), Stap.GEHEEL)[0]
    return year_on_year(indicator, ask(snapshot, niveau=Niveau.GEMEENTE), STAD, period)


@pytest.mark.parametrize(("name", "number", "before", "now", "ratio", "lower", "upper", "said"), ROWS)
def test_yearly_counts_of_the_city(tmp_path, name, number, before, now, ratio, lower, upper, said):
    indicator = load(name)
    (kind,) = indicator.teller.soorten
    split = {BUURTCODES[0]: 0.7, BUURTCODES[1]: 0.3}  # the city is the sum of its buurten
    rows = []
    for moment, count in ((number - 1, before), (number, now)):
        first = round(split[BUURTCODES[0]] * count)
        rows += [{**year(moment), "soort": kind, "aantal": first}]
        rows += [{**year(moment), "soort": kind, "aantal": count - first, "gebied": BUURTCODES[1]}]
    known = {"soort": kind, "stap": "jaar", "van": date(number - 1, 1, 1), "tot": date(number + 1, 1, 1)}
    people = [{"gebied": code, "jaar": number - 1, "waarde": 40000.0} for code in BUURTCODES]
    found = compare(publish(tmp_path, registraties=rows, dekking=[known], kerncijfers=people), indicator, number)
    assert (found.before.teller, found.now.teller) == (before, now)
    assert (found.change.estimate, found.change.lower, found.change.upper) == pytest.approx(
        (ratio, lower, upper), abs=5e-4
    )
    assert word(found.change.verdict) == said
    assert in_words(found, "x").endswith(f": {said}.")


@pytest.mark.parametrize(
    ("name", "number", "before", "now", "said"),
    [
        ("woninginbraak", 2015, 953, 875, NO_CHANGE),
        ("woninginbraak", 2016, 875, 514, "gedaald"),
        ("woninginbraak", 2018, 426, 424, NO_CHANGE),  # 424 in the newest edition
        ("straatroof", 2015, 85, 70, NO_CHANGE),
    ],
)
def test_published_counts_in_the_sample(name, number, before, now, said):
    """There the months are known, so clusters may widen the interval; it is never narrower than chance alone."""
    found = compare(Snapshot(read_manifest(SAMPLE).id, SAMPLE), load(name), number)
    assert (found.before.teller, found.now.teller) == (before, now)
    assert word(found.change.verdict) == said
