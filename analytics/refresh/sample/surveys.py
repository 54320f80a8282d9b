"""The rows of ENQUETE: published values of the city, and made-up buurten and wijken around them."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.refresh.sample import published, respondents
from analytics.refresh.sample.facts import Bools, Floats, Ints, buurten, generator, made_up, parameters, remembered
from analytics.refresh.sample.respondents import Estimate

CITY_ROUNDS = (2013, 2014, 2015, 2016, 2017, 2019, 2021, 2023, 2025)
BUURT_ROUNDS = (2015, 2017, 2021, 2025)
WIJK_ROUNDS = (2014, 2016, 2019, 2023)  # in these years wijken only
METHOD_BREAK = 2021
COLUMNS = ["gebied", "jaar", "vraag", "waarde", "ondergrens", "bovengrens", "standaardfout", "n", "bron", "methode"]

_CITY_RESPONDENTS = 2500  # made up: the publications do not say how many
_CITY_DESIGN_EFFECT = 1.2
_WIJK_RESPONDENTS = (85, 116)  # from, up to but not including
_BUURT_RESPONDENTS = (60, 121)
_FEW_PEOPLE = 200  # in a buurt with fewer inhabitants only this share of them answers
_SHARE_OF_FEW = 0.06


@dataclass(frozen=True)
class Question:
    """A survey question: value of the city per round, which of those are published, and what buurten differ.

    `sd`: spread of marks between respondents; None for a percentage. `spread`: of true values between buurten, on the
    log-odds scale for a percentage. `difference`: of every buurt from the city, in units of `spread`.
    """

    name: str
    sd: float | None
    spread: float
    city: dict[int, float]
    published: frozenset[int]
    difference: Floats

    @property
    def percentage(self) -> bool:
        """A percentage, not a mark."""
        return self.sd is None

    def truth(self, year: int) -> Floats:
        """The true value of every buurt: what an endless number of respondents would give."""
        make = respondents.true_percentages if self.percentage else respondents.true_marks
        return make(self.city[year], self.spread, self.difference)


def questions() -> list[Question]:
    """Every question of enquete.csv; published values stand instead of made-up ones."""
    table = pd.read_csv(made_up() / "enquete.csv", sep=";")
    return [_question(row, published.survey()) for row in table.to_dict("records")]


def method(year: int) -> str:
    """Key of the method of a round: the Veiligheidsmonitor changed in 2021."""
    return "ivm-2012" if year < METHOD_BREAK else "vm-2021"


def table() -> pd.DataFrame:
    """All rows of ENQUETE."""
    rows = [row for question in questions() for row in _rows(question)]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["vraag", "jaar", "gebied"], ignore_index=True)


def _question(row: dict[Any, Any], known: dict[tuple[str, int], float]) -> Question:
    name, numbers = str(row["vraag"]), {key: float(str(value)) for key, value in row.items() if _is_number(value)}
    facts = {year: value for (question, year), value in known.items() if question == name}
    made_up = {year: numbers[str(year)] for year in CITY_ROUNDS if str(year) in numbers}
    random = generator(f"verschillen {name}")
    return Question(
        name=name,
        sd=numbers.get("sd"),
        spread=numbers["spreiding"],
        city=made_up | facts,
        published=frozenset(facts),
        difference=respondents.differences(random, numbers["druk"], numbers["centrum"]),
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not math.isnan(value)


def _rows(question: Question) -> list[tuple[object, ...]]:
    random = generator(f"enquete {question.name}")
    rows = []
    for year in sorted(question.city):
        rows += [_row(question, area, year, e, "buurtpeiling") for area, e in _local(question, year, random).items()]
        if question.name != parameters()["alleen_buurtpeiling"]:
            source = "veiligheidsmonitor" if year in question.published else "veiligheidsmonitor_verzonnen"
            rows.append(_row(question, parameters()["gemeente"], year, _city(question, year), source))
    return rows


def _city(question: Question, year: int) -> Estimate:
    """The city's value as it was published or made up, with a made-up number of respondents."""
    value = question.city[year]
    sd = respondents.percentage_sd(value) if question.sd is None else question.sd
    return Estimate(value, sd, _CITY_RESPONDENTS, _CITY_RESPONDENTS / _CITY_DESIGN_EFFECT)


def _local(question: Question, year: int, random: np.random.Generator) -> dict[str, Estimate | None]:
    """What a round of the local survey found, by code of buurt and wijk; empty when there was none."""
    areas: dict[str, Estimate | None] = {}
    if year in BUURT_ROUNDS:
        found = _ask_buurten(question, year, random)
        areas |= zip(buurten()["buurtcode"], found, strict=True)
        areas |= {code: _together(question, found, own) for code, own in _wijken().items()}
    elif year in WIJK_ROUNDS:
        areas |= {code: _ask_wijk(question, year, own, random) for code, own in _wijken().items()}
    if areas and question.name == parameters()["alleen_buurtpeiling"]:
        areas[parameters()["gemeente"]] = _city_from_wijken(question, areas)
    return areas


def _city_from_wijken(question: Question, areas: dict[str, Estimate | None]) -> Estimate:
    people = np.array([_people()[own].sum() for own in _wijken().values()])
    return respondents.combine([areas[code] for code in _wijken()], people, percentage=question.percentage)


def _ask_buurten(question: Question, year: int, random: np.random.Generator) -> list[Estimate | None]:
    asked = zip(question.truth(year), _respondents_per_buurt(year), strict=True)
    return [respondents.ask(random, float(truth), int(n), question.sd) for truth, n in asked]


def _ask_wijk(question: Question, year: int, own: Bools, random: np.random.Generator) -> Estimate | None:
    """About a hundred respondents from the whole wijk."""
    truth = float(np.average(question.truth(year)[own], weights=_people()[own]))
    return respondents.ask(random, truth, int(random.integers(*_WIJK_RESPONDENTS)), question.sd)


def _together(question: Question, found: list[Estimate | None], own: Bools) -> Estimate:
    parts = [found[number] for number in np.flatnonzero(own)]
    return respondents.combine(parts, _people()[own], percentage=question.percentage)


def _row(question: Question, area: str, year: int, estimate: Estimate | None, source: str) -> tuple[object, ...]:
    """A row; with n = 0 and no value where nobody answered, and no margin where only one did and gave a mark."""
    if estimate is None:
        return (area, year, question.name, None, None, None, None, 0, source, method(year))
    digits = 1 if question.percentage else 2
    bounds = respondents.interval(estimate, percentage=question.percentage)
    numbers = [round(number, digits) for number in (estimate.value, *bounds)] + [round(estimate.standard_error, 3)]
    known = [None if math.isnan(number) else number for number in numbers]
    return (area, year, question.name, *known, estimate.n, source, method(year))


@remembered
def _wijken() -> dict[str, Bools]:
    """Code of every wijk -> which buurten are in it."""
    codes = buurten()["wijkcode"].to_numpy()
    return {str(code): codes == code for code in sorted(set(codes))}


def _people() -> Ints:
    return buurten()["inwoners_2024"].to_numpy(dtype=np.int64)


def _respondents_per_buurt(year: int) -> Ints:
    """Per round, for all questions the same people; hardly any in a nearly empty buurt, none in the emptiest."""
    usual = generator(f"respondenten {year}").integers(*_BUURT_RESPONDENTS, len(_people()))
    return np.where(_people() < _FEW_PEOPLE, (_people() * _SHARE_OF_FEW).astype(np.int64), usual)
