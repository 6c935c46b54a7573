"""Answers inside repeats, and conversations that come round again"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def instance() -> sa.Column[str]:
    return sa.Column("instance", sa.String(length=50), nullable=False, server_default="")


def upgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.add_column(instance())
    with op.batch_alter_table("answer") as table:
        table.add_column(instance())
        table.drop_constraint("uq_answer_session_id_question", type_="unique")
        table.create_unique_constraint(
            "uq_answer_session_id_question_instance", ["session_id", "question", "instance"]
        )
    with op.batch_alter_table("session") as table:
        table.add_column(sa.Column("round", sa.Integer(), nullable=False, server_default="1"))
        table.drop_constraint("uq_session_participant_id_consultation_id", type_="unique")
        table.create_unique_constraint(
            "uq_session_participant_id_consultation_id_round", ["participant_id", "consultation_id", "round"]
        )


def downgrade() -> None:
    with op.batch_alter_table("session") as table:
        table.drop_constraint("uq_session_participant_id_consultation_id_round", type_="unique")
        table.create_unique_constraint(
            "uq_session_participant_id_consultation_id", ["participant_id", "consultation_id"]
        )
        table.drop_column("round")
    with op.batch_alter_table("answer") as table:
        table.drop_constraint("uq_answer_session_id_question_instance", type_="unique")
        table.create_unique_constraint("uq_answer_session_id_question", ["session_id", "question"])
        table.drop_column("instance")
    with op.batch_alter_table("event") as table:
        table.drop_column("instance")
