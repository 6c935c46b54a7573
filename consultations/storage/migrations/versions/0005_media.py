"""Pictures and sounds of questionnaires"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media",
        sa.Column("questionnaire_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=50), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name="fk_media_questionnaire_id_questionnaire"
        ),
        sa.PrimaryKeyConstraint("questionnaire_id", "name", name="pk_media"),
    )


def downgrade() -> None:
    op.drop_table("media")
