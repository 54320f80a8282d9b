"""The areas a survey is about: their codes as the statistics office writes them, from codes, names or a list."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analytics.areas import reference_codes
from analytics.language import _
from analytics.refresh.concordance import Concordance
from analytics.refresh.survey.catalogue import plain
from analytics.refresh.survey.forms import LEVELS, AreaWriting, Level
from analytics.refresh.survey.notes import Notes, listed

PREFIX: dict[Level, tuple[str, int]] = {"buurt": ("BU", 8), "wijk": ("WK", 6), "gemeente": ("GM", 4)}
UNKNOWN = ""  # the code of a respondent of whom only the municipality is known
LEFT_OUT = "-"  # the code of a row that is not about us
CODE = re.compile(r"(?:BU|WK|GM)(\d{4})\w*")  # with the number of the municipality


@dataclass(frozen=True)
class Places:
    """Codes of every area: per level its name by code, and the wijk of each buurt."""

    gemeente: str
    names: dict[Level, dict[str, str]]
    wijk: dict[str, str]
    references: tuple[str, ...]
    concordance: Concordance = field(default_factory=Concordance)

    def level(self, code: str) -> Level | None:
        """The level of a known area; a reference municipality is one too. None for an unknown code."""
        if code in self.references:
            return "gemeente"
        return next((level for level in LEVELS if code in self.names[level]), None)

    def successor(self, code: str) -> str | None:
        """The one buurt that took over an old code whole; None when there is no such buurt."""
        parts = self.concordance.parts(code, set(self.names["buurt"])) or {}
        return next(iter(parts)) if len(parts) == 1 else None

    def above(self, codes: pd.Series, level: Level) -> pd.Series:
        """The area of this level in which each of these areas lies; NA when that is not known."""
        if level == "gemeente":
            return pd.Series(self.gemeente, index=codes.index, dtype="str")
        if level == "wijk":
            return codes.map(lambda code: self.wijk.get(code, code if code in self.names["wijk"] else pd.NA)).astype(
                "str"
            )
        return codes.where(codes.isin(list(self.names["buurt"])))


def places(boundaries: Any, gemeente: str, concordance: Concordance) -> Places:
    """From boundaries with the columns of the contract."""
    columns = {"buurt": ("buurtcode", "buurtnaam"), "wijk": ("wijkcode", "wijknaam")}
    names: dict[Level, dict[str, str]] = {
        "buurt": _pairs(boundaries, *columns["buurt"]),
        "wijk": _pairs(boundaries, *columns["wijk"]),
        "gemeente": {gemeente: str(boundaries["gemeentenaam"].iloc[0])},
    }
    return Places(gemeente, names, _pairs(boundaries, "buurtcode", "wijkcode"), reference_codes(gemeente), concordance)


def _pairs(boundaries: Any, key: str, value: str) -> dict[str, str]:
    return dict(zip(boundaries[key].astype(str), boundaries[value].astype(str), strict=True))


def resolve(
    texts: pd.Series, writing: AreaWriting, known: Places, notes: Notes, column: str, *, people: bool = False
) -> pd.Series:
    """The code of every row: NA where it is wrong (and reported), UNKNOWN where it is declared as unknown, LEFT_OUT
    where it is declared as of no use.

    Of `people` an old code of a buurt becomes the present one when it went over whole; a figure of an old buurt is no
    figure of the new one.
    """
    empty = texts.isna()
    notes.rows("enquete_gebied_leeg", _("Het gebied is niet ingevuld."), empty, column=column)
    codes = {text: _code(str(text), writing, known) for text in texts[~empty].unique()}
    if people and writing.schrijfwijze == "code":
        codes |= _renewed(texts, codes, writing, known, notes, column)
    found = texts.map(codes)
    notes.distinct("enquete_gebied_onbekend", _unknown, texts, found.isna() & ~empty, column=column)
    mixed = _mixed(found, writing, known)
    notes.distinct("enquete_niveau_gemengd", _other_level(writing.niveau), texts, mixed, column=column)
    _tell_left_out(texts, found == LEFT_OUT, notes, column)
    return found.mask(mixed).astype("str")


def _renewed(
    texts: pd.Series, codes: dict[str, str | None], writing: AreaWriting, known: Places, notes: Notes, column: str
) -> dict[str, str | None]:
    """The present code of every old one among the unknown texts."""
    found = {text: known.successor(_written(text, writing.niveau)) for text, code in codes.items() if code is None}
    renewed: dict[str, str | None] = {text: code for text, code in found.items() if code is not None}
    text = _("Gebied {old} heet nu {new}.")
    for old, new in renewed.items():
        notes.rows("enquete_gebied_vervangen", text.format(old=old, new=new), texts == old, column=column)
    return renewed


def _tell_left_out(texts: pd.Series, left_out: pd.Series, notes: Notes, column: str) -> None:
    if left_out.any():
        text = _("{count} rijen over {areas} zijn volgens de beschrijving weggelaten.")
        areas = listed(dict.fromkeys(texts[left_out]))
        notes.say("enquete_weggelaten", text.format(count=int(left_out.sum()), areas=areas), column=column)


def _mixed(codes: pd.Series, writing: AreaWriting, known: Places) -> Any:
    if writing.niveau is None:
        return np.zeros(len(codes), dtype=bool)
    levels = codes.map(lambda code: known.level(str(code)), na_action="ignore")
    return (levels.notna() & (levels != writing.niveau)).to_numpy()


def _code(text: str, writing: AreaWriting, known: Places) -> str | None:
    """The code that is meant; None for an unknown area."""
    if text in writing.weglaten:
        return LEFT_OUT
    if text in writing.onbekend:
        return UNKNOWN
    if writing.schrijfwijze == "lijst":
        code = {plain(key): value for key, value in writing.lijst.items()}.get(plain(text))
    elif writing.schrijfwijze == "naam":
        code = _by_name(text, writing.niveau, known)
    else:
        code = _written(text, writing.niveau)
    if code is None or known.level(code) is not None:
        return code
    elsewhere = CODE.fullmatch(code)
    other = elsewhere is not None and elsewhere.group(1) != known.gemeente[2:]
    return LEFT_OUT if writing.alleen_eigen and other else None


def _by_name(text: str, level: Level | None, known: Places) -> str | None:
    """The only area of that level with this name; 'Centrum' is also 'Wijk 00 Centrum'."""
    if level is None:
        return None
    wanted = plain(text)
    same = [
        c for c, name in known.names[level].items() if wanted in (plain(name), re.sub(r"^wijk \d+ ", "", plain(name)))
    ]
    return same[0] if len(same) == 1 else None


def _written(text: str, level: Level | None) -> str:
    """A code as it may be written: with or without letters, without the zero that a spreadsheet took off."""
    code = text.strip().upper()
    if level is not None and re.fullmatch(r"\d{3,8}", code):
        letters, width = PREFIX[level]
        return letters + code.zfill(width)
    return code


def _unknown(text: str) -> str:
    return _("Gebied {area} is geen gebied van deze gemeente.").format(area=text)


def _other_level(level: Level | None) -> Callable[[str], str]:
    plural = {"buurt": _("buurten"), "wijk": _("wijken"), "gemeente": _("gemeenten")}[level or "buurt"]
    text = _("Gebied {area} past niet: de beschrijving zegt dat er alleen {plural} in staan.")

    def sentence(area: str) -> str:
        return text.format(area=area, plural=plural)

    return sentence
