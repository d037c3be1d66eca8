"""Exams that wait ready: what a submission is asked, made before it comes."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Iterable

from grader.judge import Exam, Judge

log = logging.getLogger(__name__)


class ExamPool:
    """Exams prepared before anyone asks, so that a learner does not wait for the reference.

    Each is used once: its inputs are secret until the code has been handed over.
    """

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.device = "cpu"  # of exams made from now on, where their cases can use another
        self._ready: dict[str, deque[Exam]] = defaultdict(deque)

    def use_device(self, device: str) -> None:
        """Exams are from now on for that device; those that are ready for another are dropped."""
        if device != self.device:
            self.device = device
            self._ready.clear()

    async def warm_up(self, exercises: Iterable[str]) -> None:
        """Prepares one exam an exercise, a little at a time, so that jobs come in between."""
        for exercise in exercises:
            try:
                self._refill(exercise)
            except Exception:  # told again, to whoever submits to it
                log.exception("the exercise %s cannot be prepared", exercise)
            await asyncio.sleep(0)

    def take(self, exercise: str) -> Exam:
        """A fresh exam. Raises KeyError for an unknown exercise."""
        waiting = self._ready[exercise]
        exam = waiting.popleft() if waiting else self._judge.make_exam(exercise, self.device)
        asyncio.get_running_loop().call_later(0.02, self._refill, exercise)
        return exam

    def _refill(self, exercise: str) -> None:
        if len(self._ready[exercise]) < 2:
            self._ready[exercise].append(self._judge.make_exam(exercise, self.device))
