"""Concerns, and words that are held until the safeguarding lead releases them"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

HOLDING = ("answer", "event", "feedback")
INSTANT = sa.DateTime(timezone=True)
STAMPS = ("first_seen", "acting", "ended", "released")


def upgrade() -> None:
    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.String(36), nullable=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("consultation", sa.String(64), nullable=True),
        sa.Column("question", sa.String(200), nullable=True),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("category", sa.String(30), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False, server_default="received"),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")),
        *(column for stamp in STAMPS for column in stamped(stamp)),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.CheckConstraint("outcome IN ('alert', 'review')", name=op.f("ck_concern_outcome")),
        sa.CheckConstraint(
            "state IN ('received', 'seen', 'acting', 'referred', 'closed')", name=op.f("ck_concern_state")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_concern_participant_id_participant"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
    )
    op.create_index("ix_concern_state_received_at", "concern", ["state", "received_at"])
    op.create_index(op.f("ix_concern_participant_id"), "concern", ["participant_id"])
    for name in HOLDING:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("participant") as table:
        table.add_column(sa.Column("concerned", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("recent", sa.Text(), nullable=True))


def stamped(name: str) -> tuple["sa.Column[datetime]", "sa.Column[str]"]:
    return (
        sa.Column(f"{name}_at", INSTANT, nullable=True),
        sa.Column(f"{name}_by", sa.String(100), nullable=True),
    )


def downgrade() -> None:
    with op.batch_alter_table("participant") as table:
        table.drop_column("recent")
        table.drop_column("concerned")
    for name in reversed(HOLDING):
        with op.batch_alter_table(name) as table:
            table.drop_column("held")
    op.drop_table("concern")
