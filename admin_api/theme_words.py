"""How themes were found, how often that is right, and who signed them off: in sentences."""

from collections.abc import Iterable

from admin_api.sentences import day
from admin_api.translation.speaking import message, translate
from analysis.board import Board
from analysis.disclosure_control import Rule, protect_count
from analysis.summary import OutcomeSummary
from consultations.theme_standing import ThemeStanding

BY_WORDS = message(
    "Themes by the words of the theme file; how often they are right has not been measured on these answers."
)
NOT_SIGNED = message("Themes not yet signed off.")


def how_found(standing: ThemeStanding, rule: Rule) -> str:
    """“Suggested from 150 answers that people coded; …: F1 0.71 (1 is always right).”"""
    found = standing.learned
    if found is None:
        return BY_WORDS
    coded = protect_count(found.coded, rule)
    return translate(
        "Themes suggested from {coded} answers that people coded; measured on answers it had not seen: "
        "F1 {f1} (1 is always right).",
        coded=coded,
        f1=f"{found.f1:.2f}",
    )


def signed_off(standing: ThemeStanding) -> str:
    """In which role somebody signed the present theme file, and when; or that nobody has."""
    found = standing.sign_off
    return (
        translate("Themes signed off by a {role}, {day}.", role=found.role, day=day(found.signed_at))
        if found
        else NOT_SIGNED
    )


def about_themes(board: Board, codes: Iterable[str], rule: Rule) -> str:
    """Both about the themes of these consultations, each sentence once; "" where none has themes."""
    stand = [board.themes[code] for code in dict.fromkeys(codes) if code in board.themes]
    said = [how_found(one, rule) for one in stand] + [signed_off(one) for one in stand]
    return " ".join(map(str, dict.fromkeys(said)))


def about_outcome(board: Board, found: OutcomeSummary, rule: Rule) -> str:
    """The same about the themes that people spoke of under one outcome."""
    return about_themes(board, (one.consultation for one in found.questions if one.themes), rule)


def theme_lines(board: Board, rule: Rule) -> tuple[str, ...]:
    """One line for each consultation with themes, the newest first."""
    return tuple(
        f"“{one.title}”: {about_themes(board, [one.code], rule)}"
        for one in board.consultations
        if one.code in board.themes
    )
