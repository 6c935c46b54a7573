"""Consultations that are being prepared, kept until they are launched and after."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from consultations.consultation import Consultation
from consultations.errors import FaultyInput, NotFound, Refused, worded
from consultations.forms.outdated import outdated
from consultations.forms.questionnaire import Questionnaire
from consultations.launch_rules import check_code
from consultations.launching import Draft, Intent, Signature, from_json, to_json
from consultations.storage.consultations import Consultations, Launch, Revision
from consultations.storage.launch_tables import launch_draft
from consultations.storage.tables import consultation, questionnaire

INTENT = select(launch_draft.c.intent).where(launch_draft.c.consultation_id == bindparam("consultation"))
"""Written once: the page of a chat asks for it at every look."""


class Drafts:
    """Keeps drafts and launches them. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, code: str, title: str, plan_code: str, by: str, now: datetime) -> Draft:
        """A new draft. Raises `FaultyInput` for a code that fits no link, `Refused` for one that is taken."""
        self._check_free(code)
        row = {
            "code": code,
            "title": title,
            "plan_code": plan_code,
            "intent": to_json(Intent()),
            "created_by": by,
            "created_at": now,
            "changed_at": now,
        }
        number = self._connection.execute(insert(launch_draft).values(row)).inserted_primary_key
        assert number is not None  # noqa: S101 # nosec B101 - both databases give the key of a new row
        return self.get(number[0])

    def get(self, number: int) -> Draft:
        """Raises `NotFound`."""
        row = self._one(launch_draft.c.id == number)
        if row is None:
            raise NotFound("no_draft", "There is no such draft.", "Choose one from the list of drafts.")
        return _draft(row)

    def of(self, consultation_id: int) -> Draft | None:
        """What the consultation was made from; None where it was opened on the command line."""
        row = self._one(launch_draft.c.consultation_id == consultation_id)
        return None if row is None else _draft(row)

    def intent_of(self, consultation_id: int) -> Intent:
        """What was said and chosen when it was launched; an empty `Intent` where nothing was."""
        found = self._connection.execute(INTENT, {"consultation": consultation_id}).scalar()
        return Intent() if found is None else from_json(found)

    def intents_of(self, numbers: Collection[int]) -> Mapping[int, Intent]:
        """The same for several consultations, by their ids. What was launched is never changed."""
        wanted = select(launch_draft.c.consultation_id, launch_draft.c.intent)
        rows = self._connection.execute(wanted.where(launch_draft.c.consultation_id.in_(numbers)))
        said = {number: from_json(intent) for number, intent in rows}
        return {number: said.get(number, Intent()) for number in numbers}

    def all(self) -> list[Draft]:
        """Those not launched yet, the one changed last first."""
        wanted = select(launch_draft).where(launch_draft.c.consultation_id.is_(None))
        rows = self._connection.execute(wanted.order_by(launch_draft.c.changed_at.desc(), launch_draft.c.id))
        return [_draft(row) for row in rows.mappings()]

    def change(self, number: int, edit: Callable[[Intent], Intent], now: datetime) -> Draft:
        """Say something anew. Raises `NotFound`, and `Refused` once it has been launched."""
        present = self._unlaunched(number)
        return self._set(present, now, intent=to_json(edit(present.intent)))

    def rename(self, number: int, code: str, title: str, now: datetime) -> Draft:
        """Give it another code or title, which is part of what was signed. Raises as `begin` does."""
        present = self._unlaunched(number)
        if code != present.code:
            self._check_free(code)
        return self._set(present, now, code=code, title=title)

    def word(self, number: int, revision: Revision, now: datetime) -> Draft:
        """Keep its questionnaire. Whoever signed the wording before has to read it again."""
        present = self._unlaunched(number)
        version = Consultations(self._connection).keep_version(revision, now)
        old = outdated(self.questionnaire(present), revision.questionnaire, present.intent.outdated)
        intent = replace(present.intent, asked_to_change="", outdated=old)
        written = revision.questionnaire.languages
        chosen = tuple(one for one in intent.languages if one in written) or written
        return self._set(
            present, now, questionnaire_id=version, intent=to_json(replace(intent, languages=chosen))
        )

    def sign(self, number: int, by: str, wording: str, now: datetime) -> Draft:
        """Sign the very wording that was read. Raises `Refused` where it has changed meanwhile."""
        present = self._unlaunched(number)
        if present.version is None or present.wording != wording:
            raise Refused(
                "wording_changed",
                "The wording was changed while you read it.",
                "Read the new one, then sign.",
            )
        signature = Signature(by, now, wording)
        return self.change(
            number, lambda intent: replace(intent, signature=signature, asked_to_change=""), now
        )

    def questionnaire(self, draft: Draft) -> Questionnaire | None:
        if draft.version is None:
            return None
        return Consultations(self._connection).questionnaire(draft.version)

    def source(self, draft: Draft) -> Revision | None:
        """Its questionnaire with the file that it was read from."""
        form = self.questionnaire(draft)
        wanted = select(questionnaire.c.source_name, questionnaire.c.source)
        row = self._connection.execute(wanted.where(questionnaire.c.id == draft.version)).one_or_none()
        return Revision(form, row.source_name, row.source) if row and form else None

    def launch(self, number: int, now: datetime) -> Consultation:
        """Open it to people. Whether it may be is checked before (`launch_rules`). Raises `Refused`."""
        draft = self._unlaunched(number)
        given = self.source(draft)
        if given is None:
            raise Refused("no_questionnaire", "There is no questionnaire.", "Add one first.")
        consultations = Consultations(self._connection)
        launch = Launch(
            code=draft.code,
            title=draft.title,
            plan_code=draft.plan_code,
            questionnaire=given.questionnaire,
            source_name=given.source_name,
            source=given.source,
            taxonomy=self._taxonomy(draft.plan_code),
            remind_after_hours=draft.intent.remind_after_hours,
        )
        opened = consultations.open(launch, now)
        dates = {"closes_on": draft.intent.closes_on, "next_on": draft.intent.told_on}
        own = update(consultation).where(consultation.c.id == opened.id)
        self._connection.execute(own.values(dates))
        self._set(draft, now, consultation_id=opened.id)
        return consultations.get(draft.code)

    def discard(self, number: int) -> None:
        """Forget a draft that was not launched."""
        self._connection.execute(delete(launch_draft).where(launch_draft.c.id == self._unlaunched(number).id))

    def _taxonomy(self, plan_code: str) -> str | None:
        """The themes that answers about this plan were sorted by last."""
        wanted = (
            select(consultation.c.taxonomy)
            .where(consultation.c.plan_code == plan_code, consultation.c.taxonomy.is_not(None))
            .order_by(consultation.c.id.desc())
            .limit(1)
        )
        return self._connection.execute(wanted).scalar_one_or_none()

    def _check_free(self, code: str) -> None:
        if faults := check_code(code):
            raise FaultyInput(faults[0].code, faults[0].message, faults)
        if Consultations(self._connection).find(code) or self._with_code(code):
            raise Refused(
                "code_taken",
                worded("There is a consultation called “{code}” already.", code=code),
                "Choose another.",
            )

    def _unlaunched(self, number: int) -> Draft:
        present = self.get(number)
        if present.consultation_id is not None:
            raise Refused(
                "launched",
                "This consultation has been launched.",
                "What people are asked now is changed there.",
            )
        return present

    def _set(self, draft: Draft, now: datetime, **values: object) -> Draft:
        change = update(launch_draft).where(launch_draft.c.id == draft.id)
        self._connection.execute(change.values(changed_at=now, **values))
        return self.get(draft.id)

    def _with_code(self, code: str) -> RowMapping | None:
        return self._one(launch_draft.c.code == code, launch_draft.c.consultation_id.is_(None))

    def _one(self, *conditions: object) -> RowMapping | None:
        wanted = select(launch_draft).where(*conditions)  # type: ignore[arg-type] # conditions on columns
        return self._connection.execute(wanted).mappings().one_or_none()


def _draft(row: RowMapping) -> Draft:
    return Draft(
        id=row["id"],
        code=row["code"],
        title=row["title"],
        plan_code=row["plan_code"],
        version=row["questionnaire_id"],
        intent=from_json(row["intent"]),
        created_by=row["created_by"],
        created_at=row["created_at"],
        changed_at=row["changed_at"],
        consultation_id=row["consultation_id"],
    )
