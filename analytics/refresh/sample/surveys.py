"""The rows of ENQUETE: published values of the city, and made-up buurten and wijken around them."""

import math
from typing import Any

import numpy as np
import pandas as pd

from analytics.refresh.sample import published, respondents
from analytics.refresh.sample.facts import DEFINITIONS, Bools, Floats, Ints, buurten, generator, parameters
from analytics.refresh.sample.respondents import Estimate

CITY_ROUNDS = (2013, 2014, 2015, 2016, 2017, 2019, 2021, 2023, 2025)
BUURT_ROUNDS = (2015, 2017, 2021, 2025)
WIJK_ROUNDS = (2014, 2016, 2019, 2023)  # in these years wijken only
METHOD_BREAK = 2021
COLUMNS = ["gebied", "jaar", "vraag", "waarde", "ondergrens", "bovengrens", "standaardfout", "n", "bron", "methode"]

_CITY_RESPONDENTS = 2500  # made up: the publications do not say how many
_CITY_DESIGN_EFFECT = 1.2
_WIJK_RESPONDENTS = 100
_FEW_PEOPLE = 200  # in a buurt with fewer inhabitants this share of them answers
_SHARE_OF_FEW = 0.06


def questions() -> pd.DataFrame:
    """voorbeeld_enquete.csv: per question its unit, spread between buurten and made-up value of the city per round."""
    return pd.read_csv(DEFINITIONS / "voorbeeld_enquete.csv", sep=";")


def method(year: int) -> str:
    """Key of the method of a round: the Veiligheidsmonitor changed in 2021."""
    return "ivm-2012" if year < METHOD_BREAK else "vm-2021"


def table() -> pd.DataFrame:
    """All rows of ENQUETE."""
    known = published.survey()
    rows = [row for question in questions().to_dict("records") for row in _Question(question, known).rows()]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["vraag", "jaar", "gebied"], ignore_index=True)


class _Question:
    """One question: what is true in every buurt, and what the rounds found."""

    def __init__(self, question: dict[Any, Any], known: dict[tuple[str, int], float]) -> None:
        self.name = str(question["vraag"])
        self.percentage = question["eenheid"] == "%"
        self.spread = float(question["spreiding"])
        self.sd = None if self.percentage else float(question["sd"])
        self.published = {year: value for (name, year), value in known.items() if name == self.name}
        made_up = {year: float(question[str(year)]) for year in CITY_ROUNDS if not math.isnan(question[str(year)])}
        self.city = made_up | self.published
        self.random = generator(f"enquete {self.name}")
        self.difference = respondents.differences(self.random, float(question["druk"]), float(question["centrum"]))

    def rows(self) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = []
        for year in sorted(self.city):
            if year in BUURT_ROUNDS or year in WIJK_ROUNDS:
                found += self._local(year)
            if not self._only_local():
                found.append(self._city_row(year))
        return found

    def _only_local(self) -> bool:
        """The buurtscore is a question of the local survey alone: its city value is the mean of what was found."""
        return self.name == "buurtscore_veiligheid"

    def _city_row(self, year: int) -> tuple[object, ...]:
        value = self.city[year]
        sd = math.sqrt(value * (100.0 - value)) if self.sd is None else self.sd
        estimate = Estimate(value, sd, _CITY_RESPONDENTS, _CITY_RESPONDENTS / _CITY_DESIGN_EFFECT)
        source = "veiligheidsmonitor" if year in self.published else "veiligheidsmonitor_verzonnen"
        return self._row(parameters()["gemeente"], year, estimate, source)

    def _local(self, year: int) -> list[tuple[object, ...]]:
        table = buurten()
        wijken = sorted(set(table["wijkcode"]))
        in_wijk = [(table["wijkcode"] == wijk).to_numpy() for wijk in wijken]
        people = table["inwoners_2024"].to_numpy()
        rows: list[tuple[object, ...]] = []
        if year in BUURT_ROUNDS:
            found = self._ask_buurten(year)
            rows += [self._row(c, year, e, "buurtpeiling") for c, e in zip(table["buurtcode"], found, strict=True)]
            estimates = [
                respondents.combine([found[i] for i in np.flatnonzero(own)], people[own], percentage=self.percentage)
                for own in in_wijk
            ]
        else:
            estimates = [self._ask_wijk(year, own) for own in in_wijk]
        rows += [self._row(w, year, e, "buurtpeiling") for w, e in zip(wijken, estimates, strict=True)]
        if self._only_local():
            sizes = np.array([people[own].sum() for own in in_wijk])
            city = respondents.combine(list(estimates), sizes, percentage=self.percentage)
            rows.append(self._row(parameters()["gemeente"], year, city, "buurtpeiling"))
        return rows

    def _truth(self, year: int) -> Floats:
        make = respondents.true_percentages if self.percentage else respondents.true_marks
        return make(self.city[year], self.spread, self.difference)

    def _ask_buurten(self, year: int) -> list[Estimate | None]:
        numbers = _respondents_per_buurt(year)
        return [
            respondents.ask(self.random, float(truth), int(n), self.sd)
            for truth, n in zip(self._truth(year), numbers, strict=True)
        ]

    def _ask_wijk(self, year: int, own: Bools) -> Estimate:
        """About a hundred respondents from the whole wijk."""
        people = buurten()["inwoners_2024"].to_numpy(dtype=np.float64)
        truth = float(np.average(self._truth(year)[own], weights=people[own]))
        number = int(self.random.integers(_WIJK_RESPONDENTS - 15, _WIJK_RESPONDENTS + 16))
        found = respondents.ask(self.random, truth, number, self.sd)
        return found or Estimate(truth, 0.0, 0, 1.0)

    def _row(self, area: str, year: int, estimate: Estimate | None, source: str) -> tuple[object, ...]:
        """A row; with n = 0 and no value where nobody answered."""
        if estimate is None:
            return (area, year, self.name, None, None, None, None, 0, source, method(year))
        digits = 1 if self.percentage else 2
        error = estimate.standard_error
        bounds = (None, None) if math.isnan(error) else respondents.interval(estimate, percentage=self.percentage)
        rounded = [None if bound is None else round(bound, digits) for bound in bounds]
        known_error = None if math.isnan(error) else round(error, 3)
        value = round(estimate.value, digits)
        return (area, year, self.name, value, *rounded, known_error, estimate.n, source, method(year))


def _respondents_per_buurt(year: int) -> Ints:
    """60 to 120 in a round, for all questions the same people; hardly any in a nearly empty buurt."""
    people = buurten()["inwoners_2024"].to_numpy()
    usual = generator(f"respondenten {year}").integers(60, 121, len(people))
    return np.where(people < _FEW_PEOPLE, (people * _SHARE_OF_FEW).astype(np.int64), usual)
