"""Any report after a meeting of the board, and not the newsletter alone"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

OVER = """
    INSERT INTO meeting_report (meeting_id, name, made_at, title, page)
    SELECT id, 'newsletter', newsletter_at, 'What you told us, and what happened', page FROM meeting
"""
BACK = """
    UPDATE meeting SET
    newsletter_at = (
        SELECT r.made_at FROM meeting_report r WHERE r.meeting_id = meeting.id AND r.name = 'newsletter'
    ),
    page = (SELECT r.page FROM meeting_report r WHERE r.meeting_id = meeting.id AND r.name = 'newsletter')
"""


def upgrade() -> None:
    op.create_table(
        "meeting_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("made_at", Instant(timezone=True)),
        sa.Column("title", sa.Text(), nullable=False, server_default=""),
        sa.Column("page", sa.Text()),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name="fk_meeting_report_meeting_id_meeting", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_report"),
        sa.UniqueConstraint("meeting_id", "name", name="uq_meeting_report_meeting_id_name"),
    )
    op.execute(OVER)
    with op.batch_alter_table("meeting") as table:
        table.drop_column("newsletter_at")
        table.drop_column("page")


def downgrade() -> None:
    with op.batch_alter_table("meeting") as table:
        table.add_column(sa.Column("newsletter_at", Instant(timezone=True)))
        table.add_column(sa.Column("page", sa.Text()))
    op.execute(BACK)
    op.drop_table("meeting_report")
