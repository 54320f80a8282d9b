"""Figures that were estimated elsewhere: a row per figure, or a column per question."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.language import _
from analytics.refresh.survey import numbers
from analytics.refresh.survey.asked import known_questions, outside_series, years
from analytics.refresh.survey.catalogue import Catalogue, Question
from analytics.refresh.survey.estimate import Z
from analytics.refresh.survey.forms import AskedQuestion, Form
from analytics.refresh.survey.notes import Bools, Notes
from analytics.refresh.survey.numbers import Floats
from analytics.refresh.survey.places import LEFT_OUT, UNKNOWN, Places, resolve

MEASURES = ("waarde", "ondergrens", "bovengrens", "standaardfout", "n")
FEW = 3  # fewer figures than this say nothing about fractions: 0,8 may be 0,8%


@dataclass(frozen=True)
class Setting:
    """What every table of a delivery is read against."""

    catalogue: Catalogue
    places: Places
    today: date


def read(form: Form, notes: Notes, setting: Setting) -> pd.DataFrame:
    """The figures of a table as rows of ENQUETE, with form, level, place in the file and number of decimals."""
    asked = known_questions(form, setting.catalogue, notes)
    area_column = form.kolommen.gebied or ""
    areas = resolve(notes.table.rows[area_column], form.gebied, setting.places, notes, area_column)
    ours = (areas != LEFT_OUT).fillna(value=True).to_numpy(dtype=bool)
    _unknown_questions(form, notes)
    if form.vorm == "tabel":
        ours = ours & notes.table.rows[form.kolommen.vraag or ""].isin([item.kolom for item in asked]).to_numpy()
    held = years(form, notes, setting.today, ours)
    values = {name: numbers.column(notes, name, form.leeg, ours) for name in _number_columns(form, asked)}
    frames = [_figures(form, question, notes, setting, areas, held, ours, values) for question in asked]
    if not frames:
        return pd.DataFrame()
    found = pd.concat(frames, ignore_index=True)
    _fractions(notes, setting.catalogue, found)
    return found[found["gebied"].notna() & (found["gebied"] != UNKNOWN) & found["jaar"].notna()]


def _number_columns(form: Form, asked: tuple[AskedQuestion, ...]) -> list[str]:
    columns = [name for question in asked for name in _columns(form, question).values() if name]
    return list(dict.fromkeys(columns))


def _columns(form: Form, asked: AskedQuestion) -> dict[str, str | None]:
    """Their column of every measure of a question."""
    shared, cross = form.kolommen, form.vorm == "kruistabel"
    own = {name: getattr(asked, name) for name in MEASURES[1:]} if cross else {}
    found = {name: own.get(name) or getattr(shared, name) for name in MEASURES}
    return {**found, "waarde": asked.kolom} if cross else found


def _unknown_questions(form: Form, notes: Notes) -> None:
    name = form.kolommen.vraag
    if name is None or form.vorm != "tabel":
        return
    texts = notes.table.rows[name]
    described = {asked.kolom for asked in form.vraag}
    dropped = texts.map(lambda text: form.drops_question(str(text)), na_action="ignore").fillna(value=False)
    wrong = texts.notna() & ~texts.isin(list(described)) & ~dropped.astype(bool)
    notes.rows("enquete_vraag_leeg", _("De vraag is niet ingevuld."), texts.isna(), column=name)
    notes.distinct("enquete_vraag_onbeschreven", _not_described, texts, wrong, column=name)


def _not_described(text: str) -> str:
    return _("De vraag '{question}' staat niet in de beschrijving.").format(question=text)


def _figures(
    form: Form,
    asked: AskedQuestion,
    notes: Notes,
    setting: Setting,
    areas: pd.Series,
    held: pd.Series,
    ours: Bools,
    values: dict[str, Floats],
) -> pd.DataFrame:
    """The figures of one question, also those without a usable area or year: their numbers are checked as well."""
    rows, columns = notes.table.rows, _columns(form, asked)
    theirs = ours if form.vorm == "kruistabel" else ours & (rows[form.kolommen.vraag or ""] == asked.kolom).to_numpy()
    empty = np.full(len(rows), np.nan)
    found = {name: values[column] if column else empty for name, column in columns.items()}
    _check(asked, columns, found, theirs, notes, setting.catalogue.vraag[asked.id], form)
    outside_series(form, asked, held[theirs].dropna().astype(int), setting.catalogue, notes)
    value_column = columns["waarde"] or ""
    frame = pd.DataFrame(
        {
            "gebied": areas,
            "jaar": held,
            "vraag": asked.id,
            **found,
            "methode": form.method(asked),
            "vorm": form.id,
            "niveau": areas.map(lambda code: setting.places.level(str(code)), na_action="ignore"),
            "bestand": notes.table.file,
            "rij": notes.table.numbers,
            "kolom": value_column,
            "decimalen": numbers.decimals(rows[value_column]),
        }
    )[theirs]
    return _with_error(frame)


def _with_error(frame: pd.DataFrame) -> pd.DataFrame:
    """The standard error of a figure that came with an interval only: half of it, as a 95% interval, by 1.96."""
    half = (frame["bovengrens"] - frame["ondergrens"]) / (2 * Z)
    return frame.assign(standaardfout=frame["standaardfout"].fillna(half))


def _check(
    asked: AskedQuestion,
    columns: dict[str, str | None],
    found: dict[str, Floats],
    theirs: Bools,
    notes: Notes,
    question: Question,
    form: Form,
) -> None:
    low, high = question.limits
    for name in MEASURES[:3]:
        outside = theirs & ((found[name] < low) | (found[name] > high))
        text = _("{value} valt buiten {low:g} tot {high:g} (vraag {id}).")
        sentence = text.format(value="{value}", low=low, high=high, id=asked.id)
        notes.rows("enquete_buiten_schaal", sentence, outside, column=columns[name] or "")
    _check_interval(asked, columns, found, theirs, notes)
    _check_count(asked, columns, found, theirs, notes, form)
    negative = theirs & (found["standaardfout"] < 0)
    text = _("De standaardfout {value} is negatief.")
    notes.rows("enquete_buiten_schaal", text, negative, column=columns["standaardfout"] or "")


def _check_interval(
    asked: AskedQuestion, columns: dict[str, str | None], found: dict[str, Floats], theirs: Bools, notes: Notes
) -> None:
    value, lower, upper = (found[name] for name in MEASURES[:3])
    beside = theirs & ((value < lower) | (value > upper) | (lower > upper))
    text = _("De waarde {value} van vraag {id} ligt niet tussen haar marges.").format(value="{value}", id=asked.id)
    notes.rows("enquete_interval_scheef", text, beside, column=columns["waarde"] or "")
    half = theirs & (np.isnan(lower) != np.isnan(upper)) & ~np.isnan(value)
    text = _("Van vraag {id} is maar één van beide marges ingevuld.").format(id=asked.id)
    column = columns["ondergrens"] or columns["bovengrens"] or ""
    notes.rows("enquete_interval_half", text, half, column=column)


def _check_count(
    asked: AskedQuestion,
    columns: dict[str, str | None],
    found: dict[str, Floats],
    theirs: Bools,
    notes: Notes,
    form: Form,
) -> None:
    column, n, value = columns["n"], found["n"], found["waarde"]
    empty = theirs & np.isnan(value) & (np.nan_to_num(n) > 0)
    text = _("Er zijn respondenten, maar vraag {id} heeft geen waarde.").format(id=asked.id)
    notes.rows("enquete_waarde_leeg", text, empty, column=columns["waarde"] or "")
    if column is None:
        return
    absent = theirs & np.isnan(n) & ~np.isnan(value) & ~numbers.read(notes.table.rows[column], form.leeg).wrong
    text = _("Het aantal respondenten van vraag {id} ontbreekt.").format(id=asked.id)
    notes.rows("enquete_n_ontbreekt", text, absent, column=column)
    with np.errstate(invalid="ignore"):
        broken = theirs & ((n < 0) | (n != np.round(n))) & ~np.isnan(n)
    notes.rows("enquete_n_niet_heel", _("{value} is geen aantal respondenten."), broken, column=column)
    none = theirs & (n == 0) & ~np.isnan(value)
    notes.rows("enquete_n_nul", _("Er is een waarde, maar niemand antwoordde."), none, column=column)


def _fractions(notes: Notes, catalogue: Catalogue, found: pd.DataFrame) -> None:
    """Report shares of 0 to 1 where percentages of 0 to 100 belong: per question, and for the table as a whole."""
    if found.empty:
        return
    scales = found["vraag"].map(lambda name: catalogue.vraag[name].schaal)
    shares = found[(scales == "percentage") & found["waarde"].notna()]
    suspect = [rows for _name, rows in shares.groupby("vraag", sort=False) if _looks_like_fractions(rows)]
    if not suspect and _looks_like_fractions(shares):
        suspect = [shares]
    if not suspect:
        return
    rows = pd.concat(suspect)
    wrong = np.isin(notes.table.numbers, rows["rij"].to_numpy(dtype=np.int64))
    names = ", ".join(dict.fromkeys(rows["vraag"]))
    text = _("Alle percentages van {names} liggen tussen 0 en 1: het zijn fracties.").format(names=names)
    notes.rows("enquete_fractie", text, wrong, column=str(rows["kolom"].iloc[0]))


def _looks_like_fractions(rows: pd.DataFrame) -> bool:
    every = rows[list(MEASURES[:3])].to_numpy(dtype=np.float64)
    every = every[~np.isnan(every)]
    return len(rows) >= FEW and bool((every <= 1).all()) and bool(((every > 0) & (every < 1)).any())
