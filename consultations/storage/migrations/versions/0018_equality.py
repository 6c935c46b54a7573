"""Equality questions: what is asked, what was answered apart from everything else, and what was counted"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "equality_asked",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(30), nullable=False),
        sa.Column("version", sa.String(10), nullable=False),
        sa.Column("under_13", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("consultation_id", "question"),
    )
    op.create_table(
        "equality_answer",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(30), nullable=False),
        sa.Column("version", sa.String(10), nullable=False),
        sa.Column("choice", sa.String(30), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_equality_answer_consultation_id", "equality_answer", ["consultation_id"])
    op.create_table(
        "equality_count",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(30), nullable=False),
        sa.Column("version", sa.String(10), nullable=False),
        sa.Column("choice", sa.String(30), nullable=False),
        sa.Column("people", sa.Integer()),
        sa.Column("below", sa.Integer()),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("consultation_id", "question", "version", "choice"),
        sa.CheckConstraint("people IS NULL OR below IS NULL", name="shown"),
    )


def downgrade() -> None:
    op.drop_table("equality_count")
    op.drop_index("ix_equality_answer_consultation_id", table_name="equality_answer")
    op.drop_table("equality_answer")
    op.drop_table("equality_asked")
