"""Annotations on the time axis, and what the team made of signals."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables; what was there stays as it is."""
    _annotations()
    _marks()


def _annotations() -> None:
    op.create_table(
        "aantekening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gemeente", sa.String(6), nullable=False),
        sa.Column("gebieden", sa.JSON(), nullable=False),
        sa.Column("indicatoren", sa.JSON(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("soort", sa.String(20), nullable=False),
        sa.Column("tekst", sa.String(200), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("ingetrokken", sa.Boolean(), nullable=False),
        sa.Column("gemaakt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemaakt_door", sa.String(200), nullable=False),
        sa.Column("gewijzigd", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gewijzigd_door", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_aantekening"),
    )
    op.create_index("ix_aantekening_gemeente", "aantekening", ["gemeente"])


def _marks() -> None:
    op.create_table(
        "signaaloordeel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gemeente", sa.String(6), nullable=False),
        sa.Column("maand", sa.Date(), nullable=False),
        sa.Column("gebied", sa.String(10), nullable=False),
        sa.Column("soort", sa.String(20), nullable=False),
        sa.Column("methode", sa.String(40), nullable=False),
        sa.Column("oordeel", sa.String(20), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("wanneer", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wie", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signaaloordeel"),
    )
    op.create_index(
        "uq_signaaloordeel_versie",
        "signaaloordeel",
        ["gemeente", "maand", "gebied", "soort", "methode", "versie"],
        unique=True,
    )
