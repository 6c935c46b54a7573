"""Which outcomes a member of staff leads on, and the e-mails that tell them of asks"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_outcome",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("plan_code", sa.String(64), nullable=False),
        sa.Column("outcome_code", sa.String(64), nullable=False),
        _belongs("staff_outcome", "staff"),
        sa.PrimaryKeyConstraint("staff_id", "plan_code", "outcome_code", name="pk_staff_outcome"),
    )
    op.create_table(
        "ask_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(4), nullable=False),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.Column("due_at", Instant(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("sent_at", Instant(timezone=True)),
        sa.Column("failed_at", Instant(timezone=True)),
        sa.Column("failure", sa.Text()),
        sa.CheckConstraint("stage IN ('new', 'soon', 'late')", name=op.f("ck_ask_notice_stage")),
        _belongs("ask_notice", "ask"),
        _belongs("ask_notice", "staff"),
        sa.PrimaryKeyConstraint("id", name="pk_ask_notice"),
        sa.UniqueConstraint("ask_id", "staff_id", "stage", name="uq_ask_notice_ask_id_staff_id_stage"),
    )
    op.create_index("ix_ask_notice_due_at", "ask_notice", ["due_at"])
    op.create_index("ix_ask_notice_staff_id", "ask_notice", ["staff_id"])


def _belongs(table: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{to}_id_{to}"
    return sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("ask_notice")
    op.drop_table("staff_outcome")
