"""One area beside others like it: the rule against the textbook, how often chance passes it, who is left out."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm

from analytics import peers
from analytics.areas import Area, Niveau
from analytics.measures import measure
from analytics.peers import Position, usual
from analytics.periods import Stap
from tests.builders import BUURTEN, STAD, ask, burglaries, publish, question, year

OTHERS = ("GM0034", "GM0758", "GM0796", "GM0014", "GM0546", "GM0268")
NAMES = ("Almere", "Breda", "'s-Hertogenbosch", "Groningen", "Leiden", "Nijmegen")
AREAS = (
    Area(STAD, "Maastricht", Niveau.GEMEENTE),
    *(Area(code, name, Niveau.REFERENTIE) for code, name in zip(OTHERS, NAMES, strict=True)),
)


def same(x):
    return x


def test_without_chance_it_is_the_interval_of_a_new_observation():
    others = np.array([4.1, 5.2, 4.8, 6.0, 5.5, 4.4])
    found = usual(7.0, 0.0, others, np.zeros(6), same)
    fit = sm.OLS(others, np.ones(6)).fit().get_prediction([[1.0]])
    low, high = fit.conf_int(obs=True)[0]
    assert (found.van, found.tot) == pytest.approx((low, high))
    assert (found.laag, found.hoog) == pytest.approx(tuple(fit.conf_int()[0]))
    assert usual(high, 0.0, others, np.zeros(6), same).p == pytest.approx(0.05)


def test_chance_that_explains_all_spread_leaves_only_chance():
    others = np.array([1.0, 1.1, 0.9, 1.05])
    found = usual(1.0, 0.09, others, np.full(4, 0.04), same)
    apart = np.sqrt(0.09 + 0.04 / 4)
    assert found.tot - found.van == pytest.approx(2 * 3.182446305284263 * apart)  # t, 3 degrees of freedom


@pytest.mark.parametrize("between", [0.0, 0.2])
def test_chance_alone_passes_one_time_in_twenty(between):
    rng = np.random.default_rng(20260115)
    people = np.array([125e3, 229e3, 189e3, 162e3, 246e3, 131e3, 189e3])
    called = 0
    for _run in range(3000):
        rates = 0.001 * np.exp(rng.normal(0.0, between, 7))
        x, chance = np.sqrt(rng.poisson(people * rates) / people), 1 / (4 * people)
        called += usual(x[0], chance[0], x[1:], chance[1:], same).p < 0.05
    assert called / 3000 < 0.065
    assert called / 3000 > (0.035 if between else 0.005)  # without any spread it is on the safe side


def cities(folder, counts, *, people=100_000, status="definitief"):
    """Municipalities with these counts in 2025, the own one first; None is covered in another year."""
    codes = (STAD, *OTHERS)
    shown = [(code, n) for code, n in zip(codes, counts, strict=True) if n is not None]
    at = {"soort_gebied": "gemeente", **year(2025)}
    snapshot = publish(
        folder,
        name="-".join(map(str, counts)),
        registraties=[{"gebied": code, "aantal": n, **at} for code, n in shown if n],
        dekking=[
            {"gebied": code, "stap": "jaar", "status": status, **at, **year(2024 if n is None else 2025)}
            for code, n in zip(codes, counts, strict=True)
        ],
        kerncijfers=[{"gebied": b[0], "waarde": people / len(BUURTEN)} for b in BUURTEN]
        + [{"gebied": code, "waarde": float(people)} for code in OTHERS],
    )
    asked = ask(snapshot, niveau=Niveau.REFERENTIE, stap=Stap.GEHEEL)
    return peers.compare(measure(burglaries(), asked), AREAS)


def test_the_order_is_by_name_and_says_nothing(tmp_path):
    found = cities(tmp_path, [900, 400, 410, 420, 430, 440, 450])
    names = [row.area.naam for row in found.rows]
    assert names == ["Maastricht", "Almere", "Breda", "Groningen", "Leiden", "Nijmegen", "'s-Hertogenbosch"]
    assert found.own.positie is Position.HOGER
    assert {row.positie for row in found.others} == {Position.GEEN_DUIDELIJK_VERSCHIL}


def test_far_beyond_chance_but_not_beyond_what_cities_differ(tmp_path):
    found = cities(tmp_path, [900, 400, 900, 500, 800, 1000, 700])
    own = found.own
    assert own.figure.ondergrens > own.gewoon.gemiddelde, "chance does not explain it"
    assert own.positie is Position.GEEN_DUIDELIJK_VERSCHIL
    assert own.gewoon.gemiddelde == pytest.approx((4 + 9 + 5 + 8 + 10 + 7) / 6)
    assert own.gewoon.van < own.gewoon.laag < own.gewoon.gemiddelde < own.gewoon.hoog < own.gewoon.tot


def test_another_that_stands_out_is_judged_beside_the_rest_and_not_beside_the_own_one(tmp_path):
    found = cities(tmp_path, [2000, 400, 405, 395, 400, 402, 1200])
    assert {row.area.naam: row.positie for row in found.others}["Nijmegen"] is Position.HOGER
    found = cities(tmp_path, [400, 400, 405, 395, 400, 402, 470])
    nijmegen = next(row for row in found.others if row.area.naam == "Nijmegen")
    assert nijmegen.gewoon.p < 0.05
    assert nijmegen.positie is Position.GEEN_DUIDELIJK_VERSCHIL, "one of six: not clear enough when all are looked at"


def test_too_few_to_show_even_a_doubling(tmp_path):
    assert cities(tmp_path, [1, 2, 1, 3, 0, 2, 1]).own.positie is Position.TE_WEINIG_WAARNEMINGEN


def test_provisional_figures_are_shown_and_not_judged(tmp_path):
    found = cities(tmp_path, [900, 400, 410, 420, 430, 440, 450], status="voorlopig")
    assert {row.positie for row in found.rows} == {Position.NIET_TE_ZEGGEN}
    assert found.own.figure.waarde == 9.0
    assert "voorlopig" in found.own.reden


def test_a_city_without_figures_is_left_out_and_with_two_others_nothing_is_said(tmp_path):
    found = cities(tmp_path, [900, None, None, 420, 430, 440, 450])
    assert found.own.gewoon.gemiddelde == pytest.approx((4.2 + 4.3 + 4.4 + 4.5) / 4)
    assert [row.positie for row in found.others if row.area.naam in ("Almere", "Breda")] == [
        Position.NIET_TE_ZEGGEN
    ] * 2
    found = cities(tmp_path, [900, None, None, None, None, 440, 450])
    assert found.own.positie is Position.NIET_TE_ZEGGEN
    assert found.own.reden == "van te weinig andere gebieden is het cijfer bekend"


def test_a_hidden_count_says_nothing_about_the_mean(tmp_path, configured):
    configured(drempel=5)
    found = cities(tmp_path, [900, 400, 410, 420, 430, 440, 2])
    assert found.own.positie is Position.NIET_TE_ZEGGEN


def test_survey_answers_by_their_own_error_and_only_when_measured_alike(tmp_path):
    def asked(*waarden, methode="vm-2021"):
        rows = [
            {"gebied": code, "waarde": w, "ondergrens": w - 2, "bovengrens": w + 2, "n": 800}
            for code, w in zip((STAD, *OTHERS), waarden, strict=True)
        ]
        rows[-1]["methode"] = methode
        snapshot = publish(tmp_path, name=methode, enquete=rows)
        return peers.compare(measure(question(), ask(snapshot, niveau=Niveau.REFERENTIE, stap=Stap.GEHEEL)), AREAS)

    values = (40.0, 20.0, 21.0, 19.0, 22.0, 20.5, 21.5)
    assert asked(*values).own.positie is Position.HOGER
    assert asked(*values, methode="vm-2012").own.reden == "niet overal met dezelfde methode gemeten"


def test_earlier_years_stop_at_a_break(tmp_path):
    covered = {"stap": "jaar", "soort": "0.0.0", "van": date(2015, 1, 1), "tot": date(2022, 1, 1)}
    snapshot = publish(tmp_path, dekking=[{"soort_gebied": "gemeente", **covered}])
    indicator = burglaries(teller={"bron": "registraties", "soorten": ["0.0.0"]})
    asked = ask(
        snapshot,
        niveau=Niveau.REFERENTIE,
        stap=Stap.GEHEEL,
        van=date(2021, 1, 1),
        tot=date(2022, 1, 1),
        gebieden=(STAD,),
    )
    found = peers.earlier(indicator, asked)
    assert [one.selection.van.year for one in found] == [2020, 2019]  # mid 2018 the police began to count otherwise
    assert "samenlopende misdrijven" in peers.stopped_by(indicator, asked)


def test_earlier_rounds_of_a_survey_are_rounds_and_not_years(tmp_path):
    rounds = [{"gebied": STAD, "jaar": jaar} for jaar in (2015, 2019, 2021, 2023, 2025)]
    asked = ask(publish(tmp_path, enquete=rounds), niveau=Niveau.REFERENTIE, stap=Stap.GEHEEL, gebieden=(STAD,))
    assert [one.selection.van.year for one in peers.earlier(question(), asked)] == [2023, 2021]
    assert "nieuwe opzet" in peers.stopped_by(question(), asked)
    first = replace(asked, van=date(2015, 1, 1), tot=date(2016, 1, 1))
    assert (peers.earlier(question(), first), peers.stopped_by(question(), first)) == ((), "")
