"""How many people said what an ask is about after it was made, and before its answer was published"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ask") as table:
        table.add_column(sa.Column("people_added", sa.Integer(), nullable=False, server_default=sa.text("0")))


def downgrade() -> None:
    with op.batch_alter_table("ask") as table:
        table.drop_column("people_added")
