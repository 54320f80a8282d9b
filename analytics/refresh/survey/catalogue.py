"""The catalogue of survey questions (definitions/vragen.toml): what each is measured in, and the series it has.

A series is one wording and one method; values of different series are never joined. A deployment adds series of its
own in `vragen.toml` of its folder of declarations; it cannot change the ones that are there.
"""

import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analytics.declarations import problems as declared_problems
from analytics.errors import VeiligheidError
from analytics.language import _
from analytics.refresh.sources import DEFINITIONS

FILE = "vragen.toml"
Scale = Literal["percentage", "rapportcijfer", "schaalscore"]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Method(_Declared):
    """A way of asking: the years it was in use (`tot_en_met` None: still), and why it began."""

    vanaf: int
    tot_en_met: int | None = None
    reden: str = Field(min_length=1)

    def covers(self, year: int) -> bool:
        """Whether a round of this year was held this way."""
        return self.vanaf <= year and (self.tot_en_met is None or year <= self.tot_en_met)


class Series(_Declared):
    """The wordings of a question within one method; small differences that change nothing stand side by side."""

    methode: str
    vraagteksten: tuple[str, ...] = Field(min_length=1)

    def has(self, wording: str) -> bool:
        """Whether the question was asked in one of these wordings, apart from signs and capitals."""
        return plain(wording) in {plain(known) for known in self.vraagteksten}


class Question(_Declared):
    """A question of ours: percentages run from 0 to 100, marks and scale scores from 1 to 10."""

    schaal: Scale
    reeks: tuple[Series, ...] = Field(min_length=1)

    @property
    def limits(self) -> tuple[float, float]:
        """The lowest and highest value that can be."""
        return (0.0, 100.0) if self.schaal == "percentage" else (1.0, 10.0)

    def series(self, method: str) -> Series | None:
        """The series of this method; None when the question was never asked that way."""
        return next((series for series in self.reeks if series.methode == method), None)


class Catalogue(_Declared):
    """Every method and every question, by id."""

    methode: dict[str, Method]
    vraag: dict[str, Question]

    def problems(self) -> list[str]:
        """What does not hang together: unknown methods, a method declared twice for one question."""
        found = []
        for name, question in self.vraag.items():
            methods = [series.methode for series in question.reeks]
            unknown = sorted(set(methods) - set(self.methode))
            double = sorted({method for method in methods if methods.count(method) > 1})
            found += [_("vraag {id}: methode {m} is niet beschreven").format(id=name, m=method) for method in unknown]
            found += [_("vraag {id}: methode {m} staat er twee keer in").format(id=name, m=m) for m in double]
        return found


def load(folder: Path | None = None) -> Catalogue:
    """The catalogue of the project, with the series a deployment added. Raises VeiligheidError with every problem."""
    declared = _read(DEFINITIONS / FILE)
    own = folder / FILE if folder is not None else None
    problems: list[str] = []
    if own is not None and own.exists():
        problems = _add(declared, _read(own))
    try:
        catalogue = Catalogue.model_validate(declared)
    except ValidationError as error:
        raise _wrong([*problems, *declared_problems(error)]) from error
    problems += catalogue.problems()
    if problems:
        raise _wrong(problems)
    return catalogue


def plain(text: str) -> str:
    """A wording to compare by: letters and digits only, in small letters, with single spaces.

    >>> plain("Voelt u zich wel eens onveilig?") == plain("voelt u zich  wel eens onveilig")
    True
    """
    return " ".join(re.sub(r"[\W_]", " ", text).casefold().split())


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong([f"{path.name}: {error}"]) from error


def _add(declared: dict[str, Any], own: dict[str, Any]) -> list[str]:
    """Put methods and series of a deployment with those of the project; what would change them is a problem."""
    problems = []
    for name, method in own.get("methode", {}).items():
        if name in declared["methode"]:
            problems.append(_("methode {m} bestaat al; kies een andere naam").format(m=name))
        declared["methode"].setdefault(name, method)
    for name, question in own.get("vraag", {}).items():
        if name not in declared["vraag"]:
            problems.append(_("vraag {id} bestaat niet; een nieuwe vraag is eerst een indicator").format(id=name))
            continue
        declared["vraag"][name]["reeks"] += question.get("reeks", [])
    return problems


def _wrong(problems: list[str]) -> VeiligheidError:
    return VeiligheidError("\n".join([_("De catalogus van enquêtevragen klopt niet:"), *problems]))
