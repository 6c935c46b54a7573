"""What an answer does and every signal of its reading"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ADDED = (
    ("kind", sa.String(20)),
    ("frame", sa.String(10)),
    ("language", sa.String(10)),
    ("repaired", sa.Float()),
    ("vader", sa.Float()),
    ("agree", sa.Boolean()),
    ("read_by", sa.String(10)),
    ("likely", sa.Float()),
)


def upgrade() -> None:
    with op.batch_alter_table("reading") as table:
        for name, kind in ADDED:
            table.add_column(sa.Column(name, kind))
        table.add_column(sa.Column("because", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("reading") as table:
        for name in ("because", *reversed([name for name, _ in ADDED])):
            table.drop_column(name)
