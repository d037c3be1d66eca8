"""A pool of exams that were made before the submissions that use them."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections import defaultdict, deque
from collections.abc import Iterable

from grader.judge import Exam, Judge

log = logging.getLogger(__name__)

SLOW_TO_IMPORT = "torch.fx.experimental.symbolic_shapes"
"""What references make torch import for `meta`. It takes seconds on a slow machine."""


class ExamPool:
    """Prepares exams in advance, so that a learner does not wait for the reference to run.

    Each exam is used for one submission: its inputs are secret until the code has been submitted.
    """

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._device = "cpu"  # of the prepared exams whose cases can use another one than the CPU
        self._ready: dict[str, deque[Exam]] = defaultdict(deque)

    async def warm_up(self, exercises: Iterable[str], device: str) -> None:
        """Prepare one exam for each exercise, yielding to other tasks after each."""
        self._use_device(device)
        # In a thread, so that the loop turns meanwhile: a grader without heartbeats is replaced.
        await asyncio.to_thread(importlib.import_module, SLOW_TO_IMPORT)
        for exercise in exercises:
            self._refill(exercise)
            await asyncio.sleep(0)

    def take(self, exercise: str, device: str) -> Exam:
        """Return an unused exam for a device, or for the CPU where its cases can use no other.

        Raise KeyError for an unknown exercise.
        """
        self._use_device(device)
        waiting = self._ready[exercise]
        exam = waiting.popleft() if waiting else self._judge.make_exam(exercise, self._device)
        asyncio.get_running_loop().call_later(0.02, self._refill, exercise)
        return exam

    def _use_device(self, device: str) -> None:
        """Drop the prepared exams if they are for another device."""
        if device != self._device:
            self._device = device
            self._ready.clear()

    def _refill(self, exercise: str) -> None:
        try:
            if len(self._ready[exercise]) < 2:
                self._ready[exercise].append(self._judge.make_exam(exercise, self._device))
        except Exception:  # raised again by `take` for a submission
            log.exception("the exercise %s cannot be prepared", exercise)
