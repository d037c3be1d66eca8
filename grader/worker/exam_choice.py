"""Chooses the exam of a submission: for the GPU while that can be used, otherwise for the CPU."""

from __future__ import annotations

import logging

from grader.jail import JailError
from grader.judge import Exam, Judge
from grader.worker.exam_pool import ExamPool
from grader.worker.gpu import is_usable
from grader.worker.jails import CPU, Jails
from lessons.curriculum import Catalog

log = logging.getLogger(__name__)


class ExamChoice:
    """Makes the exams of a grader's lessons for the fastest of its devices, some in advance."""

    def __init__(self, catalog: Catalog, judge: Judge, jails: Jails) -> None:
        self._catalog = catalog
        self._judge = judge
        self._jails = jails
        self._pool = ExamPool(judge)

    async def warm_up(self) -> None:
        """Prepare an exam for each exercise, yielding to other tasks after each."""
        exercises = (exercise.id for exercise in self._catalog.exercises())
        await self._pool.warm_up(exercises, self._jails.fastest_device)

    def needs_card(self, exercise_id: str) -> bool:
        """Return whether an exercise is graded on a GPU only."""
        exercise = self._catalog.exercise(exercise_id)
        return exercise is not None and exercise.needs_card

    def take(self, exercise_id: str) -> Exam:
        """Return an unused exam, for the CPU if the judge itself cannot use the GPU now.

        Raise KeyError for an unknown exercise, AuthoringError if its file has an error, and
        JailError if it is graded on a GPU only, which cannot be used.
        """
        device = self._jails.fastest_device
        try:
            return self._pool.take(exercise_id, device)
        except KeyError:
            raise
        except Exception as problem:
            if device == CPU:
                raise
            return self.take_after(problem, exercise_id, device)

    def take_for_cpu(self, exercise_id: str) -> Exam:
        """Return an unused exam for the CPU."""
        return self._judge.make_exam(exercise_id, CPU)

    def take_after(self, problem: Exception, exercise_id: str, card: str) -> Exam:
        """Return an exam for the CPU after a problem with one for a card.

        The card is given up if it failed, but not if its memory was full or the exercise has an
        error. Raise JailError if the exercise is graded on a card only.
        """
        if not isinstance(problem, JailError) and is_usable(card):
            log.warning("%s is not used for %s: %s", card, exercise_id, problem)
        elif self._jails.has_gpu:  # several submissions may have met the same problem
            log.warning("%s is given up for now: %s", card, problem)
            self._jails.give_up_gpu()
        if self.needs_card(exercise_id):
            raise JailError(f"{exercise_id} could not be graded on {card}: {problem}") from problem
        return self.take_for_cpu(exercise_id)
