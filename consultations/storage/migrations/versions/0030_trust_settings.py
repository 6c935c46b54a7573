"""What a Trust sets about itself in its own pages"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trust_setting",
        sa.Column("name", sa.String(30), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_trust_setting"),
    )


def downgrade() -> None:
    op.drop_table("trust_setting")
