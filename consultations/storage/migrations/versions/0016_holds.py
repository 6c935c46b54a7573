"""How many of a concern's texts are held back from analysis"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("concern") as table:
        table.add_column(sa.Column("holds", sa.Integer(), nullable=False, server_default=sa.text("0")))
    # Until now every text of a concern with a category was held; nobody keeps more than three.
    op.execute("UPDATE concern SET holds = 3 WHERE category IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("concern") as table:
        table.drop_column("holds")
