"""Declared forms of survey deliveries (definitions/enquetes/*.toml): which column is what, how a question was asked.

A form belongs to one round or a series of rounds asked alike. A deployment keeps its own in the folder `enquetes`
beside its other declarations. All problems of all forms are reported together.
"""

import fnmatch
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from analytics.declarations import problems as declared_problems
from analytics.errors import VeiligheidError
from analytics.language import _
from analytics.refresh.sources import DEFINITIONS
from analytics.refresh.survey.catalogue import Catalogue, Question

FOLDER = "enquetes"
Vorm = Literal["tabel", "kruistabel", "respondenten"]
Level = Literal["buurt", "wijk", "gemeente"]
LEVELS: tuple[Level, ...] = ("buurt", "wijk", "gemeente")


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ColumnNames(_Declared):
    """Their names of the columns that every row has; None: there is no such column."""

    gebied: str | None = None
    jaar: str | None = None
    vraag: str | None = None
    waarde: str | None = None
    ondergrens: str | None = None
    bovengrens: str | None = None
    standaardfout: str | None = None
    n: str | None = None
    gewicht: str | None = None
    stratum: str | None = None
    cluster: str | None = None
    respondent: str | None = None


class AreaWriting(_Declared):
    """How areas are written. `onbekend`: respondents without a buurt; `weglaten`: rows that are not about us;
    `alleen_eigen`: rows of other municipalities are left out too, by their code."""

    niveau: Level | None = None
    schrijfwijze: Literal["code", "naam", "lijst"] = "code"
    lijst: dict[str, str] = Field(default_factory=dict)
    onbekend: tuple[str, ...] = ()
    weglaten: tuple[str, ...] = ()
    alleen_eigen: bool = False


class AskedQuestion(_Declared):
    """One question of theirs. `kolom`: their column, or in a table with a row per figure their name in that column.

    `label`: the variable label an SPSS file must have. `ja`, `nee` and `ontbreekt`: their answers, by label where the
    file has labels; for marks only `ontbreekt`.
    """

    id: str
    kolom: str
    vraagtekst: str = Field(min_length=1)
    methode: str | None = None
    label: str | None = None
    soort: Literal["aandeel", "gemiddelde", "schaalscore"]
    ja: tuple[str, ...] = ()
    nee: tuple[str, ...] = ()
    ontbreekt: tuple[str, ...] = ()
    ondergrens: str | None = None
    bovengrens: str | None = None
    standaardfout: str | None = None
    n: str | None = None

    @model_validator(mode="after")
    def _answers(self) -> "AskedQuestion":
        every = [*self.ja, *self.nee, *self.ontbreekt]
        if len({answer.casefold() for answer in every}) < len(every):
            raise ValueError("een antwoord staat er twee keer in")
        if self.soort != "aandeel" and (self.ja or self.nee):
            raise ValueError("ja en nee horen bij soort 'aandeel'")
        return self

    def fits(self, question: Question) -> bool:
        """Whether what is measured here is what the catalogue says."""
        scales = {"aandeel": "percentage", "gemiddelde": "rapportcijfer", "schaalscore": "schaalscore"}
        return scales[self.soort] == question.schaal

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of theirs that belongs to this question alone, in a cross table or respondent file."""
        return tuple(c for c in (self.kolom, self.ondergrens, self.bovengrens, self.standaardfout, self.n) if c)


class Form(_Declared):
    """One declared form; `id` is the name of its file, `eigen` says that the deployment declared it."""

    id: str
    eigen: bool = False
    titel: str = Field(min_length=1)
    uitgever: str = Field(min_length=1)
    licentie: str = Field(min_length=1)
    bron: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    vorm: Vorm
    methode: str
    jaar: int | None = None
    blad: str | None = None
    kop: int | None = Field(default=None, ge=1)
    kolommen: ColumnNames
    gebied: AreaWriting = AreaWriting()
    niveaus: tuple[Level, ...] = LEVELS
    leeg: tuple[str, ...] = ()
    weg: tuple[str, ...] = ()
    vragen_weg: tuple[str, ...] = ()
    zonder_n: str = ""
    zonder_gewicht: str = ""
    vraag: tuple[AskedQuestion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> "Form":
        problems = [*_absent(self), *_doubled(self)]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the form needs."""
        shared = [name for name in self.kolommen.model_dump().values() if name]
        own = [] if self.vorm == "tabel" else [column for asked in self.vraag for column in asked.columns]
        return tuple(dict.fromkeys([*shared, *own]))

    def method(self, asked: AskedQuestion) -> str:
        """How this question was asked: its own method, or that of the whole form."""
        return asked.methode or self.methode

    def drops(self, column: str) -> bool:
        """Whether a column is declared as known and not used (`weg`, with * for any letters)."""
        return _matches(column, self.weg)

    def drops_question(self, name: str) -> bool:
        """Whether a question in their column of questions is declared as known and not used (`vragen_weg`)."""
        return _matches(name, self.vragen_weg)


def _matches(text: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch.fnmatchcase(text.casefold(), pattern.casefold()) for pattern in patterns)


def load(catalogue: Catalogue, folder: Path | None = None) -> dict[str, Form]:
    """Every form by id. Raises VeiligheidError with every problem of every file."""
    found: dict[str, Form] = {}
    problems: list[str] = []
    for path in _paths(folder):
        if path.stem in found:
            problems.append(_("{name}: deze naam bestaat al; kies een andere").format(name=path.name))
            continue
        try:
            found[path.stem] = _read(path, own=path.parent != DEFINITIONS / FOLDER)
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            problems.append(f"{path.name}: {error}")
        except ValidationError as error:
            problems += [f"{path.name}: {problem}" for problem in declared_problems(error)]
    problems += [problem for form in found.values() for problem in _misfits(form, catalogue)]
    if problems:
        raise VeiligheidError("\n".join([_("De beschrijvingen van enquêtes kloppen niet:"), *problems]))
    return found


def _paths(folder: Path | None) -> Iterator[Path]:
    for place in (DEFINITIONS / FOLDER, folder / FOLDER if folder is not None else None):
        if place is not None:
            yield from sorted(place.glob("*.toml"))


def _read(path: Path, *, own: bool) -> Form:
    return Form.model_validate({**tomllib.loads(path.read_text("utf-8")), "id": path.stem, "eigen": own})


def _absent(form: Form) -> list[str]:
    """What a form of this kind must say and does not."""
    names, one_row = form.kolommen, form.vorm == "tabel"
    own_n = form.vorm == "kruistabel" and all(asked.n for asked in form.vraag)
    wanted = {
        "kolommen.gebied": names.gebied,
        "jaar (of kolommen.jaar)": form.jaar or names.jaar,
        "kolommen.vraag": names.vraag or not one_row,
        "kolommen.waarde": names.waarde or not one_row,
        "kolommen.n (of zonder_n met de reden)": names.n or own_n or form.zonder_n or form.vorm == "respondenten",
        "kolommen.gewicht (of zonder_gewicht met de reden)": names.gewicht
        or form.zonder_gewicht
        or form.vorm != "respondenten",
        "gebied.niveau": form.gebied.niveau or (form.vorm != "respondenten" and form.gebied.schrijfwijze != "naam"),
        "gebied.lijst": form.gebied.lijst or form.gebied.schrijfwijze != "lijst",
    }
    missing = [f"{name} ontbreekt" for name, value in wanted.items() if not value]
    if form.vorm == "respondenten":
        missing += [f"ja en nee van vraag {a.id} ontbreken" for a in form.vraag if a.soort == "aandeel" and not a.ja]
    return missing


def _doubled(form: Form) -> Iterator[str]:
    """Columns and questions that stand for two things. A count may belong to several questions, and answers of one
    column too: 'vaak' and 'soms of vaak' are two questions of ours."""
    shared = [name for name in form.kolommen.model_dump().values() if name]
    main = [asked.kolom for asked in form.vraag]
    several = [asked.n for asked in form.vraag if asked.n] + (main if form.vorm == "respondenten" else [])
    once = [c for asked in form.vraag for c in asked.columns if c not in several and form.vorm != "tabel"]
    every = [*shared, *once, *(set(several) if form.vorm != "tabel" else main)]
    folded = [column.casefold() for column in every]
    yield from (f"kolom {c} staat er twee keer in" for c in dict.fromkeys(folded) if folded.count(c) > 1)
    asked = [(item.id, form.method(item)) for item in form.vraag]
    yield from (f"vraag {pair[0]} staat er twee keer in" for pair in dict.fromkeys(asked) if asked.count(pair) > 1)


def _misfits(form: Form, catalogue: Catalogue) -> list[str]:
    text = _("{form}.toml: vraag {id} is een {schaal} in vragen.toml, en hier een {soort}")
    return [
        text.format(form=form.id, id=asked.id, schaal=catalogue.vraag[asked.id].schaal, soort=asked.soort)
        for asked in form.vraag
        if asked.id in catalogue.vraag and not asked.fits(catalogue.vraag[asked.id])
    ]
