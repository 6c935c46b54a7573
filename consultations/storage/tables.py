"""The tables of consultations and what people do in them.

Those of the plan are in `plan_tables`, those of versions and timers in `lifecycle_tables`.

Every table is Core: the turn path writes plain statements, and reads come back as the domain's own types.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from consultations.storage import (
    api_tables,
    audit_tables,
    broadcast_tables,
    concern_tables,
    early_tables,
    equality_tables,
    evidence_tables,
    factor_tables,
    fairness_tables,
    feedback_tables,
    launch_tables,
    ledger_tables,
    letter_tables,
    lifecycle_tables,
    media_tables,
    meeting_tables,
    plan_tables,
    pledge_tables,
    population_tables,
    quote_tables,
    reading_tables,
    redaction_tables,
    routing_tables,
    theme_tables,
    trust_tables,
)
from consultations.storage.metadata import Instant, metadata

__all__ = [
    "api_tables",
    "audit_tables",
    "broadcast_tables",
    "concern_tables",
    "early_tables",
    "equality_tables",
    "evidence_tables",
    "factor_tables",
    "fairness_tables",
    "feedback_tables",
    "launch_tables",
    "ledger_tables",
    "letter_tables",
    "lifecycle_tables",
    "media_tables",
    "meeting_tables",
    "metadata",
    "plan_tables",
    "pledge_tables",
    "population_tables",
    "quote_tables",
    "reading_tables",
    "redaction_tables",
    "routing_tables",
    "theme_tables",
    "trust_tables",
]

questionnaire = Table(
    "questionnaire",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the definition: the same version is one row
    Column("name", String(200), nullable=False),
    Column("title", Text, nullable=False),
    Column("definition", Text, nullable=False),  # canonical JSON, never changed
    Column("source_name", Text, nullable=False),
    Column("source", LargeBinary, nullable=False),  # the file as the officer gave it
    Column("created_at", Instant, nullable=False),
)

consultation = Table(
    "consultation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(64), nullable=False, unique=True),  # in links: letters, digits, - and _
    Column("title", Text, nullable=False),
    Column("plan_code", ForeignKey("plan.code"), nullable=False),
    Column("questionnaire_id", ForeignKey("questionnaire.id"), nullable=False),  # for whoever starts now
    Column("taxonomy", Text),  # the theme file as it was given, or null
    Column("state", String(10), nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("remind_after_hours", Integer),  # how long after their last word people are reminded; null: never
    Column("next_news", Text),  # what happens next, for those who come back after the end
    Column("next_on", Date),
    Column("kind", String(12), nullable=False, server_default="consultation"),  # consultation.Kind
    Column("stage", String(10), nullable=False, server_default="open"),  # consultation.Stage
    Column("closes_on", Date),  # the last day on which people can answer
    Column("why_archived", Text),  # published in place of telling people what came of it
    Column("conclusion", Text),  # what was decided on it, where no ask was made from it
    CheckConstraint("state IN ('open', 'closed')", name="state"),
)

participant = Table(
    "participant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("address_sealed", Text, nullable=False),  # the channel's name for the person: `Addresses`
    Column("address_hash", String(64), nullable=False),  # keyed, to find them by
    Column("session_id", String(36)),  # the conversation that what they write belongs to
    Column("stopped_at", Instant),  # sticky: only an explicit start clears it
    Column("language", String(35)),  # the one they chose, a BCP 47 tag
    Column("blocked_at", Instant),  # the channel said that nothing reaches them
    Column("concerned", Boolean, nullable=False, server_default=false()),  # some words of theirs are held
    Column("recent", Text),  # sealed JSON: the last things they wrote, and when
    Column("recent_at", Instant),  # the last of those times
    Column("asked", String(10)),  # what of their data they were asked to be sure about
    Column("age_band", String(10)),  # participants.AgeBand
    Column("agreed", String(60)),  # which wording of the notice they agreed to last
    Column("newsletter_at", Instant),  # since when they want to get it
    Column("leaving_at", Instant),  # they are to be forgotten once they have been told where to go
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("channel", "address_hash"),
)

session = Table(
    "session",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("consultation_id", ForeignKey("consultation.id"), nullable=False),
    Column("questionnaire_id", ForeignKey("questionnaire.id"), nullable=False),  # the version they answer
    Column("round", Integer, nullable=False, server_default="1"),  # where one may answer more than once
    Column("state", Text, nullable=False),  # the conversation's own versioned JSON
    Column("status", String(10), nullable=False),
    Column("supported", Boolean, nullable=False, server_default=false()),  # somebody helped to answer
    Column("step", Integer, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("interrupts", String(36)),  # the conversation that goes on when this one is over
    UniqueConstraint("participant_id", "consultation_id", "round"),
    Index("ix_session_consultation_id", "consultation_id"),
)

inbound = Table(
    "inbound",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("message_id", String(100), primary_key=True),  # behind a keyed hash of the address
    Column("received_at", Instant, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    Column("step", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("question", String(200)),
    Column("instance", String(50), nullable=False, server_default=""),  # which time round inside repeats
    Column("value", Text),
    Column("held", Boolean, nullable=False, server_default=false()),  # a concern holds these words
    Column("at", Instant, nullable=False),
    Index("ix_event_session_id", "session_id"),
)

answer = Table(
    "answer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("consultation_id", ForeignKey("consultation.id"), nullable=False),
    Column("question", String(200), nullable=False),
    Column("instance", String(50), nullable=False, server_default=""),  # which time round inside repeats
    Column("plan_code", String(64)),
    Column("outcome_code", String(64)),
    Column("value", Text, nullable=False),
    Column(
        "revision", Integer, nullable=False
    ),  # grows when the value changes: a reading names the one it read
    Column("counts", Boolean, nullable=False),  # false while the question does not apply
    Column("held", Boolean, nullable=False, server_default=false()),  # a concern holds these words
    Column("answered_at", Instant, nullable=False),
    UniqueConstraint("session_id", "question", "instance"),
    ForeignKeyConstraint(["plan_code", "outcome_code"], ["outcome.plan_code", "outcome.code"]),
    Index("ix_answer_consultation_id_question", "consultation_id", "question"),
)

reading = Table(
    "reading",
    metadata,
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("model", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("polarity", Float),
    Column("subjectivity", Float),
    Column("label", String(30)),
    Column("kind", String(20)),
    Column("frame", String(10)),
    Column("language", String(10)),
    Column("repaired", Float),
    Column("vader", Float),
    Column("agree", Boolean),  # false: the methods differ, and a person should look
    Column("read_by", String(10)),  # rules or learned
    Column("likely", Float),  # how sure a learned reading is of the label
    Column("drove", Text, nullable=False),  # JSON: [words, polarity] of what drove the repaired score
    Column("because", Text, nullable=False, server_default="[]"),  # JSON: what explains the label
    Column("read_at", Instant, nullable=False),
    Column("themes_by", String(40)),  # the model that suggested its themes; null: the theme file's words
)

reading_theme = Table(
    "reading_theme",
    metadata,
    Column("answer_id", ForeignKey("reading.answer_id", ondelete="CASCADE"), primary_key=True),
    Column("theme", String(100), primary_key=True),
    Column("words", Text, nullable=False),  # JSON: the words that matched
    Index("ix_reading_theme_theme", "theme"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(150), nullable=False, unique=True),  # makes a second copy of a message impossible
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("broadcast_id", ForeignKey("broadcast.id"), index=True),
    Column("body", Text, nullable=False),  # the message as JSON
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant),  # null once it is sent or given up
    Column("leased_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", Instant),
    Column("external_id", String(100)),
    Column("failed_at", Instant),
    Column("failure", Text),
    Index("ix_outbox_channel_due_at", "channel", "due_at"),
    Index("ix_outbox_participant_id", "participant_id"),
)

ask = Table(
    "ask",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("consultation_id", ForeignKey("consultation.id"), nullable=False),
    Column("question", String(200), nullable=False),
    Column("question_label", Text, nullable=False),
    Column("theme", String(100), nullable=False),
    Column("theme_label", Text, nullable=False),
    Column("plan_code", String(64), nullable=False),
    Column("outcome_code", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("decision", String(10)),
    Column("what_happens", Text),  # what will happen, what was done, or why not
    Column("translations", Text, nullable=False, server_default="{}"),  # JSON: part → language → words
    Column("partnership", Text, nullable=False, server_default=""),  # who leads on its outcome
    Column("officer_lead", Text, nullable=False, server_default=""),
    Column("due_on", Date),  # by then the answer is to be published
    Column("next_news_on", Date),
    Column("action_code", Text, nullable=False, server_default=""),  # what of the plan it bears on
    Column("promise_code", Text, nullable=False, server_default=""),
    Column("indicator_code", Text, nullable=False, server_default=""),
    Column("signed_by", String(100)),  # the young person lead
    Column("signed_at", Instant),
    Column("signed_wording", String(12)),  # accountability.Ask.wording
    Column("asked_to_change", Text),  # what the young person lead wants otherwise
    Column("follows", ForeignKey("ask.id")),  # the ask whose answer this is more news of
    Column("edition", Integer, nullable=False, server_default=text("1")),
    Column("created_at", Instant, nullable=False),
    Column("created_by", String(100), nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", String(100)),
    Column("published_at", Instant),
    Column("announced_at", Instant),  # when the messages to those who said it were written
    Column("people_added", Integer, nullable=False, server_default=text("0")),  # after it was made
    Column("people_erased", Integer, nullable=False, server_default=text("0")),  # they were counted, and
    Column("told_erased", Integer, nullable=False, server_default=text("0")),  # the numbers were published
    UniqueConstraint("consultation_id", "question", "theme", "edition"),
    CheckConstraint("decision IN ('will_do', 'doing', 'done', 'already', 'cant')", name="decision"),
    CheckConstraint("decision IS NULL OR (what_happens IS NOT NULL AND what_happens <> '')", name="reason"),
    ForeignKeyConstraint(["plan_code", "outcome_code"], ["outcome.plan_code", "outcome.code"]),
)

ask_answer = Table(
    "ask_answer",
    metadata,
    Column("ask_id", ForeignKey("ask.id"), primary_key=True),
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_ask_answer_answer_id", "answer_id"),
)

telling = Table(
    "telling",
    metadata,
    Column("ask_id", ForeignKey("ask.id"), primary_key=True),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("outbox_id", ForeignKey("outbox.id", ondelete="CASCADE"), nullable=False),
    Index("ix_telling_outbox_id", "outbox_id"),
)

staff = Table(
    "staff",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),  # as `staff.account_key` gives it
    Column("roles", String(100), nullable=False),  # with a space between two
    Column("password_hash", Text, nullable=False),
    Column("must_change_password", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("disabled_at", Instant),
)

staff_session = Table(
    "staff_session",
    metadata,
    Column("fingerprint", String(64), primary_key=True),  # the token itself is only in the browser
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("by_provider", Boolean, nullable=False, server_default=false()),  # single sign-on, not a password
    Index("ix_staff_session_staff_id", "staff_id"),
)

sign_in_attempt = Table(  # those that failed, for an hour
    "sign_in_attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    # SHA-256 of what was typed as the name: some people type their password there
    Column("name_hash", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_sign_in_attempt_name_hash", "name_hash"),
    Index("ix_sign_in_attempt_at", "at"),
)
