"""Reading, writing and moving remarks: checked as a whole, kept in one transaction, with who and when.

Whoever writes or moves says which version they saw (`seen`, 0 for none). If somebody else was there first, nothing is
kept and Changed tells what is kept now; the text of the second is still in their hands.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from analytics import formatting
from analytics.language import _
from analytics.remarks import rules
from analytics.remarks.contents import Place, Remark, Stand
from analytics.remarks.models import RemarkRow
from analytics.store import Author, Changed, Refused, Store, exists, reading, writing
from analytics.store.texts import tidy


def remarks(store: Store, gemeente: str, maand: date, soort: str, gebied: str = "") -> dict[str, Remark]:
    """The remark that counts of every part of a report that has one, by `onderdeel`. Raises StoreUnavailable."""
    if not exists(store):
        return {}
    asked = select(RemarkRow).where(
        RemarkRow.gemeente == gemeente,
        RemarkRow.maand == maand,
        RemarkRow.soort == soort,
        RemarkRow.gebied == gebied,
    )
    with reading(store) as session:
        return {row.onderdeel: _as_remark(row) for row in session.scalars(asked.order_by(RemarkRow.versie))}


def history(store: Store, place: Place) -> tuple[Remark, ...]:
    """Every version of the remark at one place, the newest first. Raises StoreUnavailable."""
    if not exists(store):
        return ()
    with reading(store) as session:
        return tuple(_as_remark(row) for row in session.scalars(_rows(place)))


def write(store: Store, place: Place, text: str, author: Author, *, seen: int = 0) -> Remark:
    """Keep a text, as a concept; what is there already is not kept again. Raises Refused, Changed."""
    kept = tidy(text)

    def after(last: Remark | None) -> Remark:
        _refuse([*rules.problems_of_writing(place, kept)])
        if last is not None and last.tekst == kept:
            return last
        return _version(place, last, author, stand=Stand.CONCEPT, tekst=kept, schrijver=author.named)

    return _add(store, place, seen, after)


def leave_out(store: Store, place: Place, author: Author, *, seen: int = 0) -> Remark:
    """Agree that this part needs no remark. Raises Refused, Changed."""

    def after(last: Remark | None) -> Remark:
        _refuse([*rules.problems_of_place(place)])
        if last is not None and last.left_out:
            return last
        return _version(place, last, author, stand=Stand.VASTGESTELD, tekst="", schrijver=author.named)

    return _add(store, place, seen, after)


def move(store: Store, place: Place, to: Stand, author: Author, *, seen: int, reden: str = "") -> Remark:
    """Take a step with the text as it is; back only with a reason, which is kept. Raises Refused, Changed."""
    reason = tidy(reden)

    def after(last: Remark | None) -> Remark:
        _refuse([*rules.problems_of_step(last, to, reason)])
        return _version(place, last, author, stand=to, reden=reason)

    return _add(store, place, seen, after)


def _version(place: Place, last: Remark | None, author: Author, **changed: Any) -> Remark:
    """The next version: what is not changed stays as it was, but for the reason, which is of one step."""
    before = last or Remark(place, Stand.CONCEPT, "", author.named, "", author.named, author.wanneer, 0)
    fields: dict[str, Any] = {"reden": "", "wie": author.named, "wanneer": author.wanneer, "versie": before.versie + 1}
    return replace(before, **(fields | changed))


def _add(store: Store, place: Place, seen: int, after: Callable[[Remark | None], Remark]) -> Remark:
    """Keep what `after` makes of the version that counts, if that is the one that was seen."""
    try:
        with writing(store) as session:
            last = _last(session, place)
            _refuse_unseen(last, seen)
            made = after(last)
            if last is None or made.versie != last.versie:
                session.add(_as_row(made))
                session.flush()
            return made
    except IntegrityError:  # somebody added this version between our look and our own
        with reading(store) as session:
            _refuse_unseen(_last(session, place), seen)
        raise


def _refuse(problems: list[str]) -> None:
    if problems:
        raise Refused(_("Dit is niet bewaard; uw tekst staat nog in het formulier:"), problems)


def _refuse_unseen(last: Remark | None, seen: int) -> None:
    if last is None or last.versie == seen:
        return
    message = _(
        "{who} heeft deze duiding intussen gewijzigd ({when}). Nu staat er ({state}): {text} Uw wijziging is niet "
        "bewaard, maar staat nog in het formulier. Sla opnieuw op als de uwe moet gelden."
    ).format(
        who=last.wie,
        when=formatting.moment(last.wanneer),
        state=rules.word(last.stand),
        text=f"“{last.tekst}”." if last.tekst else _("geen duiding."),
    )
    raise Changed(message, last.versie)


def _last(session: Session, place: Place) -> Remark | None:
    row = session.scalars(_rows(place).limit(1)).one_or_none()
    return None if row is None else _as_remark(row)


def _rows(place: Place) -> Select[RemarkRow]:
    at = (getattr(RemarkRow, name) == value for name, value in vars(place).items())
    return select(RemarkRow).where(*at).order_by(RemarkRow.versie.desc())


def _as_row(one: Remark) -> RemarkRow:
    values = {name: value for name, value in vars(one).items() if name not in ("place", "stand")}
    return RemarkRow(**vars(one.place), **values, stand=one.stand.value)


def _as_remark(row: RemarkRow) -> Remark:
    place = Place(row.gemeente, row.maand, row.soort, row.onderdeel, row.gebied)
    return Remark(place, Stand(row.stand), row.tekst, row.schrijver, row.reden, row.wie, row.wanneer, row.versie)
