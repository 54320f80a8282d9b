"""Changing agendas: checked as a whole, kept in one transaction, with who, when, and what each field was before.

Whoever changes something says which version they saw. If somebody else was there first, nothing is saved and
Changed tells what the other changed; the text of the second is still in their hands.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from analytics import formatting
from analytics.agenda import rules
from analytics.agenda.contents import Agenda, NewAction, NewAgenda
from analytics.agenda.models import ActionRow, AgendaRow, ChangeRow
from analytics.agenda.reading import agenda, as_changes, no_such
from analytics.agenda.words import change_in_words
from analytics.errors import NotFound, WrongUsage
from analytics.language import _
from analytics.store import Author, Changed, Refused, Store, writing
from analytics.store.texts import tidy

AGENDA_FIELDS = (
    *("status", "reden_soort", "reden", "rangfeiten", "indicator", "themas", "partners"),
    *("van", "tot", "vergelijking", "afsluiting"),
)
ACTION_FIELDS = ("omschrijving", "doel", "indicator", "van", "tot", "trekker", "status")
IDENTITY = ("gemeente", "gebied")

Fields = dict[str, Any]


def nominate(store: Store, new: NewAgenda, author: Author) -> Agenda:
    """Keep a new candidate. Raises Refused, also when the area has an open agenda already."""
    values = _normal({**asdict(new), "afsluiting": ""})
    _refuse(rules.problems_of_agenda(None, values, author.vandaag))
    stamp = {"gemaakt": author.wanneer, "gemaakt_door": author.named}
    row = AgendaRow(**values, **stamp, **_touched(author), **_compared(values, author))
    return _kept(store, row, author, [("agenda", None, values["gebied"]), *_filled(values, AGENDA_FIELDS)])


def change(store: Store, agenda_id: int, versie: int, changes: Mapping[str, Any], author: Author) -> Agenda:
    """Change fields of an agenda that was read at `versie`. Raises NotFound, Refused, Changed."""

    def apply(session: Session) -> None:
        row = _agenda_row(session, agenda_id)
        before = _values(row, (*IDENTITY, *AGENDA_FIELDS))
        wanted = _known(changes, AGENDA_FIELDS)
        if row.versie != versie:
            raise _changed(session, row, None, versie)
        after = before | wanted
        _refuse(rules.problems_of_agenda(before, after, author.vandaag))
        different = {veld: value for veld, value in wanted.items() if value != before[veld]}
        if not different:
            return
        stamp = _compared(after, author) if "vergelijking" in different else {}
        _set(row, different | _touched(author) | stamp)
        session.flush()
        _note(session, row, author, [(veld, before[veld], value) for veld, value in different.items()])

    return _careful(store, agenda_id, None, versie, apply)


def add_action(store: Store, agenda_id: int, new: NewAction, author: Author) -> Agenda:
    """Add an action to an agenda. Raises NotFound, Refused."""
    values = _normal(asdict(new))
    _refuse(rules.problems_of_action(values))

    def apply(session: Session) -> None:
        row = _agenda_row(session, agenda_id)
        action = ActionRow(agenda_id=row.id, **values)
        session.add(action)
        session.flush()
        _note(
            session, row, author, [("actie", None, values["omschrijving"]), *_filled(values, ACTION_FIELDS[1:])], action
        )

    return _careful(store, agenda_id, None, 0, apply)


def change_action(store: Store, action_id: int, versie: int, changes: Mapping[str, Any], author: Author) -> Agenda:
    """Change fields of an action that was read at `versie`. Raises NotFound, Refused, Changed."""
    with writing(store) as session:
        found = session.get(ActionRow, action_id)
        if found is None:
            raise NotFound(_("Er is geen actie met nummer {id}.").format(id=action_id))
        agenda_id = found.agenda_id

    def apply(session: Session) -> None:
        action, row = session.get_one(ActionRow, action_id), _agenda_row(session, agenda_id)
        before, wanted = _values(action, ACTION_FIELDS), _known(changes, ACTION_FIELDS)
        if action.versie != versie:
            raise _changed(session, row, action, versie)
        _refuse(rules.problems_of_action(before | wanted))
        different = {veld: value for veld, value in wanted.items() if value != before[veld]}
        if different:
            _set(action, different)
            session.flush()
            _note(session, row, author, [(veld, before[veld], value) for veld, value in different.items()], action)

    return _careful(store, agenda_id, action_id, versie, apply)


def _kept(store: Store, row: AgendaRow, author: Author, noted: list[tuple[str, Any, Any]]) -> Agenda:
    try:
        with writing(store) as session:
            session.add(row)
            session.flush()
            _note(session, row, author, noted)
            agenda_id = row.id
    except IntegrityError:
        raise _taken() from None
    return agenda(store, agenda_id)


def _careful(
    store: Store, agenda_id: int, action_id: int | None, versie: int, apply: Callable[[Session], None]
) -> Agenda:
    """Apply a change; when somebody was first in the very same moment, say so like in any other case."""
    try:
        with writing(store) as session:
            apply(session)
    except IntegrityError:
        raise _taken() from None
    except StaleDataError:
        with writing(store) as session:
            action = session.get(ActionRow, action_id) if action_id is not None else None
            raise _changed(session, _agenda_row(session, agenda_id), action, versie) from None
    return agenda(store, agenda_id)


def _taken() -> Refused:
    return Refused(_("Dit gebied heeft al een agenda die nog loopt. Open die in de lijst; er is niets bewaard."))


def _changed(session: Session, row: AgendaRow, action: ActionRow | None, seen: int) -> Changed:
    """Who was first, when, and everything that was changed since the version that was seen."""
    item = action if action is not None else row
    noted = as_changes(
        session.scalars(
            select(ChangeRow)
            .where(ChangeRow.agenda_id == row.id, ChangeRow.versie > seen)
            .where(ChangeRow.actie_id == (action.id if action is not None else None))
            .order_by(ChangeRow.id)
        ).all()
    )
    lines = "\n".join(f"- {change_in_words(one)}" for one in noted)
    message = _(
        "{who} heeft dit intussen gewijzigd ({when}). Uw wijzigingen zijn niet bewaard, maar staan nog in het "
        "formulier. Bekijk wat er veranderde en sla opnieuw op als uw tekst moet gelden.\n{lines}"
    ).format(
        who=noted[-1].wie if noted else row.gewijzigd_door,
        when=formatting.moment(noted[-1].wanneer if noted else row.gewijzigd),
        lines=lines,
    )
    return Changed(message, item.versie)


def _note(
    session: Session,
    row: AgendaRow,
    author: Author,
    noted: list[tuple[str, Any, Any]],
    action: ActionRow | None = None,
) -> None:
    item = action if action is not None else row
    for veld, old, new in noted:
        session.add(
            ChangeRow(
                agenda_id=row.id,
                actie_id=action.id if action is not None else None,
                wanneer=author.wanneer,
                wie=author.named,
                veld=veld,
                oud=_as_json(old),
                nieuw=_as_json(new),
                versie=item.versie,
            )
        )


def _agenda_row(session: Session, agenda_id: int) -> AgendaRow:
    row = session.get(AgendaRow, agenda_id)
    if row is None:
        raise no_such(agenda_id)
    return row


def _known(changes: Mapping[str, Any], allowed: tuple[str, ...]) -> Fields:
    unknown = sorted(set(changes) - set(allowed))
    if unknown:
        raise WrongUsage(_("Dit veld is niet te wijzigen: {fields}.").format(fields=", ".join(unknown)))
    return _normal(changes)


def _normal(values: Mapping[str, Any]) -> Fields:
    """Texts without spaces around them, lists in a fixed order and without doubles, facts as plain JSON."""
    return {name: _normal_value(value) for name, value in values.items()}


def _normal_value(value: Any) -> Any:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, list | tuple | set | frozenset):
        return sorted({str(one) for one in value})
    return dict(value) if isinstance(value, Mapping) else value


def _values(row: AgendaRow | ActionRow, names: tuple[str, ...]) -> Fields:
    return {name: getattr(row, name) for name in names}


def _set(row: AgendaRow | ActionRow, values: Fields) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _filled(values: Fields, names: tuple[str, ...]) -> list[tuple[str, Any, Any]]:
    return [(name, None, values[name]) for name in names if values[name]]


def _touched(author: Author) -> Fields:
    return {"gewijzigd": author.wanneer, "gewijzigd_door": author.named}


def _compared(values: Fields, author: Author) -> Fields:
    chosen = bool(values["vergelijking"])
    return {"vergelijking_op": author.wanneer if chosen else None, "vergelijking_door": author.named if chosen else ""}


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _refuse(problems: list[str]) -> None:
    if problems:
        raise Refused(_("Dit is niet bewaard; uw tekst staat nog in het formulier:"), problems)
