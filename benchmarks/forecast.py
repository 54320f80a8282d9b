"""Back-tests of the year's forecast: how far off, how often within its intervals, beside forecasts that need no model.

`python -m benchmarks.forecast`.

On the shipped sample (city and wijken, every registered indicator), and with the public data files beside the project
also on burglaries per month and postcode and on yearly totals per municipality. Prints tables for
docs/explanation/trend.md.
"""

import csv
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import numpy as np

from analytics.access import Toegang
from analytics.areas import Niveau, at_level
from analytics.final_months import final_months
from analytics.indicators import load_all
from analytics.measures import Selection
from analytics.methods import forecasting
from analytics.methods.backtesting import MODEL, NAIVE, Trial, is_not_worse, scores, trials
from analytics.periods import Stap
from analytics.seasonal import LEFT_OUT
from analytics.settings import SAMPLE
from analytics.snapshots import Snapshot, read_manifest

CRIME = Path(__file__).parents[1] / ".." / "shared" / "data" / "crime"
BURGLARIES = CRIME / "woninginbraak_pc4_maand_2023_2026_misdaad_in_kaart.csv"
TOTALS = CRIME / "gemeenten_misdrijven_totaal_2010_2020_83648NED.csv"
BREAK = 2018  # from July of this year on offences in one incident are counted apart: the years before are one series
MAASTRICHT = "GM0935"
CUTS = (0, 3, 6, 9, 11)
YEARLY = {"memories": (1.05, 1.2, 1.5, 2.0, 3.0), "minimum": 4, "draws": 2000}  # memories in years
Monthly = Mapping[str, tuple[np.ndarray, np.ndarray]]  # per series counts, and 0 for January
SUMMARY = ("reeksen", "keren", *(f"fout {method}" for method in (MODEL, *NAIVE)), "binnen 80%", "binnen 95%", "getoond")


def main() -> None:
    """Every table."""
    sample = Snapshot(read_manifest(SAMPLE).id, SAMPLE)
    print("| gegevens | " + " | ".join(SUMMARY) + " |")
    print("| --- |" + " ---: |" * len(SUMMARY))
    done = {}
    for niveau, name in ((Niveau.GEMEENTE, "voorbeeld, stad"), (Niveau.WIJK, "voorbeeld, wijken")):
        series = of_sample(sample, niveau)
        done[name] = report(name, series)
        if niveau is Niveau.GEMEENTE:
            city = series
    if BURGLARIES.exists():
        per_city, per_postcode = burglaries()
        done["gemeenten"] = report("woninginbraken per maand, 8 gemeenten", per_city, range(12))
        report("woninginbraken per maand, postcodes Maastricht", per_postcode, range(12))
    by_month(done)
    bands(city)
    continued("voorbeeld, stad", city, (0,))
    if BURGLARIES.exists():
        continued("woninginbraken, 8 gemeenten", per_city, range(12))
    if TOTALS.exists():
        yearly()


def of_sample(sample: Snapshot, niveau: Niveau) -> Monthly:
    """The final months since the last series break, of every registered indicator and area."""
    asked = Selection(sample, Toegang.VOLLEDIG, niveau, date(2000, 1, 1), date(2001, 1, 1), Stap.MAAND)
    found = {}
    for indicator in load_all().values():
        for area in at_level(sample, niveau):
            history = final_months(indicator, asked, area.code)
            if not history.reden:
                found[f"{indicator.id} {area.code}"] = history.counts, history.months
    return found


def burglaries() -> tuple[Monthly, Monthly]:
    """Whole months, May 2023 to May 2026, per municipality and per postcode of Maastricht; no row is no burglary."""
    counts: dict[str, dict[str, np.ndarray]] = {"gemeente": defaultdict(_none), "postcode": defaultdict(_none)}
    with BURGLARIES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            place = 12 * (int(row["periode"][:4]) - 2023) + int(row["periode"][-2:]) - 5
            if 0 <= place < 37:
                counts["gemeente"][row["gemeentecode"]][place] += int(row["aantal"])
                if row["gemeentecode"] == MAASTRICHT:
                    counts["postcode"][row["postcode4"]][place] += int(row["aantal"])
    months = (4 + np.arange(37)) % 12
    cities, postcodes = ({name: (y, months) for name, y in found.items()} for found in counts.values())
    return cities, postcodes


def _none() -> np.ndarray:
    return np.zeros(37)


def report(name: str, series: Monthly, starts: Iterable[int] = (0,)) -> list[Trial]:
    """One line of the table. `starts`: the months that years begin with; with few years every month does, so that the
    trials overlap."""
    began = time.perf_counter()
    per_series = [[t for start in starts for t in trials(y, months, start)] for y, months in series.values()]
    done = [trial for found in per_series for trial in found]
    found = scores(tuple(done))
    shown = sum(is_not_worse(scores(tuple(one), 6)) for one in per_series)
    errors = [f"{100 * score.error:.1f}%" for score in found]
    held = [f"{100 * found[0].within80:.0f}%", f"{100 * found[0].within95:.0f}%"]
    cells = [len(per_series), len(done), *errors, *held, f"{shown} van {len(per_series)}"]
    print(f"| {name} | " + " | ".join(map(str, cells)) + " |", flush=True)
    print(f"<!-- {time.perf_counter() - began:.0f} s -->", flush=True)
    return done


def by_month(done: Mapping[str, list[Trial]]) -> None:
    """The same by how much of the year was known."""
    print("\n| gegevens | maanden bekend | " + " | ".join(SUMMARY[1:8]) + " |")
    print("| --- |" + " ---: |" * 8)
    for name, kept in done.items():
        for cut in CUTS:
            found = scores(tuple(trial for trial in kept if trial.cut == cut))
            errors = [f"{100 * score.error:.1f}%" for score in found]
            held = [f"{100 * found[0].within80:.0f}%", f"{100 * found[0].within95:.0f}%"]
            print(f"| {name} | {cut} | {found[0].n} | " + " | ".join([*errors, *held]) + " |")


def bands(series: Monthly) -> None:
    """How often a month lies outside its seasonal band, over all months after the first two years."""
    below = above = total = 0
    for counts, months in series.values():
        ends = list(range(forecasting.MINIMUM, len(counts) - LEFT_OUT))
        for end, drawn in zip(ends, forecasting.draw(counts, months, ends, LEFT_OUT + 1), strict=True):
            if drawn is not None:
                found, seen = forecasting.summarise(drawn[:, LEFT_OUT]), counts[end + LEFT_OUT]
                below += int(seen < found.low95)
                above += int(seen > found.high95)
                total += 1
    print(
        f"\nSeizoensband, stad: {total} maanden, {100 * below / total:.1f}% eronder, {100 * above / total:.1f}% erboven"
    )


def continued(name: str, series: Monthly, starts: Iterable[int]) -> None:
    """What it would do to the error to continue half of last year's rise or fall: the ratio of both errors."""
    errors = dict.fromkeys(CUTS, np.zeros(2))
    for y, months in series.values():
        firsts = [int(t) for start in starts for t in np.flatnonzero(months == start)]
        moments = [(t, cut) for t in firsts for cut in CUTS if t >= 24 and t + 12 <= len(y)]
        found = forecasting.draw(y, months, [t + cut for t, cut in moments], 12, draws=300)
        for (t, cut), drawn in zip(moments, found, strict=True):
            if drawn is not None:
                errors[cut] = errors[cut] + _both_errors(y, t, cut, drawn[:, : 12 - cut].mean(axis=0))
    shown = ", ".join(f"na {cut}: {level[1] / level[0]:.2f}" for cut, level in errors.items())
    print(f"\nHelft van de trend doorgetrokken, {name}: {shown}")


def _both_errors(y: np.ndarray, first: int, cut: int, mean: np.ndarray) -> np.ndarray:
    now = first + cut
    change = np.log((y[now - 12 : now].sum() + 1) / (y[now - 24 : now - 12].sum() + 1))
    years = (np.arange(12 - cut) + 6.5) / 12  # from the middle of the last twelve months
    level, trend = mean.sum(), (mean * np.exp(np.clip(change, -0.5, 0.5) / 2 * years)).sum()
    return np.abs(np.array([level, trend]) - y[now : first + 12].sum())


def yearly() -> None:
    """Yearly totals per municipality up to the series break, each year forecast from at least four years before it."""
    series: dict[str, list[float]] = defaultdict(list)
    with TOTALS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if int(row["jaar"]) < BREAK:
                series[row["gemeentecode"]].append(float(row["TotaalGeregistreerdeMisdrijven_1"]))
    model, last, held = [], [], []
    for years in series.values():
        y, flat = np.array(years), np.zeros(len(years), dtype=np.int64)
        ends = range(YEARLY["minimum"], len(y))
        for end, drawn in zip(ends, forecasting.draw(y, flat, ends, 1, **YEARLY), strict=True):
            if drawn is not None:
                found = forecasting.summarise(drawn[:, 0])
                model.append(abs(float(found.mean) - y[end]) / y[end])
                last.append(abs(y[end - 1] - y[end]) / y[end])
                held.append((found.low80 <= y[end] <= found.high80, found.low95 <= y[end] <= found.high95))
    within = np.mean(held, axis=0)
    print(
        f"\nJaartotalen: {len(model)} jaren van {len(series)} reeksen; fout model {100 * np.mean(model):.1f}%, als "
        f"vorig jaar {100 * np.mean(last):.1f}%; binnen 80% {100 * within[0]:.0f}%, binnen 95% {100 * within[1]:.0f}%"
    )


if __name__ == "__main__":
    main()
