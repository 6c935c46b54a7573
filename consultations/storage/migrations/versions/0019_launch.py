"""Consultations that are being prepared, their last day, and where each stands in its life"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "launch_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("plan_code", sa.String(40), nullable=False),
        sa.Column("questionnaire_id", sa.String(64)),
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(timezone=True), nullable=False),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.Column("consultation_id", sa.Integer()),
        sa.ForeignKeyConstraint(["plan_code"], ["plan.code"], name="fk_launch_draft_plan_code_plan"),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name="fk_launch_draft_questionnaire_id_questionnaire"
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name="fk_launch_draft_consultation_id_consultation"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_launch_draft"),
        sa.UniqueConstraint("consultation_id", name="uq_launch_draft_consultation_id"),
    )
    with op.batch_alter_table("consultation") as table:
        table.add_column(sa.Column("stage", sa.String(10), nullable=False, server_default="open"))
        table.add_column(sa.Column("closes_on", sa.Date()))
        table.add_column(sa.Column("why_archived", sa.Text()))
    op.execute("UPDATE consultation SET stage = state")


def downgrade() -> None:
    with op.batch_alter_table("consultation") as table:
        table.drop_column("why_archived")
        table.drop_column("closes_on")
        table.drop_column("stage")
    op.drop_table("launch_draft")
