"""The age band and the agreement of participants, those who leave, and the codes in letters to parents"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "letter_code",
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("opted_out_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_letter_code_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_letter_code")),
    )
    op.create_index(op.f("ix_letter_code_consultation_id"), "letter_code", ["consultation_id"])
    with op.batch_alter_table("participant") as table:
        table.add_column(sa.Column("age_band", sa.String(10), nullable=True))
        table.add_column(sa.Column("agreed", sa.String(60), nullable=True))
        table.add_column(sa.Column("leaving_at", INSTANT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("participant") as table:
        table.drop_column("leaving_at")
        table.drop_column("agreed")
        table.drop_column("age_band")
    op.drop_table("letter_code")
