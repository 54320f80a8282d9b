"""The table behind the annotations."""

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from analytics.store import Base, Moment


class AnnotationRow(Base):
    """An annotation. `versie` is raised by every change and checked by it, as with the agendas."""

    __tablename__ = "aantekening"

    id: Mapped[int] = mapped_column(primary_key=True)
    versie: Mapped[int] = mapped_column()
    gemeente: Mapped[str] = mapped_column(String(6), index=True)
    gebieden: Mapped[list[str]] = mapped_column(JSON)
    indicatoren: Mapped[list[str]] = mapped_column(JSON)
    van: Mapped[date] = mapped_column(Date)
    tot: Mapped[date | None] = mapped_column(Date)
    soort: Mapped[str] = mapped_column(String(20))
    tekst: Mapped[str] = mapped_column(String(200))
    toelichting: Mapped[str] = mapped_column(Text)
    ingetrokken: Mapped[bool] = mapped_column(Boolean)
    gemaakt: Mapped[datetime] = mapped_column(Moment)
    gemaakt_door: Mapped[str] = mapped_column(String(200))
    gewijzigd: Mapped[datetime] = mapped_column(Moment)
    gewijzigd_door: Mapped[str] = mapped_column(String(200))

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - as the library reads it
