"""Does the learner's next step, and gives replies without a primary button the one to it."""

from __future__ import annotations

from bot.tutor.context import TutorContext
from bot.tutor.learning.exercises import Exercises
from bot.tutor.learning.lessons import Lessons
from bot.tutor.learning.next_step import Position, Step, next_step, step_after_page
from bot.tutor.learning.positions import read_position
from bot.tutor.learning.progress import Progress
from bot.tutor.learning.quizzes import Quizzes
from bot.tutor.learning.reviews import Reviews
from bot.tutor.replies.actions import AskQuestion, GoOn, OpenLessonPage, ShowExercise
from bot.tutor.replies.model import Reply
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on


class GoingOn(Feature):
    """Does what the decision in `next_step` says, whatever that is."""

    def __init__(
        self,
        context: TutorContext,
        *,
        lessons: Lessons,
        exercises: Exercises,
        quizzes: Quizzes,
        reviews: Reviews,
        progress: Progress,
    ) -> None:
        self._context = context
        self._lessons = lessons
        self._exercises = exercises
        self._quizzes = quizzes
        self._reviews = reviews
        self._progress = progress

    def actions(self) -> ActionHandlers:
        """Return the handler of buttons that do the next step of the learner who presses them."""
        return (on(GoOn, self.go_on),)

    async def go_on(self, request: Request, _: GoOn) -> Reply:
        """Do the learner's next step."""
        position = await read_position(self._context, request.learner)
        return await self._do(request, next_step(self._context.catalog, position), position)

    async def turn_page(self, request: Request) -> Reply:
        """Do what follows the page that the learner reads; without one, their next step."""
        position = await read_position(self._context, request.learner)
        catalog = self._context.catalog
        lesson = catalog.lesson(position.lesson) if position.lesson else None
        if lesson is None:
            return await self._do(request, next_step(catalog, position), position)
        step = step_after_page(catalog, position, lesson, position.page)
        return await self._do(request, step, position)

    async def _do(self, request: Request, step: Step, position: Position) -> Reply:
        if step.kind == "page" and step.lesson is not None:
            action = OpenLessonPage(step.lesson.slug, step.page)
            return await self._lessons.open_page(request, action, position)
        if step.kind == "exercise" and step.exercise is not None:
            return await self._exercises.show(request, ShowExercise(step.exercise.id), position)
        if step.kind == "quiz" and step.lesson is not None:
            return await self._quizzes.ask(request, AskQuestion(step.lesson.slug), position)
        if step.kind == "review":
            return await self._reviews.next(request)
        return await self._progress.show(request)
