"""Judging targets on made-up figures: one rule, nothing across a break, and what cannot be said says why."""

from datetime import date

import pytest

from analytics import indicators, programmes, targets
from analytics.access import Toegang
from analytics.programmes import Programme, Target
from analytics.targets.goals import Oordeel, verdict
from tests.builders import BINNENSTAD, BUURTCODES, STAD, month, publish, year

BURGLARY, ASSAULT, TOTAL = "woninginbraak", "bedreiging", "misdrijven_totaal"
YEARS = range(2014, 2021)
KIND = {BURGLARY: "1.1.1", ASSAULT: "1.4.4", TOTAL: "0.0.0"}


def at_most(jaar, waarde, **more):
    return {"jaar": jaar, "soort": "hoogstens", "waarde": waarde, "fase": "einddoel", "gedrukt": f"≤ {waarde}"} | more


def lower(jaar, van):
    return {"jaar": jaar, "van": van, "soort": "elk_jaar_lager", "fase": "einddoel", "gedrukt": "elk jaar lager"}


def falling(jaar):
    return {"jaar": jaar, "soort": "trendmatige_daling", "fase": "einddoel", "gedrukt": "dalende trend"}


def target(*goals, **changed):
    fields = {
        "id": "proef-doel", "naam": "proef", "thema": "1.3", "thema_gedrukt": "HIC", "meetbron": "politie",
        "eenheid_gedrukt": "aantal per jaar", "vindplaats": "h.1", "indicator": BURGLARY, "eenheid": "aantal",
        "vergelijkbaar": True, "doelen": goals,
    }  # fmt: skip
    return Target.model_validate(fields | changed)


def survey(*goals, **changed):
    return target(*goals, indicator="onveilig_buurt", eenheid="enquete", **changed)


def programme(found, van=2019, tot=2022, gemeente=STAD):
    return Programme(id="proef", gemeente=gemeente, naam="Proef", document="Proef", van=van, tot=tot, doelen=(found,))


def judged(snapshot, found, peiljaar=None, **of):
    return targets.judge_in(programme(found, **of), found, snapshot, Toegang.VOLLEDIG, peiljaar)


@pytest.fixture
def per_year(tmp_path):
    """per_year({2018: 40, ...}): counts of whole years."""

    def make(counts, kind=KIND[BURGLARY], people=1000.0, status="definitief"):
        return publish(
            tmp_path,
            registraties=[year(jaar) | {"soort": kind, "aantal": n} for jaar, n in counts.items()],
            dekking=[
                year(jaar) | {"soort": kind, "stap": "jaar", "status": status if jaar == max(counts) else "definitief"}
                for jaar in counts
            ],
            kerncijfers=[{"gebied": code, "waarde": people} for code in BUURTCODES],
        )

    return make


@pytest.fixture
def per_month(tmp_path):
    """per_month({2018: 10, ...}): that many in every month of Binnenstad."""

    def make(counts, tot=date(2023, 1, 1), kind=KIND[BURGLARY]):
        rows = [
            month(jaar, nummer) | {"soort": kind, "aantal": n, "gebied": BINNENSTAD}
            for jaar, n in counts.items()
            for nummer in range(1, 13)
            if n and date(jaar, nummer, 1) < tot
        ]
        known = [{"soort": kind, "van": date(min(counts), 1, 1), "tot": tot}]
        return publish(tmp_path, registraties=rows, dekking=known)

    return make


@pytest.fixture
def rounds(tmp_path):
    """rounds({2013: 30.0, ...}): survey rounds of the city, of the method in force."""

    def make(values, **methods):
        rows = [
            {
                "gebied": STAD, "jaar": jaar, "waarde": v, "ondergrens": v - 2.0, "bovengrens": v + 2.0, "n": 900,
                "methode": methods.get(f"m{jaar}", "ivm-2012" if jaar < 2021 else "vm-2021"),
            }
            for jaar, v in values.items()
        ]  # fmt: skip
        return publish(tmp_path, enquete=rows)

    return make


@pytest.mark.parametrize(
    ("gehaald", "kans", "word"),
    [
        (True, None, Oordeel.GEHAALD),
        (False, None, Oordeel.NIET_GEHAALD),
        (None, None, Oordeel.NIET_TE_ZEGGEN),
        (None, 0.80, Oordeel.WAARSCHIJNLIJK),
        (None, 0.79, Oordeel.ONZEKER),
        (None, 0.21, Oordeel.ONZEKER),
        (None, 0.20, Oordeel.ONWAARSCHIJNLIJK),
    ],
)
def test_the_one_rule(gehaald, kans, word):
    assert verdict(gehaald, kans) is word


def test_a_known_year_is_judged_by_its_figure_and_says_what_chance_could_have_done(per_year):
    snapshot = per_year({2018: 60, 2022: 50})
    by_a_hair = judged(snapshot, target(at_most(2022, 50)))
    assert (by_a_hair.oordeel, by_a_hair.toeval, by_a_hair.kans) == (Oordeel.GEHAALD, True, None)
    clear = judged(snapshot, target(at_most(2022, 30)))
    assert (clear.oordeel, clear.toeval) == (Oordeel.NIET_GEHAALD, False)
    assert (clear.doelen[0].stand.waarde, clear.laatste.jaar) == (50, 2022)


def test_below_is_not_at(per_year):
    snapshot = per_year({2022: 50})
    assert judged(snapshot, target(at_most(2022, 50, strikt=True))).oordeel is Oordeel.NIET_GEHAALD
    assert judged(snapshot, target(at_most(2022, 50, soort="minstens"))).oordeel is Oordeel.GEHAALD


def test_a_rate_is_judged_per_1000_inhabitants(per_year):
    snapshot = per_year({2022: 60}, people=5000.0)  # 15.000 inhabitants: 4,0
    found = judged(snapshot, target(at_most(2022, 4.0), eenheid="per_1000_inwoners"))
    assert (found.laatste.waarde, found.oordeel) == (4.0, Oordeel.GEHAALD)


def test_every_year_lower_fails_with_the_first_year_that_is_not(per_year):
    snapshot = per_year({2017: 500, 2018: 400, 2019: 300, 2020: 301, 2021: 200, 2022: 100})
    found = judged(snapshot, target(lower(2022, 2019), basis=[{"jaar": 2017, "waarde": 500, "gedrukt": "500"}]))
    steps = found.beslissend.stappen
    assert [(step.jaar, step.telt, step.gehaald, step.toeval) for step in steps] == [
        (2018, False, True, False),
        (2019, True, True, False),
        (2020, True, False, True),
        (2021, True, True, False),
        (2022, True, True, False),
    ]
    assert (found.oordeel, found.toeval) == (Oordeel.NIET_GEHAALD, True)
    assert [step.nodig for step in steps] == [500, 400, 300, 301, 200]


def test_a_year_before_the_goal_does_not_decide(per_year):
    snapshot = per_year({2017: 300, 2018: 400, 2019: 300, 2020: 200})
    found = judged(snapshot, target(lower(2020, 2019), basis=[{"jaar": 2017, "waarde": 300, "gedrukt": "300"}]))
    assert found.oordeel is Oordeel.GEHAALD


def test_of_years_to_come_each_has_a_chance_and_all_together_a_smaller_one(per_month):
    snapshot = per_month(dict.fromkeys(range(2014, 2022), 20), tot=date(2022, 1, 1))
    found = judged(snapshot, target(lower(2022, 2019)), peiljaar=2020)
    chances = [step.kans for step in found.beslissend.stappen if step.kans is not None]
    assert found.oordeel is Oordeel.NIET_GEHAALD, "2019 was not lower than 2018"
    assert len(chances) == 2
    assert all(0.3 < chance < 0.6 for chance in chances)
    fresh = judged(snapshot, target(lower(2022, 2021)), peiljaar=2020)
    assert 0 < fresh.kans < min(chances)


def test_as_seen_at_the_end_of_a_year_later_figures_take_no_part(per_month):
    counts = dict.fromkeys(range(2014, 2021), 20) | {2021: 2, 2022: 2}
    snapshot = per_month(counts)
    then, now = (judged(snapshot, target(at_most(2022, 100)), peiljaar=peil) for peil in (2020, None))
    assert (then.oordeel, then.laatste.jaar) == (Oordeel.ONWAARSCHIJNLIJK, 2020)
    assert then.tempo == pytest.approx((100 - 240) / 2)
    assert any("2020" in line for line in then.aannames)
    assert (now.oordeel, now.tempo) == (Oordeel.GEHAALD, None)


def test_months_of_the_year_that_has_begun_count(per_month):
    quiet = per_month(dict.fromkeys(range(2014, 2022), 20) | {2022: 4}, tot=date(2022, 10, 1))
    found = judged(quiet, target(at_most(2022, 150)), peiljaar=2022)
    assert found.doelen[0].stand is None
    assert found.reden == "Over 2022 is er geen cijfer; wel 240 in 2021."
    found = judged(quiet, target(at_most(2023, 150)), peiljaar=2021)
    assert found.kans < 0.2


def test_a_provisional_year_is_still_to_come(per_year):
    snapshot = per_year({2018: 60, 2019: 62, 2020: 58, 2021: 61, 2022: 55}, status="voorlopig")
    found = judged(snapshot, target(at_most(2022, 50)), peiljaar=2022)
    assert (found.oordeel, found.kans) == (Oordeel.ONWAARSCHIJNLIJK, 0.0), "55 are in already, and figures only grow"
    assert found.laatste.status == "voorlopig"
    assert 0.3 < judged(snapshot, target(at_most(2022, 62)), peiljaar=2022).kans < 1


def test_whole_years_alone_give_a_chance_too(per_year):
    snapshot = per_year(dict.fromkeys(range(2014, 2020), 100))
    found = judged(snapshot, target(at_most(2022, 150)), peiljaar=2019)
    assert found.oordeel is Oordeel.WAARSCHIJNLIJK
    assert found.tempo == 0.0


def test_a_chance_of_a_rate_is_per_inhabitant_of_the_last_year_known(per_year):
    snapshot = per_year(dict.fromkeys(YEARS, 100), people=5000.0)  # 15.000 inhabitants: 6,7
    chances = [
        judged(snapshot, target(at_most(2022, limit), eenheid="per_1000_inwoners"), peiljaar=2020).kans
        for limit in (4, 7, 10)
    ]
    assert chances[0] < 0.2 < chances[1] < 0.8 < chances[2]
    said = judged(snapshot, target(at_most(2022, 7), eenheid="per_1000_inwoners"), peiljaar=2020).aannames
    assert "Het aantal inwoners blijft 15.000." in said


def test_too_few_years_give_no_chance(per_year):
    found = judged(per_year({2018: 100, 2019: 100}), target(at_most(2022, 150)), peiljaar=2019)
    assert (found.oordeel, found.kans) == (Oordeel.NIET_TE_ZEGGEN, None)
    assert found.reden.startswith("Voor een kans zijn minstens 3 jaren")


def test_hidden_months_are_not_learned_from(tmp_path, configured):
    """Only the busy months would be left: it is the years, which are shown, that tell."""
    configured(drempel=5)
    rows = [month(jaar, nummer) | {"aantal": 12 if nummer % 2 == 0 else 4} for jaar in YEARS for nummer in range(1, 13)]
    snapshot = publish(tmp_path, registraties=rows, dekking=[{"van": date(2014, 1, 1), "tot": date(2021, 1, 1)}])
    found = judged(snapshot, target(at_most(2022, 120)), peiljaar=2020)
    assert found.laatste.waarde == 96
    assert found.kans > 0.7


def test_a_hidden_year_says_so(per_year, configured):
    configured(drempel=5)
    found = judged(per_year({2021: 9, 2022: 3}), target(at_most(2022, 5)))
    assert (found.oordeel, found.reden) == (Oordeel.NIET_TE_ZEGGEN, "Het cijfer van 2022 is te klein om te tonen.")
    assert found.doelen[0].stand.waarde is None


def test_a_break_between_baseline_and_goal_forbids_the_comparison(per_year):
    snapshot = per_year({2017: 100, 2022: 50}, kind=KIND[TOTAL])
    asked = {"indicator": TOTAL, "basis": [{"jaar": 2017, "waarde": 100, "gedrukt": "100"}]}
    found = judged(snapshot, target(at_most(2022, 90), **asked))
    assert found.oordeel is Oordeel.NIET_TE_ZEGGEN
    assert found.reden.startswith("Sinds juli 2018 telt de politie")
    assert found.doelen[0].stand.waarde == 50, "shown all the same"
    assert found.apart.startswith("Sinds juli 2018")
    assert [stand.deel for stand in found.reeks if stand.waarde is not None] == [0, 2], "2018 by itself"


def test_two_years_on_both_sides_of_a_break_are_no_step(per_year):
    snapshot = per_year({2017: 100, 2018: 90, 2019: 80, 2020: 70}, kind=KIND[TOTAL])
    found = judged(snapshot, target(lower(2020, 2019), indicator=TOTAL))
    assert [step.gehaald for step in found.beslissend.stappen] == [None, True]
    assert found.oordeel is Oordeel.NIET_TE_ZEGGEN


def test_a_survey_is_judged_within_its_method(rounds):
    snapshot = rounds({2013: 30.0, 2015: 29.0, 2017: 26.0, 2019: 24.0, 2021: 18.0})
    found = judged(snapshot, survey(at_most(2022, 25)))
    assert found.oordeel is Oordeel.NIET_TE_ZEGGEN
    assert "nieuwe opzet" in found.reden
    then = judged(snapshot, survey(at_most(2022, 25)), peiljaar=2019)
    assert 0.3 < then.kans < 0.8
    assert [stand.deel for stand in found.reeks if stand.waarde is not None] == [0, 0, 0, 0, 1]


def test_a_method_that_nobody_declared_as_a_break_counts_too(rounds):
    snapshot = rounds({2015: 30.0, 2017: 29.0, 2019: 24.0}, m2019="eigen-peiling")
    found = judged(snapshot, survey(at_most(2019, 25), basis=[{"jaar": 2017, "waarde": 29, "gedrukt": "29%"}]))
    assert found.oordeel is Oordeel.NIET_TE_ZEGGEN
    assert found.reden.startswith("De meetmethode is in de jaren ertussen veranderd")


def test_a_year_without_a_round_names_its_neighbours(rounds):
    snapshot = rounds({2015: 30.0, 2017: 29.5, 2019: 24.0})
    found = judged(snapshot, survey(at_most(2018, 25)), van=2015)
    assert found.reden == "Over 2018 is er geen enquête geweest; wel 29,5 in 2017 en 24,0 in 2019."


def test_a_trend_is_met_by_its_slope(per_year):
    down = per_year({2019: 2000, 2020: 1900, 2021: 1650, 2022: 1500})
    found = judged(down, target(falling(2022)))
    assert (found.oordeel, found.toeval) == (Oordeel.GEHAALD, False)
    assert found.beslissend.helling.upper < 1


def test_a_trend_that_chance_may_have_made(per_year):
    found = judged(per_year({2019: 40, 2020: 45, 2021: 43, 2022: 41}), target(falling(2022)))
    assert (found.oordeel, found.toeval) == (Oordeel.NIET_GEHAALD, True)


def test_a_trend_to_come(per_year):
    counts = {2014: 400, 2015: 402, 2016: 401, 2017: 399, 2018: 400, 2019: 400, 2020: 330, 2021: 300}
    found = judged(per_year(counts), target(falling(2022)), peiljaar=2021)
    assert found.oordeel is Oordeel.WAARSCHIJNLIJK


def test_an_average_of_others_is_not_in_the_figures(rounds):
    goal = {
        "jaar": 2018, "soort": "gemiddelde", "grens": "hoogstens", "referentie": "G32", "fase": "einddoel",
        "gedrukt": "≤ G32",
    }  # fmt: skip
    found = judged(rounds({2017: 29.5}), survey(at_most(2017, 30), goal), van=2015)
    assert found.oordeel is Oordeel.NIET_TE_ZEGGEN
    assert found.reden == "Het gemiddelde van de G32 van 2018 staat niet in onze gegevens."
    assert found.doelen[0].oordeel is Oordeel.GEHAALD, "the intermediate goal is judged"


def test_what_is_printed_stays_as_printed_when_ours_is_something_else(per_year):
    asked = {"vergelijkbaar": False, "verschil": "Wij tellen iets anders.", "andere_indicator": ASSAULT}
    printed = [{"jaar": 2017, "waarde": 55.9, "gedrukt": "55,9%"}]
    found = judged(per_year({2021: 60, 2022: 40}), target(lower(2022, 2019), basis=printed, **asked))
    assert (found.oordeel, found.reden) == (Oordeel.NIET_TE_ZEGGEN, "Wij tellen iets anders.")
    assert [(one.jaar, one.waarde, one.bron) for one in found.gedrukt] == [(2017, 55.9, "gedrukt")]
    assert [one.waarde for one in found.reeks] == [60, 40]


def test_a_target_of_another_municipality(per_year):
    found = judged(per_year({2022: 40}), target(at_most(2022, 50)), gemeente="GM1641")
    assert found.oordeel is Oordeel.NIET_TE_ZEGGEN
    assert found.reden == "Dit is een doel van Maasgouw; deze momentopname gaat over Maastricht."
    assert found.reeks == ()


def test_a_target_that_was_not_there_yet(per_year):
    found = judged(per_year({2016: 40}), target(at_most(2022, 50)), peiljaar=2016)
    assert found.reden == "Dit doel was er toen nog niet: het programma begint in 2019."
    assert judged(per_year({2018: 40}), target(at_most(2022, 50)), peiljaar=2018).reden.startswith("Voor een kans")


def test_without_any_figure(per_year):
    found = judged(per_year({2022: 40}, kind=KIND[ASSAULT]), target(at_most(2022, 50)))
    assert (found.oordeel, found.laatste) == (Oordeel.NIET_TE_ZEGGEN, None)
    assert found.reden == "Er zijn geen cijfers van deze indicator."


def test_the_path_goes_straight_from_the_baseline_over_the_printed_limits(per_year):
    asked = target(
        at_most(2016, 30, fase="tussendoel"), at_most(2018, 20), basis=[{"jaar": 2014, "waarde": 40, "gedrukt": "40"}]
    )
    found = judged(per_year({2022: 40}), asked, van=2015)
    assert found.pad == ((2014, 40), (2015, 35), (2016, 30), (2017, 25), (2018, 20))


def test_what_needs_attention_comes_first(per_year, monkeypatch):
    snapshot = per_year({2017: 60, 2018: 62, 2019: 58, 2020: 60, 2021: 40})
    wanted = {
        "zeker-gehaald": at_most(2021, 50),
        "nog-kansrijk": at_most(2022, 150),
        "zeker-gemist": at_most(2021, 10),
        "nog-klein": at_most(2022, 25),
        "nog-kansloos": at_most(2022, 5),
    }
    found = [target(goal, id=name) for name, goal in wanted.items()]
    plan = programme(found[0]).model_copy(update={"doelen": tuple(found)})
    monkeypatch.setattr(programmes, "load_all", lambda: {"proef": plan})
    ordered = targets.judge_all(snapshot, Toegang.VOLLEDIG, STAD, 2021)
    assert [one.doel.id for one in ordered] == [
        "nog-kansloos",
        "nog-klein",
        "zeker-gemist",
        "nog-kansrijk",
        "zeker-gehaald",
    ]
    assert ordered[1].oordeel is Oordeel.ONWAARSCHIJNLIJK


def test_the_kinds_used_here_are_those_of_the_indicators():
    assert all(KIND[name] in indicators.load(name).teller.soorten for name in KIND)


def test_a_programme_in_the_middle_of_a_year_knows_the_months_up_to_then(per_month):
    found = programme(target(at_most(2022, 40)))
    snapshot = per_month({2018: 3, 2019: 3, 2020: 3, 2021: 3, 2022: 9})
    (half,) = targets.judge_programme(found, snapshot, Toegang.VOLLEDIG, date(2022, 7, 1))
    assert (half.oordeel, half.laatste.jaar) == (Oordeel.ONWAARSCHIJNLIJK, 2021)
    assert any("Alleen cijfers tot en met juni 2022 doen mee" in text for text in half.aannames)
    (whole,) = targets.judge_programme(found, snapshot, Toegang.VOLLEDIG, date(2023, 1, 1))
    assert (whole.oordeel, whole.laatste.jaar) == (Oordeel.NIET_GEHAALD, 2022)
