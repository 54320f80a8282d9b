"""With a threshold switched on, nothing a reader gets depends on how small a small count is.

Two cities differ in one month of one buurt alone: 1 burglary or 4. (What the city as a whole counts is the same: the
difference is without a known buurt.) Everything about buurten must then be the same to the last byte: a number, a
length of a line, a colour or a word that differs would tell which of the two it is.

What this does not promise: a reader who knows all other parts of a visible sum can still work out a hidden part.
"""

import json
from datetime import date

import pytest

from analytics import export, tables
from analytics.areas import Niveau, all_areas
from analytics.classes import all_periods, breaks_for
from analytics.cli.figures import document_of
from analytics.figures import trend
from analytics.indicators import load
from analytics.measures import measure
from analytics.periods import Stap
from analytics.views import area_map, buurt_ranking, chosen_area, city_overview, hic_trend, street_map
from tests.builders import BINNENSTAD, BUURTCODES, JEKERKWARTIER, STAD, WOLDER, ask, month, publish

BURGLARIES = load("woninginbraak")
SMALL = (1, 4)


def city(folder, count):
    """Twenty burglaries a month in two buurten; in Binnenstad only `count`, in March 2025, on the Markt."""
    others = [
        month(year, number) | {"gebied": code, "aantal": 20}
        for year in (2023, 2024, 2025)
        for number in range(1, 13)
        for code in (JEKERKWARTIER, WOLDER)
    ]
    unknown = {"gebied": STAD, "soort_gebied": "onbekend", "aantal": 50 - count}
    return publish(
        folder / str(count),
        registraties=[*others, {"aantal": count, "straat": "Markt"}, unknown],
        dekking=[{"van": date(2023, 1, 1)}],
        kerncijfers=[{"gebied": code, "jaar": 2023} for code in BUURTCODES],
        straten=[{"straat": "Markt"}],
    )


@pytest.fixture
def cities(tmp_path, configured):
    configured(drempel=5)
    return [city(tmp_path, count) for count in SMALL]


def as_text(table):
    """A table as the screen gets it and as both files hold it."""
    sheet = tables.sheet(table, title="t", subtitle="s", notes=())
    xlsx = export.xlsx(sheet, date(2026, 1, 1))
    return json.dumps(tables.payload(table)), export.csv(sheet).decode(), xlsx


def per_area(make, snapshot, **changed):
    selection = ask(snapshot, stap=Stap.GEHEEL, **changed)
    breaks = breaks_for(BURGLARIES, all_periods(BURGLARIES, selection))
    measurement, whole = measure(BURGLARIES, selection), measure(BURGLARIES, area_map.city_of(selection))
    view = make.build(measurement, whole, breaks, snapshot.manifest(), BINNENSTAD)
    return view.answer, view.source, json.dumps(view.payload), as_text(view.table)


def chosen(snapshot, **changed):
    view = chosen_area.build(BURGLARIES, ask(snapshot, stap=Stap.GEHEEL, **changed), BINNENSTAD)
    return view.sentences, as_text(view.spark)


def over_time(snapshot):
    area = all_areas(snapshot)[BINNENSTAD]
    view = hic_trend.build(BURGLARIES, ask(snapshot), area, snapshot.manifest())
    charts = [trend.rolling_chart(view.rolling, name="x", dark=False), trend.monthly_panels(view.panels, dark=False)]
    texts = (view.answer, view.rolling_text, view.panels_text, view.source)
    return texts, as_text(view.months), as_text(view.to_date), [chart.to_json() for chart in charts]


def overview(snapshot):
    view = city_overview.build(ask(snapshot, niveau=Niveau.GEMEENTE), snapshot.manifest())
    return view.answer, view.changed_answer, view.changed_map, as_text(view.registered)


def on_the_command_line(snapshot):
    return [
        json.dumps(document_of(measure(BURGLARIES, ask(snapshot, van=date(2024, 1, 1), stap=stap, absoluut=absolute))))
        for stap in (Stap.MAAND, Stap.KWARTAAL, Stap.JAAR, Stap.VOORTSCHRIJDEND, Stap.TOT_NU_TOE, Stap.GEHEEL)
        for absolute in (False, True)
    ]


def streets(snapshot):
    view = street_map.build(BURGLARIES, ask(snapshot, stap=Stap.GEHEEL))
    return view.answer, as_text(view.table), view.streets.rows.to_json(), view.streets.hidden


MARCH = {"van": date(2025, 3, 1), "tot": date(2025, 4, 1)}
SHOWN = {
    "map of a year": lambda snapshot: per_area(area_map, snapshot),
    "map of a month": lambda snapshot: per_area(area_map, snapshot, **MARCH),
    "map of counts": lambda snapshot: per_area(area_map, snapshot, absoluut=True),
    "ranking": lambda snapshot: per_area(buurt_ranking, snapshot),
    "chosen area": chosen,
    "chosen area in a month": lambda snapshot: chosen(snapshot, **MARCH),
    "trend": over_time,
    "overview": overview,
    "streets": streets,
    "command line": on_the_command_line,
}


@pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN.keys())
def test_nothing_tells_one_small_count_from_another(cities, shown):
    one, four = (shown(snapshot) for snapshot in cities)
    assert one == four


@pytest.mark.parametrize("name", ["map of a year", "chosen area", "trend", "streets", "command line"])
def test_without_a_threshold_they_do_differ(tmp_path, configured, name):
    """Otherwise the test above could not fail."""
    configured(drempel=0)
    one, four = (SHOWN[name](city(tmp_path, count)) for count in SMALL)
    assert one != four


def test_a_hidden_count_is_not_a_missing_one(cities):
    row = measure(BURGLARIES, ask(cities[0])).at("2025").loc[BINNENSTAD]
    assert row["status"] == "onderdrukt"
    assert row[["teller", "waarde", "ondergrens", "bovengrens"]].isna().all()
