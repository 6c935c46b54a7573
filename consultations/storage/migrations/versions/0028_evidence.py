"""What audits found, and which consultations ask the staff"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_code", sa.String(64), nullable=False),
        sa.Column("outcome_code", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("audited_by", sa.Text(), nullable=False),
        sa.Column("audited_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_code", "outcome_code"],
            ["outcome.plan_code", "outcome.code"],
            name="fk_audit_finding_plan_code_outcome",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audit_finding"),
    )
    op.create_table(
        "staff_consultation",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name="fk_staff_consultation_consultation_id_consultation",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", name="pk_staff_consultation"),
    )


def downgrade() -> None:
    op.drop_table("staff_consultation")
    op.drop_table("audit_finding")
