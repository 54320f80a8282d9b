"""What the readers of a police file and of a survey hand over: rows in the shape of the contract, not yet merged."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from analytics.contract import Bron


@dataclass(frozen=True)
class Delivered:
    """One file as it arrived: the name that messages use, and where it is."""

    name: str
    path: Path


@dataclass(frozen=True)
class Ground:
    """What a delivery is placed on. `boundaries`: GeoDataFrame in EPSG:4326 with BOUNDARY_COLUMNS of the own
    municipality. `folder`: the deployment's own declarations (mappings, concordance), beside those of the project."""

    gemeente: str
    boundaries: Any
    today: date
    folder: Path | None = None


@dataclass(frozen=True)
class RegistrationsPart:
    """Registrations of whole months. `rows` as REGISTRATIES, `coverage` as DEKKING (stap 'maand'), `streets` as
    STRATEN. Everything the coverage covers is replaced; the rest stays."""

    rows: pa.Table
    coverage: pa.Table
    streets: pa.Table
    bronnen: dict[str, Bron]


@dataclass(frozen=True)
class SurveyPart:
    """Survey values, `rows` as ENQUETE. What has the same question, year, method and level is replaced."""

    rows: pa.Table
    bronnen: dict[str, Bron]
