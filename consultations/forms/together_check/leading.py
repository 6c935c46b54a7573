"""Questions that push people towards an answer, and scales that lean to one side."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consultations.errors import Level
from consultations.forms.findings import Findings
from consultations.forms.questionnaire import Choice, Question, Questionnaire
from consultations.forms.together_check.sayings import asked, english, heading, quoted, sentences

NOT = r"(?:do|does|did|would|should|could|is|are|was|were|ca|wo|has|have)n'?t"
GREAT = r"(?:great|amazing|brilliant|wonderful|fantastic|awesome|excellent|lovely|outstanding|perfect)"
AWFUL = r"(?:awful|terrible|horrible|dreadful|useless|rubbish|disastrous)"
PEOPLE = r"(?:people|children|young people|kids|parents|families|pupils|students|adults|carers)"
THINK = r"(?:say|said|think|thought|agree|agreed|feel|believe|love|like|want|know|told)"
ASKS = (
    r"(?:do|does|did|is|are|was|were|have|has|can|could|would|will|should|what|how|why|which|where|when|who)"
)
NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|bad|badly|poor|worse|worst|hard|hate|sad|little|disagree|"
    r"un(?:happy|safe|fair|helpful|satisfied|likely|kind|clear)|dis\w+|\w+n't)\b",
    re.IGNORECASE,
)
POSITIVE = re.compile(
    r"\b(?:good|great|excellent|happy|safe|satisfied|agree|helpful|easy|love|like|better|best|well|always|"
    r"amazing|brilliant|fantastic|kind|fair)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Push:
    """A way of leading. `unless` names what makes it fair: “both” where the answers or the sentence offer the
    other side, “disagree” where the answers do so in this word, “relevant” where only those are asked who
    said so before."""

    pattern: re.Pattern[str]
    level: Level
    why: str
    fix: str
    unless: tuple[str, ...] = ()


def _push(pattern: str, level: Level, why: str, fix: str, *unless: str) -> Push:
    return Push(re.compile(pattern, re.IGNORECASE), level, why, fix, unless)


OPENLY = "Ask openly, like “What do you think of …?”."
PUSHES: Sequence[Push] = (
    _push(
        rf"(?:^|[,:;] ?|\b(?:so|but|and) ){NOT} (?:you|we|it|they|this|that|he|she|there|our|the)\b",
        "error", "it expects a yes", OPENLY,
    ),
    _push(r"^(?:do|did|would|is|are|should) (?:you|it|we|they) not\b", "error", "it expects a yes", OPENLY),
    _push(
        r"\byou (?:also |really |strongly )?agree\b(?! or disagree)"
        r"|\bdo you (?:support|welcome|back) (?:our|the|this)\b",
        "warning", "people tend to agree with whoever asks",
        "Offer “disagree” as well, or ask openly.", "disagree",
    ),
    _push(r", ?(?:right|yes|ok|okay|eh|innit|correct)\?$", "error", "it expects a yes", OPENLY),
    _push(
        r"^(?:given|seeing|considering|knowing) (?:that|how)\b|\bbearing in mind\b",
        "warning", "what it begins with steers the answer", "Leave the first part out, or put it in a note.",
    ),
    _push(
        r"\bwhy (?:is|are|was|were) .+ (?:so|such|too|always|never) \w+",
        "warning", "it takes for granted that it is so", "Ask first whether it is.", "relevant",
    ),
    _push(
        r"\bhow (?:much|strongly|often) do you (?:really )?(?:love|adore|hate)\b",
        "error", "it takes the feeling for granted",
        "Ask “How do you feel about …?”, with answers for both sides.",
    ),
    _push(
        r"\bhow much do you (?:really )?(?:like|enjoy|want|value|trust|dislike|appreciate)\b",
        "warning", "it takes the feeling for granted", "Offer “not at all” as an answer.", "both",
    ),
    _push(
        rf"^(?!{ASKS}\b).*\b(?:most|many|lots of|(?:almost|nearly) all|all|other|some) "
        rf"(?:other |of the )?{PEOPLE} (?:\w+ )?{THINK}\b",
        "error", "it says what others think", "Leave out what others think.",
    ),
    _push(
        rf"^(?!{ASKS}\b).*\b(?:everyone|everybody|we all|nobody|no one) (?:else )?"
        r"(?:knows?|agrees?|thinks?|says?|loves?|likes|wants?|feels?)\b",
        "error", "it says what others think", "Leave out what others think.",
    ),
    _push(
        rf"^(?!{ASKS}\b).*\b(?:experts?|research|studies|science|doctors|teachers) "
        r"(?:says?|shows?|agree|proves?|recommends?|tells? us)\b",
        "error", "it leans on somebody who knows better", "Leave it out, or put it in a note for both sides.",
    ),
    _push(
        r"(?:^|[,:;] ?)(?:clearly|obviously|surely|naturally|undoubtedly)\b"
        r"|\b(?:of course|as (?:you|we) (?:all )?know|needless to say|let's face it|would you admit)\b",
        "error", "it says that only one answer is right", "Leave these words out.",
    ),
    _push(
        rf"\b(?:our|the|this|your|these) (?:new |very )?(?:{GREAT}|{AWFUL}|award-winning|hard-?working|"
        r"successful|popular|improved|failing|broken|new and improved)\b(?! things?\b)",
        "error", "it says already how good it is", "Leave the judgement to those who answer.",
    ),
    _push(
        rf"\b(?:a|an|such a) (?:very |really )?(?:{GREAT}|{AWFUL}) "
        r"(?:time|day|experience|chance|idea|job|place|plan)\b",
        "error", "it says already how good it is", "Leave the judgement to those who answer.",
    ),
    _push(
        rf"\bhow (?:{GREAT}|{AWFUL}) (?:is|are|was|were|do|does|did|has|have|it)\b",
        "error", "it says already how good it is", "Ask “How good or bad is …?”.",
    ),
    _push(
        r"\bhow (?:excited|pleased|delighted|proud|angry|disappointed) (?:is|are|was|were|do|did)\b",
        "warning", "it names the feeling already", "Ask “How do you feel about …?”.", "both",
    ),
    _push(
        r"\bhow (?:good|bad|nice|boring|helpful|useful|difficult) (?:is|are|was|were|do|does|did|has|have)\b",
        "warning", "it names one side only", "Name both, like “How good or bad is …?”.", "both",
    ),
    _push(
        r"\bhow much (?:better|worse|safer|happier|easier|more fun)\b|\bhow (?:has|have) .+ improved\b",
        "warning", "it says already which way things went",
        "Ask whether anything changed: better, the same or worse.", "both",
    ),
    _push(
        r"\bwhy (?:do|did|would) you (?:really |still |not )?"
        r"(?:love|like|hate|enjoy|dislike|want|trust|avoid)\b",
        "warning", "it takes for granted that they do",
        "Ask first whether they do, and this only of those who said so (column `relevant`).", "relevant",
    ),
    _push(
        r"\b(?:do|did) you (?:really )?(?:love|adore|hate)\b",
        "warning", "the word is strong", "Ask what they like, or what is good.", "relevant",
    ),
)  # fmt: skip
FEWEST_TO_LEAN = 4


def check_leading(questionnaire: Questionnaire, findings: Findings) -> None:
    survey = findings.on("survey")
    for question in asked(questionnaire):
        column = heading(questionnaire, "label")
        for push, words in pushes_in(question, questionnaire.choice_lists):
            say = survey.error if push.level == "error" else survey.warning
            message = f"{quoted(words)} leads people: {push.why}."
            say("leading_question", message, push.fix, question.row, column)
        _check_balance(question, questionnaire.choice_lists.get(question.choices or "", ()), survey)


def pushes_in(question: Question, lists: Mapping[str, tuple[Choice, ...]]) -> list[tuple[Push, str]]:
    """The first way in which each sentence of a question leads, with the sentence's leading words."""
    found = []
    for sentence in sentences(english(question.label)):
        hits = ((push, push.pattern.search(sentence)) for push in PUSHES)
        first = next(
            ((push, hit) for push, hit in hits if hit and not _fair(push, sentence, question, lists)), None
        )
        if first:
            found.append(
                (first[0], first[1][0].strip(" ,:;") if len(first[1][0]) < len(sentence) else sentence)
            )
    return found


def _fair(push: Push, sentence: str, question: Question, lists: Mapping[str, tuple[Choice, ...]]) -> bool:
    if "relevant" in push.unless and question.relevant:
        return True
    answers = [english(one.label) for one in lists.get(question.choices or "", ())]
    other_side = " ".join([english(question.hint), *answers])
    if "disagree" in push.unless:
        return bool(re.search(r"\b(?:disagree|against|oppose)", other_side, re.IGNORECASE))
    return "both" in push.unless and bool(
        re.search(r"\b(?:or|whether)\b", sentence) or NEGATIVE.search(other_side)
    )


def _check_balance(question: Question, choices: Sequence[Choice], survey: Findings) -> None:
    """A scale of words with two more on one side than on the other."""
    if question.type != "select_one" or len(choices) < FEWEST_TO_LEAN:
        return
    labels = [english(one.label) for one in choices]
    bad = [one for one in labels if NEGATIVE.search(one)]
    good = [one for one in labels if POSITIVE.search(one) and one not in bad]
    # Where bad is told apart finely and good is one answer (“Yes, soon enough”), it is a list, not a scale.
    if len(good) + len(bad) < FEWEST_TO_LEAN - 1 or abs(len(good) - len(bad)) < 2 or 2 * len(good) < len(bad):
        return
    survey.warning(
        "unbalanced_choices",
        f"The answers lean to one side: {len(good)} good, {len(bad)} bad.",
        "Offer as many on one side as on the other.",
        question.row,
        "type",
    )
