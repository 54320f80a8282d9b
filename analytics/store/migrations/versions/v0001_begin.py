"""The first tables: agendas, their actions, and who changed what."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

OPEN = "status NOT IN ('geevalueerd', 'afgevallen')"


def upgrade() -> None:
    """Make the tables."""
    _agendas()
    _actions()
    _changes()


def _agendas() -> None:
    op.create_table(
        "agenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gemeente", sa.String(6), nullable=False),
        sa.Column("gebied", sa.String(10), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reden_soort", sa.String(20), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("rangfeiten", sa.JSON(), nullable=True),
        sa.Column("indicator", sa.String(80), nullable=False),
        sa.Column("themas", sa.JSON(), nullable=False),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column("van", sa.Date(), nullable=True),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("vergelijking", sa.JSON(), nullable=False),
        sa.Column("vergelijking_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vergelijking_door", sa.String(200), nullable=False),
        sa.Column("afsluiting", sa.Text(), nullable=False),
        sa.Column("gemaakt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemaakt_door", sa.String(200), nullable=False),
        sa.Column("gewijzigd", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gewijzigd_door", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agenda"),
    )
    op.create_index(
        "uq_agenda_open",
        "agenda",
        ["gemeente", "gebied"],
        unique=True,
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )


def _actions() -> None:
    op.create_table(
        "actie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("doel", sa.Text(), nullable=False),
        sa.Column("indicator", sa.String(80), nullable=False),
        sa.Column("van", sa.Date(), nullable=True),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("trekker", sa.String(40), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_actie"),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name="fk_actie_agenda_id"),
    )
    op.create_index("ix_actie_agenda_id", "actie", ["agenda_id"])


def _changes() -> None:
    op.create_table(
        "wijziging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("actie_id", sa.Integer(), nullable=True),
        sa.Column("wanneer", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wie", sa.String(200), nullable=False),
        sa.Column("veld", sa.String(40), nullable=False),
        sa.Column("oud", sa.JSON(), nullable=True),
        sa.Column("nieuw", sa.JSON(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wijziging"),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name="fk_wijziging_agenda_id"),
        sa.ForeignKeyConstraint(["actie_id"], ["actie.id"], name="fk_wijziging_actie_id"),
    )
    op.create_index("ix_wijziging_agenda_id", "wijziging", ["agenda_id"])
