"""Whether a question was asked as our series was: the same wording, the same method, in its years."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from analytics.language import _
from analytics.refresh.survey.catalogue import Catalogue
from analytics.refresh.survey.forms import AskedQuestion, Form
from analytics.refresh.survey.notes import Bools, Notes, listed

FIRST_YEAR = 1990  # a year before this is a slip of the pen


def known_questions(form: Form, catalogue: Catalogue, notes: Notes) -> tuple[AskedQuestion, ...]:
    """The questions of a form that continue one of our series; the others are reported."""
    return tuple(asked for asked in form.vraag if _continues(form, asked, catalogue, notes))


def _continues(form: Form, asked: AskedQuestion, catalogue: Catalogue, notes: Notes) -> bool:
    question, method = catalogue.vraag.get(asked.id), form.method(asked)
    if question is None:
        text = _("Vraag {id} staat niet in de catalogus (vragen.toml).")
        notes.say("enquete_vraag_onbekend", text.format(id=asked.id), column=asked.kolom)
        return False
    series = question.series(method)
    if series is None:
        text = _("Vraag {id} heeft geen reeks met methode {method}; er zijn: {known}.")
        known = listed(item.methode for item in question.reeks)
        notes.say("enquete_methode_onbekend", text.format(id=asked.id, method=method, known=known), column=asked.kolom)
        return False
    if not series.has(asked.vraagtekst):
        text = _("Vraag {id} is anders gesteld: '{now}'. In de reeks {method} is zij: '{before}'.")
        sentence = text.format(id=asked.id, now=asked.vraagtekst, method=method, before=series.vraagteksten[0])
        notes.say("enquete_vraagtekst_anders", sentence, column=asked.kolom)
        return False
    return _same_label(asked, notes)


def _same_label(asked: AskedQuestion, notes: Notes) -> bool:
    """Whether the column of an SPSS file has the label it was declared with."""
    if asked.label is None or not notes.table.titles:
        return True
    found = notes.table.titles.get(asked.kolom, "")
    if found.casefold() == asked.label.casefold():
        return True
    text = _("De kolom heet in het bestand '{found}', en in de beschrijving '{declared}'.")
    notes.say("enquete_label_anders", text.format(found=found, declared=asked.label), column=asked.kolom)
    return False


def years(form: Form, notes: Notes, today: date, among: Bools) -> pd.Series:
    """The year of every row: the form's own, or that of its column. NA where it cannot be; that is reported, `among`
    these rows only."""
    rows = notes.table.rows
    if form.kolommen.jaar is None:
        found = pd.Series(form.jaar, index=rows.index, dtype="Int64")
        if form.jaar is not None and not FIRST_YEAR <= form.jaar <= today.year:
            text = _("Het jaar {year} in de beschrijving kan niet: het is nu {now}.")
            notes.say("enquete_jaar_onmogelijk", text.format(year=form.jaar, now=today.year))
            return found.mask(found == form.jaar)
        return found
    name = form.kolommen.jaar
    written = rows[name].str.extract(r"^(\d{4})(?:JJ00|\.0+)?$", expand=False)
    found = pd.to_numeric(written).astype("Int64")
    wrong = (found.isna() | (found < FIRST_YEAR) | (found > today.year)).fillna(value=True).to_numpy(dtype=bool)
    empty = rows[name].isna().to_numpy()
    notes.rows("enquete_jaar_onmogelijk", _("Er is geen jaar ingevuld."), empty & among, column=name)
    text = _("'{value}' kan het jaar van een enquête niet zijn.")
    notes.rows("enquete_jaar_onmogelijk", text, wrong & ~empty & among, column=name)
    return found.mask(wrong)


def outside_series(form: Form, asked: AskedQuestion, held: Iterable[int], catalogue: Catalogue, notes: Notes) -> None:
    """Report the years in which this question was asked in another way than the form says."""
    method = form.method(asked)
    for year in sorted(set(held)):
        if catalogue.methode[method].covers(year):
            continue
        others = [s.methode for s in catalogue.vraag[asked.id].reeks if catalogue.methode[s.methode].covers(year)]
        text = _("Vraag {id} hoort in {year} bij de reeks {others}, niet bij {method}.")
        other = listed(others) or _("(geen)")
        sentence = text.format(id=asked.id, year=year, others=other, method=method)
        notes.say("enquete_jaar_andere_methode", sentence, column=asked.kolom)
