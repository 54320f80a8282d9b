"""The tables a delivery is built from, as declared in definitions/bronnen.toml, and the police kinds of soorten.csv."""

import csv
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from analytics.contract import Bron

KEY_FIGURES = "kerncijfers"  # the source of a year whose table is not declared
DEFINITIONS = Path(__file__).parent.parent / "definitions"


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RegistrationTable(_Declared):
    """A police table: which areas and kinds it counts, and the names of its dimensions and field."""

    tabel: str
    titel: str
    uitgever: str
    licentie: str
    soort: Literal["misdrijf", "overlast"]
    niveau: Literal["buurt", "gemeente"]
    dimensie: str
    gebied: str
    veld: str
    perioden: tuple[Literal["JJ", "MM"], ...]
    soorten_per_vraag: int


class KeyFigureTables(_Declared):
    """The key figures per buurt: one table per year."""

    titel: str
    uitgever: str
    licentie: str
    gebied: str
    tabellen: dict[int, str]


class Kenmerk(_Declared):
    """One key figure: its field name without number, the group it stands in, its names in files saved by hand."""

    kenmerk: str
    veld: str
    groep: str
    bestand: tuple[str, ...]


class PopulationTable(_Declared):
    """Population per municipality at the end of a year."""

    tabel: str
    titel: str
    uitgever: str
    licentie: str
    bestand: tuple[str, ...]


class YearTotal(_Declared):
    """A column with a total per buurt, named after its year, that stands for one kind of one police table."""

    kolom: str
    tabel: str
    soort: str


class BoundaryMap(_Declared):
    """The map of wijken and buurten."""

    titel: str
    uitgever: str
    licentie: str
    licentie_tot_en_met_2016: str
    eerste_jaar: int


class Ignored(_Declared):
    """Columns by which a table is recognised that is left out on purpose, and why."""

    kolommen: tuple[str, ...]
    reden: str


class Limits(_Declared):
    """When a delivery is too odd to publish, and how large a file may be."""

    aandeel_vreemde_codes: float
    aandeel_onbekend: float
    aandeel_teveel: float
    aandeel_totaal_eruit: float
    bestand_megabytes: int
    rijen: int
    bestanden: int
    hervatten_dagen: int


class Sources(_Declared):
    """Everything in bronnen.toml."""

    registraties: tuple[RegistrationTable, ...]
    kerncijfers: KeyFigureTables
    kenmerk: tuple[Kenmerk, ...]
    totaal_per_jaar: YearTotal
    inwoners_gemeente: PopulationTable
    grenzen: BoundaryMap
    negeren: tuple[Ignored, ...]
    drempels: Limits


class Soort(_Declared):
    """A police kind as soorten.csv declares it."""

    soort: str
    naam: str
    rubriek: Literal["misdrijf", "overlast"]
    verborgen: bool  # not published per buurt, though counted in the total

    @property
    def key(self) -> str:
        """The key in the police's own tables, without padding: both tables call their total 0.0.0."""
        return "0.0.0" if self.soort == "overlast" else self.soort


@cache
def sources() -> Sources:
    """The declared tables."""
    return Sources.model_validate(tomllib.loads((DEFINITIONS / "bronnen.toml").read_text("utf-8")))


@cache
def kinds(rubriek: str) -> dict[str, Soort]:
    """Kinds of one heading ('misdrijf' or 'overlast') by the key they have in the police's tables."""
    with (DEFINITIONS / "soorten.csv").open(encoding="utf-8", newline="") as lines:
        every = [
            Soort(
                soort=row["soort"],
                naam=row["naam"],
                rubriek="overlast" if row["rubriek"] == "overlast" else "misdrijf",
                verborgen=row["verborgen_per_buurt"] == "ja",
            )
            for row in csv.DictReader(lines)
        ]
    return {kind.key: kind for kind in every if kind.rubriek == rubriek}


@cache
def hidden_per_buurt() -> frozenset[str]:
    """Kinds that are not published per buurt."""
    return frozenset(k.soort for r in ("misdrijf", "overlast") for k in kinds(r).values() if k.verborgen)


def registration_table(table_id: str) -> RegistrationTable:
    """The declaration of one police table, by its number."""
    return next(table for table in sources().registraties if table.tabel == table_id)


def key_figure_year(table_id: str) -> int | None:
    """The year of a table of key figures, None when the number is not one of them."""
    known = {number.casefold(): year for year, number in sources().kerncijfers.tabellen.items()}
    return known.get(table_id.casefold())


def describe(table_id: str) -> Bron | None:
    """Title, publisher and licence of a declared table; None when it is not declared."""
    declared = sources()
    tables: list[RegistrationTable | PopulationTable] = [*declared.registraties, declared.inwoners_gemeente]
    for table in tables:
        if table.tabel == table_id:
            return Bron(titel=table.titel, uitgever=table.uitgever, licentie=table.licentie, tabel=table_id)
    year = key_figure_year(table_id)
    figures = declared.kerncijfers
    if year is None and table_id != KEY_FIGURES:
        return None
    title = f"{figures.titel} {year}" if year else figures.titel
    return Bron(titel=title, uitgever=figures.uitgever, licentie=figures.licentie, tabel=table_id)


def plain_name(name: str) -> str:
    """A column name to compare by: without unit, field number, spaces, signs and capitals.

    >>> plain_name("Geregistreerde misdrijven (aantal)") == plain_name("GeregistreerdeMisdrijven_1")
    True
    """
    without = re.sub(r"\(.*?\)|_\d{1,3}\s*$", "", name)
    return re.sub(r"[\W_]", "", without).casefold()
