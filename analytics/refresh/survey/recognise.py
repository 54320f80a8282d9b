"""Which declared form a table is: by its columns, never by its name, and never by a guess between two."""

from collections.abc import Iterable
from dataclasses import replace

from analytics.language import _
from analytics.refresh.survey.delivered import Table
from analytics.refresh.survey.forms import Form
from analytics.refresh.survey.notes import Notes, listed


def fold(name: str) -> str:
    """A column name to compare by: capitals and spaces make no difference."""
    return " ".join(name.casefold().split())


def fitting(table: Table, forms: Iterable[Form]) -> list[Form]:
    """The forms of which every column is there; of those, only the ones that know all the other columns too, and of
    those, the deployment's own go before the examples of the project."""
    there = {fold(column) for column in table.columns}
    sheets = [form for form in forms if form.blad is None or not table.sheet or fold(form.blad) == fold(table.sheet)]
    found = [form for form in sheets if {fold(column) for column in form.columns} <= there]
    whole = [form for form in found if not unmapped(table, form)] or found
    return [form for form in whole if form.eigen] or whole


def unmapped(table: Table, form: Form) -> list[str]:
    """The columns that the form does not know and does not say to leave out."""
    known = {fold(column) for column in form.columns}
    return [column for column in table.columns if fold(column) not in known and not form.drops(column)]


def missing(table: Table, form: Form) -> list[str]:
    """The columns of the form that are not there."""
    there = {fold(column) for column in table.columns}
    return [column for column in form.columns if fold(column) not in there]


def spelled(table: Table, form: Form) -> Table:
    """The table with its columns named as the form spells them."""
    names = {fold(column): column for column in form.columns}
    renamed = {column: names.get(fold(column), column) for column in table.columns}
    return replace(
        table,
        rows=table.rows.rename(columns=renamed),
        labels={renamed.get(column, column): labels for column, labels in table.labels.items()},
        titles={renamed.get(column, column): title for column, title in table.titles.items()},
    )


def choose(table: Table, forms: dict[str, Form], notes: Notes) -> Form | None:
    """The form of this table; None, and a finding, when none fits or more than one."""
    found = fitting(table, forms.values())
    if len(found) == 1:
        return found[0]
    if found:
        text = _("De tabel past bij meer dan één beschrijving: {names}.")
        notes.say("enquete_vorm_dubbel", text.format(names=listed(form.id for form in found)))
        return None
    nearest = min(
        forms.values(), key=lambda form: (len(missing(table, form)) / len(form.columns), form.id), default=None
    )
    text = _("De kolommen passen bij geen beschrijving van een enquête ({names}).")
    sentence = text.format(names=listed(forms) or _("er is er geen"))
    if nearest is not None and 2 * len(missing(table, nearest)) < len(nearest.columns):
        text = _("Het meest lijkt {name}; daarvan ontbreekt: {columns}.")
        sentence += " " + text.format(name=nearest.id, columns=listed(missing(table, nearest)))
    notes.say("enquete_vorm_onbekend", sentence)
    return None


def check_columns(table: Table, form: Form, notes: Notes) -> bool:
    """Report columns that are not there and columns that nobody mapped. False when the table cannot be read."""
    for column in unmapped(table, form):
        text = _("Kolom '{column}' staat niet in de beschrijving {name}.").format(column=column, name=form.id)
        notes.say("enquete_kolom_onbekend", text, column=column)
    for column in missing(table, form):
        text = _("Kolom '{column}' van de beschrijving {name} ontbreekt.").format(column=column, name=form.id)
        notes.say("enquete_kolom_ontbreekt", text, column=column)
    return not missing(table, form)
