"""The declared suppliers, and which of them a delivered table comes from: by its columns, never by a guess."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from analytics.declarations import problems as declared_problems
from analytics.errors import DeliveryRefused, NotFound
from analytics.language import _
from analytics.refresh.messages import finding
from analytics.refresh.police.mapping import Mapping, plain
from analytics.refresh.police.personal import by_name
from analytics.refresh.rawtable import RawTable
from analytics.refresh.report import Finding
from analytics.refresh.sources import DEFINITIONS

FOLDER = "leveranciers"


def suppliers(folder: Path | None = None) -> dict[str, Mapping]:
    """Every declared supplier by id; one in `folder`/leveranciers replaces one of ours with the same name.

    Raises DeliveryRefused with every problem of every file.
    """
    found: dict[str, Mapping] = {}
    problems: list[str] = []
    own = [folder / FOLDER] if folder is not None else []
    for place in [DEFINITIONS / FOLDER, *own]:
        for path in sorted(place.glob("*.toml")):
            mapping = _read(path, problems)
            if mapping is not None:
                found[mapping.id] = mapping
    if problems:
        raise DeliveryRefused(_("De beschrijvingen van leveranciers kloppen niet:"), problems)
    return found


def supplier(name: str, folder: Path | None = None) -> Mapping:
    """One supplier by id. Raises NotFound."""
    declared = suppliers(folder)
    if name not in declared:
        text = _("Er is geen leverancier {name}; wel: {there}.")
        raise NotFound(text.format(name=name, there=", ".join(declared)))
    return declared[name]


def _read(path: Path, problems: list[str]) -> Mapping | None:
    try:
        declared = tomllib.loads(path.read_text("utf-8"))
        return Mapping.model_validate({**declared, "id": path.stem})
    except UnicodeDecodeError:
        problems.append(_("{file}: is geen UTF-8").format(file=path.name))
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{path.name}: {error}")
    except ValidationError as error:
        problems += [f"{path.name}: {problem}" for problem in declared_problems(error)]
    return None


@dataclass(frozen=True)
class Fit:
    """How a table fits a supplier: columns that must be there and are not, and columns nobody declared."""

    mapping: Mapping
    missing: tuple[str, ...]
    unknown: tuple[str, ...]

    @classmethod
    def of(cls, mapping: Mapping, columns: list[str]) -> "Fit":
        """Compare the columns of a table with what the supplier declares."""
        there = {plain(name) for name in columns}
        declared = list(mapping.velden.columns())
        missing = [names[0] for names, needed in declared if needed and not there & set(map(plain, names))]
        known = {plain(name) for names, _needed in declared for name in names} | set(map(plain, mapping.weg))
        return cls(mapping, tuple(missing), tuple(name for name in columns if plain(name) not in known))


def recognise(table: RawTable, declared: dict[str, Mapping]) -> tuple[Mapping | None, list[Finding]]:
    """The supplier whose columns these are; else what is in the way."""
    fits = [Fit.of(mapping, table.columns) for mapping in declared.values()]
    sound = [fit for fit in fits if not fit.missing]
    exact = [fit for fit in sound if not fit.unknown]
    chosen = exact or sound
    if len(chosen) == 1:
        return chosen[0].mapping, misfit(table, chosen[0].mapping)
    if chosen:
        return None, [several(table.name, ", ".join(fit.mapping.id for fit in chosen))]
    return None, [_unrecognised(table, fits)]


def several(file: str, names: str) -> Finding:
    """Two suppliers could have sent this; nobody guesses which."""
    text = _("De kolommen passen bij meer dan een leverancier: {names}.").format(names=names)
    return finding("leverancier_dubbel", text, file=file)


def _unrecognised(table: RawTable, fits: list[Fit]) -> Finding:
    text = _("Deze kolommen horen bij geen leverancier: {columns}.").format(columns=", ".join(table.columns))
    if fits:
        nearest = min(fits, key=lambda fit: (len(fit.missing), len(fit.unknown)))
        hint = _("Het meest lijkt het op {name}; daarvoor ontbreekt {missing}.")
        text = f"{text} {hint.format(name=nearest.mapping.id, missing=', '.join(nearest.missing))}"
    return finding("leverancier_onbekend", text, file=table.name)


def misfit(table: RawTable, mapping: Mapping) -> list[Finding]:
    """Columns that are missing, or that the supplier's description does not name; none is guessed."""
    fit = Fit.of(mapping, table.columns)
    absent = _("Kolom {column} ontbreekt; {supplier} levert haar altijd.")
    strange = _("Kolom {column} staat niet in de beschrijving van {supplier}.")
    return [
        finding(code, text.format(column=name, supplier=mapping.id), file=table.name, column=name)
        for code, text, names in (
            ("kolom_ontbreekt", absent, fit.missing),
            (
                "kolom_onbekend",
                strange,
                [name for name in fit.unknown if not by_name(name)],
            ),  # those are refused already
        )
        for name in names
    ]
