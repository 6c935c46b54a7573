"""Versions of a consultation, reminders, news of what happens next, and the language a person chose"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consultation") as table:
        table.add_column(sa.Column("remind_after_hours", sa.Integer(), nullable=True))
        table.add_column(sa.Column("next_news", sa.Text(), nullable=True))
        table.add_column(sa.Column("next_on", sa.Date(), nullable=True))
    with op.batch_alter_table("participant") as table:
        table.add_column(sa.Column("language", sa.String(length=35), nullable=True))
    give_sessions_their_version()
    create_versions()
    create_timers()


def give_sessions_their_version() -> None:
    with op.batch_alter_table("session") as table:
        table.add_column(sa.Column("questionnaire_id", sa.String(length=64), nullable=True))
    op.execute(
        "UPDATE session SET questionnaire_id = (SELECT questionnaire_id FROM consultation "
        "WHERE consultation.id = session.consultation_id)"
    )
    with op.batch_alter_table("session") as table:
        table.alter_column("questionnaire_id", existing_type=sa.String(length=64), nullable=False)
        table.create_foreign_key(
            "fk_session_questionnaire_id_questionnaire", "questionnaire", ["questionnaire_id"], ["id"]
        )


def create_versions() -> None:
    op.create_table(
        "consultation_version",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.String(length=64), nullable=False),
        sa.Column("since", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_version_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_consultation_version_questionnaire_id_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("consultation_id", "number", name=op.f("pk_consultation_version")),
    )
    op.execute(
        "INSERT INTO consultation_version (consultation_id, number, questionnaire_id, since) "
        "SELECT id, 1, questionnaire_id, opened_at FROM consultation"
    )


def create_timers() -> None:
    op.create_table(
        "timer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("due_at", Instant(timezone=True), nullable=True),
        sa.Column("leased_until", Instant(timezone=True), nullable=True),
        sa.Column("fired_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_timer_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timer")),
        sa.UniqueConstraint("session_id", "kind", name=op.f("uq_timer_session_id_kind")),
    )
    op.create_index("ix_timer_due_at", "timer", ["due_at"])


def downgrade() -> None:
    op.drop_table("timer")
    op.drop_table("consultation_version")
    with op.batch_alter_table("session") as table:
        table.drop_constraint("fk_session_questionnaire_id_questionnaire", type_="foreignkey")
        table.drop_column("questionnaire_id")
    with op.batch_alter_table("participant") as table:
        table.drop_column("language")
    with op.batch_alter_table("consultation") as table:
        table.drop_column("next_on")
        table.drop_column("next_news")
        table.drop_column("remind_after_hours")
