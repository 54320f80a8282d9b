"""The table behind the remarks."""

from datetime import date, datetime

from sqlalchemy import Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from analytics.store import Base, Moment


class RemarkRow(Base):
    """A version of a remark. Rows are only ever added: of two at the same moment the second has no number left."""

    __tablename__ = "duiding"

    id: Mapped[int] = mapped_column(primary_key=True)
    versie: Mapped[int] = mapped_column()
    gemeente: Mapped[str] = mapped_column(String(6))
    maand: Mapped[date] = mapped_column(Date)
    soort: Mapped[str] = mapped_column(String(20))
    onderdeel: Mapped[str] = mapped_column(String(60))
    gebied: Mapped[str] = mapped_column(String(10))
    stand: Mapped[str] = mapped_column(String(20))
    tekst: Mapped[str] = mapped_column(Text)
    schrijver: Mapped[str] = mapped_column(String(200))
    reden: Mapped[str] = mapped_column(Text)
    wie: Mapped[str] = mapped_column(String(200))
    wanneer: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        Index(
            "uq_duiding_versie",
            *("gemeente", "maand", "soort", "onderdeel", "gebied", "versie"),
            unique=True,
        ),
    )
