"""Changing a row that was read at a version: somebody who saved first is never overwritten."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from analytics.errors import WrongUsage
from analytics.language import _
from analytics.store.author import Author
from analytics.store.engine import Store, reading, writing
from analytics.store.errors import Changed

Row = TypeVar("Row")
Made = TypeVar("Made")


def touched(author: Author) -> dict[str, Any]:
    """The columns that say who changed a row last."""
    return {"gewijzigd": author.wanneer, "gewijzigd_door": author.named}


def change_row(
    store: Store,
    find: Callable[[Session], Row],
    versie: int,
    changes: Mapping[str, Any],
    fields: tuple[str, ...],
    author: Author,
    *,
    check: Callable[[Row, dict[str, Any]], None],
    changed: Callable[[Row], Changed],
    made: Callable[[Row], Made],
) -> Made:
    """Set fields of the row that `find` gives, read at `versie`, and return what `made` makes of it.

    `check` is given the row and all its fields as they would become, and raises Refused; `changed` says what somebody
    else made of it. What is the same already is not saved again. Raises WrongUsage for other fields than `fields`, what
    `find` and `check` raise, and Changed.
    """
    unknown = sorted(set(changes) - set(fields))
    if unknown:
        raise WrongUsage(_("Dit veld is niet te wijzigen: {fields}.").format(fields=", ".join(unknown)))
    try:
        with writing(store) as session:
            row: Any = find(session)
            if row.versie != versie:
                raise changed(row)
            before = {name: getattr(row, name) for name in fields}
            after = before | dict(changes)
            check(row, after)
            if after != before:
                for name, value in (dict(changes) | touched(author)).items():
                    setattr(row, name, value)
                session.flush()
            return made(row)
    except StaleDataError:  # somebody saved between our look and our own saving
        with reading(store) as session:
            raise changed(find(session)) from None
