"""Concentration: the curve, what chance gives, when a change may be said, and what is left out, never zero."""

from datetime import date

import numpy as np
import pytest

from analytics import breaks
from analytics.areas import Niveau, all_areas
from analytics.breaks import Break
from analytics.concentration import Plekken, concentration, offered
from analytics.errors import WrongUsage
from analytics.methods import gini
from tests.builders import STAD, ask, burglaries, month, publish, question

SEVEN = tuple(
    (f"BU0935{i:04d}", f"Buurt {i}", f"WK0935{i // 6:02d}", f"Wijk 0{i // 6} Naam {i // 6}", STAD, "Maastricht")
    for i in range(7)
)
CODES = tuple(row[0] for row in SEVEN)
DAY = {"van": date(2025, 3, 9), "tot": date(2025, 3, 10)}


def cells_of(rng, shares, months, crimes, phi=1.0):
    """Registrations (places, months): crimes over places by their shares, in bursts of `phi`."""
    mean = np.outer(shares / shares.sum(), np.full(months, crimes / months))
    return rng.poisson(rng.gamma(mean / (phi - 1), phi - 1) if phi > 1 else mean).astype(float)


def counted(months, codes=CODES, **changed):
    """A row per buurt and month: `months` maps a code to (first year, years, count per month)."""
    return [
        month(2020 + i // 12, i % 12 + 1) | {"gebied": code, "aantal": months(code, i)}
        for i in range(72)
        for code in codes
        if months(code, i)
    ]


def city(tmp_path, months, **what):
    known = {"van": date(2020, 1, 1), "tot": date(2026, 1, 1)}
    people = [{"gebied": code, "waarde": 1000.0, "jaar": year} for code in CODES for year in range(2020, 2026)]
    return publish(
        tmp_path,
        **{"registraties": counted(months), "dekking": [known], "kerncijfers": people, "buurten": SEVEN} | what,
    )


def asked(snapshot, indicator=None, area=STAD, places=Plekken.BUURTEN):
    found = all_areas(snapshot)[area]
    return concentration(indicator or burglaries(), ask(snapshot, niveau=found.niveau), found, places)


def even(code, _i):
    return 4


def one_busy(code, _i):
    return 24 if code == CODES[3] else 4


# --- the measures


def test_the_curve_ends_at_all_and_begins_with_the_busiest():
    assert gini.curve([1, 5, 0, 4]) == pytest.approx([0.5, 0.9, 1.0, 1.0])
    assert [gini.places_for([1, 5, 0, 4], share) for share in (0.5, 0.51, 0.9, 1.0)] == [1, 2, 2, 3]


def test_ordinary_gini_is_the_mean_difference():
    """A second computation: half the mean absolute difference of all pairs over the mean."""
    counts = np.array([3, 0, 8, 1, 1, 12.0])
    pairs = np.abs(counts[:, None] - counts[None, :]).mean() / (2 * counts.mean())
    assert gini.ordinary(counts) == pytest.approx(pairs)


@pytest.mark.parametrize("counts", [[0, 0, 0], [0]])
def test_without_crimes_there_is_no_gini(counts):
    assert np.isnan(gini.ordinary(counts))
    assert np.isnan(gini.generalised(counts))
    assert gini.places_for(counts) == 0


@pytest.mark.parametrize("counts", [[], [1, -1], [[1, 2]]])
def test_what_is_no_row_of_counts_is_refused(counts):
    with pytest.raises(ValueError, match="voor elke plek"):
        gini.ordinary(counts)


def test_chance_over_two_places_is_that_of_a_coin():
    """Two crimes on two places: in one of two cases both are in one (G' = 1/2), else G' = 0."""
    lottery = gini.by_chance(2, 2, draws=4000)
    assert lottery.gini.value == pytest.approx(0.25, abs=0.02)
    assert lottery.half.value == 1.0
    assert lottery.curve == pytest.approx([0.75, 1.0], abs=0.02)


def test_few_crimes_look_concentrated_by_chance_alone():
    """The ordinary Gini cannot see it; the lottery does: half of 20 crimes over 336 streets is on about ten of them."""
    lottery = gini.by_chance(20, 336)
    assert 8 <= lottery.half.low <= lottery.half.value <= 10
    assert gini.by_chance(20_000, 336).half.value > 150


@pytest.mark.parametrize(("crimes", "places"), [(0, 5), (5, 0)])
def test_a_lottery_needs_crimes_and_places(crimes, places):
    with pytest.raises(ValueError, match="minstens één"):
        gini.by_chance(crimes, places)


# --- intervals and change, by simulation


def share_called_changed(times, shares, crimes, months=36, phi=1.0, draws=199):
    rng = np.random.default_rng(7)
    called = []
    for _i in range(times):
        now, before = (cells_of(rng, shares, months, number, phi) for number in crimes)
        found = gini.difference(now, before, draws=draws)
        called.append(found.low > 0 or found.high < 0)
    return np.mean(called)


SHARES = np.random.default_rng(1).gamma(1.0, size=44)


@pytest.mark.parametrize("crimes", [(600, 600), (300, 900)], ids=["as many", "a third"])
@pytest.mark.parametrize(("phi", "stated"), [(1.0, 0.05), (2.0, 0.08)])
def test_without_a_change_at_most_the_stated_share_is_called_changed(crimes, phi, stated):
    """Also when the number of crimes fell to a third, which by itself looks like concentration."""
    assert share_called_changed(80, SHARES, crimes, phi=phi) <= stated + 2.6 * np.sqrt(stated / 80)


@pytest.mark.slow
@pytest.mark.parametrize("crimes", [(600, 600), (300, 900), (60, 240), (5000, 4000)])
@pytest.mark.parametrize(
    ("months", "phi", "stated"),
    [(36, 1.0, 0.05), (1, 1.0, 0.05), (36, 2.0, 0.08)],
    ids=["months", "totals", "months with bursts"],
)
def test_without_a_change_at_most_the_stated_share_is_called_changed_in_five_hundred(crimes, months, phi, stated):
    assert share_called_changed(500, SHARES, crimes, months, phi) <= stated + 2.6 * np.sqrt(stated / 500)


def test_without_thinning_fewer_crimes_would_be_called_concentration():
    """The test above can fail: the plain difference of the measures is off."""
    rng = np.random.default_rng(8)
    plain = [
        gini.generalised(cells_of(rng, SHARES, 36, 60).sum(axis=1))
        - gini.generalised(cells_of(rng, SHARES, 36, 900).sum(axis=1))
        for _i in range(100)
    ]
    assert np.mean(plain) > 0.03


def test_a_real_change_is_found():
    rng = np.random.default_rng(9)
    found = gini.difference(cells_of(rng, SHARES**2, 36, 900), cells_of(rng, SHARES, 36, 900), draws=199)
    assert 0 < found.low < found.value < found.high


def test_the_interval_holds_the_expected_measure():
    rng = np.random.default_rng(10)
    expected = np.mean([gini.generalised(cells_of(rng, SHARES, 36, 600).sum(axis=1)) for _i in range(300)])
    held = []
    for _i in range(60):
        measure, _half = gini.with_interval(cells_of(rng, SHARES, 36, 600), draws=199)
        held.append(measure.low <= expected <= measure.high)
    assert np.mean(held) >= 0.88


# --- one area of a snapshot


def test_where_all_buurten_are_alike_nothing_is_more_than_chance(tmp_path):
    found = asked(city(tmp_path, even))
    assert (found.periode.label, found.aantal) == ("2023-01/2025-12", 7 * 36 * 4)
    assert (found.helft.value, found.gini.value, found.meer_dan_toeval) == (4, pytest.approx(0), False)
    assert found.inwoners == pytest.approx(4 / 7)
    assert (found.oordeel, found.ervoor.label) == ("geen_duidelijke_verandering", "2020-01/2022-12")


def test_one_busy_buurt_holds_half(tmp_path):
    found = asked(city(tmp_path, one_busy))
    assert (found.helft.value, found.meer_dan_toeval) == (1, True)
    assert list(found.plekken.columns) == ["gebied", "straat", "aantal"]
    assert found.plekken["gebied"].iloc[0] == CODES[3]
    assert found.inwoners == pytest.approx(1 / 7)


def test_a_buurt_that_became_busy_is_a_rise_of_concentration(tmp_path):
    found = asked(city(tmp_path, lambda code, i: one_busy(code, i) if i >= 36 else 4))
    assert found.oordeel == "gestegen"
    assert found.verschil.low > 0


def test_a_buurt_without_registrations_counts_as_a_place(tmp_path):
    found = asked(city(tmp_path, lambda code, i: 0 if code == CODES[0] else 4))
    assert list(found.plekken["aantal"])[-1] == 0
    assert (len(found.plekken), found.onbekend) == (7, 0)


def test_a_hidden_or_missing_buurt_is_left_out_and_said_to_be(tmp_path, configured):
    configured(drempel=5)
    known = {"van": date(2020, 1, 1), "tot": date(2026, 1, 1)}
    gone = known | {"gebied": CODES[1], "status": "ontbreekt"}
    months = {CODES[0]: lambda i: 3 if i == 60 else 0, CODES[1]: lambda i: 0}
    snapshot = city(tmp_path, lambda code, i: months.get(code, lambda _i: 7)(i), dekking=[known, gone])
    found = asked(snapshot)
    assert (found.verborgen, found.onbekend, len(found.plekken)) == (1, 1, 5)
    assert set(found.plekken["gebied"]) == set(CODES[2:])
    assert asked(snapshot, burglaries(gevoelig=False)).verborgen == 0


def test_provisional_months_do_not_count(tmp_path):
    final = {"van": date(2020, 1, 1), "tot": date(2025, 7, 1)}
    later = {"van": date(2025, 7, 1), "status": "voorlopig"}
    found = asked(city(tmp_path, even, dekking=[final, later]))
    assert (found.periode.label, found.ervoor) == ("2022-07/2025-06", None)
    assert "geen cijfers" in found.reden_verschil


@pytest.mark.parametrize(
    ("day", "label", "reason"),
    [(date(2022, 1, 1), "2023-01/2025-12", "anders geteld"), (date(2024, 1, 1), "2024-01/2025-12", "anders geteld")],
)
def test_neither_a_period_nor_a_comparison_crosses_a_break(tmp_path, monkeypatch, day, label, reason):
    item = Break(vanaf=day, soort="reeksbreuk", tekst="anders geteld", bron="politie", soorten=())
    monkeypatch.setattr(breaks, "every", lambda: (item,))
    found = asked(city(tmp_path, even))
    assert (found.periode.label, found.verschil, found.reden_verschil) == (label, None, reason)


def test_years_alone_are_enough_for_the_last_year(tmp_path):
    rows = [{"gebied": code, "van": date(2024, 1, 1), "tot": date(2025, 1, 1), "aantal": 40} for code in CODES]
    known = {"van": date(2024, 1, 1), "tot": date(2025, 1, 1), "stap": "jaar"}
    found = asked(city(tmp_path, even, registraties=rows, dekking=[known]))
    assert (found.periode.label, found.aantal, found.reden) == ("2024", 280, "")


def test_too_little_is_said_to_be_too_little(tmp_path):
    assert "minder dan 20" in asked(city(tmp_path, lambda code, i: int(code == CODES[0] and i > 60))).reden
    snapshot = publish(tmp_path, name="drie", registraties=[{}], dekking=[{}])
    assert offered(ask(snapshot), all_areas(snapshot)[STAD]) == ()
    assert "te weinig plekken" in asked(snapshot).reden
    assert "geen heel jaar" in asked(publish(tmp_path, name="leeg", buurten=SEVEN)).reden


def test_a_survey_has_no_places(tmp_path):
    with pytest.raises(WrongUsage, match="is geen registratie"):
        asked(city(tmp_path, even), question())


# --- streets


STREETS = tuple({"gebied": code, "straat": name} for code in CODES[:2] for name in ("Markt", "Steeg", "Pad", "Leeg"))


def with_streets(tmp_path, rows=(), **what):
    known = {"van": date(2024, 1, 1), "tot": date(2026, 1, 1)}
    days = [month(2025, number) | {"gebied": CODES[0], "straat": "Markt", "aantal": 6} for number in range(1, 13)] + [
        month(2025, 1) | {"gebied": code, "straat": name, "aantal": 4}
        for code, name in ((CODES[0], "Steeg"), (CODES[0], "Pad"), (CODES[1], "Markt"))
    ]
    return publish(
        tmp_path, **{"registraties": [*days, *rows], "dekking": [known], "straten": STREETS, "buurten": SEVEN} | what
    )


def test_streets_without_registrations_count_and_one_name_in_two_buurten_is_two(tmp_path):
    found = asked(with_streets(tmp_path), places=Plekken.STRATEN)
    assert (found.periode.label, found.aantal, len(found.plekken), found.helft.value) == ("2025", 84, 8, 1)
    busiest = found.plekken.iloc[0]
    assert (busiest["gebied"], busiest["straat"], busiest["aantal"]) == (CODES[0], "Markt", 72)
    assert found.plekken["aantal"].tolist() == [72, 4, 4, 4, 0, 0, 0, 0]
    assert "geen cijfers per plek" in found.reden_verschil


def test_registrations_without_a_known_street_are_counted_apart(tmp_path):
    unknown = [DAY | {"gebied": CODES[0], "straat": name, "aantal": 5} for name in (None, "Nergens")]
    found = asked(with_streets(tmp_path, unknown), places=Plekken.STRATEN)
    assert (found.aantal, found.zonder_straat) == (84, 10)
    most = [DAY | {"gebied": CODES[0], "straat": None, "aantal": 500}]
    assert "de straat niet bekend" in asked(with_streets(tmp_path, most, name="meest"), places=Plekken.STRATEN).reden


def test_small_counts_of_streets_stay_hidden(tmp_path, configured):
    configured(drempel=5)
    found = asked(with_streets(tmp_path), places=Plekken.STRATEN)
    assert (found.verborgen, found.plekken["aantal"].tolist()) == (3, [72, 0, 0, 0, 0])


def test_a_buurt_has_streets_only(tmp_path):
    snapshot = with_streets(tmp_path)
    areas = all_areas(snapshot)
    assert offered(ask(snapshot), areas[CODES[0]]) == (Plekken.STRATEN,)
    assert offered(ask(snapshot, niveau=Niveau.WIJK), areas["WK093500"]) == (Plekken.BUURTEN, Plekken.STRATEN)
    assert offered(ask(snapshot, niveau=Niveau.WIJK), areas["WK093501"]) == (Plekken.STRATEN,)
    assert offered(ask(publish(tmp_path, name="zonder")), areas[CODES[0]]) == ()
    found = asked(snapshot, area=CODES[0], places=Plekken.STRATEN)
    assert "te weinig plekken" in found.reden


def test_without_a_single_street_in_the_registrations_nothing_is_said(tmp_path):
    rows = [DAY | {"gebied": CODES[0], "straat": None}]
    snapshot = with_streets(tmp_path, registraties=rows)
    assert "geen enkele registratie" in asked(snapshot, places=Plekken.STRATEN).reden
