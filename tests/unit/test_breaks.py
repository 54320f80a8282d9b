"""Known breaks: which indicators they concern and between which dates they stand."""

from datetime import date

import pytest
from pydantic import ValidationError

from analytics import breaks, trends
from analytics.areas import Niveau
from analytics.breaks import Break
from analytics.comparisons import round_on_round_all, year_on_year_all
from analytics.periods import Stap, cut
from tests.builders import BINNENSTAD, STAD, WOLDER, ask, burglaries, publish, question, steady_months

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


MOVED = DIVISION.model_copy(update={"vanaf": date(2025, 1, 1)})


def test_a_new_division_stops_the_comparison_of_its_areas_with_the_year_before(tmp_path, monkeypatch):
    monkeypatch.setattr(breaks, "every", lambda: (MOVED,))
    snapshot, year = steady_months(tmp_path), cut(date(2025, 1, 1), date(2026, 1, 1), Stap.GEHEEL)[0]
    buurten = year_on_year_all(burglaries(), ask(snapshot), year)
    assert (buurten[WOLDER].reden, buurten[WOLDER].change.verdict) == ("nieuwe buurten", "niet_te_zeggen")
    assert (buurten[BINNENSTAD].reden, buurten[BINNENSTAD].change.verdict) == ("", "geen_duidelijke_verandering")
    city = year_on_year_all(burglaries(), ask(snapshot, niveau=Niveau.GEMEENTE), year)
    assert city[STAD].reden == ""


def test_a_new_division_stops_the_comparison_of_two_survey_rounds(tmp_path, monkeypatch):
    monkeypatch.setattr(breaks, "every", lambda: (MOVED,))
    rounds = [{"gebied": code, "jaar": n} for code in (WOLDER, BINNENSTAD) for n in (2023, 2025)]
    found = round_on_round_all(question(), ask(publish(tmp_path, enquete=rounds)))
    assert (found[WOLDER].reden, found[WOLDER].change.verdict) == ("nieuwe buurten", "niet_te_zeggen")
    assert found[BINNENSTAD].reden == ""


def test_a_new_division_cuts_the_line_of_its_areas(tmp_path, monkeypatch):
    monkeypatch.setattr(breaks, "every", lambda: (MOVED,))
    snapshot = steady_months(tmp_path)
    span = {"van": date(2024, 6, 1), "tot": date(2026, 1, 1), "absoluut": True}

    def parts(niveau, area):
        points = trends.rolling(burglaries(), ask(snapshot, niveau=niveau, **span), area).punten
        return set(points["deel"]), int(points["waarde"].isna().sum())

    assert parts(Niveau.BUURT, WOLDER) == ({0, 1}, 11)
    assert parts(Niveau.BUURT, BINNENSTAD) == ({0}, 0)
    assert parts(Niveau.GEMEENTE, STAD) == ({0}, 0)
