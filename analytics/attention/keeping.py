"""Reading and changing areas of attention: checked as a whole, kept in one transaction, with who and when."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, object_session

from analytics import formatting
from analytics.attention import rules
from analytics.attention.contents import AttentionArea, NewArea
from analytics.attention.models import AreaRow
from analytics.database import open_database
from analytics.errors import NotFound
from analytics.frames import records
from analytics.language import _
from analytics.snapshots import OwnArea, Part, Snapshot
from analytics.store import Author, Changed, Refused, Store, exists, reading, writing
from analytics.store.texts import tidy
from analytics.store.versioned import change_row, touched

FIELDS = ("naam", "waarom", "delen", "vorm", "gesloten")
COLUMNS = tuple(one.name for one in fields(AttentionArea))


def areas(store: Store, gemeente: str) -> tuple[AttentionArea, ...]:
    """Every area of attention of a municipality, closed ones too, by name. Raises StoreUnavailable."""
    if not exists(store):
        return ()
    asked = select(AreaRow).where(AreaRow.gemeente == gemeente)
    with reading(store) as session:
        found = [_as_area(row) for row in session.scalars(asked)]
    return tuple(sorted(found, key=lambda area: (area.naam.casefold(), area.nummer)))


def own_areas(store: Store, gemeente: str) -> tuple[OwnArea, ...]:
    """The same as a snapshot takes them along. Raises StoreUnavailable."""
    return tuple(area.as_own for area in areas(store, gemeente))


def add(store: Store, snapshot: Snapshot, new: NewArea, author: Author) -> AttentionArea:
    """Keep a new area; `snapshot` says which buurten and streets there are. Raises Refused."""
    values = _normal(vars(new))
    known = parts_of(snapshot)
    try:
        with writing(store) as session:
            _refuse(values, known, (), _others(session, new.gemeente), new=True)
            made = {"gemaakt": author.wanneer, "gemaakt_door": author.named}
            row = AreaRow(**_stored(values), gesloten=None, **made, **touched(author))
            session.add(row)
            session.flush()
            return _as_area(row)
    except IntegrityError:  # somebody kept the same name between our look and our own saving
        raise _refusal([_taken(values["naam"])]) from None


def change(
    store: Store, snapshot: Snapshot, nummer: int, versie: int, changes: Mapping[str, Any], author: Author
) -> AttentionArea:
    """Change fields of an area that was read at `versie`. Raises NotFound, Refused, Changed, WrongUsage."""
    known = parts_of(snapshot)

    def check(row: AreaRow, after: dict[str, Any]) -> None:
        values = after | {"delen": _parts(after["delen"])}
        session = object_session(row)
        others = [one for one in _others(session, row.gemeente) if one is not row] if session else []
        _refuse(values, known, _parts(row.delen), others, new=row.gesloten is not None and after["gesloten"] is None)

    try:
        return change_row(
            store,
            lambda session: _row(session, nummer),
            versie,
            _stored(_normal(changes)),
            FIELDS,
            author,
            check=check,
            changed=_changed,
            made=_as_area,
        )
    except IntegrityError:
        raise _refusal([_taken(str(changes.get("naam", "")))]) from None


def close(store: Store, snapshot: Snapshot, nummer: int, versie: int, author: Author) -> AttentionArea:
    """Follow an area no longer; it keeps its code and its figures. Raises NotFound, Changed."""
    return change(store, snapshot, nummer, versie, {"gesloten": author.vandaag}, author)


def parts_of(snapshot: Snapshot) -> frozenset[Part]:
    """Every buurt and every street of a snapshot."""
    rows = records(open_database(snapshot).run("delen"))
    return frozenset(Part(str(row["buurt"]), str(row["straat"])) for row in rows)


def _others(session: Session, gemeente: str) -> list[AreaRow]:
    return list(session.scalars(select(AreaRow).where(AreaRow.gemeente == gemeente)))


def _row(session: Session, nummer: int) -> AreaRow:
    row = session.get(AreaRow, nummer)
    if row is None:
        raise NotFound(_("Er is geen aandachtsgebied met nummer {id}.").format(id=nummer))
    return row


def _refuse(
    values: Mapping[str, Any], known: Collection[Part], before: Collection[Part], others: list[AreaRow], *, new: bool
) -> None:
    """Raises Refused with every problem. `new`: it is added to those that are followed."""
    found = rules.problems(values, known, before)
    if values["naam"].casefold() in {row.naam.casefold() for row in others}:
        found.append(_taken(values["naam"]))
    if new and sum(row.gesloten is None for row in others) >= rules.MOST_AREAS:
        found.append(_("Er zijn al {n} aandachtsgebieden. Sluit er eerst een.").format(n=rules.MOST_AREAS))
    if found:
        raise _refusal(found)


def _refusal(found: list[str]) -> Refused:
    return Refused(_("Dit is niet bewaard; uw invoer staat nog in het formulier:"), found)


def _taken(naam: str) -> str:
    return _("Er is al een aandachtsgebied “{naam}” (ook een gesloten gebied houdt zijn naam).").format(naam=naam)


def _changed(row: AreaRow) -> Changed:
    message = _(
        "{who} heeft dit aandachtsgebied intussen gewijzigd ({when}). Het heet nu “{naam}” en is {state}. Uw "
        "wijzigingen zijn niet bewaard, maar staan nog in het formulier. Sla opnieuw op als de uwe moeten gelden."
    ).format(
        who=row.gewijzigd_door,
        when=formatting.moment(row.gewijzigd),
        naam=row.naam,
        state=_("open") if row.gesloten is None else _("gesloten"),
    )
    return Changed(message, row.versie)


def _normal(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _normal_value(name, value) for name, value in values.items()}


def _normal_value(name: str, value: Any) -> Any:
    if name == "delen":
        return rules.tidied(value)
    if isinstance(value, str):
        return " ".join(tidy(value).split()) if name == "naam" else tidy(value)
    return value


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same with parts as JSON keeps them."""
    parts = {"delen": [list(asdict(part).values()) for part in values["delen"]]} if "delen" in values else {}
    return dict(values) | parts


def _parts(stored: list[list[str]]) -> tuple[Part, ...]:
    return tuple(Part(buurt, straat) for buurt, straat in stored)


def _as_area(row: AreaRow) -> AttentionArea:
    values: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS}
    return AttentionArea(**values | {"delen": _parts(row.delen)})
