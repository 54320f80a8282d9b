"""Buurt codes that were replaced by others: which new codes take over, from which year, and with what share.

A concordance is a CSV with the columns `oud, nieuw, vanaf, gewicht`: on 1 January of the year `vanaf` the code `oud`
was replaced, and the part `gewicht` of what it counted belongs to `nieuw`. The project's own file stands among the
definitions; a deployment adds its own, which replaces what the project says about the same old code and year.
"""

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analytics.errors import DeliveryRefused
from analytics.formatting import count, number
from analytics.language import _
from analytics.refresh.folding import fold_counts, fold_sums
from analytics.refresh.material import shown
from analytics.refresh.messages import finding
from analytics.refresh.report import Finding
from analytics.refresh.sources import DEFINITIONS

FILE = "concordantie.csv"
COLUMNS = ("oud", "nieuw", "vanaf", "gewicht")
CODE = r"BU[0-9]{4}[0-9A-Z]{4}"
YEAR = r"(19|20)\d\d"
TOLERANCE = 1e-6  # of the sum of the weights of one old code


@dataclass(frozen=True)
class Line:
    """One row of a concordance; `where` names file and row."""

    oud: str
    nieuw: str
    vanaf: int
    gewicht: float
    where: str


@dataclass(frozen=True)
class Concordance:
    """`steps`: per old code the years in which it was replaced, ascending, each with the share of every new code."""

    steps: dict[str, dict[int, dict[str, float]]] = field(default_factory=dict)

    def parts(self, code: str, known: set[str]) -> dict[str, float] | None:
        """The codes of `known` that take over an old code with their shares (sum 1); None when it cannot be said.

        Chains are followed: a -> b -> c gives c, or b where b is known. A code that was replaced twice, because it was
        given out again in between, is taken in its latest meaning that leads to known codes.
        """
        if code in known:
            return {code: 1.0}
        for year in reversed(self.steps.get(code, {})):
            found = self._followed(self.steps[code][year], year, known)
            if found.keys() <= known:
                return found
        return None

    def _followed(self, parts: dict[str, float], year: int, known: set[str]) -> dict[str, float]:
        """The parts, each followed to a known code or to the end of its chain; a next replacement is a later one."""
        total: dict[str, float] = defaultdict(float)
        for code, share in parts.items():
            later = next((other for other in self.steps.get(code, {}) if other > year), None)
            ends = {code: 1.0}
            if code not in known and later is not None:
                ends = self._followed(self.steps[code][later], later, known)
            for end, part in ends.items():
                total[end] += share * part
        return dict(sorted(total.items()))

    def fold(
        self, rows: pd.DataFrame, *, known: set[str], keep_zeros: bool = False
    ) -> tuple[pd.DataFrame, list[Finding]]:
        """The rows with old codes replaced. `rows`: `gebied` (BU code), `aantal` (whole numbers) and any other columns.

        Rows of an old code that are the same in all but `aantal`, `bestand` and `rij` are taken together and divided
        into whole numbers, so that totals stay exactly what they were. A missing count is missing in every part. Parts
        of zero are left out unless `keep_zeros`. A code that is not known and cannot be replaced stays as it is.
        """
        parts, findings = self._replaced(rows["gebied"], known)
        old = rows["gebied"].isin(list(parts))
        if not old.any():
            return rows, findings
        rows = rows.assign(gebied=rows["gebied"].astype("str"))  # a list of categories would not hold the new codes
        folded = fold_counts(rows[old], parts, keep_zeros=keep_zeros)
        return pd.concat([rows[~old], folded], ignore_index=True), [*findings, _folded(rows[old], parts)]

    def fold_values(
        self, rows: pd.DataFrame, *, known: set[str], value: str = "waarde"
    ) -> tuple[pd.DataFrame, list[str]]:
        """The rows with old codes replaced, and the old codes. The column `value` must be something that adds up.

        Values are multiplied by their share and added to what is there already for the same code and other columns
        (except `bestand` and `rij`); a missing part makes the sum missing.
        """
        parts, _findings = self._replaced(rows["gebied"], known)
        return (fold_sums(rows, parts, value), sorted(parts)) if parts else (rows, [])

    def _replaced(self, codes: pd.Series, known: set[str]) -> tuple[dict[str, dict[str, float]], list[Finding]]:
        """What every old code among these becomes, and a finding when there are old ones that cannot be replaced."""
        old = sorted((set(codes.dropna().unique()) - known) & self.steps.keys())
        found = {code: self.parts(code, known) for code in old}
        without = [code for code, parts in found.items() if parts is None]
        return {code: parts for code, parts in found.items() if parts is not None}, _without(without, codes)


def load(folder: Path | None = None) -> Concordance:
    """The project's concordance with that of the deployment in `folder`. Raises DeliveryRefused with every problem."""
    problems: list[str] = []
    ours = _read(DEFINITIONS / FILE, problems)
    theirs = _read(folder / FILE, problems) if folder is not None and (folder / FILE).exists() else []
    replaced = {(line.oud, line.vanaf) for line in theirs}
    lines = [line for line in ours if (line.oud, line.vanaf) not in replaced] + theirs
    if not problems:
        problems += [*_double(lines), *_weights(lines), *_both_old_and_new(lines), *_cycles(lines)]
    if problems:
        raise DeliveryRefused(
            _("De concordantie van buurtcodes is niet te gebruiken; er is niets veranderd."), problems
        )
    return Concordance(_steps(lines))


def _steps(lines: Iterable[Line]) -> dict[str, dict[int, dict[str, float]]]:
    steps: dict[str, dict[int, dict[str, float]]] = {}
    for line in sorted(lines, key=lambda line: (line.oud, line.vanaf, line.nieuw)):
        steps.setdefault(line.oud, {}).setdefault(line.vanaf, {})[line.nieuw] = line.gewicht
    return {oud: {year: _exactly_one(parts) for year, parts in years.items()} for oud, years in steps.items()}


def _exactly_one(parts: dict[str, float]) -> dict[str, float]:
    """Shares written with a few decimals (0,333333) made to add up, so that nothing of a total is lost."""
    total = math.fsum(parts.values())
    return {code: share / total for code, share in parts.items()}


def _read(path: Path, problems: list[str]) -> list[Line]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(_("{file} is geen UTF-8. Sla het bestand op als CSV UTF-8.").format(file=path))
        return []
    separator = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(text.splitlines(), delimiter=separator)
    header = [name.strip() for name in next(rows, [])]
    if tuple(header) != COLUMNS:
        wanted = _("{file}, rij 1: de kolommen moeten {columns} zijn, in die volgorde; gevonden: {found}.")
        problems.append(wanted.format(file=path, columns=", ".join(COLUMNS), found=", ".join(header) or "-"))
        return []
    found = [
        _line(row, _("{file}, rij {row}").format(file=path.name, row=place), problems)
        for place, row in enumerate(rows, 2)
        if any(row)
    ]
    return [line for line in found if line is not None]


def _line(row: list[str], where: str, problems: list[str]) -> Line | None:
    cells = [cell.strip() for cell in row]
    if len(cells) != len(COLUMNS):
        text = _("{where}: {count} cellen in plaats van {expected}.")
        problems.append(text.format(where=where, count=len(cells), expected=len(COLUMNS)))
        return None
    oud, nieuw, vanaf, gewicht = cells
    share = _share(gewicht)
    wrong = [
        *(_("'{code}' is geen buurtcode.").format(code=code) for code in (oud, nieuw) if not re.fullmatch(CODE, code)),
        *([] if re.fullmatch(YEAR, vanaf) else [_("vanaf '{year}' is geen jaartal.").format(year=vanaf)]),
        *([] if share is not None else [_("gewicht '{text}' ligt niet tussen 0 en 1.").format(text=gewicht)]),
    ]
    problems += [f"{where}: {sentence}" for sentence in wrong]
    return None if wrong or share is None else Line(oud, nieuw, int(vanaf), share, where)


def _share(text: str) -> float | None:
    if not re.fullmatch(r"\d*[.,]?\d+", text):
        return None
    share = float(text.replace(",", "."))
    return share if 0 < share <= 1 else None


def _double(lines: list[Line]) -> Iterator[str]:
    first: dict[tuple[str, str, int], Line] = {}
    for line in lines:
        before = first.setdefault((line.oud, line.nieuw, line.vanaf), line)
        if before is not line:
            text = _("{where}: {oud} naar {nieuw} vanaf {year} staat ook in {before}.")
            yield text.format(where=line.where, oud=line.oud, nieuw=line.nieuw, year=line.vanaf, before=before.where)


def _weights(lines: list[Line]) -> Iterator[str]:
    groups: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.oud, line.vanaf].append(line)
    for (oud, vanaf), group in groups.items():
        total = math.fsum(line.gewicht for line in group)
        if abs(total - 1) > TOLERANCE:
            text = _("{where}: de gewichten van {oud} vanaf {year} zijn samen {total} en niet 1.")
            yield text.format(where=_places(group), oud=oud, year=vanaf, total=number(total, 3))


def _both_old_and_new(lines: list[Line]) -> Iterator[str]:
    """A code that goes on for a part of its area cannot be told apart from itself: a row with it has both meanings."""
    new: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in lines:
        new[line.nieuw, line.vanaf].append(line)
    for line in lines:
        if others := new.get((line.oud, line.vanaf)):
            text = _("{where}: {code} is vanaf {year} oud, maar in {others} nieuw vanaf hetzelfde jaar.")
            yield text.format(where=line.where, code=line.oud, year=line.vanaf, others=_places(others))


def _cycles(lines: list[Line]) -> Iterator[str]:
    """Codes that lead back to themselves over the years."""
    after: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        after[line.oud].add(line.nieuw)
    circular = {code for code in list(after) if code in _reached(code, after)}
    inside = [line for line in lines if line.oud in circular and line.nieuw in circular]
    # what replaces itself within one year is told as such
    if any(line.oud != line.nieuw for line in inside):
        text = _("{where}: de codes {codes} keren bij zichzelf terug.")
        yield text.format(where=_places(inside), codes=", ".join(sorted(circular)))


def _reached(start: str, after: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = list(after[start])
    while todo:
        code = todo.pop()
        if code not in found:
            found.add(code)
            todo += after.get(code, ())
    return found


def _places(lines: Iterable[Line]) -> str:
    return _(" en ").join(shown(dict.fromkeys(line.where for line in lines), _("nog {count}")))


def _without(codes: list[str], found: pd.Series) -> list[Finding]:
    if not codes:
        return []
    text = _("Oude buurtcodes waarvan de opvolgers niet in de grenzen staan: {codes}.")
    listed = ", ".join(shown(codes, _("en nog {count}")))
    return [finding("concordantie_zonder_grens", text.format(codes=listed), count=int(found.isin(codes).sum()))]


def _folded(rows: pd.DataFrame, parts: dict[str, dict[str, float]]) -> Finding:
    text = _("{total} registraties met een oude buurtcode zijn verdeeld over de huidige buurten ({codes}).")
    codes = (f"{old} → {' + '.join(new)}" for old, new in parts.items())
    listed = ", ".join(shown(codes, _("en nog {count}")))
    total = count(int(rows["aantal"].sum()))
    return finding("concordantie_gevouwen", text.format(total=total, codes=listed))
