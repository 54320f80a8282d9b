"""What a deployment may set, in one place; every value has a default that works on a bare machine."""

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent
SAMPLE = PROJECT / "data"  # the shipped sample of the default municipality is itself a snapshot
MUNICIPALITIES = Path(__file__).with_name("definitions") / "gemeenten.toml"
DEFAULT_ROOT = "snapshots"  # the data root beside a shipped sample


@lru_cache(maxsize=1)
def default_municipality() -> str:
    """The municipality (GM code) that is shown when nothing is set: `standaard` in definitions/gemeenten.toml."""
    declared = tomllib.loads(MUNICIPALITIES.read_text(encoding="utf-8"))
    return next(code for code, municipality in declared.items() if municipality.get("standaard"))


def sample_of(gemeente: str) -> Path:
    """Where the shipped sample of a municipality is kept: the default one at the top of data, others in a folder."""
    return SAMPLE if gemeente == default_municipality() else SAMPLE / gemeente


def sample_beside(root: Path) -> Path | None:
    """The shipped sample that a data root shows until something is published in it; None for a root of one's own."""
    folder = root.parent
    ours = root.name == DEFAULT_ROOT and (folder == SAMPLE or folder == sample_of(folder.name))
    return folder if ours else None


class Settings(BaseSettings):
    """Read from the environment with the prefix VEILIGHEID_ (VEILIGHEID_DATA, VEILIGHEID_GEMEENTE, ...)."""

    model_config = SettingsConfigDict(env_prefix="VEILIGHEID_", env_ignore_empty=True, frozen=True)

    data: Path | None = None  # the data root of a deployment; None: the folder snapshots beside the shipped sample
    gemeente: str = Field(default_factory=default_municipality)
    drempel: int = Field(default=0, ge=0)  # counts from 1 up to but not including this are suppressed; 0 = off
    drempel_partner: int = Field(default=5, ge=0)  # the same in what a partner is given; never less than `drempel`
    minimum_inwoners: int = Field(default=200, ge=0)  # below this a rate is neither coloured nor ranked
    minimum_respondenten: int = Field(default=30, ge=0)  # below this a survey value is kept but not shown
    verversers: str = ""  # who may publish and roll back in the dashboard: e-mail addresses and groups, with commas
    team: str = ""  # who may keep the buurtagenda's: e-mail addresses and groups, with commas
    burgemeester: str = ""  # for whom the briefing opens: e-mail addresses and groups, with commas
    agenda: str = ""  # database of the buurtagenda's as a URL; empty: agenda.sqlite in the data root

    @property
    def root(self) -> Path:
        """Folder that holds CURRENT and the snapshots."""
        return self.data if self.data is not None else sample_of(self.gemeente) / DEFAULT_ROOT

    @property
    def named_refreshers(self) -> frozenset[str]:
        """`verversers` one by one, in small letters."""
        return _names(self.verversers)

    @property
    def named_team(self) -> frozenset[str]:
        """`team` one by one, in small letters."""
        return _names(self.team)

    @property
    def named_mayors(self) -> frozenset[str]:
        """`burgemeester` one by one, in small letters."""
        return _names(self.burgemeester)


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in text.split(",")) - {""}


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
