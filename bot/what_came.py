"""What came of what people said: their own page of it in the chat, and whether our answers are fair."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from bot import asking, wording
from bot.exchange import session_of
from bot.intents import OF_A_QUESTION, Do, Say
from bot.messages import Message
from bot.rights import Rights
from bot.session import Session
from consultations.accountability import Verdict
from consultations.storage.conversations import Stored
from consultations.storage.fairness import Came, Fairness
from consultations.storage.meetings import Meetings

FAIR = "fair:"
"""The id of a button that judges an answer of ours: this, the number of the ask, a colon, the verdict."""
VERDICTS: Sequence[Verdict] = get_args(Verdict)
WHY = "why"
"""What somebody was asked last (`Person.asked`) who has judged an answer of ours."""
NUMBER = re.compile(r"[0-9]{1,9}")
LONGEST_WHY = 2000
MOST_SHOWN = 20


class WhatCame(Rights):
    """Takes verdicts and the reasons for them, and shows people what became of what they said."""

    def what_came(self, stored: Stored | None) -> bool:
        """Do what this person wants with our answers. False where they want something else."""
        session = session_of(stored) if stored else self.nobody()
        asked, intent = self.person.asked, self.intent(session)
        if asked == WHY:
            self._ask_for(None)
        judged = _judged(self.incoming.button)
        if judged is not None:
            self._judge(session, *judged)
        elif asked == WHY and isinstance(intent, Say):
            self._give_reason(stored, session, intent.text)
        elif asked == WHY and isinstance(intent, Do) and intent.command in OF_A_QUESTION:
            self.answer([asking.reply(session, "fair.thanks", "came"), *self._where_they_were(stored)])
        elif intent == Do("came") and not self._is_an_answer(stored, session):
            self._show(session)
        elif intent == Do("newsletter") and not self._is_an_answer(stored, session):
            on = Meetings(self.connection).want(self.person.id, self.now)
            key = "newsletter.on" if on else "newsletter.off"
            self.answer([asking.reply(session, key, "newsletter", "came", "help")])
        else:
            return False
        return True

    def _judge(self, session: Session, number: int, verdict: Verdict) -> None:
        if not Fairness(self.connection).judge(number, self.person.id, verdict, self.now):
            self.answer([asking.reply(session, "fair.late", "came", "help")])
        elif self.person.stopped:
            self.answer([asking.reply(session, "fair.thanks")])
        else:
            self._ask_for(WHY)
            why = asking.reply(session, "fair.why", "skip", "came", "help")
            self.answer([replace(why, kind="question", input="text")])

    def _give_reason(self, stored: Stored | None, session: Session, words: str) -> None:
        """Keep why; the words were screened like all others, and a concern holds them back."""
        Fairness(self.connection).give_reason(self.person.id, words[:LONGEST_WHY])
        said = (
            []
            if self.alert
            else [asking.reply(session, "fair.thanks", "came"), *self._where_they_were(stored)]
        )
        self.answer(said)

    def _show(self, session: Session) -> None:
        found = Fairness(self.connection).came_of(self.person.id)[:MOST_SHOWN]
        self.answer([own_page(session, found)])


def _judged(button: str | None) -> tuple[int, Verdict] | None:
    """The ask and the verdict that a button names."""
    if button is None or not button.startswith(FAIR):
        return None
    number, _, said = button.removeprefix(FAIR).partition(":")
    verdict = next((one for one in VERDICTS if one == said), None)
    return (int(number), verdict) if verdict and NUMBER.fullmatch(number) else None


def own_page(session: Session, found: Sequence[Came]) -> Message:
    """Everything that came of what somebody said, in the language of `session`."""
    if not found:
        return asking.reply(session, "came.nothing", "mine", "tell", "help")
    intro = asking.reply(session, "came.intro", "mine", "tell", "help")
    return replace(intro, text="\n\n".join([intro.text, *(_one(one, session.language) for one in found)]))


def _one(one: Came, language: str) -> str:
    words = one.words(language)
    if one.decision is None:
        said = [wording.say("came.waiting", language, theme=words.theme)]
        if one.due_on:
            said.append(wording.say("came.due", language, day=wording.day_in_words(one.due_on)))
        return "\n".join(said)
    decision = wording.say(f"ask.{one.decision}", language)
    said = [
        wording.say(
            "came.answered",
            language,
            theme=words.theme,
            decision=decision,
            what_happens=words.what_happens,
        )
    ]
    if words.answer_in_english:
        said.append(wording.say("ask.in_english", language))
    if one.next_news_on:
        said.append(wording.say("ask.next_news", language, day=wording.day_in_words(one.next_news_on)))
    if one.verdict:
        verdict = wording.say(f"fair.{one.verdict}", language)
        said.append(wording.say("came.judged", language, verdict=verdict))
    return "\n".join(said)
