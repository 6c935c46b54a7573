"""What people change in a theme file, and how it is taken back"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "theme_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.String(64), nullable=False),
        sa.Column("gone", sa.String(100), nullable=False),
        sa.Column("changed_by", sa.String(100), nullable=False),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(100)),
        sa.Column("undone_at", Instant(timezone=True)),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name="fk_theme_change_consultation_id_consultation",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_theme_change"),
    )
    op.create_index("ix_theme_change_consultation_id", "theme_change", ["consultation_id"])
    _moved()


def _moved() -> None:
    op.create_table(
        "theme_code_moved",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("coder", sa.String(100), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        *_of_change("theme_code_moved"),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name="fk_theme_code_moved_answer_id_answer", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("change_id", "answer_id", "coder", name="pk_theme_code_moved"),
    )
    op.create_table(
        "theme_ask_moved",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        *_of_change("theme_ask_moved"),
        sa.ForeignKeyConstraint(
            ["ask_id"], ["ask.id"], name="fk_theme_ask_moved_ask_id_ask", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("change_id", "ask_id", name="pk_theme_ask_moved"),
    )


def _of_change(table: str) -> tuple[sa.ForeignKeyConstraint]:
    name = f"fk_{table}_change_id_theme_change"
    return (sa.ForeignKeyConstraint(["change_id"], ["theme_change.id"], name=name, ondelete="CASCADE"),)


def downgrade() -> None:
    op.drop_table("theme_ask_moved")
    op.drop_table("theme_code_moved")
    op.drop_table("theme_change")
