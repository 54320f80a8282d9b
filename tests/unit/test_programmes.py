"""Declarations of programmes: what is read, and what is refused with the file and the reason."""

import pytest

from analytics import programmes
from analytics.errors import NotFound, VeiligheidError
from analytics.programmes import Programme, read_files

TARGET = """
[[doelen]]
id = "plan-woninginbraak"
naam = "woninginbraken"
thema = "1.3"
thema_gedrukt = "Inbraak"
meetbron = "politie"
eenheid_gedrukt = "aantal per jaar"
vindplaats = "h.1"
basis = [{jaar = 2017, waarde = 65, gedrukt = "65"}]
doelen = [{jaar = 2022, soort = "hoogstens", waarde = 50, fase = "einddoel", gedrukt = "≤ 50"}]
indicator = "woninginbraak"
eenheid = "aantal"
vergelijkbaar = true
"""
PLAN = (
    """
gemeente = "GM1641"
naam = "Plan"
document = "Plan 2019-2022"
van = 2019
tot = 2022
"""
    + TARGET
)
GOAL = PLAN[PLAN.index("doelen = [{") : PLAN.index("indicator")]


def read(tmp_path, text):
    (tmp_path / "plan.toml").write_text(text, "utf-8")
    return read_files(tmp_path, Programme)


def test_a_programme_is_read_by_the_name_of_its_file(tmp_path):
    (found,) = read(tmp_path, PLAN).values()
    assert (found.id, found.van, found.tot, found.onderdeel_van) == ("plan", 2019, 2022, "")
    (target,) = found.doelen
    assert (target.basis[0].waarde, target.doelen[0].waarde, target.doelen[0].strikt) == (65, 50, False)


@pytest.mark.parametrize(
    ("goal", "kind"),
    [
        ('soort = "minstens", waarde = 7, strikt = true', "Bound"),
        ('soort = "elk_jaar_lager", van = 2019', "LowerEveryYear"),
        ('soort = "trendmatige_daling"', "Falling"),
        ('soort = "gemiddelde", grens = "hoogstens", referentie = "G32"', "AgainstAverage"),
    ],
)
def test_every_kind_of_target_is_read(tmp_path, goal, kind):
    text = PLAN.replace(GOAL, f'doelen = [{{jaar = 2022, fase = "einddoel", gedrukt = "zo", {goal}}}]\n')
    (found,) = read(tmp_path, text).values()
    assert type(found.doelen[0].doelen[0]).__name__ == kind


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('indicator = "woninginbraak"', 'indicator = "bestaat_niet"', "onbekende indicator bestaat_niet"),
        ('indicator = "woninginbraak"', 'indicator = ""', "de reden waarom er geen is"),
        ('indicator = "woninginbraak"', 'indicator = ""\nreden = "Niet geteld."', "niets vergelijkbaars"),
        ("vergelijkbaar = true", "vergelijkbaar = false", "verschil staat er als"),
        ("vergelijkbaar = true", 'vergelijkbaar = true\nverschil = "Anders."', "verschil staat er als"),
        ('thema = "1.3"', 'thema = "1.9"', "onbekend thema: 1.9"),
        ('soort = "hoogstens", waarde = 50', 'soort = "hoogstens"', "waarde: dit veld ontbreekt"),
        ('soort = "hoogstens", waarde = 50', 'soort = "trendmatige_daling", waarde = 50', "dit veld bestaat niet"),
        ("tot = 2022", "tot = 2018", "tot ligt voor van"),
        ("van = 2019", 'van = 2019\nsteller = "iemand"', "steller: dit veld bestaat niet"),
        (TARGET, "", "zegt in de toelichting waarom"),
        (
            "vergelijkbaar = true",
            'vergelijkbaar = true\nandere_lezing = [{jaar = 2017, waarde = 56, bron = "tabel"}]',
            "vraagt een kanttekening",
        ),
        ("van = 2019", "van 2019", "plan.toml: "),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(tmp_path, before, after, problem):
    with pytest.raises(VeiligheidError) as caught:
        read(tmp_path, PLAN.replace(before, after, 1))
    first, *rest = str(caught.value).splitlines()
    assert first.endswith("kloppen niet:")
    assert any(line.startswith("plan.toml: ") and problem in line for line in rest)


def test_problems_of_all_files_are_listed_together(tmp_path):
    (tmp_path / "ander.toml").write_text(PLAN.replace('thema = "1.3"', 'thema = "1.9"', 1), "utf-8")
    with pytest.raises(VeiligheidError, match=r"(?s)ander\.toml: .*plan\.toml: "):
        read(tmp_path, PLAN.replace("tot = 2022", "tot = 2018", 1))


def test_what_does_not_exist_is_not_found():
    with pytest.raises(NotFound, match="mjp99"):
        programmes.programme("mjp99")
    with pytest.raises(NotFound, match="mjp99-woninginbraak"):
        programmes.target("mjp99-woninginbraak")


@pytest.mark.parametrize(
    ("jaar", "goal", "most"),
    [
        (2022, 'soort = "hoogstens", waarde = 50', 50),
        (2022, 'soort = "hoogstens", waarde = 50, strikt = true', 49),
        (2022, 'soort = "hoogstens", waarde = 49.5', 49),
        (2022, 'soort = "hoogstens", waarde = 49.5, strikt = true', 49),
        (2021, 'soort = "hoogstens", waarde = 50', None),
        (2022, 'soort = "minstens", waarde = 50', None),
        (2020, 'soort = "elk_jaar_lager", van = 2019', 64),
        (2018, 'soort = "elk_jaar_lager", van = 2019', None),
        (2022, 'soort = "trendmatige_daling"', None),
    ],
)
def test_the_most_that_a_year_may_have(tmp_path, monkeypatch, jaar, goal, most):
    text = PLAN.replace(GOAL, f'doelen = [{{jaar = 2022, fase = "einddoel", gedrukt = "zo", {goal}}}]\n')
    monkeypatch.setattr(programmes, "load_all", lambda: read(tmp_path, text))
    assert programmes.most_in("woninginbraak", "GM1641", jaar, 65) == most
    assert programmes.most_in("fietsendiefstal", "GM1641", jaar, 65) is None


def test_a_limit_per_inhabitant_is_no_limit_on_a_count(tmp_path, monkeypatch):
    text = PLAN.replace('eenheid = "aantal"', 'eenheid = "per_1000_inwoners"')
    monkeypatch.setattr(programmes, "load_all", lambda: read(tmp_path, text))
    assert programmes.most_in("woninginbraak", "GM1641", 2022, 65) is None


def test_lower_than_a_year_that_is_not_known_is_no_limit(tmp_path, monkeypatch):
    goal = 'soort = "elk_jaar_lager", van = 2019'
    text = PLAN.replace(GOAL, f'doelen = [{{jaar = 2022, fase = "einddoel", gedrukt = "zo", {goal}}}]\n')
    monkeypatch.setattr(programmes, "load_all", lambda: read(tmp_path, text))
    assert programmes.most_in("woninginbraak", "GM1641", 2020, float("nan")) is None
