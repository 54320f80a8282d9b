"""Declared programmes and targets: row by row those of the documents, and everything they name exists."""

import csv
import re
from itertools import chain
from pathlib import Path

import pytest

from analytics import areas, programmes, themes
from analytics.indicators import DEFINITIONS
from analytics.programmes import AgainstAverage, Bound, Falling, LowerEveryYear

LISTED = Path(__file__).parents[2] / ".." / "shared/mission/indicatoren.csv"
PROGRAMMES = list(programmes.load_all().values())
TARGETS = [*programmes.targets("GM0935"), *programmes.targets("GM1641")]
SIGNS = {"<": ("hoogstens", True), "<=": ("hoogstens", False), ">": ("minstens", True), ">=": ("minstens", False)}
by_id = {"ids": lambda item: item.id}


def listed_goal(text):
    """One goal of indicatoren.csv as a tuple to compare."""
    if found := re.fullmatch(r"(\d{4})([<>]=?)([\d.]+)", text):
        return (int(found[1]), *SIGNS[found[2]], float(found[3]))
    if found := re.fullmatch(r"(\d{4})([<>]=)(G\d\d)-gemiddelde van \1", text):
        return (int(found[1]), SIGNS[found[2]][0], found[3])
    if found := re.fullmatch(r"(\d{4})\.\.(\d{4}): elk jaar lager dan het jaar ervoor", text):
        return (int(found[2]), "elk_jaar_lager", int(found[1]))
    found = re.fullmatch(r"(\d{4}): trendmatige daling", text)
    return (int(found[1]), "trendmatige_daling")


def declared_goal(goal):
    match goal:
        case Bound():
            return (goal.jaar, goal.soort, goal.strikt, goal.waarde)
        case AgainstAverage():
            return (goal.jaar, goal.grens, goal.referentie)
        case LowerEveryYear():
            return (goal.jaar, goal.soort, goal.van)
        case Falling():
            return (goal.jaar, goal.soort)


def listed_unit(row):
    """The unit as the document prints it: the list corrects it, and says in its remark what is printed."""
    printed = re.search(r"gedrukt als [\d,]+ (procent/1\.000 inwoners)", row["opmerking"])
    return printed[1] if printed else row["eenheid"].removeprefix("als gedrukt: ")


def as_listed(row):
    basis = [item.split("=") for item in filter(None, row["basis"].split("|"))]
    return {
        "gemeente": row["gemeente"],
        "document": row["document"],
        "vindplaats": row["vindplaats"],
        "thema": row["thema"],
        "naam": row["naam"],
        "meetbron": row["meetbron"],
        "eenheid": listed_unit(row),
        "definitie": row["definitie_in_document"],
        "basis": [(int(year), float(value)) for year, value in basis],
        "tussendoelen": [listed_goal(text) for text in filter(None, row["tussendoelen"].split("|"))],
        "einddoel": [listed_goal(row["einddoel"])],
    }


def as_declared(target):
    one = programmes.programme_of(target.id)
    return {
        "gemeente": areas.municipality_name(one.gemeente),
        "document": one.document,
        "vindplaats": target.vindplaats,
        "thema": target.thema_gedrukt,
        "naam": target.naam,
        "meetbron": target.meetbron,
        "eenheid": target.eenheid_gedrukt,
        "definitie": target.definitie,
        "basis": [(value.jaar, value.waarde) for value in target.basis],
        "tussendoelen": [declared_goal(goal) for goal in target.doelen if goal.fase == "tussendoel"],
        "einddoel": [declared_goal(goal) for goal in target.doelen if goal.fase == "einddoel"],
    }


@pytest.mark.shared
def test_every_row_of_the_list_is_declared_as_it_stands():
    if not LISTED.exists():
        pytest.skip("the list of effect indicators is not beside the project")
    with LISTED.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["id"] for row in rows] == [target.id for target in TARGETS]
    for row in rows:
        assert as_declared(programmes.target(row["id"])) == as_listed(row), row["id"]
        assert programmes.target(row["id"]).kanttekening or not row["opmerking"], row["id"]


def test_the_targets_are_those_of_the_programmes_of_both_municipalities():
    assert len(TARGETS) == sum(len(one.doelen) for one in PROGRAMMES) == 34
    assert len({target.id for target in TARGETS}) == len(TARGETS)
    assert [one.id for one in programmes.programmes("GM0935")] == ["mjp15", "up15", "mjp19", "mjp23"]
    assert [one.id for one in programmes.programmes("GM1641")] == ["ivp15", "ivp19"]
    assert programmes.programmes("GM0034") == ()


@pytest.mark.parametrize("one", PROGRAMMES, **by_id)
def test_a_programme_belongs_to_a_municipality_and_says_what_comes_first(one):
    assert one.gemeente in areas.municipalities()
    assert all(target.id.startswith(f"{one.id}-") for target in one.doelen)
    named = programmes.priorities(one)
    assert {"prioriteit"} <= {item.rang for item in named}
    assert len({item.naam for item in named}) == len(named)


def test_a_plan_has_the_priorities_of_the_programme_it_works_out():
    plan, programme = programmes.programme("up15"), programmes.programme("mjp15")
    assert programmes.priorities(plan) == programme.prioriteiten
    assert (programme.van, programme.tot) == (2015, 2018)


@pytest.mark.parametrize("target", TARGETS, **by_id)
def test_the_years_of_a_target_lie_in_the_programme_or_in_the_one_it_works_out(target):
    one = programmes.programme_of(target.id)
    last = programmes.programme(one.onderdeel_van).tot if one.onderdeel_van else one.tot
    assert all(value.jaar < one.van for value in target.basis)
    assert all(one.van <= goal.jaar <= last for goal in target.doelen)
    assert [goal.jaar for goal in target.doelen] == sorted(goal.jaar for goal in target.doelen)
    assert [goal.fase for goal in target.doelen].count("einddoel") == 1
    assert target.doelen[-1].fase == "einddoel"


def numbers(text):
    return [float(found.replace(".", "").replace(",", ".")) for found in re.findall(r"\d[\d.]*(?:,\d+)?", text)]


@pytest.mark.parametrize("target", TARGETS, **by_id)
def test_a_value_is_the_number_that_is_printed(target):
    bounds = [goal for goal in target.doelen if isinstance(goal, Bound)]
    for item in chain(target.basis, bounds):
        assert item.waarde in numbers(item.gedrukt)
    for goal in bounds:
        if set("<≤>≥") & set(goal.gedrukt):
            sign = {("hoogstens", True): "<", ("hoogstens", False): "≤", ("minstens", False): "≥"}
            assert goal.gedrukt.startswith(sign[goal.soort, goal.strikt])


@pytest.mark.parametrize("target", TARGETS, **by_id)
def test_what_is_said_of_a_target_are_sentences(target):
    for text in (target.reden, target.verschil, target.kanttekening):
        assert not text or (text[0].isupper() and text.endswith("."))
    assert themes.theme(target.thema).code == target.thema


DOUBTS = [  # printed, and what stands against it (gepubliceerd.md)
    ("mjp19-straatroof", 3, 31),
    ("mjp19-box-schuur", 713, 192),
    ("mjp19-zakkenrollerij", 192, 713),
    ("up15-overlast-buurtbewoners", 6.8, 6.4),
    ("mjp19-sociale-overlast", 17.9, 21.6),
    ("mjp19-objectieve-veiligheid", 55.9, 55.9),  # the same number, as a count
]


@pytest.mark.parametrize(("target_id", "printed", "other"), DOUBTS)
def test_where_the_document_cannot_be_right_both_readings_stand(target_id, printed, other):
    target = programmes.target(target_id)
    (reading,) = target.andere_lezing
    (value,) = [item.waarde for item in target.basis if item.jaar == reading.jaar]
    assert (value, reading.waarde) == (printed, other)
    assert reading.bron
    assert target.kanttekening


def published():
    """What the municipality published: (series, year) -> values over the editions."""
    found = {}
    with (DEFINITIONS / "gepubliceerd.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found.setdefault((row["reeks"], row["periode"]), set()).add(float(row["waarde"]))
    return found


@pytest.mark.parametrize("target", [item for item in TARGETS if item.gepubliceerd], **by_id)
def test_a_printed_baseline_is_the_published_figure_or_is_doubted(target):
    figures = published()
    assert set(target.gepubliceerd) <= {series for series, _year in figures}
    if len(target.gepubliceerd) > 1 or target.eenheid == "per_1000_inwoners":
        return
    for value in target.basis:
        known = figures.get((target.gepubliceerd[0], str(value.jaar)))
        other = {reading.waarde for reading in target.andere_lezing if reading.jaar == value.jaar}
        assert known is None or value.waarde in known or (other and other <= known)


def test_targets_without_an_indicator_are_the_raids_that_are_not_counted_apart():
    assert [target.id for target in TARGETS if not target.indicator] == [
        "mjp19-overval-woning",
        "mjp19-overval-bedrijf",
    ]
