"""What staff write about the plan's figures and record about its promises"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "curve_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("written_by", sa.String(100), nullable=False),
        sa.Column("written_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True)),
        sa.ForeignKeyConstraint(["plan_code"], ["plan.code"], name="fk_curve_note_plan_code_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_curve_note"),
    )
    op.create_index("ix_curve_note_plan_code", "curve_note", ["plan_code", "indicator"])
    op.create_table(
        "promise_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(100), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("recorded_by", sa.String(100), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_code"], ["plan.code"], name="fk_promise_event_plan_code_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_promise_event"),
    )
    op.create_index("ix_promise_event_plan_code", "promise_event", ["plan_code", "code"])


def downgrade() -> None:
    op.drop_table("promise_event")
    op.drop_table("curve_note")
