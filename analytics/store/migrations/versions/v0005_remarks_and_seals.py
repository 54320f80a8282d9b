"""Remarks on the parts of reports, and the reports that were sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# What is sealed stays, whoever asks: SQLite needs a trigger for each way to change a row, PostgreSQL a function.
IN_FILE = (
    "CREATE TRIGGER zegel_update BEFORE UPDATE ON zegel "
    "BEGIN SELECT RAISE(ABORT, 'wat verzegeld is, verandert niet'); END",
    "CREATE TRIGGER zegel_delete BEFORE DELETE ON zegel "
    "BEGIN SELECT RAISE(ABORT, 'wat verzegeld is, verandert niet'); END",
    "CREATE TRIGGER zegel_bestand_update BEFORE UPDATE ON zegel_bestand "
    "BEGIN SELECT RAISE(ABORT, 'wat verzegeld is, verandert niet'); END",
    "CREATE TRIGGER zegel_bestand_delete BEFORE DELETE ON zegel_bestand "
    "BEGIN SELECT RAISE(ABORT, 'wat verzegeld is, verandert niet'); END",
)
ON_SERVER = (
    "CREATE FUNCTION zegel_blijft() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'wat verzegeld is, verandert niet'; END $$",
    "CREATE TRIGGER zegel_blijft BEFORE UPDATE OR DELETE ON zegel FOR EACH ROW EXECUTE FUNCTION zegel_blijft()",
    "CREATE TRIGGER zegel_bestand_blijft BEFORE UPDATE OR DELETE ON zegel_bestand "
    "FOR EACH ROW EXECUTE FUNCTION zegel_blijft()",
)


def upgrade() -> None:
    """Make the tables; what was there stays as it is."""
    _remarks()
    _seals()
    _files()
    on_server = op.get_bind().dialect.name == "postgresql"
    for statement in ON_SERVER if on_server else IN_FILE:
        op.execute(statement)


def _remarks() -> None:
    op.create_table(
        "duiding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gemeente", sa.String(6), nullable=False),
        sa.Column("maand", sa.Date(), nullable=False),
        sa.Column("soort", sa.String(20), nullable=False),
        sa.Column("onderdeel", sa.String(60), nullable=False),
        sa.Column("gebied", sa.String(10), nullable=False),
        sa.Column("stand", sa.String(20), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("schrijver", sa.String(200), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("wie", sa.String(200), nullable=False),
        sa.Column("wanneer", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duiding"),
    )
    place = ["gemeente", "maand", "soort", "onderdeel", "gebied", "versie"]
    op.create_index("uq_duiding_versie", "duiding", place, unique=True)


def _seals() -> None:
    op.create_table(
        "zegel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("gemeente", sa.String(6), nullable=False),
        sa.Column("soort", sa.String(20), nullable=False),
        sa.Column("maand", sa.Date(), nullable=False),
        sa.Column("gebied", sa.String(10), nullable=False),
        sa.Column("momentopname", sa.String(120), nullable=False),
        sa.Column("software", sa.String(60), nullable=False),
        sa.Column("wie", sa.String(200), nullable=False),
        sa.Column("wanneer", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("document_sha256", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_zegel"),
    )
    op.create_index("uq_zegel_nummer", "zegel", ["gemeente", "soort", "maand", "gebied", "nummer"], unique=True)


def _files() -> None:
    op.create_table(
        "zegel_bestand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zegel_id", sa.Integer(), nullable=False),
        sa.Column("naam", sa.String(120), nullable=False),
        sa.Column("lengte", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_zegel_bestand"),
        sa.ForeignKeyConstraint(["zegel_id"], ["zegel.id"], name="fk_zegel_bestand_zegel_id"),
    )
    op.create_index("uq_zegel_bestand_naam", "zegel_bestand", ["zegel_id", "naam"], unique=True)
