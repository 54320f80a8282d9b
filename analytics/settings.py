"""What a deployment may set, in one place; every value has a default that works on a bare machine."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent
SAMPLE = PROJECT / "data"  # the shipped sample is itself a snapshot


class Settings(BaseSettings):
    """Read from the environment with the prefix VEILIGHEID_ (VEILIGHEID_DATA, VEILIGHEID_GEMEENTE, ...)."""

    model_config = SettingsConfigDict(env_prefix="VEILIGHEID_", frozen=True)

    data: Path | None = None  # the data root of a deployment; None: data/snapshots beside the shipped sample
    gemeente: str = "GM0935"
    drempel: int = Field(default=0, ge=0)  # counts from 1 up to but not including this are suppressed; 0 = off
    minimum_inwoners: int = Field(default=200, ge=0)  # below this a rate is neither coloured nor ranked
    minimum_respondenten: int = Field(default=30, ge=0)  # below this a survey value is kept but not shown
    verversers: str = ""  # who may publish and roll back in the dashboard: e-mail addresses and groups, with commas
    team: str = ""  # who writes beside the figures: e-mail addresses and groups, with commas
    agenda: str = ""  # database of the team as a URL; empty: agenda.sqlite in the data root

    @property
    def root(self) -> Path:
        """Folder that holds CURRENT and the snapshots."""
        return self.data if self.data is not None else SAMPLE / "snapshots"

    @property
    def named_refreshers(self) -> frozenset[str]:
        """`verversers` one by one, in small letters."""
        return _names(self.verversers)

    @property
    def named_team(self) -> frozenset[str]:
        """`team` one by one, in small letters."""
        return _names(self.team)


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in text.split(",")) - {""}


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
