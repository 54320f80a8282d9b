"""The tables behind the progress of actions."""

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from analytics.store import Base, Moment


class ProgressRow(Base):
    """A report. Rows are only ever added: of two people at the same moment the second has no number left."""

    __tablename__ = "voortgang"

    id: Mapped[int] = mapped_column(primary_key=True)
    versie: Mapped[int] = mapped_column()
    gemeente: Mapped[str] = mapped_column(String(6))
    actie: Mapped[str] = mapped_column(String(40))
    kwartaal: Mapped[date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(20))
    toelichting: Mapped[str] = mapped_column(Text)
    wie: Mapped[str] = mapped_column(String(200))
    wanneer: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (Index("uq_voortgang_versie", "gemeente", "actie", "kwartaal", "versie", unique=True),)


class OwnRow(Base):
    """An action of the team. `versie` is raised by every change and checked by it, as with the agendas."""

    __tablename__ = "eigen_actie"

    nummer: Mapped[int] = mapped_column("id", primary_key=True)
    versie: Mapped[int] = mapped_column()
    gemeente: Mapped[str] = mapped_column(String(6), index=True)
    programma: Mapped[str] = mapped_column(String(40))
    thema: Mapped[str] = mapped_column(String(3))
    actie: Mapped[str] = mapped_column(String(200))
    van: Mapped[date | None] = mapped_column(Date)
    tot: Mapped[date | None] = mapped_column(Date)
    trekker: Mapped[str] = mapped_column(String(40))
    partners: Mapped[list[str]] = mapped_column(JSON)
    doel: Mapped[str] = mapped_column(String(80))
    ingetrokken: Mapped[bool] = mapped_column(Boolean)
    gemaakt: Mapped[datetime] = mapped_column(Moment)
    gemaakt_door: Mapped[str] = mapped_column(String(200))
    gewijzigd: Mapped[datetime] = mapped_column(Moment)
    gewijzigd_door: Mapped[str] = mapped_column(String(200))

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - as the library reads it
