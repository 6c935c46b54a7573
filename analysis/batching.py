"""Dynamic batching: what several threads ask for at the same moment is answered in one go.

Nobody waits for others to come: whoever comes while an answer is being made is in the next one.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Batcher(Generic[Asked, Answer]):
    """Answers each of what it is asked by `answer_all`, which gives as many answers, in their order.

    At most `most` go together, in the order in which they came. Where that fails each is
    answered alone, so that only those raise an error who would have had it by themselves.
    """

    def __init__(self, answer_all: Callable[[Sequence[Asked]], Sequence[Answer]], most: int) -> None:
        self._answer_all = answer_all
        self._most = most
        self._waiting: deque[tuple[Asked, Future[Answer]]] = deque()
        self._turn = threading.Lock()

    def __call__(self, asked: Sequence[Asked]) -> list[Answer]:
        mine: list[tuple[Asked, Future[Answer]]] = [(one, Future()) for one in asked]
        self._waiting.extend(mine)
        with self._turn:
            while not all(future.done() for _, future in mine):
                self._answer_some()
        return [future.result() for _, future in mine]

    def _answer_some(self) -> None:
        self._answer([self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))])

    def _answer(self, some: Sequence[tuple[Asked, Future[Answer]]]) -> None:
        try:
            answers = self._answer_all([asked for asked, _ in some])
        except Exception as error:  # noqa: BLE001 – whoever asked raises it
            if len(some) == 1:
                some[0][1].set_exception(error)
            else:
                for one in some:
                    self._answer([one])
            return
        for (_, future), answer in zip(some, answers, strict=True):
            future.set_result(answer)
