"""The themes that people give to answers, apart from what a model makes of them"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_code",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("coder", sa.String(100), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("coded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_answer_code_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", "coder", name=op.f("pk_answer_code")),
    )


def downgrade() -> None:
    op.drop_table("answer_code")
