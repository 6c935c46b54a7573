"""Who looked at what people said before a consultation was over, and why"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "early_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name="fk_early_look_consultation_id_consultation",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_early_look"),
    )
    op.create_index("ix_early_look_consultation_id", "early_look", ["consultation_id"])


def downgrade() -> None:
    op.drop_index("ix_early_look_consultation_id", table_name="early_look")
    op.drop_table("early_look")
