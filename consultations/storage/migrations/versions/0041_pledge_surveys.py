"""To whom the questions about a pledge are put: those who were invited, or whoever has the link"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pledge_survey",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("plan_code", sa.String(64), nullable=False),
        sa.Column("pledge_code", sa.String(100), nullable=False),
        sa.Column("audience", sa.String(100), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name="fk_pledge_survey_consultation_id_consultation",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["plan_code"], ["plan.code"], name="fk_pledge_survey_plan_code_plan"),
        sa.PrimaryKeyConstraint("consultation_id", name="pk_pledge_survey"),
    )
    op.create_index("ix_pledge_survey_plan_code", "pledge_survey", ["plan_code"])


def downgrade() -> None:
    op.drop_table("pledge_survey")
