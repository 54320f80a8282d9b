"""Areas of attention: parts of the municipality that the team follows apart."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; what was there stays as it is."""
    op.create_table(
        "aandachtsgebied",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gemeente", sa.String(6), nullable=False),
        sa.Column("naam", sa.String(80), nullable=False),
        sa.Column("waarom", sa.Text(), nullable=False),
        sa.Column("delen", sa.JSON(), nullable=False),
        sa.Column("vorm", sa.Text(), nullable=False),
        sa.Column("gesloten", sa.Date(), nullable=True),
        sa.Column("gemaakt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemaakt_door", sa.String(200), nullable=False),
        sa.Column("gewijzigd", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gewijzigd_door", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_aandachtsgebied"),
    )
    op.create_index("uq_aandachtsgebied_naam", "aandachtsgebied", ["gemeente", "naam"], unique=True)
