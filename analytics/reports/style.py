"""The house style: huisstijl.toml, one file for every form of a report."""

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from analytics.reports.model import Document

FILE = Path(__file__).with_name("huisstijl.toml")
COLOUR = r"^#[0-9a-f]{6}$"


class Style(BaseModel):
    """One house style. Lengths in millimetres, letters in points, colours '#rrggbb'."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    organisatie: str = ""
    afdeling: str = ""
    dashboard: str = Field(default="", pattern=r"^(https?://[^\s]+)?$")
    letter: str
    lettermap: str = ""
    letter_kantoor: str
    punten: float = Field(ge=8, le=14)
    inkt: str = Field(pattern=COLOUR)
    gedempt: str = Field(pattern=COLOUR)
    lijn: str = Field(pattern=COLOUR)
    accent: str = Field(pattern=COLOUR)
    aandacht: str = Field(pattern=COLOUR)
    marge_boven: float = Field(ge=18, le=50)
    marge_onder: float = Field(ge=15, le=50)
    marge_zij: float = Field(ge=10, le=40)


@lru_cache(maxsize=8)
def house_style(gemeente: str, file: Path = FILE) -> Style:
    """The style of this municipality (GM code). Raises ValueError when the file does not hold one."""
    declared = tomllib.loads(file.read_text(encoding="utf-8"))
    return Style.model_validate({**declared["standaard"], **declared.get(gemeente, {})})


def style_of(document: Document) -> Style:
    """The style of the municipality that a report is about, with its name filled in."""
    style = house_style(document.gemeente)
    return style if style.organisatie else style.model_copy(update={"organisatie": f"Gemeente {document.gemeentenaam}"})
