"""What the team made of signals: known, to find out, taken up, false. Every judgement is kept; the newest counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, Index, Select, String, Text, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from analytics import formatting
from analytics.language import _
from analytics.store import Author, Base, Changed, Moment, Refused, Store, exists, reading, writing
from analytics.store.declared import declared
from analytics.store.texts import problems_of_text, tidy

LONGEST = 1000  # signs of a note
AREA = re.compile(r"BU\d{8}|WK\d{6}|GM\d{4}")


@dataclass(frozen=True)
class Signal:
    """Which signal a judgement is about: its month (the first day), area, police kind, and the method that rang."""

    gemeente: str
    maand: date
    gebied: str
    soort: str
    methode: str


@dataclass(frozen=True)
class Mark:
    """One judgement of a signal. `oordeel`: an id of `declared().oordeel`; `versie`: which judgement it is, from 1."""

    signal: Signal
    oordeel: str
    toelichting: str
    wanneer: datetime
    wie: str
    versie: int


class MarkRow(Base):
    """A judgement. Rows are only ever added: of two people at the same moment the second has no number left."""

    __tablename__ = "signaaloordeel"

    id: Mapped[int] = mapped_column(primary_key=True)
    versie: Mapped[int] = mapped_column()
    gemeente: Mapped[str] = mapped_column(String(6))
    maand: Mapped[date] = mapped_column(Date)
    gebied: Mapped[str] = mapped_column(String(10))
    soort: Mapped[str] = mapped_column(String(20))
    methode: Mapped[str] = mapped_column(String(40))
    oordeel: Mapped[str] = mapped_column(String(20))
    toelichting: Mapped[str] = mapped_column(Text)
    wanneer: Mapped[datetime] = mapped_column(Moment)
    wie: Mapped[str] = mapped_column(String(200))

    __table_args__ = (
        Index(
            "uq_signaaloordeel_versie",
            *("gemeente", "maand", "gebied", "soort", "methode", "versie"),
            unique=True,
        ),
    )


def marks(store: Store, gemeente: str, van: date, tot: date) -> dict[Signal, Mark]:
    """The judgement that counts of every signal of the months from `van` until `tot` (exclusive) that has one."""
    if not exists(store):
        return {}
    asked = select(MarkRow).where(MarkRow.gemeente == gemeente, MarkRow.maand >= van, MarkRow.maand < tot)
    with reading(store) as session:
        found = [_as_mark(row) for row in session.scalars(asked.order_by(MarkRow.versie))]
    return {one.signal: one for one in found}


def history(store: Store, signal: Signal) -> tuple[Mark, ...]:
    """Every judgement of one signal, the newest first."""
    if not exists(store):
        return ()
    with reading(store) as session:
        return tuple(_as_mark(row) for row in session.scalars(_rows(signal)))


def mark(store: Store, signal: Signal, oordeel: str, toelichting: str, author: Author, *, seen: int = 0) -> Mark:
    """Keep a judgement. `seen`: the version of the judgement on the screen, 0 for none.

    Raises Refused, and Changed when somebody judged since; then nothing is kept.
    """
    text = tidy(toelichting)
    if problems := [*_problems(signal, oordeel, text)]:
        raise Refused(_("Dit is niet bewaard; uw tekst staat nog in het formulier:"), problems)
    row = MarkRow(
        **vars(signal),
        versie=seen + 1,
        oordeel=oordeel,
        toelichting=text,
        wanneer=author.wanneer,
        wie=author.named,
    )
    try:
        with writing(store) as session:
            _refuse_unseen(session, signal, seen)
            session.add(row)
            session.flush()
            return _as_mark(row)
    except IntegrityError:
        with reading(store) as session:
            _refuse_unseen(session, signal, seen)
        raise


def _refuse_unseen(session: Session, signal: Signal, seen: int) -> None:
    last = session.scalars(_rows(signal).limit(1)).one_or_none()
    if last is None or last.versie == seen:
        return
    text = f" ({_shortened(last.toelichting)})" if last.toelichting else ""
    message = _(
        "{who} heeft dit signaal intussen beoordeeld ({when}): {judgement}{text}. Uw oordeel is niet bewaard, maar "
        "staat nog in het formulier. Sla opnieuw op als het uwe moet gelden."
    ).format(who=last.wie, when=formatting.moment(last.wanneer), judgement=word(last.oordeel), text=text)
    raise Changed(message, last.versie)


def word(oordeel: str) -> str:
    """A judgement as the screen says it."""
    known = declared().oordeel.get(oordeel)
    return known.woord if known is not None else oordeel


def _shortened(text: str, longest: int = 200) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _problems(signal: Signal, oordeel: str, text: str) -> Iterator[str]:
    if oordeel not in declared().oordeel:
        yield _("Kies wat het team van dit signaal vindt.")
    if signal.maand.day != 1 or not AREA.fullmatch(signal.gebied) or not signal.soort or not signal.methode:
        yield _("Dit signaal bestaat niet: {month}, {area}, {kind}, {method}.").format(
            month=signal.maand, area=signal.gebied, kind=signal.soort, method=signal.methode
        )
    yield from problems_of_text(_("toelichting"), text, LONGEST)


def _rows(signal: Signal) -> Select[MarkRow]:
    of_it = (getattr(MarkRow, name) == value for name, value in vars(signal).items())
    return select(MarkRow).where(*of_it).order_by(MarkRow.versie.desc())


def _as_mark(row: MarkRow) -> Mark:
    signal = Signal(row.gemeente, row.maand, row.gebied, row.soort, row.methode)
    return Mark(signal, row.oordeel, row.toelichting, row.wanneer, row.wie, row.versie)
