"""The board's meetings and their newsletters, and who wants to get them"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("added_by", sa.String(100), nullable=False),
        sa.Column("added_at", Instant(timezone=True), nullable=False),
        sa.Column("newsletter_at", Instant(timezone=True)),
        sa.Column("page", sa.Text()),
        sa.Column("pushed_at", Instant(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
        sa.UniqueConstraint("held_on", name="uq_meeting_held_on"),
    )
    with op.batch_alter_table("participant") as table:
        table.add_column(sa.Column("newsletter_at", Instant(timezone=True)))


def downgrade() -> None:
    with op.batch_alter_table("participant") as table:
        table.drop_column("newsletter_at")
    op.drop_table("meeting")
