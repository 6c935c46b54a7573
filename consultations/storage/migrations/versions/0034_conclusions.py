"""What was decided on a consultation from which no ask was made"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consultation") as table:
        table.add_column(sa.Column("conclusion", sa.Text()))


def downgrade() -> None:
    with op.batch_alter_table("consultation") as table:
        table.drop_column("conclusion")
