"""A pool of exams that were made before the submissions that use them."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Iterable

from grader.judge import Exam, Judge

log = logging.getLogger(__name__)


class ExamPool:
    """Prepares exams in advance, so that a learner does not wait for the reference to run.

    Each exam is used for one submission: its inputs are secret until the code has been submitted.
    """

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.device = "cpu"  # for new exams, where their cases can use another device than the CPU
        self._ready: dict[str, deque[Exam]] = defaultdict(deque)

    def use_device(self, device: str) -> None:
        """Make new exams for a device, and drop the prepared ones if they are for another."""
        if device != self.device:
            self.device = device
            self._ready.clear()

    async def warm_up(self, exercises: Iterable[str]) -> None:
        """Prepare one exam for each exercise, yielding to other tasks after each."""
        for exercise in exercises:
            try:
                self._refill(exercise)
            except Exception:  # raised again by `take` for a submission
                log.exception("the exercise %s cannot be prepared", exercise)
            await asyncio.sleep(0)

    def take(self, exercise: str) -> Exam:
        """Return an unused exam. Raise KeyError for an unknown exercise."""
        waiting = self._ready[exercise]
        exam = waiting.popleft() if waiting else self._judge.make_exam(exercise, self.device)
        asyncio.get_running_loop().call_later(0.02, self._refill, exercise)
        return exam

    def _refill(self, exercise: str) -> None:
        if len(self._ready[exercise]) < 2:
            self._ready[exercise].append(self._judge.make_exam(exercise, self.device))
