"""What the signals are worth: false ones when nothing changes, true ones when something does.

`python -m benchmarks.signals_power` prints the tables of docs/explanation/signalen.md; `--maanden 100` is quicker.
Everything is simulated with fixed seeds, so the same version gives the same tables.
"""

import argparse
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from analytics.methods.surveillance import monthly
from analytics.methods.surveillance.monthly import Panel, alarms
from analytics.methods.surveillance.predictive import mid_p
from tests.oracle import surveillance as oracle

Floats = NDArray[np.float64]

HISTORY = monthly.SCHEME.years * monthly.SCHEME.period + monthly.SCHEME.window
BUDGETS = (1.0, 2.0, 5.0, 10.0)
LEVELS = ((0.1, 0.3), (0.3, 1.0), (1.0, 3.0), (3.0, 10.0), (10.0, 30.0))
EXTRA = (3, 5, 8, 12, 20)
RISES = (0.5, 1.0, 2.0)
SECOND_OPINION = 0.01  # false alarms per test at which the methods are compared: rarer ones take too many series


@dataclass(frozen=True)
class World:
    """A city in which nothing changes but the season. `highest`, `lowest`: registrations a month per buurt of the most
    and the least frequent kind; `clustering`: variance of the gamma factor of every buurt, kind and month; `waves`:
    standard deviation of that of the whole city per kind and month; `season`: its largest swing."""

    kinds: int = 62
    buurten: int = 44
    wijken: int = 7
    highest: float = 3.5
    lowest: float = 0.001
    clustering: float = 0.25
    waves: float = 0.08
    season: float = 0.5

    @property
    def areas(self) -> int:
        """Buurten, wijken and the city."""
        return self.buurten + self.wijken + 1


@dataclass(frozen=True)
class Simulated:
    """`counts` (series, months), as a panel has them; `usual` the same: the mean before clustering and waves. `buurt`:
    which series are of a buurt."""

    counts: Floats
    usual: Floats
    buurt: NDArray[np.bool_]
    whole: NDArray[np.int_]
    group: NDArray[np.int_]

    def panel(self, counts: Floats | None = None, history: Floats | None = None) -> Panel:
        """These series, or with other counts in them."""
        own = self.counts if counts is None else counts
        return Panel(own, own if history is None else history, self.whole, self.group)


def simulate(world: World, months: int, rng: np.random.Generator) -> Simulated:
    """So many months of a world."""
    level = np.geomspace(world.highest, world.lowest, world.kinds)
    share = rng.lognormal(0.0, 1.0, (world.kinds, world.buurten))
    share /= share.mean(axis=1, keepdims=True)
    swing, top = rng.uniform(0, world.season, (world.kinds, 1)), rng.uniform(0, 12, (world.kinds, 1))
    season = 1 + swing * np.cos(2 * np.pi * (np.arange(months) - top) / 12)
    usual = level[:, None, None] * share[:, :, None] * season[:, None, :]
    shaken = usual * _gamma(rng, world.waves**2, (world.kinds, 1, months))
    counts = rng.poisson(shaken * _gamma(rng, world.clustering, usual.shape)).astype(float)
    size = np.r_[np.zeros(world.buurten, int), np.ones(world.wijken, int), 2]
    kind = np.repeat(np.arange(world.kinds), world.areas)
    return Simulated(
        _with_wholes(counts, world),
        _with_wholes(usual, world),
        np.tile(size == 0, world.kinds),
        kind * world.areas + world.areas - 1,
        kind * 3 + np.tile(size, world.kinds),
    )


def _gamma(rng: np.random.Generator, variance: float, shape: tuple[int, ...]) -> Floats:
    return rng.gamma(1 / variance, variance, shape) if variance else np.ones(shape)


def _with_wholes(buurten: Floats, world: World) -> Floats:
    """(kinds, buurten, months) as series, with the wijken and the city of each kind after its buurten."""
    wijk = np.arange(world.buurten) % world.wijken
    wijken = np.stack([buurten[:, wijk == one].sum(axis=1) for one in range(world.wijken)], axis=1)
    every = np.concatenate([buurten, wijken, buurten.sum(axis=1, keepdims=True)], axis=1)
    return every.reshape(-1, buurten.shape[-1])


def false_signals(world: World, months: int, seed: int, budgets: tuple[float, ...] = BUDGETS) -> dict[float, Floats]:
    """Per budget the number of new signals in each of so many months in which nothing has changed."""
    made = simulate(world, HISTORY + 1 + months, np.random.default_rng(seed))
    panel = made.panel()
    found: dict[float, list[int]] = {budget: [] for budget in budgets}
    before = monthly.assess(panel, HISTORY)
    for month in range(HISTORY + 1, HISTORY + 1 + months):
        now = monthly.assess(panel, month)
        for budget in budgets:
            high, risen = alarms(now, before, budget / now.tests)
            found[budget].append(int(high.sum() + risen.sum()))
        before = now
    return {budget: np.array(counts, dtype=float) for budget, counts in found.items()}


def outbreak_power(world: World, months: int, budget: float, seed: int) -> Floats:
    """Share found (levels, extra) of outbreaks of so many extra registrations in one month and buurt."""
    made = simulate(world, HISTORY + months, np.random.default_rng(seed))
    hit, tried = np.zeros((len(LEVELS), len(EXTRA))), np.zeros((len(LEVELS), 1))
    for month in range(HISTORY, HISTORY + months):
        threshold = budget / monthly.assess(made.panel(), month).tests
        rows = _at_level(made, month)
        tried[:, 0] += rows.sum(axis=1)
        for i, extra in enumerate(EXTRA):
            counts = made.counts.copy()
            counts[:, month] += extra
            high, _risen = alarms(monthly.assess(made.panel(counts), month), None, threshold)
            hit[:, i] += (rows & high).sum(axis=1)
    return hit / tried


def rise_power(world: World, rounds: int, budget: float, seed: int) -> tuple[Floats, Floats]:
    """Share found (levels, rises) within a year of a rise that grows evenly to so much more; by all tests together, and
    by the single months alone."""
    hit, alone = np.zeros((2, len(LEVELS), len(RISES)))
    tried = np.zeros((len(LEVELS), 1))
    for turn in range(rounds):
        rng = np.random.default_rng((seed, turn))
        made = simulate(world, HISTORY + 12, rng)
        rows = _at_level(made, HISTORY)
        tried[:, 0] += rows.sum(axis=1)
        for i, rise in enumerate(RISES):
            counts = made.counts.copy()
            counts[:, HISTORY:] += rng.poisson(made.usual[:, HISTORY:] * rise * np.arange(1, 13) / 12)
            single, either = _within_a_year(made.panel(counts), budget)
            hit[:, i] += (rows & either).sum(axis=1)
            alone[:, i] += (rows & single).sum(axis=1)
    return hit / tried, alone / tried


def _within_a_year(panel: Panel, budget: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    single = either = np.zeros(len(panel.counts), dtype=bool)
    for month in range(HISTORY, HISTORY + 12):
        now = monthly.assess(panel, month)
        high, risen = alarms(now, None, budget / now.tests)
        single, either = single | high, either | high | risen
    return single, either


def _at_level(made: Simulated, month: int) -> NDArray[np.bool_]:
    """(levels, series): the buurten where so many are usual in this month."""
    usual = made.usual[:, month]
    return np.array([made.buurt & (usual >= low) & (usual < high) for low, high in LEVELS])


def second_opinion(world: World, rounds: int, seed: int) -> dict[str, Floats]:
    """Share found (extra,) of outbreaks in buurten where 1 to 3 are usual, by three methods whose thresholds are set so
    that each gives SECOND_OPINION false alarms."""
    scores: dict[str, list[Floats]] = {"farrington flexible": [], "farrington 1996": [], "EARS C1": []}
    for turn in range(rounds):
        made = simulate(world, HISTORY + 1, np.random.default_rng((seed, turn)))
        rows = np.flatnonzero(_at_level(made, HISTORY)[2])
        counts = made.counts[rows, HISTORY] + np.array([0, *EXTRA])[:, None]
        band = monthly.expected_band(made.panel(), HISTORY)
        scores["farrington flexible"].append(-mid_p(counts, band.mean[rows], band.variance[rows]))
        scores["farrington 1996"].append(_standardised(counts, _classic(made.counts[rows]), 2 / 3))
        scores["EARS C1"].append(_standardised(counts, _ears(made.counts[rows]), 1.0))
    return {name: _share_found(np.concatenate(found, axis=1)) for name, found in scores.items()}


def _share_found(scores: Floats) -> Floats:
    """(extra,) from scores (1 + extra, series), the first of which are of months without an outbreak."""
    cut = np.quantile(scores[0], 1 - SECOND_OPINION, method="higher")
    shares: Floats = (scores[1:] > cut).mean(axis=1)
    return shares


def _standardised(counts: Floats, band: tuple[Floats, Floats], power: float) -> Floats:
    mean, deviation = band
    scores: Floats = (counts**power - mean**power) / deviation
    return scores


def _classic(series: Floats) -> tuple[Floats, Floats]:
    """Mean, and standard deviation on the 2/3 power scale, of the last month by classic Farrington in months."""
    found = []
    for counts in series:
        many = np.append(counts[:-1], 99.0)  # the month itself is not in the model; enough for it to answer
        mean, upper = oracle.classic_farrington(many, HISTORY, alpha=0.05, years=5, window=1, period=12)
        found.append((mean, (upper ** (2 / 3) - mean ** (2 / 3)) / norm.ppf(0.975)))
    mean, deviation = np.array(found).T
    return mean, deviation


def _ears(series: Floats) -> tuple[Floats, Floats]:
    last = series[:, -1 - oracle.EARS_WEEKS : -1]
    return last.mean(axis=1), np.maximum(last.std(axis=1, ddof=1), 0.5)


def _table(title: str, head: list[str], rows: list[list[str]]) -> None:
    print(f"\n{title}\n")
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def _shares(title: str, head: list[str], first: list[str], shares: Floats) -> None:
    rows = [[name, *(f"{share:.0%}" for share in row)] for name, row in zip(first, shares, strict=True)]
    _table(title, head, rows)


def _false_table(worlds: dict[str, World], months: int) -> None:
    rows = []
    for name, world in worlds.items():
        parts = [false_signals(world, 100, seed) for seed in range(-(-months // 100))]
        for budget in BUDGETS:
            counts = np.concatenate([part[budget] for part in parts])[:months]
            error = counts.std(ddof=1) / np.sqrt(len(counts))
            most = f"{np.quantile(counts, 0.95):.0f}"
            rows.append([name, f"{budget:g}", f"{counts.mean():.2f}", f"{1.96 * error:.2f}", most])
    head = ["wereld", "budget", "valse signalen per maand", "marge", "95% van de maanden hooguit"]
    _table(f"Zonder verandering, {months} maanden", head, rows)


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description="Simulate months with and without change.")
    parser.add_argument("--maanden", type=int, default=1000, help="months without change, per world")
    parser.add_argument("--budget", type=float, default=5.0)
    asked = parser.parse_args()
    world = World()
    _false_table({"gewoon": world, "sterk geklonterd": replace(world, clustering=0.6, waves=0.15)}, asked.maanden)
    turns = max(1, asked.maanden // 200)
    levels = [f"{low:g} tot {high:g}" for low, high in LEVELS]
    power = outbreak_power(world, 10 * turns, asked.budget, seed=1)
    extra = [f"+{extra}" for extra in EXTRA]
    _shares("Een uitbraak in een maand en buurt gevonden", ["gewoonlijk per maand", *extra], levels, power)
    either, single = rise_power(world, turns, asked.budget, seed=2)
    rises = [f"+{rise:.0%}" for rise in RISES]
    _shares("Een stijging in een jaar gevonden", ["gewoonlijk per maand", *rises], levels, either)
    _shares("Waarvan ook zonder CUSUM", ["gewoonlijk per maand", *rises], levels, single)
    opinion = second_opinion(world, turns, seed=3)
    title = "Bij 1% vals alarm, gewoonlijk 1 tot 3 per maand"
    _shares(title, ["methode", *extra], list(opinion), np.array(list(opinion.values())))


if __name__ == "__main__":
    main()
