"""What people tell us of their own accord, and the consultations that it belongs to"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.Column("kind", sa.String(length=12), nullable=False, server_default="consultation")
    op.add_column("consultation", kind)
    op.add_column("session", sa.Column("interrupts", sa.String(length=36), nullable=True))
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("told_at", Instant(timezone=True), nullable=False),
        sa.Column("due_at", Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("read_at", Instant(timezone=True), nullable=True),
        sa.Column("read_by", sa.String(length=100), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_at", Instant(timezone=True), nullable=True),
        sa.Column("replied_by", sa.String(length=100), nullable=True),
        sa.Column("sent_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_feedback_session_id_session", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("session_id", name="uq_feedback_session_id"),
    )
    op.create_index("ix_feedback_due_at", "feedback", ["due_at"])


def downgrade() -> None:
    op.drop_table("feedback")
    with op.batch_alter_table("session") as table:
        table.drop_column("interrupts")
    with op.batch_alter_table("consultation") as table:
        table.drop_column("kind")
