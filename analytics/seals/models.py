"""The tables behind the sealed reports. The database itself refuses to change or remove a row (see migration 0005)."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analytics.store import Base, Moment


class FileRow(Base):
    """A file of a seal."""

    __tablename__ = "zegel_bestand"

    id: Mapped[int] = mapped_column(primary_key=True)
    zegel_id: Mapped[int] = mapped_column(ForeignKey("zegel.id"))
    naam: Mapped[str] = mapped_column(String(120))
    lengte: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    inhoud: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # a list of seals reads no file

    __table_args__ = (Index("uq_zegel_bestand_naam", "zegel_id", "naam", unique=True),)


class SealRow(Base):
    """A seal. Rows are only ever added: of two people at the same moment the second has no number left."""

    __tablename__ = "zegel"

    id: Mapped[int] = mapped_column(primary_key=True)
    nummer: Mapped[int] = mapped_column()
    gemeente: Mapped[str] = mapped_column(String(6))
    soort: Mapped[str] = mapped_column(String(20))
    maand: Mapped[date] = mapped_column(Date)
    gebied: Mapped[str] = mapped_column(String(10))
    momentopname: Mapped[str] = mapped_column(String(120))
    software: Mapped[str] = mapped_column(String(60))
    wie: Mapped[str] = mapped_column(String(200))
    wanneer: Mapped[datetime] = mapped_column(Moment)
    document: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    document_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    files: Mapped[list[FileRow]] = relationship(order_by=FileRow.naam, lazy="selectin")

    __table_args__ = (Index("uq_zegel_nummer", *("gemeente", "soort", "maand", "gebied", "nummer"), unique=True),)
