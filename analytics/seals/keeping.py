"""Sealing and reading what was sealed. There is no way to change or remove a seal."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from analytics import formatting
from analytics.errors import NotFound
from analytics.language import _
from analytics.seals import hashes
from analytics.seals.contents import Damaged, Kept, NewSeal, Seal
from analytics.seals.models import FileRow, SealRow
from analytics.store import Author, Changed, Refused, Store, exists, reading, writing

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
SAID = ("gemeente", "soort", "maand", "gebied", "nummer", "momentopname", "software", "wie", "wanneer")


def seals(store: Store, gemeente: str, soort: str, maand: date, gebied: str = "") -> tuple[Seal, ...]:
    """Every seal of one report, the newest first; a damaged one too, said so. Raises StoreUnavailable."""
    if not exists(store):
        return ()
    with reading(store) as session:
        return tuple(_as_seal(row) for row in session.scalars(_rows(gemeente, soort, maand, gebied)))


def months(store: Store, gemeente: str, soort: str) -> tuple[date, ...]:
    """The months of which a report of this kind was sealed, the newest first. Raises StoreUnavailable."""
    if not exists(store):
        return ()
    asked = select(SealRow.maand).where(SealRow.gemeente == gemeente, SealRow.soort == soort).distinct()
    with reading(store) as session:
        return tuple(sorted(session.scalars(asked), reverse=True))


def seal(store: Store, new: NewSeal, author: Author, *, seen: int = 0) -> Seal:
    """Keep a report for good. `seen`: the number of the newest seal of it on the screen, 0 for none.

    Raises Refused, and Changed when somebody sealed it since; then nothing is kept.
    """
    if problems := [*_problems(new)]:
        raise Refused(_("Dit is niet verzegeld:"), problems)
    try:
        with writing(store) as session:
            _refuse_unseen(session, new, seen)
            row = _as_row(new, seen + 1, author)
            session.add(row)
            session.flush()
            return _as_seal(row)
    except IntegrityError:  # somebody sealed it between our look and our own
        with reading(store) as session:
            _refuse_unseen(session, new, seen)
        raise


def content(store: Store, one: Seal) -> bytes:
    """The document of a seal, the very bytes that were sealed. Raises NotFound, Damaged, StoreUnavailable."""
    with reading(store) as session:
        row = _whole(session, one)
        return _checked(row.document, row.document_sha256, _("het document"), one)


def file(store: Store, one: Seal, name: str) -> bytes:
    """A file of a seal, the very bytes that were sealed. Raises NotFound, Damaged, StoreUnavailable."""
    with reading(store) as session:
        found = next((kept for kept in _whole(session, one).files if kept.naam == name), None)
        if found is None:
            raise NotFound(_("Bij dit zegel is geen bestand {name}.").format(name=name))
        return _checked(found.inhoud, found.sha256, name, one)


def _problems(new: NewSeal) -> Iterator[str]:
    if new.maand.day != 1:
        yield _("Een maand wordt genoemd met zijn eerste dag; dit is {day}.").format(day=new.maand)
    if not new.document:
        yield _("Er is geen document.")
    if not new.files:
        yield _("Er zijn geen bestanden van gemaakt.")
    for name, made in new.files.items():
        if not NAME.fullmatch(name) or not made:
            yield _("Het bestand “{name}” is leeg of heeft een naam die niet kan.").format(name=name)


def _refuse_unseen(session: Session, new: NewSeal, seen: int) -> None:
    asked = _rows(new.gemeente, new.soort, new.maand, new.gebied).limit(1)
    last = session.scalars(asked).one_or_none()
    if last is None or last.nummer == seen:
        return
    message = _(
        "{who} heeft deze maand intussen verzegeld ({when}, nummer {number}). Er is niets bewaard. Bekijk eerst wat er "
        "is vastgesteld; daarna kan het opnieuw."
    ).format(who=last.wie, when=formatting.moment(last.wanneer), number=last.nummer)
    raise Changed(message, last.nummer)


def _rows(gemeente: str, soort: str, maand: date, gebied: str) -> Select[SealRow]:
    asked = select(SealRow).where(
        SealRow.gemeente == gemeente, SealRow.soort == soort, SealRow.maand == maand, SealRow.gebied == gebied
    )
    return asked.order_by(SealRow.nummer.desc())


def _whole(session: Session, one: Seal) -> SealRow:
    """The row of a seal, after a look at whether it still says what was sealed."""
    row = session.get(SealRow, one.id)
    if row is None:
        raise NotFound(_("Dit zegel staat niet in deze database."))
    now = _as_seal(row)
    if not now.intact or now != one:
        raise _damaged(_("het zegel"), one)
    return row


def _checked(found: object, sha256: str, what: str, one: Seal) -> bytes:
    if not isinstance(found, bytes) or hashes.of_bytes(found) != sha256:  # SQLite keeps a text as a text
        raise _damaged(what, one)
    return found


def _damaged(what: str, one: Seal) -> Damaged:
    return Damaged(
        _(
            "Zegel {number} van {month} is beschadigd: {what} is niet meer wat er verzegeld is. In de database is "
            "iets veranderd. Zet een reservekopie terug, of haal de stukken uit het archief."
        ).format(month=f"{formatting.month_name(one.maand.month)} {one.maand.year}", number=one.nummer, what=what)
    )


def _as_row(new: NewSeal, number: int, author: Author) -> SealRow:
    files = [
        FileRow(naam=name, lengte=len(made), sha256=hashes.of_bytes(made), inhoud=made)
        for name, made in sorted(new.files.items())
    ]
    kept = {one.name: getattr(new, one.name) for one in fields(NewSeal) if one.name not in ("document", "files")}
    said = {**kept, "nummer": number, "wie": author.named, "wanneer": author.wanneer}
    document = hashes.of_bytes(new.document)
    whole = hashes.of_seal(**said, document=document, files=_kept(files))
    return SealRow(**said, document=new.document, document_sha256=document, sha256=whole, files=files)


def _as_seal(row: SealRow) -> Seal:
    said: dict[str, Any] = {name: getattr(row, name) for name in SAID}
    said |= {"document": row.document_sha256, "files": _kept(row.files)}
    return Seal(id=row.id, **said, sha256=row.sha256, intact=hashes.of_seal(**said) == row.sha256)


def _kept(rows: list[FileRow]) -> tuple[Kept, ...]:
    return tuple(Kept(row.naam, row.lengte, row.sha256) for row in rows)
