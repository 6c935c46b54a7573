"""Themes learned from what people coded, and who signed off a theme file"""

import sqlalchemy as sa
from alembic import op

from consultations.storage.metadata import Instant

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reading") as table:
        table.add_column(sa.Column("themes_by", sa.String(40)))
    op.create_table(
        "learned_themes",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(40), nullable=False),
        sa.Column("coded", sa.Integer(), nullable=False),
        sa.Column("f1", sa.Float(), nullable=False),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.Column("learned_at", Instant(timezone=True), nullable=False),
        _of_a_consultation("learned_themes"),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_learned_themes")),
    )
    op.create_table(
        "theme_sign_off",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("themes", sa.String(64), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("signed_by", sa.String(100), nullable=False),
        sa.Column("signed_at", Instant(timezone=True), nullable=False),
        _of_a_consultation("theme_sign_off"),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_theme_sign_off")),
    )


def _of_a_consultation(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_consultation_id_consultation")
    return sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("theme_sign_off")
    op.drop_table("learned_themes")
    with op.batch_alter_table("reading") as table:
        table.drop_column("themes_by")
