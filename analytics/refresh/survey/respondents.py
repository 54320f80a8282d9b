"""Answers of respondents, one row each, and the values that are estimated from them."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from analytics.language import _
from analytics.refresh.messages import finding
from analytics.refresh.report import Finding
from analytics.refresh.survey import numbers
from analytics.refresh.survey.asked import known_questions, outside_series, years
from analytics.refresh.survey.estimate import Estimate, Ints, Sample, mean, share
from analytics.refresh.survey.figures import Setting
from analytics.refresh.survey.forms import LEVELS, AskedQuestion, Form, Level
from analytics.refresh.survey.notes import Notes, listed
from analytics.refresh.survey.numbers import Floats
from analytics.refresh.survey.places import LEFT_OUT, UNKNOWN, Places, resolve

EXTREME = 10  # times the median weight
DIGITS = 9  # estimates are kept this exact; what is beyond is rounding of the machine
DESIGN = ("gewicht", "stratum", "cluster", "respondent")


def read(form: Form, notes: Notes, setting: Setting) -> pd.DataFrame:
    """A row per respondent: gebied, jaar, the columns of DESIGN, place in the file, and per known question its answer
    (0 or 1, or a mark; NaN: none)."""
    asked = known_questions(form, setting.catalogue, notes)
    areas = _areas(form, notes, setting.places)
    held = years(form, notes, setting.today, (areas != LEFT_OUT).fillna(value=True).to_numpy(dtype=bool))
    found = {"gebied": areas, "jaar": held, "gewicht": _weights(form, notes)}
    found |= {name: _design(getattr(form.kolommen, name), notes) for name in DESIGN[1:]}
    found |= {"bestand": notes.table.file, "rij": notes.table.numbers}
    for question in asked:
        answers = _answers(question, notes)
        found[key(form, question)] = answers
        outside_series(form, question, held[~np.isnan(answers)].dropna().astype(int), setting.catalogue, notes)
    frame = pd.DataFrame(found, index=notes.table.rows.index)
    return frame[frame["gebied"].notna() & (frame["gebied"] != LEFT_OUT) & frame["jaar"].notna()]


def key(form: Form, asked: AskedQuestion) -> str:
    """The column of a question among the answers."""
    return f"{asked.id} {form.method(asked)}"


def _areas(form: Form, notes: Notes, known: Places) -> pd.Series:
    column = form.kolommen.gebied or ""
    texts = notes.table.said(column) if form.gebied.schrijfwijze == "naam" else notes.table.rows[column]
    codes = resolve(texts, form.gebied, known, notes, column, people=True)
    text = _("Deze respondent telt alleen mee voor de gemeente: het gebied is volgens de beschrijving onbekend.")
    only_city = (codes == UNKNOWN).fillna(value=False)
    notes.rows("enquete_respondent_zonder_gebied", text, only_city, column=column)
    return codes


def _weights(form: Form, notes: Notes) -> Floats:
    name = form.kolommen.gewicht
    if name is None:
        text = _("Elke respondent telt even zwaar: {reason}.").format(reason=form.zonder_gewicht)
        notes.say("enquete_zonder_gewicht", text)
        return np.ones(len(notes.table.rows))
    found = numbers.column(notes, name)
    there = found[found > 0]
    middle = float(np.median(there)) if len(there) else np.inf
    empty = notes.table.rows[name].isna().to_numpy()
    notes.rows("enquete_gewicht_ontbreekt", _("Er is geen weegfactor."), empty, column=name)
    notes.rows("enquete_gewicht_negatief", _("De weegfactor {value} is negatief."), found < 0, column=name)
    notes.rows("enquete_gewicht_nul", _("De weegfactor is nul."), found == 0, column=name)
    text = _("De weegfactor {value} is meer dan {times} keer de middelste ({middle:.3g}).")
    sentence = text.format(value="{value}", times=EXTREME, middle=middle)
    notes.rows("enquete_gewicht_extreem", sentence, found > EXTREME * middle, column=name)
    return found


def _design(name: str | None, notes: Notes) -> pd.Series:
    """The layer, the cluster or the number of each respondent; empty text when there is no such column."""
    if name is None:
        return pd.Series("", index=notes.table.rows.index, dtype="str")
    notes.rows("enquete_steekproef_leeg", _("Deze kolom is niet ingevuld."), notes.table.rows[name].isna(), column=name)
    return notes.table.rows[name].fillna("").astype("str")


def _answers(asked: AskedQuestion, notes: Notes) -> Floats:
    said = notes.table.said(asked.kolom).map(_plain, na_action="ignore").astype("str")
    missing = said.isin([_plain(answer) for answer in asked.ontbreekt]) | said.isna()
    _check_labels(asked, notes)
    found = _yes_no(asked, said, missing, notes) if asked.soort == "aandeel" else _marks(asked, missing, notes)
    if len(found) and np.isnan(found).all():
        text = _("Vraag {id} heeft geen enkel antwoord.").format(id=asked.id)
        notes.say("enquete_zonder_antwoorden", text, column=asked.kolom)
    return found


def _yes_no(asked: AskedQuestion, said: pd.Series, missing: pd.Series, notes: Notes) -> Floats:
    yes, no = (said.isin([_plain(answer) for answer in answers]) for answers in (asked.ja, asked.nee))
    texts = notes.table.said(asked.kolom)
    text = _("Antwoord '{answer}' op vraag {id} staat niet in de beschrijving.")

    def sentence(answer: str) -> str:
        return text.format(answer=answer, id=asked.id)

    notes.distinct("enquete_antwoord_onbekend", sentence, texts, ~(yes | no | missing), column=asked.kolom)
    return np.where(yes, 1.0, np.where(no, 0.0, np.nan))


def _marks(asked: AskedQuestion, missing: pd.Series, notes: Notes) -> Floats:
    read = numbers.read(notes.table.rows[asked.kolom].mask(missing))
    text = _("'{value}' is geen getal.")
    notes.rows("enquete_getal_onleesbaar", text, read.wrong | read.percent, column=asked.kolom)
    outside = (read.values < 1) | (read.values > 10)
    text = _("{value} valt buiten 1 tot 10 (vraag {id}).").format(value="{value}", id=asked.id)
    notes.rows("enquete_buiten_schaal", text, outside, column=asked.kolom)
    return np.where(outside, np.nan, read.values)


def _check_labels(asked: AskedQuestion, notes: Notes) -> None:
    """Report the labels of an SPSS file that the form does not mention: a new answer, or codes that changed."""
    declared = {_plain(answer) for answer in (*asked.ja, *asked.nee, *asked.ontbreekt)}
    labels = notes.table.labels.get(asked.kolom, {})
    strange = [
        label
        for value, label in labels.items()
        if _plain(label) not in declared and (asked.soort == "aandeel" or not _is_mark(value))
    ]
    if strange:
        text = _("De beschrijving zegt niet wat '{labels}' betekent bij vraag {id}.")
        notes.say("enquete_label_onbekend", text.format(labels=listed(strange), id=asked.id), column=asked.kolom)


def _is_mark(value: str) -> bool:
    number = numbers.read(pd.Series([value])).values[0]
    return bool(1 <= number <= 10)


def _plain(answer: str) -> str:
    return " ".join(str(answer).casefold().split())


def doubled(respondents: pd.DataFrame, column: str | None) -> list[Finding]:
    """A finding per file for respondents that are in the delivery twice, by their number, in one year."""
    if column is None:
        return []
    again = respondents[respondents.duplicated(["jaar", "respondent"]) & (respondents["respondent"] != "")]
    text = _("Deze respondent staat al eerder in de levering.")
    return [
        finding(
            "enquete_respondent_dubbel",
            text,
            file=str(name),
            row=int(rows["rij"].iloc[0]),
            column=column,
            count=len(rows),
        )
        for name, rows in again.groupby("bestand", sort=False)
    ]


def estimate(form: Form, respondents: pd.DataFrame, setting: Setting) -> pd.DataFrame:
    """Values of every question, year and area that has respondents, as rows of ENQUETE with form and level.

    The order of the rows and the files they came from make no difference, not even in the last decimal.
    """
    values = [name for name in respondents.columns if name not in ("bestand", "rij")]
    ordered = respondents.sort_values(values, ignore_index=True)
    asked = [question for question in form.vraag if key(form, question) in ordered]
    rows = [
        {"jaar": year, "vraag": question.id, "methode": form.method(question), "vorm": form.id, "niveau": level} | row
        for year, people in ordered.groupby("jaar")
        for level in levels(form)
        for question in asked
        for row in _per_area(form, question, people, level, setting.places)
    ]
    return pd.DataFrame(rows)


def levels(form: Form) -> tuple[Level, ...]:
    """The levels that can be estimated: that of the delivered areas and those above."""
    lowest = LEVELS.index(form.gebied.niveau or "gemeente")
    return tuple(level for level in LEVELS[lowest:] if level in form.niveaus)


def _per_area(
    form: Form, asked: AskedQuestion, people: pd.DataFrame, level: Level, known: Places
) -> Iterator[dict[str, Any]]:
    areas = known.above(people["gebied"], level).to_numpy(dtype=object)
    answers = people[key(form, asked)].to_numpy(dtype=np.float64)
    answered = ~np.isnan(answers)
    sample = Sample(
        answers[answered],
        people["gewicht"].to_numpy(dtype=np.float64)[answered],
        _codes(people["stratum"], form.kolommen.stratum, answered),
        _codes(people["cluster"], form.kolommen.cluster, answered),
    )
    for code in sorted(set(areas[pd.notna(areas)])):
        inside = areas[answered] == code
        yield {"gebied": code, **(_row(asked, sample, inside) if inside.any() else {"n": 0})}


def _row(asked: AskedQuestion, sample: Sample, inside: Any) -> dict[str, Any]:
    if asked.soort == "aandeel":
        return _numbers(share(sample, inside), 100.0)
    return _numbers(mean(sample, inside), 1.0)


def _numbers(found: Estimate, unit: float) -> dict[str, Any]:
    exact = {
        "waarde": found.value,
        "ondergrens": found.lower,
        "bovengrens": found.upper,
        "standaardfout": found.standard_error,
    }
    return {name: round(unit * value, DIGITS) for name, value in exact.items()} | {"n": found.n}


def _codes(texts: pd.Series, column: str | None, answered: Any) -> Ints | None:
    if column is None:
        return None
    codes: Ints = np.asarray(pd.factorize(texts, sort=True)[0], dtype=np.int64)[answered]
    return codes


def without_respondents(form: Form, respondents: pd.DataFrame, known: Places, file: str) -> Iterable[Finding]:
    """Which areas of the delivered level are not in a round at all."""
    level = form.gebied.niveau
    if level is None or level not in form.niveaus:
        return
    for year, people in respondents.groupby("jaar"):
        there = set(people["gebied"])
        absent = [name for code, name in known.names[level].items() if code not in there]
        if absent:
            text = _("In {year} zijn er geen respondenten uit {count} gebieden ({areas}).")
            sentence = text.format(year=year, count=len(absent), areas=listed(absent))
            yield finding("enquete_gebied_zonder_respondenten", sentence, file=file)
