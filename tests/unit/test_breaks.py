"""Known breaks: which indicators they concern and between which dates they stand."""

from datetime import date

import pytest
from pydantic import ValidationError

from analytics import breaks
from analytics.areas import Niveau
from analytics.breaks import Break
from tests.builders import BINNENSTAD, STAD, WOLDER, burglaries, question

SERIES = Break(vanaf=date(2018, 7, 1), soort="reeksbreuk", tekst="anders geteld", bron="politie", soorten=("1.4.6",))
EVERY_KIND = Break(vanaf=date(2020, 3, 1), soort="gebeurtenis", tekst="corona", bron="gemeente", soorten=())
SURVEY = Break(vanaf=date(2021, 1, 1), soort="reeksbreuk", tekst="nieuwe opzet", bron="CBS", methode="vm-2021")
ROBBERIES = burglaries(teller={"bron": "registraties", "soorten": ["1.1.1", "1.4.6"]})


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(breaks, "every", lambda: (SERIES, EVERY_KIND, SURVEY))


def test_a_break_concerns_indicators_with_one_of_its_kinds():
    assert breaks.of(ROBBERIES) == (SERIES, EVERY_KIND)


def test_a_break_of_every_kind_concerns_every_count():
    assert breaks.of(burglaries()) == (EVERY_KIND,)


def test_a_survey_break_concerns_surveys_only():
    assert breaks.of(question()) == (SURVEY,)


@pytest.mark.parametrize(
    ("van", "tot", "crossed"),
    [
        (date(2018, 1, 1), date(2019, 1, 1), True),
        (date(2018, 6, 1), date(2018, 8, 1), True),
        (date(2018, 7, 1), date(2019, 7, 1), False),
        (date(2017, 7, 1), date(2018, 7, 1), False),
        (date(2019, 1, 1), date(2021, 1, 1), False),
    ],
)
def test_a_break_lies_between_two_dates_when_there_are_figures_on_both_sides(van, tot, crossed):
    assert breaks.between(ROBBERIES, van, tot) == ((SERIES,) if crossed else ())


def test_an_event_is_no_series_break():
    assert breaks.between(burglaries(), date(2019, 1, 1), date(2021, 1, 1)) == ()


DIVISION = Break(
    vanaf=date(2022, 1, 1),
    soort="reeksbreuk",
    tekst="nieuwe buurten",
    bron="CBS",
    niveaus=("buurt",),
    gebieden=(WOLDER,),
)


@pytest.mark.parametrize("indicator", [burglaries(), question()], ids=["registrations", "survey"])
@pytest.mark.parametrize(
    ("where", "cut"),
    [
        ((Niveau.BUURT, WOLDER), True),
        ((Niveau.BUURT, BINNENSTAD), False),
        ((Niveau.BUURT,), True),
        ((Niveau.GEMEENTE, STAD), False),
        ((Niveau.GEMEENTE,), False),
        ((), True),
    ],
)
def test_a_new_division_cuts_the_series_of_its_areas_and_not_that_of_the_city(monkeypatch, indicator, where, cut):
    monkeypatch.setattr(breaks, "every", lambda: (DIVISION,))
    assert breaks.of(indicator, *where) == ((DIVISION,) if cut else ())
    assert breaks.between(indicator, date(2021, 1, 1), date(2023, 1, 1), *where) == ((DIVISION,) if cut else ())


@pytest.mark.parametrize("where", [(Niveau.BUURT, WOLDER), (Niveau.GEMEENTE, STAD), ()])
def test_a_break_without_levels_holds_at_every_level(where):
    assert breaks.of(ROBBERIES, *where) == (SERIES, EVERY_KIND)


@pytest.mark.parametrize(
    ("fields", "message"),
    [({}, "noemt soorten, een methode"), ({"soorten": (), "gebieden": (WOLDER,)}, "ook de niveaus")],
)
def test_a_break_says_what_it_is_about(fields, message):
    with pytest.raises(ValidationError, match=message):
        Break(vanaf=date(2022, 1, 1), soort="reeksbreuk", tekst="iets", bron="iemand", **fields)
