"""Actions that the team adds itself: checked as a whole, changed by who saw the newest version, never deleted."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analytics import formatting, programmes, roles, themes
from analytics.errors import NotFound
from analytics.language import _
from analytics.progress.contents import NewOwn, OwnAction
from analytics.progress.models import OwnRow
from analytics.store import Author, Changed, Refused, Store, exists, reading, writing
from analytics.store.texts import problems_of_text, tidy
from analytics.store.versioned import change_row, touched

SHORTEST, LONGEST = 3, 200  # signs of an action
FIELDS = ("programma", "thema", "actie", "van", "tot", "trekker", "partners", "doel", "ingetrokken")
COLUMNS = tuple(one.name for one in fields(OwnAction))


def own_actions(store: Store, gemeente: str) -> tuple[OwnAction, ...]:
    """Every action that the team of a municipality added, withdrawn ones too, oldest first. Raises StoreUnavailable."""
    if not exists(store):
        return ()
    asked = select(OwnRow).where(OwnRow.gemeente == gemeente).order_by(OwnRow.nummer)
    with reading(store) as session:
        return tuple(_as_action(row) for row in session.scalars(asked))


def add_own(store: Store, new: NewOwn, author: Author) -> OwnAction:
    """Keep a new action. Raises Refused."""
    values = _normal(asdict(new))
    _refuse(values)
    made = {"gemaakt": author.wanneer, "gemaakt_door": author.named}
    with writing(store) as session:
        row = OwnRow(**values, ingetrokken=False, **made, **touched(author))
        session.add(row)
        session.flush()
        return _as_action(row)


def change_own(store: Store, nummer: int, versie: int, changes: Mapping[str, Any], author: Author) -> OwnAction:
    """Change fields of an action that was read at `versie`. Raises NotFound, Refused, Changed, WrongUsage."""
    return change_row(
        store,
        lambda session: _row(session, nummer),
        versie,
        _normal(changes),
        FIELDS,
        author,
        check=lambda row, after: _refuse(after | {"gemeente": row.gemeente}),
        changed=_changed,
        made=_as_action,
    )


def withdraw_own(store: Store, nummer: int, versie: int, author: Author) -> OwnAction:
    """Take an action out of the list; it and its reports stay in the database. Raises NotFound, Changed."""
    return change_own(store, nummer, versie, {"ingetrokken": True}, author)


def _row(session: Session, nummer: int) -> OwnRow:
    row = session.get(OwnRow, nummer)
    if row is None:
        raise NotFound(_("Er is geen eigen actie met nummer {id}.").format(id=nummer))
    return row


def _changed(row: OwnRow) -> Changed:
    message = _(
        "{who} heeft deze actie intussen gewijzigd ({when}). Nu staat er: {kept}. Uw wijzigingen zijn niet bewaard, "
        "maar staan nog in het formulier. Sla opnieuw op als uw tekst moet gelden."
    ).format(
        who=row.gewijzigd_door,
        when=formatting.moment(row.gewijzigd),
        kept=_("ingetrokken") if row.ingetrokken else f"“{row.actie}”",
    )
    return Changed(message, row.versie)


def _refuse(values: Mapping[str, Any]) -> None:
    found = [*_texts_and_days(values), *_choices(values)]
    if found:
        raise Refused(_("Dit is niet bewaard; uw tekst staat nog in het formulier:"), found)


def _texts_and_days(after: Mapping[str, Any]) -> Iterator[str]:
    if len(after["actie"]) < SHORTEST:
        yield _("Schrijf op wat er gedaan wordt (ten minste {n} tekens).").format(n=SHORTEST)
    yield from problems_of_text(_("actie"), after["actie"], LONGEST)
    van, tot = after["van"], after["tot"]
    if van is not None and tot is not None and tot < van:
        yield _("Het einde ({tot}) ligt voor het begin ({van}).").format(
            tot=formatting.date_long(tot), van=formatting.date_long(van)
        )


def _choices(after: Mapping[str, Any]) -> Iterator[str]:
    if after["programma"] not in {one.id for one in programmes.programmes(after["gemeente"])}:
        yield _("Kies bij welk programma de actie hoort.")
    if after["thema"] not in themes.all_themes():
        yield _("Kies bij welk thema de actie hoort.")
    for role in (*after["partners"], after["trekker"]):
        if role and role not in roles.roles():
            yield _("{role} is geen rol.").format(role=role)
    if after["trekker"] in after["partners"]:
        yield _("De trekker staat ook bij de partners.")
    if after["doel"] and after["doel"] not in {one.id for one in programmes.targets(after["gemeente"])}:
        yield _("{id} is geen doel van deze gemeente.").format(id=after["doel"])


def _normal(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _normal_value(name, value) for name, value in values.items()}


def _normal_value(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(tidy(value).split()) if name == "actie" else value  # a row of a table has one line
    return sorted(set(value)) if isinstance(value, list | tuple) else value


def _as_action(row: OwnRow) -> OwnAction:
    values: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS}
    return OwnAction(**values | {"partners": tuple(values["partners"])})
