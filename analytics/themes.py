"""The five fields and 22 themes of Kernbeleid Veiligheid, with what is counted under each: definitions/kernbeleid.toml.

A theme without an indicator says so as a gap, with the document that explains it. Navigation by theme starts here.
"""

import tomllib
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field, field_validator

from analytics import indicators
from analytics.errors import NotFound
from analytics.indicators import DEFINITIONS, Indicator
from analytics.language import _


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Gap(_Part):
    """Why a theme has no indicator, in our own words. `gemeente`: whose document says so; "" = it holds everywhere."""

    tekst: str = Field(min_length=1)
    gemeente: str = ""
    document: str = ""
    vindplaats: str = ""


class Theme(_Part):
    """One theme. `soorten`: police kinds of this theme that are in no indicator; `leemte`: why it has no indicator."""

    code: str = Field(pattern=r"^[1-5]\.[1-5]$")
    naam: str = Field(min_length=1)
    soorten: tuple[str, ...] = ()
    leemte: tuple[Gap, ...] = ()

    @field_validator("soorten")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [kind for kind in value if kind not in indicators.kinds()]
        if unknown:
            raise ValueError(f"onbekende soort: {', '.join(unknown)}; zie soorten.csv")
        return value

    @property
    def indicatoren(self) -> tuple[Indicator, ...]:
        """Our indicators under this theme, in the order in which indicators are offered."""
        offered = (indicator for group in indicators.groups() for indicator in group.indicatoren)
        return tuple(indicator for indicator in offered if indicator.thema == self.code)

    def gaps(self, gemeente: str) -> tuple[Gap, ...]:
        """Why this theme has no indicator, as far as it concerns this municipality."""
        return tuple(gap for gap in self.leemte if gap.gemeente in ("", gemeente))


class Domain(_Part):
    """One of the five fields (veiligheidsvelden), with its themes in order."""

    code: str = Field(pattern=r"^[1-5]$")
    naam: str = Field(min_length=1)
    thema: tuple[Theme, ...] = Field(min_length=1)


class _File(_Part):
    veld: tuple[Domain, ...]
    zonder_thema: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _declared() -> _File:
    return _File.model_validate(tomllib.loads((DEFINITIONS / "kernbeleid.toml").read_text("utf-8")))


def domains() -> tuple[Domain, ...]:
    """The five fields, in order."""
    return _declared().veld


@lru_cache(maxsize=1)
def all_themes() -> dict[str, Theme]:
    """Every theme by code, in order."""
    return {theme.code: theme for domain in domains() for theme in domain.thema}


def theme(code: str) -> Theme:
    """One theme by its code. Raises NotFound."""
    try:
        return all_themes()[code]
    except KeyError:
        raise NotFound(_("Er is geen thema {code}. Thema's gaan van 1.1 tot en met 5.5.").format(code=code)) from None


def domain_of(code: str) -> Domain:
    """The field in which a theme lies. Raises NotFound."""
    theme(code)
    return next(domain for domain in domains() if domain.code == code.partition(".")[0])


@lru_cache(maxsize=256)
def of_kind(soort: str) -> str:
    """The theme of a police kind: where Kernbeleid has it declared, else that of the indicator that counts the fewest
    kinds beside it. '' for a kind without a theme and for a total."""
    if soort in kinds_without_theme() or indicators.parts_of_total(soort) != (soort,):
        return ""
    placed = next((code for code, theme in all_themes().items() if soort in theme.soorten), "")
    counting = [one for one in indicators.load_all().values() if soort in indicators.kinds_in(one)]
    own = min(counting, key=lambda one: len(indicators.kinds_in(one)), default=None)
    return placed or (own.thema if own is not None and own.thema in all_themes() else "")


def kinds_without_theme() -> tuple[str, ...]:
    """Police kinds that belong to none of the 22 themes."""
    return _declared().zonder_thema
