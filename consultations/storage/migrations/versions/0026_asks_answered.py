"""Who answers an ask by when, who signed the words, and whether people think the answer fair"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NEW = ("partnership", "officer_lead", "action_code", "promise_code", "indicator_code")
EMPTY: dict[str, Any] = {
    "due_on": sa.Date(),
    "next_news_on": sa.Date(),
    "signed_by": sa.String(100),
    "signed_at": Instant(timezone=True),
    "signed_wording": sa.String(12),
    "asked_to_change": sa.Text(),
}


def upgrade() -> None:
    with op.batch_alter_table("ask") as table:
        for name in NEW:
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        for name, kind in EMPTY.items():
            table.add_column(sa.Column(name, kind))
        table.add_column(sa.Column("follows", sa.Integer()))
        table.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
        table.create_foreign_key("fk_ask_follows_ask", "ask", ["follows"], ["id"])
        table.drop_constraint("uq_ask_consultation_id_question_theme", type_="unique")
        table.create_unique_constraint(
            "uq_ask_consultation_id_question_theme_edition",
            ["consultation_id", "question", "theme", "edition"],
        )
        table.drop_constraint(op.f("ck_ask_decision"), type_="check")
        table.create_check_constraint(
            op.f("ck_ask_decision"), "decision IN ('will_do', 'doing', 'done', 'already', 'cant')"
        )
    op.create_table(
        "fairness",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(6), nullable=False),
        sa.Column("judged_at", Instant(timezone=True), nullable=False),
        sa.Column("why", sa.Text()),
        sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.CheckConstraint("verdict IN ('yes', 'partly', 'no')", name=op.f("ck_fairness_verdict")),
        sa.ForeignKeyConstraint(["ask_id"], ["ask.id"], name="fk_fairness_ask_id_ask"),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name="fk_fairness_participant_id_participant",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_fairness"),
        sa.UniqueConstraint("ask_id", "participant_id", name="uq_fairness_ask_id_participant_id"),
    )
    op.create_index("ix_fairness_participant_id", "fairness", ["participant_id"])


def downgrade() -> None:
    op.drop_table("fairness")
    op.execute("DELETE FROM telling WHERE ask_id IN (SELECT id FROM ask WHERE edition > 1)")
    op.execute("DELETE FROM ask_answer WHERE ask_id IN (SELECT id FROM ask WHERE edition > 1)")
    op.execute("DELETE FROM ask WHERE edition > 1")
    op.execute("UPDATE ask SET decision = 'will_do' WHERE decision = 'doing'")
    op.execute("UPDATE ask SET decision = 'done' WHERE decision = 'already'")
    with op.batch_alter_table("ask") as table:
        table.drop_constraint(op.f("ck_ask_decision"), type_="check")
        table.create_check_constraint(op.f("ck_ask_decision"), "decision IN ('will_do', 'done', 'cant')")
        table.drop_constraint("uq_ask_consultation_id_question_theme_edition", type_="unique")
        table.create_unique_constraint(
            "uq_ask_consultation_id_question_theme", ["consultation_id", "question", "theme"]
        )
        table.drop_constraint("fk_ask_follows_ask", type_="foreignkey")
        for name in (*NEW, *EMPTY, "follows", "edition"):
            table.drop_column(name)
