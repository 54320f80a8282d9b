"""Reading agendas: all of a municipality, one, and who changed what."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import select

from analytics.agenda.contents import Action, Agenda, Change
from analytics.agenda.models import ActionRow, AgendaRow, ChangeRow
from analytics.errors import NotFound
from analytics.language import _
from analytics.store import Store, exists, reading

_ACTION = tuple(one.name for one in fields(Action))
_AGENDA = tuple(one.name for one in fields(Agenda) if one.name != "acties")


def agendas(store: Store, gemeente: str) -> tuple[Agenda, ...]:
    """Every agenda of a municipality, oldest first. Without a database there are none. Raises StoreUnavailable."""
    if not exists(store):
        return ()
    with reading(store) as session:
        rows = session.scalars(select(AgendaRow).where(AgendaRow.gemeente == gemeente).order_by(AgendaRow.id))
        return tuple(as_agenda(row) for row in rows)


def agenda(store: Store, agenda_id: int) -> Agenda:
    """One agenda. Raises NotFound."""
    if exists(store):
        with reading(store) as session:
            row = session.get(AgendaRow, agenda_id)
            if row is not None:
                return as_agenda(row)
    raise no_such(agenda_id)


def history(store: Store, agenda_id: int) -> tuple[Change, ...]:
    """What was changed in an agenda and its actions, newest first."""
    if not exists(store):
        return ()
    with reading(store) as session:
        rows = session.scalars(select(ChangeRow).where(ChangeRow.agenda_id == agenda_id).order_by(ChangeRow.id.desc()))
        return tuple(as_change(row) for row in rows)


def no_such(agenda_id: int) -> NotFound:
    """The error for an agenda that does not exist."""
    return NotFound(_("Er is geen buurtagenda met nummer {id}.").format(id=agenda_id))


def as_agenda(row: AgendaRow) -> Agenda:
    """A row as plain values."""
    values = {name: _plain(getattr(row, name)) for name in _AGENDA}
    return Agenda(**values, acties=tuple(as_action(action) for action in row.acties))


def as_action(row: ActionRow) -> Action:
    """A row as plain values."""
    return Action(**{name: getattr(row, name) for name in _ACTION})


def as_change(row: ChangeRow) -> Change:
    """A row as plain values."""
    return Change(row.wanneer, row.wie, row.actie_id, row.veld, row.oud, row.nieuw, row.versie)


def as_changes(rows: Sequence[ChangeRow]) -> tuple[Change, ...]:
    """Rows as plain values."""
    return tuple(as_change(row) for row in rows)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
