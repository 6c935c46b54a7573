"""The two ways an expression can fail: when it is compiled, and (rarely) when it is evaluated."""

from consultations.errors import TogetherError


class ExpressionFault(TogetherError):  # noqa: N818 - a fault is something to mend, as everywhere here
    """The expression cannot be compiled. `character` says where in it, counting from 1."""

    def __init__(self, code: str, message: str, fix: str, character: int) -> None:
        super().__init__(code, message, fix)
        self.fix = fix
        self.character = character


class EvaluationFault(TogetherError):  # noqa: N818 - the same
    """A sound expression met values it cannot work on: `date('soon')`, or `/data/a` with no form."""
