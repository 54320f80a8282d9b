"""Reading and changing annotations: checked as a whole, kept in one transaction, with who and when.

Whoever changes something says which version they saw. If somebody else was there first, nothing is saved and Changed
tells what is kept now; the text of the second is still in their hands.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analytics import formatting
from analytics.annotations import rules
from analytics.annotations.contents import Annotation, NewAnnotation
from analytics.annotations.models import AnnotationRow
from analytics.errors import NotFound
from analytics.language import _
from analytics.store import Author, Changed, Refused, Store, exists, reading, writing
from analytics.store.texts import tidy
from analytics.store.versioned import change_row, touched

FIELDS = ("gebieden", "indicatoren", "van", "tot", "soort", "tekst", "toelichting", "ingetrokken")
COLUMNS = tuple(one.name for one in fields(Annotation))


def annotations(store: Store, gemeente: str) -> tuple[Annotation, ...]:
    """Every annotation of a municipality, withdrawn ones too, in the order of their day. Raises StoreUnavailable."""
    if not exists(store):
        return ()
    asked = select(AnnotationRow).where(AnnotationRow.gemeente == gemeente)
    with reading(store) as session:
        rows = session.scalars(asked.order_by(AnnotationRow.van, AnnotationRow.id))
        return tuple(_as_annotation(row) for row in rows)


def add(store: Store, new: NewAnnotation, author: Author) -> Annotation:
    """Keep a new annotation. Raises Refused."""
    values = _normal(asdict(new))
    _refuse(values)
    made = {"gemaakt": author.wanneer, "gemaakt_door": author.named}
    with writing(store) as session:
        row = AnnotationRow(**values, ingetrokken=False, **made, **touched(author))
        session.add(row)
        session.flush()
        return _as_annotation(row)


def change(store: Store, annotation_id: int, versie: int, changes: Mapping[str, Any], author: Author) -> Annotation:
    """Change fields of an annotation that was read at `versie`. Raises NotFound, Refused, Changed, WrongUsage."""
    return change_row(
        store,
        lambda session: _row(session, annotation_id),
        versie,
        _normal(changes),
        FIELDS,
        author,
        check=lambda _row, after: _refuse(after),
        changed=_changed,
        made=_as_annotation,
    )


def withdraw(store: Store, annotation_id: int, versie: int, author: Author) -> Annotation:
    """Take an annotation off every chart; it stays in the database. Raises NotFound, Changed."""
    return change(store, annotation_id, versie, {"ingetrokken": True}, author)


def _row(session: Session, annotation_id: int) -> AnnotationRow:
    row = session.get(AnnotationRow, annotation_id)
    if row is None:
        raise NotFound(_("Er is geen aantekening met nummer {id}.").format(id=annotation_id))
    return row


def _changed(row: AnnotationRow) -> Changed:
    kept = _("ingetrokken") if row.ingetrokken else f"{formatting.date_long(row.van)}, “{row.tekst}”"
    message = _(
        "{who} heeft deze aantekening intussen gewijzigd ({when}). Nu staat er: {kept}. Uw wijzigingen zijn niet "
        "bewaard, maar staan nog in het formulier. Sla opnieuw op als uw tekst moet gelden."
    ).format(who=row.gewijzigd_door, when=formatting.moment(row.gewijzigd), kept=kept)
    return Changed(message, row.versie)


def _refuse(values: Mapping[str, Any]) -> None:
    found = rules.problems(values)
    if found:
        raise Refused(_("Dit is niet bewaard; uw tekst staat nog in het formulier:"), found)


def _normal(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _normal_value(name, value) for name, value in values.items()}


def _normal_value(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(tidy(value).split()) if name == "tekst" else tidy(value)  # beside a chart there is one line
    return sorted(set(value)) if isinstance(value, list | tuple | set | frozenset) else value


def _as_annotation(row: AnnotationRow) -> Annotation:
    values: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS}
    return Annotation(**values | {name: tuple(values[name]) for name in ("gebieden", "indicatoren")})
