"""The briefing about targets: what stands how, what slipped, what to watch, and what nobody can say."""

from dataclasses import replace
from datetime import date

import pytest

from analytics import programmes
from analytics.access import Toegang
from analytics.programmes import Programme, Target
from analytics.reports.model import Zekerheid
from analytics.targets import judge_in
from analytics.targets.goals import Oordeel
from analytics.views.briefing import attention, course, plans
from analytics.views.briefing.findings import gather
from analytics.views.briefing.plans import Course, Plan
from tests.builders import BINNENSTAD, STAD, month, publish

DECEMBER = date(2025, 12, 1)
PLAN = Programme(
    id="proef", gemeente=STAD, naam="Proefplan", document="Proefplan 2025", van=2025, tot=2026, toelichting="-"
)


def target(id_, naam):
    fields = {
        "id": id_, "naam": naam, "thema": "1.3", "thema_gedrukt": "HIC", "meetbron": "politie", "vindplaats": "h.1",
        "eenheid_gedrukt": "aantal", "indicator": "woninginbraak", "eenheid": "aantal", "vergelijkbaar": True,
        "doelen": [{"jaar": 2026, "soort": "hoogstens", "waarde": 40, "fase": "einddoel", "gedrukt": "≤ 40"}],
    }  # fmt: skip
    return Target.model_validate(fields)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    """Four burglaries in every month of 2022 up to and including 2025."""
    rows = [
        month(year, number) | {"gebied": BINNENSTAD, "aantal": 4}
        for year in range(2022, 2026)
        for number in range(1, 13)
    ]
    return publish(
        tmp_path_factory.mktemp("doelen"), registraties=rows, dekking=[{"soort": "1.1.1", "van": date(2022, 1, 1)}]
    )


@pytest.fixture(scope="module")
def findings(snapshot):
    return gather(snapshot, Toegang.VOLLEDIG, DECEMBER)


@pytest.fixture(scope="module")
def judged(snapshot):
    """judged("straatroof", Oordeel.ONZEKER, 0.4): a target that stands so."""
    base = judge_in(PLAN, target("proef-een", "een"), snapshot, Toegang.VOLLEDIG, 2025)

    def make(naam, oordeel, kans=None):
        return replace(base, doel=target(f"proef-{naam}", naam), oordeel=oordeel, kans=kans)

    return make


def of(findings, now, then=(), vorig=None, plan=PLAN):
    before = {one.doel.id: one for one in then}
    return replace(findings, koers=Course((Plan(plan, tuple(now), before),), vorig))


def test_targets_are_counted_by_verdict_and_those_in_doubt_named(findings, judged):
    found = of(
        findings,
        [
            judged("straatroof", Oordeel.ONWAARSCHIJNLIJK, 0.12),
            judged("overval", Oordeel.ONZEKER, 0.45),
            judged("woninginbraak", Oordeel.WAARSCHIJNLIJK, 0.9),
            judged("fietsen", Oordeel.GEHAALD),
            judged("beleving", Oordeel.NIET_TE_ZEGGEN),
        ],
    )
    standing, watch = course.sentences(found)
    assert standing.text == (
        "De 5 doelen van het programma ‘Proefplan’: 1 gehaald, 1 waarschijnlijk, 1 onzeker, 1 onwaarschijnlijk en 1 "
        "niet te zeggen."
    )
    assert watch.text == "Houd deze doelen in de gaten: ‘straatroof’ (kans 12%) en ‘overval’ (kans 45%)."
    assert (standing.zekerheid, watch.zekerheid) == (Zekerheid.ONZEKER, Zekerheid.ONZEKER)
    assert standing.href == "/doelen?programma=proef"


def test_what_is_decided_rests_on_a_count(findings, judged):
    (one,) = course.sentences(
        of(findings, [judged("fietsen", Oordeel.GEHAALD), judged("overval", Oordeel.NIET_GEHAALD)])
    )
    assert one.text.endswith("1 gehaald en 1 niet gehaald.")
    assert one.zekerheid is Zekerheid.TELLING


def test_a_target_that_slipped_needs_attention_and_is_not_named_twice(findings, judged):
    now = [judged("straatroof", Oordeel.ONWAARSCHIJNLIJK, 0.12), judged("overval", Oordeel.NIET_GEHAALD)]
    then = [judged("straatroof", Oordeel.ONZEKER, 0.41), judged("overval", Oordeel.ONZEKER, 0.3)]
    found = of(findings, now, then)
    assert attention.sentences(found, 4)[-1].text == (
        "Deze doelen staan er slechter voor dan een jaar eerder: ‘straatroof’ (kans nu 12%, toen 41%) en ‘overval’ (nu "
        "niet gehaald, toen kans 30%)."
    )
    assert len(course.sentences(found)) == 1


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (Oordeel.ONZEKER, Oordeel.ONZEKER),
        (Oordeel.ONWAARSCHIJNLIJK, Oordeel.ONZEKER),
        (Oordeel.NIET_TE_ZEGGEN, Oordeel.NIET_GEHAALD),
        (Oordeel.GEHAALD, Oordeel.NIET_TE_ZEGGEN),
    ],
)
def test_what_is_no_worse_or_cannot_be_said_did_not_slip(judged, then, now):
    assert Plan(PLAN, (judged("een", now),), {"proef-een": judged("een", then)}).slipped == ()


def test_nothing_to_say_about_any_target_says_why(findings, judged):
    (one,) = course.sentences(of(findings, [judged("een", Oordeel.NIET_TE_ZEGGEN)]))
    assert one.text.endswith("is niets te zeggen: de cijfers ontbreken of zijn niet te vergelijken.")
    assert one.zekerheid is Zekerheid.NIET_TE_ZEGGEN


def test_a_programme_without_targets_and_what_became_of_the_one_before(findings, judged):
    ended = Plan(PLAN, (judged("een", Oordeel.GEHAALD), judged("twee", Oordeel.NIET_GEHAALD)))
    none, before = course.sentences(of(findings, [], vorig=ended))
    assert none.text == (
        "Van het programma ‘Proefplan’ zijn geen doelen bekend; of we op koers liggen, is daarom niet te zeggen."
    )
    assert none.bron == "Proefplan 2025"
    assert before.text == "De 2 doelen van het programma ervoor (‘Proefplan’): 1 gehaald en 1 niet gehaald."
    assert before.periode == "2025–2026"


def test_no_programme_at_all(findings):
    (one,) = course.sentences(replace(findings, koers=Course((), None)))
    assert one.zekerheid is Zekerheid.NIET_TE_ZEGGEN
    assert one.text.startswith("Er loopt geen programma met bekende doelen")


def test_a_programme_runs_until_its_last_goal(snapshot):
    """The plan of 2015 and 2016 has goals for 2018; that of 2019 to 2022 was not there yet."""
    found = plans.course(snapshot, Toegang.VOLLEDIG, STAD, date(2018, 1, 1))
    assert [plan.programma.id for plan in found.lopend] == ["up15", "mjp15"]
    assert found.vorig is None
    assert plans.last_year(programmes.programme("up15")) == 2018
    later = plans.course(snapshot, Toegang.VOLLEDIG, STAD, date(2024, 1, 1))
    assert [plan.programma.id for plan in later.lopend] == ["mjp23"]
    assert later.vorig is not None
    assert later.vorig.programma.id == "mjp19"


def test_the_link_looks_back_to_a_year_in_which_the_programme_ran(findings):
    plan = PLAN.model_copy(update={"van": 2019, "tot": 2022})
    back = {
        maand: course.address(replace(findings, maand=maand), plan)
        for maand in (date(2019, 5, 1), date(2021, 12, 1), DECEMBER)
    }
    assert back[date(2019, 5, 1)].endswith("peiljaar=2019")
    assert back[date(2021, 12, 1)].endswith("peiljaar=2021")
    assert back[DECEMBER] == "/doelen?programma=proef"
