"""Reports of how far an action is: only ever added; of an action in a quarter the newest counts."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from analytics import actions, formatting
from analytics.language import _
from analytics.periods import add_months
from analytics.progress.contents import OWN, Progress, Said
from analytics.progress.models import OwnRow, ProgressRow
from analytics.store import Author, Changed, Refused, Store, exists, reading, writing
from analytics.store.declared import declared
from analytics.store.texts import problems_of_text, tidy

LONGEST = 1000  # signs of a note


def reports(store: Store, gemeente: str) -> tuple[Progress, ...]:
    """The report that counts of every action in every quarter that has one, by action and quarter.

    Raises StoreUnavailable.
    """
    if not exists(store):
        return ()
    asked = select(ProgressRow).where(ProgressRow.gemeente == gemeente)
    with reading(store) as session:
        rows = session.scalars(asked.order_by(ProgressRow.actie, ProgressRow.kwartaal, ProgressRow.versie))
        return tuple({(row.actie, row.kwartaal): _as_progress(row) for row in rows}.values())


def history(store: Store, gemeente: str, actie: str) -> tuple[Progress, ...]:
    """Every report on one action, of the newest quarter first and then the newest first. Raises StoreUnavailable."""
    if not exists(store):
        return ()
    asked = select(ProgressRow).where(ProgressRow.gemeente == gemeente, ProgressRow.actie == actie)
    with reading(store) as session:
        rows = session.scalars(asked.order_by(ProgressRow.kwartaal.desc(), ProgressRow.versie.desc()))
        return tuple(_as_progress(row) for row in rows)


def report(store: Store, said: Said, author: Author, *, seen: int = 0) -> Progress:
    """Keep a report. `seen`: the version of the report on this action in this quarter on the screen, 0 for none.

    Raises Refused, and Changed when somebody reported since; then nothing is kept.
    """
    text = tidy(said.toelichting)
    values = vars(said) | {"toelichting": text}
    row = ProgressRow(**values, versie=seen + 1, wie=author.named, wanneer=author.wanneer)
    try:
        with writing(store) as session:
            if problems := [*_problems(session, said, text, author)]:
                raise Refused(_("Dit is niet bewaard; uw tekst staat nog in het formulier:"), problems)
            _refuse_unseen(session, said, seen)
            session.add(row)
            session.flush()
            return _as_progress(row)
    except IntegrityError:
        with reading(store) as session:
            _refuse_unseen(session, said, seen)
        raise


def word(status: str) -> str:
    """A status as the screen says it."""
    return declared().voortgang.get(status, status)


def _problems(session: Session, said: Said, text: str, author: Author) -> Iterator[str]:
    if not _is_kept(session, said):
        yield _("Er is geen actie {id} in deze gemeente.").format(id=said.actie)
    if said.kwartaal.day != 1 or said.kwartaal.month % 3 != 1:
        yield _("Een kwartaal begint op de eerste dag van januari, april, juli of oktober.")
    elif said.kwartaal > author.vandaag:
        yield _("{quarter} is nog niet begonnen: over dat kwartaal is nog niets te melden.").format(
            quarter=formatting.period(said.kwartaal, add_months(said.kwartaal, 3))
        )
    if said.status not in declared().voortgang:
        yield _("Kies hoe ver de actie is.")
    yield from problems_of_text(_("toelichting"), text, LONGEST)


def _is_kept(session: Session, said: Said) -> bool:
    """Whether there is such an action in this municipality to report on."""
    if not said.actie.startswith(OWN):
        return said.actie in {one.id for one in actions.actions(said.gemeente)}
    number = said.actie.removeprefix(OWN)
    own = session.get(OwnRow, int(number)) if number.isdecimal() else None
    return own is not None and own.gemeente == said.gemeente and not own.ingetrokken


def _refuse_unseen(session: Session, said: Said, seen: int) -> None:
    last = session.scalars(_of_quarter(said.gemeente, said.actie, said.kwartaal).limit(1)).one_or_none()
    if last is None or last.versie == seen:
        return
    message = _(
        "{who} heeft over deze actie intussen iets gemeld ({when}): {status}{text}. Uw melding is niet bewaard, maar "
        "staat nog in het formulier. Sla opnieuw op als de uwe moet gelden."
    ).format(
        who=last.wie,
        when=formatting.moment(last.wanneer),
        status=word(last.status),
        text=f" (“{last.toelichting}”)" if last.toelichting else "",
    )
    raise Changed(message, last.versie)


def _of_quarter(gemeente: str, actie: str, kwartaal: date) -> Select[ProgressRow]:
    asked = select(ProgressRow).where(
        ProgressRow.gemeente == gemeente, ProgressRow.actie == actie, ProgressRow.kwartaal == kwartaal
    )
    return asked.order_by(ProgressRow.versie.desc())


def _as_progress(row: ProgressRow) -> Progress:
    said = Said(row.gemeente, row.actie, row.kwartaal, row.status, row.toelichting)
    return Progress(said, row.wie, row.wanneer, row.versie)
