"""What somebody was asked about their data, and how many erased people a published number counted"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("participant") as table:
        table.add_column(sa.Column("asked", sa.String(10)))
        table.add_column(sa.Column("recent_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("ask") as table:
        table.add_column(
            sa.Column("people_erased", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        table.add_column(sa.Column("told_erased", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.execute("UPDATE participant SET recent_at = created_at WHERE recent IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("ask") as table:
        table.drop_column("told_erased")
        table.drop_column("people_erased")
    with op.batch_alter_table("participant") as table:
        table.drop_column("recent_at")
        table.drop_column("asked")
