"""The tables behind the agendas. The migrations make them; a test holds both against each other."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analytics.store import Base, Moment

OPEN = "status NOT IN ('geevalueerd', 'afgevallen')"


class AgendaRow(Base):
    """An agenda. `versie` is raised by every change and checked by it: who saves over an unseen change is refused."""

    __tablename__ = "agenda"

    id: Mapped[int] = mapped_column(primary_key=True)
    versie: Mapped[int] = mapped_column()
    gemeente: Mapped[str] = mapped_column(String(6))
    gebied: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(20))
    reden_soort: Mapped[str] = mapped_column(String(20))
    reden: Mapped[str] = mapped_column(Text)
    rangfeiten: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    indicator: Mapped[str] = mapped_column(String(80))
    themas: Mapped[list[str]] = mapped_column(JSON)
    partners: Mapped[list[str]] = mapped_column(JSON)
    van: Mapped[date | None] = mapped_column(Date)
    tot: Mapped[date | None] = mapped_column(Date)
    vergelijking: Mapped[list[str]] = mapped_column(JSON)
    vergelijking_op: Mapped[datetime | None] = mapped_column(Moment)
    vergelijking_door: Mapped[str] = mapped_column(String(200))
    afsluiting: Mapped[str] = mapped_column(Text)
    gemaakt: Mapped[datetime] = mapped_column(Moment)
    gemaakt_door: Mapped[str] = mapped_column(String(200))
    gewijzigd: Mapped[datetime] = mapped_column(Moment)
    gewijzigd_door: Mapped[str] = mapped_column(String(200))
    acties: Mapped[list["ActionRow"]] = relationship(order_by="ActionRow.id", lazy="selectin")

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - as the library reads it
    # One open agenda per area, whoever presses the button first.
    __table_args__ = (
        Index(
            "uq_agenda_open", "gemeente", "gebied", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)
        ),
    )


class ActionRow(Base):
    """An action of an agenda, with a version of its own: two people can work at two actions."""

    __tablename__ = "actie"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id"), index=True)
    versie: Mapped[int] = mapped_column()
    omschrijving: Mapped[str] = mapped_column(Text)
    doel: Mapped[str] = mapped_column(Text)
    indicator: Mapped[str] = mapped_column(String(80))
    van: Mapped[date | None] = mapped_column(Date)
    tot: Mapped[date | None] = mapped_column(Date)
    trekker: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - idem


class ChangeRow(Base):
    """A field that somebody changed. Rows are only ever added."""

    __tablename__ = "wijziging"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id"), index=True)
    actie_id: Mapped[int | None] = mapped_column(ForeignKey("actie.id"))
    wanneer: Mapped[datetime] = mapped_column(Moment)
    wie: Mapped[str] = mapped_column(String(200))
    veld: Mapped[str] = mapped_column(String(40))
    oud: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    nieuw: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    versie: Mapped[int]
