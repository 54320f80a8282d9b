"""The table behind the areas of attention."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from analytics.store import Base, Moment


class AreaRow(Base):
    """An area of attention. `delen`: pairs of a buurt and a street, "" for the whole buurt; `vorm`: GeoJSON or "".

    `versie` is raised by every change and checked by it, as with the agendas.
    """

    __tablename__ = "aandachtsgebied"

    nummer: Mapped[int] = mapped_column("id", primary_key=True)
    versie: Mapped[int] = mapped_column()
    gemeente: Mapped[str] = mapped_column(String(6))
    naam: Mapped[str] = mapped_column(String(80))
    waarom: Mapped[str] = mapped_column(Text)
    delen: Mapped[list[list[str]]] = mapped_column(JSON)
    vorm: Mapped[str] = mapped_column(Text)
    gesloten: Mapped[date | None] = mapped_column(Date)
    gemaakt: Mapped[datetime] = mapped_column(Moment)
    gemaakt_door: Mapped[str] = mapped_column(String(200))
    gewijzigd: Mapped[datetime] = mapped_column(Moment)
    gewijzigd_door: Mapped[str] = mapped_column(String(200))

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - as the library reads it
    __table_args__ = (Index("uq_aandachtsgebied_naam", "gemeente", "naam", unique=True),)
