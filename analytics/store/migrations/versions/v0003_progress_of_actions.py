"""How far the actions of the implementation agendas are, and the actions that the team adds to them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables; what was there stays as it is."""
    _reports()
    _own_actions()


def _reports() -> None:
    op.create_table(
        "voortgang",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gemeente", sa.String(6), nullable=False),
        sa.Column("actie", sa.String(40), nullable=False),
        sa.Column("kwartaal", sa.Date(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("wie", sa.String(200), nullable=False),
        sa.Column("wanneer", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_voortgang"),
    )
    op.create_index("uq_voortgang_versie", "voortgang", ["gemeente", "actie", "kwartaal", "versie"], unique=True)


def _own_actions() -> None:
    op.create_table(
        "eigen_actie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gemeente", sa.String(6), nullable=False),
        sa.Column("programma", sa.String(40), nullable=False),
        sa.Column("thema", sa.String(3), nullable=False),
        sa.Column("actie", sa.String(200), nullable=False),
        sa.Column("van", sa.Date(), nullable=True),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("trekker", sa.String(40), nullable=False),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column("doel", sa.String(80), nullable=False),
        sa.Column("ingetrokken", sa.Boolean(), nullable=False),
        sa.Column("gemaakt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemaakt_door", sa.String(200), nullable=False),
        sa.Column("gewijzigd", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gewijzigd_door", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_eigen_actie"),
    )
    op.create_index("ix_eigen_actie_gemeente", "eigen_actie", ["gemeente"])
