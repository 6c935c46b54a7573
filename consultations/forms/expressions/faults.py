"""What is wrong with an expression, where in it, and what to write instead."""

from consultations.errors import TogetherError


class ExpressionFault(TogetherError):
    """An expression that cannot be used. `character` counts from 1; 0 where no one place is at fault."""

    def __init__(self, code: str, message: str, fix: str, character: int = 0) -> None:
        super().__init__(code, message, fix)
        self.character = character
